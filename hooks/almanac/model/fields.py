"""The fields of a kind of record as columns of a table: one column a field, the fields of a part inside it joined by ·."""

from __future__ import annotations

import types
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from almanac.model import filings
from almanac.model.filings import Kind, Record

Value = Any  # what YAML says: a text, a list of values, a mapping of texts to values
JOIN = "·"
PRESENT = "（有）"  # a part that is there but says nothing: `宣传: {}` still is one session
PLACE = ("市州", "县市区", "乡镇街道", "村居社区")
MARK, FILE, VERSION = "填报", "文件", "原记录"
ANSWER = "核对"
SAMPLE, LAST_YEAR, CORRECTION = "示例", "照去年", "更正"


class Column(NamedTuple):
    """One field: the keys that lead to it, what sort of value it holds, and what is said of it.

    sort: line, text, prose, number, date, moment, choice, words (short items), lines (long items), parts.
    """

    path: tuple[str, ...]
    sort: str
    required: bool
    meaning: str
    example: str
    choices: tuple[str, ...] = ()
    parts: tuple[Column, ...] = ()

    @property
    def head(self) -> str:
        return JOIN.join(self.path)

    def example_in(self, year: int) -> str:
        """The example with its days in this year, so that whoever copies it is right."""
        return self.example.replace("2021-", f"{year}-")

    @property
    def line(self) -> str:
        """The example as the line of a file: 成效: {宣传: {人数: 800余}}."""
        opened = "".join(f"{{{key}: " for key in self.path[1:])
        return f"{self.path[0]}: {opened}{self.example}{'}' * len(self.path[1:])}"

    @property
    def is_joinable(self) -> bool:
        """Whether several cells may make one value: items of a list, or a text of several lines."""
        return self.is_list or self.sort in ("text", "prose")

    @property
    def is_list(self) -> bool:
        return self.sort in ("words", "lines", "parts")


@cache
def columns(kind: Kind) -> tuple[Column, ...]:
    """All columns of a kind, in the order of its fields."""
    return tuple(_columns(kind.model, (), True))


def _columns(model: type[Record], above: tuple[str, ...], required: bool) -> Iterator[Column]:
    hints = get_type_hints(model, include_extras=True)
    for name, field in model.model_fields.items():
        path, hint = (*above, str(field.alias)), _bare(hints[name])
        needed = required and field.is_required()
        if isinstance(hint, type) and issubclass(hint, Record):
            yield from _columns(hint, path, needed)
            continue
        sort, choices, parts = _sort(hint)
        example = on_one_line((field.examples or [""])[0])
        yield Column(path, sort, needed, field.description or "", example, choices, parts)


def _bare(hint: object) -> object:
    """A type without `| None`."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(each for each in get_args(hint) if each is not type(None))
    return hint


_SORTS: tuple[tuple[object, str], ...] = (
    (filings.Number, "number"),
    (filings.Moment, "moment"),
    (filings.Date, "date"),
    (filings.Text, "text"),
    (filings.Prose, "prose"),
)


def _sort(hint: object) -> tuple[str, tuple[str, ...], tuple[Column, ...]]:
    """What sort of value a type is, the words it allows, and the columns of its parts."""
    known = next((sort for kind, sort in _SORTS if hint == kind), "")
    if known:
        return known, (), ()
    bare = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    if get_origin(bare) is tuple:
        inner = get_args(bare)[0]
        if isinstance(inner, type) and issubclass(inner, Record):
            return "parts", (), tuple(_columns(inner, (), True))
        choices = get_args(inner) if get_origin(inner) is Literal else ()
        long = hint in (filings.Lines, filings.Sources)
        return ("lines" if long else "words"), tuple(map(str, choices)), ()
    if get_origin(bare) is Literal:
        return "choice", tuple(map(str, get_args(bare))), ()
    return "line", (), ()


# ---------------------------------------------------------------- a record as values by path


def flat(value: dict[str, Value], cols: tuple[Column, ...]) -> dict[tuple[str, ...], Value]:
    """The values of a record by the path of their column."""
    found: dict[tuple[str, ...], Value] = {}
    for column in cols:
        here: Value = value
        for key in column.path:
            here = here.get(key) if isinstance(here, dict) else None
        if here is not None:
            found[column.path] = here
    for path in _hollow(value, ()):
        first = next((column.path for column in cols if column.path[:-1] == path), None)
        if first:
            found[first] = PRESENT
    return found


def _hollow(value: Value, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The parts that are there but empty."""
    if isinstance(value, dict):
        if not value and above:
            yield above
        for key, inner in value.items():
            yield from _hollow(inner, (*above, key))


def nested(found: dict[tuple[str, ...], Value]) -> dict[str, Value]:
    """The record that values by path make."""
    whole: dict[str, Value] = {}
    for path, value in found.items():
        here = whole
        for key in path[:-1]:
            here = here.setdefault(key, {})
        if value != PRESENT:
            here[path[-1]] = value
    return whole


def on_one_line(value: object) -> str:
    """An example as it stands in a record, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {on_one_line(each)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(map(on_one_line, value)) + "]" if isinstance(value, list) else str(value)
