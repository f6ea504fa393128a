"""What a build is asked, what one share is made from, and what became of it."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from almanac.build.desk import Manifest, digest
from almanac.model.day import Day
from almanac.model.diagnostics import Fault, Place, is_error
from almanac.publish.local import Write

if TYPE_CHECKING:  # a build with nothing to do loads none of these
    from almanac.model.filings import Filing
    from almanac.statistics.aggregation import Reckoning
    from almanac.statistics.revisions import Changed
    from almanac.views.activities import Entry

# What the province makes besides its pages, in parts so that each is made by a free hand, and only when it must be.
DAYS, TABLES, NAMES, ROLLS, GUIDE = "+days", "+tables", "+names", "+rolls", "+guide"
PRESS, RELEASE = "+press", "+release-"  # the list of releases, and each of them: `+release-dayao-yizhen`
SUMS, WEEK = "+sums", "+week"  # what a city, too, makes apart: its tables, its digest of the week
FREE = (DAYS, NAMES, GUIDE)  # made by the last hand, which has the fewest counties


def due(moved: bool, rows: bool, rolls: bool, words: bool, anew: bool) -> list[str]:
    """The parts of the province's to make: where its lists, any share's lines of the data, awards or words changed."""
    found = (
        ("", moved),
        (DAYS, moved),
        (TABLES, rows),
        (ROLLS, rolls),
        (GUIDE, words),
        (NAMES, anew),
        (PRESS, anew),
    )
    return [part for part, needed in found if needed]


class Job(NamedTuple):
    """What one build is asked: the project, the records folder and how it is shown, the site, the day, the year.

    compress: whether packed forms of texts are put beside them; withdrawn: names withdrawn elsewhere than in these records.
    """

    project: Path
    records: Path
    site: Path
    today: str
    year: int | None
    workers: int
    set_aside: bool
    compress: bool = False
    withdrawn: tuple[str, ...] = ()

    @property
    def day(self) -> Day:
        """The day, to be asked; each time one of its own."""
        return Day(self.today)

    @property
    def cache(self) -> Path:
        """Where photos that were drawn are kept between builds."""
        return self.project / ".build" / "photos"

    @property
    def name(self) -> str:
        """The records folder as messages show it: below the project if it is there, else as given."""
        try:
            return self.records.resolve().relative_to(self.project.resolve()).as_posix()
        except ValueError:
            return self.records.as_posix()


def fault(parts: Sequence[Any]) -> Fault:
    """A fault as it was kept."""
    return Fault(Place(*parts[:3]), *parts[3:])


class Outcome(NamedTuple):
    """How a build ended: the faults; the site's files in all, written and taken away; whether it was published."""

    faults: list[Fault]
    files: int
    written: int
    gone: int
    published: bool
    aside: list[str]


class Read(NamedTuple):
    """What came of reading a share: its faults, files set aside, and under which names the rest of it is kept.

    province, city: the entries that these name however many there are, and what they only count of it by period (the
    city names those of the province, too); others: all other entries; rows: its lines of the open data, by table;
    words: what it enters in the guide of the search; sums: what it brings to the official table; awards: all of them;
    service: what was done for people, as sums; weeks: what digests of the week tell of it.
    """

    faults: list[Any]
    aside: list[str]
    province: str
    city: str
    others: str
    rows: str
    words: str
    sums: str
    awards: str
    service: str
    weeks: str

    @property
    def errors(self) -> bool:
        """Whether any of the faults forbids to publish."""
        return any(is_error(fault(parts)) for parts in self.faults)

    @property
    def counted(self) -> tuple[object, ...]:
        """What the tables above show of it, and the staff pages beside them."""
        return self.sums, self.aside, [parts for parts in self.faults if parts[3].startswith("W4")]

    @property
    def recent(self) -> tuple[object, ...]:
        """What the digests of the week above it show."""
        return self.weeks, self.aside


def below(read: dict[str, Read], code: str) -> dict[str, Read]:
    """The shares at or below one."""
    return {each: one for each, one in read.items() if each.startswith(code)}


class Reach(NamedTuple):
    """What one share's records have to do with others: joint activities, each with a partner's share; media mentions;
    the published pieces it has filed, each with the association that filed it; ties to activities; names that were
    withdrawn, which no share may show; names that the press may not print, each with the association, the award and
    whether it once might."""

    joined: list[tuple[str, tuple[Any, ...]]]
    mentions: list[tuple[Any, ...]]
    pieces: list[tuple[str, str]]
    ties: list[tuple[Any, ...]]
    withdrawn: list[str]
    unprinted: list[tuple[str, str, str, bool]]


class Incoming(NamedTuple):
    """What all shares, itself too, have said that one share must show.

    elsewhere: pieces filed here that another association counts, with its code.
    """

    joined: list[tuple[Any, ...]]
    mentions: list[tuple[Any, ...]]
    ties: list[tuple[Any, ...]]
    elsewhere: dict[str, str]

    @property
    def mark(self) -> bytes:
        """A digest by which a change is seen."""
        return digest(marshal.dumps(tuple(self), 2))


class Order(NamedTuple):
    """One share, or one part of the province's, to make: what comes from other shares, and under which name the
    manifest of what stands in the site is kept; below: of a city or the province, all shares at or below it;
    elsewhere: pieces filed here that another association counts, with its code."""

    code: str
    part: str
    incoming: Incoming
    below: dict[str, Read]
    manifest: str | None

    @property
    def key(self) -> str:
        """Under which its manifest is kept."""
        return self.code + self.part


class Done(NamedTuple):
    """What became of one share: the digests of all its files, the changed bytes if the caller is to write them, the
    paths that are changed (the new ones among them again) and those that are gone; campaigns it names in full."""

    manifest: Manifest
    data: dict[str, bytes]
    changed: list[str]
    new: list[str]
    gone: list[str]
    whole: list[int]


class Late(NamedTuple):
    """A file that is only made where its mark is another than that of what stands in the site."""

    mark: bytes
    make: Callable[[], bytes]


def compared(files: Mapping[str, bytes | Late], old: Manifest, write: Write | None) -> Done:
    """Hold a share's files against what stands in the site; `write` puts what changed where it belongs."""
    manifest = {path: made.mark if isinstance(made, Late) else digest(made) for path, made in files.items()}
    changed = [path for path, mark in manifest.items() if old.get(path) != mark]
    gone = [path for path in old if path not in manifest]
    data = {path: _bytes(files[path]) for path in changed}
    if write:
        write(data, gone)
        data = {}
    return Done(manifest, data, changed, [path for path in changed if path not in old], gone, [])


def _bytes(made: bytes | Late) -> bytes:
    return made.make() if isinstance(made, Late) else made


class Parts(NamedTuple):
    """What was filed in a share, as lists show it, as it is counted by campaign, and what changed since a seal."""

    filings: tuple[Filing, ...]
    entries: list[Entry]
    reckonings: dict[int, Reckoning]
    changed: dict[int, list[Changed]]
