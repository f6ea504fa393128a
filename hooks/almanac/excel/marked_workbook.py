"""A workbook goes back as it came, down to its pictures, groups and filters; only marks, notes, one column and our sheets are added."""

from __future__ import annotations

from collections.abc import Iterator

from almanac.excel import cell_notes, result_sheet, text_room, whole_table, xml_edits
from almanac.excel.cell_styles import Styles
from almanac.excel.entry import Spot
from almanac.excel.head_words import WHOLE
from almanac.excel.importer import Taken
from almanac.excel.outcome import spot
from almanac.excel.package import BOOK, BOOK_LINKS, STYLES, Package, linked
from almanac.excel.reader import Page
from almanac.excel.result_sheet import RESULT, WIDTHS
from almanac.excel.sheet_edits import SheetEdits
from almanac.excel.whole_table import ANSWERS
from almanac.excel.xml_edits import Edit, Unreadable
from almanac.model.fields import ANSWER, PLACE

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_GREY = "#D9D9D9"
_WIDE = 60


def made(taken: Taken) -> bytes:
    """The workbook that was sent, with what became of it; empty for a file of another kind, or one that is written too oddly."""
    if taken.sent[:4] != b"PK\x03\x04":
        return b""
    package = Package(taken.sent)
    if any(name not in package for name in (BOOK, BOOK_LINKS, STYLES)):
        return b""
    try:
        return _made(package, taken)
    except Unreadable:
        return b""


def _made(package: Package, taken: Taken) -> bytes:
    styles, parts = Styles(package), package.sheets()
    for part in parts.values():
        raw = package.part(part)
        if b"tabSelected" in raw:
            sheet = SheetEdits(raw)
            sheet.unselected()
            package.put(part, sheet.made())
    for number, sheet_taken in enumerate(taken.sheets):
        page = sheet_taken.page
        if page.name not in parts:
            raise Unreadable
        part = parts[page.name]
        sheet = SheetEdits(package.part(part))
        _mark(package, part, sheet, styles, taken, number)
        package.put(part, sheet.made())
    fresh = [(RESULT, _sheet(_results(taken, styles), WIDTHS, True))]
    if taken.asked:
        fresh.append((ANSWERS, _sheet(_questions(taken, styles), (16, 24, 24, 60), False, _lists(taken))))
    _in_front(package, fresh)
    styles.keep()
    return package.packed()


def _mark(package: Package, part: str, sheet: SheetEdits, styles: Styles, taken: Taken, number: int) -> None:
    """One sheet: grounds, notes, and the column of what became of each row."""
    page, listing = taken.sheets[number].page, taken.sheets[number].listing
    marks = result_sheet.marks(taken, number)
    for at, color in marks.fills.items():
        sheet.look(at, styles.filled(sheet.style(at), color))
    notes = dict(marks.notes)
    if listing.heading:
        head = listing.heading.row
        places = [column for column, name in listing.heading.fields.items() if name in (*PLACE, WHOLE)]
        column, known = _column(page, head)
        for row in range(head + 1, len(page.rows)) if known else ():
            if column < len(page.rows[row]) and page.rows[row][column]:
                sheet.write((row, column), "", sheet.style((row, column)))
        if not known:
            sheet.write((head, column), ANSWER, sheet.style((head, max(column - 1, 0))))
            sheet.wide(column, _WIDE)
        for row, (words, color) in marks.rows.items():
            sheet.write((row, column), words, styles.plain(color))
            if (lines := text_room.high(words, 24 if known else _WIDE)) > 1:
                sheet.tall(row, lines)
            if color and not known and places:
                _beside(notes, (row, max(places)), words)
    cell_notes.put(package, part, sheet, notes)


def _beside(notes: dict[Spot, str], at: Spot, words: str) -> None:
    """What is wrong with a row as a note where the row begins, too: the column of answers is far to the right."""
    notes[at] = words if at not in notes else notes[at] + ("" if words in notes[at] else f"\n{words}")


def _column(page: Page, head: int) -> tuple[int, bool]:
    """Where what became of each row is written: the column that bears its name, or the first that is free; whether it was there."""
    line = page.rows[head] if head < len(page.rows) else []
    known = [place for place, cell in enumerate(line) if cell and cell.text == ANSWER]
    if known:
        return known[0], True
    widest = max((len(row) for row in page.rows), default=0)
    return max([widest, *(right + 1 for _, _, bottom, right in page.merges if bottom >= head)]), False


# ---------------------------------------------------------------- our own sheets

Cells = Iterator[list[tuple[str, int]]]  # a row: words and looks


def _results(taken: Taken, styles: Styles) -> Cells:
    looks = {
        "title": styles.plain(size=14, bold=True, lined=False),
        "plain": styles.plain(lined=False),
        "head": styles.plain(_GREY, bold=True),
        "cells": styles.plain(),
    }
    for line in result_sheet.lines(taken):
        yield [(text, looks[line.kind]) for text in line.texts]


