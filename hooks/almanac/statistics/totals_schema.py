"""The JSON Schema of an association's totals."""

from __future__ import annotations

from typing import Any

from almanac.model.divisions import CODE
from almanac.model.json_schema import DIALECT
from almanac.statistics.totals import Sum

Node = dict[str, Any]
_COUNT: Node = {"type": "integer", "minimum": 0}
_CODE: Node = {"type": "string", "pattern": f"^{CODE}$"}
_VALUES: Node = {"type": "object", "additionalProperties": _COUNT}
NUMBERS = {
    "approximate": "approximate_records",
    "approximately": "approximate",
}  # as the tables in CSV call them
INNER = frozenset({"more", "less"})  # which only sums in words need
_MEANINGS = {
    "value": "数；null 是没有填报，不是零",
    "records": "由几条记录计得",
    "unknown": "应计入而没有写这个数的有几场",
    "approximate_records": "写作约数（800余）的记录有几条",
    "approximate": "数里由约数计得的部分",
    "converted": "数里由户数计得的部分",
    "late": "活动时间以外举办的有几场",
    "tallied": "数里由汇总计得的部分",
    "zeros": "写明零报告的协会有几个；全都写明了，数才是 0",
    "system": "稿件里发在计生协系统自己的媒体上的篇数",
    "signed": "1：数是签字的，现在的记录与它不同",
    "due": "有报零的，这一级的协会一共几个",
}
_SIGNED: Node = {
    "by_signer": {
        "type": "object",
        "additionalProperties": {"type": "integer"},
        "description": "各表签表单位自己的媒体不计时，各格比本级和各下级的表合起来多几（负数是少几）",
    },
    "seal": {
        "type": ["string", "null"],
        "description": "封存号：签字那时全部数字的摘要；没有封存的是 null",
    },
    "revisions": {"type": "array", "items": {"type": "object"}, "description": "定稿以后的修订"},
    "differences": {
        "type": "array",
        "items": {"type": "object"},
        "description": "现在的记录与定稿不同、还没有修订的：定稿的数（signed）、现在的数（now）、原因",
    },
}


def schema() -> Node:
    """What data/totals/<year>/<code>.json says, field by field, in Chinese."""
    numbers = _numbers()
    cell = _cell() | numbers
    fields: Node = {
        "year": {"type": "integer", "description": "哪一年的会员活动日"},
        "association": _CODE | {"description": "协会代码"},
        "name": {"type": "string", "description": "协会在名册里的名称"},
        "level": {"enum": ["province", "city", "county"], "description": "级别"},
        "demo": {"type": "boolean", "description": "是不是演示数据"},
        "as_of": {
            "type": ["string", "null"],
            "format": "date",
            "description": "计入的记录里最晚的一天，封存以后是封存那天；没有计入的是 null",
        },
        "title": {"type": "string", "description": "表名"},
        "cells": {"type": "array", "items": _whole(cell), "description": "表上的各格，次序同表"},
        "beside": {
            "type": "object",
            "additionalProperties": _whole(numbers),
            "description": "不在表内的数（省级）",
        },
        "own": {"type": "object", "description": "本级的数和记录：活动编号、稿件、汇总"},
        "children": {"type": "array", "items": {"type": "object"}, "description": "各下级的数"},
        "left_out": {"type": "object", "description": "没有计入的活动：级别、原因、场数"},
        "standing": {
            "type": "object",
            "description": "各级有多少协会填报了、零报告、办了必办的活动，汇总说另有几个（told，没有点名），哪些级别汇总说有（vouched）",
        },
        "accounts": {"type": "array", "items": {"type": "object"}, "description": "已开通的网站和新媒体"},
        **_SIGNED,
        "units": {
            "type": "object",
            "additionalProperties": _VALUES,
            "description": "县市区以下各协会连同下级的数",
        },
    }
    about = {"title": "信息统计表", "description": "一个协会一年的信息统计表，每格的数和它的来历。"}
    required = [name for name in fields if name != "units"]
    return {"$schema": DIALECT, **about, **_whole(fields), "required": required}


def _cell() -> Node:
    status = {"type": "string", "pattern": "^(provisional|final|R[0-9]+)$"}
    return {
        "cell": {"type": "string", "description": "块-级别-小列，如 visits-village-people"},
        "label": {"type": "array", "items": {"type": "string"}, "description": "表上的块名、列名、小列名"},
        "status": status | {"description": "暂定、定稿、第几次修订"},
        "obs_status": {"enum": ["A", "P", "O"], "description": "SDMX 的代码：正常（定稿）、暂定、没有填报"},
    }


def _numbers() -> Node:
    names = [NUMBERS.get(name, name) for name in Sum._fields if name not in INNER]
    numbers = {name: _COUNT | {"description": _MEANINGS[name]} for name in names}
    return numbers | {"value": {"type": ["integer", "null"], "minimum": 0, "description": _MEANINGS["value"]}}


def _whole(fields: Node) -> Node:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
