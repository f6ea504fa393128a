"""What is on stands on the first screen of a phone, before, in and after the season, on every page that leads to it.

None of them is endless, and whatever is on on the member day is three taps from the home page.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import small
from browser import sites, walk
from browser.conftest import Open
from browser.sites import COUNTY, Published
from browser.test_measured import ELDER
from playwright.sync_api import Page

DAYS = {"before": "2021-05-12", "during": "2021-05-29", "after": "2021-06-20"}
PAGES = {
    "home": "index.html",
    "province": "u/43/index.html",
    "city": "u/4303/index.html",
    "county": f"u/{COUNTY}/index.html",
    "township": f"u/{COUNTY}???/index.html",
    "village": f"u/{COUNTY}??????/index.html",
    "calendar": "calendar/index.html",
    "month": "calendar/2021-05/index.html",
    "year": "2021/index.html",
    "topic": "health/topics/jiating/index.html",
}
SCREEN = {"width": 390, "height": 800}
CROWDED = "430528"  # 新宁县: a township of it has 61 villages
BOTH = pytest.mark.parametrize("elder", [False, True], ids=["plain", "elder"])


@pytest.fixture(scope="module", params=DAYS)
def season(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Published]]:
    """A day, and the site of a demo province as it stands on it, with a county of all its villages."""
    day, folder = DAYS[request.param], tmp_path_factory.mktemp(request.param)
    events = small.records(folder / "events", activities=500, today=day, whole=CROWDED)
    outcome = small.build(events, folder / "site", today=day)
    assert outcome.published, "\n".join(map(str, outcome.faults))
    with sites.served(folder / "site") as site:
        yield day, site


def opened(page: Open, day: str, elder: bool) -> Page:
    """A phone, on a day."""
    here = page(viewport=SCREEN)
    here.clock.set_fixed_time(f"{day}T09:00:00+08:00")
    if elder:
        here.add_init_script(ELDER)
    return here


@BOTH
def test_the_first_activity_is_on_the_first_screen(
    season: tuple[str, Published], page: Open, elder: bool
) -> None:
    (day, site), places = season, {}
    here = opened(page, day, elder)
    for name, pattern in PAGES.items():
        places[name] = walk.seen(here, site.address + site.first(pattern)).first
    print(day, "elder" if elder else "plain", places)
    assert {name: at for name, at in places.items() if not 0 < at <= SCREEN["height"]} == {}


ENDLESS = 6000  # pixels
READ = 9000  # an article in large letters: whoever opens it has asked for it


@BOTH
def test_no_page_is_endless(season: tuple[str, Published], page: Open, elder: bool) -> None:
    """The longest page of every type, as it opens on a phone for whoever does not ask for more, and none wider than it."""
    (day, site), found = season, {}
    here = opened(page, day, elder)
    for name, pattern in walk.PAGES.items():
        for path in walk.longest(site.folder, pattern):
            found[name, path] = walk.seen(here, site.address + path)
    print(day, {name: each.high for (name, _), each in found.items()})
    assert len(found) >= 30
    most = {"article": READ if elder else ENDLESS}
    assert {
        at: each for at, each in found.items() if each.high > most.get(at[0], ENDLESS) or each.wide > 0
    } == {}
