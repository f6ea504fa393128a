"""Rolls of honour: awards as every roll, page and table shows them, and which of them a roll names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from almanac.disclosure.public_records import HIDDEN
from almanac.model.divisions import Level, ancestor, level_of, share_of
from almanac.model.filings import Award, Filing, Honoured
from almanac.render.html import cut, outward
from almanac.validate import Known, reference
from almanac.validate.photos import may_be_shown
from almanac.views.campaign_year import day_words
from almanac.views.occurrences import spoken_day

LEVELS = ("国家级", "省级", "市州", "县级", "乡镇", "村社区")
KINDS = {
    "collective": "先进集体",
    "person": "先进个人",
    "family": "家庭",
    "moral": "好媳妇、好婆婆、好市民",
    "work": "作品",
    "plaque": "授牌",
    "other": "其他",
}
ROLES = ("副会长", "秘书长", "会长", "理事", "会员", "志愿者")
REACH = {Level.PROVINCE: LEVELS[:3], Level.CITY: LEVELS[:4]}  # the levels that a full roll names
BEGINNING, STORIES = 60, 3  # letters of a story in a list, and how many stories stand before the names
FULL = 300  # a roll of so many lines at most names everything
_KIND_OF = {"集体": "collective", "个人": "person", "家庭": "family", "作品": "work", "授牌": "plaque"}
_MORAL = re.compile("好(?:媳妇|婆婆|公婆|儿媳|女婿|儿女|妯娌|邻居|市民|居民|村民)")


class Name(NamedTuple):
    """One entry of an award's list; told: there is a page of its deeds; talks: the ids of the activities it spoke at.

    deed: how the story of its deeds begins; photo: whether there is a photo that may be shown.
    """

    serial: str
    name: str
    unit: str
    role: str
    rank: str
    deceased: bool
    told: bool
    talks: tuple[str, ...]
    deed: str
    photo: bool


class Honour(NamedTuple):
    """An award as rolls show it; plain values only, so that it can be kept between builds.

    notice: the days it was shown to the public; activity: the id of the one at which it was given.
    names: those who may be named; withheld: how many more stand on its list.
    through: down to which level several are told as one; parts: name, kind, number and unit of each; questions: what is
    not known of it.
    """

    id: str
    year: int
    code: str
    name: str
    kind: str
    level: str
    body: str
    act: str
    document: str
    period: str
    date: str
    notice: tuple[str, str]
    number: str
    unit: str
    activity: str
    note: str
    names: tuple[Name, ...]
    withheld: int
    through: str
    parts: tuple[tuple[str, str, str, str], ...]
    questions: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many lines it takes in a roll."""
        return 1 + len(self.names)

    @property
    def roles(self) -> tuple[str, ...]:
        """会长, 理事, 会员… among those it names, or in its own name."""
        said = {role_of(name.role) for name in self.names} | {role_of(self.name)}
        return tuple(role for role in ROLES if role in said)


def honours(filings: Iterable[Filing], known: Known) -> list[Honour]:
    """The awards filed in a share, of filings that are fit for the public."""
    found = [honour(filing, award, known) for filing in filings if isinstance(award := filing.record, Award)]
    return sorted(found, key=order)


def honour(filing: Filing, award: Award, known: Known) -> Honour:
    """One award as rolls show it."""
    named = [one for one in award.honoured if one.name != HIDDEN]
    shown = award.notification
    return Honour(
        filing.id,
        filing.year,
        filing.code,
        award.name,
        kind_of(award),
        award.level,
        award.body,
        award.act,
        award.document or "",
        award.period or "",
        award.date or "",
        (shown.start, shown.end) if shown else ("", ""),
        str(award.number or ""),
        award.unit or "",
        (reference(award.activity, filing, known) or "") if award.activity else "",
        award.note or "",
        tuple(_name(one, filing, known) for one in named),
        len(award.honoured) - len(named),
        award.through or "",
        tuple((part.name, part.kind or "", str(part.number or ""), part.unit or "") for part in award.parts),
        award.open_questions,
        award.sources,
    )


def _name(one: Honoured, filing: Filing, known: Known) -> Name:
    talks = (reference(text, filing, known) for text in one.talks)
    return Name(
        one.serial or "",
        one.name,
        one.unit or "",
        one.role or "",
        one.rank or "",
        one.deceased == "是",
        bool(one.serial and (one.deeds or one.photo)),
        tuple(talk for talk in talks if talk),
        cut(one.deeds or "", BEGINNING) if one.serial else "",
        bool(one.serial and one.photo and may_be_shown(one.photo)),
    )


