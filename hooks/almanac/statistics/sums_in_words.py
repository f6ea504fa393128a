"""Sums as people read them in a sentence."""

from __future__ import annotations

from almanac.model.counting_rules import PUBLICITY
from almanac.model.divisions import Level
from almanac.statistics.totals import Sums

_MYRIAD = 10_000


def in_words(sums: Sums, exact: bool = False) -> str:
    """Publicity and visits of all levels in one sentence: 宣传活动 2 场、867 人；慰问服务 1 场、13 人.

    What the province held itself is in no cell of the form, and so apart. exact: with all digits, though they are not sure.
    """
    own = {cell: one for cell, one in sums.items() if cell.split("-")[1] == Level.PROVINCE.slug}
    told = _in_words({cell: one for cell, one in sums.items() if cell not in own}, exact)
    apart = _in_words(own, exact)
    return "；".join(words for words in (told, apart and f"省本级另有{apart}") if words)


def _in_words(sums: Sums, exact: bool) -> str:
    told = []
    for block, words in ((PUBLICITY, "宣传活动"), ("visits", "慰问服务")):
        counts = []
        for measure, unit in (("sessions", "场"), ("people", "人")):
            known = [
                one
                for cell, one in sums.items()
                if cell.startswith(block) and cell.endswith(measure) and one.known
            ]
            if known:
                about = not exact and any(one.about for one in known)
                counts.append(f"{spoken(sum(one.value for one in known), about)} {unit}")
        if counts:
            told.append(f"{words} {'、'.join(counts)}")
    return "；".join(told)


def spoken(value: int, about: bool) -> str:
    """A sum as people print it: 3.8万余, 2200余, 420余, where it is not exact; else all its digits."""
    if not about:
        return str(value)
    if value < 10:  # nobody says 9余人
        return f"至少{value}"
    if value >= _MYRIAD:
        return f"{value * 10 // _MYRIAD / 10:g}万余"
    step = 10 ** max(len(str(value)) - 2, 1)
    return f"{value // step * step}余"
