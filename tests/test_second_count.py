"""The official table against a second count of the raw YAML (tests/recount.py), at every level, in every form of publication."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import recount
import small
from almanac.model import counting_rules, divisions
from published import Published
from python_calamine import CalamineWorkbook

YEAR, TODAY = 2021, "2021-07-01"
HELD = "状态: 已举办\n类别: [群众性主题宣传]\n"
VISIT = "状态: 已举办\n类别: [关怀关爱]\n"
CITY, COUNTY, OTHER = "湘潭市", "湘潭市/湘潭县", "湘潭市/韶山市"
UNITS = {
    "43",
    "4303",
    "430321",
    "430382",
    "4301",
    "430102",
    "430103",
    "430181",
}  # and of the first county, below, some


def _zero(level: str = "本级") -> str:
    return f"级别: {level}\n截至: 2021-06-12\n零报告: 是\n"


def files(towns: list[str], villages: list[str]) -> dict[str, str]:
    """Every trap of counting, by the file it stands in; towns: two of the county, villages: two of the first town."""
    town, second = (f"{COUNTY}/{name}" for name in towns)
    village, last = (f"{town}/{name}" for name in villages)
    return {
        "0520-启动": f"名称: 示例全省启动\n{HELD}开始: 2021-05-20\n成效: {{宣传: {{人数: 500}}}}\n",
        # joint at three levels, of a superior, of a subordinate, in another city, and where nothing else was filed
        f"{CITY}/0521-联办": f"名称: 示例联办\n{HELD}开始: 2021-05-21\n联合: [{COUNTY}, {OTHER}, 长沙市/浏阳市, 长沙市/天心区]\n"
        "成效: {宣传: {场次: 2, 人数: 800余}}\n",
        f"{town}/0522-镇牵头": f"名称: 示例镇牵头\n{HELD}开始: 2021-05-22\n联合: [{COUNTY}, {village}]\n成效: {{宣传: {{人数: 60}}}}\n",
        # held without figures, with a visit, out of the period, sessions of several places, a number of households
        f"{COUNTY}/0523-没有数": f"名称: 示例没有数\n{HELD}开始: 2021-05-23\n",
        f"{COUNTY}/0524-慰问": f"名称: 示例慰问\n{HELD}开始: 2021-05-24\n成效: {{慰问: {{场次: 3, 户数: 12}}}}\n",
        f"{second}/0620-期外": f"名称: 示例期外\n{HELD}开始: 2021-06-20\n成效: {{宣传: {{场次: 2, 人数: 1.2万余}}}}\n",
        f"{second}/0525-两地": f"名称: 示例两地\n{HELD}开始: 2021-05-25\n结束: 2021-05-26\n分场: [{{开始: 2021-05-25}}, {{开始: 2021-05-26}}]\n"
        "成效: {宣传: {人数: 40}}\n",
        f"{village}/0526-走访": f"名称: 示例走访\n{VISIT}开始: 2021-05-26\n成效: {{慰问: {{人数: 9, 户数: 4, 户数另计: 是}}}}\n",
        f"{last}/0527-取消": "名称: 示例取消\n状态: 取消\n类别: [群众性主题宣传]\n开始: 2021-05-27\n变更: [{日期: 2021-05-20, 内容: 因雨取消}]\n",
        f"{last}/0528-别的": f"名称: 示例别的\n{VISIT}开始: 2021-05-28\n成效: {{其他: [{{项目: 资料, 数量: 80, 单位: 份}}]}}\n",
        # tallies: of its own level, of two days, of those below, with units, of a later day below, apart, by name, zeros
        f"{OTHER}/汇总": "- {级别: 本级, 截至: 2021-06-01, 宣传: {场次: 1, 人数: 10}}\n- {级别: 本级, 截至: 2021-06-10, 宣传: {场次: 2, 人数: 30}}\n"
        "- {级别: 乡镇街道, 截至: 2021-06-10, 单位数: 500, 宣传: {场次: 7}}\n",
        f"{COUNTY}/汇总": "- {级别: 村居社区, 截至: 2021-06-01, 宣传: {场次: 3, 人数: 90}, 慰问: {户数: 20}}\n",
        f"{town}/汇总": f"级别: 村居社区\n截至: 2021-06-10\n宣传: {{场次: 5, 人数: 70}}\n不含: [{villages[0]}/0526-走访]\n",
        f"{CITY}/汇总": "级别: 乡镇街道\n截至: 2021-06-12\n宣传: {场次: 12}\n不含: [逐场填报的]\n",
        "汇总": "级别: 县市区\n截至: 2021-06-12\n单位数: 5\n宣传: {场次: 19, 人数: 4000}\n",
        f"{second}/汇总": _zero("村居社区"),
        f"{last}/汇总": _zero(),
        "长沙市/汇总": _zero(),
        "长沙市/浏阳市/汇总": _zero(),
        # media: a reprint below, the same piece twice, an everyday title, our own by name and by record, a low outlet
        f"{COUNTY}/媒体": "- {媒体: 红网, 形式: 文字, 标题: 示例义诊, 日期: 2021-05-20, 网址: 'https://example.org/9'}\n"
        "- {媒体: 示例日报, 级别: 市级, 形式: 文字, 标题: 走访慰问, 日期: 2021-05-12, 网址: 'https://example.org/1'}\n"
        "- {媒体: 示例日报, 级别: 市级, 形式: 文字, 标题: 走访慰问, 日期: 2021-06-02, 网址: 'https://example.org/2'}\n"
        "- {媒体: 湖南日报, 形式: 文字, 标题: 示例进山村, 日期: 2021-05-21}\n"
        "- {媒体: 湘潭县计生协公众号, 级别: 县级, 形式: 文字, 标题: 示例公众号}\n"
        "- {媒体: 示例会刊, 级别: 县级, 形式: 文字, 标题: 示例会刊稿, 本系统: 否}\n"
        "- {媒体: 湖南省计生协网站, 形式: 音视频, 标题: 示例视频}\n- {媒体: 示例论坛, 级别: 其他, 形式: 文字, 标题: 示例帖子}\n",
        f"{town}/媒体": "- {媒体: 红网, 形式: 文字, 标题: 示例义诊, 日期: 2021-05-20, 网址: 'https://example.org/9', 转载自: 湖南日报}\n"
        "- {媒体: 示例日报, 级别: 市级, 形式: 文字, 标题: 示例进山村, 日期: 2021-05-22}\n",
        f"{OTHER}/媒体": "- {媒体: 示例日报, 级别: 市级, 形式: 文字, 标题: 示例进山村, 日期: 2021-05-22}\n"
        "- {媒体: 红网, 形式: 文字, 标题: 示例义诊, 日期: 2021-05-20, 网址: 'https://example.org/9'}\n",
        # outlets of the associations' own, by whoever files in them; one text in one's own and in another's outlet
        f"{second}/媒体": "- {媒体: 湘潭县计生协公众号, 级别: 县级, 形式: 文字, 标题: 示例镇的稿, 日期: 2021-05-11}\n"
        "- {媒体: 湘潭市计生协网站, 级别: 市级, 形式: 文字, 标题: 示例镇的市稿, 日期: 2021-05-11}\n",
        f"{CITY}/媒体": "- {媒体: 湘潭市计生协网站, 级别: 市级, 形式: 文字, 标题: 示例市的稿, 日期: 2021-05-13}\n"
        "- {媒体: 湖南省计生协网站, 形式: 文字, 标题: 示例省网的稿, 日期: 2021-05-13}\n"
        "- {媒体: 示例县电视台, 级别: 县级, 形式: 文字, 标题: 示例两处, 日期: 2021-05-14}\n",
        f"{village}/媒体": "- {媒体: 湘潭市计生协网站, 级别: 市级, 形式: 文字, 标题: 示例两处, 日期: 2021-05-15}\n",
        "媒体": "- {媒体: 湖南省计生协网站, 形式: 文字, 标题: 示例省的稿, 日期: 2021-05-16}\n"
        "- {媒体: 示例日报, 级别: 市级, 形式: 文字, 标题: 示例春节, 日期: 2021-02-10, 所属: 春节走访慰问}\n",
        # of another occasion, of no known year, of several levels together; both held and visited; of a month; put off
        "长沙市/天心区/0210-春节": f"名称: 示例春节\n{HELD}开始: 2021-02-10\n所属: 春节走访慰问\n成效: {{宣传: {{人数: 70}}}}\n",
        "长沙市/芙蓉区/0529-哪年": f"名称: 示例哪年\n{HELD}开始: 不详\n年份: 不详\n成效: {{宣传: {{人数: 90}}}}\n",
        "长沙市/芙蓉区/汇总": "级别: 本级\n合计到: 村居社区\n截至: 2021-06-12\n宣传: {场次: 40, 人数: 4000}\n",
        "长沙市/天心区/0530-又讲又访": f"名称: 示例又讲又访\n{HELD}开始: 2021-05-30\n结束: 2021-06-13\n"
        "分场: [{开始: 2021-05-30}, {开始: 2021-06-12}, {开始: 2021-06-13}]\n"
        "成效: {宣传: {人数: 百余}, 慰问: {户数: 6}}\n",
        "长沙市/天心区/06-哪天": f"名称: 示例哪天\n{HELD}开始: 2021-06\n成效: {{宣传: {{场次: 2, 人数: 近300}}}}\n",
        f"{OTHER}/0430-早了": f"名称: 示例早了\n{VISIT}开始: 2021-04-30\n成效: {{慰问: {{人数: 8}}}}\n",
        f"{OTHER}/0531-延期": "名称: 示例延期\n状态: 延期\n类别: [群众性主题宣传]\n"
        "开始: 待定\n时间说明: 6月\n变更: [{日期: 2021-05-20, 内容: 因雨延期}]\n",
        f"{COUNTY}/阵地": "微信: [{名称: 示例甲}, {名称: 示例乙}]\n官网: [{名称: 示例网}]\n",
        f"{CITY}/阵地": "微博: [{名称: 示例微博}]\n",
    }  # fmt: skip


class Province(NamedTuple):
    """A small province with every trap, counted as its notice chooses (取法), and its site beside the second count."""

    register: divisions.Register
    published: Published
    chosen: dict[str, str]

    def table(self, code: str) -> dict[str, Any]:
        """What the JSON of a table says."""
        return self.published.table(code)


# What a notice may choose otherwise than the shipped one: all at once, and each reading of note 1.
CHOSEN: dict[str, dict[str, str]] = {
    "as shipped": {},
    "otherwise": {"after-period": "不计", "tours": "按分场", "households-only": "不计", "media-own": "签表单位不计"},
    "each signer": {"tours": "按分场", "media-own": "各表签表单位"},
    "none of ours": {"after-period": "不计", "media-own": "本系统都不计"},
}  # fmt: skip


@pytest.fixture(scope="module", params=CHOSEN)
def province(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Province:
    """Built once for each choice, through the whole line."""
    folder, chosen = tmp_path_factory.mktemp("second"), CHOSEN[request.param]
    events = folder / "events"
    towns = list(small.FULL.children("430321"))[:2]
    villages = list(small.FULL.children(towns[0].code))[:2]
    below = [*towns, *villages, *small.FULL.children(towns[1].code)[:1], *small.FULL.children("430382")[:2]]
    codes = UNITS | {unit.code for unit in below}
    register = divisions.Register((u.code, u.name, u.slug) for u in small.FULL if u.code in codes)
    events.mkdir()
    rows = "".join(f"{unit.code},{unit.name},{unit.slug}\n" for unit in register)
    (events / "associations.csv").write_text("code,name,level\n" + rows, encoding="utf-8")
    notice = (small.PROJECT / "events" / str(YEAR) / "通知.yml").read_text(encoding="utf-8")
    for slug, choice in chosen.items():
        notice, once = re.subn(rf"(代码: {slug}\n.*\n +取法: ).*", rf"\g<1>{choice}", notice)
        assert once == 1
    filed = files([unit.name for unit in towns], [unit.name for unit in villages])
    for path, text in {"通知": notice + "演示: 是\n", **filed}.items():
        file = events / str(YEAR) / f"{path}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    outcome = small.build(events, folder / "site", today=TODAY)
    assert outcome.published, [
        f"{f.place.file} {f.code} {f.message}" for f in outcome.faults if f.code[0] == "E"
    ]
    return Province(register, Published(folder / "site", YEAR, recount.recount(events, YEAR)), chosen)


@pytest.mark.whole
def test_what_is_printed_is_what_was_chosen(province: Province) -> None:
    """On the page of every table, each choice by its name and in its own sentence, and no other."""
    for code in REPORTING:
        page = (province.published.site / "totals" / str(YEAR) / code / "index.html").read_text("utf-8")
        rules = page[page.index("计数口径</h2>") :]
        for slug, choices in counting_rules.CHOICES.items():
            taken = province.chosen.get(slug) or next(iter(choices))
            assert f"<li>{choices[taken]}（取法：{taken}）</li>" in rules
            assert not any(words in rules for other, words in choices.items() if other != taken)


# What the traps bring to some cells by each choice: worked out by hand, so that neither count vouches for itself.
BY_HAND: dict[str, dict[tuple[str, str], int | None]] = {
    "as shipped": {
        ("430102", "publicity-county-sessions"): None,
        ("430103", "publicity-county-sessions"): 3,
        ("430103", "visits-county-people"): 6,
        ("430382", "visits-county-people"): 8,
        ("430321", "media-local-text"): 2,
        ("430321", "media-municipal-text"): 4,
        ("4303", "media-provincial-text"): 3,
    },
    "otherwise": {
        ("430103", "publicity-county-sessions"): 5,
        ("430103", "visits-county-people"): None,
        ("430382", "visits-county-people"): None,
        ("430321", "media-local-text"): 1,
    },
    "each signer": {
        ("430103", "publicity-county-sessions"): 5,
        ("430321", "media-local-text"): 1,
        ("4303", "media-local-text"): 4,
        ("430321", "media-municipal-text"): 4,
        ("4303", "media-municipal-text"): 3,
        ("43", "media-municipal-text"): 6,
    },
    "none of ours": {("430321", "media-municipal-text"): 2},
}


def test_each_choice_counts_otherwise(province: Province) -> None:
    (name,) = (name for name, chosen in CHOSEN.items() if chosen == province.chosen)
    for (code, cell), value in BY_HAND[name].items():
        assert province.published.second.cells.get((code, cell)) == value, (code, cell)


REPORTING = sorted(UNITS)


@pytest.mark.parametrize("code", REPORTING)
def test_the_json_is_the_second_count(province: Province, code: str) -> None:
    assert not list(province.published.in_json(code))


@pytest.mark.parametrize("code", REPORTING)
def test_who_has_held_it_is_the_second_set(province: Province, code: str) -> None:
    assert not list(province.published.in_coverage(code))


@pytest.mark.parametrize("code", REPORTING)
def test_every_form_says_the_same(province: Province, code: str) -> None:
    """The page, both tables of text, both workbooks; of a year with nothing in it, too."""
    assert not list(province.published.in_forms(code))


@pytest.mark.parametrize("code", REPORTING)
def test_the_form_in_word_says_the_same(province: Province, code: str) -> None:
    assert not list(province.published.in_word(code))


@pytest.mark.parametrize("code", REPORTING)
def test_the_form_in_pdf_says_the_same(province: Province, code: str) -> None:
    if not Published.reads_pdf():
        pytest.skip("这台电脑没有 pdftotext")
    assert not list(province.published.in_pdf(code))


def test_the_pages_of_townships_say_the_same(province: Province) -> None:
    assert not list(province.published.in_townships())
    assert len(province.published.second.townships) > 1


def test_the_forms_are_there(province: Province) -> None:
    """A count that reads no form proves nothing."""
    for name in ("form.docx", "form.pdf"):
        made = {file.parent.name for file in province.published.site.glob(f"totals/{YEAR}/*/{name}")}
        assert {"43", "4303", "430321", "430382"} <= made


def test_the_tables_of_all_say_the_same(province: Province) -> None:
    assert not list(province.published.in_the_table_of_all())
    assert not list(province.published.in_the_table_of_coverage())


@pytest.mark.parametrize("code", REPORTING)
def test_no_part_is_more_than_its_whole(province: Province, code: str) -> None:
    """On every published pair: held and said to have held, filed, zeros, of all there are; below, of what is above."""
    assert not list(province.published.in_parts(code))


def test_the_package_is_of_the_last_day_that_is_counted(province: Province) -> None:
    """Not of the day of the build, which is later; in the package and in every table of it."""
    package = json.loads((province.published.site / "data" / "datapackage.json").read_text(encoding="utf-8"))
    days = {package["created"], *(table["created"] for table in package["resources"])}
    assert days == {"2021-06-30T00:00:00+08:00"}


def test_nobody_is_named_whom_a_tally_above_may_have_meant(province: Province) -> None:
    """The province says that five counties have held it and not which; four are known, the city names no fifth."""
    assert province.table("43")["standing"]["told"] == {"county": 1, "township": 2}
    page = (province.published.site / "returns" / str(YEAR) / "4301" / "index.html").read_text(
        encoding="utf-8"
    )
    assert "芙蓉区" in page and "还没有办过" not in page
    above = (province.published.site / "returns" / str(YEAR) / "43" / "index.html").read_text(
        encoding="utf-8"
    )
    assert "还没有办过、或办了没有填报的：长沙市。" in above and "汇总说另有 1 家" not in above


def test_every_trap_is_there(province: Province) -> None:
    """A count that meets no trap proves nothing."""
    cells, county = province.published.second.cells, province.table("430321")
    people = next(one for one in county["cells"] if one["cell"] == "publicity-township-people")
    is_late_counted = province.chosen.get("after-period") != "不计"
    assert bool(people["approximate_records"] and people["late"]) is is_late_counted
    assert ("43", "publicity-province-sessions") in cells and cells["4301", "publicity-city-sessions"] == 0
    assert cells["430181", "visits-county-people"] == 0 and ("43", "visits-city-people") not in cells
    assert {
        "4303",
        "430321",
        "430382",
        "430181",
    } <= province.published.second.held and "4301" not in province.published.second.held
    assert province.table("430382")["standing"]["told"] == {"township": 2}
    reasons = [one["reason"] for one in county["own"]["pieces"]]
    words = {"签表单位不计": "签表的", "各表签表单位": "签表的", "本系统都不计": "系统自己的"}
    asked = words.get(province.chosen.get("media-own", ""), "本级")
    assert any(asked in str(reason) for reason in reasons) and len({*reasons}) > 2


def test_what_the_signers_tables_leave_out_is_printed(province: Province) -> None:
    """Only where each table leaves out its own signer's outlets do city and counties differ, and by how much is said."""
    site, by_table = province.published.site, province.chosen.get("media-own") == "各表签表单位"
    page = (site / "totals" / str(YEAR) / "4303" / "index.html").read_text(encoding="utf-8")
    assert (
        bool(province.table("4303")["by_signer"])
        is ("各张表不计签表单位自己的媒体，本表和" in page)
        is by_table
    )
    if not by_table:
        return
    assert province.table("4303")["by_signer"] == {"media-local-text": 2, "media-municipal-text": -2}
    words = "相差：媒体宣传（篇数），市级媒体，文字稿件少 2；媒体宣传（篇数），县级媒体，文字稿件多 2。"
    assert words in page and "媒体宣传除外：各张表不计的不同（取法：各表签表单位）。</li>" in page
    sheet = CalamineWorkbook.from_path(str(site / "totals" / str(YEAR) / "4303" / "data.xlsx"))
    parts = [row for row in sheet.get_sheet_by_name("组成").to_python() if row[3] == "各张表不计的不同"]
    assert [row[-1] for row in parts] == [-2, 2]
    county = (site / "totals" / str(YEAR) / "430321" / "index.html").read_text(encoding="utf-8")
    assert "不计：发在签表的计生协自己的网站、内刊、账号上；只计入省级、市州的表" in county


@pytest.mark.whole
def test_the_shipped_records_are_published_as_they_are_counted(tmp_path: Path) -> None:
    """Every campaign, also those in which an association has filed nothing and only taken part."""
    events = small.PROJECT / "events"
    assert small.build(events, tmp_path / "site", today="2026-06-15").published
    for year in (int(folder.name) for folder in events.glob("[0-9][0-9][0-9][0-9]")):
        published = Published(tmp_path / "site", year, recount.recount(events, year))
        assert not list(published.differences())
