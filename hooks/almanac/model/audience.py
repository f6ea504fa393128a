"""Whom an activity is for: anybody, members, or nobody but those it goes to; and what is said, or not said, of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class Audience(StrEnum):
    """Who may come, as 参加 says."""

    PUBLIC = "公开"
    MEMBERS = "会员"
    INTERNAL = "内部"


class Words(NamedTuple):
    """What outputs say of whom an activity is for.

    advertised: whether its hour and place are told before it is held, and anybody is asked to come: on lists of what is
    coming, posters, notice boards, in kits, calendars, what is read aloud and sent on. badge: beside its state; fact: on
    its page; spoken: a sentence for a loudspeaker; welcome: the end of an invitation; greeting: the same after a name.
    """

    advertised: bool
    badge: str
    fact: str
    spoken: str
    welcome: str
    greeting: str


WORDS: dict[str, Words] = {
    Audience.PUBLIC: Words(True, "", "", "", "欢迎参加", "欢迎您来"),
    Audience.MEMBERS: Words(
        True, "会员参加", "会员参加", "这场活动请会员参加。", "欢迎会员参加", "欢迎会员参加"
    ),
    Audience.INTERNAL: Words(False, "内部", "内部活动，不邀请群众参加", "", "", ""),
}

# A performance for those who are comforted is held on a stage; what else bears these words goes to somebody's home.
_VISIT = re.compile("走访|上门|入户|家访|结对|帮扶|看望|探望|探访|慰问(?!演出|文艺|晚会|汇演|演唱)")
_CARE = frozenset({"关怀关爱", "理事勤理事"})


def by_default(name: str, categories: Sequence[str], forms: Sequence[str]) -> Audience:
    """Whom an activity is for that does not say so: no visit is public, its hour and place tell where a family lives.

    A visit is what is one by its first form, or by its name where it has no form; under 关怀关爱 and 理事勤理事 by any.
    """
    care = bool(categories) and categories[0] in _CARE
    said = (name, *forms) if care else forms[:1] or (name,)
    return Audience.INTERNAL if any(map(_VISIT.search, said)) else Audience.PUBLIC
