"""附近有什么: where an association has nothing for 30 days, what those above and beside it have."""

from __future__ import annotations

import pytest
from almanac.model.day import Day
from almanac.model.filings import Filing
from almanac.views.hierarchy import branches
from almanac.views.nearby import ROWS, Nearby
from shares import filed, shares

TODAY = "2021-05-20"
VILLAGE, TOWN, COUNTY = "430181119001", "430181119", "430181"


def _at(code: str, *filings: Filing) -> tuple[str, list[str]]:
    own, below = branches(shares(*filings)[COUNTY].entries, COUNTY)
    above, found = Nearby(own, below, Day(TODAY)).at(code)
    return above, [event.name for event in found]


def _plan(code: str, day: str, name: str, state: str = "计划") -> Filing:
    return filed(code, f"{day[5:7]}{day[8:]}-{name}", 名称=name, 状态=state, 开始=day)


def test_its_own_is_enough() -> None:
    """With something of its own within 30 days a village is shown nothing of others."""
    near = _plan(VILLAGE, "2021-06-19", "示例甲"), _plan(TOWN, "2021-05-21", "示例乙")
    assert _at(VILLAGE, *near) == ("", [])


@pytest.mark.parametrize("day", ["2021-05-19", "2021-06-20"])
def test_what_is_past_or_far_is_nothing(day: str) -> None:
    """Yesterday, or 31 days on: then the town's is shown, the nearest above first."""
    far = _plan(VILLAGE, day, "示例甲")
    assert _at(VILLAGE, far, _plan(TOWN, "2021-05-21", "示例乙"), _plan(COUNTY, "2021-05-20", "示例丙")) == (
        TOWN,
        ["示例乙"],
    )
    assert _at(VILLAGE, far, _plan(COUNTY, "2021-05-20", "示例丙")) == (COUNTY, ["示例丙"])


def test_what_is_cancelled_is_not_on() -> None:
    """A cancelled activity is neither one's own nor one to go to."""
    gone = _plan(VILLAGE, "2021-05-22", "示例甲", "取消")
    assert _at(VILLAGE, gone, _plan(TOWN, "2021-05-23", "示例乙", "取消")) == ("", [])
    assert _at(VILLAGE, gone, _plan(TOWN, "2021-05-23", "示例乙")) == (TOWN, ["示例乙"])


def test_the_soonest_first_and_not_too_many() -> None:
    """In the order of days, at most as many as a glance takes."""
    many = [_plan(COUNTY, f"2021-05-{day}", f"示例{day}") for day in range(29, 20, -1)]
    assert _at(VILLAGE, *many) == (COUNTY, [f"示例{day}" for day in range(21, 21 + ROWS)])
    assert _at(COUNTY, *many) == ("", [])
