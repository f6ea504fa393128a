"""A month of one association for its notice board: which activities, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from almanac.disclosure.audience import is_public
from almanac.model.divisions import Level, Register, level_of, parent
from almanac.model.words import Status
from almanac.views.activities import Entry
from almanac.views.campaign_year import spanned
from almanac.views.hierarchy import full_title
from almanac.views.subscriptions import UNFIXED, placed

MARKS = {
    Status.CANCELLED: "已取消",
    Status.POSTPONED: "已改期",
    UNFIXED: "推迟，新的时间待定",
    Status.HELD: "已举办",
}


class Line(NamedTuple):
    """One activity on the board: when, what, where, by whom if by another; mark: what has become of it."""

    when: str
    name: str
    place: str
    host: str
    mark: str


def listed(entries: Iterable[Entry], code: str, month: str) -> list[Entry]:
    """What people there can go to: of the association and those right below it; joint; of the town and county above."""
    return [
        event
        for event in spanned(map(placed, entries)).get(month, [])
        if event.state != Status.WITHDRAWN and is_public(event) and _belongs(event, code)
    ]


def is_near(event: Entry, code: str) -> bool:
    """Whether an association, or one right below it, leads an activity."""
    level = level_of(code)
    return event.code.startswith(code) and event.level <= (level.below or level)


def _belongs(event: Entry, code: str) -> bool:
    within = is_near(event, code)
    above = level_of(code) >= Level.TOWNSHIP and event.level >= Level.COUNTY and code.startswith(event.code)
    return within or above or any(joint.startswith(code) or joint == code for joint in event.joint)


def lines(events: Iterable[Entry], code: str, register: Register) -> list[Line]:
    """The activities in words."""
    return [
        Line(
            event.when,
            event.name,
            event.place or ("网上" if event.mode == "线上" else ""),
            full_title(register, event.code) if event.code != code else "",
            MARKS.get(event.state, ""),
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
