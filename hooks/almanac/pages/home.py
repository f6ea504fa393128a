"""The front page: this year's campaign, what is on, where, of what kind, what came of it, and the years before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from almanac.model.day import Day
from almanac.pages import Made, Share, Stamp
from almanac.pages.parts.activity_list import number_of, plain, rows
from almanac.render.html import alternates, column, fill, head, title
from almanac.views import article_status
from almanac.views.activities import Entry, order
from almanac.views.campaign_year import (
    DAY,
    Season,
    Stage,
    day_words,
    from_today,
    nearest,
    next_day,
    season,
    soon,
)
from almanac.views.facets import facets
from almanac.views.occurrences import spoken_day
from almanac.views.rollup import NONE, Gathered, by_month, gathered, on_each_day

ROWS = 8
RESULTS = 2  # of what was held, while more is to come
NEXT_DAYS = 3  # days that the way to what is on names, besides the member day
YEARS = 6
FAR = 400  # days: what is to come of this campaign, however far
WIDE = 12  # from this many on, the province has filter pages


def make(share: Share) -> Iterator[Made]:
    """Made once for the whole site, from the province's share."""
    site = share.site
    if share.code != site.register.root:
        return
    years = gathered(share.entries, share.crowds)
    now = season(site.year, site.notices.get(site.year))
    body = fill(
        "home.html",
        root="",
        top=site.register[share.code],
        name=site.name,
        season=now,
        month=nearest(by_month(share.entries, share.crowds), site.today),
        articles=article_status.in_force(site.shelf, site.today),
        years=_years(share, years),
        prose=Markup(site.home_prose),  # noqa: S704  (the engine's rendering of content/index.md)
        **_now(share, now, years),
    )
    whole = site.register[share.code].name
    said = f"{now.name}：{now.theme or f'{whole}各级计生协的活动'}。看身边的活动、日历、成果和健康知识。"
    metas = column("首页", said, "首页", ("会员活动日", "5·29", "计生协"))
    top = head(site.url, "index.html", said, metas=metas) + alternates("", share.code)
    yield Stamp("index.html", title(site.name), said, top, str(body))


def _now(share: Share, now: Season, years: dict[int, Gathered]) -> dict[str, object]:
    """What is on and what came of it; after the campaign the cities count all years."""
    site = share.site
    stage = now.stage(site.today)
    over = stage is Stage.AFTER
    current = years.get(site.year, NONE)
    coming = next_day(site.today) if over else f"{site.year}-{DAY}"
    number, first = upcoming(current, site.today)
    results = latest([event for those in years.values() for event in those.named])
    results = results if over else results[:RESULTS]
    return {
        "over": over,
        "next_day": coming,
        "last_day": now.end if stage is Stage.DURING else coming,
        "next_words": day_words(coming),
        "next_ordinal": season(int(coming[:4]), None).ordinal,
        "count": current.states(),
        "soon": plain(first, rows(site.register, "")) if first else "",
        "soon_more": number - len(first),
        "days": [] if over else days_ahead(current, site.today, coming),
        "cities": _cities(share, list(years.values()) if over else [current]),
        "results": plain(results, rows(site.register, "", years=True)) if results else "",
        "categories": _categories(share, current),
    }


def _years(share: Share, years: dict[int, Gathered]) -> list[tuple[Season, int]]:
    """The campaigns before or after this one, newest first, and how many activities each has."""
    site = share.site
    others = [year for year in sorted(site.notices, reverse=True) if year != site.year][:YEARS]
    return [(season(year, site.notices[year]), years.get(year, NONE).states().total) for year in others]


def upcoming(current: Gathered, today: Day) -> tuple[int, list[Entry]]:
    """How many are on from today for two weeks, and the first of those that are named; if none is, of what comes then."""
    found = soon(current.named, today) or soon(current.named, today, FAR)
    near = _enough(Counter([from_today(e, today) for e in found]), reverse=False)
    first = [e for e in found if from_today(e, today) <= near]
    first.sort(key=lambda e: (from_today(e, today), e.level, e.id))
    return len(found) + sum(crowd.soon(today) for crowd in current.crowds.values()), first[:ROWS]


def days_ahead(current: Gathered, today: Day, member_day: str) -> list[tuple[str, str, int]]:
    """The next days that have something, and the member day: the day, in words, how many activities it has."""
    days = on_each_day(current)
    ahead = [day for day in days if not today.past(day)]
    chosen = sorted({*ahead[:NEXT_DAYS], member_day} & set(ahead))
    return [(day, spoken_day(day), number_of(days[day]) + sum(current.on(day).values())) for day in chosen]


def latest(entries: Sequence[Entry]) -> list[Entry]:
    """The newest activities that say what came of them, higher levels first within a day."""
    found = [event for event in entries if event.result and event.start]
    near = _enough(Counter([event.start[:10] for event in found]), reverse=True)
    found = [event for event in found if event.start[:10] >= near]
    found.sort(key=order)
    found.sort(key=lambda event: event.start[:10], reverse=True)
    return found[:ROWS]


def _enough(days: Counter[str], reverse: bool) -> str:
    """The day by which, counted from the first (or the last), there are as many activities as the page shows."""
    seen, day = 0, ""
    for day in sorted(days, reverse=reverse):
        seen += days[day]
        if seen >= ROWS:
            break
    return day


def _cities(share: Share, campaigns: Sequence[Gathered]) -> list[tuple[str, str, int]]:
    counts: Counter[str] = Counter()
    for campaign in campaigns:
        counts.update(campaign.by_child(share.code))
    return [(c.code, c.short, counts[c.code]) for c in share.site.register.children(share.code)]


def _categories(share: Share, current: Gathered) -> list[tuple[str, int, str]]:
    """The categories of this year: name, how many activities, and the page that lists them."""
    site = share.site
    notice = site.notices.get(site.year)
    counts, total = current.faceted(0), current.number
    wide = {facet.slug for facet in facets(notice)} if total > WIDE else set()
    found = []
    for category in notice.categories if notice else ():
        number = counts.get(category.slug, (0, []))[0]
        listed = category.slug in wide and 0 < number < total
        where = f"u/{share.code}/{category.slug}/" if listed else f"{site.year}/#{category.slug}"
        found.append((category.name, number, where))
    return found
