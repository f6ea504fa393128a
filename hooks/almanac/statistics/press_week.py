"""A release about an association's week, as the digest of the week tells it: sums, places, examples, the press, what is next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from almanac.disclosure import small_counts
from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.day import Day
from almanac.model.divisions import Level, Register, level_of
from almanac.model.filings import Activity, Filing, Notice, Piece
from almanac.model.phase import DraftKind, Phase
from almanac.statistics import press_numbers, weekly_digest
from almanac.statistics.press_shares import shares
from almanac.statistics.weekly_digest import Week, later
from almanac.views import press_draft, press_names, press_told
from almanac.views.activities import Entry, by_day, entries
from almanac.views.announcement import plain_date, span
from almanac.views.press_counts import Named, as_written, coming, numbers
from almanac.views.press_dateline import is_own
from almanac.views.press_draft_body import occasion
from almanac.views.press_draft_head import heading, reference
from almanac.views.press_draft_times import all_days
from almanac.views.press_headlines import verb

MOST = 1200  # characters of the text: an outlet takes 1,500, and an editor wants air for what is found out
EXAMPLES, PIECES, AHEAD = 8, 4, 4  # so many of each are named
FEW = 12  # so many activities of a week are all told
_BY = {
    Level.PROVINCE: "分市州看",
    Level.CITY: "分县市区看",
    Level.COUNTY: "分乡镇看",
    Level.TOWNSHIP: "分村看",
}
_HALVES = {"上午": "08:00", "中午": "12:00", "下午": "14:00", "晚上": "19:00"}
_TO_COME = (Phase.ANNOUNCED, Phase.POSTPONED)


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


def of_week(
    filings: Sequence[Filing], code: str, monday: str, notice: Notice, register: Register, today: Day
) -> str:
    """The whole file of a draft about a week; empty if nothing was held. filings: of the areas at and below it."""
    week, notices = Span(code, monday, today), {int(monday[:4]): notice}
    events = [event for event in entries(filings, notices, register) if event.code.startswith(code)]
    weekly = weekly_digest.of_share(events, _pieces(filings, code), notices)
    every = sorted(_held(events, monday), key=_order)
    held = [event for event in every if not event.figures.outside] or every
    if not held:
        return ""
    campaign = "" if held[0].figures.outside else "“5·29会员活动日”"
    by_id = {filing.id: filing for filing in filings}
    ahead = list(_coming(events, by_id, week, register))
    day = week.today.iso if ahead else _latest(held, week)  # what looks ahead from today is of today
    tail = [*_printed(weekly.weeks.get(monday), week.is_over, notice), *ahead]
    if len(held) == 1:  # a week of one activity is that activity
        teller = press_draft.Teller(code, tail, day)
        one = by_id[held[0].id]
        rolls = press_draft.rolls_of(one, filings, register)
        return press_draft.of_activity(one, notice, register, today, teller, rolls)
    number = f"活动{len(held)}场"
    far, near, place = _who(held, code, register)
    headlines = _headlines(near, place, campaign + number, week.is_over)
    when = _span(week, far)
    digest = f"{when}举办{campaign}{number}。"
    references = [reference(by_id[event.id], code, register) for event in held]
    first = f"{when}举办{campaign}活动{{{{ 活动数 }}}}场{_sums(held, notice)}。"
    places = shares([event.code for event in held], code, register) if len(held) > EXAMPLES else ""
    body = [
        first,
        occasion(held[0].year, held[0].year) if campaign else "",
        f"{_BY[level_of(code)]}，{places}。" if places else "",
    ]
    head = heading(headlines, digest, code, held[0].year, references, day, register)
    room = MOST - len("".join([*body, *tail]))
    chosen = [by_id[event.id] for event in _chosen(held, weekly.weeks.get(monday))]
    body += _examples(chosen, week, register, room, len(held))
    text = "\n\n".join(filter(None, [*body, *tail]))
    return head + press_names.shorter_later(text, register, code) + "\n"


def _latest(held: Sequence[Entry], week: Span) -> str:
    """The day of a text that is not older than what it tells."""
    written = week.last if week.is_over else week.today.iso
    return max([written, *(event.last for event in held if week.today.reached(event.last))])


def _headlines(near: str, place: str, number: str, is_over: bool) -> tuple[str, str, str]:
    """The week in a headline of each length."""
    since, has = ("一周", "一周有") if is_over else ("本周已", "本周已有")
    bare = number.rpartition("”")[2]
    return f"{near}{since}举办{number}", f"{near}{since}举办{bare}", f"{place}{has}{bare}"


def _who(held: Sequence[Entry], code: str, register: Register) -> tuple[str, str, str]:
    """Who held them: the association itself, or those of all levels; for readers anywhere, near by, and its place."""
    far, near = press_names.full(register, code), press_names.unit(register, code)
    place = near.removesuffix("计生协")
    if all(event.code == code for event in held):
        return far, near, near
    return f"{far.removesuffix('计生协')}各级计生协", f"{place}各级计生协", place


def _order(event: Entry) -> tuple[str, str, str]:
    """By day, and on a day by hour; what has no hour comes last."""
    return event.start[:10], event.start[11:] or _HALVES.get(event.half, "~"), event.id


def _held(events: Sequence[Entry], monday: str) -> Iterator[Entry]:
    return (
        event
        for event in events
        if event.phase is Phase.HELD and event.day and monday <= event.day <= later(monday, 6)
    )


def _pieces(filings: Sequence[Filing], code: str) -> list[Filing]:
    return [filing for filing in filings if isinstance(filing.record, Piece) and filing.code.startswith(code)]


def _span(week: Span, who: str) -> str:
    """Of which days it tells, and of whom: a week that is not over is told up to today."""
    days = span(week.monday, week.last)
    if week.is_over:
        return f"{days}，{who}共"
    return f"截至{plain_date(week.today.iso)}，{who}本周（{days}）已"


def _sums(held: Sequence[Entry], notice: Notice) -> str:
    """The sums that the records have, to be filled in when the page is made: who came, who was visited."""
    known = press_numbers.numbers(held, notice)
    came = "，{{ 宣传人数 }}人参加" if "宣传人数" in known else ""
    return came + _visited(held, known)


def _visited(held: Sequence[Entry], known: dict[str, str]) -> str:
    """Whom they visited; households that the table counts as one person each are told as households."""
    if _is_vague(known.get("慰问人数", small_counts.FEW)):
        return ""
    people, houses = press_numbers.groups(held)
    if not houses:
        return "，慰问{{ 慰问人数 }}人"
    those = [
        f"{much}{unit}" for much, unit in ((people, "人"), (houses, "户家庭")) if much and not _is_vague(much)
    ]
    return f"，慰问{'和'.join(those)}" if those else ""


def _is_vague(number: str) -> bool:
    """Whether a sum says no more than that there were some: 若干, 至少2."""
    return not number[:1].isdigit()


def _chosen(held: Sequence[Entry], week: Week | None) -> list[Entry]:
    """All of a few, else the first that the digest names, in order of time; it names none of other campaigns."""
    if len(held) <= FEW or week is None:
        return list(held[:FEW])
    named = [line.id for line in week.named[:EXAMPLES]]
    return [event for event in held if event.id in named]


def _examples(chosen: Sequence[Filing], week: Span, register: Register, room: int, held: int) -> list[str]:
    """A paragraph each, as many as there is room for; held: how many there are, of which they may be a choice."""
    found: list[str] = []
    before = ""
    for filing in chosen:
        text = example(filing, week.code, register, before, week.today)
        if len("".join([*found, text])) <= room:
            found.append(text)
            day = filing.record.start.day if isinstance(filing.record, Activity) else ""
            before = day if _is_of_one_day(filing.record) else ""
    if 0 < len(found) < held:
        found[0] = f"其中，{found[0]}"
    return found


def _is_of_one_day(record: object) -> bool:
    """Whether what comes after it may say 同日."""
    return isinstance(record, Activity) and re.findall(
        "[0-9]+日", all_days(record, DraftKind.REPORT, True)
    ) == [plain_date(record.start.day).partition("月")[2]]


def example(filing: Filing, base: str, register: Register, before: str = "", today: Day | None = None) -> str:
    """An activity that was held in a sentence or two: day, association, act, and its numbers as they were written.

    base: the association whose readers it is for; before: the day of the one told before it; today: after which
    nothing is over.
    """
    activity, code = filing.record, filing.code
    assert isinstance(activity, Activity)
    start, where = activity.start, press_names.site(activity, register, code)[0]
    day = all_days(activity, DraftKind.REPORT, True)
    if start.day == before and _is_of_one_day(activity):
        day = day.replace(plain_date(start.day), "同日", 1)
    act = press_names.act(activity, register, code)
    results = small_counts.shown(activity.results, code, activity.place or "")
    named = Named(
        "",
        coming(act),
        honoured=press_told.honoured(activity.about or "", act, ()),
        homes=press_told.homes(activity),
        act=act,
    )
    said = as_written(numbers(results, named), results)
    who = press_names.near(register, code, base)
    last = activity.end.day if activity.end else ""
    if today and len(last) == 10 and not today.reached(last):
        return f"{plain_date(start.day)}起，{who}{where}{verb(act)}{act}，{plain_date(last)}结束。"
    return f"{day}，{who}{where}{verb(act)}{act}{f'，{said}' if said else '。'}"


def _printed(week: Week | None, is_over: bool, notice: Notice) -> Iterator[str]:
    """What the press brought in that week, each piece once; no association's own site is press."""
    printed = [one for one in week.printed if not is_own(one.outlet, notice)] if week else []
    if printed:
        outlets = list(dict.fromkeys(piece.outlet for piece in printed))
        titles = [f"《{title}》" for title in dict.fromkeys(piece.title for piece in printed) if title]
        those = "".join(titles[:PIECES]) + ("等" if 0 < min(PIECES, len(titles)) < len(printed) else "")
        on_air = [bool(re.search("台$|广播", outlet)) for outlet in outlets]
        does = "播出" if all(on_air) else "刊播" if any(on_air) else "刊发"
        more = f"等{len(outlets)}家媒体" if len(outlets) > PIECES else ""
        several = f"{len(printed)}篇，包括" if those else f"{len(printed)}篇"
        number = "" if len(printed) == 1 and those else several
        yield f"{'这一周' if is_over else '本周'}，{'、'.join(outlets[:PIECES])}{more}{does}有关报道{number}{those}。"


