"""Records of an older format are brought to the present one: in small steps, with their remarks, order and line ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from almanac.cli import groups, main
from almanac.intake import upgrade
from almanac.intake.upgrade import STEPS, Step, upgraded
from almanac.model.filings import BY_FILE, FORMAT, Notice
from almanac.parse import yaml_reader
from typer.testing import CliRunner

groups.add(main.app)

OLD = """\
# 2020 年的通知
# 年份减 1998
届次: 22
主题: 示例主题

统计表:
  名称: 第22个“会员活动日”信息统计表
  块:
    # 先是宣传
    - 名称: 宣传活动
      列:
        - {名称: 市州级计生协, 小列: [活动场次, 宣传人数]}
        - {名称: 村居社区计生协, 小列: [活动场次, 宣传人数]}
    - 名称: 媒体宣传（篇数）
      列:
        - {名称: 国家级媒体, 小列: [文字稿件, 音频、视频稿件]}
  填报项: [单位（公章）, 电话]
  注:
    - 注一

类别:
  - {名称: 群众性主题宣传, 代码: publicity, 全称: 开展群众性主题宣传活动}
  # 只有这一类
"""
NEW = """\
# 2020 年的通知
# 年份减 1998
届次: 22
格式: 2
主题: 示例主题

统计表:
  名称: 第22个“会员活动日”信息统计表
  填报项: [单位（公章）, 电话]
  注:
    - 注一

统计表各块:
  # 先是宣传
  - 名称: 宣传活动
    代码: publicity
    数什么: [sessions, people]
    列:
      - {名称: 市州级计生协, 代码: city, 小列: [活动场次, 宣传人数]}
      - {名称: 村居社区计生协, 代码: village, 小列: [活动场次, 宣传人数]}
  - 名称: 媒体宣传（篇数）
    代码: media
    数什么: [text, video]
    列:
      - {名称: 国家级媒体, 代码: national, 小列: [文字稿件, 音频、视频稿件]}

类别:
  - {名称: 群众性主题宣传, 代码: publicity, 全称: 开展群众性主题宣传活动}
  # 只有这一类
"""
ACTIVITY = "# 说明\n名称: 示例义诊\n类别: [群众性主题宣传]\n状态: 计划\n开始: 2020-05-29\n"


def folder(root: Path, notice: bytes) -> Path:
    (root / "2020").mkdir(parents=True)
    (root / "2020/通知.yml").write_bytes(notice)
    (root / "2020/0529-义诊.yml").write_text(ACTIVITY, encoding="utf-8")
    (root / "associations.csv").write_text("code,name,level\n50,重庆市,province\n", encoding="utf-8")
    return root


def faults(text: bytes) -> list[str]:
    return [fault.code for fault in yaml_reader.read("通知.yml", text, BY_FILE["通知.yml"])[1]]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_an_old_notice_is_written_as_now(tmp_path: Path, ends: str) -> None:
    records = folder(tmp_path, OLD.replace("\n", ends).encode())
    assert faults(OLD.encode())
    (one,) = upgraded(records)
    assert one.path == "2020/通知.yml" and one.raw.decode() == NEW.replace("\n", ends)
    assert not faults(one.raw)
    (records / one.path).write_bytes(one.raw)
    assert list(upgraded(records)) == []


def test_the_command_looks_first_and_then_writes(tmp_path: Path) -> None:
    records = folder(tmp_path, OLD.encode())
    looked = CliRunner().invoke(main.app, ["upgrade", "--look", "--records", str(records)])
    assert looked.exit_code == 0 and "要改 1 个文件" in looked.output
    assert (records / "2020/通知.yml").read_text(encoding="utf-8") == OLD
    done = CliRunner().invoke(main.app, ["upgrade", "--records", str(records)])
    assert done.exit_code == 0 and f"{records}/2020/通知.yml：统计表的“块”移到" in done.output
    assert (records / "2020/通知.yml").read_text(encoding="utf-8") == NEW
    assert (records / "2020/0529-义诊.yml").read_text(encoding="utf-8") == ACTIVITY
    again = CliRunner().invoke(main.app, ["upgrade", "--records", str(records)])
    assert "不用改" in again.output


def test_only_the_steps_ahead_are_taken(tmp_path: Path) -> None:
    """A step of a later format is taken of a notice that says an earlier one, in order, and a step behind is not."""
    records = folder(tmp_path, b"\xe5\xb1\x8a\xe6\xac\xa1: 22\n\xe6\xa0\xbc\xe5\xbc\x8f: 2\n")
    steps = [
        Step(2, ".yml", "不该有", lambda text: text + "不该有: 是\n"),
        Step(3, ".yml", "改名", lambda text: text.replace("名称:", "题目:")),
        Step(4, ".yml", "再改", lambda text: text.replace("题目:", "标题:")),
    ]
    found = {one.path: one for one in upgraded(records, steps)}
    assert list(found) == ["2020/0529-义诊.yml"] and found["2020/0529-义诊.yml"].what == ("改名", "再改")
    assert found["2020/0529-义诊.yml"].raw.decode() == ACTIVITY.replace("名称:", "标题:")


def test_what_would_break_a_file_is_left_to_a_hand(tmp_path: Path) -> None:
    records = folder(tmp_path, OLD.encode())
    broken = [Step(2, ".yml", "坏", lambda text: f"{text}[\n")]
    assert {one.raw for one in upgraded(records, broken)} == {b""}


def test_a_notice_of_a_newer_program_is_refused() -> None:
    assert faults(f"届次: 22\n格式: {FORMAT + 1}\n".encode()) and not faults(
        f"届次: 22\n格式: {FORMAT}\n".encode()
    )


def test_every_number_of_the_format_has_its_step() -> None:
    assert [step.to for step in STEPS] == sorted(step.to for step in STEPS)
    assert {step.to for step in STEPS} == set(range(2, FORMAT + 1)) and upgrade.NOTICE in BY_FILE
    assert Notice.model_fields["format"].alias == "格式"
