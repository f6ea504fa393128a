"""长辈版 and the words to pass on: larger, fewer, remembered; a paragraph that a button copies."""

from __future__ import annotations

import pytest
from browser import walk
from browser.conftest import Open
from browser.sites import KINDS, PLANNED, Kind, Published
from browser.test_kinds import FAULTS
from browser.test_measured import ELDER
from playwright.sync_api import expect

LARGE, TARGET, SPACING = 24, 60, 1.3  # 18 pt in pixels
# What is too small to read or to hit in the elder view.
SMALL = """([large, target, spacing]) => {
  const faults = [], name = e => e.tagName + "." + e.className + " " + e.textContent.trim().slice(0, 20);
  const seen = e => e.getClientRects().length && !e.closest(".visually-hidden, table.form");
  for (const e of document.querySelectorAll("main p, main li, main dd, main dt, main td, main label, .row-name, .row-sub")) {
    const style = getComputedStyle(e), size = parseFloat(style.fontSize);
    if (!seen(e) || !e.textContent.trim()) continue;
    if (size < large - .01) faults.push(`${size} px: ${name(e)}`);
    if (parseFloat(style.lineHeight) < size * spacing) faults.push(`lines too close: ${name(e)}`);
  }
  for (const e of document.querySelectorAll("main a.button, main button, .menu a, .top button, .row > a, .switcher a"))
    if (seen(e) && e.getBoundingClientRect().height < target - .5) faults.push(`a target of ${e.offsetHeight} px: ${name(e)}`);
  return faults;
}"""
BEFORE = "2021-05-20T09:00:00+08:00"  # days before the planned activity: its page invites


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_large_enough_and_in_its_width(kind: Kind, page: Open, shipped: Published, demo: Published) -> None:
    """Text of 18 pt, lines 1.3 apart, targets of 60 px, and nothing wider than a phone."""
    site = demo if kind.site == "demo" else shipped
    here = page()
    here.add_init_script(ELDER)
    here.goto(site.address + site.first(kind.file))
    expect(here.locator("html.elder")).to_have_count(1)
    faults = here.evaluate(SMALL, [LARGE, TARGET, SPACING])
    faults += [fault for fault in here.evaluate(FAULTS) if "outside" in fault or "wide" in fault]
    assert not faults, "\n".join(faults[:12])


def test_hours_are_said_as_people_say_them(page: Open, demo: Published) -> None:
    """上午9点 in lists, facts and the table of occurrences, as written again when the view is left."""
    here = page()
    here.clock.set_fixed_time(BEFORE)
    here.goto(demo.address + PLANNED)
    times = here.locator(".when dd, [aria-label='分场安排'] td:first-child")
    written = times.all_inner_texts()
    assert any("9:00" in text for text in written)
    here.locator("[data-elder-switch]").click()
    said = times.all_inner_texts()
    assert any("上午9点" in text for text in said) and not any(":" in text for text in said), said
    here.locator("[data-elder-switch]").click()
    assert times.all_inner_texts() == written


def test_one_switch_remembered(page: Open, demo: Published) -> None:
    """Fewer things at the same address; there on the next page and the next visit; the way back is the same switch."""
    narrowed = next(
        f for f in sorted(demo.folder.glob("u/*/index.html")) if "data-filter" in f.read_text("utf-8")
    )
    county = f"{demo.address}u/{narrowed.parent.name}/"
    here = page()
    here.clock.set_fixed_time(BEFORE)
    here.goto(county)
    expect(here.locator(".filters")).to_be_visible()
    switch = here.locator("[data-elder-switch]")
    expect(switch).to_have_text("长辈版")
    switch.click()
    expect(switch).to_have_text("普通版")
    assert here.url == county
    expect(here.locator(".filters")).to_be_hidden()
    assert here.locator(".not-elder").filter(visible=True).count() == 0
    here.goto(demo.address + PLANNED)
    expect(here.locator("html.elder")).to_have_count(1)
    expect(here.locator("dt", has_text="类别")).to_be_hidden()
    expect(here.locator("dt", has_text="地点").first).to_be_visible()
    here.locator("[data-elder-switch]").click()
    here.reload()
    expect(here.locator("html.elder")).to_have_count(0)


def test_copying_the_paragraph(page: Open, demo: Published) -> None:
    """What the village loudspeaker reads is what the button copies: at most 150 characters."""
    here = page(permissions=["clipboard-read", "clipboard-write"])
    here.clock.set_fixed_time(BEFORE)
    here.goto(demo.address + PLANNED)
    here.get_by_role("button", name="复制这段话").click()
    said = here.evaluate("navigator.clipboard.readText()")
    assert said == (
        "通知：5月29日星期六上午9点在示例广场，上午10点半在示例社区，举办示例广场健康义诊。免费测血压、血糖，发放健康资料。"
        "请带身份证、以往病历。报名：到示例社区报名，5月28日星期五截止。有事请问韶山市计生协。"
    )
    assert len(said) <= 150


def test_the_poster_waits_to_be_asked_for(page: Open, demo: Published) -> None:
    """A page is not made heavy by its poster; unfolded, the poster is there, as large as it is said to be."""
    here = page()
    here.clock.set_fixed_time(BEFORE)
    asked: list[str] = []
    here.on("request", lambda request: asked.append(request.url))
    path = sorted(demo.folder.glob("e/*/poster.png"))[0].parent.relative_to(demo.folder).as_posix()
    walk.settled(here, f"{demo.address}{path}/")
    assert not [url for url in asked if url.endswith(".png")]
    here.locator("details#poster summary").click()
    picture = here.locator("#poster img")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 1080)
    assert picture.evaluate("e => e.naturalHeight") == 1440
