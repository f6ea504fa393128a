"""What a reader's first search costs on the wire, in a site built before: python tests/bench/search.py SITE [QUERY…]

Each query is asked in a browser that has nothing of the site; every answer is counted as gzip (level 6) would send it.
The goal at 60,000 activities is 120 KB, page, style, scripts and all.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import sys
from pathlib import Path
from time import perf_counter
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from browser.conftest import ARGS, NAMES, NO_BROWSER  # noqa: E402  (found by the path above)
from browser.sites import served  # noqa: E402
from playwright.sync_api import Browser, expect, sync_playwright  # noqa: E402

QUERIES = (
    "义诊", "浏阳 义诊", "义诊浏阳", "大瑶镇", "5·29", "529", "yizhen", "liuyang yizhen", "青春健康讲座", "走访慰问 村",
    "湘西州 文艺演出", "健康知识讲座社区", "优生优育", "岳麓区", "老年人 体检", "端午", "花垣县 广场舞", "5月29日 义诊",
    "计划生育协会", "家庭健康 长沙市", "疫苗", "没有这样的活动名称",
)  # fmt: skip
GOAL = 120


def ask(browser: Browser, site: Path, address: str, query: str) -> tuple[float, int, float, int, str]:
    """KB sent, answers, seconds, things found, and the first of them."""
    sent: dict[str, int] = {}
    page = browser.new_page(viewport={"width": 375, "height": 720})

    def note(url: str) -> None:
        path = site / urlsplit(url).path.lstrip("/")
        file = path / "index.html" if path.is_dir() else path
        sent[url] = len(gzip.compress(file.read_bytes(), 6))

    page.on("response", lambda answer: note(answer.url))
    began = perf_counter()
    page.goto(f"{address}search/?q={quote(query)}")
    expect(page.locator("#said")).to_contain_text("。")
    took = perf_counter() - began
    rows = page.locator("#hits li")
    first = rows.first.inner_text().replace("\n", " ")[:60] if rows.count() else ""
    found = rows.count()
    page.close()
    return sum(sent.values()) / 1000, len(sent), took, found, first


def main() -> None:
    site, *queries = sys.argv[1:]
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise SystemExit(NO_BROWSER)
    sizes = []
    with served(Path(site)) as published, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        print("| query | KB | answers | s | rows | first |\n|---|---:|---:|---:|---:|---|")
        for query in queries or QUERIES:
            size, answers, took, found, first = ask(browser, Path(site), published.address, query)
            sizes.append(size)
            print(f"| {query} | {size:.0f} | {answers} | {took:.2f} | {found} | {first} |", flush=True)
        browser.close()
    print(f"\nmedian {statistics.median(sizes):.0f} KB, most {max(sizes):.0f} KB, goal {GOAL} KB")


if __name__ == "__main__":
    main()
