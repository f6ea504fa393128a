"""The rows of a sheet as entries: the values of a record, whose it is, and every change that was made in reading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from almanac.excel import conflicts, header_row, match_division, normalise, unknown_columns
from almanac.excel.conflicts import Filled
from almanac.excel.header_row import WHOLE, Heading
from almanac.excel.reader import Cell, Page
from almanac.model.diagnostics import shown
from almanac.model.divisions import Register
from almanac.model.fields import FILE, LAST_YEAR, MARK, PLACE, SAMPLE, VERSION, Column, Value, columns, nested
from almanac.model.filings import ACTIVITY, Kind
from almanac.parse import cells, yaml_writer
from almanac.parse.customs import Customs
from almanac.validate import file_names

Spot = tuple[int, int]  # row and column of a sheet, from 0


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


class Entry(NamedTuple):
    """One row: the record it says and whose; where: the cell of each field; version: the digest it was exported with."""

    row: int
    kind: Kind
    code: str
    file: str
    value: dict[str, Value]
    where: Mapping[tuple[str, ...], Spot]
    version: str
    mark: str


class Listing(NamedTuple):
    """A sheet as it was read; skipped: rows that are no records, and why."""

    heading: Heading | None
    entries: list[Entry]
    changes: list[Change]
    wrong: list[Wrong]
    skipped: dict[int, str]

    def left_out(self) -> Iterator[tuple[int, str]]:
        """The skipped rows that somebody may have meant: not our own sample."""
        return ((row, why) for row, why in self.skipped.items() if why != SKIP[SAMPLE])


_SUM = re.compile(r"(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|汇总合计|全[省市县]合计)[:：]?")
_FOOT = re.compile(
    r"(?:填表人|填报人|审核人?|制表人?|联系人|单位负责人|负责人|备注|注|说明|填表说明|填报时间|填报日期|联系电话)\s*[:：]"
)
_OWNER = re.compile(r"(?:填报单位|报送单位|单位)(?:[（(]\S{0,4}[)）])?\s*[:：]\s*(\S+)")
SKIP = {SAMPLE: "示例，没有收", LAST_YEAR: "去年的，没有改成今年的，没有收"}


class Reader:
    """Reads the rows of one sheet; keeps what it changed and what is wrong."""

    def __init__(self, page: Page, heading: Heading, customs: Customs, register: Register, base: str) -> None:
        self.page, self.heading, self.customs, self.register = page, heading, customs, register
        self.within, self.base = base, _owner(page, heading, register) or base
        self.columns = {column.head: column for column in columns(heading.kind)}
        self.changes: list[Change] = []
        self.wrong: list[Wrong] = []
        self.skipped: dict[int, str] = {}
        self._merged = {(r, c): (top, left) for top, left, bottom, right in page.merges if top > heading.row and bottom > top
                        for r in range(top + 1, bottom + 1) for c in (left,)}  # fmt: skip
        self._tops = set(self._merged.values())

    def entries(self) -> Iterator[Entry]:
        for row in range(self.heading.row + 1, len(self.page.rows)):
            if (why := self._no_record(row)) is not None:
                if why:
                    self.skipped[row] = why
                continue
            entry = self._entry(row)
            if entry is not None:
                yield entry

    def _text(self, row: int, head: str) -> str:
        """The words of the first column of a head, a merged cell's for every row of it."""
        for place in self.heading.at(head):
            cell = self._cell(row, place)
            if cell is not None:
                return cell.text.strip()
        return ""

    def _cell(self, row: int, place: int) -> Cell | None:
        top, left = self._merged.get((row, place), (row, place))
        line = self.page.rows[top]
        return line[left] if left < len(line) else None

    def _no_record(self, row: int) -> str | None:
        """Why a row is no record; nothing for one that is empty, None if it is one."""
        line = self.page.rows[row]
        texts = [cell.text.strip() for cell in line if cell is not None and cell.text.strip()]
        own = [place for place, head in self.heading.fields.items()
               if head in self.columns and place < len(line) and line[place] is not None]  # fmt: skip
        if any(_SUM.fullmatch(text) for text in texts[:4]):
            return "合计行，没有收"
        if texts and _FOOT.match(texts[0]) and len(own) < 3:
            return "表下的说明，没有收"
        if not own:
            quiet = set(self.heading.fields) | self.heading.quiet
            stray = [cell for place, cell in enumerate(line) if cell is not None and place not in quiet]
            return "没有可收的内容" if stray else ""
        heads = {header_row.bare(head) for head in (*self.columns, *self.heading.renamed.values())}
        if len(texts) > 2 and sum(header_row.bare(text) in heads for text in texts) > len(texts) / 2:
            return "又一行表头，没有收"
        return SKIP.get(self._text(row, MARK))

    def _entry(self, row: int) -> Entry | None:
        before = len(self.wrong)
        found, where = self._values(row)
        code = self._whose(row)
        value = nested(found)
        file = self._file(row, value) if self.heading.kind is ACTIVITY else f"{self.heading.kind.name}.yml"
        if len(self.wrong) > before or not code:
            return None
        return Entry(
            row, self.heading.kind, code, file, value, where, self._text(row, VERSION), self._text(row, MARK)
        )

    def _values(self, row: int) -> tuple[dict[tuple[str, ...], Value], dict[tuple[str, ...], Spot]]:
        found: dict[tuple[str, ...], Value] = {}
        where: dict[tuple[str, ...], Spot] = {}
        beside: list[tuple[str, str, Spot]] = []
        for head, column in self.columns.items():
            places = self.heading.at(head)
            if not places:
                continue
            where[column.path] = row, places[0]
            cell = self._joined(row, column, places)
            if cell is None:
                continue
            spelt = normalise.repaired(column, cell, self.customs, str(found.get(("开始",), ""))[:10])
            if spelt.doubt:
                self.wrong.append(Wrong((row, places[0]), *spelt.doubt))
            if spelt.value not in (None, []):
                found[column.path] = spelt.value
            if spelt.rules:
                after = cells.written(column, spelt.value) if spelt.value else "（没有填）"
                self.changes += [Change((row, places[0]), rule, cell.text, after) for rule in spelt.rules]
            beside += [(other, text, (row, places[0])) for other, text in spelt.beside.items()]
        for head, text, at in beside:
            self._beside(found, head, text, at)
        return found, where

    def _beside(self, found: dict[tuple[str, ...], Value], head: str, text: str, at: Spot) -> None:
        """What one cell says for another field too; where that is filled otherwise, the two contradict each other."""
        path = self.columns[head].path
        if found.get(path, text) != text:
            message = f"这一格说的“{head}”是 {text}，“{head}”那一格写的却是 {found[path]}；请改成一致"
            self.wrong.append(Wrong(at, "E092", message, f"{head}: {text}"))
        elif path not in found:
            found[path] = text
            self.changes.append(Change(at, f"同时填了“{head}”", "", text))

    def _filled(self, row: int, places: list[int]) -> list[Filled]:
        cells = ((place, self._cell(row, place)) for place in places)
        return [Filled(place, self.heading.said(place), cell) for place, cell in cells if cell is not None]

    def _joined(self, row: int, column: Column, places: list[int]) -> Cell | None:
        """The cell of a field; of several columns the texts together; of a merged one that of its first row."""
        filled = self._filled(row, places)
        for place, _, cell in filled:
            if (row, place) in self._merged or (row, place) in self._tops:
                if column.sort in ("number", "parts"):
                    message = f"“{column.head}”有几行合并成了一格，看不出各行是多少；请拆开，每行写自己的数"
                    self.wrong.append(
                        Wrong((row, place), "E085", message, f"{column.path[-1]}: {column.example}")
                    )
                    return None
                if (row, place) in self._merged:
                    self.changes.append(Change((row, place), "合并的格，各行相同", "", cell.text))
        if not filled:
            return None
        together = conflicts.agreed(column, filled, self.customs)
        if together.doubt:
            self.wrong.append(Wrong((row, together.place), *together.doubt))
        elif together.joined and together.cell:
            before = "｜".join(conflicts.words(one.cell) for one in filled)
            self.changes.append(Change((row, places[0]), "几列合成一项", before, together.cell.text))
        return together.cell

    def _whose(self, row: int) -> str:
        """The code of the association; empty if the row does not say it."""
        said = {column: self._text(row, column) for column in (*PLACE, WHOLE)}
        for column in said:
            filled = self._filled(row, self.heading.at(column))
            codes = {self._meant({**said, column: one.cell.text.strip()}).code for one in filled}
            if len(codes) > 1:
                message = conflicts.contradiction(column, filled)
                self.wrong.append(Wrong((row, filled[-1].place), "E092", message, "乡镇街道：大瑶镇"))
                return ""
        meant = self._meant(said)
        places = self.heading.at(
            meant.column or next((column for column in (WHOLE, *PLACE) if said[column]), "")
        )
        at = row, (places or [min(self.heading.fields, default=0)])[0]
        if meant.wrong:
            self.wrong.append(Wrong(at, "E087", meant.wrong, meant.example))
        elif not meant.code.startswith(self.within):
            message = f"这一行是“{self.register[meant.code].title}”的，不在“{self.register[self.within].title}”里面，没有收"
            self.wrong.append(
                Wrong(at, "E094", message, f"python build.py import … --who {self.register.path(meant.code)}")
            )
        elif meant.rule:
            self.changes.append(
                Change(at, meant.rule, "/".join(filter(None, said.values())), self.register.path(meant.code))
            )
        return meant.code

    def _meant(self, said: Mapping[str, str]) -> match_division.Meant:
        return match_division.meant(said, self.base, self.register)

    def _file(self, row: int, value: dict[str, Value]) -> str:
        """The file of an activity: as the row says, else its day and name."""
        said = unicodedata.normalize("NFC", self._text(row, FILE)).removesuffix(".yml")
        if not said:
            return yaml_writer.file_name(value) if "名称" in value else f"{row + 1}.yml"
        at = row, self.heading.at(FILE)[0]
        self.wrong += [
            Wrong(at, one.code, one.message, "文件: 0529-义诊")
            for one in file_names.unfit(said)
            if one.code != "E205"
        ]
        if yaml_writer.STRANGE.search(said) or len(said) > 40 or said.startswith((".", "-")):
            self.wrong.append(
                Wrong(at, "E093", f"“{shown(said)}”不能作文件名，只用汉字、字母、数字和 -", "文件: 0529-义诊")
            )
        return f"{said}.yml"


def _owner(page: Page, heading: Heading, register: Register) -> str:
    """The association that the lines above the heading name: 填报单位：浏阳市计生协."""
    for row in page.rows[: heading.row]:
        for cell in row:
            if cell and cell.kind == "text" and (found := _OWNER.search(cell.text)):
                return match_division.meant({WHOLE: found[1]}, "", register).code
    return ""


def read(page: Page, customs: Customs, register: Register, base: str, wanted: Kind | None = None) -> Listing:
    """A sheet as entries; without a heading there are none."""
    heading = header_row.find(page, wanted)
    if heading is None:
        return Listing(None, [], [], [], {})
    heading = unknown_columns.with_owner(page, heading, register, base)
    reader = Reader(page, heading, customs, register, base)
    wrong = [
        Wrong((heading.row, place), *said)
        for place, *said in unknown_columns.told(page, heading, register, base)
    ]
    entries = [] if any(one.code == "E084" for one in wrong) else list(reader.entries())
    heads = [
        Change((heading.row, place), "表头的说法", head, heading.fields[place])
        for place, head in heading.renamed.items()
    ]
    return Listing(heading, entries, [*heads, *reader.changes], [*wrong, *reader.wrong], reader.skipped)
