"""What a release says in its own words, held against the records it tells of: which day it is, dates, how many came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from almanac.model.press_release import Manuscript
from almanac.parse import numbers
from almanac.views.activities import Entry

_NUMBER = r"[0-9一二三四五六七八九十]{1,4}"
_COUNT = r"(?P<said>[近约超]?[0-9][0-9,.]*万?[余多]?万?)"
_ORDINAL = re.compile(rf"第(?P<said>{_NUMBER})个[“\"]?(?:5[.·．・]29)?[”\"]?[“\"]?(?:5[.·．・]29)?会员活动日")
_ANNIVERSARY = re.compile(rf"中国计(?:生|划生育)协会?成立(?P<said>{_NUMBER})周年")
_DATE = re.compile(r"(?<![0-9年至—日、])(?P<said>(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日)(?![至—、到])")
_CAME = (
    re.compile(rf"{_COUNT}(?:人次|人|名)[^，。；0-9]{{0,8}}(?:参加|参与)"),
    re.compile(rf"(?:参加|参与|受益|宣传)[^，。；0-9]{{0,8}}?{_COUNT}(?:人次|人|名)(?!干部|专家|医)"),
)
_VISITED = (re.compile(rf"共慰问[^，。；0-9]{{0,4}}{_COUNT}(?:人|名)(?!和[^，。；]*户)"),)


class Doubt(NamedTuple):
    """Words that no record bears out: the key of the head they stand in, or the line and column in the file; why; what
    would be right."""

    key: str
    line: int
    column: int
    message: str
    example: str


def doubts(one: Manuscript, covered: Sequence[Entry], known: dict[str, str]) -> Iterator[Doubt]:
    """Every typed fact of headline, digest and body that is not what the records say."""
    head = one.head
    for key, text in (("标题", head.headline), ("副题", head.subhead or ""), ("摘要", head.digest)):
        yield from (Doubt(key, 0, 0, *said) for _, *said in _of_line(text, one, covered, known))
    for number, line in enumerate(one.body.split("\n"), one.above + 1):
        yield from (Doubt("", number, at + 1, *said) for at, *said in _of_line(line, one, covered, known))


def _of_line(
    text: str, one: Manuscript, covered: Sequence[Entry], known: dict[str, str]
) -> Iterator[tuple[int, str, str]]:
    """Column, message and right example of each doubt in a line."""
    for pattern, name, words in (
        (_ORDINAL, "届次", "是第 {} 个"),
        (_ANNIVERSARY, "周年", "是 {} 周年"),
    ):
        for found in pattern.finditer(text):
            if known.get(name) and _whole(found["said"]) != int(known[name]):
                message = f"写了“{found[0]}”，可是 {one.head.year} 年{words.format(known[name])}；请核对"
                yield found.start("said"), message, f"{{{{ {name} }}}}"
    yield from _dates(text, one, covered)
    for name, patterns in (("宣传人数", _CAME), ("慰问人数", _VISITED)):
        yield from _counts(text, name, patterns, covered, known)


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and text.isascii() else numbers.han(text)


def _dates(text: str, one: Manuscript, covered: Sequence[Entry]) -> Iterator[tuple[int, str, str]]:
    """A date is one of the activities' days, the day itself, or one that the head says; a later one than that of what is all
    over is of what is next."""
    spans = [(event.day, event.last) for event in covered if event.day]
    spans += [(once.start[:10], once.last) for event in covered for once in event.occurrences]
    spans += [(day, day) for day in (f"{one.year}-05-29", one.head.published, one.head.embargo or "")]
    if not covered or any(not event.day for event in covered):
        return
    is_over = all(event.last <= one.head.published for event in covered)
    for found in _DATE.finditer(text):
        day = f"{one.year}-{int(found['month']):02}-{int(found['day']):02}"
        if not (is_over and day > one.head.published) and not any(
            first <= day <= last for first, last in spans
        ):
            days = "、".join(dict.fromkeys(event.day for event in covered[:3]))
            yield (
                found.start("said"),
                f"写了“{found['said']}”，写到的活动都不在这一天（{days}）；请核对",
                _shown(covered[0].day),
            )


def _shown(day: str) -> str:
    return f"{int(day[5:7])}月{int(day[8:])}日"


def _counts(
    text: str, name: str, patterns: Sequence[re.Pattern[str]], covered: Sequence[Entry], known: dict[str, str]
) -> Iterator[tuple[int, str, str]]:
    """A head count is the sum of the activities, or what one of them says."""
    if name not in known:
        return
    figures = [event.figures for event in covered]
    each = [one.people if name == "宣传人数" else one.visited for one in figures]
    right = {known[name], *map(str, each)}
    for pattern in patterns:
        for found in pattern.finditer(text):
            said = found["said"].replace(",", "")
            if said not in right:
                message = (
                    f"写了“{found[0]}”，可是写到的活动里“{name}”是 {known[name]}；请核对，或让程序从记录里取"
                )
                yield found.start("said"), message, f"{{{{ {name} }}}}"
