"""What else an association files, as lines for its page: media pieces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from almanac.model.filings import Filing, Piece
from almanac.views.campaign_year import day_words


class Told(NamedTuple):
    """A line of a list: words, perhaps a web address, and what stands after."""

    words: str
    web: str
    after: str


def pieces(filings: Sequence[Filing]) -> list[Told]:
    """The media pieces of an association."""
    return [_piece(filing.record) for filing in filings if isinstance(filing.record, Piece)]


def _piece(piece: Piece) -> Told:
    words = f"《{piece.title}》" if piece.title else "标题不详"
    form = "音视频" if piece.form == "音视频" else ""
    after = "，".join(part for part in (day_words(piece.date or ""), form) if part)
    return Told(f"{piece.outlet}：{words}", piece.web or "", after)
