"""A text as it may be pasted into WeChat's editor: inline styles only, numbered notes for links, places for pictures.

The editor keeps section, p, span, img and table; it drops classes, ids, scripts, positions and links to elsewhere
(developers' documentation of 草稿箱). No colours of letters or grounds: the dark mode then changes them all alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from almanac.parse.markdown import Node, words
from almanac.render.html import safe

TITLE, AUTHOR, DIGEST, CONTENT = 32, 16, 128, 20_000

_TEXT = "margin:0 0 1em;font-size:16px;line-height:1.75;text-align:justify;"
_HEADS = {
    "h2": "margin:1.6em 0 0.8em;font-size:18px;font-weight:bold;line-height:1.5;",
    "h3": "margin:1.4em 0 0.6em;font-size:17px;font-weight:bold;line-height:1.5;",
    "h4": "margin:1.2em 0 0.6em;font-size:16px;font-weight:bold;line-height:1.5;",
}
_QUOTE = "margin:0 0 1em;padding:0 0 0 12px;border-left:3px solid #b3261e;"
_RULE = "margin:1.5em 0;border-top:1px solid #b0b0b0;"
_TABLE = "width:100%;border-collapse:collapse;margin:0 0 1em;"
_CELL = "border:1px solid #b0b0b0;padding:6px 8px;font-size:15px;line-height:1.6;"
_PICTURE = "margin:0 0 1em;padding:24px 12px;border:1px dashed #b0b0b0;font-size:15px;line-height:1.6;text-align:center;"
_NOTE = "margin:0 0 0.4em;font-size:13px;line-height:1.6;word-break:break-all;"


class Meter(NamedTuple):
    """How long something is, and how long it may be."""

    what: str
    length: int
    most: int

    @property
    def is_over(self) -> bool:
        return self.length > self.most


def meters(headline: str, author: str, digest: str, content: str) -> list[Meter]:
    """The four lengths that WeChat bounds."""
    return [
        Meter("标题", len(headline), TITLE),
        Meter("作者", len(author), AUTHOR),
        Meter("摘要", len(digest), DIGEST),
        Meter("正文（连同标签）", len(content), CONTENT),
    ]


def wechat(text: Node, captions: Sequence[str], byline: Sequence[str], source: str) -> str:
    """The whole text for pasting: the first picture, the text with the others after its sections, notes, who wrote it.

    captions: of the pictures, in order; source: the address of the release on this site.
    """
    notes: list[str] = []
    blocks = ["".join(_block(each, notes, "")) for each in text.inside if isinstance(each, Node)]
    places = _places(len(blocks), len(captions))
    out: list[str] = []
    for number, block in enumerate(blocks):
        out += [_picture(place, captions[place]) for place in places.get(number, ())]
        out.append(block)
    out += [_picture(place, captions[place]) for place in places.get(len(blocks), ())]
    out += [_p(_NOTE, f"[{number}] {safe(address)}") for number, address in enumerate(notes, 1)]
    out += [_p(_TEXT, safe(line)) for line in byline]
    out.append(_p(_NOTE, f"原文：{safe(source)}"))
    return f"<section>{''.join(out)}</section>"


def _places(blocks: int, pictures: int) -> dict[int, list[int]]:
    """Before which block each picture stands: the first on top, the others spread evenly."""
    found: dict[int, list[int]] = {}
    for picture in range(pictures):
        found.setdefault(round(picture * blocks / max(pictures, 1)), []).append(picture)
    return found


def _picture(number: int, caption: str) -> str:
    return _p(_PICTURE, f"【图{number + 1}：在这里插入照片 {number + 1}】") + _p(
        _NOTE + "text-align:center;", safe(caption)
    )


def _p(style: str, inner: str) -> str:
    return f'<p style="{style}">{inner}</p>'


def _block(node: Node, notes: list[str], lead: str) -> Iterator[str]:
    """A block as one or more paragraphs; lead: what stands before a list's words."""
    if node.tag in ("ul", "ol"):
        yield from _list(node, notes, lead)
    elif node.tag == "table":
        yield _table(node, notes)
    elif node.tag == "hr":
        yield f'<section style="{_RULE}"></section>'
    elif node.tag == "blockquote":
        inner = "".join(b for each in node.inside if isinstance(each, Node) for b in _block(each, notes, ""))
        yield f'<section style="{_QUOTE}">{inner}</section>'
    else:
        style = _HEADS.get(node.tag, _TEXT)
        for line in _lines(node):
            yield _p(style, safe(lead) + "".join(_inline(each, notes) for each in line))


