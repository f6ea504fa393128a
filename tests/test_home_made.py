"""Tables that offices make for themselves come in as they are: what is taken is right to the last number, the rest is told."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import docx
import home_made
import pytest
import workbooks
from almanac.excel import importer, outcome, reader
from almanac.excel.whole_table import Question
from almanac.intake import inbox
from almanac.model.diagnostics import describe
from home_made import ANSWERS, TABLES


def _taken(table: home_made.Table, root: Path) -> importer.Taken:
    answers = {("", key): said for key, said in {**ANSWERS, **table.answers}.items()}
    context = workbooks.context(workbooks.records(root), day="2021-07-01")._replace(answers=answers)
    return importer.take(home_made.drawn(table), "表.xlsx", context)


@pytest.mark.parametrize("name", TABLES)
def test_what_is_taken_of_a_home_made_table_is_right(name: str, tmp_path: Path) -> None:
    table = TABLES[name]
    taken = _taken(table, tmp_path / "events")
    found = home_made.given(taken)
    refused = [describe(taken.refused)] if taken.refused else []
    told = "\n".join([*refused, *outcome.in_words(taken, "表.xlsx")])
    wanted = [home_made.wanted(record) for record in table.records]
    for want in wanted:
        assert any(home_made.is_it(one, want) for one in found), f"{want}\n{found}\n{told}"
    assert len(found) == len(wanted), f"{found}\n{told}"
    assert sum(map(len, taken.puts.values())) == len(wanted), told
    assert not [word for word in table.says if word not in told], told


def test_a_question_is_answered_in_the_returned_workbook_and_columns_are_remembered(tmp_path: Path) -> None:
    """The sheet 对应 is filled in and the workbook sent again; the next table with that column is not asked about it."""
    root, memory = workbooks.records(tmp_path / "events"), tmp_path / "memory.tsv"
    context = workbooks.context(root, day="2021-07-01")
    raw = home_made.drawn(home_made.TABLES["T23 惠及群众：不知道算什么，先问"])
    first = inbox.Inbox(context, False, True, memory=memory)
    told = first.put("表.xlsx", raw)
    assert "有错没有收 2 条" in first.summary() and told.answer
    pages = reader.opened(told.answer)
    sheets = [
        (page.name, [[cell.text if cell else "" for cell in row] for row in page.rows]) for page in pages
    ]
    said = {"列：惠及群众": "宣传人数", "类别": "家庭健康促进", "状态": "已举办"}
    filled = [
        (name, [[*row[:2], said.get(row[1], row[2]), *row[3:]] for row in rows] if name == "对应" else rows)
        for name, rows in sheets
    ]
    second = inbox.Inbox(context, False, True, memory=memory)
    second.put("表.xlsx", workbooks.book(*filled))
    assert "新收 2 条" in second.summary()
    third = inbox.Inbox(context, False, False, memory=memory)
    asked = importer.take(raw, "表.xlsx", third.context).asked
    assert [one.key for _, one in asked] == ["类别", "状态"]


def test_a_workbook_is_asked_about_once_for_all_its_sheets(tmp_path: Path) -> None:
    context = workbooks.context(workbooks.records(tmp_path / "events"), day="2021-07-01")
    rows: list[list[object]] = [["村", "活动名称", "时间", "参加人数"], ["天和村", "示例义诊", "5月28日", 30]]
    more: list[list[object]] = [["村", "活动名称", "时间", "参加人数"], ["沙螺村", "示例讲座", "5月29日", 20]]
    asked: list[list[str]] = []

    def ask(
        questions: list[tuple[str, Question]], known: Mapping[tuple[str, str], str]
    ) -> dict[tuple[str, str], str]:
        asked.append([one.key for _, one in questions])
        return {("", "类别"): "家庭健康促进", ("", "状态"): "已举办"}

    box = inbox.Inbox(context, False, True, ask)
    box.put("表.xlsx", workbooks.book(("大瑶镇", rows), ("金刚镇", more)))
    assert "新收 2 条" in box.summary() and len(asked) == 1
    assert (context.root / "2021/长沙市/浏阳市/金刚镇/沙螺村/0529-示例讲座.yml").is_file()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_of_either_encoding_is_a_table(encoding: str, tmp_path: Path) -> None:
    context = workbooks.context(workbooks.records(tmp_path / "events"), day="2021-07-01")
    text = "乡镇,活动名称,活动类别,状态,活动时间,宣传人数\r\n大瑶镇,示例义诊,家庭健康促进,已举办,5月28日,300余\r\n"
    box = inbox.Inbox(context, False, True)
    box.put("台账.csv", text.encode(encoding))
    assert "新收 1 条" in box.summary()


def test_tables_in_a_word_file_come_in(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("浏阳市2021年5·29活动情况统计表")
    table = document.add_table(rows=3, cols=5)
    for row, texts in zip(
        table.rows,
        [["乡镇", "活动名称", "活动类别", "活动时间", "宣传人数"], ["大瑶镇", "示例义诊", "家庭健康促进", "5月28日", "300余"],
         ["", "示例讲座", "家庭健康促进", "5月29日", "45"]], strict=True,
    ):  # fmt: skip
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    raw = io.BytesIO()
    document.save(raw)
    box = inbox.Inbox(
        workbooks.context(workbooks.records(tmp_path / "events"), day="2021-07-01"), False, True
    )
    told = box.put("统计表.docx", raw.getvalue())
    assert "新收 2 条" in box.summary(), told.words


def test_of_a_file_of_persons_nothing_is_kept_or_shown(tmp_path: Path) -> None:
    box = inbox.Inbox(workbooks.context(workbooks.records(tmp_path / "events")), False, True)
    told = box.put("月报.xlsx", home_made.drawn(home_made.TABLES["T08 身份证、住址：整个文件不收"]))
    assert told.answer is None and "E096" in told.words[0]
    assert "110101" not in "".join(told.words) and "示例路" not in "".join(told.words)
