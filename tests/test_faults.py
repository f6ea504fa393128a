"""The gallery of mistakes in one file: each code has a file that brings it, and the words it must bring.

`tests/faults/E012-….yml` (or `.bin` where the bytes matter) is read as a record and looked through for personal
data; `E012-….txt` beside it is the report. The kind is 活动, or what the first line says: `# kind: 表彰`.
Mistakes between records have a `.case` each, see test_rules; those of articles an `.article`, see test_shelf. Accept new words with `pytest --bless`.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from almanac.model.diagnostics import Fault, Place, closest, describe, is_error, shown
from almanac.model.filings import KINDS, Kind
from almanac.model.report import report
from almanac.parse import yaml_reader
from almanac.validate import personal_data, questions
from small import PLACES

ROOT = Path(__file__).resolve().parents[1]
GALLERY = ROOT / "tests" / "faults"
CASES = sorted([*GALLERY.glob("*.yml"), *GALLERY.glob("*.bin")])
CODE = re.compile(r"[EWQ][0-9]{3}")
ELSEWHERE = {
    *("E080", "E081", "E082"),  # what is no workbook, or no safe one, cannot be drawn: see test_workbooks
    "E061",  # a link again: see test_shelf
    "E202",  # a link, which not every system can keep in a folder: see test_rules
    "W290",  # needs a site published before: see test_building
    "W292",  # the same: see test_building
    "W291",  # the same: see test_honours
    "E298",  # the same: see test_seals
    "E011",  # what the parser may find beyond all that has an explanation: see test_reading
    "E109",  # what pydantic may find beyond all that has a sentence: see test_reading
}


def kind_of(raw: bytes) -> Kind:
    said = re.match(r"# kind: (\S+)", raw.decode("utf-8", "replace"))
    return next(kind for kind in KINDS if kind.name == (said[1] if said else "活动"))


def told(file: Path) -> str:
    """The report on one file of the gallery."""
    raw = file.read_bytes()
    _, faults = yaml_reader.read(file.name, raw, kind_of(raw))
    text = raw.decode("utf-8", "replace")
    private = questions.unanswered(personal_data.faults(file.name, text, PLACES), ())
    return report([*faults, *private], lambda _: text)


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_mistake_has_its_words(file: Path) -> None:
    found, words = told(file), file.with_suffix(".txt")
    if os.environ.get("BLESS"):
        words.write_text(found, encoding="utf-8", newline="\n")
    assert found == words.read_text(encoding="utf-8")
    assert set(re.findall(r"(?m)^\S+:[0-9]+:[0-9]+: ([EWQ][0-9]{3}) ", found)) == {file.stem[:4]}


def test_every_code_stands_in_the_gallery() -> None:
    sources = [file.read_text(encoding="utf-8") for file in (ROOT / "hooks" / "almanac").rglob("*.py")]
    codes = {code for source in sources for code in re.findall(r"[\"']([EWQ][0-9]{3})[\"']", source)}
    shown_in_gallery = {file.stem[:4] for file in GALLERY.iterdir() if CODE.match(file.stem)}
    assert codes - shown_in_gallery - ELSEWHERE == set()
    assert shown_in_gallery - codes == set()


def test_no_words_without_their_mistake() -> None:
    assert [
        file.name
        for file in GALLERY.glob("*.txt")
        if file.with_suffix("") not in {c.with_suffix("") for c in CASES}
    ] == []


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_the_words_are_chinese_and_give_an_example(file: Path) -> None:
    for line in file.with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if found := re.match(r"\S+:[0-9]+:[0-9]+: [EWQ][0-9]{3} (.*)", line):
            assert re.search("[一-鿿]{2}", found[1]), line
            assert not re.search("[a-z]{4} [a-z]{3}", found[1]), f"English: {line}"
            assert "例：" in found[1], line


# ---------------------------------------------------------------- the report


def test_a_report_is_sorted_counts_and_points_under_the_letter() -> None:
    text = "名称: 示例\n结束: 2021-05-28 08:30\n"
    early = Fault(Place("甲.yml", 1, 5), "W210", "提醒的话", "名称: 示例")
    late = Fault(Place("甲.yml", 2, 5), "E210", "“结束”早于“开始”。", "结束: 2021-05-29")
    assert report([late, early, late], lambda _: text) == (
        "甲.yml:1:5: W210 提醒的话。例：名称: 示例\n    名称: 示例\n          ^\n"
        "甲.yml:2:5: E210 “结束”早于“开始”。例：结束: 2021-05-29\n    结束: 2021-05-28 08:30\n          ^\n"
        "共 1 处错误，1 处提醒。\n"
    )
    assert report([], lambda _: None) == "没有发现错误。\n"
    assert (
        report([early], lambda _: None) == "甲.yml:1:5: W210 提醒的话。例：名称: 示例\n没有错误，1 处提醒。\n"
    )
    assert not is_error(early) and is_error(late) and max(early, late) is late


def test_a_long_line_is_shown_around_the_place() -> None:
    fault = Fault(Place("甲.yml", 1, 300), "E103", "错")
    source, caret = report([fault], lambda _: "长" * 299 + "短" + "长" * 300).splitlines()[1:3]
    assert len(source) < 80 and "短" in source
    cells = sum(2 if "一" <= c <= "鿿" else 1 for c in source[: source.index("短")])
    assert caret.index("^") == cells


def test_a_report_says_no_personal_data_again() -> None:
    text = "说明: 张某 13812345678 和 430102199003071234\n"
    private = Fault(Place("甲.yml", 1, 8), "E302", "这里像是手机号“138****78”")
    assert "12345678" not in report([private], lambda _: text)
    other = Fault(Place("甲.yml", 1, 5), "E103", "“13812345678”不对")
    assert "13812345678" not in report([other], lambda _: text) and "99003071" not in report(
        [other], lambda _: text
    )


def test_signs_nobody_sees_do_not_reach_the_screen() -> None:
    said = describe(Fault(Place("甲.yml"), "E103", f"“{shown(chr(27) + '[31m红' + chr(0x202E))}”"))
    assert said == "甲.yml:1:1: E103 “�[31m红�”。"


@pytest.mark.parametrize(
    ("word", "choices", "meant"),
    [
        ("湘西州", ["湘西土家族苗族自治州", "长沙市"], "湘西土家族苗族自治州"),
        ("吉首", ["吉首市", "泸溪县"], "吉首市"),
        ("靖州县", ["靖州苗族侗族自治县", "通道侗族自治县"], "靖州苗族侗族自治县"),
        ("浏阳市计生协", ["浏阳市", "宁乡市"], "浏阳市"),
        ("天和村", ["天和社区"], "天和社区"),
        ("开使", ["开始", "结束"], "开始"),
        ("称名", ["名称"], "名称"),
        ("结 束", ["结束"], "结束"),
        ("已举办办", ["已举办", "计划"], "已举办"),
        ("人次", ["人数", "场次"], None),
        ("完全不同", ["名称"], None),
        ("", ["名称"], None),
        ("长沙", ["长沙市", "长沙县"], None),
    ],
)
def test_did_you_mean(word: str, choices: list[str], meant: str | None) -> None:
    assert closest(word, choices) == meant


def test_thousands_of_the_same_are_told_as_one() -> None:
    same = [
        Fault(Place("甲.yml", 3 * n + 1, 5), "E104", "“状态”不能写“壮态”", "状态: 计划") for n in range(3_000)
    ]
    other = Fault(Place("乙.yml", 2, 1), "E104", "“状态”不能写“壮态”", "状态: 计划")
    said = report([*same, other], lambda _: "状态: 壮态\n" * 9_000)
    assert len(said.splitlines()) == 5, said
    assert said.startswith("乙.yml:2:1: E104 ") and said.endswith("\n共 3001 处错误。\n")
    assert "    同样的还有 3000 处：甲.yml 第 1、4、7、10、13、16、19、22 行……\n" in said
    few = report(same[:3], lambda _: None)
    assert few.count("E104") == 3 and "同样" not in few
    own = report(same[:5], lambda _: None)
    assert "    同样的还有 4 处：第 4、7、10、13 行\n" in own


def test_what_is_not_listed_is_counted_with_those_that_are_the_same() -> None:
    same = [Fault(Place("甲.yml", n + 1), "W210", "提醒的话") for n in range(50)]
    others = [Fault(Place("甲.yml", n + 1), "W211", f"又一句 {n}") for n in range(5)]
    said = report([*same, *others], lambda _: None, 3)
    assert said.count("W21") == 3 and "还有 3 处没有列出" in said and said.endswith("没有错误，55 处提醒。\n")