def _list(node: Node, notes: list[str], lead: str) -> Iterator[str]:
    """A list as paragraphs with their numbers, since the editor nests none."""
    number = int(node.value or 1)
    for item in node.inside:
        if not isinstance(item, Node):
            continue
        mark = f"{lead}　" if lead else ""
        mark = mark.replace("•", "　").rstrip() + (f"{number}. " if node.tag == "ol" else "• ")
        number += 1
        blocks = [
            each
            for each in item.inside
            if isinstance(each, Node) and each.tag in ("p", "ul", "ol", "blockquote", "table")
        ]
        loose = tuple(each for each in item.inside if each not in blocks)
        if loose:
            yield from _block(Node("p", "", loose), notes, mark)
        for each in blocks:
            yield from _block(each, notes, mark if each.tag != "p" or not loose else "")


def _lines(node: Node) -> Iterator[tuple[Node | str, ...]]:
    """What a paragraph holds, line by line."""
    line: list[Node | str] = []
    for each in node.inside:
        if isinstance(each, Node) and each.tag == "br":
            yield tuple(line)
            line = []
        else:
            line.append(each)
    yield tuple(line)


def _inline(node: Node | str, notes: list[str]) -> str:
    if isinstance(node, str):
        return safe(node)
    inner = "".join(_inline(each, notes) for each in node.inside)
    if node.tag in ("strong", "em"):
        return f'<span style="font-weight:bold;">{inner}</span>'
    if node.tag == "a" and node.value.startswith("http"):
        if node.value not in notes:
            notes.append(node.value)
        return f"{inner}[{notes.index(node.value) + 1}]"
    return inner


def _table(node: Node, notes: list[str]) -> str:
    rows = [
        row for part in node.inside if isinstance(part, Node) for row in part.inside if isinstance(row, Node)
    ]
    lines = []
    for row in rows:
        cells = []
        for cell in row.inside:
            if isinstance(cell, Node):
                bold = "font-weight:bold;" if cell.tag == "th" else ""
                align = f"text-align:{cell.value};" if cell.value else ""
                cells.append(
                    f'<td style="{_CELL}{bold}{align}">{"".join(_inline(e, notes) for e in cell.inside)}</td>'
                )
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table style="{_TABLE}"><tbody>{"".join(lines)}</tbody></table>'


def plain(text: Node) -> str:
    """The text without any marks, a paragraph a line."""
    lines: list[str] = []
    for each in text.inside:
        if isinstance(each, Node):
            lines += _plain(each, "")
    return "\n".join(line for line in lines if line) + "\n"


def _plain(node: Node, lead: str) -> Iterator[str]:
    if node.tag in ("ul", "ol"):
        for number, item in enumerate((i for i in node.inside if isinstance(i, Node)), int(node.value or 1)):
            mark = f"{number}. " if node.tag == "ol" else "• "
            yield f"{lead}{mark}{''.join(words(item)).strip()}"
    elif node.tag == "table":
        for part in node.inside:
            for row in part.inside if isinstance(part, Node) else ():
                if isinstance(row, Node):
                    yield "　".join("".join(words(cell)) for cell in row.inside)
    elif node.tag == "blockquote":
        for each in node.inside:
            if isinstance(each, Node):
                yield from _plain(each, lead)
    elif node.tag != "hr":
        yield from (f"{lead}{''.join(w for e in line for w in words(e))}" for line in _lines(node))
