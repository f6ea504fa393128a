"""Names of contributed files and folders: nothing personal in an address, nothing that a computer cannot keep or show."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
import small
from almanac.load import articles, press_releases
from almanac.model.day import Day
from almanac.model.diagnostics import Place, describe, is_error, name_of
from almanac.model.filings import Notice
from almanac.validate import file_names
from almanac.validate.context import Known
from checking import faults as faults_of
from small import FULL as REGISTER
from small import PLACES
from test_rules import NOTICE

ROOT = Path(__file__).resolve().parents[1]
# Invented numbers of the forms that people have: mobile, identity card, bank card.
PERSONAL = {
    "13812345678": "E302",
    "0529-138-1234-5678": "E302",
    "示例138 1234 5678": "E302",
    "示例138.1234.5678": "E302",
    "示例１３８１２３４５６７８": "E302",
    "430104194910010005": "E301",
    "0530-示例430104194910010005": "E301",
    "6222020200112233446": "E303",
}
UNFIT = (
    *(
        "a?b",
        "a:b",
        "a*b",
        'a"b',
        "a<b>",
        "a|b",
        "a\\b",
        "义诊 ",
        " 义诊",
        "义诊.",
        "-0526",
        "义\n诊",
        "义\r诊",
    ),
    *(
        "\u202e义诊",
        "\u200b义诊",
        "义\u2028诊",
        "义\u00a0诊",
        "义诊🎉",
        "义\x07诊",
        "\udcb0\udca1",
        "\u3000义诊",
        "义\u2066诊",
    ),
    *("con", "CON", "aux", "nul", "lpt1", "com9", "con.备份", "义" * 40),
)
FIT = ("0528-义诊", "0528-义诊2", "待查-义诊", "0529-5.29启动", "0529-83610000", "0529-20210529", "“5·29”启动（一）", "con1",
       "0529-0731-84828624", "控制", "a b", "a_b", "𠮷家坊社区", "义" * 38)  # fmt: skip
BODY = "名称: 示例义诊\n类别: [家庭健康促进]\n状态: 已举办\n开始: 2021-05-29\n"


def codes(name: str) -> set[str]:
    return {one.code for one in file_names.unfit(name, PLACES)}


@pytest.mark.parametrize("stem", UNFIT, ids=ascii)
@pytest.mark.parametrize("ending", [".yml", ".jpg", ".md"])
def test_a_name_that_some_computer_cannot_keep_is_refused(stem: str, ending: str) -> None:
    found = list(file_names.unfit(stem + ending, PLACES))
    assert [one.code for one in found] == ["E205"]
    right = found[0].example.removeprefix("改名为 ")
    assert right and not codes(right)


@pytest.mark.parametrize("stem", FIT)
def test_a_plain_name_is_taken(stem: str) -> None:
    assert codes(f"{stem}.yml") == set()


@pytest.mark.parametrize(("stem", "code"), PERSONAL.items())
def test_a_personal_number_is_no_part_of_any_name(stem: str, code: str) -> None:
    """Records, photos, articles, releases and folders alike; the number is not told again."""
    for path in (
        f"2021/长沙市/{stem}.yml",
        f"2021/{stem}/0529.jpg",
        f"content/health/{stem}.md",
        f"content/press/{stem}.png",
    ):
        found = list(file_names.faults(path, Place(f"events/{path}"), PLACES))
        assert code in {fault.code for fault in found}
        digits = "".join(filter(str.isdigit, stem.removeprefix("0529-").removeprefix("0530-")))
        told = "".join(describe(fault) for fault in found)
        assert digits not in "".join(filter(str.isdigit, told)) and stem not in told
        assert stem not in name_of(path)


def test_no_folder_of_the_register_is_refused() -> None:
    assert [one.name for one in REGISTER if codes(one.name)] == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep no such names")
def test_all_that_lies_there_is_looked_at(tmp_path: Path) -> None:
    """A faulty name is a fault of its file wherever it lies, and never an exception."""
    records, bad = tmp_path / "events", ("0529-13812345678", "义\n诊", "\udcb0\udca1")
    for stem in bad:
        for path in (f"events/2021/长沙市/{stem}.yml", f"events/2021/长沙市/{stem}.jpg", f"events/2021/{stem}/a.yml",
                     f"content/health/{stem}.md", f"content/press/{stem}.md"):  # fmt: skip
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(BODY, encoding="utf-8")
    (records / "2021" / "通知.yml").write_text(NOTICE, encoding="utf-8")
    found = faults_of(records, REGISTER, "2021-06-15")
    known = Known(REGISTER, {2021: Notice.model_validate({"届次": "23"})}, lambda path: False)
    found = [
        *found,
        *articles.load(tmp_path, Day("2021-06-15"), PLACES).faults,
        *press_releases.load(tmp_path, known, tmp_path / "events").faults,
    ]
    for place in ("events/2021/长沙市/{}.yml", "events/2021/长沙市/{}.jpg", "events/2021/{}/a.yml", "content/health/{}.md",
                  "content/press/{}.md"):  # fmt: skip
        for stem, code in zip(bad, ("E302", "E205", "E205"), strict=True):
            assert code in {fault.code for fault in found if fault.place.file == place.format(stem)}, place
    for fault in found:
        assert "\n" not in describe(fault) and "13812345678" not in describe(fault)
        describe(fault).encode()


@pytest.mark.whole
@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep no such names")
def test_a_build_sets_such_files_aside(tmp_path: Path) -> None:
    records = small.records(tmp_path / "events")
    city = next(item for item in sorted((records / "2021").iterdir()) if item.is_dir())
    names = ("0529-13812345678.yml", "义\n诊.yml", os.fsdecode(b"\xb0\xa1.yml"), os.fsdecode(b"\xb0\xa1.jpg"))
    for name in names:
        (city / name).write_text(BODY, encoding="utf-8")
    outcome = small.build(records, tmp_path / "site", set_aside=True)
    assert outcome.published and len(outcome.aside) == len(names)
    assert all(
        any(is_error(fault) and fault.place.file.endswith(name) for fault in outcome.faults) for name in names
    )
    for file in (tmp_path / "site").rglob("*"):
        assert "13812345678" not in file.name
        assert not file.is_file() or b"13812345678" not in file.read_bytes()


@pytest.mark.parametrize(
    ("name", "was"),
    [("0529-é•¿æ²™", "长沙"), ("0529-闀挎矙", "长沙"), ("锟斤拷义诊", ""), ("æµ\x8fé˜³", "浏阳")],
)
def test_a_name_in_the_wrong_encoding_is_told_as_such(name: str, was: str) -> None:
    told = list(file_names.unfit(f"{name}.yml", PLACES))
    assert [one.code for one in told] == ["E205"]
    assert "是乱码" in told[0].message and was in told[0].message
    assert not list(file_names.unfit("0529-浏阳市计生协义诊.yml", PLACES))
