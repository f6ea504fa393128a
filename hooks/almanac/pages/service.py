"""What was done for people, a page for each campaign: promises, council members' pairs, groups visited, gifts."""

from __future__ import annotations

from collections.abc import Iterator

from almanac.model.divisions import Level, city_of
from almanac.pages import Made, Share, Stamp
from almanac.pages.parts.activity_list import folded, moved, rows
from almanac.render.html import column, fill, head, title, up
from almanac.views.activities import Entry, order
from almanac.views.hierarchy import shown
from almanac.views.service import COUNCIL, added, line, together, told

ACTIVITIES, FIRST = 12, 3


def make(share: Share) -> Iterator[Made]:
    """Made once for the whole site, from the province's share: the present campaign's page, and one for each other year."""
    site = share.site
    if share.code != site.register.root:
        return
    years = sorted({year for each in share.service.values() for year in each}, reverse=True)
    for year in sorted({*years, site.year}):
        yield _page(share, year, years)


def _page(share: Share, year: int, years: list[int]) -> Stamp:
    site = share.site
    path = "service/" if year == site.year else f"service/{year}/"
    levels = together(share.service.values()).get(year, {})
    cities = {
        city: together(each for code, each in share.service.items() if city_of(code) == city.code)
        for city in site.register.children(share.code)
    }
    name = "为群众办实事"
    said = f"{year}年会员活动日，各级计生协“为民服务解难题”清单的进度、理事结对帮扶、走访慰问的人群和募捐的善款。"
    body = fill(
        "service.html",
        root=up(path),
        year=year,
        told=told(levels),
        levels=[line(level.label, levels[level.slug]) for level in Level if level.slug in levels],
        cities=[
            (city.code, line(city.short, added(found[year])))
            for city, found in cities.items()
            if year in found
        ],
        activities=_council(share, year, up(path)),
        years=[(other, "service/" if other == site.year else f"service/{other}/") for other in years],
    )
    metas = column(name, said, "列表", ("为民服务解难题", "理事勤理事", "关怀关爱"))
    top = head(site.url, path, said, metas=metas)
    return Stamp(path, title(f"{year}年{name}"), said, top, str(body))


def _council(share: Share, year: int, root: str) -> object:
    """The newest activities of council members, higher levels first within a day, as a list."""
    found: list[Entry] = [
        event for event in shown(share.entries) if event.year == year and COUNCIL in event.categories
    ]
    found.sort(key=order)
    found.sort(key=lambda event: event.start[:10], reverse=True)
    return (
        folded(found[:ACTIVITIES], moved(rows(share.site.register, "../../"), root), FIRST) if found else ""
    )
