"""Media: which published pieces count, in which cell, and which of them are one and the same (通知.yml 口径)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from almanac.model.counting_rules import (
    FORMS,
    OUTLETS,
    SIGNERS,
    Printed,
    Rules,
    is_own_outlet,
    is_same,
    printed_as,
    rules_of,
    signer_of_outlet,
    speaks_of_the_system,
)
from almanac.model.divisions import Level, level_of
from almanac.model.filings import Filing, Notice, Piece
from almanac.statistics.counting import Line
from almanac.validate.media import listed

_RANKS = tuple(OUTLETS)


class Reach(NamedTuple):
    """Where a piece was published: the level of the outlet, whether it is one of the associations' own."""

    level: str
    system: bool


class Publication(NamedTuple):
    """A piece that counts by itself, so far as it takes to know it again; plain. rank: of its outlet, 0 the highest.

    signer: the level in whose table it does not count, 0 where it counts in all.
    """

    id: str
    rank: int
    code: str
    form: str
    outlet: str
    title: str
    date: str
    address: str
    signer: int


# That a piece is the same as another that counts: whose that is, in which outlet, in tables of which levels.
Elsewhere = tuple[str, str, tuple[int, ...]]


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
            where = reach(piece, notice)
            rank, signer = _RANKS.index(where.level), own_table(where, rules_of(notice)) or 0
            who = (piece_id(filing), rank, filing.code, piece.form, piece.outlet)
            _, title, date, address = printed_as(piece)
            found.append(Publication(*who, title, date, address, int(signer)))
    return found


def own_table(where: Reach, rules: Rules) -> Level | None:
    """The level in whose tables alone a piece does not count."""
    return signer_of_outlet(where.level) if where.system and rules.by_table else None


def counted_elsewhere(pieces: Iterable[Publication]) -> dict[str, Elsewhere]:
    """Of pieces that are the same as another, which that is, by the id of the piece; each table looks at what it counts.

    The one in the highest outlet counts, and of equals where it was filed lowest, the first of equals.
    """
    found: dict[str, Elsewhere] = {}
    for _, campaign in groupby(sorted(pieces, key=lambda one: one.id[:4]), lambda one: one.id[:4]):
        those = [*campaign]
        parted = {one.signer for one in those} != {0}
        for table in SIGNERS if parted else SIGNERS[:1]:
            for identity, other in _same([one for one in those if one.signer != table or not parted]).items():
                tables = found[identity][2] if identity in found else ()
                found[identity] = (*other, (*tables, int(table)) if parted else tuple(map(int, SIGNERS)))
    return found


def _same(pieces: Iterable[Publication]) -> dict[str, tuple[str, str]]:
    """Of the pieces that one table counts, those that are the same as another; that one's association and outlet."""
    kept: dict[tuple[str, ...], list[Publication]] = {}
    found: dict[str, tuple[str, str]] = {}
    for piece in sorted(pieces, key=lambda one: (one.rank, -level_of(one.code), one.code, one.id)):
        year = piece.id[:4]
        places = [(year, piece.form, words) for words in (piece.address, piece.title) if words]
        others = [one for place in places for one in kept.get(place, ())]
        same = next((one for one in others if _are_same(piece, one)), None)
        if same:
            found[piece.id] = (same.code, same.outlet)
        else:
            for place in places:
                kept.setdefault(place, []).append(piece)
    return found


def _are_same(one: Publication, other: Publication) -> bool:
    related = one.code.startswith(other.code) or other.code.startswith(one.code)
    this, that = (Printed(each.outlet, each.title, each.date, each.address) for each in (one, other))
    return is_same(this, that, related)


def lines(
    filings: Sequence[Filing], notice: Notice | None, rules: Rules, elsewhere: Mapping[str, Elsewhere]
) -> list[tuple[Piece, Line | None, str]]:
    """Each piece among one association's filings with what it brings, and why not or not everywhere; @ and a code: filed there."""
    found: list[tuple[Piece, Line | None, str]] = []
    for filing in filings:
        piece = filing.record
        if not isinstance(piece, Piece):
            continue
        tables: tuple[Level, ...] = SIGNERS
        reason = left_out(piece, filing.code, notice, rules)
        where = reach(piece, notice)
        if not reason:
            reason, tables = _where(where, rules, filing.code, elsewhere.get(piece_id(filing)))
        line = None
        if tables and where.level in OUTLETS and (not reason or tables != SIGNERS):
            cell = f"media-{OUTLETS[where.level]}-{FORMS[piece.form]}"
            line = Line(cell, 1, system=where.system, tables=() if tables == SIGNERS else tables)
        found.append((piece, line, reason))
    return found


def _where(where: Reach, rules: Rules, code: str, other: Elsewhere | None) -> tuple[str, tuple[Level, ...]]:
    """Why a piece does not count in every table, and in those of which levels it does."""
    own = own_table(where, rules)
    unit, outlet, same = other or ("", "", ())
    reason = "发在签表的计生协自己的网站、内刊、账号上" if own else ""
    if other:
        reason = f"@{unit}" if unit != code else f"与发在{outlet}的是同一篇"
    return reason, tuple(table for table in SIGNERS if table != own and table not in same)
