"""A page for every activity, a neutral one for what was withdrawn, and a way on from former addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from almanac.outputs import Made, Share, Site, Stamp
from almanac.records import Activity, Count, Filing, Notice, Results, Session, When
from almanac.views.calendar import Entry, spoken_day
from almanac.views.html import cut, fill, head, is_web, joined, markup, outward, script, title
from almanac.views.lists import STATES
from almanac.views.season import day_words
from almanac.views.tree import WITHDRAWN, full_title

ROOT = "../../"
EVENT_STATUS = "https://schema.org/Event"
MODES = {"线下": "Offline", "线上": "Online", "线上线下": "Mixed"}


class Unit(NamedTuple):
    """What the pages of one association's activities have in common."""

    code: str
    title: str
    link: Markup
    crumbs: Markup


class Tile(NamedTuple):
    """One number of the results as written; approx where it carries 余, 多, 近, 约 or 超."""

    label: str
    number: str
    unit: str
    approx: bool


def make(share: Share) -> Iterator[Made]:
    """A stamp for every activity filed in this share, and for every address it had before."""
    entries = {event.id: event for event in share.entries}
    units: dict[str, Unit] = {}
    for filing in share.filings:
        activity = filing.record
        if not isinstance(activity, Activity):
            continue
        unit = units.get(filing.code)
        if unit is None:
            unit = units[filing.code] = _unit(share, filing.code)
        if activity.state == WITHDRAWN:
            yield _withdrawn(share.site, filing.id, unit)
        elif filing.id in entries:
            yield _page(share, filing, activity, entries[filing.id], unit)
        for old in activity.former_ids:
            if old != filing.id:
                yield _moved(share.site, old, filing.id)


# ---------------------------------------------------------------- links to associations


def _unit(share: Share, code: str) -> Unit:
    register = share.site.register
    here = full_title(register, code)
    steps = [
        markup('<li><a href="{}u/{}/">{}</a></li>', ROOT, above.code, above.short)
        for above in register.line(code)
    ]
    first = markup('<li><a href="{}">首页</a></li>', ROOT)
    return Unit(code, here, _link(share, code), joined([first, *steps], ""))


def _link(share: Share, code: str) -> Markup:
    name = full_title(share.site.register, code)
    if len(code) <= 6 or code in share.paged:
        return markup('<a href="{}u/{}/">{}</a>', ROOT, code, name)
    return markup("{}", name)


# ---------------------------------------------------------------- the page


def _page(share: Share, filing: Filing, activity: Activity, event: Entry, unit: Unit) -> Stamp:
    site = share.site
    notice = site.notices.get(filing.year)
    path = f"e/{filing.id}/"
    kind, state = STATES[activity.state]
    said = description(event, unit.title)
    actual, counts = tiles(activity.results), tiles(activity.expected)
    body = fill(
        "activity.html",
        root=ROOT,
        crumbs=unit.crumbs,
        name=activity.name,
        state=state,
        kind=kind,
        year=filing.year,
        activity=activity,
        facts=list(facts(share, filing, activity, event, unit, notice)),
        sessions=[(moments(s), s.place or "", s.about or "") for s in activity.sessions],
        changes=[(day_words(c.date), c.text, c.earlier) for c in reversed(activity.changes)],
        actual=actual,
        planned=counts,
        groups=groups(activity.results),
        background=background(activity.results),
        approx=any(tile.approx for tile in (*actual, *counts)),
        ics=f"{site.url}e/{filing.id}.ics" if event.day and activity.state != "取消" else "",
        webcal=f"webcal://{site.url.partition('://')[2]}e/{filing.id}.ics",
        id=filing.id,
        day=event.day if activity.state in ("计划", "延期") else "",
        end=event.end[:10],
        mentions=[(m, day_words(m.date), is_web(m.web)) for m in share.mentions.get(filing.id, ())],
        sources=[outward(source) for source in activity.sources],
        about=[part for part in (activity.about or "").split("\n") if part.strip()],
        unit=unit,
        address=site.url + path,
        ld=json_ld(site, activity, event, unit.title, said) if event.day else "",
    )
    metas = (
        ("ArticleTitle", activity.name),
        ("PubDate", f"{event.updated} 00:00"),
        ("ContentSource", unit.title),
        ("Author", unit.title),
        ("Keywords", ",".join((*activity.categories, *activity.forms))),
        ("Description", said),
    )
    return Stamp(
        path, title(activity.name, unit.title), said, head(site.url, path, said, "article", metas), str(body)
    )


def description(event: Entry, unit: str) -> str:
    """When, where, who and what, for a search engine or a message's card."""
    year = f"{event.year}年" if event.start else ""
    parts = [f"{year}{event.when}", event.place, unit, event.result or event.about]
    return cut("，".join(part for part in parts if part), 110)


