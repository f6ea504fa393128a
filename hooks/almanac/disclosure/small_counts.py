"""Care: what the public may see of visits. One or two people in a named village are 若干, wherever a number stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol, TypeVar

from almanac.model.divisions import Level, level_of
from almanac.model.figures import Figures
from almanac.model.filings import Count, Results

MOST_HIDDEN = 2
FEW = "若干"
_FEW = Count(0, "", FEW)
_VILLAGE = re.compile("[村寨屯]|社区|居委会|村民小组")


def shown(results: Results | None, code: str, place: str) -> Results | None:
    """Results with the small numbers of visits and pairs hidden where the village is known; other numbers as written.

    If one group is small none of the groups keeps its number, so that it cannot be worked out from the whole.
    """
    if results is None or not (level_of(code) is Level.VILLAGE or _VILLAGE.search(place)):
        return results
    changed: dict[str, object] = {}
    if _is_small(results.pairs):
        changed["pairs"] = _FEW
    visits = results.visits
    if visits and (_is_small(visits.people) or _is_small(visits.households)):
        changed["visits"] = visits = visits.model_copy(
            update={key: _FEW for key in ("people", "households") if getattr(visits, key)}
        )
    if visits and any(_is_small(group.number) for group in visits.groups):
        groups = tuple(group.model_copy(update={"number": _FEW}) for group in visits.groups)
        changed["visits"] = visits.model_copy(update={"groups": groups})
    return results.model_copy(update=changed) if changed else results


class Event(Protocol):
    """What is looked at in an activity."""

    @property
    def code(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def figures(self) -> Figures: ...


def published(event: Event) -> Figures:
    """An activity's figures as open data give them; the official table counts them as they are."""
    figures = event.figures
    small = _is_small(figures.visited) or _is_small(figures.households)
    if not small or not (level_of(event.code) is Level.VILLAGE or _VILLAGE.search(event.place)):
        return figures
    return figures._replace(
        visited=figures.visited and _FEW,
        households=figures.households and _FEW,
    )


class Valued(Protocol):
    """A cell of the table."""

    @property
    def value(self) -> int: ...


One = TypeVar("One", bound=Valued)


def cells(code: str, sums: Mapping[str, One]) -> dict[str, One]:
    """The cells of an association that its own page may give: of a village, no one or two people visited."""
    return {
        cell: one
        for cell, one in sums.items()
        if not (
            level_of(code) is Level.VILLAGE
            and cell == "visits-village-people"
            and 0 < one.value <= MOST_HIDDEN
        )
    }


def _is_small(number: Count | None) -> bool:
    return number is not None and 0 < number.value <= MOST_HIDDEN
