"""An activity in one plain paragraph for a village loudspeaker or a WeChat group: when, where, what, bring what, ask whom."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from almanac.disclosure.audience import is_public
from almanac.model.filings import Activity, When
from almanac.model.words import Status
from almanac.render.html import cut
from almanac.views.activities import WEEKDAYS

LIMIT = 150
SHORT, SENTENCE = (
    22,
    40,
)  # what a name or a place, and a sentence, are cut to where the whole would be too long
_PARTS_OF_DAY = ((6, "凌晨"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))


def announcement(activity: Activity, place: str, unit: str) -> str:
    """At most 150 characters, to be read aloud; empty for what is over or withdrawn, and for visits to families.

    place: where it is, in words; unit: the leading association, who is asked if the record names nobody.
    """
    if activity.state not in (Status.PLANNED, Status.POSTPONED, Status.CANCELLED) or not is_public(activity):
        return ""
    return next(text for text in _shorter(activity, place, unit) if len(text) <= LIMIT)


def _shorter(a: Activity, place: str, unit: str) -> Iterator[str]:
    """The whole, then less and less of it; what one needs to come there stays longest."""
    ask = f"有事请问{_phrase(a.enquiries or unit)}。"
    where = f"在{place}" if place else "在网上" if a.mode == "线上" else ""
    yield _told(a, where, a.name) + _about(a) + _bring(a) + _signup(a) + ask
    for tail in (_bring(a) + _signup(a) + ask, _bring(a) + ask, ask):
        yield _told(a, where, a.name) + tail
    where = f"在{cut(place, SHORT)}" if place else where
    for tail in (_bring(a) + ask, ask, f"有事请问{cut(unit, SENTENCE)}。"):
        yield _told(a, where, cut(a.name, SHORT)) + tail


def _told(a: Activity, where: str, name: str) -> str:
    """When, where and what; what has become of it comes first."""
    fixed = cut(spoken_span(a), SENTENCE)
    if a.state == Status.CANCELLED:
        return f"通知：{f'原定{fixed}' if fixed else '原定'}{where}举办的{name}取消了，请大家不要去。"
    if not fixed:
        later = _phrase(cut(a.time_note or "时间另行通知", SENTENCE))
        if a.state == Status.POSTPONED:
            return f"通知：{name}推迟了，{later}，请大家先不要去。"
        return f"通知：将{where}举办{name}，{later}。"
    moved = a.state == Status.POSTPONED or (a.changes and a.changes[-1].earlier)
    return f"{'通知，时间改了：' if moved else '通知：'}{fixed}，{where}举办{name}。"


def _about(a: Activity) -> str:
    """The first sentence of what it is about, if it is short enough to listen to."""
    first = re.split(r"[。！？\n]", (a.about or "").strip(), maxsplit=1)[0].strip()
    return f"{first}。" if a.state == Status.PLANNED and 0 < len(first) <= SENTENCE else ""


def _bring(a: Activity) -> str:
    if not a.bring or a.state == Status.CANCELLED:
        return ""
    return f"{'' if a.bring.startswith(('请', '自带')) else '请带'}{_phrase(a.bring)}。"


def _signup(a: Activity) -> str:
    if not a.signup or a.state == Status.CANCELLED:
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
    if len(start.day) < 10:
        note = a.time_note or (f"{int(start.day[5:7])}月" if start.day else "")
        return _phrase(note) if start.day else ""
    words = spoken_date(start.day) + _hour(start)
    if end and len(end.day) == 10 and end.day > start.day:
        return f"{words}到{spoken_date(end.day)}{_hour(end)}"
    if end and end.clock and start.clock:
        return f"{words}到{_hour(end).removeprefix(_part_of_day(start.clock))}"
    return words


def spoken_date(day: str) -> str:
    """`2021-05-29` as 5月29日星期六."""
    date = datetime.date.fromisoformat(day)
    return f"{date.month}月{date.day}日星期{WEEKDAYS[date.weekday()]}"


def _hour(when: When) -> str:
    """上午9点, 下午2点半, 上午, or nothing."""
    if not when.clock:
        return "" if when.half == "全天" else when.half
    hour, minute = int(when.clock[:2]), int(when.clock[3:])
    rest = "" if not minute else "半" if minute == 30 else f"{minute:02}分"
    return f"{_part_of_day(when.clock)}{hour if hour <= 12 else hour - 12}点{rest}"


def _part_of_day(clock: str) -> str:
    return next(word for until, word in _PARTS_OF_DAY if int(clock[:2]) < until)
