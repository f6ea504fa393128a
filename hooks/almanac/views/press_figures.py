"""What {{ … }} in a news release stands for: numbers of the activities it covers, facts of the year's notice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from almanac.disclosure import small_counts
from almanac.model.figures import Figures
from almanac.model.filings import Count, Notice
from almanac.model.phase import Phase
from almanac.model.press_release import Manuscript
from almanac.validate.press_release import ASKED, NAMES
from almanac.views.activities import Entry

ONE = Count(1, "", "1")  # a session that says no number
FOUNDED, FIRST = 1980, 1998  # 中国计生协 was founded on 29 May 1980; the first 会员活动日 was in 1999
_PLACES: dict[str, tuple[Callable[[Figures], bool], Callable[[Figures], Count | None]]] = {
    "宣传场次": (lambda one: one.publicity, lambda one: one.sessions or ONE),
    "宣传人数": (lambda one: one.publicity, lambda one: one.people),
    "慰问场次": (lambda one: one.visits, lambda one: one.visit_sessions or ONE),
    "慰问人数": (lambda one: one.visits, lambda one: one.visited),
    "慰问户数": (lambda one: one.visits, lambda one: one.households),
}


def values(one: Manuscript, notice: Notice | None, unit: str, covered: Sequence[Entry]) -> dict[str, str]:
    """Each name that is known, in words; unit: the association's title; covered: the activities it tells of."""
    held = [event for event in covered if event.phase is Phase.HELD]
    ordinal = notice.ordinal if notice and notice.ordinal else one.year - FIRST
    known = {
        "年份": one.head.year,
        "届次": str(ordinal),
        "周年": str(one.year - FOUNDED),
        "主题": (notice.theme if notice else None) or "",
        "单位": unit,
        "活动数": str(len(held)) if held else "",
        **{name: _sum(held, name) for name in _PLACES},
    }
    return {name: known[name] for name in NAMES if known[name]}


def _sum(held: Sequence[Entry], name: str) -> str:
    """One number of all that were held, as the public may see it; a session that says no number is one.

    With 余 where one of them is approximate, did not say it, or is too small to be told.
    """
    is_of_kind, number_of = _PLACES[name]
    written = [number_of(small_counts.published(event)) for event in held if is_of_kind(event.figures)]
    if len(written) == 1:
        return str(written[0] or "")
    found = [number for number in written if number and number.text != small_counts.FEW]
    less = any(number.mark for number in found) or (len(found) < len(written) and name != "慰问户数")
    return f"{sum(number.value for number in found)}{'余' if less else ''}" if found else ""


def unknown(one: Manuscript, known: dict[str, str]) -> list[str]:
    """The names it asks for that nobody has filed."""
    asked = dict.fromkeys(found[1] for found in ASKED.finditer(one.body))
    return [name for name in asked if name in NAMES and name not in known]


def filled(text: str, known: dict[str, str]) -> str:
    """The text with each {{ … }} replaced; an unknown one stays as 〔待核实：…〕."""
    return ASKED.sub(lambda found: known.get(found[1], f"〔待核实：{found[1]}〕"), text)
