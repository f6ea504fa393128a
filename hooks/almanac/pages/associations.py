"""A page for every association that has one: its calendar, what is below it, results, accounts, former campaigns."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from almanac.disclosure import small_counts
from almanac.model.divisions import Association, Level, level_of, parent, share_of
from almanac.model.filings import Accounts, Filing, Piece
from almanac.pages import Made, Share, Stamp
from almanac.pages.parts.activity_list import Listing, Row, listing, moved, per_day, plain, rest_of_day, rows
from almanac.pages.parts.area_honours import Merits
from almanac.pages.parts.first_block import near, room
from almanac.pages.parts.month_table import month_table
from almanac.render import qr_code
from almanac.render.html import alternates, column, fill, head, joined, markup, title
from almanac.statistics.sums_in_words import in_words
from almanac.views import social_accounts
from almanac.views.activities import Entry, order
from almanac.views.addresses import frame
from almanac.views.campaign_year import Season, season
from almanac.views.facets import LIMIT, Facet, choices
from almanac.views.hierarchy import branches, full_title, level_name, nearest_feed, shown
from almanac.views.media_beside import pieces
from almanac.views.nearby import ahead
from almanac.views.rollup import Gathered, alone, gathered, of_period

ROOT = "../../"
DEEPER = "../../../"
ALL = 100_000
FORMER = 20
FILTERED = 12
MANY_BELOW = 30  # more are folded: a township may have a hundred villages, a county forty townships


class Ground(NamedTuple):
    """What the pages of one share have in common."""

    share: Share
    row: Row
    now: Season
    own: dict[str, list[Entry]]
    below: dict[str, list[Entry]]
    joint: dict[str, list[Entry]]
    filed: dict[str, list[Filing]]
    merits: Merits
    years: set[int]
    steps: dict[str, Markup]
    feeds: dict[str, Markup]
    folders: dict[str, str]
    everybodys: list[social_accounts.Account]
    plans_until: (
        str  # the last day of what is to come in the area by its records: until then something may be nearby
    )


def make(share: Share) -> Iterator[Made]:
    """A stamp for every association of this share that has a page."""
    ground = _ground(share)
    for unit in share.units:
        if unit.code in share.paged:
            yield from _pages(ground, unit)


def _ground(share: Share) -> Ground:
    site = share.site
    listed = shown(share.entries)
    codes = {unit.code for unit in share.units}
    own, below = branches(listed, share.code)
    joint: dict[str, list[Entry]] = {}
    for event in (*listed, *shown(share.joined)):
        for code in event.joint:
            if code in codes and code != event.code:
                joint.setdefault(code, []).append(event)
    filed: dict[str, list[Filing]] = {}
    folders: dict[str, str] = {}
    for filing in share.filings:
        if filing.year <= site.year:
            folders[filing.code] = max(folders.get(filing.code, ""), filing.file.rpartition("/")[0])
        if isinstance(filing.record, Piece | Accounts):
            filed.setdefault(filing.code, []).append(filing)
    now = season(site.year, site.notices.get(site.year), site.today)
    years = {site.year, *gathered(share.entries, share.crowds)}
    merits = Merits(share.honours, share.pledges, share.service, site.year, site.today)
    everybodys = social_accounts.of_notice(site.notices.get(site.year), site.year, site.records)
    row = rows(site.register, ROOT)
    plans = max((lasts[-10:] for _, _, lasts in ahead(listed, site.year)), default="")
    return Ground(
        share, row, now, own, below, joint, filed, merits, years, {}, {}, folders, everybodys, plans
    )


# ---------------------------------------------------------------- the page


def _pages(ground: Ground, unit: Association) -> Iterator[Stamp]:
    """The association's page, and its filter pages where the list is long and the level has them."""
    site, code = ground.share.site, unit.code
    mine = [event for event in ground.own.get(code, ()) if event.year == site.year]
    lower = [event for event in ground.below.get(code, ()) if event.year == site.year]
    whole = Gathered(mine + lower, of_period(ground.share.crowds, str(site.year)))
    name = full_title(site.register, code)
    long = whole.number > FILTERED and unit.level < Level.VILLAGE
    found = whole.faceted(LIMIT if unit.level <= Level.COUNTY else 0) if long else {}
    narrow = choices(found, site.notices.get(site.year), whole.number) if long else []
    yield _page(ground, unit, name, mine, whole, narrow)
    if unit.level <= Level.COUNTY:
        yield from (_facet(ground, unit, name, facet, narrow, found[facet.slug]) for facet in narrow)


