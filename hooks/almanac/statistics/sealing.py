"""Sealing a year: its totals as they are signed, and later what was revised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from almanac.model.divisions import parent
from almanac.model.seal import Revised, Seal
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


def sealed(whole: Counted, year: int, as_of: str, before: Seal | None) -> Sealed:
    """The first seal of a year, or the next revision of it."""
    top = next(iter(sorted(whole.tables, key=len)))
    cells = tuple(cells_of(whole.tables[top].notice))
    totals = {code: _values(one, cells) for code, one in sorted(whole.tables.items())}
    if before is None:
        return Sealed(Seal(year, as_of, cells, totals, whole.marks, ()), ())
    revised = tuple(
        Revised(
            before.next,
            as_of,
            code,
            cell,
            before.value(code, cell),
            values[place],
            _why(whole.tables[code], cell),
        )
        for code, values in totals.items()
        for place, cell in enumerate(cells)
        if values[place] != before.value(code, cell)
    )
    seal = Seal(year, before.as_of, cells, totals, whole.marks, (*before.revisions, *revised))
    return Sealed(seal if revised or seal.records != before.records else before, revised)


def _values(one: StatisticsTable, cells: tuple[str, ...]) -> tuple[int | None, ...]:
    found = [one.sums.get(cell, Sum()) for cell in cells]
    return tuple(each.value if each.known else None for each in found)


def _why(one: StatisticsTable, cell: str) -> str:
    """What the open revision of a cell names as its cause."""
    return next((revision.why for revision in reversed(one.revisions) if revision.cell == cell), "")
