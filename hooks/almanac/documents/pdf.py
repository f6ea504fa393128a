"""The official table, letters and the notice board as tagged PDF, set by Typst."""

from __future__ import annotations

from collections.abc import Sequence

from almanac.model.divisions import Register
from almanac.render.qr_code import code as qr
from almanac.render.typst import typeset
from almanac.statistics import form
from almanac.statistics.table import StatisticsTable
from almanac.views.campaign_year import Season
from almanac.views.hierarchy import full_title
from almanac.views.noticeboard import Line


def issued(sheet: StatisticsTable, register: Register, status: str) -> bytes:
    """附件2 on one sheet of A4; status: 暂定 or 定稿, with the day that the numbers are of."""
    unit = register[sheet.code].title
    title = sheet.notice.form.title if sheet.notice.form else "信息统计表"
    squares = [
        {
            "kind": square.kind,
            "text": form.words_of(sheet.sums.get(square.cell)) if square.kind == "value" else square.text,
            "wide": square.wide,
            "high": square.high,
        }
        for row in form.grid(sheet.notice)
        for square in row
    ]
    has = sheet.returned
    return typeset(
        "form.typ",
        {
            "heading": f"{unit}{title}",
            "title": title,
            "unit": unit,
            "status": status,
            "columns": form.columns(sheet.notice),
            "squares": squares,
            "contact": has.contact,
            "phone": has.phone,
            "filled": has.filled,
            "notes": form.footnotes(sheet),
        },
    )


def letter(title: str, unit: str, date: str, paragraphs: list[str]) -> bytes:
    """An official text: title, paragraphs, who and when."""
    return typeset("letter.typ", {"title": title, "unit": unit, "date": date, "paragraphs": paragraphs})


def board(
    register: Register, code: str, month: str, year: Season, lines: Sequence[Line], address: str, demo: bool
) -> bytes:
    """A month of an association on A4, to be pinned up; address: where the code leads."""
    return typeset(
        "board.typ",
        {
            "unit": full_title(register, code),
            "month": f"{int(month[:4])}年{int(month[5:])}月",
            "campaign": year.name,
            "theme": year.theme,
            "lines": [line._asdict() for line in lines],
            "code": {**qr(address)._asdict(), "address": address},
            "demo": demo,
        },
    )
