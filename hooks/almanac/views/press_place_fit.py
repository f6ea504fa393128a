"""Whether an activity may have been held at a place: what its name says of where it cannot be, and where alone it can."""

from __future__ import annotations

import re

from almanac.model.filings import Activity

_NOT_AT = (
    (
        "广场舞|运动会|健步|乐跑|长跑|马拉松|广场宣传",
        "卫生室|卫生院|医院|保健院|书屋|图书馆|报告厅|会议室|门诊",
    ),
    (
        "走访|上门|入户|家访",
        "广场|前坪|村部|卫生院|卫生室|医院|保健院|报告厅|书屋|文化馆|文化站|文化中心|(?:活动|服务)中心|体育|小学|大厅|礼堂|园区",
    ),
)
_ONLY_AT = (
    ("校园|高校|进学校", "学|校|幼儿园|院$"),
    ("进企业|进园区|进工地", "企业|公司|厂|园区|工地|车间|基地|矿"),
    ("集市|赶集|赶场", "集|市场|街|圩|墟|路|场$"),
)


def fits(activity: Activity, place: str) -> bool:
    """Whether it may have been held at that place: a day in a school's yard is not in a clinic."""
    name = activity.name
    return not any(re.search(what, name) and re.search(where, place) for what, where in _NOT_AT) and not any(
        re.search(what, name) and not re.search(where, place) for what, where in _ONLY_AT
    )
