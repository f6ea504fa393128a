"""What the engine rendered, taken back: its own pages, and shells into which bodies are stamped."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from almanac.build.mkdocs_shell import FACTS
from almanac.pages import File, Stamp
from almanac.views.edit_links import Source, source_of

SHELLS = ("_shell.html", "_shell/index.html", "_shell/2/index.html", "_shell/2/3/index.html")
CONTENT = re.compile(r"<!--content-->(.*?)<!--/content-->", re.S)
_TOKEN = re.compile(r"@@(title|description|head|body)@@")
DEMO = (
    '<p class="banner notice demo" role="note"><strong>演示数据</strong>'
    '<span class="not-elder">：本站的活动和数字都是程序生成的，不是真实情况。</span></p>'
)
REHEARSAL = (
    '<p class="banner notice demo" role="note"><strong>演练</strong>：'
    '这是{}那天的样子<span class="not-elder">，那天以后才办的写成计划；不是正式的网站</span>。</p>'
)


Rendered = Mapping[str, bytes]  # what mkdocs made, by path


class Facts(NamedTuple):
    """What the site's configuration and own pages say: name, address, owner, the home page's prose, where records are."""

    name: str
    url: str
    owner: str
    home_prose: str
    source: Source


def facts(rendered: Rendered) -> Facts:
    """Read what mkdocs left for the stamped pages."""
    said = json.loads(rendered[FACTS])
    prose = CONTENT.search(rendered["index.html"].decode())
    return Facts(
        said["name"], said["url"], said["owner"], prose[1].strip() if prose else "", source_of(said["source"])
    )


def files(rendered: Rendered, mark: str) -> Iterable[File]:
    """The files that mkdocs itself makes for the site: all but the shells and the home page, which is stamped."""
    for path, data in sorted(rendered.items()):
        if not path.startswith("_shell") and path != "index.html":
            if mark and path.endswith(".html"):
                data = data.replace(b"<!--content-->", mark.encode() + b"<!--content-->", 1)
            yield File(path, data)


class Press:
    """Stamps bodies into the shells, as bytes."""

    def __init__(self, rendered: Rendered, mark: str) -> None:
        self._shells = [self._split(rendered[shell].decode()) for shell in SHELLS]
        self._above = mark

    @staticmethod
    def _split(shell: str) -> list[tuple[bytes, int]]:
        """What stands before each of a stamp's words, and which of them comes then; after the last, none."""
        order = {"title": 0, "description": 1, "head": 2, "body": 3, "": 4}
        parts = [*_TOKEN.split(shell), ""]
        return [(said.encode(), order[token]) for said, token in zip(parts[::2], parts[1::2], strict=True)]

    def press(self, made: Stamp | File) -> tuple[str, bytes]:
        """The path and bytes of what was made; a path ending in / is a page's folder."""
        if isinstance(made, File):
            return made.path, made.data
        path = made.path if made.path.endswith(".html") else f"{made.path}index.html"
        return path, self._stamp(made, path.count("/"))

    def _stamp(self, made: Stamp, depth: int) -> bytes:
        words = (
            html.escape(made.title).encode(),
            html.escape(made.description).encode(),
            made.head.encode(),
            (self._above + made.body).encode(),
            b"",
        )
        return b"".join([piece for said, word in self._shells[depth] for piece in (said, words[word])])
