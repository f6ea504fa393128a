"""An activity in words and numbers, as its page and programs that read the page are told; numbers stay as written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.divisions import Level
from almanac.model.filings import Activity, Count, Results, When
from almanac.model.phase import Phase
from almanac.render.html import cut, script
from almanac.views.activities import Entry, once_each
from almanac.views.addresses import located
from almanac.views.occurrences import spoken_day
from almanac.views.subscriptions import placed

SCHEMA = "https://schema.org/"
MODES = {"线下": "Offline", "线上": "Online", "线上线下": "Mixed"}


class Tile(NamedTuple):
    """One number of the results as written; approx where it carries 余, 多, 近, 约 or 超."""

    label: str
    number: str
    unit: str
    approx: bool


def description(event: Entry, unit: str) -> str:
    """When, where, who and what, for a search engine or a message's card."""
    year = f"{event.year}年" if event.start else ""
    parts = [f"{year}{event.when}", event.place, unit, event.result or event.about]
    return cut("，".join(part for part in parts if part), 110)


def moment(when: When) -> str:
    """A moment in words, as precise as it is known."""
    if not when.day:
        return "待定" if when.text == "待定" else "日期不详"
    clock = f"{int(when.clock[:2])}:{when.clock[3:]}" if when.clock else ""
    return spoken_day(when.day) + (when.half or clock)


# ---------------------------------------------------------------- numbers, as written


def tiles(results: Results | None) -> list[Tile]:
    """The activity's own numbers: publicity, visits, the others; nothing is added up or rounded."""
    if results is None:
        return []
    publicity, visits = results.publicity, results.visits
    found: list[tuple[str, Count | None, str]] = []
    if publicity:
        found += [("宣传活动", publicity.sessions, "场"), ("宣传人数", publicity.people, "人")]
    if visits:
        found += [
            ("慰问服务", visits.sessions, "场"),
            ("慰问服务人数", visits.people, "人"),
            ("慰问户数", visits.households, "户"),
        ]
    found.append(("理事结对帮扶", results.pairs, "户"))
    found += [(other.item, other.number, other.unit) for other in results.others if other.scope == "本次"]
    return [Tile(label, n.text, unit, bool(n.mark)) for label, n, unit in found if n is not None]


def groups(results: Results | None) -> list[str]:
    """Who they were: 宣传：观看演出200多人 and 慰问：留守儿童5人、困难家庭10户, a sentence each."""
    publicity, visits = (results.publicity, results.visits) if results else (None, None)
    told = []
    for label, those in (
        ("宣传", publicity.parts if publicity else ()),
        ("慰问", visits.groups if visits else ()),
    ):
        if those:
            told.append(f"{label}：" + "、".join(f"{g.group}{g.number}{g.unit}" for g in those) + "。")
    for gift in results.gifts if results else ():
        to = f"，由{gift.foundation}接收" if gift.foundation else ""
        told.append(f"募捐：“{gift.project}”募集{gift.amount}元{to}。")
    if visits and visits.apart == "是":
        told.append("慰问的户数不含在人数里，两样分别计。")
    return told


def background(results: Results | None) -> list[tuple[str, str, str]]:
    """Numbers that are not of this activity: over the years (累计) or of the whole year (年度)."""
    others = results.others if results else ()
    return [(f.scope, f.item, f"{f.number}{f.unit}") for f in others if f.scope != "本次"]


# ---------------------------------------------------------------- for programs


def iso(stamp: str) -> str:
    """A day stays a day; a day with its hour gets the seconds and China's offset."""
    return f"{stamp}:00+08:00" if len(stamp) > 10 else stamp


class Whose(NamedTuple):
    """An association as programs are told of it: its name, and the names of its place and those above, from the province down."""

    title: str
    names: tuple[str, ...]


def json_ld(
    url: str, activity: Activity, event: Entry, unit: Whose, said: str, images: Sequence[str]
) -> Markup:
    """The activity as schema.org's Event, one for each occurrence; images: the addresses of its pictures.

    What was put off and has no new day keeps its old one, as schema.org asks. There is none of what has no day,
    and of what nobody is invited to until it was held.
    """
    event = placed(event)
    if not event.day or not (event.advertised or event.phase is Phase.HELD):
        return Markup("")
    found = [_event(url, activity, once, unit, said, images) for once in once_each(event)]
    return script(found if len(found) > 1 else found[0])


def _event(
    url: str, activity: Activity, event: Entry, unit: Whose, said: str, images: Sequence[str]
) -> dict[str, object]:
    """One occurrence."""
    address = f"{url}e/{event.id}/"
    earlier = next(
        (c.earlier for c in reversed(activity.changes) if c.earlier and len(c.earlier.day) == 10), None
    )
    status = event.words.rescheduled if earlier else event.words.event
    line = "".join(unit.names)
    where = located(unit.names, event.place, Level.PROVINCE) if event.place else line
    place: dict[str, object] = {"@type": "Place", "name": event.place or line, "address": where}
    invited = AUDIENCES[event.open_to].fact
    told: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": activity.name,
        "startDate": iso(event.start),
        "eventStatus": f"{SCHEMA}Event{status}",
        "eventAttendanceMode": f"{SCHEMA}{MODES[activity.mode]}EventAttendanceMode",
        "location": place if activity.mode != "线上" else {"@type": "VirtualLocation", "url": address},
        "organizer": {"@type": "Organization", "name": unit.title, "url": f"{url}u/{event.code}/"},
        "isAccessibleForFree": True,
        "description": said,
        **({"image": list(images)} if images else {}),
        **({"offers": _free(address)} if event.free else {}),
        **({"audience": {"@type": "Audience", "audienceType": invited}} if invited else {}),
        "url": address,
    }
    if len(event.end) >= 10:
        told["endDate"] = iso(event.end)
    if earlier and status == "Rescheduled":
        told["previousStartDate"] = iso(f"{earlier.day}T{earlier.clock}" if earlier.clock else earlier.day)
    return told


def _free(address: str) -> dict[str, object]:
    """That it costs nothing, where its record says so."""
    return {"@type": "Offer", "price": "0", "priceCurrency": "CNY", "url": address}
