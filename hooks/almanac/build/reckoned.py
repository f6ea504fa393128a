"""The subtotals handed up: what cities and the province need of each share's sums, and the tables they make of it."""

from __future__ import annotations

from collections.abc import Mapping

from almanac.build.desk import Desk, keep, kept
from almanac.build.orders import Parts, Read
from almanac.model.divisions import Level, level_of
from almanac.statistics import open_data, revisions, subtotals, totals
from almanac.statistics.subtotals import Subtotal
from almanac.statistics.table import StatisticsTable, table
from almanac.validate import Known
from almanac.views import open_data as views_open_data


def hand_up(here: Desk, code: str, parts: Parts, durable: bool) -> str:
    """Keep what is needed of a share's sums, by campaign; returned is the name it is kept under."""
    is_county = level_of(code) is Level.COUNTY
    plain = {year: (one.for_above() if is_county else one).plain() for year, one in parts.subtotals.items()}
    return keep(here, f"sums-{code}", plain, durable)


def rows(parts: Parts, known: Known) -> dict[str, bytes]:
    """A share's lines of the open data, by table."""
    made = open_data.rows(parts.filings, parts.reckonings, known)
    lines = {
        table.name: views_open_data.lines(table, made[table.name])
        for table in (open_data.PIECES, open_data.TALLIES, open_data.ACCOUNTS)
    }
    activities = views_open_data.lines(
        views_open_data.ACTIVITIES, views_open_data.activity_rows(parts.entries, known.register)
    )
    return {"activities": activities, **lines}


def sheets(
    here: Desk,
    scope: str,
    below: Mapping[str, Read],
    known: Known,
    year: int,
    mine: Mapping[int, Subtotal] | None = None,
) -> list[StatisticsTable]:
    """The tables of a city or the province, by campaign; always one for `year`, the current one.

    mine: what it has filed itself, where this is not yet kept.
    """
    brought = _brought(here, below)
    if mine is not None:
        brought[scope] = mine
    years = sorted({year, *(each for one in brought.values() for each in one)} & set(known.notices))
    return [
        table(
            scope, each, known.notices[each], known.register, _of(brought, each), known.seals.get(each), known.today
        )
        for each in years
    ]  # fmt: skip


def totals_lines(here: Desk, below: Mapping[str, Read], known: Known) -> bytes:
    """The lines of the table of totals: the province, then cities and counties, of every campaign."""
    shares, lines = _brought(here, below), list[bytes]()
    for year in sorted({each for one in shares.values() for each in one} & set(known.notices)):
        seal, cells, brought = known.seals.get(year), totals.cells_of(known.notices[year]), _of(shares, year)
        sums = {code: totals.done(one.sums) for code, one in brought.items()}
        sums |= {code: node.sums() for code, node in subtotals.nodes(known.register.root, brought).items()}
        for code, found in sorted(sums.items()):
            status = revisions.statuses(code, found, seal, cells)
            as_of = revisions.as_of(seal, status, known.today)
            rows = open_data.totals_rows(year, code, found, status, as_of)
            lines.append(views_open_data.lines(open_data.TOTALS, rows))
    return b"".join(lines)


def _brought(here: Desk, below: Mapping[str, Read]) -> dict[str, Mapping[int, Subtotal]]:
    """What each share brings, by campaign."""
    return {
        code: {year: subtotals.from_plain(one) for year, one in kept(here, read.sums).items()}
        for code, read in below.items()
    }


def _of(brought: Mapping[str, Mapping[int, Subtotal]], year: int) -> dict[str, Subtotal]:
    return {code: one[year] for code, one in brought.items() if year in one}
