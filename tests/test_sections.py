"""Lists under one another in one sheet, each with its own heads; and times of plans of which only the month is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from almanac.excel import importer
from almanac.excel.importer import Taken
from almanac.intake import prompts
from workbooks import book, context, records

ACTIVITIES = ["乡镇", "活动名称", "类别", "活动时间", "地点", "参加人数"]
PLANS = ["乡镇", "活动名称", "类别", "活动时间", "地点", "预计人数"]
PIECES = ["乡镇", "标题", "媒体", "级别", "日期", "形式", "链接"]
HELD_LIST: list[list[Any]] = [
    ["浏阳市2021年5·29活动情况统计表"],
    ACTIVITIES,
    ["大瑶镇", "示例义诊", "家庭健康促进", "5月28日", "镇广场", 120],
    ["永和镇", "示例演出", "群众性主题宣传", "5月29日", "永和广场", 300],
    [],
]
PLAN_LIST: list[list[Any]] = [
    ["浏阳市2021年6月活动计划表"],
    PLANS,
    ["官渡镇", "示例健步走", "家庭健康促进", "6月上旬", "河堤", 200],
    ["永和镇", "示例讲座", "家庭健康促进", "6月8日", "村部", 50],
]
MEDIA_LIST: list[list[Any]] = [
    [],
    ["媒体报道"],
    PIECES,
    ["大瑶镇", "示例报道", "浏阳日报", "县市区级", "2021-05-30", "文字", "https://example.org/a"],
]


def taken(root: Path, *lists: list[list[Any]]) -> Taken:
    rows = [row for one in lists for row in one]
    return importer.take(book(("材料", rows)), "浏阳市2021年材料.xlsx", context(records(root / "events")))


def test_each_list_is_read_by_its_own_heads(tmp_path: Path) -> None:
    found = taken(tmp_path, HELD_LIST, PLAN_LIST, MEDIA_LIST)
    assert (found.count("新收"), found.bad) == (5, 0)
    entries = [entry for sheet in found.sheets for entry in sheet.listing.entries]
    assert [entry.row for entry in entries] == [2, 3, 7, 8, 12]
    assert [entry.value.get("状态") for entry in entries] == ["已举办", "已举办", "计划", "计划", None]
    assert entries[3].value["预计"] == {"宣传": {"人数": "50"}} and "成效" not in entries[3].value
    assert entries[4].kind.name == "媒体" and entries[4].where["标题",] == (12, 1)


def test_an_empty_row_alone_begins_no_other_list(tmp_path: Path) -> None:
    found = taken(tmp_path, HELD_LIST, [["官渡镇", "示例宣传", "群众性主题宣传", "5月27日", "镇政府", 90]])
    assert len(found.sheets) == 1 and found.count("新收") == 3


@pytest.mark.parametrize(
    ("said", "words"),
    [("6月上旬", "6月上旬"), ("6月下旬", "6月下旬"), ("6月底", "6月底"), ("6月初", "6月初"), ("6月", "6月")],
)
def test_a_plan_of_which_the_month_is_said_has_no_day_yet(said: str, words: str, tmp_path: Path) -> None:
    rows = [[cell if cell != "6月上旬" else said for cell in row] for row in PLAN_LIST]
    found = taken(tmp_path, rows)
    first = found.sheets[0].listing.entries[0].value
    assert (first["开始"], first["时间说明"]) == ("待定", words)
    here = context(tmp_path / "events")
    asked = prompts.of_activity(here)._replace(questions=lambda _: iter(["开始"]))
    known: dict[tuple[str, ...], str] = {("状态",): "计划"}
    value = prompts.answers(asked, here, lambda head, question: said, lambda told: None, known)
    assert (value["开始",], value["时间说明",]) == ("待定", words)


def test_what_was_held_in_a_month_keeps_it(tmp_path: Path) -> None:
    rows = [[cell if cell != "5月28日" else "5月中旬" for cell in row] for row in HELD_LIST]
    first = taken(tmp_path, rows).sheets[0].listing.entries[0].value
    assert (first["开始"], first["时间说明"]) == ("2021-05", "5月中旬")
