"""A release drafted from records, in the order of facts that editors expect; what no record says is 〔待核实：…〕.

Anniversary and ordinal; date; organisers; place; theme; leaders by office; what was done; numbers; what comes next.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from almanac.records import Activity, Filing, Group, Notice, Results, When
from almanac.register import Register, parent
from almanac.rules import association
from almanac.views import care

WEEK = 7


def ask(what: str) -> str:
    """What somebody has to find out before the text may be published."""
    return f"〔待核实：{what}〕"


def of_activity(filing: Filing, notice: Notice, register: Register) -> str:
    """The whole file of a draft about one activity."""
    activity = filing.record
    assert isinstance(activity, Activity)
    unit, day = register[filing.code].title, _day(activity.start, activity.time_note)
    forms = "、".join(activity.forms[:2]) or activity.name
    held = "举办" if activity.state == "已举办" else "将举办"
    place = activity.place or ""
    headline = (
        f"{_above(register, filing.code)}{unit}{f'在{place}' if place else ''}开展“5·29会员活动日”{forms}"
    )
    digest = f"{day}，{unit}{f'在{place}' if place else ''}开展{activity.name}。"
    head = _head(
        headline[:60],
        digest[:120],
        filing.code,
        filing.year,
        [_reference(filing)],
        activity.start.day,
        register,
    )
    first = f"{_occasion(notice, filing.year)}{day}，{unit}{_with(activity, register)}在{place or ask('地点')}{held}{activity.name}。"
    return head + "\n\n".join([first, *_told(activity, notice, filing.code), _next()]) + "\n"


def of_week(those: Sequence[Filing], code: str, monday: str, notice: Notice, register: Register) -> str:
    """The whole file of a draft about what was held at or below an association in a week."""
    unit, start = register[code].title, datetime.date.fromisoformat(monday)
    end = start + datetime.timedelta(WEEK - 1)
    span = f"{start.month}月{start.day}日至{end.month}月{end.day}日"
    headline = f"{_above(register, code)}{unit}一周举办“5·29会员活动日”活动{len(those)}场"
    digest = f"{span}，{unit}和下级协会举办“5·29会员活动日”活动{len(those)}场。"
    references = [_reference(filing, code, register) for filing in those]
    head = _head(headline[:60], digest[:120], code, those[0].year, references, end.isoformat(), register)
    first = f"{_occasion(notice, those[0].year)}{span}，{unit}和下级协会共举办活动{{{{ 活动数 }}}}场。"
    numbers = [
        _sum(those, "publicity", "宣传{{ 宣传场次 }}场，参加{{ 宣传人数 }}人"),
        _sum(those, "visits", "慰问服务{{ 慰问场次 }}场，慰问{{ 慰问人数 }}人"),
    ]
    counted = "，".join(part for part in numbers if part)
    lines = [*([f"一周里，{counted}。"] if counted else []), *_each(those, register)]
    return head + "\n\n".join([first, *lines, _next()]) + "\n"


def within(filings: Iterable[Filing], monday: str) -> list[Filing]:
    """Those that were held in the week from a Monday on, in their order."""
    end = (datetime.date.fromisoformat(monday) + datetime.timedelta(WEEK)).isoformat()
    found = [
        filing
        for filing in filings
        if isinstance(filing.record, Activity)
        and filing.record.state == "已举办"
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


def _day(start: When, note: str | None) -> str:
    if not start.day:
        return note or ask("日期")
    month, day = int(start.day[5:7]), start.day[8:]
    if not day:
        return note or f"{month}月"
    return f"{month}月{int(day)}日{start.half}{f' {start.clock}' if start.clock else ''}"


def _with(activity: Activity, register: Register) -> str:
    """The other organisers: 联合长沙市计生协、县人民政府."""
    joint = [register[code].title for path in activity.joint if (code := association(path, register))]
    return f"联合{'、'.join([*joint, *activity.hosts])}" if joint or activity.hosts else ""


def _told(activity: Activity, notice: Notice, code: str) -> Iterator[str]:
    """Theme, helpers, leaders, what was done and the numbers, a paragraph each; what is not filed is asked for."""
    place = activity.place or "、".join(session.place for session in activity.sessions if session.place)
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
    guests = f"{'、'.join(activity.guests)}参加活动。" if activity.guests else ""
    if own or by or guests:
        yield own + by + guests
    about = (activity.about or "").strip()
    yield (
        about if about else f"活动内容有{'、'.join(activity.forms)}。" if activity.forms else ask("做了什么")
    )
    yield _numbers(care.shown(activity.results, code, place))
    for question in activity.open_questions:
        yield ask(question.rstrip("。"))


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
        said += [f"{gift.project}募集{gift.amount}元，由{gift.foundation}接收" for gift in results.gifts]
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
        yield f"{day}，{_above(register, filing.code)}{register[filing.code].title}{where}举办{activity.name}。"


def _next() -> str:
    return f"下一步，{ask('接下来做什么')}。"


# ---------------------------------------------------------------- the head


def _above(register: Register, code: str) -> str:
    """What a town or a village belongs to, by which others know it."""
    return register[parent(code)].short if len(code) > 6 else ""


def _reference(filing: Filing, code: str = "", register: Register | None = None) -> str:
    """How a release names an activity: its file, with the folder below the association; its number in a list."""
    stem = filing.file.rpartition("/")[2].removesuffix(".yml")
    number = filing.id.rpartition("-")[2] if filing.item is not None else ""
    folder = ""
    if register and filing.code != code:
        folder = "/" + register.path(filing.code) + "/"
    return f"{folder}{stem}{'#' + number if number else ''}"


def _head(
    headline: str, digest: str, code: str, year: int, activities: Sequence[str], day: str, register: Register
) -> str:
    """What stands above the text; whatever only people know is left for them."""
    unit = register.path(code) or register[code].name
    written = day if len(day) == 10 else f"{year}-05-29"
    lines = [
        "---",
        f"标题: {_quoted(headline)}",
        f"摘要: {_quoted(digest)}",
        f"单位: {unit}",
        f'年份: "{year}"',
        f"活动: [{', '.join(map(_quoted, activities))}]",
        "状态: 草稿",
        f"发布: {written}",
        "说明: 由活动记录起草。把〔待核实〕的查清，补上通讯员、责编和三审，再把状态改成“定稿”。",
        "---",
        "",
    ]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """A text as a value of a record: in quotation marks where its letters would be read otherwise."""
    escaped = text.replace("'", "''")
    return f"'{escaped}'"
