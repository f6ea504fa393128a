"""Official texts as Word: what GB/T 9704 asks for, and nothing of the template's that python-docx brings."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path

import office
import pytest
from almanac.documents import official_paper, press_docx
from almanac.documents.press_docx import Sheet
from almanac.parse import markdown

LINES = [
    "为做好工作，制定本计划。",
    "一、指导思想",
    "坚持以人民为中心。",
    "（一）宣传",
    "1.义诊",
    "三、要求。各地要加强领导。",
]
TITLE = "湖南省长沙市计划生育协会2021年第23个“5·29会员活动日”活动计划"


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return {name: box.read(name).decode("utf-8", "replace") for name in box.namelist()}


def letter() -> bytes:
    return official_paper.letter(TITLE, "长沙市计划生育协会", "2021年5月15日", LINES, "2021-05-15")


def release() -> bytes:
    text = markdown.tree(
        "导语。\n\n## 现场\n\n一段。\n\n### 下乡\n\n1. 甲\n    - 乙\n\n| 项目 | 数 |\n| --- | --- |\n| 资料 | 8 |\n"
    )
    return press_docx.document(
        Sheet("示例标题", "示例副题", text, ["来源：示例"], [], [], "示例计生协", "2021-05-28")
    )


@pytest.mark.parametrize("made", [letter, release])
def test_nothing_of_the_template_is_left(made: object) -> None:
    """No thumbnail, no second set of styles, no English, no other program's name, no day but the text's own."""
    assert callable(made)
    data = made()
    said = parts(data)
    assert not [name for name in said if "thumbnail" in name or "Effects" in name or "customXml" in name]
    whole = said["docProps/app.xml"] + said["docProps/core.xml"]
    assert not re.search("python|Macintosh|Normal.dotm|1980|2013", whole) and "5·29会员活动日" in whole
    assert re.findall("<dcterms:created[^>]*>([^T<]*)", whole) == [
        "2021-05-15" if made is letter else "2021-05-28"
    ]
    assert set(re.findall('w:eastAsia="([a-z]{2}-[A-Z]{2})"', said["word/styles.xml"])) == {"zh-CN"}
    assert len(data) < 60_000 and made() == data


@pytest.mark.whole
def test_no_number_is_broken_at_the_end_of_a_line(tmp_path: Path) -> None:
    """GB/T 9704: 数字、年份不能回行. LibreOffice broke them while all letters were said to be Chinese."""
    program = shutil.which("pdftotext")
    if not program:
        pytest.skip("没有 pdftotext")
    lines = ["甲" * more + "2021年12月28日，1498人参加，发放资料10200份。" * 8 for more in range(12)]
    paper = tmp_path / "letter.docx"
    paper.write_bytes(official_paper.letter(TITLE, "示例协会", "2021年5月15日", lines, "2021-05-15"))
    office.converted([paper], office.PRINTED, tmp_path / "printed")
    command = [program, "-layout", str(tmp_path / "printed/letter.pdf"), "-"]
    said = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()
    printed = [line.strip() for line in said.split("\n") if line.strip() and "—" not in line]
    assert len(printed) > 60
    broken = [(a, b) for a, b in pairwise(printed) if a[-1].isdigit() and b[0].isdigit()]
    assert broken == []


def test_a_font_that_is_missing_has_its_likes_named() -> None:
    table = parts(letter())["word/fontTable.xml"]
    found = dict(re.findall('w:name="([^"]+)"><w:altName w:val="([^"]+)"', table))
    assert set(found) == {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"}
    assert found["仿宋_GB2312"].startswith("仿宋,") and found["方正小标宋简体"].endswith("宋体")


def test_titles_and_headings_are_headings_in_their_fonts() -> None:
    from docx import Document

    for data, expected in (
        (letter(), [("Title", "方正小标宋简体"), ("Heading 1", "黑体"), ("Heading 2", "楷体_GB2312"), ("Heading 3", "仿宋_GB2312")]),
        (release(), [("Title", "方正小标宋简体"), ("Heading 1", "黑体"), ("Heading 2", "楷体_GB2312")]),
    ):  # fmt: skip
        paper = Document(io.BytesIO(data))
        assert paper.styles["Normal"].font.name == "仿宋_GB2312"
        styles = [line.style for line in paper.paragraphs if line.style and line.style.name != "Normal"]
        assert [(style.name, style.font.name) for style in styles] == expected
        assert all(str(style.font.color.rgb) == "000000" for style in styles)
        page = paper.sections[0]
        sides = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
        assert [round(side.mm) for side in sides if side] == [37, 35, 28, 26]
        assert all("PAGE" in foot._element.xml for foot in (page.footer, page.even_page_footer))
    run_in = next(line for line in Document(io.BytesIO(letter())).paragraphs if line.text.startswith("三、"))
    assert [run.font.name for run in run_in.runs] == ["黑体", None]


def test_a_table_in_a_release_has_a_head() -> None:
    assert parts(release())["word/document.xml"].count("<w:tblHeader/>") == 1


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (TITLE, ["湖南省长沙市计划生育协会", "2021年第23个“5·29会员活动日”", "活动计划"]),
        ("长沙市计划生育协会2021年工作总结", ["长沙市计划生育协会2021年工作总结"]),
        ("永顺县计划生育协会2021年“5·29会员活动日”活动总结", ["永顺县计划生育协会", "2021年“5·29会员活动日”活动总结"]),
    ],
)  # fmt: skip
def test_titles_are_broken_by_meaning_into_shapes(title: str, lines: list[str]) -> None:
    assert official_paper.broken(title) == lines and "".join(lines) == title


def test_the_date_stands_four_characters_from_the_right_and_the_signer_above_its_middle() -> None:
    signer, date = official_paper.behind("长沙市计划生育协会", "2021年5月15日")
    assert date == 4 and signer + 9 / 2 == date + 6.5 / 2
    signer, date = official_paper.behind("湘西土家族苗族自治州永顺县计划生育协会", "2021年5月15日")
    assert signer == 0 and signer + 19 / 2 == date + 6.5 / 2
