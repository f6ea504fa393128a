"""When an activity is, as a text of each kind says it: 5月28日上午, 5月27日至30日, until when it goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from almanac.model.day import Day
from almanac.model.divisions import Register
from almanac.model.filings import Activity, When
from almanac.model.occurrence import Occurrence
from almanac.model.phase import DraftKind
from almanac.views import press_names
from almanac.views.announcement import NAMED, hour, part_of_day, plain_date, span
from almanac.views.occurrences import next_day, occurrences_of
from almanac.views.press_draft_kinds import goes_on
from almanac.views.press_sentences import ask

_OPENING = re.compile("启动(?:仪式|大会)?$")  # which is on the first day
EACH = 3  # 分场 of which the hours are told
STOPS = 8  # places of a tour that are told one by one


def one_day(start: When, note: str | None, kind: DraftKind, hours: bool = True) -> str:
    """5月28日上午, or the note where the day is not fixed; hours: whether more than the day is said."""
    if note and (kind is DraftKind.MOVED or "另行" in note):
        note = None
    if not start.day:
        return note.replace("5.29", "5·29") if note else ask("日期")
    if len(start.day) < 10:
        return note or f"{int(start.day[5:7])}月"
    return plain_date(start.day) + (_hour(start.clock, start.half, kind) if hours else "")


def _until(activity: Activity, said: str, kind: DraftKind) -> str:
    """An hour with the one until which it goes on, on the same day and of what is to come: 下午3点至5点."""
    start, end = activity.start, activity.end
    if kind is DraftKind.REPORT or not (
        end and start.clock and end.clock and start.day == end.day and said.endswith(hour(start.clock, ""))
    ):
        return said
    return f"{said}至{hour(end.clock, '').removeprefix(part_of_day(start.clock))}"


def _hour(clock: str, half: str, kind: DraftKind) -> str:
    """上午 of what is over, 上午9点半 of what is to come."""
    if kind is DraftKind.REPORT and clock:
        return part_of_day(clock)
    return hour(clock, half)


def all_days(activity: Activity, kind: DraftKind, hours: bool, today: Day | None = None) -> str:
    """The same of an activity; of several days the first and the last; of several 分场 each, or their days; today: as a notice says it."""
    found = occurrences_of(activity)
    if today and kind is DraftKind.MOVED and activity.start.day == today.iso:
        return f"今天（{plain_date(today.iso)}）{first_hours(activity, kind, hours)}"
    days = list(dict.fromkeys(one.start[:10] for one in found))
    if kind in (DraftKind.UNDERWAY, DraftKind.OVERDUE) and found:
        last = max(one.last for one in found)
        return _one_month(_runs(days)) if days[-1] == last else span(days[0], last)
    if len(found) < 2:
        start, end = activity.start.day, activity.end.day if activity.end else ""
        if len(start) == 10 and len(end) == 10 and end > start and not _OPENING.search(activity.name):
            begins = hour(activity.start.clock, "") if hours and kind is DraftKind.PREVIEW else ""
            first = plain_date(start)
            return span(start, end).replace(first, f"{first}{begins}起" if begins else first, 1)
        if not start and len(end) == 10 and not activity.time_note:
            return f"截至{plain_date(end)}" if kind is DraftKind.REPORT else f"{plain_date(end)}前"
        return _until(activity, one_day(activity.start, activity.time_note, kind, hours), kind)
    if len(found) > EACH or not hours:
        return _one_month(_runs(days))
    hours_of = [_hour(one.start[11:], one.half, kind) for one in found]
    if len(set(hours_of)) == 1:  # 5月24日、25日上午
        return _one_month(map(plain_date, days)) + hours_of[0]
    whens = (plain_date(one.start[:10]) + when for one, when in zip(found, hours_of, strict=True))
    return _one_month(dict.fromkeys(whens))


def _one_month(days: Iterable[str]) -> str:
    """Days one after another, a month once: 5月28日、30日、6月2日."""
    said: list[str] = []
    month = ""
    for day in days:
        said.append(day.removeprefix(month) if month else day)
        month = re.findall("[0-9]+月", day)[-1]
    return "、".join(said)


def first_hours(activity: Activity, kind: DraftKind, hours: bool) -> str:
    """What follows the day on which it begins: until when it goes on, or its hour; of several 分场 that of the first day."""
    found = occurrences_of(activity)
    if found:
        return _first_hours_of(found, kind, hours)
    end = activity.end.day if activity.end else ""
    begins = _hour(activity.start.clock, activity.start.half, kind) if hours else ""
    if end > activity.start.day:
        return _to(begins, end, kind)
    return _until(activity, begins, kind) if begins else ""


def _first_hours_of(found: Sequence[Occurrence], kind: DraftKind, hours: bool) -> str:
    """The hours of the 分场 of the first day, and until when one goes on."""
    day = found[0].start[:10]
    those = [one for one in found if one.start[:10] == day]
    last = max(one.last for one in those)
    begins = "、".join(dict.fromkeys(filter(None, (_hour(one.start[11:], one.half, kind) for one in those))))
    return _to(begins if hours else "", last, kind) if last > day else begins if hours else ""


def _to(begins: str, last: str, kind: DraftKind) -> str:
    """下午3点开始，持续到6月11日; 至6月11日 where no hour is told, or where a sentence goes on."""
    if kind is DraftKind.MOVED or not begins:
        return f"{begins}{'起' if begins else ''}至{plain_date(last)}"
    return f"{begins}开始，持续到{plain_date(last)}"


def at_day(activity: Activity, day: str) -> Activity:
    """An activity with those of its 分场 alone that are on a day."""
    those = [one for one in activity.sessions if one.start.day == day]
    whole = [one.place for one in those if one.place]
    change = {"sessions": tuple(those), "start": those[0].start, "end": None} if those else {}
    place = {"place": None if len({*whole}) > 1 else whole[0]} if whole else {}
    return activity.model_copy(update=change | place)


def next_day_of(activity: Activity, today: Day) -> str:
    """The day of the next 分场 after today; empty where there is none."""
    return next((one.start[:10] for one in occurrences_of(activity) if today.iso < one.start[:10]), "")


def lacks_hour(activity: Activity, today: Day) -> bool:
    """Whether the day of what is still to come is known, and the hour is not."""
    if found := occurrences_of(activity):
        return any("T" not in one.start for one in found if not today.past(one.start[:10]))
    return len(activity.start.day) == 10 and not activity.start.clock


def whole_span(activity: Activity, said: str) -> str:
    """The first and last day of what goes on between its 分场; else the days as they are said."""
    return span(activity.start.day, activity.end.day) if activity.end and goes_on(activity) else said


def stops_in_words(activity: Activity, kind: DraftKind, register: Register, code: str) -> str:
    """22日在十八洞村启动，29日在矮寨大桥下和矮寨镇小学收官, where the days and the places do not stand one for one or days
    between them are told; else nothing."""
    found = occurrences_of(activity)
    days = [one.start[:10] for one in found]
    if len(days) != len({*days}) or not (goes_on(activity) or any("、" in one.place for one in found)):
        return ""
    notes = {session.start.day: session.about or "" for session in activity.sessions}
    said = []
    for one, day in zip(found, _each_day(days), strict=True):
        does = re.match("启动|收官|闭幕|开幕", notes.get(one.start[:10], ""))
        where = press_names.place(
            activity.model_copy(update={"place": one.place or None, "sessions": ()}), register, code
        )
        where = _county(activity.place or "", where) + where.replace("、", "和")
        said.append(f"{day}{_hour(one.start[11:], one.half, kind)}在{where}{does[0] if does else '举行'}")
    return "，".join(said)


def _each_day(days: list[str]) -> Iterator[str]:
    """22日, 29日, the month where it changes."""
    month = ""
    for day in days:
        said = plain_date(day)
        yield said.removeprefix(f"{int(day[5:7])}月") if day[:7] == (month or day[:7]) else said
        month = day[:7]


def _county(all_places: str, where: str) -> str:
    """The county of a place, where the record has it with the places taken together: 收官在吉首市矮寨."""
    found = re.search(f"在([^，；、在]{{1,8}}[市县区]){re.escape(where[:2])}", all_places)
    return found[1] if found and len(where) > 1 and not where.startswith(found[1]) else ""


def stops(activity: Activity, kind: DraftKind, today: Day) -> list[tuple[str, Activity]]:
    """When it is at each place, where the first sentence does not pair them, and what is there; of what has begun the rest."""
    found = occurrences_of(activity)
    days, places = len({one.start[:10] for one in found}), len({one.place for one in found})
    is_whole = kind in (DraftKind.REPORT, DraftKind.PREVIEW)
    if days < 2 or (is_whole and (places < 2 or days == places == len(found) <= EACH)):
        return []
    if not is_whole:
        told = next_day_of(activity, today) if kind is DraftKind.BETWEEN else today.iso
        found = tuple(one for one in found if told < one.start[:10])
    return [
        (
            plain_date(one.start[:10]) + _hour(one.start[11:], one.half, kind),
            activity.model_copy(update={"place": one.place or None, "sessions": ()}),
        )
        for one in found[:STOPS]
    ]


def unlisted(activity: Activity) -> str:
    """What to ask of a record that begins at an hour and a place at which none of its 分场 is."""
    start, where = activity.start, activity.place or ""
    same = [one.place for one in activity.sessions]
    hours = [(one.start.clock, one.start.half) for one in activity.sessions if one.start.day == start.day]
    at = hour(start.clock, start.half)
    if not (hours and at and where) or where in same or (start.clock, start.half) in hours:
        return ""
    return f"{plain_date(start.day)}{at}在{where}是否还有一场"


def _runs(days: list[str]) -> Iterator[str]:
    """Days one after another as their first and last, 5月27日至30日; of many the first."""
    runs: list[list[str]] = []
    for day in days:
        if runs and next_day(runs[-1][-1]) == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    for number, run in enumerate(runs[:NAMED], 1):
        more = "等" if number == NAMED < len(runs) else ""
        yield span(run[0], run[-1], "至" if len(run) > 2 else "、") + more
