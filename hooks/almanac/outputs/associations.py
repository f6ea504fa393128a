"""A page for every association that has one: its calendar, what is below it, results, accounts, former campaigns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from almanac.outputs import Made, Share, Stamp
from almanac.records import Account, Accounts, Award, Filing, Piece
from almanac.register import Association
from almanac.views.calendar import Entry, order
from almanac.views.html import column, fill, head, is_web, joined, markup, title
from almanac.views.lists import (
    PER_DAY,
    Listing,
    Row,
    daily,
    faceted,
    facets,
    listing,
    month_table,
    plain,
    rows,
)
from almanac.views.season import Season, day_words, season
from almanac.views.tree import CHILD, branches, by_child, full_title, level_name, nearest_feed, shown, states

ROOT = "../../"
CROWDED = 300  # activities below from which a day shows fewer rows
FEW = 3
FORMER = 20
FILTERED = 12


class Ground(NamedTuple):
    """What the pages of one share have in common."""

    share: Share
    row: Row
    now: Season
    own: dict[str, list[Entry]]
    below: dict[str, list[Entry]]
    joint: dict[str, list[Entry]]
    filed: dict[str, list[Filing]]
    steps: dict[str, Markup]
    feeds: dict[str, Markup]


def make(share: Share) -> Iterator[Made]:
    """A stamp for every association of this share that has a page."""
    ground = _ground(share)
    for unit in share.units:
        if unit.code in share.paged:
            yield _page(ground, unit)


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
    for filing in share.filings:
        if isinstance(filing.record, Piece | Award | Accounts):
            filed.setdefault(filing.code, []).append(filing)
    now = season(site.year, site.notices.get(site.year), site.today)
    return Ground(share, rows(site.register, ROOT), now, own, below, joint, filed, {}, {})


# ---------------------------------------------------------------- the page


def _page(ground: Ground, unit: Association) -> Stamp:
    site, code = ground.share.site, unit.code
    year = site.year
    own, below = ground.own.get(code, []), ground.below.get(code, [])
    mine = [event for event in own if event.year == year]
    lower = [event for event in below if event.year == year]
    name = full_title(site.register, code)
    path = f"u/{code}/"
    said = description(ground.now, name, len(mine), len(lower))
    whole = mine + lower
    lists = _lists(ground, code, mine, lower)
    feed = nearest_feed(code)
    body = fill(
        "unit.html",
        root=ROOT,
        steps=_steps(ground, code),
        name=name,
        short=unit.short,
        level=level_name(code),
        season=ground.now,
        count=states(whole),
        both=bool(mine and lower),
        tables=_tables(mine, lower),
        lists=lists,
        facets=_choices(ground, whole) if len(whole) > FILTERED and len(code) < 12 else (),
        filtered=len(code) <= 6 and len(whole) > FILTERED,
        whole=lists[-1][1].whole if lists else True,
        children=_children(ground, code, whole),
        joint=plain(sorted(ground.joint.get(code, ()), key=order), ground.row)
        if code in ground.joint
        else "",
        former=former(ground, own, below, year) if len(own) + len(below) > len(whole) else (),
        **filed(ground.filed.get(code, ())),
        subscribe=_feed(ground, feed),
    )
    return Stamp(path, title(name, "会员活动日"), said, _head(ground, path, name, said, feed), str(body))


def _head(ground: Ground, path: str, name: str, said: str, feed: str) -> str:
    metas = column(name, said, "单位", (name, "会员活动日"))
    alternates = markup(
        '\n<link rel="alternate" type="application/atom+xml" href="{}feeds/{}.xml">'
        '\n<link rel="alternate" type="application/feed+json" href="{}feeds/{}.json">'
        '\n<link rel="alternate" type="text/calendar" href="{}feeds/{}.ics">',
        *(ROOT, feed) * 3,
    )
    return head(ground.share.site.url, path, said, metas=metas) + alternates


def description(now: Season, name: str, mine: int, lower: int) -> str:
    """What an association's page holds, in one sentence."""
    counts = [f"本级{mine}场" if mine else "", f"下级{lower}场" if lower else ""]
    told = "、".join(count for count in counts if count) or "活动安排和往届情况"
    return f"{name}{now.year}年会员活动日：{told}。"


def _steps(ground: Ground, code: str) -> Markup:
    """From the province down to this association, one tap each."""
    found = ground.steps.get(code)
    if found is None:
        line = ground.share.site.register.line(code)
        links = [markup('<a href="{}u/{}/">{}</a>', ROOT, above.code, above.short) for above in line[:-1]]
        here = markup('<a href="{}u/{}/" aria-current="page">{}</a>', ROOT, code, line[-1].short)
        found = ground.steps[code] = joined([*links, here], "")
    return found


def _tables(mine: Sequence[Entry], lower: Sequence[Entry]) -> list[Markup]:
    """A table for each month that has something on a known day."""
    counts = daily(mine, lower)
    return [month_table(month, counts, "d") for month in dict.fromkeys(sorted(day[:7] for day in counts))]


