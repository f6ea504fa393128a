"""Lists of activities as readers see them: rows, and lists by day that stay light however full a day is."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from almanac.model.divisions import Level, Register, level_of
from almanac.model.phase import Phase
from almanac.render.html import joined, markup, phrased, safe
from almanac.views.activities import Entry, by_day, order
from almanac.views.addresses import located, names_above
from almanac.views.drawings import drawing
from almanac.views.facets import audiences
from almanac.views.hierarchy import by_child, full_title
from almanac.views.occurrences import spoken_day
from almanac.views.rollup import Gathered, added, on_each_day
from markupsafe import Markup

PER_DAY = 8
OPEN = 8  # a list of more rows has its days closed, so that it is no screens long
FIRST = 6  # rows of a list without days, or of an open day, that are seen before one asks for the others
PHOTO = '<img src="{}" width="120" height="90" alt="" loading="lazy" decoding="async">'
LIGHTER = ((60, PER_DAY), (300, 3))  # in a list of at most so many, so many a day

Row = Callable[[Entry], Markup]
Rest = Callable[[str, list[Entry], Mapping[str, int]], Markup]  # the day, those not shown, those only counted


def rows(register: Register, root: str, years: bool = False) -> Row:
    """How an activity is drawn as a row on pages from which `root` leads to the site's root; each is drawn once.

    years: dates are said with their year, for lists of several campaigns.
    """
    known: dict[tuple[str, int], Markup] = {}
    units: dict[str, tuple[str, str, tuple[str, ...]]] = {}

    def row(event: Entry) -> Markup:
        found = known.get((event.id, event.occurrence))
        if found is None:
            unit = units.get(event.code)
            if unit is None:
                names = names_above(register, event.code)
                unit = full_title(register, event.code), register[event.code].title, names
                units[event.code] = unit
            found = known[event.id, event.occurrence] = _row(event, root, _where(event, *unit), years)
        return found

    return row


def _where(event: Entry, whole: str, title: str, names: tuple[str, ...]) -> str:
    """Where it is, from the county down, and who leads it; an address tells associations of one name apart."""
    if not event.place:
        return safe(whole)
    if event.mode == "线上":
        return f"{safe(event.place)} · {safe(whole)}"
    return f"{safe(located(names, event.place, Level.COUNTY))} · {safe(title)}"


def _row(e: Entry, root: str, where: str, years: bool) -> Markup:
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
    result = f'<span class="row-sub">结果：{safe(e.result)}</span>' if e.result else ""
    form = f'<span class="badge">{safe(e.forms[0])}</span>' if e.forms else ""
    form += f'<span class="badge is-approx">{e.figures.outside}</span>' if e.figures.outside else ""
    form += f'<span class="badge is-invited">{invited}</span>' if invited else ""
    form += f'<span class="badge is-free">{e.free}</span>' if mark and e.free and e.advertised else ""
    drawn, photo = f' data-t="{drawing(e.name, *e.forms)}"', ""
    if e.photo:
        drawn, photo = "", PHOTO.format(f"{root}e/{e.id}/{e.photo}")
    return Markup(  # noqa: S704  (every word of the record goes through `safe`; the others are codes, dates, literals)
        f'<li class="row"{drawn} data-c="{" ".join(e.categories)}" data-l="{e.level.slug}" data-a="{people}"{day}>'
        f'<a href="{root}e/{e.id}/">{photo}<span class="row-time"><b>{year}{safe(date)}</b>'
        f"{safe(_after_day(rest))}</span>"
        f'<span class="row-main"><strong class="row-name">{phrased(e.name)}</strong>'
        f'<span class="row-sub">{where}</span>{result}</span>'
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
    return lambda event: Markup(str(row(event)).replace('="../../', f'="{root}'))  # noqa: S704  (its link and its photo)


def plain(events: Iterable[Entry], row: Row) -> Markup:
    """A list of rows without days."""
    return markup('<ol class="rows">{}</ol>', joined(map(row, events), "\n"))


def folded(events: Sequence[Entry], row: Row, first: int = FIRST) -> Markup:
    """A list without days: its first rows, and the others for whoever asks, so that the page is no screens long."""
    if len(events) <= first + 2:
        return plain(events, row)
    others = joined(map(row, events[first:]), "\n")
    return plain(events[:first], row) + _more(others, len(events) - first)


def _more(lines: Markup, number: int) -> Markup:
    """Rows for whoever asks."""
    return markup(
        '<details class="fold"><summary>再看{}场</summary><ol class="rows">{}</ol></details>', number, lines
    )


class Listing(NamedTuple):
    """A list by day, whether it shows every activity, whether its days are open, and how many each day has."""

    html: Markup
    whole: bool
    open: bool
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

    name: the id of the list; its days get ids from it. month: only its days. In a long list the days are closed, and
    in any list those on which only something of an earlier day goes on.
    What has no day comes last. The browser puts what is over below what is to come: the page is the same every day.
    """
    table, crowds = on_each_day(events, month), events.crowds
    undated = sorted([event for event in events.named if len(event.start) < 10], key=order)
    shown = sum(min(limit, len(found)) for found in table.values()) + len(undated)
    opened = " open" if shown <= OPEN and not crowds else ""
    parts: list[Markup] = []
    counts: dict[str, int] = {}
    for day, those in table.items():
        more = events.on(day) if crowds else {}
        counts[day] = number_of(those) + sum(more.values())
        mark = markup(' id="{}-{}"', name, day) if name else ""
        lines = _day(day, those, more, row, rest, limit)
        begins = opened if any(event.start[:10] == day for event in those) else ""
        parts.append(_folded(markup('{} data-date="{}"', mark, day), begins, _head(day, counts[day]), lines))
    dayless = events.dayless() if crowds else {}
    if undated or dayless:
        lines = _dayless(undated, dayless, row, rest, limit * 4)
        parts.append(_folded(Markup(""), opened, Markup("日期不详"), lines))
    whole = not crowds and len(undated) <= limit * 4 and all(len(found) <= limit for found in table.values())
    mark = f' id="{name}"' if name else ""
    days = "\n".join(parts)
    html = Markup(f'<ol class="rows"{mark}>\n{days}\n</ol>')  # noqa: S704  (`name` is ours)
    return Listing(html, whole, bool(opened), dict(sorted(counts.items())))


