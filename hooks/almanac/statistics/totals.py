"""The official table: what each association and those below it bring to each cell, added up along the tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from almanac.model.counting_rules import Rules, piece_key
from almanac.model.divisions import SLUGS, Register
from almanac.model.filings import Accounts, Filing, Notice, Piece
from almanac.statistics import counting
from almanac.statistics.counting import Counted, Line, Said
from almanac.views.activities import Entry


class Sum(NamedTuple):
    """One cell. records: how many are in it; unknown: how many more belong to it but do not say this number.

    approximate, approximately: records with a number such as 800余, and their part of the value; converted: its part
    that comes from households, late: records outside the period; tallied: its part that comes from 汇总, zeros: how
    many zero returns. A cell without a record, a tally and a zero return is unknown, not zero.
    """

    value: int = 0
    records: int = 0
    unknown: int = 0
    approximate: int = 0
    approximately: int = 0
    converted: int = 0
    late: int = 0
    tallied: int = 0
    zeros: int = 0

    @property
    def known(self) -> bool:
        """Whether anybody has said anything for this cell."""
        return bool(self.records or self.tallied or self.zeros)


Sums = dict[str, Sum]  # by cell
Raw = dict[str, list[int]]  # the same while it is being added up


def add(into: Raw, cell: str, line: Line, late: bool = False) -> None:
    """Add what one record brings to a cell."""
    found = into.get(cell)
    if found is None:
        found = into[cell] = [0] * 9
    value = line.value
    if value is None:
        found[2] += 1
        return
    found[0] += value
    found[1] += 1
    found[5] += line.converted
    found[6] += late
    if line.approximate:
        found[3] += 1
        found[4] += value


def plus(into: Raw, sums: Mapping[str, Sequence[int]]) -> None:
    """Add the cells of another association."""
    for cell, more in sums.items():
        found = into.get(cell)
        if found is None:
            into[cell] = [*more]
        else:
            for place, number in enumerate(more):
                found[place] += number


def done(raw: Mapping[str, Sequence[int]]) -> Sums:
    """Cells as they are shown, in a fixed order."""
    return {cell: Sum(*numbers) for cell, numbers in sorted(raw.items())}


class Tallied(NamedTuple):
    """What a tally brings to one cell: its whole number, what is filed one by one of it and below it, the rest."""

    tally: Said
    cell: str
    whole: int
    contained: int
    approximate: bool

    @property
    def rest(self) -> int:
        """What it adds; never less than nothing."""
        return max(self.whole - self.contained, 0)

    def sum(self) -> list[int]:
        """What it brings to its cell."""
        return [
            self.rest,
            0,
            0,
            int(self.approximate),
            self.rest if self.approximate else 0,
            0,
            0,
            self.rest,
            0,
        ]


class Own(NamedTuple):
    """What an association itself brings to one campaign: of its activities, tallies, pieces and accounts.

    left_out: by reason, how many activities enter no cell; pieces: each with its line or why it has none.
    """

    sums: Raw
    left_out: dict[str, int]
    tallies: tuple[Said, ...]
    pieces: tuple[tuple[Piece, Line | None, str], ...]


class Node(NamedTuple):
    """An association in one campaign: what it brings itself, the sums of each right below it, all together."""

    code: str
    own: Own
    below: dict[str, Raw]
    whole: Raw
    tallied: list[Tallied]

    def sums(self) -> Sums:
        """Its own table: itself and all below it."""
        return done(self.whole)

    def own_sums(self) -> Sums:
        """What it brings itself, without its tallies."""
        return done(self.own.sums)


def own(
    code: str,
    entries: Iterable[Entry],
    filings: Sequence[Filing],
    tallies: Iterable[Said],
    notice: Notice | None,
    rules: Rules,
    elsewhere: Mapping[str, str],
) -> Own:
    """Count what an association led and filed in one campaign; elsewhere: pieces that another counts, with its code."""
    sums: Raw = {}
    left_out: dict[str, int] = {}
    for event in entries:
        reason = counting.left_out(event, rules)
        if reason:
            left_out[reason] = left_out.get(reason, 0) + 1
            continue
        late = counting.is_late(event, rules)
        for line in counting.lines(event, rules):
            add(sums, line.cell, line, late)
    records = [filing.record for filing in filings]
    mine = [record for record in records if isinstance(record, Piece)]
    pieces = _pieces(mine, code, notice, rules, elsewhere) if mine else ()
    for _, brought, _ in pieces:
        if brought:
            add(sums, brought.cell, brought)
    for record in records:
        if isinstance(record, Accounts):
            for line in counting.account_lines(record, code):
                add(sums, line.cell, line)
    return Own(sums, left_out, tuple(counting.latest(tallies)), pieces)


def _pieces(
    pieces: Sequence[Piece], code: str, notice: Notice | None, rules: Rules, elsewhere: Mapping[str, str]
) -> tuple[tuple[Piece, Line | None, str], ...]:
    mine = [piece for piece in pieces if elsewhere.get(piece_key(piece), code) == code]
    others = [piece for piece in pieces if elsewhere.get(piece_key(piece), code) != code]
    told = list(counting.piece_lines(mine, code, notice, rules))
    told += [(piece, None, f"@{elsewhere[piece_key(piece)]}") for piece in others]
    return tuple(told)


def settle(node: Node, within: Callable[[str], Iterable[Counted]]) -> None:
    """Add an association's tallies to what is at or below it: only what is not yet counted there.

    within: what activities at or below it on a level bring.
    """
    for tally in node.own.tallies:
        inner: Counter[str] = Counter()
        for one in within(tally.row) if tally.lines else ():
            if counting.is_within(one, tally):
                inner.update(one.values)
        if tally.zero:
            plus(node.whole, {f"{block}-{tally.row}-{measure}": _ZERO for block, measure in _COUNTED})
        for line in tally.lines:
            if line.value is not None:
                contained = inner[line.cell] + node.whole.get(line.cell, _NONE)[7]
                settled = Tallied(tally, line.cell, line.value, contained, line.approximate)
                node.tallied.append(settled)
                plus(node.whole, {settled.cell: settled.sum()})


_COUNTED = [(block, measure) for block in ("publicity", "visits") for measure in ("sessions", "people")]
_NONE = (0,) * 9
_ZERO = (*_NONE[:8], 1)


def node(code: str, mine: Own, below: dict[str, Raw]) -> Node:
    """An association's own sums and those below it added up, its tallies not yet settled."""
    whole: Raw = {}
    plus(whole, mine.sums)
    for sums in below.values():
        plus(whole, sums)
    return Node(code, mine, below, whole, [])


