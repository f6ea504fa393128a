"""A register that cannot be read is told by its line, at every command; it never ends one with a traceback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from almanac.model import divisions
from almanac.model.register_tables import Damaged
from small import PROJECT
from test_commands import run

GOOD = (
    "code,name,level\n43,湖南省,province\n4301,长沙市,city\n430181,浏阳市,county\n430181110,大瑶镇,township\n"
)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("430181,", "430199,", "第 5 行：430181110 大瑶镇 的上级 430181 前面没有"),
        ("4301,长", "4399,长", "第 4 行：430181 浏阳市 的上级 4301 前面没有"),
        ("43,湖南省,province\n", "", "第 2 行：第一个应当是省级协会"),
        ("4301,长", "44,外省,province\n4301,长", "第 3 行：44 外省 的上级"),
        ("430181,", "4301,甲市,city\n430181,", "第 4 行：代码或名称（4301 甲市）和前面一行重复"),
        ("430181,", "4302,长沙市,city\n430181,", "第 4 行：代码或名称（4302 长沙市）和前面一行重复"),
        ("430181,", "4390,省直辖,city\n430181,", "第 4 行：4390 省直辖 不是一个协会"),
        (",county", "", "第 4 行读不懂"),
        (",county", ",city", "第 4 行读不懂"),
        ("430181,", "43018x,", "第 4 行读不懂"),
        ("浏阳市", "", "第 4 行读不懂"),
        ("浏阳市", "../浏阳市", "第 4 行读不懂"),
        ("浏阳市", '"浏阳市"', "第 4 行读不懂"),
        ("浏阳市", "<b>", "第 4 行读不懂"),
        ("\n430181,", "\n\n430181,", "第 4 行读不懂"),
        ("code,name,level", "代码,名称,级别", "第一行应当是“code,name,level”"),
        (GOOD, "", "第一行应当是“code,name,level”"),
        ("浏阳市", "\udcb0\udca1", "不是 UTF-8"),
    ],
)
def test_a_damaged_register_says_its_line(old: str, new: str, said: str, tmp_path: Path) -> None:
    assert GOOD.count(old) == 1
    file = tmp_path / "associations.csv"
    file.write_bytes(GOOD.replace(old, new).encode("utf-8", "surrogateescape"))
    with pytest.raises(Damaged, match=re.escape(said)):
        divisions.load(file)


def test_what_tools_make_of_a_good_one_is_read(tmp_path: Path) -> None:
    (tmp_path / "associations.csv").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert [unit.name for unit in divisions.load(tmp_path / "associations.csv")] == [
        "湖南省",
        "长沙市",
        "浏阳市",
        "大瑶镇",
    ]


def test_old_names_are_told_likewise(tmp_path: Path) -> None:
    (tmp_path / "associations.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "names.csv").write_text("code,name\n4301,潭州\n430181;浏阳县\n", encoding="utf-8")
    with pytest.raises(Damaged, match="第 3 行读不懂"):
        divisions.load(tmp_path / "associations.csv")


@pytest.mark.parametrize("command", ["build", "check", "owed", "report 长沙市", "template"])
def test_each_command_says_it_in_a_sentence(command: str, tmp_path: Path) -> None:
    root = tmp_path / "events"
    (root / "2021").mkdir(parents=True)
    (root / "2021/通知.yml").write_bytes((PROJECT / "events/2021/通知.yml").read_bytes())
    (root / "associations.csv").write_text(GOOD.replace("430181,", "430199,"), encoding="utf-8")
    code, text = run(*command.split(), "--records", root)
    assert code and "Traceback" not in text
    assert "第 5 行：430181110 大瑶镇 的上级 430181 前面没有" in text, text
