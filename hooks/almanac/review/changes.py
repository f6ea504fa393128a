"""A proposal, as whoever decides on it sees it: records, numbers of the table, and likely doubles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from almanac.model.diagnostics import Fault
from almanac.model.filings import (
    Activity,
    Award,
    Count,
    Filing,
    Notice,
    Piece,
    Promise,
    Record,
    Results,
    Tally,
    When,
)
from almanac.statistics.form import BESIDE, short_names, words_of
from almanac.statistics.totals import Sums
from almanac.views.activities import result_line

SHORT = 24  # characters of a value that is shown with its change


class Row(NamedTuple):
    """One record that is added, changed or removed. code: whose; name: what people call it; day: as filed; changed:
    each changed field in words."""

    how: str
    file: str
    code: str
    kind: str
    name: str
    day: str
    state: str
    changed: tuple[str, ...] = ()


class Cell(NamedTuple):
    """One number of the official table of an association, before and after."""

    code: str
    words: str
    before: str
    after: str


class Proposal(NamedTuple):
    """All that a proposal brings. folders: how many files of each association's folder; other: changed files that are
    no records; notes: what else to know before deciding."""

    faults: tuple[Fault, ...]
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    folders: dict[str, int]
    other: int
    notes: tuple[str, ...]


# ---------------------------------------------------------------- records


def rows(before: Iterable[Filing], after: Iterable[Filing], shy: frozenset[str]) -> Iterator[Row]:
    """What becomes of each record of the touched files; of `shy` files, with personal data in them, nothing is quoted."""
    old, new = _by_identity(before), _by_identity(after)
    for identity, filing in new.items():
        quoted = filing.file not in shy
        if identity not in old:
            yield _row("新增", filing, quoted)
        elif filing.record != old[identity].record:
            changed = tuple(_changes(old[identity].record, filing.record, quoted))
            yield _row("改动", filing, quoted)._replace(changed=changed)
    for identity, filing in old.items():
        if identity not in new:
            yield _row("删去", filing, filing.file not in shy)


def _by_identity(filings: Iterable[Filing]) -> dict[tuple[str, str], Filing]:
    """Activities and awards by their own identity; the others by their file, and what they say of themselves."""
    found: dict[tuple[str, str], Filing] = {}
    for filing in filings:
        own = "" if isinstance(filing.record, Activity) else f"{filing.file}/{named(filing.record)}"
        key, number = (filing.id, own), 1
        while key in found:
            number += 1
            key = (filing.id, f"{own}/{number}")
        found[key] = filing
    return found


def named(record: Record) -> str:
    """What people call a record."""
    if isinstance(record, Activity | Award):
        return record.name
    if isinstance(record, Piece):
        return f"《{record.title}》{record.outlet}" if record.title else record.outlet
    if isinstance(record, Promise):
        return record.item
    return record.level if isinstance(record, Tally) else ""


def _row(how: str, filing: Filing, quoted: bool) -> Row:
    record = filing.record
    name = named(record) if quoted else "（有个人信息，不在这里显示）"
    day = str(record.start) if isinstance(record, Activity) else getattr(record, "date", "") or ""
    state = record.state if isinstance(record, Activity) else ""
    return Row(how, filing.file, filing.code, filing.kind.name, name, day, state)


def _changes(old: Record, new: Record, quoted: bool) -> Iterator[str]:
    for field, about in type(new).model_fields.items():
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            key = about.alias or field
            values = [_short(before), _short(after)]
            yield f"{key}：{values[0]} → {values[1]}" if quoted and all(values) else key


def _short(value: object) -> str:
    """A value that can stand in a table; nothing for longer ones."""
    if value is None or value == ():
        return "（没有）"
    if isinstance(value, Results):
        return result_line(value)
    if isinstance(value, str | When | Count):
        return str(value) if len(str(value)) <= SHORT and "\n" not in str(value) else ""
    return ""


# ---------------------------------------------------------------- numbers


def cells(code: str, before: Sums, after: Sums, names: Mapping[str, str]) -> Iterator[Cell]:
    """The numbers of an association's table that change, in the order of the form."""
    for cell, words in names.items():
        old, new = words_of(before.get(cell)), words_of(after.get(cell))
        if old != new:
            yield Cell(code, words, old or "空", new or "空")


def cell_names(notice: Notice) -> dict[str, str]:
    """Each cell in a few words: 宣传活动·村居社区计生协·活动场次; what only the province counts comes last."""
    return {cell: "·".join(words) for cell, words in short_names(notice).items()} | BESIDE
