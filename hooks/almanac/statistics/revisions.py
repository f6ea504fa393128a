"""A table against its seal: what has changed since it was signed, because of which records, and since when."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from almanac import validate
from almanac.model.day import Day
from almanac.model.divisions import Register, level
from almanac.model.seal import Seal
from almanac.statistics import counting
from almanac.statistics.aggregation import Reckoning, nothing
from almanac.statistics.counting import Line, Rules
from almanac.statistics.table import Revision, Sheet
from almanac.statistics.totals import Sums
from almanac.views.activities import Entry

SHOWN = 3  # so many records are named for one number


class Changed(NamedTuple):
    """A record that brings something else than when the year was sealed: what it is, a part of the names of the cells
    it belongs to, since which day."""

    words: str
    cells: str
    date: str


def marks(code: str, found: Reckoning, entries: Iterable[Entry], choice: Rules) -> dict[str, str]:
    """A short digest of what each record of a share brings to the table; what brings nothing has none."""
    told: dict[str, str] = {}
    for event in entries:
        brought = counting.lines(event, choice)
        if brought:
            told[event.id] = _mark(brought)
    for unit, node in found.nodes.items():
        if not unit.startswith(code):
            continue
        for tally in node.own.tallies:
            told[f"{unit} 汇总 {tally.row}"] = _mark(
                [*tally.lines, (tally.as_of, tally.apart, tally.excluded, tally.zero)]
            )
        for place, (piece, line, _) in enumerate(node.own.pieces):
            if line:
                told[f"{unit} 媒体 {piece.outlet} {piece.title or place}"] = _mark([line])
        accounts = sorted(cell for cell in node.own.sums if cell.startswith("accounts-"))
        if accounts:
            told[f"{unit} 阵地"] = _mark(accounts)
    return dict(sorted(told.items()))


def _mark(brought: Iterable[object]) -> str:
    return hashlib.sha256(
        repr([tuple(one) if isinstance(one, Line) else one for one in brought]).encode()
    ).hexdigest()[:8]


def changed(
    seal: Seal, share: str, now: Mapping[str, str], entries: Iterable[Entry], register: Register, today: Day
) -> list[Changed]:
    """The records of a share that bring something else than when the year was sealed."""
    before = seal.records.get(share, {})
    events = {event.id: event for event in entries}
    told = []
    for ref in sorted({*before, *now}):
        if before.get(ref) != now.get(ref):
            event, act = (
                events.get(ref),
                "新增" if ref not in before else "删去" if ref not in now else "改动",
            )
            is_activity = ref[4:5] == "-"
            code = ref.split("-")[1] if is_activity else ref.split(" ")[0]
            what = event.name if event else ref if is_activity else ref.partition(" ")[2]
            name = register[code].title if code in register else code
            cells = (
                "media-" if " 媒体 " in ref else "accounts-" if ref.endswith(" 阵地") else f"-{level(code)}-"
            )
            if " 汇总 " in ref:
                cells = f"-{ref.rpartition(' ')[2]}-"
            date = event.updated if event and ref in before else today.iso
            told.append(Changed(f"{act}{name}“{what}”", cells, date))
    return told


def since(
    code: str, found: Mapping[int, Reckoning], entries: Sequence[Entry], known: validate.Known
) -> tuple[dict[int, Reckoning], dict[int, list[Changed]]]:
    """For each sealed campaign what of a share changed since; one of which nothing is left is among the reckonings."""
    told: dict[int, list[Changed]] = {}
    whole = dict(found)
    for year, seal in known.seals.items():
        if year not in whole and code not in seal.records:
            continue
        whole.setdefault(year, nothing(code))
        these = [event for event in entries if event.year == year]
        now = marks(code, whole[year], these, counting.rules_of(known.notices[year]))
        told[year] = changed(seal, code, now, these, known.register, known.today)
    return whole, told


def against(sheet: Sheet, seal: Seal | None, since: Iterable[Changed], today: Day) -> Sheet:
    """The sheet with its status: sealed numbers are final, changed ones bear their revision and say why."""
    if seal is None:
        return sheet
    revisions = [
        Revision(one.number, one.cell, _words(one.old), _words(one.new), one.why, one.date)
        for one in seal.revisions
        if one.association == sheet.code
    ]
    status, listed = statuses(sheet.code, sheet.sums, seal, sheet.status), list(since)
    for cell in (cell for cell, word in status.items() if word == seal.next):
        why = [each for each in listed if each.cells in cell] or listed
        words = "、".join(each.words for each in why[:SHOWN]) + (
            f"等 {len(why)} 条" if len(why) > SHOWN else ""
        )
        date = max((each.date for each in why), default="") or today.iso
        before, now = seal.value(sheet.code, cell), _value(sheet.sums, cell)
        revisions.append(Revision(seal.next, cell, _words(before), _words(now), words, date))
    as_of = today.iso if seal.next in status.values() else seal.as_of
    return sheet._replace(status=status, revisions=tuple(revisions), as_of=as_of)


def statuses(code: str, sums: Sums, seal: Seal | None, cells: Iterable[str]) -> dict[str, str]:
    """Of each cell: provisional where nothing is sealed, else final, or the number of its last revision."""
    if seal is None:
        return dict.fromkeys(cells, "provisional")
    recorded = {one.cell: one.number for one in seal.revisions if one.association == code}
    return {
        cell: seal.next if _value(sums, cell) != seal.value(code, cell) else recorded.get(cell, "final")
        for cell in cells
    }


def _value(sums: Sums, cell: str) -> int | None:
    one = sums.get(cell)
    return one.value if one and one.known else None


def _words(value: int | None) -> str:
    return "" if value is None else str(value)
