"""Sums as people read them in a sentence."""

from __future__ import annotations

from almanac.model import accuracy
from almanac.model.accuracy import Accuracy
from almanac.model.counting_rules import PUBLICITY
from almanac.model.divisions import Level
from almanac.statistics.totals import Sums


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
                sure = Accuracy.EXACT if exact else accuracy.together(one.accuracy for one in known)
                counts.append(f"{accuracy.spoken(sum(one.value for one in known), sure)} {unit}")
        if counts:
            told.append(f"{words} {'、'.join(counts)}")
    return "；".join(told)
