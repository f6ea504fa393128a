"""What the page does with the reader's own clock, choices and phone."""

from __future__ import annotations

import datetime
import json
import re

import icalendar
import pytest
from browser.conftest import Open
from browser.sites import COUNTY, HOME_URL, PLANNED, Published
from playwright.sync_api import Locator, Page, expect

WECHAT = (
    "Mozilla/5.0 (Linux; Android 12; Build/X) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/107.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.40(0x28002835) NetType/WIFI Language/zh_CN"
)
PLAN, SHOW = "0529-shili-jihua", "0528-shili-jinxing"
BEFORE = "2021-05-20T09:00:00+08:00"  # days before the planned activity: its page invites


def _at(page: Page, moment: str) -> Page:
    page.clock.set_fixed_time(datetime.datetime.fromisoformat(moment))
    return page


def _row(page: Page, stem: str) -> Locator:
    return page.locator(f"#d li.row:has(a[href*='{stem}'])")


# ---------------------------------------------------------------- the reader's clock


@pytest.mark.parametrize(
    ("moment", "plan", "show", "today"),
    [
        ("2021-05-20T12:00+08:00", "还有 9 天", "还有 8 天", "20"),
        ("2021-05-28T23:30+08:00", "明天", "正在进行", "28"),
        ("2021-05-29T00:30+08:00", "今天", "正在进行", "29"),
        ("2021-06-02T23:59+08:00", "结果还没有报", "正在进行", None),
        ("2021-07-01T09:00+08:00", "结果还没有报", "结果还没有报", None),
        ("2026-05-28T09:00+08:00", "结果还没有报", "结果还没有报", None),
    ],
)
@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Shanghai"])
def test_the_readers_day(
    moment: str, plan: str, show: str, today: str | None, zone: str, page: Open, demo: Published
) -> None:
    """Rows, the activity's page and the month say how far off it is by Beijing's day, wherever the phone is."""
    here = _at(page(timezone_id=zone), moment)
    here.goto(f"{demo.address}u/{COUNTY}/")
    expect(_row(here, PLAN).locator(".when-mark")).to_have_text(plan)
    expect(_row(here, SHOW).locator(".when-mark")).to_have_text(show)
    expect(_row(here, "0530-shili-quxiao").locator(".when-mark:not(:empty)")).to_have_count(0)
    may = here.locator("table.month").first
    expect(may.locator("td.is-today")).to_have_count(1 if today else 0)
    if today:
        day = may.locator("td.is-today").evaluate("e => (e.querySelector('b') || e).textContent")
        assert day == today
    here.goto(demo.address + PLANNED)
    expect(here.locator(".hero .when-mark")).to_have_text(plan)
    over = plan == "结果还没有报"
    expect(here.locator(".addcal, #say, .hero .is-plan").filter(visible=True)).to_have_count(0 if over else 3)
    expect(here.locator(".banner.awaiting").filter(visible=True)).to_have_count(int(over))


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2021-05-21T12:00+08:00", "明天"),
        ("2021-05-25T12:00+08:00", "还有 5 天"),
        ("2021-05-30T12:00+08:00", "今天"),
        ("2021-05-31T12:00+08:00", "结果还没有报"),
    ],
)
def test_of_several_occurrences_the_next_counts(moment: str, words: str, page: Open, demo: Published) -> None:
    """Between two of them nothing is on: the page says how far off the next is."""
    here = _at(page(), moment)
    here.goto(demo.address + PLANNED)
    here.locator(".hero").evaluate(
        "e => { e.dataset.day = e.dataset.end = '2021-05-22 2021-05-30'; e.className = 'hero'; "
        "document.dispatchEvent(new Event('DOMContentLoaded')); }"
    )
    expect(here.locator(".hero .when-mark")).to_have_text(words)


@pytest.mark.parametrize(
    "moment", ["2026-11-23T12:00+08:00", "2026-05-28T23:59+08:00", "2027-05-28T20:00+08:00"]
)
def test_the_countdown(moment: str, page: Open, shipped: Published) -> None:
    """The days to the next campaign's day, counted from the reader's day in Beijing."""
    here = _at(page(timezone_id="America/New_York"), moment)
    here.goto(shipped.address)
    day = here.locator("[data-countdown]").get_attribute("data-countdown")
    assert day == "2027-05-29"
    left = datetime.date.fromisoformat(day) - datetime.date.fromisoformat(moment[:10])
    expect(here.locator("[data-countdown]")).to_have_text(f"还有 {left.days} 天")


def test_the_countdown_on_the_day_and_after(page: Open, shipped: Published) -> None:
    """On the day it says so; afterwards the words of the server stay."""
    here = _at(page(), "2027-05-29T08:00+08:00")
    here.goto(shipped.address)
    expect(here.locator("[data-countdown]")).to_have_text("就是今天")
    _at(here, "2027-06-20T08:00+08:00").reload()
    expect(here.locator("[data-countdown]")).not_to_contain_text("天")


