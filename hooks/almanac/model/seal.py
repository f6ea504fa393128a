"""Seals: the totals of a year as they were signed, and what was revised since; one small file a year, made by `seal`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from almanac.model.diagnostics import Fault, Place
from almanac.parse import input_files

FILE = "封存.json"


class Revised(NamedTuple):
    """One cell that was revised after the seal: which revision, when, whose, from what to what, because of what."""

    number: str
    date: str
    association: str
    cell: str
    old: int | None
    new: int | None
    why: str


class Seal(NamedTuple):
    """A sealed year. totals: by association its cells in the order of `cells`; records: by share what entered, and a
    short digest of what it brought."""

    year: int
    as_of: str
    cells: tuple[str, ...]
    totals: dict[str, tuple[int | None, ...]]
    records: dict[str, dict[str, str]]
    revisions: tuple[Revised, ...]

    def value(self, code: str, cell: str) -> int | None:
        """A sealed number, revisions included; None where nothing was reported."""
        return (
            self.totals[code][self.cells.index(cell)] if code in self.totals and cell in self.cells else None
        )

    @property
    def next(self) -> str:
        """The number of the revision that comes after the recorded ones."""
        return f"R{max([int(one.number[1:]) for one in self.revisions], default=0) + 1}"


def written(seal: Seal) -> bytes:
    """A seal as its file says it, with a digest over all of it: whoever edits it by hand is found out."""
    said = seal._asdict() | {"revisions": [one._asdict() for one in seal.revisions]}
    body = json.dumps(said, ensure_ascii=False, indent=0, sort_keys=True)
    return (
        json.dumps(
            {"seal": _digest(body), "sealed": json.loads(body)}, ensure_ascii=False, indent=0, sort_keys=True
        )
        + "\n"
    ).encode()


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


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
    """A seal as its file says it; None where it was changed by hand."""
    try:
        said: dict[str, Any] = json.loads(raw)
        body: dict[str, Any] = said["sealed"]
        if said["seal"] != _digest(json.dumps(body, ensure_ascii=False, indent=0, sort_keys=True)):
            return None
        return Seal(
            body["year"],
            body["as_of"],
            tuple(body["cells"]),
            {code: tuple(values) for code, values in body["totals"].items()},
            body["records"],
            tuple(Revised(**one) for one in body["revisions"]),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
