"""The workbook that goes back to who sent it: the same cells, faults in red, changes in blue, notes, and a column that says it all."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from almanac.documents.xlsx import FONT, GREY, closed, opened
from almanac.documents.xlsx import HEADS as HEADS_FONT
from almanac.excel import place_columns, template, whole_table
from almanac.excel.importer import Context, Sheet, Taken
from almanac.excel.normalise import guarded
from almanac.excel.outcome import changes_in_words, gathered, received, spot
from almanac.excel.reader import Cell
from almanac.excel.whole_table import ANSWERS
from almanac.model.diagnostics import masked, sentence, shown
from almanac.model.fields import ANSWER, VERSION

RESULT = "核对结果"
RED, YELLOW, BLUE = "#F8CBAD", "#FFE699", "#DDEBF7"
_BASE = {"font_name": FONT, "font_size": 11, "text_wrap": True, "valign": "top"}
_LINED = {**_BASE, "border": 1, "border_color": "#D9D9D9"}


def returned(taken: Taken, code: str, context: Context) -> bytes:
    """The workbook as it was sent, with what became of it; code: whose drop-downs it gets."""
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


def summary(taken: Taken) -> str:
    """How many rows became what."""
    counts = [
        (taken.count("新收"), "行新收"),
        (taken.count("更正"), "行更正"),
        (taken.count("已经有了"), "行原来就有"),
        (taken.bad, "行有错没有收"),
        (taken.held, f"条先没有收（在“{ANSWERS}”那一页说一次就行）"),
    ]
    skipped = len(list(_skipped(taken)))
    told = [f"{number} {words}" for number, words in counts if number] + (
        [f"{skipped} 行不是记录"] if skipped else []
    )
    return "，".join(told) or "没有要收的行"


def _result(book: Any, taken: Taken, looks: Mapping[str, Any]) -> None:
    """The first sheet: the sum, every fault, every change."""
    page = book.add_worksheet(RESULT)
    head = book.add_format({"font_name": HEADS_FONT, "font_size": 14})
    bold = book.add_format({"font_name": HEADS_FONT, "font_size": 11, "bg_color": GREY, "border": 1})
    for place, wide in enumerate((14, 9, 9, 60, 44)):
        page.set_column(place, place, wide)
    page.write_string(0, 0, f"核对结果：{summary(taken)}", head)
    page.write_string(
        1,
        0,
        "红色的格子有错，这一行没有收；黄色的请看一眼，Q 开头的改掉或在“已核”一列答复；"
        "蓝色的收了，读法有变化。改好红色的，把这个文件再交一次就行，收过的不会重复。",
    )
    _printed(page)
    row = 3
    tables: tuple[tuple[str, tuple[str, ...], Iterator[tuple[str, ...]]], ...] = (
        ("要改的和要看的", ("工作表", "格", "代码", "说明", "例"), _faults(taken)),
        ("读的时候变化了的", ("工作表", "格", "", "原来写的", "读作（规则）"), _changes(taken)),
        ("没有收的行", ("工作表", "行", "", "原因", ""), _skipped(taken)),
    )
    for title, heads, lines in tables:
        found = list(lines)
        page.write_string(row, 0, f"{title}：{len(found)} 处" if found else f"{title}：没有", head)
        for place, words in enumerate(heads if found else ()):
            page.write_string(row + 1, place, words, bold)
        for line, texts in enumerate(found, row + 2):
            for place, text in enumerate(texts):
                page.write_string(line, place, guarded(text), looks[""])
            template.tall(page, line, max(texts, key=len), 56)
        row += len(found) + (3 if found else 2)
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
        page.write_string(row, 3, "、".join(one.choices) or one.example.partition(": ")[2], plain)
        if one.choices and len(",".join(one.choices)) < 250:
            page.data_validation(row, 2, row, 2, {"validate": "list", "source": list(one.choices)})
    _printed(page)


def _faults(taken: Taken) -> Iterator[tuple[str, ...]]:
    for number, sheet in enumerate(taken.sheets):
        found = sorted(taken.wrong.get(number, ()), key=lambda one: (one.code[0] != "E", one.at, one.code))
        for where, one in gathered(found):
            yield sheet.page.name, where, one.code, masked(one.message), masked(one.example)
    for sheet in taken.sheets:
        if sheet.listing.heading is None:
            yield sheet.page.name, "", "", "没有认出表头，这张工作表没有收", ""


def _changes(taken: Taken) -> Iterator[tuple[str, ...]]:
    for sheet in taken.sheets:
        for at, before, after, rule in changes_in_words(sheet):
            yield sheet.page.name, at, "", before, f"{after}（{rule}）"


def _skipped(taken: Taken) -> Iterator[tuple[str, ...]]:
    for sheet in taken.sheets:
        for row, why in sheet.listing.left_out():
            yield sheet.page.name, f"第 {row + 1} 行", "", why, ""


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
        self.fills: dict[tuple[int, int], str] = {}
        self.notes: dict[tuple[int, int], list[str]] = {}
        self.rows: dict[int, list[str]] = {}

    def write(self) -> None:
        self._mark()
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
        for (r, c), notes in self.notes.items():
            text = "\n".join(notes)
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

    def _mark(self) -> None:
        for change in self.sheet.listing.changes:
            self.fills[change.at] = BLUE
            self.notes.setdefault(change.at, []).append(
                f"读作：{masked(shown(change.after))}（{change.rule}）"
            )
        for one in sorted(self.taken.wrong.get(self.number, ()), key=lambda one: one.code[0] == "E"):
            fill = RED if one.code[0] == "E" else YELLOW
            self.fills[one.at] = RED if self.fills.get(one.at) == RED else fill
            words = f"{one.code} {sentence(one.message, one.example)}"
            self.notes.setdefault(one.at, []).insert(0, words)
            self.rows.setdefault(one.at[0], []).insert(0, f"{spot(one.at)} {words}")

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
        outcomes = {
            row: received(puts, self.taken.receipts.get((page, row)))
            for (page, row), puts in self.taken.puts.items()
            if page == self.number
        }
        for row in range(len(self.sheet.page.rows)):
            bad = self.rows.get(row, []) if row != listing.heading.row else []
            errors = any(" E" in words[:10] for words in bad)
            words = [outcomes[row]] if row in outcomes and not errors else []
            text = "\n".join([*words, *bad]) or listing.skipped.get(row, "")
            if text and row > listing.heading.row:
                self.page.write_string(row, place, text, self.looks[RED if errors else YELLOW if bad else ""])
                template.tall(self.page, row, text, 60)

    def _widths(self, width: int) -> None:
        heading, rows = self.sheet.listing.heading, self.sheet.page.rows
        beside = {*self.sheet.listing.skipped, *range(heading.row if heading else 0)}  # titles, notes below
        for c in range(width):
            texts = [row[c].text for r, row in enumerate(rows) if r not in beside and c < len(row) and row[c]]  # type: ignore[union-attr]  # asked just before
            head = heading.fields.get(c, "") if heading else ""
            wide = max((max(map(template.wide, text.split("\n"))) for text in texts), default=6)
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
