"""The rules: each fault has a case in tests/faults, its files and the words it must bring, and nothing else.

A case is one text: `=== path` heads each file below the records folder, `=== 期望` the report; before the first file
may stand `今天: 2021-05-20`. A picture's file says in a word what picture it is (see drawing.py). The year 2021 has
the notice below unless a case brings its own.
Accept new words with `BLESS=1 python -m pytest tests/test_rules.py`, then read the difference.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import drawing
import pytest
import small
from almanac import validate
from almanac.load import records
from almanac.model.day import Day
from almanac.model.filings import ACTIVITY, BY_FILE, Activity, Filing, Notice, Piece
from almanac.model.report import report
from almanac.validate import file_layout
from almanac.validate.context import Known
from checking import faults as faults_of
from hypothesis import given, settings
from hypothesis import strategies as st
from small import FULL as REGISTER

ROOT = Path(__file__).resolve().parents[1]
CASES = sorted((ROOT / "tests" / "faults").glob("*.case"))
SIGNS = re.compile(r": ([EWQ][0-9]{3}) ")
NOTICE = """\
届次: 23
时间: {开始: 2021-05-01, 结束: 2021-06-10, 说明: 5月上旬至6月上旬}
类别:
  - {名称: 群众性主题宣传, 代码: publicity, 全称: 开展群众性主题宣传活动, 子类: [文艺演出]}
  - {名称: 关怀关爱, 代码: care, 全称: 开展关怀关爱活动}
  - {名称: 家庭健康促进, 代码: health, 全称: 开展家庭健康促进活动}
媒体名录:
  - {名称: 红网, 级别: 省级, 别名: [红网时刻]}
  - {名称: 湖南省计生协网站, 级别: 省级, 本系统: 是}
"""


class Case(NamedTuple):
    """The day, the files and the expected report of one case."""

    today: str
    files: dict[str, str]
    expected: str


def case(text: str) -> Case:
    head, *parts = re.split(r"(?m)^=== ", text)
    today = head.partition(":")[2].strip() or "2021-06-15"
    files = {path: body for path, _, body in (part.partition("\n") for part in parts)}
    expected = files.pop("期望")
    return Case(today, files, expected)


def checked(root: Path, said: Case) -> str:
    """What `check` reports on the files of a case."""
    for path, text in ({"2021/通知.yml": NOTICE} | said.files).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        drawn = file.suffix.lower() in file_layout.PICTURES
        file.write_bytes(drawing.by_word(text) if drawn else text.encode())
    faults = faults_of(root, REGISTER, said.today)
    return report(faults, lambda path: _text(root, path))


def _text(root: Path, shown: str) -> str | None:
    file = root / shown.removeprefix("events/")
    return file.read_text(encoding="utf-8") if file.is_file() else None


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_fault_has_its_words(file: Path, tmp_path: Path) -> None:
    text = file.read_text(encoding="utf-8")
    found = checked(tmp_path, case(text))
    if os.environ.get("BLESS"):
        file.write_text(
            text.partition("=== 期望\n")[0] + "=== 期望\n" + found, encoding="utf-8", newline="\n"
        )
    else:
        assert found == case(text).expected
    assert set(SIGNS.findall(found)) == {file.stem[:4]}


def test_every_code_of_a_rule_has_a_case() -> None:
    sources = [
        *(file for file in (ROOT / "hooks/almanac/validate").glob("*.py") if file.stem != "press_release"),
        *(
            ROOT / "hooks/almanac" / name
            for name in (
                "load/records.py",
                "views/doubles.py",
                "views/visits.py",
                "statistics/tally_check.py",
                "model/seal.py",
                "parse/images.py",
            )
        ),
    ]
    codes = {
        code for file in sources for code in re.findall(r'"([EWQ][24][0-9]{2})"', file.read_text("utf-8"))
    }
    assert codes - {"E202"} == {file.stem[:4] for file in CASES if file.stem[1] != "3"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights that few Windows users have")
def test_a_link_is_not_a_record(tmp_path: Path) -> None:
    (tmp_path / "2021").mkdir()
    (tmp_path / "2021" / "0529-x.yml").symlink_to(tmp_path / "elsewhere.yml")
    assert "E202 “0529-x.yml”是链接" in checked(tmp_path, Case("2021-06-15", {}, ""))


GOOD = """\
=== 2021/0529-启动.yml
名称: 示例启动
类别: [群众性主题宣传]
状态: 已举办
开始: 2021-05-29
=== 2021/长沙市/浏阳市/0528-巡回.yml
名称: 示例巡回
类别: [关怀关爱, 群众性主题宣传]
状态: 已举办
开始: 2021-05-28 上午
结束: 2021-05-29 11:30
联合: [湖南省, 长沙市, 湘西土家族苗族自治州/吉首市]
分场:
  - {开始: 2021-05-28}
  - {开始: 2021-05-29 08:30, 结束: 2021-05-29 上午}
