"""A pasted notice read by rules: what it proposes for a record, each value with the words it stands in; nothing is guessed.

The rules are data (`phrases`); `theme/scripts/notice/` reads a text by the same data in the same steps, step for step.
"""

from __future__ import annotations

from typing import NamedTuple

from almanac.intake import notice_counts, notice_state, notice_times, notice_words, quantities
from almanac.intake.notice_page import Page
from almanac.intake.quantities import Proposed, Rules
from almanac.model.words import Status

LONGEST = 20_000


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
    if not any(_tells(one, rules) for draft in found for one in draft.proposed):
        return [Draft([], [], personal, (), rules["unsaid"])]
    return [found[0]._replace(personal=personal), *found[1:]]


def _tells(one: Proposed, rules: Rules) -> bool:
    """Whether what was read says that there is an activity; one that is put off or called off was to be."""
    return one.field not in rules["beside"] or one.value in (Status.POSTPONED, Status.CANCELLED)


def is_figure(field: str, rules: Rules) -> bool:
    """Whether a field takes a number of the statistics, which nobody writes down who has not compared it with its words."""
    return field.removeprefix("成效·") in rules["figures"]


def proposed(text: str, rules: Rules) -> Draft:
    """The first activity of a text."""
    return drafts(text, rules)[0]


def _read(page: Page, whole: Page) -> Draft:
    """One activity; what the whole text says of its state and theme holds for each."""
    times = list(notice_times.times(page))
    state = notice_state.state(page, whole, next((one for one in times if one.field == "开始"), None))
    held = "" if not state or state[0].is_asked else state[0].value
    if held == Status.PLANNED:
        times = list(notice_times.undetermined(times))
    texts = list(notice_words.texts(page))
    texts += [one for one in notice_words.texts(whole) if one.field == "主题" and page is not whole]
    found = [
        *state,
        *times,
        *texts,
        *notice_words.places(page),
        *notice_words.words(page),
        *notice_words.categories(page),
    ]
    found += notice_counts.numbers(
        page, held not in ("", Status.HELD), not page.summed and not any(one.is_asked for one in state)
    )
    asked = [page.told(_asked(one)) for one in found if one.is_asked]
    found = _once([one for one in found if not one.is_asked])
    have = {one.field for one in (*found, *asked)}
    rules = page.rules
    wanted = (*rules["required"], *(rules["wanted"].get(held, ())))
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
