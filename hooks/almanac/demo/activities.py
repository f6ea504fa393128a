"""Invented records of one association for the demo: what a clerk might have filed, as text, drawn by lot."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from almanac.demo.papers import TALLIED, TALLIES, Past, counted_to, papers, tally
from almanac.demo.setting import CROWDS, Draw, Idea, Scene, amount, between, pick
from almanac.model.divisions import Association, Level, parent
from almanac.model.words import Status

# How many activities begin on each day from May 1 to June 15: a rise to May 29, a tail, a few too late.
_SUMS = list(accumulate([1] * 14 + [1.5] * 7 + [3, 3, 4, 5, 7, 10, 14, 28, 7, 4] + [1.5] * 10 + [0.06] * 5))

_PLACES = {
    Level.PROVINCE: "省图书馆报告厅 省妇幼保健院门诊大厅 省文化馆",
    Level.CITY: "市民广场 市文化中心 市妇幼保健院 市体育馆",
    Level.COUNTY: "人民广场 文化馆 妇幼保健院 体育中心 工业园区",
    Level.TOWNSHIP: "政府前坪 文化站 卫生院 中心小学 集镇广场",
    Level.VILLAGE: "村部 文化广场 卫生室 活动中心 农家书屋",
}
_GROUPS = ("计生特殊家庭", "计生困难家庭", "留守儿童", "留守老人", "留守妇女")
_PROJECTS = ("小善举·大爱心", "幸福工程")
_OFFICES = ("卫健局", "妇幼保健院", "融媒体中心", "总工会", "妇联", "团委", "教育局", "文旅局")
_REASONS = ("因连日降雨", "因场地检修", "因防汛值班", "因医护人员另有任务")
PHONE = " 000-00000000"  # nobody's
PICTURED = "照片: [{文件: "  # so begins the line of a record with a picture beside it
_UNSURE = "开始: 待定\n时间说明: "


class Held(NamedTuple):
    """How an activity stands on the demo's day: the day it is on; its lines on state and time, its sessions and changes."""

    over: bool
    day: str
    when: list[str]
    sessions: list[str]
    changes: list[str]


def records_of(scene: Scene, here: Association, number: int) -> dict[str, str]:
    """The files of one association: text by file name without .yml."""
    scene = scene.apart()
    draw = scene.draw
    files: dict[str, str] = {}
    held: list[Past] = []
    taken: set[tuple[str, int]] = set()
    while len(files) < number:
        first = bisect(_SUMS, draw() * _SUMS[-1])
        idea = pick(draw, scene.ideas[here.level])
        day = scene.day(first)
        stem = f"{day[5:7]}{day[8:]}-{idea.word}"
        name = f"{'全省' if here.name.endswith('省') else here.short}{pick(draw, idea.names)}"
        if stem in files or (name, first) in taken:
            continue
        taken.add((name, first))
        apart = scene.apart()
        stands = _held(apart, here, idea, first)
        files[stem] = _activity(apart, here, idea, name, stands)
        held.append(Past(stem, stands.day, name, stands.over))
    if here.level <= Level.COUNTY and number:
        files |= papers(scene, here, held)
        for past in [each for each in held if each.over][:1]:
            files[past.stem] += (
                f"{PICTURED}{past.stem}.jpg, 说明: {past.name}现场（演示用的画）, 同意: 无人像, 未成年人: 无}}]\n"
            )
    if here.level in TALLIED and number and draw() < 0.15 and scene.today > TALLIES:
        files["汇总"] = tally(
            scene, here, sum(scene.numbers[unit.code] for unit in scene.register.children(here.code))
        )
    if not number and draw() < 0.5 and scene.today > TALLIES:
        files["汇总"] = f"级别: 本级\n截至: {counted_to(scene)}\n零报告: 是\n说明: 演示数据\n"
    return files


