"""The content lines of iCalendar (RFC 5545): escaped, folded, with what every calendar of ours begins and ends with."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

ZONE = "Asia/Shanghai"
SUPPOSED = datetime.timedelta(
    hours=2
)  # what has no end is so long in calendars, which else show nothing of it
OPENING = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//almanac-529//CN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
)
TIMEZONE = (
    f"BEGIN:VTIMEZONE\r\nTZID:{ZONE}\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    "TZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nTZNAME:CST\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
).encode()
CLOSING = b"END:VCALENDAR\r\n"
_ESCAPES: dict[int, str | None] = dict.fromkeys((*range(32), *range(127, 160), 0xFFFE, 0xFFFF))
_ESCAPES |= {9: " ", 10: "\\n", 0x85: " ", 0x2028: " ", 0x2029: " ", 44: "\\,", 59: "\\;", 92: "\\\\"}


def text(words: str) -> str:
    """A TEXT value: comma, semicolon, backslash and newline escaped, control characters taken out."""
    if words.isprintable() and "," not in words and ";" not in words and "\\" not in words:
        return words
    return words.translate(_ESCAPES)


def fold(line: str) -> bytes:
    """A content line of at most 75 octets, continued on lines that begin with a space, no character split."""
    raw = line.encode()
    size = len(raw)
    if size <= 75:
        return raw + b"\r\n"
    pieces, start, end = [], 0, 75
    while end < size:
        while raw[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(raw[start:end])
        start, end = end, end + 74
    pieces.append(raw[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


def timed(start: str, end: str) -> bool:
    """Whether the hour is known; what goes on over days is whole days, unless both ends have one."""
    return len(start) == 16 and (len(end) != 10 or end <= start[:10])


def ends(start: str, end: str) -> bool:
    """Whether the hour of the end is known, too."""
    return len(end) == 16 and end > start


def moments(start: str, end: str) -> str:
    """Both ends with the hour, or whole days with the day after the last: never one of each."""
    if timed(start, end):
        until = end if ends(start, end) else _later(start)
        return f"DTSTART;TZID={ZONE}:{_compact(start)}\r\nDTEND;TZID={ZONE}:{_compact(until)}\r\n"
    last = max(start[:10], end[:10]) if len(end) >= 10 else start[:10]
    after = datetime.date.fromisoformat(last) + datetime.timedelta(days=1)
    return f"DTSTART;VALUE=DATE:{start[:10].replace('-', '')}\r\nDTEND;VALUE=DATE:{after:%Y%m%d}\r\n"


def _later(start: str) -> str:
    """When it may end, where nobody has said: two hours later, on the same day."""
    whole = datetime.datetime.fromisoformat(start) + SUPPOSED
    return min(whole.isoformat()[:16], f"{start[:10]}T23:59")


def _compact(moment: str) -> str:
    return f"{moment[:4]}{moment[5:7]}{moment[8:10]}T{moment[11:13]}{moment[14:16]}00"


def calendar(name: str, source: str, events: Iterable[bytes]) -> bytes:
    """A calendar to subscribe to, of events that are whole days."""
    head = (f"NAME:{text(name)}", f"X-WR-CALNAME:{text(name)}", f"SOURCE;VALUE=URI:{source}")
    told = (
        f"X-WR-TIMEZONE:{ZONE}\r\nREFRESH-INTERVAL;VALUE=DURATION:PT12H\r\nX-PUBLISHED-TTL:PT12H\r\n".encode()
    )
    return b"".join((OPENING, *map(fold, head), told, TIMEZONE, *events, CLOSING))


def whole_day(uid: str, url: str, day: str, changed: str, summary: str, description: str) -> bytes:
    """An event of one whole day; day, changed: 2021-05-15."""
    return event(uid, url, moments(day, ""), changed, summary, description)


def event(
    uid: str,
    url: str,
    span: str,
    changed: str,
    summary: str,
    description: str,
    sequence: int = 0,
    place: str = "",
) -> bytes:
    """An event that takes nobody's time; span: as `moments` has it; changed: the day of its last change."""
    stamp = f"{changed.replace('-', '')}T000000Z"
    before = (
        "BEGIN:VEVENT",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"SEQUENCE:{sequence}",
        f"UID:{uid}",
    )
    after = (
        "STATUS:CONFIRMED", "TRANSP:TRANSPARENT", f"SUMMARY:{text(summary)}", f"DESCRIPTION:{text(description)}",
        *([f"LOCATION:{text(place)}"] if place else []), f"URL:{url}", "END:VEVENT",
    )  # fmt: skip
    return b"".join((*map(fold, before), span.encode(), *map(fold, after)))
