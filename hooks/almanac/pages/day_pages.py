"""A page for every day on which something is on, of the province, a city or a county: u/<code>/<day>/."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from almanac.model.divisions import Level, ancestor, level_of
from almanac.pages import Made, Share, Stamp
from almanac.pages.parts.activity_list import Row, folded, moved, number_of, rows
from almanac.render.html import alternates, column, fill, head, joined, markup, title
from almanac.views.activities import Entry, order
from almanac.views.campaign_year import day_words
from almanac.views.occurrences import spoken_day
from almanac.views.rollup import Gathered, by_month, on_each_day

ROOT = "../../../"
WEEK = "一二三四五六日"
ON_A_PAGE = 30  # rows: some ten screens of a phone, most of them folded


class Day(NamedTuple):
    """What is on on one day: what is named, and how many are only counted, by share."""

    date: str
    named: list[Entry]
    crowd: Mapping[str, int]

    @property
    def number(self) -> int:
        """How many activities are on."""
        return number_of(self.named) + sum(self.crowd.values())


class Place(NamedTuple):
    """A unit below, how many it has on a day with all below it, and the units below that with theirs."""

    code: str
    name: str
    number: int
    below: Sequence[tuple[str, str, int]]


def make(share: Share) -> Iterator[Made]:
    """The days of an area; a day of many rows goes on on further pages, each a tap from the first."""
    days = [
        day for month, those in by_month(share.entries, share.crowds).items() for day in _days(those, month)
    ]
    row, counts = rows(share.site.register, "../../"), {day.date: day.number for day in days}
    for place, day in enumerate(days):
        beside = [each.date for each in (*days[max(0, place - 1) : place], *days[place + 1 : place + 2])]
        shown = _shown(share, day)
        pages = [shown[first : first + ON_A_PAGE] for first in range(0, len(shown), ON_A_PAGE)] or [[]]
        for number, found in enumerate(pages, 1):
            yield _page(share, day, found, (number, len(pages)), beside, row, counts)


def _days(events: Gathered, month: str) -> Iterator[Day]:
    if month:
        yield from (Day(day, found, events.on(day)) for day, found in on_each_day(events, month).items())


def _shown(share: Share, day: Day) -> list[Entry]:
    """All of a county; of a city or the province all where they are few, else its own: the others are one tap further.

    What begins on the day comes first, then what goes on.
    """
    found = sorted(day.named, key=lambda event: (event.start[:10] != day.date, order(event)))
    if share.code.level < Level.COUNTY and (day.crowd or len(found) > ON_A_PAGE):
        return [event for event in found if event.code == share.code]
    return found


def _page(
    share: Share,
    day: Day,
    found: list[Entry],
    at: tuple[int, int],
    beside: Sequence[str],
    row: Row,
    counts: Mapping[str, int],
) -> Stamp:
    site, code, (number, pages) = share.site, share.code, at
    unit = site.register[code]
    path = _path(code, day.date, number)
    words = spoken_day(day.date)
    said = f"{day_words(day.date)}，{unit.title}及所属各级共{day.number}场活动：什么时间，在哪里。"
    body = fill(
        "day.html",
        root=ROOT,
        code=code,
        date=day.date,
        short=unit.short,
        words=words,
        year=day.date[:4],
        number=day.number,
        steps=_steps(share, day.date),
        before=[date for date in beside if date < day.date],
        after=[date for date in beside if date > day.date],
        spoken=spoken_day,
        week=_week(day.date, counts),
        rows=folded(found, moved(row, ROOT)) if found else "",
        pages=[(_path(code, day.date, each), each) for each in range(1, pages + 1)] if pages > 1 else [],
        page=number,
        places=_places(share, day) if share.code.level < Level.COUNTY else [],
    )
    metas = column(f"{unit.short}{words}", said, "列表", (unit.short, words))
    top = head(site.url, path, said, metas=metas) + alternates(ROOT, code)
    more = f"（{number}）" if number > 1 else ""
    return Stamp(path, title(f"{words}{more}", unit.title), said, top, str(body))


def _week(date: str, counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """The days of its week: the date, how it is called, and how many activities it has."""
    day = datetime.date.fromisoformat(date)
    week = [day + datetime.timedelta(n - day.weekday()) for n in range(7)]
    return [(one.isoformat(), WEEK[one.weekday()], counts.get(one.isoformat(), 0)) for one in week]


def _path(code: str, date: str, number: int) -> str:
    """Where a page of a day is: beside the first one, the second is `2021-05-29-2`."""
    return f"u/{code}/{date}/" if number == 1 else f"u/{code}/{date}-{number}/"


def _steps(share: Share, date: str) -> Markup:
    """From the province down to this association, on the same day."""
    links = [
        markup(
            '<a href="{}u/{}/{}/"{}>{}</a>',
            ROOT,
            each.code,
            date,
            Markup(' aria-current="page"') if each.code == share.code else "",
            each.short,
        )
        for each in share.site.register.line(share.code)
    ]
    return joined(links, "")


def _places(share: Share, day: Day) -> list[Place]:
    """The units right below that have something on the day, a city's with its counties."""
    register, below = share.site.register, level_of(share.code).below
    assert below is not None
    counts: dict[Level, Counter[str]] = {}
    for level in (below, Level.COUNTY):
        number = Counter({ancestor(area, level): 0 for area in day.crowd})
        number.update(
            ancestor(one, level) for _, one in {(e.id, e.code) for e in day.named} if level_of(one) >= level
        )
        for area, many in day.crowd.items():
            number[ancestor(area, level)] += many
        counts[level] = number
    return [
        Place(
            child.code,
            child.short,
            counts[below][child.code],
            [
                (each.code, each.short, counts[Level.COUNTY][each.code])
                for each in register.children(child.code)
                if below is Level.CITY and counts[Level.COUNTY][each.code]
            ],
        )
        for child in register.children(share.code)
        if counts[below][child.code]
    ]
