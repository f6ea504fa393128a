"""What is read of an area for a proposal that touches many: what its rules and its numbers need, and no more.

Rules that judge a whole county (`round_numbers`, `as_planned`) are not asked then; a build asks them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from almanac.build.proposed import Proposed
from almanac.model.counting_rules import ALL_FILED
from almanac.model.divisions import Level, level_of
from almanac.model.filings import BY_FILE, Activity, Award, Filing, Tally
from almanac.parse.discovery import Paper
from almanac.review.git import Change, History
from almanac.validate.awards import withdrawn
from almanac.validate.cross_record import references

FORMER, JOINT, PHOTOS, WITHDRAWN = "曾用地址", "联合", "照片", "撤回"
CREWS = ("队", "团", "小组", "专家组")  # as `validate/plausibility.two_places` knows them
TALLY = "/汇总.yml"

Shares = Mapping[tuple[str, str], Sequence[Change]]


def needed(
    records: Proposed, history: History, shares: Shares, before: Mapping[str, bytes]
) -> dict[tuple[str, str], list[Paper]]:
    """For each touched campaign of a county the files that are read; of cities and the province all are."""
    those = {which: touched for which, touched in shares.items() if level_of(which[0]) is Level.COUNTY}
    folders = {which: f"{which[1]}/{records.known.register.path(which[0])}" for which in those}
    proposed = {which: list(_proposed(records, touched, before)) for which, touched in those.items()}
    words = {word for filings in proposed.values() for word in _words(filings)}
    holding = history.holding(words, folders.values())
    return {
        which: records.some(
            _chosen(records, proposed[which], touched, history.below(folders[which]), holding)
        )
        for which, touched in those.items()
    }


def _proposed(records: Proposed, touched: Iterable[Change], before: Mapping[str, bytes]) -> Iterator[Filing]:
    """What the touched files say now, and said before."""
    for change in touched:
        if change.path.endswith(".yml") and not change.link:
            if change.path in before:
                yield from records.filed(change.path, before[change.path])
            if not change.gone and records.raw(change.path):
                yield from records.filed(change.path)


def _words(filings: Iterable[Filing]) -> Iterator[str]:
    """The words by which other files have to do with these."""
    yield from (FORMER, WITHDRAWN)
    for filing in filings:
        record = filing.record
        if isinstance(record, Activity):
            yield JOINT
            yield from (each for each in (*record.organisers, *record.supporters) if each.endswith(CREWS))
            if record.photos:
                yield PHOTOS
        elif isinstance(record, Award):
            yield from withdrawn(record)


def _chosen(
    records: Proposed,
    filings: Sequence[Filing],
    touched: Sequence[Change],
    there: Sequence[str],
    holding: Collection[str],
) -> set[str]:
    """Of the files of a county those that are read: in the folders of what is touched and of what stands above it, in
    the same town, of the same days below it, whatever is no activity, and what holds the words."""
    paths = {change.path for change in touched}
    lines = {"/".join(path.split("/")[:depth]) for path in paths for depth in range(3, path.count("/") + 1)}
    towns = tuple(f"{line}/" for line in lines if line.count("/") == 3)
    below = (*towns, *(f"{folder}/" for folder in _tallied(records, filings, lines, there)))
    days, named = tuple(_days(filings)), set(_named(filings))
    found = set(paths)
    for path in there:
        folder, _, name = path.rpartition("/")
        near = folder in lines or path.startswith(below) or (days and name.startswith(days))
        if near or path in holding or name in BY_FILE or name in named:
            found.add(path)
    return found


def _days(filings: Iterable[Filing]) -> Iterator[str]:
    """The days of a county's own activities, as names of files begin with them."""
    for filing in filings:
        record = filing.record
        if isinstance(record, Activity) and record.start.day and level_of(filing.code) is Level.COUNTY:
            yield f"{record.start.day[5:7]}{record.start.day[8:]}"


def _named(filings: Iterable[Filing]) -> Iterator[str]:
    """The files of activities that pieces, awards and the like name."""
    for filing in filings:
        for _, text in references(filing.record):
            yield f"{text.partition('#')[0].rpartition('/')[2].removesuffix('.yml')}.yml"


def _tallied(
    records: Proposed, filings: Iterable[Filing], lines: Iterable[str], there: Iterable[str]
) -> Iterator[str]:
    """The folders of whose tallies it matters what else is filed at or below them."""
    standing = set(there)
    paths = [f"{line}{TALLY}" for line in lines if f"{line}{TALLY}" in standing]
    for filing in (*filings, *(filing for path in paths for filing in records.filed(path))):
        tally = filing.record
        if isinstance(tally, Tally) and tally.zero != "是" and ALL_FILED not in tally.excludes:
            yield filing.file.rpartition("/")[0]
