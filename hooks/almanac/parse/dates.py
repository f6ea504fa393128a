"""Dates and hours as people type them, made into those that records take: 5.29, 2021年5月29日上午, 5月29日8点半-11点.

The patterns are data (`date_patterns`); `theme/scripts/reading/dates.js` reads by them in the same steps.
"""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from almanac.model.late_pattern import late
from almanac.parse.date_patterns import GRAMMAR, HALF, LETTERS
from almanac.parse.numbers import HAN, Refusal, compiled, han


class Said(NamedTuple):
    """A moment as a record takes it, the rules used, and what else the cell said: 结束, 时间说明."""

    text: str
    rules: tuple[str, ...] = ()
    end: str = ""
    note: str = ""


_SPAN, _MONTH, _CLOCK = (compiled(GRAMMAR[name]) for name in ("span", "month", "clock"))
_WHY = [(name, late(pattern)) for name, pattern in GRAMMAR["reasons"]]
_PARTS = {"半": "30", "整": "00", "一刻": "15", "三刻": "45", None: "00"}
_WEEK = "一二三四五六日"


def is_day(text: str) -> bool:
    """Whether a moment as a record takes it says at least the day."""
    return re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])", text) is not None


def undetermined(start: str, said: str, note: str = "") -> str:
    """The words to keep of a plan for which only a month was said, 5月中旬 or 5月: its day is open; empty for any other."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", start) or said.strip() == start:
        return ""
    return note or f"{int(start[5:])}月"


def number_of(word: str) -> int:
    """A number of a date or an hour, in digits or in Han."""
    return int(word) if word.isascii() else (han(word.replace("廿", "二十")) or 0)


def spelt(text: str, year: int, hours: bool = True, day: str = "") -> Said:
    """The moment as a record takes it; with hours also from a span; day: the day of an hour that stands alone.

    What is not understood stays.
    """
    said = _said(text, year, hours, day)
    return Said(text) if isinstance(said, Refusal) else said


def why(text: str, year: int) -> Refusal:
    """The true reason why a text is no moment, with what may be meant."""
    said = _said(text, year, True, "")
    if (
        isinstance(said, Refusal)
        and said.name == "moment"
        and (right := _colons(text, year, f"{year}-05-29"))
    ):
        return Refusal("no colon", right)
    return said if isinstance(said, Refusal) else Refusal("moment", f"{year}-05-29")


def _said(text: str, year: int, hours: bool, day: str) -> Said | Refusal:
    bare = "".join(LETTERS.get(letter, letter) for letter in text).strip(" \n。；;")
    if bare in ("待定", "不详"):
        return Said(bare)
    if bare in GRAMMAR["unset"] and hours:
        return Said("待定", ("日期的写法",))
    bare = re.sub(GRAMMAR["printed"], "", bare)  # as programs print a day
    if found := _SPAN.fullmatch(bare):
        return _span(found, text, year, hours)
    if hours and (month := _month(bare, year)):
        return month
    if hours and day and bare and (alone := _CLOCK.fullmatch(bare)):
        clock = _clock(alone, "", "")
        return Said(f"{day} {clock}", ("日期的写法",)) if clock else _no_hour(alone["half"], day)
    reason = next((name for name, pattern in _WHY if pattern.fullmatch(bare)), "moment")
    return Refusal(reason, f"{year}-05-29")


def _colons(text: str, year: int, day: str) -> str:
    """The moment that is meant where an hour was typed without its colon, 2021-05-29 0830; empty if it is none."""
    put = re.sub(GRAMMAR["colonless"], r"\1 \2:\3", text.strip())
    said = _said(put, year, True, day) if put != text.strip() else None
    if not isinstance(said, Said) or ":" not in said.text:
        return ""
    return f"{said.text}-{said.end[11:]}" if said.end[:10] == said.text[:10] else said.text


# ---------------------------------------------------------------- a day, an hour, a span


def _span(found: re.Match[str], text: str, year: int, hours: bool) -> Said | Refusal:
    """From – to: both are moments, or the second is a day or an hour of the first; `5.29-8:30` is one moment."""
    day = _date(found, "", year)
    if day == "" or (found["to"] and not hours):
        return Refusal("moment", f"{year}-05-29")
    if refused := _doubt(found, "", day):
        return refused
    one = (
        found["to"]
        and found["to"][0] == "-"
        and not found["hour"]
        and not found["half"]
        and _is_hour_alone(found)
    )
    clock = _clock(found, "2" if one else "", "")
    if clock is None:
        return _no_hour(found["half2" if one else "half"], day)
    if clock and not hours:
        return Refusal("moment", day)
    first = f"{day} {clock}".strip()
    if not found["to"] or one:
        return Said(first, () if first == text else _rules(found, clock))
    return _until(found, first, year)


def _is_hour_alone(found: re.Match[str]) -> bool:
    """Whether nothing but an hour, no day, stands after the dash."""
    return bool(found["hour2"]) and not (
        found["packed2"] or found["month2"] or found["date2"] or found["week2"]
    )


def _until(found: re.Match[str], first: str, year: int) -> Said | Refusal:
    """The end of a span that begins at `first`."""
    day, dated = first[:10], True
    if found["packed2"] or found["month2"]:
        last = _date(found, "2", int(day[:4]))
    elif found["date2"] and (found["alone"] or not found["hour"]):
        last = f"{day[:8]}{number_of(found['date2']):02}"
    else:
        last, dated = ("" if found["date2"] else day), False
    if not last or not (dated or found["hour2"] or found["half2"]):
        return Refusal("moment", first)
    if refused := _doubt(found, "2", last):
        return refused
    half = "" if dated else HALF.get(found["half"] or "", "")
    clock = _clock(found, "2", half)
    if clock is None:
        return _no_hour(found["half2"] or half, last)
    end = f"{last} {clock}".strip()
    if end[:10] < day or (":" in first and ":" in end and end < first):
        return Refusal("runs back", first)
    return Said(first, (*_rules(found, first[11:]), "起止分开"), end)


def _date(found: re.Match[str], n: str, year: int) -> str:
    """A day as records write it, in this year where it says none; empty if it is of another short year."""
    if packed := found[f"packed{n}"]:
        return f"{packed[:4]}-{packed[4:6]}-{packed[6:]}"
    if (short := found[f"short{n}"]) and int(short) != year % 100:
        return ""
    which = "".join(str(HAN.get(c, c)) for c in found[f"year{n}"] or str(year))
    return f"{which}-{number_of(found[f'month{n}']):02}-{number_of(found[f'day{n}']):02}"


def _doubt(found: re.Match[str], n: str, day: str) -> Refusal | None:
    """A day that may be of the moon's calendar, or that is another day of the week than is said."""
    month, date = found[f"month{n}"] or "1", found[f"day{n}"] or "1"
    if not month[0].isascii() and not date[0].isascii() and not found[f"sun{n}"]:
        return Refusal("lunar or not", day)
    if not _exists(day):
        return Refusal("no day", f"{day[:4]}-05-29")
    week = found[f"week{n}"] or ""
    if falls_on(day, week):
        return None
    falls = _WEEK[datetime.date.fromisoformat(day).weekday()]
    return Refusal("weekday", day, f"{int(day[5:7])}月{int(day[8:])}日是星期{falls}")


