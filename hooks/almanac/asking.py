"""A new activity by questions: each answer is spelt and checked at once, and asked again if it will not do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from pydantic import ValidationError

from almanac import cells, refusals, repairs, rows
from almanac.columns import Column, Value, columns, nested
from almanac.opening import Cell
from almanac.records import ACTIVITY
from almanac.taking import Context

_ALWAYS = ["名称", "类别", "状态", "开始", "结束", "地点", "形式", "面向", "简介"]
_HELD = ["成效·宣传·场次", "成效·宣传·人数", "成效·慰问·场次", "成效·慰问·人数", "成效·慰问·户数"]
_PLANNED = ["咨询", "预计·宣传·人数"]
_TRIES = 20


def ask(context: Context, prompt: Callable[[str], str], tell: Callable[[str], None]) -> dict[str, Value]:
    """The values of an activity, as somebody answers."""
    by = {column.head: column for column in columns(ACTIVITY)}
    found: dict[tuple[str, ...], Value] = {}
    for head in _questions(found):
        column = by[head]
        for _ in range(_TRIES):
            answer = prompt(_question(column, context)).strip()
            answer = _by_number(answer, _choices(column, context))
            if not answer and not column.required:
                break
            if _accepted(column, answer, found, context, tell):
                break
    return nested({column.path: found[column.path] for column in columns(ACTIVITY) if column.path in found})


def _questions(found: Mapping[tuple[str, ...], Value]) -> Iterator[str]:
    """What is asked: of what was held, what came of it; of a plan, whom to ask."""
    yield from _ALWAYS
    if len(str(found.get(("开始",), ""))) < 10:
        yield "时间说明"
    yield from _HELD if found.get(("状态",)) == "已举办" else _PLANNED
    yield "来源"


def _choices(column: Column, context: Context) -> tuple[str, ...]:
    notice = context.notices.get(context.year)
    return (
        tuple(one.name for one in notice.categories) if column.head == "类别" and notice else column.choices
    )


def _question(column: Column, context: Context) -> str:
    """地点（在哪里，例：天和广场）"""
    must = "必填；" if column.required else ""
    choices = _choices(column, context)
    if choices:
        numbered = "  ".join(f"{n} {word}" for n, word in enumerate(choices, 1))
        return f"{column.head}（{must}写号码或名称{'，几项用、隔开' if column.is_list else ''}）\n  {numbered}\n "
    example = column.example.strip("[]").replace(", ", "、")
    return f"{column.head}（{must}{column.meaning}，例：{example}）"


def _by_number(answer: str, choices: tuple[str, ...]) -> str:
    """`1、3` as the words that these numbers stand for."""
    parts = re.split(r"[、，,\s]+", answer)
    if choices and all(part.isdecimal() and 1 <= int(part) <= len(choices) for part in parts):
        return "、".join(choices[int(part) - 1] for part in parts)
    return answer


def _accepted(
    column: Column,
    answer: str,
    found: dict[tuple[str, ...], Value],
    context: Context,
    tell: Callable[[str], None],
) -> bool:
    """Whether an answer will do; it is kept, or what is wrong is told."""
    if not answer:
        tell("这一项必须填。")
        return False
    customs = repairs.customs(context.year, context.notices.get(context.year))
    spelt = repairs.repaired(column, Cell("text", answer), customs)
    value = spelt.value
    said = _wrong(column, value) if value is not None else "没有读懂"
    if column.head == "类别" and value and not said:
        strange = [word for word in value if word not in _choices(column, context)]
        said = f"通知里没有“{strange[0]}”这一类" if strange else ""
    if said:
        tell(f"  {said}")
        return False
    if spelt.rules:
        tell(f"  读作：{cells.written(column, value)}")
    found[column.path] = value
    for head, text in spelt.beside.items():
        found.setdefault(tuple(head.split("·")), text)
    return True


def _wrong(column: Column, value: Value) -> str:
    """What the record's own checks say of one value."""
    try:
        ACTIVITY.model.model_validate(nested({column.path: value}))
    except ValidationError as error:
        mine = [one for one in error.errors(include_url=False) if one["type"] != "missing"]
        for fault in refusals.refusals("", ACTIVITY.model, {}, (), nested({column.path: value}), mine):
            return f"{fault.message}。例：{fault.example}"
    return ""


def file_name(value: Mapping[str, Value]) -> str:
    """The file of a new activity."""
    return rows.file_name(value)


def name_without_day(path: str) -> str:
    """0528-义诊.yml without the day that it was on last year."""
    name = path.rpartition("/")[2]
    return re.sub(r"^[0-9]{4}-(?=.)", "", name)


def ordinal_of(plan: Mapping[str, Value], year: int) -> str:
    """The ordinal of another year in an activity's name: 第22个."""
    found = re.search(f"第{year - 1998}[个届次]", str(plan.get("名称", "")))
    return found[0] if found else ""
