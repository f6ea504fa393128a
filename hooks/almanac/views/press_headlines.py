"""Three headlines of one release, for outlets that take 30, 20 or 15 characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from almanac.views.press_names import OWN

LENGTHS = (30, 20, 15)
_SHOWN = re.compile(
    "(会|演|演出|仪式|直播|讲座|比赛|竞赛|课堂|讲堂|培训|展览?|展播|集市|走秀|节|论坛|沙龙|[班营]|(文艺|直播|演出|比赛|启动)活动)$"
)
_LEANING = re.compile(
    "(启动|文艺|公益|主题|系列|健康|大型|集体|户外|庆祝|纪念)活动$"
)  # words that mean nothing without 活动


class Parts(NamedTuple):
    """What a headline is made of: the association, known outside or only near by; where; what is held, in full and by its
    forms."""

    known: str
    unit: str
    at: str
    act: str
    forms: Sequence[str]


def verb(act: str) -> str:
    """What one does with it: a meeting or a performance is 举办, what has a verb of its own nothing, all else 开展."""
    return "" if OWN.search(act) else "举办" if _SHOWN.search(act) else "开展"


def headlines(pattern: str, brief: str, parts: Parts, **said: str) -> tuple[str, ...]:
    """Up to one of each length, the longest first: the fullest that it holds, no word cut, never without who it is.

    brief: the pattern in fewer words, where the other holds none.
    """
    every = [
        words.format(who=who, at=at, act=act, verb=verb(act), **said)
        for words in dict.fromkeys((pattern, brief))
        for who, at, act in _all(parts)
    ]
    fitting = (next((text for text in every if len(text) <= most), "") for most in LENGTHS)
    return tuple(dict.fromkeys(filter(None, fitting))) or (min(every, key=len),)


def _all(parts: Parts) -> Iterator[tuple[str, str, str]]:
    """Association, place, what is held; from the fullest to the shortest."""
    far, near, place = f"{parts.known}{parts.unit}", parts.unit, parts.unit.removesuffix("计生协")
    yield from ((far, parts.at, parts.act), (far, "", parts.act), (near, "", parts.act))
    shorter = [act for act in dict.fromkeys(_shorter(parts)) if act != parts.act]
    for who in (near, place):
        yield from ((who, "", act) for act in shorter)


def _shorter(parts: Parts) -> Iterator[str]:
    """What is held in fewer words: without the day's name, without 活动, without a motto, by its chief form."""
    bare = re.sub("^“5·29(会员活动日)?”(暨|的)?", "", parts.act)
    less = bare if _LEANING.search(bare) else bare.removesuffix("活动")
    if len(less) > 1:
        yield bare
        yield less
    plain = re.sub("^(?:全省)?([^“]{0,8})(?:“[^”]{4,}”)+(?=..)", r"\1", less)
    if len(plain) > 3 and not re.fullmatch("(?:启动|宣传|主题)?(?:活动|仪式)", plain):
        yield plain
    yield less.removeprefix("全省")
    yield from (form for form in parts.forms[:2] if len(form) > 1)
