"""A table against its seal: what was revised, what the records say otherwise than what was signed, and because of what."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from almanac import validate
from almanac.model.counting_rules import Rules, applied, concerns, rules_of
from almanac.model.divisions import Register
from almanac.model.filings import Notice
from almanac.model.seal import Seal
from almanac.model.words import CellStatus
from almanac.statistics import counting
from almanac.statistics.aggregation import Reckoning, nothing
from almanac.statistics.counting import Line, Said
from almanac.statistics.totals import Sum, Sums, cells_of, pairs
from almanac.views.activities import Entry

SHOWN = 3  # so many records are named for one number


class Revision(NamedTuple):
    """A signed number that was revised: which revision, cell, old and new value, because of what, when, of which day."""

    number: str
    cell: str
    old: str
    new: str
    why: str
    date: str
    as_of: str

    def sentence(self, names: Mapping[str, str]) -> str:
        """The revision as a footnote of the form."""
        old, new = self.old or "空", self.new or "空"
        return f"{self.number}：{names.get(self.cell, self.cell)}由 {old} 改为 {new}，{self.date} 修订，截至 {self.as_of}（{self.why}）。"


class Difference(NamedTuple):
    """A signed number that the records no longer give, and that nobody has revised: what was signed, what they give, why."""

    cell: str
    signed: int | None
    now: int | None
    why: str

    def sentence(self, names: Mapping[str, str]) -> str:
        """The difference as a footnote of the form."""
        now, signed = _words(self.now) or "空", _words(self.signed) or "空"
        why = f"（{self.why}）" if self.why else ""
        return f"{names.get(self.cell, self.cell)}：现在的记录是 {now}，与定稿的 {signed} 不同，未修订{why}。"


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


def contribution(text: str) -> Contribution:
    """A record that a seal names; what stands in a title is never taken for the kind."""
    code, space, words = text.partition(" ")
    if not space:
        return Contribution(Kind.ACTIVITY, text.split("-")[1], text)
    kind, _, name = words.partition(" ")
    return Contribution(Kind(kind), code, name)


class Changed(NamedTuple):
    """A record that brings something else than when the year was signed: what it is, and to which cells."""

    words: str
    cells: tuple[str, ...]


def marks(
    code: str, found: Reckoning, entries: Iterable[Entry], choice: Rules, cells: Sequence[str]
) -> dict[Contribution, str]:
    """What each record of a share brings to the cells of the form: 4=1 5=800; what brings nothing has none."""
    places = {cell: place for place, cell in enumerate(cells)}
    brought: dict[Contribution, list[tuple[str, str]]] = {}
    for event in entries:
        lines = [(line.cell, _mark(line)) for line in counting.lines(event, choice)]
        brought[Contribution(Kind.ACTIVITY, event.code, event.id)] = lines
    for unit, node in found.nodes.items():
        if not unit.startswith(code):
            continue
        for tally in node.own.tallies:
            brought[Contribution(Kind.TALLY, unit, tally.row)] = [*_of_tally(tally)]
        for place, (piece, line, _) in enumerate(node.own.pieces):
            if line:
                name = f"{piece.outlet} {piece.title or place}"
                brought.setdefault(Contribution(Kind.PIECE, unit, name), []).append((line.cell, _mark(line)))
        accounts = sorted(cell for cell in node.own.sums if cell.startswith("accounts-"))
        brought[Contribution(Kind.ACCOUNTS, unit, "")] = [(cell, "1") for cell in accounts]
    told = {
        one: " ".join(f"{places[cell]}={value}" for cell, value in lines if cell in places)
        for one, lines in brought.items()
    }
    return {one: mark for one, mark in told.items() if mark}


def _mark(line: Line) -> str:
    tables = "/" + "-".join(table.slug for table in line.tables) if line.tables else ""
    return ("?" if line.value is None else str(line.value)) + tables


def _of_tally(tally: Said) -> Iterator[tuple[str, str]]:
    """What a tally says of each cell, and how it says it: what it adds hangs on its day and on what is not in it."""
    how = (tally.as_of, tally.apart, sorted(tally.excluded))
    mark = hashlib.sha256(repr(how).encode()).hexdigest()[:4]
    if tally.zero:
        yield from ((cell, f"0/{mark}") for pair in pairs(tally.row) for cell in pair)
    for line in tally.lines:
        if line.value is not None:
            yield line.cell, f"{line.value}/{mark}"


def as_sealed(marks: Mapping[Contribution, str]) -> dict[str, str]:
    """The marks of a share as a seal keeps them."""
    return dict(sorted((one.text, mark) for one, mark in marks.items()))


def changed(
    seal: Seal,
    share: str,
    now: Mapping[Contribution, str],
    entries: Iterable[Entry],
    register: Register,
) -> list[Changed]:
    """The records of a share that bring something else than when the year was signed."""
    before, after = seal.records.get(share, {}), as_sealed(now)
    events = {event.id: event for event in entries}
    told = []
    for text in sorted({*before, *after}):
        cells = _differing(before.get(text, ""), after.get(text, ""), seal.cells)
        if cells:
            one, event = contribution(text), events.get(text)
            act = "新增" if text not in before else "不再计入" if text not in after else "改动"
            name = register[one.code].title if one.code in register else one.code
            told.append(Changed(f"{act}{name}“{event.name if event else one.words}”", cells))
    return told


def _differing(before: str, after: str, cells: Sequence[str]) -> tuple[str, ...]:
    """The cells to which a record brings something else; a seal that only knew whether it did says nothing of them."""
    if before and "=" not in before:
        return ()
    old, new = ({*mark.split()} for mark in (before, after))
    places = {int(part.partition("=")[0]) for part in old ^ new}
    return tuple(cells[place] for place in sorted(places) if place < len(cells))


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
        notice = known.notices[year]
        now = marks(code, whole[year], these, rules_of(notice), cells_of(notice))
        told[year] = changed(seal, code, now, these, known.register)
    return whole, told


class Finality(NamedTuple):
    """How final a table is. status: of each cell of the form provisional, final, or R1, R2…; as_of: the day that the
    signed numbers are of, empty where none are; digest: the seal's; sums: with the signed numbers."""

    status: dict[str, str]
    revisions: tuple[Revision, ...]
    differences: tuple[Difference, ...]
    as_of: str
    digest: str
    sums: Sums


