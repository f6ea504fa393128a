"""A table against its seal: what has changed since it was signed, because of which records, and since when."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from almanac import validate
from almanac.model.counting_rules import Rules, rules_of
from almanac.model.divisions import Register, level_of
from almanac.model.seal import Seal
from almanac.model.words import CellStatus
from almanac.statistics import counting
from almanac.statistics.aggregation import Reckoning, nothing
from almanac.statistics.counting import Line
from almanac.statistics.totals import Sums
from almanac.views.activities import Entry

SHOWN = 3  # so many records are named for one number


class Revision(NamedTuple):
    """A number that changed after the table was sealed: which revision, cell, old and new value, because of what, when."""

    number: str
    cell: str
    old: str
    new: str
    why: str
    date: str

    def sentence(self, names: Mapping[str, str]) -> str:
        """The revision as a footnote of the form."""
        why = f"（{self.why}）" if self.why else ""
        return f"{self.number}：{names.get(self.cell, self.cell)}由 {self.old or '空'} 改为 {self.new or '空'}，{self.date}{why}。"


class Kind(enum.Enum):
    """What can bring something to the table; an activity is named by its id, the others by these words."""

    ACTIVITY = ""
    TALLY = "汇总"
    PIECE = "媒体"
    ACCOUNTS = "阵地"


class Contribution(NamedTuple):
    """A record that brings something to the table, as a seal names it.

    name: the id of an activity, the level of a tally, outlet and title of a piece; of accounts nothing.
    """

    kind: Kind
    code: str
    name: str

    @property
    def text(self) -> str:
        """The one form in which seals write it: 2021-430181-0528-yizhen, 430181 媒体 湖南日报 标题, 430181 阵地."""
        if self.kind is Kind.ACTIVITY:
            return self.name
        return f"{self.code} {self.words}"

    @property
    def words(self) -> str:
        """What it is, without whose: 媒体 湖南日报 标题."""
        return " ".join(word for word in (self.kind.value, self.name) if word)

    @property
    def cells(self) -> str:
        """A part of the names of the cells it belongs to."""
        if self.kind is Kind.PIECE:
            return "media-"
        if self.kind is Kind.ACCOUNTS:
            return "accounts-"
        return f"-{self.name if self.kind is Kind.TALLY else level_of(self.code).slug}-"


def contribution(text: str) -> Contribution:
    """A record that a seal names; what stands in a title is never taken for the kind."""
    code, space, words = text.partition(" ")
    if not space:
        return Contribution(Kind.ACTIVITY, text.split("-")[1], text)
    kind, _, name = words.partition(" ")
    return Contribution(Kind(kind), code, name)


class Changed(NamedTuple):
    """A record that brings something else than when the year was sealed: what it is, a part of the names of the cells
    it belongs to, since which day; empty for the day on which that is shown."""

    words: str
    cells: str
    date: str


def marks(code: str, found: Reckoning, entries: Iterable[Entry], choice: Rules) -> dict[Contribution, str]:
    """A short digest of what each record of a share brings to the table; what brings nothing has none."""
    told: dict[Contribution, str] = {}
    for event in entries:
        brought = counting.lines(event, choice)
        if brought:
            told[Contribution(Kind.ACTIVITY, event.code, event.id)] = _mark(brought)
    for unit, node in found.nodes.items():
        if not unit.startswith(code):
            continue
        for tally in node.own.tallies:
            told[Contribution(Kind.TALLY, unit, tally.row)] = _mark(
                [*tally.lines, (tally.as_of, tally.apart, tally.excluded, tally.zero)]
            )
        for place, (piece, line, _) in enumerate(node.own.pieces):
            if line:
                name = f"{piece.outlet} {piece.title or place}"
                told[Contribution(Kind.PIECE, unit, name)] = _mark([line])
        accounts = sorted(cell for cell in node.own.sums if cell.startswith("accounts-"))
        if accounts:
            told[Contribution(Kind.ACCOUNTS, unit, "")] = _mark(accounts)
    return told


def as_sealed(marks: Mapping[Contribution, str]) -> dict[str, str]:
    """The marks of a share as a seal keeps them."""
    return dict(sorted((one.text, mark) for one, mark in marks.items()))


def _mark(brought: Iterable[object]) -> str:
    return hashlib.sha256(
        repr([one[:4] if isinstance(one, Line) else one for one in brought]).encode()
    ).hexdigest()[:8]


def changed(
    seal: Seal,
    share: str,
    now: Mapping[Contribution, str],
    entries: Iterable[Entry],
    register: Register,
) -> list[Changed]:
    """The records of a share that bring something else than when the year was sealed."""
    before, after = seal.records.get(share, {}), as_sealed(now)
    events = {event.id: event for event in entries}
    told = []
    for text in sorted({*before, *after}):
        if before.get(text) != after.get(text):
            one, event = contribution(text), events.get(text)
            act = "新增" if text not in before else "删去" if text not in after else "改动"
            name = register[one.code].title if one.code in register else one.code
            date = event.updated if event and text in before else ""
            told.append(Changed(f"{act}{name}“{event.name if event else one.words}”", one.cells, date))
    return told


def since(
    code: str, found: Mapping[int, Reckoning], entries: Sequence[Entry], known: validate.Known
) -> tuple[dict[int, Reckoning], dict[int, list[Changed]]]:
    """For each sealed campaign what of a share changed since; one of which nothing is left is among the reckonings."""
    told: dict[int, list[Changed]] = {}
    whole = dict(found)
    for year, seal in known.seals.items():
        if year not in whole and code not in seal.records:
            continue
        whole.setdefault(year, nothing(code))
        these = [event for event in entries if event.year == year]
        now = marks(code, whole[year], these, rules_of(known.notices[year]))
        told[year] = changed(seal, code, now, these, known.register)
    return whole, told


class Finality(NamedTuple):
    """How final a table is. status: of each cell of the form provisional, final, or R1, R2…; as_of: the day that the
    numbers are of, empty for the day on which the table is shown."""

    status: dict[str, str]
    revisions: tuple[Revision, ...]
    as_of: str


def finality(
    code: str, sums: Sums, seal: Seal | None, cells: Iterable[str], since: Sequence[Changed]
) -> Finality:
    """Sealed numbers are final, changed ones bear their revision and say why; without a seal all are provisional."""
    status = statuses(code, sums, seal, cells)
    if seal is None:
        return Finality(status, (), "")
    revisions = [
        Revision(one.number, one.cell, _words(one.old), _words(one.new), one.why, one.date)
        for one in seal.revisions
        if one.association == code
    ]
    for cell in (cell for cell, word in status.items() if word == seal.next):
        why = [each for each in since if each.cells in cell] or since
        words = "、".join(each.words for each in why[:SHOWN]) + (
            f"等 {len(why)} 条" if len(why) > SHOWN else ""
        )
        date = max((each.date for each in why), default="") if all(each.date for each in why) else ""
        before, now = seal.value(code, cell), _value(sums, cell)
        revisions.append(Revision(seal.next, cell, _words(before), _words(now), words, date))
    return Finality(status, tuple(revisions), as_of(seal, status))


def as_of(seal: Seal | None, status: Mapping[str, str]) -> str:
    """The day that a table's numbers are of: that of the seal as long as nothing is otherwise than sealed, else empty."""
    return seal.as_of if seal and seal.next not in status.values() else ""


def statuses(code: str, sums: Sums, seal: Seal | None, cells: Iterable[str]) -> dict[str, str]:
    """Of each cell: provisional where nothing is sealed, else final, or the number of its last revision."""
    if seal is None:
        return dict.fromkeys(cells, CellStatus.PROVISIONAL)
    recorded = {one.cell: one.number for one in seal.revisions if one.association == code}
    return {
        cell: seal.next
        if _value(sums, cell) != seal.value(code, cell)
        else recorded.get(cell, CellStatus.FINAL)
        for cell in cells
    }


def _value(sums: Sums, cell: str) -> int | None:
    one = sums.get(cell)
    return one.value if one and one.known else None


def _words(value: int | None) -> str:
    return "" if value is None else str(value)
