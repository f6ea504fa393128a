"""Texts about which a question is open whether they name a person: held back until somebody has answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from almanac.model.filings import Filing, Notice, Record
from almanac.validate import personal_data
from almanac.validate.awards import texts
from almanac.validate.personal_data import Places
from almanac.validate.questions import answers_of, is_open

HELD = "（这段文字待核，暂不公布）"
# What refers to a file or a record, and is not shown as it stands.
REFERENCES = frozenset(
    {"file", "code", "activity", "activities", "talks", "joint", "excludes", "former_ids", "former"}
)
Kind = TypeVar("Kind", bound=Record)


def held_back(filings: Iterable[Filing], places: Places) -> list[Filing]:
    """The filings without texts about which a question is open, and without answers, which are for the checks alone."""
    return [
        filing._replace(record=_without(filing.record, filing.doubtful, places))
        if filing.doubtful or answers_of(filing.record)
        else filing
        for filing in filings
    ]


def notices(whole: Mapping[int, Notice], places: Places) -> dict[int, Notice]:
    """The years' notices without such texts of their own."""
    return {year: _published(notice, places) for year, notice in whole.items()}


def _published(notice: Notice, places: Places) -> Notice:
    found = (one for _, text in texts(notice) for one in personal_data.find(text, places) if one.value)
    doubtful = frozenset(one.value for one in found if is_open(notice.answers, one.code, one.value))
    return _without(notice, doubtful, places)


def _without(record: Kind, doubtful: frozenset[str], places: Places) -> Kind:
    """A record with a word in place of each such text; where nothing need stand, nothing does."""
    update: dict[str, object] = {"answers": ()} if answers_of(record) else {}
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        other = value if name in REFERENCES or name in update else _shown(value, doubtful, places)
        if other is not value and other != value:
            update[name] = None if other == HELD and not field.is_required() else other
    return record.model_copy(update=update) if update else record


def _shown(value: object, doubtful: frozenset[str], places: Places) -> object:
    if isinstance(value, str):
        return HELD if _names_somebody(value, doubtful, places) else value
    if isinstance(value, Record):
        return _without(value, doubtful, places)
    if type(value) is tuple:
        shown = tuple(_shown(each, doubtful, places) for each in value)
        return tuple(each for each in shown if each != HELD) or (shown[:1])
    return value


def _names_somebody(text: str, doubtful: frozenset[str], places: Places) -> bool:
    return any(found.value in doubtful for found in personal_data.find(text, places) if found.value)