# ---------------------------------------------------------------- filters


def _shown(page: Page, what: str = "#d li.row[data-c]") -> Locator:
    return page.locator(what).filter(visible=True)


@pytest.mark.parametrize(("field", "value"), [("c", "health"), ("l", "village"), ("a", "a4")])
def test_filter(field: str, value: str, page: Open, demo: Published) -> None:
    """Choosing hides the others and says how many are left; the address keeps the choice; 清空 brings all back."""
    here = page()
    here.goto(f"{demo.address}u/{COUNTY}/")
    whole = here.locator("#d li.row[data-c]").count()
    wanted = here.locator(f"#d li.row[data-{field}~='{value}']").count()
    assert 0 < wanted < whole
    here.locator(f"select[name={field}]").select_option(value)
    expect(_shown(here)).to_have_count(wanted)
    expect(_shown(here, f"#d li.row[data-{field}~='{value}']")).to_have_count(wanted)
    expect(here.locator(".filters output")).to_have_text(f"共 {wanted} 项")
    assert here.url.endswith(f"#{field}={value}")
    here.reload()
    expect(here.locator(f"select[name={field}]")).to_have_value(value)
    expect(_shown(here)).to_have_count(wanted)
    here.locator(".filters button[type=reset]").click()
    expect(here.locator("#d li.row[data-c]:not([hidden])")).to_have_count(whole)
    assert "#" not in here.url


def test_filters_together(page: Open, demo: Published) -> None:
    """Two choices narrow one another; days without anything left lose their heading and notes; words count too."""
    here = page()
    here.goto(f"{demo.address}u/{COUNTY}/#c=publicity&q={'示例'}")
    expect(here.locator("main input[name=q]")).to_have_value("示例")
    rows = _shown(here)
    names = rows.locator(".row-name").all_inner_texts()
    assert sorted(names) == ["示例健康作品展", "示例健步行", "示例广场健康义诊"]
    heads = _shown(here, "#d li.day")
    assert heads.count() == 3
    expect(_shown(here, "#d li.row-note, #d .day-head .num")).to_have_count(0)
    here.locator("main input[name=q]").fill("没有这样的活动")
    expect(rows).to_have_count(0)
    expect(heads).to_have_count(0)
    expect(here.locator(".filters output")).to_have_text("没有符合的，请放宽条件")


def test_a_filter_of_the_month(page: Open, demo: Published) -> None:
    """The province's month narrows in the same way, where its list is whole."""
    here = page()
    here.goto(f"{demo.address}calendar/2021-06/")
    wanted = here.locator("#d li.row[data-c~=health]").count()
    here.locator("select[name=c]").select_option("health")
    expect(_shown(here)).to_have_count(wanted)


def test_what_is_looked_for_is_seen(page: Open, demo: Published) -> None:
    """A long list is closed, and its days are; a choice opens them, 清空 closes them again."""
    here = page()
    here.goto(f"{demo.address}u/{COUNTY}/")
    wanted = here.locator("#d li.row[data-c~=publicity]").count()
    before = _shown(here).count()
    here.locator("select[name=c]").select_option("publicity")
    expect(here.locator(".filters output")).to_have_text(f"共 {wanted} 项")
    expect(_shown(here)).to_have_count(wanted)
    here.locator(".filters button[type=reset]").click()
    expect(_shown(here)).to_have_count(before)


# ---------------------------------------------------------------- finding one's unit


def test_the_unit_finder(page: Open, demo: Published) -> None:
    """The beginning of a village's name finds it, with the way to its page; what is not there is said."""
    here = page()
    here.goto(f"{demo.address}units/")
    village = _village(demo)
    box = here.locator("#find")
    box.fill(village[:2])
    found = here.locator("#found li", has=here.get_by_text(f"{village}计生协", exact=True)).first
    expect(found).to_be_visible()
    expect(here.locator("#said")).to_contain_text("找到")
    box.fill("没有这个村")
    expect(here.locator("#said")).to_contain_text("没有找到“没有这个村”")
    expect(here.locator("#found li")).to_have_count(0)
    box.fill(village)
    found.get_by_role("link").click()
    expect(here.locator("h1")).to_contain_text(village)


def test_the_unit_finder_leads_up_where_there_is_no_page(page: Open, shipped: Published) -> None:
    """A village without records is found and leads to the nearest unit above that has a page."""
    here = page()
    here.goto(f"{shipped.address}units/")
    here.locator("#find").fill("火车站社区")
    found = here.locator("#found li")
    expect(found.first).to_be_visible()
    assert found.count() > 5
    for link in found.get_by_role("link").all():
        where = link.get_attribute("href") or ""
        assert (shipped.folder / "units" / where / "index.html").is_file(), where
    found.first.get_by_role("link").click()
    expect(here.locator("h1")).to_contain_text("计生协")


