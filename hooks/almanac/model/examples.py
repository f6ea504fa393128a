"""The places that examples name: in the code 甲市/乙县/丙镇/丁村 and their codes, to a reader those of the own register."""

from __future__ import annotations

import functools
import re

from almanac.model.divisions import Association, Level, Register, level_of

_NAMES = dict(zip(("甲市", "乙县", "丙镇", "丁村"), tuple(Level)[1:], strict=True))
_PLACE = re.compile(r"(?:甲市|乙县|丙镇|丁村)/?|(?<![0-9])9901(?:01(?:001(?:001)?)?)?(?![0-9])")


@functools.lru_cache(maxsize=8)
def sample(register: Register) -> tuple[Association, ...]:
    """The associations that examples name: the first below the province, the first below that, and so on."""
    line: list[Association] = []
    while below := register.children(line[-1].code if line else register.root):
        line.append(below[0])
    return tuple(line)


def local(text: str, register: Register) -> str:
    """A text with the register's own places where an example stands; a level that the line has not is left out."""
    return _PLACE.sub(lambda found: _named(found[0], register), text)


def _named(word: str, register: Register) -> str:
    bare = word.rstrip("/")
    level = level_of(bare) if bare.isdecimal() else _NAMES[bare]
    unit = next((unit for unit in sample(register) if unit.level >= level), register[register.root])
    if bare.isdecimal():
        return unit.code
    return "" if unit.level is not level and word != bare else unit.name + word[len(bare) :]
