"""What {{ … }} in a news release stands for: numbers of the activities it covers, facts of the year's notice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from almanac.model.filings import Notice
from almanac.model.phase import Phase
from almanac.model.press_release import Manuscript
from almanac.validate.press_release import ASKED, NAMES
from almanac.views.activities import Entry

# The numbers of activities that were held, by name, as the official table counts them.
Count = Callable[[Sequence[Entry], Notice | None], dict[str, str]]
FOUNDED, FIRST = 1980, 1998  # 中国计生协 was founded on 29 May 1980; the first 会员活动日 was in 1999


def values(
    one: Manuscript, notice: Notice | None, unit: str, covered: Sequence[Entry], count: Count
) -> dict[str, str]:
    """Each name that is known, in words; unit: the association's title; covered: the activities it tells of.

    count: says the numbers of activities that were held, as the official table counts them.
    """
    held = [event for event in covered if event.phase is Phase.HELD]
    ordinal = notice.ordinal if notice and notice.ordinal else one.year - FIRST
    known = {
        "年份": one.head.year,
        "届次": str(ordinal),
        "周年": str(one.year - FOUNDED),
        "主题": (notice.theme if notice else None) or "",
        "单位": unit,
        "活动数": str(len(held)) if held else "",
        **count(held, notice),
    }
    return {name: known[name] for name in NAMES if known.get(name)}


def unknown(one: Manuscript, known: dict[str, str]) -> list[str]:
    """The names it asks for that nobody has filed."""
    asked = dict.fromkeys(found[1] for found in ASKED.finditer(one.body))
    return [name for name in asked if name in NAMES and name not in known]


def filled(text: str, known: dict[str, str]) -> str:
    """The text with each {{ … }} replaced; an unknown one stays as 〔待核实：…〕."""
    return ASKED.sub(lambda found: known.get(found[1], f"〔待核实：{found[1]}〕"), text)
