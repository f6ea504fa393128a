"""The register of associations: code, name, level; a folder is an association, its parent folder files with it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

from almanac.model.association_names import in_print, short, without_peoples
from almanac.model.register_tables import check, columns
from almanac.parse.input_files import content, is_plain, plain


class Level(IntEnum):
    """A level of associations, the highest first; its number is how many digits a code of that level has.

    slug: its name in addresses and tables; label: as people read it.
    """

    slug: str
    label: str

    def __new__(cls, digits: int, slug: str, label: str) -> Level:
        """A level is its number; the names stand beside it."""
        level = int.__new__(cls, digits)
        level._value_, level.slug, level.label = digits, slug, label
        return level

    PROVINCE = 2, "province", "省级"
    CITY = 4, "city", "市州"
    COUNTY = 6, "county", "县市区"
    TOWNSHIP = 9, "township", "乡镇街道"
    VILLAGE = 12, "village", "村居社区"

    @classmethod
    def named(cls, slug: str) -> Level:
        """The level of a slug."""
        return _BY_SLUG[slug]

    @property
    def below(self) -> Level | None:
        """The level right below; none for villages."""
        return _BELOW[self]


_LEVELS = tuple(Level)
SLUGS = tuple(level.slug for level in Level)
_BELOW = dict(zip(_LEVELS, (*_LEVELS[1:], None), strict=True))
_BY_SLUG = {level.slug: level for level in _LEVELS}
# Plain numbers: they cut a code in half the time, and codes are cut a hundred thousand times a build.
_PROVINCE, _CITY, _COUNTY = int(Level.PROVINCE), int(Level.CITY), int(Level.COUNTY)
_OF_LENGTH = {int(level): level for level in _LEVELS}
_SHORTER = dict(zip(_OF_LENGTH, (0, *_OF_LENGTH), strict=False))
_LINES = {length: tuple(_OF_LENGTH)[: place + 1] for place, length in enumerate(_OF_LENGTH)}
CODE = "[1-9][0-9](?:[0-9]{10}|[0-9]{7}|[0-9]{4}|[0-9]{2})?"  # in a pattern; the longest first
# Four digits that stand for no city (GB/T 2260): 市辖区 and 县 of a municipality, 省直辖县级行政区划 of a province.
_GROUPS = frozenset(f"{n}{two}" for n in (11, 12, 31, 50) for two in ("01", "02"))
_GROUPS |= {f"{n}90" for n in range(10, 100)}


class Association(NamedTuple):
    """One association: official statistical code, the register's name, the slug of its level."""

    code: str
    name: str
    slug: str

    @property
    def level(self) -> Level:
        """Its level."""
        return _OF_LENGTH[len(self.code)]

    @property
    def short(self) -> str:
        """The name people say: 火炬村 for 火炬村委会 and 老里村村委会, without the county and town that some names begin with."""
        return short(self.name, self.level is Level.VILLAGE)

    @property
    def printed(self) -> str:
        """The name that newspapers print: the same without its peoples, 湘西州 and 江华县."""
        return in_print(self.short)

    @property
    def title(self) -> str:
        """The association's own name."""
        return f"{self.short}计生协"


class Register:
    """All associations, by code and by folder; never changed after reading."""

    def __init__(self, rows: Iterable[tuple[str, str, str]], others: Iterable[tuple[str, str]] = ()) -> None:
        self._rows = {row[0]: Association._make(row) for row in rows}
        self._named: dict[str, dict[str, str]] = {}
        self._others: dict[str, list[str]] = {}
        for code, name in others:
            self._others.setdefault(code, []).append(name)

    @functools.cached_property
    def _below(self) -> dict[str, list[Association]]:
        below: dict[str, list[Association]] = {}
        for code, unit in self._rows.items():
            below.setdefault(parent(code), []).append(unit)
        return below

    def __getitem__(self, code: str) -> Association:
        return self._rows[code]

    def __contains__(self, code: str) -> bool:
        return code in self._rows

    def __iter__(self) -> Iterator[Association]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def root(self) -> str:
        """The code of the province."""
        return self._below[""][0].code

    @functools.cached_property
    def tree(self) -> tuple[tuple[Association, tuple[Association, ...]], ...]:
        """What files with the province, each with the counties below it; a county that files with it itself has none."""
        return tuple(
            (first, tuple(unit for unit in self.children(first.code) if unit.level is Level.COUNTY))
            for first in self.children(self.root)
        )

    def path(self, code: str) -> str:
        """The folder of an association below the year's folder: `长沙市/浏阳市`; the province's is empty."""
        return "/".join([unit.name for unit in self.line(code)[1:]])

    def others(self, code: str) -> tuple[str, ...]:
        """What else people call it: 湘西州, 江华县, and the old and short names that the records' `names.csv` lists."""
        name = self._rows[code].name
        plainer = without_peoples(name)
        return (*((plainer,) if plainer != name else ()), *self._others.get(code, ()))

    def at(self, path: str) -> str | None:
        """The association whose folder this is, or None."""
        code = self.root
        for name in path.split("/") if path else ():
            if code not in self._named:
                self._named[code] = {unit.name: unit.code for unit in self._below.get(code, ())}
            if name not in self._named[code]:
                return None
            code = self._named[code][name]
        return code

    def children(self, code: str) -> tuple[Association, ...]:
        """The associations that file with this one, in the order of their codes."""
        return tuple(self._below.get(code, ()))

    def line(self, code: str) -> tuple[Association, ...]:
        """From the province down to the association itself."""
        rows = self._rows
        return tuple([rows[code[:length]] for length in _LINES[len(code)] if code[:length] not in _GROUPS])

    @functools.cached_property
    def _villages(self) -> dict[str, dict[str, list[str]]]:
        found: dict[str, dict[str, list[str]]] = {}
        for unit in self._rows.values():
            if unit.level is Level.VILLAGE:
                found.setdefault(unit.code[: Level.COUNTY], {}).setdefault(unit.short, []).append(unit.code)
        return found

    def villages(self, county: str) -> Mapping[str, Sequence[str]]:
        """The codes of the villages of a county by the name people say; two towns may each have one of a name."""
        return self._villages.get(county, {})

    def within(self, code: str) -> Iterator[Association]:
        """The association and all below it, each before its children."""
        yield self._rows[code]
        for below in self._below.get(code, ()):
            yield from self.within(below.code)


