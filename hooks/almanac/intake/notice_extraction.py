"""A pasted notice read by rules: what it proposes for a record, each value with the words it stands in; nothing is guessed.

The rules are data (`phrases`); `theme/scripts/notice/` reads a text by the same data in the same steps, step for step.
"""

from __future__ import annotations

import itertools
from typing import NamedTuple

from almanac.intake import notice_counts, notice_times, notice_words, quantities
from almanac.intake.notice_page import Page
from almanac.intake.quantities import Proposed, Rules
from almanac.model.words import Status
from almanac.parse.numbers import compiled

LONGEST = 20_000
_HINTS = 2  # so many of the last states are but hints


class Draft(NamedTuple):
    """What a text proposes, the fields that are still wanted, and the personal data that was passed over.

    notes: what whoever reads it has to look at; why: the reason, if it tells of no activity; asked: what may be meant and is
    not filled in, for whoever reads it to choose.
    """

    proposed: list[Proposed]
    missing: list[str]
    personal: list[Proposed]
    notes: tuple[str, ...] = ()
    why: str = ""
    asked: tuple[Proposed, ...] = ()


def drafts(text: str, rules: Rules) -> list[Draft]:
    """Read a text of at most 20,000 characters, a draft for each activity; positions count characters of the text."""
    page = Page(text[:LONGEST], rules)
    personal = [page.told(one) for one in page.personal()]
    if why := page.nothing():
        return [Draft([], [], personal, (), why)]
    page.mask("out", True)
    page.mask_posted()
    page.mask("aside", False)
    parts = page.parts()
    pages = [page.only(*part) for part in parts] or [page]
    found = [_read(each, page) for each in pages]
    if all(one.field in rules["beside"] for draft in found for one in draft.proposed):
        return [Draft([], [], personal, (), rules["unsaid"])]
    return [found[0]._replace(personal=personal), *found[1:]]


def proposed(text: str, rules: Rules) -> Draft:
    """The first activity of a text."""
    return drafts(text, rules)[0]


def _read(page: Page, whole: Page) -> Draft:
    """One activity; what the whole text says of its state and theme holds for each."""
    times = list(notice_times.times(page))
    state = _state(page, whole, next((one for one in times if one.field == "开始"), None))
    if state and state[0].value == Status.PLANNED:
        times = list(notice_times.undetermined(times))
    texts = list(notice_words.texts(page))
    texts += [one for one in notice_words.texts(whole) if one.field == "主题" and page is not whole]
    found = [*state, *times, *texts, *notice_words.words(page), *notice_words.categories(page)]
    found += notice_counts.numbers(page, bool(state) and state[0].value != Status.HELD)
    asked = [page.told(_asked(one)) for one in found if one.is_asked]
    found = _once([one for one in found if not one.is_asked])
    have = {one.field for one in found}
    rules = page.rules
    wanted = (*rules["required"], *(rules["wanted"].get(state[0].value, ()) if state else ()))
    missing = [field for field in wanted if not any(f"{each}·".startswith(f"{field}·") for each in have)]
    begins = next((one for one in found if one.field == "开始"), None)
    beside = notice_times.beside_today(page, begins) if begins else ""
    notes = (*([beside] if beside else []), *page.notes())
    return Draft([page.told(one) for one in found], missing, [], notes, "", tuple(asked))


def _asked(one: Proposed) -> Proposed:
    return one._replace(field=one.field.removesuffix(quantities.ASKED))


def _once(found: list[Proposed]) -> list[Proposed]:
    """Each value once, and no word that stands inside a longer one of its field."""
    once: dict[tuple[str, str], Proposed] = {}
    for one in found:
        once.setdefault((one.field, str(one.value)), one)
    kept = list(once.values())
    return [one for one in kept if one.field not in ("形式", "面向") or not any(
        one.field == other.field and one is not other and other.start <= one.start and one.end <= other.end for other in kept)]  # fmt: skip


def _state(own: Page, whole: Page, begins: Proposed | None) -> list[Proposed]:
    """Whether it was held: the first sort of words that is found, sure ones anywhere before those that only hint at it;
    nothing was held on a day that was to come when it was posted, and what nothing is said of was held if its day was past."""
    start = str(begins.value) if begins else ""
    today, states = whole.posted or own.rules["today"], own.rules["states"]
    for some in (states[:-_HINTS], states[-_HINTS:]):
        for page, (value, source) in itertools.product(dict.fromkeys((own, whole)), some):
            if found := compiled(source).search(page.seen):
                ahead = value == Status.HELD and today and start[:10] > today
                return [Proposed("状态", Status.PLANNED if ahead else value, *found.span())]
    if begins and today and len(start) >= 10 and start[:10] != today:
        held = start[:10] < today
        return [begins._replace(field="状态", value=Status.HELD if held else Status.PLANNED)]
    return []
