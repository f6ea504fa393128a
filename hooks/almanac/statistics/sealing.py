"""Sealing a year: its totals as they are signed, and later what was revised."""

from __future__ import annotations

from typing import NamedTuple

from almanac.build.whole import Whole
from almanac.model.seal import Revised, Seal
from almanac.statistics.table import StatisticsTable
from almanac.statistics.totals import Sum, cells_of


class Sealed(NamedTuple):
    """A seal to write, and what is new in it: nothing, where the numbers are those already sealed."""

    seal: Seal
    revised: tuple[Revised, ...]


def sealed(whole: Whole, year: int, as_of: str, before: Seal | None) -> Sealed:
    """The first seal of a year, or the next revision of it."""
    top = next(iter(sorted(whole.sheets, key=len)))
    cells = tuple(cells_of(whole.sheets[top].notice))
    totals = {code: _values(one, cells) for code, one in sorted(whole.sheets.items())}
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
            _why(whole.sheets[code], cell),
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
