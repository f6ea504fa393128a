"""A record with its texts changed, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import StrEnum
from typing import TypeVar

from almanac.model.filings import Record

Kind = TypeVar("Kind", bound=Record)
Change = Callable[[str], str]


def rewritten(record: Kind, change: Change, kept: Collection[str] = ()) -> Kind:
    """A record with every text of it changed, but for the fields that are kept."""
    update: dict[str, object] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        other = value if name in kept else changed(value, change, kept)
        if other != value:
            update[name] = other
    return record.model_copy(update=update) if update else record


def changed(value: object, change: Change, kept: Collection[str] = ()) -> object:
    """A value of a record, or several, with every text changed."""
    if isinstance(value, StrEnum):
        return value  # a closed word names nobody
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Record):
        return rewritten(value, change, kept)
    return tuple(changed(each, change, kept) for each in value) if type(value) is tuple else value
