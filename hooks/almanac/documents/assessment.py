"""The assessment as a workbook and as a text to print: every cell leads to the page that it comes from."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from almanac.documents import docx, xlsx
from almanac.documents.word_paper import BODY, HEADS, TITLE, blank, font, owned, saved
from almanac.documents.zip import deflated
from almanac.statistics.assessment import Cell, Sheet

WIDE, OF = 14570, 25.7  # of the text in twentieths of a point, and in centimetres
NOT_RANKED = "照名册的先后排列，不打分，不排名；“—”是不看这一级的。"
LEAST, MOST = 5, 11  # letters of a line in a column
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
LINKS = "word/_rels/document.xml.rels"
SOURCES = ("单位", "看什么", "内容", "出自网站的哪一页")


def _widths(sheet: Sheet) -> list[int]:
    """How many letters a line of each column has: as its longest words need, within bounds."""
    rows = [((row.name,), *(cell.lines for cell in row.cells)) for row in sheet.rows]
    columns = zip([(words,) for words in ("单位", *sheet.heads)], *rows, strict=True)
    return [max(LEAST, min(MOST, max(len(line) for lines in column for line in lines))) for column in columns]


# ---------------------------------------------------------------- Excel


def workbook(sheet: Sheet, heading: str, status: str, day: str, url: str) -> bytes:
    """The sheet with its heads, and the rules on a second."""
    book, out = xlsx.opened(heading, "", day)
    page = xlsx.printable(book.add_worksheet("评估表"))
    page.repeat_rows(2)
    for place, width in enumerate(_widths(sheet)):
        page.set_column(place, place, 1.9 * width)
    page.write_string(0, 0, heading, book.add_format({"font_name": xlsx.HEADS, "font_size": 16}))
    page.write_string(1, 0, f"{status}。{NOT_RANKED}", book.add_format({"font_size": 10}))
    look = {"font_name": xlsx.HEADS, "font_size": 11, "bg_color": xlsx.GREY, "border": 1, "text_wrap": True}
    bold = book.add_format(look)
    for place, words in enumerate(("单位", *sheet.heads)):
        page.write_string(2, place, words, bold)
    _rows(book, page, sheet)
    page.freeze_panes(3, 1)
    rules = xlsx.printable(book.add_worksheet("怎样看"))
    rules.set_column(0, 0, 100)
    plain = book.add_format({"font_name": xlsx.FONT, "font_size": 11, "text_wrap": True, "valign": "top"})
    for line, rule in enumerate(sheet.rules):
        rules.write_string(line, 0, f"{line + 1}. {rule}", plain)
    xlsx.add_table(book, "出处", SOURCES, _sources(sheet, url))
    return xlsx.closed(book, out)


def _rows(book: Any, page: Any, sheet: Sheet) -> None:
    look = {"font_name": xlsx.FONT, "font_size": 11, "border": 1, "text_wrap": True, "valign": "top"}
    plain, widths = book.add_format(look), _widths(sheet)[1:]
    for line, row in enumerate(sheet.rows, 3):
        high = max([1, *(_high(cell, width) for cell, width in zip(row.cells, widths, strict=True))])
        page.set_row(line, 15.5 * high)
        for place, words in enumerate((row.name, *("\n".join(cell.lines) for cell in row.cells))):
            page.write_string(line, place, xlsx.safe(words), plain)


def _high(cell: Cell, width: int) -> int:
    """How many lines the words of a cell take."""
    return sum(1 + (len(line) - 1) // width for line in cell.lines)


def _sources(sheet: Sheet, url: str) -> Iterator[tuple[str, ...]]:
    """Each cell with the address that it comes from: a link over several lines breaks the table in some programs."""
    for row in sheet.rows:
        for head, cell in zip(sheet.heads, row.cells, strict=True):
            if cell.source:
                yield row.name, head, "；".join(cell.lines), url + cell.source


# ---------------------------------------------------------------- Word


def text(sheet: Sheet, heading: str, status: str, url: str) -> bytes:
    """The same on A4: the heads stand again on each page, below the table is how it is looked at."""
    parts = dict(_laid_out())
    sources = dict.fromkeys(cell.source for row in sheet.rows for cell in row.cells if cell.source)
    links = {source: f"source{number}" for number, source in enumerate(sources, 1)}
    words = parts["word/document.xml"].decode()
    words = words.replace("⟦heading⟧", escape(heading, quote=False))
    words = words.replace("⟦status⟧", escape(f"{status}。{NOT_RANKED}", quote=False))
    words = docx.instead(words, "⟦table⟧", _table(sheet, links))
    rules = ("怎样看：", *(f"{number}. {rule}" for number, rule in enumerate(sheet.rules, 1)))
    parts["word/document.xml"] = docx.instead(words, "⟦rules⟧", docx.paragraphs(rules, points=9)).encode()
    leads = "".join(
        f'<Relationship Id="{name}" Type="{LINK}" Target="{escape(url + source)}" TargetMode="External"/>'
        for source, name in links.items()
    )
    end = "</Relationships>"
    parts[LINKS] = parts[LINKS].decode().replace(end, leads + end).encode()
    return deflated(parts, parts.keys() - {"word/document.xml", LINKS})


@functools.cache
def _laid_out() -> dict[str, bytes]:
    """A page with a mark in each place that is filled in."""
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    document = blank(points=12)
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm((29.7 - OF) / 2)
    page.top_margin = page.bottom_margin = Cm(1.5)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    font(title.add_run("⟦heading⟧"), TITLE, 18)
    font(document.add_paragraph().add_run("⟦status⟧"), BODY, 10.5)
    for mark in ("⟦table⟧", "⟦rules⟧"):
        document.add_paragraph(mark)
    owned(document, "评估表", "")
    return saved(document)


def _table(sheet: Sheet, links: Mapping[str, str]) -> str:
    letters = _widths(sheet)
    widths = [round(WIDE * width / sum(letters)) for width in letters]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = [Cell((words,)) for words in ("单位", *sheet.heads)]
    rows = [_row(head, widths, HEADS, links, "<w:tblHeader/>")]
    rows += [_row((Cell((row.name,)), *row.cells), widths, BODY, links) for row in sheet.rows]
    look = '<w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
    after = '<w:p><w:pPr><w:spacing w:after="0"/></w:pPr></w:p>'
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{after}"


def _row(
    cells: Sequence[Cell], widths: Sequence[int], name: str, links: Mapping[str, str], more: str = ""
) -> str:
    squares = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_words(cell, name, links)}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{squares}</w:tr>"


def _words(cell: Cell, name: str, links: Mapping[str, str]) -> str:
    """A paragraph a line; with a source each leads there."""
    plain = docx.paragraphs(cell.lines, name, 9)
    if not cell.source:
        return plain
    return plain.replace("<w:r>", f'<w:hyperlink r:id="{links[cell.source]}"><w:r>').replace(
        "</w:r>", "</w:r></w:hyperlink>"
    )
