"""The campaign and the calendar year: its ordinal, theme, months, and whether it is on, over or to come."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from almanac.model.day import Day
from almanac.model.filings import Notice
from almanac.views.activities import Entry, by_day, days
from almanac.views.occurrences import spoken_day

DAY = "05-29"
SOON = 13  # days after today that “近两周” looks ahead


class Stage(StrEnum):
    """Whether a campaign is to come, on, or over."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Season(NamedTuple):
    """A year's campaign in words, whatever day it is; start and end: its first and last day."""

    year: int
    ordinal: int
    name: str
    theme: str
    period: str
    start: str
    end: str

    def stage(self, today: Day) -> Stage:
        """How the campaign stands on a day."""
        if today.past(self.end):
            return Stage.AFTER
        return Stage.DURING if today.reached(self.start) else Stage.BEFORE


def season(year: int, notice: Notice | None) -> Season:
    """The campaign of a year; what its notice does not say stays empty, the ordinal is the year less 1998."""
    ordinal = (notice and notice.ordinal) or year - 1998
    period = notice.period if notice else None
    start = period.start if period else f"{year}-05-01"
    end = period.end if period else f"{year}-06-30"
    theme = (notice.theme if notice else None) or ""
    name = f"第{ordinal}个“5·29会员活动日”"
    return Season(year, ordinal, name, theme, period.text if period else "", start, end)


def next_day(today: Day) -> str:
    """The next May 29, today's if it is today."""
    year = today.year
    return f"{year + today.past(f'{year}-{DAY}')}-{DAY}"


def spanned(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The activities of each month, months in order: one that goes on into another stands in both.

    What has no month stands under the empty word.
    """
    table: dict[str, list[Entry]] = {}
    for event in entries:
        month = event.start[:7]
        table.setdefault(month, []).append(event)
        if event.end and event.end[:7] > month:
            for later in dict.fromkeys(day[:7] for day in days(event)):
                if later != month:
                    table.setdefault(later, []).append(event)
    return dict(sorted(table.items()))


def nearest(months: Iterable[str], today: Day) -> str:
    """The month to open: this one, else the next that has something, else the last."""
    known = sorted(month for month in months if month)
    coming = [month for month in known if not today.past(month)]
    return coming[0] if coming else known[-1] if known else ""


def soon(entries: Iterable[Entry], today: Day, days: int = SOON) -> list[Entry]:
    """What is on from today for two weeks, or so many days, at its next occurrence; nothing that nobody is invited to.

    The cancelled stay, so that people learn of it.
    """
    last, found = today.plus(days), []
    for event in entries:
        if len(event.start) > 9 and event.advertised:
            coming = next((one for one in by_day(event) if not today.past(one.end or one.start)), None)
            if coming and last.reached(coming.start):
                found.append(coming)
    return found


def from_today(event: Entry, today: Day) -> str:
    """The first day from today on that an activity covers, to put activities in order: of what is on now the empty one."""
    return "" if today.reached(event.start) else event.start[:10]


def month_words(month: str) -> str:
    """`2021-05` as 2021年5月."""
    return f"{month[:4]}年{int(month[5:7])}月" if month else "日期不详"


def day_words(day: str) -> str:
    """`2021-05-29` as 2021年5月29日（周六）, `2021-05` as 2021年5月."""
    return f"{day[:4]}年{spoken_day(day)}" if day else ""


def long_day(day: str) -> str:
    """`2021-05-29` as 2021年5月29日."""
    return f"{day[:4]}年{int(day[5:7])}月{int(day[8:])}日"
