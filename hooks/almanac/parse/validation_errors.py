"""What pydantic refuses, as faults in plain Chinese: one a mistake, at its place, with an example."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any, Literal, NamedTuple, TypeAlias, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from almanac.model.diagnostics import Fault, Place, closest, shown
from almanac.parse import date_patterns, dates, field_words, numbers
from almanac.parse.customs import YEAR
from almanac.parse.yaml_keys import KEY

Loc: TypeAlias = tuple[str | int, ...]
Where: TypeAlias = dict[Loc, tuple[int, int]]
Model: TypeAlias = type[BaseModel]


class Refusal(NamedTuple):
    """One of pydantic's errors, with the field it speaks of."""

    place: Place
    type: str
    loc: Loc
    found: object
    ctx: dict[str, Any]
    message: str
    owner: Model
    field: FieldInfo | None
    year: int

    @property
    def key(self) -> str:
        return next((str(step) for step in reversed(self.loc) if isinstance(step, str)), "")

    @property
    def example(self) -> str:
        return written(self.key, self.field) if self.key else first_line(self.owner)

    def fault(self, code: str, message: str, example: str = "") -> Fault:
        return Fault(self.place, code, message, example or self.example)


# ---------------------------------------------------------------- the fields of a model


def _models(annotation: object) -> list[Model]:
    """The models an annotation can hold, through lists, unions and Annotated."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models(inner)]


def _choices(annotation: object) -> list[str]:
    """The words a Literal or an enumeration allows, through lists, unions and Annotated."""
    if get_origin(annotation) is Literal:
        return [str(word) for word in get_args(annotation)]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(word.value) for word in annotation]
    return [word for inner in get_args(annotation) for word in _choices(inner)]


def fields(model: Model) -> dict[str, FieldInfo]:
    """The fields by the key they have in a file."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _field(model: Model, loc: Loc) -> tuple[Model, FieldInfo | None]:
    """The model and the field that a loc speaks of."""
    owner, field = model, None
    for step in loc:
        if isinstance(step, int):
            continue
        if field is not None:
            inner = _models(field.annotation) or [owner]
            owner = next((m for m in inner if step in fields(m)), inner[0])
        field = fields(owner).get(step)
    return owner, field


def _flow(value: object) -> str:
    """A value as it is written on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_flow, value)) + "]"
    text = str(value)
    return f'"{text}"' if re.search(r"^[\s&*!|>@`%#?\[{'\"-]|: |:$| #", text) else text


def written(key: str, field: FieldInfo | None) -> str:
    """`key: value` from the field's own example."""
    examples = list((field.examples if field else None) or [])
    extra = field.json_schema_extra if field else None
    if not examples and isinstance(extra, dict) and isinstance(extra.get("examples"), list):
        examples += extra["examples"]  # type: ignore[arg-type]  # a JSON list, as the line above asked
    return f"{key}: {_flow(examples[0]) if examples else '…'}"


def first_line(model: Model) -> str:
    """How a record of this model may begin: its first required field, or its first."""
    known = fields(model)
    key = next((key for key, field in known.items() if field.is_required()), next(iter(known)))
    return written(key, known[key])


# ---------------------------------------------------------------- all of one item


def refusals(
    file: str,
    model: Model,
    where: Where,
    base: Loc,
    item: object,
    errors: list[ErrorDetails],
    year: int = YEAR,
) -> list[Fault]:
    """pydantic's errors on one item: one fault for each place, our own sentence before a general one."""
    if not isinstance(item, dict):
        found = f"一段文字“{shown(item, 20)}”" if isinstance(item, str) else "套着的又一层列表"
        message = f"这一条应当是几行“名: 值”，这里却是{found}"
        return [Fault(Place(file, *where.get(base, (1, 1))), "E103", message, f"- {first_line(model)}")]
    best: dict[Loc, tuple[int, Fault]] = {}
    offered: set[Loc] = set()  # what a misspelt key is meant to be is not missing
    for error in errors:
        loc = _within(item, error["loc"])
        if error["type"] == "missing":
            loc = (*loc, str(error["loc"][-1]))
        owner, field = _field(model, loc)
        place = Place(file, *_place(where, (*base, *loc), error["type"]))
        refusal = Refusal(
            place,
            error["type"],
            loc,
            error.get("input"),
            error.get("ctx") or {},
            error["msg"],
            owner,
            field,
            year,
        )
        rank, fault = _told(refusal)
        if refusal.type == "extra_forbidden" and (near := closest(refusal.key, fields(owner))):
            offered.add((*loc[:-1], near))
        if loc not in best or rank < best[loc][0]:
            best[loc] = (rank, fault)
    return [fault for loc, (_, fault) in best.items() if fault.code != "E101" or loc not in offered]


