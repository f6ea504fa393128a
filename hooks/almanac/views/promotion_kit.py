"""A campaign's publicity kit for one association: what its banners, poster and exhibition board say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from almanac.model.day import Day
from almanac.model.divisions import Register, level_of, parent, share_of
from almanac.model.filings import Activity, Filing, Notice
from almanac.render.html import cut
from almanac.render.qr_code import code as qr
from almanac.views import social_accounts
from almanac.views.activities import Entry, by_day, once_each, order
from almanac.views.campaign_year import Season, season
from almanac.views.hierarchy import full_title
from almanac.views.noticeboard import invited, is_near
from almanac.views.social_accounts import Account

LISTED, PROGRAMME, BANNERS = 5, 14, 8  # so many activities on poster and board; so many slogans get a banner
FEW, TOLD = (
    2,
    180,
)  # a board of so few activities tells more of each: so many characters of what is done, together
BELOW = 40  # so many associations below are named on the board
KINDS, ACCOUNTS = 4, 3  # so many examples of a category, and accounts


class Below(NamedTuple):
    """An association right below: its name, how many activities it and those below it have before them, the first day."""

    name: str
    number: int
    day: str


class Kit(NamedTuple):
    """What the kit is filled with; the coming activities are its own and those right below, soonest first.

    below: what each association right below has before it, with all below it; deeper: the first of what those further
    below have, for a board that the others leave room on; told: the records of these by their ids, as far as they are read.
    """

    code: str
    year: Season
    slogans: tuple[str, ...]
    coming: tuple[Entry, ...]
    below: tuple[Below, ...]
    accounts: tuple[Account, ...]
    deeper: tuple[Entry, ...] = ()
    told: Mapping[str, Activity] = {}
    off: tuple[Entry, ...] = ()


def filled(
    code: str,
    year: int,
    notice: Notice | None,
    events: tuple[Entry, ...],
    below: tuple[Below, ...],
    filings: Iterable[Filing],
    today: Day,
    records: Path,
    deeper: tuple[Entry, ...] = (),
    off: tuple[Entry, ...] = (),
) -> Kit:
    """The kit of one year; events: what is coming; below, deeper: where else; off: what is not on.

    filings: those of the association's accounts are among them.
    """
    everybodys = social_accounts.of_notice(notice, year, records)
    those = list(filings)
    mine = social_accounts.own(one for one in those if one.year == year and one.code == code)
    known = {one[:2] for one in everybodys}
    return Kit(
        code,
        season(year, notice),
        slogans(notice),
        events,
        below,
        (*everybodys, *(one for one in mine if one[:2] not in known)),
        deeper,
        {one.id: one.record for one in those if isinstance(one.record, Activity)},
        off,
    )


def coming(entries: Iterable[Entry], code: str, today: Day) -> list[Entry]:
    """What the association and those right below it still have before them, each with a day; nothing that nobody is invited to."""
    near = (
        _still_to_come(event, today) for event in entries if is_near(event, code) and is_coming(event, today)
    )
    return sorted(near, key=order)


def _still_to_come(event: Entry, today: Day) -> Entry:
    """The activity without those of its occurrences that are over, where some are left."""
    left = tuple(one for one in event.occurrences if not today.past(one.last))
    if not left or len(left) == len(event.occurrences):
        return event
    last = once_each(event._replace(occurrences=left))[-1]
    return (last if len(left) == 1 else event._replace(start=left[0].start))._replace(occurrences=left)


def deeper(entries: Iterable[Entry], code: str, today: Day) -> list[Entry]:
    """The first that are before associations further below, as many as a board may have room for."""
    those = (
        _still_to_come(e, today)
        for e in entries
        if e.code.startswith(code) and not is_near(e, code) and is_coming(e, today)
    )
    return sorted(those, key=order)[:PROGRAMME]


def off(entries: Iterable[Entry], code: str, today: Day) -> list[Entry]:
    """What the association and those right below it asked people to, and called off or put off without a new day, until its
    old day is past."""
    told = (
        e for e in entries if is_near(e, code) and e.advertised and e.words.spoken and not e.words.invites
    )
    return sorted((e for e in told if not (e.last and today.past(e.last))), key=order)


def is_coming(event: Entry, today: Day) -> bool:
    """Whether people are invited to it and its day is known."""
    return bool(event.day and event.advertised and event.due(today).invites)


def below(entries: Iterable[Entry], code: str, register: Register, today: Day) -> tuple[Below, ...]:
    """What the associations right below have before them, each with all below it, in the register's order."""
    found: dict[str, list[Entry]] = {}
    for event in entries:
        if event.code != code and event.code.startswith(code) and is_coming(event, today):
            unit = event.code
            while parent(unit) != code:
                unit = parent(unit)
            found.setdefault(unit, []).append(event)
    return tuple(
        Below(register[unit].short, len(those), min(event.day for event in those))
        for unit, those in sorted(found.items())
    )


