"""Counting for the official table: which cells a record enters and by how much, or why it does not (通知.yml 口径).

A cell is `block-row-measure`: publicity-city-sessions, media-national-text. Nothing here is rounded or guessed: an
unknown number stays unknown, a number as written (800余) counts as its digits and is marked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from almanac.model.counting_rules import (
    ALL_FILED,
    FORMS,
    OUTLETS,
    OWN_LEVEL,
    Rules,
    plain_title,
    tally_row,
)
from almanac.model.divisions import level_of
from almanac.model.figures import Figures
from almanac.model.filings import Accounts, Activity, Count, Filing, Notice, Piece, Record, Tally
from almanac.model.words import Status


class Line(NamedTuple):
    """What one record brings to one cell: the value, None where nobody knows it; how it came about."""

    cell: str
    value: int | None
    approximate: bool = False
    converted: int = 0  # of the value, so much comes from households


# ---------------------------------------------------------------- activities


class Event(Protocol):
    """What counting looks at in an activity; lists keep the same of each."""

    @property
    def id(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def start(self) -> str: ...
    @property
    def figures(self) -> Figures: ...


def _number(written: Count | None) -> tuple[int | None, bool]:
    """A number as written: its value, None where there is none; whether it is approximate."""
    return (written.value, bool(written.mark)) if written else (None, False)


def _sessions(written: Count | None) -> tuple[int, bool]:
    return (written.value, bool(written.mark)) if written else (1, False)


def visited(
    people: Count | None, households: Count | None, apart: bool, rules: Rules
) -> tuple[int | None, bool, int]:
    """People visited: the value, whether it is approximate, how much of it comes from households."""
    value, approximate = _number(people)
    houses, roughly = _number(households)
    if houses is None or (value is not None and not apart) or not rules.households:
        return value, approximate, 0
    return (value or 0) + houses, approximate or roughly, houses


def is_late(event: Event, rules: Rules) -> bool:
    """Whether an activity surely lies outside the notice's period."""
    day = event.start[:10]
    return bool(day and rules.first) and (day > rules.last[: len(day)] or day < rules.first[: len(day)])


def left_out(event: Event, rules: Rules) -> str:
    """Why an activity enters no cell; empty where it does."""
    if event.state != Status.HELD:
        return event.state
    if not event.figures.counted:
        return "没有写成效"
    return "在活动时间以外" if not rules.late and is_late(event, rules) else ""


def lines(event: Event, rules: Rules) -> list[Line]:
    """What an activity brings to the cells of its own level."""
    if left_out(event, rules):
        return []
    row, found, figures = level_of(event.code).slug, [], event.figures
    if figures.publicity:
        found.append(Line(f"publicity-{row}-sessions", *_sessions(figures.sessions)))
        found.append(Line(f"publicity-{row}-people", *_number(figures.people)))
    if figures.visits:
        people = visited(figures.visited, figures.households, figures.apart, rules)
        found.append(Line(f"visits-{row}-sessions", *_sessions(figures.visit_sessions)))
        found.append(Line(f"visits-{row}-people", *people))
    return found


# ---------------------------------------------------------------- tallies


class Said(NamedTuple):
    """A tally as it is counted. row: the level whose activities it adds up; excluded: ids of activities outside it.

    apart: whatever is filed one by one is outside it; lines: its whole numbers; units: by how many associations.
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
        return record.state == Status.HELD
    return isinstance(record, (Tally, Piece, Accounts))


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


# ---------------------------------------------------------------- media and accounts


def piece_left_out(piece: Piece, code: str, notice: Notice | None, rules: Rules) -> str:
    """Why a piece is not counted, whatever else there is; empty where it may be."""
    outlet = (
        next((o for o in notice.outlets if piece.outlet in (o.name, *o.aliases)), None) if notice else None
    )
    reach = piece.level or (outlet.level if outlet else "其他")
    own = piece.own or (outlet.own if outlet else "否")
    if piece.reprint_of:
        return f"转载自{piece.reprint_of}"
    if own == "是" and (not rules.superior_media or reach == OWN_LEVEL[level_of(code)]):
        return (
            "发在本级计生协自己的网站、内刊、账号上"
            if reach == OWN_LEVEL[level_of(code)]
            else "发在计生协系统自己的媒体上"
        )
    return "" if reach in OUTLETS else "不是国家、省、市、县级媒体"


def piece_lines(
    pieces: Sequence[Piece], code: str, notice: Notice | None, rules: Rules
) -> Iterator[tuple[Piece, Line | None, str]]:
    """Each piece of one association with what it brings, or why it brings nothing.

    The same title in the same form is one piece: it counts once, in the highest outlet (the first of equals).
    """
    outlets = {name: o.level for o in notice.outlets for name in (o.name, *o.aliases)} if notice else {}
    ranks = list(OUTLETS)
    best: dict[str, tuple[int, int]] = {}
    reasons = [piece_left_out(piece, code, notice, rules) for piece in pieces]
    for place, piece in enumerate(pieces):
        if not reasons[place]:
            rank = ranks.index(str(piece.level or outlets[piece.outlet]))
            known = best.setdefault(_one(piece, place), (rank, place))
            best[_one(piece, place)] = min(known, (rank, place))
    for place, piece in enumerate(pieces):
        reason = reasons[place]
        if not reason and best[_one(piece, place)][1] != place:
            other = pieces[best[_one(piece, place)][1]]
            reason = f"与发在{other.outlet}的是同一篇"
        if reason:
            yield piece, None, reason
        else:
            row = OUTLETS[piece.level or outlets[piece.outlet]]
            yield piece, Line(f"media-{row}-{FORMS[piece.form]}", 1), ""


def _one(piece: Piece, place: int) -> str:
    return f"{piece.form}:{plain_title(piece.title)}" if piece.title else str(place)


def account_lines(accounts: Accounts, code: str) -> list[Line]:
    """An association that has a site, a WeChat or a Weibo account is one of its level, however many it has."""
    kinds = (("site", accounts.sites), ("wechat", accounts.wechat), ("weibo", accounts.weibo))
    return [Line(f"accounts-{level_of(code).slug}-{slug}", 1) for slug, those in kinds if those]
