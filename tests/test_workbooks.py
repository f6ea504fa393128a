"""Workbooks taken in: what staff send is read, repaired by named rules or told at its cell, and nothing is changed unseen."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from almanac.excel import feedback, importer, outcome, prefill, reader, template
from almanac.excel.header_row import LISTED
from almanac.model import fields
from almanac.model.diagnostics import describe
from almanac.model.filings import ACTIVITY
from almanac.parse import yaml_reader
from damages import Case, cases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import FULL, PROJECT
from small import records as demo_records
from workbooks import DAY, HEADS, book, codes, context, good, records, sheet, take

CORPUS = tuple(cases(529, 6))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return records(tmp_path_factory.mktemp("inbox") / "events")


# ---------------------------------------------------------------- the corpus of damages


@pytest.fixture(scope="module")
def corpus(empty: Path) -> importer.Taken:
    """All damages in one workbook, a row each."""
    return take(book(("活动", sheet([case.row for case in CORPUS]))), empty)


def test_the_corpus_is_large_and_of_many_kinds() -> None:
    assert len(CORPUS) >= 300 and len({(case.head, case.name) for case in CORPUS}) >= 100


def _value(taken: importer.Taken, case: Case, row: int) -> Any:
    """What the damaged cell was read as, from the file that would be written."""
    entry = next(entry for entry in taken.sheets[0].listing.entries if entry.row == row)
    if case.head == "乡镇街道":
        return FULL[entry.code].name
    folder = f"2021/{FULL.path(entry.code)}"
    value, faults = yaml_reader.parse("", taken.files[f"{folder}/{entry.file}"])
    assert not faults and isinstance(value, dict)
    path = tuple(case.head.split("·"))
    return fields.flat(value, fields.columns(ACTIVITY)).get(path)


@pytest.mark.parametrize(
    "number",
    range(len(CORPUS)),
    ids=lambda n: f"{n}-{CORPUS[n].head}-{CORPUS[n].name[:12]}".encode("unicode_escape").decode(),
)
def test_each_damage_is_repaired_by_its_rule_or_told_at_its_cell(corpus: importer.Taken, number: int) -> None:
    case, row = CORPUS[number], number + 1
    at = row, HEADS.index(case.head)
    told = {(one.at, one.code) for one in corpus.wrong[0] if one.at[0] == row and one.code[0] == "E"}
    if case.code:
        assert told == {(at, case.code)}
        assert (0, row) not in corpus.puts
        return
    assert told == set()
    assert [put.outcome for put in corpus.puts[0, row]] == ["新收"]
    assert _value(corpus, case, row) == case.meant
    changes = [change.rule for change in corpus.sheets[0].listing.changes if change.at == at]
    assert case.rule in changes if case.rule else changes == []


def test_every_change_in_reading_is_listed(corpus: importer.Taken) -> None:
    """A value that is not what stands in its cell has a change there; an untouched one has none."""
    changed = {change.at for change in corpus.sheets[0].listing.changes}
    for number, case in enumerate(CORPUS, 1):
        for place, head in enumerate(HEADS):
            if head != case.head:
                assert (number, place) not in changed, (case, head)


# ---------------------------------------------------------------- several columns, several numbers, one value

_ROW = {"县市区": "浏阳市", "名称": "示例义诊", "类别": "家庭健康促进", "状态": "已举办", "开始": "5月29日"}
_TWO = {  # two columns of one field, of every sort that has a single value
    "成效·宣传·人数": (("宣传人数", "参加人数"), ("320", "12"), ("320", "320人")),
    "开始": (("活动日期", "活动时间"), ("5月28日", "5.29"), ("5月29日", "2021-05-29")),
    "名称": (("活动名称", "项目名称"), ("示例甲", "示例乙"), ("示例甲", "示例甲")),
    "地点": (("活动地点", "地址"), ("示例广场", "示例村"), ("示例广场", " 示例广场")),
    "状态": (("活动状态", "举办情况"), ("已举办", "计划"), ("已举办", "已完成")),
    "结束": (("结束时间", "结束日期"), ("5月29日", "5月30日"), ("5月29日", "5.29")),
}


def _with(heads: tuple[str, ...], said: tuple[Any, ...], field: str) -> bytes:
    row = {head: value for head, value in _ROW.items() if head != field}
    return book(("活动", [[*row, *heads], [*row.values(), *said]]))


@pytest.mark.parametrize("field", _TWO)
def test_two_columns_of_one_value_agree_or_are_told(field: str, empty: Path) -> None:
    heads, other, same = _TWO[field]
    taken = take(_with(heads, other, field), empty)
    [told] = [wrong for wrong in taken.wrong[0] if wrong.code == "E092"]
    assert not taken.files and told.at[0] == 1
    assert all(word in told.message for word in (*heads, *other))
    assert [put.outcome for puts in take(_with(heads, same, field), empty).puts.values() for put in puts] == [
        "新收"
    ]
    assert [
        put.outcome for puts in take(_with(heads, (same[0], ""), field), empty).puts.values() for put in puts
    ] == ["新收"]


def test_two_columns_that_make_one_value_together(empty: Path) -> None:
    """A day and the hour beside it, in either order; the items of a list; the sentences of a text."""
    for heads, said in (
        (("日期", "活动时间"), ("5月29日", "上午9点")),
        (("活动时间", "日期"), ("上午9点", "5月29日")),
    ):
        [raw] = take(_with(heads, said, "开始"), empty).files.values()
        assert "开始: 2021-05-29 09:00" in raw.decode()
    [raw] = take(_with(("形式", "活动形式"), ("义诊", "健康讲座"), ""), empty).files.values()
    assert "形式: [义诊, 健康讲座]" in raw.decode()
    [raw] = take(_with(("活动内容", "主要内容"), ("送医下乡。", "发放资料。"), ""), empty).files.values()
    assert "简介: 送医下乡。 发放资料。" in raw.decode()


def test_two_columns_of_one_place_agree_or_are_told(empty: Path) -> None:
    heads = ("乡镇", "镇街")
    other = take(_with(heads, ("大瑶镇", "张坊镇"), ""), empty)
    assert [wrong.code for wrong in other.wrong[0]] == ["E092"] and not other.files
    assert take(_with(("宣传人数", "参加人数"), ("1,200", "1200"), ""), empty).files
    assert take(_with(heads, ("大瑶镇", "大瑶"), ""), empty).files


@pytest.mark.parametrize(
    "said", ["320 12", "320\n12", "3 20", "320\n120", "320, 12", "320, 120", "1 200\n300", "12 3", "3 2000", "三百\n二十",
             "三百 二十", "3. 5", "320\u00a012", "320\u300012", "320\t12", "1 20 300"]
)  # fmt: skip
@pytest.mark.parametrize("head", ["成效·宣传·人数", "成效·慰问·户数", "成效·宣传·场次"])
def test_numbers_that_stand_apart_are_not_one(head: str, said: str, empty: Path) -> None:
    taken = take(_with((head,), (said,), ""), empty)
    assert not taken.files and {wrong.at for wrong in taken.wrong[0]} == {(1, len(_ROW))}


@pytest.mark.parametrize(("said", "meant"), [("1 200", "1200"), ("12 345", "12345"), ("800\n余", "800余")])
def test_thousands_may_stand_apart(said: str, meant: str, empty: Path) -> None:
    [raw] = take(_with(("成效·宣传·人数",), (said,), ""), empty).files.values()
    assert f"人数: {meant}}}" in raw.decode() or f"人数: {meant}\n" in raw.decode()


@pytest.mark.parametrize(
    "said",
    [
        "项目：资料；数量：80；数量：12；单位：份",
        '[{"项目": "资料", "数量": "80", "数量": "12", "单位": "份"}]',
    ],
)
def test_a_field_inside_a_cell_is_said_once(said: str, empty: Path) -> None:
    assert not take(_with(("成效·其他",), (said,), ""), empty).files


# ---------------------------------------------------------------- there and back


def _exported(root: Path, code: str, year: int = 2021) -> dict[str, list[template.Line]]:
    return {kind.name: prefill.lines(root, FULL, year, code, kind) for kind in LISTED}


def _template(root: Path, code: str) -> bytes:
    notice = context(root).notices[2021]
    return template.template(LISTED, code, FULL, 2021, notice, _exported(root, code), DAY)


@pytest.mark.whole
def test_export_import_export_is_the_identity(tmp_path: Path) -> None:
    """Whatever is filed comes back from its own workbook, and importing that into an empty folder files the same."""
    root = demo_records(tmp_path / "demo", 240, 3)
    before = _exported(root, "43")
    assert {name: bool(found) for name, found in before.items()} == dict.fromkeys(before, True)
    raw = _template(root, "43")
    again = take(raw, root, "43")
    assert {put.outcome for puts in again.puts.values() for put in puts} == {"已经有了"} and not again.files
    fresh = records(tmp_path / "fresh")
    for photo in root.rglob("*.jpg"):  # a workbook names its photos, and they come beside it
        there = fresh / photo.relative_to(root)
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_bytes(photo.read_bytes())
    taken = take(re_versioned(raw, root), fresh, "43")
    assert codes(taken) - {("x", "x")} == set(), codes(taken)
    importer.write(fresh, taken.files)
    for file in fresh.rglob("*.yml"):  # but for what the import itself has written
        said = file.read_text(encoding="utf-8")
        file.write_text(re.sub("(?m)^受理: .*\n", "", said), encoding="utf-8", newline="\n")
    assert _exported(fresh, "43") == before
    assert _template(fresh, "43") == raw


def re_versioned(raw: bytes, root: Path) -> bytes:
    """The same workbook made without the digests, as for records that are not there yet."""
    lines = {
        name: [line._replace(version="") for line in found] for name, found in _exported(root, "43").items()
    }
    return template.template(LISTED, "43", FULL, 2021, context(root).notices[2021], lines, DAY)


@pytest.mark.whole
def test_the_shipped_records_come_back(tmp_path: Path) -> None:
    root = PROJECT / "events"
    for code in ("4331", "4309"):
        taken = take(_template(root, code), root, code)
        assert {put.outcome for puts in taken.puts.values() for put in puts} == {"已经有了"}
        assert not taken.files and codes(taken) == set()


def test_the_same_day_gives_the_same_bytes(empty: Path) -> None:
    assert _template(empty, "430181") == _template(empty, "430181")
    raw = book(("活动", sheet([good(), {**good(2), "开始": "近日"}])))
    ways = [feedback.returned(take(raw, empty), "430181", context(empty)) for _ in range(2)]
    assert ways[0] == ways[1]


def test_our_largest_workbook_is_small_enough_though_saved_by_another_program(empty: Path) -> None:
    """LibreOffice writes the province's workbook two and a half times as large as we do."""
    notice = context(empty).notices[2021]
    raw = template.template(LISTED, "43", FULL, 2021, notice, _exported(empty, "43"), DAY)
    assert sum(map(len, _parts(raw).values())) * 3 < reader.UNPACKED