def _page(
    ground: Ground, unit: Association, name: str, mine: list[Entry], whole: Gathered, narrow: list[Facet]
) -> Stamp:
    code = unit.code
    joint = ground.joint.get(code)
    feed = nearest_feed(code)
    body = fill(
        "unit.html",
        root=ROOT,
        code=code,
        short=unit.short,
        **near(ground.share.site.register, unit, whole, ground.now.year, ground.plans_until),
        rows=room(whole, ground.now.year),
        qr=qr_code.code(f"{ground.share.site.url}u/{code}/")
        if whole.number and unit.level > Level.COUNTY
        else None,
        steps=_steps(ground, code),
        name=name,
        level=level_name(code),
        season=ground.now,
        count=whole.states(),
        **_calendar(unit, _listed(ground, unit, mine, whole)),
        facets=narrow,
        filtered=unit.level <= Level.COUNTY,
        **_children(ground, code, whole),
        joint=plain(sorted(joint, key=order), ground.row) if joint else "",
        former=former(ground, code),
        counted=_counted(ground, code),
        table=f"totals/{ground.now.year}/{share_of(code)}/",
        subscribe=_feed(ground, feed),
        frame=frame(ground.share.site.url, unit) if unit.level is Level.COUNTY else "",
        merits=ground.merits.of(code, code == ground.share.code, ROOT),
        edit=ground.share.site.source.add(ROOT, ground.now.year, code, ground.folders.get(code, "")),
        pieces=pieces(ground.filed.get(code, ())),
        follow=social_accounts.shown(ground.everybodys, ground.filed.get(code, ()), code, ROOT),
    )
    path = f"u/{code}/"
    said = description(ground.now, name, whole.number)
    return Stamp(path, title(name, "会员活动日"), said, _head(ground, path, name, said, feed), str(body))


def _facet(
    ground: Ground,
    unit: Association,
    name: str,
    facet: Facet,
    all_of_them: Sequence[Facet],
    found: tuple[int, list[Entry]],
) -> Stamp:
    """What an association and those below it do in one category, at one level or for one audience."""
    site, (number, kept) = ground.share.site, found
    path = f"u/{unit.code}/{facet.slug}/"
    rest = rest_of_day(site.register, ground.share.paged, unit.code, DEEPER)
    said = f"{name}{ground.now.year}年会员活动日中属于“{facet.name}”的活动，共{number}场。"
    body = fill(
        "facet.html",
        root=DEEPER,
        steps=Markup(str(_steps(ground, unit.code)).replace(f'"{ROOT}', f'"{DEEPER}')),  # noqa: S704
        heading=f"{unit.short} · {facet.name}",
        kicker=f"{ground.now.year}年会员活动日",
        number=number,
        shown=len(kept),
        facet=facet,
        facets=all_of_them,
        list=listing(alone(sorted(kept, key=order)), moved(ground.row, DEEPER), rest, ALL, "d").html,
        below=[c for c in site.register.children(unit.code) if c.code in ground.share.paged]
        if number > len(kept)
        else [],
    )
    metas = column(f"{name}·{facet.name}", said, "列表", (facet.name, name))
    return Stamp(
        path, title(f"{facet.name} - {name}"), said, head(site.url, path, said, metas=metas), str(body)
    )


def _head(ground: Ground, path: str, name: str, said: str, feed: str) -> str:
    metas = column(name, said, "单位", (name, "会员活动日"))
    return head(ground.share.site.url, path, said, metas=metas) + alternates(ROOT, feed)


def description(now: Season, name: str, number: int) -> str:
    """What an association's page holds, in one sentence."""
    told = f"共{number}场活动，什么时间，在哪里" if number else "活动安排和往届情况"
    return f"{name}{now.year}年会员活动日：{told}。"


