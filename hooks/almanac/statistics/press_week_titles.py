"""Who held what in a week, in a headline and in a first sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from almanac.model.divisions import Level, Register, level_of
from almanac.model.filings import Activity
from almanac.statistics.press_shares import BELOW
from almanac.views import press_names
from almanac.views.activities import Entry
from almanac.views.press_headlines import LENGTHS, names_what

NAMED = 3  # kinds of activities that a headline has at most


def who(held: Sequence[Entry], code: str, register: Register) -> tuple[str, str]:
    """Who held them, for readers anywhere and for a headline: one association, so many of one level, or those of all levels."""
    units = {event.code for event in held}
    if len(units) == 1:
        one = units.pop()
        return press_names.full(register, one), press_names.known(register, one) + press_names.unit(
            register, one
        )
    levels = {level_of(each) for each in units}
    kinds = {press_names.kind(press_names.short(register, each)) for each in units}
    each = kinds.pop() if len(kinds) == 1 else BELOW[min(levels)] if Level.PROVINCE not in levels else ""
    those = f"{'各级' if len(levels) > 1 else f'{len(units)}个{each}'}计生协"
    far, near = press_names.full(register, code), press_names.unit(register, code)
    return far.removesuffix("计生协") + those, near.removesuffix("计生协") + those


def headlines(near: str, activities: Sequence[Activity], number: str, is_over: bool) -> list[str]:
    """The week in a headline of each length: who, and what kinds of activities most, as many as it holds."""
    since = "一周" if is_over else "本周"
    kinds = Counter(kind for one in activities for kind in list(names_what(one.forms))[:1])
    named = sorted(kinds, key=lambda kind: -kinds[kind])
    every = list(_every(near, since, named, len(activities), number))
    fitting = (next((text for text in every if len(text) <= most), "") for most in LENGTHS)
    return list(dict.fromkeys(filter(None, fitting))) or [min(every, key=len)]


def _every(near: str, since: str, named: Sequence[str], held: int, number: str) -> Iterator[str]:
    """The fullest first: all the kinds of a few, some of many with their number; without a kind the number alone."""
    for most in range(min(NAMED, len(named)), 0, -1):
        kinds = "、".join(named[:most])
        whole = most == len(named)
        yield f"{near}{since}开展{kinds}{'' if whole and held <= NAMED else f'等活动{held}场'}"
        yield f"{near}开展{kinds}{'' if whole else '等活动'}"
    yield f"{near}{since}举办{number}"
    yield f"{near}{since}举办活动{held}场"