# ---------------------------------------------------------------- tables as staff make them


def test_a_table_with_titles_merged_heads_and_sums(empty: Path) -> None:
    rows: list[list[Any]] = [
        ["2021年5·29活动情况统计表"],
        ["填报单位：浏阳市计划生育协会"],
        ["序号", "乡镇", "活动名称", "活动类别", "状态", "活动时间", "宣传", "", "备注"],
        ["", "", "", "", "", "", "场次", "人数", ""],
        [1, "大瑶镇", "示例义诊", "家庭健康促进", "已举办", "5月29日", 1, "200余人", ""],
        [2, "大瑶镇", "示例讲座", "家庭健康促进", "已举办", "5月30日", 1, 105, "自带桌椅"],
        ["合计", "", "", "", "", "", 2, 305, ""],
        ["填表人：示例"],
    ]
    merges = [(0, 0, 0, 8), *((2, c, 3, c) for c in (0, 1, 2, 3, 4, 5, 8)), (2, 6, 2, 7)]
    taken = take(book(("五二九", rows), merges=merges), empty, "")
    assert sorted(taken.files) == [
        "2021/长沙市/浏阳市/大瑶镇/0529-示例义诊.yml",
        "2021/长沙市/浏阳市/大瑶镇/0530-示例讲座.yml",
    ]
    assert (
        b"{\xe5\xae\xa3\xe4\xbc\xa0: {\xe5\x9c\xba\xe6\xac\xa1: 1, \xe4\xba\xba\xe6\x95\xb0: 200\xe4\xbd\x99}}"
        in min(taken.files.values())
    )
    assert taken.sheets[0].listing.skipped == {6: "合计行，没有收", 7: "表下的说明，没有收"}
    assert codes(taken) == set() and codes(taken, "W") == {("I4", "W080")}


