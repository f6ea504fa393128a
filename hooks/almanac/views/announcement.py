"""An activity in one plain paragraph for a village loudspeaker or a WeChat group: when, where, what, bring what, ask whom."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from almanac.model import phase
from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.filings import Activity
from almanac.model.occurrence import Occurrence
from almanac.model.phase import WORDS, Phase
from almanac.render.html import cut
from almanac.views.occurrences import WEEKDAYS, occurrences_of, stamp
from almanac.views.press_names import held

LIMIT = 150
SHORT, SENTENCE = (
    22,
    40,
)  # what a name or a place, and a sentence, are cut to where the whole would be too long
NAMED = 4  # days that are named of so many that each with its place would be too long
_PARTS_OF_DAY = ((6, "凌晨"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))


def announcement(activity: Activity, place: str, unit: str) -> str:
    """At most 150 characters, to be read aloud; empty for what is over or withdrawn, and for what nobody is invited to.

    place: where it is, in words; unit: the leading association, who is asked if the record names nobody.
    """
    if not WORDS[phase.of(activity)].spoken or not AUDIENCES[activity.open_to].advertised:
        return ""
    return next(text for text in _shorter(activity, place, unit) if len(text) <= LIMIT)


def _shorter(a: Activity, place: str, unit: str) -> Iterator[str]:
    """The whole, then less and less of it; what one needs to come there stays longest."""
    ask = f"{_why(a)}请问{_phrase(a.enquiries or unit)}。"
    whole, less, least = occasions(a, place)
    name = held(a.name)
    yield _told(a, whole, name) + _about(a) + bring(a) + signup(a) + ask
    for tail in (bring(a) + signup(a) + ask, bring(a) + ask, ask):
        yield _told(a, whole, name) + tail
    for tail in (bring(a) + ask, ask):
        yield _told(a, less, name) + tail
    for tail in (bring(a) + ask, ask, f"{_why(a)}请问{cut(unit, SENTENCE)}。"):
        yield _told(a, least, cut(a.name, SHORT)) + tail


def _why(a: Activity) -> str:
    """Why somebody may ask: at what hour it begins, where that is not known; else whatever it is."""
    starts = [(one.start, one.half) for one in occurrences_of(a)] or [(stamp(a.start), a.start.half)]
    is_open = any(len(start) == 10 and half != "全天" for start, half in starts)
    return "几点开始，" if is_open and WORDS[phase.of(a)].invites else "有事"


def _told(a: Activity, occasion: tuple[str, str], name: str) -> str:
    """When, where and what; what has become of it comes first."""
    words, (when, where) = WORDS[phase.of(a)], occasion
    said = words.spoken if when or not words.undated else words.undated
    moved = "，时间改了" if phase.moved(a) else ""
    told = said.format(when=when, where=where, name=name, later=later(a), moved=moved)
    return told + (AUDIENCES[a.open_to].spoken if words.invites else "")


def occasions(a: Activity, place: str) -> tuple[tuple[str, str], ...]:
    """When and where in three lengths; of several occurrences each has its place beside its time."""
    found = occurrences_of(a)
    if len(found) < 2:
        when, where = cut(spoken_span(a), SENTENCE), at(a, found[0].place if found else place)
        return (when, where), (when, where), (when, f"在{cut(place, SHORT)}" if place else where)
    days = [spoken_date(one.start[:10]) for one in found]
    hours = [
        ("" if number and days[number - 1] == day else day) + spoken_hours(one) + at(a, one.place)
        for number, (day, one) in enumerate(zip(days, found, strict=True))
    ]
    short = [f"{plain_date(one.start[:10])}{at(a, cut(one.place, SHORT // 2))}" for one in found]
    least = "、".join(dict.fromkeys(plain_date(one.start[:10]) for one in found[:NAMED]))
    more = "等" if len(found) > NAMED else ""
    return ("，".join(hours), ""), ("，".join(short), ""), (f"{least}{more}，共{len(found)}场", "")


def at(a: Activity, place: str) -> str:
    """In its place, or in the net."""
    return f"在{place}" if place else "在网上" if a.mode == "线上" else ""


def later(a: Activity) -> str:
    """What is known of the day of what has none yet, or no new one."""
    month = (
        f"改到{int(a.start.day[5:7])}月，具体日子另行通知"
        if a.start.day and phase.of(a) is Phase.UNFIXED
        else ""
    )
    return _phrase(cut(a.time_note or month or "时间另行通知", SENTENCE))


def _about(a: Activity) -> str:
    """The first sentence of what it is about, if it is short enough to listen to."""
    first = re.split(r"[。！？\n]", (a.about or "").strip(), maxsplit=1)[0].strip()
    return f"{first}。" if phase.of(a) is Phase.ANNOUNCED and 0 < len(first) <= SENTENCE else ""


def bring(a: Activity) -> str:
    """What to bring, in a sentence; nothing where it is called off."""
    if not a.bring or phase.of(a) is Phase.CANCELLED:
        return ""
    return f"{'' if a.bring.startswith(('请', '自带')) else '请带'}{_phrase(a.bring)}。"


def signup(a: Activity) -> str:
    """How and until when to enrol, in a sentence; nothing where it is called off."""
    if not a.signup or phase.of(a) is Phase.CANCELLED:
        return ""
    until = f"{spoken_date(a.signup.end)}截止" if a.signup.end and len(a.signup.end) == 10 else ""
    how = _phrase(a.signup.note) if a.signup.note else ""
    return f"报名：{'，'.join(part for part in (how, until) if part)}。" if how or until else ""


def _phrase(text: str) -> str:
    return text.strip().rstrip("。；;，,")


# ---------------------------------------------------------------- times, as they are said


def spoken_span(a: Activity) -> str:
    """5月29日星期六上午9点到11点半; empty while the day is not fixed."""
    start, end = a.start, a.end
    if found := occurrences_of(a):
        return spoken_date(found[0].start[:10]) + spoken_hours(found[0])
    if len(start.day) < 10:
        note = a.time_note or (f"{int(start.day[5:7])}月" if start.day else "")
        return _phrase(note) if start.day else ""
    return spoken_date(start.day) + spoken_hours(
        Occurrence(0, stamp(start), stamp(end) if end else "", start.half, "", "")
    )


def spoken_hours(one: Occurrence) -> str:
    """上午9点到11点半, or to which day it goes on; what follows its first day."""
    start, end, words = one.start[11:], one.end[11:], hour(one.start[11:], one.half)
    if one.last > one.start[:10]:
        return f"{words}到{spoken_date(one.last)}{hour(end, '')}"
    if end and start:
        return f"{words}到{hour(end, '').removeprefix(part_of_day(start))}"
    return words


def spoken_date(day: str) -> str:
    """`2021-05-29` as 5月29日星期六."""
    return f"{plain_date(day)}星期{WEEKDAYS[datetime.date.fromisoformat(day).weekday()]}"


def plain_date(day: str) -> str:
    """`2021-05-29` as 5月29日."""
    return f"{int(day[5:7])}月{int(day[8:10])}日"


def span(first: str, last: str, word: str = "至") -> str:
    """5月10日至16日, 5月31日至6月6日; of one day that day."""
    if first == last:
        return plain_date(first)
    return f"{plain_date(first)}{word}{plain_date(last).removeprefix(f'{int(first[5:7])}月')}"


def hour(clock: str, half: str) -> str:
    """上午9点, 下午2点半, 上午, or nothing."""
    if not clock:
        return "" if half == "全天" else half
    hour, minute = int(clock[:2]), int(clock[3:])
    rest = "" if not minute else "半" if minute == 30 else f"{minute:02}分"
    return f"{part_of_day(clock)}{hour if hour <= 12 else hour - 12}点{rest}"


def part_of_day(clock: str) -> str:
    """上午 of 09:30."""
    return next(word for until, word in _PARTS_OF_DAY if int(clock[:2]) < until)
