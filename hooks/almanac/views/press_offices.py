"""Offices of a record as newspapers name them: none of which the record does not say whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from almanac.model.divisions import Level, level_of
from almanac.model.filings import Activity

# Offices without whose they are; those that only counties and above have.
_BARE = re.compile(
    "当地.*|(?:[^市州县区乡镇村省国]{2,4}局|卫健委|卫计委|计生委|总工会|工会|妇联|团委|共青团|宣传部|文明办|文联|残联|科协|关工委|老龄办|老龄委|计生办"
    "|融媒体中心|电视台|妇幼保健院|妇计中心|人民医院|中医院|卫生院|疾控中心|疾病预防控制中心|文化馆|图书馆|红十字会|人民政府|政府|党委)"
)
_OF_COUNTY = re.compile(
    "局$|委$(?<!党委)(?<!团委)(?<!关工委)|总工会|融媒体|保健院|医院|疾控|疾病|文化馆|图书馆|红十字|文联|科协"
)


def is_bare(text: str) -> bool:
    """Whether an office is named without whose it is: 卫健局, 妇联, 当地人民政府."""
    return bool(_BARE.fullmatch(text))


def known(offices: Iterable[str]) -> list[str]:
    """The offices of which a record says whose they are, each once."""
    return [one for one in dict.fromkeys(offices) if not is_bare(one)]


def unsaid(activity: Activity) -> str:
    """Those that a draft leaves out, for colleagues."""
    every = (*activity.hosts, *activity.guides, *activity.organisers, *activity.supporters)
    bare = "、".join(dict.fromkeys(filter(is_bare, every)))
    return f"主办、承办、协办里的{bare}没有写明是哪一级的，没有写进稿子。" if bare else ""


def is_above(text: str, code: str) -> bool:
    """Whether a body stands above the association: a government, of a town or a village an office of the county."""
    if re.search("政府$|党委$|办事处$|管委会$", text):
        return True
    return level_of(code) > Level.COUNTY and bool(_OF_COUNTY.search(text))
