"""Corrections from the site: what changed goes into the record after a yes; nothing else of the file changes."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from almanac.disclosure import public_records
from almanac.excel.whole_table import Question
from almanac.intake import corrections, inbox
from almanac.model.day import Day
from almanac.model.divisions import AreaCode
from almanac.model.filings import ACTIVITY, Activity, Filing
from almanac.parse import yaml_reader
from almanac.views import filed
from PIL import Image
from small import PLACES
from workbooks import context, records

ID = "2021-430181-0529-yizhen"
PATH = "2021/长沙市/浏阳市/0529-yizhen.yml"
RECORD = """\
# 县里报的
名称: 示例义诊
类别: [家庭健康促进]
状态: 计划
开始: 2021-05-29 上午
# 地点问过镇里
地点: 示例广场
成效:
  宣传: {场次: 1, 人数: 800余}
简介: |
  第一行。

  # 不是说明
# 剪报在柜里
来源: [示例日报]
受理: 2021-05-20
"""
HELD = RECORD.replace("状态: 计划", "状态: 已举办")
Change = Mapping[str, Any]


def folder(tmp_path: Path, text: str = HELD, path: str = PATH) -> Path:
    root = records(tmp_path / "events")
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    return root


def sent(root: Path, text: str, said: str = "是", base: str = "") -> tuple[list[str], inbox.Inbox, list[str]]:
    """What is said of a text that was sent; and what was asked before it was taken."""
    asked: list[str] = []

    def ask(open_: Sequence[tuple[str, Question]], known: object) -> dict[tuple[str, str], str]:
        asked.extend(question.message for _, question in open_)
        return {("", question.key): said for _, question in open_} if said else {}

    box = inbox.Inbox(context(root)._replace(base=base), False, True, ask)
    return box.put("", text.encode()).words, box, asked


def test_what_changed_is_shown_and_taken_after_a_yes(tmp_path: Path) -> None:
    root = folder(tmp_path)
    text = f"# 更正 {ID}\n地点: 示例村部\n成效:\n  宣传: {{人数: 900余}}\n删去: [来源]\n"
    words, box, asked = sent(root, text)
    changes = ["地点：示例广场 → 示例村部", "成效·宣传·人数：800余 → 900余", "来源：示例日报 → （删去）"]
    assert all(any(change in line for line in words) and change in asked[0] for change in changes)
    assert "更正 1 条" in box.summary() and box.received[0].path == PATH
    after = HELD.replace("示例广场", "示例村部").replace("  宣传: {场次: 1, 人数: 800余}\n", "")
    after = after.replace("成效:\n", "成效: {宣传: {场次: 1, 人数: 900余}}\n").replace(
        "来源: [示例日报]\n", ""
    )
    assert (root / PATH).read_text(encoding="utf-8") == after


@pytest.mark.parametrize("said", ["", "否"])
def test_without_a_yes_nothing_is_written(tmp_path: Path, said: str) -> None:
    root = folder(tmp_path)
    words, box, _ = sent(root, f"# 更正 {ID}\n地点: 示例村部\n", said)
    assert (root / PATH).read_text(encoding="utf-8") == HELD and box.bad == 1
    assert "还没有收" in words[0] and "示例广场 → 示例村部" in words[1] and "--say 更正=是" in words[2]


def test_several_come_in_one_paste_each_for_itself(tmp_path: Path) -> None:
    root = folder(tmp_path)
    other = PATH.replace("0529", "0530")
    (root / other).write_text(
        HELD.replace("示例义诊", "示例讲座").replace("05-29", "05-30"), encoding="utf-8"
    )
    text = f"王主任：\n# 更正 {ID}\n地点: 示例村部\n# 更正 {ID.replace('0529', '0530')}\n地点: 示例礼堂\n"
    _, box, asked = sent(root, text)
    assert "更正 2 条" in box.summary() and len(asked) == 2
    assert "示例村部" in (root / PATH).read_text("utf-8") and "示例礼堂" in (root / other).read_text("utf-8")


def test_one_of_a_list_and_one_that_was_renamed(tmp_path: Path) -> None:
    one = "- 编号: {}\n  名称: 示例\n  类别: [关怀关爱]\n  状态: 已举办\n  开始: 2021-05-29\n"
    root = folder(tmp_path, one.format(1) + one.format(2) + "  曾用地址: [2021-430181-0530-old]\n")
    sent(root, f"# 更正 {ID}-1\n地点: 示例村部\n")
    sent(root, "# 更正 2021-430181-0530-old\n地点: 示例礼堂\n简介: |\n  一。\n  二。\n")
    found: Any = yaml_reader.parse("", (root / PATH).read_bytes())[0]
    assert [one["地点"] for one in found] == ["示例村部", "示例礼堂"] and found[1]["简介"] == "一。\n二。\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# 更正 2021-430181-0529-nobody\n地点: 示例\n", "没有编号是"),
        ("# 更正 2021-430181-../../x\n地点: 示例\n", "没有编号是"),
        ("# 更正 2021-999999-0529-yizhen\n地点: 示例\n", "没有编号是"),
        ("# 更正 2021-4399-x\n地点: 示例\n", "没有编号是"),
        (f"# 更正 {ID}\n受理: 2021-05-01\n", "“受理”不能这样更正"),
        (f"# 更正 {ID}\n照片: []\n", "读不懂"),
        (f"# 更正 {ID}\n删去: [照片]\n", "“照片”不能这样更正"),
        (f"# 更正 {ID}\n不认得: 示例\n", "“不认得”不能这样更正"),
        (f"# 更正 {ID}\n删去: [受理]\n", "“受理”不能这样更正"),
        (f"# 更正 {ID}\n删去: [{{a: b}}]\n", "不能这样更正"),
        (f"# 更正 {ID}\n", "读不懂"),
        (f"# 更正 {ID}\n地点: [\n", "读不懂"),
        (f"# 更正 {ID}\n- 地点: 示例\n", "读不懂"),
        (f"# 更正 {ID}\n删去: [名称]\n", "改了会有错"),
        (f"# 更正 {ID}\n简介: 孤儿张示例，手机13800000001\n", "改了会有错"),
        (f"# 更正 {ID}\n成效: 很好\n", "改了会有错"),
    ],
)
def test_what_has_not_the_form_of_a_correction_is_not_taken(tmp_path: Path, text: str, why: str) -> None:
    root = folder(tmp_path)
    words, box, asked = sent(root, text)
    assert why in words[0] and box.bad == 1 and not asked
    assert (root / PATH).read_text(encoding="utf-8") == HELD
    assert not any("13800000001" in line for line in words)


def test_a_correction_of_somebody_else_s_is_not_taken(tmp_path: Path) -> None:
    root = folder(tmp_path)
    words, _, asked = sent(root, f"# 更正 {ID}\n地点: 示例村部\n", base="430182")
    assert "不归收的人管" in words[0] and not asked


def test_what_says_the_same_changes_nothing(tmp_path: Path) -> None:
    root = folder(tmp_path)
    words, box, asked = sent(root, f"# 更正 {ID}\n地点: 示例广场\n")
    assert "一样，没有动" in words[0] and not asked and not box.bad


CASES = json.loads(Path(__file__).with_name("vectors").joinpath("changes.json").read_text(encoding="utf-8"))[
    "cases"
]


@pytest.mark.parametrize("case", CASES)
def test_what_the_browser_writes_is_what_the_record_becomes(
    case: tuple[tuple[Change, Change], Change],
) -> None:
    (before, after), change = case
    assert corrections.applied(before, change) == after
    assert corrections.applied({**before, "受理": "2021-05-20"}, change) == {**after, "受理": "2021-05-20"}


# ---------------------------------------------------------------- what the form begins with


def begun(text: str, code: str = "430181") -> dict[str, Any]:
    value: Any = yaml_reader.parse("", text.encode())[0]
    filing = Filing(ACTIVITY, 2021, AreaCode(code), ID, PATH, None, Activity.model_validate(value))
    (seen,) = public_records.public([filing], Day("2021-05-20"), PLACES)
    assert isinstance(seen.record, Activity)
    return filed.shown(seen, seen.record)


def test_the_form_begins_with_what_the_public_sees() -> None:
    record: Any = yaml_reader.parse("", HELD.encode())[0]
    assert begun(HELD) == {key: value for key, value in record.items() if key != "受理"}


def test_what_is_hidden_is_not_in_the_form() -> None:
    """One or two who were visited in a named village; hour and place of what nobody is invited to; what clerks do not write."""
    small = HELD.replace("宣传: {场次: 1, 人数: 800余}", "慰问: {场次: 1, 人数: 2}")
    assert begun(small, "430181100201")["成效"] == {"慰问": {"场次": "1"}}
    inner = RECORD.replace(
        "成效:\n  宣传: {场次: 1, 人数: 800余}\n",
        "参加: 内部\n已核: [{问题: Q214, 值: x, 说明: y}]\n待核实: [示例]\n",
    )
    found = begun(inner)
    assert found["开始"] == "2021-05-29" and not {"地点", "已核", "待核实", "受理"} & found.keys()


def test_a_hidden_number_stays_when_the_rest_is_put_right(tmp_path: Path) -> None:
    text = HELD.replace("宣传: {场次: 1, 人数: 800余}", "慰问: {场次: 1, 人数: 2}")
    root = folder(tmp_path, text)
    sent(root, f"# 更正 {ID}\n成效:\n  慰问: {{场次: 2}}\n")
    assert "慰问: {场次: 2, 人数: 2}" in (root / PATH).read_text("utf-8")


def _photo(colour: int) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((80, 60), colour).convert("RGB").save(out, "JPEG")
    return out.getvalue()


ADDED = f"# 更正 {ID}\n照片:\n- {{文件: 0529-示例义诊-1.jpg, 说明: 示例义诊现场, 同意: 有, 未成年人: 无}}\n"


def test_photos_are_added_by_a_correction_after_those_that_are_there(tmp_path: Path) -> None:
    """A name that another photo has beside the record is left to it; the camera's notes are gone."""
    line = "照片: [{文件: 0529-yizhen-1.jpg, 说明: 示例现场, 同意: 有, 未成年人: 无}]\n"
    root = folder(tmp_path, HELD + line)
    (root / PATH).with_name("0529-yizhen-1.jpg").write_bytes(_photo(20))
    old = (root / PATH).with_name("0529-yizhen-1.jpg").read_bytes()
    box = inbox.Inbox(
        context(root), False, True, lambda open_, known: {("", one.key): "是" for _, one in open_}
    )
    box.put("0529-示例义诊-1.jpg", _photo(90))
    words = box.put(f"更正 {ID}.yml", ADDED.encode()).words
    assert "更正 1 条" in box.summary(), words
    value, _ = yaml_reader.parse("", (root / PATH).read_bytes())
    assert isinstance(value, dict)
    photos = cast(list[dict[str, str]], value["照片"])
    assert [one["文件"] for one in photos] == ["0529-yizhen-1.jpg", "0529-yizhen-2.jpg"]
    assert (root / PATH).with_name("0529-yizhen-1.jpg").read_bytes() == old
    assert (root / PATH).with_name("0529-yizhen-2.jpg").is_file()
    assert (root / PATH).read_text(encoding="utf-8").startswith("# 县里报的\n") and not box.photos()


def test_a_correction_without_its_photos_is_not_taken(tmp_path: Path) -> None:
    root = folder(tmp_path)
    words, box, _ = sent(root, ADDED)
    assert "没有一起送来" in words[0] and (root / PATH).read_text(encoding="utf-8") == HELD and box.bad == 1


def test_photos_of_a_correction_that_was_declined_go_nowhere(tmp_path: Path) -> None:
    root = folder(tmp_path)
    box = inbox.Inbox(
        context(root), False, True, lambda open_, known: {("", one.key): "否" for _, one in open_}
    )
    box.put("0529-示例义诊-1.jpg", _photo(90))
    box.put(f"更正 {ID}.yml", ADDED.encode())
    assert not box.photos() and not list((root / PATH).parent.glob("*.jpg"))
