"""What reading a sheet gives: entries, the changes that were made in reading, and faults at cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from almanac.excel.header_row import Heading
from almanac.excel.whole_table import Question
from almanac.model.fields import LAST_YEAR, SAMPLE, Value
from almanac.model.filings import Kind

Spot = tuple[int, int]  # row and column of a sheet, from 0
SKIP = {SAMPLE: "示例，没有收", LAST_YEAR: "去年的，没有改成今年的，没有收"}


class Change(NamedTuple):
    """A value that was changed in reading: where, by which rule, what it was and became."""

    at: Spot
    rule: str
    before: str
    after: str


class Wrong(NamedTuple):
    """A fault at a cell."""

    at: Spot
    code: str
    message: str
    example: str


def in_order(found: Iterable[Wrong]) -> list[Wrong]:
    """The faults of a sheet as they are told: personal data first of all, then errors, each from cell to cell."""
    return sorted(found, key=lambda one: (one.code[1] != "3", one.code[0] != "E", one.at, one.code))


class Entry(NamedTuple):
    """One record of a row: what it says and whose; where: the cell of each field; version: the digest it was exported with."""

    row: int
    kind: Kind
    code: str
    file: str
    value: dict[str, Value]
    where: Mapping[tuple[str, ...], Spot]
    version: str
    mark: str


class Listing(NamedTuple):
    """A sheet as it was read; skipped: rows that are no records, and why; asked: what has to be said once of all of it,
    before which so many records are held back."""

    heading: Heading | None
    entries: list[Entry]
    changes: list[Change]
    wrong: list[Wrong]
    skipped: dict[int, str]
    asked: tuple[Question, ...] = ()
    held: int = 0

    def left_out(self) -> Iterator[tuple[int, str]]:
        """The skipped rows that somebody may have meant: not our own sample."""
        return ((row, why) for row, why in self.skipped.items() if why != SKIP[SAMPLE])

    def moved(self, origin: Mapping[Spot, Spot]) -> Listing:
        """The same with every place where it stands in the sheet, of which the table that was read is a rearrangement."""

        def at(spot: Spot) -> Spot:
            return origin.get(
                spot, next((real for near, real in origin.items() if near[0] == spot[0]), (0, 0))
            )

        return self._placed(at)

    def lower(self, rows: int) -> Listing:
        """The same so many rows further down."""
        if not rows:
            return self
        heading = self.heading and self.heading._replace(row=self.heading.row + rows)
        return self._placed(lambda spot: (spot[0] + rows, spot[1]))._replace(heading=heading)

    def _placed(self, at: Callable[[Spot], Spot]) -> Listing:
        """The same with every place put where `at` says."""
        entries = [
            entry._replace(
                row=at((entry.row, 0))[0], where={path: at(spot) for path, spot in entry.where.items()}
            )
            for entry in self.entries
        ]
        changes = [change._replace(at=at(change.at)) for change in self.changes]
        wrong = [one._replace(at=at(one.at)) for one in self.wrong]
        skipped = {at((row, 0))[0]: why for row, why in self.skipped.items()}
        return self._replace(entries=entries, changes=changes, wrong=wrong, skipped=skipped)
