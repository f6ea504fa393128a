"""Offices of a record as newspapers name them: as it has them, with what it leaves open beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from almanac.model.divisions import Level, Register, ancestor, level_of
from almanac.views.press_names import kind, short
from almanac.views.press_sentences import ask

# Offices without whose they are; those that only counties and above have.
_BARE = re.compile(
    "(?:[^市州县区乡镇村省国]{2,4}局|卫健委|卫计委|计生委|总工会|工会|妇联|团委|共青团|宣传部|文明办|文联|残联|科协|关工委|老龄办|老龄委|计生办"
    "|融媒体中心|电视台|妇幼保健院|妇计中心|人民医院|中医院|卫生院|疾控中心|疾病预防控制中心|文化馆|图书馆|红十字会|人民政府|政府|党委)"
)
_OF_COUNTY = re.compile(
    "局$|委$(?<!党委)(?<!团委)(?<!关工委)|总工会|融媒体|保健院|医院|疾控|疾病|文化馆|图书馆|红十字|文联|科协"
)


def office(text: str, register: Register, code: str) -> str:
    """An office as a record names it, and 大瑶镇人民政府 for 当地政府; whose 卫健局 it is no association tells."""
    seat = ancestor(code, Level.TOWNSHIP)
    here = short(register, seat)
    found = re.fullmatch("当地(?:的)?(党委)?、?(?:人民)?政府", text)
    if not found:
        return text.removeprefix("当地") if is_bare(text) else text
    government = "政府" if found[1] else "人民政府"
    if here.endswith("街道"):
        government = "办事处"
    elif here.endswith(("园区", "管理区", "示范区", "开发区", "高新区")):
        government = "管委会"
    if found[1] and government == "政府" and level_of(seat) < Level.TOWNSHIP:
        return f"{here}委、{kind(here)}政府"
    return f"{here}{'党委、' if found[1] else ''}{government}"


def is_bare(text: str) -> bool:
    """Whether an office is named without whose it is: 卫健局, 妇联."""
    return bool(_BARE.fullmatch(text.removeprefix("当地")))


def whose(offices: Sequence[str]) -> str:
    """What is asked of offices of which the record does not say whose they are."""
    bare = [one for one in offices if is_bare(one)]
    return (
        ask("哪一级" if len(offices) == 1 else f"{'、'.join(bare)}{'各' if bare[1:] else ''}是哪一级")
        if bare
        else ""
    )


def is_above(text: str, code: str) -> bool:
    """Whether a body stands above the association: a government, of a town or a village an office of the county."""
    if re.search("政府$|党委$|办事处$|管委会$", text):
        return True
    return level_of(code) > Level.COUNTY and bool(_OF_COUNTY.search(text))


def offices(texts: Iterable[str], register: Register, code: str, but: Iterable[str] = ()) -> list[str]:
    """Offices of a record, each once, without those that were named before."""
    before = set(but)
    return [one for one in dict.fromkeys(office(each, register, code) for each in texts) if one not in before]
