"""What is on nearby: where an association has nothing for a month, what the ones above and beside it have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from almanac.model.day import Day
from almanac.model.divisions import Level, level_of, parent
from almanac.model.phase import Phase
from almanac.views.activities import Entry
from almanac.views.campaign_year import from_today, soon

DAYS = 30
ROWS = 6
Branches = Mapping[str, Sequence[Entry]]


class Nearby:
    """The activities to come of one county's share, looked up along the tree; own, below: by association."""

    def __init__(self, own: Branches, below: Branches, today: Day) -> None:
        self._own, self._below, self._today = own, below, today
        self._known: dict[str, list[Entry]] = {}

    def at(self, code: str) -> tuple[str, list[Entry]]:
        """The nearest association above a township or village that has something, itself or below it; and the first of that.

        Nothing where the association has something of its own, or where nobody has.
        """
        if level_of(code) <= Level.COUNTY or self._coming(code):
            return "", []
        above = parent(code)
        while level_of(above) >= Level.COUNTY:
            if found := self._coming(above):
                return above, found[:ROWS]
            above = parent(above)
        return "", []

    def _coming(self, code: str) -> list[Entry]:
        """What is on at or below an association from today on: the soonest first, within a day the highest level."""
        if code not in self._known:
            every = (*self._own.get(code, ()), *self._below.get(code, ()))
            found = [event for event in soon(every, self._today, DAYS) if event.phase is not Phase.CANCELLED]
            found.sort(key=lambda e: (from_today(e, self._today), e.level, e.id))
            self._known[code] = found
        return self._known[code]
