"""What is on nearby: where an association has nothing for some days, what the ones above and beside it have."""

from __future__ import annotations

from collections.abc import Iterable

from almanac.views.activities import Entry, by_day, order

DAYS = 30  # so long a place must have nothing, for others to be shown


def ahead(entries: Iterable[Entry], year: int) -> list[tuple[Entry, str, str]]:
    """What of a campaign anybody may come to and is not over by its record: with the first and the last days of its
    occurrences, the soonest first, within a day the highest level.

    Which of it comes within some days, and is nearest, the reader's browser chooses: the page is the same every day.
    """
    found = [
        (event, " ".join(one.day for one in those), " ".join(one.last for one in those))
        for event in entries
        if event.year == year and event.day and event.words.invites and event.advertised
        for those in [by_day(event)]
    ]
    return sorted(found, key=lambda one: (one[1][:10], one[0].level, order(one[0])))
