"""The week: what was held, what the press published, what is coming; of one share, or of several added up.

A week runs from Monday to Sunday and is named by its Monday. Plain values only, so that it can be kept between builds.
"""

from __future__ import annotations

import datetime
import functools
import operator
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from almanac.model.accuracy import Accuracy
from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.counting_rules import Rules, piece_key, rules_of
from almanac.model.day import Day
from almanac.model.divisions import level_of
from almanac.model.filings import Filing, Notice, Piece
from almanac.model.phase import Phase
from almanac.statistics import counting
from almanac.views.activities import Entry, by_day

WEEKS = 6  # so many weeks are told, this one among them
SHOWN, PIECES = 12, 30  # so many activities, those of higher levels first, and pieces of a week are named
AHEAD = 13  # days from this Monday on in which what is planned is coming: this week and the next


class Line(NamedTuple):
    """An activity, or one of its occurrences, as a digest names it; invited: whom it is for, if not for everybody."""

    code: str
    id: str
    start: str
    when: str
    name: str
    place: str
    phase: str
    result: str
    invited: str


class Printed(NamedTuple):
    """A published piece as a digest names it; key: by which it is known again."""

    date: str
    key: str
    outlet: str
    title: str
    web: str


class Added(NamedTuple):
    """One cell of a week: its value, records, sessions that do not say it; records that may be more, or less, than they say."""

    value: int = 0
    records: int = 0
    unknown: int = 0
    more: int = 0
    less: int = 0


class Week(NamedTuple):
    """One week: how many activities were held, their numbers by cell of the official table, some of them; the pieces.

    sums: by cell; latest: the last day that anything in it is of.
    """

    held: int
    sums: dict[str, Added]
    named: list[Line]
    printed: list[Printed]
    latest: str


class Coming(NamedTuple):
    """What is on in the same days and not yet held: how much, when it was last changed, some of it."""

    number: int
    changed: str
    named: list[Line]


class Weekly(NamedTuple):
    """What a digest of any day may need: the weeks that have something, by their Monday; what is not yet held, by its
    first and last day, `2021-05-29/2021-05-30`."""

    weeks: dict[str, Week]
    planned: dict[str, Coming]


class Digest(NamedTuple):
    """On a day: this week and five before it; what is coming, how much of it, and when it was last changed."""

    weeks: dict[str, Week]
    coming: list[Line]
    ahead: int
    changed: str


def on(weekly: Weekly, today: Day) -> Digest:
    """The digest of a day: what is coming is on from that day to the end of next week."""
    this = today.monday
    first, until = later(this, -7 * (WEEKS - 1)), later(this, AHEAD)
    weeks = {start: week for start, week in weekly.weeks.items() if first <= start <= this}
    ahead = [
        coming
        for days, coming in weekly.planned.items()
        if days[:10] <= until and not today.past(days.partition("/")[2])
    ]
    return Digest(
        weeks,
        _first((line for coming in ahead for line in coming.named), _soonest),
        sum(coming.number for coming in ahead),
        max((coming.changed for coming in ahead), default=""),
    )


@functools.lru_cache(maxsize=1000)
def monday(day: str) -> str:
    """The Monday of a day's week: 2021-05-24 for 2021-05-29."""
    date = datetime.date.fromisoformat(day)
    return (date - datetime.timedelta(date.weekday())).isoformat()


@functools.lru_cache(maxsize=100)
def later(day: str, days: int) -> str:
    """The day so many days after another."""
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days)).isoformat()


# ---------------------------------------------------------------- of one share


def of_share(entries: Iterable[Entry], filings: Iterable[Filing], notices: Mapping[int, Notice]) -> Weekly:
    """What one share brings to the digests of all days, of its campaigns alone; what nobody is invited to is told when it is over, not before."""
    rules = {year: rules_of(notice) for year, notice in notices.items()}
    held: dict[str, list[Entry]] = {}
    planned: dict[str, list[Entry]] = {}
    for event in entries:
        if event.figures.outside:
            continue
        if event.day and event.phase is Phase.HELD:
            held.setdefault(monday(event.day), []).append(event)
        elif event.day and event.words.listed and event.advertised:
            for once in by_day(event):
                planned.setdefault(f"{once.day}/{once.last}", []).append(once)
    printed: dict[str, list[Printed]] = {}
    for filing in filings:
        piece = filing.record
        if (
            not isinstance(piece, Piece)
            or piece.reprint_of
            or piece.occasion
            or not piece.date
            or len(piece.date) < 10
        ):
            continue
        printed.setdefault(monday(piece.date), []).append(_printed(piece))
    weeks = {
        start: _week(held.get(start, ()), printed.get(start, ()), rules)
        for start in sorted({*held, *printed})
    }
    return Weekly(weeks, {days: _coming(events) for days, events in sorted(planned.items())})


