"""Of all that is wrong with a record its personal data is told first, at every door, also where a value cannot be read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
import workbooks
from almanac.cli import notice as cli_notice
from almanac.excel import reader
from almanac.intake import inbox, notice_extraction, prompts
from almanac.load import records
from almanac.model import divisions, report
from almanac.model.day import Day
from almanac.model.filings import ACTIVITY
from notices import rules

MOBILE = "138" + "00138000"
FILE = "2021/长沙市/浏阳市/大瑶镇/0528-示例义诊.yml"
RECORD = """名称: 示例义诊
类别: [没有这一类]
状态: 已举办
开始: 2021-05-28 25:00
地点: 示例广场
成效: {宣传: {场次: 1, 人数: 好几个}}
简介: 慰问困难户李大爷，联系手机MOBILE
""".replace("MOBILE", MOBILE)
BROKEN = {
    "一个值读不出": RECORD,
    "全角冒号": RECORD.replace("地点: ", "地点："),
    "引号没有关": RECORD.replace("地点: ", '地点: "'),
    "缩进不齐": RECORD.replace("状态: ", "  状态: "),
}


def _codes(lines: Iterable[str]) -> list[str]:
    """The codes of the faults in some lines, in their order."""
    words = (word for line in lines for word in line.split())
    return [word for word in words if len(word) == 4 and word[0] in "EQW" and word[1:].isdecimal()]


def _private_first(codes: list[str]) -> bool:
    private = [code[1] == "3" for code in codes]
    return private[:1] == [True] and False in private and private == sorted(private, reverse=True)


@pytest.mark.parametrize("name", BROKEN)
def test_check_tells_personal_data_first(name: str, tmp_path: Path) -> None:
    root = workbooks.records(tmp_path / "events")
    path = root / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(BROKEN[name], encoding="utf-8")
    register = divisions.load(root / "associations.csv")
    faults = records.check(root, register, Day(workbooks.DAY), "events", [FILE])
    codes = [fault.code for fault in faults]
    assert _private_first(codes) and {"E302", "Q310"} <= set(codes), codes
    shown = report.report(faults, lambda file: BROKEN[name])
    assert _private_first(_codes(shown.splitlines())) and MOBILE not in shown, shown


@pytest.mark.parametrize("paste", [False, True])
@pytest.mark.parametrize("name", BROKEN)
def test_import_tells_personal_data_first(name: str, paste: bool, tmp_path: Path) -> None:
    box = inbox.Inbox(workbooks.context(workbooks.records(tmp_path / "events")), False, True)
    raw = f"# {FILE}\n{BROKEN[name]}".encode()
    told = box.put("", raw) if paste else box.put(FILE.partition("/")[2], raw)
    codes = _codes(told.words)
    assert _private_first(codes) and {"E302", "Q310"} <= set(codes), told.words
    (received,) = box.received
    assert _private_first([fault.code for fault in received.faults])


HEADS = ["名称", "类别", "状态", "开始", "地点", "宣传人数", "简介"]
ROW = ["示例义诊", "家庭健康促进", "已举办", "5.28", "示例广场", "300余"]
SAID = f"慰问困难户李大爷，联系手机{MOBILE}"
ROWS: dict[str, tuple[list[str], list[object]]] = {
    "一格读不出": (HEADS, [*ROW[:3], "大概月底", *ROW[4:], SAID]),
    "两格都读不出": (HEADS, [*ROW[:3], "大概月底", "示例广场", "好几个", SAID]),
    "数里的手机号": (HEADS, [*ROW[:3], "大概月底", "示例广场", MOBILE, "慰问困难户李大爷"]),
    "读得出，别的不对": (HEADS, ["示例义诊", "没有这一类", *ROW[2:], SAID]),
    "整张表还要问": ([*HEADS, "受益群众"], [*ROW, SAID, 320]),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_returned_workbook_tells_personal_data_first(name: str, tmp_path: Path) -> None:
    heads, row = ROWS[name]
    context = workbooks.context(workbooks.records(tmp_path / "events"))
    box = inbox.Inbox(context._replace(base="430181"), False, True)
    told = box.put("表.xlsx", workbooks.book(("活动", [heads, row])))
    assert _private_first(_codes(told.words)) and "E302" in _codes(told.words), told.words
    assert "Q310" in _codes(told.words) and told.answer
    pages = {page.name: page for page in reader.opened(told.answer)}
    result = [cell.text for line in pages["核对结果"].rows for cell in line if cell]
    assert _private_first(_codes(result)), result
    beside = [cell.text for line in pages["活动"].rows[1:] for cell in line if cell and "E302" in cell.text]
    assert beside and all(_codes(text.split())[0] == "E302" for text in beside), beside
    assert MOBILE not in "".join(told.words) + "".join(result)


def test_a_row_that_clashes_with_what_is_filed_tells_its_personal_data(tmp_path: Path) -> None:
    root = workbooks.records(tmp_path / "events")
    sound = workbooks.book(("活动", [HEADS, [*ROW, "示例简介"]]))
    context = workbooks.context(root)._replace(base="430181")
    inbox.Inbox(context, False, True).put("表.xlsx", sound)
    other = workbooks.book(("活动", [HEADS, [*ROW[:5], "500余", SAID]]))
    codes = _codes(inbox.Inbox(context, False, True).put("表.xlsx", other).words)
    assert codes[0] == "E302" and "E088" in codes, codes


def test_a_pasted_notice_tells_personal_data_first() -> None:
    text = f"5月28日上午，示例镇计生协在示例广场开展示例义诊。联系手机{MOBILE}\n"
    found = notice_extraction.drafts(text, rules())[0]
    assert next(cli_notice.in_words(found, text, rules())).startswith("个人信息")


def test_prompts_take_no_personal_data(tmp_path: Path) -> None:
    context = workbooks.context(workbooks.records(tmp_path / "events"))
    answers = iter([f"好几个{MOBILE}", MOBILE, "30"])
    asked = prompts.Asked(ACTIVITY, lambda _: iter(["成效·宣传·人数"]), {}, lambda head, value: "")
    told: list[str] = []
    value = prompts.ask(asked, context, lambda head, words: next(answers, ""), told.append)
    assert value == {"成效": {"宣传": {"人数": "30"}}}
    assert all("手机号" in line and MOBILE not in line for line in told[:2]) and len(told) >= 2, told
