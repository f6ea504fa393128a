"""How the provinces stand, and their tables added up: what the front shows, counted in one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from almanac.nation.handed_up import Cell, HandedUp
from almanac.nation.plan import Nation, Province


class State(StrEnum):
    """How what is shown of a province stands: of its newest commit, of one before, or not shown at all."""

    CURRENT = "已更新"
    BEFORE = "未更新，以上一版为准"
    OTHER = "表式或年份不同，没有加进来"
    NONE = "还没有上报"
    REFUSED = "上交的不合格式，没有采用"

    @property
    def well(self) -> bool:
        """Whether what is shown is of the newest commit."""
        return self in (State.CURRENT, State.OTHER)


class Standing(NamedTuple):
    """A province with what it has handed up, if that may be shown."""

    province: Province
    state: State
    up: HandedUp | None

    @property
    def counts(self) -> bool:
        """Whether its numbers are in the sums."""
        return self.up is not None and self.state is not State.OTHER

    @property
    def cells(self) -> Mapping[str, Cell]:
        """Its numbers by cell; none where they are not in the sums."""
        return {cell.cell: cell for cell in self.up.cells} if self.up and self.counts else {}


class Total(NamedTuple):
    """A number of all provinces together: the sum of those that have one (None: nobody has), and how many have."""

    value: int | None
    reported: int
    approximate: int


class Sheet(NamedTuple):
    """The provinces of one year, and the cells that all their tables have: each with its block, column and part in words."""

    nation: Nation
    year: int
    title: str
    cells: tuple[tuple[str, tuple[str, ...]], ...]
    standings: tuple[Standing, ...]

    @property
    def demo(self) -> bool:
        """Whether anything of it is invented."""
        return any(each.up.demo for each in self.standings if each.up)

    @property
    def day(self) -> str:
        """The last day for which a province's site was made; empty without any."""
        return max((each.up.day for each in self.standings if each.up), default="")

    @property
    def as_of(self) -> str:
        """The last day of which anything counted speaks."""
        return max((each.up.as_of or "" for each in self.standings if each.up and each.counts), default="")

    def total(self, cell: str) -> Total:
        """A cell of all provinces together; who has not reported it adds nothing, and is no zero."""
        known = [each.cells[cell] for each in self.standings if cell in each.cells]
        values = [one.value for one in known if one.value is not None]
        approximate = sum(one.approximate for one in known if one.value is not None)
        return Total(sum(values) if values else None, len(values), approximate)

    def number(self, state: State) -> int:
        """How many provinces stand so."""
        return sum(each.state is state for each in self.standings)


def sheet(nation: Nation, standings: Sequence[Standing]) -> Sheet:
    """The newest year that any province shows, and the form that most of its provinces have."""
    shown = [each for each in standings if each.up]
    year = max((each.up.year for each in shown if each.up), default=0)
    forms = Counter(
        (each.up.title, each.up.form_of_table) for each in shown if each.up and each.up.year == year
    )
    (title, cells), _ = forms.most_common(1)[0] if forms else (("", ()), 0)
    judged = (
        each._replace(state=State.OTHER)
        if each.up and (each.up.year != year or each.up.form_of_table != cells)
        else each
        for each in standings
    )
    return Sheet(nation, year, title, cells, tuple(judged))
