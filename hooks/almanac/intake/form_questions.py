"""A kind of record as the questions of a form, from its JSON Schema: what is asked, what may be answered."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple, get_type_hints

from pydantic import TypeAdapter

from almanac.model import fields, filings, json_schema
from almanac.model.filings import Kind, Record
from almanac.parse import validation_errors

Node = dict[str, Any]

# What a form shows at once; the rest can be unfolded. A kind that is not named shows everything.
FIRST = {
    "activity": (
        "名称",
        "类别",
        "状态",
        "开始",
        "结束",
        "地点",
        "形式",
        "面向",
        "参加",
        "简介",
        "成效",
        "来源",
    ),
    "award": ("名称", "类型", "级别", "授予单位", "性质", "日期", "数量", "单位", "名单"),
}


class Question(NamedTuple):
    """One field: sort is line, text, prose, number, moment, date, web, source, choice or part; right: as it is written.

    many: several may be answered; most: so many letters; pattern: what letters; choices: one of these words;
    default: what silence means; inner: the questions of a part.
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


@cache
def questions(kind: Kind) -> tuple[Question, ...]:
    """All questions of a kind, in the order of its fields."""
    return _questions(kind.model, json_schema.schemas()[kind.slug]["$defs"])


def _questions(model: type[Record], parts: Node) -> tuple[Question, ...]:
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
                fields.on_one_line((field.examples or [""])[0]),
                validation_errors.written(key, field),
                one.get("maxLength", 0),
                one.get("pattern", ""),
                tuple(one.get("enum", ())),
                str(shape.get("default", "")),
                _questions(inner, parts) if inner else (),
            )
        )
    return tuple(found)


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
