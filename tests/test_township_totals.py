"""The page of a township's numbers: who has one, where it is found from, what of a village it does not say."""

from __future__ import annotations

from pathlib import Path

import pytest
import small
from almanac.model import divisions

COUNTY, TOWNS = "430381", list(small.FULL.children("430381"))[:3]
VILLAGES = [next(iter(small.FULL.children(town.code))) for town in TOWNS]
HELD = "名称: 示例讲座\n类别: [群众性主题宣传]\n状态: 已举办\n开始: 2021-05-20\n成效: {宣传: {人数: 40}}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of three townships one has filed a tally, a village of the second two, the third an activity alone."""
    folder = tmp_path_factory.mktemp("townships")
    codes = {"43", "4303", COUNTY, *(unit.code for unit in (*TOWNS, *VILLAGES))}
    rows = "".join(f"{u.code},{u.name},{u.slug}\n" for u in small.FULL if u.code in codes)
    notice = (small.PROJECT / "events" / "2021" / "通知.yml").read_text(encoding="utf-8")
    first, second, third = (small.FULL.path(unit.code) for unit in TOWNS)
    village = small.FULL.path(VILLAGES[1].code)
    files = {
        "通知": notice + "演示: 是\n",
        f"{first}/汇总": "级别: 村居社区\n截至: 2021-06-10\n宣传: {场次: 3, 人数: 90}\n说明: 示例说明\n",
        f"{second}/0520-讲座": HELD,
        f"{village}/汇总": "级别: 本级\n截至: 2021-06-10\n慰问: {场次: 1, 人数: 2}\n",
        f"{third}/0520-讲座": HELD,
    }
    for path, text in files.items():
        file = folder / "events" / "2021" / f"{path}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "events" / "associations.csv").write_text("code,name,level\n" + rows, encoding="utf-8")
    outcome = small.build(folder / "events", folder / "site", today="2021-07-01")
    assert outcome.published, outcome.faults
    return folder / "site"


def page(site: Path, code: divisions.AreaCode | str) -> str:
    return (site / "totals" / "2021" / code / "index.html").read_text(encoding="utf-8")


def test_only_where_something_is_filed_that_no_activity_shows(site: Path) -> None:
    there = {file.parent.name for file in site.glob("totals/2021/?????????/index.html")}
    assert there == {TOWNS[0].code, TOWNS[1].code}


def test_the_countys_table_leads_there_and_else_to_the_associations_page(site: Path) -> None:
    table = page(site, COUNTY)
    for town in TOWNS[:2]:
        assert f'href="../../../totals/2021/{town.code}/"' in table
    assert f'href="../../../u/{TOWNS[2].code}/"' in table


def test_a_tally_is_followed_from_what_was_filed_to_what_it_adds(site: Path) -> None:
    told = page(site, TOWNS[0].code)
    assert "村居社区计生协，活动场次：共 3，其中已逐场填报和下级汇总 0，计入 3" in told
    assert "村居社区，截至2021年6月10日" in told and "示例说明" in told


def test_two_persons_of_a_village_are_not_said(site: Path) -> None:
    told = page(site, TOWNS[1].code)
    assert "慰问人数：若干" in told and f"{VILLAGES[1].short}的记录" in told
    assert "慰问人数：共" not in told and "慰问 2" not in told and "慰问人数 2" not in told
    row = told[told.index(f">{VILLAGES[1].short}</a>") :]
    assert row[: row.index("</tr>")].count("若干") == 1
