"""Three headlines of one release, for outlets that take 30, 20 or 15 characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from almanac.views.press_names import GIVING, NOUN, OWN

LENGTHS = (30, 20, 15)
_SHOWN = re.compile(
    "(会|演|演出|仪式|直播|讲座|比赛|竞赛|课堂|讲堂|培训|展览?|展播|集市|走秀|节|论坛|沙龙|[班营]|(文艺|直播|演出|比赛|启动)活动)$"
)
_LEANING = re.compile(
    "(启动|文艺|公益|主题|系列|健康|大型|集体|户外|庆祝|纪念|普及|推进|”)活动$"
)  # words that mean nothing without 活动
_BY_ITSELF = re.compile(f"{NOUN.pattern}|(?:宣讲|募集|推广)$")  # what may be put off without 活动
_DOING = re.compile(
    "^[讲写量测听观]|健身$|报告$|^(?:走访|宣传|表彰|大会|会议|咨询台|横幅|标语|展板|宣传车)$"
)  # forms that say nothing by themselves
_FIELD = re.compile("(?:展览展播|家庭培训|座谈|志愿服务)$")  # words of a form that say nothing to readers
_MEMBERS = re.compile("(?:会员|理事)")  # who are an association's and no place's
_LABEL = re.compile("^(?:活动预告|改期公告|延期公告)：|活动$")


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
    if re.search("会议$", act):
        return "召开"
    is_shown = _SHOWN.search(act) and not GIVING.search(act)
    return "" if OWN.search(act) else "举办" if is_shown else "开展"


def headlines(pattern: str, brief: str, parts: Parts, **said: str) -> tuple[str, ...]:
    """Up to one of each length, the longest first: the fullest that it holds, no word cut, never without who it is.

    brief: the pattern in fewer words, where the other holds none.
    """
    every = [
        words.format(who=who, at=at, act=act, verb=verb(act), **said)
        for who, act in _all(parts, "{verb}" in pattern)
        for words, at in ((pattern, parts.at), (pattern, ""), (brief, ""))
    ]
    fitting = (next((text for text in every if len(text) <= most), "") for most in LENGTHS)
    first, *spare = dict.fromkeys(filter(None, fitting)) or [min(every, key=len)]
    kept = {_LABEL.sub("", text): text for text in spare}  # of two that differ by such a word, the shorter
    return (first, *kept.values())


def _all(parts: Parts, is_done: bool) -> Iterator[tuple[str, str]]:
    """Association and what is held; from the fullest to the shortest, and those first that outsiders understand.

    A place alone holds nothing: 某村表彰大会改期. A form that the name does not say stands for it only where nothing else fits.
    """
    far, near = f"{parts.known}{parts.unit}", parts.unit
    acts = list(dict.fromkeys([parts.act, *_said(_in_fewer_words(parts), is_done)]))
    yield from ((far, act) for act in acts)
    bare = [] if is_done else [act for act in acts if not _MEMBERS.match(act)]
    yield from ((far.removesuffix("计生协"), act) for act in bare)
    yield from ((near, act) for act in acts)
    forms = [form for form in parts.forms[:2] if form not in parts.act and len(form) > 1]
    other = _said((form for form in forms if not (_DOING.search(form) or _FIELD.search(form))), is_done)
    yield from ((who, act) for who in (far, near) for act in [*acts, *other])
    if not is_done:
        yield from ((near.removesuffix("计生协"), act) for act in [*bare, *other])


def names_what(forms: Iterable[str]) -> Iterator[str]:
    """The forms that say by themselves what is held."""
    return (form for form in forms if not any(one.search(form) for one in (_DOING, _FIELD, OWN)))


def _said(every: Iterable[str], is_done: bool) -> list[str]:
    """What is done as it is; what is put off or called off with 活动, where it says by itself nothing that is held."""
    return [act if is_done or _BY_ITSELF.search(act) else f"{act}活动" for act in every]


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
    if less.endswith("”筛查服务"):
        yield less.removesuffix("服务")
    if found := re.search("暨(.{4,})$", less):
        yield found[1]
    if found := re.search("[^周年暨的]{2}大会$", less):
        yield found[0]
    for form in parts.forms[:2]:
        if form in parts.act and not _DOING.search(form):
            whole = form + parts.act.partition(form)[2]
            yield whole
            if not whole.endswith("日活动"):
                yield whole.removesuffix("活动")
