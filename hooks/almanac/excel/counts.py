"""Several columns that count for one field: parts are added up, a total is taken as it is, and two of one meaning must agree."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from almanac.excel import normalise
from almanac.excel.conflicts import Filled
from almanac.excel.head_words import Sense
from almanac.excel.reader import Cell
from almanac.model.fields import Column
from almanac.parse.customs import Customs

HOUSEHOLDS = re.compile(r"(?:大?约|近)?[0-9]+[余多]?户")
VISITING = re.compile("慰问|走访|看望|探望")
ADDED = "几列加起来"


def taken(filled: Sequence[Filled], senses: Mapping[int, Sense]) -> list[Filled]:
    """The columns that count: the total where there is one, of 人数 and 人次 the 人数, else all."""
    totals = [one for one in filled if _sense(one, senses).is_total and not _sense(one, senses).item]
    chosen = totals or [one for one in filled if not _sense(one, senses).is_total] or list(filled)
    persons = [one for one in chosen if not _sense(one, senses).of_visits]
    return persons if totals and persons else chosen


def are_parts(filled: Sequence[Filled], senses: Mapping[int, Sense]) -> bool:
    """Whether columns of one field count different things: lectures here, consultations there."""
    items = [_sense(one, senses).item for one in filled]
    return len(filled) > 1 and all(items) and len(set(items)) == len(items)


def added(column: Column, filled: Sequence[Filled], customs: Customs) -> tuple[Cell, str] | None:
    """The sum of parts, and how it was added up; None where a part is no exact number."""
    numbers = []
    for one in filled:
        value = normalise.repaired(column, one.cell, customs).value
        if not isinstance(value, str) or not value.isdecimal():
            return None
        numbers.append(int(value))
    return Cell("number", str(sum(numbers))), "＋".join(map(str, numbers))


def _sense(one: Filled, senses: Mapping[int, Sense]) -> Sense:
    return senses.get(one.place, Sense())


def is_visit(words: str) -> bool:
    """Whether an activity is one that goes to people, so that a number of people may be of either side."""
    return bool(VISITING.search(words))
