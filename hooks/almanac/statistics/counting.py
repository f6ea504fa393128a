"""Counting for the official table: which cells a record enters and by how much, or why it does not (通知.yml 口径).

A cell is `block-row-measure`: publicity-city-sessions, media-national-text. Nothing here is rounded or guessed: an
unknown number stays unknown, a number as written (800余) counts as its digits and is marked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple, Protocol, TypeVar

from almanac.model import accuracy
from almanac.model.accuracy import Accuracy
from almanac.model.counting_rules import ALL_FILED, PUBLICITY, Rules, tally_row
from almanac.model.divisions import Level, level_of
from almanac.model.figures import Figures
from almanac.model.filings import Accounts, Activity, Count, Filing, Piece, Record, Tally
from almanac.model.words import Status


class Line(NamedTuple):
    """What one record brings to one cell: the value, None where nobody knows it; how it came about.

    accuracy: how sure the value is. converted: of the value, so much comes from households; late: so many sessions outside
    the period; system: whether
    it is a piece in an outlet of the associations' own; sessions: of how many the value is not known, if it is not.
    tables: of a piece that not every table counts, the levels of those that do.
    """

    cell: str
    value: int | None
    accuracy: str = Accuracy.EXACT.value
    converted: int = 0
    late: int = 0
    system: bool = False
    sessions: int = 1
    tables: tuple[Level, ...] = ()


# ---------------------------------------------------------------- activities


class Event(Protocol):
    """What counting looks at in an activity; lists keep the same of each."""

    @property
    def id(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def start(self) -> str: ...
    @property
    def categories(self) -> tuple[str, ...]: ...
    @property
    def figures(self) -> Figures: ...


def _number(written: Count | None) -> tuple[int | None, str]:
    """A number as written: its value, None where there is none; how sure it is."""
    return (written.value, accuracy.of_mark(written.mark).value) if written else (None, Accuracy.EXACT.value)


def _sessions(written: Count | None, stops: int, rules: Rules) -> tuple[int, str]:
    """The sessions said; else one, or as many as it has 分场 where the notice counts these."""
    if written:
        return written.value, accuracy.of_mark(written.mark).value
    return (stops or 1) if rules.stops else 1, Accuracy.EXACT.value


def is_publicity(event: Event) -> bool:
    """Whether an activity is publicity: by its category, or by what was filed of its results."""
    return event.figures.publicity or PUBLICITY in event.categories


def visited(
    people: Count | None, households: Count | None, apart: bool, rules: Rules
) -> tuple[int | None, str, int]:
    """People visited: the value, how sure it is, how much of it comes from households."""
    value, sure = _number(people)
    houses, also = _number(households)
    if houses is None or (value is not None and not apart) or not rules.households:
        return value, sure, 0
    return (value or 0) + houses, accuracy.together([Accuracy(sure), Accuracy(also)]).value, houses


def is_late(event: Event, rules: Rules) -> bool:
    """Whether an activity surely lies outside the notice's period."""
    day = event.start[:10]
    return bool(day and rules.first) and (day > rules.last[: len(day)] or day < rules.first[: len(day)])


def left_out(event: Event, rules: Rules) -> str:
    """Why an activity enters no cell; empty where it does."""
    if event.state != Status.HELD:
        return event.state
    if event.figures.outside:
        return event.figures.outside
    if not (is_publicity(event) or event.figures.visits):
        return "没有写成效"
    return "在活动时间以外" if not rules.late and is_late(event, rules) else ""


def lines(event: Event, rules: Rules) -> list[Line]:
    """What an activity brings to the cells of its own level."""
    if left_out(event, rules):
        return []
    row, figures = level_of(event.code).slug, event.figures
    found: list[Line] = []
    if is_publicity(event):
        sessions = _sessions(figures.sessions, figures.stops, rules)
        found += _pair(f"publicity-{row}", sessions, (*_number(figures.people), 0), is_late(event, rules))
    if figures.visits:
        people = visited(figures.visited, figures.households, figures.apart, rules)
        sessions = _sessions(figures.visit_sessions, figures.stops, rules)
        found += _pair(f"visits-{row}", sessions, people, is_late(event, rules))
    return found


def _pair(
    cells: str, sessions: tuple[int, str], people: tuple[int | None, str, int], late: bool
) -> tuple[Line, Line]:
    outside = sessions[0] if late else 0
    return Line(f"{cells}-sessions", *sessions, 0, outside), Line(
        f"{cells}-people", *people, outside, False, sessions[0]
    )