def facts(
    share: Share, filing: Filing, a: Activity, event: Entry, unit: Unit, notice: Notice | None
) -> Iterator[tuple[str, str | Markup]]:
    """The facts in the order a reader asks for them; what is not filed is left out."""
    yield "时间", f"{filing.year}年{event.when}" if event.start else event.when
    if event.place:
        yield "地点", event.place
    if a.mode != "线下":
        yield "方式", a.mode
    yield "主办", joined([unit.link, *a.hosts])
    if event.joint:
        yield "联合", joined([_link(share, code) for code in event.joint])
    for label, words in (
        ("承办", a.organisers),
        ("协办", a.supporters),
        ("指导", a.guides),
        ("出席", a.guests),
    ):
        if words:
            yield label, "、".join(words)
    if a.audience:
        yield "面向", "、".join(a.audience)
    if a.bring:
        yield "请带", a.bring
    if a.signup:
        yield "报名", "，".join(_signup(a))
    if a.enquiries:
        yield "咨询", a.enquiries
    if a.forms:
        yield "形式", "、".join(a.forms)
    yield "类别", "、".join(a.categories)
    if a.theme:
        yield "主题", f"“{a.theme}”"
    elif notice and notice.theme:
        yield "主题", f"“{notice.theme}”（全省主题）"
    if a.clinic_filing:
        yield "义诊备案", a.clinic_filing


def _signup(activity: Activity) -> Iterator[str]:
    signup = activity.signup
    if signup and signup.start:
        yield f"{day_words(signup.start)}起"
    if signup and signup.end:
        yield f"{day_words(signup.end)}止"
    if signup and signup.note:
        yield signup.note


def moment(when: When) -> str:
    """A moment in words, as precise as it is known."""
    if not when.day:
        return "待定" if when.text == "待定" else "日期不详"
    clock = f"{int(when.clock[:2])}:{when.clock[3:]}" if when.clock else ""
    return spoken_day(when.day) + (when.half or clock)


def moments(session: Session) -> str:
    """When a session begins, and when it ends if that is filed."""
    start, end = session.start, session.end
    if end is None or not end.day:
        return moment(start)
    words = moment(end)
    if end.day == start.day:
        words = words.removeprefix(spoken_day(end.day))
    return f"{moment(start)}—{words}" if words else moment(start)


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
    found += [(other.item, other.number, other.unit) for other in results.others if other.scope == "本次"]
    return [Tile(label, n.text, unit, bool(n.mark)) for label, n, unit in found if n is not None]


def groups(results: Results | None) -> str:
    """Whom the visits reached, by group: 留守儿童5人、困难家庭10户."""
    visits = results.visits if results else None
    return "、".join(f"{g.group}{g.number}{g.unit}" for g in visits.groups) if visits else ""


def background(results: Results | None) -> list[tuple[str, str, str]]:
    """Numbers that are not of this activity: over the years (累计) or of the whole year (年度)."""
    others = results.others if results else ()
    return [(f.scope, f.item, f"{f.number}{f.unit}") for f in others if f.scope != "本次"]


# ---------------------------------------------------------------- for programs


def iso(stamp: str) -> str:
    """A day stays a day; a day with its hour gets the seconds and China's offset."""
    return f"{stamp}:00+08:00" if len(stamp) > 10 else stamp


def json_ld(site: Site, activity: Activity, event: Entry, unit: str, said: str) -> Markup:
    """The activity as schema.org's Event."""
    address = f"{site.url}e/{event.id}/"
    earlier = next(
        (c.earlier for c in reversed(activity.changes) if c.earlier and len(c.earlier.day) == 10), None
    )
    status = "Rescheduled" if earlier else "Scheduled"
    status = {"取消": "Cancelled", "延期": status if earlier else "Postponed"}.get(activity.state, status)
    line = "".join(above.short for above in site.register.line(event.code))
    place: dict[str, object] = {"@type": "Place", "name": event.place or line, "address": line}
    told: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": activity.name,
        "startDate": iso(event.start),
        "eventStatus": f"{EVENT_STATUS}{status}",
        "eventAttendanceMode": f"https://schema.org/{MODES[activity.mode]}EventAttendanceMode",
        "location": place if activity.mode != "线上" else {"@type": "VirtualLocation", "url": address},
        "organizer": {"@type": "Organization", "name": unit, "url": f"{site.url}u/{event.code}/"},
        "isAccessibleForFree": True,
        "description": said,
        "url": address,
    }
    if len(event.end) >= 10:
        told["endDate"] = iso(event.end)
    if earlier and status == "Rescheduled":
        told["previousStartDate"] = iso(f"{earlier.day}T{earlier.clock}" if earlier.clock else earlier.day)
    return script(told)


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
    return Stamp(f"e/{old}/", "网址已改", said, _quiet(site, f"e/{new}/", said) + refresh, str(body))


def _quiet(site: Site, canonical: str, said: str) -> str:
    return head(site.url, canonical, said, metas=(("robots", "noindex"),))
