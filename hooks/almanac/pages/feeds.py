"""News feeds of the province, cities and counties: Atom (RFC 4287) and JSON Feed 1.1, what is to come, then what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import nlargest

from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.day import Day
from almanac.model.divisions import Register
from almanac.model.phase import Phase
from almanac.pages import File, Made, Share, Site
from almanac.render.atom import xml
from almanac.render.html import compact
from almanac.views.activities import Entry, by_day, order
from almanac.views.addresses import address
from almanac.views.subscriptions import held, last_change, whole_day

NEWEST = 50
AHEAD = (
    25  # of them at most so many are to come, the soonest first: what was held would else leave them no room
)


def make(share: Share) -> Iterator[Made]:
    """Make feeds/<code>.xml and feeds/<code>.json, even empty, so that nobody's reader meets a 404."""
    told = [
        event
        for event in held(share.code, share.entries, share.joined)
        if event.advertised or event.phase is Phase.HELD
    ]
    events = chosen(told, share.site.today)
    title = f"{share.site.register[share.code].title} 5·29活动"
    if share.site.demo:
        title = f"演示数据 {title}"
    yield File(f"feeds/{share.code}.xml", _atom(share, title, events).encode())
    yield File(f"feeds/{share.code}.json", _json_feed(share, title, events).encode())


def chosen(told: Sequence[Entry], today: Day) -> list[Entry]:
    """What a feed holds: what anybody may still come to, the soonest first; then the others, the newest first."""
    ahead = [event for event in told if event.words.invites and event.day and not today.past(event.last)]
    ahead = sorted(ahead, key=order)[:AHEAD]
    known = {event.id for event in ahead}
    others = [event for event in told if event.id not in known]
    return ahead + nlargest(NEWEST - len(ahead), others, key=_age)


def _age(event: Entry) -> tuple[str, str, str]:
    return (last_change(event), event.start, event.id)


def _moment(date: str) -> str:
    """The day of a change as the moment that feeds ask for: midnight in Beijing, as no hour is recorded."""
    return f"{whole_day(date)}T00:00:00+08:00"


def _title(event: Entry) -> str:
    return event.words.mark + event.name


def _told(register: Register, event: Entry, host: str) -> str:
    """What a reader shows below the title, one fact a line."""
    facts = [f"状态：{event.words.state}"]
    for once in by_day(event):
        where = address(register, once)
        facts += [f"时间：{once.when}"] + ([f"地点：{where}"] if where else [])
    facts.append(f"主办：{host}")
    invited = AUDIENCES[event.open_to].fact
    facts += [f"参加：{invited}"] if invited else []
    facts += [f"成效：{event.result}"] if event.result else []
    facts += [event.about] if event.about else []
    return "\n".join(facts)


def _names(site: Site, event: Entry) -> list[tuple[str, str]]:
    notice = site.notices.get(event.year)
    names = {category.slug: category.name for category in notice.categories} if notice else {}
    return [(slug, names.get(slug, slug)) for slug in event.categories]


def _opened(share: Share, events: Sequence[Entry]) -> str:
    """The day of the newest change; an empty feed bears the day of the year's notice."""
    notice = share.site.notices.get(share.site.year)
    issued = notice.issued if notice else None
    return max(map(last_change, events)) if events else issued or f"{share.site.year}-01-01"


def _atom(share: Share, title: str, events: Sequence[Entry]) -> str:
    site, code = share.site, share.code
    feed = f"{site.url}feeds/{code}.xml"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<id>{xml(feed)}</id>",
        f"<title>{xml(title)}</title>",
        f"<updated>{_moment(_opened(share, events))}</updated>",
        f"<author><name>{xml(site.owner or site.name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{xml(feed)}"/>',
        f'<link rel="alternate" type="text/html" href="{xml(site.url)}u/{code}/"/>',
    ]
    for event in events:
        host = site.register[event.code].title
        address = xml(f"{site.url}e/{event.id}/")
        lines += [
            "<entry>",
            f"<id>{address}</id>",
            f"<title>{xml(_title(event))}</title>",
            f"<updated>{_moment(last_change(event))}</updated>",
            *([f"<published>{_moment(event.accepted)}</published>"] if event.accepted else []),
            f"<author><name>{xml(host)}</name></author>",
            f'<link rel="alternate" type="text/html" href="{address}"/>',
            *(f'<category term="{xml(s)}" label="{xml(name)}"/>' for s, name in _names(site, event)),
            f'<content type="text">{xml(_told(site.register, event, host))}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def _json_feed(share: Share, title: str, events: Sequence[Entry]) -> str:
    site, code = share.site, share.code
    items = []
    for event in events:
        host = site.register[event.code].title
        address = f"{site.url}e/{event.id}/"
        item = {
            "id": address,
            "url": address,
            "title": _title(event),
            "content_text": _told(site.register, event, host),
            "date_modified": _moment(last_change(event)),
            **({"date_published": _moment(event.accepted)} if event.accepted else {}),
            "authors": [{"name": host, "url": f"{site.url}u/{event.code}/"}],
            "tags": [name for _, name in _names(site, event)],
        }
        items.append(item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": f"{site.url}u/{code}/",
        "feed_url": f"{site.url}feeds/{code}.json",
        "language": "zh-CN",
        "authors": [{"name": site.owner or site.name, "url": site.url}],
        "items": items,
    }
    return compact(feed) + "\n"
