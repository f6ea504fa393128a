"""Activities along the tree of associations: who led what, how many at or below each, and what to call a unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from almanac.model.divisions import LEVEL_NAMES, Register, level, parent
from almanac.views.activities import Entry

WITHDRAWN = "撤下"
CHILD = {2: 4, 4: 6, 6: 9, 9: 12}


class States(NamedTuple):
    """How many activities there are, and how many of each state."""

    total: int
    held: int
    planned: int
    postponed: int
    cancelled: int


def shown(entries: Iterable[Entry]) -> list[Entry]:
    """What lists may show: all but the withdrawn."""
    return [event for event in entries if event.state != WITHDRAWN]


def states(entries: Iterable[Entry]) -> States:
    """Count activities by state."""
    names = [event.state for event in entries]
    held, planned, postponed, cancelled = map(names.count, ("已举办", "计划", "延期", "取消"))
    return States(held + planned + postponed + cancelled, held, planned, postponed, cancelled)


def by_year(entries: Iterable[Entry]) -> dict[int, list[Entry]]:
    """The activities of each campaign."""
    table: dict[int, list[Entry]] = {}
    for event in entries:
        table.setdefault(event.year, []).append(event)
    return table


def by_child(entries: Iterable[Entry], code: str) -> dict[str, int]:
    """How many activities each unit directly below `code` leads, with all below it."""
    length = CHILD.get(len(code), 99)
    return dict(Counter([event.code[:length] for event in entries if len(event.code) >= length]))


def branches(entries: Iterable[Entry], top: str) -> tuple[dict[str, list[Entry]], dict[str, list[Entry]]]:
    """For each unit of a share: the activities it leads, and those that units below it lead.

    A county's share has its townships and villages too; a city's and the province's have only themselves.
    """
    own: dict[str, list[Entry]] = {}
    below: dict[str, list[Entry]] = {}
    if len(top) < 6:
        for event in entries:
            (own if event.code == top else below).setdefault(top, []).append(event)
        return own, below
    for event in entries:
        code = event.code
        own.setdefault(code, []).append(event)
        for length in (6, 9):
            if length < len(code):
                below.setdefault(code[:length], []).append(event)
    return own, below


def full_title(register: Register, code: str) -> str:
    """An association's name as it is told apart from others: a village's with its town, a town's with its county."""
    here = register[code]
    return f"{register[parent(code)].short}{here.title}" if len(code) > 6 else here.title


def level_name(code: str) -> str:
    """省级, 市州, 县市区, 乡镇街道 or 村居社区."""
    return LEVEL_NAMES[level(code)]


def nearest_feed(code: str) -> str:
    """The unit whose feeds a reader of this unit's page subscribes to: provinces, cities and counties have feeds."""
    return code[:6]
