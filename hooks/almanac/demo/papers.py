"""Invented records besides activities: tallies, published pieces, accounts, promises, plans, awards."""

from __future__ import annotations

from almanac.demo.setting import TODAY, Draw, Scene, amount, between, pick
from almanac.model.counting_rules import ALL_FILED
from almanac.model.divisions import Association, Level, city_of

_OUTLETS = (
    (
        "媒体: 演示国家媒体, 级别: 国家级, 已核: [{问题: Q243, 值: 演示国家媒体 国家级, 说明: 演示}]",
        "文字",
    ),
    ("媒体: 演示省报, 级别: 省级", "文字"),
    ("媒体: 红网", "文字"),
    ("媒体: 演示市报, 级别: 市级", "文字"),
    ("媒体: 演示市电视台, 级别: 市级", "音视频"),
    ("媒体: 演示县融媒体中心, 级别: 县级", "音视频"),
    ("媒体: 湖南省计生协网站", "文字"),
    ("媒体: 演示市计生协公众号, 级别: 市级, 本系统: 是", "文字"),
    ("媒体: 演示县计生协网站, 级别: 县级, 本系统: 是", "文字"),
    ("媒体: 演示网站, 级别: 其他", "文字"),
)
TALLIED = {level: level.below.label for level in (Level.CITY, Level.COUNTY, Level.TOWNSHIP) if level.below}


def tally(scene: Scene, here: Association, below: int) -> str:
    """What the associations below held: what nobody recorded one by one, or all of it; `below`: so many are recorded."""
    draw = scene.draw
    units = between(draw, 1, max(1, len(scene.register.children(here.code))))
    sessions, people, outside = units, units * 60, f"不含: [{ALL_FILED}]\n"
    if draw() < 0.4:  # no less than all that can have been recorded
        most = {Level.CITY: (7, 1500), Level.COUNTY: (7, 500), Level.TOWNSHIP: (1, 150)}[here.level]
        sessions, people, outside = units + below * most[0], units * 60 + below * most[1], ""
    return (
        f"级别: {TALLIED[here.level]}\n截至: {scene.days[TODAY + 14]}\n单位数: {units}\n{outside}"
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


def papers(scene: Scene, here: Association, over: list[tuple[str, str, str]]) -> dict[str, str]:
    """Published pieces, accounts, promises, the plan, and an award, at the province, cities and counties."""
    draw, title = scene.draw, here.title
    files = {
        "阵地": f"微信: [{{名称: 演示-{title}}}]\n"
        + (f"官网: [{{名称: 演示-{title}网}}]\n" if draw() < 0.3 else ""),
        "备案": f"计划: {{日期: {scene.days[15 + 11]}}}\n联系人: 综合科\n",
        "清单": "".join(
            f"- {{事项: {item}, 对象: {group}, 负责: {title}, 状态: {pick(draw, ('在办', '办结'))}}}\n"
            for item, group in (("为育龄妇女免费检查", "育龄妇女"), ("为老年人签约家庭医生", "老年人"))
        ),
    }
    pieces = "".join(_piece(draw, here, *each) for each in over[: between(draw, 0, 5)])
    if pieces:
        files["媒体"] = pieces
    meeting = next(((stem, day) for stem, day, _ in over if stem.endswith("表彰会")), None)
    below = scene.register.children(here.code)
    if meeting and below:
        level = {Level.PROVINCE: "省级", Level.CITY: "市州", Level.COUNTY: "县级"}[here.level]
        files["表彰"] = (
            f"名称: 演示表彰 先进计生协\n类型: 集体\n级别: {level}\n授予单位: {title}\n日期: {meeting[1]}\n"
            f"数量: {len(below[:10])}\n单位: 个\n活动: {meeting[0]}\n"
            "名单:\n" + "".join(f"  - 名称: {unit.title}\n" for unit in below[:10])
        )
    return files
