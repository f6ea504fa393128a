"""A column that is not understood and holds numbers, or says whose the rows are, is never passed over in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import workbooks

HEADS = ["名称", "类别", "状态", "开始", "地点", "来源"]
ROW = ["示例义诊", "家庭健康促进", "已举办", "5.29", "示例广场", "示例出处"]


def _taken(root: Path, head: str, *cells: Any) -> Any:
    rows = [[f"{ROW[0]}{n}", *ROW[1:], cell] for n, cell in enumerate(cells, 1)]
    return workbooks.take(workbooks.book(("活动", [[*HEADS, head], *rows])), workbooks.records(root))


@pytest.mark.parametrize("cells", [(320, 85), ("320余", "一百零五人"), ("30余户", 12), (101, "没统计", 55)])
def test_numbers_under_a_strange_head_keep_the_table_back_with_one_question(
    tmp_path: Path, cells: tuple[Any, ...]
) -> None:
    taken = _taken(tmp_path, "受益群众", *cells)
    wrong = [one for one in taken.wrong[0] if one.code[0] == "E"]
    assert not taken.files and [one.code for one in wrong] == ["E084"]
    assert f"（{cells[0]!s}" in wrong[0].message and wrong[0].example == "宣传人数"


@pytest.mark.parametrize(
    ("head", "cells"), [("天气", ("晴", "阴")), ("经费预算", (3000, 500)), ("联系电话", ("0731-83600000", 13800)), ("说明", ("见 3 号文", "无"))]
)  # fmt: skip
def test_other_strange_columns_are_told_and_the_rows_taken(
    tmp_path: Path, head: str, cells: tuple[Any, ...]
) -> None:
    taken = _taken(tmp_path, head, *cells)
    assert len(taken.files) == 2 and not [one for one in taken.wrong.get(0, []) if one.code[0] == "E"]


def test_a_column_of_associations_says_whose_the_rows_are(tmp_path: Path) -> None:
    taken = _taken(tmp_path, "责任单位", "大瑶镇计生协", "官渡镇")
    assert sorted(path.split("/")[3] for path in taken.files) == ["大瑶镇", "官渡镇"]


def test_a_column_of_which_most_cells_are_associations_is_asked_about(tmp_path: Path) -> None:
    taken = _taken(tmp_path, "责任单位", "大瑶镇计生协", "市妇幼保健院")
    assert not taken.files and [one.example for one in taken.wrong[0] if one.code == "E084"] == ["单位"]
