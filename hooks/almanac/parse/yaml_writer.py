"""A record as the text of its file, in the way the records are written by hand, and the file's name; reading gives the same values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from almanac.model.fields import Value

WIDTH = 100  # a mapping or list as long as this is written over several lines
STRANGE = re.compile(r"(?:[^\w一-鿿·-]|[\u115f\u1160\u3164\uffa0])+")  # what no file name has
PLAIN = re.compile(r"[^\s\"'#&*!|>@`%?\[\]{},:：-][^\"'#\[\]{},\n]*")


def text(value: Value) -> str:
    """The file of one record, or of a list of records."""
    if isinstance(value, list):
        return "".join("\n".join(_entry(list(_mapping(item)), "")) + "\n" for item in value)
    return "\n".join(_mapping(value)) + "\n"


def on_one_line(key: str, value: Value) -> str:
    """A key with its value on one line."""
    return f"{key}: {_flow(value)}"


def _entry(lines: list[str], indent: str) -> list[str]:
    """The lines of an item of a list: `- ` before the first, the others below it."""
    return [f"{indent}- {lines[0]}", *(f"{indent}  {line}" if line else "" for line in lines[1:])]


def _mapping(value: dict[str, Value]) -> Iterator[str]:
    for key, inner in value.items():
        yield from _pair(key, inner)


def _pair(key: str, value: Value) -> Iterator[str]:
    """`key: value` on one line where it fits, else below it."""
    line = on_one_line(key, value)
    if isinstance(value, str):
        if _is_block(value):
            yield f"{key}: |"
            yield from (f"  {each}" if each else "" for each in value.rstrip("\n").split("\n"))
        else:
            yield line
    elif len(line) <= WIDTH or not value:
        yield line
    else:
        yield f"{key}:"
        for item in value if isinstance(value, list) else ():
            yield from _entry([_flow(item)] if _fits(item) else list(_mapping(item)), "  ")
        if isinstance(value, dict):
            yield from (f"  {each}" if each else "" for each in _mapping(value))


def _fits(item: Value) -> bool:
    return isinstance(item, str) or len(_flow(item)) <= WIDTH


def _is_block(value: str) -> bool:
    """A text of several lines that a block shows as it is, but for the end of its last line."""
    lines = value.rstrip("\n").split("\n")
    return len(lines) > 1 and lines[0][:1].strip() != "" and all(
        line == line.rstrip() and "\t" not in line and "\r" not in line for line in lines
    )  # fmt: skip


def _flow(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return value if _is_bare(value) else _quoted(value)


def _is_bare(value: str) -> bool:
    """A text that needs no quotation marks."""
    found = PLAIN.fullmatch(value) is not None
    apart = ": " in value or ":?" in value or value.endswith((":", "："))
    return found and value == value.strip() and not apart


def _quoted(value: str) -> str:
    marks = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(marks.get(c, c) for c in value) + '"'


def file_name(value: Mapping[str, Value]) -> str:
    """`0529-天和广场健康义诊.yml`, from the day and the name."""
    day, name = str(value.get("开始", "")), str(value.get("名称", ""))
    stem = STRANGE.sub("", name)[:24].strip("-")
    number = day[5:7] + day[8:10] if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day) else ""
    return f"{'-'.join(filter(None, (number, stem))) or '活动'}.yml"
