"""The official table and letters as tagged PDF, set by Typst."""

from __future__ import annotations

from almanac.model.divisions import Register
from almanac.render.typst import typeset
from almanac.statistics import form
from almanac.statistics.table import StatisticsTable


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
