"""A browser and two served sites for all browser tests, and pages that tell of every fault they meet."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from browser import sites
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = "没有找到 Chromium 浏览器，跳过浏览器测试。请安装 chromium，或用环境变量 CHROMIUM 写明它的路径。"

HERE = Path(__file__).parent
Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever looks at pages is marked; Lighthouse is run alone: beside other work a page is measured slower than it is.

    It takes ten seconds a page, too long to wait for while one works: .ci/run asks it, with LIGHTHOUSE=1.
    """
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")
            item.add_marker("whole")
            if "lighthouse" in item.name:
                item.add_marker("alone")
                item.add_marker(pytest.mark.skipif("LIGHTHOUSE" not in os.environ, reason="LIGHTHOUSE=1"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where a browser is required nothing that looks at pages may be skipped, whatever it lacks."""
    report = yield
    asked = os.environ.get("BROWSER_REQUIRED") == "1" and (
        "LIGHTHOUSE" in os.environ or not item.get_closest_marker("alone")
    )
    if report.skipped and asked and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"skipped: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium; without one the test is skipped, or fails where a browser is required."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None or not os.path.isfile(path):
        if os.environ.get("BROWSER_REQUIRED") == "1":
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sites.Published]:
    """The shipped records' site, out of season."""
    with sites.served(sites.shipped(tmp_path_factory.mktemp("shipped"))) as site:
        yield site


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sites.Published]:
    """The demo province's site, in season."""
    with sites.served(sites.demo(tmp_path_factory.mktemp("demo"))) as site:
        yield site


@pytest.fixture
def context(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts of any kind, a phone of 375 pixels if nothing is said."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        options = {
            "viewport": {"width": 375, "height": 720},
            "locale": "zh-CN",
            "timezone_id": "Asia/Shanghai",
        } | options
        made.append(chromium.new_context(**options))
        made[-1].set_default_timeout(10_000)
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def page(context: Callable[..., BrowserContext]) -> Iterator[Open]:
    """Makes pages that are watched: an error, a failed request or one to another host fails the test at its end."""
    faults: list[str] = []

    def make(**options: Any) -> Page:
        made = context(**options).new_page()
        watch(made, faults)
        return made

    yield make
    assert not faults, "\n".join(faults)


def watch(page: Page, faults: list[str]) -> None:
    """Write down every error on a page's console, every request that failed, and every one to another host."""

    def asked(url: str) -> None:
        if urlsplit(url).hostname != "127.0.0.1" and not url.startswith(("data:", "blob:")):
            faults.append(f"{page.url}: asks another host: {url}")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # what was still to come when the reader went on
            faults.append(f"{page.url}: {request.url}: {request.failure}")

    page.on("request", lambda request: asked(request.url))
    page.on("requestfailed", failed)
    page.on("response", lambda r: faults.append(f"{r.url}: {r.status}") if r.status >= 400 else None)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on(
        "console", lambda said: faults.append(f"{page.url}: {said.text}") if said.type == "error" else None
    )
