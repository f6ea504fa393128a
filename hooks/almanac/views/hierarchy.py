"""Activities along the tree of associations: who led what, how many at or below each, and what to call a unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from almanac.model.divisions import Level, Register, ancestor, level_of, parent, share_of
from almanac.model.phase import Phase
from almanac.views.activities import Entry

BESIDE = "beside"
COUNTED = (Phase.HELD, Phase.ANNOUNCED, Phase.POSTPONED, Phase.CANCELLED, BESIDE)  # in the order of States


class States(NamedTuple):
    """How many activities of the campaign there are, and how many of each state; beside: those that are not of it."""

    total: int
    held: int
    planned: int
    postponed: int
    cancelled: int
    beside: int


def shown(entries: Iterable[Entry]) -> list[Entry]:
    """What lists may show: all but the withdrawn."""
    return [event for event in entries if event.words.listed]


def counted_as(event: Entry) -> str:
    """The phase under which it is counted, unless it is not of the campaign: put off is put off, to whatever day."""
    if event.figures.outside and event.words.listed:
        return BESIDE
    return Phase.POSTPONED if event.phase is Phase.UNFIXED else event.phase


def states(entries: Iterable[Entry]) -> States:
    """Count activities by state."""
    names = [counted_as(event) for event in entries]
    held, planned, postponed, cancelled, beside = map(names.count, COUNTED)
    return States(held + planned + postponed + cancelled, held, planned, postponed, cancelled, beside)


def by_year(entries: Iterable[Entry]) -> dict[int, list[Entry]]:
    """The activities of each campaign."""
    table: dict[int, list[Entry]] = {}
    for event in entries:
        table.setdefault(event.year, []).append(event)
    return table


def by_child(entries: Iterable[Entry], code: str) -> dict[str, int]:
    """How many activities each unit directly below `code` leads, with all below it."""
    below = level_of(code).below
    if below is None:
        return {}
    return dict(Counter([ancestor(event.code, below) for event in entries if event.level >= below]))


def branches(entries: Iterable[Entry], top: str) -> tuple[dict[str, list[Entry]], dict[str, list[Entry]]]:
    """For each unit of a share: the activities it leads, and those that units below it lead.

    A county's share has its townships and villages too; a city's and the province's have only themselves.
    """
    own: dict[str, list[Entry]] = {}
    below: dict[str, list[Entry]] = {}
    if level_of(top) < Level.COUNTY:
        for event in entries:
            (own if event.code == top else below).setdefault(top, []).append(event)
        return own, below
    for event in entries:
        own.setdefault(event.code, []).append(event)
        for level in (Level.COUNTY, Level.TOWNSHIP):
            if level < event.level:
                below.setdefault(ancestor(event.code, level), []).append(event)
    return own, below


def full_title(register: Register, code: str) -> str:
    """An association's name as it is told apart from others: a village's with its town, a town's with its county."""
    here = register[code]
    return f"{register[parent(code)].short}{here.title}" if here.level > Level.COUNTY else here.title


def level_name(code: str) -> str:
    """省级, 市州, 县市区, 乡镇街道 or 村居社区."""
    return level_of(code).label


def nearest_feed(code: str) -> str:
    """The unit whose feeds a reader of this unit's page subscribes to: provinces, cities and counties have feeds."""
    return share_of(code)
