"""The official table: what each association and those below it bring to each cell, added up along the tree."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from almanac.model import accuracy
from almanac.model.accuracy import Accuracy
from almanac.model.counting_rules import PUBLICITY, Rules, signer
from almanac.model.divisions import SLUGS, Register
from almanac.model.filings import Accounts, Filing, Notice, Piece
from almanac.statistics import counting, media
from almanac.statistics.counting import Counted, Line, Said
from almanac.statistics.media import Elsewhere
from almanac.views.activities import Entry


class Sum(NamedTuple):
    """One cell. records: how many are in it; unknown: how many sessions more belong to it but do not say this number.

    approximate, approximately: records with a number such as 800余, and their part of the value; converted: its part
    that comes from households, late: sessions outside the period; tallied: its part that comes from 汇总; system:
    pieces in outlets of the associations' own. more, less: records whose true number may be larger than the one written,
    or smaller. zeros: how many associations reported zero, due: of how many of that
    level. signed: 1 where the number is the signed one, and the records give another. A cell without a record and a tally
    is unknown, and zero only if all have said so.
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
    system: int = 0
    more: int = 0
    less: int = 0
    due: int = 0
    signed: int = 0

    @property
    def known(self) -> bool:
        """Whether there is a number for this cell."""
        return bool(self.records or self.tallied or 0 < self.due <= self.zeros or self.signed)

    @property
    def accuracy(self) -> Accuracy:
        """How sure the number is; where somebody did not say it, there are more."""
        return accuracy.of_sides(bool(self.more or self.unknown), bool(self.less))


Sums = dict[str, Sum]  # by cell
# The same while it is being added up, and then: as of which day the latest tally in it is, 20210612. What not every
# table counts stands apart for each level whose tables do: media-local-text@city.
Raw = dict[str, list[int]]
_ZEROS, _DUE, _LATEST = 8, 12, 13
_NONE = (0,) * (_LATEST + 1)


def add(into: Raw, line: Line) -> None:
    """Add what one record brings to its cell."""
    for table in line.tables:
        _add(into, line, f"{line.cell}@{table.slug}")
    if not line.tables:
        _add(into, line, line.cell)


def _add(into: Raw, line: Line, cell: str) -> None:
    found = into.get(cell)
    if found is None:
        found = into[cell] = [*_NONE]
    value = line.value
    if value is None:
        found[2] += line.sessions
        return
    found[0] += value
    found[1] += 1
    found[5] += line.converted
    found[6] += line.late
    found[9] += line.system
    if line.accuracy:
        sure = Accuracy(line.accuracy)
        found[3] += 1
        found[4] += value
        found[10] += sure.may_be_more
        found[11] += sure.may_be_less


def plus(into: Raw, sums: Mapping[str, Sequence[int]]) -> None:
    """Add the cells of another association."""
    for cell, more in sums.items():
        found = into.get(cell)
        if found is None:
            into[cell] = [*more]
            into[cell][_DUE] = 0
        else:
            for place in range(_DUE):
                found[place] += more[place]
            found[_LATEST] = max(found[_LATEST], more[_LATEST])


def done(raw: Mapping[str, Sequence[int]], code: str) -> Sums:
    """Cells as the table of an association shows them, in a fixed order."""
    shown, table = dict[str, Sequence[int]](), signer(code).slug
    for cell, numbers in sorted(raw.items()):
        name, _, of_it = cell.partition("@")
        if of_it in ("", table):
            before = shown.get(name, _NONE)
            shown[name] = [one + more for one, more in zip(before, numbers, strict=True)]
    return {cell: Sum(*numbers[:_LATEST]) for cell, numbers in shown.items()}


class Tallied(NamedTuple):
    """What a tally brings to one cell: its whole number, what is filed one by one of it and below it, the rest.

    refuted: whether what had been filed by its own day is more than it says; tallies below it of a later day may be.
    """

    tally: Said
    cell: str
    whole: int
    contained: int
    accuracy: str
    refuted: bool

    @property
    def rest(self) -> int:
        """What it adds; never less than nothing."""
        return max(self.whole - self.contained, 0)

    def sum(self) -> list[int]:
        """What it brings to its cell."""
        sure = Accuracy(self.accuracy)
        roughly = (1, self.rest) if self.accuracy else (0, 0)
        sides = (int(sure.may_be_more), int(sure.may_be_less))
        return [self.rest, 0, 0, *roughly, 0, 0, self.rest, 0, 0, *sides, 0, day_number(self.tally.as_of)]


