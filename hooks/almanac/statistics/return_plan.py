"""The plan of a campaign in words: theme and time, what each category asks for and has arranged, who helps, what is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from almanac.model import phase
from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.divisions import Level, Register, level_of
from almanac.model.filings import Activity, Category, Filing, Notice, Promise
from almanac.model.phase import WORDS
from almanac.statistics import returns
from almanac.statistics.table import StatisticsTable
from almanac.views import press_names
from almanac.views.announcement import plain_date
from almanac.views.press_headlines import verb
from almanac.views.press_sentences import ask

NUMERALS = "一二三四五六七八九十"
EXAMPLES, OFFICES, DUTY = 2, 6, 180  # told of each category; named; characters of a duty that are quoted


class Told(NamedTuple):
    """What a draft is made of."""

    table: StatisticsTable
    register: Register
    activities: list[Filing]
    promises: list[Promise]

    @property
    def notice(self) -> Notice:
        return self.table.notice

    @property
    def us(self) -> str:
        """我市, 我州, 我县."""
        return "我" + self.register[self.table.code].name[-1]


def activity_of(filing: Filing) -> Activity:
    assert isinstance(filing.record, Activity)
    return filing.record


def numbered(first: list[str], parts: Iterator[tuple[str, list[str]]]) -> list[str]:
    """Paragraphs below headings 一、 二、, those without words left out."""
    found = [each for each in parts if each[1]]
    body = [
        line
        for numeral, (head, lines) in zip(NUMERALS, found, strict=False)
        for line in (f"{numeral}、{head}", *lines)
    ]
    return [*first, *body]


def opening(told: Told) -> str:
    notice, year = told.notice, told.table.year
    paper = (
        f"《{notice.title}》（{notice.document}）"
        if notice.title and notice.document
        else ask("通知的标题和文号")
    )
    ordinal = notice.ordinal or year - 1998
    return (
        f"{year}年5月29日是中国计生协成立{year - 1980}周年纪念日，也是计生协第{ordinal}个“会员活动日”。"
        f"按照{paper}要求，结合{told.us}实际，制定本计划。"
    )


def plan(told: Told) -> Iterator[tuple[str, list[str]]]:
    notice, all_ = told.notice, [one for one in told.activities if WORDS[phase.of(activity_of(one))].listed]
    theme = f"活动主题为“{notice.theme}”。" if notice.theme else f"活动主题：{ask('主题')}。"
    period = notice.period.text if notice.period else ask("活动时间")
    due = min((one.due for one in notice.deadlines if one.material == "计划"), default="")
    yield "活动主题和时间", [f"{theme}活动时间为{period}，5月29日前后集中开展。"]
    lines: list[str] = []
    named: set[str] = set()
    for numeral, category in zip(NUMERALS, notice.categories, strict=False):
        those = [one for one in all_ if category.name in activity_of(one).categories]
        fresh = sorted(those, key=lambda one: (one.id in named, _is_before(one, due)))[:EXAMPLES]
        named |= {one.id for one in fresh}
        lines += [f"（{numeral}）{category.title}", _duty(category) + _planned(told, len(those), fresh)]
    yield "活动内容", lines
    yield "组织分工", [_helpers(all_)]
    boxes = "、".join(box.name for box in notice.mailboxes)
    yield (
        "宣传报道",
        [
            (
                f"各级协会及时报送活动稿件和照片，{f'向{boxes}投稿，' if boxes else ''}同时联系当地媒体报道。"
                "稿件写明时间、地点、参加人数，照片注明说明，报送前经过审核。照片里的人应当同意公开，"
                "未成年人和服务对象的脸要遮挡。"
            )
        ],
    )
    yield "工作要求", [*(f"{duty.rstrip('。')}。" for duty in notice.duties), *_due(notice, told.table.code)]


def _is_before(filing: Filing, due: str) -> bool:
    """Whether it is over before the plan is due: others are named, and none twice, if there are any."""
    return activity_of(filing).start.day < due


def _duty(category: Category) -> str:
    """What the notice asks for, as far as it fits; whom it binds."""
    text = ""
    for duty in category.duties:
        if len(text) + len(duty) <= DUTY:
            text += f"{duty.rstrip('。')}。"
    bound = (
        f"{'、'.join(category.required)}计生协都要办一次。"
        if category.required and "均要" not in text
        else ""
    )
    return (text or f"{ask('怎样开展')}。") + bound


def _planned(told: Told, number: int, those: list[Filing]) -> str:
    """How many are planned, and some of them, by day; of what nobody is invited to only its name."""
    if not those:
        return f"具体安排：{ask('安排哪些活动')}。"
    said = []
    for filing in sorted(those, key=lambda one: activity_of(one).start.day or "~"):
        activity, code = activity_of(filing), filing.code
        act, place = (
            press_names.act(activity, told.register, code),
            press_names.place(activity, told.register, code),
        )
        open_to_all = AUDIENCES[activity.open_to].advertised
        day = plain_date(activity.start.day) if len(activity.start.day) == 10 else ask("日期")
        where = f"在{place}" if place and open_to_all else ""
        who = press_names.near(told.register, code, told.table.code)
        said.append(f"{day}，{who}{where}{verb(act)}{act}")
    return f"已经安排{number}场{'，其中' if number > len(said) else ''}：{'；'.join(said)}。"


def _helpers(those: Sequence[Filing]) -> str:
    """Who organises with us, of the association's own activities and those below."""
    names: dict[str, int] = {}
    for filing in those:
        for name in (*activity_of(filing).organisers, *activity_of(filing).supporters):
            names[name] = names.get(name, 0) + 1
    most = sorted(names, key=lambda name: (-names[name], name))[:OFFICES]
    if not most:
        return f"牵头科室和配合单位：{ask('分工')}。"
    return f"活动由计生协牵头，{'、'.join(most)}等单位配合。具体分工：{ask('各单位做什么')}。"


def _due(notice: Notice, code: str) -> Iterator[str]:
    """What is due of whom: the association's own, or what those below owe; of others when is asked of the superior."""
    dated = [one for one in notice.deadlines if len(one.due) == 10]
    is_top = level_of(code) is Level.PROVINCE
    those = dated if is_top else [one for one in dated if returns.binds(one, code)]
    said = "；".join(f"{one.item}于{plain_date(one.due)}前报{one.to}" for one in those)
    if said:
        whose = f"{'、'.join(dict.fromkeys(name for one in those for name in one.by))}的" if is_top else ""
        yield f"{whose}各项材料按期报送：{said}。"
    elif dated:
        items = "、".join(one.item for one in dated)
        yield f"{items}按上级计生协规定的日期报送：{ask('上级规定的日期')}。"
