"""Dates and hours as people type them, made into those that records take: 5.29, 2021年5月29日上午, 五月二十九, 8点半."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from almanac.parse.numbers import HAN, han

_DIGITS = "".join(HAN)
_YEAR = rf"(?:(?P<year>20[0-9]{{2}}|[{_DIGITS}]{{4}})\s*[年./-]\s*|(?P<short>[0-9]{{2}})\s*[年./-]\s*(?=[0-9]+\s*[月./-])|今年)?"
_NUMERAL = rf"[0-9]{{1,2}}|[十{_DIGITS}]{{1,3}}"
_DAY = re.compile(rf"{_YEAR}(?P<month>{_NUMERAL})\s*(?:月份?|[./-])\s*(?P<day>{_NUMERAL})\s*[日号]?")
_PACKED = re.compile(r"(?P<year>20[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_MONTH = re.compile(rf"{_YEAR}(?P<month>{_NUMERAL})月(?:份|(?P<part>上旬|中旬|下旬|初|中|底|末))?")
_WEEKDAY = re.compile(r"[(（\s]*(?:星期|周|礼拜)(?P<name>[一二三四五六日天])[)）]?")
HALF = dict(
    zip(
        ["上午", "早上", "早晨", "清晨", "中午", "下午", "晚上", "傍晚", "晚", "全天"],
        ["上午", "上午", "上午", "上午", "中午", "下午", "晚上", "晚上", "晚上", "全天"],
        strict=True,
    )
)
_CLOCK = re.compile(
    rf"(?P<half>{'|'.join(HALF)})?\s*(?:(?P<hour>{_NUMERAL})\s*(?:[:：]\s*(?P<minute>[0-5][0-9])|[点时](?P<han>半|整|一刻|三刻|[0-5]?[0-9]分?)?))?(?:\s*开始)?"
)
_TO = re.compile(
    r"\s*(?:至|到|~|～|—+|–|－|-(?=\s*[0-9]{1,2}\s*月|\s*[0-9]{1,2}\s*[日号:：点时])|--|(?:(?<=\.[0-9])|(?<=\.[0-9][0-9]))-(?=\s*(?:20[0-9]{2}\.)?[0-9]{1,2}\.[0-9]{1,2}$))\s*"
)
_UNSET = ("时间待定", "日期待定", "未定", "待通知", "另行通知")
_PARTS = {"半": "30", "整": "00", "一刻": "15", "三刻": "45", None: "00"}


class Said(NamedTuple):
    """A moment as a record takes it, the rules used, and what else the cell said: 结束, 时间说明."""

    text: str
    rules: tuple[str, ...] = ()
    end: str = ""
    note: str = ""


def is_day(text: str) -> bool:
    """Whether a moment as a record takes it says at least the day."""
    return re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])", text) is not None


def number_of(word: str) -> int:
    """A number of a date or an hour, in digits or in Han."""
    return int(word) if word.isascii() else (han(word) or 0)


def _year(found: re.Match[str], year: int) -> str | None:
    """The year of a date: as written, or this year's; a year of two digits only if it is this year's."""
    said = found["year"]
    if found["short"]:
        return str(year) if int(found["short"]) == year % 100 else None
    return "".join(str(HAN.get(c, c)) for c in said) if said else str(year)


def spelt(text: str, year: int, hours: bool = True) -> Said:
    """The moment as a record takes it; with hours also from a span of time; what is not understood stays."""
    half = _TO.split(text.strip())
    if hours and len(half) == 2:
        return _span(text, half, year)
    return _one(text, year, hours) or Said(text)


def _span(text: str, half: list[str], year: int) -> Said:
    """From – to: both are moments, or the second is a day or an hour of the first."""
    first = _one(half[0], year, True)
    if first is None or len(first.text) < 10:
        return Said(text)
    then = half[1].strip()
    day = first.text[:10]
    last = _one(then, year, True)
    if last is None and re.fullmatch(r"[0-9]{1,2}\s*[日号]", then):
        last = _one(f"{day[5:7]}月{then}", int(day[:4]), True)
    if last is None and (clock := _clock(then)):
        late = "下午" in half[0] or "晚" in half[0]
        afternoon = late and ":" in clock and clock < "12:00" and "上午" not in then
        last = Said(f"{day} {_later(clock) if afternoon else clock}")
    if last is None or last.text == "" or _runs_back(first.text, last.text):
        return Said(text)
    return Said(first.text, (*first.rules, "起止分开"), last.text)


def _runs_back(first: str, last: str) -> bool:
    """Whether the second hour of a day is before the first: 上午8点-5点."""
    return ":" in first and ":" in last and first[:10] == last[:10] and last < first


def _later(clock: str) -> str:
    return f"{int(clock[:2]) + 12}{clock[2:]}"


def _one(text: str, year: int, hours: bool) -> Said | None:
    bare = text.strip().strip("。；;")
    if bare in ("待定", "不详"):
        return Said(bare)
    if bare in _UNSET and hours:
        return Said("待定", ("日期的写法",))
    bare = re.sub(
        r"(?<=[0-9]:[0-9]{2}):00$", "", re.sub(r" 0?0:00(:00)?$", "", bare)
    )  # as programs print a day
    found = _PACKED.match(bare) or _DAY.match(bare)
    if found is None or (found.re is _PACKED and not re.match(r"\D|$", bare[found.end() :])):
        return _month(bare, year) if hours else None
    which = _year(found, year) if found.re is _DAY else found["year"]
    if which is None:
        return None
    day = _day(which, number_of(found["month"]), number_of(found["day"]))
    rest = bare[found.end() :]
    if (week := _WEEKDAY.match(rest)) is not None:
        if not _falls_on(day, week["name"]):
            return None
        rest = rest[week.end() :]
    clock = _clock(re.sub(r"^[T ，,]+", "", rest)) if rest.strip() else ""
    if clock is None or (clock and not hours):
        return None
    new = f"{day} {clock}".strip()
    rules = () if new == text else _rules(found, rest, clock)
    return Said(new, rules)


def _rules(found: re.Match[str], rest: str, clock: str) -> tuple[str, ...]:
    """Which rules made the moment."""
    names = ["日期的写法"]
    if found.re is _DAY and not found["year"]:
        names.append("补上年份")
    if clock and clock != rest.strip():
        names.append("钟点的写法")
    return tuple(names)


def _day(year: str, month: int, day: int) -> str:
    return f"{year}-{month:02}-{day:02}"


def _falls_on(day: str, weekday: str) -> bool:
    """Whether a date is that day of the week; a date that does not exist is for the checks to tell."""
    try:
        return datetime.date.fromisoformat(day).weekday() == "一二三四五六日".index(
            weekday.replace("天", "日")
        )
    except ValueError:
        return True


def _clock(text: str) -> str | None:
    """An hour or half a day; None if it is neither."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None or not text.strip():
        return None
    half = HALF.get(found["half"] or "", "")
    if not found["hour"]:
        return half or None
    return hour_of(half, found["hour"], found["minute"] or found["han"]) or None


def hour_of(half: str, hour: str | None, part: str | None) -> str:
    """08:30 from the half of the day, the hour and its part (30, 半, 5分); empty if none is said or there is none such."""
    if not hour:
        return ""
    number = number_of(hour)
    if half == "晚上" and (number == 12 or number < 5):
        return ""  # of midnight nobody knows which day is meant
    if (half in ("下午", "晚上") and number < 12) or (half == "中午" and number < 3):
        number += 12
    minute = _PARTS.get(part) or (part or "").rstrip("分").zfill(2)
    return f"{number:02}:{minute}" if number < 24 else ""


def _month(text: str, year: int) -> Said | None:
    """A month, and the part of it in words: 5月下旬."""
    found = _MONTH.fullmatch(text)
    which = _year(found, year) if found else None
    if found is None or which is None or not 1 <= number_of(found["month"]) <= 12:
        return None
    note = f"{number_of(found['month'])}月{found['part']}" if found["part"] else ""
    rules = ("日期的写法", *(("旬写进时间说明",) if note else ()))
    return Said(f"{which}-{number_of(found['month']):02}", rules, "", note)
