"""The reckoning of a share: for each campaign the sums of all its associations, and how it stands with its duties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from almanac import validate
from almanac.model.counting_rules import ALL_FILED, PUBLICITY, Rules, rules_of
from almanac.model.divisions import Level, Register, level_of, parent, share_of
from almanac.model.filings import Accounts, Filing, Notice, Tally
from almanac.statistics import counting, totals
from almanac.statistics.counting import Counted, Said
from almanac.statistics.media import Elsewhere
from almanac.statistics.totals import Node, Tallied
from almanac.views.activities import Entry

# For an association, then for a level: what the activities at or below it bring.
Within = Callable[[str], Callable[[str], Iterable[Counted]]]


class Standing(NamedTuple):
    """How many associations of each level have filed anything, sent a zero return, and held what all must hold.

    held: of each category that all of a level must hold; told: of how many more a tally of their superior says that they
    have held publicity activities, without naming them.
    """

    filed: dict[str, int]
    zeros: dict[str, int]
    held: dict[str, dict[str, int]]
    told: dict[str, int]


class Reckoning(NamedTuple):
    """One campaign of one share: a node for each association that brings anything or has somebody below who does.

    held: category -> codes of the associations that have held it; zeros: those with a zero return; told: by level, how
    many more each association's tallies say, beyond those that are known by name or from tallies below it.
    """

    nodes: dict[str, Node]
    filed: frozenset[str]
    zeros: frozenset[str]
    held: dict[str, frozenset[str]]
    told: dict[str, dict[str, int]]

    def tallied(self) -> Iterator[Tallied]:
        """What all tallies in it bring."""
        return (one for node in self.nodes.values() for one in node.tallied)

    def standing(self) -> Standing:
        """The same as numbers by level."""
        told = Counter[str]()
        for numbers in self.told.values():
            told.update(numbers)
        held = {slug: _by_level(codes) for slug, codes in self.held.items()}
        return Standing(_by_level(self.filed), _by_level(self.zeros), held, dict(sorted(told.items())))


def nothing(code: str) -> Reckoning:
    """A campaign in which nobody at or below an association has filed anything."""
    empty = totals.node(code, totals.Own({}, {}, (), ()), {})
    return Reckoning({code: empty}, frozenset(), frozenset(), {}, {})


def _by_level(codes: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter([level_of(code).slug for code in codes]).items()))


def reckonings(
    code: str,
    entries: Sequence[Entry],
    joined: Sequence[Entry],
    filings: Sequence[Filing],
    known: validate.Known,
    elsewhere: Mapping[str, Elsewhere],
) -> dict[int, Reckoning]:
    """Every campaign of a county's share, or of what a city or the province itself has filed; or only took part in.

    joined: activities led elsewhere that an association of the share takes part in.
    """
    years = sorted(({each.year for each in filings} | {each.year for each in joined}) & set(known.notices))
    return {
        year: _reckoning(
            code,
            [event for event in entries if event.year == year],
            [event for event in joined if event.year == year],
            [filing for filing in filings if filing.year == year],
            known,
            elsewhere,
            year,
        )
        for year in years
    }


def _reckoning(
    code: str,
    entries: list[Entry],
    joined: list[Entry],
    filings: list[Filing],
    known: validate.Known,
    elsewhere: Mapping[str, Elsewhere],
    year: int,
) -> Reckoning:
    notice = known.notices[year]
    led: dict[str, list[Entry]] = {}
    for event in entries:
        led.setdefault(event.code, []).append(event)
    filed: dict[str, list[Filing]] = {}
    for filing in filings:
        if filing.kind.model is not Notice:
            filed.setdefault(filing.code, []).append(filing)
    choice = rules_of(notice)
    tallies = {unit: _tallies(those, known, choice) for unit, those in filed.items()}
    own = {
        unit: totals.own(
            unit, led.get(unit, ()), filed.get(unit, ()), tallies.get(unit, ()), notice, choice, elsewhere
        )
        for unit in {*led, *filed}
    }
    named = {one for those in tallies.values() for tally in those for one in tally.excluded}
    nodes = tree(code, own, _within(entries, choice, named), known.register)
    zeros = frozenset(unit for unit, one in own.items() if any(tally.zero for tally in one.tallies))
    hold = held(code, [*entries, *joined], own, notice)
    is_county = level_of(code) is Level.COUNTY  # of others the most is elsewhere: `subtotals.standing`
    told = _told(own, hold.get(PUBLICITY, frozenset()), known.register) if is_county else {}
    return Reckoning(nodes, frozenset(filed), zeros, hold, told)


def _tallies(filings: Iterable[Filing], known: validate.Known, choice: Rules) -> list[Said]:
    told = []
    for filing in filings:
        if isinstance(filing.record, Tally) and not filing.record.apart:
            names = [text for text in filing.record.excludes if text != ALL_FILED]
            ids = [one for text in names if (one := validate.reference(text, filing, known))]
            told.append(counting.said(filing, filing.record, ids, choice))
    return told


def _within(entries: Sequence[Entry], choice: Rules, named: Collection[str]) -> Within:
    """For an association: what its activities and those below it bring; looked for only where a tally asks."""
    return lambda unit: (
        lambda row: counting.counted(
            (event for event in entries if event.code.startswith(unit) and level_of(event.code).slug == row),
            choice,
            named,
        )
    )


def tree(
    code: str,
    own: Mapping[str, totals.Own],
    within: Within,
    register: Register,
    handed: Mapping[str, totals.Raw] | None = None,
) -> dict[str, Node]:
    """Nodes from the villages up to `code`; handed: sums of associations whose own tree is elsewhere."""
    below: dict[str, dict[str, totals.Raw]] = {}
    wanted, top = {*own, code}, level_of(code)
    for unit in [*own, *(handed or ())]:
        while level_of(unit) > top:
            unit = parent(unit)
            wanted.add(unit)
    for unit, sums in (handed or {}).items():
        below.setdefault(parent(unit), {})[unit] = sums
    nodes: dict[str, Node] = {}
    for unit in sorted(wanted, key=lambda one: (-level_of(one), one)):
        mine = own.get(unit) or totals.Own({}, {}, (), ())
        nodes[unit] = totals.node(unit, mine, dict(sorted(below.get(unit, {}).items())))
        totals.settle(nodes[unit], within(unit), _due(register, unit))
        if unit != code:
            below.setdefault(parent(unit), {})[unit] = nodes[unit].whole
    totals.checked(nodes)
    return nodes


def _due(register: Register, code: str) -> Callable[[str], int]:
    return lambda row: totals.expected(register, code)[row]


def held(
    code: str, entries: Iterable[Entry], own: Mapping[str, totals.Own], notice: Notice
) -> dict[str, frozenset[str]]:
    """For each category that all must hold: which associations of a share hold it, by records or by a tally of their own.

    Who leads or takes part in what is counted holds it. Every association is in one share alone, so that those of
    several shares are as many as their numbers together.
    """
    choice = rules_of(notice)
    found = {category.slug: set[str]() for category in notice.categories if category.required}
    for event in entries:
        for slug in found:
            if counting.holds(event, slug, choice):
                found[slug].update(one for one in (event.code, *event.joint) if share_of(one) == code)
    if PUBLICITY in found:
        found[PUBLICITY].update(
            unit
            for unit, one in own.items()
            if any(tally.publicity and tally.row == level_of(unit).slug for tally in one.tallies)
        )
    return {slug: frozenset(codes) for slug, codes in found.items()}


def vouched(filings: Sequence[Filing], known: validate.Known) -> list[tuple[int, str]]:
    """By campaign the levels of which a tally says that some have held publicity activities, without naming them."""
    found = set()
    for filing in filings:
        if isinstance(filing.record, Tally) and not filing.record.apart and filing.year in known.notices:
            (tally,) = _tallies((filing,), known, rules_of(known.notices[filing.year]))
            if tally.publicity and tally.row != level_of(filing.code).slug:
                found.add((filing.year, tally.row))
    return sorted(found)


def _told(
    own: Mapping[str, totals.Own], hold: frozenset[str], register: Register
) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for unit in sorted(own, key=lambda one: (-level_of(one), one)):
        for tally in own[unit].tallies:
            if tally.units and tally.row != level_of(unit).slug:
                named = sum(one.startswith(unit) and level_of(one).slug == tally.row for one in hold)
                below = sum(told.get(tally.row, 0) for one, told in found.items() if one.startswith(unit))
                more = tally.others(named, below, totals.expected(register, unit)[tally.row])
                found.setdefault(unit, {})[tally.row] = more
    return found


def left_out(nodes: Iterable[Node]) -> dict[str, dict[str, int]]:
    """By level and reason: how many activities enter no cell."""
    found: dict[str, dict[str, int]] = {}
    for one in nodes:
        for reason, number in one.own.left_out.items():
            row = found.setdefault(level_of(one.code).slug, {})
            row[reason] = row.get(reason, 0) + number
    return found


class Listed(NamedTuple):
    """An account for the list that the form's note 2 asks for; picture: the QR image's file in the records, or empty."""

    code: str
    kind: str
    name: str
    web: str
    picture: str


def accounts(filings: Iterable[Filing]) -> list[Listed]:
    """The sites and accounts of associations, as filed."""
    found = []
    for filing in filings:
        if isinstance(filing.record, Accounts):
            record = filing.record
            for kind, those in (
                ("官网", record.sites),
                ("微信公众号", record.wechat),
                ("微博", record.weibo),
            ):
                for one in those:
                    picture = f"{filing.file.rpartition('/')[0]}/{one.code}" if one.code else ""
                    found.append(Listed(filing.code, kind, one.name, one.web or "", picture))
    return found
