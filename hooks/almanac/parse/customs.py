"""What spelling depends on: it is worked out for every campaign, words are spelt where a record is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from almanac.model.filings import Notice

YEAR = 2021  # of examples, where no campaign is known


class Customs(NamedTuple):
    """What spelling depends on: the year, and the notice's categories by the names people call them."""

    year: int
    categories: Mapping[str, str]


def customs(year: int, notice: Notice | None) -> Customs:
    """The categories by their titles, their codes, and their names with 开展 before and 活动 after."""
    names: dict[str, str] = {}
    for one in notice.categories if notice else ():
        for word in (one.name, one.title, one.slug, f"{one.name}活动", f"开展{one.name}活动", f"开展{one.name}",
                     one.title.removeprefix("开展"), one.title.removeprefix("组织")):  # fmt: skip
            names.setdefault(word, one.name)
    return Customs(year, names)


def is_renamed(item: Any, customs: Customs) -> bool:
    """Whether a category is said in other words than the notice's name for it, which no check of a value would tell."""
    said = item.get("类别") if isinstance(item, dict) else None
    words = said if isinstance(said, list) else [said]
    return any(isinstance(word, str) and customs.categories.get(word, word) != word for word in words)
