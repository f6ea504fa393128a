"""The official table as Excel workbooks: the form as issued, and an edition to calculate with."""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from almanac.model.counting_rules import printed
from almanac.model.divisions import Register
from almanac.statistics import form, totals
from almanac.statistics.table import StatisticsTable, status_words
from almanac.statistics.totals import Sum

FONT, HEADS = "仿宋", "黑体"
RISKY = frozenset("=+-@\t\r＝＋－＠")
GREY = "#F2F2F2"


def opened(title: str, author: str, day: str) -> tuple[Any, io.BytesIO]:
    """A new workbook in memory, made on the day that is said: it knows no clock."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    created = datetime.datetime.fromisoformat(f"{day}T00:00:00")
    book.set_properties({"title": title, "author": author, "created": created})
    book.formats[0].set_font_name(FONT)
    return book, out


def closed(book: Any, out: io.BytesIO) -> bytes:
    """The bytes of a finished workbook."""
    book.close()
    return out.getvalue()


def _dated(sheet: StatisticsTable) -> str:
    """The day that a workbook bears: that of its numbers, else the first of its year."""
    return sheet.day or f"{sheet.year}-01-01"


def safe(words: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{words}" if words[:1] in RISKY else words


# ---------------------------------------------------------------- the form as issued


def issued(sheet: StatisticsTable, register: Register) -> bytes:
    """附件2 on one sheet of A4, with its merged heads; the seal's place stays empty."""
    name = register[sheet.code].title
    title = form.title(sheet.notice)
    book, out = opened(f"{title}（{name}）", name, _dated(sheet))
    page = book.add_worksheet("统计表")
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 1)
    page.center_horizontally()
    page.hide_gridlines(2)
    wide = form.columns(sheet.notice)
    page.set_column(0, 0, 16)
    page.set_column(1, wide, 96 / wide)
    line = _heading(book, page, sheet, name, wide)
    for row in form.grid(sheet.notice):
        _row(book, page, sheet, line, row)
        line += 1
    _below(book, page, sheet, line, wide)
    return closed(book, out)


def _heading(book: Any, page: Any, sheet: StatisticsTable, name: str, wide: int) -> int:
    large = book.add_format({"font_name": HEADS, "font_size": 18, "align": "center", "valign": "vcenter"})
    plain = book.add_format({"font_name": FONT, "font_size": 12, "valign": "vcenter"})
    right = book.add_format({"font_name": FONT, "font_size": 11, "valign": "vcenter", "align": "right"})
    attachment, line, half = form.attachment(sheet.notice), 0, wide // 2
    if attachment:
        page.write_string(0, 0, attachment, book.add_format({"font_name": HEADS, "font_size": 12}))
        line = 1
    page.set_row(line, 36)
    page.merge_range(line, 0, line, wide, form.title(sheet.notice), large)
    page.set_row(line + 1, 24)
    page.merge_range(line + 1, 0, line + 1, half, f"单位（公章）：{name}", plain)
    page.write_string(line + 1, wide, status_words(sheet), right)  # it flows to the left over what is empty
    return line + 2


def _row(book: Any, page: Any, sheet: StatisticsTable, line: int, row: Sequence[form.Square]) -> None:
    head = book.add_format(
        {
            "font_name": HEADS,
            "font_size": 11,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
            "border": 1,
        }
    )
    page.set_row(line, 30)
    at = 0 if row[0].kind == "block" else 1
    for square in row:
        look = _number(book, form.mark(sheet, square.cell)) if square.kind == "value" else head
        last = (line + square.high - 1, at + square.wide - 1)
        if last != (line, at):
            page.merge_range(line, at, *last, "", look)
        found = sheet.sums.get(square.cell)
        if square.kind != "value":
            page.write_string(line, at, square.text, look)
        elif found and found.known:
            page.write_number(line, at, found.value, look)
        else:
            page.write_blank(line, at, None, look)
        at += square.wide


def _number(book: Any, mark: str) -> Any:
    """How a number looks: a number still, with its mark behind it."""
    look = {"font_name": FONT, "font_size": 12, "align": "center", "valign": "vcenter", "border": 1}
    return book.add_format(look | {"num_format": f'0"{mark}"' if mark else "0"})


def _below(book: Any, page: Any, sheet: StatisticsTable, line: int, wide: int) -> None:
    plain = book.add_format({"font_name": FONT, "font_size": 12, "valign": "vcenter"})
    small = book.add_format({"font_name": FONT, "font_size": 10.5, "valign": "top", "text_wrap": True})
    has, third = sheet.returned, wide // 3
    page.set_row(line, 26)
    page.merge_range(line, 0, line, third, f"联系人姓名：{has.contact}", plain)
    page.merge_range(line, third + 1, line, 2 * third, f"电话：{has.phone}", plain)
    page.merge_range(line, 2 * third + 1, line, wide, f"填报日期：{form.filled(sheet)}", plain)
    for heading, notes in (("注：", form.own_notes(sheet.notice)), ("填数说明：", form.footnotes(sheet))):
        for note in (
            (heading, *(f"{number}. {note}" for number, note in enumerate(notes, 1))) if notes else ()
        ):
            line += 1
            page.set_row(line, 16 * math.ceil(_width(note) / 108))
            page.merge_range(line, 0, line, wide, note, small)


