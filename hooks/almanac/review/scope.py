"""What is read of an area for a proposal that touches many: what its rules and its numbers need, and no more.

Rules that judge a whole county (`round_numbers`, `as_planned`) are not asked then; a build asks them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from almanac.build.proposed import Proposed
from almanac.model.counting_rules import ALL_FILED, tally_row
from almanac.model.divisions import Level, level_of
from almanac.model.filings import BY_FILE, Activity, Filing, Piece, Tally
from almanac.parse.discovery import Paper, folder_of
from almanac.review.git import Change, History
from almanac.validate.awards import withdrawn
from almanac.validate.cross_record import references
from almanac.validate.plausibility import ALIKE, people

FORMER, JOINT, PHOTOS = "曾用地址", "联合", "照片"
CREWS = ("队", "团", "小组", "专家组")  # as `validate/plausibility.two_places` knows them
AWARDS, COVERAGE, TALLIES = "表彰.yml", "媒体.yml", "汇总.yml"

Shares = Mapping[tuple[str, str], Sequence[Change]]


class Touched(NamedTuple):
    """The touched files of one county, and what they said before and say now. folder: the county's; there: all files in it."""

    folder: str
    paths: frozenset[str]
    before: Sequence[Filing]
    now: Sequence[Filing]
    there: Sequence[str]

    @property
    def both(self) -> list[Filing]:
        return [*self.before, *self.now]

    @property
    def folders(self) -> set[str]:
        """The folders of the touched files and those above them, up to the county's."""
        return {
            "/".join(path.split("/")[:depth])
            for path in self.paths
            for depth in range(self.folder.count("/") + 1, path.count("/") + 1)
        }


def needed(
    records: Proposed, history: History, shares: Shares, before: Mapping[str, bytes]
) -> dict[tuple[str, str], list[Paper]]:
    """For each touched campaign of a county the files that are read; of cities and the province all are."""
    counties = {
        which: _touched(records, history, which, changes, before)
        for which, changes in shares.items()
        if level_of(which[0]) is Level.COUNTY
    }
    words = {word for touched in counties.values() for word in _words(touched)}
    folders = [f"{year}/{records.known.register.path(code)}" for code, year in counties]
    holding = history.holding(words, folders)
    return {which: records.some(_chosen(records, one, holding)) for which, one in counties.items()}


def _touched(
    records: Proposed,
    history: History,
    which: tuple[str, str],
    changes: Sequence[Change],
    before: Mapping[str, bytes],
) -> Touched:
    files = [change for change in changes if change.path.endswith(".yml") and not change.link]
    old = [f for c in files if c.path in before for f in records.filed(c.path, before[c.path])]
    new = [f for c in files if not c.gone and records.raw(c.path) for f in records.filed(c.path)]
    folder = f"{which[1]}/{records.known.register.path(which[0])}"
    there = history.below(folder)
    return Touched(folder, frozenset(change.path for change in changes), old, new, there)


def _chosen(records: Proposed, touched: Touched, holding: set[str]) -> set[str]:
    """All that is read of one county."""
    found = {*touched.paths, *(holding.intersection(touched.there))}
    for wanted in (_near, _of_the_day, _counted_together, _alike, _named, _of_a_kind):
        found.update(wanted(records, touched))
    return found


def _words(touched: Touched) -> Iterator[str]:
    """The words by which any other file may have to do with the touched ones."""
    known = {filing.id for filing in touched.before}
    pictures = {photo for f in touched.before if isinstance(f.record, Activity) for photo in f.record.photos}
    for filing in touched.now:
        record = filing.record
        if isinstance(record, Activity):
            if record.former_ids or filing.id not in known:
                yield FORMER
            if not pictures.issuperset(record.photos):
                yield PHOTOS
    for filing in touched.both:
        yield from withdrawn(filing.record)


def _near(records: Proposed, touched: Touched) -> Iterator[str]:
    """What lies beside the touched files, and what the associations above them have filed themselves."""
    folders = touched.folders | {
        f"{filing.year}/{records.known.register.path(code)}"
        for filing, record in _activities(touched.now)
        for code in (former.split("-")[1] for former in record.former_ids if former.count("-") > 1)
        if code in records.known.register
    }
    return (path for path in touched.there if path.rpartition("/")[0] in folders)


