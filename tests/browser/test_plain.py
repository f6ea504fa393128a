"""Without script, on paper, and by keyboard alone, every page says and does what it must."""

from __future__ import annotations

import re

import pytest
from browser.conftest import Open
from browser.sites import COUNTY, KINDS, PLANNED, Kind, Published
from playwright.sync_api import Page, expect

# What of these is seen: anything one can press or fill in does nothing without script.
SEEN = """what => [...document.querySelectorAll(what)].filter(e => e.getClientRects().length).map(e => e.outerHTML)"""
IDLE = "button, select, textarea, input:not([type=radio]):not([type=hidden])"
NOT_ON_PAPER = "nav.menu, nav.crumbs, .switcher, button, form, .skip, .addcal, .actions, summary:not(.day-head, :has(h2))"


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_without_script_and_on_paper(kind: Kind, page: Open, shipped: Published, demo: Published) -> None:
    """The page has its heading and text, nothing that waits for a script, and on paper no menus and buttons."""
    site = demo if kind.site == "demo" else shipped
    here = page(java_script_enabled=False)
    here.goto(site.address + site.first(kind.file))
    expect(here.locator("h1")).to_be_visible()
    assert len(here.locator("main").inner_text()) > 50
    assert here.evaluate(SEEN, IDLE) == []
    assert all(mark.strip() for mark in here.locator("[data-countdown]").all_inner_texts())
    here.emulate_media(media="print")
    expect(here.locator("h1")).to_be_visible()
    assert len(here.locator("main").inner_text()) > 30
    assert here.evaluate(SEEN, NOT_ON_PAPER) == []


def test_the_calendar_without_script(page: Open, demo: Published) -> None:
    """Table, list and filters are pages: a day leads to its list, a category to its page, a row to its activity."""
    here = page(java_script_enabled=False)
    here.goto(f"{demo.address}calendar/2021-05/")
    expect(here.locator("table.month caption")).to_have_text("2021年5月")
    expect(here.locator("table.month tbody tr")).to_have_count(6)
    day = here.locator("td a[href$='2021-05-29/']")
    said = re.search(r"(\d+)场", day.inner_text())
    day.click()
    assert said
    expect(here.locator("h1")).to_contain_text("5月29日")
    expect(here.locator("header.hero")).to_contain_text(f"共 {said[1]} 场活动")
    here.go_back()
    here.locator("details.narrowing summary").click()
    here.locator(".chips").get_by_role("link", name="家庭健康促进").first.click()
    expect(here.locator("h1")).to_contain_text("家庭健康促进")
    rows = here.locator("li.row[data-c]")
    assert rows.count() > 5
    assert all("health" in (row.get_attribute("data-c") or "") for row in rows.all())
    here.locator("li.day summary").first.click()
    name = rows.first.locator(".row-name").inner_text()
    rows.first.locator("a").click()
    expect(here.locator("h1")).to_have_text(name)


def test_into_the_calendar_without_script(page: Open, demo: Published) -> None:
    """The address to copy, the file and the subscription are on the page."""
    here = page(java_script_enabled=False)
    here.goto(demo.address + PLANNED)
    place = here.locator(".addcal")
    expect(place.locator("code.address")).to_contain_text("https://")
    links = [link.get_attribute("href") or "" for link in place.locator("a").all() if link.is_visible()]
    assert any(link.startswith("webcal://") for link in links)
    assert any(link.endswith(".ics") and "://" not in link for link in links)


def test_colours_on_paper(page: Open, demo: Published) -> None:
    """A page set to dark is black on white on paper, and says its address."""
    here = page(color_scheme="dark")
    here.goto(demo.address + PLANNED)
    here.evaluate("document.documentElement.dataset.theme = 'dark'")
    here.emulate_media(media="print")
    ink = "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    assert here.evaluate(ink) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert here.evaluate(SEEN, NOT_ON_PAPER) == []
    expect(here.locator(".only-print")).to_contain_text(PLANNED)
    for part in ("时间", "地点", "示例广场", "免费测血压"):
        expect(here.locator("main")).to_contain_text(part)


# Where the keyboard is: its words, and whether it is seen to be there.
FOCUS = """() => {
  const at = document.activeElement, seen = at;
  const style = getComputedStyle(seen), box = seen.getBoundingClientRect();
  return [at.closest("main") ? "main" : at.closest("header") ? "header" : at.closest("footer") ? "footer" : at.className,
    (at.innerText || at.value || at.name || at.tagName).trim(),
    at === document.body || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.width > 20
      && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight)];
}"""


@pytest.mark.parametrize("path", ["", "calendar/", f"u/{COUNTY}/", PLANNED, "units/"])
def test_by_keyboard(path: str, page: Open, demo: Published) -> None:
    """From the top: the skip link, then name and menu, then the page's own links; one always sees where one is."""
    here = page()
    here.goto(demo.address + path)
    stops = _stops(here, 26)
    unseen = [f"{where}: {words}" for where, words, seen in stops if not seen]
    assert not unseen, unseen
    assert stops[0][:2] == ("skip", "跳到正文")
    order = [where for where, _, _ in stops[1:]]
    assert order[0] == "header" and "main" in order
    assert order == sorted(order, key=["header", "main", "footer", ""].index)
    words = [said for _, said, _ in stops]
    assert {"首页", "活动日历", "找地方", "历届", "数据"} <= set(words)


def _stops(page: Page, number: int) -> list[tuple[str, str, bool]]:
    found: list[tuple[str, str, bool]] = []
    for _ in range(number):
        page.keyboard.press("Tab")
        where, words, seen = page.evaluate(FOCUS)
        if not where or where == "body":
            break
        found.append((where, words, seen))
    return found


def test_the_skip_link(page: Open, demo: Published) -> None:
    """Pressed, the next stop is in the page's own part."""
    here = page()
    here.goto(f"{demo.address}u/{COUNTY}/")
    here.keyboard.press("Tab")
    here.keyboard.press("Enter")
    assert here.url.endswith("#main")
    here.keyboard.press("Tab")
    assert here.evaluate(FOCUS)[0] == "main"
