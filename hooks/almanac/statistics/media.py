"""Media: which published pieces count, in which cell, and which of them are one and the same (通知.yml 口径)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from almanac.model.counting_rules import (
    FORMS,
    OUTLETS,
    Rules,
    is_own_outlet,
    plain_address,
    plain_title,
    rules_of,
    speaks_of_the_system,
)
from almanac.model.divisions import level_of
from almanac.model.filings import Filing, Notice, Piece
from almanac.statistics.counting import Line
from almanac.validate.media import listed

CLOSE = 7  # so many days apart is one manuscript printed by several outlets
_RANKS = tuple(OUTLETS)


class Reach(NamedTuple):
    """Where a piece was published: the level of the outlet, whether it is one of the associations' own."""

    level: str
    system: bool


class Publication(NamedTuple):
    """A piece that counts by itself, so far as it takes to know it again; plain. rank: of its outlet, 0 the highest."""

    id: str
    rank: int
    code: str
    form: str
    outlet: str
    title: str
    date: str
    address: str


def reach(piece: Piece, notice: Notice | None) -> Reach:
    """What the record says of the outlet, else the notice's list, else its name."""
    outlet = listed(piece.outlet, notice)
    by_name = "是" if speaks_of_the_system(piece.outlet) else "否"
    own = piece.own or ("是" if outlet and outlet.own == "是" else by_name)
    return Reach(piece.level or (outlet.level if outlet else "其他"), own == "是")


def left_out(piece: Piece, code: str, notice: Notice | None, rules: Rules) -> str:
    """Why a piece is not counted, whatever else there is; empty where it may be."""
    if piece.occasion:
        return f"写的是{piece.occasion}"
    if piece.reprint_of:
        return f"转载自{piece.reprint_of}"
    level, system = reach(piece, notice)
    own = is_own_outlet(level, code, rules)
    if system and (own or rules.own_media == "本系统都不计"):
        whose = "签表的" if rules.own_media == "签表单位不计" else "本级"
        return f"发在{whose}计生协自己的网站、内刊、账号上" if own else "发在计生协系统自己的媒体上"
    return "" if level in OUTLETS else "不是国家、省、市、县级媒体"


def piece_id(filing: Filing) -> str:
    """What tells a filed piece from all others: year, association, place in its list."""
    return f"{filing.year}-{filing.code}-{filing.item or 0}"


def publications(filings: Iterable[Filing], notices: Mapping[int, Notice]) -> list[Publication]:
    """The pieces among some filings that count unless they are the same as another."""
    found = []
    for filing in filings:
        piece, notice = filing.record, notices.get(filing.year)
        if isinstance(piece, Piece) and not left_out(piece, filing.code, notice, rules_of(notice)):
            rank = _RANKS.index(reach(piece, notice).level)
            title, address = plain_title(piece.title or ""), plain_address(piece.web or "")
            who = (piece_id(filing), rank, filing.code, piece.form, piece.outlet)
            found.append(Publication(*who, title, piece.date or "", address))
    return found


def counted_elsewhere(pieces: Iterable[Publication]) -> dict[str, tuple[str, str]]:
    """Of pieces that are the same as another, which that is: its association and outlet, by the id of the piece.

    The one in the highest outlet counts, and of equals where it was filed lowest, the first of equals.
    """
    kept: dict[tuple[str, ...], list[Publication]] = {}
    found: dict[str, tuple[str, str]] = {}
    for piece in sorted(pieces, key=lambda one: (one.rank, -level_of(one.code), one.code, one.id)):
        year = piece.id[:4]
        places = [(year, piece.form, words) for words in (piece.address, piece.title) if words]
        others = [one for place in places for one in kept.get(place, ())]
        same = next((one for one in others if is_same(piece, one)), None)
        if same:
            found[piece.id] = (same.code, same.outlet)
        else:
            for place in places:
                kept.setdefault(place, []).append(piece)
    return found


def is_same(one: Publication, other: Publication) -> bool:
    """Whether two of the same form are one piece; what is neither titled nor has an address is known from nothing."""
    if one.address and one.address == other.address:
        return True
    if not one.title or one.title != other.title:
        return False
    if one.outlet == other.outlet:
        if one.date and other.date:
            return one.date == other.date
        return not (one.address and other.address)
    related = one.code.startswith(other.code) or other.code.startswith(one.code)
    return related and _apart(one.date, other.date) <= CLOSE


def _apart(one: str, other: str) -> int:
    """Days between two dates; none where one of them has no day."""
    if len(one) < 10 or len(other) < 10:
        return 0 if one[:7] == other[:7] or not (one and other) else CLOSE + 1
    return abs((datetime.date.fromisoformat(one) - datetime.date.fromisoformat(other)).days)


def lines(
    filings: Sequence[Filing], notice: Notice | None, rules: Rules, elsewhere: Mapping[str, tuple[str, str]]
) -> list[tuple[Piece, Line | None, str]]:
    """Each piece among one association's filings with what it brings, or why it brings nothing; @ and a code: filed there."""
    found: list[tuple[Piece, Line | None, str]] = []
    for filing in filings:
        piece = filing.record
        if not isinstance(piece, Piece):
            continue
        reason = left_out(piece, filing.code, notice, rules)
        if not reason and (other := elsewhere.get(piece_id(filing))):
            code, outlet = other
            reason = f"@{code}" if code != filing.code else f"与发在{outlet}的是同一篇"
        level, system = reach(piece, notice)
        line = None if reason else Line(f"media-{OUTLETS[level]}-{FORMS[piece.form]}", 1, system=system)
        found.append((piece, line, reason))
    return found
