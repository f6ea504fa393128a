"""What an area hands up to its city and to the province, as plain values, and what these make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from almanac.build.graph import Run
from almanac.model.divisions import level
from almanac.statistics import aggregation, counting, open_data, returns, revisions, totals, weekly_digest
from almanac.statistics import table as statistics_table
from almanac.statistics.aggregation import Listed, Reckoning, Standing
from almanac.statistics.counting import Line, Said
from almanac.statistics.revisions import Changed
from almanac.statistics.table import Child, Sheet
from almanac.statistics.weekly_digest import Weekly
from almanac.validate import Known
from almanac.views import honour_rolls, rollup, service
from almanac.views import open_data as views_open_data
from almanac.views.activities import Entry, from_above, order
from almanac.views.honour_rolls import Honour
from almanac.views.rollup import Crowd, Crowds
from almanac.views.service import Service

if TYPE_CHECKING:
    from almanac.build.areas import Parts

SCOPES = (4, 2)  # lengths of the codes of a city and of the province
Named = tuple[
    list[Any], dict[str, Any]
]  # activities that lists above name however many there are; the crowd by period
Handed = dict[str, Any]  # of one area and campaign


def up(code: str, parts: Parts, words: tuple[bytes, ...], known: Known) -> dict[str, Any]:
    """What others need of an area, in parts; words: what it enters in the guide of the search, leaf by leaf."""
    scopes = [code[:length] for length in SCOPES if length < len(code)]
    above = [from_above(event) for event in parts.entries]
    crowds = dict(zip(scopes, rollup.counted(above, scopes, known.today), strict=True))
    plain = {scope: {period: tuple(one) for period, one in those.items()} for scope, those in crowds.items()}
    tiers: dict[str, list[tuple[object, ...]]] = {"province": [], "city": [], "others": []}
    for event in above:
        tiers[_tier(event, scopes)].append(tuple(event))
    weeks = weekly_digest.of_share(parts.entries, parts.filings, known.notices, known.today)
    return {
        "province": (tiers["province"], plain.get(code[:2], {})),
        "city": (tiers["city"], plain.get(code[:4], {})),
        "others": tiers["others"],
        "rows": _rows(parts, known),
        "words": words,
        "awards": [honour_rolls.plain(each) for each in honour_rolls.honours(parts.filings, known)],
        "service": service.plain(service.service(parts.filings, known.notices)),
        "weeks": weekly_digest.plain(weeks),
        "sums": {year: _sums(code, year, one, parts) for year, one in parts.reckonings.items()},
    }


def _tier(event: Entry, scopes: Sequence[str]) -> str:
    """How far up an activity is named, however many there are."""
    if not scopes or rollup.is_named(event, scopes[-1]):
        return "province"
    return "city" if rollup.is_named(event, scopes[0]) else "others"


def _rows(parts: Parts, known: Known) -> dict[str, bytes]:
    """An area's lines of the open data, by table."""
    made = open_data.rows(parts.filings, parts.reckonings, known)
    lines = {
        table.name: views_open_data.lines(table, made[table.name])
        for table in (open_data.PIECES, open_data.TALLIES, open_data.ACCOUNTS)
    }
    activities = views_open_data.lines(
        views_open_data.ACTIVITIES, views_open_data.activity_rows(parts.entries, known.register)
    )
    return {"activities": activities, **lines}


def _sums(code: str, year: int, found: Reckoning, parts: Parts) -> Handed:
    """A county's sums are of all at or below it; a city's and the province's are of what it filed itself."""
    node, these = found.nodes[code], [filing for filing in parts.filings if filing.year == year]
    listed = [one for one in aggregation.accounts(these) if len(one.code) <= 6]
    return {
        "sums": node.whole if len(code) == 6 else node.own.sums,
        "tallies": [_plain_tally(one) for one in node.own.tallies] if len(code) < 6 else [],
        "left_out": aggregation.left_out(found.nodes.values()),
        "standing": tuple(found.standing()),
        "accounts": [tuple(one) for one in listed],
        "returned": tuple(returns.returned(these).get(code, returns.NOTHING)),
        "changed": [tuple(one) for one in parts.changed.get(year, ())],
    }


