"""What is published: each module makes stamps and files from one share of the campaign."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from almanac.records import Filing, Notice
from almanac.register import Association, Register
from almanac.views.calendar import Entry
from almanac.views.coverage import Mention
from almanac.views.crowd import Crowds


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


Made = Stamp | File

__all__ = ["File", "Made", "Mention", "Share", "Site", "Stamp"]


class Site(NamedTuple):
    """What every page needs to know: addresses end in /, today is 2021-05-20, year is the current campaign."""

    name: str
    url: str
    domain: str
    owner: str
    today: str
    year: int
    demo: bool
    register: Register
    notices: dict[int, Notice]
    articles: tuple[tuple[str, str, str], ...]  # path, title, description of the engine's pages under health/
    home_prose: str  # the body of content/index.md as HTML
    records: Path  # the records folder, where photos stand beside their records
    cache: Path  # where pictures made are kept between builds


class Share(NamedTuple):
    """What one county with all below it, or a city or the province itself, publishes.

    units: the associations this share makes pages of (a county's: itself, its townships and villages; else itself).
    filings: records filed in those folders, every year; entries: the activities led at or below `code` that are named;
    crowds: what counties below only count (of a city or the province), by share;
    joined: activities led elsewhere in which an association at or below `code` takes part;
    mentions: media pieces by activity id, wherever they were filed; paged: codes at or below `code` whose association
    has a page: province, cities and counties always, else those with records, above or directly below one with records;
    rows: the lines of the table of activities (only for the province, and so for all).
    """

    code: str
    units: tuple[Association, ...]
    filings: tuple[Filing, ...]
    entries: tuple[Entry, ...]
    crowds: dict[str, Crowds]
    joined: tuple[Entry, ...]
    mentions: dict[str, tuple[Mention, ...]]
    paged: frozenset[str]
    rows: bytes
    site: Site