def slogans(notice: Notice | None) -> tuple[str, ...]:
    """The notice's slogans; where it has none, its theme; never one of ours."""
    if notice is None:
        return ()
    return notice.slogans or ((notice.theme,) if notice.theme else ())


def said(
    kit: Kit, notice: Notice | None, register: Register, url: str, site: str, demo: bool
) -> dict[str, object]:
    """What every sheet of the kit is set from."""
    address = f"{url}u/{share_of(kit.code)}/"
    closer = _closer(kit)
    return {
        "unit": full_title(register, kit.code),
        "place": register[kit.code].short,
        "ordinal": kit.year.ordinal,
        "campaign": kit.year.name,
        "year": kit.year.year,
        "theme": kit.year.theme,
        "period": kit.year.period,
        "occasion": cut(((notice and notice.occasion) or "").partition("。")[0], 90),
        "categories": [
            (one.name, "、".join(one.kinds[:KINDS])) for one in (notice.categories if notice else ())
        ],
        "activities": _rows(kit.coming, register, kit.code)[:LISTED],
        "programme": _rows(_programme(kit), register, kit.code)[:PROGRAMME],
        "closer": closer,
        "further": _further(kit),
        "below-title": f"各{under.label}的活动" if (under := level_of(kit.code).below) else "",
        "below": [
            (one.name, one.number, f"{_short_day(one.day)}起") for one in kit.below[: 0 if closer else BELOW]
        ],
        "site": site,
        "code": {**qr(address)._asdict(), "address": address},
        "demo": demo,
    }


def _rows(events: Sequence[Entry], register: Register, code: str) -> list[tuple[str, str, str, str]]:
    """When, what, where, and by whom if by another."""
    found = [(event, once) for event in events for once in by_day(event)]
    found.sort(key=lambda pair: order(pair[1]))
    return [
        (
            cut(once.when, 24),
            cut(event.name + invited(event), 26),
            cut(once.place or ("网上" if event.mode == "线上" else ""), 22),
            _host(event, register, code),
        )
        for event, once in found
    ]


def _host(event: Entry, register: Register, code: str) -> str:
    """By whom it is, below the association, as far as its name does not say that itself."""
    line = (one.short for one in register.line(event.code) if one.code.startswith(code) and one.code != code)
    return "".join(name for name in line if name not in event.name)


def _programme(kit: Kit) -> list[Entry]:
    """What the board lists: its own and those right below, then what is further below while there is room."""
    room = PROGRAMME - sum(len(by_day(event)) for event in kit.coming)
    return [*kit.coming, *kit.deeper[: max(0, room)]]


def read_closer(events: tuple[Entry, ...], deeper: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The activities whose records are read: all that the board lists where they are few, else the nearest."""
    return (*events, *deeper) if len(events) + len(deeper) <= FEW else events


def _closer(kit: Kit) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a board that lists few activities has room to tell of each: what is done, for whom, what it costs, whom to ask."""
    events = _programme(kit)
    if len(events) > FEW:
        return []
    told = []
    for event in events:
        record = kit.told.get(event.id)
        about = "".join(((record and record.about) or "").split())
        forms, asked = "、".join(event.forms), (record and record.enquiries) or ""
        lines = [
            ("内容", cut(about, TOLD // len(events)) or forms),
            ("形式", forms if about else ""),
            ("面向", "、".join(event.audience)),
            ("费用", event.free),
            ("咨询", asked),
        ]
        told.append((event.name, [(what, said) for what, said in lines if said]))
    return told


def _further(kit: Kit) -> str:
    """How many activities there are below, for whose names a poster has no room."""
    number = sum(one.number for one in kit.below)
    return (
        f"{kit.below[0].name}等 {len(kit.below)} 处共有 {number} 场活动，扫码看离您最近的。" if number else ""
    )


def _short_day(day: str) -> str:
    return f"{int(day[5:7])}月{int(day[8:10])}日"
