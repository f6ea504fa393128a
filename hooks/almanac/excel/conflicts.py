"""Several columns of one field: items and long texts are put together, of a single value all must say the same."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from almanac.excel import normalise
from almanac.excel.normalise import Doubt
from almanac.excel.reader import Cell
from almanac.model import filings
from almanac.model.diagnostics import shown
from almanac.model.fields import Column
from almanac.parse import dates
from almanac.parse.customs import Customs


class Filled(NamedTuple):
    """A cell that is filled, the place of its column, and the column's head as it is written in the sheet."""

    place: int
    head: str
    cell: Cell


class Agreed(NamedTuple):
    """The cell that all of them make, and whether something had to be put together; or why there is none, and where."""

    cell: Cell | None
    joined: bool = False
    doubt: Doubt | None = None
    place: int = 0


def agreed(column: Column, filled: Sequence[Filled], customs: Customs) -> Agreed:
    """What the columns of one field say in a row."""
    if len(filled) == 1:
        return Agreed(filled[0].cell)
    if column.is_joinable:
        return _put_together(filled, "\n" if column.is_list else " ")
    said = []
    for one in filled:
        spelt = normalise.repaired(column, one.cell, customs)
        if spelt.value is not None or spelt.doubt:
            said.append((one, str(spelt.value)))
    if len({_same(column, value) for _, value in said}) < 2:
        return Agreed((said[0][0] if said else filled[0]).cell)
    if column.sort == "moment":
        said.sort(key=lambda pair: not dates.is_day(pair[1]))  # the day, then the hour beside it
        made = _put_together([one for one, _ in said], " ")
        days = sum(dates.is_day(value) for _, value in said)
        if made.cell and days == 1 and dates.is_day(dates.spelt(made.cell.text, customs.year).text):
            return made
    example = f"{column.path[-1]}: {column.example_in(customs.year)}"
    those = sorted(one for one, _ in said)
    return Agreed(
        None, doubt=Doubt("E092", contradiction(column.head, those), example), place=those[-1].place
    )


def _same(column: Column, value: str) -> object:
    """By what two values are one and the same: 1,200 is 1200."""
    if column.sort == "number":
        with contextlib.suppress(PydanticCustomError):
            return filings.count(value)[:2]
    return value


def contradiction(field: str, filled: Sequence[Filled]) -> str:
    """That columns of one field differ, with the head and the words of each."""
    each = "，".join(f"“{shown(one.head)}”列写的是 {shown(words(one.cell))}" for one in filled)
    return f"{each}，两列说的都是“{field}”，不知道哪一个对；只留对的一列，别的清空或删去"


def _put_together(filled: Sequence[Filled], between: str) -> Agreed:
    parts = list(dict.fromkeys(words(one.cell) for one in filled))
    return Agreed(Cell("text", between.join(parts)), len(parts) > 1)


def words(cell: Cell) -> str:
    """A cell as people see it."""
    if cell.kind == "day":
        return cell.text[:10] + (f" {cell.text[11:16]}" if cell.text[11:16] not in ("", "00:00") else "")
    return cell.text[:5] if cell.kind == "hour" else cell.text.strip()
