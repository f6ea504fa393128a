"""Ties: what other records say of an activity – an award given there, a talk held there, a promise kept by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from almanac.disclosure.public_records import HIDDEN
from almanac.model.filings import Award, Filing, Promise
from almanac.validate import Known, reference
from almanac.views import honour_rolls


class Tie(NamedTuple):
    """One such record as the page of the activity shows it; what: 表彰, 先进报告 or 办实事; path: below the site's root."""

    activity: str
    what: str
    words: str
    path: str


def ties(filings: Iterable[Filing], known: Known) -> Iterator[Tie]:
    """A tie for each activity that an award or a promise names, of filings that are fit for the public."""
    for filing in filings:
        record = filing.record
        if isinstance(record, Award):
            yield from _of_award(filing, record, known)
        elif isinstance(record, Promise):
            for text in record.activities:
                target = reference(text, filing, known)
                if target:
                    yield Tie(
                        target, "办实事", f"{record.item}（{record.state}）", f"u/{filing.code}/#promises"
                    )


def _of_award(filing: Filing, award: Award, known: Known) -> Iterator[Tie]:
    where = f"{honour_rolls.path(filing.year, filing.code)}#a-{filing.id}"
    target = reference(award.activity, filing, known) if award.activity else None
    if target:
        yield Tie(target, "表彰", award.name, where)
    talks: dict[str, list[str]] = {}
    for one in award.honoured:
        for text in one.talks:
            target = reference(text, filing, known)
            if target and one.name != HIDDEN:
                talks.setdefault(target, []).append(one.name)
    for target, names in talks.items():
        shown = "、".join(names[:5]) + (f"等{len(names)}个" if len(names) > 5 else "")
        yield Tie(target, "先进报告", f"{shown}（{award.name}）", where)
