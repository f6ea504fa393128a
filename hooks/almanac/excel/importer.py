"""Taking in what was sent: the rows of a workbook become entries, these pass every check there is, and the good are kept."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from almanac.excel import (
    cell_faults,
    merge,
    other_tables,
    personal_tables,
    reader,
    rows,
    shapes,
    table_year,
    whole_table,
)
from almanac.excel.entry import Entry, Listing, Spot, Wrong
from almanac.excel.merge import SAME, Put
from almanac.excel.reader import Page
from almanac.excel.whole_table import ANSWERS, Question, Setting
from almanac.load import records
from almanac.model.day import Day
from almanac.model.diagnostics import Fault, Place, is_error, on
from almanac.model.divisions import Register
from almanac.model.fields import columns, flat
from almanac.model.filings import Kind, Notice
from almanac.parse import customs as parse_customs
from almanac.parse import input_files, yaml_keys, yaml_reader
from almanac.parse.discovery import Paper, files_in


class Context(NamedTuple):
    """Where it goes: the records, the year; base: whose it is unless it says so, and within which it must be; name: as in Files.

    answers: what was said of whole tables, by sheet (empty: of any) and question.
    """

    root: Path
    register: Register
    notices: Mapping[int, Notice]
    year: int
    today: Day
    name: str
    base: str = ""
    kind: Kind | None = None
    answers: Mapping[tuple[str, str], str] = {}


class Sheet(NamedTuple):
    """One sheet of a workbook: as it is, and as it was read."""

    page: Page
    listing: Listing


class Taken(NamedTuple):
    """What became of one workbook: each entry's outcome by sheet and row; the faults at cells; those of the whole file."""

    sheets: list[Sheet]
    puts: dict[tuple[int, int], list[Put]]
    wrong: dict[int, list[Wrong]]
    refused: Fault | None
    files: dict[str, bytes]
    answers: Mapping[tuple[str, str], str] = {}  # what was said of whole tables
    receipts: Mapping[tuple[int, int], tuple[str, str]] = {}  # number and day, by sheet and row
    paths: Mapping[tuple[int, int], str] = {}  # the files in which the records of rows stand
    sent: bytes = b""  # the file itself

    def count(self, outcome: str) -> int:
        return sum(put.outcome == outcome for puts in self.puts.values() for put in puts)

    @property
    def held(self) -> int:
        """How many records wait for something to be said of their whole table."""
        return sum(sheet.listing.held for sheet in self.sheets)

    @property
    def asked(self) -> list[tuple[str, Question]]:
        """What has to be said of whole tables, by sheet."""
        all_of_it = ((sheet.page.name, one) for sheet in self.sheets for one in sheet.listing.asked)
        return list({(name, one.key): (name, one) for name, one in all_of_it}.values())

    @property
    def bad(self) -> int:
        """How many rows were not taken for their faults."""
        errors = ((n, one) for n, found in self.wrong.items() for one in found if one.code[0] == "E")
        return len(
            {(n, one.at[0]) for n, one in errors if not self.sheets[n].listing.held or one.code not in WHOLE}
        )


def open_context(
    root: Path, register: Register, year: int, today: Day, name: str, base: str = "", kind: Kind | None = None
) -> Context:
    """The context of one year of a records folder."""
    return Context(root, register, records.notices(root, name)[0], year, today, name, base, kind)


