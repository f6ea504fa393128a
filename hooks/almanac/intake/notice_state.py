"""Whether an activity was held, is planned, put off or called off, by all that its notice says for and against it.

`theme/scripts/notice/state.js` reads the same in the same steps.
"""

from __future__ import annotations

from almanac.intake import notice_evidence
from almanac.intake.notice_page import Page
from almanac.intake.quantities import Proposed
from almanac.model.words import Status
from almanac.parse.numbers import compiled


def state(own: Page, whole: Page, begins: Proposed | None) -> list[Proposed]:
    """The state that more is said for than for any other, in the part of its activity or else in the whole text; two that are said
    alike are asked about."""
    for page in dict.fromkeys((own, whole)):
        if found := _ranked(page, whole.posted or str(own.rules["today"]), begins):
            return notice_evidence.likeliest(found)
    return []


def _ranked(page: Page, written: str, begins: Proposed | None) -> list[tuple[int, list[Proposed]]]:
    """Each state that anything is said for, with its points; nothing was held on a day that was to come when it was written."""
    sure, start = page.rules["sure"], str(begins.value)[:10] if begins else ""
    dated = written and len(start) == 10
    points: dict[str, int] = {}
    words: dict[str, Proposed] = {}
    for value, weight, source in page.rules["states"]:
        if value == Status.HELD and dated and start > written:
            continue
        if found := compiled(source).search(page.seen):
            points[value] = points.get(value, 0) + weight
            words.setdefault(value, Proposed("状态", value, *found.span()))
    if begins and dated and start != written:
        value, weight = (Status.HELD, sure["past"]) if start < written else (Status.PLANNED, sure["ahead"])
        points[value] = points.get(value, 0) + weight
        words.setdefault(value, begins._replace(field="状态", value=str(value)))
    return [(points[value], [one]) for value, one in words.items()]
