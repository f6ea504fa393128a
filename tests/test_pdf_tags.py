"""What a PDF says to those who hear it: every table has heads, every document one title, headings go down step by step.

The tags are read by poppler's pdfinfo. Typst itself refuses what is no PDF/UA-1; that a table's first row is its head, or that
the title is a heading, it cannot know.
"""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from almanac.documents import noticeboard, pdf, press_pack
from almanac.documents.press_photos import Shots
from almanac.parse import markdown
from almanac.render.typst import typeset
from almanac.views.campaign_year import season
from almanac.views.noticeboard import Board, Line
from guard import LIMIT

TEXT = markdown.tree(
    "导语。\n\n## 现场\n\n一段。\n\n### 下乡\n\n| 项目 | 数 |\n| --- | --- |\n| 资料 | 8 |\n"
)
CODE = {"size": 21, "path": "M0 0h21v21H0z", "address": "https://529.example.org/"}
SHEET: dict[str, object] = {
    "unit": "示例计生协", "place": "示例市", "ordinal": 23, "campaign": "第23个“5·29会员活动日”", "year": 2021, "theme": "示例主题",
    "period": "5月", "occasion": "", "categories": [("宣传", "义诊")], "site": "示例网站", "code": CODE, "demo": False, "slogan": "",
    "activities": [("5月28日", "示例义诊", "示例广场", "")], "programme": [("5月28日", "示例义诊", "示例广场", "示例镇")],
    "further": "", "below-title": "各镇的活动", "below": [("示例镇", 2, "5月28日起")], "follow": [], "photos": [], "closer": [],
    "bleed": 3, "slug": 11, "bold": "",
}  # fmt: skip


def release() -> bytes:
    copy = press_pack.Copy(
        "示例标题", "副题", "摘要", "作者", TEXT, ["来源：示例"], Shots([], []), [], [], "https://529.example.org/", [], "示例", "2021-05-28"
    )  # fmt: skip
    return press_pack.files(copy, "shili", ["PDF"])["shili.pdf"]


def letter() -> bytes:
    return pdf.letter(
        "示例计划",
        "示例计划生育协会",
        "2021年5月15日",
        ["前言。", "一、思想", "一段。", "（一）宣传", "一段。"],
    )


def board() -> bytes:

    lines = (Line("5月28日（周五） 上午", "示例义诊", "示例广场", "", ""),)
    return noticeboard.pdf(
        Board("示例计生协", "2021-05", season(2021, None), lines, "https://529.example.org/", False)
    )


def sheet(template: str, size: tuple[float, float]) -> Callable[[], bytes]:
    return lambda: typeset(template, {**SHEET, "size": size})


DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "新闻稿": release,
    "公文": letter,
    "公告栏": board,
    "横幅": sheet("banner.typ", (800, 80)),
    "海报": sheet("campaign.typ", (420, 594)),
    "展板": sheet("exhibit.typ", (480, 240)),
}


def tags(data: bytes, tmp_path: Path) -> list[tuple[int, str]]:
    """Each element with its depth, in reading order."""
    program = shutil.which("pdfinfo")
    if program is None:
        pytest.skip("没有 pdfinfo（poppler-utils）")
    file = tmp_path / "a.pdf"
    file.write_bytes(data)
    said = subprocess.run([program, "-struct", file], capture_output=True, check=True, timeout=LIMIT).stdout
    lines = re.findall(rb"(?m)^( *)([A-Z][A-Za-z0-9]*)(?= |:|$)", said)
    return [(len(blanks) // 2, tag.decode()) for blanks, tag in lines]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_tables_have_heads_and_headings_go_down_step_by_step(name: str, tmp_path: Path) -> None:
    found = [tag for _, tag in tags(DOCUMENTS[name](), tmp_path)]
    headings = [int(tag[1]) for tag in found if re.fullmatch("H[1-6]", tag)]
    assert headings[:1] == [1] and headings.count(1) == 1, found
    assert all(after - before <= 1 for before, after in itertools.pairwise(headings)), headings
    for place, tag in enumerate(found):
        if tag == "Table":
            cells = [each for each in found[place:] if each in ("TH", "TD")]
            assert cells[0] == "TH", f"{name} has a table without heads"
    assert ("Table" in found) == (name not in ("公文", "横幅"))
