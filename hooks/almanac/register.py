"""The register of associations: code, name, level; a folder is an association, its parent folder files with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

LEVELS = ("province", "city", "county", "township", "village")
LEVEL_NAMES = {
    "province": "省级",
    "city": "市州",
    "county": "县市区",
    "township": "乡镇街道",
    "village": "村居社区",
}
_LENGTHS = (2, 4, 6, 9, 12)
_COMMITTEE = re.compile(r"(?<=.)(村民委员会|居民委员会|村委会|居委会)$")


class Association(NamedTuple):
    """One association: official statistical code, the register's name, level."""

    code: str
    name: str
    level: str

    @property
    def short(self) -> str:
        """The name people say: without 村委会 or 居委会."""
        return _COMMITTEE.sub("", self.name)

    @property
    def title(self) -> str:
        """The association's own name."""
        return f"{self.short}计生协"


class Register:
    """All associations, by code and by folder; never changed after reading."""

    def __init__(self, rows: list[tuple[str, str, str]]) -> None:
        self._rows = {code: Association(code, name, level) for code, name, level in rows}
        self._below: dict[str, list[str]] = {}
        self._paths: dict[str, str] = {}
        self._by_path: dict[str, str] = {}
        for code in self._rows:
            above = parent(code)
            if above:
                self._below.setdefault(above, []).append(code)
            here = self._paths.get(above, "")
            path = f"{here}/{self._rows[code].name}" if here else self._rows[code].name
            self._paths[code] = path if above else ""
            self._by_path[self._paths[code]] = code

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
        return self._by_path[""]

    def path(self, code: str) -> str:
        """The folder of an association below the year's folder: `长沙市/浏阳市`; the province's is empty."""
        return self._paths[code]

    def at(self, path: str) -> str | None:
        """The association whose folder this is, or None."""
        return self._by_path.get(path)

    def children(self, code: str) -> tuple[Association, ...]:
        """The associations that file with this one, in the order of their codes."""
        return tuple(self._rows[below] for below in self._below.get(code, ()))

    def line(self, code: str) -> tuple[Association, ...]:
        """From the province down to the association itself."""
        return tuple(self._rows[code[:length]] for length in _LENGTHS if length <= len(code))

    def within(self, code: str) -> Iterator[Association]:
        """The association and all below it, each before its children."""
        yield self._rows[code]
        for below in self._below.get(code, ()):
            yield from self.within(below)


def parent(code: str) -> str:
    """The code of the association this one files with; empty for the province."""
    place = _LENGTHS.index(len(code))
    return code[: _LENGTHS[place - 1]] if place else ""


def level(code: str) -> str:
    """The level that a code's length says."""
    return LEVELS[_LENGTHS.index(len(code))]


def share_of(code: str) -> str:
    """The share that publishes an association: its county, else the city or province itself."""
    return code[:6]


def load(file: Path) -> Register:
    """Read `associations.csv` (UTF-8; code,name,level; parents before children)."""
    lines = file.read_text(encoding="utf-8-sig").split("\n")
    rows = [tuple(line.split(",")) for line in lines[1:] if line]
    return Register([(code, name, level) for code, name, level in rows])
