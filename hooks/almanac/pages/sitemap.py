"""What search engines find: the sitemap (an index and one for each share) and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from almanac.model.divisions import Level
from almanac.pages import File, Made, Share, Site
from almanac.views import article_status
from almanac.views.activities import Entry
from almanac.views.rollup import by_month, on_each_day
from almanac.views.subscriptions import last_change

_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
PAGES = (
    *("", "calendar/", "units/", "years/", "honours/", "service/", "totals/"),
    *("health/", "health/glossary/", "press/", "about/", "calendar-help/", "data/", "fields/", "faults/"),
    *("guide/", "guide-excel/", "guide-form/", "guide-file/", "guide-change/", "guide-numbers/"),
    *("guide-history/", "submit/"),
)


def make(share: Share) -> Iterator[Made]:
    """Make sitemaps/<code>.xml of the share's activities and associations; the province also makes the index."""
    site = share.site
    shown = [event for event in share.entries if event.words.listed]
    yield _sitemap(site, share.code, (*_activities(share, shown), *_associations(share, shown)))
    if share.code == site.register.root:
        yield _sitemap(site, "pages", ((path, "") for path in _pages(share)))
        yield _index(site)
        yield _robots(site)


def _activities(share: Share, shown: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    if share.code.level < Level.COUNTY:
        shown = [event for event in shown if event.code == share.code]
    for event in shown:
        yield f"e/{event.id}/", last_change(event)


def _associations(share: Share, shown: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Associations that have a page, and days; a county's say when an activity at or below them last changed."""
    latest: dict[str, str] = {}
    if share.code.level is Level.COUNTY:
        for code, changed in {(event.code, last_change(event)) for event in shown}:
            for unit in share.site.register.line(code):
                latest[unit.code] = max(changed, latest.get(unit.code, ""))
    for unit in share.units:
        if unit.code in share.paged:
            yield f"u/{unit.code}/", latest.get(unit.code, "")
    for month, those in by_month(share.entries, share.crowds).items():
        yield from ((f"u/{share.code}/{day}/", "") for day in on_each_day(those, month) if month)


def _pages(share: Share) -> Iterator[str]:
    """The pages that are neither an activity's nor an association's."""
    site = share.site
    yield from PAGES
    yield from (f"health/topics/{topic.slug}/" for topic in site.shelf.topics)
    sound = [each.path for each in article_status.in_force(site.shelf, site.today) if each.sound]
    yield from (*sound, *(["health/booklet/"] if sound else []))
    yield from (f"press/{one.slug}/" for one in site.newsroom.final(site.today))
    yield from (f"{year}/" for year in sorted(site.notices, reverse=True))
    yield from (f"calendar/{month}/" for month in by_month(share.entries, share.crowds) if month)


def _sitemap(site: Site, name: str, pages: Iterable[tuple[str, str]]) -> File:
    lines = [f"{_HEAD}<urlset {_NAMESPACE}>"]
    for path, changed in pages:
        when = f"<lastmod>{changed}</lastmod>" if changed else ""
        lines.append(f"<url><loc>{site.url}{path}</loc>{when}</url>")
    return File(f"sitemaps/{name}.xml", "\n".join([*lines, "</urlset>", ""]).encode())


def _index(site: Site) -> File:
    names = ["pages", *(unit.code for unit in site.register if unit.level <= Level.COUNTY)]
    lines = [f"<sitemap><loc>{site.url}sitemaps/{name}.xml</loc></sitemap>" for name in names]
    return File(
        "sitemap.xml",
        "\n".join([f"{_HEAD}<sitemapindex {_NAMESPACE}>", *lines, "</sitemapindex>", ""]).encode(),
    )


def _robots(site: Site) -> File:
    """All may be found; a site of 演示数据 may not, so that nobody takes it for news."""
    allowed = "Disallow: /" if site.demo else "Allow: /"
    return File("robots.txt", f"User-agent: *\n{allowed}\n\nSitemap: {site.url}sitemap.xml\n".encode())
