"""Whom an activity is for: nothing that is passed on or put up asks the public to come to a visit."""

from __future__ import annotations

from typing import Any

import pytest
from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.day import Day
from almanac.model.filings import Activity
from almanac.statistics import weekly_digest
from almanac.views import noticeboard, posters, promotion_kit, share_texts
from almanac.views.announcement import announcement
from shares import filed, notice, shares

TODAY = "2021-05-28"
CARE, COUNCIL = ["关怀关爱"], ["理事勤理事"]


@pytest.mark.parametrize(
    ("said", "public"),
    [
        ({"形式": ["走访慰问"]}, False),
        ({"形式": ["入户慰问", "结对帮扶"]}, False),
        ({"形式": ["结对帮扶"], "类别": COUNCIL}, False),
        ({"形式": ["讲党课", "理事慰问群众"], "类别": COUNCIL}, False),
        ({"形式": ["上门服务"], "类别": ["家庭健康促进"]}, False),
        ({"形式": ["志愿服务", "走访慰问"], "类别": CARE}, False),
        ({"形式": ["走访困难家庭", "宣传车巡回", "精准帮扶"], "类别": CARE}, False),
        ({"形式": ["志愿服务"], "类别": CARE, "名称": "看望计生特殊家庭"}, False),
        ({"名称": "示例受灾家庭慰问"}, False),
        ({"形式": ["慰问"], "类别": CARE}, False),
        ({}, True),
        ({"形式": ["义诊", "现场慰问"]}, True),
        ({"形式": ["集市宣传", "巡回广播", "走访慰问"]}, True),
        ({"形式": ["募捐"], "类别": CARE}, True),
        ({"形式": ["慰问演出"], "类别": CARE, "名称": "示例慰问演出"}, True),
        ({"形式": ["表彰大会", "爱心妈妈结对"], "类别": ["评先评优"]}, True),
    ],
)
@pytest.mark.parametrize("state", ["计划", "延期", "取消"])
def test_nothing_that_is_passed_on_asks_to_come_to_a_visit(
    said: dict[str, Any], public: bool, state: str
) -> None:
    filing = filed(
        "430181", "shili", 状态=state, 地点="示例村", 海报="是", **({"开始": "2021-05-29 09:00"} | said)
    )
    record = filing.record
    assert isinstance(record, Activity)
    share = shares(filing)["430181"]
    (event,) = share.entries
    assert AUDIENCES[record.open_to].advertised == event.advertised == public
    asked = {
        "board": bool(noticeboard.listed([event], "430181", "2021-05")),
        "kit": bool(promotion_kit.coming([event], "430181", Day(TODAY))),
        "poster": posters.has_poster(record, event, 2021),
        "loudspeaker": bool(announcement(record, event.place, "示例计生协")),
        "words": any(
            share_texts.texts(record, event, "示例计生协", "示例活动日", "https://www.example.org/")
        ),
        "week": bool(weekly_digest.of_share([event], [filing], {2021: notice()}).planned),
    }
    off = {"kit", "poster"} if state == "取消" else set()
    assert asked == {what: public and what not in off for what in asked}
