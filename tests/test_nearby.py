"""附近有什么: what a county says is to come, from which the browser chooses (tests/vectors/nearby.json says how)."""

from __future__ import annotations

import json
from typing import Any

from almanac.model.filings import Filing
from almanac.pages import File, nearby
from almanac.views.nearby import ahead
from shares import filed, shares

VILLAGE, TOWN, COUNTY = "430181119001", "430181119", "430181"


def _plan(code: str, day: str, name: str, state: str = "计划", **more: Any) -> Filing:
    return filed(code, f"{day[5:7]}{day[8:]}-{name}", 名称=name, 状态=state, 开始=day, **more)


def _names(*filings: Filing) -> list[str]:
    return [event.name for event, _, _ in ahead(shares(*filings)[COUNTY].entries, 2021)]


def test_what_nobody_is_asked_to_is_not_said() -> None:
    """Cancelled, held, without a day, or a visit to families: none of it is nearby."""
    assert (
        _names(_plan(VILLAGE, "2021-05-22", "示例甲", "取消"), _plan(TOWN, "2021-05-22", "示例乙", "已举办"))
        == []
    )
    assert _names(_plan(TOWN, "2021-05-22", "示例丙", 参加="内部")) == []


def test_the_soonest_first_and_within_a_day_the_highest_level() -> None:
    """In the order in which they are shown."""
    many = (
        _plan(VILLAGE, "2021-05-22", "村"),
        _plan(COUNTY, "2021-05-22", "县"),
        _plan(TOWN, "2021-05-21", "镇"),
    )
    assert _names(*many) == ["镇", "县", "村"]


def test_the_file_of_a_county_holds_rows_as_lists_have_them() -> None:
    """With whose they are and their days, for every township and village of the county."""
    (made,) = nearby.make(shares(_plan(TOWN, "2021-05-21", "示例"))[COUNTY])
    assert isinstance(made, File) and made.path == f"units/near-{COUNTY}.json"
    ((code, firsts, lasts, row),) = json.loads(made.data)
    assert (code, firsts, lasts) == (TOWN, "2021-05-21", "2021-05-21")
    assert row.startswith("<li ") and 'href="../../e/2021-430181119-' in row
