"""How people type dates and hours, and what is said of those that are not understood: data for Python and for the form's script.

`parse/dates` and `theme/scripts/reading/dates.js` read by them in the same steps.
"""

from __future__ import annotations

from typing import Any

from almanac.parse.numbers import HAN

_DIGITS = "".join(HAN)
HALF = dict(
    zip(
        ["上午", "早上", "早晨", "清晨", "中午", "下午", "晚上", "傍晚", "晚", "全天"],
        ["上午", "上午", "上午", "上午", "中午", "下午", "晚上", "晚上", "晚上", "全天"],
        strict=True,
    )
)
_NUMERAL = f"[0-9]{{1,2}}|[十{_DIGITS}]{{1,3}}"
LETTERS = {
    "：": ":",
    "（": "(",
    "）": ")",
    **dict.fromkeys("～〜", "~"),
    **dict.fromkeys("—–－", "-"),
    "\u3000": " ",
}
_TO = " *(?<to>至|到|~|-+) *"


def _day_pattern(n: str) -> str:
    year = f"(?:(?<year{n}>20[0-9]{{2}}|[{_DIGITS}]{{4}}) *[年./-] *|(?<short{n}>[0-9]{{2}}) *[年./-] *(?=[0-9]+ *[月./-])|今年)?"
    packed = f"(?<packed{n}>20[0-9]{{6}})(?![0-9])"
    return f"(?:{packed}|{year}(?<month{n}>{_NUMERAL}) *(?:月份?|[./-]) *(?<day{n}>{_NUMERAL})(?![0-9]) *(?<sun{n}>[日号])?)"


def _week_pattern(n: str) -> str:
    return f"(?: *[(]?(?:星期|周|礼拜)(?<week{n}>[一二三四五六日天])[)]?)?"


def _clock_pattern(n: str) -> str:
    minute = f" *(?<minute{n}>[0-5][0-9])(?::[0-5][0-9](?:[.][0-9]+)?)?(?: ?[+]08(?::?00)?)?"
    part = f"(?<part{n}>半|整|一刻|三刻|[0-5]?[0-9](?:分(?:[0-5]?[0-9]秒)?)?)?"
    hour = f"(?<hour{n}>{_NUMERAL}) *(?::{minute}|[点时]{part})"
    return f"(?<half{n}>{'|'.join(HALF)})? *(?:{hour}(?:左右|许)?)?(?: *开始)?"


_MOMENT = f"{_day_pattern('')}{_week_pattern('')}(?:T|[ ,，]*){_clock_pattern('')}"
_END = f"(?:{_day_pattern('2')}|(?<date2>{_NUMERAL})(?<alone>[日号])?(?![0-9:点时 ]))?{_week_pattern('2')}[ ,，]*{_clock_pattern('2')}"
_THIRD = "上旬|中旬|下旬|初|中|底|末"
GRAMMAR: dict[str, Any] = {
    "span": f"{_MOMENT}(?:{_TO}{_END})?",
    "clock": _clock_pattern(""),
    "month": f"(?:(?<year>20[0-9]{{2}}|[{_DIGITS}]{{4}}) *[年./-] *|(?<short>(?!))|今年)?(?<month>{_NUMERAL})月(?:份|(?<third>{_THIRD}))?",
    "halves": HALF, "letters": LETTERS, "unset": ["时间待定", "日期待定", "未定", "待通知", "另行通知"],
    "printed": " 0?0:00(?::00)?$",
    "colonless": (
        "(^(?=[0-9]{3,4}(?:[至到~-]+[0-9]{3,4})?$)|20[0-9]{6}|[日号T ~午晨上晚至到]|-(?=[0-9]{3,4}$))"
        "([01]?[0-9]|2[0-3])[.;,h]?([0-5][0-9])(?=[^0-9:.]|$)"
    ),
    "reasons": [
        ["lunar", f"(?:农历|阴历|旧历).*|(?:正|冬|腊)月.*|.*月(?:初|廿)[{_DIGITS}十].*"],
        ["not said", ".*(?:[今明后昨前]天|[明昨今]日|[上下本这]周|[上下本]月|近日|日前|最近|[上下本这]?(?:星期|周)[一二三四五六日天]).*"],
        ["several days", f"(?:.*[0-9日号])(?:[(][^)]*[)])?[、,，和与及](?:{_NUMERAL}).*"],
        ["other zone", ".*[0-9]:[0-9]{2}(?:[.][0-9]+)?(?:Z| ?[+][0-9]{2}:?[0-9]{2})"],
        ["backwards", "[0-9]{1,2}[./-][0-9]{1,2}[./-]20[0-9]{2}"],
    ],
}  # fmt: skip

# What is said of it, and the right example; {right}: what may be meant.
REASONS: dict[str, tuple[str, str]] = {
    "moment": ("“{found}”不是能读懂的时间；不知道钟点就只写日子，还可以写 2021-05-29 08:30、2021-05、待定、不详", "{key}: {right}"),
    "lunar": ("“{found}”看来是农历；请写公历的日子，农历写进“时间说明”", "{key}: {right}"),
    "lunar or not": ("“{found}”看不出是公历还是农历；公历写成 {right}，农历写进“时间说明”", "{key}: {right}"),
    "not said": ("“{found}”没有说是哪一天；请写哪月哪日，查不到就写“不详”，原话写进“时间说明”", "{key}: {right}"),
    "several days": ("“{found}”说了几个日子；分几场办的请分成几场写，这里写第一天", "{key}: {right}"),
    "weekday": ("“{found}”的星期和日期对不上：{other}；请核对是哪一天", "{key}: {right}"),
    "no colon": ("“{found}”的钟点要有冒号，上午八点半写 08:30，晚上七点写 19:00", "{key}: {right}"),
    "midnight": ("“{found}”是半夜的钟点，看不出算哪一天；请写明日子和 24 小时制的钟点", "{key}: {right}"),
    "runs back": ("“{found}”结束的钟点在开始以前；请写明是上午还是下午，如 8:00-17:00", "{key}: {right}"),
    "no day": ("“{found}”：日历上没有这个日子或钟点", "{key}: {right}"),
    "other zone": ("“{found}”是别的时区的钟点；请换成北京时间再写", "{key}: {right} 08:30"),
    "backwards": ("“{found}”请先写年，再写月、日", "{key}: {right}"),
}  # fmt: skip
