"""Counts in a notice with their 余 多 近 约, each in the field that the words around it say.

`theme/scripts/notice/counts.js` reads the same in the same steps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from almanac.intake import quantities
from almanac.intake.notice_evidence import ENDS, FAR
from almanac.intake.notice_page import Page, finds
from almanac.intake.quantities import ASKED, Proposed
from almanac.parse.numbers import compiled

PERSONS = ("人", "名", "位", "人次", "个人")


def numbers(page: Page, planned: bool, sure: bool) -> list[Proposed]:
    """Counts with their 余 多 近 约, each in the field that the words around it say; asked about if it is not sure that it was held."""
    found: list[Proposed] = []
    for number in compiled(page.rules["number"]).finditer(page.seen):
        text = quantities.count(number.groupdict())
        if text:
            found += _counted(page, number, text, planned)
    asked = [one for one in found if one.is_asked]
    gathered = [
        *quantities.publicity(found, page.seen),
        *quantities.visits(found, page.seen),
        *quantities.agreed(found, "成效·结对"),
        *(one for one in found if one.field == "成效·其他"),
    ]
    gathered = gathered if sure else [*_doubted(gathered)]
    ahead = quantities.agreed(found, "预计·宣传·人数")
    if not planned:
        return [*gathered, *ahead, *asked]
    gathered = [one for one in gathered if not one.is_asked]
    ahead = [one for one in ahead if not one.is_asked]
    return ahead or [
        one._replace(field="预计·宣传·人数") for one in gathered if one.field == "成效·宣传·人数"
    ]


def _doubted(gathered: list[Proposed]) -> Iterator[Proposed]:
    """Of an activity of which nobody knows whether it was held, each number of the statistics is asked about."""
    for one in gathered:
        if not one.field.startswith(("成效·宣传", "成效·慰问")) or one.is_asked:
            yield one
        elif one.field.endswith(("人数", "户数", "场次")):
            yield one._replace(field=f"{one.field}{ASKED}")


def _counted(page: Page, number: re.Match[str], text: str, planned: bool) -> list[Proposed]:
    """The first rule that fits the sentence around a number; of what was done nothing is filled in that is in doubt."""
    start, end = number.span()
    unit = "人次" if number["unit"] == "人(次)" else number["unit"]
    first = max(page.seen.rfind(sign, 0, start) for sign in ENDS) + 1
    first = max(first, start - FAR)
    signs = (page.seen.find(sign, end, end + FAR) for sign in ENDS)
    last = min((n for n in signs if n >= 0), default=end + FAR)
    around = f"⊢{page.seen[first:start]}#{page.seen[end : last + 1]}"
    mark = start - first + 1

    def place(index: int) -> int:
        return index + first - 1 if index <= mark else index - mark - 1 + end

    for field, units, part in page.rules["counts"]:
        if unit not in units.split("|"):
            continue
        for begun, item, done in finds(part, around):
            settled = field if planned else _settled(page, field, around)
            one = settled == "宣传·场次" and number["han"] == "一"  # 放了一场电影
            if not settled or one or (text == "1" and settled.startswith("宣传·人")):  # 一位大姐说
                return []
            named = "" if around[item:done] == "#" else page.plain[place(item) : place(done)]
            sources = [start, end, place(item), place(done)] if named else [start, end]
            if field == "表彰":
                sources.append(place(max(begun, 1)))
            return [quantities.entry(settled, text, unit, named, min(sources), max(sources))]
    if unit == quantities.HOMES and text != "1":  # 一户一床被子
        return [Proposed(quantities.HOMES, text, start, end)]
    return [Proposed(quantities.LOOSE, text, start, end)] if unit in PERSONS else []


def _settled(page: Page, field: str, around: str) -> str:
    """The field, asked about or empty where the words around the number speak against it."""
    doubts = [
        asks
        for begun, asks, source in (*page.rules["doubts"], *page.rules["scope"])
        if field.startswith(begun) and compiled(source).search(around)
    ]
    if not all(doubts):
        return ""
    return f"{field.removesuffix(ASKED)}{ASKED}" if doubts else field
