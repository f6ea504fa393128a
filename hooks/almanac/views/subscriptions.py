"""Subscriptions: which activities the calendar and the news feed of an association hold."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from almanac.model.day import Day
from almanac.model.divisions import Level, level_of
from almanac.model.phase import Phase
from almanac.views.activities import Entry, once_each

REACH = {Level.PROVINCE: Level.COUNTY, Level.CITY: Level.TOWNSHIP, Level.COUNTY: Level.VILLAGE}
KEPT_CANCELLED = datetime.timedelta(days=30)


def held(code: str, entries: Iterable[Entry], joined: Iterable[Entry]) -> list[Entry]:
    """What a subscription holds, led or joined, so that a phone bears it; never what is withdrawn.

    A county's holds all at or below it; a city's stops at the townships, the province's at the counties.
    """
    reach = REACH[level_of(code)]
    kept = [event for event in entries if event.level <= reach and event.words.listed]
    return kept + [
        event
        for event in joined
        if event.words.listed and any(level_of(c) <= reach and c.startswith(code) for c in event.joint)
    ]


def placed(event: Entry) -> Entry:
    """What is postponed and has no new day stays on its old one, so that whoever noted it learns of it there."""
    return event._replace(start=event.before, end="", half="") if event.before else event


def was_dated(event: Entry) -> bool:
    """Whether a calendar may hold this from before: withdrawn, put off, changed, or not for the public any more."""
    told = event.phase in (Phase.WITHDRAWN, Phase.POSTPONED, Phase.UNFIXED)
    return told or event.revision > 0 or bool(event.day and not event.advertised)


def dated(entries: Iterable[Entry], year: int, today: Day) -> list[Entry]:
    """What a calendar holds, at each of its occurrences: one campaign's activities with a known day that anybody may come to.

    What does not take place then stays 30 days more.
    """
    oldest = today.plus(-KEPT_CANCELLED.days)
    return [
        once
        for event in map(placed, entries)
        if event.year == year
        and event.day
        and event.advertised
        and not (event.words.dropped and oldest.past(event.last))
        for once in once_each(event)
    ]


def last_change(event: Entry) -> str:
    """The latest day on which the record is known to have changed: its last 变更, the day it became 已举办, or came in."""
    held_on = event.last if event.phase is Phase.HELD else ""
    return whole_day(max(event.updated, held_on, event.accepted))


def whole_day(date: str) -> str:
    """A date of which perhaps only the month is known, as a day: 2021-05 is 2021-05-01."""
    return f"{date}-01" if len(date) == 7 else date
