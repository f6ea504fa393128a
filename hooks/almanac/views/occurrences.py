"""When an activity is, in words and as programs read it; and its occurrences."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from almanac.model import phase
from almanac.model.filings import Activity, Session, When
from almanac.model.occurrence import Occurrence
from almanac.model.phase import Phase

WEEKDAYS = "一二三四五六日"
TOLD = 2  # occurrences that are told with their hours in one line; of more the days are
RUNS = 4  # and so many days, or runs of days, are named


def occurrences_of(activity: Activity) -> tuple[Occurrence, ...]:
    """Its 分场 that have a day, in order of time; none where it has no 分场, or waits for a new day."""
    if phase.of(activity) is Phase.UNFIXED:
        return ()
    found = [
        occurrence(number, session, activity)
        for number, session in enumerate(activity.sessions, 1)
        if len(session.start.day) == 10
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.number)))


def occurrence(number: int, session: Session, activity: Activity) -> Occurrence:
    """One 分场; it is where the activity is, if it does not say otherwise."""
    start, end = session.start, session.end
    return Occurrence(
        number,
        stamp(start),
        stamp(end) if end else "",
        start.half,
        span_words(start, end),
        session.place or activity.place or "",
    )


def stamp(moment: When) -> str:
    """`2021-05-29T08:30`, or as much of it as is known."""
    return f"{moment.day}T{moment.clock}" if moment.clock else moment.day


def has_moved(old: When, new: When) -> bool:
    """To another day or hour; a day or an hour that was not yet known, and now is, has not moved."""
    if not old.day or (new.day.startswith(old.day) and not (old.clock or old.half)):
        return False
    return (old.day, old.clock, old.half) != (new.day, new.clock, new.half) and not (
        old.day == new.day and old.half and new.clock and _half(new.clock) == old.half
    )


def _half(clock: str) -> str:
    return "上午" if clock < "12:00" else "下午" if clock < "18:00" else "晚上"


# ---------------------------------------------------------------- in words


def spoken_day(day: str) -> str:
    """`2021-05-29` as 5月29日（周六）, `2021-05` as 5月."""
    if len(day) < 10:
        return f"{int(day[5:7])}月" if day else ""
    date = datetime.date.fromisoformat(day)
    return f"{date.month}月{date.day}日（周{WEEKDAYS[date.weekday()]}）"


def spoken(activity: Activity) -> str:
    """When an activity is, in words: 5月29日（周六）上午8:30—11:30; the note stands where the date is not exact.

    Of several 分场 it names each, or their days.
    """
    start, end, note = activity.start, activity.end, activity.time_note
    if found := occurrences_of(activity):
        words = together(found)
        return f"{words}，{note}" if note else words
    if not start.day:
        return note or ("时间待定" if start.text == "待定" else "日期不详")
    words = span_words(start, end)
    return f"{words}，{note}" if note and len(start.day) >= 10 else note or words


def span_words(start: When, end: When | None) -> str:
    """From the one to the other: 5月29日（周六）8:30—11:30."""
    words = spoken_day(start.day) + (start.half or _clock(start.clock))
    if end and end.day and end.day != start.day:
        words += "—" + spoken_day(end.day) + (end.half or _clock(end.clock))
    elif end and end.clock and start.clock:
        words += "—" + _clock(end.clock)
    elif end and end.half and end.half != start.half:
        words += "—" + end.half
    return words


def _clock(clock: str) -> str:
    return f"{int(clock[:2])}:{clock[3:]}" if clock else ""


def together(found: Sequence[Occurrence]) -> str:
    """Occurrences in one line: each with its hour while there are few, else their days and how many they are."""
    if len(found) <= TOLD:
        return "；".join(on_one_day(those) for those in by_first_day(found))
    days = [_run(run) for run in _runs(found)]
    words = "、".join(days[:RUNS]) + ("等" if len(days) > RUNS else "")
    return f"{words}，共{len(found)}场"


def by_first_day(found: Iterable[Occurrence]) -> Iterator[list[Occurrence]]:
    """Those that begin on one day together."""
    days: dict[str, list[Occurrence]] = {}
    for one in found:
        days.setdefault(one.start[:10], []).append(one)
    yield from days.values()


def on_one_day(those: Sequence[Occurrence]) -> str:
    """Occurrences that begin on one day: 5月29日（周六）8:30—11:00、14:30—16:00."""
    day = spoken_day(those[0].start[:10])
    return day + "、".join(filter(None, (one.when.removeprefix(day) for one in those)))


def _runs(found: Sequence[Occurrence]) -> list[tuple[str, str]]:
    """The days without a gap between them, as first and last."""
    runs: list[tuple[str, str]] = []
    for first, last in sorted({(one.start[:10], one.last) for one in found}):
        if runs and first <= next_day(runs[-1][1]):
            runs[-1] = (runs[-1][0], max(last, runs[-1][1]))
        else:
            runs.append((first, last))
    return runs


def next_day(day: str) -> str:
    """The day after a day."""
    return (datetime.date.fromisoformat(day) + datetime.timedelta(1)).isoformat()


def _run(run: tuple[str, str]) -> str:
    first, last = run
    if first == last:
        return spoken_day(first)
    return f"{spoken_day(first)}{'、' if last == next_day(first) else '—'}{spoken_day(last)}"
