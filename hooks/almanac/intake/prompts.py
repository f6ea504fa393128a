"""A new record by questions: each answer is spelt and checked at once, and asked again if it will not do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from pydantic import ValidationError

from almanac.excel import normalise
from almanac.excel.importer import Context
from almanac.excel.reader import Cell
from almanac.model.fields import Column, Value, columns, nested
from almanac.model.filings import ACTIVITY, Kind
from almanac.model.words import Status
from almanac.parse import cells, dates, validation_errors
from almanac.parse import customs as parse_customs
from almanac.validate import personal_data

_ALWAYS = ["名称", "类别", "状态", "开始", "结束", "地点", "形式", "面向", "简介"]
_HELD = ["成效·宣传·场次", "成效·宣传·人数", "成效·慰问·场次", "成效·慰问·人数", "成效·慰问·户数"]
_PLANNED = ["参加", "咨询", "预计·宣传·人数"]
# What is asked of a record that stands in a list with others of its kind.
LISTED = {
    "表彰": ["名称", "类型", "级别", "授予单位", "性质", "文号", "日期", "数量", "单位", "说明", "来源"],
    "汇总": [
        "级别",
        "截至",
        "单位数",
        "宣传·场次",
        "宣传·人数",
        "慰问·场次",
        "慰问·人数",
        "慰问·户数",
        "其他",
        "说明",
        "来源",
    ],
}
_TRIES = 20


class Asked(NamedTuple):
    """What is asked of one kind of record.

    questions: the heads of its columns in turn, seen from what was answered so far; choices: what may be chosen where
    the column itself has no choices; strange: what is wrong with a value beyond what its field says of it.
    """

    kind: Kind
    questions: Callable[[Mapping[tuple[str, ...], Value]], Iterator[str]]
    choices: Mapping[str, tuple[str, ...]]
    strange: Callable[[str, Value], str]


Prompt = Callable[[str, str], str]  # an answer, by the head of the column and the words of the question
Tell = Callable[[str], None]


def ask(
    asked: Asked,
    context: Context,
    prompt: Prompt,
    tell: Tell,
    known: Mapping[tuple[str, ...], Value] = MappingProxyType({}),
) -> dict[str, Value]:
    """The record that somebody's answers make; known: what need not be asked."""
    return in_order(answers(asked, context, prompt, tell, known), asked.kind)


def answers(
    asked: Asked, context: Context, prompt: Prompt, tell: Tell, known: Mapping[tuple[str, ...], Value]
) -> dict[tuple[str, ...], Value]:
    """The values by path, as somebody answers, beside those that are known."""
    by = {column.head: column for column in columns(asked.kind)}
    found = dict(known)
    for head in asked.questions(found):
        column = by[head]
        choices = column.choices or asked.choices.get(head, ())
        for _ in range(_TRIES):
            answer = prompt(head, _question(column, choices, context.year)).strip()
            answer = _by_number(answer, choices)
            if not answer and not column.required:
                break
            if _accepted(column, answer, found, asked, context, tell):
                break
    return found


def in_order(found: Mapping[tuple[str, ...], Value], kind: Kind = ACTIVITY) -> dict[str, Value]:
    """The record that values by path make, in the order of its fields."""
    return nested({column.path: found[column.path] for column in columns(kind) if column.path in found})


def of_activity(context: Context) -> Asked:
    """The questions of a new activity."""
    notice = context.notices.get(context.year)
    categories = tuple(one.name for one in notice.categories) if notice else ()

    def strange(head: str, value: Value) -> str:
        words = [word for word in value if word not in categories] if head == "类别" and notice else []
        return f"通知里没有“{words[0]}”这一类" if words else ""

    return Asked(ACTIVITY, _questions, {"类别": categories}, strange)


def of_list(kind: Kind) -> Asked:
    """The questions of a new award or tally."""
    return Asked(kind, lambda _: iter(LISTED[kind.name]), {}, lambda head, value: "")


def _questions(found: Mapping[tuple[str, ...], Value]) -> Iterator[str]:
    """What is asked: of what was held, what came of it; of a plan, whom to ask."""
    yield from _ALWAYS
    if len(str(found.get(("开始",), ""))) < 10:
        yield "时间说明"
    yield from _HELD if found.get(("状态",)) == Status.HELD else _PLANNED
    yield "来源"


def _question(column: Column, choices: tuple[str, ...], year: int) -> str:
    """地点（在哪里，例：天和广场）"""
    must = "必填；" if column.required else ""
    if choices:
        numbered = "  ".join(f"{n} {word}" for n, word in enumerate(choices, 1))
        return f"{column.head}（{must}写号码或名称{'，几项用、隔开' if column.is_list else ''}）\n  {numbered}\n "
    example = column.example_in(year).strip("[]").replace(", ", "、")
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
    asked: Asked,
    context: Context,
    tell: Tell,
) -> bool:
    """Whether an answer will do; it is kept, or what is wrong is told."""
    if not answer:
        tell("这一项必须填。")
        return False
    if private := next((one for one in personal_data.numbers(answer) if one.code[0] == "E"), None):
        tell(f"  {private.message}。例：{private.example}")
        return False
    customs = parse_customs.customs(context.year, context.notices.get(context.year))
    spelt = normalise.repaired(column, Cell("text", answer), customs, str(found.get(("开始",), ""))[:10])
    value = spelt.value
    said = _wrong(asked.kind, column, value, context.year) if value is not None else "没有读懂"
    said = said or asked.strange(column.head, value)
    if said:
        tell(f"  {said}")
        return False
    if spelt.rules:
        tell(f"  读作：{cells.written(column, value)}")
    found[column.path] = value
    for head, text in spelt.beside.items():
        found.setdefault(tuple(head.split("·")), text)
    if column.path == ("开始",) and found.get(("状态",)) == Status.PLANNED:
        _undetermined(str(value), answer, found, tell)
    return True


def _undetermined(start: str, said: str, found: dict[tuple[str, ...], Value], tell: Tell) -> None:
    """A plan for which only a month was answered has no day yet."""
    if note := dates.undetermined(start, said, str(found.get(("时间说明",), ""))):
        found |= {("开始",): "待定", ("时间说明",): note}
        tell(f"  还没有定哪一天，读作：待定（{note}）")


def _wrong(kind: Kind, column: Column, value: Value, year: int) -> str:
    """What the record's own checks say of one value."""
    try:
        kind.model.model_validate(nested({column.path: value}))
    except ValidationError as error:
        mine = [one for one in error.errors(include_url=False) if one["type"] != "missing"]
        for fault in validation_errors.refusals(
            "", kind.model, {}, (), nested({column.path: value}), mine, year
        ):
            return f"{fault.message}。例：{fault.example}"
    return ""


def same_name(path: str, day: str) -> str:
    """0528-义诊.yml of last year with this year's day before it, or none."""
    name = re.sub(r"^[0-9]{4}-(?=.)", "", path.rpartition("/")[2])
    return f"{day[5:7]}{day[8:10]}-{name}" if len(day) >= 10 else name