def _steps(ground: Ground, code: str) -> Markup:
    """From the province down to this association, one tap each."""
    here = '<a href="{}u/{}/" aria-current="page">{}</a>'
    return _above(ground, parent(code)) + markup(here, ROOT, code, ground.share.site.register[code].short)


def _above(ground: Ground, code: str) -> Markup:
    """The same for all that are right below `code`, as links."""
    found = ground.steps.get(code)
    if found is None:
        line = ground.share.site.register.line(code) if code else ()
        links = [markup('<a href="{}u/{}/">{}</a>', ROOT, above.code, above.short) for above in line]
        found = ground.steps[code] = joined(links, "")
    return found


def _calendar(unit: Association, listed: Listing | None) -> dict[str, object]:
    """Its list, a table for each month that has something, whose days lead to their pages or into the list, its weeks."""
    way = "{}/" if unit.level <= Level.COUNTY else "#d-{}"
    counts = listed.counts if listed else {}
    return {
        "list": listed,
        "folded": listed and not listed.open and unit.level <= Level.COUNTY,
        "tables": [month_table(month, counts, way) for month in sorted({day[:7] for day in counts})],
        "weeks": [(way.format(day), words) for day, words in _weeks(counts)],
    }


def _weeks(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """The weeks that have something: the first day of it, to which a link leads, and how the week is called."""
    first: dict[datetime.date, str] = {}
    for day in sorted(counts):
        found = datetime.date.fromisoformat(day)
        first.setdefault(found - datetime.timedelta(found.weekday()), day)
    return [(day, f"{monday.month}月{monday.day}日这一周") for monday, day in first.items()]


def _listed(ground: Ground, unit: Association, mine: list[Entry], whole: Gathered) -> Listing | None:
    """Its own activities and those of lower levels in one list; where days have pages, a full day shows its first."""
    rest = rest_of_day(ground.share.site.register, ground.share.paged, unit.code, ROOT)
    lower = whole.number - len(mine)
    limit = per_day(lower) if unit.level <= Level.COUNTY and lower else ALL
    return listing(whole, ground.row, rest, limit, "d") if whole.number else None


Below = tuple[str, str, int, bool]  # code, name, activities of this campaign, whether there is a page


def _children(ground: Ground, code: str, whole: Gathered) -> dict[str, list[Below]]:
    """The associations right below; of many those that have something, and the others folded."""
    if level_of(code) is Level.VILLAGE:
        return {"children": [], "folded_children": []}
    counts, paged = whole.by_child(code), ground.share.paged
    below = ground.share.site.register.children(code)
    found = [(child.code, child.short, counts.get(child.code, 0), child.code in paged) for child in below]
    seen = found if len(found) <= MANY_BELOW else [each for each in found if each[2]][:MANY_BELOW]
    return {"children": seen, "folded_children": [each for each in found if each not in seen]}


def former(ground: Ground, code: str) -> list[tuple[int, int, Markup, bool]]:
    """Other campaigns, newest first: year, how many activities, the first of them, whether these are all."""
    site = ground.share.site
    if ground.years == {site.year}:
        return []
    whole = [*ground.own.get(code, ()), *ground.below.get(code, ())]
    found = []
    for other, those in sorted(gathered(whole, ground.share.crowds).items(), reverse=True):
        if other != site.year:
            events = sorted(those.named, key=lambda event: (event.level, order(event)))
            drawn = plain(sorted(events[:FORMER], key=order), ground.row)
            found.append((other, those.number, drawn, those.number <= FORMER))
    return found


def _counted(ground: Ground, code: str) -> str:
    """What enters the official table of what is at or below the association, in one sentence."""
    found = ground.share.reckonings.get(ground.now.year)
    node = found.nodes.get(code) if found else None
    return in_words(small_counts.cells(code, node.sums())) if node else ""


def _feed(ground: Ground, feed: str) -> Markup:
    found = ground.feeds.get(feed)
    if found is None:
        site = ground.share.site
        found = ground.feeds[feed] = fill(
            "subscribe.html",
            root=ROOT,
            name=site.register[feed].short,
            feed=feed,
            address=f"{site.url}feeds/{feed}.ics",
            webcal=f"webcal://{site.url.partition('://')[2]}feeds/{feed}.ics",
        )
    return found
