"""An occurrence: once that an activity takes place. With 分场 it has several, without it is one."""

from __future__ import annotations

from typing import NamedTuple


class Occurrence(NamedTuple):
    """When and where it is once; number: its place among the 分场 as they were filed, from 1.

    start, end: `2021-05-29T08:30` or `2021-05-29`, end perhaps empty; when: the same in words.
    """

    number: int
    start: str
    end: str
    half: str
    when: str
    place: str

    @property
    def last(self) -> str:
        """Its last day."""
        return max(self.start[:10], self.end[:10])

    def interval(self) -> str:
        """From when to when it is, as ISO 8601 writes it: `2021-05-22T09:00/2021-05-22T10:30`."""
        return f"{self.start}/{self.end or self.start}"
