"""Activities that came as record files are taken in: each bears the day, every other letter stays as it was sent."""

from __future__ import annotations

from typing import Any

from almanac.excel.importer import Context
from almanac.excel.merge import ACCEPTED
from almanac.intake import answers
from almanac.model.filings import BY_FILE
from almanac.parse import input_files, yaml_reader


def accepted(raw: bytes, present: bytes | None, day: str) -> bytes:
    """A file of activities with the day on which each was taken in: now, or before, as the file that is there says.

    present: that file; where it says the same, it is given back as it is. What cannot be read stays as it was sent.
    """
    filed, before = _records(raw), {_number(one): one for one in _records(present or b"")}
    is_listed = isinstance(yaml_reader.parse("", raw)[0], list)
    for place, record in enumerate(filed):
        if not record.get(ACCEPTED):
            was = before.get(_number(record), {}).get(ACCEPTED, day)
            raw = answers.written(raw, place if is_listed else None, ACCEPTED, was) or raw
    return present if present is not None and _records(raw) == _records(present) else raw


def taken_in(raw: bytes, path: str, context: Context) -> bytes:
    """A record file that goes to a path, as it is taken in today; what holds no activities stays as it was sent."""
    if path.rpartition("/")[2] in BY_FILE:
        return raw
    there = input_files.is_plain(context.root, path)
    return accepted(raw, input_files.content(context.root, path) if there else None, context.today.iso)


def _records(raw: bytes) -> list[dict[str, Any]]:
    value, _ = yaml_reader.parse("", raw)
    items: list[Any] = value if isinstance(value, list) else [value]
    return items if all(isinstance(item, dict) for item in items) else []


def _number(record: dict[str, Any]) -> str:
    """By what an activity is known again in its file."""
    return str(record.get("编号", ""))
