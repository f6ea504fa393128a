"""Counting for the official table: which cells a record enters and by how much, or why it does not (通知.yml 口径).

A cell is `block-row-measure`: publicity-city-sessions, media-national-text. Nothing here is rounded or guessed: an
unknown number stays unknown, a number as written (800余) counts as its digits and is marked.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from almanac.model.divisions import Level, level_of
from almanac.model.filings import Accounts, Filing, Notice, Piece, Results, Tally, count
from almanac.model.words import Status

# The counting rules that a notice may have, and those that leave a choice (the first is taken where none is said).
FIXED = frozenset(
    (
        *("lead-level", "province-level", "zones", "held-only", "sessions", "tours", "mixed", "people"),
        *("approximate", "visited-people", "media-once", "accounts", "city-sum", "tallies", "unreported"),
    )
)
CHOICES = {
    "after-period": ("计", "不计"),
    "households-only": ("一户计一人", "不计"),
    "media-own": ("本级不计", "本系统都不计"),
}
OUTLETS = {"国家级": "national", "省级": "provincial", "市级": "municipal", "县级": "local"}
OWN_LEVEL = dict(zip(Level, ("省级", "市级", "县级", "其他", "其他"), strict=True))
FORMS = {"文字": "text", "音视频": "video"}
TALLIED = {level.label: level.slug for level in (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)}
ALL_FILED = "逐场填报的"


class Rules(NamedTuple):
    """A year's choices, and its period as two days (empty where the notice gives none)."""

    late: bool
    households: bool
    superior_media: bool
    first: str
    last: str


def rules_of(notice: Notice | None) -> Rules:
    """The choices of a notice's 口径."""
    said = {rule.slug: rule.choice for rule in notice.counting} if notice else {}
    taken = {slug: said.get(slug) or choices[0] for slug, choices in CHOICES.items()}
    period = notice.period if notice else None
    return Rules(
        taken["after-period"] == "计",
        taken["households-only"] == "一户计一人",
        taken["media-own"] == "本级不计",
        period.start if period else "",
        period.end if period else "",
    )


class Line(NamedTuple):
    """What one record brings to one cell: the value, None where nobody knows it; how it came about."""

    cell: str
    value: int | None
    approximate: bool = False
    converted: int = 0  # of the value, so much comes from households


# ---------------------------------------------------------------- activities


