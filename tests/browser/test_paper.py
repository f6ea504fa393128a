"""Pages on A4: every table fits, a village and an activity take one sheet, an activity to come has its code."""

from __future__ import annotations

import re

import pytest
from browser.conftest import Open
from browser.sites import COUNTY, KINDS, PLANNED, Kind, Published
from small import TODAY

A4 = {"width": 680, "height": 1009}  # within its margins of 1.5 cm, in pixels of CSS
TABLES = [
    "province",
    "county",
    "totals",
    "returns",
    "assessment",
    "visits",
    "status",
    "service",
    "data",
    "fields",
    "activity",
    "village",
]
# Tables that are wider than the sheet, or than the box that would cut them off.
TOO_WIDE = """() => [...document.querySelectorAll("table")].filter(table => table.getClientRects().length)
  .filter(table => table.scrollWidth > table.parentElement.clientWidth + 1 || table.getBoundingClientRect().right > innerWidth)
  .map(table => table.className + " " + table.scrollWidth)"""


@pytest.mark.parametrize(
    "kind", [each for each in KINDS if each.name.partition("-")[0] in TABLES], ids=lambda kind: kind.name
)
def test_every_table_fits(kind: Kind, page: Open, shipped: Published, demo: Published) -> None:
    site = demo if kind.site == "demo" else shipped
    here = page(viewport=A4)
    here.goto(site.address + site.first(kind.file))
    here.emulate_media(media="print")
    assert here.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("file", [f"u/{COUNTY}??????/index.html", f"{PLANNED}index.html", "e/*/card.jpg"])
def test_a_village_and_an_activity_take_one_sheet(file: str, page: Open, demo: Published) -> None:
    here = page()
    here.clock.set_fixed_time(f"{TODAY}T09:00:00+08:00")
    here.goto(demo.address + demo.first(file).removesuffix("card.jpg"))
    sheets = re.findall(rb"/Type\s*/Page\b", here.pdf(prefer_css_page_size=True))
    assert len(sheets) == 1


def test_the_code_of_what_is_to_come_is_on_paper_alone(page: Open, demo: Published) -> None:
    """On the screen the address is the page's own; on paper a phone's camera leads to it, as long as anybody may come."""
    here = page()
    code = here.locator(".printed-code svg")
    for day, printed in (("2021-05-01", True), ("2021-05-30", False)):
        here.emulate_media(media="screen")
        here.clock.set_fixed_time(f"{day}T09:00:00+08:00")
        here.goto(demo.address + PLANNED)
        assert code.count() == 1 and not code.is_visible()
        here.emulate_media(media="print")
        assert code.is_visible() == printed
        assert not printed or (code.bounding_box() or {"width": 0})["width"] > 90


@pytest.mark.parametrize("place", ["???", "??????"], ids=["township", "village"])
def test_the_plan_of_a_place_has_its_code_on_paper(place: str, page: Open, demo: Published) -> None:
    """The sheet on the notice board leads a phone to what is new."""
    here = page()
    here.goto(demo.address + demo.first(f"u/{COUNTY}{place}/index.html"))
    code = here.locator(".printed-code svg")
    assert here.locator("#d").count() == 1 and not code.is_visible()
    here.emulate_media(media="print")
    assert code.is_visible() and (code.bounding_box() or {"width": 0})["width"] > 90
