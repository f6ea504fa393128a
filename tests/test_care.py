"""One or two people visited in a named village stand nowhere the public looks; sums above keep them."""

from __future__ import annotations

import pytest
import shares
from almanac.views import care, tables
from almanac.views.calendar import Entry
from almanac.views.totals import Sum


def visited(code: str, place: str, **numbers: str) -> Entry:
    """A visit of 示例 with these numbers."""
    filing = shares.filed(code, "v", 状态="已举办", 开始="2021-05-20", 地点=place, 成效={"慰问": numbers})
    return shares.shares(filing)["43"].entries[0]


@pytest.mark.parametrize(
    ("code", "place", "numbers", "shown"),
    [
        ("430181119001", "示例", {"人数": "2"}, ("若干", "")),
        ("430181119001", "示例", {"人数": "3", "户数": "1"}, ("若干", "若干")),
        ("430181119001", "示例", {"人数": "3"}, ("3", "")),
        ("430181", "示例村", {"人数": "1"}, ("若干", "")),
        ("430181", "示例广场", {"人数": "1"}, ("1", "")),
    ],
)
def test_small_numbers_of_a_named_village(
    code: str, place: str, numbers: dict[str, str], shown: tuple[str, str]
) -> None:
    event = visited(code, place, **numbers)
    assert care.published(event)[3:] == shown
    assert event.figures[3] == numbers["人数"]  # counted as it is
    row = next(tables.activity_rows([event], shares.REGISTER))
    names = [column.name for column in tables.ACTIVITIES.columns]
    assert (row[names.index("visit_people_mark")] == "若干") == (shown[0] == "若干")


def test_a_village_s_own_sums() -> None:
    sums = {"visits-village-people": Sum(value=2), "visits-village-sessions": Sum(value=2)}
    assert list(care.cells("430181119001", sums)) == ["visits-village-sessions"]
    assert care.cells("430181119", sums) == sums
