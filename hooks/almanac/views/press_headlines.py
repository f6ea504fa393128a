"""Three headlines of one release, for outlets that take 30, 20 or 15 characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

LENGTHS = (30, 20, 15)
SOME = "一场活动"
_SHOWN = re.compile(
    "(会|演|演出|仪式|直播|讲座|比赛|竞赛|课堂|展览?|集市|走秀|(文艺|直播|演出|比赛|启动)活动)$"
)
_LEANING = re.compile(
    "(文艺|公益|主题|系列|健康|大型|集体|户外|庆祝|纪念)活动$"
)  # words that mean nothing without 活动
_OWN = re.compile("^(发放|赠送|表彰|慰问|走访|募集)(?!大会$|会$|慰问$|.*活动$|.*服务$)..")


class Parts(NamedTuple):
    """What a headline is made of: the association, known outside or only near by; where; what is held, in full and by its
    forms; whole: it must not speak of a part of it, and rather calls it 一场活动."""

    known: str
    unit: str
    at: str
    act: str
    forms: Sequence[str]
    whole: bool = False


def verb(act: str) -> str:
    """What one does with it: a meeting or a performance is 举办, what has a verb of its own nothing, all else 开展."""
    return "" if _OWN.search(act) else "举办" if _SHOWN.search(act) else "开展"


def headlines(pattern: str, parts: Parts, **said: str) -> tuple[str, ...]:
    """One of each length, the longest first: the fullest that it holds, no word cut."""
    every = [pattern.format(who=who, at=at, act=act, verb=verb(act), **said) for who, at, act in _all(parts)]
    return tuple(next((text for text in every if len(text) <= most), every[-1]) for most in LENGTHS)


def _all(parts: Parts) -> Iterator[tuple[str, str, str]]:
    """Association, place, what is held; from the fullest to the shortest."""
    far, near, place = f"{parts.known}{parts.unit}", parts.unit, parts.unit.removesuffix("计生协")
    yield from ((far, parts.at, parts.act), (far, "", parts.act), (near, "", parts.act))
    shorter = [act for act in dict.fromkeys(_shorter(parts)) if act != parts.act]
    for who in (near, place):
        yield from ((who, "", act) for act in shorter)
    yield "", "", shorter[-1] if shorter else parts.act
    if parts.whole:
        yield from ((who, "", SOME) for who in (near, place, ""))


def _shorter(parts: Parts) -> Iterator[str]:
    """What is held in fewer words: without the day's name, without 活动, without a motto, by its chief form."""
    bare = re.sub("^“5·29(会员活动日)?”(暨|的)?", "", parts.act)
    less = bare if _LEANING.search(bare) else bare.removesuffix("活动")
    if len(less) > 1:
        yield bare
        yield less
    plain = re.sub("^(.{0,8})“[^”]{5,}”(?=..)", r"\1", less)
    if len(plain) > 3:
        yield plain
    yield from (form for form in parts.forms[:2] if len(form) > 1)
