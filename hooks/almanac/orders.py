"""What a build is asked, what one share is made from, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from almanac.desk import Manifest, digest
from almanac.faults import Fault, Place, is_error
from almanac.publishing import Write

if TYPE_CHECKING:  # a build with nothing to do loads none of these
    from almanac.records import Filing
    from almanac.views.calendar import Entry
    from almanac.views.reckoning import Reckoning
    from almanac.views.sealed import Changed

# What the province makes besides its pages, in parts so that each is made by a free hand, and only when it must be.
DAYS, TABLES, NAMES = "+days", "+tables", "+names"
SUMS = "+sums"  # what a city, too, makes apart: its tables


class Job(NamedTuple):
    """What one build is asked: the project, the records folder and how it is shown, the site, the day, the year."""

    project: Path
    records: Path
    site: Path
    today: str
    year: int | None
    workers: int
    set_aside: bool

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
    sums: what it brings to the official table.
    """

    faults: list[Any]
    aside: list[str]
    province: str
    city: str
    others: str
    rows: str
    sums: str

    @property
    def errors(self) -> bool:
        """Whether any of the faults forbids to publish."""
        return any(is_error(fault(parts)) for parts in self.faults)


class Reach(NamedTuple):
    """What one share's records have to do with others: joint activities, each with a partner's share; media mentions;
    the published pieces it has filed, each with the association that filed it; the honoured whom the press may not
    name, each with the award."""

    joined: list[tuple[str, tuple[Any, ...]]]
    mentions: list[tuple[Any, ...]]
    pieces: list[tuple[str, str]]
    unnamed: list[tuple[str, str]]


class Order(NamedTuple):
    """One share, or one part of the province's, to make: what comes from other shares, and under which name the
    manifest of what stands in the site is kept; below: of a city or the province, all shares at or below it;
    elsewhere: pieces filed here that another association counts, with its code; barred: releases that name someone
    whom they may not."""

    code: str
    part: str
    joined: list[tuple[Any, ...]]
    mentions: list[tuple[Any, ...]]
    elsewhere: dict[str, str]
    below: dict[str, Read]
    manifest: str | None
    barred: list[str]

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


def compared(files: dict[str, bytes], old: Manifest, write: Write | None) -> Done:
    """Hold a share's files against what stands in the site; `write` puts what changed where it belongs."""
    manifest = {path: digest(data) for path, data in files.items()}
    changed = [path for path, mark in manifest.items() if old.get(path) != mark]
    gone = [path for path in old if path not in manifest]
    data = {path: files[path] for path in changed}
    if write:
        write(data, gone)
        data = {}
    return Done(manifest, data, changed, [path for path in changed if path not in old], gone, [])


class Parts(NamedTuple):
    """What was filed in a share, as lists show it, as it is counted by campaign, and what changed since a seal."""

    filings: tuple[Filing, ...]
    entries: list[Entry]
    reckonings: dict[int, Reckoning]
    changed: dict[int, list[Changed]]
