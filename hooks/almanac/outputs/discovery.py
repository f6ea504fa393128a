"""What search engines find: the sitemap (an index and one for each share) and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from almanac.outputs import File, Made, Share, Site
from almanac.views.ics import whole_day

_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
PAGES = ("", "calendar/", "units/", "years/", "fields/")


def make(share: Share) -> Iterator[Made]:
    """Make sitemaps/<code>.xml of the share's activities and associations; the province also makes the index."""
    site = share.site
    yield _sitemap(site, share.code, (*_activities(share), *_associations(share)))
    if share.code == site.register.root:
        yield _sitemap(site, "pages", ((path, "") for path in _pages(share)))
        yield _index(site)
        yield _robots(site)


def _activities(share: Share) -> Iterator[tuple[str, str]]:
    shown = share.entries
    if len(share.code) < 6:
        shown = tuple([event for event in shown if event.code == share.code])
    for event in shown:
        if event.state != "撤下":
            yield f"e/{event.id}/", whole_day(event.updated)


def _associations(share: Share) -> Iterator[tuple[str, str]]:
    """Associations that have a page, changed when an activity at or below them last was."""
    latest: dict[str, str] = {}
    lengths = sorted({len(unit.code) for unit in share.units})
    longest = lengths[-1]
    changes = {(event.code[:longest], event.updated) for event in share.entries if event.state != "撤下"}
    for code, updated in changes:
        for length in lengths:
            if updated > latest.get(code[:length], ""):
                latest[code[:length]] = updated
    for unit in share.units:
        if unit.code in share.paged:
            yield f"u/{unit.code}/", whole_day(latest.get(unit.code, ""))


def _pages(share: Share) -> Iterator[str]:
    """The pages that are neither an activity's nor an association's."""
    site = share.site
    yield from PAGES
    yield from (path for path, _, _ in site.articles)
    yield from (f"{year}/" for year in sorted(site.notices, reverse=True) if year != site.year)
    yield from (
        f"calendar/{month}/" for month in sorted({event.start[:7] for event in share.entries}) if month
    )


def _sitemap(site: Site, name: str, pages: Iterable[tuple[str, str]]) -> File:
    lines = [f"{_HEAD}<urlset {_NAMESPACE}>"]
    for path, changed in pages:
        when = f"<lastmod>{changed}</lastmod>" if changed else ""
        lines.append(f"<url><loc>{site.url}{path}</loc>{when}</url>")
    return File(f"sitemaps/{name}.xml", "\n".join([*lines, "</urlset>", ""]).encode())


def _index(site: Site) -> File:
    names = ["pages", *(unit.code for unit in site.register if len(unit.code) <= 6)]
    lines = [f"<sitemap><loc>{site.url}sitemaps/{name}.xml</loc></sitemap>" for name in names]
    return File(
        "sitemap.xml",
        "\n".join([f"{_HEAD}<sitemapindex {_NAMESPACE}>", *lines, "</sitemapindex>", ""]).encode(),
    )


def _robots(site: Site) -> File:
    """All may be found; a site of 演示数据 may not, so that nobody takes it for news."""
    allowed = "Disallow: /" if site.demo else "Allow: /"
    return File("robots.txt", f"User-agent: *\n{allowed}\n\nSitemap: {site.url}sitemap.xml\n".encode())