def _held(scene: Scene, here: Association, idea: Idea, first: int) -> Held:
    """Over if it ended by the demo's day; a few are called off, put off, moved, without a fixed day, or not reported.

    What becomes of it is drawn whatever the day is, and told from the day on which it was decided.
    """
    draw, today = scene.draw, scene.today
    last = first + (between(draw, 1, 6) if draw() < (0.6 if idea.word == "巡展" else 0.03) else 0)
    early, luck, lead = draw() < 0.35, draw(), between(draw, 1, 5)
    clock = pick(draw, ("", " 上午", " 上午", " 下午", " 08:30", " 09:00", " 09:30", " 15:00", " 19:30"))
    over = last < today or (last == today and early)
    if last == today and over:
        clock = " 上午"
    day, decided = scene.day(first), first - lead <= today
    told, state = scene.day(first - lead), Status.HELD if over else Status.PLANNED
    if luck < 0.02 and decided:
        text = f"{pick(draw, _REASONS)}取消"
        return Held(False, day, ["状态: 取消", f"开始: {day}{clock}"], [], _change(told, text, ""))
    if 0.02 <= luck < 0.035 and first > 5 and decided:
        return _put_off(scene, day + clock, first, told)
    if 0.035 <= luck < 0.05:
        vague = f"开始: {day[:7]}\n时间说明: {int(day[5:7])}月{'上中下'[min(2, int(day[8:]) // 11)]}旬"
        return Held(over, day, [f"状态: {state}", vague if over else f"{_UNSURE}具体时间另行通知"], [], [])
    changes: list[str] = []
    if 0.05 <= luck < 0.07 and last == first:
        earlier = scene.day(first - 1)
        if decided:
            changes = _change(told, f"时间由{int(earlier[8:])}日改为{int(day[8:])}日", earlier)
        else:
            day = earlier
    over = over and not 0.07 <= luck < 0.08  # nobody has filed what came of it
    when = [f"状态: {Status.HELD if over else Status.PLANNED}", f"开始: {day}{clock}"]
    if last > first:
        when.append(f"结束: {scene.day(last)}")
    elif clock[-3:] in (":30", ":00") and draw() < 0.6:
        when.append(f"结束: {day} {int(clock[1:3]) + 2}{clock[3:]}")
    elif idea.word == "赶集宣传":
        when.append("时间说明: 赶集日")
    return Held(over, day, when, _sessions(scene, here, first, last), changes)


def _put_off(scene: Scene, moment: str, first: int, told: str) -> Held:
    """Put off to another day, on which it is held, or to a day that is not known yet."""
    draw = scene.draw
    reason, known, again = f"{pick(draw, _REASONS)}延期", draw() < 0.5, first + between(draw, 2, 9)
    over = known and again < scene.today
    when = f"开始: {scene.day(again)}" if known else f"{_UNSURE}时间另行通知"
    state = Status.HELD if over else Status.POSTPONED
    return Held(over, scene.day(again), [f"状态: {state}", when], [], _change(told, reason, moment))


def _change(day: str, text: str, earlier: str) -> list[str]:
    return [f"变更: [{{日期: {day}, 内容: {text}{', 原定: ' + earlier if earlier else ''}}}]"]


def _sessions(scene: Scene, here: Association, first: int, last: int) -> list[str]:
    """A tour of several days goes from one association below to the next; some are on the first and the last day only."""
    below = scene.register.children(here.code)
    if last == first or not below:
        return []
    found = [
        f"  - {{开始: {day} {pick(scene.draw, ('上午', '下午'))}, 地点: {pick(scene.draw, below).short}}}"
        for day in map(scene.day, range(first, last + 1))
    ]
    return ["分场:", *(found[:: len(found) - 1] if first % 3 == 0 else found)]