def day_number(day: str) -> int:
    """A day as a number that grows with it; the last there may be of a month."""
    return int(day.replace("-", "").ljust(8, "9"))


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
        return done(self.whole, self.code)

    def own_sums(self) -> Sums:
        """What it brings itself, without its tallies."""
        return done(self.own.sums, self.code)


def own(
    code: str,
    entries: Iterable[Entry],
    filings: Sequence[Filing],
    tallies: Iterable[Said],
    notice: Notice | None,
    rules: Rules,
    elsewhere: Mapping[str, Elsewhere],
) -> Own:
    """Count what an association led and filed in one campaign; elsewhere: pieces that are the same as another that counts."""
    sums: Raw = {}
    left_out: dict[str, int] = {}
    for event in entries:
        reason = counting.left_out(event, rules)
        if reason:
            left_out[reason] = left_out.get(reason, 0) + 1
        for line in counting.lines(event, rules):
            add(sums, line)
    pieces = media.lines(filings, notice, rules, elsewhere)
    for _, brought, _ in pieces:
        if brought:
            add(sums, brought)
    for filing in filings:
        if isinstance(filing.record, Accounts):
            for line in counting.account_lines(filing.record, code):
                add(sums, line)
    return Own(sums, left_out, tuple(counting.latest(tallies)), tuple(pieces))


def settle(node: Node, within: Callable[[str], Iterable[Counted]], due: Callable[[str], int]) -> None:
    """Add an association's tallies to what is at or below it: only what is not yet counted there.

    within: what activities at or below it on a level bring; due: how many associations of a level there are.
    """
    for tally in node.own.tallies:
        inner: Counter[str] = Counter()
        for one in within(tally.row) if tally.lines else ():
            if counting.is_within(one, tally):
                inner.update(one.values)
        for line in tally.lines:
            if line.value is not None:
                below = node.whole.get(line.cell, _NONE)
                known = below[7] if below[_LATEST] <= day_number(tally.as_of) else 0
                contained, refuted = inner[line.cell] + below[7], line.value < inner[line.cell] + known
                settled = Tallied(tally, line.cell, line.value, contained, line.accuracy, refuted)
                node.tallied.append(settled)
                plus(node.whole, {settled.cell: settled.sum()})
        for pair in pairs(tally.row) if tally.zero else ():
            if not _is_said(node.whole, pair):
                plus(node.whole, dict.fromkeys(pair, _NONE))
                for cell in pair:
                    node.whole[cell][_ZEROS] = due(tally.row)
    for row in {cell.split("-")[1] for cell, numbers in node.whole.items() if numbers[_ZEROS]}:
        _doubt(node.whole, row, due(row))


def _doubt(whole: Raw, row: str, due: int) -> None:
    """Where anything was held, not all of a level have held nothing, whoever says so."""
    for pair in pairs(row):
        most = due - _is_said(whole, pair)
        for cell in pair:
            if cell in whole:
                whole[cell][_DUE] = due
                whole[cell][_ZEROS] = min(whole[cell][_ZEROS], most)


def _is_said(whole: Raw, pair: Iterable[str]) -> bool:
    """Whether anything is said of either: a number, or that there is one unknown."""
    return any(any(whole[cell][:3]) for cell in pair if cell in whole)


def pairs(row: str) -> list[tuple[str, str]]:
    """The cells of a level that a zero return speaks of: sessions with their people."""
    return [(f"{block}-{row}-sessions", f"{block}-{row}-people") for block in (PUBLICITY, "visits")]


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


@functools.cache
def expected(register: Register, code: str) -> Mapping[str, int]:
    """How many associations of each level there are at or below one."""
    counts = dict.fromkeys(SLUGS, 0)
    for unit in register.within(code):
        counts[unit.level.slug] += 1
    return counts
