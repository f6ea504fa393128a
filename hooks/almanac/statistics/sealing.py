"""Sealing a year: its totals as they are signed, and later what was revised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from almanac.model.divisions import parent
from almanac.model.seal import Revised, Seal
from almanac.statistics import revisions
from almanac.statistics.subtotals import Subtotal
from almanac.statistics.table import StatisticsTable, table
from almanac.statistics.totals import Sum, cells_of
from almanac.validate import Known


class Sealed(NamedTuple):
    """A seal to write, and what is new in it: nothing, where the numbers are those already sealed."""

    seal: Seal
    revised: tuple[Revised, ...]


class Counted(NamedTuple):
    """A campaign as it is signed: the tables of all that report; by share, what each record brings, as a seal keeps it."""

    tables: dict[str, StatisticsTable]
    marks: dict[str, dict[str, str]]


def tables(known: Known, year: int, brought: Mapping[str, Subtotal]) -> dict[str, StatisticsTable]:
    """The tables of all that report, of what the shares bring to a campaign: cities and the province always."""
    register, seal = known.register, known.seals.get(year)
    reporting = sorted({register.root, *brought, *map(parent, brought)} - {""})
    return {code: table(code, year, known.notices[year], register, brought, seal) for code in reporting}


def sealed(
    whole: Counted, year: int, as_of: str, before: Seal | None, date: str = "", why: str = ""
) -> Sealed:
    """The first seal of a year, or the next revision of it.

    date: the day on which it is made; why: the reason of what neither a record nor a rule explains.
    """
    notice = whole.tables[min(whole.tables, key=len)].notice
    cells = before.cells if before else tuple(cells_of(notice))
    totals = {code: _values(one, cells) for code, one in whole.tables.items()}
    rules, date = revisions.rule_marks(notice), date or as_of
    if before is None:
        seal = Seal(year, as_of, cells, dict(sorted(totals.items())), whole.marks, (), date, rules)
        return Sealed(seal.signed(), ())
    revised = tuple(
        Revised(before.next, date, code, each.cell, each.signed, each.now, each.why or why.strip(), as_of)
        for code, one in sorted(whole.tables.items())
        for each in one.differences
    )
    if not revised:
        return Sealed(before, ())
    seal = before._replace(
        totals=dict(sorted((before.totals | totals).items())),
        records=whole.marks,
        revisions=(*before.revisions, *revised),
        rules=rules,
    )
    return Sealed(seal.signed(), revised)


def until(proposed: Seal, before: Seal | None) -> str:
    """The day up to which must be counted to hold a seal against what `seal` would write."""
    return proposed.as_of if before is None else proposed.last[1]


def wrong(proposed: Seal, before: Seal | None, whole: Counted) -> str:
    """How a seal is not the one before with what `seal` would append; empty if it is.

    whole: the records counted up to that day (`until`) beside the seal before.
    """
    if before and proposed.digests[: len(before.digests)] != before.digests:
        return "改动了已经签字的数"
    if before and proposed.revisions[: len(before.revisions)] != before.revisions:
        return "改动了以前的修订"
    date, as_of = proposed.last
    given = proposed.revisions[len(before.revisions) :] if before else ()
    right = sealed(whole, proposed.year, as_of, before, date, "见修订").seal
    said = {(one.association, one.cell): one.why for one in given}
    reasons = tuple(
        one._replace(why=said.get((one.association, one.cell), "")) if one.why == "见修订" else one
        for one in right.revisions
    )
    if right._replace(revisions=reasons) == proposed:
        return ""
    cells = sum(
        value != other
        for code in {*right.totals, *proposed.totals}
        for value, other in zip(right.totals.get(code, ()), proposed.totals.get(code, ()), strict=False)
    )
    how = f"{cells} 格的数不同" if cells else "修订的原因、日期或所含的记录不同"
    return f"与照记录算出来的不一样（{how}）"


def _values(one: StatisticsTable, cells: tuple[str, ...]) -> tuple[int | None, ...]:
    """The numbers that the records give, whatever was signed."""
    now = {each.cell: each.now for each in one.differences}
    found = {cell: one.sums.get(cell, Sum()) for cell in cells}
    return tuple(now.get(cell, each.value if each.known else None) for cell, each in found.items())
