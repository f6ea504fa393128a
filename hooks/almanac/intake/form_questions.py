"""A kind of record as the questions of a form, from its JSON Schema: what is asked, what may be answered."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Any, NamedTuple, get_type_hints

from pydantic import TypeAdapter

from almanac.model import fields, filings, json_schema
from almanac.model.filings import Kind, Record
from almanac.parse import customs, validation_errors

Node = dict[str, Any]
_DAY = re.compile(f"{customs.YEAR}-([0-9]{{2}})-([0-9]{{2}}) ?(.*)")

# What everybody is asked, by the keys that lead there; the rest of a form, or of a part of it, can be unfolded.
FIRST = {
    "activity": (
        "名称",
        "类别",
        "状态",
        "开始",
        "结束",
        "地点",
        "成效·宣传·人数",
        "成效·慰问·人数",
        "成效·慰问·户数",
        "照片·说明",
    ),
    "award": ("名称", "类型", "级别", "授予单位", "性质", "日期", "数量", "单位", "名单·名称", "名单·单位", "名单·同意"),
    "piece": ("媒体", "标题", "日期", "网址", "形式", "级别"),
    "accounts": ("官网", "微信", "微博"),
    "promise": ("事项", "对象", "负责", "期限", "状态", "结果"),
    "return": ("计划", "总结", "照片·说明", "联系人", "电话", "填报日期"),
    "tally": ("级别", "截至", "单位数", "宣传·场次", "宣传·人数", "慰问·场次", "慰问·人数", "慰问·户数", "零报告"),
}  # fmt: skip


class Question(NamedTuple):
    """One field: sort is line, text, prose, number, moment, date, web, source, choice or part; right: as it is written.

    many: several may be answered; most: so many letters; pattern: what letters; choices: one of these words;
    default: what silence means; inner: the questions of a part; folded: it is not asked of everybody.
    """

    key: str
    sort: str
    many: bool
    required: bool
    meaning: str
    example: str
    right: str
    most: int
    pattern: str
    choices: tuple[str, ...]
    default: str
    inner: tuple[Question, ...]
    folded: bool


@cache
def questions(kind: Kind) -> tuple[Question, ...]:
    """All questions of a kind, in the order of its fields."""
    return _questions(kind.model, json_schema.schemas()[kind.slug]["$defs"], FIRST[kind.slug])


def _questions(model: type[Record], parts: Node, first: Collection[str]) -> tuple[Question, ...]:
    """The questions of a model; first: those that everybody is asked; empty: all of them."""
    hints = get_type_hints(model, include_extras=True)
    found = []
    for name, field in model.model_fields.items():
        key = str(field.alias)
        shape = parts[model.__name__]["properties"][key]
        one = _one(shape)
        inner = getattr(filings, one["$ref"].rpartition("/")[2]) if "$ref" in one else None
        found.append(
            Question(
                key,
                "source" if hints[name] == filings.Sources else _sort(one),
                one is not shape,
                field.is_required(),
                field.description or "",
                _typed(_sort(one), fields.on_one_line((field.examples or [""])[0])),
                validation_errors.written(key, field),
                one.get("maxLength", 0),
                one.get("pattern", ""),
                tuple(one.get("enum", ())),
                str(shape.get("default", "")),
                _questions(inner, parts, _below(key, first)) if inner else (),
                bool(first) and key not in first and not _below(key, first),
            )
        )
    return tuple(found)


def _below(key: str, first: Collection[str]) -> tuple[str, ...]:
    """What everybody is asked of a part."""
    return tuple(path.removeprefix(f"{key}·") for path in first if path.startswith(f"{key}·"))


def _typed(sort: str, example: str) -> str:
    """An example as people type it: a day of a campaign without the year, which the form asks for once."""
    found = _DAY.fullmatch(example) if sort in ("moment", "date") else None
    return f"{int(found[1])}月{int(found[2])}日{found[3]}" if found else example


def _one(shape: Node) -> Node:
    """The shape of one item, where a field takes several."""
    found: Node = next((each["items"] for each in shape.get("anyOf", ()) if "items" in each), shape)
    return found.get("items", found)  # type: ignore[no-any-return]


def _sort(shape: Node) -> str:
    if "$ref" in shape:
        return "part"
    if "enum" in shape:
        return "choice"
    if known := _patterns().get(shape.get("pattern", "")):
        return known
    most = shape.get("maxLength", 80)
    return "prose" if most > 500 else "text" if most > 80 else "line"


@cache
def _patterns() -> dict[str, str]:
    kinds = (
        (filings.Number, "number"),
        (filings.Moment, "moment"),
        (filings.Date, "date"),
        (filings.Web, "web"),
    )
    return {TypeAdapter(kind).json_schema()["pattern"]: sort for kind, sort in kinds}
