"""What stands at the end of a release about a week: what the press printed, what anybody may come to next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.audience import Audience
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
_ALL = re.compile("(?!.*(?:育龄|困难|计生|老年|流动)).*(?:群众|居民|村民|市民)")
_SOME = re.compile("理事|会员|妇女|老[年人]|儿童|学生|家长|进校园|家庭|新婚|孕|职工|党课")  # whom not all are
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
    by_title: dict[str, dict[str, None]] = {}
    for piece in pieces:
        by_title.setdefault(f"《{piece.title}》", {})[piece.outlet] = None
    if not by_title:
        return
    by_outlets: dict[tuple[str, ...], list[str]] = {}
    for title, outlets in [*by_title.items()][:PIECES]:
        by_outlets.setdefault(tuple(outlets), []).append(title)
    said = "，".join(_brought(outlets, titles) for outlets, titles in by_outlets.items())
    more = "等" if len(by_title) > PIECES else ""
    yield f"{'这一周' if is_over else '本周'}，{said}{more}。"


def _brought(outlets: Sequence[str], titles: Sequence[str]) -> str:
    """What the same outlets brought: 《示例日报》、示例网刊发报道《…》《…》."""
    on_air = [bool(re.search("台$|广播", outlet)) for outlet in outlets]
    does = "播出" if all(on_air) else "刊播" if any(on_air) else "刊发"
    named = [f"《{outlet}》" if _PAPER.fullmatch(outlet) else outlet for outlet in outlets[:PIECES]]
    more = "等媒体" if len(outlets) > PIECES else ""
    names, those = re.sub("》、《", "》《", "、".join(named)), "".join(titles)
    return f"{names}{more}{does}{'' if '报道' in those else '报道'}{those}"


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
    """How many are to come and for whom, and some of them day by day; who holds them, where not all are named."""
    highest = sorted(those, key=lambda once: (level_of(once.code), *order(once)))
    few = list({once.id: once for once in reversed(highest)}.values())[::-1][:AHEAD]
    few.sort(key=order)
    number = len({once.id for once in those})
    badged = len({once.open_to for once in those}) > 1 or number == 1
    announced = _Announced(by_id, week, register, badged)
    said = "".join(f"{announced.of_day(list(on_day))}。" for _, on_day in groupby(few, lambda once: once.day))
    if number == 1:
        return said
    is_choice = number > len(few)
    some = "其中，" if is_choice else ""
    many = f"活动{len(those)}场，{_for_whom(those)}。{some}{said}"
    if not is_choice:
        return f"{when[0]}还有{many}"
    return f"{when[0]}，{press_week_titles.who(those, week.code, register)[1]}{when[1]}将举办{many}"


def _for_whom(those: Sequence[Entry]) -> str:
    """Who may come to what is to come: 群众都可以参加, 请会员参加, 1场请会员参加，其他各场群众都可以参加; where some are for a few
    kinds of people, whoever holds it says so."""
    others = [once for once in those if once.open_to != Audience.MEMBERS]
    members = len(those) - len(others)
    if not others:
        return "请会员参加"
    start = (f"{members}场请会员参加，" + ("其他各场" if len(others) > 1 else "另1场")) if members else ""
    if all(map(_is_for_all, others)):
        return f"{start}群众都可以参加"
    return f"{start}{'的' if members else ''}参加对象以举办单位通知为准"


def _is_for_all(once: Entry) -> bool:
    """Whether anybody may come: it is for no group alone, by whom it names or by its name."""
    return any(map(_ALL.fullmatch, once.audience)) if once.audience else not _SOME.search(once.name)


class _Announced(NamedTuple):
    """What is to come in a few words. badged: whether each says whom it is for."""

    by_id: dict[str, Filing]
    week: Span
    register: Register
    badged: bool

    def of_day(self, on_day: Sequence[Entry]) -> str:
        """The activities of a day: day and hour stand together, each hour before what begins then; of one alone its last day."""
        first = on_day[0]
        day = "今天" if first.day == self.week.today.iso else plain_date(first.day)
        said, before = f"{day}{self._hours(first)}，{self._act(first)}", self._hours(first)
        if len(on_day) == 1 and before == "起" and first.last > first.day:
            return f"{day}至{span(first.day, first.last).partition('至')[2]}，{self._act(first)}"
        for once in on_day[1:]:
            hours = self._hours(once)
            said += f"，{self._act(once)}" if hours == before else f"；{hours or '同日'}，{self._act(once)}"
            before = hours
        return said

    def _hours(self, once: Entry) -> str:
        """上午9点; 上午起 of what goes on elsewhere or on other days."""
        goes_on = once.last > once.day or bool(self._later_places(once))
        return f"{hour(once.start[11:16], once.half)}{'起' if goes_on else ''}"

    def _later_places(self, once: Entry) -> set[str]:
        return {one.place for one in occurrences_of(self._activity(once)) if one.start[:10] > once.day}

    def _activity(self, once: Entry) -> Activity:
        activity = self.by_id[once.id].record
        assert isinstance(activity, Activity)
        return activity

    def _act(self, once: Entry) -> str:
        """Association, place, act."""
        activity, register = self._activity(once), self.register
        act = press_names.act(activity, register, once.code)
        alone = activity.model_copy(update={"place": once.place or None, "sessions": ()})
        where = press_names.site(alone, register, once.code)[1]
        where += "等地" if where and self._later_places(once) - {once.place} else ""
        badge = AUDIENCES[activity.open_to].badge if self.badged else ""
        whom = f"（{badge}）" if badge else ""
        who = press_names.near(register, once.code, self.week.code)
        return f"{who}将{where}{verb(act)}{act}{whom}"
