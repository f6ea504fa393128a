"""Workbooks as staff might send them, a records folder to take them into, and how they are taken: for tests."""

from __future__ import annotations

import datetime
import io
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from almanac.excel import importer, outcome
from almanac.excel.importer import Context, Taken
from almanac.model.day import Day
from small import FULL, PROJECT

DAY = "2021-06-10"
_HEADS = (
    "县市区 乡镇街道 名称 类别 状态 开始 结束 地点 形式 简介 咨询",
    "成效·宣传·人数 成效·宣传·场次 成效·其他 来源 照片 联合 文件",
)
HEADS = [head for line in _HEADS for head in line.split()]


class Worked(str):
    """A cell that holds a formula, with the result that a spreadsheet has kept; empty: none was kept."""


def book(
    *sheets: tuple[str, Sequence[Sequence[Any]]], merges: Sequence[tuple[int, int, int, int]] = ()
) -> bytes:
    """A workbook of these rows, every value in the kind of cell that Excel would make of it."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    )
    day = made.add_format({"num_format": "yyyy/m/d"})
    for name, rows in sheets:
        page = made.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, Worked):
                    page.write_formula(r, c, "=1+1", None, str(value))
                elif isinstance(value, bool):
                    page.write_boolean(r, c, value)
                elif isinstance(value, (int, float)):
                    page.write_number(r, c, value)
                elif isinstance(value, datetime.datetime):
                    page.write_datetime(r, c, value, day)
                elif value not in (None, ""):
                    page.write_string(r, c, value)
        for top, left, bottom, right in merges:
            page.merge_range(top, left, bottom, right, rows[top][left])
    made.close()
    return out.getvalue()


def records(folder: Path) -> Path:
    """A records folder that holds the register and the notice of 2021, and nothing else."""
    (folder / "2021").mkdir(parents=True)
    shutil.copy(PROJECT / "events" / "associations.csv", folder)
    shutil.copy(PROJECT / "events" / "2021" / "通知.yml", folder / "2021")
    return folder


def context(root: Path, base: str = "430181", day: str = DAY) -> Context:
    """Taking into this folder, for 浏阳市 unless said otherwise."""
    return importer.open_context(root, FULL, 2021, Day(day), "events", base)


def take(raw: bytes, root: Path, base: str = "430181") -> Taken:
    """Take a workbook; nothing is written."""
    return importer.take(raw, "表.xlsx", context(root, base))


def good(number: int = 1) -> dict[str, Any]:
    """A row in which nothing is wrong, unlike any other."""
    return {
        "县市区": "浏阳市",
        "乡镇街道": "大瑶镇",
        "名称": f"示例义诊{number}",
        "类别": "家庭健康促进、群众性主题宣传",
        "状态": "已举办",
        "开始": "2021-05-29 上午",
        "地点": f"示例广场{number}",
        "形式": "义诊",
        "成效·宣传·人数": "800余",
        "成效·宣传·场次": "1",
        "来源": "示例",
    }


def sheet(rows: Sequence[Mapping[str, Any]], heads: Sequence[str] = HEADS) -> list[list[Any]]:
    """Rows by head as a table with its heading."""
    return [list(heads), *([row.get(head) for head in heads] for row in rows)]


def codes(taken: Taken, kind: str = "E") -> set[tuple[str, str]]:
    """The faults of the first sheet: cell and code."""
    return {(outcome.spot(one.at), one.code) for one in taken.wrong.get(0, ()) if one.code.startswith(kind)}
