"""An activity as the form has it that corrects it: what the public may see of its record, field by field."""

from __future__ import annotations

from functools import cache
from typing import Any

from almanac.disclosure import small_counts
from almanac.model.filings import Activity, Count, Filing, Record, When

# What its page does not tell, or no clerk writes.
_OTHERS = {"number", "accepted", "poster", "photos", "open_questions", "former_ids", "answers"}


def shown(filing: Filing, activity: Activity) -> dict[str, Any]:
    """What a form says where it is opened to correct a public activity; what is hidden of it is not there."""
    found = _fields(activity)
    for name, key in (("results", "成效"), ("expected", "预计")):
        if key in found:
            figures = small_counts.shown(getattr(activity, name), filing.code, activity.place or "")
            assert figures is not None
            found |= {key: _fields(figures)}
    return {key: value for key, value in found.items() if value}


@cache
def _keys(model: type[Record]) -> tuple[tuple[str, str, object], ...]:
    """The fields of a model that are shown: name, key, what silence means."""
    hidden = _OTHERS if model is Activity else set()
    fields = model.model_fields.items()
    return tuple((name, str(field.alias), field.default) for name, field in fields if name not in hidden)


def _fields(record: Record) -> dict[str, Any]:
    found = {}
    said = record.__dict__
    for name, key, silence in _keys(type(record)):
        value = said[name]
        if value != silence and (plain := _plain(value)):
            found[key] = plain
    return found


def _plain(value: object) -> Any:
    """A value as it is written; a number that is hidden is empty."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Record):
        return _fields(value)
    if isinstance(value, Count):
        return "" if value.text == small_counts.FEW else value.text
    return value.text if isinstance(value, When) else [_plain(each) for each in value]  # type: ignore[attr-defined]
