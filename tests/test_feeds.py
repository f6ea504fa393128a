"""Atom and JSON feeds, read back with the standard library's parsers and feedparser."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import feedparser
from almanac.pages import File, Share
from almanac.pages.feeds import NEWEST, make
from almanac.render.atom import xml
from hypothesis import given, settings
from hypothesis import strategies as st
from shares import filed, shares, site

ATOM = "{http://www.w3.org/2005/Atom}"
NASTY = "<script>alert('&amp;')</script> \"引号\" ]]> & 😀"


def files(share: Share) -> dict[str, bytes]:
    return {each.path: each.data for each in make(share) if isinstance(each, File)}


def feeds(share: Share) -> tuple[ElementTree.Element, Any]:
    made = files(share)
    assert sorted(made) == [f"feeds/{share.code}.json", f"feeds/{share.code}.xml"]
    return ElementTree.fromstring(made[f"feeds/{share.code}.xml"]), json.loads(
        made[f"feeds/{share.code}.json"]
    )


def test_an_activity_in_both_feeds() -> None:
    filing = filed(
        "430181", "0529-shili", 名称=NASTY, 状态="已举办", 开始="2021-05-29 上午", 地点="天和广场",
        简介="一\n二 < 三", 成效={"宣传": {"人数": "800余"}}, 变更=[{"日期": "2021-05-27", "内容": "改期"}],
    )  # fmt: skip
    atom, news = feeds(shares(filing)["430181"])
    (entry,), (item,) = atom.findall(f"{ATOM}entry"), news["items"]
    address = "https://529.example.org/e/2021-430181-0529-shili/"
    assert entry.findtext(f"{ATOM}id") == item["id"] == item["url"] == address
    assert entry.findtext(f"{ATOM}title") == item["title"] == NASTY
    assert entry.findtext(f"{ATOM}updated") == item["date_modified"] == "2021-05-29T00:00:00+08:00"
    told = "状态：已举办\n时间：5月29日（周六）上午\n地点：长沙市浏阳市天和广场\n主办：浏阳市计生协\n"
    told += "成效：宣传800余人\n一\n二 < 三"
    assert entry.findtext(f"{ATOM}content") == item["content_text"] == told
    category = entry.find(f"{ATOM}category")
    assert category is not None and category.attrib == {"term": "publicity", "label": "群众性主题宣传"}
    assert item["tags"] == ["群众性主题宣传"] and item["authors"][0]["name"] == "浏阳市计生协"


def test_feeds_are_always_made_and_well_formed() -> None:
    for code, share in shares(on=site(demo=True)).items():
        atom, news = feeds(share)
        read = feedparser.parse(files(share)[f"feeds/{code}.xml"])
        assert not read.bozo and read.version == "atom10" and read.entries == [] == news["items"]
        assert atom.findtext(f"{ATOM}id") == f"https://529.example.org/feeds/{code}.xml"
        assert atom.findtext(f"{ATOM}updated") == "2021-05-06T00:00:00+08:00"
        assert atom.findtext(f"{ATOM}author/{ATOM}name") == "湖南省计划生育协会"
        assert read.feed.title == news["title"] and news["title"].startswith("演示数据 ")
        links = {link.get("rel"): link.get("href") for link in atom.findall(f"{ATOM}link")}
        assert links == {
            "self": f"https://529.example.org/feeds/{code}.xml",
            "alternate": f"https://529.example.org/u/{code}/",
        }


def test_a_json_feed_follows_its_version() -> None:
    _, news = feeds(shares(filed("43", "a"), filed("4301", "a", 状态="取消"))["43"])
    assert news["version"] == "https://jsonfeed.org/version/1.1" and news["language"] == "zh-CN"
    assert set(news) == {"version", "title", "home_page_url", "feed_url", "language", "authors", "items"}
    known = {"id", "url", "title", "content_text", "date_modified", "authors", "tags"}
    assert all(set(item) == known and isinstance(item["id"], str) for item in news["items"])
    assert len({item["id"] for item in news["items"]}) == 2
    assert {item["title"] for item in news["items"]} == {"示例活动", "【已取消】示例活动"}


def test_the_newest_fifty_newest_first_nothing_withdrawn() -> None:
    filings = [
        filed("430181", f"{n:03}", 状态="取消", 变更=[{"日期": f"2021-05-{n % 28 + 1:02}", "内容": "取消"}])
        for n in range(NEWEST + 10)
    ]
    hidden = filed("430181", "hidden", 状态="撤下", 变更=[{"日期": "2021-06-01", "内容": "撤下"}])
    atom, news = feeds(shares(*filings, hidden)["430181"])
    days = [str(entry.findtext(f"{ATOM}updated")) for entry in atom.findall(f"{ATOM}entry")]
    assert len(days) == NEWEST and days == sorted(days, reverse=True)
    assert atom.findtext(f"{ATOM}updated") == days[0] == "2021-05-28T00:00:00+08:00"
    assert [item["date_modified"] for item in news["items"]] == days


def test_what_is_to_come_is_in_the_feed_however_much_was_held() -> None:
    """The soonest first; once its day is over a plan stands among the others; the feed is as new as its newest entry."""
    made = (
        *(filed("430181", f"held{n:02}", 状态="已举办", 开始="2021-05-20") for n in range(NEWEST + 10)),
        *(filed("430181", f"plan{n:02}", 开始=f"2021-05-{29 - n % 8:02}") for n in range(30)),
        filed("430181", "inside", 开始="2021-05-28", 参加="内部"),
    )
    atom, news = feeds(shares(*made, on=site(today="2021-05-25"))["430181"])
    names = [item["id"].rsplit("-", 1)[1].strip("/") for item in news["items"]]
    ahead = [name for name in names if name.startswith("plan")]
    days = [29 - int(name[4:]) % 8 for name in ahead]
    assert names[: len(ahead)] == ahead and len(names) == NEWEST and "inside" not in names
    assert days == sorted(days) and min(days) == 25 and len(ahead) == sum(29 - n % 8 >= 25 for n in range(30))
    assert atom.findtext(f"{ATOM}updated") == "2021-05-20T00:00:00+08:00"
    _, after = feeds(shares(*made, on=site(today="2021-06-25"))["430181"])
    assert all("held" in item["id"] for item in after["items"])


def test_what_was_held_or_changed_lately_comes_first() -> None:
    """An activity that says 已举办 was changed on its day or later, even where nobody wrote a 变更."""
    made = shares(
        filed("430181", "held", 状态="已举办", 开始="2021-05-20"),
        filed("430181", "coming", 开始="2021-05-30"),
        filed("430181", "moved", 开始="2021-05-30", 变更=[{"日期": "2021-05-18", "内容": "改期"}]),
        filed("430181", "month", 状态="已举办", 开始="2021-05"),
        on=site(today="2021-06-20"),
    )
    _, news = feeds(made["430181"])
    assert [item["id"].rsplit("-", 1)[1] for item in news["items"]] == [
        "held/",
        "moved/",
        "coming/",
        "month/",
    ]


@settings(deadline=None)
@given(st.text())
def test_any_text_is_well_formed_xml(words: str) -> None:
    element = ElementTree.fromstring(f'<a b="{xml(words)}">{xml(words)}</a>'.encode())
    assert (element.text or "").replace("\n", "") == xml_plain(words)


def xml_plain(words: str) -> str:
    """What is left of a text when XML has read it: no control characters, every line end gone."""
    gone = {*range(32), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF} - {9}
    return "".join(c for c in words if ord(c) not in gone)


def test_what_came_in_late_is_new_on_the_day_it_came_in() -> None:
    """A report filed weeks after the day stands before what was held between, with the day it came in as published."""
    late = filed("430181", "0502-chi", 名称="示例迟报", 状态="已举办", 开始="2021-05-02", 受理="2021-06-05")
    held = filed("430181", "0529-zao", 名称="示例当天报", 状态="已举办", 开始="2021-05-29")
    atom, news = feeds(shares(late, held)["430181"])
    first, second = atom.findall(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}title") == "示例迟报"
    assert (
        first.findtext(f"{ATOM}published") == first.findtext(f"{ATOM}updated") == "2021-06-05T00:00:00+08:00"
    )
    assert news["items"][0]["date_published"] == "2021-06-05T00:00:00+08:00"
    assert second.find(f"{ATOM}published") is None and "date_published" not in news["items"][1]