def _lists(ground: Ground, code: str, mine: list[Entry], lower: list[Entry]) -> list[tuple[str, Listing]]:
    """The list of its own activities, and the list with lower levels; one alone where the other says nothing new."""
    if not lower:
        return [("", listing(mine, ground.row, _nothing_more, 10_000, "d"))] if mine else []
    rest = _rest(ground, code)
    limit = PER_DAY if len(lower) <= CROWDED else FEW
    every = listing(mine + lower, ground.row, rest, limit, "d")
    if not mine:
        return [("", every)]
    return [
        (f"本级 {len(mine)}", listing(mine, ground.row, _nothing_more, 10_000)),
        (f"含下级 {len(mine) + len(lower)}", every),
    ]


def _nothing_more(hidden: list[Entry]) -> Markup:
    return markup('<li class="row row-note">还有{}场</li>', len(hidden))


def _rest(ground: Ground, code: str) -> Callable[[list[Entry]], Markup]:
    """The line that says how many more a day has, with ways down to the units that hold them."""

    def rest(hidden: list[Entry]) -> Markup:
        counts = sorted(by_child(hidden, code).items(), key=lambda pair: (-pair[1], pair[0]))
        names = [_way_down(ground, child, number) for child, number in counts[:5]]
        more = "等" if len(counts) > 5 else ""
        return markup('<li class="row row-note">还有{}场：{}{}</li>', len(hidden), joined(names), more)

    return rest


def _way_down(ground: Ground, code: str, number: int) -> Markup:
    name = ground.share.site.register[code].short
    if code in ground.share.paged:
        return markup('<a href="{}u/{}/">{}{}场</a>', ROOT, code, name, number)
    return markup("{}{}场", name, number)


def _children(ground: Ground, code: str, whole: Sequence[Entry]) -> list[tuple[str, str, int, bool]]:
    """The associations right below: code, name, activities of this campaign, whether there is a page."""
    if len(code) not in CHILD:
        return []
    counts, paged = by_child(whole, code), ground.share.paged
    below = ground.share.site.register.children(code)
    return [(child.code, child.short, counts.get(child.code, 0), child.code in paged) for child in below]


def _choices(ground: Ground, whole: Sequence[Entry]) -> list[tuple[str, str, str, str]]:
    """The facets that these activities fall under: slug, field, value in the filter, name."""
    found = faceted(whole, 0)
    notice = ground.share.site.notices.get(ground.share.site.year)
    return [
        (facet.slug, facet.field, facet.slug.removeprefix("level-"), facet.name)
        for facet in facets(notice)
        if 0 < found.get(facet.slug, (0, []))[0] < len(whole)
    ]


def former(
    ground: Ground, own: list[Entry], below: list[Entry], year: int
) -> list[tuple[int, int, Markup, bool]]:
    """Other campaigns, newest first: year, how many activities, the first of them, whether these are all."""
    table: dict[int, list[Entry]] = {}
    for event in own + below:
        if event.year != year:
            table.setdefault(event.year, []).append(event)
    found = []
    for other, events in sorted(table.items(), reverse=True):
        events.sort(key=lambda event: (len(event.code), order(event)))
        drawn = plain(sorted(events[:FORMER], key=order), ground.row)
        found.append((other, len(events), drawn, len(events) <= FORMER))
    return found


# ---------------------------------------------------------------- what else is filed here


class Told(NamedTuple):
    """A line of a list: words, perhaps a web address, and what stands after."""

    words: str
    web: str
    after: str


def filed(filings: Sequence[Filing]) -> dict[str, list[Told]]:
    """Media pieces, awards and accounts of an association."""
    pieces: list[Told] = []
    awards: list[Told] = []
    accounts: list[Told] = []
    for filing in filings:
        record = filing.record
        if isinstance(record, Piece):
            pieces.append(_piece(record))
        elif isinstance(record, Award):
            awards.append(_award(record))
        elif isinstance(record, Accounts):
            for kind, those in (
                ("官网", record.sites),
                ("微信公众号", record.wechat),
                ("微博", record.weibo),
            ):
                accounts += [_account(kind, account) for account in those]
    return {"pieces": pieces, "awards": awards, "accounts": list(dict.fromkeys(accounts))}


def _piece(piece: Piece) -> Told:
    words = f"《{piece.title}》" if piece.title else "标题不详"
    form = "音视频" if piece.form == "音视频" else ""
    after = "，".join(part for part in (day_words(piece.date or ""), form) if part)
    return Told(f"{piece.outlet}：{words}", piece.web or "", after)


def _award(award: Award) -> Told:
    number = f"{award.number}{award.unit or '个'}" if award.number else ""
    act = award.act if award.act != "表彰" else ""
    parts = (
        f"{award.body}{award.act}",
        number,
        award.period or day_words(award.date or ""),
        award.document or "",
    )
    return Told(
        award.name, "", "，".join(part for part in parts if part) + (f"（{act}，不是表彰）" if act else "")
    )


def _account(kind: str, account: Account) -> Told:
    return Told(f"{kind}：{account.name}", account.web if account.web and is_web(account.web) else "", "")


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