def checked(tree: Mapping[str, Node]) -> None:
    """The sum of the parts is the whole, cell by cell; anything else is a mistake in the program."""
    for one in tree.values():
        again: Raw = {}
        for sums in (one.own.sums, *one.below.values(), *({t.cell: t.sum()} for t in one.tallied)):
            plus(again, sums)
        for cell, numbers in again.items():
            if numbers[0] != one.whole[cell][0]:
                raise ArithmeticError(f"{one.code} {cell}: {numbers[0]} ≠ {one.whole[cell][0]}")


def cells_of(notice: Notice) -> list[str]:
    """The cells of the year's form, in the order of the form."""
    return [
        f"{block.slug}-{column.slug}-{measure}"
        for block in notice.blocks
        for column in block.columns
        for measure in block.measures
    ]


def expected(register: Register, code: str) -> dict[str, int]:
    """How many associations of each level there are at or below one."""
    counts = dict.fromkeys(SLUGS, 0)
    for unit in register.within(code):
        counts[unit.level.slug] += 1
    return counts


def in_words(sums: Sums) -> str:
    """Publicity and visits of all levels in one sentence: 宣传活动 2 场、867 人；慰问服务 1 场、13 人."""
    told = []
    for block, words in (("publicity", "宣传活动"), ("visits", "慰问服务")):
        counts = []
        for measure, unit in (("sessions", "场"), ("people", "人")):
            known = [
                one
                for cell, one in sums.items()
                if cell.startswith(block) and cell.endswith(measure) and one.known
            ]
            if known:
                roughly = "约" if any(one.approximate for one in known) else ""
                counts.append(f"{roughly}{sum(one.value for one in known)} {unit}")
        if counts:
            told.append(f"{words} {'、'.join(counts)}")
    return "；".join(told)