def _of_the_day(records: Proposed, touched: Touched) -> Iterator[str]:
    """What may be the same activity: below it on its day; elsewhere on that day what is joint or has one of its crews.

    The day is the one by which the file is called; a file without one may be of any.
    """
    wanted: dict[str, tuple[set[str], set[bytes]]] = {}  # by day: folders, words
    for filing, record in _activities(touched.both):
        if len(record.start.day) == 10:
            folders, words = wanted.setdefault(
                f"{record.start.day[5:7]}{record.start.day[8:]}", (set(), {JOINT.encode()})
            )
            folders.add(f"{filing.file.rpartition('/')[0]}/")
            crews = (*record.organisers, *record.supporters)
            words.update(crew.encode() for crew in crews if crew.endswith(CREWS))
    for day, (folders, words) in wanted.items():
        below = tuple(folders)
        for path in touched.there:
            name = path.rpartition("/")[2]
            if name in BY_FILE or (name[:4] != day and name[:4].isdigit()):
                continue
            if path.startswith(below) or _holds(records.raw(path), words):
                yield path


def _holds(raw: bytes, words: Iterable[bytes]) -> bool:
    return any(word in raw for word in words)


def _counted_together(records: Proposed, touched: Touched) -> Iterator[str]:
    """What a tally is held against: of its level all that is at or below it, and the tallies there.

    A tally that stays as it was matters where an activity of its level or another tally is touched.
    """
    paths = {path for folder in touched.folders if (path := f"{folder}/{TALLIES}") in touched.there}
    rows = {level_of(filing.code).slug for filing, _ in _activities(touched.both)}
    beside = [filing for path in sorted(paths) for filing in records.filed(path)]
    again = any(isinstance(filing.record, Tally) for filing in touched.both)
    for filing in (*touched.both, *beside):
        tally = filing.record
        if not isinstance(tally, Tally) or ALL_FILED in tally.excludes:
            continue
        row = tally_row(tally, filing.code)
        if again or (row in rows and tally.zero != "是"):
            folder = filing.file.rpartition("/")[0]
            for path in touched.there:
                if path.startswith(f"{folder}/") and (_row(records, path) == row or path.endswith(TALLIES)):
                    yield path


def _row(records: Proposed, path: str) -> str:
    """The row of the table that a file's association stands in."""
    register = records.known.register
    return level_of(register.at(folder_of(path)) or register.root).slug


def _alike(records: Proposed, touched: Touched) -> Iterator[str]:
    """A town in which so many files have the number of a touched village that all may be filled in alike."""
    for filing, record in _activities(touched.now):
        number = people(record)
        if number is None or number.mark or level_of(filing.code) is not Level.VILLAGE:
            continue
        town = filing.file.rsplit("/", 2)[0]
        files = [path for path in touched.there if path.rsplit("/", 2)[0] == town]
        said = str(number.value).encode()
        if sum(said in records.raw(path) for path in files) >= ALIKE:
            yield from files


def _named(records: Proposed, touched: Touched) -> Iterator[str]:
    """The files of activities that pieces, awards and the like name; where an activity is gone, all that may name it."""
    names = {
        f"{text.partition('#')[0].rpartition('/')[2].removesuffix('.yml')}.yml"
        for filing in touched.both
        for _, text in references(filing.record)
    }
    standing = {filing.id for filing in touched.now}
    if any(filing.id not in standing for filing, _ in _activities(touched.before)):
        names |= set(BY_FILE)
    return (path for path in touched.there if path.rpartition("/")[2] in names)


def _of_a_kind(records: Proposed, touched: Touched) -> Iterator[str]:
    """Pieces with pieces; rolls always, for a name that somebody has withdrawn stands nowhere."""
    kinds = [AWARDS]
    if any(isinstance(filing.record, Piece) for filing in touched.both):
        kinds.append(COVERAGE)
    return (path for path in touched.there if path.endswith(tuple(f"/{kind}" for kind in kinds)))


def _activities(filings: Iterable[Filing]) -> Iterator[tuple[Filing, Activity]]:
    for filing in filings:
        if isinstance(filing.record, Activity):
            yield filing, filing.record
