"""The calendar: an activity as every list, feed and table shows it, and the days it covers."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from almanac.disclosure import small_counts
from almanac.model import figures as model_figures
from almanac.model import phase
from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.day import Day
from almanac.model.divisions import Level, Register, level_of, share_line, share_of
from almanac.model.figures import Figures, figures
from almanac.model.filings import Activity, Filing, Notice, Results
from almanac.model.occurrence import Occurrence
from almanac.model.phase import WORDS, Phase, Words
from almanac.validate import association
from almanac.validate.photos import may_be_shown
from almanac.views.occurrences import by_first_day, occurrences_of, on_one_day, spoken, stamp

LONGEST = 62
CARD = "card.jpg"  # beside the page of an activity, its first photo as lists show it
_PHONE = re.compile(r"(?<![0-9])0[0-9]{2,3}-?[0-9]{7,8}(?![0-9])")
_FREE = re.compile("(?<![不非])免费")


class Entry(NamedTuple):
    """An activity as lists and feeds show it; in plain values it can be kept between builds.

    start, end: `2021-05-29T08:30`, `2021-05-29`, `2021-05` or empty; updated: the day of the last change.
    categories: slugs, the main one first; joint: codes of the other associations; revision: number of changes.
    phone: the office's telephone that may be rung; free: 免费 where its record says so.
    accepted: the day on which its superior took it in; photo: the file of its small photo, if one may be shown.
    figures: what the official table counts of its results.
    before: the day it was planned for, of what is postponed and has no new day yet.
    open_to: whom it is for; occurrences: its 分场, none where it is one; occurrence: which of them this is, 0 is the whole.
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
    phone: str
    free: str
    accepted: str
    photo: str
    figures: Figures
    before: str
    open_to: str
    occurrences: tuple[Occurrence, ...]
    occurrence: int = 0

    @property
    def day(self) -> str:
        """The first day, `2021-05-29`, or empty where no day is known."""
        return self.start[:10] if len(self.start) >= 10 else ""

    @property
    def last(self) -> str:
        """The last day, or empty where no day is known."""
        return max(self.day, self.end[:10]) if self.day else ""

    @property
    def phase(self) -> Phase:
        """What its record says, on whatever day."""
        return phase.filed(self.state, bool(self.day) and not self.before)

    @property
    def words(self) -> Words:
        """What outputs say of it, on whatever day."""
        return WORDS[self.phase]

    def due(self, today: Day) -> Words:
        """What outputs say of it on a day: a plan that is over waits for its result."""
        last = "" if self.before else max(self.start[:10], self.end[:10])
        return WORDS[phase.due(self.phase, last, today)]

    @property
    def advertised(self) -> bool:
        """Whether anybody may be told of it beforehand, so that they come."""
        return AUDIENCES[self.open_to].advertised

    @property
    def invited(self) -> str:
        """Whom it is for, as its badge says while it is to come."""
        over = self.phase in (Phase.HELD, Phase.CANCELLED)
        return "" if over else AUDIENCES[self.open_to].badge

    @property
    def level(self) -> Level:
        """The level of the association that leads it."""
        return level_of(self.code)

    def plain(self) -> tuple[Any, ...]:
        """The same in plain values, so that it can be kept."""
        occurrences = tuple(map(tuple, self.occurrences))
        return (*self[:-5], self.figures.plain(), self.before, self.open_to, occurrences)


def from_plain(kept: Sequence[Any]) -> Entry:
    """An activity as it was kept."""
    *plain, numbers, before, open_to, occurrences = kept
    found = tuple(map(Occurrence._make, occurrences))
    return Entry._make((*plain, model_figures.from_plain(numbers), before, open_to, found, 0))


