"""Lists of activities as readers see them: rows, and lists by day that stay light however full a day is."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from almanac.model.divisions import Level, Register
from almanac.render.html import joined, markup, safe
from almanac.views.activities import Entry, by_day, days, order
from almanac.views.facets import audiences
from almanac.views.hierarchy import by_child, full_title
from almanac.views.occurrences import spoken_day
from almanac.views.rollup import Gathered, added
from markupsafe import Markup

PER_DAY = 8
LIGHTER = ((60, PER_DAY), (300, 5), (1500, 3))  # in a list of at most so many, so many a day

Row = Callable[[Entry], Markup]
Rest = Callable[[list[Entry], Mapping[str, int]], Markup]


def rows(register: Register, root: str, years: bool = False) -> Row:
    """How an activity is drawn as a row on pages from which `root` leads to the site's root; each is drawn once.

    years: dates are said with their year, for lists of several campaigns.
    """
    known: dict[tuple[str, int], Markup] = {}
    units: dict[str, str] = {}

    def row(event: Entry) -> Markup:
        found = known.get((event.id, event.occurrence))
        if found is None:
            unit = units.get(event.code)
            if unit is None:
                unit = units[event.code] = full_title(register, event.code)
            found = known[event.id, event.occurrence] = _row(event, root, unit, years)
        return found

    return row


def _row(e: Entry, root: str, unit: str, years: bool) -> Markup:
    """Written out here and not in a template: there are hundreds of thousands of them."""
    date, _, rest = e.when.partition("（") if len(e.start) >= 10 else (e.when, "", "")
    year = f"{e.start[:4]}年" if years and e.start else ""
    words, invited = e.words, e.invited
    people = " ".join(audiences(e.audience))
    day = mark = call = ""
    if words.ahead and len(e.start) >= 10:
        day = f" {spans(e)}" if e.advertised else f" {spans(e)} data-inside"
        mark = '<span class="when-mark"></span>'
        if e.phone and e.advertised:
            call = f'<p class="row-call"><a href="tel:{e.phone}">电话 {e.phone}</a></p>'
    place = f"{safe(e.place)} · " if e.place else ""
    result = f'<span class="row-sub">成效：{safe(e.result)}</span>' if e.result else ""
    form = f'<span class="badge">{safe(e.forms[0])}</span>' if e.forms else ""
    form += f'<span class="badge is-approx">{e.figures.outside}</span>' if e.figures.outside else ""
    form += f'<span class="badge is-invited">{invited}</span>' if invited else ""
    form += f'<span class="badge is-free">{e.free}</span>' if mark and e.free and e.advertised else ""
    return Markup(  # noqa: S704  (every word of the record goes through `safe`; the others are codes, dates, literals)
        f'<li class="row" data-c="{" ".join(e.categories)}" data-l="{e.level.slug}" data-a="{people}"{day}>'
        f'<a href="{root}e/{e.id}/"><span class="row-time"><b>{year}{safe(date)}</b>'
        f"{safe(_after_day(rest))}</span>"
        f'<span class="row-main"><strong class="row-name">{safe(e.name)}</strong>'
        f'<span class="row-sub">{place}{safe(unit)}</span>{result}</span>'
        f'<span class="badges"><span class="badge {words.style}">{words.state}</span>{form}{mark}</span></a>{call}</li>'
    )


def spans(event: Entry) -> Markup:
    """The days of its occurrences for the browser, which says how far away the next one is, or that all are over."""
    found = by_day(event)
    first, last = (
        " ".join(days) for days in zip(*((one.day, one.end[:10] or one.day) for one in found), strict=True)
    )
    until = f' data-end="{last}"' if any(one.end for one in found) else ""
    return Markup(f'data-day="{first}"{until}')  # noqa: S704  (digits of dates)


def _after_day(rest: str) -> str:
    """What follows the date, its brackets gone: 周二 上午, 周二，赶集日."""
    weekday, _, more = rest.partition("）")
    return weekday + (more if more[:1] in ("", "，", "—") else f" {more}")


def moved(row: Row, root: str) -> Row:
    """The same rows for pages from which another way leads to the root."""
    return lambda event: Markup(str(row(event)).replace('<a href="../../', f'<a href="{root}', 1))  # noqa: S704


def plain(events: Iterable[Entry], row: Row) -> Markup:
    """A list of rows without days."""
    return markup('<ol class="rows">{}</ol>', joined(map(row, events), "\n"))


class Listing(NamedTuple):
    """A list by day, whether it shows every activity, and how many each day has."""

    html: Markup
    whole: bool
    counts: dict[str, int]


def listing(
    events: Gathered,
    row: Row,
    rest: Rest,
    limit: int = PER_DAY,
    name: str = "",
    month: str = "",
) -> Listing:
    """Activities by day, in order; a fuller day shows its highest levels and what `rest` says of the others.

    name: the id of the list; its days get the ids that the month's table points at. month: only its days.
    What has no day comes last. The browser puts what is over below what is to come: the page is the same every day.
    """
    table, crowds = _by_day(events, month), events.crowds
    parts: list[Markup] = []
    counts: dict[str, int] = {}

    for day, those in table.items():
        more = events.on(day) if crowds else {}
        counts[day] = _number(those) + sum(more.values())
        parts.extend(_day(day, those, more, row, rest, limit, name))
    undated = [event for event in events.named if len(event.start) < 10]
    parts += _dayless(undated, events.dayless() if crowds else {}, row, rest, limit * 4)
    whole = not crowds and len(undated) <= limit * 4 and all(len(found) <= limit for found in table.values())
    mark = f' id="{name}"' if name else ""
    lines = "\n".join(parts)
    html = Markup(f'<ol class="rows"{mark}>\n{lines}\n</ol>')  # noqa: S704  (`name` is ours)
    return Listing(html, whole, dict(sorted(counts.items())))


def _dayless(
    found: list[Entry], more: Mapping[str, int], row: Row, rest: Rest, limit: int
) -> Iterator[Markup]:
    """What has no day: its head, the first of it, and how many more there are."""
    found = sorted(found, key=order)
    if found or more:
        yield markup('<li class="row day-head">日期不详</li>')
        yield from map(row, found[:limit])
    if more or len(found) > limit:
        yield rest(found[limit:], more)


def _day(
    day: str, found: list[Entry], more: Mapping[str, int], row: Row, rest: Rest, limit: int, name: str
) -> Iterator[Markup]:
    """One day: its head, the activities that begin, how many more there are, and what goes on from earlier days."""
    begun = [event for event in found if event.start[:10] == day]
    yield _day_head(day, _number(found) + sum(more.values()), name)
    hidden: list[Entry] = []
    if len(begun) > limit:
        begun, hidden = highest(begun, limit)
    yield from map(row, sorted(begun, key=order))
    if hidden or more:
        yield rest(hidden, more)
    if len(found) > len(begun) + len(hidden):
        yield _still_on([event for event in found if event.start[:10] != day])


def _number(found: list[Entry]) -> int:
    """How many activities they are: of what has several 分场 on a day, one."""
    return len({event.id for event in found})


def per_day(number: int) -> int:
    """How many activities a day shows in a list of so many: fewer in a crowded list, so that pages stay light."""
    return next((rows for most, rows in LIGHTER if number <= most), 2)


def rest_of_day(register: Register, paged: frozenset[str], code: str, root: str) -> Rest:
    """The line that says how many more a day has, with ways down to the units below `code` that hold them."""

    def way(child: str, number: int) -> Markup:
        if child in paged:
            return markup('<a href="{}u/{}/">{}{}场</a>', root, child, register[child].short, number)
        return markup("{}{}场", register[child].short, number)

    def rest(hidden: list[Entry], more: Mapping[str, int]) -> Markup:
        found = added(by_child(hidden, code), code, more)
        counts = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        names = joined([way(child, number) for child, number in counts[:5]])
        return markup(
            '<li class="row-note">这一天还有{}场：{}{}</li>',
            len(hidden) + sum(more.values()),
            names,
            "等" if len(counts) > 5 else "",
        )

    return rest


def highest(events: list[Entry], limit: int) -> tuple[list[Entry], list[Entry]]:
    """The first `limit` activities, higher levels first, else as they come; and the others."""
    levels: dict[Level, list[Entry]] = {}
    for event in events:
        levels.setdefault(event.level, []).append(event)
    ranked = [event for _, found in sorted(levels.items()) for event in found]
    return ranked[:limit], ranked[limit:]


def _by_day(events: Gathered, month: str) -> dict[str, list[Entry]]:
    """The days on which something is on, in order, with what is named of it."""
    table: dict[str, list[Entry]] = {}
    for event in (once for whole in events.named for once in by_day(whole)):
        day = event.start[:10]
        if not event.end or event.end[:10] == day:
            table.setdefault(day, []).append(event)
        else:
            for day in days(event):
                table.setdefault(day, []).append(event)
    for crowd in events.crowds.values():
        for day in crowd.days:
            table.setdefault(day, [])
    return {day: found for day, found in sorted(table.items()) if len(day) == 10 and day.startswith(month)}


@functools.cache
def _day_head(day: str, number: int, name: str) -> Markup:
    words = spoken_day(day).replace("（", " ").replace("）", "")
    mark = markup(' id="{}-{}"', name, day) if name else ""
    return markup(
        '<li class="row day-head"{} data-date="{}">{} <span class="num">{}</span></li>',
        mark,
        day,
        words,
        f"{number}场",
    )


def _still_on(events: list[Entry]) -> Markup:
    names = "、".join(f"“{event.name}”" for event in events[:3])
    more = f"等{len(events)}场" if len(events) > 3 else ""
    return markup('<li class="row-note">这一天还在进行：{}{}</li>', names, more)
