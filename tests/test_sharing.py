"""Words to pass an activity on with: in three lengths, of each state, never a text message of over 70 characters."""

from __future__ import annotations

import re
from typing import Any

import pytest
from almanac.model.filings import Activity
from almanac.pages import Stamp, activities
from almanac.views.share_texts import SMS, Texts, texts
from hypothesis import given
from hypothesis import strategies as st
from shares import filed, shares

UNIT, CAMPAIGN, ADDRESS = (
    "浏阳市计生协",
    "第23个“5·29会员活动日”",
    "https://529.example.org/e/2021-430181-shili/",
)


def said(unit: str = UNIT, **fields: Any) -> Texts:
    """The texts of one activity."""
    filing = filed("430181", "shili", **({"名称": "健康义诊", "地点": "天和广场"} | fields))
    assert isinstance(filing.record, Activity)
    event = shares(filing)["430181"].entries[0]
    return texts(filing.record, event, unit, CAMPAIGN, ADDRESS)


def test_three_lengths() -> None:
    found = said(开始="2021-05-29 09:00", 携带="身份证", 咨询="浏阳市计生协 0731-83600000")
    assert found.moments == (
        "健康义诊\n时间：5月29日（周六）9:00\n地点：天和广场\n请带：身份证\n第23个“5·29会员活动日”，浏阳市计生协欢迎您来\n"
        + ADDRESS
    )
    assert found.group == (
        "通知：5月29日星期六上午9点，在天和广场举办健康义诊。请带身份证。有事请问浏阳市计生协 0731-83600000。\n详情："
        + ADDRESS
    )
    assert found.sms == (
        "【浏阳市计生协】5月29日（周六）9:00在天和广场举办健康义诊，欢迎参加。请带身份证。咨询浏阳市计生协 0731-83600000。"
    )


@pytest.mark.parametrize(
    ("fields", "sms", "first"),
    [
        (
            {"状态": "取消"},
            "原定5月29日（周六）在天和广场举办的健康义诊已取消，请勿前往。",
            "【取消】健康义诊不举办了，请相互转告",
        ),
        (
            {"状态": "延期", "开始": "2021-06-05"},
            "时间改了：6月5日（周六）在天和广场举办健康义诊，欢迎参加。",
            "【改期】健康义诊",
        ),
        (
            {"状态": "延期", "开始": "待定"},
            "健康义诊推迟举办，时间另行通知，请先不要前往。",
            "【推迟】健康义诊",
        ),
        ({"地点": None, "方式": "线上"}, "5月29日（周六）在网上举办健康义诊，欢迎参加。", "健康义诊"),
    ],
)
def test_what_has_become_of_it_is_said(fields: dict[str, Any], sms: str, first: str) -> None:
    found = said(**fields)
    assert (found.sms, found.moments.split("\n")[0]) == (f"【{UNIT}】{sms}", first)


@pytest.mark.parametrize("state", ["已举办", "撤下"])
def test_nothing_is_said_of_what_is_over(state: str) -> None:
    assert said(状态=state) == ("", "", "")


LONGEST = 28  # characters of the longest name of an association with the one above it, and some more
_TEXT = st.text("甲乙丙丁（）0123-", min_size=1, max_size=80)


_UNIT = st.text("甲乙丙丁（）0123-", min_size=1, max_size=LONGEST)


@given(st.sampled_from(["计划", "延期", "取消"]), _UNIT, _TEXT, _TEXT, _TEXT, _TEXT, _TEXT)
def test_a_message_never_costs_two(
    state: str, unit: str, name: str, place: str, bring: str, ask: str, note: str
) -> None:
    found = said(unit, 状态=state, 名称=name, 地点=place, 携带=bring, 咨询=ask, 时间说明=note)
    assert 0 < len(found.sms) <= SMS and found.sms.startswith(f"【{unit}】"), "the sender is never cut"
    assert len(found.moments.split("\n")) <= 6
    assert name[:10] in found.sms


def test_the_page_of_a_county_has_them_a_villages_does_not() -> None:
    def body(code: str) -> str:
        made = activities.make(shares(filed(code, "shili", 名称="健康义诊"))["430181"])
        page = next(each.body for each in made if isinstance(each, Stamp))
        return re.sub('<svg class="qr".*?</svg>', "", page)  # the code that is on paper

    assert 'id="moments"' in body("430181") and 'data-copy="#sms"' in body("430181")
    assert 'id="moments"' not in body("430181119001") and 'id="say"' in body("430181119001")
    assert len(body("430181").encode()) - len(body("430181119001").encode()) < 3000
