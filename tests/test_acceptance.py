"""An activity that is taken in bears its number and the day: `import` writes the day; it is shown on the page, in the data
and to who has sent it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from almanac.excel import feedback, importer, merge, outcome, prefill, reader
from almanac.excel.importer import Taken
from almanac.intake import acceptance, inbox
from almanac.model.filings import ACTIVITY, KINDS
from small import FULL, build
from small import records as demo_records
from workbooks import DAY, HEADS, book, context, good, records, sheet

LATER = "2021-06-12"
RECORD = "名称: 示例义诊\n类别: [家庭健康促进]\n状态: 已举办\n开始: 2021-05-29 上午\n"
PATH = "长沙市/浏阳市/0529-示例.yml"


def sent(root: Path, rows: list[dict[str, Any]], day: str = DAY) -> Taken:
    """Rows that come on a day, and are filed."""
    heads = list(dict.fromkeys((*HEADS, "填报", "受理")))
    taken = importer.take(book(("活动", sheet(rows, heads))), "表.xlsx", context(root, day=day))
    importer.write(root, taken.files)
    return taken


def filed(root: Path) -> list[str]:
    """What each file of an activity says of its being taken in."""
    files = sorted(root.glob("2021/长沙市/**/0*.yml"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line.startswith("受理")]


# ---------------------------------------------------------------- workbooks


def test_a_row_that_is_taken_in_bears_the_day(tmp_path: Path) -> None:
    root = records(tmp_path / "events")
    taken = sent(root, [good(), {**good(2), "状态": "己举办"}])
    assert filed(root) == [f"受理: {DAY}"]
    (said,) = taken.receipts.values()
    assert said[0].startswith("2021-430181110-0529-") and said[1] == DAY
    shown = reader.opened(feedback.returned(taken, "430181", context(root)))[1].rows
    assert [row[-1].text for row in shown if row[-1]][1] == f"新收，{outcome.receipt(*said)}"
    assert outcome.receipt("2021-4301-x", DAY) == f"备案号 2021-4301-x，{DAY} 受理"


def test_a_row_that_comes_again_keeps_its_day(tmp_path: Path) -> None:
    root = records(tmp_path / "events")
    sent(root, [good()])
    again = sent(root, [good()], LATER)
    assert {put.outcome for puts in again.puts.values() for put in puts} == {merge.SAME} and filed(root) == [
        f"受理: {DAY}"
    ]
    put_right = sent(root, [{**good(), "地点": "示例新广场", "填报": "更正"}], LATER)
    assert {put.outcome for puts in put_right.puts.values() for put in puts} == {merge.CHANGED}, (
        put_right.wrong
    )
    assert filed(root) == [f"受理: {DAY}"] and [day for _, day in put_right.receipts.values()] == [DAY]


def test_who_sends_a_row_does_not_say_when_it_was_taken_in(tmp_path: Path) -> None:
    root = records(tmp_path / "events")
    sent(root, [{**good(), "受理": "2021-05-01"}])
    assert filed(root) == [f"受理: {DAY}"]


def test_what_the_reviewer_writes_spoils_no_workbook_that_is_out(tmp_path: Path) -> None:
    """A row that was exported before can be corrected still."""
    root = records(tmp_path / "events")
    sent(root, [good()])
    (line,) = [one for one in prefill.lines(root, FULL, 2021, "430181", ACTIVITY) if one.version]
    file = next(root.glob("2021/长沙市/**/0*.yml"))
    file.write_text(file.read_text(encoding="utf-8").replace(DAY, "2021-06-09"), encoding="utf-8")
    (now,) = [one for one in prefill.lines(root, FULL, 2021, "430181", ACTIVITY) if one.version]
    assert now.version == line.version and now.cells["受理"] != line.cells["受理"]


def test_another_kind_bears_no_such_day() -> None:
    assert merge.accepted(ACTIVITY, {"名称": "示例"}, {}, DAY) == {"名称": "示例", "受理": DAY}
    other = next(kind for kind in KINDS if kind is not ACTIVITY)
    assert merge.accepted(other, {"名称": "示例"}, {}, DAY) == {"名称": "示例"}


# ---------------------------------------------------------------- record files


def took(root: Path, text: str, day: str, replace: bool = False) -> list[str]:
    box = inbox.Inbox(context(root, "", day), replace, True)
    return box.put(PATH, text.encode()).words


def test_a_record_file_bears_the_day_and_else_every_letter_as_it_was(tmp_path: Path) -> None:
    root = records(tmp_path / "events")
    text = f"# 示例说明\n{RECORD}简介: |\n  示例\n"
    words = took(root, text, DAY)
    assert (root / "2021" / PATH).read_text(encoding="utf-8") == f"{text}受理: {DAY}\n"
    assert "新收" in words[0] and "备案号 2021-430181-0529-" in words[0] and f"{DAY} 受理。" in words[0]
    assert "已经有了" in took(root, text, LATER)[0]  # the same once more
    assert "更正" in took(root, text.replace("义诊", "讲座"), LATER, replace=True)[0]
    assert (root / "2021" / PATH).read_text(encoding="utf-8").endswith(f"受理: {DAY}\n")


def test_each_of_several_activities_in_a_file_bears_it() -> None:
    listed = "- 编号: '1'\n  名称: 示例\n- 编号: '2'\n  名称: 示例乙\n  受理: 2021-06-01\n"
    made = acceptance.accepted(listed.encode(), None, DAY).decode()
    assert made == listed.replace("  名称: 示例\n", f"  名称: 示例\n  受理: {DAY}\n")
    assert acceptance.accepted(listed.encode(), made.encode(), LATER).decode() == made


@pytest.mark.parametrize("raw", [b"", b"- 1\n", "名称: [".encode(), "媒体\n".encode(), b"\xff\xfe"])
def test_what_cannot_be_read_stays_as_it_was_sent(raw: bytes) -> None:
    assert acceptance.accepted(raw, None, DAY) == raw


def test_the_lines_of_faults_are_those_of_what_was_sent(tmp_path: Path) -> None:
    root = records(tmp_path / "events")
    bad = RECORD.replace("\n", "\n  ").replace("名称", "- 编号: '1'\n  名称", 1).rstrip()
    text = f"{bad}\n{bad.replace(chr(39) + '1' + chr(39), chr(39) + '2' + chr(39)).replace('已举办', '己举办')}\n"
    words = took(root, text, DAY)
    line = next(n for n, each in enumerate(text.splitlines(), 1) if "己举办" in each)
    assert any(f":{line}:" in each and "E104" in each for each in words), words
    assert not (root / "2021" / PATH).exists()


# ---------------------------------------------------------------- what is shown


@pytest.mark.whole
def test_number_and_day_are_on_the_page_and_in_the_data(tmp_path: Path) -> None:
    root = demo_records(tmp_path / "events", activities=20)
    for name, more in (("0529-shili", f"受理: {DAY}\n"), ("0528-shili", "")):
        file = root / f"2021/湘潭市/{name}.yml"
        file.write_text(RECORD.replace("05-29", f"05-{name[2:4]}") + more, encoding="utf-8", newline="\n")
    outcome_of = build(root, tmp_path / "site", today="2021-06-15")
    assert outcome_of.published, outcome_of.faults
    pages = [
        (tmp_path / f"site/e/2021-4303-{name}/index.html").read_text(encoding="utf-8")
        for name in ("0529-shili", "0528-shili")
    ]
    assert "2021年6月10日（周四）受理，备案号 2021-4303-0529-shili" in pages[0] and "备案号" not in pages[1]
    table = csv.DictReader(io.StringIO((tmp_path / "site/data/activities.csv").read_text(encoding="utf-8")))
    accepted = {row["id"]: row["accepted"] for row in table if row["id"].startswith("2021-4303-")}
    assert {number: day for number, day in accepted.items() if number.endswith("-shili")} == {
        "2021-4303-0529-shili": DAY,
        "2021-4303-0528-shili": "",
    }
    said = (tmp_path / "site/data/activities/4303.json").read_text(encoding="utf-8")
    assert f'"accepted":"{DAY}"' in said and '"accepted":null' in said
