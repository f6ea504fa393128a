"""Which association the words of a row mean: its place columns, or its name written out, below where one is."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from almanac.excel.head_words import WHOLE
from almanac.model.diagnostics import closest, stem
from almanac.model.divisions import Association, Level, Register, city_of, parent
from almanac.model.examples import local, sample
from almanac.model.fields import PLACE

_LEVELS = dict(zip(PLACE, tuple(Level)[1:], strict=True))
RENAMED = "协会改用名册里的全名"
_OFFICE = re.compile("(?:计划生育协会|计生协会|计生协)$")


class Meant(NamedTuple):
    """The association meant (empty: none), by which rule if its name was not given in full; else what is wrong; the column."""

    code: str
    rule: str = ""
    wrong: str = ""
    column: str = ""
    example: str = ""


def meant(said: Mapping[str, str], base: str, register: Register) -> Meant:
    """The association of a row; said: the words by place column; base: the association whose workbook this is, if known."""
    whole = _OFFICE.sub("", said.get(WHOLE, "").strip().strip("/"))
    words = [
        (column, _OFFICE.sub("", said[column].strip())) for column in PLACE if said.get(column, "").strip()
    ]
    if not words and not whole:
        return (
            Meant(base)
            if base
            else Meant("", wrong="没有写是哪个协会的", column=PLACE[0], example=_example(register))
        )
    here, renamed = "", ""
    steps: list[tuple[str, str]] = []  # what was said before, and what the next one really stands below
    for column, word in words:
        found = _under(here, base, word, _LEVELS[column], register)
        if isinstance(found, str):
            above = register[here or base or register.root].name
            return Meant(
                "",
                wrong=f"名册里“{above}”下面没有“{word}”{found}",
                column=column,
                example=local("要写名册里的全名，如 乙县、丙镇", register),
            )
        renamed = renamed if found.name == word else column
        steps.append((here, parent(found.code)))
        here = found.code
    if whole:
        code = _said_whole(here or base or register.root, whole, register)
        if not code or not code.startswith(here):
            return Meant(
                "", wrong=f"名册里找不到“{whole}”", column=WHOLE, example=local("甲市/乙县/丙镇", register)
            )
        exact = whole in (register.path(code), register[code].name)
        return Meant(code, "" if exact else RENAMED, column=WHOLE)
    gaps = any(above not in (before, register.root) and not base.startswith(above) for before, above in steps)
    return Meant(here, RENAMED if renamed else "补上上级协会" if gaps else "", column=renamed or words[0][0])


def _example(register: Register) -> str:
    """A place as its columns hold it: 市州：长沙市，县市区：芙蓉区."""
    return "，".join(
        f"{column}：{unit.name}"
        for column in PLACE[:2]
        for unit in sample(register)
        if unit.level is _LEVELS[column]
    )


def _is_in_place(unit: Association, level: Level) -> bool:
    """Whether an association stands in the place of one of a higher level: a county that files with the province."""
    return level is Level.CITY and unit.level is Level.COUNTY and city_of(unit.code) == unit.code


@functools.lru_cache(maxsize=4096)
def _under(here: str, base: str, word: str, level: Level, register: Register) -> Association | str:
    """The association of a level that a word means: below what is said, else below the base, else the only one of its name."""
    starts = (
        [here]
        if here
        else [code for code in dict.fromkeys([*_upwards(base, register), register.root]) if code]
    )
    for start in starts:
        units = [unit for unit in register.within(start) if unit.level is level or _is_in_place(unit, level)]
        same = [unit for unit in units if word in (unit.name, unit.short)]
        same = same or [unit for unit in units if word in register.others(unit.code)]
        if len(same) == 1:
            return same[0]
        if len(same) > 1:
            return "；这个名字不止一处有，请把上级协会也写上"
        near = closest(word, [unit.name for unit in units] if len(units) < 400 else [])
        found = [unit for unit in units if unit.name == near]
        if len(found) == 1 and stem(word) == stem(found[0].name):
            return found[0]
        if len(found) == 1 and start == starts[-1]:
            return f"，是不是“{found[0].name}”？"
    return ""


def _upwards(base: str, register: Register) -> Iterator[str]:
    """The base and what is above it, from below."""
    return (unit.code for unit in reversed(register.line(base))) if base else iter(())


def _said_whole(start: str, text: str, register: Register) -> str:
    """The association that a name written out means: from here, from the province, or the only one of the name below."""
    found = (_written_out(one, text, register) for one in (start, register.root))
    return next(filter(None, found), "") or below(start, text, register)


@functools.lru_cache(maxsize=4096)
def below(base: str, name: str, register: Register) -> str:
    """The only association below another one that bears a name; empty if there is none, or several."""
    word = _OFFICE.sub("", name.strip())
    found = [unit.code for unit in register.within(base) if word in (unit.name, unit.short, stem(unit.name))]
    return found[0] if len(word) > 1 and len(found) == 1 else ""


def _written_out(start: str, text: str, register: Register) -> str:
    """The association whose names, one after another, make the text: 浏阳市大瑶镇天和村; empty if there is none, or several."""
    bare = re.sub(rf"[\s/／]|^{re.escape(register[register.root].name)}", "", text)
    if not bare:
        return register.root
    own = register[start].name
    found = set(_ends(start, bare, register))
    if start != register.root and bare.startswith(own):
        found |= set(_ends(start, bare.removeprefix(own), register)) if bare != own else {start}
    return found.pop() if len(found) == 1 else ""


def _ends(start: str, text: str, register: Register) -> Iterator[str]:
    for unit in register.children(start):
        for name in dict.fromkeys((unit.name, unit.short, stem(unit.name))):
            if len(name) > 1 and text.startswith(name):
                rest = text.removeprefix(name)
                if not rest:
                    yield unit.code
                else:
                    yield from _ends(unit.code, rest, register)
                break
    if start == register.root:  # the city is often left out
        for city in register.children(start):
            yield from (code for code in _ends(city.code, text, register))