def parent(code: str) -> str:
    """The code of the association this one files with; empty for the province."""
    above = code[: _SHORTER[len(code)]]
    return above[:_PROVINCE] if above in _GROUPS else above


def level_of(code: str) -> Level:
    """The level that a code's length says."""
    return _OF_LENGTH[len(code)]


def ancestor(code: str, level: Level) -> str:
    """The code of the association above at a level; the code itself where it stands at that level or higher.

    A county that files with the province stands at the level of cities too.
    """
    return city_of(code) if level == _CITY else code[:level]


def province_of(code: str) -> str:
    """The province that an association stands in."""
    return code[:_PROVINCE]


def city_of(code: str) -> str:
    """The city that an association stands in, or the county that stands in place of one; the province itself for the province."""
    city = code[:_CITY]
    return code[:_COUNTY] if city in _GROUPS else city


def share_of(code: str) -> str:
    """The share that publishes an association: its county, else the city or province itself."""
    return code[:_COUNTY]


def share_line(code: str) -> tuple[str, ...]:
    """From the province down to the share that publishes an association."""
    lengths = (_PROVINCE, _CITY, _COUNTY)
    return tuple(
        [code[:length] for length in lengths if length <= len(code) and code[:length] not in _GROUPS]
    )


def is_group(code: str) -> bool:
    """Whether a code stands for no association, but for all that file with the province without a city between."""
    return code in _GROUPS


def bare(text: str) -> str:
    """A code without the zeros that the statistical office writes behind it; empty where a text is none."""
    if not re.fullmatch("[1-9][0-9]+", text):
        return ""
    if len(text) in (Level.COUNTY, Level.VILLAGE):
        text = text[: next(level for level in _LEVELS if level >= len(text.rstrip("0")))]
    return text if len(text) in _OF_LENGTH else ""


class AreaCode(str):
    """A statistical code that knows where it stands; a plain text in every other way.

    What is kept between builds, and whatever comes out of it, holds plain texts: the functions above take either.
    """

    __slots__ = ()

    @property
    def level(self) -> Level:
        """The level of its association."""
        return _OF_LENGTH[len(self)]

    @property
    def parent(self) -> AreaCode:
        """The association this one files with; empty for the province."""
        return AreaCode(parent(self))

    @property
    def province(self) -> AreaCode:
        """The province that it stands in."""
        return self.at(Level.PROVINCE)

    @property
    def city(self) -> AreaCode:
        """The city that it stands in, or the county in place of one, or what is above one."""
        return self.at(Level.CITY)

    @property
    def county(self) -> AreaCode:
        """The county that it stands in, or what is above one."""
        return self.at(Level.COUNTY)

    @property
    def share(self) -> AreaCode:
        """The share that publishes it."""
        return AreaCode(share_of(self))

    def at(self, level: Level) -> AreaCode:
        """What stands above it at a level; itself where it stands there or higher."""
        return AreaCode(ancestor(self, level))

    def is_within(self, other: str) -> bool:
        """Whether this is the other association, or below it."""
        return self.startswith(other)


_NAME = "[\u3400-\u9fff（）·A-Za-z0-9]{1,40}"
_ROW = "|".join(f"[0-9]{{{int(level)}}},{_NAME},{level.slug}" for level in Level)
_REGISTER = re.compile(f"code,name,level(?:\\n(?:{_ROW}))+")
_ALIASES = re.compile(f"code,name(?:\\n[0-9]{{2,12}},{_NAME})*")


def load(file: Path) -> Register:
    """Read `associations.csv` (UTF-8; code,name,level; parents before children), and `names.csv` (code,name) beside it."""
    aliases = plain(content(file.parent, "names.csv")) if is_plain(file.parent, "names.csv") else "code,name"
    named = columns("names.csv", aliases, _ALIASES, 2)
    codes, names, slugs = columns(file.name, plain(content(file.parent, file.name)), _REGISTER, 3)
    check(codes, names, [parent(code) for code in codes], _GROUPS)
    return Register(zip(codes, names, slugs, strict=True), zip(*named, strict=True))