def test_a_merged_place_is_said_of_each_row_but_a_merged_number_of_none(empty: Path) -> None:
    rows = sheet([good(1), {**good(2), "地点": None, "成效·宣传·人数": None}, good(3)])
    place, people = HEADS.index("地点"), HEADS.index("成效·宣传·人数")
    taken = take(book(("活动", rows), merges=[(1, place, 2, place)]), empty)
    assert (
        taken.count("新收") == 3
        and "示例广场1" in taken.files["2021/长沙市/浏阳市/大瑶镇/0529-示例义诊2.yml"].decode()
    )
    assert [c.rule for c in taken.sheets[0].listing.changes] == ["合并的格，各行相同"]
    taken = take(book(("活动", rows), merges=[(1, people, 2, people)]), empty)
    letter = outcome.spot((0, people))[:-1]
    assert codes(taken) == {(f"{letter}2", "E085"), (f"{letter}3", "E085")} and taken.count("新收") == 1


def test_date_and_hour_in_two_columns_are_one_moment(empty: Path) -> None:
    heads = ["活动日期" if head == "开始" else "活动时间" if head == "结束" else head for head in HEADS]
    rows: list[list[Any]] = [list(heads), *sheet([{**good(), "开始": "5月29日", "结束": "上午8:30"}])[1:]]
    taken = take(book(("活动", rows)), empty)
    assert "开始: 2021-05-29 08:30\n" in next(iter(taken.files.values())).decode()