def take(raw: bytes, file: str, context: Context) -> Taken:
    """Read a workbook and check every row as a record; nothing is written yet."""
    try:
        pages = other_tables.opened(raw, file)
    except reader.Refused as refusal:
        return Taken([], {}, {}, Fault(Place(file), refusal.code, refusal.message, refusal.example), {})
    if secret := personal_tables.refused(pages, file):
        return Taken([], {}, {}, secret, {})
    sent = [page for page in pages if page.name not in OURS]
    year = table_year.said(sent, file, context.year, context.notices)
    if isinstance(year, Fault):
        return Taken([], {}, {}, year, {})
    context = context._replace(year=year)
    setting = _setting(context, pages)
    sheets = [
        Sheet(part, listing) for page in sent if page.rows for part, listing in rows.lists(page, setting)
    ]
    if not any(sheet.listing.heading for sheet in sheets):
        return Taken(sheets, {}, {}, shapes.unread(pages, file), {})
    checking = _Checking(context, sheets)
    checking.run()
    return Taken(
        sheets,
        checking.puts,
        checking.wrong,
        None,
        checking.files,
        setting.answers,
        checking.receipts,
        checking.paths,
        raw,
    )


WHOLE = ("E084", "E095")  # what is asked of a whole table, not wrong with a row
OURS = ("核对结果", "填写说明", ANSWERS)  # sheets that we write ourselves


def _setting(context: Context, pages: Sequence[Page]) -> Setting:
    notice = context.notices.get(context.year)
    customs = parse_customs.customs(context.year, notice)
    words = tuple(one.name for one in notice.categories) if notice else ()
    said = {**context.answers, **whole_table.answers(pages)}
    return Setting(customs, context.register, context.base, context.kind, said, words)


