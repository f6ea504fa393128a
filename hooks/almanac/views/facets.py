"""What a list can be narrowed by: the year's categories, the levels, the commonest audiences."""

from __future__ import annotations

import functools
import operator
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from almanac.model.divisions import Level
from almanac.model.filings import Notice
from almanac.views.activities import Entry

LIMIT = 60


class Facet(NamedTuple):
    """One way to narrow a list: the end of its address, its field in the filter, its words."""

    slug: str
    field: str
    name: str

    @property
    def value(self) -> str:
        """What the filter of a page looks for in its field."""
        return self.slug.removeprefix("level-")


Faceted = dict[str, tuple[int, list[Entry]]]  # slug -> how many, the first of them


# The commonest audiences; a record's own words belong to one where they contain one of its words.
AUDIENCES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("a1", "会员", ("会员", "骨干", "理事")),
    ("a2", "育龄人群", ("育龄", "孕", "三孩", "新婚", "青年")),
    ("a3", "妇女", ("妇女", "母亲")),
    ("a4", "老年人", ("老人", "老年")),
    ("a5", "儿童", ("儿童", "婴幼儿", "幼儿")),
    ("a6", "青少年和学生", ("学生", "青少年", "子女")),
    ("a7", "计生特殊家庭", ("特殊家庭", "失独")),
    ("a8", "困难家庭", ("困难", "特困", "贫困", "受灾", "重病", "重残")),
    ("a9", "计生家庭", ("计生家庭", "幸福家庭")),
    ("a10", "流动人口", ("流动人口", "新市民", "农民工", "务工")),
    ("a11", "家长", ("家长", "父母")),
    ("a12", "群众", ("群众", "居民", "村民", "市民")),
)


@functools.cache
def audiences(words: tuple[str, ...]) -> tuple[str, ...]:
    """The facets that an activity's 面向 belongs to."""
    return tuple(
        slug for slug, _, parts in AUDIENCES if any(part in word for part in parts for word in words)
    )


def facets(notice: Notice | None) -> tuple[Facet, ...]:
    """All facets of a year: its categories, the levels, the commonest audiences."""
    categories = [Facet(c.slug, "c", c.name) for c in (notice.categories if notice else ())]
    levels = [Facet(f"level-{level.slug}", "l", level.label) for level in Level]
    return (*categories, *levels, *(Facet(slug, "a", name) for slug, name, _ in AUDIENCES))


def choices(found: Faceted, notice: Notice | None, total: int) -> list[Facet]:
    """The facets that narrow a list of `total` activities: those that some of them fall under, but not all."""
    return [facet for facet in facets(notice) if 0 < found.get(facet.slug, (0, []))[0] < total]


def faceted(entries: Iterable[Entry], limit: int) -> Faceted:
    """For each facet: how many activities it has, and the first `limit`, higher levels first, else as they come."""
    counts: dict[str, int] = {}
    kept: dict[str, list[Entry]] = {}
    for level, events in _levels(entries):
        slugs = _count(counts, events, level)
        _fill(kept, counts, events, slugs, limit)
    return {slug: (number, kept.get(slug, [])) for slug, number in counts.items()}


def numbers(entries: Iterable[Entry]) -> dict[str, int]:
    """For each facet how many activities it has."""
    counts: dict[str, int] = {}
    for level, events in _levels(entries):
        _count(counts, events, level)
    return dict(sorted(counts.items()))


def _levels(entries: Iterable[Entry]) -> list[tuple[Level, list[Entry]]]:
    levels: dict[Level, list[Entry]] = {}
    for event in entries:
        levels.setdefault(event.level, []).append(event)
    return sorted(levels.items())


Sort = tuple[tuple[str, ...], tuple[str, ...]]  # categories and audience: many activities are alike in them


def _count(counts: dict[str, int], events: list[Entry], level: Level) -> dict[Sort, tuple[str, ...]]:
    """Add activities of one level to the counts; returned are the facets of each sort."""
    alike = Counter(map(_LOOKED_AT, events))
    slugs = {sort: (*sort[0], f"level-{level.slug}", *audiences(sort[1])) for sort in alike}
    for sort, number in alike.items():
        for slug in slugs[sort]:
            counts[slug] = counts.get(slug, 0) + number
    return slugs


_LOOKED_AT = operator.itemgetter(Entry._fields.index("categories"), Entry._fields.index("audience"))


def _fill(
    kept: dict[str, list[Entry]],
    counts: dict[str, int],
    events: list[Entry],
    slugs: dict[Sort, tuple[str, ...]],
    limit: int,
) -> None:
    """Add activities of one level to the facets that have room, until none has."""
    wanted = {
        slug: min(limit, counts[slug]) - len(kept.get(slug, ())) for those in slugs.values() for slug in those
    }
    open_ones = sum(room > 0 for room in wanted.values())
    for event in events:
        if not open_ones:
            return
        for slug in slugs[_LOOKED_AT(event)]:
            if wanted[slug] > 0:
                kept.setdefault(slug, []).append(event)
                wanted[slug] -= 1
                open_ones -= not wanted[slug]