def _plain_tally(tally: Said) -> tuple[Any, ...]:
    return (*tally[:-1], [tuple(line) for line in tally.lines])


# ---------------------------------------------------------------- lists above


def whole_years(run: Run, *args: Any) -> list[int]:
    """The campaigns of which a city or the province names every activity; arguments: of each area what it names there."""
    *told, scope = args
    named = [event for each in told for event in _named(each, scope)]
    crowds = {str(place): _crowds(each) for place, each in enumerate(told)}
    return rollup.whole_years(named, crowds)


def _named(told: Sequence[Named], scope: str) -> list[Entry]:
    return [e for names, _ in told for e in map(Entry._make, names) if rollup.is_named(e, scope)]


def _crowds(told: Sequence[Named]) -> Crowds:
    """The crowd of the scope that is asked for: the last told."""
    return {period: Crowd._make(one) for period, one in told[-1][1].items()}


def told(run: Run, *args: Any) -> list[Named]:
    """What an area names for a scope, one part after another: for the province, then for the city."""
    return list(args)


def others(
    run: Run, told: Sequence[Named], rest: Sequence[Any], city: Named, years: list[int], scope: str
) -> list[Any]:
    """What an area names besides, of campaigns in which everything is named."""
    crowds = _crowds(told)
    if not any(str(year) in crowds for year in years):
        return []
    every = [*told[0][0], *city[0], *rest]
    return [e for e in every if e[1] in years and not rollup.is_named(Entry._make(e), scope)]


def gathered(run: Run, *args: Any) -> tuple[list[Entry], dict[str, Crowds]]:
    """What a city or the province shows of all areas: activities, and what each area only counts.

    Arguments: what each area tells, what each names besides, the campaigns named in full, the codes, the scope.
    """
    *each, years, codes, scope = args
    tells, besides = each[: len(codes)], each[len(codes) :]
    chosen = [event for one in tells for event in _named(one, scope)]
    chosen += [Entry._make(event) for one in besides for event in one]
    crowds = {}
    for code, one in zip(codes, tells, strict=True):
        left = {period: crowd for period, crowd in _crowds(one).items() if int(period[:4]) not in years}
        if left:
            crowds[code] = left
    return sorted(chosen, key=order), crowds


def everything(province: Named, city: Named, rest: Sequence[Any]) -> list[Entry]:
    """All activities of an area."""
    return [Entry._make(event) for part in (province[0], city[0], rest) for event in part]


def awards(kept: Iterable[Any]) -> list[Honour]:
    """All awards of some areas."""
    return [honour_rolls.from_plain(each) for one in kept for each in one]


def services(kept: Mapping[str, Any]) -> dict[str, Service]:
    """What was done for people, by area."""
    return {code: service.from_plain(one) for code, one in kept.items()}


def week(kept: Iterable[Any]) -> Weekly:
    """The digest of some areas together."""
    return weekly_digest.together(map(weekly_digest.from_plain, kept))


# ---------------------------------------------------------------- tables above

Entries = Callable[[str], list[Entry]]  # all activities of an area


def sheets(scope: str, handed: Mapping[str, Any], entries: Entries, known: Known, mine: Mapping[int, Reckoning],
           year: int) -> list[Sheet]:  # fmt: skip
    """The sheets of a city or the province, by campaign; always one for `year`, the current one.

    handed: the sums of each area at or below it; mine: the reckoning of what it has filed itself.
    """
    years = sorted({year, *(each for one in handed.values() for each in one)} & set(known.notices))
    return [
        _sheet(
            scope, entries, known, mine.get(each), {c: h[each] for c, h in handed.items() if each in h}, each
        )
        for each in years
    ]