def _coming(events: Sequence[Entry]) -> Coming:
    changed = max(event.updated for event in events)
    return Coming(len(events), changed, _first(map(_line, events), _soonest))


def _week(events: Iterable[Entry], pieces: Iterable[Printed], rules: Mapping[int, Rules]) -> Week:
    sums: dict[str, Added] = {}
    events = list(events)
    for event in events:
        for line in counting.lines(event, rules[event.year]):
            sums[line.cell] = _plus(sums.get(line.cell, Added()), _of_line(line))
    latest = max([event.start[:10] for event in events] + [piece.date for piece in pieces])
    return Week(len(events), sums, _first(map(_line, events), _highest), _pieces(pieces), latest)


def _of_line(line: counting.Line) -> Added:
    if line.value is None:
        return Added(unknown=1)
    sure = Accuracy(line.accuracy)
    return Added(line.value, 1, 0, int(sure.may_be_more), int(sure.may_be_less))


def _line(event: Entry) -> Line:
    return Line(
        event.code, event.id, event.start, event.when, event.name, event.place, str(event.phase), event.result,
        AUDIENCES[event.open_to].badge,
    )  # fmt: skip


def _printed(piece: Piece) -> Printed:
    return Printed(piece.date or "", piece_key(piece), piece.outlet, piece.title or "", piece.web or "")


# ---------------------------------------------------------------- several together


def together(many: Iterable[Weekly]) -> Weekly:
    """The digests of several shares added up."""
    found = list(many)
    weeks: dict[str, Week] = {}
    for start in sorted({start for one in found for start in one.weeks}):
        weeks[start] = functools.reduce(_added, (one.weeks[start] for one in found if start in one.weeks))
    planned = {
        days: _whole([one.planned[days] for one in found if days in one.planned])
        for days in sorted({days for one in found for days in one.planned})
    }
    return Weekly(weeks, planned)


def _whole(parts: Sequence[Coming]) -> Coming:
    return Coming(
        sum(part.number for part in parts),
        max(part.changed for part in parts),
        _first((line for part in parts for line in part.named), _soonest),
    )


def _added(one: Week, other: Week) -> Week:
    sums = dict(one.sums)
    for cell, more in other.sums.items():
        sums[cell] = _plus(sums.get(cell, Added()), more)
    return Week(
        one.held + other.held,
        dict(sorted(sums.items())),
        _first([*one.named, *other.named], _highest),
        _pieces([*one.printed, *other.printed]),
        max(one.latest, other.latest),
    )


def _plus(one: Added, other: Added) -> Added:
    return Added(*map(operator.add, one, other))


def _highest(line: Line) -> tuple[object, ...]:
    return level_of(line.code), line.start, line.id


def _soonest(line: Line) -> tuple[object, ...]:
    return line.start[:10], level_of(line.code), line.id


def _first(found: Iterable[Line], order: Any) -> list[Line]:
    return sorted(found, key=order)[:SHOWN]


def _pieces(found: Iterable[Printed]) -> list[Printed]:
    """Each piece once, however many associations filed it."""
    once = {piece.key or piece: piece for piece in sorted(found, reverse=True)}
    return sorted(once.values())[:PIECES]


def plain(weekly: Weekly) -> tuple[Any, ...]:
    """As it is kept between builds."""
    weeks = {
        start: (
            one.held,
            {cell: tuple(added) for cell, added in one.sums.items()},
            list(map(tuple, one.named)),
            list(map(tuple, one.printed)),
            one.latest,
        )
        for start, one in weekly.weeks.items()
    }
    planned = {
        days: (coming.number, coming.changed, list(map(tuple, coming.named)))
        for days, coming in weekly.planned.items()
    }
    return weeks, planned


def from_plain(kept: tuple[Any, ...]) -> Weekly:
    """As it was before it was kept."""
    weeks, planned = kept
    return Weekly(
        {
            start: Week(
                held,
                {cell: Added._make(added) for cell, added in sums.items()},
                list(map(Line._make, named)),
                list(map(Printed._make, printed)),
                latest,
            )
            for start, (held, sums, named, printed, latest) in weeks.items()
        },
        {
            days: Coming(number, changed, list(map(Line._make, named)))
            for days, (number, changed, named) in planned.items()
        },
    )