def entry(filing: Filing, notice: Notice, joint: tuple[str, ...]) -> Entry:
    """What lists show of one filed activity; `joint` are the codes of its 联合."""
    activity = filing.record
    assert isinstance(activity, Activity)
    slugs = {category.name: category.slug for category in notice.categories}
    changed = activity.changes[-1].date if activity.changes else ""
    occurrences = occurrences_of(activity)
    start, end = _span(activity, occurrences)
    place = activity.place or ("、".join(dict.fromkeys(s.place for s in activity.sessions if s.place)))
    results = small_counts.shown(activity.results, filing.code, place)
    return Entry(
        filing.id,
        filing.year,
        filing.code,
        activity.name,
        str(activity.state),
        start,
        end,
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
        result_line(results) if phase.of(activity) is Phase.HELD else "",
        (activity.about or "").strip()[:80],
        found[0] if (found := _PHONE.search(activity.enquiries or "")) else "",
        "免费" if _FREE.search(" ".join((activity.name, *activity.forms, activity.about or ""))) else "",
        activity.accepted or "",
        CARD if any(map(may_be_shown, activity.photos)) else "",
        figures(activity.results, len(activity.sessions), activity.apart),
        _before(activity),
        str(activity.open_to),
        occurrences,
    )


def _span(activity: Activity, occurrences: Sequence[Occurrence]) -> tuple[str, str]:
    """From when to when it is; where it says no day itself, its 分场 say."""
    if len(activity.start.day) < 10 and occurrences:
        return occurrences[0].start, max(one.last for one in occurrences)
    return stamp(activity.start), stamp(activity.end) if activity.end else ""


def _before(activity: Activity) -> str:
    if phase.of(activity) is not Phase.UNFIXED:
        return ""
    planned = [
        change.earlier for change in activity.changes if change.earlier and len(change.earlier.day) == 10
    ]
    return stamp(planned[-1]) if planned else ""


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


def in_outline(event: Entry) -> Entry:
    """Of an activity what it is known again by: who, when, where, of what kind; not what came of it."""
    return event._replace(about="", result="", when="", updated="", revision=0, audience=(), forms=())


def partners(event: Entry) -> list[str]:
    """The shares in which an activity led elsewhere takes place jointly: the partner's, and those above it."""
    shares = {share for joint in event.joint for share in share_line(joint)}
    return sorted(share for share in shares if not event.code.startswith(share))


def superiors(event: Entry) -> list[str]:
    """The shares above the one that leads it of which the association itself takes part."""
    shares = {share_of(joint) for joint in event.joint} - {share_of(event.code)}
    return sorted(share for share in shares if event.code.startswith(share))


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


def by_day(event: Entry) -> list[Entry]:
    """The activity as it is on lists by day and in calendars: once for each day on which an occurrence begins."""
    if not event.occurrences:
        return [event]
    found = []
    for those in by_first_day(event.occurrences):
        place = "、".join(dict.fromkeys(one.place for one in those if one.place))
        end = max(one.end for one in those)
        found.append(_once(event, those[0]._replace(end=end, when=on_one_day(those), place=place)))
    return found


def once_each(event: Entry) -> list[Entry]:
    """The activity at each of its occurrences; without 分场 as it is."""
    return [_once(event, one) for one in event.occurrences] or [event]


def _once(event: Entry, one: Occurrence) -> Entry:
    return event._replace(
        start=one.start, end=one.end, half=one.half, when=one.when, place=one.place, occurrences=(),
        occurrence=one.number,
    )  # fmt: skip


def days(event: Entry) -> list[str]:
    """Every day on which an activity is, in order; at most 62 of one occurrence."""
    if event.occurrences:
        return sorted({day for one in once_each(event) for day in days(one)})
    if not event.day:
        return []
    first, last = datetime.date.fromisoformat(event.day), datetime.date.fromisoformat(event.last)
    return [
        (first + datetime.timedelta(step)).isoformat()
        for step in range(min((last - first).days + 1, LONGEST))
    ]


def on_days(entries: Iterable[Entry]) -> dict[tuple[int, str], tuple[int, int]]:
    """Of each campaign and day, how many activities are on, and how many that were cancelled would have been.

    What is on for several days counts on each; what has no known day, or was withdrawn, on none.
    """
    kept = [event for event in entries if event.words.listed]
    places = Counter(
        (event.year, day, event.phase is Phase.CANCELLED) for event in kept for day in days(event)
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
