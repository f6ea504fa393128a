"""The calendar: an activity as every list, feed and table shows it, and the days it covers."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from almanac.disclosure import small_counts
from almanac.model import figures as model_figures
from almanac.model.divisions import Level, Register, level_of, share_line
from almanac.model.figures import Figures, figures
from almanac.model.filings import Activity, Filing, Notice, Results, When
from almanac.model.words import Status
from almanac.validate import association

WEEKDAYS = "一二三四五六日"
LONGEST = 62


class Entry(NamedTuple):
    """An activity as lists and feeds show it; in plain values it can be kept between builds.

    start, end: `2021-05-29T08:30`, `2021-05-29`, `2021-05` or empty; updated: the day of the last change.
    categories: slugs, the main one first; joint: codes of the other associations; revision: number of changes.
    figures: what the official table counts of its results.
    before: the day it was planned for, of what is postponed and has no new day yet.
    """

    id: str
    year: int
    code: str
    name: str
    state: str
    start: str
    end: str
    half: str
    when: str
    place: str
    categories: tuple[str, ...]
    audience: tuple[str, ...]
    forms: tuple[str, ...]
    mode: str
    joint: tuple[str, ...]
    updated: str
    revision: int
    result: str
    about: str
    figures: Figures
    before: str

    @property
    def day(self) -> str:
        """The first day, `2021-05-29`, or empty where no day is known."""
        return self.start[:10] if len(self.start) >= 10 else ""

    @property
    def level(self) -> Level:
        """The level of the association that leads it."""
        return level_of(self.code)

    def plain(self) -> tuple[Any, ...]:
        """The same in plain values, so that it can be kept."""
        return (*self[:-2], self.figures.plain(), self.before)


def from_plain(kept: Sequence[Any]) -> Entry:
    """An activity as it was kept."""
    return Entry._make((*kept[:-2], model_figures.from_plain(kept[-2]), kept[-1]))


def entry(filing: Filing, notice: Notice, joint: tuple[str, ...]) -> Entry:
    """What lists show of one filed activity; `joint` are the codes of its 联合."""
    activity = filing.record
    assert isinstance(activity, Activity)
    slugs = {category.name: category.slug for category in notice.categories}
    changed = activity.changes[-1].date if activity.changes else ""
    place = activity.place or ("、".join(dict.fromkeys(s.place for s in activity.sessions if s.place)))
    results = small_counts.shown(activity.results, filing.code, place)
    return Entry(
        filing.id,
        filing.year,
        filing.code,
        activity.name,
        str(activity.state),
        _stamp(activity.start),
        _stamp(activity.end) if activity.end else "",
        activity.start.half,
        spoken(activity),
        place,
        tuple(slugs[name] for name in activity.categories if name in slugs),
        activity.audience,
        activity.forms,
        activity.mode,
        joint,
        changed or notice.issued or f"{filing.year}-05-01",
        len(activity.changes),
        result_line(results) if activity.state == Status.HELD else "",
        (activity.about or "").strip()[:80],
        figures(activity.results, len(activity.sessions)),
        _before(activity),
    )


def _before(activity: Activity) -> str:
    if activity.state != Status.POSTPONED or len(activity.start.day) == 10:
        return ""
    planned = [
        change.earlier for change in activity.changes if change.earlier and len(change.earlier.day) == 10
    ]
    return _stamp(planned[-1]) if planned else ""


def entries(filings: Iterable[Filing], notices: dict[int, Notice], register: Register) -> Iterator[Entry]:
    """The filed activities as lists show them; what many have in common is kept once."""
    common: dict[object, object] = {}
    for filing in filings:
        notice = notices.get(filing.year)
        if isinstance(filing.record, Activity) and notice:
            joint = (association(path, register) for path in filing.record.joint)
            event = entry(filing, notice, tuple(code for code in joint if code))
            yield Entry(*[common.setdefault(value, value) for value in event])  # type: ignore[arg-type]


def from_above(event: Entry) -> Entry:
    """What cities and the province show of an activity: of a village's, nothing of its description."""
    return event._replace(about="") if event.level is Level.VILLAGE else event


