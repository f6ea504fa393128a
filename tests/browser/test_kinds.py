"""Every type of page, on a phone and a desk, light and dark: whole, readable, at home in its width."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from almanac.model.divisions import Level
from almanac.render.html import place
from browser.conftest import Open
from browser.sites import KINDS, MOVED, OUT_OF_SEASON, Kind, Published
from playwright.sync_api import Page, expect
from small import FULL, TODAY

# What is wrong with the page as it is now laid out, in words; [] if nothing.
FAULTS = """() => {
  const faults = [], root = document.documentElement, wide = root.clientWidth;
  const box = e => e.getBoundingClientRect();
  const scrolls = e => { for (let p = e.parentElement; p; p = p.parentElement)
    if (p !== document.body && p !== root && /auto|scroll|hidden|clip/.test(getComputedStyle(p).overflowX)) return true;
    return false; };
  const name = e => e.tagName.toLowerCase() + (e.className ? "." + e.className : "") + " " + e.textContent.trim().slice(0, 20);
  if (root.scrollWidth > wide) {
    const out = [...document.querySelectorAll("body *")].filter(e => box(e).right > wide + .01 && !scrolls(e));
    faults.push(`at ${wide} the page is ${root.scrollWidth} wide: ${out.slice(0, 4).map(name).join(" | ")}`);
  }
  if (parseFloat(getComputedStyle(document.body).fontSize) < 18) faults.push("base text below 18 px");
  for (const e of document.querySelectorAll("main p, main li, main dd, main td, main h2"))
    if (!e.closest(".note,.row-note,.sub,.kicker,.crumbs,.badges,.month") && parseFloat(getComputedStyle(e).fontSize) < 18)
      faults.push("small text: " + name(e));
  for (const e of document.querySelectorAll("h1, h2, h3, p, a, button, label, dt, dd"))
    if (!scrolls(e) && e.offsetParent && (box(e).right > wide + 1 || (box(e).right > 0 && box(e).left < -1)))
      faults.push(`at ${wide} outside the page: ${name(e)}`);
  const targets = "main a.button, main button, main select, main input:not([type=radio],[type=checkbox]), .ticks label";
  for (const e of document.querySelectorAll(`${targets}, .menu a, .chips a, .row > a`))
    if (e.offsetParent && box(e).height < 43.5) faults.push(`a target of ${box(e).height} px: ${name(e)}`);
  for (const e of document.querySelectorAll(".month td > *, .month b, .button, .badge"))
    if (e.offsetParent && e.clientWidth && (e.scrollWidth > e.clientWidth + 1
        || (e.matches("td > *") && e.scrollHeight > e.clientHeight + 2)))
      faults.push(`at ${wide} does not fit its box: ${name(e)}`);
  return faults;
}"""
HEAD = """() => ({
  lang: document.documentElement.lang,
  title: document.title,
  h1: [...document.querySelectorAll("h1")].filter(e => e.offsetParent).map(e => e.textContent.trim()),
})"""
TWICE = "225%"  # the site's own size is 112.5 %
SCHEMES: tuple[tuple[Literal["light", "dark"], bool], ...] = (("light", False), ("dark", True))
# Whether letters are lighter than the ground that they stand on.
GROUND = """() => {
  const light = colour => colour.match(/[0-9]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
  const style = getComputedStyle(document.body);
  return light(style.color) > light(style.backgroundColor) + 300;
}"""


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_page(kind: Kind, page: Open, shipped: Published, demo: Published) -> None:
    """Opens without a fault, fits its width, is in Chinese, large enough, light or dark, and says where one is."""
    site = demo if kind.site == "demo" else shipped
    here = page(viewport={"width": 1280, "height": 800})
    here.clock.set_fixed_time(f"{TODAY if kind.site == 'demo' else OUT_OF_SEASON}T09:00:00+08:00")
    answer = here.goto(site.address + site.first(kind.file))
    assert answer is not None and answer.status == 200
    said = here.evaluate(HEAD)
    assert said["lang"] == "zh-CN"
    assert 0 < len(said["title"]) <= 30, said["title"]
    assert len(said["h1"]) == 1 and said["h1"][0], said["h1"]
    if kind.crumbs:
        expect(here.locator("nav[aria-label^=您当前的位置]")).to_be_visible()
    assert not _misfits(here)
    for scheme, dark in SCHEMES:
        here.emulate_media(color_scheme=scheme)
        assert here.evaluate(GROUND) == dark, scheme


def _misfits(page: Page) -> list[str]:
    """What does not fit a desk, a phone, a small phone, and a phone with text twice as large."""
    faults: list[str] = []
    for width, size in ((1280, ""), (320, ""), (375, ""), (375, TWICE)):
        page.set_viewport_size({"width": width, "height": 720})
        page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        faults += [f"{size} {fault}" for fault in page.evaluate(FAULTS)]
    return faults


@pytest.mark.parametrize("script", [True, False])
def test_a_former_address_leads_on(script: bool, page: Open, demo: Published) -> None:
    """With script or without, who comes to an old address is led to the new one."""
    here = page(java_script_enabled=script)
    here.goto(demo.address + MOVED, wait_until="commit")
    here.wait_for_url("**/e/2021-430382-0529-shili-jihua/")
    expect(here.locator("h1")).to_have_text("示例广场健康义诊")


def test_an_address_that_is_not_there(context: Any, demo: Published) -> None:
    """Answered with 404 and the site's page, with links that work from any depth."""
    here = context().new_page()
    answer = here.goto(f"{demo.address}e/2021-43-nothing/at/all/")
    assert answer.status == 404
    expect(here.locator("h1")).to_have_text("没有找到这个页面")
    expect(here.locator("main")).not_to_contain_text("undefined")
    here.get_by_role("link", name="找地方").last.click()
    expect(here.locator("h1")).to_have_text("找地方")


def test_out_of_season_the_home_page_says_so(page: Open, shipped: Published, demo: Published) -> None:
    """Out of season 本届已结束 and the next day; in season what is on."""
    over, on = page(), page()
    over.goto(shipped.address)
    expect(over.locator(".hero.slim")).to_contain_text("本届已结束")
    on.goto(demo.address)
    expect(on.locator(".hero.slim")).not_to_contain_text("本届已结束")
    expect(on.locator("main")).to_contain_text("演示数据")
    expect(on.locator("main")).to_contain_text("近期活动")


# Names on tiles that are broken in two elsewhere than between their pieces.
BROKEN = """([names, elder]) => {
  document.documentElement.classList.toggle("elder", elder);
  const tile = name => `<li><a href="#"><b>${name}</b><span>12场</span></a></li>`;
  document.querySelector("main").innerHTML = `<ul class="tiles">${names.map(tile).join("")}</ul>`;
  const faults = [];
  for (const b of document.querySelectorAll(".tiles b")) {
    const walker = document.createTreeWalker(b, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      if (range.getClientRects().length > 1) faults.push(b.textContent + ": " + walker.currentNode.data);
    }
    if (b.scrollWidth > b.clientWidth) faults.push(b.textContent + " does not fit");
  }
  return faults;
}"""


def test_no_tile_breaks_a_name_inside(page: Open, shipped: Published) -> None:
    """All cities and counties, on phones, a tablet and a desk, plain and in large letters."""
    names = [str(place(unit.short)) for unit in FULL if unit.level in (Level.CITY, Level.COUNTY)]
    assert len(names) == 148
    here = page()
    here.goto(f"{shipped.address}404.html")
    for width in (360, 390, 640, 768, 1024, 1280):
        here.set_viewport_size({"width": width, "height": 800})
        for elder in (False, True):
            assert here.evaluate(BROKEN, [names, elder]) == [], (width, elder)
