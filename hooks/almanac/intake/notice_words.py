"""Names, places, units, forms, audiences and categories, as they stand in a notice.

`theme/scripts/notice/words.js` reads the same in the same steps.
"""

from __future__ import annotations

from collections.abc import Iterator

from almanac.intake import notice_evidence
from almanac.intake.notice_page import Page, finds
from almanac.intake.quantities import Proposed
from almanac.parse.numbers import compiled

_AGAIN = 2  # a place that is named again and again has so much for it at most


def texts(page: Page) -> Iterator[Proposed]:
    """Names, places and units, by the words around them."""
    had: set[tuple[str, object]] = set()
    ones: set[str] = set()
    for field, part, way in page.rules["texts"]:
        if field in ones:
            continue
        for _, start, end in finds(part, page.whole):
            signs = "，" if way == "people" and "，" in page.whole[start:end] else "、，,"
            parts = [(start, end)] if way in ("one", "each") else _parted(page, start, end, signs)
            for one in (page.trimmed(field, *each) for each in parts):
                if one is None or (one.field, one.value) in had:
                    continue
                if way == "joint":
                    one = _partner(one, page.plain[start:end])
                if one.value in page.rules["own"]:
                    continue
                had.add((one.field, one.value))
                ones |= {field} if way == "one" else set()
                yield one
            if field in ones:
                break


def places(page: Page) -> Iterator[Proposed]:
    """The place that more is said for than for any other; one that is named again has that for it, too."""
    found: list[tuple[int, list[Proposed]]] = []
    for weight, part in page.rules["places"]:
        for _, start, end in finds(part, page.whole):
            one = page.trimmed("地点", start, end)
            if not one or one.value in page.rules["own"]:
                continue
            if all(one.end <= other.start or one.start >= other.end for _, (other,) in found):
                again = min(page.whole.count(str(one.value)) - 1, _AGAIN)
                said = notice_evidence.points(page.rules["placeSigns"], page.whole, one.start, one.end)
                found.append((weight + again + said, [one]))
    yield from notice_evidence.likeliest(found)


def _partner(one: Proposed, among: str) -> Proposed:
    """An association among those named, by its place; any other body helped."""
    name = compiled("计生协|计划生育协会").sub("", str(one.value))
    if name != one.value or (among.endswith(("计生协", "计划生育协会")) and name[-1:] in "村区镇乡道县市"):
        return one._replace(value=name, end=one.start + len(name)) if name else one
    return one._replace(field="协办")


def _parted(page: Page, start: int, end: int, signs: str) -> Iterator[tuple[int, int]]:
    for found in compiled(f"[^{signs}]+").finditer(page.whole[start:end]):
        yield start + found.start(), start + found.end()


def words(page: Page) -> Iterator[Proposed]:
    """Forms and audiences: known words."""
    for field, source in page.rules["words"]:
        for found in compiled(source).finditer(page.seen):
            yield Proposed(field, found[0], *found.span())


def categories(page: Page) -> Iterator[Proposed]:
    """The notice's categories of which a word stands in the text, in the order in which they come."""
    found = [(one, name) for name, source in page.rules["categories"]
             if (one := compiled(source).search(page.seen))]  # fmt: skip
    for one, name in sorted(found, key=lambda each: each[0].start()):
        yield Proposed("类别", name, *one.span())
