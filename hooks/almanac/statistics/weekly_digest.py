"""The week: what was held, what the press published, what is coming; of one share, or of several added up.

A week runs from Monday to Sunday and is named by its Monday. Plain values only, so that it can be kept between builds.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from almanac.disclosure import small_counts
from almanac.disclosure.audience import is_public
from almanac.model.counting_rules import Rules, piece_key, rules_of
from almanac.model.divisions import level_of
from almanac.model.filings import Filing, Notice, Piece
from almanac.model.words import Status
from almanac.statistics.counting import lines
from almanac.statistics.totals import Sum, in_words
from almanac.views.activities import Entry, spoken_day

MARKS: dict[str, str] = {Status.CANCELLED: "（已取消）", Status.POSTPONED: "（改期）"}
WEEKS = 6  # so many weeks are told, this one among them
SHOWN, PIECES = 12, 30  # so many activities, those of higher levels first, and pieces of a week are named
AHEAD = 13  # days from this Monday on in which what is planned is coming: this week and the next


class Line(NamedTuple):
    """An activity as a digest names it."""

    code: str
    id: str
    start: str
    when: str
    name: str
    place: str
    state: str
    result: str


class Printed(NamedTuple):
    """A published piece as a digest names it; key: by which it is known again."""

    date: str
    key: str
    outlet: str
    title: str
    web: str


class Week(NamedTuple):
    """One week: how many activities were held, their numbers by cell of the official table, some of them; the pieces.

    sums: value, records, approximate records; latest: the last day that anything in it is of.
    """

    held: int
    sums: dict[str, tuple[int, int, int]]
    named: list[Line]
    printed: list[Printed]
    latest: str


class Weekly(NamedTuple):
    """The weeks that have something, by their Monday; what is coming, how much of it, and when it was last changed."""

    weeks: dict[str, Week]
    coming: list[Line]
    ahead: int
    changed: str


@functools.lru_cache(maxsize=1000)
def monday(day: str) -> str:
    """The Monday of a day's week: 2021-05-24 for 2021-05-29."""
    date = datetime.date.fromisoformat(day)
    return (date - datetime.timedelta(date.weekday())).isoformat()


@functools.lru_cache(maxsize=100)
def later(day: str, days: int) -> str:
    """The day so many days after another."""
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days)).isoformat()


def week_words(start: str) -> str:
    """2021年第21周（5月24日—5月30日）, as the calendar's weeks are numbered."""
    year, number, _ = datetime.date.fromisoformat(start).isocalendar()
    first, last = printed_day(start), printed_day(later(start, 6))
    return f"{year}年第{number}周（{first}—{last}）"


# ---------------------------------------------------------------- of one share


def of_share(
    entries: Iterable[Entry], filings: Iterable[Filing], notices: Mapping[int, Notice], today: str
) -> Weekly:
    """What one share brings to the digests of a day; visits to families are told when they are over, not before."""
    this = monday(today)
    first, last, until = later(this, -7 * (WEEKS - 1)), later(this, 6), later(this, AHEAD)
    rules = {year: rules_of(notice) for year, notice in notices.items()}
    held: dict[str, list[Entry]] = {}
    ahead: list[Entry] = []
    for event in entries:
        day = event.start[:10]
        if len(day) == 10 and day <= until:
            if event.state == Status.HELD and first <= day <= last:
                held.setdefault(monday(day), []).append(event)
            elif (
                event.state in (Status.PLANNED, Status.POSTPONED, Status.CANCELLED)
                and max(day, event.end[:10]) >= today
            ):
                ahead += [event] if is_public(event) else []
    printed: dict[str, list[Printed]] = {}
    for filing in filings:
        piece = filing.record
        if not isinstance(piece, Piece) or piece.reprint_of or not piece.date or len(piece.date) < 10:
            continue
        if first <= piece.date <= last:
            printed.setdefault(monday(piece.date), []).append(_printed(piece))
    weeks = {
        start: _week(held.get(start, ()), printed.get(start, ()), rules)
        for start in sorted({*held, *printed})
    }
    changed = max((event.updated for event in ahead), default="")
    return Weekly(weeks, _first(map(_line, ahead), _soonest), len(ahead), changed)


