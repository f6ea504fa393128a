"""Plan and summary drafted from the records: their parts, their numbers, their length, their paper."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import small
from almanac.build import campaign
from almanac.documents import return_pack
from almanac.model.divisions import Register
from almanac.model.filings import BY_FILE
from almanac.parse import yaml_reader
from almanac.statistics import return_draft, sums_in_words
from almanac.statistics.return_draft import Draft
from almanac.statistics.table import StatisticsTable
from test_commands import run

CITY, COUNTY = "4303", "430381"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.records(tmp_path_factory.mktemp("returns") / "demo", 300)


def drafted(demo: Path, code: str) -> tuple[StatisticsTable, Register, Draft, Draft, dict[str, bytes]]:
    asked = small.job(demo, demo / "site", today="2021-06-15")
    found = campaign.returned(asked, 2021, code, lambda *_: None, True, True)
    assert found.table and not found.errors
    register = small.small_register()
    plan, summary = return_draft.drafts(found.table, found.filings, register)
    return found.table, register, plan, summary, return_pack.drafted(found.table, register, found.filings)


@pytest.mark.whole
@pytest.mark.parametrize("code", ["43", CITY, COUNTY])
def test_a_summary_says_what_the_records_say(code: str, demo: Path) -> None:
    """The categories of the notice, each with its number and examples; the numbers of the table; what nobody filed is asked for."""
    table, _, plan, summary, _ = drafted(demo, code)
    assert sums_in_words.in_words(table.sums).replace(" ", "") in summary.text
    for text in (plan.text, summary.text):
        places = [text.index(f"）{category.title}\n") for category in table.notice.categories]
        assert places == sorted(places) and "待核实" in text
        assert not re.search(r"。。|，，|None|\{\{|\(\)", text)
        assert all(
            line.endswith(("。", "活动", "先")) or re.match("[一二三四五六]、", line)
            for line in text.split("\n")
        ), text
    done = table.standing.held["publicity"]
    held = {
        f"办过的{number}家" if number else "还没有办" for level, number in done.items() if level != "province"
    }
    assert all(words in summary.text for words in held) and "办过的0家" not in summary.text
    assert "接下来做什么" in summary.text and "困难和原因" in summary.text


@pytest.mark.parametrize("code", ["43", CITY])
def test_both_are_as_long_as_an_office_expects(code: str, demo: Path) -> None:
    _, _, plan, summary, _ = drafted(demo, code)
    for one in (plan, summary):
        assert return_draft.LEAST <= len("".join(one.paragraphs)) <= return_draft.MOST, one.text


def test_two_examples_of_each_category_that_has_them(demo: Path) -> None:
    _, _, _, summary, _ = drafted(demo, "43")
    for part in summary.text.partition("主要做法")[2].partition("领导重视")[0].split("（")[1:]:
        if found := re.search("这一类活动([0-9]+)场", part):
            assert len(re.findall("日[上下晚中全]?[午上天]?，", part)) >= min(2, int(found[1])), part


def test_a_plan_names_no_activity_twice_and_those_of_a_category_by_day(demo: Path) -> None:
    plan = drafted(demo, "43")[2].text
    named: list[str] = []
    for said in re.findall("已经安排[0-9]+场(?:，其中)?：(.*?)。", plan):
        days = [tuple(map(int, day)) for day in re.findall("([0-9]+)月([0-9]+)日，", said)]
        assert days == sorted(days), said
        named += said.split("；")
    assert len(named) > 5 and len(named) == len(set(named))


def test_a_summary_tells_no_numbers_twice_and_a_plan_names_what_is_still_to_come(demo: Path) -> None:
    table, _, _, summary, _ = drafted(demo, COUNTY)
    told = re.findall(
        "[0-9]+日[^。]*?，([约近]?[0-9]+余?人参加[^。]*。)", summary.text.partition("主要做法")[2]
    )
    assert told and len(told) == len(set(told)), told
    due = next(one.due for one in table.notice.deadlines if one.material == "计划")
    late = re.findall("：([0-9]+)月([0-9]+)日，", drafted(demo, "43")[2].text)
    assert all((int(month), int(day)) >= (int(due[5:7]), int(due[8:])) for month, day in late), late


def test_a_plan_says_whose_deadline_it_is_and_names_its_own_as_its_readers_do(demo: Path) -> None:
    """The notice binds the cities: a county's plan has no day of theirs, the province's says that it is theirs."""
    city, county, whole = (drafted(demo, code)[2].text for code in (CITY, COUNTY, "43"))
    assert "\n各项材料按期报送：活动计划于5月15日前报" in city and "的各项材料按期报送：活动计划于" in whole
    assert "5月15日" not in county and "〔待核实：上级规定的日期〕" in county
    assert not re.search("日，湘乡市(?!计生协)", county)


def test_the_text_is_a_return_once_it_is_edited(demo: Path) -> None:
    *_, files = drafted(demo, CITY)
    (name,) = (name for name in files if name.endswith(".yml"))
    found, faults = yaml_reader.read("备案.yml", files[name], BY_FILE["备案.yml"])
    assert not faults and found[0].summary.text.startswith("2021年")  # type: ignore[attr-defined]


def test_the_word_file_is_set_as_official_papers_are(demo: Path) -> None:
    """GB/T 9704: margins, 22 lines of 28 characters, a font for each level, page numbers, who and when kept with the text."""
    from docx import Document

    *_, files = drafted(demo, CITY)
    paper = Document(io.BytesIO(next(data for name, data in files.items() if "总结" in name)))
    page = paper.sections[0]
    sides = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(side.mm) for side in sides if side] == [37, 35, 28, 26]
    xml = paper.element.xml
    assert (
        'w:linePitch="579"' in xml and '<w:spacing w:val="-5"/>' in xml and "PAGE" in page.footer._element.xml
    )
    styles = {line.text[:2]: line.style for line in reversed(paper.paragraphs) if line.text}
    fonts = {words: style.font.name for words, style in styles.items() if style}
    assert fonts["一、"] == "黑体" and fonts["（一"] == "楷体_GB2312" and fonts["湘潭"] == "方正小标宋简体"
    *_, last, blank, unit, _ = paper.paragraphs
    assert unit.text == "湘潭市计划生育协会"
    assert all(line.paragraph_format.keep_with_next for line in (last, blank, unit))


@pytest.mark.whole
def test_the_command_writes_them_and_never_over_others(demo: Path, tmp_path: Path) -> None:
    where = ("--draft", "--records", demo, "--today", "2021-06-15", "--to", tmp_path)
    code, said = run("report", "湘潭市", *where)
    assert code == 0 and "〔待核实〕" in said and len(list(tmp_path.iterdir())) == 3
    code, said = run("report", "湘潭市", *where)
    assert code == 1 and "没有覆盖" in said
