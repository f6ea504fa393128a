"""One or two people visited in a named village stand nowhere the public looks; sums above keep them."""

from __future__ import annotations

import pytest
import shares
from almanac.disclosure import small_counts
from almanac.model.filings import Results
from almanac.pages import Stamp, activities
from almanac.statistics.totals import Sum
from almanac.views import open_data, service
from almanac.views.activities import Entry
from almanac.views.activity_text import groups


def visited(code: str, place: str, **numbers: str) -> Entry:
    """A visit of 示例 with these numbers."""
    filing = shares.filed(code, "v", 状态="已举办", 开始="2021-05-20", 地点=place, 成效={"慰问": numbers})
    return shares.shares(filing)["43"].entries[0]


@pytest.mark.parametrize(
    ("code", "place", "numbers", "shown"),
    [
        ("430181119001", "示例", {"人数": "2"}, ("若干", "")),
        ("430181119001", "示例", {"人数": "3", "户数": "1"}, ("若干", "若干")),
        ("430181119001", "示例", {"人数": "约2"}, ("若干", "")),  # a mark makes a small number no larger
        ("430181119001", "示例", {"人数": "3"}, ("3", "")),
        ("430181", "示例村", {"人数": "1"}, ("若干", "")),
        ("430181", "示例广场", {"人数": "1"}, ("1", "")),
    ],
)
def test_small_numbers_of_a_named_village(
    code: str, place: str, numbers: dict[str, str], shown: tuple[str, str]
) -> None:
    event = visited(code, place, **numbers)
    figures = small_counts.published(event)
    assert (str(figures.visited), str(figures.households or "")) == shown
    assert str(event.figures.visited) == numbers["人数"]  # counted as it is
    row = next(open_data.activity_rows([event], shares.REGISTER))
    names = [column.name for column in open_data.ACTIVITIES.columns]
    assert (row[names.index("visit_people_mark")] == "若干") == (shown[0] == "若干")


def test_one_or_two_pairs_in_a_village_are_some() -> None:
    """结对: the line in lists, the page, and the sums of the county, which count them."""
    filing = shares.filed("430181119001", "v", 状态="已举办", 成效={"结对": "2", "宣传": {"人数": "2"}})
    share = shares.shares(filing)["430181"]
    assert share.entries[0].result == "宣传2人，结对若干户"
    pages = [made.body for made in activities.make(share) if isinstance(made, Stamp)]
    assert "若干<small>户</small>" in pages[0] and "2<small>户</small>" not in pages[0]
    assert share.service["430181"][2021]["village"]["pairs",] == 2


def test_gifts_are_sums_of_a_project() -> None:
    gifts = [{"项目": "幸福工程", "金额": "3000余", "基金会": "示例基金会"}]
    share = shares.shares(shares.filed("430181", "g", 状态="已举办", 成效={"募捐": gifts}))["430181"]
    assert share.entries[0].result == "幸福工程募集3000余元"
    assert service.told(share.service["430181"][2021]).gifts == [("幸福工程", "示例基金会", "3000余")]


def test_a_village_s_own_sums() -> None:
    sums = {"visits-village-people": Sum(value=2), "visits-village-sessions": Sum(value=2)}
    assert list(small_counts.cells("430181119001", sums)) == ["visits-village-sessions"]
    assert small_counts.cells("430181119", sums) == sums


def test_a_gift_may_leave_out_who_receives_it() -> None:
    results = Results.model_validate({"募捐": [{"项目": "幸福工程", "金额": "3000"}]})
    assert groups(results) == ["募捐：“幸福工程”募集3000元。"]


def test_persons_of_a_group_are_one_number_however_they_are_counted() -> None:
    """人, 名 and 位 are one unit; households stay apart."""
    results = {
        "慰问": {"分组": [{"对象": "留守儿童", "数量": "5", "单位": unit} for unit in ("人", "名", "位")]}
    }
    filings = [shares.filed("430181", "a", 状态="已举办", 成效=results)]
    found = service.service(filings, {2021: shares.notice()})[2021]["county"]
    assert {key: number for key, number in found.items() if number} == {("group", "留守儿童", "人"): 15}
