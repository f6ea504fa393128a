"""The kinds of record described for editors and people: JSON Schema 2020-12, and the fields one by one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import TypeAdapter

from almanac.model import filings
from almanac.model.article import Day
from almanac.model.fields import on_one_line
from almanac.model.filings import KINDS, Kind, Record
from almanac.model.press_release import MANUSCRIPTS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Node = dict[str, Any]
_TYPES: tuple[tuple[Any, str], ...] = (
    (filings.Moment, "日期，可带钟点或半天；待定、不详照写"),
    (filings.Date, "日期"),
    (filings.Number, "数，可带 余 多 近 约 超；近百、上千照写"),
    (filings.Web, "网址"),
    (Day, "日期，写到哪一天"),
)


class Field(NamedTuple):
    """One field as staff see it; how: what may be written; example: as it stands in a file."""

    key: str
    english: str
    required: bool
    meaning: str
    how: str
    example: str


class Part(NamedTuple):
    """A record, or a part that stands inside one: the key it stands under, what it is, its fields."""

    key: str
    meaning: str
    fields: tuple[Field, ...]


# ---------------------------------------------------------------- for editors


def schemas() -> dict[str, Node]:
    """The schema of each kind by its slug, true of the YAML as an editor reads it: there 800 is a number."""
    return {kind.slug: _schema(kind) for kind in (*KINDS, *MANUSCRIPTS)}


def written(schema: Node) -> bytes:
    """A schema as its file says it."""
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()


@cache
def _schema(kind: Kind) -> Node:
    record = kind.model.model_json_schema(by_alias=True)
    parts = {name: _plain(part) for name, part in record.pop("$defs", {}).items()}
    parts[kind.model.__name__] = _plain(record)
    one: Node = {"$ref": f"#/$defs/{kind.model.__name__}"}
    shape = {"anyOf": [one, {"type": "array", "minItems": 1, "items": one}]} if kind.many else one
    about = {"title": kind.name, "description": _said(kind.model)}
    return {"$schema": DIALECT, **about, **shape, "$defs": dict(sorted(parts.items()))}


def _plain(node: Node) -> Node:
    """A part of a schema without null, which no field takes; one word stands where a list of words may."""
    node = dict(node)
    if "properties" in node:
        node["properties"] = {key: _plain(each) for key, each in node["properties"].items()}
    if node.get("default") in (None, []):
        node.pop("default", None)
    choices = [_plain(choice) for choice in node.pop("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        node |= choices[0]
    elif choices:
        node["anyOf"] = choices
    if node.get("type") == "string" and "enum" not in node:
        node["type"] = ["string", "number"]
    if node.get("type") == "integer" and "examples" in node:
        node["examples"] = [int(each) for each in node["examples"]]
    if node.get("type") == "array":
        node["items"] = items = _plain(node["items"])
        if "string" in items.get("type", ()):
            del node["type"], node["items"]
            node["anyOf"] = [items, {"type": "array", "items": items}]
    return node


def _said(model: type[Record]) -> str:
    return (model.__doc__ or "").strip()


# ---------------------------------------------------------------- for people


def parts(kind: Kind) -> list[Part]:
    """The record of a kind and every part inside it, each once, in the order in which they are met."""
    found: dict[type[Record], Part] = {}
    defined = _schema(kind)["$defs"]
    waiting: list[tuple[str, type[Record]]] = [(kind.name, kind.model)]
    for key, model in waiting:
        if model not in found:
            shapes = defined[model.__name__]["properties"]
            found[model] = Part(key, _said(model), tuple(_fields(model, shapes)))
            waiting += [
                (str(field.alias), inner)
                for field in model.model_fields.values()
                if (inner := _inner(field.annotation))
            ]
    return list(found.values())


def _fields(model: type[Record], shapes: Node) -> Iterator[Field]:
    for name, field in model.model_fields.items():
        key = str(field.alias)
        example = on_one_line((field.examples or [""])[0])
        yield Field(key, name, field.is_required(), field.description or "", _how(key, shapes[key]), example)


def _inner(annotation: object) -> type[Record] | None:
    """The part that a field holds one or several of."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((inner for each in get_args(annotation) if (inner := _inner(each))), None)


def _how(key: str, shape: Node) -> str:
    """What may be written in a field, in a few words."""
    if "enum" in shape:
        return "、".join(shape["enum"]) + "，选一个"
    if "$ref" in shape:
        return f"见“{key}”"
    if "$ref" in shape.get("items", {}):
        return f"可列几项，每项见“{key}”"
    if "anyOf" in shape:
        return "一个，或列几个"
    if shape.get("type") == "integer":
        return "整数"
    return _patterns().get(shape.get("pattern", ""), "文字")


@cache
def _patterns() -> dict[str, str]:
    return {TypeAdapter(kind).json_schema()["pattern"]: words for kind, words in _TYPES}
