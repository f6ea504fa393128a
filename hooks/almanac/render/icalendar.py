"""The content lines of iCalendar (RFC 5545): escaped, folded, with what every calendar of ours begins and ends with."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

ZONE = "Asia/Shanghai"
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


def calendar(name: str, source: str, events: Iterable[bytes]) -> bytes:
    """A calendar to subscribe to, of events that are whole days."""
    head = (f"NAME:{text(name)}", f"X-WR-CALNAME:{text(name)}", f"SOURCE;VALUE=URI:{source}")
    told = (
        f"X-WR-TIMEZONE:{ZONE}\r\nREFRESH-INTERVAL;VALUE=DURATION:PT12H\r\nX-PUBLISHED-TTL:PT12H\r\n".encode()
    )
    return b"".join((OPENING, *map(fold, head), told, TIMEZONE, *events, CLOSING))


def whole_day(uid: str, url: str, day: str, changed: str, summary: str, description: str) -> bytes:
    """An event of one whole day; day, changed: 2021-05-15."""
    after = datetime.date.fromisoformat(day) + datetime.timedelta(days=1)
    stamp = f"{changed.replace('-', '')}T000000Z"
    lines = (
        "BEGIN:VEVENT", f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}", "SEQUENCE:0", f"UID:{uid}",
        f"DTSTART;VALUE=DATE:{day.replace('-', '')}", f"DTEND;VALUE=DATE:{after:%Y%m%d}", "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT", f"SUMMARY:{text(summary)}", f"DESCRIPTION:{text(description)}", f"URL:{url}",
        "END:VEVENT",
    )  # fmt: skip
    return b"".join(map(fold, lines))