def test_the_old_format_is_read_as_the_new(empty: Path) -> None:
    """`old.xls`, as LibreOffice saves it: titles, merged heads of two rows, a sum, numbers that Excel has changed."""
    taken = take((PROJECT / "tests" / "old.xls").read_bytes(), empty, "")
    assert (taken.count("新收"), taken.bad) == (2, 3)
    assert codes(taken) == {("B7", "E087"), ("F7", "E086"), ("E8", "E104"), ("I8", "E110"), ("K9", "E302")}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"协会": "长沙市/浏阳市/大瑶镇"}, "430181110"),
        ({"协会": "浏阳市大瑶镇计生协"}, "430181110"),
        ({"协会": "大瑶镇"}, "430181110"),
        ({"县市区": "吉首市"}, "433101"),
        ({"市州": "湘西州", "县市区": "吉首"}, "433101"),
        ({}, "430181"),
    ],
)
def test_whose_a_row_is(empty: Path, said: dict[str, str], code: str) -> None:
    """The county's name above the table helps where a row is short; a row may still say another county."""
    heads = [*said, *(head for head in HEADS if head not in ("县市区", "乡镇街道"))]
    rows = [["填报单位：浏阳市计生协"], *sheet([{**good(), **said}], heads)]
    taken = take(book(("活动", rows)), empty, "")
    assert [entry.code for entry in taken.sheets[0].listing.entries] == [code]


def test_who_sends_files_only_for_itself_and_below(empty: Path) -> None:
    rows = [good(1), {**good(2), "县市区": "宁乡市", "乡镇街道": None}]
    taken = take(book(("活动", sheet(rows))), empty, "430181")
    assert codes(taken) == {("A3", "E094")} and taken.count("新收") == 1


