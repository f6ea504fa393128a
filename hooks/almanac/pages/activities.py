"""A page for every activity, a neutral one for what was withdrawn, and a way on from former addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from almanac.disclosure import small_counts
from almanac.model import phase
from almanac.model.divisions import parent
from almanac.model.filings import Activity, Filing
from almanac.model.phase import WORDS, Phase, Words
from almanac.model.words import leading_on
from almanac.pages import File, Made, Share, Site, Stamp
from almanac.pages.parts.activity_facts import facts, link
from almanac.pages.parts.activity_list import spans
from almanac.render.html import fill, head, is_web, joined, markup, outward, phrased, title
from almanac.render.qr_code import code
from almanac.views import article_status, photos, posters, share_texts
from almanac.views.activities import CARD, Entry
from almanac.views.activity_text import Whose, background, description, groups, json_ld, moment, tiles
from almanac.views.addresses import address, map_link, names_above
from almanac.views.announcement import announcement
from almanac.views.campaign_year import day_words, season
from almanac.views.drawings import drawing
from almanac.views.hierarchy import full_title
from almanac.views.occurrences import span_words
from almanac.views.photos import Picture

ROOT = "../../"
READING = 4  # health articles that an activity leads on to
_ID = re.compile("[0-9]{4}-[0-9]{2,12}-[0-9a-z-]{1,80}")  # a former address is a path we write to


class Unit(NamedTuple):
    """What the pages of one association's activities have in common."""

    code: str
    title: str
    names: tuple[str, ...]
    link: Markup
    crumbs: Markup


def make(share: Share) -> Iterator[Made]:
    """A stamp for every activity filed in this share, and for every address it had before."""
    entries = {event.id: event for event in share.entries}
    units: dict[str, Unit] = {}
    above: dict[str, Markup] = {}
    reading = article_status.related(share.site.shelf, share.site.today)
    for filing in share.filings:
        activity = filing.record
        if not isinstance(activity, Activity):
            continue
        unit = units.get(filing.code)
        if unit is None:
            unit = units[filing.code] = _unit(share, filing.code, above)
        if not WORDS[phase.of(activity)].listed:
            yield _withdrawn(share.site, filing.id, unit)
        elif filing.id in entries:
            pictures, event = _pictures(share.site, filing, activity), entries[filing.id]
            yield _page(share, filing, activity, event, unit, pictures, reading(event))
            for picture in pictures:
                yield from (File(f"e/{filing.id}/{name}", drawn.data) for name, drawn in picture.files)
            if pictures:
                first = _folder(share.site, filing) / pictures[0].source
                yield File(f"e/{filing.id}/{CARD}", photos.card(first, share.site.cache))
        for old in leading_on(activity.former_ids):
            if old != filing.id and _ID.fullmatch(old):
                yield _moved(share.site, old, filing.id)


# ---------------------------------------------------------------- links to associations


def _unit(share: Share, code: str, above: dict[str, Markup]) -> Unit:
    register = share.site.register
    up = parent(code)
    if up not in above:
        steps = [(f"{ROOT}u/{one.code}/", one.short) for one in (register.line(up) if up else ())]
        links = [markup('<li><a href="{}">{}</a></li>', *step) for step in ((ROOT, "首页"), *steps)]
        above[up] = joined(links, "")
    here = register[code].short
    crumbs = above[up] + markup('<li><a href="{}u/{}/">{}</a></li>', ROOT, code, here)
    names = names_above(register, code)
    return Unit(code, full_title(register, code), names, link(share, code), crumbs)


# ---------------------------------------------------------------- the page


def _page(
    share: Share,
    filing: Filing,
    activity: Activity,
    event: Entry,
    unit: Unit,
    pictures: list[Picture],
    reading: list[article_status.Card],
) -> Stamp:
    site = share.site
    path = f"e/{filing.id}/"
    said = description(event, unit.title)
    words = _words(site, event)
    poster = posters.has_poster(activity, event, site.year)
    files = [*(["poster.png"] if poster else []), *(picture.jpeg[0] for picture in pictures)]
    images = [f"{site.url}{path}{name}" for name in files]
    body = fill(
        "activity.html",
        root=ROOT,
        unit=unit,
        activity=activity,
        filing=filing,
        occasion=occasion(activity, filing.year),
        facts=list(facts(share, filing, activity, event, unit.link)),
        pictures=pictures,
        reading=reading[:READING],
        mentions=[(m, day_words(m.date), is_web(m.web)) for m in share.mentions.get(filing.id, ())],
        **_standing(event, words),
        **_addresses(site, filing, event, words),
        announcement=announcement(activity, event.place, unit.title) if words.spoken else "",
        poster=poster,
        code=code(f"{site.url}{path}") if poster else None,
        sent=_sent(site, activity, event, unit) if poster else None,
        ld=json_ld(site.url, activity, event, Whose(unit.title, unit.names), said, images),
        ties=[(tie.what, tie.words, tie.path) for tie in share.ties.get(filing.id, ())],
        **_told(activity, event, site.register[event.code].short),
    )
    top = head(site.url, path, said, "article", _metas(site, activity, event, unit, said))
    top += _card(images[0]) if images else ""
    return Stamp(path, title(activity.name, unit.title), said, top, str(body))


