"""What is wrong on some days only says on which: no rule asks for the day, and every door shows what holds on its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import drawing
import pytest
from almanac.load import articles, records
from almanac.model import filings
from almanac.model.day import Day
from almanac.model.diagnostics import IN_FIVE_YEARS, TODAY, Fault, Place, on
from almanac.model.filings import BY_FILE, Filing, Record
from almanac.model.report import report
from almanac.parse import yaml_reader
from almanac.parse.discovery import survey
from almanac.validate import RULES, Known, file_layout
from small import FULL as REGISTER
from small import PLACES
from test_rules import CASES, NOTICE, ROOT, case
from test_shelf import HEAD, project

SAID: dict[str, dict[str, Any]] = {
    "活动": {"名称": "示例", "类别": "示例", "地点": "示例"},
    "汇总": {"级别": "本级", "宣传": {"人数": "5"}},
    "表彰": {"名称": "示例", "级别": "县级", "授予单位": "示例", "日期": "2021-05", "类型": "个人"},
    "清单": {"事项": "示例", "状态": "在办"},
}
AGREED = {"同意人": "本人", "日期": "2021-05-20", "范围": ["网页"], "至": "2021-06"}
KIN = AGREED | {"同意人": "近亲属"}


def listed(consent: dict[str, Any]) -> dict[str, Any]:
    return {"名单": [{"名称": "示例甲", "已故": "否", "同意": consent}]}


def told(kind: str, said: dict[str, Any], day: str) -> list[str]:
    """The codes that the rules have for one record on a day."""
    model, file = (
        (filings.Activity, "x.yml") if kind == "活动" else (BY_FILE[f"{kind}.yml"].model, f"{kind}.yml")
    )
    known = Known(REGISTER, {}, lambda path: True)
    record: Record = model.model_validate(SAID[kind] | said)
    filing = Filing(BY_FILE.get(file, filings.ACTIVITY), 2021, "430181", "", f"2021/{file}", None, record)
    found = [finding.at(Place("x.yml")) for rule in RULES for finding in rule(filing, known)]
    return [fault.code for fault in on(found, Day(day)) if fault.code not in ("E220", "E201")]


@pytest.mark.parametrize(
    ("kind", "said", "code", "within", "without"),
    [
        ("活动", {"状态": "已举办", "开始": "2021-05-29 08:30"}, "E212", "2021-05-28", "2021-05-29"),
        ("活动", {"状态": "已举办", "开始": "2021-05"}, "E212", "2021-04-30", "2021-05-01"),
        ("活动", {"状态": "计划", "开始": "2021-05-29"}, "W212", "2021-06-29", "2021-06-28"),
        ("活动", {"状态": "计划", "开始": "2021-05-29", "结束": "2021-05-31"}, "W212", "2021-07-01", "2021-06-30"),
        ("活动", {"状态": "计划", "开始": "2021-05"}, "W212", "2021-07-01", "2021-06-30"),
        ("活动", {"状态": "计划", "开始": "待定"}, "W212", "2022-01-31", "2022-01-30"),
        ("汇总", {"截至": "2021-06-10"}, "E271", "2021-06-09", "2021-06-10"),
        ("汇总", {"截至": "2021-06"}, "E271", "2021-05-31", "2021-06-01"),
        ("表彰", listed(AGREED), "E266", "2021-05-19", "2021-05-20"),
        ("表彰", listed(AGREED), "W261", "2021-07-01", "2021-06-30"),
        ("表彰", listed(KIN), "E266", "2021-05-20", ""),
        ("清单", {"期限": "2021-06"}, "W292", "2021-07-01", "2021-06-30"),
        ("清单", {"期限": "2021-06-10"}, "W292", "2021-06-11", "2021-06-10"),
    ],
)  # fmt: skip
def test_a_finding_holds_from_day_to_day(
    kind: str, said: dict[str, Any], code: str, within: str, without: str
) -> None:
    assert code in told(kind, said, within)
    assert not without or code not in told(kind, said, without)


def test_of_a_consent_one_thing_is_said_on_each_day() -> None:
    """That it is yet to begin, or who gave it; never both."""
    assert [told("表彰", listed(KIN), day) for day in ("2021-05-19", "2021-05-20", "2030-01-01")] == [
        ["E266"]
    ] * 3
    turned = AGREED | {"日期": "2021-05-20", "至": "2020-05"}
    assert [told("表彰", listed(turned), day) for day in ("2021-05-19", "2030-01-01")] == [["E266"]] * 2


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_no_rule_asks_for_the_day(file: Path, tmp_path: Path) -> None:
    """Reading and checking a share holds for every day; on the day of the case its errors are those that are told."""
    said = case(file.read_text(encoding="utf-8"))
    for path, text in ({"2021/通知.yml": NOTICE} | said.files).items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        drawn = target.suffix.lower() in file_layout.PICTURES
        target.write_bytes(drawing.by_word(text) if drawn else text.encode())
    notices, _ = records.notices(tmp_path, "events")
    files = records.Files(tmp_path, records.known_to(tmp_path, REGISTER, notices), "events")
    found = [
        fault
        for papers in survey(tmp_path, REGISTER).values()
        for fault in records.load(files, papers).faults
    ]
    words = report(on(found, Day(said.today)), lambda path: None).splitlines()[:-1]
    assert set(words) <= set(said.expected.splitlines()) and all("\x1a" not in line for line in words)


def test_an_article_is_checked_for_all_days(tmp_path: Path) -> None:
    head = HEAD.replace(
        "状态: 待审核", "状态: 已审核\n审核: {审核人: 甲, 职称: 乙, 单位: 丙, 日期: 2021-06-10}"
    )
    root = project(tmp_path, {"content/health/shili.md": f"{head}示例。\n"})
    shelf = {day: articles.load(root, Day(day), PLACES) for day in ("2021-06-09", "2021-06-10", "2023-05-13")}
    assert len({one.faults for one in shelf.values()}) == 1
    codes = {
        day: [(fault.code, fault.example) for fault in on(one.faults, Day(day))] for day, one in shelf.items()
    }
    assert codes == {
        "2021-06-09": [("E282", "日期: 2021-06-09")],
        "2021-06-10": [],
        "2023-05-13": [("W280", "状态: 撤下")],
    }
    assert [bool(one.articles) for one in shelf.values()] == [False, True, True]


def test_the_day_is_put_into_the_words_only_where_they_have_it() -> None:
    fault = Fault(Place("x.yml"), "E214", f"今天才 {TODAY}", f"至: {IN_FIVE_YEARS}", "2021", "2025")
    day = Day("2024-02-29")
    assert on([fault], day) == [Fault(Place("x.yml"), "E214", "今天才 2024-02-29", "至: 2029-02-28")]
    assert on([fault], Day("2020-12-31")) == on([fault], Day("2025-01-01")) == []
    plain = Day("2024-02-29")
    assert on([fault._replace(message="示例", example="")], plain) and plain.span == ("2021", "2025")


def test_a_place_seen_by_its_line_is_the_place() -> None:
    texts = [file.read_text(encoding="utf-8") for file in (ROOT / "events").rglob("*.yml")]
    texts += [text for file in CASES for text in case(file.read_text(encoding="utf-8")).files.values()]
    texts += [
        "a: 1\n状态:   计划\n",
        "状态: 一\r\n开始: 二\r\n",
        "\ufeff状态: 一\n",
        '状态: "一\n  状态: 二"\n',
        "状态:\n  - 一\n",
    ]
    texts += [
        "简介: |\n  状态: 一\n状态: 二\n",
        "状态: |\n  一\n",
        "开始: {状态: 一}\n",
        "# 状态: 一\n状态: 二 # 三\n",
    ]
    seen = 0
    for text in texts:
        known = yaml_reader.places(text)
        for loc in [loc for loc in known if len(loc) == 1]:
            quick = yaml_reader.quick_place(text, str(loc[0]))
            assert quick in (None, known[loc]), text
            seen += quick is not None
    assert seen > 500