成效:
  慰问: {人数: 18, 户数: 25, 户数另计: 是}
照片:
  - {文件: 现场-1.jpg, 说明: 示例现场, 同意: 有, 未成年人: 有, 已遮挡: 是}
变更:
  - {日期: 2021-05-20, 内容: 改地点}
  - {日期: 2021-05-20, 内容: 改时间}
曾用地址: [2021-430181-0527-xunhui]
=== 2021/长沙市/浏阳市/现场-1.jpg
=== 2021/长沙市/浏阳市/0527-三场.yml
- {编号: a, 名称: 示例讲座, 类别: 家庭健康促进, 状态: 已举办, 开始: 2021-05-27}
- {编号: b, 名称: 示例讲座, 类别: 家庭健康促进, 状态: 已举办, 开始: 2021-05-27}
=== 2021/长沙市/浏阳市/0530-改期.yml
名称: 示例改期
类别: [家庭健康促进]
状态: 延期
开始: 2021-06-01
变更: [{日期: 2021-05-29, 内容: 因雨改期, 原定: 2021-05-30 上午}]
=== 2021/长沙市/浏阳市/待查-旧计划.yml
名称: 示例旧计划
类别: [家庭健康促进]
状态: 计划
开始: 待定
时间说明: 5月
待核实: [没有见到后来的报道]
=== 2021/长沙市/浏阳市/媒体.yml
- {媒体: 红网时刻, 形式: 文字, 活动: [0528-巡回, 0527-三场#a, /0529-启动, 长沙市/浏阳市/0530-改期]}
- {媒体: 示例晚报, 级别: 市级, 形式: 文字}
=== 2021/长沙市/媒体.yml
媒体: 红网
形式: 文字
活动: 浏阳市/0528-巡回
=== 2021/长沙市/浏阳市/表彰.yml
- {名称: 示例集体, 类型: 集体, 级别: 县级, 授予单位: 示例, 名单: [{名称: 示例计生协}]}
- 名称: 示例家庭
  类型: 家庭
  级别: 县级
  授予单位: 示例
  数量: 10
  活动: 0528-巡回
  名单: [{名称: 示例, 同意: {同意人: 本人, 日期: 2021-05-01, 范围: 网页, 至: 2026-05-01}}]
=== 2021/长沙市/浏阳市/汇总.yml
- {级别: 村居社区, 截至: 2021-06-10, 零报告: 是}
- {级别: 乡镇街道, 截至: 2021-06-10, 宣传: {场次: 3}, 不含: [逐场填报的]}
=== 期望
没有发现错误。
"""


def test_what_is_right_is_left_alone(tmp_path: Path) -> None:
    said = case(GOOD)
    assert checked(tmp_path, said) == said.expected


MOMENTS = st.sampled_from(
    [
        "待定",
        "不详",
        "2021-05",
        "2021-05-29",
        "2021-05-28 上午",
        "2021-05-29 23:59",
        "2020-12-31 晚上",
        "9999-12-31",
    ]
)
WORDS = st.text("长沙市浏阳/湖南省#.\\\0义诊0a-", max_size=12).filter(bool)
PHOTOS = st.fixed_dictionaries(
    {"文件": WORDS, "说明": WORDS, "同意": st.just("无"), "未成年人": st.sampled_from(["有", "无"])}
)
ACTIVITIES = st.fixed_dictionaries(
    {
        "名称": WORDS,
        "类别": st.lists(WORDS, max_size=3),
        "状态": st.sampled_from(["计划", "已举办", "延期", "取消", "撤下"]),
        "开始": MOMENTS,
    },
    optional={
        "结束": MOMENTS,
        "联合": st.lists(WORDS, max_size=3),
        "分场": st.lists(st.fixed_dictionaries({"开始": MOMENTS}, optional={"结束": MOMENTS}), max_size=3),
        "成效": st.just({"宣传": {"人数": "80万余"}, "慰问": {"人数": "0", "户数": "近千"}}),
        "变更": st.lists(st.fixed_dictionaries({"日期": st.just("2021-05"), "内容": WORDS}), max_size=2),
        "照片": st.lists(PHOTOS, max_size=2),
        "曾用地址": st.lists(WORDS, max_size=2),
    },
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTIVITIES, min_size=1, max_size=3), st.lists(WORDS, max_size=3), WORDS)
def test_no_record_makes_a_rule_stumble(said: list[dict[str, object]], named: list[str], stem: str) -> None:
    """Whatever a valid record says, a rule answers with a code and a sentence that says what was found."""
    notice = Notice.model_validate({"时间": {"开始": "2021-05-01", "结束": "2021-06-10", "说明": "示例"}})
    known = Known(REGISTER, {2021: notice}, lambda path: False)
    piece = Piece.model_validate({"媒体": "示例", "形式": "文字", "活动": named})
    folder, code = "2021/长沙市/浏阳市", "430181"
    filings = [Filing(BY_FILE["媒体.yml"], 2021, code, "", f"{folder}/媒体.yml", None, piece)]
    for n, each in enumerate(said):
        record, own = Activity.model_validate(each), validate.activity_id(2021, code, stem, str(n))
        filings.append(Filing(ACTIVITY, 2021, code, own, f"{folder}/{stem}.yml", n, record))
    found = [finding for filing in filings for rule in validate.RULES for finding in rule(filing, known)]
    found += [finding for between in validate.BETWEEN for _, finding in between(filings, known)]
    assert all(re.fullmatch("[EWQ]2[0-9]{2}", one.code) and one.message and one.example for one in found)


@pytest.mark.parametrize(
    ("stem", "plain"),
    [
        ("0528-yizhen", r"0528-yizhen"),
        ("0528-义诊", r"0528-[a-z2-7]{5}"),
        ("待查-边界", r"[a-z2-7]{5}"),
        ("OPEN day", r"open-[a-z2-7]{5}"),
        ("..", r"[a-z2-7]{5}"),
        ("0528-\udcff", r"0528-[a-z2-7]{5}"),
        ("x" * 200, r"x{24}-[a-z2-7]{5}"),
    ],
)
def test_a_file_name_has_one_ascii_name(stem: str, plain: str) -> None:
    assert re.fullmatch(plain, validate.slug(stem))


def test_ascii_names_stay_for_ever() -> None:
    """Addresses that were published are made of these."""
    assert validate.slug("0528-义诊") == "0528-k7uui"
    assert validate.slug("0528-义诊") == validate.slug("0528-\u4e49\u8bca") != validate.slug("0528-讲座")
    assert validate.slug("é") == validate.slug("e\u0301")
    assert validate.activity_id(2021, "430181", "0528-yizhen", "2") == "2021-430181-0528-yizhen-2"


def filing(folder: str) -> Filing:
    code = REGISTER.at(folder) or ""
    record = Activity.model_validate({"名称": "示例", "类别": "示例", "状态": "计划", "开始": "待定"})
    return Filing(ACTIVITY, 2021, code, "", f"2021/{folder}/示例.yml", None, record)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("0528-a", "2021-430181-0528-a"),
        ("0528-a#2", "2021-430181-0528-a-2"),
        ("大瑶镇/0529-b", "2021-430181110-0529-b"),
        ("长沙市/浏阳市/0528-a", "2021-430181-0528-a"),
        ("/0529-c", "2021-43-0529-c"),
        ("0529-c", None),
        ("0528-a.yml", None),
        ("媒体", None),
        ("../0528-a", None),
        ("大瑶镇\\0529-b", None),
        ("", None),
        ("#2", None),
    ],
)
def test_a_reference_leads_to_one_activity(text: str, meant: str | None) -> None:
    files = {"2021/长沙市/浏阳市/0528-a.yml", "2021/长沙市/浏阳市/大瑶镇/0529-b.yml", "2021/0529-c.yml"}
    files |= {"2021/长沙市/浏阳市/媒体.yml", "2021/长沙市/0528-a.yml"}
    exists: Callable[[str], bool] = files.__contains__
    known = Known(REGISTER, {}, exists)
    assert validate.reference(text, filing("长沙市/浏阳市"), known) == meant


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("湘西州", "湘西土家族苗族自治州"),
        ("湘西州/吉首", "湘西土家族苗族自治州/吉首市"),
        ("吉首市", "湘西土家族苗族自治州/吉首市"),
        ("湖南省/长沙市", "长沙市"),
        ("益阳市/大通湖区", "益阳市/益阳市大通湖管理区"),
        ("火星", None),
        ("", None),
    ],
)
def test_a_short_form_is_explained(text: str, path: str | None) -> None:
    assert validate.full_path(text, REGISTER) == path


def test_the_province_joins_by_its_name() -> None:
    assert validate.association("湖南省", REGISTER) == "43"
    assert validate.association("", REGISTER) is None


def test_the_very_name_of_a_county_is_not_taken_for_a_city_one_letter_away() -> None:
    assert validate.full_path("湘乡市", small.FULL) == "湘潭市/湘乡市"
    assert validate.full_path("湘谭市", small.FULL) == "湘潭市"


def test_a_named_file_is_told_that_its_year_has_no_notice(tmp_path: Path) -> None:
    root = tmp_path / "events"
    (root / "2022/长沙市").mkdir(parents=True)
    (root / "2022/长沙市/0529-示例.yml").write_text("名称: 示例\n", encoding="utf-8")
    found = records.check(root, REGISTER, Day("2022-06-01"), "events", ["2022/长沙市/0529-示例.yml"])
    assert [fault.code for fault in found if fault.place.file == "events/2022/通知.yml"] == ["E201"]