def _questions(taken: Taken, styles: Styles) -> Cells:
    """What was said of whole tables, then what has to be said."""
    head, cells, open_ = styles.plain(_GREY, bold=True), styles.plain(), styles.plain(result_sheet.YELLOW)
    yield [(words, head) for words in whole_table.HEADS]
    names = {sheet.page.name for sheet in taken.sheets}
    for (sheet, key), said in taken.answers.items():
        if not sheet or sheet in names:
            yield [(sheet, cells), (key, cells), (said, cells)]
    for sheet, one in taken.asked:
        yield [(sheet, cells), (one.key, cells), ("", open_), (result_sheet.choices(one), cells)]


def _lists(taken: Taken) -> str:
    """Drop-downs beside the questions that have choices."""
    said = ""
    names = {sheet.page.name for sheet in taken.sheets}
    first = 1 + sum(not sheet or sheet in names for sheet, _ in taken.answers)
    for row, (_, one) in enumerate(taken.asked, first):
        words = f'"{",".join(one.choices)}"'
        if one.choices and len(words) < 250:
            said += (
                f'<dataValidation type="list" allowBlank="1" sqref="{spot((row, 2))}">'
                f"<formula1>{xml_edits.text(words)}</formula1></dataValidation>"
            )
    count = said.count("<dataValidation ")
    return f'<dataValidations count="{count}">{said}</dataValidations>' if said else ""


def _sheet(rows: Cells, widths: tuple[int, ...], in_front: bool, more: str = "") -> bytes:
    """A sheet of our own, of texts only."""
    cols = "".join(
        f'<col min="{n}" max="{n}" width="{wide}" customWidth="1"/>' for n, wide in enumerate(widths, 1)
    )
    lines = []
    for r, row in enumerate(rows):
        cells = "".join(
            f'<c r="{spot((r, c))}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{xml_edits.text(words)}</t></is></c>'
            if words
            else f'<c r="{spot((r, c))}" s="{look}"/>'
            for c, (words, look) in enumerate(row)
        )
        high = max(
            (text_room.high(words, wide) for (words, _), wide in zip(row[1:], widths[1:], strict=False)),
            default=1,
        )
        ht = f' ht="{16 * min(high, 20)}" customHeight="1"' if high > 1 else ""
        lines.append(f'<row r="{r + 1}"{ht}>{cells}</row>')
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{_MAIN}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView{" tabSelected=" + chr(34) + "1" + chr(34) if in_front else ""} workbookViewId="0"/></sheetViews>'
        f"<cols>{cols}</cols><sheetData>{''.join(lines)}</sheetData>{more}"
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


def _in_front(package: Package, fresh: list[tuple[str, bytes]]) -> None:
    """Our sheets before the others, in the place of those of an earlier answer."""
    raw = package.part(BOOK)
    found = xml_edits.elements(raw)
    sheets = [one for one in found if one.name == "sheet"]
    holder = next((one for one in found if one.name == "sheets"), None)
    if holder is None or not sheets:
        raise Unreadable
    names = [name for name, _ in fresh]
    old = {place for place, one in enumerate(sheets) if one.attributes["name"] in names}
    links = package.links(BOOK)
    edits = [Edit(sheets[place].start, sheets[place].end, b"") for place in old]
    for place in old:
        identity = linked(sheets[place])
        package.drop(links[identity][1])
        package.unlink(BOOK, identity)
    p, number = xml_edits.prefix(raw, found[0]), max(int(one.attributes["sheetId"]) for one in sheets)
    words = ""
    for order, (name, sheet) in enumerate(fresh, 1):
        part = package.free("xl/worksheets/sheetBack{}.xml")
        package.put(part, sheet, _SHEET)
        identity = package.link(BOOK, "worksheet", part)
        words += f'<{p}sheet xmlns:r="{_LINKS}" name="{name}" sheetId="{number + order}" r:id="{identity}"/>'
    edits.append(Edit(holder.tag_end, holder.tag_end, words.encode()))
    kept = [place for place in range(len(sheets)) if place not in old]
    moved = {place: len(fresh) + after for after, place in enumerate(kept)}
    for one in found:
        if one.name == "workbookView":
            edits.append(xml_edits.with_attributes(raw, one, activeTab="0", firstSheet="0"))
        elif one.name == "definedName" and (said := one.attributes.get("localSheetId")) is not None:
            edits.append(
                xml_edits.with_attributes(raw, one, localSheetId=str(moved[int(said)]))
                if int(said) in moved
                else Edit(one.start, one.end, b"")
            )
    package.put(BOOK, xml_edits.applied(raw, edits))
