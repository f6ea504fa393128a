"""A day has a page of the province, of each city and of each county: nothing on it is more than three taps away."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import shares
from almanac.model.filings import Filing
from almanac.pages import Stamp, day_pages, home, months
from almanac.pages.day_pages import ON_A_PAGE

DAY = "2021-05-29"


def made(*filings: Filing, today: str = "2021-05-20") -> dict[str, Stamp]:
    """The home page, the months and all pages of days of the small province."""
    those = shares.shares(*filings, on=shares.site(today=today))
    makers = (home.make, months.make, day_pages.make)
    found = [one for share in those.values() for make in makers for one in make(share)]
    return {one.path: one for one in found if isinstance(one, Stamp)}


def links(page: Stamp) -> list[str]:
    """Where a page leads, from the site's root."""
    found = re.findall('href="([^"]*)"', page.body)
    return [urljoin(f"/{page.path.removesuffix('index.html')}", link)[1:] for link in found]


def reached(pages: dict[str, Stamp], taps: int) -> set[str]:
    """All that is so many taps or fewer from the home page."""
    known = {"index.html"}
    for _ in range(taps):
        known |= {link for path in known if path in pages for link in links(pages[path])}
    return known


def full(number: int) -> list[Filing]:
    """So many 示例 activities of a village on the member day, and one of each level above; one that goes on over it."""
    return [
        *(shares.filed("430181119001", f"n{n}", 名称=f"示例{n}") for n in range(number)),
        *(shares.filed(code, f"own-{code}") for code in ("43", "4301", "430181", "433101")),
        shares.filed("430102", "long", 开始="2021-05-27", 结束="2021-05-30"),
    ]


def test_every_activity_of_the_member_day_is_three_taps_away() -> None:
    """From the home page, whoever leads it; and all of the days that it covers have pages."""
    filings = full(25)
    found = made(*filings)
    assert {f"e/{one.id}/" for one in filings} <= reached(found, 3)
    assert {f"u/430102/2021-05-{day}/" for day in (27, 28, 29, 30)} <= set(found)
    assert f"u/43/{DAY}/" in links(found["index.html"]) and f"u/43/{DAY}/" in links(found["calendar/"])
    assert "共 30 场活动" in found[f"u/43/{DAY}/"].body


def test_a_day_of_many_can_be_walked_to_its_end() -> None:
    """Each once, on pages that all are a tap from one another; what goes on from before comes after what begins."""
    found = made(*full(70))
    pages = [found[f"u/430181/{DAY}{more}/"] for more in ("", "-2", "-3")]
    shown = [link for page in pages for link in links(page) if link.startswith("e/")]
    assert len(shown) == len(set(shown)) == 71
    assert [sum(link.startswith("e/") for link in links(page)) for page in pages] == [
        ON_A_PAGE,
        ON_A_PAGE,
        11,
    ]
    for page in pages:
        assert {one.path for one in pages} <= set(links(page))
        assert 'aria-current="page">第' in page.body
    assert found[f"u/430102/{DAY}/"].body.count('<li class="row"') == 1


def test_above_a_county_a_full_day_leads_down_to_that_day() -> None:
    """The province names its own and leads to cities and counties, a city to counties: each to the same day."""
    found = made(*full(70))
    province, city = found[f"u/43/{DAY}/"], found[f"u/4301/{DAY}/"]
    for page, own in ((province, "43"), (city, "4301")):
        assert [link for link in links(page) if link.startswith("e/")] == [f"e/2021-{own}-own-{own}/"]
        assert {f"u/430181/{DAY}/", f"u/430102/{DAY}/"} <= set(links(page))
    assert "浏阳市71场" in province.body and '长沙市 <span class="num">73场' in province.body


def test_days_lead_on_and_the_page_is_the_same_whatever_day_it_is() -> None:
    found, later = made(*full(5)), made(*full(5), today="2021-06-20")
    assert {"u/430102/2021-05-28/", "u/430102/2021-05-30/"} <= set(links(found["u/430102/2021-05-29/"]))
    days = {path for path in found if path.startswith("u/")}
    assert days and {path: found[path] for path in days} == {path: later[path] for path in days}


def test_a_day_of_another_campaign_is_named_with_its_year() -> None:
    """The day before may be a year ago: ‹ 5月26日 and 5月26日 › beside each other say nothing."""
    filings = [shares.filed("430181", f"d{year}", 开始=f"{year}-05-26") for year in (2020, 2021)]
    found = made(*filings, shares.filed("430181", "last", 开始="2021-05-28"))
    page = found["u/430181/2021-05-26/"].body
    assert "‹ 2020年5月26日" in page and ">5月28日" in page and "2021年5月28日" not in page


def test_a_day_shows_its_week() -> None:
    """Seven days from Monday, each that has something a link with how many; the day itself is marked."""
    page = made(*full(3))["u/430102/2021-05-28/"]
    week = page.body.partition('<nav class="week"')[2].partition("</nav>")[0]
    assert re.findall("<b>([0-9]+)</b>", week) == ["24", "25", "26", "27", "28", "29", "30"]
    assert re.findall('href="[./]*(u/[^"]*)"', week) == [
        f"u/430102/2021-05-{day}/" for day in (27, 28, 29, 30)
    ]
    assert re.search(r'2021-05-28/" aria-current="page"', week) and "1场" in week