def _week(events: Iterable[Entry], pieces: Iterable[Printed], rules: Mapping[int, Rules]) -> Week:
    sums: dict[str, tuple[int, int, int]] = {}
    events = list(events)
    for event in events:
        for line in lines(event, rules[event.year]):
            if line.value is not None:
                sums[line.cell] = _plus(
                    sums.get(line.cell, (0, 0, 0)), (line.value, 1, int(line.approximate))
                )
    latest = max([event.start[:10] for event in events] + [piece.date for piece in pieces])
    return Week(len(events), sums, _first(map(_line, events), _highest), _pieces(pieces), latest)


def _line(event: Entry) -> Line:
    return Line(
        event.code, event.id, event.start, event.when, event.name, event.place, event.state, event.result
    )


def _printed(piece: Piece) -> Printed:
    return Printed(piece.date or "", piece_key(piece), piece.outlet, piece.title or "", piece.web or "")


# ---------------------------------------------------------------- several together


def together(many: Iterable[Weekly]) -> Weekly:
    """The digests of several shares added up."""
    found = list(many)
    weeks: dict[str, Week] = {}
    for start in sorted({start for one in found for start in one.weeks}):
        weeks[start] = functools.reduce(_added, (one.weeks[start] for one in found if start in one.weeks))
    coming = _first((line for one in found for line in one.coming), _soonest)
    return Weekly(
        weeks, coming, sum(one.ahead for one in found), max((one.changed for one in found), default="")
    )


def _added(one: Week, other: Week) -> Week:
    sums = dict(one.sums)
    for cell, more in other.sums.items():
        sums[cell] = _plus(sums.get(cell, (0, 0, 0)), more)
    return Week(
        one.held + other.held,
        dict(sorted(sums.items())),
        _first([*one.named, *other.named], _highest),
        _pieces([*one.printed, *other.printed]),
        max(one.latest, other.latest),
    )


def _plus(one: tuple[int, int, int], more: tuple[int, int, int]) -> tuple[int, int, int]:
    return one[0] + more[0], one[1] + more[1], one[2] + more[2]


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
            one.sums,
            list(map(tuple, one.named)),
            list(map(tuple, one.printed)),
            one.latest,
        )
        for start, one in weekly.weeks.items()
    }
    return weeks, [tuple(line) for line in weekly.coming], weekly.ahead, weekly.changed


def from_plain(kept: tuple[Any, ...]) -> Weekly:
    """As it was before it was kept."""
    weeks, coming, ahead, changed = kept
    return Weekly(
        {
            start: Week(held, sums, list(map(Line._make, named)), list(map(Printed._make, printed)), latest)
            for start, (held, sums, named, printed, latest) in weeks.items()
        },
        list(map(Line._make, coming)),
        ahead,
        changed,
    )


# ---------------------------------------------------------------- in words


def printed_day(day: str) -> str:
    """5月29日."""
    return spoken_day(day).partition("（")[0]


def counted(week: Week) -> str:
    """宣传活动 2 场、867 人；慰问服务 1 场、13 人; of what was filed one by one, no one or two people visited."""
    return in_words(
        {
            cell: Sum(value, records, 0, roughly)
            for cell, (value, records, roughly) in week.sums.items()
            if not (
                cell.startswith("visits") and cell.endswith("people") and value <= small_counts.MOST_HIDDEN
            )
        }
    )


def told(week: Week, titles: Mapping[str, str]) -> Iterator[str]:
    """The paragraphs of a week for whoever pastes them; titles: of the associations that are named."""
    numbers = counted(week)
    if week.held:
        yield f"举办活动 {week.held} 场" + (f"（已填报人数的合计：{numbers}）。" if numbers else "。")
        for line in week.named:
            result = f"：{line.result}" if line.result else ""
            yield f"· {line.when}，{titles[line.code]}{f'在{line.place}' if line.place else ''}举办{line.name}{result}。"
        if week.held > len(week.named):
            yield f"· 另有 {week.held - len(week.named)} 场。"
    if week.printed:
        yield "媒体报道："
        for piece in week.printed:
            title = f"《{piece.title}》" if piece.title else "（标题不详）"
            yield f"· {piece.outlet}{title}，{printed_day(piece.date)}"


def told_ahead(weekly: Weekly, titles: Mapping[str, str]) -> Iterator[str]:
    """The paragraphs of what is coming."""
    if weekly.ahead:
        yield "近期活动："
        for line in weekly.coming:
            mark = MARKS.get(line.state, "")
            where = f"，{line.place}" if line.place else ""
            yield f"· {line.when}，{line.name}{mark}{where}（{titles[line.code]}）"
        if weekly.ahead > len(weekly.coming):
            yield f"· 另有 {weekly.ahead - len(weekly.coming)} 场。"
