"""The pages that residents read, by type, and how one stands on a screen as it opens."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, Request

PAGES = {
    "home": "index.html",
    "province": "u/43/index.html",
    "city": "u/????/index.html",
    "county": "u/??????/index.html",
    "township": "u/?????????/index.html",
    "village": "u/????????????/index.html",
    "province by kind": "u/43/[a-z]*/index.html",
    "city by kind": "u/????/[a-z]*/index.html",
    "county by kind": "u/??????/[a-z]*/index.html",
    "township by kind": "u/?????????/[a-z]*/index.html",
    "day": "u/43/20*/index.html",
    "day of a city": "u/????/20*/index.html",
    "day of a county": "u/??????/20*/index.html",
    "calendar": "calendar/index.html",
    "month": "calendar/20*/index.html",
    "month by kind": "calendar/20*/*/index.html",
    "activity": "e/*/index.html",
    "year": "20??/index.html",
    "years": "years/index.html",
    "honours": "honours/index.html",
    "honours of a year": "honours/20??/index.html",
    "honours of a place": "honours/20??/*/index.html",
    "deeds": "honours/deeds/*/index.html",
    "service": "service/**/index.html",
    "health": "health/index.html",
    "article": "health/[a-z]*-*/index.html",
    "topic": "health/topics/*/index.html",
    "glossary": "health/glossary/index.html",
    "press": "press/index.html",
    "release": "press/*/index.html",
    "places": "units/index.html",
    "search": "search/index.html",
    "totals": "totals/index.html",
    "totals of the year": "totals/20??/index.html",
    "totals of a place": "totals/20??/*/index.html",
    "how to subscribe": "calendar-help/index.html",
    "not found": "404.html",
}
# How long a page is as it opens, where the name of its first activity ends, how far it is wider than the screen.
SEEN = """() => {
  const rows = [...document.querySelectorAll("main li.row .row-name")].filter(e => e.getClientRects().length);
  return [document.documentElement.scrollHeight, rows.length ? rows[0].getBoundingClientRect().bottom + scrollY : 0,
    document.documentElement.scrollWidth - innerWidth].map(Math.round);
}"""


class Seen(NamedTuple):
    """A page as it opens: pixels; `first` is 0 where there is no list of activities."""

    high: int
    first: int
    wide: int


def longest(site: Path, pattern: str, how_many: int = 1) -> list[str]:
    """The addresses of the pages of a type with most in them."""
    files = sorted(site.glob(pattern), key=lambda file: (-file.stat().st_size, file))
    return [file.relative_to(site).as_posix().removesuffix("index.html") for file in files[:how_many]]


def settled(page: Page, address: str) -> None:
    """Open it and wait until it has asked for nothing for a moment, however late its answers come.

    Playwright's own `networkidle` waits half a second each time; all pages together, that is minutes.
    """
    going: set[Request] = set()

    def begun(request: Request) -> None:
        going.add(request)

    def done(request: Request) -> None:
        going.discard(request)

    page.on("request", begun)
    page.on("requestfinished", done)
    page.on("requestfailed", done)
    page.goto(address)
    quiet = 0
    while quiet < 6:
        page.wait_for_timeout(25)
        quiet = 0 if going else quiet + 1
    page.remove_listener("request", begun)
    page.remove_listener("requestfinished", done)
    page.remove_listener("requestfailed", done)


def seen(page: Page, address: str) -> Seen:
    """Open it and look."""
    settled(page, address)
    return Seen(*page.evaluate(SEEN))
