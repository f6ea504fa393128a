"""A release drafted from records, in the order of facts that editors expect; what no record says is 〔待核实：…〕.

Anniversary and ordinal; date; organisers; place; theme; leaders by office; what was done; numbers; what comes next.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from almanac.disclosure import small_counts
from almanac.model import phase
from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.day import Day
from almanac.model.divisions import Register
from almanac.model.filings import Activity, Filing, Group, Notice, Results, When
from almanac.model.phase import WORDS as PHASES
from almanac.model.phase import DraftKind, Phase
from almanac.validate import association
from almanac.views.announcement import NAMED, later, plain_date
from almanac.views.occurrences import occurrences_of
from almanac.views.press_draft_head import above, heading, reference

WEEK = 7
EACH = 3  # 分场 of which the hours are told


def ask(what: str) -> str:
    """What somebody has to find out before the text may be published."""
    return f"〔待核实：{what}〕"


class Words(NamedTuple):
    """What a draft of one kind says of an activity: headline, digest, first sentence; what those invited do; a word to
    colleagues. {who} is the association, {where} and {at} its place, which {where} asks for, {before} the time it had."""

    headline: str
    digest: str
    first: str
    guests: str = ""
    note: str = ""


WORDS = {
    DraftKind.REPORT: Words(
        "{who}{at}开展{campaign}{forms}",
        "{day}，{unit}{at}开展{name}。",
        "{occasion}{day}，{unit}{joint}{where}举办{name}。",
        "参加活动",
    ),
    DraftKind.PREVIEW: Words(
        "活动预告：{who}将{at}举办{name}",
        "{day}，{unit}将{at}举办{name}。",
        "{occasion}{day}，{unit}{joint}将{where}举办{name}。",
        "将参加活动",
    ),
    DraftKind.OVERDUE: Words(
        "〔待核实：是否已办〕{who}{name}",
        "{unit}原计划{day}{at}举办{name}，〔待核实：是否已办〕。",
        "{unit}{joint}原计划{day}{where}举办{name}，〔待核实：是否已办〕。",
        note="这场活动的日子已经过了，记录里还没有写“已举办”：办了的，先改记录的状态、补上成效，再重新起草。",
    ),
    DraftKind.MOVED: Words(
        "改期公告：{who}{name}改到{day}",
        "{unit}原定{before}举办的{name}改期，改到{day}{at}举办。",
        "{unit}{joint}原定{before}举办的{name}改期，改到{day}{at}举办，请相互转告。",
    ),
    DraftKind.PUT_OFF: Words(
        "改期公告：{who}{name}推迟举办",
        "{unit}原定{before}举办的{name}推迟，{later}。",
        "{unit}{joint}原定{before}举办的{name}推迟，{later}，请相互转告。",
    ),
    DraftKind.CANCELLED: Words(
        "取消公告：{who}{name}不再举办",
        "{unit}原定{day}{at}举办的{name}已经取消。",
        "{unit}{joint}原定{day}{at}举办的{name}已经取消，请相互转告。",
    ),
}


def kind_of(activity: Activity, today: Day) -> DraftKind:
    """Which words a draft takes: a plan whose last day is over, or that was put off to such a day, asks whether it was held."""
    whens = [activity.start, activity.end]
    whens += [when for session in activity.sessions for when in (session.start, session.end)]
    last = max(when.day for when in whens if when)
    return PHASES[phase.due(phase.of(activity), last, today)].draft


def of_activity(filing: Filing, notice: Notice, register: Register, today: Day) -> str:
    """The whole file of a draft about one activity: a report of what was held, else a preview or an announcement.

    Hour and place of what nobody is invited to are told only when it is over.
    """
    activity = filing.record
    assert isinstance(activity, Activity)
    kind, unit = kind_of(activity, today), register[filing.code].title
    open_to_all, words = kind is DraftKind.REPORT or AUDIENCES[activity.open_to].advertised, WORDS[kind]
    at = f"在{activity.place}" if activity.place and open_to_all else ""
    earlier = [change.earlier for change in activity.changes if change.earlier]
    said = {
        "who": f"{above(register, filing.code)}{unit}",
        "unit": unit,
        "name": activity.name,
        "forms": "、".join(activity.forms[:2]) or activity.name,
        "day": _days(activity, open_to_all),
        "later": later(activity).replace("时间另行通知", "新的时间另行通知"),
        "before": _day(earlier[-1], None, open_to_all) if earlier else ask("原定时间"),
        "at": at,
        "where": at or (f"在{ask('地点')}" if open_to_all else ""),
        "joint": _with(activity, register),
        "occasion": "" if activity.apart else _occasion(notice, filing.year),
        "campaign": (activity.occasion or "") if activity.apart else "“5·29会员活动日”",
    }
    headline, digest, first = (part.format(**said) for part in words[:3])
    day = activity.start.day if kind is DraftKind.REPORT else today.iso
    own = [reference(filing)]
    head = heading(headline[:60], digest[:120], filing.code, filing.year, own, day, register, words.note)
    return head + "\n\n".join([first, *_told(activity, kind, notice, filing.code)]) + "\n"


def of_week(those: Sequence[Filing], code: str, monday: str, notice: Notice, register: Register) -> str:
    """The whole file of a draft about what was held at or below an association in a week."""
    unit, start = register[code].title, datetime.date.fromisoformat(monday)
    end = start + datetime.timedelta(WEEK - 1)
    span = f"{start.month}月{start.day}日至{end.month}月{end.day}日"
    headline = f"{above(register, code)}{unit}一周举办“5·29会员活动日”活动{len(those)}场"
    digest = f"{span}，{unit}和下级协会举办“5·29会员活动日”活动{len(those)}场。"
    references = [reference(filing, code, register) for filing in those]
    head = heading(headline[:60], digest[:120], code, those[0].year, references, end.isoformat(), register)
    first = f"{_occasion(notice, those[0].year)}{span}，{unit}和下级协会共举办活动{{{{ 活动数 }}}}场。"
    numbers = [
        _sum(those, "publicity", "宣传{{ 宣传场次 }}场，参加{{ 宣传人数 }}人"),
        _sum(those, "visits", "慰问服务{{ 慰问场次 }}场，慰问{{ 慰问人数 }}人"),
    ]
    counted = "，".join(part for part in numbers if part)
    lines = [*([f"一周里，{counted}。"] if counted else []), *_each(those, register)]
    return head + "\n\n".join([first, *lines, _next()]) + "\n"


def within(filings: Iterable[Filing], monday: str) -> list[Filing]:
    """Those of the campaign that were held in the week from a Monday on, in their order."""
    end = (datetime.date.fromisoformat(monday) + datetime.timedelta(WEEK)).isoformat()
    found = [
        filing
        for filing in filings
        if isinstance(filing.record, Activity)
        and phase.of(filing.record) is Phase.HELD
        and not filing.record.apart
        and len(filing.record.start.day) == 10
        and monday <= filing.record.start.day < end
    ]
    return sorted(found, key=lambda filing: (_start(filing), filing.id))


def _start(filing: Filing) -> str:
    assert isinstance(filing.record, Activity)
    return f"{filing.record.start.day} {filing.record.start.clock or filing.record.start.half}"


# ---------------------------------------------------------------- sentences


def _occasion(notice: Notice, year: int) -> str:
    theme = f"，主题是“{notice.theme}”" if notice.theme else ""
    return f"{year}年5月29日是中国计生协成立{{{{ 周年 }}}}周年纪念日，也是计生协第{{{{ 届次 }}}}个“会员活动日”{theme}。"


def _day(start: When, note: str | None, hour: bool = True) -> str:
    """5月28日上午, or the note where the day is not fixed; hour: whether more than the day is said."""
    if not start.day:
        return note or ask("日期")
    month, day = int(start.day[5:7]), start.day[8:]
    if not day:
        return note or f"{month}月"
    return f"{month}月{int(day)}日" + (
        start.half + (f" {start.clock}" if start.clock else "") if hour else ""
    )


def _days(activity: Activity, hour: bool) -> str:
    """The same of an activity; of several 分场 each, or their days."""
    found = occurrences_of(activity)
    if len(found) < 2:
        return _day(activity.start, activity.time_note, hour)
    if len(found) > EACH or not hour:
        days = list(dict.fromkeys(plain_date(one.start[:10]) for one in found))
        return "、".join(days[:NAMED]) + ("等" if len(days) > NAMED else "")
    return "、".join(
        plain_date(one.start[:10]) + one.half + (f" {one.start[11:]}" if one.start[11:] else "")
        for one in found
    )


def _with(activity: Activity, register: Register) -> str:
    """The other organisers: 联合长沙市计生协、县人民政府."""
    joint = [register[code].title for path in activity.joint if (code := association(path, register))]
    return f"联合{'、'.join([*joint, *activity.hosts])}" if joint or activity.hosts else ""


def _told(activity: Activity, kind: DraftKind, notice: Notice, code: str) -> Iterator[str]:
    """What comes after the first sentence, a paragraph each; what is not filed is asked for."""
    if kind in (DraftKind.REPORT, DraftKind.PREVIEW, DraftKind.OVERDUE):
        yield from _organised(activity, kind, notice)
    else:
        yield from (f"变更说明：{change.text.strip().rstrip('。')}。" for change in activity.changes[-1:])
    if kind is DraftKind.REPORT:
        place = activity.place or "、".join(session.place for session in activity.sessions if session.place)
        yield _numbers(small_counts.shown(activity.results, code, place))
    elif activity.enquiries:
        yield f"咨询：{activity.enquiries}。"
    yield from (ask(question.rstrip("。")) for question in activity.open_questions)
    if kind is DraftKind.REPORT:
        yield _next()


def _organised(activity: Activity, kind: DraftKind, notice: Notice) -> Iterator[str]:
    """Theme, helpers, leaders; what was, or will be, done."""
    own = f"活动主题是“{activity.theme}”。" if activity.theme and activity.theme != notice.theme else ""
    helpers = [
        f"{'、'.join(those)}{what}"
        for those, what in (
            (activity.guides, "指导"),
            (activity.organisers, "承办"),
            (activity.supporters, "协办"),
        )
        if those
    ]
    by = f"活动由{'，'.join(helpers)}。" if helpers else ""
    coming = WORDS[kind].guests
    guests = f"{'、'.join(activity.guests)}{coming}。" if activity.guests and coming else ""
    if own or by or guests:
        yield own + by + guests
    about = (activity.about or "").strip()
    done = "做了什么" if kind is DraftKind.REPORT else "做什么"
    yield about if about else f"活动内容有{'、'.join(activity.forms)}。" if activity.forms else ask(done)


def _numbers(results: Results | None) -> str:
    """All numbers in one sentence: those that are counted are taken from the records when the page is made."""
    said = []
    if results and results.publicity:
        said += ["参加{{ 宣传人数 }}人"] if results.publicity.people else []
        said += [_group(group) for group in results.publicity.parts]
    if results and results.visits:
        said += ["慰问{{ 慰问人数 }}人"] if results.visits.people else []
        said += ["慰问{{ 慰问户数 }}户"] if results.visits.households else []
        groups = "、".join(_group(group) for group in results.visits.groups)
        said += [f"其中{groups}"] if groups else []
    if results:
        said += [f"新结对帮扶{results.pairs}户"] if results.pairs else []
        said += [
            f"{gift.project}募集{gift.amount}元" + (f"，由{gift.foundation}接收" if gift.foundation else "")
            for gift in results.gifts
        ]
        said += [f"{f.item}{f.number}{f.unit}" for f in results.others if f.scope == "本次"]
    return f"据统计，这次活动{'，'.join(said)}。" if said else ask("人数等成效")


def _group(group: Group) -> str:
    return f"{group.group}{group.number}{group.unit}"


def _sum(those: Sequence[Filing], key: str, words: str) -> str:
    known = [
        getattr(f.record.results, key) for f in those if isinstance(f.record, Activity) and f.record.results
    ]
    return words if any(one and one.people for one in known) else ""


def _each(those: Sequence[Filing], register: Register) -> Iterator[str]:
    for filing in those:
        activity = filing.record
        assert isinstance(activity, Activity)
        where = f"在{activity.place}" if activity.place else ""
        day = _day(activity.start, activity.time_note)
        yield f"{day}，{above(register, filing.code)}{register[filing.code].title}{where}举办{activity.name}。"


def _next() -> str:
    return f"下一步，{ask('接下来做什么')}。"
