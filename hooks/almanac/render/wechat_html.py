"""A text as it may be pasted into WeChat's editor: inline styles only, numbered notes for links, places for pictures.

The editor keeps section, p, span, img and table; it drops classes, ids, scripts, positions and links to elsewhere
(developers' documentation of 草稿箱). No colours of letters or grounds: the dark mode then changes them all alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from almanac.parse.markdown import Node, blocks, items, words
from almanac.render.html import safe

TITLE, AUTHOR, DIGEST, CONTENT = 32, 16, 128, 20_000

_TEXT = "margin:0 0 1.2em;font-size:16px;line-height:1.8;letter-spacing:0.5px;text-align:justify;"
_HEADS = {
    "h2": "margin:2em 0 1em;padding:0 0 0 10px;border-left:4px solid #b3261e;font-size:18px;font-weight:bold;line-height:1.5;",
    "h3": "margin:1.6em 0 0.8em;font-size:17px;font-weight:bold;line-height:1.5;",
    "h4": "margin:1.2em 0 0.6em;font-size:16px;font-weight:bold;line-height:1.5;",
}
_ITEM = "margin:0 0 0.6em;"  # after what it takes the place of
_SUBHEAD = "margin:0 0 1.6em;font-size:16px;font-weight:bold;line-height:1.6;text-align:center;"
_QUOTE = "margin:0 0 1em;padding:0 0 0 12px;border-left:3px solid #b0b0b0;"
_MIDDLE = "margin:1.6em 0;font-size:14px;line-height:1.6;text-align:center;"
_TABLE = "width:100%;border-collapse:collapse;margin:0 0 1em;"
_CELL = "border:1px solid #b0b0b0;padding:6px 8px;font-size:15px;line-height:1.6;"
_BOX = "margin:0 0 1.2em;padding:6px;border:1px solid #d0d0d0;"
_PICTURE = "width:100%;height:auto;vertical-align:top;"
_CAPTION = "margin:6px 0 0;font-size:13px;line-height:1.6;text-align:center;"
_NOTE = "margin:0 0 0.4em;font-size:13px;line-height:1.6;word-break:break-all;"
_CREDIT = "margin:0 0 0.4em;font-size:14px;line-height:1.6;"
_FOLLOW = "margin:1.6em 0 0;padding:12px 0;border-top:1px solid #b0b0b0;border-bottom:1px solid #b0b0b0;"
END, RULE = "· 完 ·", "·　·　·"  # an empty section with a border would not outlive saving


class Shot(NamedTuple):
    """A photo: its public address, where WeChat fetches it from; what stands below it; what can be seen on it."""

    address: str
    caption: str
    alt: str


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


def wechat(
    text: Node,
    shots: Mapping[str, Shot],
    byline: Sequence[str],
    source: str,
    subhead: str = "",
    follow: Sequence[str] = (),
) -> str:
    """The whole text for pasting: 副题, the text with its photos, the end, notes, who wrote it, whom to follow.

    shots: the photos by the names that the text has for them, in order; source: the address of the release on this site;
    follow: how to find the accounts that readers are asked to follow.
    """
    notes: list[str] = []
    boxes = {name: _picture(number, shot) for number, (name, shot) in enumerate(shots.items(), 1)}
    out = [_p(_SUBHEAD, f"——{safe(subhead)}")] if subhead else []
    out += _with_pictures(list(blocks(text)), boxes, notes)
    out.append(_p(_MIDDLE, END))
    out += [_p(_NOTE, f"[{number}] {safe(address)}") for number, address in enumerate(notes, 1)]
    out += [_p(_CREDIT, safe(line)) for line in byline]
    out.append(_p(_NOTE, f"原文：{safe(source)}"))
    if follow:
        lines = "".join(_p(_CAPTION, safe(line)) for line in follow)
        out.append(f'<section style="{_FOLLOW}">{lines}</section>')
    return f"<section>{''.join(out)}</section>"


def _with_pictures(those: Sequence[Node], boxes: Mapping[str, str], notes: list[str]) -> Iterator[str]:
    """The blocks with the photos where the author placed them; those that nobody placed spread evenly, or at the end."""
    placed = [each.value for each in those if each.tag == "img"]
    free = [box for name, box in boxes.items() if name not in placed]
    places = _places(0 if placed else len(those), len(free))
    for number, each in enumerate(those):
        yield from (free[place] for place in (() if placed else places.get(number, ())))
        yield boxes.get(each.value, "") if each.tag == "img" else "".join(_block(each, notes))
    yield from (free[place] for place in (range(len(free)) if placed else places.get(len(those), ())))


def _places(blocks: int, pictures: int) -> dict[int, list[int]]:
    """Before which block each picture stands: the first on top, the others spread evenly."""
    found: dict[int, list[int]] = {}
    for picture in range(pictures):
        found.setdefault(round(picture * blocks / max(pictures, 1)), []).append(picture)
    return found


def _picture(number: int, shot: Shot) -> str:
    """A photo in a box that stays, with its number, where the editor could not fetch it."""
    image = f'<img src="{safe(shot.address)}" alt="{safe(shot.alt)}" style="{_PICTURE}">'
    return f'<section style="{_BOX}">{image}{_p(_CAPTION, f"【图{number}】{safe(shot.caption)}")}</section>'


def _p(style: str, inner: str) -> str:
    """A paragraph; none without words, which would be gone after saving."""
    if not inner.strip():
        return ""
    return f'<p style="{style}">{inner}</p>'


def _block(node: Node, notes: list[str], lead: str = "", depth: int = 0) -> Iterator[str]:
    """A block as one or more paragraphs; lead: what stands before a list's words; depth: how deep its list lies."""
    if node.tag in ("ul", "ol"):
        for item in items(node):
            yield from _block(item.block, notes, item.mark, item.depth + 1)
    elif node.tag == "table":
        yield _table(node, notes)
    elif node.tag == "hr":
        yield _p(_MIDDLE, RULE)
    elif node.tag == "blockquote":
        inner = "".join(part for each in blocks(node) for part in _block(each, notes))
        yield f'<section style="{_QUOTE}">{inner}</section>' if inner else ""
    else:
        style = _HEADS.get(node.tag, _TEXT) + (f"{_ITEM}padding:0 0 0 {depth}em;" if depth else "")
        for line in _lines(node):
            yield _p(style, safe(lead) + "".join(_inline(each, notes) for each in line))
            lead = ""


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
    if node.tag in ("strong", "em") and inner.strip():
        return f'<span style="font-weight:bold;">{inner}</span>'
    if node.tag == "a" and node.value.startswith("http"):
        if node.value not in notes:
            notes.append(node.value)
        return f"{inner}[{notes.index(node.value) + 1}]"
    return inner