class _Checking:
    """Joins entries to their files and checks these, without the faulty ones, until no fault is left."""

    def __init__(self, context: Context, sheets: Sequence[Sheet]) -> None:
        self.context, self.sheets = context, sheets
        self.wrong: dict[int, list[Wrong]] = {n: list(sheet.listing.wrong) for n, sheet in enumerate(sheets)}
        self.entries: list[tuple[int, Entry]] = [
            (n, e) for n, sheet in enumerate(sheets) for e in sheet.listing.entries
        ]
        self.puts: dict[tuple[int, int], list[Put]] = {}
        self.files, self.receipts = dict[str, bytes](), dict[tuple[int, int], tuple[str, str]]()
        self._paths = [self._path(entry) for _, entry in self.entries]
        known = records.known_to(context.root, context.register, dict(context.notices))
        self._known = known._replace(exists=lambda path: path in self.files or known.exists(path))

    def run(self) -> None:
        left = set(range(len(self.entries)))
        while left:
            joined = self._join(left)
            bad = self._faulty(joined)
            if not bad:
                self.receipts = merge.by_row(self.entries, joined, self._loaded.filings)
                break
            left -= bad
        if not left:
            self.puts, self.files = {}, {}

    @property
    def paths(self) -> dict[tuple[int, int], str]:
        """The file of each row that was taken."""
        at = {(page, entry.row): path for (page, entry), path in zip(self.entries, self._paths, strict=True)}
        return {spot: at[spot] for spot in self.puts}

    def _path(self, entry: Entry) -> str:
        folder = self.context.register.path(entry.code)
        return "/".join(part for part in (str(self.context.year), folder, entry.file) if part)

    def _join(self, left: set[int]) -> dict[str, dict[int, Put]]:
        """The files with these entries in them; an entry that clashes is told and left out."""
        by_path: dict[str, dict[int, Entry]] = {}
        for number in sorted(left):
            by_path.setdefault(self._paths[number], {})[number] = self.entries[number][1]
        self.puts, self.files = {}, {}
        placed: dict[str, dict[int, Put]] = {}
        for path, entries in by_path.items():
            kind = next(iter(entries.values())).kind
            made = merge.join(kind, path, entries, self._present(path), self.context.today.iso)
            for number, clash in made.clashes.items():
                page, entry = self.entries[number]
                self._told(number, Wrong(self._first(number), *clash))
                for private in cell_faults.private(
                    self.sheets[page].page, entry.where.values(), self.context.register
                ):
                    self._told(number, private)
                left.discard(number)
            for number, put in made.puts.items():
                page, entry = self.entries[number]
                self.puts.setdefault((page, entry.row), []).append(put)
            if made.raw is not None:
                self.files[path] = made.raw
                placed[path] = {
                    n: put if made.listed else Put(put.outcome, None) for n, put in made.puts.items()
                }
        return placed

    def _present(self, path: str) -> bytes | None:
        root = self.context.root
        return input_files.content(root, path) if input_files.is_plain(root, path) else None

    def _faulty(self, placed: Mapping[str, Mapping[int, Put]]) -> set[int]:
        """The entries in which the checks find an error; every fault is told at its cell."""
        bad: set[int] = set()
        for fault in self._faults():
            path = fault.place.file.removeprefix(f"{self.context.name}/")
            found = self._at(path, fault, placed[path])
            for number, spot in found:
                self._told(number, cell_faults.told(fault, spot, self.entries[number][1]))
            if is_error(fault):
                bad |= {number for number, _ in found}
        return bad

    def _faults(self) -> list[Fault]:
        """Every fault of the files with entries in them."""
        folders = sorted({path.rpartition("/")[0] for path in self.files})
        papers = [Paper(path, len(raw), 0, False) for path, raw in self.files.items()]
        for folder in folders:
            if (self.context.root / folder).is_dir():
                papers += [
                    paper for paper in files_in(self.context.root, folder) if paper.path not in self.files
                ]
        files = records.Files(self.context.root, self._known, self.context.name, self.files)
        mine = {f"{self.context.name}/{path}" for path in self.files}
        self._loaded = records.load(files, papers)
        held = on(self._loaded.faults, self.context.today)
        return [fault for fault in held if fault.place.file in mine]

    def _at(self, path: str, fault: Fault, puts: Mapping[int, Put]) -> list[tuple[int, Spot]]:
        """The entry and the cell a fault speaks of; a fault in what was in the file before is one of every entry."""
        loc = _loc(yaml_reader.places(input_files.plain(self.files[path])), fault.place)
        for number, put in puts.items():
            if put.item is None or (loc and loc[0] == put.item):
                inner = loc if put.item is None else loc[1:]
                return [(number, self._cell(number, inner, fault))]
        return [(number, self._first(number)) for number, put in puts.items() if put.outcome != SAME]

    def _cell(self, number: int, loc: tuple[str | int, ...], fault: Fault) -> Spot:
        """The cell of a place in a record; of a missing field, its empty cell."""
        keys = tuple(step for step in loc if isinstance(step, str) and step != yaml_keys.KEY)
        where = self.entries[number][1].where
        if fault.code == "E101":
            filled = _filled(self.entries[number][1])
            empty = [path for path in where if f"缺少“{path[-1]}”" in fault.message and path not in filled]
            empty.sort(key=lambda path: (path[: len(keys)] != keys, len(path)))
            if empty:
                return where[empty[0]]
        while keys:
            found = [spot for path, spot in where.items() if path[: len(keys)] == keys]
            if found:
                return found[0]
            keys = keys[:-1]
        return self._first(number)

    def _first(self, number: int) -> Spot:
        entry = self.entries[number][1]
        return next(iter(entry.where.values()), (entry.row, 0))

    def _told(self, number: int, wrong: Wrong) -> None:
        found = self.wrong[self.entries[number][0]]
        if wrong not in found:
            found.append(wrong)


def _filled(entry: Entry) -> set[tuple[str, ...]]:
    return set(flat(dict(entry.value), columns(entry.kind)))


def _loc(places: Mapping[tuple[str | int, ...], tuple[int, int]], at: Place) -> tuple[str | int, ...]:
    """The value that stands at a place, or the nearest before it."""
    before = [
        (place, len(loc), loc) for loc, place in places.items() if place <= (at.line, at.column) and loc
    ]
    return max(before, key=lambda one: one[:2])[2] if before else ()


def write(root: Path, files: Mapping[str, bytes]) -> None:
    """Each file whole or not at all."""
    for path, raw in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}.new")
        fresh.write_bytes(raw)
        os.replace(fresh, target)
