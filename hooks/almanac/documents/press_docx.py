"""A news release as Word: a cover sheet if it is sent to an outlet, the text in the fonts of official documents, the photos with their captions."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from almanac.documents import official_paper
from almanac.documents.official_paper import put, run, sheet
from almanac.documents.word_paper import BODY, HEADS, KAI, font, owned, saved
from almanac.documents.zip import deflated
from almanac.parse.markdown import Node, blocks, items, words

WIDE, HIGH = 120 * 36_000, 160 * 36_000  # the most that a photo takes of the page: 12 by 16 cm
Shot = tuple[str, bytes, str, str]  # a photo: its file, its bytes, its caption, what can be seen on it


class Sheet(NamedTuple):
    """What the Word file of a release says: lines above and below the text, the text, the cover sheet if it is sent, the
    photos, whose it is and of which day."""

    headline: str
    subhead: str
    text: Node
    byline: Sequence[str]
    cover: Sequence[tuple[str, str]]
    photos: Sequence[Shot]
    unit: str
    day: str


def document(said: Sheet) -> bytes:
    """The whole release on the paper of official texts; it names the fonts that the editor's own Word has."""
    paper = sheet()
    if said.cover:
        _cover(paper, said.cover)
    official_paper.heading(paper, said.headline)
    if said.subhead:
        _centred(paper, f"——{said.subhead}", KAI, 16, after=8)
    shots = {shot[0]: shot for shot in said.photos}
    for block in blocks(said.text):
        if block.tag == "img" and block.value in shots:
            _photo(paper, *shots.pop(block.value))
        else:
            _block(paper, block)
    put(paper, "")
    for line in said.byline:
        put(paper, line, side="RIGHT")
    for shot in shots.values():
        _photo(paper, *shot)
    owned(paper, said.headline, said.unit, said.day)
    return deflated(saved(paper))


def _cover(paper: Any, cover: Sequence[tuple[str, str]]) -> None:
    from docx.enum.text import WD_BREAK
    from docx.shared import Cm, Pt

    official_paper.heading(paper, "送　稿　单")
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


def _centred(paper: Any, said: str, name: str, points: float, before: int = 0, after: int = 0) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    line = paper.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(before), Pt(after)
    font(line.add_run(said), name, points)


def _photo(paper: Any, file: str, data: bytes, caption: str, alt: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    held = paper.add_paragraph()
    held.alignment, held.paragraph_format.space_before = WD_ALIGN_PARAGRAPH.CENTER, Pt(12)
    held.paragraph_format.keep_with_next, held.paragraph_format.line_spacing = True, 1.0
    shape = held.add_run().add_picture(io.BytesIO(data), width=WIDE)
    if shape.height > HIGH:
        shape.width, shape.height = int(shape.width * HIGH / shape.height), HIGH
    shape._inline.docPr.set("descr", alt)
    _centred(paper, f"{caption}（{file}）", BODY, 12, before=4, after=12)


def _block(paper: Any, node: Node, lead: str = "", depth: int = 0) -> None:
    """A block of the text; lists are written with their marks, since editors paste them anywhere."""
    from docx.shared import Pt

    if node.tag == "table":
        _table(paper, node)
    elif node.tag == "blockquote":
        for each in blocks(node):
            _block(paper, each)
    elif node.tag in ("ul", "ol"):
        for item in items(node):
            _block(paper, item.block, item.mark, item.depth)
    elif node.tag == "img":
        put(paper, f"【照片 {node.value}：{''.join(words(node))}】", indent=2)
    elif node.tag != "hr":
        style = f"Heading {int(node.tag[1]) - 1}" if node.tag in ("h2", "h3", "h4") else "Normal"
        line = put(paper, lead, style, indent=2)
        line.paragraph_format.left_indent = Pt(depth * 16) if depth else None
        for said, bold in _runs(node, False):
            run(line, said).bold = bold or None


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
    """A table with a head that stands again on the next page, for those who hear it the head of its columns."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Pt

    rows = [list(blocks(row)) for part in blocks(node) for row in blocks(part)]
    table = paper.add_table(len(rows), max(map(len, rows), default=1))
    table.style = "Table Grid"
    if rows:
        table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            paragraph = table.cell(line, place).paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
            font(paragraph.add_run("".join(words(cell))), BODY if line else HEADS, 14)
