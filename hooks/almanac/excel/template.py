"""Workbooks for staff to fill in: a sheet a kind, prefilled, with drop-downs and hints; and what all such sheets wear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from almanac.documents.xlsx import FONT, GREY, HEADS, closed, opened
from almanac.excel import template_help, text_room
from almanac.excel.header_row import label
from almanac.excel.normalise import guarded
from almanac.excel.place_columns import cascade, lists, places
from almanac.model.divisions import Register
from almanac.model.examples import local
from almanac.model.fields import (
    ANSWER,
    CORRECTION,
    FILE,
    LAST_YEAR,
    MARK,
    PLACE,
    SAMPLE,
    VERSION,
    Column,
    columns,
)
from almanac.model.filings import ACTIVITY, Kind, Notice
from almanac.parse import cells, yaml_reader

ROOM = 1000  # so many rows have drop-downs
_COMMON = {
    "活动": "名称 类别 形式 状态 开始 结束 时间说明 地点 面向 参加 联合 协办 简介 成效·宣传·场次 成效·宣传·人数 "
    "成效·慰问·场次 成效·慰问·人数 成效·慰问·户数 成效·其他 来源",
    "表彰": "名称 类型 级别 授予单位 性质 文号 日期 数量 单位 说明 来源",
    "备案": "计划·日期 计划·内容 总结·日期 总结·内容 联系人 电话 填报日期",
}
_WIDE = {
    "prose": 44,
    "text": 30,
    "parts": 30,
    "lines": 28,
    "words": 24,
    "moment": 18,
    "date": 13,
    "number": 10,
    "choice": 11,
}


class Line(NamedTuple):
    """One prefilled row: its mark, whose it is, its file, the text of each field, the digest of the record as it was; note:
    when it was on last year."""

    mark: str
    code: str
    file: str
    cells: Mapping[str, str]
    version: str = ""
    note: str = ""


def template(
    kinds: Sequence[Kind],
    code: str,
    register: Register,
    year: int,
    notice: Notice | None,
    lines: Mapping[str, Sequence[Line]],
    day: str,
) -> bytes:
    """A workbook for an association and all below it."""
    name = register[code].title
    book, out = opened(f"{name}{year}年5·29填报表", name, day)
    book.formats[0].set_font_size(11)
    for kind in kinds:
        page = book.add_worksheet(kind.name)
        heads = ordered(kind)
        _title(book, page, f"{year}年5·29会员活动日：{kind.name}", register.path(code) or name, len(heads))
        rows = [_sample(kind, code, year), *lines.get(kind.name, ())]
        _heads(book, page, kind, heads, _room(rows, register))
        _lines(book, page, kind, heads, rows, register)
        dress(page, kind, dict(enumerate(heads)), 3, 3 + ROOM, notice, year)
    template_help.write(book, kinds, year)
    lists(book, register, code)
    return closed(book, out)


def ordered(kind: Kind) -> list[str]:
    """The heads of a kind's sheet: whose row it is, what became of it, the common fields, the others, what only the program needs."""
    heads = [column.head for column in columns(kind)]
    common = _common(kind)
    file = [FILE] if kind is ACTIVITY else []
    return [MARK, *PLACE, ANSWER, *common, *(head for head in heads if head not in common), *file, VERSION]


def _common(kind: Kind) -> list[str]:
    heads = [column.head for column in columns(kind)]
    return [head for head in _COMMON.get(kind.name, "").split() if head in heads] or heads


def _title(book: Any, page: Any, title: str, owner: str, wide: int) -> None:
    large = book.add_format({"font_name": HEADS, "font_size": 16, "valign": "vcenter"})
    plain = book.add_format(
        {"font_name": FONT, "font_size": 11, "valign": "vcenter", "font_color": "#404040"}
    )
    page.set_row(0, 30)
    page.write_string(0, 0, title, large)
    page.set_row(1, 22)
    page.write_string(1, 0, f"填报单位：{owner}", plain)
    page.write_string(1, 5, "怎样填见“填写说明”；灰色一行是示例，不用删", plain)


def _heads(book: Any, page: Any, kind: Kind, heads: Sequence[str], room: Mapping[str, int]) -> None:
    """The heading, required fields darker, each with a note of what it means; rare columns folded away."""
    by = {column.head: column for column in columns(kind)}
    look = {
        "font_name": HEADS,
        "font_size": 11,
        "border": 1,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
    }
    plain, needed = (
        book.add_format({**look, "bg_color": GREY}),
        book.add_format({**look, "bg_color": "#CFE2F3"}),
    )
    text = book.add_format(
        {"font_name": FONT, "font_size": 11, "num_format": "@", "text_wrap": True, "valign": "top"}
    )
    common = {*_common(kind), MARK, *PLACE, ANSWER, FILE}
    page.set_row(2, 48)
    for place, head in enumerate(heads):
        column = by.get(head)
        page.write_string(
            2, place, label(column) if column else head, needed if column and column.required else plain
        )
        options = (
            {"hidden": True} if head == VERSION else {} if head in common else {"level": 1, "hidden": True}
        )
        page.set_column(place, place, _width(head, column, room), text, options)
    page.freeze_panes(3, 7)
    page.set_landscape()
    page.set_paper(8)  # A3
    page.fit_to_pages(2 if kind is ACTIVITY else 1, 0)
    page.repeat_rows(2)
    page.repeat_columns(0, 5)
    page.ignore_errors({"number_stored_as_text": "A1:DZ5000"})
    page.outline_settings(True, True, False, False)


