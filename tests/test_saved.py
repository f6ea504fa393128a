"""What Notepad and old programs put into files changes no byte of the site: a mark at the head, ends of lines of their own."""

from __future__ import annotations

import codecs
import shutil
from pathlib import Path

import everything
import newsrooms
import pytest
from almanac.intake import answers
from almanac.model import divisions
from almanac.model.diagnostics import Fault, Place
from almanac.model.report import report
from almanac.parse import encoding, input_files
from almanac.review import differences
from small import bytes_of


def saved(raw: bytes, end: bytes) -> bytes:
    """A text as another program saves it."""
    return codecs.BOM_UTF8 + raw.replace(b"\n", end)


def pages(root: Path) -> dict[str, str]:
    """The files of the site, without those that name the very bytes it was made of."""
    made_of = ("status.json", "status/index.html", "version.txt")
    return {path: digest for path, digest in bytes_of(root / "out/site").items() if path not in made_of}


def save_all(root: Path, end: bytes) -> int:
    """Save all that staff write anew; how many files these are."""
    names = [*root.glob("events/**/*.yml"), *root.glob("events/*.csv"), *root.glob("content/**/*.md"), *root.glob("content/**/*.yml")]  # fmt: skip
    for file in names:
        file.write_bytes(saved(file.read_bytes(), end))
    return len(names)


@pytest.mark.whole
def test_a_site_of_files_that_other_programs_saved_is_the_same_site(tmp_path: Path) -> None:
    root = newsrooms.whole(tmp_path / "here", everything.FILES)
    (root / "events/names.csv").write_text("code,name\n4331,示例旧称\n", encoding="utf-8")
    first = newsrooms.build(root, everything.TODAY)
    before = pages(root)
    assert first.published and len(before) > 100
    for end in (b"\r\n", b"\r"):
        again = tmp_path / f"there{len(end)}"
        shutil.copytree(root, again, ignore=shutil.ignore_patterns("out", ".build"))
        assert save_all(again, end) > 20
        made = newsrooms.build(again, everything.TODAY)
        assert made.published and made.faults == first.faults
        assert pages(again) == before
    save_all(root, b"\r\n")
    assert newsrooms.build(root, everything.TODAY).published and pages(root) == before


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_each_door_reads_the_same_words(end: bytes, tmp_path: Path) -> None:
    text = "# 2021/长沙市/浏阳市/0528-示例.yml\n名称: 示例义诊\n地点: 天和广场\n"
    raw = saved(text.encode(), end)
    (tmp_path / "0528.yml").write_bytes(raw)
    assert (
        input_files.text(tmp_path, "0528.yml", 1000)
        == input_files.plain(raw)
        == encoding.decoded(raw)
        == text
    )
    assert encoding.decoded("\ufeff示例\r一".encode("gb18030")) == "示例\n一"
    assert list(differences.lines(text.encode(), raw)) == []
    fault = Fault(Place("0528.yml", 3, 5), "E104", "不对", "地点: 天和广场")
    shown = report([fault], lambda file: input_files.text(tmp_path, file, 1000))
    assert "    地点: 天和广场\n          ^\n" in shown
    asked = Fault(Place("0528.yml", 2, 5), "Q310", "？", answer="已核: [{问题: Q310, 值: 示, 说明: …}]")
    answered = answers.answered(raw, asked, "照签到表核过")
    assert answered == (text + "已核: [{问题: Q310, 值: 示, 说明: 照签到表核过}]\n").encode()


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_the_register_is_read_however_it_was_saved(end: bytes, tmp_path: Path) -> None:
    rows = "code,name,level\n43,湖南省,province\n4301,长沙市,city\n"
    (tmp_path / "associations.csv").write_bytes(saved(rows.encode(), end))
    assert [unit.name for unit in divisions.load(tmp_path / "associations.csv")] == ["湖南省", "长沙市"]
