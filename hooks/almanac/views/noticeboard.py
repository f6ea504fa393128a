"""A month of one association for its notice board: which activities, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.day import Day
from almanac.model.divisions import Level, Register, level_of, parent, share_of
from almanac.model.filings import BY_FILE, Notice
from almanac.views.activities import Entry, by_day, order
from almanac.views.campaign_year import Season, season, spanned
from almanac.views.hierarchy import full_title
from almanac.views.subscriptions import placed

DEPTH = {level: depth for depth, level in enumerate(Level, 1)}  # folders above a file, by level


class Line(NamedTuple):
    """One activity on the board: when, what, where, by whom if by another; mark: what has become of it."""

    when: str
    name: str
    place: str
    host: str
    mark: str


class Board(NamedTuple):
    """A month of one association, to be pinned up; address: where the code leads; further: what is on still deeper."""

    unit: str
    month: str
    year: Season
    lines: tuple[Line, ...]
    address: str
    demo: bool
    further: str = ""


def board(
    entries: Sequence[Entry],
    joint: Iterable[Entry],
    code: str,
    month: str,
    register: Register,
    notices: Mapping[int, Notice],
    today: Day,
    site: str,
) -> Board:
    """The board of a month, of activities that were filed for its year.

    entries: of the areas near by, of which what is filed deeper than right below is not shown; joint: those that others
    lead and in which the association takes part; site: the site's address.
    """
    close = [event for event in entries if event.level <= _deepest(code)]
    those = [event for event in (*close, *joint) if event.year == int(month[:4])]
    return Board(
        full_title(register, code),
        month,
        season(int(month[:4]), notices.get(int(month[:4]))),
        tuple(lines(sorted(listed(those, code, month), key=order), code, register, today)),
        f"{site}u/{page(those, code)}/",
        any(notice.demo == "是" for notice in notices.values()),
        _further(entries, code, month),
    )


def _further(entries: Sequence[Entry], code: str, month: str) -> str:
    """In words, how many activities of that month there are below those right below; a sheet has no room for all."""
    deep = [each for each in entries if each.level > _deepest(code) and each.code.startswith(code)]
    mine = [each for each in deep if each.year == int(month[:4]) and each.words.listed and each.advertised]
    there = {each.id for each in spanned(map(placed, mine)).get(month, [])}
    levels = sorted({each.level for each in mine if each.id in there})
    labels = "、".join(level.label for level in levels)
    return f"各{labels}另有 {len(there)} 场活动，扫码看离您最近的。" if there else ""


def near(codes: Iterable[str], code: str) -> list[str]:
    """Of areas (counties, cities, the province) those whose records stand on a board: its own, and those right below."""
    return [
        each
        for each in codes
        if each == share_of(code) or (each.startswith(code) and level_of(each) <= _deepest(code))
    ]


def _deepest(code: str) -> Level:
    """The level of those right below an association; of a village its own."""
    level = level_of(code)
    return level.below or level


def concerns(path: str, code: str, year: int, register: Register) -> bool:
    """Whether a file holds activities of that year, of the association, of one above it or of one right below.

    path: below the records folder.
    """
    first, _, rest = path.partition("/")
    where, _, name = rest.rpartition("/")
    if first != str(year) or not name.endswith(".yml") or name in BY_FILE:
        return False
    if path.count("/") > DEPTH[level_of(code)] + 1:
        return False
    folder = register.path(code)
    return f"{where}/".startswith(f"{folder}/") or f"{folder}/".startswith(f"{where}/") or not where


def listed(entries: Iterable[Entry], code: str, month: str) -> list[Entry]:
    """What people there can go to, once for each day: of the association and those right below it; joint; of the town and
    county above."""
    return [
        once
        for event in spanned(map(placed, entries)).get(month, [])
        if event.words.listed and event.advertised and _belongs(event, code)
        for once in by_day(event)
        if once.start.startswith(month) or once.start[:7] < month <= once.last[:7]
    ]


def is_near(event: Entry, code: str) -> bool:
    """Whether an association, or one right below it, leads an activity."""
    return event.code.startswith(code) and event.level <= _deepest(code)


def _belongs(event: Entry, code: str) -> bool:
    within = is_near(event, code)
    above = level_of(code) >= Level.TOWNSHIP and event.level >= Level.COUNTY and code.startswith(event.code)
    return within or above or any(joint.startswith(code) or joint == code for joint in event.joint)


def invited(event: Entry) -> str:
    """Behind the name of what is not for everybody, whom it is for."""
    badge = AUDIENCES[event.open_to].badge
    return f"（{badge}）" if badge else ""


def lines(events: Iterable[Entry], code: str, register: Register, today: Day) -> list[Line]:
    """The activities in words; whether a plan is over is seen from today."""
    return [
        Line(
            event.when,
            event.name + invited(event),
            event.place or ("网上" if event.mode == "线上" else ""),
            full_title(register, event.code) if event.code != code else "",
            event.due(today).board,
        )
        for event in events
    ]


def page(entries: Iterable[Entry], code: str) -> str:
    """The nearest association, itself or above, that has a page: counties always, else where records are at hand."""
    led = {event.code for event in entries}
    while level_of(code) > Level.COUNTY and not any(
        each.startswith(code) or each == parent(code) for each in led
    ):
        code = parent(code)
    return code
