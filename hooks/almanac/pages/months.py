"""The province's calendar: a page for every month that has something, its filter pages, and the month to open first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from almanac.pages import Made, Share, Stamp
from almanac.pages.parts.activity_list import Listing, Row, listing, moved, per_day, rest_of_day, rows
from almanac.pages.parts.month_table import month_table
from almanac.render.html import alternates, column, fill, head, title, up
from almanac.views.activities import order
from almanac.views.campaign_year import month_words, nearest
from almanac.views.facets import LIMIT, Facet, Faceted, choices
from almanac.views.rollup import Gathered, alone, by_month, gathered

ROOT = "../../"
FRONT = "calendar/"
ALL = 100_000


class Month(NamedTuple):
    """One month: its activities, the facets among them, and the months that have something."""

    month: str
    entries: Gathered
    found: Faceted
    facets: list[Facet]
    listed: Listing
    cities: dict[str, int]
    undated: int
    known: Sequence[str]


def make(share: Share) -> Iterator[Made]:
    """Made once for the whole site, from the province's share."""
    site = share.site
    if share.code != site.register.root:
        return
    table = by_month(share.entries, share.crowds)
    undated = {
        year: sum(not event.start for event in those.named) + sum(c.undated for c in those.crowds.values())
        for year, those in gathered(share.entries, share.crowds).items()
    }
    table.pop("", None)
    row = rows(site.register, ROOT)
    first = nearest(table, site.today)
    if not first:
        yield _empty(share)
    for month, entries in table.items():
        here = _month(share, month, entries, row, undated.get(int(month[:4]), 0), tuple(table))
        yield _page(share, here, f"{FRONT}{month}/")
        if month == first:
            yield _page(share, here, FRONT)
        yield from (_facet(share, here, row, facet) for facet in here.facets)


def _month(
    share: Share, month: str, entries: Gathered, row: Row, undated: int, known: Sequence[str]
) -> Month:
    site = share.site
    found = entries.faceted(LIMIT)
    narrow = choices(found, site.notices.get(int(month[:4])), entries.number)
    rest = rest_of_day(site.register, share.paged, share.code, ROOT)
    listed = listing(entries, row, rest, per_day(entries.number), "d", month)
    return Month(month, entries, found, narrow, listed, entries.by_child(share.code), undated, known)


def _page(share: Share, here: Month, path: str) -> Stamp:
    """A month: its table, its list by day, the cities; at `calendar/` and at its own address."""
    site, root, month = share.site, up(path), here.month
    front = path == FRONT
    name = f"{month_words(month)}活动日历"
    said = (
        f"{month_words(month)}各级计生协会员活动日活动，共{here.entries.number}场，按日期、地方、类别查看。"
    )
    place = here.known.index(month)
    months = "" if front else "../"
    body = fill(
        "month.html",
        root=root,
        front=front,
        name=name,
        words=month_words(month),
        number=here.entries.number,
        table=month_table(month, here.listed.counts, f"{root}u/{share.code}/{{}}/", titled=False),
        list=here.listed._replace(html=Markup(str(here.listed.html).replace(f'"{ROOT}', f'"{root}'))),  # noqa: S704
        facets=here.facets,
        facet_root=f"{month}/" if front else "",
        before=_pager(here.known[place - 1] if place else "", months),
        after=_pager(here.known[place + 1] if place + 1 < len(here.known) else "", months),
        cities=[(c.code, c.short, here.cities.get(c.code, 0)) for c in site.register.children(share.code)],
        undated=here.undated,
        year=int(month[:4]),
        known=[(each, f"{months}{each}/", month_words(each)) for each in reversed(here.known)],
        over=site.today.past(month),
        month=month,
    )
    metas = column("活动日历", said, "列表", ("活动日历", month_words(month)))
    canonical = f"{FRONT}{month}/"
    top = head(site.url, canonical, said, metas=metas) + alternates(root, share.code)
    return Stamp(path, title(name), said, top, str(body))


def _pager(month: str, months: str) -> tuple[str, str]:
    return (f"{months}{month}/", month_words(month)) if month else ("", "")


def _facet(share: Share, here: Month, row: Row, facet: Facet) -> Stamp:
    """The month's activities in one category, at one level or for one audience."""
    site, (number, kept) = share.site, here.found[facet.slug]
    path = f"{FRONT}{here.month}/{facet.slug}/"
    root = up(path)
    words = month_words(here.month)
    said = f"{words}各级计生协属于“{facet.name}”的活动，共{number}场。"
    rest = rest_of_day(site.register, share.paged, share.code, root)
    cities = site.register.children(share.code) if number > len(kept) else ()
    body = fill(
        "facet.html",
        root=root,
        steps=Markup(""),
        heading=f"{facet.name} · {words}",
        kicker=words,
        number=number,
        shown=len(kept),
        facet=facet,
        facets=here.facets,
        list=listing(alone(sorted(kept, key=order)), moved(row, root), rest, ALL, "d", here.month).html,
        below=cities,
    )
    metas = column(f"活动日历·{facet.name}", said, "列表", (facet.name, words))
    return Stamp(path, title(facet.name, words), said, head(site.url, path, said, metas=metas), str(body))


def _empty(share: Share) -> Stamp:
    said = "各级计生协会员活动日的活动日历。"
    body = fill("month_empty.html", root=up(FRONT))
    metas = column("活动日历", said, "列表")
    return Stamp(FRONT, "活动日历", said, head(share.site.url, FRONT, said, metas=metas), str(body))
