"""Pictures of every type of page, to look at by hand: python tests/browser/look.py FOLDER [NAME…]

Writes `<width>-<light|dark>-<name>.png`; with names only those types of page.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Literal

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2] / "hooks"), str(HERE.parents[1])]

from browser import sites  # noqa: E402  (found by the path above)
from browser.conftest import ARGS, NAMES, NO_BROWSER  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402

WIDTHS = (375, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def main(folder: Path, names: list[str]) -> None:
    """Build both sites, and take a picture of each type of page at each width, light and dark."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise SystemExit(NO_BROWSER)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        for name, build in (("shipped", sites.shipped), ("demo", sites.demo)):
            (Path(place) / name).mkdir()
            with sites.served(build(Path(place) / name)) as site:
                for kind in sites.KINDS:
                    if kind.site == name and (not names or kind.name in names):
                        _pictures(browser, site, kind, folder)
        browser.close()


def _pictures(browser: Browser, site: sites.Published, kind: sites.Kind, folder: Path) -> None:
    moment = sites.OUT_OF_SEASON if kind.site == "shipped" else "2021-05-30"
    for width in WIDTHS:
        for scheme in SCHEMES:
            page = browser.new_page(
                viewport={"width": width, "height": 800},
                color_scheme=scheme,
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
            )
            page.clock.set_fixed_time(f"{moment}T09:00:00+08:00")
            page.goto(site.address + site.first(kind.file))
            page.screenshot(path=folder / f"{width}-{scheme}-{kind.name}.png", full_page=True)
            page.close()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit("用法：python tests/browser/look.py 图片放在哪个文件夹 [页面名称…]")
    main(Path(sys.argv[1]), sys.argv[2:])