def test_other_kinds_are_told_by_their_heads(empty: Path) -> None:
    sheets: tuple[tuple[str, list[list[Any]]], ...] = (
        (
            "稿件",
            [
                ["县市区", "媒体名称", "稿件形式", "稿件标题", "发表日期"],
                ["浏阳市", "红网", "文字稿件", "示例标题", "5月30日"],
            ],
        ),
        (
            "报数",
            [
                ["县市区", "级别", "统计截至", "宣传场次", "宣传人数"],
                ["浏阳市", "村级", "2021.6.5", 25, "三千余"],
            ],
        ),
        ("账号", [["县市区", "微信公众号", "微博"], ["浏阳市", "浏阳计生协", "无"]]),
        (
            "报送",
            [["县市区", "计划·日期", "联系人", "联系电话"], ["浏阳市", "5月12日", "综合科", 73183600000]],
        ),
    )
    taken = take(book(*sheets), empty)
    folder = "2021/长沙市/浏阳市"
    assert {path: raw.decode() for path, raw in taken.files.items()} == {
        f"{folder}/媒体.yml": "媒体: 红网\n形式: 文字\n标题: 示例标题\n日期: 2021-05-30\n",
        f"{folder}/汇总.yml": "级别: 村居社区\n截至: 2021-06-05\n宣传: {场次: 25, 人数: 3000余}\n",
        f"{folder}/阵地.yml": "微信: [{名称: 浏阳计生协}]\n",
        f"{folder}/备案.yml": "计划: {日期: 2021-05-12}\n联系人: 综合科\n电话: 0731-83600000\n",
    }


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("活动开始时间", "开始"), ("活动举办地点", "地点"), ("是否完成", "状态"), ("宣传人次", "成效·宣传·人数"),
        ("走访慰问人数", "成效·慰问·人数"), ("走访慰问户数", "成效·慰问·户数"), ("活动时间（年月日）", "开始"),
        ("天气", ""), ("活动", "名称"), ("活动经费", ""),
    ],
)  # fmt: skip
def test_heads_as_staff_name_them(empty: Path, said: str, meant: str) -> None:
    heads = [said, *(head for head in HEADS if head != meant)]
    rows: list[list[Any]] = [heads, *([""] * len(heads) for _ in range(2))]
    taken = take(book(("活动", rows)), empty)
    heading = taken.sheets[0].listing.heading
    assert heading and heading.fields.get(0, "") == meant


def test_the_official_form_is_told_from_a_list_of_records(empty: Path) -> None:
    rows: list[list[Any]] = [
        ["第23个“会员活动日”信息统计表"],
        ["单位（公章）：浏阳市计生协"],
        ["宣传活动", "县市区级计生协"],
        ["", "活动场次"],
        ["", 3],
    ]
    refused = take(book(("附件2", rows)), empty).refused
    assert refused and refused.code == "E083" and "由程序按记录算出来" in refused.message


# ---------------------------------------------------------------- into the files


def test_good_rows_are_kept_beside_bad_ones_in_one_file(tmp_path: Path) -> None:
    root = records(tmp_path / "events")
    rows = [["县市区", "媒体", "形式", "标题", "日期"]]
    rows += [["浏阳市", "红网", "文字", f"示例{n}", "5月30日" if n % 3 else "某日"] for n in range(9)]
    taken = take(book(("媒体", rows)), root)
    assert taken.count("新收") == 6 and codes(taken) == {("E2", "E112"), ("E5", "E112"), ("E8", "E112")}
    importer.write(root, taken.files)
    again = take(book(("媒体", [*rows[:3], ["浏阳市", "红网", "文字", "示例10", "5月31日"]])), root)
    assert (again.count("已经有了"), again.count("新收")) == (1, 1)
    assert again.files["2021/长沙市/浏阳市/媒体.yml"].decode().count("- ") == 7


def test_a_later_row_that_adds_what_was_missing_is_no_conflict(tmp_path: Path) -> None:
    """Nor is the earlier one sent once more: it takes nothing away; another number is, and it is named."""
    root = records(tmp_path / "events")
    first = {**good(), "成效·宣传·人数": "", "简介": ""}
    importer.write(root, take(book(("活动", sheet([first]))), root).files)
    path = "2021/长沙市/浏阳市/大瑶镇/0529-示例义诊1.yml"
    (root / path).write_text((root / path).read_text(encoding="utf-8") + "时间说明: 示例\n", encoding="utf-8")
    more = take(book(("活动", sheet([{**first, "成效·宣传·人数": 120, "简介": "示例"}]))), root)
    assert more.count("更正") == 1 and not codes(more)
    text = more.files[path].decode()
    assert "人数: 120" in text and "时间说明: 示例" in text and "简介: 示例" in text
    importer.write(root, more.files)
    assert take(book(("活动", sheet([first]))), root).count("已经有了") == 1
    copied = f"# {path}\n" + (root / path).read_text(encoding="utf-8").replace("简介: 示例\n", "")
    (root / path).write_text(copied, encoding="utf-8")  # as it comes out of a chat
    assert take(book(("活动", sheet([{**first, "简介": "示例"}]))), root).count("更正") == 1
    other = take(book(("活动", sheet([{**first, "成效·宣传·人数": 999}]))), root)
    assert codes(other) == {("C2", "E088")}
    assert any("“成效·宣传·人数”原来是 120" in line for line in outcome.in_words(other, "表.xlsx"))


