"""The crowd: activities that lists above a county only count, because nobody could read them all.

A city's and the province's lists name what their subscriptions hold: down to townships, down to counties. What is
below that each county counts, by campaign and by month; in a campaign of few activities everything is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from almanac.model.day import Day
from almanac.model.divisions import Level, ancestor, level_of
from almanac.views.activities import Entry, by_day, days
from almanac.views.campaign_year import SOON, spanned
from almanac.views.facets import Faceted, faceted, numbers
from almanac.views.hierarchy import BESIDE, COUNTED, States, by_child, by_year, counted_as, shown, states
from almanac.views.subscriptions import REACH

CROWDED = 300  # in a campaign of at most so many activities all are named


class Crowd(NamedTuple):
    """How many activities are only counted, of a campaign or a month; plain values, so that it can be kept.

    number: in all; states, facets, days: of each state and facet, and on each day that one covers; dayless: with no
    day known, undated: not even a month; spans: how many that anybody may come to are
    on from one day to another, `2021-05-29/2021-05-30`, and again from another.
    """

    number: int
    states: dict[str, int]
    facets: dict[str, int]
    days: dict[str, int]
    dayless: int
    undated: int
    spans: dict[str, int]

    def soon(self, today: Day) -> int:
        """How many are on within two weeks of a day."""
        last = today.plus(SOON)
        return sum(
            number
            for spans, number in self.spans.items()
            if any(
                not today.past(end) and last.reached(start)
                for start, end in (span.split("/") for span in spans.split())
            )
        )


Crowds = dict[str, Crowd]  # by period: a campaign, 2021, or a month, 2021-05


def is_named(event: Entry, scope: str) -> bool:
    """Whether lists of a city or the province name an activity however many there are."""
    return event.level <= REACH[level_of(scope)] or scope in event.joint


def counted(entries: Iterable[Entry], scopes: Sequence[str]) -> list[Crowds]:
    """For the city and the province above: what is only counted there, by period."""
    groups: dict[tuple[bool, ...], list[Entry]] = {}
    for event in shown(entries):
        groups.setdefault(tuple([not is_named(event, scope) for scope in scopes]), []).append(event)
    found = [(where, _by_period(events)) for where, events in sorted(groups.items()) if any(where)]
    return [merged([crowds for where, crowds in found if where[place]]) for place in range(len(scopes))]


def _by_period(events: list[Entry]) -> Crowds:
    periods = {str(year): _crowd(those, "") for year, those in by_year(events).items()}
    months = {month: _crowd(those, month) for month, those in spanned(events).items() if month}
    return periods | months


def _crowd(events: Sequence[Entry], month: str) -> Crowd:
    several = [event for event in events if event.day and event.last > event.day]
    covered = Counter([event.start[:10] for event in events])
    for event in several:
        covered.update(days(event)[1:])
    return Crowd(
        len(events),
        dict(Counter([str(counted_as(event)) for event in events])),
        numbers(events),
        {day: number for day, number in sorted(covered.items()) if len(day) == 10 and day.startswith(month)},
        sum(number for day, number in covered.items() if len(day) < 10),
        covered[""],
        _spans(events),
    )


def _spans(events: Sequence[Entry]) -> dict[str, int]:
    spans = Counter(
        [
            " ".join([f"{one.day}/{(one.end or one.start)[:10]}" for one in by_day(event)])
            for event in events
            if event.day and event.advertised
        ]
    )
    return dict(sorted(spans.items()))


def merged(many: Sequence[Mapping[str, Crowd]]) -> Crowds:
    """The crowds of several shares together, by period."""
    periods = sorted({period for crowds in many for period in crowds})
    return {period: together([crowds[period] for crowds in many if period in crowds]) for period in periods}


def together(crowds: Sequence[Crowd]) -> Crowd:
    """Several crowds as one."""
    if len(crowds) == 1:
        return crowds[0]
    return Crowd(
        sum(crowd.number for crowd in crowds),
        _summed(crowd.states for crowd in crowds),
        _summed(crowd.facets for crowd in crowds),
        _summed(crowd.days for crowd in crowds),
        sum(crowd.dayless for crowd in crowds),
        sum(crowd.undated for crowd in crowds),
        _summed(crowd.spans for crowd in crowds),
    )


def _summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    whole: Counter[str] = Counter()
    for each in counts:
        whole.update(each)
    return dict(sorted(whole.items()))


class Gathered(NamedTuple):
    """The activities of a campaign or a month: those that lists name, and by share what is only counted."""

    named: Sequence[Entry]
    crowds: Mapping[str, Crowd]

    @property
    def number(self) -> int:
        """How many there are in all."""
        return len(self.named) + sum(crowd.number for crowd in self.crowds.values())

    @property
    def crowded(self) -> bool:
        """Whether there are too many to name all of them."""
        return self.number > CROWDED

    def states(self) -> States:
        """How many there are, and how many of each state."""
        known = states(self.named)
        for crowd in self.crowds.values():
            each = [crowd.states.get(state, 0) for state in COUNTED]
            total = crowd.number - crowd.states.get(BESIDE, 0)
            known = States(*[a + b for a, b in zip(known, (total, *each), strict=True)])
        return known

    def by_child(self, code: str) -> dict[str, int]:
        """How many each unit directly below `code` leads, with all below it."""
        counts = by_child(self.named, code)
        return added(counts, code, {share: crowd.number for share, crowd in self.crowds.items()})

    def on(self, day: str) -> dict[str, int]:
        """How many of those that are only counted are on, on one day, by share."""
        return {share: crowd.days[day] for share, crowd in self.crowds.items() if day in crowd.days}

    def dayless(self) -> dict[str, int]:
        """How many of those that are only counted have no known day, by share."""
        return {share: crowd.dayless for share, crowd in self.crowds.items() if crowd.dayless}

    def faceted(self, limit: int) -> Faceted:
        """For each facet: how many activities it has, and the first `limit` of those that are named."""
        found = faceted(self.named, limit)
        for crowd in self.crowds.values():
            for slug, number in crowd.facets.items():
                known, kept = found.get(slug, (0, []))
                found[slug] = (known + number, kept)
        return found


NONE = Gathered([], {})


def alone(entries: Sequence[Entry]) -> Gathered:
    """Activities that are all named."""
    return Gathered(entries, {})


def added(counts: dict[str, int], code: str, more: Mapping[str, int]) -> dict[str, int]:
    """Counts by the unit directly below `code`, those by share added to them."""
    below = level_of(code).below or Level.VILLAGE
    for share, number in more.items():
        child = ancestor(share, below)
        counts[child] = counts.get(child, 0) + number
    return counts


def gathered(entries: Iterable[Entry], crowds: Mapping[str, Crowds]) -> dict[int, Gathered]:
    """All campaigns that have activities, by year."""
    named = by_year(shown(entries))
    years = {*named, *(int(period) for those in crowds.values() for period in those if len(period) == 4)}
    return {year: Gathered(named.get(year, []), of_period(crowds, str(year))) for year in sorted(years)}


def by_month(entries: Iterable[Entry], crowds: Mapping[str, Crowds]) -> dict[str, Gathered]:
    """All months that have activities, in order; what has no month stands under the empty word, named only."""
    named = spanned(shown(entries))
    months = {*named, *(period for those in crowds.values() for period in those if len(period) == 7)}
    return {month: Gathered(named.get(month, []), of_period(crowds, month)) for month in sorted(months)}


def of_period(crowds: Mapping[str, Crowds], period: str) -> dict[str, Crowd]:
    """What each share counts of one campaign or month."""
    return {share: those[period] for share, those in crowds.items() if period in those}


def whole_years(entries: Iterable[Entry], crowds: Mapping[str, Crowds]) -> list[int]:
    """The campaigns of so few activities that all are named."""
    return [year for year, those in gathered(entries, crowds).items() if not those.crowded]


def on_each_day(events: Gathered, month: str = "") -> dict[str, list[Entry]]:
    """The days on which something is on, in order, with what is named of it; month: only its days."""
    table: dict[str, list[Entry]] = {}
    for event in (once for whole in events.named for once in by_day(whole)):
        day = event.start[:10]
        if not event.end or event.end[:10] == day:
            table.setdefault(day, []).append(event)
        else:
            for day in days(event):
                table.setdefault(day, []).append(event)
    for crowd in events.crowds.values():
        for day in crowd.days:
            table.setdefault(day, [])
    return {day: found for day, found in sorted(table.items()) if len(day) == 10 and day.startswith(month)}
