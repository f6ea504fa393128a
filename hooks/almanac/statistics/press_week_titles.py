"""Who held what in a week, in a headline and in a first sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from almanac.model.divisions import Level, Register, level_of
from almanac.statistics.press_shares import BELOW
from almanac.views import press_names
from almanac.views.activities import Entry
from almanac.views.press_headlines import LENGTHS, names_what

SHORT = 9  # characters of a name that stands for an activity among others
_ENDS = re.compile("(?:宣传|服务|教育|活动)$")  # which say nothing of what is held
_BARE = re.compile("(?:集中|主题|系列|启动|庆祝|纪念|会员)*(?:活动日|宣传)?")
NAMED = 3  # kinds of activities that a headline has at most


def who(held: Sequence[Entry], code: str, register: Register) -> tuple[str, str]:
    """Who held them, for readers anywhere and for a headline: one association, or two of two levels, by name; so many of one
    level, or of two; 各级 only of three and more."""
    units = sorted({event.code for event in held}, key=lambda each: (level_of(each), each))
    levels = {level: [each for each in units if level_of(each) is level] for level in map(level_of, units)}
    if len(units) == 1 or len(units) == len(levels) == 2:
        first, *others = units
        far = [press_names.full(register, first), *(press_names.near(register, one, first) for one in others)]
        near = [press_names.known(register, first) + press_names.unit(register, first)]
        known = [
            press_names.known(register, first),
            press_names.short(register, first),
        ]  # which is not said again
        for one in others:
            county = press_names.known(register, one)
            near.append(("" if county in known else county) + press_names.unit(register, one))
        return "、".join(far), "、".join(near)
    own = units[0] == code
    below = {level: those for level, those in levels.items() if not (own and those == [code])}
    counted = "、".join(_so_many(level, those, register) for level, those in below.items())
    those = f"{counted if len(levels) < 3 else '各级'}计生协"
    named = press_names.full(register, code), press_names.unit(register, code)
    if own and len(levels) == 2:
        return f"{named[0]}和{those}", f"{named[1]}和{those}"
    return named[0].removesuffix("计生协") + those, named[1].removesuffix("计生协") + those


def _so_many(level: Level, codes: Sequence[str], register: Register) -> str:
    """3个村; of several kinds 3个村（社区）."""
    kinds = {press_names.kind(press_names.short(register, each)) for each in codes}
    return f"{len(codes)}个{kinds.pop() if len(kinds) == 1 else BELOW[level]}"


def names(held: Sequence[Entry], register: Register) -> str:
    """Two of one level that held something, by name with their counties; else nothing."""
    units = list(dict.fromkeys(event.code for event in held))
    if len(units) != 2 or len({level_of(one) for one in units}) != 1:
        return ""
    first, second = (press_names.known(register, one) for one in units)
    one, other = (press_names.short(register, each) for each in units)
    return f"{first}{one}、{'' if second == first else second}{other}计生协"


def kind(forms: Sequence[str], act: str) -> str:
    """What an activity was in a word or two, as its name says it, which stands in the text; empty where it needs more."""
    short = re.sub("“[^”]*”|活动$", "", act)
    named = (
        form for form in names_what(forms) if form[:2] in act or (form[-2:] in act and not _ENDS.search(form))
    )
    return next(named, short if 1 < len(short) <= SHORT and not _BARE.fullmatch(short) else "")


def headlines(who: tuple[str, str], kinds: Sequence[str], campaign: str, is_over: bool) -> list[str]:
    """The week in a headline of each length: who, by name and by number, and what most, as much as it holds.

    kinds: of each activity.
    """
    since = "一周" if is_over else "本周"
    named = [kind for kind, _ in most_held(kinds)]
    every = [text for one in filter(None, who) for text in _every(one, since, named, kinds, campaign)]
    fitting = (next((text for text in every if len(text) <= most), "") for most in LENGTHS)
    return list(dict.fromkeys(filter(None, fitting))) or [min(every, key=len)]


def most_held(kinds: Sequence[str]) -> list[tuple[str, int]]:
    """Each kind with how many were held of it, the most first."""
    counts = Counter(filter(None, kinds))
    return sorted(counts.items(), key=lambda each: -each[1])


def _every(near: str, since: str, named: Sequence[str], kinds: Sequence[str], campaign: str) -> Iterator[str]:
    """The fullest first: all that a few did, some of what many did with their number; without a kind the number alone."""
    held = len(kinds)
    for most in range(min(NAMED, len(named)), 0, -1):
        those = "、".join(named[:most])
        is_all = most == len(named) and all(kinds)
        yield f"{near}{since}开展{those}{'' if is_all and held <= NAMED else f'等活动{held}场'}"
        yield f"{near}开展{those}{'' if is_all else '等活动'}"
    if not named:
        yield f"{near}{since}举办{campaign}活动{held}场"
        yield f"{near}{since}举办活动{held}场"