def finality(code: str, sums: Sums, seal: Seal | None, notice: Notice, since: Sequence[Changed]) -> Finality:
    """Signed numbers stand until `seal` revises them; what the records say otherwise is told beside them.

    Without a seal all are provisional.
    """
    cells = cells_of(notice)
    status = statuses(code, seal, cells)
    if seal is None:
        return Finality(status, (), (), "", "", sums)
    revised = [
        Revision(one.number, one.cell, _words(one.old), _words(one.new), one.why, one.date, one.until)
        for one in seal.revisions
        if one.association == code
    ]
    differences = [
        Difference(cell, seal.value(code, cell), _value(sums, cell), why(cell, since, seal, notice))
        for cell in seal.cells
        if _value(sums, cell) != seal.value(code, cell)
    ]
    whole = signed(code, sums, seal)
    return Finality(status, tuple(revised), tuple(differences), seal.until(code), seal.digest, whole)


def why(cell: str, since: Sequence[Changed], seal: Seal, notice: Notice) -> str:
    """Because of what a number is another: the records that bring another to its cell, the rules that were changed."""
    records = list(dict.fromkeys(each.words for each in since if cell in each.cells))
    words = "、".join(records[:SHOWN]) + (f"等 {len(records)} 条" if len(records) > SHOWN else "")
    now = rule_marks(notice)
    rules = [
        f"第 {number} 条口径（{slug}）有改动"
        for number, slug in enumerate(now, 1)
        if seal.rules and seal.rules.get(slug) != now[slug] and concerns(slug, cell)
    ]
    return "；".join(part for part in (words, "、".join(rules)) if part)


def rule_marks(notice: Notice) -> dict[str, str]:
    """A short digest of each counting rule as it is printed, in their order."""
    return {slug: hashlib.sha256(text.encode()).hexdigest()[:8] for slug, text in applied(notice).items()}


def signed(code: str, sums: Sums, seal: Seal | None) -> Sums:
    """Sums with the signed numbers in the place of those that the records give now."""
    if seal is None:
        return sums
    whole = dict(sums)
    for cell in seal.cells:
        value, one = seal.value(code, cell), sums.get(cell, Sum())
        if value is None:
            whole[cell] = one if not one.known else Sum()
        elif value != _value(sums, cell):
            roughly = (one.approximate, min(one.approximately, value))
            whole[cell] = Sum(value, 0, 0, *roughly, more=one.more, less=one.less, signed=1)
    return whole


def statuses(code: str, seal: Seal | None, cells: Iterable[str]) -> dict[str, str]:
    """Of each cell: provisional where nothing is sealed, else final, or the number of its last revision."""
    if seal is None:
        return dict.fromkeys(cells, CellStatus.PROVISIONAL)
    recorded = {one.cell: one.number for one in seal.revisions if one.association == code}
    return {cell: recorded.get(cell, CellStatus.FINAL) for cell in cells}


def _value(sums: Sums, cell: str) -> int | None:
    one = sums.get(cell)
    return one.value if one and one.known else None


def _words(value: int | None) -> str:
    return "" if value is None else str(value)
