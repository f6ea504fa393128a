"""The engine's part: mkdocs renders articles and shells once; bodies are stamped into the shells."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple

from almanac.desk import take
from almanac.outputs import File, Made, Stamp

SHELLS = ("_shell.html", "_shell/index.html", "_shell/2/index.html", "_shell/2/3/index.html")
FACTS = "_shell/site.json"
CONTENT = re.compile(r"<!--content-->(.*?)<!--/content-->", re.S)
_TOKEN = re.compile(r"@@(title|description|head|body)@@")
DEMO = '<p class="banner notice demo" role="note"><strong>演示数据</strong>：本站的活动和数字都是程序生成的，不是真实情况。</p>'


QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}  # Material's notice about mkdocs 2 is for developers


class Failed(Exception):
    """mkdocs could not render content/ or theme/; the text is what it said."""


def sources(project: Path) -> bytes:
    """The digest of all that the engine reads: content, theme, configuration, hook, versions."""
    found = hashlib.blake2b(digest_size=16)
    folders = (project / "content", project / "theme")
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())
    extra = [project / "mkdocs.yml", project / "hooks" / "site_hooks.py", project / "requirements.txt"]
    for file in (*files, *(file for file in extra if file.is_file())):
        found.update(file.relative_to(project).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return found.digest()


class Running(NamedTuple):
    """An engine run under way, or none where the last one still holds; `lock` is held until it has ended."""

    folder: Path
    made_of: str
    process: subprocess.Popen[str] | None
    lock: BinaryIO


def start(project: Path, made_of: bytes) -> Running:
    """Let mkdocs render into `.build/engine`, unless what is there was made of the same."""
    folder = project / ".build" / "engine"
    folder.parent.mkdir(exist_ok=True)
    lock = open(folder.with_name("engine.lock"), "a+b")  # noqa: SIM115  (closed when the run has ended)
    take(lock.fileno(), wait=True)
    mark = folder.with_name("engine.made-of")
    if mark.is_file() and mark.read_text(encoding="ascii") == made_of.hex() and (folder / FACTS).is_file():
        return Running(folder, made_of.hex(), None, lock)
    mark.unlink(missing_ok=True)
    command = [sys.executable, "-X", "utf8", "-m", "mkdocs", "build", "-q", "--strict", "-d", str(folder)]
    process = subprocess.Popen(
        command,
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=QUIET,
    )
    return Running(folder, made_of.hex(), process, lock)


def wait(running: Running) -> Path:
    """The folder of the rendered engine; raises Failed with what mkdocs said."""
    with running.lock:
        if running.process is not None:
            said = running.process.communicate()[0]
            if running.process.returncode:
                raise Failed(said.strip())
            mark = running.folder.with_name("engine.made-of")
            mark.write_text(running.made_of, encoding="ascii")
    return running.folder


class Facts(NamedTuple):
    """What the site's configuration and articles say: name, address, owner, articles, the home page's prose."""

    name: str
    url: str
    owner: str
    articles: tuple[tuple[str, str, str], ...]
    home_prose: str


def facts(folder: Path) -> Facts:
    """Read what the engine left for the stamped pages."""
    said = json.loads((folder / FACTS).read_text(encoding="utf-8"))
    prose = CONTENT.search((folder / "index.html").read_text(encoding="utf-8"))
    pages = tuple((page["path"], page["title"], page["description"]) for page in said["pages"])
    return Facts(said["name"], said["url"], said["owner"], pages, prose[1].strip() if prose else "")


def files(folder: Path, demo: bool) -> Iterable[File]:
    """The engine's own files for the site: everything but the shells and the home page, which is stamped."""
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if file.is_file() and not path.startswith("_shell") and path != "index.html":
            data = file.read_bytes()
            if demo and path.endswith(".html"):
                data = data.replace(b"<!--content-->", DEMO.encode() + b"<!--content-->", 1)
            yield File(path, data)


class Press:
    """Stamps bodies into the shells, as bytes."""

    def __init__(self, folder: Path, demo: bool) -> None:
        self._shells = [self._split((folder / shell).read_text(encoding="utf-8")) for shell in SHELLS]
        self._above = DEMO if demo else ""

    @staticmethod
    def _split(shell: str) -> list[bytes | int]:
        order = {"title": 0, "description": 1, "head": 2, "body": 3}
        parts = _TOKEN.split(shell)
        return [order[part] if place % 2 else part.encode() for place, part in enumerate(parts)]

    def press(self, made: Made) -> tuple[str, bytes]:
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
        )
        return b"".join([words[part] if isinstance(part, int) else part for part in self._shells[depth]])
