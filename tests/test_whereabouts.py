"""Where an activity is: the whole address, once, in lists, feeds, calendars and on its page, which copies it and leads to a map."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import shares
from almanac.model.divisions import Level
from almanac.pages import File, Stamp, activities, associations, calendars, feeds
from almanac.views.addresses import address, located, map_link

VILLAGE = "430181119001"
NAMES = ("湖南省", "长沙市", "浏阳市", "大瑶镇", "示例社区")


@pytest.mark.parametrize(
    ("place", "whole"),
    [
        ("卫生室", "长沙市浏阳市大瑶镇示例社区卫生室"),
        ("示例社区卫生室", "长沙市浏阳市大瑶镇示例社区卫生室"),
        ("大瑶镇文化站", "长沙市浏阳市大瑶镇文化站"),
        ("浏阳市大瑶镇示例社区村部", "长沙市浏阳市大瑶镇示例社区村部"),
        ("长沙市五一广场", "长沙市五一广场"),
        ("湖南省图书馆", "湖南省图书馆"),
    ],
)
def test_an_address_says_nothing_twice(place: str, whole: str) -> None:
    assert located(NAMES, place, Level.CITY) == whole


def pages(**fields: Any) -> dict[str, str]:
    """All that a county makes of one activity of a village, by path."""
    said = {
        "名称": "示例义诊",
        "地点": "卫生室",
        "开始": "2021-05-29 09:00",
        "咨询": "0731-12345678，示例",
    } | fields
    share = shares.shares(shares.filed(VILLAGE, "a", **said))["430181"]
    made = [one for make in (activities, associations, calendars, feeds) for one in make.make(share)]
    found = {one.path: one.body for one in made if isinstance(one, Stamp)}
    return found | {one.path: one.data.decode() for one in made if isinstance(one, File)}


HERE = f"e/2021-{VILLAGE}-a"


def test_every_output_has_the_whole_address() -> None:
    made = pages()
    assert "浏阳市大瑶镇示例社区卫生室\u00a0· 示例社区计生协" in made[f"u/{VILLAGE}/"]
    assert '<span id="place">长沙市浏阳市大瑶镇示例社区卫生室</span>' in made[f"{HERE}/"]
    for path in (f"{HERE}.ics", "feeds/430181.ics"):
        assert "LOCATION:长沙市浏阳市大瑶镇示例社区卫生室" in made[path].replace("\r\n ", "")
    assert "地点：长沙市浏阳市大瑶镇示例社区卫生室" in made["feeds/430181.xml"]
    (item,) = json.loads(made["feeds/430181.json"])["items"]
    assert "地点：长沙市浏阳市大瑶镇示例社区卫生室" in item["content_text"]
    assert '"address":"湖南省长沙市浏阳市大瑶镇示例社区卫生室"' in made[f"{HERE}/"]


def test_a_plan_is_found_by_map_and_telephone() -> None:
    """By links alone: the page asks nobody for anything, and the map needs neither a key nor coordinates."""
    page = pages()[f"{HERE}/"]
    (way,) = re.findall('href="(https://api[^"]*)"', page)
    asked = parse_qs(urlsplit(way.replace("&amp;", "&")).query)
    assert asked["address"] == ["长沙市浏阳市大瑶镇示例社区卫生室"] and asked["output"] == ["html"]
    assert not {"ak", "key", "location"} & set(asked)
    assert '<button class="button plain needs-js" type="button" data-copy="#place">复制地址</button>' in page
    assert '问谁</dt><dd><a href="tel:0731-12345678">0731-12345678</a>，示例' in page
    assert not re.search(r'(?:src|action)="https?:', page)


@pytest.mark.parametrize(
    "fields",
    [
        {"状态": "已举办"},
        {"状态": "取消"},
        {"参加": "内部"},
        {"方式": "线上", "地点": "示例网上课堂"},
        {"地点": None},
    ],
)
def test_nobody_is_led_to_where_nothing_is(fields: dict[str, Any]) -> None:
    """Over, cancelled, not for the public, on the net, or without a place."""
    page = pages(**fields)[f"{HERE}/"]
    assert "看地图" not in page and "复制地址" not in page


def test_on_the_net_there_is_no_address() -> None:
    (event,) = shares.shares(shares.filed(VILLAGE, "a", 方式="线上", 地点="示例网上课堂"))["430181"].entries
    assert address(shares.REGISTER, event) == "示例网上课堂"
    assert map_link("甲 乙&丙").endswith("address=%E7%94%B2%20%E4%B9%99%26%E4%B8%99")