def _width(words: str) -> int:
    """How wide a text is, a Chinese letter as two."""
    return sum(2 if letter > "⺀" else 1 for letter in words)


# ---------------------------------------------------------------- the edition to calculate with

CELLS = (
    "年份",
    "协会代码",
    "协会",
    "块",
    "级别",
    "小列",
    "数",
    "记录数",
    "没有写数的场次",
    "约数",
    "由户数计",
    "期外场次",
    "汇总",
    "状态",
    "截至",
)


def reuse(sheet: StatisticsTable, register: Register) -> bytes:
    """Cover, notes, cells and parts as plain tables: one head, no merged cell, codes as text."""
    name = register[sheet.code].title
    book, out = opened(f"{name}{sheet.year}年统计数据", name, _dated(sheet))
    _cover(book, sheet, name)
    add_table(book, "数据", CELLS, [_cell(sheet, name, cell) for cell in form.short_names(sheet.notice)])
    parts = list(_parts(sheet, register))
    if parts:
        add_table(book, "组成", ("年份", "上级代码", "协会代码", "协会", "块", "级别", "小列", "数"), parts)
    accounts = [(one.code, register[one.code].title, one.kind, one.name, one.web) for one in sheet.accounts]
    if accounts:
        add_table(book, "网站和新媒体", ("协会代码", "协会", "种类", "名称", "网址"), accounts)
    return closed(book, out)


def listing(title: str, day: str, name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A workbook of one sheet with one head and plain rows."""
    book, out = opened(title, "", day)
    add_table(book, name, heads, rows)
    return closed(book, out)


def printable(page: Any) -> Any:
    """A sheet as wide as one page of A4, however long."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    return page


def _cover(book: Any, sheet: StatisticsTable, name: str) -> None:
    page = printable(book.add_worksheet("说明"))
    head = book.add_format({"font_name": HEADS, "font_size": 14})
    plain = book.add_format({"font_name": FONT, "font_size": 11, "text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 100)
    page.write_string(0, 0, f"{name}：{sheet.year}年“5·29会员活动日”统计数据", head)
    lines = [
        f"{status_words(sheet)}。“数据”一格一行，空着的没有填报，不是零；“组成”是本级和各下级各占多少，加起来等于“数据”。",
        *form.own_notes(sheet.notice),
        *form.footnotes(sheet),
        "计数口径：",
        *(f"{number}. {rule}" for number, rule in enumerate(printed(sheet.notice), 1)),
    ]
    for place, line in enumerate(lines, 1):
        page.write_string(place, 0, line, plain)


def _cell(sheet: StatisticsTable, name: str, cell: str) -> tuple[Any, ...]:
    one = sheet.sums.get(cell, Sum())
    words = form.short_names(sheet.notice)[cell]
    value = one.value if one.known else None
    counts = (one.records, one.unknown, one.approximately, one.converted, one.late, one.tallied)
    return (sheet.year, sheet.code, name, *words, value, *counts, sheet.status[cell], sheet.day)


def _parts(sheet: StatisticsTable, register: Register) -> Iterable[tuple[Any, ...]]:
    names = form.short_names(sheet.notice)
    tallied = totals.done({one.cell: one.sum() for one in sheet.tallied}, sheet.code)
    units = [(sheet.code, "本级", sheet.own), (sheet.code, "本级报的汇总", tallied)]
    units += [(child.code, register[child.code].title, child.sums) for child in sheet.children]
    for code, name, sums in units:
        for cell, words in names.items():
            if cell in sums and sums[cell].known:
                yield sheet.year, sheet.code, code, name, *words, sums[cell].value
    for cell, words in names.items():
        if cell in sheet.by_signer:
            yield sheet.year, sheet.code, sheet.code, form.BY_SIGNER, *words, sheet.by_signer[cell]


def add_table(book: Any, name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A sheet with one head and plain rows."""
    page = printable(book.add_worksheet(name))
    head = book.add_format({"font_name": HEADS, "font_size": 11, "bg_color": GREY, "border": 1})
    widths = [2 * len(words) + 3 for words in heads]
    for place, words in enumerate(heads):
        page.write_string(0, place, words, head)
    last = 0
    for last, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if isinstance(value, int):
                page.write_number(last, place, value)
            elif value is not None:
                page.write_string(last, place, safe(value))
                widths[place] = max(widths[place], min(2 * len(value) + 2, 44))
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(last, 1), len(heads) - 1)
