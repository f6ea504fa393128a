"""What stands at the end of a release about a week: what the press printed, what anybody may come to next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.day import Day
from almanac.model.divisions import Register, level_of
from almanac.model.filings import Activity, Filing, Notice
from almanac.model.phase import Phase
from almanac.statistics import press_week_titles
from almanac.statistics.weekly_digest import Week, later
from almanac.views import press_names
from almanac.views.activities import Entry, by_day
from almanac.views.announcement import hour, plain_date, span
from almanac.views.occurrences import occurrences_of
from almanac.views.press_dateline import is_own
from almanac.views.press_headlines import verb

PIECES, AHEAD = 4, 4  # so many of each are named
_TO_COME = (Phase.ANNOUNCED, Phase.POSTPONED)
_HALVES = {"上午": "08:00", "中午": "12:00", "下午": "14:00", "晚上": "19:00"}
_PAPER = re.compile("[^《》（()]+[报刊]")


class Span(NamedTuple):
    """The week that is told, by its Monday: whose, on what day, and whether it was over then."""

    code: str
    monday: str
    today: Day

    @property
    def last(self) -> str:
        """Its Sunday."""
        return later(self.monday, 6)

    @property
    def is_over(self) -> bool:
        """Whether all of it can be told."""
        return self.today.past(self.last)


def order(event: Entry) -> tuple[str, str, str]:
    """By day, and on a day by hour; what has no hour comes last."""
    return event.start[:10], event.start[11:] or _HALVES.get(event.half, "~"), event.id


def printed(week: Week | None, is_over: bool, notice: Notice) -> Iterator[str]:
    """What the press brought in that week, by title, each piece once; no association's own site is press, and how many pieces
    there were is no news."""
    pieces = [one for one in week.printed if one.title and not is_own(one.outlet, notice)] if week else []
    titles = [f"《{title}》" for title in dict.fromkeys(piece.title for piece in pieces)]
    if not titles:
        return
    outlets = list(dict.fromkeys(piece.outlet for piece in pieces))
    on_air = [bool(re.search("台$|广播", outlet)) for outlet in outlets]
    does = "播出" if all(on_air) else "刊播" if any(on_air) else "刊发"
    named = [f"《{outlet}》" if _PAPER.fullmatch(outlet) else outlet for outlet in outlets[:PIECES]]
    more = "等媒体" if len(outlets) > PIECES else ""
    those = "".join(titles[:PIECES]) + ("等报道" if len(titles) > PIECES else "")
    yield f"{'这一周' if is_over else '本周'}，{'、'.join(named)}{more}{does}{'' if '报道' in those else '报道'}{those}。"


def coming(
    events: Sequence[Entry], by_id: dict[str, Filing], week: Span, register: Register
) -> Iterator[str]:
    """What anybody may come to in the rest of a week that is not over, and in the next, if these are still to come."""
    begun = week.is_over and week.today.reached(later(week.last, 1))
    first, last = (
        (week.today.iso, later(week.last, 7)) if begun else (later(week.last, 1), later(week.last, 7))
    )
    also = "还" if begun and first > later(week.last, 1) else ""
    spans = [(span(first, last) if begun else "下周", also, first, last)] if first <= last else []
    if not week.is_over:
        spans.insert(0, ("本周", "还", week.today.iso, week.last))
    told: set[str] = set()  # what goes on is told where it begins
    for when, also, first, last in spans:
        those = [
            once
            for event in events
            if event.phase in _TO_COME
            and event.advertised
            and not event.figures.outside
            and event.id not in told
            for once in by_day(event)
            if first <= once.day <= last
        ]
        told |= {once.id for once in those}
        if those:
            yield _listed(those, (when, also), by_id, week, register)


def _listed(
    those: Sequence[Entry], when: tuple[str, str], by_id: dict[str, Filing], week: Span, register: Register
) -> str:
    """How many are to come, and some of them day by day."""
    highest = sorted(those, key=lambda once: (level_of(once.code), *order(once)))
    few = list({once.id: once for once in reversed(highest)}.values())[::-1][:AHEAD]
    few.sort(key=order)
    said = "".join(
        f"{'今天' if day == week.today.iso else plain_date(day)}，"
        + "，".join(_announced(once, by_id, week.code, register) for once in on_day)
        + "。"
        for day, on_day in groupby(few, lambda once: once.day)
    )
    if len({once.id for once in those}) == 1:
        return said
    some = "其中，" if len(those) > len(few) and not said.startswith("今天") else ""
    who = press_week_titles.who(those, week.code, register)[1]
    return f"{when[0]}，{who}{when[1]}将举办活动{len(those)}场，群众和会员可以参加。{some}{said}"


def _announced(once: Entry, by_id: dict[str, Filing], base: str, register: Register) -> str:
    """What is to come in a few words: association, hour, place, act; of what goes on elsewhere that it begins there."""
    activity = by_id[once.id].record
    assert isinstance(activity, Activity)
    act = press_names.act(activity, register, once.code)
    alone = activity.model_copy(update={"place": once.place or None, "sessions": ()})
    where = press_names.site(alone, register, once.code)[0]
    later_on = {one.place for one in occurrences_of(activity) if one.start[:10] > once.day}
    where += "等地" if where and later_on - {once.place} else ""
    at = hour(once.start[11:16], once.half)
    when = f"{'从' if later_on else '于'}{at}{'起' if later_on else ''}" if at else ""
    badge = AUDIENCES[activity.open_to].badge
    whom = f"（{badge}）" if badge else ""
    return f"{press_names.near(register, once.code, base)}将{when}{where}{verb(act)}{act}{whom}"
