"""Numbers and days in a pasted notice: how each is written in a record, where it goes, what several make together."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from almanac.model import filings
from almanac.parse import numbers

Rules = dict[str, Any]
Value = str | dict[str, str]


class Proposed(NamedTuple):
    """A value for a field (its keys joined by ·; of a list, one entry), from start to end of the text."""

    field: str
    value: Value
    start: int
    end: int

    @property
    def is_asked(self) -> bool:
        """Whether it is shown with its words, and not filled in."""
        return self.field.endswith(ASKED)


BESIDE = 40  # so many letters may stand between two numbers that are added up
NEXT = 2  # sentences that end between two numbers, of which one is none of the neighbours of the other
TOTAL = ("共", "合计", "总", "全天", "累计")
FEWEST = 10  # people of whom nobody says who they are, that may be those who came
LOOSE = "人"  # the field of a number of persons of which no rule says who they are
HOMES = "户"  # and of one of households
ASKED = "?"  # behind the field of what is asked
_PARTS = ("before", "digits", "han", "much", "rest", "more", "late", "after")


def count(said: dict[str, str | None]) -> str:
    """A number as a record takes it: 800余, 1.2万, 近千; empty if it is none, or larger than a record takes."""
    if said["vague"]:
        return ""
    text = numbers.spelt("", "".join(said[part] or "" for part in _PARTS))[0]
    return text if numbers.is_count(text) else ""


# ---------------------------------------------------------------- where they go


def entry(field: str, text: str, unit: str, named: str, start: int, end: int) -> Proposed:
    if field.endswith(("人?", "户?")):
        field = f"{field[:-1]}数{ASKED}"
    if field.endswith(ASKED) or field in ("宣传·场次", "慰问·场次", "结对"):
        return Proposed(f"成效·{field}", text, start, end)
    if field == "预计":
        return Proposed("预计·宣传·人数", text, start, end)
    if field.startswith("其他:"):
        named = field[3:]
    group = field if field.startswith(("宣传", "慰问")) else "其他"
    item = f"表彰{named}" if field == "表彰" else named
    unit = unit.removeprefix("号")
    keys = ("项目" if group == "其他" else "对象", "数量", "单位")
    return Proposed(f"成效·{group}", dict(zip(keys, (item, text, unit), strict=True)), start, end)


def agreed(found: list[Proposed], field: str) -> list[Proposed]:
    """What is said of a field that takes one number; where the text says several, each is asked about."""
    said = [one for one in found if one.field == field]
    return said if len({str(one.value) for one in said}) == 1 else asked(said, field)


def asked(said: list[Proposed], field: str) -> list[Proposed]:
    """Numbers that may be that of a field, to be chosen from."""
    values = (one.value if isinstance(one.value, str) else one.value["数量"] for one in said)
    return [
        one._replace(field=f"{field}{ASKED}", value=value) for one, value in zip(said, values, strict=True)
    ]


def publicity(found: list[Proposed], text: str) -> Iterator[Proposed]:
    """Sessions, and how many came; several numbers of one sentence stand side by side as parts, one that another sentence says
    again is one, and of several others nobody knows whether they are the same people: each is asked about, and where none is said
    to have come, each of whom nothing says who they are."""
    yield from agreed(found, "成效·宣传·场次")
    came = [one for one in found if one.field == "成效·宣传·人"]
    counts = {one.value["数量"] for one in came if isinstance(one.value, dict)}
    again = len(came) == 1 or (len(counts) == 1 and _is_apart(came, text))
    doubts = {one.value for one in found if one.field == f"成效·宣传·人数{ASKED}"}
    more = _more(found, came, text) if came else []
    if not came and not doubts:
        more = _some(found)
    if more or (came and doubts - counts):
        yield from asked([*came, *more], "成效·宣传·人数")
        return
    if total := _sum_said(
        came, [str(one.value["数量"]) for one in came if isinstance(one.value, dict)], text
    ):
        yield Proposed("成效·宣传·人数", total, came[0].start, came[-1].end)
        return
    if came and not again and _is_apart(came, text):
        yield from asked(came, "成效·宣传·人数")
        return
    for one in came[:1] if again else came:
        assert isinstance(one.value, dict)
        if again:
            yield one._replace(field="成效·宣传·人数", value=one.value["数量"])
        else:
            yield one._replace(field="成效·宣传·分项")


def _worth(one: Proposed) -> int:
    """A number as it counts: 30000 of 3万, 800 of 800余."""
    return filings.count(one.value if isinstance(one.value, str) else one.value["数量"]).value


def _some(found: list[Proposed]) -> list[Proposed]:
    """Numbers of persons of whom nobody says who they are, that may be those who came."""
    return [one for one in found if one.field == LOOSE and _worth(one) >= FEWEST]


def _more(found: list[Proposed], came: list[Proposed], text: str) -> list[Proposed]:
    """Numbers of persons of whom nobody says who they are, larger than half of those who came, in their sentence or the next to it."""
    most = max(map(_worth, came))
    loose = [one for one in found if one.field == LOOSE and 2 * _worth(one) > most]
    return [one for one in loose if any(_sentences(one, other, text) < NEXT for other in came)]


def _sentences(one: Proposed, other: Proposed, text: str) -> int:
    """How many sentences end between two."""
    first, last = sorted((one, other), key=lambda each: each.start)
    return len(re.findall("[。!?；\n]+", text[first.end : last.start]))


def _near(found: list[Proposed], said: list[Proposed], field: str, text: str) -> set[str]:
    """The numbers that are asked about in a sentence of those said."""
    return {
        str(one.value)
        for one in found
        if one.field == field
        and any(not _is_apart(sorted((one, other), key=lambda each: each.start), text) for other in said)
    }


def _is_apart(said: list[Proposed], text: str) -> bool:
    """Whether not all of it is said in one sentence."""
    return bool(set("。!?；\n") & set(text[said[0].end : said[-1].start]))


def _joined(between: str) -> bool:
    """Whether two numbers stand beside one another under one verb: 6户特殊家庭和14户困难家庭."""
    return len(between) <= BESIDE and not set("，；:") & set(between)


def _sum_said(said: list[Proposed], counts: list[str], text: str) -> str:
    """The number that is the sum of all the others, where a total is spoken of; empty if none is."""
    total = said and any(word in text[said[0].end : said[-1].end] for word in TOTAL)
    if not total or len(counts) < 3 or not all(number.isdecimal() for number in counts):
        return ""
    most = max(map(int, counts))
    return str(most) if 2 * most == sum(map(int, counts)) else ""


def visits(found: list[Proposed], text: str) -> Iterator[Proposed]:
    """Sessions; households and persons, several exact numbers of one sort in one sentence added up; the groups they were said of.

    Numbers of several sentences may be the same people again: equal ones are, and one that is the sum of the others is theirs;
    else it is left open.
    """
    yield from agreed(found, "成效·慰问·场次")
    groups: list[Proposed] = []
    for sort, field in (("人", "人数"), ("户", "户数")):
        said = [one for one in found if one.field == f"成效·慰问·{sort}" and isinstance(one.value, dict)]
        said = [one for one in said if text[one.start - 1] not in "这述"] or said  # 这12户: those of before
        counts = [one.value["数量"] for one in said if isinstance(one.value, dict)]
        together = len(said) > 1 and not _is_apart(said, text)
        beside = all(_joined(text[one.end : other.start]) for one, other in itertools.pairwise(said))
        spoken = bool(said) and any(word in text[said[0].end : said[-1].start] for word in TOTAL)
        exact = together and beside and not spoken and all(number.isdecimal() for number in counts)
        again = len(said) == 1 or (not together and len(set(counts)) == 1)
        total = str(sum(map(int, counts))) if exact else counts[0] if again else ""
        total = _sum_said(said, counts, text) or total
        doubts = _near(found, said, f"成效·慰问·{field}{ASKED}", text) - {*counts}
        doubts |= _near(found, said, HOMES, text) - {*counts} if sort == HOMES else set()
        if not doubts and numbers.is_count(total):
            yield Proposed(f"成效·慰问·{field}", total, said[0].start, said[-1].end)
        else:
            yield from asked(said, f"成效·慰问·{field}")
        groups += [
            one._replace(field="成效·慰问·分组")
            for one in said
            if isinstance(one.value, dict) and one.value["对象"]
        ]
    groups.sort(key=lambda one: one.start)
    yield from groups
    units = [str(one.value["单位"]) for one in groups if isinstance(one.value, dict)]
    # the 20名儿童 of 15户 are theirs, not others
    theirs = any(text[one.end : other.start] == "的" for one, other in itertools.pairwise(groups))
    if "户" in units and any(unit != "户" for unit in units) and not theirs:
        yield Proposed(
            "成效·慰问·户数另计", "是", min(one.start for one in groups), max(one.end for one in groups)
        )


# ---------------------------------------------------------------- days


def day(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""
