"""The workbook that goes back to who sent it: the same cells, faults in red, changes in blue, notes, and a column that says it all."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from almanac.documents.xlsx import FONT, GREY, closed, opened
from almanac.documents.xlsx import HEADS as HEADS_FONT
from almanac.excel import marked_workbook, place_columns, result_sheet, template, text_room, whole_table
from almanac.excel.importer import Context, Sheet, Taken
from almanac.excel.normalise import guarded
from almanac.excel.reader import Cell
from almanac.excel.result_sheet import BLUE, RED, RESULT, WIDTHS, YELLOW
from almanac.excel.whole_table import ANSWERS
from almanac.model.fields import ANSWER, VERSION

_BASE = {"font_name": FONT, "font_size": 11, "text_wrap": True, "valign": "top"}
_LINED = {**_BASE, "border": 1, "border_color": "#D9D9D9"}


def returned(taken: Taken, code: str, context: Context) -> bytes:
    """The workbook as it was sent, with what became of it; a table of another kind as a new workbook with the drop-downs of `code`."""
    return marked_workbook.made(taken) or _rewritten(taken, code, context)


def _rewritten(taken: Taken, code: str, context: Context) -> bytes:
    """The same cells in a new workbook."""
    book, out = opened("5·29填报表核对结果", context.register[code].title, context.today.iso)
    looks = {
        fill: book.add_format({**_LINED, "bg_color": fill} if fill else _LINED)
        for fill in ("", RED, YELLOW, BLUE, GREY)
    }
    _result(book, taken, looks)
    _questions(book, taken)
    dressed = False
    names = {RESULT, place_columns.LISTS, ANSWERS}
    for number, sheet in enumerate(taken.sheets):
        page = book.add_worksheet(_sheet_name(sheet.page.name, names))
        _Sheet(book, page, taken, number, looks).write()
        if heading := sheet.listing.heading:
            first, last = heading.row + 1, len(sheet.page.rows) + 200
            notice = context.notices.get(context.year)
            template.dress(page, heading.kind, heading.fields, first, last, notice, context.year)
            dressed = True
    if dressed:
        place_columns.lists(book, context.register, code)
    return closed(book, out)


def _result(book: Any, taken: Taken, looks: Mapping[str, Any]) -> None:
    """The first sheet: the sum, every fault, every change."""
    page = book.add_worksheet(RESULT)
    head = book.add_format({"font_name": HEADS_FONT, "font_size": 14})
    bold = book.add_format({"font_name": HEADS_FONT, "font_size": 11, "bg_color": GREY, "border": 1})
    by_kind = {"title": head, "head": bold, "cells": looks[""], "plain": None}
    for place, wide in enumerate(WIDTHS):
        page.set_column(place, place, wide)
    _printed(page)
    for row, line in enumerate(result_sheet.lines(taken)):
        for place, text in enumerate(line.texts):
            page.write_string(row, place, guarded(text), by_kind[line.kind])
        if line.kind == "cells":
            text_room.tall(page, row, max(line.texts, key=len), 56)
    page.activate()


def _questions(book: Any, taken: Taken) -> None:
    """The sheet on which whole tables are answered for; none where nothing is asked."""
    if not taken.asked:
        return
    page = book.add_worksheet(ANSWERS)
    bold = book.add_format({"font_name": HEADS_FONT, "font_size": 11, "bg_color": GREY, "border": 1})
    plain, open_ = book.add_format(_LINED), book.add_format({**_LINED, "bg_color": YELLOW})
    for place, (wide, words) in enumerate(zip((16, 24, 24, 60), whole_table.HEADS, strict=True)):
        page.set_column(place, place, wide)
        page.write_string(0, place, words, bold)
    for row, (sheet, one) in enumerate(taken.asked, 1):
        page.write_string(row, 0, guarded(sheet), plain)
        page.write_string(row, 1, guarded(one.key), plain)
        page.write_blank(row, 2, None, open_)
        page.write_string(row, 3, result_sheet.choices(one), plain)
        if one.choices and len(",".join(one.choices)) < 250:
            page.data_validation(row, 2, row, 2, {"validate": "list", "source": list(one.choices)})
    _printed(page)


class _Sheet:
    """Writes one sheet again."""

    def __init__(self, book: Any, page: Any, taken: Taken, number: int, looks: Mapping[str, Any]) -> None:
        self.page, self.taken, self.number, self.looks = page, taken, number, looks
        self.sheet: Sheet = taken.sheets[number]
        self.bold = book.add_format(
            {
                **_BASE,
                "font_name": HEADS_FONT,
                "bg_color": GREY,
                "border": 1,
                "valign": "vcenter",
                "align": "center",
            }
        )
        self.days = {
            fill: book.add_format(
                {**_LINED, "num_format": "yyyy-m-d", **({"bg_color": fill} if fill else {})}
            )
            for fill in looks
        }
        self.hours = {
            fill: book.add_format(
                {**_LINED, "num_format": "yyyy-m-d h:mm", **({"bg_color": fill} if fill else {})}
            )
            for fill in looks
        }
        self.plain = book.add_format({**_BASE, "text_wrap": False})
        self.middle = book.add_format({**_BASE, "valign": "vcenter"})
        self.fills, self.notes, self.rows = result_sheet.marks(taken, number)

    def write(self) -> None:
        rows = self.sheet.page.rows
        old = self._old_answers()
        width = max((len(row) for row in rows), default=0)
        answer = min(old, default=width)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell is not None and c not in old:
                    self._cell(r, c, cell)
        for (r, c), fill in self.fills.items():
            if c >= len(rows[r]) or rows[r][c] is None:
                self.page.write_blank(r, c, None, self.looks[fill])
        for (r, c), text in self.notes.items():
            self.page.write_comment(
                r, c, text, {"x_scale": 2, "y_scale": max(0.6, len(text) / 60), "font_size": 10}
            )
        self._merge()
        self._answers(answer)
        self._widths(width)
        _printed(self.page)

    def _old_answers(self) -> list[int]:
        """The columns in which an earlier answer stands; it is not given back."""
        heading = self.sheet.listing.heading
        if heading is None:
            return []
        line = self.sheet.page.rows[heading.row]
        return [place for place, cell in enumerate(line) if cell and cell.text == ANSWER]

    def _cell(self, r: int, c: int, cell: Cell) -> None:
        fill, heading = self.fills.get((r, c), ""), self.sheet.listing.heading
        above = heading and not fill and r <= heading.row
        look = self.looks[fill] if not above else self.bold if heading and r == heading.row else self.plain
        if cell.kind == "number":
            self.page.write_number(r, c, float(cell.text), look)
        elif cell.kind == "day":
            day = datetime.datetime.fromisoformat(cell.text)
            if day.year < 1900:
                self.page.write_string(r, c, cell.text, look)
                return
            self.page.write_datetime(r, c, day, (self.hours if day.hour or day.minute else self.days)[fill])
        elif cell.kind == "truth":
            self.page.write_boolean(r, c, cell.text == "true", look)
        else:
            self.page.write_string(r, c, cell.text, look)

    def _merge(self) -> None:
        """The merged ranges as they were; those that overlap, or hold more than one value, stay apart."""
        used: set[tuple[int, int]] = set()
        for top, left, bottom, right in self.sheet.page.merges:
            cells = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
            if len(cells) < 2 or len(cells) > 5000 or cells & used:
                continue
            used |= cells
            row = self.sheet.page.rows[top]
            first = row[left] if left < len(row) else None
            self.page.merge_range(top, left, bottom, right, "", self.middle)
            if first is not None:
                self._cell(top, left, first)

    def _answers(self, place: int) -> None:
        """A column beside the last: for each row what is wrong, or that it was taken."""
        listing = self.sheet.listing
        if listing.heading is None:
            return
        self.page.write_string(listing.heading.row, place, ANSWER, self.bold)
        self.page.set_column(place, place, 60)
        for row, (text, fill) in self.rows.items():
            self.page.write_string(row, place, text, self.looks[fill])
            text_room.tall(self.page, row, text, 60)

    def _widths(self, width: int) -> None:
        heading, rows = self.sheet.listing.heading, self.sheet.page.rows
        beside = {*self.sheet.listing.skipped, *range(heading.row if heading else 0)}  # titles, notes below
        for c in range(width):
            texts = [row[c].text for r, row in enumerate(rows) if r not in beside and c < len(row) and row[c]]  # type: ignore[union-attr]  # asked just before
            head = heading.fields.get(c, "") if heading else ""
            wide = max((max(map(text_room.wide, text.split("\n"))) for text in texts), default=6)
            if head != ANSWER and c not in self._old_answers():
                self.page.set_column(
                    c, c, min(max(wide + 2, 8), 40), None, {"hidden": True} if head == VERSION else {}
                )
        if heading:
            self.page.freeze_panes(heading.row + 1, 0)


def _sheet_name(name: str, used: set[str]) -> str:
    """The name of a sheet, or one like it that Excel takes and no other sheet has."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "", name).strip("' ")[:28] or "表"
    found = next(each for each in (plain, *(f"{plain}{n}" for n in range(2, 99))) if each.lower() not in used)
    used.add(found.lower())
    return found


def _printed(page: Any) -> None:
    """On paper: A3, as many pages as it takes downwards."""
    page.set_landscape()
    page.set_paper(8)
    page.fit_to_pages(1, 0)