def not_many(file: str, where: Where, name: str, model: Model) -> Fault:
    """A kind that a file holds once is no list."""
    message = f"“{name}”一个文件只写一份，不能写成“- ”开头的列表"
    return Fault(Place(file, *where.get((), (1, 1))), "E103", message, first_line(model))


def _within(item: object, loc: tuple[int | str, ...]) -> Loc:
    """The part of pydantic's loc that names values of the item: names of union members are left out."""
    found: list[int | str] = []
    for step in loc:
        in_mapping = isinstance(item, dict) and step in item
        if in_mapping or (isinstance(item, list) and isinstance(step, int) and 0 <= step < len(item)):
            item = item[step]  # type: ignore[index]  # one of the two, as the line above asked
            found.append(step)
    return tuple(found)


def _place(where: Where, loc: Loc, kind: str) -> tuple[int, int]:
    """The value's place; the key's for an unknown key; for a missing one, what it is missing from."""
    if kind == "extra_forbidden":
        return where.get((*loc, KEY), (1, 1))
    if kind == "missing":
        loc = loc[:-1]
        return where.get((*loc, KEY)) or where.get(loc) or (1, 1)
    return where.get(loc) or where.get((*loc, KEY)) or (1, 1)


# ---------------------------------------------------------------- one error

_LIST = frozenset({"list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"})
_MAPPING = frozenset(
    {"model_type", "model_attributes_type", "dict_type", "mapping_type", "dataclass_type", "arguments_type"}
)
_ONE = frozenset(
    {
        "string_type",
        "int_type",
        "float_type",
        "bool_type",
        "date_type",
        "datetime_type",
        "time_type",
        "url_type",
    }
)
_SHAPES = (
    (_LIST, "应当是几项，写在方括号里"),
    (_MAPPING, "应当是几行“名: 值”，或写在大括号里"),
    (_ONE, "应当只写一个值"),
)
_FOUND: dict[type, str] = {list: "几项（方括号里的，或“- ”开头的）", dict: "几行“名: 值”（或大括号）"}
_REASONED = ("E110", "E112", "E113")
_CODE = re.compile(r"[EW][0-9]{3}")
_BOUNDS = {
    "gt": "应当大于",
    "ge": "不能小于",
    "lt": "应当小于",
    "le": "不能大于",
    "multiple_of": "应当能整除",
}


def _told(refusal: Refusal) -> tuple[int, Fault]:
    """One error as a fault; the smaller the rank, the more it says of the mistake."""
    kind, key = refusal.type, refusal.key
    if kind in _REASONED and isinstance(refusal.found, str):
        return 0, _reasoned(refusal, refusal.found)
    if _CODE.fullmatch(kind):
        return 0, refusal.fault(kind, refusal.message, str(refusal.ctx.get("example", "")))
    if kind == "missing":
        inside = next((str(step) for step in reversed(refusal.loc[:-1]) if isinstance(step, str)), "")
        return 1, refusal.fault("E101", f"{f'“{inside}”里' if inside else ''}缺少“{key}”这一项")
    if kind == "extra_forbidden":
        return 1, _unknown(refusal)
    for kinds, words in _SHAPES:
        if kind in kinds and not (kinds is _ONE and isinstance(refusal.found, str)):
            return 3, refusal.fault("E103", f"“{key}”{words}，这里却是{_shape(refusal.found)}")
    choices = _choices(refusal.field.annotation) if refusal.field else []
    if kind in ("literal_error", "enum") or choices:
        choices = choices or re.findall("'([^']+)'", str(refusal.ctx.get("expected", "")))
        if isinstance(refusal.found, (list, dict)):
            return 3, refusal.fault("E103", f"“{key}”应当只写一个值，这里却是{_shape(refusal.found)}")
        return 1, _unlisted(refusal, choices)
    return _measure(refusal)


