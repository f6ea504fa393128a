"""The day of a build, which notes for how long its answers hold: what asks nothing of it is never made again for it."""

from __future__ import annotations

import datetime
import functools

ALWAYS = ("", "~")  # before and after every day that is written with digits


def after(text: str, days: int = 0) -> str:
    """The first day that is past all of what a text names, or so many days later: 2021-06-01 after 2021-05.

    After no day, or after the last of the calendar, comes none: `~`, which no day reaches.
    """
    return _unshifted(text[:10] + "~", -days) if text else ALWAYS[1]


class Day:
    """A day in Beijing. Every answer narrows the span of days, [since, until), for which all answers are the same.

    A text to ask about is ISO: `2021`, `2021-05`, `2021-05-29` or `2021-05-29 08:30`, whose clock is not looked at; an
    empty one is no day: it is reached from the first, and never past. `plus` and what comes of it narrow the same span.
    """

    __slots__ = ("_days", "_iso", "_span")

    def __init__(self, iso: str) -> None:
        self._iso, self._days = iso, 0
        self._span = list(ALWAYS)

    def __repr__(self) -> str:
        return f"Day({self._iso!r})"

    def __str__(self) -> str:
        raise TypeError("what shows the day says so by asking for `iso`")

    @property
    def span(self) -> tuple[str, str]:
        """The days for which everything that was asked would be answered the same: from, and before, as ISO texts."""
        return self._span[0], self._span[1]

    @property
    def first(self) -> str:
        """The first of these days, `0001-01-01` where they have always been."""
        return _unshifted(self._span[0], 0) or datetime.date.min.isoformat()

    def reached(self, text: str) -> bool:
        """Whether this day is in or after what the text names: 2021-05 is reached on its first day."""
        return self._at_least(text[:10])

    def past(self, text: str) -> bool:
        """Whether this day is after all of what the text names: 2021-05 is past on the first of June."""
        return self._at_least(text[:10] + "~")

    def within(self, first: str, last: str) -> bool:
        """Whether this day is from the one to the other, both with them."""
        return self.reached(first) and not self.past(last)

    def holds(self, since: str, until: str) -> bool:
        """Whether what is so from the one on, and before the other, is so on this day; empty: without end."""
        return self.reached(since) and not (until and self.reached(until))

    def plus(self, days: int) -> Day:
        """The day so many days later, which narrows the same span."""
        other = Day.__new__(Day)
        other._iso = _shifted(self._iso, days)
        other._days, other._span = self._days + days, self._span
        return other

    @property
    def iso(self) -> str:
        """The day itself, `2021-05-29`: what shows it holds for no other."""
        self._at_least(self._iso)
        self._at_least(self._iso + "~")
        return self._iso

    @property
    def year(self) -> int:
        """The year: what shows it holds until it ends."""
        self.reached(self._iso[:4])
        self.past(self._iso[:4])
        return int(self._iso[:4])

    @property
    def month(self) -> str:
        """The month, `2021-05`: what shows it holds until it ends."""
        self.reached(self._iso[:7])
        self.past(self._iso[:7])
        return self._iso[:7]

    @property
    def monday(self) -> str:
        """The first day of this week: what shows it holds until Sunday."""
        first = _shifted(self._iso, -datetime.date.fromisoformat(self._iso).weekday())
        self.reached(first)
        self.past(_shifted(first, 6))
        return first

    def _at_least(self, text: str) -> bool:
        answer = self._iso >= text
        bound = _unshifted(text, self._days) if self._days else text
        if answer:
            if bound > self._span[0]:
                self._span[0] = bound
        elif bound < self._span[1]:
            self._span[1] = bound
        return answer


def _shifted(iso: str, days: int) -> str:
    """The day so many days later; before and after the calendar's own there are ALWAYS."""
    try:
        return (datetime.date.fromisoformat(iso) + datetime.timedelta(days)).isoformat()
    except OverflowError:
        return ALWAYS[days > 0]


@functools.lru_cache(maxsize=10_000)
def _unshifted(text: str, days: int) -> str:
    """The bound for the day itself of one asked of a day so many days later: `2021-05-29`, and `2021~` after all of it."""
    if text in ALWAYS:
        return text
    whole, text = text.endswith("~"), text.removesuffix("~")
    if len(text) == 10:
        return _shifted(text, whole - days)
    year, month = int(text[:4]), int(text[5:7] or "1")
    if whole:  # all of a month or year is past on the first day of the next
        year, month = (year, month + 1) if len(text) > 4 and month < 12 else (year + 1, 1)
    return _shifted(f"{year:04}-{month:02}-01", -days) if year <= datetime.MAXYEAR else ALWAYS[1]