def _folded(mark: Markup, opened: str, head: Markup, lines: Iterable[Markup]) -> Markup:
    """A day with what is on, which the reader opens and closes."""
    inside = "\n".join(lines)
    return Markup(  # noqa: S704  (Markup all of it)
        f'<li class="day"{mark}><details{opened}><summary class="day-head">{head}</summary>'
        f"<ol>\n{inside}\n</ol></details></li>"
    )


def _dayless(
    found: list[Entry], more: Mapping[str, int], row: Row, rest: Rest, limit: int
) -> Iterator[Markup]:
    """What has no day: the first of it, and how many more there are."""
    yield from map(row, found[:limit])
    if more or len(found) > limit:
        yield rest("", found[limit:], more)


def _day(
    day: str, found: list[Entry], more: Mapping[str, int], row: Row, rest: Rest, limit: int
) -> Iterator[Markup]:
    """One day: the activities that begin, how many more there are, and what goes on from earlier days."""
    begun = [event for event in found if event.start[:10] == day]
    hidden: list[Entry] = []
    if len(begun) > limit:
        begun, hidden = highest(begun, limit)
    lines = [row(event) for event in sorted(begun, key=_on_first)]
    seen = FIRST if len(lines) > OPEN else len(lines)
    yield from lines[:seen]
    if lines[seen:]:
        yield markup("<li>{}</li>", _more(joined(lines[seen:], "\n"), len(lines) - seen))
    if hidden or more:
        yield rest(day, hidden, more)
    if len(found) > len(begun) + len(hidden):
        yield _still_on([event for event in found if event.start[:10] != day])


def number_of(found: list[Entry]) -> int:
    """How many activities they are: of what has several 分场 on a day, one."""
    return len({event.id for event in found})


def per_day(number: int) -> int:
    """How many activities a day shows in a list of so many: fewer in a crowded list, so that pages stay light."""
    return next((rows for most, rows in LIGHTER if number <= most), 2)


def rest_of_day(register: Register, paged: frozenset[str], code: str, root: str) -> Rest:
    """The line that says how many more a day has, with ways to all of that day, and to that of the units below `code`."""

    def way(child: str, number: int, day: str) -> Markup:
        if child not in paged:
            return markup("{}{}场", register[child].short, number)
        there = f"{child}/{day}/" if day and level_of(child) <= Level.COUNTY else f"{child}/"
        return markup('<a href="{}u/{}">{}{}场</a>', root, there, register[child].short, number)

    def rest(day: str, hidden: list[Entry], more: Mapping[str, int]) -> Markup:
        found = added(by_child(hidden, code), code, more)
        counts = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        names = joined([way(child, number, day) for child, number in counts[:5]])
        number = len(hidden) + sum(more.values())
        etc = "等" if len(counts) > 5 else ""
        if not day:
            return markup('<li class="row-note">还有{}场：{}{}</li>', number, names, etc)
        whole = markup('<a href="{}u/{}/{}/">看这一天的全部</a>', root, code, day)
        return markup('<li class="row-note">还有{}场，{}：{}{}</li>', number, whole, names, etc)

    return rest


def highest(events: list[Entry], limit: int) -> tuple[list[Entry], list[Entry]]:
    """The first `limit` activities, higher levels first, else as they come; and the others."""
    levels: dict[Level, list[Entry]] = {}
    for event in events:
        levels.setdefault(event.level, []).append(event)
    ranked = [event for _, found in sorted(levels.items()) for event in found]
    ranked.sort(key=lambda event: event.phase is Phase.CANCELLED)
    return ranked[:limit], ranked[limit:]


def _on_first(event: Entry) -> tuple[object, ...]:
    """Of a day what is on, and then what was cancelled."""
    return (event.phase is Phase.CANCELLED, order(event))


@functools.cache
def _head(day: str, number: int) -> Markup:
    words = spoken_day(day).replace("（", " ").replace("）", "")
    return markup('{} <span class="num">{}场</span>', words, number)


def _still_on(events: list[Entry]) -> Markup:
    names = "、".join(f"“{event.name}”" for event in events[:3])
    more = f"等{len(events)}场" if len(events) > 3 else ""
    return markup('<li class="row-note">这一天还在进行：{}{}</li>', names, more)
