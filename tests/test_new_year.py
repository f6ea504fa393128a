"""A new year is begun by one command, and nothing of the old one is published as if it were the new one's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import workbooks
from almanac.intake import new_year
from almanac.load import records
from almanac.parse import yaml_reader
from small import PROJECT
from test_filing import run

RAW = (PROJECT / "events" / "2021" / "通知.yml").read_text(encoding="utf-8")


def test_only_the_ordinal_is_said_until_somebody_changes_the_rest() -> None:
    text = new_year.notice(2027, 2021, RAW)
    value, faults = yaml_reader.parse("2027/通知.yml", text.encode())
    assert isinstance(value, dict) and not faults
    assert {key: said for key, said in value.items() if key != "待核实"} == {"届次": "29", "沿用": "2021"}


def test_what_must_be_changed_stands_there_with_the_new_years_days() -> None:
    """With the marks taken off, the lines are a notice of the new year, sound but for what they say."""
    text = new_year.notice(2027, 2021, RAW)
    bare = "\n".join(line.removeprefix("# ") for line in text.splitlines()[2:])
    value: Any
    value, faults = yaml_reader.parse("2027/通知.yml", bare.encode())
    assert isinstance(value, dict) and not faults
    assert value["时间"] == {"开始": "2027-05-01", "结束": "2027-06-10", "说明": "5月上旬至6月上旬"}
    assert [one["期限"][:4] for one in value["报送期限"]] == ["2027"] * 4 and "第29个" in value["标题"]
    assert value["文号"] == "湘计生协发〔2021〕7号"


@pytest.mark.whole
def test_one_command_makes_notice_folders_and_workbooks(tmp_path: Path) -> None:
    root = workbooks.records(tmp_path / "events")
    out = tmp_path / "表"
    code, said = run(root, "year", "2022", "--to", str(out), today="2022-01-10")
    assert code == 0, said
    notices, faults = records.notices(root, "events")
    assert not faults and notices[2022].ordinal == 24 and notices[2022].theme is None
    assert len(notices[2022].categories) == len(notices[2021].categories)
    assert (root / "2022" / "长沙市" / "浏阳市").is_dir() and len(list(out.glob("*.xlsx"))) == 14
    again, said = run(root, "year", "2022", "--to", str(out), today="2022-01-10")
    assert again == 1 and "没有动它" in said
    far, said = run(root, "year", "2035", "--to", str(out), today="2022-01-10")
    assert far == 2 and "只开去年、今年、明年的" in said


def test_a_command_says_when_it_takes_another_year(tmp_path: Path) -> None:
    root = workbooks.records(tmp_path / "events")
    _, said = run(root, "template", "长沙市/浏阳市", "--to", str(tmp_path), today="2022-01-10")
    assert "2022 年还没有通知，这里按 2021 年的办" in said
    _, said = run(root, "template", "长沙市/浏阳市", "--to", str(tmp_path), today="2021-06-10")
    assert "还没有通知" not in said
