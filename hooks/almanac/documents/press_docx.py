"""A news release as Word: a cover sheet if it is sent to an outlet, the text in the fonts of official documents, the photos with their captions."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from almanac.documents.docx import BODY, HEADS, TITLE, font, saved, timeless
from almanac.documents.zip import deflated
from almanac.parse.markdown import Node, words

Shot = tuple[str, bytes, str, str]  # a photo: its file, its bytes, its caption, what can be seen on it


def document(
    headline: str,
    subhead: str,
    text: Node,
    byline: Sequence[str],
    cover: Sequence[tuple[str, str]],
    photos: Sequence[Shot],
) -> bytes:
    """The whole release; it names the fonts that the editor's own Word has."""
    from docx import Document
    from docx.shared import Cm

    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = (
        Cm(3),
        Cm(2.6),
        Cm(2.8),
        Cm(2.6),
    )
    if cover:
        _cover(paper, cover)
    _line(paper, headline, TITLE, 20, "CENTER", before=6, after=6)
    if subhead:
        _line(paper, f"——{subhead}", BODY, 15, "CENTER", after=8)
    for each in text.inside:
        if isinstance(each, Node):
            _block(paper, each)
    for number, said in enumerate(byline):
        _line(paper, said, BODY, 14, "RIGHT", before=0 if number else 12)
    for photo in photos:
        _photo(paper, *photo)
    paper.core_properties.title, paper.core_properties.author = headline, ""
    paper.core_properties.language = "zh-CN"
    timeless(paper.core_properties)
    return deflated(saved(paper))


def _cover(paper: Any, cover: Sequence[tuple[str, str]]) -> None:
    from docx.enum.text import WD_BREAK
    from docx.shared import Cm, Pt

    _line(paper, "送　稿　单", TITLE, 20, "CENTER", after=18)
    table = paper.add_table(len(cover), 2)
    table.style = "Table Grid"
    table.autofit = False
    for column, wide in zip(table.columns, (3.2, 12.4), strict=True):
        column.width = Cm(wide)
    for row, (label, said) in enumerate(cover):
        for place, (words_, name, wide) in enumerate(((label, HEADS, 3.2), (said, BODY, 12.4))):
            cell = table.cell(row, place)
            cell.width = Cm(wide)
            line = cell.paragraphs[0]
            line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(4)
            font(line.add_run(words_), name, 14)
    paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _line(
    paper: Any, said: str, name: str, points: float, side: str, before: int = 0, after: int = 0
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    line = paper.add_paragraph()
    line.alignment = getattr(WD_ALIGN_PARAGRAPH, side)
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(before), Pt(after)
    font(line.add_run(said), name, points)


def _photo(paper: Any, file: str, data: bytes, caption: str, alt: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    held = paper.add_paragraph()
    held.alignment, held.paragraph_format.space_before = WD_ALIGN_PARAGRAPH.CENTER, Pt(12)
    held.paragraph_format.keep_with_next = True
    shape = held.add_run().add_picture(io.BytesIO(data), width=Cm(14))
    if shape.height > Cm(18):
        shape.width, shape.height = int(shape.width * Cm(18) / shape.height), Cm(18)
    shape._inline.docPr.set("descr", alt)
    _line(paper, f"{caption}（{file}）", BODY, 12, "CENTER", before=4, after=12)


def _block(paper: Any, node: Node, lead: str = "") -> None:
    """A block of the text; lists are written with their marks, since editors paste them anywhere."""
    from docx.shared import Pt

    if node.tag == "table":
        _table(paper, node)
    elif node.tag == "blockquote":
        for each in node.inside:
            if isinstance(each, Node):
                _block(paper, each)
    elif node.tag in ("ul", "ol"):
        items = [each for each in node.inside if isinstance(each, Node)]
        for number, item in enumerate(items, int(node.value or 1)):
            _item(paper, item, f"{number}. " if node.tag == "ol" else "• ")
    elif node.tag != "hr":
        line, heading = paper.add_paragraph(), node.tag in ("h2", "h3", "h4")
        line.paragraph_format.line_spacing, line.paragraph_format.space_after = Pt(28), Pt(0)
        line.paragraph_format.keep_with_next = heading
        line.paragraph_format.first_line_indent = Pt(32)
        for said, bold in ((lead, False), *_runs(node, False)):
            if said:
                run = line.add_run(said)
                font(run, HEADS if heading else BODY, 16)
                run.bold = bold or None


def _item(paper: Any, item: Node, mark: str) -> None:
    blocks = [
        each for each in item.inside if isinstance(each, Node) and each.tag in ("p", "ul", "ol", "table")
    ]
    loose = tuple(each for each in item.inside if each not in blocks)
    if loose:
        _block(paper, Node("p", "", loose), mark)
    for number, each in enumerate(blocks):
        _block(paper, each, "" if loose or number else mark)


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


def _table(paper: Any, node: Node) -> None:
    from docx.shared import Pt

    parts = [part for part in node.inside if isinstance(part, Node)]
    rows = [
        [c for c in row.inside if isinstance(c, Node)]
        for part in parts
        for row in part.inside
        if isinstance(row, Node)
    ]
    table = paper.add_table(len(rows), max(map(len, rows), default=1))
    table.style = "Table Grid"
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            paragraph = table.cell(line, place).paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
            font(paragraph.add_run("".join(words(cell))), BODY if line else HEADS, 14)
