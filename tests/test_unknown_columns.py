"""A column that is not understood and holds numbers, or says whose the rows are, is never passed over in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import workbooks
from almanac.excel import importer
from almanac.intake import inbox

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


JOINED = {
    "中省主要媒体报道（篇）": ("国家级媒体报道", "省级媒体报道"),
    "市级及以下媒体报道数": ("市级媒体报道", "县级媒体报道"),
    "县以上纸媒体报告数量": ("国家级媒体报道", "县级媒体报道"),
    "受助对象户数（人数）": ("慰问户数", "慰问人数"),
    "走访慰问户（人）数": ("慰问户数", "慰问人数"),
    "宣传（慰问）人数": ("宣传人数", "慰问人数"),
    "宣传场次（人数）": ("宣传场次", "宣传人数"),
    "参与（观看）人数": ("宣传人数", "线上观看的人"),
    "群众及志愿者人数": ("宣传人数", "来办活动的人"),
    "走访户数": ("慰问户数", "没有慰问的走访"),
}


@pytest.mark.parametrize("head", JOINED)
def test_what_is_joined_in_a_head_and_apart_with_us_is_asked_once(head: str, tmp_path: Path) -> None:
    taken = _taken(tmp_path, head, 12, 3)
    assert not taken.files
    ((_, question),) = taken.asked
    assert all(f"“{part}”" in question.message for part in JOINED[head]), question.message
    assert (
        set(question.choices) - {"不报"}
        == {part for part in JOINED[head] if part[-2:] != "的人"} - {"没有慰问的走访"}
        or head[:2] == "县以"
    )
    context = workbooks.context(tmp_path)._replace(answers={("", f"列：{head}"): question.choices[0]})
    rows = [[f"{ROW[0]}{n}", *ROW[1:], cell] for n, cell in enumerate((12, 3), 1)]
    answered = importer.take(workbooks.book(("活动", [[*HEADS, head], *rows])), "表.xlsx", context)
    assert len(answered.files) == 2 and not answered.asked
    text = "".join(raw.decode() for raw in answered.files.values())
    assert ("{项目: 国家级媒体报道, 数量: 12, 单位: 篇}" in text) or "媒体" not in head or head[0] == "市"


def test_an_answer_about_a_joined_column_is_remembered_for_the_county(tmp_path: Path) -> None:
    root, memory = workbooks.records(tmp_path / "events"), tmp_path / "known.tsv"
    context = workbooks.context(root)._replace(answers={("", "列：中省主要媒体报道（篇）"): "省级媒体报道"})
    heads = ["乡镇", "宣传场次", "宣传人数", "中省主要媒体报道（篇）", "截至", "级别"]
    book = workbooks.book(("汇总", [heads, ["大瑶镇", 3, 320, 2, "2021-06-01", "本级"]]))
    inbox.Inbox(context, False, True, None, memory).put("一.xlsx", book)
    (path,) = (root / "2021").rglob("汇总.yml")
    assert "{项目: 省级媒体报道, 数量: 2, 单位: 篇}" in path.read_text(encoding="utf-8")
    later = workbooks.book(("汇总", [heads, ["官渡镇", 1, 80, 1, "2021-06-01", "本级"]]))
    box = inbox.Inbox(workbooks.context(root), False, True, None, memory)
    box.put("二.xlsx", later)
    assert not box.bad and len(list((root / "2021").rglob("汇总.yml"))) == 2


@pytest.mark.parametrize(
    ("heads", "said", "kept"),
    [
        (["乡镇", "户数（人数）"], "慰问户数", "慰问: {户数: 12}"),
        (["序号", "单位", "宣传（慰问）人数", "备注"], "慰问人数", "慰问: {人数: 12}"),
        (["单位名称", "中省主要媒体报道（篇）"], "省级媒体报道", "{项目: 省级媒体报道, 数量: 12, 单位: 篇}"),
        (["村居", "走访户数"], "不报", ""),
    ],
)
def test_a_table_of_which_the_only_count_is_joined_is_asked_once_and_taken(
    heads: list[str], said: str, kept: str, tmp_path: Path
) -> None:
    """It was refused for want of a heading: nothing in it was a count of one thing."""
    place = next(n for n, head in enumerate(heads) if head[:1] in "乡单村")
    head = next(head for head in heads if head not in ("序号", "备注") and head != heads[place])
    cells = {heads[place]: "天和社区" if heads[place] == "村居" else "大瑶镇", head: 12, "序号": 1}
    book = workbooks.book(("Sheet1", [["5·29活动情况统计表"], heads, [cells.get(one, "") for one in heads]]))
    memory, root = tmp_path / "known.tsv", workbooks.records(tmp_path / "events")
    taken = importer.take(book, "表.xlsx", workbooks.context(root))
    assert taken.refused is None and not taken.files and taken.held == 1
    assert not taken.sheets[0].listing.skipped
    (asked,) = [question for _, question in taken.asked if question.key.startswith("列：")]
    assert asked.key == f"列：{head}" and said in asked.choices
    answers = {("", asked.key): said, ("", "截至"): "2021-06-01", ("", "级别"): "本级"}
    box = inbox.Inbox(workbooks.context(root)._replace(answers=answers), False, True, None, memory)
    box.put("表.xlsx", book)
    texts = [path.read_text(encoding="utf-8") for path in root.rglob("汇总.yml")]
    assert kept in "".join(texts) and bool(texts) == bool(kept)
    later = inbox.Inbox(workbooks.context(root), False, False, None, memory).context
    assert not [one.key for _, one in importer.take(book, "表.xlsx", later).asked if one.key == asked.key]


def test_who_went_is_no_audience_and_members_are(tmp_path: Path) -> None:
    for head, kept in (("统计人", ""), ("会员群众参与人数", "人数: 12")):
        taken = _taken(tmp_path / head, head, 12, 3)
        assert len(taken.files) == 2 and kept in "".join(raw.decode() for raw in taken.files.values())
        assert ("人数" in "".join(raw.decode() for raw in taken.files.values())) == bool(kept)