def holds(event: Event, category: str, rules: Rules) -> bool:
    """Whether an activity that is counted is one of those of a category that all of a level must hold."""
    if left_out(event, rules):
        return False
    return is_publicity(event) if category == PUBLICITY else category in event.categories


Led = TypeVar("Led", bound=Event)


def counting_for(events: Iterable[Led], code: str, year: int, rules: Rules) -> list[Led]:
    """The activities that an association led and that enter its table of a campaign."""
    return [e for e in events if e.code == code and e.year == year and not left_out(e, rules)]


# ---------------------------------------------------------------- tallies


class Said(NamedTuple):
    """A tally as it is counted. row: the level whose activities it adds up; excluded: ids of activities outside it.

    apart: whatever is filed one by one is outside it; lines: its whole numbers; units: by how many associations, 0 where
    it does not say.
    """

    file: str
    item: int | None
    row: str
    as_of: str
    apart: bool
    excluded: tuple[str, ...]
    zero: bool
    units: int
    lines: tuple[Line, ...]

    @property
    def publicity(self) -> bool:
        """Whether it says that some have held publicity activities."""
        return any(line.cell.startswith(PUBLICITY) and line.value != 0 for line in self.lines)

    def others(self, held: int, told: int, due: int) -> int:
        """Of how many more it says that they have held one; held: known by name, told: said below, due: all there are."""
        rest = self.units - (0 if self.apart else held) - told
        return max(min(rest, due - held - told), 0) if self.publicity else 0


def said(filing: Filing, tally: Tally, excluded: Iterable[str], rules: Rules) -> Said:
    """A tally as it was filed; excluded: the ids that its 不含 names."""
    row = tally_row(tally, filing.code)
    apart, zero = ALL_FILED in tally.excludes, tally.zero == "是"
    units = tally.units.value if tally.units else 0
    found = tuple(_tally_lines(tally, row, rules))
    return Said(
        filing.file, filing.item, row, tally.as_of, apart, tuple(sorted(excluded)), zero, units, found
    )


def _tally_lines(tally: Tally, row: str, rules: Rules) -> Iterator[Line]:
    if tally.publicity:
        yield Line(f"publicity-{row}-sessions", *_number(tally.publicity.sessions))
        yield Line(f"publicity-{row}-people", *_number(tally.publicity.people))
    if tally.visits:
        visits = tally.visits
        people = visited(visits.people, visits.households, visits.apart == "是", rules)
        yield Line(f"visits-{row}-sessions", *_number(visits.sessions))
        yield Line(f"visits-{row}-people", *people)


class Counted(NamedTuple):
    """What activities of one level and day bring to their cells, so far as they know it: all that a tally asks of them.

    id: of an activity that some tally leaves out by its name; empty where several stand together.
    """

    row: str
    day: str
    id: str
    values: dict[str, int]


def is_counted(record: Record) -> bool:
    """Whether a record brings something to the official table: what was held, tallied, published or opened."""
    if isinstance(record, Activity):
        return record.state == Status.HELD and not record.apart
    return isinstance(record, (Piece, Accounts)) or (isinstance(record, Tally) and not record.apart)


def counted(events: Iterable[Event], rules: Rules, named: Collection[str]) -> list[Counted]:
    """What some activities bring, by level and day; named: the ids that tallies leave out, which stand alone."""
    found: dict[tuple[str, str, str], dict[str, int]] = {}
    for event in events:
        for line in lines(event, rules):
            key = (level_of(event.code).slug, event.start[:10], event.id if event.id in named else "")
            values = found.setdefault(key, {})
            values[line.cell] = values.get(line.cell, 0) + (line.value or 0)
    return [Counted(*key, values) for key, values in sorted(found.items())]


def is_within(one: Counted, tally: Said) -> bool:
    """Whether these activities are among those that a tally adds up."""
    if tally.apart or one.id in tally.excluded or one.row != tally.row:
        return False
    return one.day[: len(tally.as_of)] <= tally.as_of


def latest(tallies: Iterable[Said]) -> list[Said]:
    """Of several tallies of one association for one level the one of the latest day counts."""
    return list(
        {
            tally.row: tally
            for tally in sorted(tallies, key=lambda tally: (tally.as_of, tally.file, tally.item or 0))
        }.values()
    )


# ---------------------------------------------------------------- accounts


def account_lines(accounts: Accounts, code: str) -> list[Line]:
    """An association that has a site, a WeChat or a Weibo account is one of its level, however many it has."""
    kinds = (("site", accounts.sites), ("wechat", accounts.wechat), ("weibo", accounts.weibo))
    return [Line(f"accounts-{level_of(code).slug}-{slug}", 1) for slug, those in kinds if those]
