"""Three headlines of one release, for outlets that take 30, 20 or 15 characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from almanac.views.press_names import NOUN, OWN

LENGTHS = (30, 20, 15)
_SHOWN = re.compile(
    "(会|演|演出|仪式|直播|讲座|比赛|竞赛|课堂|讲堂|培训|展览?|展播|集市|走秀|节|论坛|沙龙|[班营]|(文艺|直播|演出|比赛|启动)活动)$"
)
_LEANING = re.compile(
    "(启动|文艺|公益|主题|系列|健康|大型|集体|户外|庆祝|纪念)活动$"
)  # words that mean nothing without 活动
_BY_ITSELF = re.compile(f"{NOUN.pattern}|(?:服务|宣讲|募集|推广)$")  # what may be put off without 活动
_DOING = re.compile("^[讲写量测听观]|健身$|^(?:走访|宣传)$")  # forms that nothing is 开展 of
_LABEL = re.compile("^(?:活动预告|改期公告|取消公告)：|活动$")


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
        for who, at, act in _all(parts, "{verb}" in pattern)
    ]
    fitting = (next((text for text in every if len(text) <= most), "") for most in LENGTHS)
    first, *spare = dict.fromkeys(filter(None, fitting)) or [min(every, key=len)]
    kept = {_LABEL.sub("", text): text for text in spare}  # of two that differ by such a word, the shorter
    return (first, *kept.values())


def _all(parts: Parts, is_done: bool) -> Iterator[tuple[str, str, str]]:
    """Association, place, what is held; from the fullest to the shortest. A place alone holds nothing: 某村表彰大会改期."""
    far, near, place = f"{parts.known}{parts.unit}", parts.unit, parts.unit.removesuffix("计生协")
    shorter = [act for act in dict.fromkeys(_shorter(parts, is_done)) if act != parts.act]
    yield from ((far, parts.at, parts.act), (far, "", parts.act))
    yield from ((far, "", act) for act in shorter if parts.known and len(act) + 2 >= len(parts.act))
    yield near, "", parts.act
    for who in (near,) if is_done else (near, place):
        yield from ((who, "", act) for act in shorter)


def _shorter(parts: Parts, is_done: bool) -> Iterator[str]:
    """What is held in fewer words: without the day's name, without 活动, without a motto, by its chief form."""
    every = dict.fromkeys(_in_fewer_words(parts))
    yield from every if is_done else (act if _BY_ITSELF.search(act) else f"{act}活动" for act in every)


def _in_fewer_words(parts: Parts) -> Iterator[str]:
    bare = re.sub("^“5·29(会员活动日)?”(暨|的)?", "", parts.act)
    less = bare if _LEANING.search(bare) or bare.endswith("日活动") else bare.removesuffix("活动")
    if len(less) > 1:
        yield bare
        yield less
    plain = re.sub("^(?:全省)?([^“]{0,8})(?:“[^”]{4,}”)+(?=..)", r"\1", less)
    if len(plain) > 3 and not re.fullmatch("(?:启动|宣传|主题)?(?:活动|仪式)", plain):
        yield plain
    yield less.removeprefix("全省")
    for form in parts.forms[:2]:
        if form in parts.act:
            whole = form + parts.act.partition(form)[2]
            yield whole
            if not whole.endswith("日活动"):
                yield whole.removesuffix("活动")
        elif len(form) > 1 and not _DOING.search(form):
            yield form
