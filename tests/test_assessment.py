"""The assessment sheet: its numbers are those of the other pages, each leads to where it stands, its rule is the notice's."""

from __future__ import annotations

import csv
import html
import io
import re
import shutil
from pathlib import Path

import docx
import pytest
from almanac.load import records as load_records
from python_calamine import CalamineWorkbook
from small import build, records

TODAY = "2021-07-02"
ASKED = "名称: 示例讲座\n类别: [群众性主题宣传]\n状态: 已举办\n开始: 2021-05-28\n地点: 示例\n成效: {宣传: {场次: 300, 人数: 40}}\n"
CITY = "2021/邵阳市/0528-shili.yml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A small demo in which a city has an open question, a whole return and accounts."""
    root = tmp_path_factory.mktemp("assessment")
    events = records(root / "events", activities=160)
    (events / CITY).write_text(ASKED, encoding="utf-8", newline="\n")
    said = "计划: {日期: 2021-05-20, 内容: 示例计划}\n总结: {日期: 2021-06-28, 内容: 示例总结}\n"
    (events / "2021/邵阳市/备案.yml").write_text(said, encoding="utf-8", newline="\n")
    accounts = "官网: [{名称: 示例网}]\n微信: [{名称: 示例号}, {名称: 示例号二}]\n"
    (events / "2021/邵阳市/阵地.yml").write_text(accounts, encoding="utf-8", newline="\n")
    outcome = build(events, root / "site", today=TODAY)
    assert outcome.published, outcome.faults
    return events, root / "site"


def page(site: Path, code: str) -> str:
    return (site / f"assessment/2021/{code}/index.html").read_text(encoding="utf-8")


def rows(site: Path, code: str) -> dict[str, list[str]]:
    """The cells of each row as lines of words."""
    body = re.findall("<tbody>(.*?)</tbody>", page(site, code), re.S)[0]
    found = {}
    for row in re.findall("<tr>(.*?)</tr>", body, re.S):
        name = re.findall('<th scope="row">(.*?)</th>', row)[0]
        cells = re.findall("<td[^>]*>(.*?)</td>", row, re.S)
        plain = [re.sub("<[^>]*>", "", cell.replace("<br>", "\n")) for cell in cells]
        found[name] = [html.unescape(cell) for cell in plain]
    return found


def heads(site: Path, code: str) -> list[str]:
    return re.findall('<th scope="col">(.*?)</th>', page(site, code))[1:]


def cell(site: Path, code: str, name: str, head: str) -> str:
    return rows(site, code)[name][heads(site, code).index(head)]


@pytest.mark.whole
def test_it_says_what_was_returned_and_when(made: tuple[Path, Path]) -> None:
    _, site = made
    assert cell(site, "43", "邵阳市", "活动计划") == "迟报（5月20日）"
    assert cell(site, "43", "邵阳市", "活动总结") == "按时（6月28日）"
    assert cell(site, "43", "邵阳市", "活动照片") == "未报（6月30日到期）"
    assert cell(site, "43", "湖南省（含所属）", "活动计划") == "—"
    assert cell(site, "4305", "邵阳市（含所属）", "活动计划") == "迟报（5月20日）"
    assert cell(site, "4305", "双清区", "活动计划") == "已报（5月12日）"  # the notice sets counties no day


@pytest.mark.whole
@pytest.mark.parametrize("code", ["43", "4305"])
def test_its_coverage_is_that_of_the_data(made: tuple[Path, Path], code: str) -> None:
    _, site = made
    table = csv.DictReader(io.StringIO((site / "data/coverage.csv").read_text(encoding="utf-8")))
    wanted = {
        (row["association"], row["row"]): (row["held"], row["expected"])
        for row in table
        if row["year"] == "2021"
    }
    name = next(iter(rows(site, code)))
    lines = [line.partition("（")[0] for line in cell(site, code, name, "开展的面").split("\n")]
    assert lines == [
        "{} {}/{}".format(label, *wanted[code, slug])
        for label, slug in (
            ("市州", "city"),
            ("县市区", "county"),
            ("乡镇街道", "township"),
            ("村居社区", "village"),
        )
    ]


@pytest.mark.whole
def test_accounts_media_and_questions_are_those_of_the_other_pages(made: tuple[Path, Path]) -> None:
    _, site = made
    assert "市州：官网 1，微信 1" in cell(site, "43", "邵阳市", "阵地")
    assert cell(site, "43", "邵阳市", "待核").startswith("1 处")
    assert cell(site, "43", "湘潭市", "待核") == "没有"
    shown = (site / "returns/2021/4305/index.html").read_text(encoding="utf-8")
    assert 'id="doubts"' in shown and CITY in shown
    table = csv.DictReader(io.StringIO((site / "data/totals.csv").read_text(encoding="utf-8")))
    told = cell(site, "43", "湖南省（含所属）", "媒体宣传")
    numbers = [
        row["value"]
        for row in table
        if (row["year"], row["association"]) == ("2021", "43") and row["block"] == "media" and row["value"]
    ]
    assert numbers and sorted(re.findall(r" (\d+)", told)) == sorted(numbers)


