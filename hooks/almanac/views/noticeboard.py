"""A month of one association for its notice board: which activities, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from almanac.disclosure.audience import is_public
from almanac.model.divisions import Register, parent
from almanac.views.activities import Entry
from almanac.views.campaign_year import spanned
from almanac.views.hierarchy import full_title
from almanac.views.subscriptions import UNFIXED, placed

BELOW = {2: 4, 4: 6, 6: 9, 9: 12, 12: 12}  # lengths of codes: an association's, and of those right below it
TOWN = 9
MARKS = {"取消": "已取消", "延期": "已改期", UNFIXED: "推迟，新的时间待定", "已举办": "已举办"}


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
        if event.state != "撤下" and is_public(event) and _belongs(event, code)
    ]


def _belongs(event: Entry, code: str) -> bool:
    within = event.code.startswith(code) and len(event.code) <= BELOW[len(code)]
    above = len(code) >= TOWN and len(event.code) >= 6 and code.startswith(event.code)
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
    while len(code) > 6 and not any(each.startswith(code) or each == parent(code) for each in led):
        code = parent(code)
    return code
