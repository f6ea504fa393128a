"""The official form in its four shapes: what is printed above, at and below its numbers is the same in each."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from almanac.documents import docx, pdf, xlsx
from almanac.documents.zip import deflated
from almanac.load import records
from almanac.model import rewriting
from almanac.model.filings import Notice
from almanac.model.words import CellStatus
from almanac.pages import totals_files
from almanac.statistics import form, returns
from almanac.statistics.revisions import Difference
from almanac.statistics.table import StatisticsTable, status_words, table
from almanac.statistics.totals import Sum
from small import FULL as REGISTER

EVENTS = Path(__file__).resolve().parents[1] / "events"
NOTICES: dict[int, Notice] = records.notices(EVENTS, "events")[0]
CELL, REVISED, DIFFERS = "publicity-village-people", "visits-village-people", "media-national-text"


@pytest.fixture(scope="module")
def sheet() -> StatisticsTable:
    """A sealed table with a number of each kind: approximate, revised, otherwise than signed."""
    made = table("430181", 2021, NOTICES[2021], REGISTER, {}, None)
    sums = {CELL: Sum(853, 4, 0, 1, 800), REVISED: Sum(10, 1), DIFFERS: Sum(2, 1)}
    status = dict.fromkeys(made.status, str(CellStatus.FINAL)) | {REVISED: "R2"}
    returned = returns.NOTHING._replace(filled="2021-06-28", contact="示例", phone="0731-80000000")
    return made._replace(
        sums=sums,
        status=status,
        differences=(Difference(DIFFERS, 2, 3, "新增示例"),),
        returned=returned,
        as_of="2021-06-20",
        digest="0123456789abcdef",
    )


def test_a_number_has_its_marks(sheet: StatisticsTable) -> None:
    assert [form.mark(sheet, cell) for cell in (CELL, REVISED, DIFFERS, "publicity-city-people")] == [
        "*",
        "R2",
        "≠",
        "",
    ]


def _word(sheet: StatisticsTable) -> str:
    with zipfile.ZipFile(io.BytesIO(docx.issued(sheet, REGISTER))) as packed:
        text = packed.read("word/document.xml").decode()
    return "\n".join(re.sub("<[^>]+>", "", one) for one in text.split("</w:p>"))


def _excel(sheet: StatisticsTable) -> str:
    with zipfile.ZipFile(io.BytesIO(xlsx.issued(sheet, REGISTER))) as packed:
        text = packed.read("xl/sharedStrings.xml").decode()
    return "\n".join(re.sub("<[^>]+>", "", one) for one in text.split("</si>"))


@pytest.mark.parametrize("made", [_word, _excel], ids=["Word", "Excel"])
def test_the_forms_say_what_the_page_says(sheet: StatisticsTable, made: object) -> None:
    """附件2, how final, the day in words; the notice's two notes, and apart from them what is ours."""
    said = made(sheet).split("\n")  # type: ignore[operator]
    assert "附件2" in said and any(status_words(sheet) in line for line in said)
    assert any("填报日期：2021年6月28日" in line for line in said)
    notes, ours = said.index("注："), said.index("填数说明：")
    assert [line[:3] for line in said[notes + 1 : ours]] == ["1. ", "2. "]
    assert NOTICES[2021].form and said[notes + 2] == f"2. {NOTICES[2021].form.notes[1]}"
    assert said[ours + 1].startswith("1. 空着的") and any("未修订" in line for line in said[ours:])


def test_a_marked_number_is_a_number_still(sheet: StatisticsTable) -> None:
    """In Excel the mark is how the number looks; in Word it stands raised behind it."""
    with zipfile.ZipFile(io.BytesIO(xlsx.issued(sheet, REGISTER))) as packed:
        styles, cells = (packed.read(f"xl/{name}.xml").decode() for name in ("styles", "worksheets/sheet1"))
    for mark in ("*", "R2", "≠"):
        assert f'formatCode="0&quot;{mark}&quot;"' in styles
    assert "<v>853</v>" in cells and "<v>10</v>" in cells
    said = _word(sheet).split("\n")
    assert "853*" in said and "10R2" in said and "2≠" in said


def test_heads_of_the_pdf_are_heads_to_those_who_hear_it(sheet: StatisticsTable) -> None:
    made, heads = pdf.issued(sheet, REGISTER, status_words(sheet)), 0
    for row in form.grid(sheet.notice):
        heads += sum(square.kind in ("head", "part") for square in row)
    assert len(re.findall(rb"/S\s*/TH\b", made)) == heads


@pytest.mark.parametrize("year", sorted(NOTICES))
def test_what_a_year_takes_over_names_no_other_year(year: int) -> None:
    """第23个 is of 2021; a form that 2015 takes over says 第17个."""
    found: list[str] = []

    def look(text: str) -> str:
        found.extend(re.findall(r"第\s*([0-9]+)\s*[个届次]", text))
        return text

    rewriting.rewritten(NOTICES[year], look)
    assert {*found} <= {str(year - 1998)}
    assert form.title(NOTICES[year]) == f"第{year - 1998}个“会员活动日”信息统计表"


def test_a_zip_of_kept_parts_is_the_zip_of_all_parts() -> None:
    parts = {"甲.xml": "示例".encode() * 500, "b/c.xml": b"", "d.bin": bytes(range(256)) * 9}
    made = deflated(parts, {"甲.xml", "d.bin"})
    assert made == deflated(parts) == deflated(parts, parts.keys())
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert packed.testzip() is None and {name: packed.read(name) for name in packed.namelist()} == parts
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_another_notice_makes_every_file_anew(sheet: StatisticsTable) -> None:
    """The notice's words stand in the forms."""
    other = sheet._replace(notice=sheet.notice.model_copy(update={"theme": "示例主题"}))
    before, after = (
        [made.made_of for made in totals_files.documents(one, REGISTER, "")] for one in (sheet, other)
    )
    assert before and not set(before) & set(after)
