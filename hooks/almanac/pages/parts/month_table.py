"""A month as a table, Monday first: how many activities each day has, and how deep it is coloured."""

from __future__ import annotations

import calendar
import functools

from almanac.views.occurrences import WEEKDAYS
from markupsafe import Markup


@functools.cache
def _blank(month: str) -> tuple[tuple[str, ...], dict[str, int]]:
    """The cells of a month where nothing is on, and the place of each day among them."""
    weeks = calendar.Calendar(0).monthdatescalendar(int(month[:4]), int(month[5:7]))
    cells: list[str] = []
    places: dict[str, int] = {}
    for place, day in enumerate(day for week in weeks for day in week):
        inside = day.isoformat()[:7] == month
        mark = "" if inside else ' class="out"'
        cells.append(_cell(place, f"<td{mark}>{day.day}</td>"))
        if inside:
            places[day.isoformat()] = place
    return tuple(cells), places


def _cell(place: int, cell: str) -> str:
    return f"<tr>{cell}" if place % 7 == 0 else f"{cell}</tr>\n" if place % 7 == 6 else cell


_HEADS = "".join(f'<th scope="col">{name}</th>' for name in WEEKDAYS)


def density(number: int, most: int) -> int:
    """How deep a day is coloured, 1 to 4: at 3, 10 and 50 activities, and in proportion where a day has over 100."""
    scale = max(1.0, most / 100)
    return 1 if number < 3 * scale else 2 if number < 10 * scale else 3 if number < 50 * scale else 4


def month_table(month: str, counts: dict[str, int], way: str, titled: bool = True) -> Markup:
    """A month, Monday first; a day that has activities says how many and leads to them.

    counts: activities of a day with lower levels; way: where a day's link leads, {} for the day.
    """
    blank, places = _blank(month)
    most = max(counts.values(), default=0)
    cells = list(blank)
    for day, number in counts.items():
        place = places.get(day)
        if place is not None:
            unit = "场" if number < 1000 else ""
            cells[place] = _cell(
                place,
                f'<td class="d{density(number, most)}"><a href="{way.format(day)}">'
                f'<b>{int(day[8:])}</b><span class="n">{number}{unit}</span></a></td>',
            )
    hidden = "" if titled else ' class="visually-hidden"'
    return Markup(  # noqa: S704  (numbers, dates and literals only)
        f'<table class="month" data-month="{month}"><caption{hidden}>{int(month[:4])}年{int(month[5:7])}月</caption>'
        f"<thead><tr>{_HEADS}</tr></thead><tbody>{''.join(cells)}</tbody></table>"
    )