def _table(node: Node, notes: list[str]) -> str:
    rows = [row for part in blocks(node) for row in blocks(part)]
    lines = []
    for row in rows:
        cells = []
        for cell in blocks(row):
            look = _CELL + ("font-weight:bold;" if cell.tag == "th" else "")
            look += f"text-align:{cell.value};" if cell.value else ""
            cells.append(f'<td style="{look}">{"".join(_inline(each, notes) for each in cell.inside)}</td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table style="{_TABLE}"><tbody>{"".join(lines)}</tbody></table>'


def plain(text: Node) -> str:
    """The text without any marks, a paragraph a line."""
    lines = [line for each in blocks(text) for line in _plain(each)]
    return "\n".join(line for line in lines if line) + "\n"


def length(text: Node) -> int:
    """The characters of a text, its photos' captions not among them."""
    return sum(len(line) for each in blocks(text) if each.tag != "img" for line in _plain(each))


def _plain(node: Node, lead: str = "") -> Iterator[str]:
    if node.tag in ("ul", "ol"):
        for item in items(node):
            yield from _plain(item.block, "　" * item.depth + item.mark)
    elif node.tag == "table":
        for part in blocks(node):
            yield from ("　".join("".join(words(cell)) for cell in blocks(row)) for row in blocks(part))
    elif node.tag == "blockquote":
        for each in blocks(node):
            yield from _plain(each, lead)
    elif node.tag == "img":
        yield f"【照片 {node.value}：{''.join(words(node))}】"
    elif node.tag != "hr":
        for line in _lines(node):
            yield f"{lead}{''.join(word for each in line for word in words(each))}"
            lead = ""
