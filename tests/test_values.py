"""One reader behind every door: tests/vectors/values.json in a file, a cell, a question and a pasted notice; the form reads it too."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import workbooks
from almanac.excel import importer, normalise
from almanac.excel.reader import Cell
from almanac.intake import notice_extraction, notice_patterns, prompts
from almanac.model import fields
from almanac.model.day import Day
from almanac.model.divisions import Register
from almanac.model.filings import ACTIVITY, Activity
from almanac.parse import customs, spelling, yaml_reader, yaml_writer
from test_vectors import VECTORS

CASES = [(key, said, right) for (key, said), right in VECTORS["values"]]
TAKEN = [case for case in CASES if case[2][0] not in "!E"]
REFUSED = [case for case in CASES if case[2][0] in "!E"]
CUSTOMS = customs.Customs(2021, {"家庭健康促进": "家庭健康促进", "开展家庭健康促进活动": "家庭健康促进"})
HEADS = {
    "人数": "成效·宣传·人数",
    "户数": "成效·慰问·户数",
    "场次": "成效·宣传·场次",
    "开始": "开始",
    "结束": "结束",
}
BY_HEAD = {column.head: column for column in fields.columns(ACTIVITY)}
SOUND = {
    "名称": "示例",
    "类别": ["家庭健康促进"],
    "状态": "已举办",
    "开始": "2021-05-29 08:30",
    "地点": "示例广场",
}
# Of running text a notice is surer of less: full-width commas part clauses, blanks part numbers, 不少于 is what is wanted.
NOT_IN_PROSE = {"1，000余", "不少于600", "800 余", "1 000", "5家", "3次"}
BESIDE = {"5月20号左右", "5月和6月", "5月28日2560"}  # of such a text the notice takes the day or the month


def _record(key: str, said: str) -> dict[str, Any]:
    """A record that has the text in the field, everything else in it right."""
    found = fields.flat(SOUND, fields.columns(ACTIVITY)) | {BY_HEAD[HEADS[key]].path: said}
    return fields.nested(
        {column.path: found[column.path] for column in fields.columns(ACTIVITY) if column.path in found}
    )


def _file(key: str, said: str) -> tuple[Any, list[Any]]:
    raw = yaml_writer.text(_record(key, said)).encode()
    return yaml_reader.read("2021/示例.yml", raw, ACTIVITY, CUSTOMS)


def _of(record: Activity, key: str) -> str:
    results = record.results
    if key in ("开始", "结束"):
        parts = (record.start, record.end, record.time_note) if key == "开始" else (record.end,)
        return " / ".join(str(part) for part in parts if part)
    assert results
    publicity, visits = results.publicity, results.visits
    return str({"人数": publicity and publicity.people, "场次": publicity and publicity.sessions,
                "户数": visits and visits.households}[key])  # fmt: skip


@pytest.mark.parametrize(("key", "said", "right"), TAKEN)
def test_a_file_takes_it(key: str, said: str, right: str) -> None:
    bare = re.sub(r"^(?:人数|开始)[:：] *", "", said)  # in a file the key stands before the value anyway
    found, faults = _file(key, bare)
    assert not faults and _of(found[0], key) == right


@pytest.mark.parametrize(("key", "said", "right"), REFUSED)
def test_a_file_refuses_it_and_what_it_proposes_may_be_written(key: str, said: str, right: str) -> None:
    found, faults = _file(key, said)
    assert not found and [fault.code[:3] for fault in faults] == ["E11"]
    assert f"“{said}”" in faults[0].message
    _, _, example = faults[0].example.partition(": ")
    assert not _file(key, example)[1], "the example is right as it stands"


@pytest.mark.parametrize(("key", "said", "right"), CASES)
def test_a_cell_and_a_question_read_the_same(key: str, said: str, right: str) -> None:
    column, day = BY_HEAD[HEADS[key]], "2021-05-29" if key == "结束" else ""
    cell = normalise.repaired(column, Cell("text", said), CUSTOMS, day)
    took = _asked(key, said)
    if right[0] in "!E":
        assert not took and not cell.beside
    else:
        assert " / ".join((str(cell.value), *cell.beside.values())) == took == right


def _asked(key: str, said: str) -> str:
    told: list[str] = []
    answers = iter([said])
    asked = prompts.Asked(ACTIVITY, lambda found: iter([HEADS[key]]), {}, lambda head, value: "")
    context = importer.Context(Path(), Register([]), {}, 2021, Day("2021-07-01"), "")
    known: dict[tuple[str, ...], str] = {("开始",): "2021-05-29 08:30"} if key == "结束" else {}
    found = prompts.ask(asked, context, lambda head, question: next(answers, ""), told.append, known)
    flat = fields.flat(found, fields.columns(ACTIVITY))
    heads = ("开始", "结束", "时间说明") if key == "开始" else (HEADS[key],)
    return " / ".join(str(flat[path]) for head in heads if (path := BY_HEAD[head].path) in flat)


SENTENCES = {
    "人数": "昨天，浏阳市计生协在示例广场开展了义诊，来了{}人。\n",
    "户数": "昨天，浏阳市计生协在示例广场开展了走访，慰问了{}户。\n",
    "场次": "昨天，示例讲座分{}场进行。\n",
    "开始": "示例义诊已经举办\n时间：{}\n地点：示例广场\n",
}


# Days of the Chinese calendar: a cell asks for ours, a notice says both.
MOONS = {"农历四月十八": "2021-05-29", "5月初八": "2021-06-17", "正月十五": "2021-02-26"}


@pytest.mark.parametrize(("key", "said", "right"), [case for case in CASES if case[0] in SENTENCES])
def test_a_notice_reads_the_same_or_leaves_it_open(key: str, said: str, right: str) -> None:
    sentence = (
        SENTENCES[key]
        if said[-1] not in "人名次户家场堂）"
        else re.sub("(?<={})[人户场]", "", SENTENCES[key])
    )
    found = notice_extraction.proposed(sentence.format(said), notice_patterns.rules(2021, None)).proposed
    fields_ = ("开始", "结束", "时间说明") if key == "开始" else (HEADS[key],)
    said_so = [str(one.value) for field in fields_ for one in found if one.field == field]
    if right[0] in "!E":
        assert (
            said in BESIDE
            or not any(re.match("[0-9]", one) and one != said.replace("（", "(") for one in said_so)
            or said_so in ([said], [MOONS.get(said), said])
        )
    elif said in NOT_IN_PROSE:
        assert not said_so, "nothing wrong at least"
    else:
        assert " / ".join(said_so).replace(",", "") == right.replace(",", "")


# ---------------------------------------------------------------- what an example shows can be typed


@pytest.mark.parametrize(
    ("head", "said", "right"),
    [
        ("类别", "类别: 家庭健康促进", ["家庭健康促进"]), ("类别", "类别：[家庭健康促进]", ["家庭健康促进"]),
        ("状态", "状态: 已举办", "已举办"), ("成效·宣传·人数", "人数: 800余", "800余"), ("形式", "宣传，义诊，演出", ["宣传", "义诊", "演出"]),
        ("状态", "已开展", "已举办"), ("状态", "办完了", "已举办"), ("状态", "拟开展", "计划"),
        ("成效·其他", "药具一百五十盒", [{"项目": "药具", "数量": "150", "单位": "盒"}]),
        ("成效·其他", "三八礼包二百份", [{"项目": "三八礼包", "数量": "200", "单位": "份"}]),
    ],
)  # fmt: skip
def test_a_cell_takes_what_an_example_shows(head: str, said: str, right: object) -> None:
    assert normalise.repaired(BY_HEAD[head], Cell("text", said), CUSTOMS).value == right


@pytest.mark.parametrize(
    ("key", "said", "right"),
    [("状态", "已开展", "已举办"), ("形式", "宣传，义诊，演出", ("宣传", "义诊", "演出")), ("类别", "开展家庭健康促进活动", ("家庭健康促进",))],
)  # fmt: skip
def test_a_file_takes_the_words_that_a_cell_takes(key: str, said: str, right: object) -> None:
    raw = yaml_writer.text({**SOUND, key: said}).encode()
    found, faults = yaml_reader.read("2021/示例.yml", raw, ACTIVITY, CUSTOMS)
    names = {"状态": "state", "形式": "forms", "类别": "categories"}
    assert not faults and getattr(found[0], names[key]) == right


def test_what_a_span_says_of_its_end_must_agree_with_the_end() -> None:
    """On the record, and inside one of several sessions."""
    session = {"开始": "5月29日上午8点-11点半", "地点": "示例广场"}
    whole = spelling.record(
        ACTIVITY,
        {**SOUND, "分场": [session, {**session, "结束": "11:30"}, {**session, "结束": "12:00"}]},
        CUSTOMS,
    )
    ends = [(one["开始"], one.get("结束")) for one in whole["分场"]]
    right = ("2021-05-29 08:00", "2021-05-29 11:30")
    assert ends[:2] == [right, right] and "结束" not in whole
    assert ends[2][0] == session["开始"], "left for the checks to tell"


@pytest.mark.parametrize(
    ("head", "kind", "said", "right"),
    [
        ("成效·宣传·人数", "number", "120.00000000000001", "120"), ("成效·宣传·人数", "number", "119.99999999999999", "120"),
        ("开始", "number", "44345", "2021-05-29"), ("开始", "number", "44345.375", "2021-05-29 09:00"),
        ("开始", "number", "5.3", None), ("开始", "number", "5.29", "2021-05-29"),
    ],
)  # fmt: skip
def test_cells_that_hold_numbers(head: str, kind: str, said: str, right: str | None) -> None:
    spelt = normalise.repaired(BY_HEAD[head], Cell(kind, said), CUSTOMS)
    assert spelt.value == right and bool(spelt.doubt) == (right is None)


PLANS = {"5月中旬": "5月中旬", "5月": "5月", "2021年5月下旬": "5月下旬", "2021-05": ""}


@pytest.mark.parametrize("said", PLANS)
def test_a_plan_for_which_only_a_month_is_said_has_no_day_at_any_door(said: str, tmp_path: Path) -> None:
    """In a file, a cell, a question (tests/vectors/wholes.json: the form): 待定 with the words of the month; 2021-05 as records write it stays."""
    plan = {**SOUND, "状态": "计划", "开始": said}
    right = ["待定", PLANS[said]] if PLANS[said] else ["2021-05"]
    (record,), faults = yaml_reader.read("2021/示例.yml", yaml_writer.text(plan).encode(), ACTIVITY, CUSTOMS)
    assert isinstance(record, Activity) and not faults
    assert [str(text) for text in (record.start, record.time_note) if text] == right
    heads = [*SOUND]
    row = [plan[head] if isinstance(plan[head], str) else "家庭健康促进" for head in heads]
    taken = workbooks.take(workbooks.book(("活动", [heads, row])), workbooks.records(tmp_path / "events"))
    (raw,) = taken.files.values()
    value, _ = yaml_reader.parse("", raw)
    assert isinstance(value, dict)
    assert [value[key] for key in ("开始", "时间说明") if key in value] == right
    asked = prompts.Asked(ACTIVITY, lambda found: iter(["开始"]), {}, lambda head, value: "")
    context = importer.Context(Path(), Register([]), {}, 2021, Day("2021-04-01"), "")
    found = prompts.ask(asked, context, lambda head, words: said, lambda text: None, {("状态",): "计划"})
    assert [found[key] for key in ("开始", "时间说明") if key in found] == right


def test_an_hour_without_its_colon_is_told_of_a_notice() -> None:
    text = "示例义诊\n时间：5月28日0830\n地点：示例广场\n"
    (draft,) = notice_extraction.drafts(text, notice_patterns.rules(2021, None))
    assert draft.notes == ("“5月28日0830”的钟点要有冒号，请写成 2021-05-28 08:30。",)
    assert ("时间说明", "5月28日0830") in [(one.field, one.value) for one in draft.proposed]
