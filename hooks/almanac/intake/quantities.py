"""Numbers and days in a pasted notice: how each is written in a record, where it goes, what several make together."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, NamedTuple

from almanac.parse import numbers as parse_numbers

Rules = dict[str, Any]
Value = str | dict[str, str]


class Proposed(NamedTuple):
    """A value for a field (its keys joined by ·; of a list, one entry), from start to end of the text."""

    field: str
    value: Value
    start: int
    end: int


def count(said: dict[str, str | None], rules: Rules) -> str:
    """A number as a record takes it: 800余, 1.2万, 近千; empty if it is none, or larger than a record takes."""
    text = _written(said, rules)
    return text if parse_numbers.is_count(text) else ""


def _written(said: dict[str, str | None], rules: Rules) -> str:
    """A number's digits, 万 and mark in the order of records."""
    digits, word = (said["digits"] or "").replace(",", ""), said["han"] or ""
    found = (("before", "before"), ("after", "more"), ("after", "after"))
    marks = [rules[table].get(said[name] or "", "") for table, name in found]
    mark = "".join(marks)
    many = "万" if said["much"] or said["late"] else ""
    if said["vague"] or sum(map(bool, marks)) > 1 or (said["much"] and said["late"]):
        return ""
    if said["rest"]:  # 两万一千
        high, low = parse_numbers.han(word), parse_numbers.han(said["rest"])
        return f"{high * 10_000 + low}" if said["much"] and not digits and not mark and high and low else ""
    if not digits and mark in ("近", "约", "超", "上") and (word + many) in ("百", "千", "万"):
        return mark + word + many
    whole = body(digits, word)
    if not whole or mark == "上" or ("." in whole and not many):
        return ""
    if said["late"] and mark in ("余", "多"):
        return f"{whole}{mark}万"
    return f"{mark}{whole}{many}" if mark in ("约", "近", "超") else f"{whole}{many}{mark}"


def body(digits: str, word: str) -> str:
    """The number itself: digits, digits before 百 or 千, or Chinese numerals."""
    if not digits:
        value = {"百": 100, "千": 1000}.get(word) or (parse_numbers.han(word) if word else None)
        return str(value) if value else ""
    if not word:
        return digits if len(digits) < 10 else ""
    return (
        f"{digits}{'00' if word == '百' else '000'}"
        if word in ("百", "千") and len(digits) < 4 and "." not in digits
        else ""
    )


# ---------------------------------------------------------------- where they go


def entry(field: str, text: str, unit: str, named: str, start: int, end: int) -> Proposed:
    if field in ("宣传·场次", "慰问·场次", "结对"):
        return Proposed(f"成效·{field}", text, start, end)
    group = field if field.startswith(("宣传", "慰问")) else "其他"
    item = f"表彰{named}" if field == "表彰" else named
    keys = ("项目" if group == "其他" else "对象", "数量", "单位")
    return Proposed(f"成效·{group}", dict(zip(keys, (item, text, unit), strict=True)), start, end)


def publicity(found: list[Proposed]) -> Iterator[Proposed]:
    """Sessions, and how many came; several numbers of people stand side by side as parts."""
    yield from (one for one in found if one.field == "成效·宣传·场次")
    came = [one for one in found if one.field == "成效·宣传·人"]
    for one in came:
        assert isinstance(one.value, dict)
        if len(came) == 1:
            yield one._replace(field="成效·宣传·人数", value=one.value["数量"])
        else:
            yield one._replace(field="成效·宣传·分项")


def visits(found: list[Proposed]) -> Iterator[Proposed]:
    """Sessions; households and persons, several exact numbers of one sort added up; and the groups they were said of."""
    yield from (one for one in found if one.field == "成效·慰问·场次")
    groups: list[Proposed] = []
    for sort, field in (("人", "人数"), ("户", "户数")):
        said = [one for one in found if one.field == f"成效·慰问·{sort}" and isinstance(one.value, dict)]
        numbers = [one.value["数量"] for one in said if isinstance(one.value, dict)]
        exact = len(said) > 1 and all(number.isdecimal() for number in numbers)
        total = str(sum(map(int, numbers))) if exact else numbers[0] if len(said) == 1 else ""
        if parse_numbers.is_count(total):
            yield Proposed(f"成效·慰问·{field}", total, said[0].start, said[-1].end)
        groups += [
            one._replace(field="成效·慰问·分组")
            for one in said
            if isinstance(one.value, dict) and one.value["对象"]
        ]
    yield from sorted(groups, key=lambda one: one.start)


# ---------------------------------------------------------------- days


def day(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""
