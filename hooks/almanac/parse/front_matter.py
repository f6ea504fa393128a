"""The raw text of an article: its head and its body apart, within bounds, and what a body may not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from almanac.model.diagnostics import Fault, Place, is_error, shown
from almanac.parse import encoding, garbled
from almanac.parse.markdown import is_safe
from almanac.validate import personal_data
from almanac.validate.persons import Places

LARGEST = 128 * 1024  # bytes of a file
LONGEST = (
    4_000  # characters of a line, and of a paragraph: Markdown takes four times as long for twice as many
)
BRACKETS = 200  # of a paragraph, for the same reason
DEEPEST = 8  # quotations and lists one inside another

_EDGE = re.compile(r"---[ \t]*")
_MARKS = re.compile(r"(?:[ \t]*(?:>|[-*+](?=\s)|[0-9]{1,9}[.)](?=\s)))*[ \t]*")
_MARK = re.compile(r">|[-*+]|[0-9]+[.)]| {4}")
_HTML = re.compile(r"<(?=[a-zA-Z/!?])[^\s<>]{0,20}|&(?:[a-zA-Z]{2,12}|#x?[0-9a-fA-F]{1,7});")
_LINK = re.compile(r"\]\([ \t]*<?([^()\s<>]*)|(?m:^ {0,3}\[[^\]\n]+\]:[ \t]*<?([^\s<>]+))")
_SIMPLE_LINK = re.compile(
    r'</?a(?: href="[a-z0-9./_-]*")?>'
)  # what the site's own pages may hold besides Markdown
PICTURE = re.compile(r"!\[[^\]\n]{0,200}\]\(([^()\s]{1,200})\)")  # a photo, and its file
_EMPHASIS = re.compile(r"[*_\\]")

HEAD = "---（下面几行写标题、话题、来源……，再写一行 ---，然后是正文）"
_PLAIN = "小标题用 ##，列表用 -，加粗用 **两对星号**"


class Manuscript(NamedTuple):
    """A file of content/ taken apart: the head as bytes that keep their lines, and the body as text."""

    head: bytes
    body: str


def read(
    file: str, raw: bytes, places: Places, ours: bool = False, pictured: bool = False
) -> tuple[Manuscript | None, list[Fault]]:
    """The two parts of a file and all that is wrong with the body; None if they cannot be told apart.

    ours: one of the site's own pages, whose headings and plain links are left to whoever keeps the site. pictured: photos
    may stand in it, ![](a.jpg); whether they may is looked at where the head is known. places: what is no person's name.
    """
    text, faults = encoding.decode(file, raw, LARGEST)
    if text is None:
        return None, faults
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines) if n and _EDGE.fullmatch(line)), 0)
    if not _EDGE.fullmatch(lines[0]) or not end:
        message = (
            "开头的说明没有用一行 --- 结束"
            if _EDGE.fullmatch(lines[0])
            else "文章的第一行应当是 ---，下面写这篇文章的说明"
        )
        return None, [*faults, Fault(Place(file), "E063", message, HEAD)]
    head = "\n".join(["", *lines[1:end], ""]).encode()
    body = "\n" * (end + 1) + "\n".join(lines[end + 1 :])  # the places of the body are those of the file
    faults += _bounds(file, body)
    if any(map(is_error, faults)):
        return None, faults
    faults += _letters(file, body)
    faults += _markup(file, PICTURE.sub(_blank, body) if pictured else body, ours)
    return Manuscript(head, body.lstrip("\n")), sorted({*faults, *_private(file, text, body, places)})


def _bounds(file: str, body: str) -> Iterator[Fault]:
    """Lines and paragraphs are of a length that people read, and little stands inside other things."""
    paragraph = brackets = 0
    for row, line in enumerate(body.split("\n"), 1):
        paragraph, brackets = (paragraph + len(line), brackets + line.count("[")) if line.strip() else (0, 0)
        found = _MARKS.match(line)
        depth = len(_MARK.findall(found[0])) if found else 0
        if paragraph > LONGEST:
            message = f"这一段超过 {LONGEST} 个字；请用空行分成几段"
            yield Fault(Place(file, row), "E064", message, "一段一般不超过 300 字")
            return
        if brackets > BRACKETS:
            message = f"这一段里的方括号超过 {BRACKETS} 个；请删去不需要的，或分成几段"
            yield Fault(Place(file, row), "E064", message, "[词汇表](../glossary/)")
            return
        if depth > DEEPEST:
            message = f"列表和引用套得太深（超过 {DEEPEST} 层）；请改成一层或两层"
            yield Fault(Place(file, row), "E065", message, "- 每天一片")
            return


def _letters(file: str, body: str) -> Iterator[Fault]:
    """Letters nobody sees, and letters that look like others."""
    if not (encoding.ODD.search(body) or garbled.is_suspicious(body)):
        return
    text, unseen, _ = encoding.odd_letters(file, body)
    yield from unseen
    for index, code, message, right in encoding.misleading(text, True):
        line = right[right.rfind("\n", 0, index) + 1 :].partition("\n")[0] if right else ""
        yield Fault(encoding.place_of(file, text, index), code, message, shown(line.strip(), 60) or _PLAIN)


def _markup(file: str, body: str, ours: bool) -> Iterator[Fault]:
    """A body is plain Markdown: no HTML, no pictures, headings from ## on, links that lead where they say."""
    plain = _SIMPLE_LINK.sub(_blank, body) if ours else body
    for found in _HTML.finditer(plain):
        message = f"正文里不能写网页代码“{shown(found[0], 20)}”；只用 Markdown 的写法"
        yield Fault(encoding.place_of(file, body, found.start()), "E066", message, _PLAIN)
    if ours:
        return
    for found in _LINK.finditer(body):
        address = found[1] or found[2] or ""
        if not is_safe(address):
            message = (
                f"链接“{shown(address, 40)}”不能用；只能是 https:// 或 http:// 开头的网址，或本站的另一篇"
            )
            at = encoding.place_of(file, body, found.start(1) if found[1] else found.start())
            yield Fault(at, "E067", message, "[备孕](../beiyun/)")
    for found in re.finditer(r"!\[", body):
        message = "正文里不放图片；封面写在开头的“封面”一项里"
        yield Fault(
            encoding.place_of(file, body, found.start()), "E068", message, "封面: {文件: beiyun.jpg, …}"
        )
    for found in re.finditer(r"(?m)^ {0,3}#(?!#)|^ {0,3}#{5}", body):
        message = "正文里的小标题从两个 # 写起，最多四个；文章的标题写在开头的“标题”一项里"
        yield Fault(encoding.place_of(file, body, found.start()), "E069", message, "## 什么时候去医院")


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _private(file: str, text: str, body: str, places: Places) -> Iterator[Fault]:
    """Personal data anywhere in the file; also what would come together once the marks of Markdown are gone."""
    found = personal_data.faults(file, text, places)
    yield from found
    known = {fault.code for fault in found}
    for fault in personal_data.faults(file, _EMPHASIS.sub("", body), places):
        if fault.code not in known:
            yield fault._replace(place=Place(file, fault.place.line))
