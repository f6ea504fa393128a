"""The shares that a proposal touches, each read once more, counted before and after, and compared."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from almanac import validate
from almanac.load import records
from almanac.load.records import Files
from almanac.model.day import Day
from almanac.model.diagnostics import Fault, is_error, on
from almanac.model.divisions import Level, level_of
from almanac.model.filings import Activity, Filing
from almanac.parse import encoding
from almanac.parse.discovery import Paper, files_in, folder_of, share_at, walk
from almanac.parse.input_files import content, is_plain
from almanac.review import changes as review_changes
from almanac.review import published
from almanac.review.changes import Cell, Row
from almanac.review.git import Change, History
from almanac.statistics import aggregation, media, tally_check
from almanac.validate import personal_data
from almanac.views.activities import Entry, entries, order

FEW = 4  # up to so many shares are weighed in one process
COVERAGE = "/媒体.yml"


class Weighed(NamedTuple):
    """What one campaign of one share brings to the proposal; gone, there: its published activities, and those now."""

    faults: list[Fault]
    rows: list[Row]
    cells: list[Cell]
    gone: dict[str, Filing]
    there: list[Filing]


class Scales:
    """What all shares of one proposal are weighed with."""

    def __init__(
        self, files: Files, history: History, changes: Sequence[Change], workers: int, today: Day
    ) -> None:
        self.files, self.workers, self.today = files, workers, today
        register = files.known.register
        old = history.held(
            (change.before for change in changes if change.path.endswith(".yml")), encoding.LARGEST
        )
        self.before = {c.path: old[c.before] for c in changes if c.before in old}
        self.shares: dict[tuple[str, str], list[Change]] = {}
        for change in changes:
            code = share_at(folder_of(change.path), register)
            self.shares.setdefault((code, change.path[:4]), []).append(change)
        self.elsewhere = self._elsewhere(changes)
        self.above: dict[tuple[str, str], list[Entry]] = {}

    def all(self) -> list[Weighed]:
        """Every share, by several processes where there are many."""
        wanted = sorted(self.shares)
        if len(wanted) <= FEW or self.workers < 2 or sys.platform in ("win32", "darwin"):
            return [self.share(*one) for one in wanted]
        for code, year in wanted:
            self._above(code, year)
        forked = multiprocessing.get_context("fork")
        with forked.Pool(min(self.workers, len(wanted)), _take_up, (self,)) as pool:
            return pool.starmap(_share, wanted, chunksize=1)

    def share(self, code: str, year: str) -> Weighed:
        """One campaign of one share."""
        files, touched = self.files, self.shares[code, year]
        paths = {change.path for change in touched}
        loaded = records.load(files, papers(files, code, year, touched), only=paths)
        rest = [filing for filing in loaded.filings if filing.file not in paths]
        new = [filing for filing in loaded.filings if filing.file in paths]
        old = [
            f for path in sorted(paths & self.before.keys()) for f in files.as_filed(path, self.before[path])
        ]
        shown = {f"{files.name}/{path}" for path in paths}
        held = on(loaded.faults, self.today)
        faults = [fault for fault in held if is_error(fault) or fault.place.file in shown]
        faults = sorted({*faults, *self._private(touched), *self._unannounced(old, new)})
        bad = {f.place.file.removeprefix(f"{files.name}/") for f in faults if is_error(f)}
        shy = {f.place.file.removeprefix(f"{files.name}/") for f in faults if f.code[1] == "3"}
        rows = list(
            review_changes.rows([f for f in old if f.file not in bad or f.file in shy], new, frozenset(shy))
        )
        listed = self._entries(rest)
        found = self._counted(code, int(year), [*rest, *new], [*listed, *self._entries(new)])
        earlier = self._counted(code, int(year), [*rest, *old], [*listed, *self._entries(old)])
        cells = self._cells(code, int(year), earlier, found)
        if code in found.nodes:
            faults += (
                tally_check.tally_faults(files.root, files.name, found.tallied())
                if level_of(code) is Level.COUNTY
                else []
            )
        faults += self._alike(code, year, new, listed)
        published_before = {f.id: f for f in old if isinstance(f.record, Activity)}
        return Weighed(
            faults, rows, cells, published_before, [f for f in new if isinstance(f.record, Activity)]
        )

    def _private(self, touched: Iterable[Change]) -> Iterator[Fault]:
        """Personal data in files, also where something else forbids to read the file as a record."""
        for change in touched:
            if change.gone:
                continue
            shown = f"{self.files.name}/{change.path}"
            if change.path.endswith(".yml") and is_plain(self.files.root, change.path):
                raw = content(self.files.root, change.path, encoding.LARGEST)
                yield from personal_data.faults(shown, raw.decode("utf-8", "replace"))

    def _unannounced(self, old: Iterable[Filing], new: Iterable[Filing]) -> Iterator[Fault]:
        before = {filing.id: filing for filing in old if isinstance(filing.record, Activity)}
        for filing in new:
            if filing.id in before:
                for finding in published.unannounced(before[filing.id], filing):
                    yield records.placed(self.files, filing, finding)

    # -------------------------------------------------- counting

    def _entries(self, filings: Iterable[Filing]) -> list[Entry]:
        known = self.files.known
        return list(entries(filings, known.notices, known.register))

    def _counted(
        self, code: str, year: int, filings: Sequence[Filing], listed: Sequence[Entry]
    ) -> aggregation.Reckoning:
        found = aggregation.reckonings(code, listed, (), filings, self.files.known, self.elsewhere)
        return found.get(year) or aggregation.nothing(code)

    def _cells(
        self, code: str, year: int, before: aggregation.Reckoning, after: aggregation.Reckoning
    ) -> list[Cell]:
        notice = self.files.known.notices.get(year)
        if notice is None:
            return []
        old, new = (
            node.sums() if level_of(code) is Level.COUNTY else node.own_sums()
            for node in (before.nodes[code], after.nodes[code])
        )
        return list(review_changes.cells(code, old, new, review_changes.cell_names(notice)))

    def _elsewhere(self, changes: Iterable[Change]) -> dict[str, tuple[str, str]]:
        """Pieces that are the same as another that counts; asked for only where a list of pieces has changed."""
        told: list[media.Publication] = []
        for year in sorted({c.path[:4] for c in changes if c.path.endswith(COVERAGE) and not c.gone}):
            for paper in walk(self.files.root, year):
                if paper.path.endswith(COVERAGE) and not paper.link:
                    told += media.publications(self.files.as_filed(paper.path), self.files.known.notices)
        return media.counted_elsewhere(told)

    # -------------------------------------------------- likely doubles

    def _alike(self, code: str, year: str, new: Sequence[Filing], listed: Sequence[Entry]) -> Iterator[Fault]:
        proposed = self._entries(new)
        if not proposed:
            return
        around = [*self._above(code, year), *self._entries(self._below(code, year, proposed))]
        others = sorted([*listed, *proposed, *around], key=order)
        filed = {filing.id: filing for filing in new}
        for event in proposed:
            for other, why in review_changes.alike(event, others):
                whose = self.files.known.register[other.code].title
                partner = self.files.known.register.path(other.code) or whose.removesuffix("计生协")
                message = f"可能与{whose}的“{other.name}”是同一场（{why}）；是同一场的只由牵头的报，另一家写进“联合”"
                finding = validate.Finding(("名称",), "W295", message, f"联合: [{partner}]")
                yield records.placed(self.files, filed[event.id], finding)

    def _above(self, code: str, year: str) -> list[Entry]:
        """What the city and the province themselves have filed."""
        register, found = self.files.known.register, list[Entry]()
        for unit in register.line(code)[:-1]:
            if (unit.code, year) not in self.above:
                those = papers(self.files, unit.code, year, ())
                self.above[unit.code, year] = self._entries(_read(self.files, those))
            found += self.above[unit.code, year]
        return found

    def _below(self, code: str, year: str, proposed: Sequence[Entry]) -> Iterator[Filing]:
        """What associations below a city or the province have filed for the same days, by the names of their files."""
        if level_of(code) is Level.COUNTY:
            return
        days = tuple({f"{event.day[5:7]}{event.day[8:]}" for event in proposed if event.day})
        folder = f"{year}/{self.files.known.register.path(code)}".rstrip("/")
        papers = [
            p for p in walk(self.files.root, folder) if p.path.rpartition("/")[2].startswith(days or ("-",))
        ]
        yield from _read(
            self.files, (paper for paper in papers if paper.path.count("/") > folder.count("/") + 1)
        )


def _read(files: Files, papers: Iterable[Paper]) -> Iterator[Filing]:
    for paper in papers:
        if paper.path.endswith(".yml") and not paper.link:
            yield from files.as_filed(paper.path)


def papers(files: Files, code: str, year: str, changes: Iterable[Change]) -> list[Paper]:
    """The files of one share for one campaign, those in folders that nobody knows only where they are changed."""
    folder = f"{year}/{files.known.register.path(code)}".rstrip("/")
    found: dict[str, Paper] = {}
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        listed = walk(files.root, folder) if level_of(code) is Level.COUNTY else files_in(files.root, folder)
        found = {paper.path: paper for paper in listed}
    for change in changes:
        if not change.gone and change.path not in found and os.path.lexists(files.root / change.path):
            found[change.path] = Paper(change.path, 0, 0, not is_plain(files.root, change.path))
    return [found[path] for path in sorted(found)]


_scales: Scales  # in a helper: what it was forked with, so that nothing large is handed over


def _take_up(scales: Scales) -> None:
    global _scales
    _scales = scales


def _share(code: str, year: str) -> Weighed:
    return _scales.share(code, year)