def kind_of(award: Award) -> str:
    """The slug of the kind an award belongs to: 好媳妇 and the like by its name, else by what it is given to, if that is one kind."""
    kinds = {award.kind, *(part.kind for part in award.parts)} - {None}
    of = kinds.pop() if len(kinds) == 1 else None
    return "moral" if _MORAL.search(award.name) else _KIND_OF.get(of or "", "other")


def role_of(words: str) -> str:
    """The one of the notice's roles that a text names; empty if none."""
    return next((role for role in ROLES if role in words), "")


def order(honour: Honour) -> tuple[int, int, str, str, str]:
    """Newest campaign first; then by level, place, day and identity."""
    return (-honour.year, LEVELS.index(honour.level), honour.code, honour.date, honour.id)


def holder_id(honour: str, serial: str) -> str:
    """What a certificate bears: the award's identity and the holder's number in it."""
    return f"{honour}-{serial}"


def facts(each: Honour) -> list[str]:
    """Who gave an award to how many, for which years, when, by which paper, and when it was shown to the public."""
    start, end = map(spoken_day, each.notice)
    number = f"{each.number}{each.unit or '个'}" if each.number else ""
    day = day_words(each.date)
    return [
        part
        for part in (
            f"{each.body}{each.act}",
            number,
            each.period,
            "" if day == each.period else day,
            each.document,
            f"公示{start}至{end}" if start else "",
        )
        if part
    ]


def row(each: Honour, level: Level | None = None) -> dict[str, object]:
    """An award as the templates are told it; level: of the places to which the list can be narrowed."""
    return {
        "award": each,
        "facts": facts(each),
        "kind": KINDS[each.kind],
        "levels": f"{each.level}至{each.through}合计" if each.through else each.level,
        "parts": "、".join(
            f"{name}{f' {number}{unit}' if number else '（数量不详）'}"
            for name, _, number, unit in each.parts
        ),
        "sources": [outward(source) for source in each.sources],
        "act": "" if each.act == "表彰" else each.act,
        "place": ancestor(each.code, level) if level else "",
        "roles": " ".join(each.roles),
    }


def stories(found: Iterable[Honour]) -> list[tuple[Honour, Name]]:
    """The stories that stand before a list of names: of the newest campaign, higher levels first, no two of an award
    before each has one, those with a photo first."""
    told = [[(each, name) for name in each.names if name.deed] for each in sorted(found, key=order)]
    newest = max((those[0][0].year for those in told if those), default=0)
    turns = [(turn, one) for those in told for turn, one in enumerate(those) if one[0].year == newest]
    turns.sort(key=lambda each: (each[0], not each[1][1].photo))
    return [one for _, one in turns[:STORIES]]


# ---------------------------------------------------------------- kept between builds


def plain(honour: Honour) -> tuple[Any, ...]:
    """An award as plain tuples."""
    return tuple(honour._replace(names=tuple(map(tuple, honour.names))))  # type: ignore[arg-type]


def from_plain(kept: Sequence[Any]) -> Honour:
    """An award as it was kept."""
    one = Honour._make(kept)
    return one._replace(names=tuple(map(Name._make, one.names)))


# ---------------------------------------------------------------- one roll


class Roll(NamedTuple):
    """The roll of one year at or below a place: what it names, how many awards each level has, and each place below.

    more: how many awards are only counted here, because their own places name them.
    """

    year: int
    scope: str
    named: list[Honour]
    levels: dict[str, int]
    places: dict[str, int]
    more: int


def rolls(found: Iterable[Honour], scope: str) -> Iterator[Roll]:
    """The rolls of a place, newest first. A short roll names all; a long one what is of its own and of higher levels."""
    years: dict[int, list[Honour]] = {}
    for each in sorted(found, key=order):
        years.setdefault(each.year, []).append(each)
    below = level_of(scope).below or Level.VILLAGE
    for year, those in years.items():
        short = sum(each.size for each in those) <= FULL
        named = [each for each in those if short or is_named(each, scope)]
        places = Counter([ancestor(each.code, below) for each in those if level_of(each.code) >= below])
        levels = Counter([each.level for each in those])
        yield Roll(year, scope, named, dict(levels), dict(sorted(places.items())), len(those) - len(named))


def is_named(each: Honour, scope: str) -> bool:
    """Whether a roll names an award however long it is: the place's own, and those of higher levels."""
    level = level_of(scope)
    return level_of(each.code) <= level or each.level in REACH.get(level, LEVELS)


def path(year: int, code: str) -> str:
    """Where the roll is that names an award filed by an association: its county's, city's or the province's."""
    place = share_of(code)
    return f"honours/{year}/" if level_of(place) is Level.PROVINCE else f"honours/{year}/{place}/"
