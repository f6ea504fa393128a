"""What is published: each module makes stamps and files from one share of the campaign."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from almanac.load.articles import Shelf
from almanac.load.press_releases import Newsroom
from almanac.model.day import Day
from almanac.model.divisions import AreaCode, Association, Register
from almanac.model.filings import Filing, Notice
from almanac.model.seal import Seal
from almanac.statistics.aggregation import Reckoning
from almanac.views import article_status
from almanac.views.activities import Entry
from almanac.views.edit_links import Source
from almanac.views.honour_rolls import Honour
from almanac.views.media_mentions import Mention
from almanac.views.related import Tie
from almanac.views.rollup import Crowds
from almanac.views.service import Pledge, Service

# Year, day, city or province; how many activities are on, and how many that were cancelled would have been.
DayCount = tuple[int, str, str, int, int]
# Area (empty: what is no area's), how many records it has, how many errors and warnings of each code.
Found = tuple[str, int, dict[str, int]]
# What a site is made of: a digest of all sources, the number of records, that of files set aside.
MadeOf = tuple[str, int, int]


class Stamp(NamedTuple):
    """An HTML body for a shell; path ends in / or .html; title ≤ 30 characters; head and body are safe HTML."""

    path: str
    title: str
    description: str
    head: str
    body: str


class File(NamedTuple):
    """Bytes at a path of the site."""

    path: str
    data: bytes


class Document(NamedTuple):
    """A file that takes long to make: made again only where `made_of`, or the program, is another."""

    path: str
    made_of: str
    make: Callable[[], bytes]


Made = Stamp | File | Document

__all__ = ["DayCount", "Document", "File", "Found", "Made", "MadeOf", "Mention", "Share", "Site", "Stamp"]


class Site(NamedTuple):
    """What every page needs to know: addresses end in /, today notes what is asked of it, year is the current campaign."""

    name: str
    url: str
    domain: str
    owner: str
    today: Day
    year: int
    demo: bool
    register: Register
    notices: dict[int, Notice]
    seals: dict[int, Seal]
    shelf: Shelf  # the health articles
    newsroom: Newsroom  # the press releases
    home_prose: str  # the body of content/index.md as HTML
    records: Path  # the records folder, where photos stand beside their records
    cache: Path  # where photos made smaller and posters are kept between builds, beside the site
    drawn: Path  # where pictures that come of no record are kept for all sites that this project makes
    source: Source  # where records may be put right
    gallery: Path  # mistakes with the words that they bring
    rehearsal: bool = False  # the records are taken as they stood on a day that is past

    @property
    def articles(self) -> tuple[tuple[str, str, str], ...]:
        """Path, title and summary of the articles in force."""
        return tuple(
            (each.path, each.title, each.summary) for each in article_status.in_force(self.shelf, self.today)
        )


class Share(NamedTuple):
    """What one county with all below it, or a city or the province itself, publishes.

    units: the associations this share makes pages of (a county's: itself, its townships and villages; else itself).
    filings: records filed in those folders, every year; entries: the activities led at or below `code` that are named;
    crowds: what counties below only count (of a city or the province), by share;
    joined: activities led elsewhere in which an association at or below `code` takes part;
    mentions: media pieces by activity id, wherever they were filed; paged: codes at or below `code` whose association
    has a page: province, cities and counties always, else those with records, above or directly below one with records;
    reckonings: the share's sums, by campaign; honours: its awards, a city's with those below it; service: of a city or
    the province, what was done for people by share; pledges: the promises filed in it; ties: what other records say of
    an activity, by its id.
    What only some pages need is no field here: their functions have parameters of its name (`build/page_groups`).
    """

    code: AreaCode
    units: tuple[Association, ...]
    filings: tuple[Filing, ...]
    entries: tuple[Entry, ...]
    crowds: dict[str, Crowds]
    joined: tuple[Entry, ...]
    mentions: dict[str, tuple[Mention, ...]]
    paged: frozenset[str]
    reckonings: dict[int, Reckoning]
    site: Site
    honours: Sequence[Honour] = ()
    service: Mapping[str, Service] = MappingProxyType({})
    pledges: Sequence[Pledge] = ()
    ties: Mapping[str, tuple[Tie, ...]] = MappingProxyType({})