def _activity(scene: Scene, here: Association, idea: Idea, name: str, held: Held) -> str:
    """One activity's file, in the order of the fields."""
    draw = scene.draw
    online = idea.word == "网上课堂"
    lines = [f"名称: {name}", f"类别: [{', '.join(idea.categories[: between(draw, 1, 2)])}]"]
    lines.append(f"形式: [{', '.join(idea.forms[: between(draw, 1, 3)])}]")
    lines += held.when
    if not online and draw() < 0.95:
        before, where = here.short if draw() < 0.5 else "", pick(draw, _PLACES[here.level].split())
        if not here.short.endswith("村"):
            where = where.replace("村部", "服务中心")
        if here.short.endswith("街道"):
            where = where.replace("政府", "办事处")
        lines.append(f"地点: {before}{where.lstrip('省市') if before else where}")
    lines += held.sessions
    if online:
        lines.append("方式: 线上")
    lines.append(f"面向: [{', '.join(idea.audience[: between(draw, 1, 3)])}]")
    if "会员" in name.replace("会员活动日", ""):
        lines.append("参加: 会员")
    lines += _partners(scene, here)
    if draw() < 0.9:
        lines += ["简介: |", *(f"  {sentence}" for sentence in idea.about[: between(draw, 1, 3)])]
    expects, people = draw() < 0.3, between(draw, *CROWDS[here.level])
    if not held.over:
        lines.append(f"咨询: {here.title}{PHONE if here.level <= Level.TOWNSHIP else ''}")
        if "开始: 待定" not in held.when[1] and expects:
            lines += ["预计:", f"  宣传: {{人数: {people}}}"]
    elif draw() < 0.97:
        lines += ["成效:", *_results(draw, here, idea, len(held.sessions) - 1)]
    else:
        lines.append("待核实: 人数未记")
    return "\n".join([*lines, *held.changes, "来源: 演示数据，不是真实活动", ""])


_JOINT = dict(zip(Level, (0.5, 0.3, 0.25, 0.15, 0.03), strict=True))  # how many are held with others


def _partners(scene: Scene, here: Association) -> Iterator[str]:
    """Other associations of all levels, offices, and who was present by office."""
    draw, register = scene.draw, scene.register
    level = here.level
    if draw() < _JOINT[level]:
        near = register.children(here.code if level < Level.VILLAGE else parent(here.code))
        if level is Level.COUNTY and draw() < 0.3:
            near = register.children(parent(here.code))
        joint = {register.path(pick(draw, near).code) for _ in range(between(draw, 1, 2)) if near}
        joint.discard(register.path(here.code))
        if joint:
            yield f"联合: [{', '.join(sorted(joint))}]"
    if draw() < 0.1:
        yield "主办: [当地人民政府]"
    if level <= Level.COUNTY or draw() < 0.2:
        offices = [pick(draw, _OFFICES) for _ in range(3)]
        if level <= Level.CITY:
            offices = [one.replace("卫健局", "卫健委") for one in offices]
        yield f"承办: [{offices[0]}]"
        yield f"协办: [{', '.join(dict.fromkeys(offices[1:]))}]"
    if level in (Level.CITY, Level.COUNTY) and (chance := draw()) < 0.6:
        above = f"{register[parent(here.code)].title}有关负责人, " if chance < 0.1 else ""
        kind = here.printed[-1]
        yield f"出席: [{above}{kind}计生协会长, {kind}政府分管负责人]"


def _results(draw: Draw, here: Association, idea: Idea, sessions: int) -> Iterator[str]:
    """What came of it: counted results, and the other numbers that go with the idea."""
    people = between(draw, *CROWDS[here.level])
    if "宣" in idea.results:
        number = f"场次: {max(1, sessions)}, " if sessions > 0 or draw() < 0.7 else ""
        yield f"  宣传: {{{number}人数: {amount(draw, people)}}}"
    if "慰" in idea.results:
        people = 3 + people // 12
        known = pick(
            draw,
            (
                f"人数: {people}",
                f"人数: {people}, 户数: {people - 2}",
                f"户数: {people}",
                f"人数: {people}, 户数: 2, 户数另计: 是",
            ),
        )
        if draw() < 0.25:
            known += f", 分组: [{{对象: {pick(draw, _GROUPS)}, 数量: {people}, 单位: 人}}]"
        yield f"  慰问: {{场次: {max(1, sessions)}, {known}}}"
    others: list[str] = []
    for item, unit, each in zip(idea.figures[::3], idea.figures[1::3], idea.figures[2::3], strict=True):
        number = amount(draw, max(1, round(people * float(each))))
        if item == "结对":
            yield f"  结对: {number}"
        elif item == "善款":
            yield f"  募捐: [{{项目: {pick(draw, _PROJECTS)}, 金额: {number}, 基金会: 演示基金会}}]"
        else:
            others.append(f"{{项目: {item}, 数量: {number}, 单位: {unit}}}")
    if others:
        yield f"  其他: [{', '.join(others)}]"
