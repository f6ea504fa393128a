"""Subscriptions: which activities the calendar and the news feed of an association hold."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from almanac.model.day import Day
from almanac.model.divisions import Level, level_of
from almanac.model.words import Status
from almanac.views.activities import Entry

REACH = {Level.PROVINCE: Level.COUNTY, Level.CITY: Level.TOWNSHIP, Level.COUNTY: Level.VILLAGE}
KEPT_CANCELLED = datetime.timedelta(days=30)


def held(code: str, entries: Iterable[Entry], joined: Iterable[Entry]) -> list[Entry]:
    """What a subscription holds, led or joined, so that a phone bears it; never what is withdrawn.

    A county's holds all at or below it; a city's stops at the townships, the province's at the counties.
    """
    reach = REACH[level_of(code)]
    kept = [event for event in entries if event.level <= reach and event.state != Status.WITHDRAWN]
    return kept + [
        event
        for event in joined
        if event.state != Status.WITHDRAWN
        and any(level_of(c) <= reach and c.startswith(code) for c in event.joint)
    ]


UNFIXED = "延期未定"  # of what stands on the day it was planned for, until it has a new one


def placed(event: Entry) -> Entry:
    """What is postponed and has no new day stays on its old one, so that whoever noted it learns of it there."""
    return event._replace(start=event.before, end="", half="", state=UNFIXED) if event.before else event


def was_dated(event: Entry) -> bool:
    """Whether a calendar may hold this from before: withdrawn, put off, or changed."""
    return event.state in (Status.WITHDRAWN, Status.POSTPONED) or event.revision > 0


def dated(entries: Iterable[Entry], year: int, today: Day) -> list[Entry]:
    """What a calendar holds: one campaign's activities with a known day; what does not take place then, 30 days more."""
    oldest = today.plus(-KEPT_CANCELLED.days)
    return [
        event
        for event in map(placed, entries)
        if event.year == year
        and event.day
        and (
            event.state not in (Status.CANCELLED, UNFIXED) or not oldest.past(max(event.day, event.end[:10]))
        )
    ]


def last_change(event: Entry) -> str:
    """The latest day on which the record is known to have changed: its last 变更, or the day it became 已举办."""
    if event.state == Status.HELD:
        return whole_day(max(event.updated, event.day, event.end[:10] if len(event.end) >= 10 else ""))
    return whole_day(event.updated)


def whole_day(date: str) -> str:
    """A date of which perhaps only the month is known, as a day: 2021-05 is 2021-05-01."""
    return f"{date}-01" if len(date) == 7 else date
