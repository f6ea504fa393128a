"""How the activities of a week are shared among the associations right below, in a sentence: 浏阳市9场，岳麓区、开福区各5场."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from almanac.model.divisions import Level, Register, ancestor, level_of
from almanac.views import press_names

PLACES = 8  # so many are named
ALL = 14  # so many are named where they differ
BELOW = {
    Level.CITY: "市州",
    Level.COUNTY: "县市区",
    Level.TOWNSHIP: "乡镇（街道）",
    Level.VILLAGE: "村（社区）",
}


def shares(codes: Sequence[str], code: str, register: Register) -> str:
    """How many of these stand with each association right below, with all below it; the most first."""
    below = level_of(code).below
    if below is None:
        return ""
    counts = Counter(ancestor(each, below) for each in codes)
    own = counts.pop(code, 0)
    order = sorted(counts, key=lambda each: (-counts[each], each))
    few = [each for each in order if counts[each] == counts[order[-1]]]
    named = order if len(order) <= PLACES else order[: -len(few)] if len(few) > 3 else order
    named = named[:ALL]
    said = [
        _each([press_names.short(register, one) for one in those], number)
        for number, those in _alike(named, counts)
    ]
    said += filter(None, [_rest([counts[each] for each in order[len(named) :]], below, bool(said))])
    said += (
        [f"另有{press_names.kind(press_names.short(register, code))}计生协{own}场"] if own and order else []
    )
    return "，".join(said)


def _alike(codes: Sequence[str], counts: Mapping[str, int]) -> Iterator[tuple[int, list[str]]]:
    """Those that hold as many, together."""
    for number, those in groupby(codes, counts.__getitem__):
        yield number, list(those)


def _each(names: Sequence[str], number: int) -> str:
    """浏阳市9场; 岳麓区、开福区各5场."""
    return f"{'、'.join(names)}{'各' if len(names) > 1 else ''}{number}场"


def _rest(counts: Sequence[int], below: Level, more: bool) -> str:
    """How many those hold that are not named: 其他9个乡镇（街道）各1场."""
    if not counts:
        return ""
    each = f"各{counts[0]}场" if len(set(counts)) == 1 else f"共{sum(counts)}场"
    return f"{'其他' if more else ''}{len(counts)}个{BELOW[below]}{each}"
