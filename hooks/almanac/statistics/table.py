"""A sheet: one campaign of one association that reports, with all that its table, its files and its staff page show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from almanac.model.day import Day
from almanac.model.divisions import Register, level
from almanac.model.filings import Filing, Notice
from almanac.statistics import totals
from almanac.statistics.aggregation import Listed, Reckoning, Standing, accounts, left_out, nothing
from almanac.statistics.returns import NOTHING, Returned, returned
from almanac.statistics.totals import Node, Sums


class Child(NamedTuple):
    """An association right below: its sums, how those at or below it stand, and what it has returned."""

    code: str
    sums: Sums
    standing: Standing
    returned: Returned


class Revision(NamedTuple):
    """A number that changed after the table was sealed: which revision, cell, old and new value, because of what, when."""

    number: str
    cell: str
    old: str
    new: str
    why: str
    date: str

    def sentence(self, names: Mapping[str, str]) -> str:
        """The revision as a footnote of the form."""
        why = f"（{self.why}）" if self.why else ""
        return f"{self.number}：{names.get(self.cell, self.cell)}由 {self.old or '空'} 改为 {self.new or '空'}，{self.date}{why}。"


class Sheet(NamedTuple):
    """One campaign of one association. expected: associations of each level at or below it, by the register.

    status: of each cell of the form, provisional, final, or R1, R2…; as_of: the day that the numbers are of.
    """

    year: int
    code: str
    notice: Notice
    node: Node
    sums: Sums
    children: tuple[Child, ...]
    standing: Standing
    expected: dict[str, int]
    left_out: dict[str, dict[str, int]]
    accounts: tuple[Listed, ...]
    returned: Returned
    status: dict[str, str]
    revisions: tuple[Revision, ...]
    as_of: str

    @property
    def filled(self) -> bool:
        """Whether anybody has reported anything."""
        return any(one.known for one in self.sums.values())


def of_share(
    code: str,
    found: Mapping[int, Reckoning],
    filings: Sequence[Filing],
    notices: Mapping[int, Notice],
    register: Register,
    year: int,
    today: Day,
) -> Iterator[Sheet]:
    """The sheets of a county, by campaign: where anything was filed, and always of `year`, the current one."""
    for each in sorted({year, *found} & set(notices)):
        these = [filing for filing in filings if filing.year == each]
        reckoned = found.get(each) or nothing(code)
        listed, filed = accounts(these), returned(these)
        yield of_county(code, each, notices[each], reckoned, register, listed, filed, today)


def status_words(one: Sheet) -> str:
    """How final a table is, in words, with the day that its numbers are of."""
    revised = [status for status in one.status.values() if status not in STATUS]
    words = f"定稿，修订至 {max(revised)}" if revised else STATUS["provisional"]
    if set(one.status.values()) == {"final"}:
        words = STATUS["final"]
    return f"{words}，截至 {one.as_of}"


STATUS = {"provisional": "暂定", "final": "定稿"}


def of_county(
    code: str,
    year: int,
    notice: Notice,
    found: Reckoning,
    register: Register,
    listed: Iterable[Listed],
    returns: Mapping[str, Returned],
    today: Day,
) -> Sheet:
    """The sheet of a county, or of a township: its children stand in the same share."""
    node = found.nodes[code]
    below = parts(found, len(code) + 3)
    children = tuple(
        Child(
            unit.code,
            totals.done(found.nodes[unit.code].whole) if unit.code in found.nodes else {},
            below.get(unit.code, nothing(unit.code)).standing(),
            returns.get(unit.code, NOTHING),
        )
        for unit in register.children(code)
    )
    within = parts(found, len(code))[code]
    return Sheet(
        year,
        code,
        notice,
        node,
        node.sums(),
        children,
        within.standing(),
        totals.expected(register, code),
        left_out(within.nodes.values()),
        tuple(one for one in listed if one.code.startswith(code) and len(one.code) <= 6),
        returns.get(code, NOTHING),
        provisional(notice),
        (),
        today.iso,
    )


def provisional(notice: Notice) -> dict[str, str]:
    """The status of every cell before the year is sealed."""
    return dict.fromkeys(totals.cells_of(notice), "provisional")


def parts(found: Reckoning, length: int) -> dict[str, Reckoning]:
    """A reckoning parted among the associations whose codes have this length: each with all below it."""
    nodes = _by_unit(found.nodes, length)
    filed, zeros = _by_unit(found.filed, length), _by_unit(found.zeros, length)
    held = {slug: _by_unit(codes, length) for slug, codes in found.held.items()}
    return {
        code: Reckoning(
            {unit: found.nodes[unit] for unit in units},
            frozenset(filed.get(code, ())),
            frozenset(zeros.get(code, ())),
            {slug: frozenset(those.get(code, ())) for slug, those in held.items()},
        )
        for code, units in nodes.items()
    }


def _by_unit(codes: Iterable[str], length: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code in codes:
        if len(code) >= length:
            found.setdefault(code[:length], []).append(code)
    return found


def together(standings: Sequence[Standing]) -> Standing:
    """How several shares stand, added up."""
    slugs = sorted({slug for one in standings for slug in one.held})
    return Standing(
        _summed(one.filed for one in standings),
        _summed(one.zeros for one in standings),
        {slug: _summed(one.held.get(slug, {}) for one in standings) for slug in slugs},
        _summed(one.told for one in standings),
    )


def _summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    whole: dict[str, int] = {}
    for each in counts:
        for name, number in each.items():
            whole[name] = whole.get(name, 0) + number
    return dict(sorted(whole.items()))


def levels_below(code: str) -> tuple[str, ...]:
    """The levels at or below an association: a city's are city, county, township, village."""
    names = ("province", "city", "county", "township", "village")
    return names[names.index(level(code)) :]