def occasion(activity: Activity, year: int) -> str:
    """What it is part of: the member day of its year, or what it says; nothing is said of a year nobody knows."""
    return activity.occasion or ("年份不详" if activity.year_known else f"{year}年会员活动日")


def _words(site: Site, event: Entry) -> Words:
    """What its page says of it; whether a plan of this campaign is over the browser sees, so that no page is made daily."""
    over = event.words.ahead and event.year < site.year
    return WORDS[Phase.AWAITING] if over else event.words


def _standing(event: Entry, words: Words) -> dict[str, object]:
    """How it stands; days: of what is to come, and awaiting: what the browser says when they are over."""
    days = spans(event) if words.ahead and event.day else ""
    return {"words": words, "invited": event.invited, "days": days, "awaiting": WORDS[Phase.AWAITING]}


def _sent(site: Site, activity: Activity, event: Entry, unit: Unit) -> share_texts.Texts:
    """The words to pass it on with."""
    campaign = activity.occasion or season(event.year, site.notices.get(event.year)).name
    return share_texts.texts(activity, event, unit.title, campaign, f"{site.url}e/{event.id}/")


def _addresses(site: Site, filing: Filing, event: Entry, words: Words) -> dict[str, object]:
    """Where the page is, its record, its calendar file where there is one to be had; how to come and whom to ring."""
    file = f"e/{event.id}.ics"
    asked = words.invites and event.advertised
    return {
        "address": f"{site.url}e/{event.id}/",
        "edit": site.source.correct("../../", filing),
        "ics": site.url + file if event.day and event.advertised and (words.calendar or words.file) else "",
        "place": _way(site, event) if asked else ("", ""),
        "phone": event.phone if asked else "",
        "webcal": f"webcal://{site.url.partition('://')[2]}{file}",
    }


def _card(picture: str) -> str:
    """What stands in the head for whoever shares the page, of a picture beside it."""
    return str(markup('\n<meta property="og:image" content="{}">', picture))


def _way(site: Site, event: Entry) -> tuple[str, str]:
    """Where to go, and where a map shows it; nothing where no place is known, or none has to be gone to."""
    where = address(site.register, event) if event.mode != "线上" else ""
    return (where, map_link(where) if where else "")


def _told(activity: Activity, event: Entry, host: str) -> dict[str, object]:
    """What the record says beyond the facts: sessions, changes, prose, numbers, sources."""
    results, expected = (
        small_counts.shown(those, event.code, event.place) for those in (activity.results, activity.expected)
    )
    actual, planned = tiles(results), tiles(expected)
    return {
        "heading": phrased(activity.name, host),
        "drawing": drawing(activity.name, *activity.forms),
        "sessions": [
            (span_words(s.start, s.end) or moment(s.start), s.place or "", s.about or "")
            for s in activity.sessions
        ],
        "changes": [
            (day_words(c.date), c.text, moment(c.earlier) if c.earlier else "")
            for c in reversed(activity.changes)
        ],
        "about": [part for part in (activity.about or "").split("\n") if part.strip()],
        "actual": actual,
        "planned": planned,
        "approx": any(tile.approx for tile in (*actual, *planned)),
        "groups": [*groups(results), *(f"计划的{told}" for told in groups(expected))],
        "background": [*background(results), *background(expected)],
        "sources": [outward(source) for source in activity.sources],
    }


def _metas(site: Site, activity: Activity, event: Entry, unit: Unit, said: str) -> Iterator[tuple[str, str]]:
    """The head tags the government-site yardstick asks of an article; a day nobody has told us is left out."""
    notice = site.notices.get(event.year)
    yield "ArticleTitle", activity.name
    if activity.changes or (notice and notice.issued):
        yield "PubDate", f"{event.updated} 00:00"
    yield "ContentSource", unit.title
    yield "Author", unit.title
    yield "Keywords", ",".join((*activity.categories, *activity.forms))
    yield "Description", said


# ---------------------------------------------------------------- photos


def _pictures(site: Site, filing: Filing, activity: Activity) -> list[Picture]:
    return list(photos.shown(activity.photos, _folder(site, filing), site.cache)) if activity.photos else []


def _folder(site: Site, filing: Filing) -> Path:
    return site.records / filing.file.rpartition("/")[0]


# ---------------------------------------------------------------- what is no longer there


def _withdrawn(site: Site, id: str, unit: Unit) -> Stamp:  # noqa: A002  (the record's own word)
    path = f"e/{id}/"
    said = "这项活动的信息已由发布单位撤下。"
    body = str(fill("withdrawn.html", root=ROOT, unit=unit))
    return Stamp(path, "信息已撤下", said, _quiet(site, path, said), body)


def _moved(site: Site, old: str, new: str) -> Stamp:
    said = "这项活动的网址已经改了，页面会自动转到新网址。"
    refresh = markup('\n<meta http-equiv="refresh" content="0;url={}">', f"../{new}/")
    body = fill("moved.html", root=ROOT, to=f"../{new}/")
    return Stamp(f"e/{old}/", "网址已改", said, f"{_quiet(site, f'e/{new}/', said)}{refresh}", str(body))


def _quiet(site: Site, canonical: str, said: str) -> str:
    return head(site.url, canonical, said, metas=(("robots", "noindex"),))
