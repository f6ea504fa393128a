"""A news release for editors: as Word with its photos and a cover sheet, as PDF, as plain text."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from almanac.documents.word import BODY, HEADS, TITLE, font, packed, saved, timeless
from almanac.prose import Node, words
from almanac.typesetting import typeset
from almanac.views import passages, paste


class Picture(NamedTuple):
    """A photo of a release as JPEG: its file's name, its bytes, what stands below it, its size in pixels."""

    name: str
    data: bytes
    caption: str
    width: int
    height: int


class Copy(NamedTuple):
    """What an editor gets: lines above and below the text, the text, the photos; cover: label and words of the cover sheet."""

    headline: str
    subhead: str
    text: Node
    byline: list[str]
    pictures: list[Picture]
    cover: list[tuple[str, str]]
    address: str


def as_text(one: Copy) -> str:
    """Headline, text and byline, a paragraph a line; then the captions."""
    lines = [one.headline, *([one.subhead] if one.subhead else []), "", paste.plain(one.text).strip("\n"), "", *one.byline]
    captions = [f"{each.name}　{each.caption}" for each in one.pictures]
    return "\n".join([*lines, *(["", "照片说明：", *captions] if captions else []), "", one.address, ""])


def as_pdf(one: Copy) -> bytes:
    """Set by Typst, tagged; photos stay files of their own, their captions are listed."""
    return typeset(
        "release.typ",
        {
            "headline": one.headline,
            "subhead": one.subhead,
            "text": passages.plain(one.text, one.address),
            "byline": one.byline,
            "captions": [f"{each.name}　{each.caption}" for each in one.pictures],
            "address": one.address,
        },
    )


def as_word(one: Copy) -> bytes:
    """The cover sheet, the text with East-Asian fonts by name, the photos with captions and alternative texts."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
    from docx.shared import Cm, Pt

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Cm(3), Cm(2.6), Cm(2.8), Cm(2.6)
    font(document.add_paragraph().add_run("送稿单"), TITLE, 18)
    for label, said in one.cover:
        line = document.add_paragraph()
        font(line.add_run(f"{label}：{said}"), BODY, 14)
    document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    for said, size in ((one.headline, 20), *(((one.subhead, 15),) if one.subhead else ())):
        head = document.add_paragraph()
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        font(head.add_run(said), TITLE, size)
    for each in one.text.inside:
        if isinstance(each, Node):
            _block(document, each)
    for said in one.byline:
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        font(line.add_run(said), BODY, 14)
    for picture in one.pictures:
        held = document.add_paragraph()
        held.alignment = WD_ALIGN_PARAGRAPH.CENTER
        shape = held.add_run().add_picture(io.BytesIO(picture.data), width=Cm(14))
        shape._inline.docPr.set("descr", picture.caption)
        below = document.add_paragraph()
        below.alignment, below.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(12)
        font(below.add_run(f"{picture.name}　{picture.caption}"), BODY, 12)
    document.core_properties.title, document.core_properties.author = one.headline, ""
    timeless(document.core_properties)
    return packed(saved(document))


def _block(document: Any, node: Node, lead: str = "") -> None:
    from docx.shared import Pt

    if node.tag == "table":
        _table(document, node)
        return
    if node.tag in ("ul", "ol", "blockquote"):
        for number, item in enumerate((each for each in node.inside if isinstance(each, Node)), int(node.value or 1)):
            mark = {"ul": "• ", "ol": f"{number}. "}.get(node.tag, "")
            blocks = [each for each in item.inside if isinstance(each, Node) and each.tag in ("p", "ul", "ol", "table")]
            if not blocks or node.tag == "blockquote":
                _block(document, Node("p", "", item.inside), mark)
            for each in blocks if node.tag != "blockquote" else ():
                _block(document, each, mark)
        return
    paragraph = document.add_paragraph()
    heading = node.tag in ("h2", "h3", "h4")
    paragraph.paragraph_format.line_spacing = Pt(28)
    if not heading:
        paragraph.paragraph_format.first_line_indent = Pt(32)
    if lead:
        font(paragraph.add_run(lead), BODY, 16)
    for said, bold in _runs(node, False):
        run = paragraph.add_run(said)
        font(run, HEADS if heading else BODY, 16)
        run.bold = bold or None


def _runs(node: Node, bold: bool) -> Iterator[tuple[str, bool]]:
    for each in node.inside:
        if isinstance(each, str):
            yield each, bold
        elif each.tag == "br":
            yield "\n", bold
        else:
            yield from _runs(each, bold or each.tag in ("strong", "em"))
    if node.tag == "a" and node.value.startswith("http"):
        yield f"（{node.value}）", bold


def _table(document: Any, node: Node) -> None:
    rows = [
        [cell for cell in row.inside if isinstance(cell, Node)]
        for part in node.inside
        if isinstance(part, Node)
        for row in part.inside
        if isinstance(row, Node)
    ]
    table = document.add_table(len(rows), max(map(len, rows), default=1))
    table.style = "Table Grid"
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            font(table.cell(line, place).paragraphs[0].add_run("".join(words(cell))), BODY if line else HEADS, 12)


def captions(pictures: Sequence[Picture]) -> str:
    """The list of captions that goes with the photos."""
    return "".join(f"{each.name}　{each.caption}\n" for each in pictures)
