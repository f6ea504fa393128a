"""A subtotal: what one share brings to one campaign, in the form in which it is handed up; tables are made of these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from almanac.model.counting_rules import PUBLICITY, Rules, rules_of, signer
from almanac.model.day import after
from almanac.model.divisions import Level, Register, ancestor, level_of
from almanac.model.filings import Filing, Notice, Piece
from almanac.statistics import aggregation, counting, totals
from almanac.statistics.aggregation import Listed, Reckoning, Standing, accounts, left_out
from almanac.statistics.counting import Counted, Line, Said
from almanac.statistics.returns import NOTHING, Returned, returned
from almanac.statistics.revisions import Changed
from almanac.statistics.totals import Node, Raw
from almanac.views.activities import Entry


class Publication(NamedTuple):
    """A published piece in the table: what it is, the cell that it enters or why it enters none."""

    outlet: str
    form: str
    title: str | None
    web: str | None
    cell: str | None
    reason: str


class Below(NamedTuple):
    """What the table of a county shows of a township with all below it."""

    sums: Raw
    standing: Standing
    returned: Returned


class Subtotal(NamedTuple):
    """What a county with all below it, or what a city or the province itself has filed, brings to one campaign.

    own: what the association brings itself, without its tallies; sums: what its share brings to those above, of a
    county all at or below it. counted: what its activities bring by level and day, against which tallies are held.
    changed: what brings something else than when the year was sealed; below: of a county, its townships by code;
    latest: the last day that what is counted speaks of, empty where nothing is.
    """

    own: Raw
    sums: Raw
    tallies: tuple[Said, ...]
    pieces: tuple[Publication, ...]
    left_out: dict[str, dict[str, int]]
    standing: Standing
    accounts: tuple[Listed, ...]
    returned: Returned
    changed: tuple[Changed, ...]
    counted: tuple[Counted, ...]
    below: dict[str, Below]
    latest: str

    def plain(self) -> tuple[Any, ...]:
        """The same in plain values, so that it can be kept."""
        return (
            self.own,
            self.sums,
            [(*tally[:-1], [tuple(line) for line in tally.lines]) for tally in self.tallies],
            [tuple(piece) for piece in self.pieces],
            self.left_out,
            tuple(self.standing),
            [tuple(one) for one in self.accounts],
            tuple(self.returned),
            [tuple(one) for one in self.changed],
            [tuple(one) for one in self.counted],
            {code: (sums, tuple(how), tuple(has)) for code, (sums, how, has) in self.below.items()},
            self.latest,
        )

    def for_above(self) -> Subtotal:
        """Of a county, what tables above it need: nothing that only its own table shows."""
        return self._replace(own={}, tallies=(), pieces=(), below={})


EMPTY = Subtotal({}, {}, (), (), {}, Standing({}, {}, {}, {}), (), NOTHING, (), (), {}, "")


def from_plain(kept: Sequence[Any]) -> Subtotal:
    """A subtotal as it was kept."""
    own, sums, tallies, pieces, out, standing, listed, has, changed, counted, below, latest = kept
    return Subtotal(
        own,
        sums,
        tuple(Said._make((*tally[:-1], tuple(map(Line._make, tally[-1])))) for tally in tallies),
        tuple(map(Publication._make, pieces)),
        out,
        Standing._make(standing),
        tuple(map(Listed._make, listed)),
        Returned._make(has),
        tuple(map(Changed._make, changed)),
        tuple(map(Counted._make, counted)),
        {
            code: Below(raw, Standing._make(how), Returned._make(returns))
            for code, (raw, how, returns) in below.items()
        },
        latest,
    )


def of_share(
    code: str,
    found: Mapping[int, Reckoning],
    entries: Sequence[Entry],
    filings: Sequence[Filing],
    changed: Mapping[int, Sequence[Changed]],
    notices: Mapping[int, Notice],
) -> dict[int, Subtotal]:
    """What a share brings to each of its campaigns."""
    return {
        year: _subtotal(
            code,
            reckoned,
            [event for event in entries if event.year == year],
            [filing for filing in filings if filing.year == year],
            changed.get(year, ()),
            notices[year],
        )
        for year, reckoned in found.items()
    }


def _subtotal(
    code: str,
    found: Reckoning,
    entries: Sequence[Entry],
    filings: Sequence[Filing],
    changed: Sequence[Changed],
    notice: Notice,
) -> Subtotal:
    node, has, is_county = found.nodes[code], returned(filings), level_of(code) is Level.COUNTY
    named = {one for each in found.nodes.values() for tally in each.own.tallies for one in tally.excluded}
    return Subtotal(
        node.own.sums,
        node.whole if is_county else node.own.sums,
        node.own.tallies,
        tuple(publication(code, piece, line, reason) for piece, line, reason in node.own.pieces),
        left_out(found.nodes.values()),
        found.standing(),
        tuple(one for one in accounts(filings) if level_of(one.code) <= Level.COUNTY),
        has.get(code, NOTHING),
        tuple(changed),
        tuple(counting.counted(entries, rules_of(notice), named)),
        _below(code, found, has) if is_county else {},
        _latest(found, entries, rules_of(notice)),
    )


def publication(code: str, piece: Piece, line: Line | None, reason: str) -> Publication:
    """A piece as the table of who has filed it says of it: where only others count it, which."""
    here = line and (not line.tables or signer(code) in line.tables)
    cell = line.cell if line and here else None
    if line and line.tables and not here:
        reason = f"{reason}；只计入{'、'.join(table.label for table in line.tables)}的表"
    return Publication(piece.outlet, piece.form, piece.title, piece.web, cell, reason)


def _latest(found: Reckoning, entries: Iterable[Entry], rules: Rules) -> str:
    """The last day of what is counted, of activities, of tallies, of pieces; a month where of that only the month is known."""
    days = {event.end or event.start for event in entries if counting.lines(event, rules)}
    for node in found.nodes.values():
        days.update(tally.as_of for tally in node.own.tallies)
        days.update(piece.date or "" for piece, line, _ in node.own.pieces if line)
    return last(days)


def last(days: Iterable[str]) -> str:
    """The last of some days and months; a month is later than its days, but for its last."""
    return max((day[:10] for day in days if day), key=lambda day: (after(day), len(day)), default="")


def _below(code: str, found: Reckoning, has: Mapping[str, Returned]) -> dict[str, Below]:
    """The townships of a county that anybody at or below has filed for."""
    inside = parts(found, Level.TOWNSHIP)
    units = sorted({*inside, *(unit for unit in has if level_of(unit) is Level.TOWNSHIP)})
    return {
        unit: Below(
            found.nodes[unit].whole if unit in found.nodes else {},
            inside[unit].standing() if unit in inside else EMPTY.standing,
            has.get(unit, NOTHING),
        )
        for unit in units
    }


def parts(found: Reckoning, level: Level) -> dict[str, Reckoning]:
    """A reckoning parted among the associations of a level: each with all below it."""
    nodes = _by_unit(found.nodes, level)
    filed, zeros = _by_unit(found.filed, level), _by_unit(found.zeros, level)
    held = {slug: _by_unit(codes, level) for slug, codes in found.held.items()}
    return {
        code: Reckoning(
            {unit: found.nodes[unit] for unit in nodes.get(code, ())},
            frozenset(filed.get(code, ())),
            frozenset(zeros.get(code, ())),
            {slug: frozenset(those.get(code, ())) for slug, those in held.items()},
            {unit: found.told[unit] for unit in nodes.get(code, ()) if unit in found.told},
        )
        for code in sorted({*nodes, *(code for those in held.values() for code in those)})
    }


def _by_unit(codes: Iterable[str], level: Level) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code in codes:
        if level_of(code) >= level:
            found.setdefault(ancestor(code, level), []).append(code)
    return found


def within(code: str, subtotals: Mapping[str, Subtotal]) -> dict[str, Subtotal]:
    """Those of the shares at or below an association, in the order of their codes."""
    return {share: one for share, one in sorted(subtotals.items()) if share.startswith(code)}


def nodes(code: str, subtotals: Mapping[str, Subtotal], register: Register) -> dict[str, Node]:
    """An association that reports and, of the province, its cities: each with its tallies settled against all below."""
    inside = within(code, subtotals)
    own, handed = dict[str, totals.Own](), dict[str, Raw]()
    for share, one in inside.items():
        if share == code or level_of(share) < Level.COUNTY:
            own[share] = totals.Own(one.own, {}, one.tallies, ())
        else:
            handed[share] = one.sums
    handed |= {unit: below.sums for unit, below in inside.get(code, EMPTY).below.items()}
    return aggregation.tree(code, own, _counted(inside), register, handed)


def _counted(inside: Mapping[str, Subtotal]) -> aggregation.Within:
    def of(unit: str) -> Callable[[str], list[Counted]]:
        shares = [one for share, one in inside.items() if share.startswith(unit)]
        return lambda row: [each for one in shares for each in one.counted if each.row == row]

    return of


def standing(code: str, subtotals: Mapping[str, Subtotal], register: Register) -> Standing:
    """How all at or below an association stand: the shares added up, and what tallies above counties say beyond them."""
    inside = within(code, subtotals)
    told: list[tuple[str, str, int]] = []  # by whom, of which level, how many
    for share, one in inside.items():
        told += [(share, row, number) for row, number in one.standing.told.items()]
    for unit in sorted((one for one in inside if level_of(one) < Level.COUNTY), key=level_of, reverse=True):
        below = together([one.standing for share, one in inside.items() if share.startswith(unit)])
        for tally in inside[unit].tallies:
            if tally.units and tally.row != level_of(unit).slug:
                named = below.held.get(PUBLICITY, {}).get(tally.row, 0)
                known = sum(n for share, row, n in told if share.startswith(unit) and row == tally.row)
                more = tally.others(named, known, totals.expected(register, unit)[tally.row])
                told.append((unit, tally.row, more))
    found = together([one.standing for one in inside.values()])
    return found._replace(told=_summed({row: number} for _, row, number in told if number))


def together(standings: Sequence[Standing]) -> Standing:
    """How several shares stand, added up."""
    slugs = sorted({slug for one in standings for slug in one.held})
    return Standing(
        _summed(one.filed for one in standings),
        _summed(one.zeros for one in standings),
        {slug: _summed(one.held.get(slug, {}) for one in standings) for slug in slugs},
        _summed(one.told for one in standings),
    )


def all_left_out(subtotals: Iterable[Subtotal]) -> dict[str, dict[str, int]]:
    """By level and reason: how many activities of several shares enter no cell."""
    found: dict[str, dict[str, int]] = {}
    for one in subtotals:
        for row, reasons in one.left_out.items():
            there = found.setdefault(row, {})
            for reason, number in reasons.items():
                there[reason] = there.get(reason, 0) + number
    return found


def _summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    whole: dict[str, int] = {}
    for each in counts:
        for name, number in each.items():
            whole[name] = whole.get(name, 0) + number
    return dict(sorted(whole.items()))
