"""What is on stands on the first screen of a phone, before, in and after the season, on every page that leads to it.

None of them is endless, and whatever is on on the member day is three taps from the home page.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import small
from browser import sites
from browser.conftest import Open
from browser.sites import COUNTY, Published
from browser.test_measured import ELDER

DAYS = {"before": "2021-05-12", "during": "2021-05-29", "after": "2021-06-20"}
PAGES = {
    "home": "index.html",
    "province": "u/43/index.html",
    "city": "u/4303/index.html",
    "county": f"u/{COUNTY}/index.html",
    "township": f"u/{COUNTY}???/index.html",
    "village": f"u/{COUNTY}??????/index.html",
}
SCREEN = {"width": 390, "height": 800}
# Where the name of the first activity of a page ends, and all that its first block says.
FIRST = """() => {
  const rows = [...document.querySelectorAll("main li.row .row-name")].filter(e => e.getClientRects().length);
  return rows.length ? rows[0].getBoundingClientRect().bottom + scrollY : 99999;
}"""


@pytest.fixture(scope="module", params=DAYS)
def season(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Published]]:
    """A day, and the site of a demo province of some hundred activities as it stands on it."""
    day, folder = DAYS[request.param], tmp_path_factory.mktemp(request.param)
    events = small.records(folder / "events", activities=300, today=day)
    outcome = small.build(events, folder / "site", today=day)
    assert outcome.published, "\n".join(map(str, outcome.faults))
    with sites.served(folder / "site") as site:
        yield day, site


@pytest.mark.parametrize("elder", [False, True], ids=["plain", "elder"])
def test_the_first_activity_is_on_the_first_screen(
    season: tuple[str, Published], page: Open, elder: bool
) -> None:
    day, site = season
    here = page(viewport=SCREEN)
    here.clock.set_fixed_time(f"{day}T09:00:00+08:00")
    if elder:
        here.add_init_script(ELDER)
    places = {}
    for name, pattern in PAGES.items():
        here.goto(site.address + site.first(pattern))
        here.wait_for_load_state("networkidle")
        places[name] = round(here.evaluate(FIRST))
    print(day, "elder" if elder else "plain", places)
    assert {name: at for name, at in places.items() if at > SCREEN["height"]} == {}


ENDLESS = 6000  # pixels
DAYS_OF = {"day": "u/43/2021-05-29/index.html", "day of a city": "u/4303/2021-05-29/index.html"}


def test_no_page_is_endless(season: tuple[str, Published], page: Open) -> None:
    """As it opens on a phone, whoever does not ask for more."""
    day, site = season
    here = page(viewport=SCREEN)
    here.clock.set_fixed_time(f"{day}T09:00:00+08:00")
    heights = {}
    for name, pattern in {**PAGES, **DAYS_OF, "calendar": "calendar/index.html"}.items():
        here.goto(site.address + site.first(pattern))
        here.wait_for_load_state("networkidle")
        heights[name] = here.evaluate("document.documentElement.scrollHeight")
    print(day, heights)
    assert {name: high for name, high in heights.items() if high > ENDLESS} == {}
