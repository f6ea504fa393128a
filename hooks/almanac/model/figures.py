"""The counted numbers of an activity's results, as the official table, the open data and the press take them."""

from __future__ import annotations

from typing import Any, NamedTuple

from almanac.model.filings import Count, Publicity, Results, Visits


class Figures(NamedTuple):
    """Which kinds of result an activity has, though without a number, and its numbers; None where nobody said one.

    publicity, visits: whether there are results of the kind; apart: households are counted besides people; stops: how
    many 分场 it has; outside: why the activity is none of its year's campaign, empty where it is.
    """

    publicity: bool
    visits: bool
    apart: bool
    stops: int
    sessions: Count | None
    people: Count | None
    visit_sessions: Count | None
    visited: Count | None
    households: Count | None
    outside: str = ""

    @property
    def numbers(self) -> tuple[Count | None, ...]:
        """The numbers alone: sessions and people of publicity, sessions, people and households of visits."""
        return self[4:9]

    def plain(self) -> tuple[Any, ...]:
        """The same in plain values, so that it can be kept."""
        return (*self[:4], *[number and tuple(number) for number in self.numbers], self.outside)


def from_plain(kept: tuple[Any, ...]) -> Figures:
    """Figures as they were kept."""
    numbers = (number and Count._make(number) for number in kept[4:9])
    return Figures._make((*kept[:4], *numbers, kept[9]))


def figures(results: Results | None, stops: int = 0, outside: str = "") -> Figures:
    """The figures of what was filed of an activity's results; stops: how many 分场 it has; outside: see there."""
    publicity = (results.publicity if results else None) or Publicity()
    visits = (results.visits if results else None) or Visits()
    return Figures(
        results is not None and results.publicity is not None,
        results is not None and results.visits is not None,
        visits.apart == "是" and visits.households is not None,
        stops,
        publicity.sessions,
        publicity.people,
        visits.sessions,
        visits.people,
        visits.households,
        outside,
    )
