"""Published pieces held against one another: the same one filed twice, one that looks like a reprint of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from almanac.counting import piece_key
from almanac.faults import closest
from almanac.records import Filing, Notice, Outlet, Piece
from almanac.rules.known import Finding, Known

# So alike are two titles of one piece, of 1. Titles of different activities in 115 reports of the press reach 0.55.
ALIKE = 0.75


def listed(outlet: str, notice: Notice | None) -> Outlet | None:
    """The outlet of the notice's list that goes by this name."""
    return next((o for o in notice.outlets if outlet in (o.name, *o.aliases)), None) if notice else None


def meant(outlet: str, notice: Notice | None) -> str:
    """The name in the notice's list that an outlet's is one slip away from; empty if none."""
    names = [name for o in notice.outlets for name in (o.name, *o.aliases)] if notice else []
    return closest(outlet, names) or ""


def pairs_of(title: str) -> frozenset[str]:
    """The neighbouring letters and digits of a title."""
    plain = [letter for letter in title if letter.isalnum()]
    return frozenset(map("".join, zip(plain, plain[1:], strict=False)))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How many pairs two titles have in common, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def same_piece(filings: Sequence[Filing], known: Known) -> Iterator[tuple[Filing, Finding]]:
    """An association files a published piece once, and says of a reprint where it was first."""
    groups: dict[tuple[int, str], list[tuple[Filing, Piece]]] = {}
    for filing in filings:
        if isinstance(filing.record, Piece):
            groups.setdefault((filing.year, filing.code), []).append((filing, filing.record))
    for group in groups.values():
        if len(group) > 1:
            yield from _twice(group)


def _twice(group: Sequence[tuple[Filing, Piece]]) -> Iterator[tuple[Filing, Finding]]:
    """Of one association's pieces, each with the first before it that it repeats or resembles."""
    seen: dict[str, Piece] = {}
    titles: list[tuple[Piece, frozenset[str]]] = []
    holders: dict[str, list[int]] = {}
    for filing, piece in group:
        key = piece_key(piece)
        first = seen.setdefault(key, piece) if key else piece
        if first is not piece:
            message = f"{_named(piece)}写了两次，是同一篇；留一条就行"
            yield (
                filing,
                Finding(("标题",) if piece.title else ("媒体",), "W241", message, "删去多出来的一条"),
            )
            continue
        pairs = pairs_of(piece.title or "")
        other = _alike(piece, pairs, titles, holders)
        if other:
            message = (
                f"{_named(piece)}和{_named(other)}像是同一篇；是转载的请写明，转载不再计数；不是就不用改"
            )
            yield filing, Finding(("标题",), "W241", message, f"转载自: {other.outlet}")
        for pair in pairs:
            holders.setdefault(pair, []).append(len(titles))
        titles.append((piece, pairs))


def _alike(
    piece: Piece,
    pairs: frozenset[str],
    titles: Sequence[tuple[Piece, frozenset[str]]],
    holders: Mapping[str, Iterable[int]],
) -> Piece | None:
    """The piece of nearly the same title that would count besides it; the same title counts once anyhow."""
    if piece.reprint_of:
        return None
    for number, _ in Counter(n for pair in pairs for n in holders.get(pair, ())).most_common(3):
        other, others = titles[number]
        if other.form == piece.form and not other.reprint_of and ALIKE <= likeness(pairs, others) < 1:
            return other
    return None


def _named(piece: Piece) -> str:
    return f"{piece.outlet}的《{piece.title}》" if piece.title else f"{piece.outlet}的一篇（{piece.web}）"