def _sheet(
    scope: str,
    entries: Entries,
    known: Known,
    mine: Reckoning | None,
    handed: Mapping[str, Handed],
    year: int,
) -> Sheet:
    notice, register = known.notices[year], known.register
    own = {code: _own(one) for code, one in handed.items() if len(code) < 6 and code != scope}
    if mine:
        own[scope] = mine.nodes[scope].own
    counties = {code: one["sums"] for code, one in handed.items() if len(code) == 6}
    within = _within(list(handed), entries)
    nodes = aggregation.tree(scope, own, within, counting.rules_of(notice), counties)
    children = [
        _child(unit.code, nodes[scope].below.get(unit.code, {}), handed) for unit in register.children(scope)
    ]
    accounts = [Listed._make(one) for _, each in sorted(handed.items()) for one in each["accounts"]]
    whole = statistics_table.together([_standing(one) for one in handed.values()])
    made = Sheet(
        year, scope, notice, nodes[scope], nodes[scope].sums(), tuple(children), whole,
        totals.expected(register, scope), _left_out(handed.values()), tuple(accounts), _returned(handed.get(scope)),
        statistics_table.provisional(notice), (), known.today,
    )  # fmt: skip
    since = [Changed._make(each) for one in handed.values() for each in one["changed"]]
    return revisions.against(made, known.seals.get(year), since, known.today)


def totals_lines(handed: Mapping[str, Any], entries: Entries, known: Known) -> bytes:
    """The lines of the table of totals: the province, then cities and counties, of every campaign."""
    root = known.register.root
    lines = []
    for year in sorted({each for one in handed.values() for each in one} & set(known.notices)):
        notice, seal = known.notices[year], known.seals.get(year)
        told = {code: one[year] for code, one in handed.items() if year in one}
        own = {code: _own(one) for code, one in told.items() if len(code) < 6}
        counties = {code: one["sums"] for code, one in told.items() if len(code) == 6}
        within = _within([*handed], entries)
        nodes = aggregation.tree(root, own, within, counting.rules_of(notice), counties)
        sums = {code: node.sums() for code, node in nodes.items()}
        sums |= {code: totals.done(raw) for code, raw in counties.items()}
        for code, found in sorted(sums.items()):
            status = revisions.statuses(code, found, seal, totals.cells_of(notice))
            as_of = seal.as_of if seal and seal.next not in status.values() else known.today
            rows = open_data.totals_rows(year, code, found, status, as_of)
            lines.append(views_open_data.lines(open_data.TOTALS, rows))
    return b"".join(lines)


def _own(handed: Handed) -> totals.Own:
    tallies = tuple(Said._make((*one[:-1], tuple(map(Line._make, one[-1])))) for one in handed["tallies"])
    return totals.Own(handed["sums"], {}, tallies, ())


def _child(code: str, sums: totals.Raw, handed: Mapping[str, Handed]) -> Child:
    standings = [_standing(one) for area, one in handed.items() if area.startswith(code)]
    return Child(code, totals.done(sums), statistics_table.together(standings), _returned(handed.get(code)))


def _standing(handed: Handed) -> Standing:
    return Standing._make(handed["standing"])


def _returned(handed: Handed | None) -> returns.Returned:
    return returns.Returned._make(handed["returned"]) if handed else returns.NOTHING


def _left_out(handed: Iterable[Handed]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for one in handed:
        for row, reasons in one["left_out"].items():
            there = found.setdefault(row, {})
            for reason, number in reasons.items():
                there[reason] = there.get(reason, 0) + number
    return found


def _within(codes: Sequence[str], entries: Entries) -> Callable[[str], Callable[[str], list[Entry]]]:
    """The activities at or below a city or the province on one level; looked for only where a tally asks for them."""

    def of(unit: str) -> Callable[[str], list[Entry]]:
        def on(row: str) -> list[Entry]:
            inner = [event for code in codes if code.startswith(unit) for event in entries(code)]
            return [event for event in inner if level(event.code) == row]

        return on

    return of