def _reasoned(refusal: Refusal, found: str) -> Fault:
    """A number or a moment that is not understood: why it is not, and what may be meant."""
    if refusal.type == "E110":
        why, reasons = numbers.why(refusal.key, found), numbers.REASONS
    else:
        why, reasons = dates.why(found, refusal.year), date_patterns.REASONS
        why = numbers.Refusal("no day", f"{refusal.year}-05-29") if refusal.type == "E113" else why
    message, example = (words.format(found=shown(found, 24), key=refusal.key, right=why.right, other=why.other)
                        for words in reasons[why.name])  # fmt: skip
    return refusal.fault("E113" if why.name == "no day" else refusal.type, message, example)


def _shape(found: object) -> str:
    """What was found in place of another shape; a full-width colon in it is likely the reason."""
    if not isinstance(found, str):
        return _FOUND.get(type(found), "别的写法")
    if "：" in found:
        return f"一段文字“{shown(found, 24)}”（里面的冒号也许应当是半角“:”加一个空格）"
    return f"一段文字“{shown(found, 24)}”"


def _unknown(refusal: Refusal) -> Fault:
    """A key that no field has; the one that is called so elsewhere, or the nearest, is offered."""
    known, key = fields(refusal.owner), shown(refusal.key, 20)
    if column := field_words.meant(refusal.owner, refusal.key):
        return refusal.fault("E102", f"没有“{key}”这一项，要写在“{column.head}”里", column.line)
    if near := closest(refusal.key, known):
        return refusal.fault("E102", f"没有“{key}”这一项；是不是“{near}”？", written(near, known[near]))
    return refusal.fault(
        "E102", f"没有“{key}”这一项；可以写的有：{'、'.join(known)}", first_line(refusal.owner)
    )


def _unlisted(refusal: Refusal, choices: list[str]) -> Fault:
    """A word that is not among those a field allows; the nearest one is offered."""
    found = shown(refusal.found, 20)
    near = closest(str(refusal.found), choices)
    example = f"{refusal.key}: {near or choices[0]}" if choices else ""
    if near:
        return refusal.fault("E104", f"“{refusal.key}”不能写“{found}”；是不是“{near}”？", example)
    return refusal.fault("E104", f"“{refusal.key}”不能写“{found}”，只能写：{'、'.join(choices)}", example)


def _measure(refusal: Refusal) -> tuple[int, Fault]:
    """Lengths, forms and numbers; and whatever else pydantic may find, never in its own words."""
    kind, key, found = refusal.type, refusal.key, shown(refusal.found, 24)
    unit = "个字" if kind.startswith("string") else "项"
    if kind.endswith("too_long"):
        return 2, refusal.fault("E105", f"“{key}”太长，最多 {refusal.ctx.get('max_length')} {unit}")
    if kind.endswith("too_short"):
        return 2, refusal.fault("E105", f"“{key}”太短，至少 {refusal.ctx.get('min_length')} {unit}")
    if kind == "string_pattern_mismatch":
        many = isinstance(refusal.found, str) and "\n" in refusal.found
        return 2, refusal.fault("E106", f"“{key}”只能写一行" if many else f"“{key}”的写法不对：“{found}”")
    for name, words in _BOUNDS.items():
        if name in refusal.ctx:
            return 2, refusal.fault("E107", f"“{key}”是“{found}”，{words} {refusal.ctx[name]}")
    if kind.startswith(("int_", "float_", "decimal_", "finite_")):
        return 2, refusal.fault("E107", f"“{key}”应当是一个数，这里是“{found}”")
    return 4, refusal.fault("E109", f"“{key}”的值“{found}”不能用" if key else "这一条不能用")