def _coming(
    events: Sequence[Entry], by_id: dict[str, Filing], week: Span, register: Register
) -> Iterator[str]:
    """What anybody may come to in the rest of a week that is not over, and in the next, if these are still to come."""
    begun = week.is_over and week.today.reached(later(week.last, 1))
    first, last = (
        (week.today.iso, later(week.last, 7)) if begun else (later(week.last, 1), later(week.last, 7))
    )
    who = f"{press_names.short(register, week.code)}各级计生协"
    more = "还" if first > later(week.last, 1) else ""
    spans = (
        [(f"{span(first, last)}，{who}{more}" if begun else f"下周，{who}", first, last)]
        if first <= last
        else []
    )
    if not week.is_over:
        spans.insert(0, (f"本周，{who}还", week.today.iso, week.last))
    for words, first, last in spans:
        those = [
            once
            for event in events
            if event.phase in _TO_COME and event.advertised and not event.figures.outside
            for once in by_day(event)
            if first <= once.day <= last
        ]
        if those:
            highest = sorted(those, key=lambda once: (level_of(once.code), *_order(once)))
            few = list({once.id: once for once in reversed(highest)}.values())[::-1][:AHEAD]
            few.sort(key=_order)
            said = "；".join(
                f"{'今天' if day == week.today.iso else plain_date(day)}，"
                + "，".join(_announced(once, by_id, week.code, register) for once in those_then)
                for day, those_then in groupby(few, lambda once: once.day)
            )
            more = "，其中有" if len(those) > len(few) else ""
            yield (
                f"{words}将举办面向群众和会员的活动{len(those)}场{more}：{said}。"
                if len(those) > 1
                else f"{said}。"
            )


def _announced(once: Entry, by_id: dict[str, Filing], base: str, register: Register) -> str:
    """What is to come in a few words: association, place, act."""
    activity = by_id[once.id].record
    assert isinstance(activity, Activity)
    act = press_names.act(activity, register, once.code)
    alone = activity.model_copy(update={"place": once.place or None, "sessions": ()})
    where = press_names.site(alone, register, once.code)[0]
    badge = AUDIENCES[activity.open_to].badge
    whom = f"（{badge}）" if badge else ""
    return f"{press_names.near(register, once.code, base)}将{where}{verb(act)}{act}{whom}"
