"""How pages of a site stand on a screen: python tests/bench/pages.py SITE DAY [WIDTH…] [--elder] [--dark] [--to FOLDER]

Prints of the longest page of each type where its first activity ends, how high it is, how much moves while it loads, and what it
weighs as gzip; into FOLDER go pictures. SITE was built before, as on DAY.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from browser import walk  # noqa: E402
from browser.conftest import ARGS, NAMES, NO_BROWSER  # noqa: E402  (found by the path above)
from browser.sites import Published, served  # noqa: E402
from browser.test_measured import ELDER, SHIFTS, late  # noqa: E402
from playwright.sync_api import Browser, Page, Response, sync_playwright  # noqa: E402


def looked_at(browser: Browser, site: Published, asked: argparse.Namespace, width: int) -> Iterator[str]:
    """A line for each type of page that the site has."""
    for name, pattern in walk.PAGES.items():
        path = next(iter(walk.longest(site.folder, pattern)), None)
        if path is None or (asked.only and name not in asked.only):
            continue
        page = _page(browser, asked, width)
        sent: dict[str, int] = {}
        page.on("response", _noting(site, sent))
        page.route("**/*.js", late)
        high, first, wide = walk.seen(page, site.address + path)
        shifts = page.evaluate("shifts")
        moved = sum(value for value, _ in shifts)
        yield f"| {name} | {first or '—'} | {high} | {wide} | {moved:.2f} | {sum(sent.values()) / 1000:.0f} |"
        if moved >= 0.1:
            yield from (f"    {value:.2f} {what}" for value, what in shifts)
        if asked.to:
            page.screenshot(path=asked.to / f"{name.replace(' ', '-')}-{width}.png", full_page=high < 9000)
        page.close()


def _page(browser: Browser, asked: argparse.Namespace, width: int) -> Page:
    scheme: Literal["dark", "light"] = "dark" if asked.dark else "light"
    page = browser.new_page(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    page.clock.set_fixed_time(f"{asked.day}T09:00:00+08:00")
    page.add_init_script(SHIFTS)
    if asked.elder:
        page.add_init_script(ELDER)
    return page


def _noting(site: Published, sent: dict[str, int]) -> Callable[[Response], None]:
    """Writes down what an answer weighs."""

    def note(answer: Response) -> None:
        sent[answer.url] = _weight(site, answer.url)

    return note


def _weight(site: Published, url: str) -> int:
    path = site.folder / urlsplit(url).path.lstrip("/")
    file = path / "index.html" if path.is_dir() else path
    return len(gzip.compress(file.read_bytes(), 6)) if file.is_file() else 0


def main() -> None:
    asking = argparse.ArgumentParser(description=__doc__)
    asking.add_argument("site", type=Path)
    asking.add_argument("day")
    asking.add_argument("widths", type=int, nargs="*", default=[390])
    asking.add_argument("--elder", action="store_true")
    asking.add_argument("--dark", action="store_true")
    asking.add_argument("--to", type=Path)
    asking.add_argument("--only", nargs="*")
    asked = asking.parse_args()
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise SystemExit(NO_BROWSER)
    if asked.to:
        asked.to.mkdir(parents=True, exist_ok=True)
    with served(asked.site) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        for width in asked.widths:
            print(
                f"\n{asked.day}, {width} px\n\n| page | first | high | too wide | moved | KB |\n|---|---:|---:|---:|---:|---:|"
            )
            for line in looked_at(browser, site, asked, width):
                print(line, flush=True)
        browser.close()


if __name__ == "__main__":
    main()
