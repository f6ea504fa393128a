"""The paragraph for a loudspeaker: what it says of each state, how it grows shorter, never over 150 characters."""

from __future__ import annotations

import re
from typing import Any

import pytest
from almanac.model.filings import Activity
from almanac.views.announcement import LIMIT, announcement
from hypothesis import given
from hypothesis import strategies as st
from shares import filed

UNIT = "大瑶镇天和村计生协"


def said(**fields: Any) -> str:
    """The announcement of one activity, at the place that is filed."""
    record = filed("430181", "shili", **({"名称": "健康义诊", "地点": "天和广场"} | fields)).record
    assert isinstance(record, Activity)
    return announcement(record, record.place or "", UNIT)


def test_when_where_what_bring_whom() -> None:
    text = said(
        开始="2021-05-29 09:00", 结束="2021-05-29 11:30", 简介="免费测血压、血糖。下雨改期。",
        携带="身份证、以往病历", 咨询="浏阳市计生协 0731-83600000", 报名={"结束": "2021-05-28", "说明": "到村卫生室报名"},
    )  # fmt: skip
    assert text == (
        "通知：5月29日星期六上午9点到11点半，在天和广场举办健康义诊。免费测血压、血糖。请带身份证、以往病历。"
        "报名：到村卫生室报名，5月28日星期五截止。有事请问浏阳市计生协 0731-83600000。"
    )


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2021-05-29", None, "5月29日星期六"),
        ("2021-05-29 上午", None, "5月29日星期六上午"),
        ("2021-05-29 全天", None, "5月29日星期六"),
        ("2021-05-29 08:30", None, "5月29日星期六上午8点半"),
        ("2021-05-29 10:30", "2021-05-29 15:05", "5月29日星期六上午10点半到下午3点05分"),
        ("2021-05-29 12:00", "2021-05-29 12:45", "5月29日星期六中午12点到12点45分"),
        ("2021-05-29 19:30", "2021-05-29 21:00", "5月29日星期六晚上7点半到9点"),
        ("2021-05-28", "2021-06-02 17:00", "5月28日星期五到6月2日星期三下午5点"),
    ],
)
def test_times_as_they_are_said(start: str, end: str | None, words: str) -> None:
    """Of which the hour is not known that is what one asks for."""
    why = "有事" if ":" in start or "全天" in start else "几点开始，"
    assert said(开始=start, 结束=end) == f"通知：{words}，在天和广场举办健康义诊。{why}请问{UNIT}。"


def test_what_says_only_what_is_done_is_an_activity() -> None:
    assert "举办集中宣传活动。" in said(名称="集中宣传") and "举办健康义诊。" in said()


def test_what_is_not_fixed_is_said_so() -> None:
    assert said(开始="待定") == f"通知：将在天和广场举办健康义诊，时间另行通知。有事请问{UNIT}。"
    assert said(开始="待定", 时间说明="天气好转后举办").startswith(
        "通知：将在天和广场举办健康义诊，天气好转后举办。"
    )
    assert said(开始="2021-06").startswith("通知：6月，在天和广场")
    assert said(开始="2021-06", 时间说明="6月上旬").startswith("通知：6月上旬，在天和广场")
    assert said(地点=None, 方式="线上").startswith("通知：5月29日星期六，在网上举办健康义诊。")


def test_a_change_is_said_first() -> None:
    moved = [{"日期": "2021-05-27", "内容": "改期", "原定": "2021-05-28"}]
    assert said(变更=moved).startswith("通知，时间改了：5月29日星期六，在天和广场")
    assert said(状态="延期", 变更=moved).startswith("通知，时间改了：5月29日星期六，")
    assert said(变更=[{"日期": "2021-05-27", "内容": "换了医生"}]).startswith("通知：5月29日")
    assert said(状态="延期", 开始="待定", 变更=moved) == (
        f"通知：健康义诊推迟了，时间另行通知，请大家先不要去。有事请问{UNIT}。"
    )
    assert said(状态="取消", 携带="身份证") == (
        f"通知：原定5月29日星期六在天和广场举办的健康义诊取消了，请大家不要去。有事请问{UNIT}。"
    )
    assert said(状态="取消", 开始="待定").startswith("通知：原定在天和广场举办的健康义诊取消了")


@pytest.mark.parametrize("state", ["已举办", "撤下"])
def test_what_is_over_or_withdrawn_is_not_announced(state: str) -> None:
    assert said(状态=state) == ""


def test_the_less_needed_goes_first() -> None:
    long = said(简介="测血压" * 13, 携带="身份证" * 9, 咨询="村" * 60, 报名={"说明": "报" * 60})
    assert "测血压" not in long and "报名" not in long
    assert "请带身份证" in long and f"几点开始，请问{'村' * 60}。" in long
    assert len(long) <= LIMIT


def test_the_longest_of_all() -> None:
    record = filed(
        "430181", "shili", 名称="名" * 80, 地点="地" * 80, 状态="取消", 开始="2021-06", 时间说明="时" * 80, 咨询="村" * 80
    ).record  # fmt: skip
    assert isinstance(record, Activity)
    assert LIMIT - 5 < len(announcement(record, "地" * 80, "会" * 60)) <= LIMIT


WORDS = st.text(st.sampled_from("天和广场健康义诊，。 0731"), min_size=1, max_size=80).filter(str.strip)


@given(
    state=st.sampled_from(["计划", "延期", "取消"]),
    start=st.sampled_from(["待定", "2021-06", "2021-05-29", "2021-05-29 上午", "2021-12-29 23:59"]),
    end=st.sampled_from([None, "2021-12-30 00:00", "2021-12-30"]),
    words=st.tuples(WORDS, WORDS, WORDS, WORDS, WORDS, WORDS),
)
def test_never_over_the_limit_and_always_whole(
    state: str, start: str, end: str | None, words: tuple[str, ...]
) -> None:
    name, place, about, bring, ask, note = words
    text = said(
        名称=name, 地点=place, 状态=state, 开始=start, 结束=end if start[:7] != "2021-06" else None, 简介=about,
        携带=bring, 咨询=ask, 时间说明=note, 报名={"说明": note},
    )  # fmt: skip
    assert 0 < len(text) <= LIMIT and text.startswith("通知") and text.endswith("。")
    assert "\n" not in text and re.search("(有事|几点开始，)请问", text)
