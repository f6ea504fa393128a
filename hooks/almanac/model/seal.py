"""Seals: the totals of a year as they were signed, and what was revised since; one small file a year, made by `seal`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from almanac.model.diagnostics import Fault, Place
from almanac.parse import input_files

FILE = "封存.json"
SHORT = 16  # so many letters of a digest are printed


class Revised(NamedTuple):
    """One cell that was revised after the seal: which revision, made on which day, whose, from what to what, because of
    what; as_of: the day up to which it was counted, if not the same."""

    number: str
    date: str
    association: str
    cell: str
    old: int | None
    new: int | None
    why: str
    as_of: str = ""

    @property
    def until(self) -> str:
        """The day up to which it was counted."""
        return self.as_of or self.date


class Vintage(NamedTuple):
    """A sealed year as it stood after one signature. number: empty for the first, then R1, R2…"""

    number: str
    date: str
    as_of: str
    totals: Mapping[str, tuple[int | None, ...]]


class Seal(NamedTuple):
    """A sealed year. totals: by association its cells in the order of `cells`, revisions included; records: by share
    what entered, and what it brought to which cell; date: when it was signed; rules: a short digest of each counting rule;
    digests: of each vintage, the oldest first."""

    year: int
    as_of: str
    cells: tuple[str, ...]
    totals: dict[str, tuple[int | None, ...]]
    records: dict[str, dict[str, str]]
    revisions: tuple[Revised, ...]
    date: str = ""
    rules: Mapping[str, str] = {}
    digests: tuple[str, ...] = ()

    def value(self, code: str, cell: str) -> int | None:
        """A sealed number, revisions included; None where nothing was reported."""
        return (
            self.totals[code][self.cells.index(cell)] if code in self.totals and cell in self.cells else None
        )

    @property
    def digest(self) -> str:
        """What is printed on the forms, for whoever compares a signed sheet with the data."""
        return self.digests[-1][:SHORT] if self.digests else ""

    @property
    def next(self) -> str:
        """The number of the revision that comes after the recorded ones."""
        return f"R{max([int(one.number[1:]) for one in self.revisions], default=0) + 1}"

    @property
    def last(self) -> tuple[str, str]:
        """When it was last signed, and up to which day was counted then."""
        one = self.revisions[-1] if self.revisions else None
        return (one.date, one.until) if one else (self.date or self.as_of, self.as_of)

    def until(self, code: str, cell: str = "") -> str:
        """The day that the signed numbers of an association, or one of its cells, are of."""
        own = (one for one in self.revisions if one.association == code and cell in ("", one.cell))
        return max((one.until for one in own), default=self.as_of)

    def signed(self) -> Seal:
        """The same with its digests."""
        return self._replace(digests=_chain(self))


def vintages(seal: Seal) -> list[Vintage]:
    """Every state that was signed, the oldest first: revisions taken back from the present numbers.

    ValueError: a revision does not lead to the number that stands.
    """
    totals = {code: list(values) for code, values in seal.totals.items()}
    found: list[Vintage] = []
    for number, group in groupby(reversed(seal.revisions), key=lambda one: one.number):
        those = list(group)
        found.append(Vintage(number, those[0].date, those[0].until, _frozen(totals)))
        for one in those:
            place = seal.cells.index(one.cell)
            if totals[one.association][place] != one.new or one.old == one.new:
                raise ValueError(number)
            totals[one.association][place] = one.old
    found.append(Vintage("", seal.date or seal.as_of, seal.as_of, _frozen(totals)))
    return found[::-1]


def _frozen(totals: Mapping[str, list[int | None]]) -> dict[str, tuple[int | None, ...]]:
    return {code: tuple(values) for code, values in sorted(totals.items())}


def _chain(seal: Seal) -> tuple[str, ...]:
    """The digest of each vintage: of its heading, which names the one before, and of a line for each number."""
    found = [""]
    for each in vintages(seal):
        lines = [f"{seal.year},{each.number},{each.date},{each.as_of},{found[-1]}"]
        lines += [
            f"{code},{cell},{value}"
            for code, values in each.totals.items()
            for cell, value in zip(seal.cells, values, strict=True)
            if value is not None
        ]
        found.append(_digest("\n".join(lines)))
    return tuple(found[1:])


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def written(seal: Seal) -> bytes:
    """A seal as its file says it, with a digest over all of it: whoever edits it by hand is found out."""
    seal = seal.signed()
    said = seal._asdict() | {"revisions": [one._asdict() for one in seal.revisions]}
    body = json.dumps(said, ensure_ascii=False, indent=0, sort_keys=True)
    return (
        json.dumps(
            {"seal": _digest(body), "sealed": json.loads(body)}, ensure_ascii=False, indent=0, sort_keys=True
        )
        + "\n"
    ).encode()


# ---------------------------------------------------------------- read


def read(root: Path, name: str, years: Mapping[int, object]) -> tuple[dict[int, Seal], list[Fault]]:
    """The seals of all years that have one; one that was changed by hand is a fault, and does not count."""
    found: dict[int, Seal] = {}
    faults: list[Fault] = []
    for year in sorted(years):
        path = f"{year}/{FILE}"
        if not input_files.is_plain(root, path):
            continue
        raw = input_files.content(root, path)
        seal = parsed(raw) if len(raw) < input_files.MOST else None
        if seal is None or seal.year != year:
            message = f"“{FILE}”由 seal 命令写成，不能用手改；这一份被改过，或不是 {year} 年的"
            example = (
                f"git checkout -- {name}/{year}/{FILE}（取回原样），要修订就运行 python build.py seal {year}"
            )
            faults.append(Fault(Place(f"{name}/{year}/{FILE}"), "E290", message, example))
        else:
            found[year] = seal
    return found, faults


def parsed(raw: bytes) -> Seal | None:
    """A seal as its file says it; None where it was changed by hand, or says what no `seal` would."""
    try:
        said: dict[str, Any] = json.loads(raw)
        body: dict[str, Any] = said["sealed"]
        if said["seal"] != _digest(json.dumps(body, ensure_ascii=False, indent=0, sort_keys=True)):
            return None
        seal = Seal(
            body["year"],
            body["as_of"],
            tuple(body["cells"]),
            {code: tuple(values) for code, values in body["totals"].items()},
            body["records"],
            tuple(Revised(**one) for one in body["revisions"]),
            body.get("date", ""),
            body.get("rules", {}),
        ).signed()
        named = tuple(body.get("digests", seal.digests))
        return seal if named == seal.digests and _is_in_order(seal) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError, AttributeError):
        return None


def _is_in_order(seal: Seal) -> bool:
    """Revisions are numbered once, each has a reason, none is of before the one before it, or of a day to come."""
    states = vintages(seal)
    numbers = [each.number for each in states] == ["", *(f"R{n}" for n in range(1, len(states)))]
    days = [(each.date, each.as_of) for each in states]
    return (
        numbers
        and all(one.why.strip() for one in seal.revisions)
        and all(as_of <= date for date, as_of in days)
        and days == sorted(days)
        and [day for _, day in days] == sorted(day for _, day in days)
    )