def _room(rows: Iterable[Line], register: Register) -> dict[str, int]:
    """How wide the place columns must be for the names that stand in them."""
    room = dict.fromkeys(PLACE, 10)
    for row in rows:
        for head, name in places(register, row.code).items():
            room[head] = max(room[head], text_room.wide(name) + 2)
    return room


def _width(head: str, column: Column | None, room: Mapping[str, int]) -> int:
    if column:
        return _WIDE.get(column.sort, 18)
    return room.get(head) or {MARK: 8, ANSWER: 24, VERSION: 10}.get(head, 14)


def _lines(
    book: Any, page: Any, kind: Kind, heads: Sequence[str], lines: Iterable[Line], register: Register
) -> None:
    look = {
        "font_name": FONT,
        "font_size": 11,
        "num_format": "@",
        "text_wrap": True,
        "valign": "top",
        "border": 1,
        "border_color": "#D9D9D9",
    }
    looks = {"": book.add_format(look), SAMPLE: book.add_format({**look, "bg_color": "#E7E6E6", "font_color": "#595959"}),
             LAST_YEAR: book.add_format({**look, "bg_color": "#FFF2CC"})}  # fmt: skip
    by = {column.head: column for column in columns(kind)}
    for row, line in enumerate(lines, 3):
        own = (
            {head: local(text, register) for head, text in line.cells.items()}
            if line.mark == SAMPLE
            else line.cells
        )
        texts = {
            **own,
            **places(register, line.code),
            MARK: line.mark,
            FILE: line.file,
            VERSION: line.version,
        }
        lines_of = [
            text_room.high(texts.get(head, ""), _width(head, by.get(head), {})) for head in _common(kind)
        ]
        if max(lines_of) > 1:
            page.set_row(row, 16 * min(max(lines_of), 12))
        for place, head in enumerate(heads):
            if text := texts.get(head, ""):
                page.write_string(row, place, guarded(text), looks[line.mark])
            else:
                page.write_blank(row, place, None, looks[line.mark])
            if head == "开始" and line.note:
                page.write_comment(row, place, line.note, {"font_size": 10})


def _sample(kind: Kind, code: str, year: int) -> Line:
    """A row of examples, which is never taken."""
    found = {}
    for column in columns(kind):
        if column.head in _common(kind):
            value, _ = yaml_reader.parse("", f"例: {column.example_in(year)}\n".encode())
            if isinstance(value, dict):
                found[column.head] = cells.written(column, value["例"])
    if kind is ACTIVITY:
        found.pop("联合", None)
        found.pop("时间说明", None)
    return Line(SAMPLE, code, "", found)


# ---------------------------------------------------------------- drop-downs and hints


def dress(
    page: Any, kind: Kind, heads: Mapping[int, str], first: int, last: int, notice: Notice | None, year: int
) -> None:
    """Give the columns of a sheet their drop-downs and hints, wherever they stand; rows from first to last."""
    by, how = {column.head: column for column in columns(kind)}, template_help.ways(kind)
    at = {head: place for place, head in heads.items()}
    for place, head in heads.items():
        rule: dict[str, Any] = {"validate": "any"}
        if head == MARK:
            rule = {"validate": "list", "source": [LAST_YEAR, CORRECTION, SAMPLE], "show_error": False}
        elif head in PLACE and (formula := cascade(head, at, first)):
            rule = {"validate": "list", "source": formula, "show_error": False}
        elif head == "类别" and notice and kind is ACTIVITY:
            rule = {
                "validate": "list",
                "source": [one.name for one in notice.categories],
                "show_error": False,
            }
        elif head in by and by[head].choices:
            rule = {"validate": "list", "source": list(by[head].choices), "show_error": False}
        if head in by:
            rule |= {
                "input_title": head[:32],
                "input_message": _hint(by[head], how.get(head, ""), year)[:255],
            }
        if len(rule) > 1:
            page.data_validation(first, place, last, place, {**rule, "ignore_blank": True})


def _hint(column: Column, how: str, year: int) -> str:
    said = f"{column.meaning}。" + (f"写法：{how}。" if how else "")
    short = column.example_in(year) if len(column.example) < 60 and column.sort != "parts" else ""
    return said + (f"例：{short.strip('[]').replace(', ', '、')}" if short else "")