def test_nothing_that_is_there_is_overwritten_unseen(tmp_path: Path) -> None:
    root = records(tmp_path / "events")
    importer.write(root, take(book(("活动", sheet([good()]))), root).files)
    path = "2021/长沙市/浏阳市/大瑶镇/0529-示例义诊1.yml"
    other = {**good(), "成效·宣传·人数": "900余"}
    assert codes(take(book(("活动", sheet([other]))), root)) == {("C2", "E088")}
    marked = take(book(("活动", sheet([{**other, "填报": "更正"}], ["填报", *HEADS]))), root)
    assert marked.count("更正") == 1 and "900余" in marked.files[path].decode()
    exported = sheet(
        [{**other, "文件": "0529-示例义诊1", "原记录": _exported(root, "430181")["活动"][0].version}],
        [*HEADS, "原记录"],
    )
    assert take(book(("活动", exported)), root).count("更正") == 1
    (root / path).write_text((root / path).read_text(encoding="utf-8") + "时间说明: 示例\n", encoding="utf-8")
    assert codes(take(book(("活动", exported)), root)) == {("C2", "E088")}
    (root / path).write_text("# 示例说明\n" + (root / path).read_text(encoding="utf-8"), encoding="utf-8")
    marked = take(book(("活动", sheet([{**other, "填报": "更正"}], ["填报", *HEADS]))), root)
    assert codes(marked) == {("D2", "E091")} and not marked.files


@pytest.mark.whole
def test_samples_and_last_years_rows_are_not_taken(tmp_path: Path) -> None:
    root = records(tmp_path / "events")
    last = root / "2020" / "长沙市" / "浏阳市"
    last.mkdir(parents=True)
    (root / "2020" / "通知.yml").write_text("届次: 22\n沿用: '2021'\n", encoding="utf-8")
    (last / "0528-义诊.yml").write_text(
        "名称: 示例义诊\n类别: [家庭健康促进]\n状态: 已举办\n开始: 2020-05-28 上午\n地点: 示例广场\n成效: {宣传: {人数: 800余}}\n",
        encoding="utf-8",
    )
    found = _exported(root, "430181")["活动"]
    assert found[0].mark == "照去年"
    assert found[0].cells == {
        "名称": "示例义诊", "类别": "家庭健康促进", "状态": "计划", "开始": "待定", "地点": "示例广场",
    }  # fmt: skip
    assert found[0].note == "去年是5月28日上午"
    taken = take(_template(root, "430181"), root)
    assert (
        not taken.files
        and codes(taken) == set()
        and "去年的" in "".join(taken.sheets[0].listing.skipped.values())
    )


# ---------------------------------------------------------------- the workbook that goes back


def test_the_answer_is_the_same_table_and_can_be_sent_again(tmp_path: Path) -> None:
    root = records(tmp_path / "events")
    rows = sheet([{**good(1), "成效·宣传·人数": "200余人"}, {**good(2), "状态": "己举办"}, good(3)])
    first = take(book(("五二九", rows)), root)
    answer = feedback.returned(first, "430181", context(root))
    pages = reader.opened(answer)
    assert [page.name for page in pages] == ["核对结果", "五二九"]
    shown = [[cell.text if cell else None for cell in row] for row in pages[1].rows]
    assert [row[: len(HEADS)] for row in shown] == [
        [value if value != "" else None for value in row] for row in rows
    ]
    received = "新收，备案号 2021-430181110-0529-kxj7v，2021-06-10 受理"
    assert [row[len(HEADS)] for row in shown][:2] == ["核对", received] and "E2 E104" not in str(shown[2][-1])
    assert re.match(r"[A-Z]3 E104 ", shown[2][-1] or "")
    importer.write(root, first.files)
    second = take(answer, root)
    assert (second.count("已经有了"), second.bad) == (2, 1)
    with zipfile.ZipFile(io.BytesIO(answer)) as archive:
        comments = "".join(archive.read(name).decode() for name in archive.namelist() if "comments" in name)
    assert "读作：200余（去掉单位）" in comments and "E104" in comments


