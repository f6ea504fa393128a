"""The longest pages of every type that residents read: python tests/browser/walk.py SITE DAY [FOLDER FOR PICTURES]

Prints of each how long it is, where its first activity ends, how far it is wider than the screen, and what is said on
the console; plain and in the elder view on a phone, and at a desk.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2] / "hooks"), str(HERE.parents[1])]

from browser import sites  # noqa: E402  (found by the path above)
from browser.conftest import ARGS, NAMES, NO_BROWSER, watch  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

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
VIEWS = {
    "phone": ((390, 800), False),
    "elder": ((390, 800), True),
    "desk": ((1280, 800), False),
}
ELDER = "try { localStorage.elder = '1' } catch (e) {}"
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


def seen(page: Page, address: str) -> Seen:
    """Open it and look."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return Seen(*page.evaluate(SEEN))


def _opened(browser: Browser, day: str, view: str, **options: Any) -> Page:
    (width, height), elder = VIEWS[view]
    page = browser.new_page(
        viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai", **options
    )
    page.clock.set_fixed_time(f"{day}T09:00:00+08:00")
    if elder:
        page.add_init_script(ELDER)
    return page


def _walk(browser: Browser, site: sites.Published, day: str, pictures: Path | None) -> Iterator[str]:
    for view in VIEWS:
        faults: list[str] = []
        page = _opened(browser, day, view)
        watch(page, faults)
        for name, pattern in PAGES.items():
            for path in longest(site.folder, pattern):
                found = seen(page, site.address + path)
                yield f"{view}\t{name}\t{found.high}\t{found.first}\t{found.wide}\t{path}"
                if pictures is None:
                    continue
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                    page.screenshot(path=pictures / f"{view}-{scheme}-{name}.png", full_page=True)
                page.emulate_media(color_scheme="light")
        yield from faults


def main(site: Path, day: str, pictures: Path | None) -> None:
    """Walk over a site that was built as on a day."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise SystemExit(NO_BROWSER)
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
    with sites.served(site) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        print("view\ttype\thigh\tfirst\ttoo wide\tpage")
        for line in _walk(browser, served, day, pictures):
            print(line, flush=True)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit("用法：python tests/browser/walk.py 网站的文件夹 哪一天 [图片放在哪个文件夹]")
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]) if len(sys.argv) > 3 else None)
