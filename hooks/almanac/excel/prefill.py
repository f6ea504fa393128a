"""What a workbook to fill in begins with: what is filed already, last year's activities to be held again, a row for each child."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from almanac.excel import merge
from almanac.excel.template import Line
from almanac.model.diagnostics import is_error
from almanac.model.divisions import Register
from almanac.model.fields import LAST_YEAR, Value
from almanac.model.filings import ACTIVITY, BY_FILE, Kind
from almanac.model.words import Status
from almanac.parse import discovery, input_files, yaml_reader

MOST = 4_000  # rows of one sheet
_KEPT = [
    "名称",
    "类别",
    "形式",
    "地点",
    "方式",
    "面向",
    "参加",
    "主办",
    "联合",
    "承办",
    "协办",
    "指导",
    "携带",
    "咨询",
]
_YEARLY = ("活动", "阵地")  # what is done again the next year


def lines(root: Path, register: Register, year: int, code: str, kind: Kind) -> list[Line]:
    """The rows of one kind: filed ones, last year's, and empty ones for the association and its children."""
    filed = list(_filed(root, register, year, code, kind))
    here = {(line.code, _key(kind, line.cells)) for line in filed}
    old = _filed(root, register, year - 1, code, kind, False) if kind.name in _YEARLY else ()
    last = [
        line._replace(mark=LAST_YEAR, file="", version="")
        for line in old
        if (line.code, _key(kind, line.cells)) not in here
    ]
    units = [register[code], *register.children(code)]
    has = {line.code for line in filed} if not kind.many else set()
    empty = [Line("", unit.code, "", {}) for unit in units if unit.code not in has]
    return [*filed, *last, *empty]


def _key(kind: Kind, cells: Mapping[str, str]) -> str:
    return cells.get("名称", "") if kind is ACTIVITY else ""


def _filed(
    root: Path, register: Register, year: int, code: str, kind: Kind, this_year: bool = True
) -> Iterator[Line]:
    """The records of a year at and below an association, as rows; last year's activities as they may be held again."""
    for path, code_here, value in _records(root, register, year, code, kind):
        stem = path.rpartition("/")[2].removesuffix(".yml") if kind is ACTIVITY else ""
        if kind is ACTIVITY and not this_year:
            plan = {key: inner for key, inner in again(value, year, year + 1).items() if key != "时间说明"}
            yield Line("", code_here, stem, merge.said(kind, plan), note=_last_time(value))
        else:
            yield Line("", code_here, stem, merge.said(kind, value), merge.digest(kind, value))


def _records(
    root: Path, register: Register, year: int, code: str, kind: Kind
) -> Iterator[tuple[str, str, dict[str, Value]]]:
    """Path, association and values of each sound record of a kind."""
    below = "/".join(part for part in (str(year), register.path(code)) if part)
    if not (root / below).is_dir():
        return
    for paper in discovery.walk(root, below):
        name = paper.path.rpartition("/")[2]
        whose = register.at(discovery.folder_of(paper.path))
        if (
            paper.link
            or not name.endswith(".yml")
            or BY_FILE.get(name, ACTIVITY) is not kind
            or whose is None
        ):
            continue
        value, faults = yaml_reader.parse(paper.path, input_files.content(root, paper.path))
        if not any(map(is_error, faults)):
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict):
                    yield paper.path, whose, item


def again(value: Mapping[str, Value], was: int, now: int, start: str = "待定") -> dict[str, Value]:
    """An earlier year's activity as a plan: what it is and where and with whom; nothing of what came of it."""
    plan: dict[str, Value] = {key: value[key] for key in _KEPT if key in value}
    plan["名称"] = renamed(str(plan.get("名称", "")), was, now)
    order = {"名称": 0, "类别": 1, "形式": 2, "状态": 3, "开始": 4, "时间说明": 5}
    plan |= {"状态": str(Status.PLANNED), "开始": start}
    if start == "待定":
        last = _last_time(value)
        plan["时间说明"] = f"日期待定（{last}）" if last else "日期待定"
    return dict(sorted(plan.items(), key=lambda one: order.get(one[0], 9)))


def renamed(name: str, was: int, now: int) -> str:
    """第22个会员活动日 of 2020 is 第23个 in 2021."""
    name = re.sub(rf"第{was - 1998}(?=[个届次])", f"第{now - 1998}", name)
    return re.sub(rf"{was}(?=年)", str(now), name)


def _last_time(value: Mapping[str, Value]) -> str:
    """去年是5月28日上午"""
    found = re.match(r"[0-9]{4}-([0-9]{2})(?:-([0-9]{2})(?: (\S+))?)?", str(value.get("开始", "")))
    if found is None:
        return ""
    day = f"{int(found[2])}日" if found[2] else ""
    return f"去年是{int(found[1])}月{day}{found[3] or ''}"


def too_many(lines_of: Mapping[str, Sequence[Line]]) -> str:
    """The kind of which there are more rows than a sheet should hold; empty if there is none."""
    return next((name for name, found in lines_of.items() if len(found) > MOST), "")
