"""Changes in one sheet of a workbook that somebody else has made: cells get another look or words, and a column its width."""

from __future__ import annotations

import re
from typing import NamedTuple

from almanac.excel import sheet_xml, xml_edits
from almanac.excel.entry import Spot
from almanac.excel.outcome import spot
from almanac.excel.xml_edits import Edit, Element, Unreadable

_AT = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
# What stands after the link to the notes, in the order of the format.
_AFTER_NOTES = (
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)


class _Cell(NamedTuple):
    style: int
    words: str | None  # None: what stands there stays


class SheetEdits:
    """One sheet with the changes that are wanted; `made` is the part with all of them."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self._found = xml_edits.elements(raw, 4)
        self._p = xml_edits.prefix(raw, self._found[0])
        self._rows: dict[int, Element] = {}
        self._cells: dict[int, dict[int, Element]] = {}
        self._wanted: dict[int, dict[int, _Cell]] = {}
        self._edits: list[Edit] = []
        self._heights: dict[int, str] = {}
        self._place()

    def _place(self) -> None:
        """Rows and cells by where they stand; the format lets both leave it out."""
        names = {index: one.name for index, one in enumerate(self._found)}
        row = column = -1
        for one in self._found:
            if one.name == "row" and names.get(one.above) == "sheetData":
                row, column = int(one.attributes.get("r", row + 2)) - 1, -1
                self._rows[row], self._cells[row] = one, {}
            elif one.name == "c" and names.get(one.above) == "row":
                column = place(one.attributes["r"])[1] if "r" in one.attributes else column + 1
                self._cells[row][column] = one

    def only(self, name: str) -> Element | None:
        """The first element of a name right below the sheet."""
        return next((one for one in self._found if one.name == name and one.above == 0), None)

    def style(self, at: Spot) -> int:
        """The number of the look that a cell has."""
        cell = self._cells.get(at[0], {}).get(at[1])
        return int(cell.attributes.get("s", 0)) if cell else 0

    def look(self, at: Spot, style: int) -> None:
        words = self._wanted.get(at[0], {}).get(at[1], _Cell(0, None)).words
        self._wanted.setdefault(at[0], {})[at[1]] = _Cell(style, words)

    def write(self, at: Spot, words: str, style: int) -> None:
        self._wanted.setdefault(at[0], {})[at[1]] = _Cell(style, words)

    def tall(self, row: int, lines: int) -> None:
        """Give a row the height of so many lines, unless whoever made it has given it one."""
        self._heights[row] = str(16 * min(lines, 20))

    # ------------------------------------------------------------ the whole sheet

    def unselected(self) -> None:
        """Another sheet is in front: what is typed must not go into both."""
        for one in self._found:
            if one.name == "sheetView" and one.attributes.get("tabSelected") in ("1", "true"):
                self._edits.append(xml_edits.with_attributes(self.raw, one, tabSelected="0"))

    def notes_link(self, identity: str) -> None:
        """The link to the shapes of notes, where the format wants it."""
        link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        words = f'<{self._p}legacyDrawing xmlns:r="{link}" r:id="{identity}"/>'.encode()
        after = next((one for one in self._found if one.above == 0 and one.name in _AFTER_NOTES), None)
        at = after.start if after else self._found[0].close
        self._edits.append(Edit(at, at, words))

    def wide(self, column: int, width: int) -> None:
        """Give a column a width; a range of columns in which it stands is parted."""
        number, p = column + 1, self._p
        own = f'<{p}col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        ranges = [one for one in self._found if one.name == "col"]
        data = self.only("sheetData")
        if data is None:
            raise Unreadable
        if not ranges:
            self._edits.append(Edit(data.start, data.start, f"<{p}cols>{own}</{p}cols>".encode()))
            return
        for one in ranges:
            first, last = int(one.attributes["min"]), int(one.attributes["max"])
            if first <= number <= last:
                parts = [
                    self._range(one, first, number - 1),
                    own.encode(),
                    self._range(one, number + 1, last),
                ]
                self._edits.append(Edit(one.start, one.end, b"".join(parts)))
                return
        after = next((one for one in ranges if int(one.attributes["min"]) > number), None)
        at = after.start if after else ranges[-1].end
        self._edits.append(Edit(at, at, own.encode()))

    def _range(self, one: Element, first: int, last: int) -> bytes:
        """A range of columns as it is, for fewer of them."""
        if first > last:
            return b""
        edit = xml_edits.with_attributes(self.raw, one, min=str(first), max=str(last))
        return edit.words + self.raw[one.tag_end : one.end]

    # ------------------------------------------------------------ all of it

    def made(self) -> bytes:
        """The sheet with everything that was wanted."""
        data = self.only("sheetData")
        if data is None:
            raise Unreadable
        fresh: dict[int, list[bytes]] = {}
        for row in sorted(self._wanted):
            if row in self._rows:
                self._edits.append(self._row(row))
            else:
                cells = b"".join(
                    self._cell((row, column), one, None) for column, one in sorted(self._wanted[row].items())
                )
                words = f'<{self._p}row r="{row + 1}">'.encode() + cells + f"</{self._p}row>".encode()
                after = next((one.start for number, one in sorted(self._rows.items()) if number > row), -1)
                fresh.setdefault(after, []).append(words)
        for at, rows in fresh.items():
            words = b"".join(rows)
            self._edits.append(Edit(at, at, words) if at >= 0 else xml_edits.inside(self.raw, data, words))
        self._grown()
        return xml_edits.applied(self.raw, self._edits)

    def _row(self, row: int) -> Edit:
        """A row with its changed cells, each in its order."""
        one, cells, edits = self._rows[row], self._cells[row], list[Edit]()
        at_end = b""
        for column, wanted in sorted(self._wanted[row].items()):
            if old := cells.get(column):
                edits.append(Edit(old.start, old.end, self._cell((row, column), wanted, old)))
                continue
            words = self._cell((row, column), wanted, None)
            after = next((each.start for number, each in sorted(cells.items()) if number > column), -1)
            if after >= 0:
                edits.append(Edit(after, after, words))
            else:
                at_end += words
        tag = self.raw[one.start : one.tag_end]
        if row in self._heights and one.attributes.get("customHeight") not in ("1", "true"):
            tag = xml_edits.with_attributes(self.raw, one, ht=self._heights[row], customHeight="1").words
        tag = re.sub(rb'\s+spans="[^"]*"', b"", tag)
        empty = one.close == one.end
        name = f"{self._p}row".encode()
        tag = tag[:-2].rstrip() + b">" if empty else tag
        inner = b"" if empty else xml_edits.applied(
            self.raw[one.tag_end : one.close],
            [Edit(e.start - one.tag_end, e.end - one.tag_end, e.words) for e in edits],
        )  # fmt: skip
        return Edit(one.start, one.end, tag + inner + at_end + b"</" + name + b">")

    def _cell(self, at: Spot, wanted: _Cell, old: Element | None) -> bytes:
        if old and wanted.words is None:
            edit = xml_edits.with_attributes(self.raw, old, s=str(wanted.style))
            return edit.words + self.raw[old.tag_end : old.end]
        p, head = self._p, f'r="{spot(at)}" s="{wanted.style}"'
        if not wanted.words:
            return f"<{p}c {head}/>".encode()
        words = xml_edits.text(wanted.words)
        return f'<{p}c {head} t="inlineStr"><{p}is><{p}t xml:space="preserve">{words}</{p}t></{p}is></{p}c>'.encode()

    def _grown(self) -> None:
        """The range that the sheet says it fills."""
        one, spots = (
            self.only("dimension"),
            [(row, column) for row, cells in self._wanted.items() for column in cells],
        )
        if one is None or not spots:
            return
        said = [place(each) for each in one.attributes.get("ref", "A1").split(":")] + spots
        (top, left), (bottom, right) = ((fn(r for r, _ in said), fn(c for _, c in said)) for fn in (min, max))
        self._edits.append(
            xml_edits.with_attributes(self.raw, one, ref=f"{spot((top, left))}:{spot((bottom, right))}")
        )


def place(name: str) -> Spot:
    """The row and column of B5."""
    found = _AT.fullmatch(name)
    if found is None:
        raise Unreadable
    return int(found[2]) - 1, sheet_xml.column(found[1])