def partners(event: Entry) -> list[str]:
    """The shares in which an activity led elsewhere takes place jointly: the partner's, and those above it."""
    shares = {share for joint in event.joint for share in share_line(joint)}
    return sorted(share for share in shares if not event.code.startswith(share))


def _stamp(moment: When) -> str:
    return f"{moment.day}T{moment.clock}" if moment.clock else moment.day


def spoken_day(day: str) -> str:
    """`2021-05-29` as 5月29日（周六）, `2021-05` as 5月."""
    if len(day) < 10:
        return f"{int(day[5:7])}月" if day else ""
    date = datetime.date.fromisoformat(day)
    return f"{date.month}月{date.day}日（周{WEEKDAYS[date.weekday()]}）"


def spoken(activity: Activity) -> str:
    """When an activity is, in words: 5月29日（周六）上午8:30—11:30; the note stands where the date is not exact."""
    start, end, note = activity.start, activity.end, activity.time_note
    if not start.day:
        return note or ("时间待定" if start.text == "待定" else "日期不详")
    words = spoken_day(start.day) + (start.half or _clock(start.clock))
    if end and end.day and end.day != start.day:
        words += "—" + spoken_day(end.day) + (end.half or _clock(end.clock))
    elif end and end.clock and start.clock:
        words += "—" + _clock(end.clock)
    elif end and end.half and end.half != start.half:
        words += "—" + end.half
    return f"{words}，{note}" if note and len(start.day) >= 10 else note or words


def _clock(clock: str) -> str:
    return f"{int(clock[:2])}:{clock[3:]}" if clock else ""


def result_line(results: Results | None) -> str:
    """The results in one line, numbers as written: 宣传800余人，慰问15人、10户，结对20户."""
    if results is None:
        return ""
    said = []
    if results.publicity and results.publicity.people:
        said.append(f"宣传{results.publicity.people}人")
    if results.visits:
        parts = [
            f"{n}{unit}"
            for n, unit in ((results.visits.people, "人"), (results.visits.households, "户"))
            if n
        ]
        if parts:
            said.append("慰问" + "、".join(parts))
    if results.pairs:
        said.append(f"结对{results.pairs}户")
    said += [f"{gift.project}募集{gift.amount}元" for gift in results.gifts[:1]]
    said += [f"{f.item}{f.number}{f.unit}" for f in results.others[:2] if f.scope == "本次"]
    return "，".join(said[:3])


def days(event: Entry) -> Iterator[str]:
    """Every day an activity covers, at most 62."""
    if not event.day:
        return
    first = datetime.date.fromisoformat(event.day)
    last = datetime.date.fromisoformat(event.end[:10]) if len(event.end) >= 10 else first
    for step in range(min(max((last - first).days, 0) + 1, LONGEST)):
        yield (first + datetime.timedelta(step)).isoformat()


def on_days(entries: Iterable[Entry]) -> dict[tuple[int, str], tuple[int, int]]:
    """Of each campaign and day, how many activities are on, and how many that were cancelled would have been.

    What is on for several days counts on each; what has no known day, or was withdrawn, on none.
    """
    kept = [event for event in entries if event.state != Status.WITHDRAWN]
    places = Counter(
        (event.year, day, event.state == Status.CANCELLED) for event in kept for day in days(event)
    )
    return {
        (year, day): (places[year, day, False], places[year, day, True])
        for year, day in sorted({(year, day) for year, day, _ in places})
    }


def order(event: Entry) -> tuple[str, int, str]:
    """By time, higher levels first, then by identity; what has no date comes last."""
    return (event.start or "9999", event.level, event.id)


def below(entries: Iterable[Entry], code: str) -> list[Entry]:
    """Led by an association or by one below it."""
    return [event for event in entries if event.code.startswith(code)]
