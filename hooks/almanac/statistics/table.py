"""The official table of one association that reports, with all that its page, its files and its staff page show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from almanac.model.day import after
from almanac.model.divisions import Level, Register, level_of
from almanac.model.filings import Notice
from almanac.model.seal import Seal
from almanac.model.words import CellStatus
from almanac.statistics import revisions, subtotals, totals
from almanac.statistics.aggregation import Listed, Standing
from almanac.statistics.returns import NOTHING, Returned
from almanac.statistics.revisions import Difference, Revision
from almanac.statistics.subtotals import EMPTY, Publication, Subtotal
from almanac.statistics.totals import Node, Sum, Sums, Tallied
from almanac.views.campaign_year import month_words

STATUSES = tuple(CellStatus)


class Child(NamedTuple):
    """An association right below: its sums, how those at or below it stand, and what it has returned."""

    code: str
    sums: Sums
    standing: Standing
    returned: Returned

    def has_table(self, is_present: bool) -> bool:
        """Whether it has a table of its own: in the present campaign always, in another where anybody has filed or held anything."""
        told = self.standing.filed or any(self.standing.held.values())
        return level_of(self.code) <= Level.COUNTY and (is_present or bool(told))


class StatisticsTable(NamedTuple):
    """One campaign of one association. expected: associations of each level at or below it, by the register.

    vouched: levels of which a tally says, its own or one above, that some have held publicity activities, but not which.
    sums: itself and all below it; own: what it brings itself, without its tallies; tallied: what these bring.
    status: of each cell of the form, provisional, final, or R1, R2…; differences: what the records say otherwise than what
    was signed; as_of: the day that the numbers are of: that of the seal or the last revision, else the last
    day or month of which anything counted speaks, empty where nothing is counted; digest: of what was signed, empty where nothing
    was. by_signer: where each table leaves out its own signer's outlets, by how much a cell is more than itself and the tables right below together.
    """

    year: int
    code: str
    notice: Notice
    sums: Sums
    own: Sums
    tallied: tuple[Tallied, ...]
    pieces: tuple[Publication, ...]
    children: tuple[Child, ...]
    standing: Standing
    vouched: tuple[str, ...]
    expected: Mapping[str, int]
    left_out: dict[str, dict[str, int]]
    accounts: tuple[Listed, ...]
    returned: Returned
    status: dict[str, str]
    revisions: tuple[Revision, ...]
    differences: tuple[Difference, ...]
    as_of: str
    digest: str
    by_signer: Mapping[str, int]

    @property
    def day(self) -> str:
        """The day that the numbers are of in data and files; of a month the last."""
        return last_day(self.as_of)

    @property
    def filled(self) -> bool:
        """Whether anybody has reported anything."""
        return any(one.known for one in self.sums.values())


def table(
    code: str,
    year: int,
    notice: Notice,
    register: Register,
    brought: Mapping[str, Subtotal],
    seal: Seal | None,
    above: Iterable[str] = (),
) -> StatisticsTable:
    """The table of a county, a city or the province, of what the shares at or below it bring to the campaign.

    above: levels of which a tally of an association above it says that some have held publicity activities.
    """
    inside = subtotals.within(code, brought)
    mine, shares, is_county = inside.get(code, EMPTY), list(inside.values()), level_of(code) is Level.COUNTY
    node = subtotals.nodes(code, inside, register)[code]
    own = {tally.row for tally in mine.tallies if tally.publicity and tally.row != level_of(code).slug}
    final = revisions.finality(code, node.sums(), seal, notice, [e for one in shares for e in one.changed])
    return StatisticsTable(
        year,
        code,
        notice,
        final.sums,
        node.own_sums(),
        tuple(node.tallied),
        mine.pieces,
        tuple(_child(unit.code, node, inside, register, seal) for unit in register.children(code)),
        mine.standing if is_county else subtotals.standing(code, inside, register),
        tuple(sorted(own | {*above})),
        totals.expected(register, code),
        subtotals.all_left_out(shares),
        tuple(listed for one in shares for listed in one.accounts),
        mine.returned,
        final.status,
        final.revisions,
        final.differences,
        final.as_of or latest(shares),
        final.digest,
        _by_signer(node),
    )


def _by_signer(node: Node) -> dict[str, int]:
    """By how much the pieces of a table are more, or less, than its own and those of the tables right below."""
    parted = {cell.partition("@")[0] for cell in node.whole if "@" in cell}
    parts = [node.own_sums(), *(totals.done(sums, code) for code, sums in node.below.items())]
    whole = node.sums()
    found = {
        cell: whole.get(cell, Sum()).value - sum(part.get(cell, Sum()).value for part in parts)
        for cell in sorted(parted)
    }
    return {cell: more for cell, more in found.items() if more}


def latest(shares: Iterable[Subtotal]) -> str:
    """The last day of which anything speaks that is counted, or the month."""
    return subtotals.last(one.latest for one in shares)


def last_day(day: str) -> str:
    """A day, or the last of a month: what data and files bear, which have a column for days."""
    return after(day, -1) if day else ""


def _child(
    code: str, node: Node, inside: Mapping[str, Subtotal], register: Register, seal: Seal | None
) -> Child:
    """An association right below: a city or a county has a share of its own, a township stands in its county's.

    Of what has a table of its own the signed numbers are shown, where there are such.
    """
    sums, mine = totals.done(node.below.get(code, {}), code), inside.get(node.code, EMPTY)
    if code in mine.below:
        return Child(code, sums, mine.below[code].standing, mine.below[code].returned)
    returned = inside[code].returned if code in inside else NOTHING
    whole = revisions.signed(code, sums, seal)
    return Child(code, whole, subtotals.standing(code, inside, register), returned)


def status_words(one: StatisticsTable) -> str:
    """How final a table is, in words, with the day that its numbers are of and the digest of what was signed."""
    revised = {status for status in one.status.values() if status not in STATUSES}
    words = CellStatus.PROVISIONAL.label
    if one.digest:
        last = max(revised, key=lambda number: int(number[1:]), default="")
        words = f"{CellStatus.FINAL.label}，修订至 {last}" if last else CellStatus.FINAL.label
    until = one.as_of if len(one.as_of) > 7 else f"{month_words(one.as_of)}（有的记录只写到月）"
    day = f"{words}，截至 {until}" if one.as_of else f"{words}，还没有计入的记录"
    return f"{day}，封存号 {one.digest}" if one.digest else day


def levels_below(code: str) -> tuple[Level, ...]:
    """The levels at or below an association: a city's are city, county, township, village."""
    top = level_of(code)
    return tuple(level for level in Level if level >= top)
