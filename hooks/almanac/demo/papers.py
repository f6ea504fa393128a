"""Invented records besides activities: tallies, published pieces, accounts, promises, plans, awards."""

from __future__ import annotations

from typing import NamedTuple

from almanac.demo.setting import Draw, Scene, amount, between, pick
from almanac.model.counting_rules import ALL_FILED
from almanac.model.divisions import Association, Level, Register, city_of

_OUTLETS = (
    (
        "媒体: 演示国家媒体, 级别: 国家级, 已核: [{问题: Q243, 值: 演示国家媒体 国家级, 说明: 演示}]",
        "文字",
    ),
    ("媒体: 演示省报, 级别: 省级", "文字"),
    ("媒体: 中国人口报", "文字"),
    ("媒体: 演示市报, 级别: 市级", "文字"),
    ("媒体: 演示市电视台, 级别: 市级", "音视频"),
    ("媒体: 演示县融媒体中心, 级别: 县级", "音视频"),
    ("媒体: 中国计生协网站", "文字"),
    ("媒体: 演示市计生协公众号, 级别: 市级, 本系统: 是", "文字"),
    ("媒体: 演示县计生协网站, 级别: 县级, 本系统: 是", "文字"),
    ("媒体: 演示网站, 级别: 其他", "文字"),
)
TALLIES, CLOSED = 20, 50  # from which day on there are tallies, and to which day the last are counted
PLANNED, SUMMED = 11, 55  # on which days plans and summaries are returned
TALLIED = {level: level.below.label for level in (Level.CITY, Level.COUNTY, Level.TOWNSHIP) if level.below}


class Past(NamedTuple):
    """An activity as other records name it: its file, its day, its name, and whether it has been held."""

    stem: str
    day: str
    name: str
    over: bool


def counted_to(scene: Scene) -> str:
    """To which day what is filed by the demo's day was counted."""
    return scene.day(min(scene.today - 1, CLOSED))


def tally(scene: Scene, here: Association, below: int) -> str:
    """What the associations below held: what nobody recorded one by one, or all of it; `below`: so many are recorded."""
    draw = scene.draw
    units = between(draw, 1, max(1, len(scene.register.children(here.code))))
    sessions, people, outside = units, units * 60, f"不含: [{ALL_FILED}]\n"
    if draw() < 0.4:  # no less than all that can have been recorded
        most = {Level.CITY: (7, 1500), Level.COUNTY: (7, 500), Level.TOWNSHIP: (1, 150)}[here.level]
        sessions, people, outside = units + below * most[0], units * 60 + below * most[1], ""
    return (
        f"级别: {TALLIED[here.level]}\n截至: {counted_to(scene)}\n单位数: {units}\n{outside}"
        f"宣传: {{场次: {sessions}, 人数: {people if not outside else amount(draw, people)}}}\n说明: 演示数据\n"
    )


def _piece(draw: Draw, here: Association, stem: str, day: str, name: str) -> str:
    """A published piece; some in several outlets, some reprinted, some filed by a city and its county alike."""
    outlet, form = pick(draw, _OUTLETS)
    told = f"形式: {form}, 标题: {name}, 日期: {day}, 活动: [{stem}]"
    web = f", 网址: 'https://example.org/{city_of(here.code)}/{day}'" if draw() < 0.2 else ""
    lines = [f"- {{{outlet}, {told}{web}}}\n"]
    if draw() < 0.15:
        lines.append(f"- {{{pick(draw, _OUTLETS)[0]}, {told}}}\n")
    if draw() < 0.1:
        lines.append(f"- {{媒体: 演示县报, 级别: 县级, {told}, 转载自: 演示省报}}\n")
    return "".join(lines)


def papers(scene: Scene, here: Association, held: list[Past]) -> dict[str, str]:
    """Published pieces, accounts, promises, what was returned, and awards, at the province, cities and counties."""
    draw, title = scene.draw, here.title
    files = {
        "阵地": f"微信: [{{名称: 演示-{title}}}]\n"
        + (f"官网: [{{名称: 演示-{title}网}}]\n" if draw() < 0.3 else ""),
        "备案": _returned(scene),
        "清单": "".join(
            f"- {{事项: {item}, 对象: {group}, 负责: {title}, 状态: {'办结' if done < scene.today else '在办'}}}\n"
            for item, group in (("为育龄妇女免费检查", "育龄妇女"), ("为老年人签约家庭医生", "老年人"))
            for done in (between(draw, 10, 46),)
        ),
    }
    chosen = [(each, _piece(draw, here, *each[:3])) for each in held[: between(draw, 0, 5)]]
    if pieces := "".join(text for each, text in chosen if each.over):
        files["媒体"] = pieces
    held = [each for each in held if each.over]
    meeting = next((each for each in held if each.stem.endswith("表彰会")), None)
    chosen_persons = draw() < (0.4 if here.level is Level.COUNTY else 0.9)
    rolls = _units(here, meeting, scene.register) if meeting else ""
    if held and chosen_persons:
        rolls += _persons(here, (meeting or held[0]).day, scene.register)
    if rolls:
        files["表彰"] = rolls
    return files


def _returned(scene: Scene) -> str:
    """What was returned by the demo's day."""
    lines = [f"计划: {{日期: {scene.day(PLANNED)}}}\n"] if scene.today >= PLANNED else []
    if scene.today >= SUMMED:
        lines.append(f"总结: {{日期: {scene.day(SUMMED)}, 内容: 演示总结，不是真实情况。}}\n")
        lines.append(f"填报日期: {scene.day(SUMMED)}\n")
    return "".join([*lines, "联系人: 综合科\n"])


def _units(here: Association, meeting: Past, register: Register) -> str:
    """A roll of associations below."""
    below = register.children(here.code)[:10] or (here,)
    return (
        f"- 名称: 演示先进计生协\n  类型: 集体\n{_given(here, meeting.day)}  活动: {meeting.stem}\n"
        f"  数量: {len(below)}\n  单位: 个\n  名单:\n"
        + "".join(f"    - 名称: {unit.title}\n" for unit in below)
    )


def _persons(here: Association, day: str, register: Register) -> str:
    """A roll of persons who have agreed to be named; they are invented, and it says so."""
    turn = int(here.code) % len(_DEEDS)
    consent = f"{{同意人: 本人, 日期: {day}, 范围: [网页, 印刷], 至: {int(day[:4]) + 5}-12-31}}"
    return (f"- 编号: yanshi\n  名称: 演示最美志愿者\n  类型: 个人\n{_given(here, day)}  名单:\n") + "".join(
        f"    - 编号: '0{n}'\n      名称: 演示{name}\n      单位: {unit.title}\n      身份: 志愿者\n"
        f"      事迹: {deed}（演示数据，不是真实的人和事）\n      同意: {consent}\n"
        for n, (name, unit, deed) in enumerate(
            zip(
                "甲乙丙", register.children(here.code) or (here,), _DEEDS[turn:] + _DEEDS[:turn], strict=False
            ),
            1,
        )
    )


def _given(here: Association, day: str) -> str:
    level = {Level.PROVINCE: "省级", Level.CITY: "市州", Level.COUNTY: "县级"}[here.level]
    return f"  级别: {level}\n  授予单位: {here.title}\n  日期: {day}\n"


_DEEDS = (
    "每逢赶集日都在服务点值守，帮老人量血压、看说明书。",
    "三年里走遍全村各组，把孕产妇免费检查的日子一家一家告诉到。",
    "组织邻里互助小组，农忙时轮流照看留守的孩子和老人。",
)
