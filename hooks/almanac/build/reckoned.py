"""The reckoning handed up: what the city and the province need of each share's sums, and the sheets they make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from almanac.build import summaries
from almanac.build.desk import Desk, keep, kept
from almanac.build.orders import Parts, Read
from almanac.model.divisions import level
from almanac.statistics import aggregation, counting, open_data, returns, revisions, totals
from almanac.statistics import table as statistics_table
from almanac.statistics.aggregation import Listed, Reckoning, Standing
from almanac.statistics.counting import Line, Said
from almanac.statistics.revisions import Changed
from almanac.statistics.table import Child, Sheet
from almanac.validate import Known
from almanac.views import open_data as views_open_data
from almanac.views.activities import Entry

Handed = dict[str, Any]  # of one share and campaign; plain values, so that it can be kept


def hand_up(here: Desk, code: str, parts: Parts, known: Known, durable: bool) -> str:
    """Keep what is needed of a share's sums, by campaign; returned is the name it is kept under."""
    plain = {year: _plain(code, year, one, parts) for year, one in parts.reckonings.items()}
    return keep(here, f"sums-{code}", plain, durable)


def _plain(code: str, year: int, found: Reckoning, parts: Parts) -> Handed:
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


def sheets(here: Desk, scope: str, below: Mapping[str, Read], known: Known, mine: Mapping[int, Reckoning],
           year: int) -> list[Sheet]:  # fmt: skip
    """The sheets of a city or the province, by campaign; always one for `year`, the current one.

    mine: the reckoning of what it has filed itself.
    """
    handed = {code: kept(here, read.sums) for code, read in below.items()}
    years = sorted({year, *(each for one in handed.values() for each in one)} & set(known.notices))
    return [
        _sheet(here, scope, below, known, mine.get(each), {c: h[each] for c, h in handed.items() if each in h}, each)
        for each in years
    ]  # fmt: skip


def _sheet(
    here: Desk,
    scope: str,
    below: Mapping[str, Read],
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
    nodes = aggregation.tree(scope, own, _within(here, below), counting.rules_of(notice), counties)
    children = [
        _child(unit.code, nodes[scope].below.get(unit.code, {}), handed) for unit in register.children(scope)
    ]
    accounts = [Listed._make(one) for _, each in sorted(handed.items()) for one in each["accounts"]]
    whole = statistics_table.together([_standing(one) for one in handed.values()])
    made = Sheet(
        year, scope, notice, nodes[scope], nodes[scope].sums(), tuple(children), whole,
        totals.expected(register, scope), _left_out(handed.values()), tuple(accounts), _returned(handed.get(scope)),
        statistics_table.provisional(notice), (), known.today.iso,
    )  # fmt: skip
    since = [Changed._make(each) for one in handed.values() for each in one["changed"]]
    return revisions.against(made, known.seals.get(year), since, known.today)


def totals_lines(here: Desk, below: Mapping[str, Read], known: Known) -> bytes:
    """The lines of the table of totals: the province, then cities and counties, of every campaign."""
    handed, root = {code: kept(here, read.sums) for code, read in below.items()}, known.register.root
    lines = []
    for year in sorted({each for one in handed.values() for each in one} & set(known.notices)):
        notice, seal = known.notices[year], known.seals.get(year)
        told = {code: one[year] for code, one in handed.items() if year in one}
        own = {code: _own(one) for code, one in told.items() if len(code) < 6}
        counties = {code: one["sums"] for code, one in told.items() if len(code) == 6}
        nodes = aggregation.tree(root, own, _within(here, below), counting.rules_of(notice), counties)
        sums = {code: node.sums() for code, node in nodes.items()}
        sums |= {code: totals.done(raw) for code, raw in counties.items()}
        for code, found in sorted(sums.items()):
            status = revisions.statuses(code, found, seal, totals.cells_of(notice))
            as_of = seal.as_of if seal and seal.next not in status.values() else known.today.iso
            lines.append(
                views_open_data.lines(
                    open_data.TOTALS, open_data.totals_rows(year, code, found, status, as_of)
                )
            )
    return b"".join(lines)


def _own(handed: Handed) -> totals.Own:
    tallies = tuple(Said._make((*one[:-1], tuple(map(Line._make, one[-1])))) for one in handed["tallies"])
    return totals.Own(handed["sums"], {}, tallies, ())


def _child(code: str, sums: totals.Raw, handed: Mapping[str, Handed]) -> Child:
    standings = [_standing(one) for share, one in handed.items() if share.startswith(code)]
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


def _within(here: Desk, below: Mapping[str, Read]) -> Callable[[str], Callable[[str], list[Entry]]]:
    """The activities at or below a city or the province on one level; read again only where a tally asks for them."""

    def of(unit: str) -> Callable[[str], list[Entry]]:
        def on(row: str) -> list[Entry]:
            shares = [read for code, read in below.items() if code.startswith(unit)]
            entries = [event for read in shares for event in summaries.everything(here, read)]
            return [event for event in entries if level(event.code) == row]

        return on

    return of
