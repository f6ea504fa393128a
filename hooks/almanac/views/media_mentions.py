"""Coverage: which media pieces report an activity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from almanac import validate
from almanac.model.filings import Filing, Piece
from almanac.validate.media import listed


class Mention(NamedTuple):
    """A media piece as the page of an activity it covers shows it."""

    activity: str
    outlet: str
    level: str
    form: str
    title: str
    date: str
    web: str
    note: str


def mentions(filings: Iterable[Filing], known: validate.Known) -> Iterator[Mention]:
    """One mention for each activity that a filed piece covers."""
    for filing in filings:
        piece = filing.record
        if isinstance(piece, Piece):
            outlet = listed(piece.outlet, known.notices.get(filing.year))
            level = piece.level or (outlet.level if outlet else "")
            for text in piece.activities:
                target = validate.reference(text, filing, known)
                if target:
                    yield Mention(
                        target,
                        piece.outlet,
                        level,
                        piece.form,
                        piece.title or "",
                        piece.date or "",
                        piece.web or "",
                        piece.note or "",
                    )
