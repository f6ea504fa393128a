"""The closed sets of words that records say and tables bear; each member is its word, and a plain text in every other way.

What is kept between builds holds plain texts: there a word goes in as `str(word)`, and equals its member when it comes out.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Status(StrEnum):
    """How far an activity has come."""

    PLANNED = "计划"
    HELD = "已举办"
    POSTPONED = "延期"
    CANCELLED = "取消"
    WITHDRAWN = "撤下"


class ArticleStatus(StrEnum):
    """How far a health article has come."""

    UNREVIEWED = "待审核"
    REVIEWED = "已审核"
    WITHDRAWN = "撤下"


class ReleaseStatus(StrEnum):
    """How far a press release has come."""

    DRAFT = "草稿"
    UNREVIEWED = "待审核"
    FINAL = "定稿"
    WITHDRAWN = "撤下"


class Use(StrEnum):
    """Where a name may be published, as a consent says."""

    WEB = "网页"
    PRESS = "报刊"
    PRINT = "印刷"


class CellStatus(StrEnum):
    """How final a cell of the official table is, unless it bears the number of its last revision."""

    PROVISIONAL = "provisional"
    FINAL = "final"

    @property
    def label(self) -> str:
        """As people read it."""
        return "暂定" if self is CellStatus.PROVISIONAL else "定稿"


TAKEN_BACK = "收回"  # in the place of a former address that holds somebody's name: it leads nowhere, and is written nowhere


def leading_on(former: Iterable[str]) -> list[str]:
    """The former addresses from which a way leads on."""
    return [old for old in former if old != TAKEN_BACK]