class Counted(Protocol):
    """What counting looks at in an activity; lists keep the same of each."""

    @property
    def code(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def start(self) -> str: ...
    @property
    def figures(self) -> tuple[str, str, str, str, str]: ...
    @property
    def had(self) -> str: ...


def figures(results: Results | None) -> tuple[str, str, str, str, str]:
    """The counted numbers as written: publicity sessions, people; visits sessions, people, households."""
    publicity = results.publicity if results else None
    visits = results.visits if results else None
    return (
        str((publicity and publicity.sessions) or ""),
        str((publicity and publicity.people) or ""),
        str((visits and visits.sessions) or ""),
        str((visits and visits.people) or ""),
        str((visits and visits.households) or ""),
    )


def had(results: Results | None) -> str:
    """Which kinds of result an activity has: 宣, 慰, and 另 where households are counted besides people."""
    if results is None:
        return ""
    visits = results.visits
    apart = "另" if visits and visits.apart == "是" and visits.households else ""
    return f"{'宣' if results.publicity else ''}{'慰' if visits else ''}{apart}"


@functools.lru_cache(maxsize=20_000)
def _number(words: str) -> tuple[int | None, bool]:
    """A number as written: its value, None where there is none; whether it is approximate."""
    if not words:
        return None, False
    found = count(words)
    return found.value, bool(found.mark)


@functools.lru_cache(maxsize=20_000)
def _sessions(words: str) -> tuple[int, bool]:
    value, approximate = _number(words)
    return (1, False) if value is None else (value, approximate)


@functools.lru_cache(maxsize=20_000)
def visited(people: str, households: str, apart: bool, rules: Rules) -> tuple[int | None, bool, int]:
    """People visited: the value, whether it is approximate, how much of it comes from households."""
    value, approximate = _number(people)
    houses, roughly = _number(households)
    if houses is None or (value is not None and not apart) or not rules.households:
        return value, approximate, 0
    return (value or 0) + houses, approximate or roughly, houses


def is_late(event: Counted, rules: Rules) -> bool:
    """Whether an activity surely lies outside the notice's period."""
    day = event.start[:10]
    return bool(day and rules.first) and (day > rules.last[: len(day)] or day < rules.first[: len(day)])


def left_out(event: Counted, rules: Rules) -> str:
    """Why an activity enters no cell; empty where it does."""
    if event.state != Status.HELD:
        return event.state
    if "宣" not in event.had and "慰" not in event.had:
        return "没有写成效"
    return "在活动时间以外" if not rules.late and is_late(event, rules) else ""


def lines(event: Counted, rules: Rules) -> list[Line]:
    """What an activity brings to the cells of its own level."""
    if left_out(event, rules):
        return []
    row, found = level_of(event.code).slug, []
    sessions, people, visits, persons, households = event.figures
    if "宣" in event.had:
        found.append(Line(f"publicity-{row}-sessions", *_sessions(sessions)))
        found.append(Line(f"publicity-{row}-people", *_number(people)))
    if "慰" in event.had:
        found.append(Line(f"visits-{row}-sessions", *_sessions(visits)))
        found.append(Line(f"visits-{row}-people", *visited(persons, households, "另" in event.had, rules)))
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


def tally_row(tally: Tally, code: str) -> str:
    """The level whose activities a tally of this association adds up."""
    return TALLIED.get(tally.level) or level_of(code).slug


def _tally_lines(tally: Tally, row: str, rules: Rules) -> Iterator[Line]:
    if tally.publicity:
        sessions, people = (
            str(number or "") for number in (tally.publicity.sessions, tally.publicity.people)
        )
        yield Line(f"publicity-{row}-sessions", *_number(sessions))
        yield Line(f"publicity-{row}-people", *_number(people))
    if tally.visits:
        visits = tally.visits
        sessions, people, houses = (str(n or "") for n in (visits.sessions, visits.people, visits.households))
        yield Line(f"visits-{row}-sessions", *_number(sessions))
        yield Line(f"visits-{row}-people", *visited(people, houses, visits.apart == "是", rules))


def is_within(event: Counted, identity: str, tally: Said) -> bool:
    """Whether an activity of the tally's level is among those that it adds up."""
    if tally.apart or identity in tally.excluded or level_of(event.code).slug != tally.row:
        return False
    return event.start[: len(tally.as_of)] <= tally.as_of


def latest(tallies: Iterable[Said]) -> list[Said]:
    """Of several tallies of one association for one level the one of the latest day counts."""
    return list(
        {
            tally.row: tally
            for tally in sorted(tallies, key=lambda tally: (tally.as_of, tally.file, tally.item or 0))
        }.values()
    )


# ---------------------------------------------------------------- media and accounts


def piece_key(piece: Piece) -> str:
    """What tells one publication from another, whoever files it: its address, else outlet and title; empty if neither."""
    if piece.web:
        address = piece.web.partition("://")[2].partition("#")[0].rstrip("/").removeprefix("www.")
        return f"{piece.form}:{address}"
    return f"{piece.form}:{piece.outlet}:{_plain(piece.title)}" if piece.title else ""


def _plain(title: str) -> str:
    return "".join(letter for letter in title if letter.isalnum())


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
    return f"{piece.form}:{_plain(piece.title)}" if piece.title else str(place)


def account_lines(accounts: Accounts, code: str) -> list[Line]:
    """An association that has a site, a WeChat or a Weibo account is one of its level, however many it has."""
    kinds = (("site", accounts.sites), ("wechat", accounts.wechat), ("weibo", accounts.weibo))
    return [Line(f"accounts-{level_of(code).slug}-{slug}", 1) for slug, those in kinds if those]