def _village(site: Published) -> str:
    for file in sorted((site.folder / "u").glob("?" * 12)):
        names = re.search("<h1>(.+?)计生协</h1>", (file / "index.html").read_text(encoding="utf-8"))
        for rows in (site.folder / "units").glob("[a-z][a-z_].json"):
            for code, name, *_ in json.loads(rows.read_text(encoding="utf-8")):
                if code == file.name and names and names[1].endswith(name):
                    return str(name)
    raise AssertionError("no village has a page")


# ---------------------------------------------------------------- the reader's phone


def test_the_chosen_look_stays(page: Open, demo: Published) -> None:
    """自动, 浅色, 深色 in turn; what was chosen is there after a reload and on the next page."""
    here = page(color_scheme="light")
    here.goto(demo.address)
    button = here.locator("[data-theme-switch]")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = here.evaluate(ground)
    button.click()
    expect(button).to_have_text("浅色")
    button.click()
    expect(button).to_have_text("深色")
    dark = here.evaluate(ground)
    assert dark != light
    here.reload()
    assert here.evaluate(ground) == dark
    here.goto(f"{demo.address}units/")
    assert here.evaluate(ground) == dark
    here.locator("[data-theme-switch]").click()
    assert here.evaluate(ground) == light


def test_inside_wechat(page: Open, demo: Published) -> None:
    """There copying the address and opening it in a browser come first; elsewhere nothing is said of WeChat."""
    here, other = page(user_agent=WECHAT), page()
    here.clock.set_fixed_time(BEFORE)
    other.clock.set_fixed_time(BEFORE)
    for each in (here, other):
        each.goto(demo.address + PLANNED)
    hint = here.locator(".addcal .only-wechat")
    expect(hint).to_be_visible()
    expect(hint).to_contain_text("在浏览器打开")
    expect(other.locator(".addcal .only-wechat")).to_be_hidden()
    copy, first = (
        here.locator(".addcal button.copy, .addcal [data-copy]"),
        here.locator(".addcal a.button").first,
    )
    where, then = copy.bounding_box(), first.bounding_box()
    assert where and then and (where["y"], where["x"]) < (then["y"], then["x"])


def test_copying_an_address(page: Open, demo: Published) -> None:
    """复制网址 puts the address that is shown into the clipboard and says 已复制."""
    here = page(permissions=["clipboard-read", "clipboard-write"])
    here.clock.set_fixed_time(BEFORE)
    here.goto(demo.address + PLANNED)
    shown = here.locator("#ics").inner_text()
    assert shown == f"{HOME_URL}{PLANNED.rstrip('/')}.ics"
    button = here.get_by_role("button", name="复制网址")
    button.click()
    expect(here.locator(".addcal [data-copy]")).to_have_text("已复制")
    assert here.evaluate("navigator.clipboard.readText()") == shown


def test_the_calendar_file(page: Open, demo: Published) -> None:
    """下载日历文件 gives a file that a calendar understands, with the activity's own time."""
    here = page()
    here.clock.set_fixed_time(BEFORE)
    here.goto(demo.address + PLANNED)
    with here.expect_download() as download:
        here.get_by_role("link", name="下载日历文件").click()
    calendar = icalendar.Calendar.from_ical(download.value.path().read_bytes())
    event, second = calendar.events  # one an occurrence
    assert second.start.isoformat() == "2021-05-29T10:30:00+08:00"
    assert str(event["SUMMARY"]) == "示例广场健康义诊"
    assert event.start.isoformat() == "2021-05-29T09:00:00+08:00"
    assert str(event["URL"]) == HOME_URL + PLANNED


def test_printing(page: Open, demo: Published) -> None:
    """打印 asks the browser to print."""
    here = page()
    here.clock.set_fixed_time(BEFORE)
    here.add_init_script("window.print = () => { document.title = 'printed' }")
    here.goto(demo.address + PLANNED)
    here.get_by_role("button", name="打印").click()
    expect(here).to_have_title("printed")


def test_the_front_page_begins_with_my_place(page: Open, demo: Published) -> None:
    """What the chosen place has comes first, with how far away it is; of a village without anything what its county has."""
    here = page()
    here.clock.set_fixed_time("2021-05-27T09:00:00+08:00")
    here.goto(demo.address)
    block = here.locator("[data-own]")
    expect(block).to_be_hidden()
    for code in (COUNTY, f"{COUNTY}999999"):
        place = json.dumps({"code": code, "name": "示例地方", "page": COUNTY})
        here.evaluate("place => { localStorage.place = place; }", place)
        here.reload()
        expect(block.locator("li.row").first).to_be_visible()
        rows = block.locator("li.row > a").evaluate_all("rows => rows.map(row => row.getAttribute('href'))")
        assert rows and all(row.startswith(f"e/2021-{COUNTY}") for row in rows)
        expect(block.locator(".when-mark").first).to_have_text(re.compile("天|进行"))
        expect(block.get_by_role("link", name="示例地方")).to_have_attribute("href", f"u/{COUNTY}/")
        expect(block.locator("p.note")).to_be_visible(visible=code != COUNTY)