def test_a_column_that_is_not_there_is_one_question_however_many_rows(empty: Path) -> None:
    heads = [head for head in HEADS if head != "类别"]
    rows = [{**good(n), "地点": f"示例广场{n}"} for n in range(6)]
    taken = take(book(("活动", sheet(rows, heads))), empty)
    assert (taken.bad, taken.held) == (0, 6) and not taken.files
    assert [(name, one.key) for name, one in taken.asked] == [("活动", "类别")]
    assert [line.partition("E095")[2][:11] for line in outcome.in_words(taken, "表.xlsx")] == [
        " 表里没有“类别”（活"
    ]
    answer = feedback.returned(taken, "430181", context(empty))
    page = next(page for page in reader.opened(answer) if page.name == "对应")
    assert [cell and cell.text for cell in page.rows[1][:3]] == ["活动", "类别", None]
    again = importer.take(
        answer, "表.xlsx", context(empty)._replace(answers={("活动", "类别"): "家庭健康促进"})
    )
    assert again.count("新收") == 6


def test_personal_data_is_never_quoted_back_in_full(empty: Path) -> None:
    raw = book(("活动", sheet([{**good(), "咨询": " 13812345678", "简介": "证号 110101199003070003"}])))
    taken = take(raw, empty)
    words = "\n".join(outcome.in_words(taken, "表.xlsx")) + str(
        [list(outcome.changes_in_words(s)) for s in taken.sheets]
    )
    assert {code for _, code in codes(taken)} == {"E301", "E302"}
    assert "13812345678" not in words and "19900307" not in words


# ---------------------------------------------------------------- bounds


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _parts(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


SOUND = book(("活动", sheet([good()])))
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("beginning", [b'<c r="A1"> ', b"<c "])
def test_beginnings_of_cells_without_an_end_cost_no_more_than_their_length(
    empty: Path, beginning: bytes
) -> None:
    """Were each looked through to the end of the sheet, the child would run out of time."""
    hidden = b"<sheetData><!--" + beginning * 1_200_000 + b"--><!-- <f> -->"
    parts = _parts(SOUND)
    taken = take(_packed({**parts, SHEET: parts[SHEET].replace(b"<sheetData>", hidden)}), empty)
    assert taken.count("新收") == 1


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "E080"),
        ("名称,类别\n示例,家庭健康促进\n".encode("gbk"), "E080"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "E080"),
        (SOUND[:-200], "E080"),
        (SOUND[:3000] + b"\0" * 100 + SOUND[3100:], "E080"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "E080"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), "E080"),
        (_packed({"word/document.xml": b"<a/>"}), "E080"),
        (b"PK\x03\x04" + b"\0" * (6 * 1024 * 1024), "E081"),
        (_packed({**_parts(SOUND), "xl/media/big.xml": b"0" * 17_000_000}), "E081"),
        (_packed({**_parts(SOUND), "xl/styles.xml": b"0" * 1_100_000}), "E081"),
        (_packed({**_parts(SOUND), **{f"xl/x{n}.xml": b"" for n in range(201)}}), "E081"),
        (_packed({**_parts(SOUND), "XL/workbook.xml": b""}), "E081"),
        (_packed({**_parts(SOUND), "xl/vbaProject.bin": b"x"}), "E082"),
        (_packed({**_parts(SOUND), "xl/externalLinks/externalLink1.xml": b"<a/>"}), "E082"),
        (_packed({**_parts(SOUND), SHEET: _parts(SOUND)[SHEET].replace(b'r="A2"', b'r="XFD1048576"')}), "E080"),
        (_packed({**_parts(SOUND), SHEET: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;'}), "E083"),
        (book(("活动", [["只是", "一张"], ["别的", "表"]])), "E083"),
    ],
    ids=range(18),
)  # fmt: skip
def test_what_is_no_safe_workbook_is_refused_with_a_sentence(empty: Path, raw: bytes, code: str) -> None:
    taken = take(raw, empty)
    assert taken.refused is not None and taken.refused.code == code and not taken.files
    assert re.search("[一-鿿]{4}", taken.refused.message) and taken.refused.example


def test_what_a_cell_says_is_never_run_and_comes_back_as_text(empty: Path) -> None:
    """A text that a spreadsheet would take for a formula is a text in the record and in both workbooks."""
    evil = '=HYPERLINK("http://x.example","点")'
    taken = take(book(("活动", sheet([{**good(), "简介": evil, "地点": "@示例", "形式": "+义诊"}]))), empty)
    text = next(iter(taken.files.values())).decode()
    assert "简介:" in text and "HYPERLINK" in text and "'=" not in text
    answer = _parts(feedback.returned(taken, "430181", context(empty)))
    assert not any(b"<f>" in data or b"hyperlink " in data for data in answer.values())


CELL = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(
        [
            *(case.row[case.head] for case in CORPUS[::7]),
            "合计",
            "示例",
            "[]",
            "[{}]",
            '[{"项目": {}}]',
            "核对",
            "· ",
            "'=",
        ]
    ),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**6), 10**16),
    st.datetimes(datetime.datetime(1901, 1, 1), datetime.datetime(2099, 1, 1)),  # noqa: DTZ001
)


