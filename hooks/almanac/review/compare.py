"""The shares that a proposal touches, each read once more, counted before and after, and compared."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from almanac.build.executors import end_with_parent
from almanac.build.proposed import Proposed
from almanac.model.day import Day
from almanac.model.diagnostics import Fault, in_order, is_error, is_private, on
from almanac.model.divisions import Level, level_of
from almanac.model.filings import Activity, Filing
from almanac.parse import encoding
from almanac.parse.discovery import Paper, folder_of, share_at, walk
from almanac.parse.input_files import content, is_plain, plain
from almanac.review import changes as review_changes
from almanac.review import published, scope
from almanac.review.changes import Cell, Row
from almanac.review.git import Change, History
from almanac.statistics import aggregation, media, tally_check
from almanac.statistics.counting import Said
from almanac.validate import personal_data, questions
from almanac.views import doubles
from almanac.views.activities import Entry, entries, order

FEW = 4  # up to so many shares are read whole; of more what their rules need, and only differences are told
MANY = 30  # up to so many are weighed in one process
COVERAGE, TALLIES = "/媒体.yml", "/汇总.yml"


class Weighed(NamedTuple):
    """What one campaign of one share brings to the proposal; gone, there: its published activities, and those now;
    refused: the touched files whose change has no effect; outgrown: untouched tallies that are too small now and were
    not before, each with the touched files that are filed of it."""

    faults: list[Fault]
    rows: list[Row]
    cells: list[Cell]
    gone: dict[str, Filing]
    there: list[Filing]
    refused: frozenset[str]
    outgrown: dict[str, frozenset[str]]


class Scales:
    """What all shares of one proposal are weighed with."""

    def __init__(
        self, records: Proposed, history: History, changes: Sequence[Change], workers: int, today: Day
    ) -> None:
        self.records, self.history, self.workers, self.today = records, history, workers, today
        register = records.known.register
        yaml = [change for change in changes if change.path.endswith(".yml")]
        old = history.held((change.before for change in yaml), encoding.LARGEST)
        self.before = {c.path: old[c.before] for c in changes if c.before in old}
        self.shares: dict[tuple[str, str], list[Change]] = {}
        for change in changes:
            code = share_at(folder_of(change.path), register)
            self.shares.setdefault((code, change.path[:4]), []).append(change)
        self.elsewhere = self._elsewhere(changes)
        self.above: dict[tuple[str, str], list[Entry]] = {}
        self.needed: dict[tuple[str, str], list[Paper]] = {}

    def all(self) -> list[Weighed]:
        """Every share."""
        wanted = sorted(self.shares)
        if len(wanted) > FEW:
            self.needed = scope.needed(self.records, self.history, self.shares, self.before)
        return self._weighed([(*which, frozenset()) for which in wanted])

    def again(self, found: Sequence[Weighed], refused: Collection[str]) -> list[Weighed]:
        """The same where all that is refused, also for what another share says, is known; few are weighed once more."""
        paths = [{change.path for change in self.shares[which]} for which in sorted(self.shares)]
        more = [part.refused | (those & set(refused)) for part, those in zip(found, paths, strict=True)]
        pairs = list(zip(sorted(self.shares), found, more, strict=True))
        wanted = [(*which, held) for which, part, held in pairs if held != part.refused]
        anew = iter(self._weighed(wanted))
        return [next(anew) if held != part.refused else part for _, part, held in pairs]

    def _weighed(self, wanted: Sequence[tuple[str, str, frozenset[str]]]) -> list[Weighed]:
        """Some shares, by several processes where there are many."""
        if len(wanted) <= MANY or self.workers < 2 or sys.platform in ("win32", "darwin"):
            return [self.share(*one) for one in wanted]
        for code, year, _ in wanted:
            self._above(code, year)
        import multiprocessing

        forked = multiprocessing.get_context("fork")
        with forked.Pool(min(self.workers, len(wanted)), _take_up, (self,)) as pool:
            return pool.starmap(_share, wanted, chunksize=1)

    def share(self, code: str, year: str, refused: frozenset[str]) -> Weighed:
        """One campaign of one share; refused: what of it has no effect for what is wrong elsewhere."""
        records, touched = self.records, self.shares[code, year]
        paths = {change.path for change in touched}
        there = [change.path for change in touched if not change.gone]
        papers = self.needed.get((code, year)) or records.papers(code, year, there)
        loaded = records.loaded(papers, paths)
        rest = [filing for filing in loaded.filings if filing.file not in paths]
        new = [filing for filing in loaded.filings if filing.file in paths]
        old = [
            f for path in sorted(paths & self.before.keys()) for f in records.filed(path, self.before[path])
        ]
        shown = {f"{records.name}/{path}" for path in paths}
        held = on(loaded.faults, self.today)
        faults = [fault for fault in held if is_error(fault) or fault.place.file in shown]
        faults = in_order([*faults, *self._private(touched), *self._unannounced(old, new)])
        bad = refused | {f.place.file.removeprefix(f"{records.name}/") for f in faults if is_error(f)} & paths
        shy = {f.place.file.removeprefix(f"{records.name}/") for f in faults if is_private(f)}
        listed = self._entries(rest)
        cells, wrong, outgrown = self._counted((code, year), rest, listed, old, _passing(old, new, bad))
        mute = (bad & set(there)) - {filing.file for filing in new}
        rows = [
            *review_changes.rows(old, new, bad, frozenset(shy), mute),
            *self._unread(mute, shy),
        ]
        return Weighed(
            [*faults, *wrong, *self._alike(code, year, new, listed)],
            sorted(rows, key=lambda row: row.file),
            cells,
            {f.id: f for f in old if isinstance(f.record, Activity)},
            [f for f in new if isinstance(f.record, Activity)],
            frozenset(bad),
            {tally.file: self._filed_of(tally, paths) for tally in outgrown if tally.file not in paths},
        )

    def _unread(self, mute: Iterable[str], shy: Collection[str]) -> Iterator[Row]:
        """Files with errors of which no record could be made: what stands otherwise in them, line by line."""
        places = personal_data.places(self.records.known.register)
        for path in sorted(mute):
            code, before = share_at(folder_of(path), self.records.known.register), self.before.get(path)
            old = personal_data.faults(path, plain(before or b""), places)
            quiet = path in shy or any(map(is_error, old))
            yield review_changes.unread(path, code, before, self.records.raw(path), quiet)

    def _private(self, touched: Iterable[Change]) -> Iterator[Fault]:
        """Personal data in files, also where something else forbids to read the file as a record."""
        places = personal_data.places(self.records.known.register)
        for change in touched:
            if change.gone:
                continue
            shown = f"{self.records.name}/{change.path}"
            if change.path.endswith(".yml") and is_plain(self.records.root, change.path):
                raw = content(self.records.root, change.path, encoding.LARGEST)
                yield from filter(is_error, personal_data.faults(shown, plain(raw), places))

    def _unannounced(self, old: Iterable[Filing], new: Iterable[Filing]) -> Iterator[Fault]:
        before = {filing.id: filing for filing in old if isinstance(filing.record, Activity)}
        for filing in new:
            if filing.id in before:
                for finding in published.unannounced(before[filing.id], filing):
                    yield self.records.placed(filing, finding)

    # -------------------------------------------------- counting

    def _entries(self, filings: Iterable[Filing]) -> list[Entry]:
        known = self.records.known
        return list(entries(filings, known.notices, known.register))

    def _counted(
        self,
        which: tuple[str, str],
        rest: Sequence[Filing],
        listed: Sequence[Entry],
        old: Sequence[Filing],
        new: Sequence[Filing],
    ) -> tuple[list[Cell], list[Fault], list[Said]]:
        """The numbers that change, tallies that are less than what is filed of them, and those that were not before."""
        code, year = which
        notice = self.records.known.notices.get(int(year))
        before, after = (
            self._reckoned(code, int(year), [*rest, *those], [*listed, *self._entries(those)])
            for those in (old, new)
        )
        county = level_of(code) is Level.COUNTY
        sums = [
            node.sums() if county else node.own_sums() for node in (before.nodes[code], after.nodes[code])
        ]
        names = review_changes.cell_names(notice) if notice else {}
        found = list(review_changes.cells(code, sums[0], sums[1], names, whole=which not in self.needed))
        if not county:
            return found, [], []
        short = {(one.tally, one.cell) for one in before.tallied() if one.refuted}
        outgrown = [
            one.tally for one in after.tallied() if one.refuted and (one.tally, one.cell) not in short
        ]
        return (
            found,
            tally_check.tally_faults(self.records.root, self.records.name, after.tallied()),
            outgrown,
        )

    def _reckoned(
        self, code: str, year: int, filings: Sequence[Filing], listed: Sequence[Entry]
    ) -> aggregation.Reckoning:
        found = aggregation.reckonings(code, listed, (), filings, self.records.known, self.elsewhere)
        return found.get(year) or aggregation.nothing(code)

    def _elsewhere(self, changes: Iterable[Change]) -> dict[str, media.Elsewhere]:
        """Pieces that are the same as another that counts; asked for only where a list of pieces has changed."""
        told: list[media.Publication] = []
        for year in sorted({c.path[:4] for c in changes if c.path.endswith(COVERAGE) and not c.gone}):
            for paper in walk(self.records.root, year):
                if paper.path.endswith(COVERAGE) and not paper.link:
                    told += media.publications(self.records.filed(paper.path), self.records.known.notices)
        return media.counted_elsewhere(told)

    def _filed_of(self, tally: Said, paths: Iterable[str]) -> frozenset[str]:
        """Of some files those that a tally adds up: of its level, at or below its association, and tallies there."""
        folder, register = f"{tally.file.rpartition('/')[0]}/", self.records.known.register
        return frozenset(
            path
            for path in paths
            if path.startswith(folder)
            and (
                path.endswith(TALLIES)
                or level_of(register.at(folder_of(path)) or register.root).slug == tally.row
            )
        )

    # -------------------------------------------------- likely doubles

    def _alike(self, code: str, year: str, new: Sequence[Filing], listed: Sequence[Entry]) -> Iterator[Fault]:
        proposed = self._entries(new)
        if not proposed:
            return
        around = [*self._above(code, year), *self._entries(self._below(code, year, proposed))]
        others = sorted([*listed, *proposed, *around], key=order)
        filed = {filing.id: filing for filing in new}
        for event in proposed:
            for other, why in doubles.alike(event, others):
                asked = doubles.question(other, why, self.records.known.register)
                finding = questions.asked(filed[event.id].record, asked)
                if finding is not None:
                    yield self.records.placed(filed[event.id], finding)

    def _above(self, code: str, year: str) -> list[Entry]:
        """What the city and the province themselves have filed."""
        register, found = self.records.known.register, list[Entry]()
        for unit in register.line(code)[:-1]:
            if (unit.code, year) not in self.above:
                those = self.records.all_filed(self.records.papers(unit.code, year))
                self.above[unit.code, year] = self._entries(those)
            found += self.above[unit.code, year]
        return found

    def _below(self, code: str, year: str, proposed: Sequence[Entry]) -> Sequence[Filing]:
        """What associations below a city or the province have filed for the same days, by the names of their files."""
        if level_of(code) is Level.COUNTY:
            return ()
        days = tuple({f"{event.day[5:7]}{event.day[8:]}" for event in proposed if event.day})
        folder = f"{year}/{self.records.known.register.path(code)}".rstrip("/")
        papers = (
            p for p in walk(self.records.root, folder) if p.path.rpartition("/")[2].startswith(days or ("-",))
        )
        return self.records.all_filed(p for p in papers if p.path.count("/") > folder.count("/") + 1)


def _passing(old: Sequence[Filing], new: Sequence[Filing], bad: Collection[str]) -> list[Filing]:
    """What would count: a refused change cannot be merged, so what stands of its file now stays."""
    return [*(f for f in new if f.file not in bad), *(f for f in old if f.file in bad)]


_scales: Scales  # in a helper: what it was forked with, so that nothing large is handed over


def _take_up(scales: Scales) -> None:
    global _scales
    _scales = scales
    end_with_parent()


def _share(code: str, year: str, refused: frozenset[str]) -> Weighed:
    return _scales.share(code, year, refused)
