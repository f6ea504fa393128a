"""When an activity begins and ends, as a pasted notice says it; what is in doubt is left open, in its own words.

`theme/scripts/notice/when.js` reads the same in the same steps.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Protocol

from almanac.intake import notice_evidence, quantities
from almanac.intake.quantities import Proposed, Rules
from almanac.parse import dates
from almanac.parse.dates import number_of
from almanac.parse.numbers import compiled

EARLIEST = (
    "07:00"  # an hour before it, of which nobody says whether it is of the morning, may be one after noon
)
FAR_AHEAD = 300  # nobody tells of a day so many days ahead: it is that of the year before


class Page(Protocol):
    """A notice folded for reading."""

    rules: Rules
    seen: str
    posted: str

    def trimmed(self, field: str, start: int, end: int) -> Proposed | None:
        """The words without what hangs at their ends."""


def times(page: Page) -> Iterator[Proposed]:
    """When it begins and ends, and the words of a time that is not exact."""
    first = _line(page) or _likeliest(page)
    first = _closes(page, _sole(page, _opens(page, _hours(page, _half(page, first)))))
    yield from first
    if len(first) == 1 and first[0].field == "开始":
        for source in page.rules["lastDay"]:
            for found in compiled(source).finditer(page.seen):
                if day := quantities.day(
                    page.rules["year"], number_of(found["month"]), number_of(found["day"])
                ):
                    yield Proposed("结束", day, *found.span())
                    break
    if not any(one.field == "时间说明" for one in first):
        yield from _when_words(page, [*page.rules["whenWords"], *([] if first else [page.rules["vague"]])])


def undetermined(times: list[Proposed]) -> Iterator[Proposed]:
    """The times of a plan: one that says only the month has no day yet."""
    start = next((one for one in times if one.field == "开始"), None)
    said = next((str(one.value) for one in times if one.field == "时间说明"), "")
    note = dates.undetermined(str(start.value), "", said) if start else ""
    if not start or not note:
        yield from times
        return
    yield start._replace(value="待定")
    yield start._replace(field="时间说明", value=note)


def _hours(page: Page, first: list[Proposed]) -> list[Proposed]:
    """A day, or a first and a last one, whose hours are said in another place: 比赛从晚上7点持续到9点半."""
    if not first or first[0].field != "开始" or not isinstance(first[0].value, str):
        return first
    until = str(first[1].value) if len(first) > 1 and first[1].field == "结束" else first[0].value[:10]
    if len(until) != 10:
        return first
    day, _, half = first[0].value.partition(" ")
    found = (
        list(compiled(page.rules["hours"]).finditer(page.seen)) if len(day) == 10 and ":" not in half else []
    )
    if len(found) == 1:
        said = found[0].groupdict()
        begins = page.rules["halves"].get(said["half"], half)
        starts = dates.hour_of(begins, said["hour"], said["minute"] or said["part"])
        ends = dates.hour_of(
            page.rules["halves"].get(said["half2"], begins), said["hour2"], said["minute2"] or said["part2"]
        )
        if starts and ends > starts:
            return [
                first[0]._replace(value=f"{day} {starts}"),
                Proposed("结束", f"{until} {ends}", *found[0].span()),
            ]
    return first


def _begins(first: list[Proposed]) -> tuple[str, str, str]:
    """The day and the hour or half of it at which it begins."""
    return str(first[0].value).partition(" ") if first and first[0].field == "开始" else ("", "", "")


def _half(page: Page, first: list[Proposed]) -> list[Proposed]:
    """A day whose half is said in another sentence, the only one of the text: 当天下午."""
    day, _, half = _begins(first)
    halves = page.rules["halves"]
    found = {halves[one["half"]] for one in compiled(page.rules["halfSaid"]).finditer(page.seen)}
    if len(first) != 1 or len(day) != 10 or half or len(found) != 1:
        return first
    if any(other not in found and other in page.seen for other in halves.values()):
        return first
    return [first[0]._replace(value=f"{day} {min(found)}")]


def _opens(page: Page, first: list[Proposed]) -> list[Proposed]:
    """A day whose first hour is said in another clause: 晚上7点开演."""
    day, _, half = _begins(first)
    found = [one for source in page.rules["opens"] for one in compiled(source).finditer(page.seen)]
    if len(day) == 10 and ":" not in half and len(found) == 1:
        said = found[0].groupdict()
        half = page.rules["halves"].get(said["half"], half)
        clock = dates.hour_of(half, said["hour"], said["minute"] or said["part"])
        if clock and (half or clock > EARLIEST):
            return [first[0]._replace(value=f"{day} {clock}"), *first[1:]]
    return first


def _sole(page: Page, first: list[Proposed]) -> list[Proposed]:
    """A day with the only hour that the text says, in whatever clause."""
    day, _, half = _begins(first)
    found = [one for one in compiled(page.rules["sole"]).finditer(page.seen) if one["half"] or one["minute"]]
    if len(first) != 1 or len(day) != 10 or ":" in half or len(found) != 1:
        return first
    said = page.rules["halves"].get(found[0]["half"], half)
    if not half and any(other != said and other in page.seen for other in page.rules["halves"].values()):
        return first  # 上午咨询，下午两点慰问
    clock = dates.hour_of(said, found[0]["hour"], found[0]["minute"] or found[0]["part"])
    if not clock or (half and said != half) or (not said and clock < EARLIEST):
        return first
    return [first[0]._replace(value=f"{day} {clock}")]


def _closes(page: Page, first: list[Proposed]) -> list[Proposed]:
    """The last hour, said in another clause than the first: 讲到九点一刻才散."""
    day, _, begins = _begins(first if len(first) == 1 else [])
    found = list(compiled(page.rules["closes"]).finditer(page.seen))
    if ":" not in begins or len(found) != 1:
        return first
    said = found[0].groupdict()
    for half in (page.rules["halves"].get(said["half"], ""), "下午"):
        ends = dates.hour_of(half, said["hour"], said["minute"] or said["part"])
        if ends > begins:
            return [*first, Proposed("结束", f"{day} {ends}", *found[0].span())]
    return first


def _line(page: Page) -> list[Proposed]:
    """What a line says that names the time, read as a cell is; in doubt it is left open, in its own words."""
    for found in compiled(page.rules["whenLine"]).finditer(page.seen):
        place = (found.start("said"), found.end("said"))
        said = dates.spelt(found["said"], page.rules["year"])
        if dates.is_day(said.text) or said.text in ("待定", "不详"):
            parts = {"开始": said.text, "结束": said.end, "时间说明": said.note}
            return [Proposed(field, text, *place) for field, text in parts.items() if text]
        if dates.why(found["said"], page.rules["year"]).name in page.rules["doubtful"]:
            return _open(page, *place)
    return []


def _open(page: Page, start: int, end: int) -> list[Proposed]:
    """A time that is left open, in the words of the text."""
    label = compiled(page.rules["whenLabel"]).match(page.seen, start)
    one = page.trimmed("时间说明", label.end() if label else start, end)
    return [one] if one else []


def _likeliest(page: Page) -> list[Proposed]:
    """The moment that more is said for than for any other day, among all that the text writes; what is said first, or twice, has that for it."""
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, list[Proposed]]] = []
    sources = [*page.rules["dates"], *(page.rules["near"] if _written(page) else ())]
    for one in (one for source in sources for one in compiled(source).finditer(page.seen)):
        start, end = one.start() + len(one.groupdict().get("lead") or ""), one.end()
        said = (
            _moment(page, one.groupdict(), start, end)
            if all(end <= first or start >= last for first, last in taken)
            else []
        )
        if said:
            taken.append((start, end))
            found.append((notice_evidence.points(page.rules["daySigns"], page.seen, start, end), said))
    opens, days = min(taken, default=None), [str(said[0].value)[:10] for _, said in found]
    return notice_evidence.likeliest(
        [
            (weight + (span == opens) + (days.count(day) > 1), said)
            for span, day, (weight, said) in zip(taken, days, found, strict=True)
        ]
    )


def _moment(page: Page, said: dict[str, str], start: int, end: int) -> list[Proposed]:
    """What is written there, if it is in the calendar."""
    year, month = (
        int(said.get("year") or page.rules["year"]),
        number_of(said.get("month", "0").replace("元", "1")),
    )
    if "third" in said:
        part = said["third"]
        note = [Proposed("时间说明", f"{month}月{part}", start, end)] if part else []
        return [Proposed("开始", f"{year}-{month:02}", start, end), *note] if 1 <= month <= 12 else []
    if "moon" in said:
        day = _of_moon(page.rules, said["moon"], said["age"])
    elif "feast" in said:
        day = page.rules["feasts"][said["feast"]]
    else:
        day = quantities.day(year, month, number_of(said["day"])) if "month" in said else _beside(page, said)
        day = day if said.get("year") or not day else _of_turn(page, day, said.get("month") == "元")
    if not day:
        return []
    half = page.rules["halves"].get(said["half"], "")
    clock = dates.hour_of(half, said["hour"], said["minute"] or said["part"])
    midnight = bool(said["hour"]) and not clock
    if midnight or said["also"] or not dates.falls_on(day, said["week"] or ""):  # left open, in its own words
        return _open(page, start, end)
    begins = Proposed("开始", " ".join(filter(None, (day, clock or half))), start, end)
    return [begins, *_last(page, said, day, half, clock, start, end)]


def _of_turn(page: Page, day: str, coming: bool) -> str:
    """The day in the year in which it lies where it is written around the turn of the year: 12月30日 told on 2 January."""
    written = _written(page)
    days = (datetime.date.fromisoformat(day) - datetime.date.fromisoformat(written)).days if written else 0
    turn = -1 if days > FAR_AHEAD else 1 if coming and days < -FAR_AHEAD else 0
    return f"{int(day[:4]) + turn}{day[4:]}"


def _of_moon(rules: Rules, name: str, age: str) -> str:
    """The day of the Chinese calendar; empty if its year is not known or has none."""
    month = rules["moonNames"].get(name) or number_of(name)
    date = number_of(age.removeprefix("初"))
    for number, first, days in rules["moons"]:
        if number == month and 1 <= date <= days:
            return (datetime.date.fromisoformat(first) + datetime.timedelta(date - 1)).isoformat()
    return ""


def _written(page: Page) -> str:
    """The day on which a text was written: as it says, else the day on which it is read, if that is in its year; empty if neither is known."""
    today = str(page.rules["today"])
    return page.posted or (today if today[:4] == str(page.rules["year"]) else "")


def beside_today(page: Page, begins: Proposed) -> str:
    """What to look at where a day was read beside the one on which the text is read: 昨天 of whom?"""
    words = re.sub(
        "^[^0-9大前昨今明后本这上下一二三四五六七八九十正冬腊]+", "", page.seen[begins.start : begins.end]
    )
    if (
        page.posted
        or not words
        or not _written(page)
        or set("月./-年") & set(words)
        or len(str(begins.value)) < 10
    ):
        return ""
    return f"“{words}”是从今天（{page.rules['today']}）算的；原文不是今天写的，请改“开始”。"


def _beside(page: Page, said: dict[str, str]) -> str:
    """明天, 29日, 本周六: the day beside that on which the text was written."""
    posted = datetime.date.fromisoformat(_written(page))
    near = [posted + datetime.timedelta(days) for days in sorted(range(-14, 15), key=abs)]
    if "shift" in said:
        return (posted + datetime.timedelta(page.rules["shifts"][said["shift"]])).isoformat()
    if "which" in said:
        weekday = "一二三四五六日".find(said["on"].replace("天", "日"))
        days = 7 * page.rules["weeks"][said["which"]] + weekday - posted.weekday()
        return (posted + datetime.timedelta(days)).isoformat()
    return next((one.isoformat() for one in near if one.day == number_of(said["day"])), "")


def _last(
    page: Page, said: dict[str, str], day: str, half: str, first: str, start: int, end: int
) -> Iterator[Proposed]:
    """The end of a span of time: another day, or a later hour of the same."""
    value = ""
    if said["day2"]:
        value = quantities.day(int(day[:4]), number_of(said["month2"] or day[5:7]), number_of(said["day2"]))
    elif said["hour2"]:
        half2 = page.rules["halves"].get(said["half2"], half)
        clock = dates.hour_of(half2, said["hour2"], said["minute2"] or said["part2"])
        value = f"{day} {clock}" if clock > first else ""
    if value:
        yield Proposed("结束", value, start, end)


def _when_words(page: Page, sources: list[str]) -> Iterator[Proposed]:
    """农历四月十八，赶集日: the words of one sort that stand near one another."""
    for source in sources:
        found = list(compiled(source).finditer(page.seen))
        near = [one for one in found if one.start() - found[0].end() < 12 and one.start() >= found[0].start()]
        if near:
            value = "，".join(dict.fromkeys(one[0] for one in near))
            yield Proposed("时间说明", value, near[0].start(), near[-1].end())
            return
