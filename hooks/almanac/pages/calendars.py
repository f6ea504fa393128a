"""Calendar files (RFC 5545, 7986): one for each activity, and what phones subscribe to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.divisions import Level, level_of
from almanac.model.filings import Activity
from almanac.model.phase import WORDS, Phase
from almanac.model.words import leading_on
from almanac.pages import File, Made, Share, Site
from almanac.render.icalendar import CLOSING, OPENING, TIMEZONE, ZONE, ends, fold, moments, text, timed
from almanac.views.activities import Entry, once_each
from almanac.views.addresses import address
from almanac.views.subscriptions import dated, held, last_change, placed, was_dated, whole_day

ABOUT = 60  # characters of the 简介; the rest is a tap away, and a county's feed stays small
_GUESSED = "（没有写几点结束，日历里先按两小时）"
_END = b"END:VEVENT\r\n"
_SINGLE = OPENING + TIMEZONE
_SCOPE = {
    Level.PROVINCE: "本级和下面市、县两级计生协的活动；乡、村的活动请订阅所在县市区的日历",
    Level.CITY: "本市州及所属县、乡两级计生协的活动；村、社区的活动请订阅所在县市区的日历",
    Level.COUNTY: "本县市区及所属乡、村计生协的活动",
}
# What became of an activity without a new 变更 must reach calendars too, which look for a higher SEQUENCE.
_STEPS = 1 + max(words.step for words in WORDS.values())


def make(share: Share) -> Iterator[Made]:
    """Make e/<id>.ics for each activity filed here that has or may have had a day, and all feeds, even empty ones."""
    writer = Writer(share.site)
    # A county makes the files of all below it; a city and the province of their own activities only.
    own = [e for e in share.entries if share.code.level is Level.COUNTY or e.code == share.code]
    for event in own:
        if data := _alone(placed(event), writer):
            yield File(f"e/{event.id}.ics", data)
    yield from _subscriptions(share, writer)


def make_former(share: Share) -> Iterator[Made]:
    """The same file at each former address of an activity: who has subscribed to it there goes on having it."""
    writer, entries = Writer(share.site), {event.id: event for event in share.entries}
    for filing in share.filings:
        former = leading_on(filing.record.former_ids) if isinstance(filing.record, Activity) else []
        if former and filing.id in entries and (data := _alone(placed(entries[filing.id]), writer)):
            yield from (File(f"e/{each}.ics", data) for each in former)


def _alone(event: Entry, writer: Writer) -> bytes:
    """A calendar of one activity, an event for each occurrence.

    An empty one for what lost its day, or is not for the public: who subscribed to it must not meet a 404.
    """
    if event.day and event.words.listed and event.advertised:
        return b"".join((_SINGLE, *map(writer.reminding, once_each(event)), CLOSING))
    return _SINGLE + CLOSING if was_dated(event) else b""


def _subscriptions(share: Share, writer: Writer) -> Iterator[Made]:
    site, code = share.site, share.code
    events = dated(held(code, share.entries, share.joined), site.year, site.today)
    events.sort(key=lambda event: (event.start, event.id))
    title = f"{site.register[code].title} 5·29活动"
    ordinary = [writer.ordinary(event) for event in events]
    yield _feed(site, code, code, title, ordinary)
    yield _feed(site, code, f"{code}-strict", f"{title}（取消的按规范标记）", map(writer.strict, events))
    for slug, name in category_names(site).items():
        chosen = [text for event, text in zip(events, ordinary, strict=True) if slug in event.categories]
        yield _feed(site, code, f"{code}-{slug}", f"{title}：{name}", chosen)


def category_names(site: Site) -> dict[str, str]:
    """The categories of all years, latest names: no feed dies when a year drops its category."""
    return {c.slug: c.name for year in sorted(site.notices) for c in site.notices[year].categories}


def _feed(site: Site, code: str, name: str, title: str, events: Iterable[bytes]) -> File:
    shown = text(f"演示数据 {title}" if site.demo else title)
    about = text(f"{site.year}年“5·29会员活动日”，{_SCOPE[level_of(code)]}。来自：{site.name}")
    lines = (
        f"NAME:{shown}",
        f"X-WR-CALNAME:{shown}",
        f"DESCRIPTION:{about}",
        f"X-WR-CALDESC:{about}",
        f"URL:{site.url}u/{code}/",
        f"SOURCE;VALUE=URI:{site.url}feeds/{name}.ics",
    )
    head = b"".join(map(fold, lines))
    told = (
        f"X-WR-TIMEZONE:{ZONE}\r\nREFRESH-INTERVAL;VALUE=DURATION:PT12H\r\nX-PUBLISHED-TTL:PT12H\r\n".encode()
    )
    return File(f"feeds/{name}.ics", b"".join((OPENING, head, told, TIMEZONE, *events, CLOSING)))


class Writer:
    """Writes each activity once, however many files of a share it stands in; what repeats is looked up."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._names = {
            (year, c.slug): text(c.name) for year, notice in site.notices.items() for c in notice.categories
        }
        self._written: dict[tuple[str, int], bytes] = {}
        self._hosts: dict[str, tuple[str, bytes]] = {}
        self._spans: dict[tuple[str, str], str] = {}
        self._stamps: dict[str, str] = {}
        self._end = (r"\n这是演示数据，不是真实的活动。" if site.demo else "") + r"\n详情："

    def ordinary(self, event: Entry) -> bytes:
        """The event for people: a cancelled one stays to be seen, with 【已取消】 in front."""
        found = self._written.get((event.id, event.occurrence))
        if found is None:
            found = self._event(event, event.words.mark, "CONFIRMED")
            self._written[event.id, event.occurrence] = found
        return found

    def reminding(self, event: Entry) -> bytes:
        """The same for a phone that takes in this one: it calls a day and an hour before, where no hour is known by day."""
        whole = self.ordinary(event)
        if not event.words.ahead:
            return whole
        times = (
            ("-P1D", "-PT1H") if timed(event.start, event.end) else ("-PT15H", "PT7H")
        )  # 9:00 the day before, 7:00 on the day
        alarms = [
            b"BEGIN:VALARM\r\nACTION:DISPLAY\r\n"
            + fold(f"DESCRIPTION:{text(event.name)}")
            + f"TRIGGER:{time}\r\nEND:VALARM\r\n".encode()
            for time in times
        ]
        return b"".join((whole.removesuffix(_END), *alarms, _END))

    def strict(self, event: Entry) -> bytes:
        """The event for programs: a cancelled one says STATUS:CANCELLED."""
        return self._event(event, "", "CANCELLED") if event.phase is Phase.CANCELLED else self.ordinary(event)

    def _event(self, event: Entry, mark: str, status: str) -> bytes:
        site, updated = self._site, last_change(event)
        span = self._spans.get((event.start, event.end)) or self._span(event)
        stamp = self._stamps.get(updated) or self._stamp(updated)
        host, organiser = self._hosts.get(event.code) or self._host(event.code)
        sequence = event.revision * _STEPS + event.words.step
        half = f"（{event.half}）" if event.half and event.half != "全天" else ""
        page = f"{site.url}e/{event.id}/"
        about = event.about if len(event.about) <= ABOUT else event.about[: ABOUT - 1] + "…"
        about = "\\n" + text(about) if about else ""
        fact = AUDIENCES[event.open_to].fact
        invited = f"\\n参加：{fact}" if fact else ""
        guessed = _GUESSED if timed(event.start, event.end) and not ends(event.start, event.end) else ""
        told = f"时间：{text(event.when)}{guessed}\\n主办：{host}{invited}{about}{self._end}{page}"
        head = (
            f"BEGIN:VEVENT\r\n{stamp}SEQUENCE:{sequence}\r\n{span}STATUS:{status}\r\nTRANSP:TRANSPARENT\r\n"
        )
        lines = [
            head.encode(),
            fold(f"UID:{uid(event)}@{site.domain}"),
            fold(f"SUMMARY:{mark}{text(event.name)}{half}"),
            fold("DESCRIPTION:" + told),
            fold("URL:" + page),
            organiser,
        ]
        if where := address(site.register, event):
            lines.append(fold("LOCATION:" + text(where)))
        if event.categories:
            names = [self._names.get((event.year, slug), slug) for slug in event.categories]
            lines.append(fold("CATEGORIES:" + ",".join(names)))
        lines.append(_END)
        return b"".join(lines)

    def _stamp(self, updated: str) -> str:
        moment = f"{whole_day(updated).replace('-', '')}T000000Z"
        self._stamps[updated] = found = f"DTSTAMP:{moment}\r\nLAST-MODIFIED:{moment}\r\n"
        return found

    def _span(self, event: Entry) -> str:
        self._spans[event.start, event.end] = found = moments(event.start, event.end)
        return found

    def _host(self, code: str) -> tuple[str, bytes]:
        """The leading association, in words with those above it to know it from its namesakes, and as ORGANIZER."""
        above = "".join([unit.short for unit in self._site.register.line(code)[1:-1]])
        name = self._site.register[code].title
        organiser = f'ORGANIZER;CN="{name.replace(chr(34), "”")}":{self._site.url}u/{code}/'
        self._hosts[code] = found = (text(above + name), fold(organiser))
        return found


def uid(event: Entry) -> str:
    """By what calendars know an event again, whatever its time: the activity's id, of its second 分场 on with its number."""
    return event.id if event.occurrence < 2 else f"{event.id}.{event.occurrence}"
