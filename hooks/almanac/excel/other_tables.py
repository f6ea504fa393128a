"""Whatever has a table in it, as sheets: a workbook, CSV of either encoding, the tables of a Word file."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile

from almanac.excel import reader
from almanac.excel.reader import Cell, Page, Refused
from almanac.parse import encoding

_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,6})?")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROWS, _WIDTH = 5_000, 120
_DOCUMENT, _LARGEST = "word/document.xml", 4 * 1024 * 1024


def opened(raw: bytes, file: str) -> list[Page]:
    """The sheets of a file that was sent; Refused if there is no table in it, or it is not a safe file."""
    if is_word(raw):
        reader.guard(raw, _DOCUMENT)
        pages = of_word(_document(raw))
        if not pages:
            raise Refused("E080", "这个 Word 文件里没有表", "一段文字的：python build.py draft 文件.txt")
        return pages
    is_csv = file.lower().endswith(".csv")
    if is_csv and (text := encoding.decoded(raw)) and (pages := of_text(text)):
        return pages
    return reader.opened(raw)


def is_word(raw: bytes) -> bool:
    """Whether a packed file is a Word document."""
    return raw[:4] == b"PK\x03\x04" and _DOCUMENT.encode() in raw


def of_text(text: str) -> list[Page]:
    """The one sheet of a CSV file; none if it has no columns."""
    first = text[:4000].splitlines()[:5]
    between = max(",\t;", key=lambda sign: sum(line.count(sign) for line in first))
    lines = csv.reader(io.StringIO(text), delimiter=between)
    rows = [
        [_cell(value.strip()) for value in line[:_WIDTH]]
        for _, line in zip(range(_ROWS), lines, strict=False)
    ]
    wide = max(map(len, rows), default=0)
    return [Page("表", _even(rows, wide), [])] if wide > 1 else []


def of_word(document: bytes) -> list[Page]:
    """The tables of a Word document, the paragraphs right above each as its title."""
    if b"<!DOCTYPE" in document or b"<!ENTITY" in document:
        return []
    body = ElementTree.fromstring(document).find(f"{_W}body")
    pages: list[Page] = []
    above: list[str] = []
    for block in body if body is not None else ():
        if block.tag == f"{_W}p" and (text := _text(block)):
            above.append(text)
        elif block.tag == f"{_W}tbl":
            pages.append(_table(block, above[-3:], len(pages) + 1))
            above = []
    return [page for page in pages if page.rows]


def _table(table: ElementTree.Element, above: list[str], number: int) -> Page:
    rows: list[list[Cell | None]] = [[Cell("text", text)] for text in above]
    merges: list[tuple[int, int, int, int]] = []
    open_: dict[int, int] = {}
    for line in table.findall(f"{_W}tr")[:_ROWS]:
        cells: list[Cell | None] = []
        for one in line.findall(f"{_W}tc"):
            place, down = len(cells), one.find(f"{_W}tcPr/{_W}vMerge")
            across = one.find(f"{_W}tcPr/{_W}gridSpan")
            span = min(int(across.get(f"{_W}val", "1")), _WIDTH) if across is not None else 1
            goes_on = down is not None and down.get(f"{_W}val") != "restart"
            cells += [None if goes_on else _cell(_text(one)), *[None] * (span - 1)]
            top = open_.get(place, len(rows)) if goes_on else len(rows)
            open_[place] = top
            if goes_on or span > 1:
                merges = [merge for merge in merges if merge[:2] != (top, place)]
                merges.append((top, place, len(rows), place + span - 1))
        rows.append(cells[:_WIDTH])
    return Page(f"第{number}个表", _even(rows, max(map(len, rows), default=0)), merges)


def _text(block: ElementTree.Element) -> str:
    parts = (
        "\n" if one.tag == f"{_W}br" else one.text or ""
        for one in block.iter()
        if one.tag in (f"{_W}t", f"{_W}br")
    )
    return "".join(parts).strip()


def _cell(text: str) -> Cell | None:
    if not text:
        return None
    is_number = _NUMBER.fullmatch(text) and not re.match("-?0[0-9]", text)
    return Cell("number" if is_number and "." not in text else "text", text)


def _even(rows: list[list[Cell | None]], wide: int) -> list[list[Cell | None]]:
    return [[*row, *[None] * (wide - len(row))] for row in rows]


def _document(raw: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        if archive.getinfo(_DOCUMENT).file_size > _LARGEST:
            raise Refused("E081", "Word 文件太大，没有打开", "只留表格，另存一份")
        return archive.read(_DOCUMENT)
