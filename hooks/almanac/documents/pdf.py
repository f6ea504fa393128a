"""The official table and letters as tagged PDF, set by Typst."""

from __future__ import annotations

from collections.abc import Iterator

from almanac.documents import official_paper
from almanac.model.divisions import Register
from almanac.render.typst import typeset
from almanac.statistics import form
from almanac.statistics.table import StatisticsTable


def issued(sheet: StatisticsTable, register: Register, status: str) -> bytes:
    """附件2 on one sheet of A4; status: 暂定 or 定稿, with the day that the numbers are of."""
    unit, has, title = register[sheet.code].title, sheet.returned, form.title(sheet.notice)
    return typeset(
        "form.typ",
        {
            "heading": f"{unit}{title}",
            "attachment": form.attachment(sheet.notice),
            "title": title,
            "unit": unit,
            "status": status,
            "blocks": list(_blocks(sheet)),
            "contact": has.contact,
            "phone": has.phone,
            "filled": form.filled(sheet),
            "notes": form.own_notes(sheet.notice),
            "remarks": form.footnotes(sheet),
        },
    )


def _blocks(sheet: StatisticsTable) -> Iterator[dict[str, object]]:
    """Each block with its heads, those below them, and its numbers."""
    rows = list(form.grid(sheet.notice))
    for (block, *heads), parts, values in zip(rows[::3], rows[1::3], rows[2::3], strict=True):
        yield {
            "name": block.text,
            "heads": [{"text": one.text, "wide": one.wide // parts[0].wide} for one in heads],
            "parts": [one.text for one in parts],
            "values": [
                {"text": form.words_of(sheet.sums.get(one.cell)), "mark": form.mark(sheet, one.cell)}
                for one in values
            ],
        }


def letter(title: str, unit: str, date: str, paragraphs: list[str]) -> bytes:
    """An official text: title, paragraphs, who and when."""
    said = {
        "title": title,
        "lines": official_paper.broken(title),
        "unit": unit,
        "date": date,
        "behind": official_paper.behind(unit, date),
        "paragraphs": [(official_paper.level(line), line) for line in paragraphs],
    }
    return typeset("letter.typ", said)
