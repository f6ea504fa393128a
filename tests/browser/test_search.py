"""查找: forty questions as people ask them, each with what must come first; what is not there; no script."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from browser.conftest import Open
from browser.sites import Published
from playwright.sync_api import Page, expect

# What is typed, and the words that the first row has. The records are the shipped ones.
QUESTIONS = {
    # names, whole and in part
    "石羊塘镇赶集日宣传与走访": "石羊塘镇赶集日宣传与走访",
    "赶集": "石羊塘镇赶集日",
    "边城广场": "花垣县纪念省计生协成立30周年文艺活动",
    "受灾": "新邵县受灾计生家庭慰问",
    "城南公园": "文艺调演",
    "文艺调演": "文艺调演（城南公园）",
    "矮寨": "湘西州卫计政策宣传",
    "表彰大会 桃江": "桃江",
    "小善举": "小善举·大爱心",
    "小善举大爱心": "小善举·大爱心",
    "募捐": "募捐启动",
    "南湖广场": "南湖广场",
    "青春健康": "青春健康",
    "直播": "直播活动",
    "40周年": "40周年",
    "39周年": "39周年",
    "暖心好孕": "暖心·好孕",
    "行动月": "行动月启动",
    "生育关怀基金": "生育关怀基金",
    "云峰社区": "云峰社区",
    "金鹗公园": "金鹗公园",
    "回龙村": "回龙村",
    # several words, in any order
    "义诊 江华": "水口新镇健康义诊",
    "江华 义诊": "水口新镇健康义诊",
    "江华义诊": "水口新镇健康义诊",
    "慰问 新邵": "受灾计生家庭慰问",
    "岳阳 广场 2025": "金鹗公园广场",
    "宣传 永顺": "永顺县",
    "武潭 慰问": "武潭镇",
    "文艺汇演 金盆镇": "金盆镇",
    # the day's name, written in every way
    "5.29 云峰": "云峰社区",
    "5·29 云峰": "云峰社区",
    "529 云峰": "云峰社区",
    "５．２９ 云峰": "云峰社区",
    # by sound
    "yizhen": "义诊",
    "yunfeng": "云峰社区",
    "zhibo": "直播",
    "mujuan": "募捐",
    # units
    "长沙县": "长沙县",
    "浏阳": "浏阳市",
    "liuyang": "浏阳市",
    "桃江县计生协": "桃江县",
    # dates
    "2019年 义诊": "水口新镇健康义诊",
    "5月17日 募捐": "募捐启动",
}


def ask(page: Page, site: Published, words: str) -> list[str]:
    """The rows that a question brings, best first."""
    page.goto(f"{site.address}search/?q={quote(words)}")
    expect(page.locator("#said")).not_to_have_text(re.compile("^$|正在找"))
    return [re.sub(r"\s+", " ", row.inner_text()) for row in page.locator("#hits > li").all()]


@pytest.mark.parametrize("words", QUESTIONS)
def test_what_comes_first(page: Open, shipped: Published, words: str) -> None:
    rows = ask(page(), shipped, words)
    events = [row for row in rows if "单位" not in row.split()]  # up to three units stand above what they did
    assert any(QUESTIONS[words] in first for first in (*rows[:1], *events[:1])), rows[:4]


def test_there_are_forty_questions() -> None:
    assert len(QUESTIONS) >= 40


@pytest.mark.parametrize("words", ["韶山 义诊", "韶山义诊", "义诊韶山", "shaoshan yizhen"])
def test_a_county_comes_before_what_only_has_its_name(page: Open, demo: Published, words: str) -> None:
    rows = [row for row in ask(page(), demo, words) if "义诊" in row]
    assert "韶山市" in rows[0], rows
    assert any("双清区" in row for row in rows[1:]), rows


def test_nothing_is_said_to_be_nothing(page: Open, shipped: Published) -> None:
    opened = page()
    ways = [row.split()[0] for row in ask(opened, shipped, "飞碟降落")]
    assert ways == ["活动日历", "找地方", "健康知识"]
    assert "没有找到" in opened.locator("#said").inner_text()


def test_without_script_there_are_ways_to_everything(page: Open, shipped: Published) -> None:
    opened = page(java_script_enabled=False)
    opened.goto(f"{shipped.address}search/")
    assert "请在下面按地方、月份、种类找" in opened.locator("noscript").inner_text()
    assert opened.locator("[data-county]").count() == 134


def test_a_day_in_a_county_leads_to_the_countys_day(page: Open, demo: Published) -> None:
    """To its own page, as something there is on that day; of a province's day to the province's."""
    here = page()
    for query, path in (("5月29日 韶山", "u/430382/2021-05-29/"), ("5月29日", "u/43/2021-05-29/")):
        here.goto(f"{demo.address}search/?q={quote(query)}")
        expect(here.locator("#said")).to_contain_text("。")
        expect(here.locator(f"#hits a[href$='/{path}']")).to_have_count(1)
    assert (demo.folder / "u/430382/2021-05-29/index.html").is_file()
