"""An activity as the form has it that corrects it: what the public may see of its record, field by field."""

from __future__ import annotations

from typing import Any

from almanac.disclosure import small_counts
from almanac.model.filings import Activity, Count, Filing, Record, When

# What its page does not tell, or no clerk writes.
_OTHERS = {"number", "accepted", "poster", "photos", "open_questions", "former_ids", "answers"}


def shown(filing: Filing, activity: Activity) -> dict[str, Any]:
    """What a form says where it is opened to correct a public activity; what is hidden of it is not there."""
    place = activity.place or ""
    changed = {
        name: small_counts.shown(getattr(activity, name), filing.code, place)
        for name in ("results", "expected")
    }
    return _fields(activity.model_copy(update=changed), _OTHERS)


def _fields(record: Record, without: set[str]) -> dict[str, Any]:
    found = {}
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if name in without or value == field.get_default():
            continue
        plain = _plain(value)
        if plain not in ("", [], {}):
            found[str(field.alias)] = plain
    return found


def _plain(value: object) -> Any:
    """A value as it is written; a number that is hidden is empty."""
    if isinstance(value, Record):
        return _fields(value, set())
    if isinstance(value, Count):
        return "" if value.text == small_counts.FEW else value.text
    if isinstance(value, When):
        return value.text
    return [_plain(each) for each in value] if isinstance(value, tuple) else str(value)