def test_every_cell_leads_to_a_place_that_is_there(made: tuple[Path, Path]) -> None:
    _, site = made
    for code in ("43", "4305", "430502"):
        links = set(re.findall(r'<td[^>]*><a href="\.\./\.\./\.\./([^"]+)"', page(site, code)))
        assert links
        for link in links:
            path, _, anchor = link.partition("#")
            text = (site / path / "index.html").read_text(encoding="utf-8")
            assert not anchor or f'id="{anchor}"' in text, (code, link)


def test_nobody_is_ranked_and_no_search_engine_keeps_it(made: tuple[Path, Path]) -> None:
    events, site = made
    names = list(rows(site, "43"))
    register = (events / "associations.csv").read_text(encoding="utf-8")
    assert names[1:] == sorted(names[1:], key=lambda name: register.index(f",{name},"))
    assert 'name="robots" content="noindex"' in page(site, "43")
    assert not [path for path in site.rglob("sitemap*.xml") if b"assessment" in path.read_bytes()]


def test_excel_and_word_say_what_the_page_says(made: tuple[Path, Path]) -> None:
    _, site = made
    wanted = [[name, *cells] for name, cells in rows(site, "43").items()]
    rules = [html.unescape(rule) for rule in re.findall("<li>([^<]*（看.*?)</li>", page(site, "43"))]
    assert len(rules) == 9
    folder = site / "assessment/2021/43"
    book = CalamineWorkbook.from_path(str(folder / "assessment.xlsx"))
    assert book.get_sheet_by_name("评估表").to_python()[3:] == wanted
    assert [str(row[0]).partition(". ")[2] for row in book.get_sheet_by_name("怎样看").to_python()] == rules
    sources = book.get_sheet_by_name("出处").to_python()[1:]
    assert len(sources) == len(re.findall("<td[^>]*><a ", page(site, "43")))
    text = docx.Document(str(folder / "assessment.docx"))
    assert [[each.text for each in row.cells] for row in text.tables[0].rows][1:] == wanted
    links = {one.target_ref for one in text.part.rels.values() if one.is_external}
    assert links == {row[3] for row in sources}
    assert [part.text.partition(". ")[2] for part in text.paragraphs[-9:]] == rules


@pytest.mark.whole
def test_the_rule_is_the_notices(made: tuple[Path, Path], tmp_path: Path) -> None:
    """What is looked at, of whom and what is asked of them is changed in 通知.yml; without it there is no sheet."""
    events = tmp_path / "events"
    shutil.copytree(made[0], events)
    file = events / "2021/通知.yml"
    text = file.read_text(encoding="utf-8")
    before = re.findall("(?ms)^评估:\n.*?(?=^[^ ])", text)[0]
    item = "评估:\n  - {名称: 示例宣传, 代码: media, 级别: [市州], 要求: 示例要求至少一篇}\n"
    file.write_text(text.replace(before, item), encoding="utf-8", newline="\n")
    build(events, tmp_path / "site", today=TODAY)
    assert heads(tmp_path / "site", "43") == ["示例宣传"]
    assert "示例宣传（看市州）：要求：示例要求至少一篇。" in page(tmp_path / "site", "43")
    assert rows(tmp_path / "site", "43")["湖南省（含所属）"] == ["—"]
    assert not (tmp_path / "site/assessment/2021/430502").exists()
    assert "assessment" not in (tmp_path / "site/returns/2021/430502/index.html").read_text(encoding="utf-8")
    file.write_text(text.replace(before, ""), encoding="utf-8", newline="\n")
    build(events, tmp_path / "site", today=TODAY)
    assert not list((tmp_path / "site/assessment").rglob("*.html"))


def test_what_is_looked_at_is_not_taken_over_from_another_year(tmp_path: Path) -> None:
    for year, text in (
        (2021, "评估: [{名称: 示例, 代码: plan, 级别: [市州]}]\n类别: []\n"),
        (2022, "沿用: '2021'\n"),
    ):
        (tmp_path / str(year)).mkdir()
        (tmp_path / f"{year}/通知.yml").write_text(text, encoding="utf-8")
    found, faults = load_records.notices(tmp_path, "events")
    assert faults == [] and [len(found[year].assessed) for year in (2021, 2022)] == [1, 0]