def _exists(day: str) -> bool:
    try:
        return bool(datetime.date.fromisoformat(day))
    except ValueError:
        return False


def falls_on(day: str, week: str) -> bool:
    """Whether a day is that day of the week, if one is said."""
    return not week or _WEEK[datetime.date.fromisoformat(day).weekday()] == week.replace("天", "日")


def _no_hour(half: str | None, day: str) -> Refusal:
    """Why an hour is none: of the night nobody knows the day; others do not exist."""
    night = HALF.get(half or "") == "晚上"
    return Refusal("midnight", f"{day} 23:30") if night else Refusal("no day", f"{day} 08:30")


def _rules(found: re.Match[str], clock: str) -> tuple[str, ...]:
    """Which rules made the moment."""
    names = ["日期的写法"]
    if not found["year"] and not found["packed"]:
        names.append("补上年份")
    if clock and (found["half"] or found["part"] or found["half2"]):
        names.append("钟点的写法")
    return tuple(names)


def _clock(found: re.Match[str], n: str, before: str) -> str | None:
    """An hour or half a day, which is of the half `before` where it says none; None if there is no such hour."""
    half = HALF.get(found[f"half{n}"] or "", "")
    if not found[f"hour{n}"]:
        return half
    return hour_of(half or before, found[f"hour{n}"], found[f"minute{n}"] or found[f"part{n}"]) or None


def hour_of(half: str, hour: str | None, part: str | None) -> str:
    """08:30 from the half of the day, the hour and its part (30, 半, 5分); empty if none is said or there is none such."""
    if not hour:
        return ""
    number = number_of(hour)
    if half == "晚上" and (number == 12 or number < 5):
        return ""  # of midnight nobody knows which day is meant
    if (half in ("下午", "晚上") and number < 12) or (half == "中午" and number < 3):
        number += 12
    minute = _PARTS.get(part) or f"{number_of((part or '').partition('分')[0] or '0'):02}"
    return f"{number:02}:{minute}" if number < 24 else ""


def _month(text: str, year: int) -> Said | None:
    """A month, and the part of it in words: 5月下旬."""
    found = _MONTH.fullmatch(text)
    month = number_of(found["month"]) if found else 0
    if found is None or not 1 <= month <= 12:
        return None
    which = "".join(str(HAN.get(c, c)) for c in found["year"] or str(year))
    note = f"{month}月{found['third']}" if found["third"] else ""
    return Said(f"{which}-{month:02}", ("日期的写法", *(("旬写进时间说明",) if note else ())), "", note)
