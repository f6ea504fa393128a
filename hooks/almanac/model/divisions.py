"""The register of associations: code, name, level; a folder is an association, its parent folder files with it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from almanac.parse.input_files import content, is_plain

LEVELS = ("province", "city", "county", "township", "village")
LEVEL_NAMES = {
    "province": "省级",
    "city": "市州",
    "county": "县市区",
    "township": "乡镇街道",
    "village": "村居社区",
}
_LENGTHS = (2, 4, 6, 9, 12)
LEVEL_OF = dict(zip(_LENGTHS, LEVELS, strict=True))
_SHORTER = dict(zip(_LENGTHS, (0, *_LENGTHS), strict=False))
_LINES = {length: _LENGTHS[: place + 1] for place, length in enumerate(_LENGTHS)}
_COMMITTEE = re.compile(r"(?<=.)(村民委员会会?|居民委员会会?|村委会|居委会)$|(?<=社区)委员会$")
_PEOPLES = re.compile("(?:(?:土家|苗|侗|瑶|白|回|维吾尔|壮)族)+(?:自治)?(?=[州县乡镇])")
_ABOVE_IT = re.compile(r"^[^村社]{1,3}[市县][^村社]{1,3}[镇乡](?=..)")  # 韶山市银田镇银田村


class Association(NamedTuple):
    """One association: official statistical code, the register's name, level."""

    code: str
    name: str
    level: str

    @property
    def short(self) -> str:
        """The name people say: without 村委会 or 居委会, and without the county and town that some names begin with."""
        return _short(self.name, len(self.code) == 12)

    @property
    def title(self) -> str:
        """The association's own name."""
        return f"{self.short}计生协"


@functools.lru_cache(maxsize=50_000)
def _short(name: str, is_village: bool) -> str:
    name = _COMMITTEE.sub("", name)
    return _ABOVE_IT.sub("", name) if is_village else name


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
            below.setdefault(code[: _SHORTER[len(code)]], []).append(unit)
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

    def path(self, code: str) -> str:
        """The folder of an association below the year's folder: `长沙市/浏阳市`; the province's is empty."""
        return "/".join([unit.name for unit in self.line(code)[1:]])

    def others(self, code: str) -> tuple[str, ...]:
        """What else people call it: 湘西州, 江华县, and the old and short names that the records' `names.csv` lists."""
        name = self._rows[code].name
        plainer = _PEOPLES.sub("", name)
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
        return tuple([rows[code[:length]] for length in _LINES[len(code)]])

    def within(self, code: str) -> Iterator[Association]:
        """The association and all below it, each before its children."""
        yield self._rows[code]
        for below in self._below.get(code, ()):
            yield from self.within(below.code)


def parent(code: str) -> str:
    """The code of the association this one files with; empty for the province."""
    return code[: _SHORTER[len(code)]]


def level(code: str) -> str:
    """The level that a code's length says."""
    return LEVEL_OF[len(code)]


def share_of(code: str) -> str:
    """The share that publishes an association: its county, else the city or province itself."""
    return code[:6]


def load(file: Path) -> Register:
    """Read `associations.csv` (UTF-8; code,name,level; parents before children), and `names.csv` (code,name) beside it."""
    named = _columns(file.with_name("names.csv"), 2) if is_plain(file.parent, "names.csv") else []
    return Register(zip(*_columns(file, 3), strict=True), zip(*named, strict=True))


def _columns(file: Path, number: int) -> list[list[str]]:
    """The columns of a table of plain words, without its heading; read in one go, for there are many lines."""
    text = content(file.parent, file.name).decode("utf-8-sig").replace("\r\n", "\n")
    cells = text.rstrip("\n").replace("\n", ",").split(",")
    return [cells[number + place :: number] for place in range(number)]
