"""What an area hands up to its city and to the province, as plain values, and what these make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from almanac.build.graph import Run
from almanac.model.divisions import Level, city_of, level_of, province_of, share_line
from almanac.statistics import open_data, revisions, subtotals, totals, totals_data, weekly_digest
from almanac.statistics.subtotals import Subtotal
from almanac.statistics.table import StatisticsTable, last_day, latest, table
from almanac.statistics.totals_data import Published
from almanac.statistics.weekly_digest import Weekly
from almanac.validate import Known
from almanac.views import honour_rolls, rollup, service, visits
from almanac.views import open_data as views_open_data
from almanac.views.activities import Entry, from_above, from_plain, on_days, order
from almanac.views.honour_rolls import Honour
from almanac.views.rollup import Crowd, Crowds
from almanac.views.service import Service
from almanac.views.visits import Attendance

if TYPE_CHECKING:
    from almanac.build.values import Parts

Named = tuple[
    list[Any], dict[str, Any]
]  # activities that lists above name however many there are; the crowd by period
Entries = Callable[[str], list[Entry]]  # all activities of an area


def up(code: str, parts: Parts, words: tuple[bytes, ...], known: Known) -> dict[str, Any]:
    """What others need of an area, in parts; words: what it enters in the guide of the search, leaf by leaf."""
    scopes = [scope for scope in reversed(share_line(code)) if scope != code]
    above = [from_above(event) for event in parts.entries]
    crowds = dict(zip(scopes, rollup.counted(above, scopes), strict=True))
    plain = {scope: {period: tuple(one) for period, one in those.items()} for scope, those in crowds.items()}
    tiers: dict[str, list[tuple[object, ...]]] = {"province": [], "city": [], "others": []}
    for event in above:
        tiers[_tier(event, scopes)].append(event.plain())
    weeks = weekly_digest.of_share(parts.entries, parts.filings, known.notices)
    return {
        "province": (tiers["province"], plain.get(province_of(code), {})),
        "city": (tiers["city"], plain.get(city_of(code), {})),
        "others": tiers["others"],
        "abouts": {
            event.id: event.about
            for event, shown in zip(parts.entries, above, strict=True)
            if event.about != shown.about
        },
        "rows": _rows(parts, known),
        "words": words,
        "awards": [honour_rolls.plain(each) for each in honour_rolls.honours(parts.filings, known)],
        "service": service.plain(service.service(parts.filings, known.notices)),
        "weeks": weekly_digest.plain(weeks),
        "visits": {
            year: one.plain()
            for year, one in visits.attendance(
                parts.entries, parts.filings, parts.subtotals, known.register
            ).items()
        },
        "days": [(*at, city_of(code), *many) for at, many in on_days(parts.entries).items()],
        "sums": {year: one.for_above().plain() for year, one in parts.subtotals.items()}
        if level_of(code) is Level.COUNTY
        else {year: one.plain() for year, one in parts.subtotals.items()},
        "table": {year: one.plain() for year, one in parts.subtotals.items()}
        if level_of(code) is Level.COUNTY
        else {},
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


# ---------------------------------------------------------------- lists above


def whole_years(run: Run, *args: Any) -> list[int]:
    """The campaigns of which a city or the province names every activity; arguments: of each area what it names there."""
    *told, scope = args
    named = [event for each in told for event in _named(each, scope)]
    crowds = {str(place): _crowds(each) for place, each in enumerate(told)}
    return rollup.whole_years(named, crowds)


def _named(told: Sequence[Named], scope: str) -> list[Entry]:
    return [e for names, _ in told for e in map(from_plain, names) if rollup.is_named(e, scope)]


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
    return [e for e in every if e[1] in years and not rollup.is_named(from_plain(e), scope)]


def gathered(run: Run, *args: Any) -> tuple[list[Entry], dict[str, Crowds]]:
    """What a city or the province shows of all areas: activities, and what each area only counts.

    Arguments: what each area tells, what each names besides, the campaigns named in full, the codes, the scope.
    """
    *each, years, codes, scope = args
    tells, besides = each[: len(codes)], each[len(codes) :]
    chosen = [event for one in tells for event in _named(one, scope)]
    chosen += [from_plain(event) for one in besides for event in one]
    crowds = {}
    for code, one in zip(codes, tells, strict=True):
        left = {period: crowd for period, crowd in _crowds(one).items() if int(period[:4]) not in years}
        if left:
            crowds[code] = left
    return sorted(chosen, key=order), crowds


def everything(province: Named, city: Named, rest: Sequence[Any]) -> list[Entry]:
    """All activities of an area."""
    return [from_plain(event) for part in (province[0], city[0], rest) for event in part]


def whole(entries: Iterable[Entry], abouts: Mapping[str, str]) -> list[Entry]:
    """Activities with the descriptions that are not told above."""
    return [e._replace(about=abouts[e.id]) if e.id in abouts else e for e in entries]


def awards(kept: Iterable[Any]) -> list[Honour]:
    """All awards of some areas."""
    return [honour_rolls.from_plain(each) for one in kept for each in one]


def services(kept: Mapping[str, Any]) -> dict[str, Service]:
    """What was done for people, by area."""
    return {code: service.from_plain(one) for code, one in kept.items()}


def attendance(kept: Mapping[str, Any]) -> dict[str, dict[int, Attendance]]:
    """Who was present in some areas, by area and campaign."""
    return {code: {year: visits.from_plain(one) for year, one in said.items()} for code, said in kept.items()}


def week(kept: Iterable[Any]) -> Weekly:
    """The digest of some areas together."""
    return weekly_digest.together(map(weekly_digest.from_plain, kept))


# ---------------------------------------------------------------- tables

Brought = Mapping[str, Mapping[int, Subtotal]]  # what each area brings to each campaign


def brought(kept: Mapping[str, Any]) -> Brought:
    """What areas bring, as it was before it was kept."""
    return {
        code: {year: subtotals.from_plain(one) for year, one in those.items()} for code, those in kept.items()
    }


def tables(
    scope: str, those: Brought, known: Known, year: int, above: Mapping[int, Sequence[str]]
) -> tuple[StatisticsTable, ...]:
    """The tables of an association that reports, by campaign; always one for `year`, the current one.

    above: what tallies of those above it say of levels.
    """
    years = sorted({year, *(each for one in those.values() for each in one)} & set(known.notices))
    return tuple(
        table(
            scope, each, known.notices[each], known.register, of_year(those, each), known.seals.get(each), above.get(each, ())
        )
        for each in years
    )  # fmt: skip


def totals_lines(those: Brought, known: Known) -> dict[str, bytes]:
    """The lines of the tables of totals, by table: of every campaign the province, then cities and counties."""
    found = list(published(those, known))
    wide = totals_data.wide(known.notices)
    rows = {
        totals_data.TOTALS: (row for one in found for row in totals_data.totals_rows(one)),
        totals_data.COVERAGE: (row for one in found for row in totals_data.coverage_rows(one)),
        totals_data.CHANGES: totals_data.change_rows(found),
        wide: totals_data.wide_rows(found, wide),
    }
    return {table.name: views_open_data.lines(table, each) for table, each in rows.items()}


def published(those: Brought, known: Known) -> Iterator[Published]:
    """Every campaign of every association that has a table, as open data has it."""
    register = known.register
    for year in sorted({each for one in those.values() for each in one} & set(known.notices)):
        seal, cells, of_it = known.seals.get(year), totals.cells_of(known.notices[year]), of_year(those, year)
        sums = {code: totals.done(one.sums, code) for code, one in of_it.items()}
        nodes = subtotals.nodes(register.root, of_it, register)
        sums |= {code: node.sums() for code, node in nodes.items()}
        for code, found in sorted(sums.items()):
            inside = subtotals.within(code, of_it)
            yield Published(
                year,
                code,
                register[code].name,
                revisions.signed(code, found, seal),
                revisions.statuses(code, seal, cells),
                seal.until(code) if seal else last_day(latest(inside.values())),
                subtotals.standing(code, inside, register),
                totals.expected(register, code),
            )


def of_year(those: Brought, year: int) -> dict[str, Subtotal]:
    """What areas bring to one campaign."""
    return {code: one[year] for code, one in those.items() if year in one}