@pytest.mark.whole
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_table_whatever_makes_it_stumble(empty: Path, data: st.DataObject) -> None:
    heads = data.draw(
        st.lists(
            st.sampled_from([*HEADS, "填报", "原记录", "核对", "协会", "日期", "备注", "各称"]),
            min_size=4,
            max_size=12,
        )
    )
    rows = data.draw(
        st.lists(st.lists(CELL, min_size=len(heads), max_size=len(heads)), min_size=1, max_size=6)
    )
    name = data.draw(st.sampled_from(["活动", "核对结果", "名册", "媒体", "O'Neil"]))
    taken = take(
        book((name, [["名称", "状态", "开始", *heads], *(["示例", "计划", "待定", *row] for row in rows)])),
        empty,
    )
    assert reader.opened(feedback.returned(taken, "430181", context(empty)))
    for number, found in taken.wrong.items():
        bad = {one.at[0] for one in found if one.code[0] == "E"}
        assert not bad & {row for page, row in taken.puts if page == number}


# ---------------------------------------------------------------- the gallery

TABLES = sorted((PROJECT / "tests" / "faults").glob("*.table"))


@pytest.mark.parametrize("file", TABLES, ids=lambda file: file.stem)
def test_a_mistake_in_a_table_has_its_words(
    file: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """`tests/faults/E0….table`: rows with | between cells, `=== path` for files that are there, `=== 期望`."""
    import os

    root = records(tmp_path / "events")
    rows, *rest = re.split(r"(?m)^=== ", file.read_text(encoding="utf-8"))
    for part in rest[:-1]:
        path, text = part.split("\n", 1)
        importer.write(root, {path: text.encode()})
    taken = take(_drawn(rows), root)
    refused = [describe(taken.refused)] if taken.refused else []
    found = "\n".join([*refused, *outcome.in_words(taken, "表.xlsx")]) + "\n"
    if os.environ.get("BLESS"):
        head = file.read_text(encoding="utf-8").rpartition("=== 期望\n")[0]
        file.write_text(f"{head}=== 期望\n{found}", encoding="utf-8", newline="\n")
        return
    assert found == rest[-1].split("\n", 1)[1]
    assert {file.stem[:4]} == set(re.findall(r": ([EWQ][0-9]{3}) ", found))


def _drawn(text: str) -> bytes:
    """A workbook from a drawing: numbers in #…#, what stands above in ^."""
    rows: list[list[Any]] = []
    merges = []
    for line in text.strip("\n").split("\n"):
        cells: list[Any] = [cell.strip() for cell in line.split("|")]
        for c, cell in enumerate(cells):
            if cell == "^":
                merges.append((len(rows) - 1, c, len(rows), c))
                cells[c] = None
            elif re.fullmatch("#.+#", cell) and cell[1] in "0123456789":
                cells[c] = float(cell.strip("#"))
        rows.append(cells)
    return book(("活动", rows), merges=merges)
