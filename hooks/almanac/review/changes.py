"""A proposal, as whoever decides on it sees it: records, numbers of the table, and likely doubles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
from almanac.review import differences
from almanac.statistics.form import BESIDE, short_names, words_of
from almanac.statistics.totals import Sum, Sums
from almanac.views.activities import result_line

WRONG = "（有错）"  # beside what becomes of a record that cannot be merged as it is
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
    """One number of the official table of an association, before and after; without the former: by how much it changes."""

    code: str
    words: str
    before: str
    after: str


class Basis(NamedTuple):
    """A changed file on which other things hang: its path, how it differs line by line, and what hangs on it."""

    file: str
    lines: tuple[str, ...]
    hangs: str


class Proposal(NamedTuple):
    """All that a proposal brings. folders: how many files of each association's folder; unseen: changed files that
    nobody has looked at, for they are no records; basis: notices, register, seals, settings; notes: what else to know
    before deciding."""

    faults: tuple[Fault, ...]
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    folders: dict[str, int]
    unseen: tuple[str, ...]
    basis: tuple[Basis, ...]
    notes: tuple[str, ...]


# ---------------------------------------------------------------- records


def rows(
    before: Iterable[Filing],
    after: Iterable[Filing],
    bad: Collection[str],
    shy: frozenset[str],
    mute: Collection[str],
) -> Iterator[Row]:
    """What becomes of each record of the touched files; of `shy` files, with personal data in them, nothing is quoted.

    bad: files whose change is refused; mute: those of them that could not be read at all: of these `unread` says it.
    """
    old, new = _by_identity(before), _by_identity(after)
    for identity, filing in new.items():
        quoted, how = filing.file not in shy, WRONG if filing.file in bad else ""
        if identity not in old:
            yield _row(f"新增{how}", filing, quoted)
        elif filing.record != old[identity].record:
            changed = tuple(_changes(old[identity].record, filing.record, quoted))
            yield _row(f"改动{how}", filing, quoted)._replace(changed=changed)
    for identity, filing in old.items():
        if identity not in new and filing.file not in mute:
            yield _row(f"删去{WRONG if filing.file in bad else ''}", filing, filing.file not in shy)


def unread(file: str, code: str, before: bytes | None, after: bytes, is_shy: bool) -> Row:
    """A file with errors of which no record could be made: how it differs from before, line by line."""
    name = "（有个人信息，不在这里显示）" if is_shy else file.rpartition("/")[2].removesuffix(".yml")
    if before is None:
        return Row(f"新增{WRONG}", file, code, "", name, "", "")
    changed = () if is_shy else tuple(differences.lines(before, after))
    return Row(f"改动{WRONG}", file, code, "", name, "", "", changed)


def moved(rows: Sequence[Row]) -> list[Row]:
    """The same, in which a record that went from one file to another, and says the same, is one row."""
    gone: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        if row.how.startswith("删去"):
            gone.setdefault((row.kind, row.name, row.day, row.state), []).append(row)
    found, left = [], set[Row]()
    for row in rows:
        old = gone.get((row.kind, row.name, row.day, row.state)) if row.how.startswith("新增") else None
        if old:
            left.add(was := old.pop(0))
            paths = f"文件：{was.file} → {row.file}"
            row = row._replace(how=row.how.replace("新增", "移动"), changed=(paths, *row.changed))
        found.append(row)
    return [row for row in found if row not in left]


def _by_identity(filings: Iterable[Filing]) -> dict[tuple[str, str], Filing]:
    """Activities and awards by their own identity; the others by their file, and what they say of themselves."""
    found: dict[tuple[str, str], Filing] = {}
    for filing in filings:
        if isinstance(filing.record, Notice):
            continue  # told line by line, with what hangs on it
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


def cells(code: str, before: Sums, after: Sums, names: Mapping[str, str], whole: bool) -> Iterator[Cell]:
    """The numbers of an association's table that change, in the order of the form.

    whole: whether all of it was counted; else only the difference is known.
    """
    for cell, words in names.items():
        old, new = before.get(cell), after.get(cell)
        if whole and words_of(old) != words_of(new):
            yield Cell(code, words, words_of(old) or "空", words_of(new) or "空")
        elif not whole and _value(old) != _value(new):
            yield Cell(code, words, "", f"{_value(new) - _value(old):+}".replace("-", "−"))


def _value(one: Sum | None) -> int:
    return one.value if one and one.known else 0


def cell_names(notice: Notice) -> dict[str, str]:
    """Each cell in a few words: 宣传活动·村居社区计生协·活动场次; what only the province counts comes last."""
    return {cell: "·".join(words) for cell, words in short_names(notice).items()} | BESIDE
