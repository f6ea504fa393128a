"""The day of a build, which notes for how long its answers hold: what asks nothing of it is never made again for it."""

from __future__ import annotations

import datetime

ALWAYS = ("", "~")  # before and after every day that is written with digits


class Day:
    """A day in Beijing. Every answer narrows the span of days, [since, until), for which all answers are the same.

    A text to ask about is ISO: `2021`, `2021-05`, `2021-05-29` or `2021-05-29 08:30`; an empty one is no day.
    """

    __slots__ = ("_days", "_iso", "_span")

    def __init__(self, iso: str) -> None:
        self._iso, self._days = iso, 0
        self._span = list(ALWAYS)

    def __repr__(self) -> str:
        return f"Day({self._iso!r})"

    @property
    def span(self) -> tuple[str, str]:
        """The days for which everything that was asked would be answered the same: from, and before, as ISO texts."""
        return self._span[0], self._span[1]

    def reached(self, text: str) -> bool:
        """Whether this day is in or after what the text names: 2021-05 is reached on its first day."""
        return self._at_least(text)

    def past(self, text: str) -> bool:
        """Whether this day is after all of what the text names: 2021-05 is past on the first of June."""
        return self._at_least(text[:10] + "~")

    def within(self, first: str, last: str) -> bool:
        """Whether this day is from the one to the other, both with them."""
        return self.reached(first) and not self.past(last)

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
        bound = _unshifted(text, self._days) if self._days and text else text
        if answer:
            if bound > self._span[0]:
                self._span[0] = bound
        elif bound < self._span[1]:
            self._span[1] = bound
        return answer


def _shifted(iso: str, days: int) -> str:
    return (datetime.date.fromisoformat(iso) + datetime.timedelta(days)).isoformat()


def _unshifted(text: str, days: int) -> str:
    """The bound for the day itself of one asked of a day so many days later."""
    after = text.endswith("~")
    text = text.removesuffix("~")
    if len(text) >= 10:
        return _shifted(text[:10], -days) + text[10:] + ("~" if after else "")
    year, month = int(text[:4]), int(text[5:7] or "1")
    if after:  # all of a month or year is past on the first day of the next
        year, month = (year, month + 1) if len(text) > 4 and month < 12 else (year + 1, 1)
    return _shifted(f"{year:04}-{month:02}-01", -days)
