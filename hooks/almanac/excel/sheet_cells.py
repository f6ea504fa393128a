"""The cells of a table by row and field: merged ones belong to every row of theirs."""

from __future__ import annotations

from almanac.excel.conflicts import Filled
from almanac.excel.header_row import Heading
from almanac.excel.reader import Cell, Page


class SheetCells:
    """What stands below a heading."""

    def __init__(self, page: Page, heading: Heading) -> None:
        self.page, self.heading = page, heading
        self._merged = {(r, c): (top, left) for top, left, bottom, right in page.merges if top > heading.row and bottom > top
                        for r in range(top + 1, bottom + 1) for c in (left,)}  # fmt: skip
        self._tops = set(self._merged.values())

    @property
    def rows(self) -> range:
        """The rows below the heading."""
        return range(self.heading.row + 1, len(self.page.rows))

    def is_merged(self, row: int, place: int) -> bool:
        """Whether a cell holds the value of another row above it."""
        return (row, place) in self._merged

    def is_shared(self, row: int, place: int) -> bool:
        """Whether several rows have one cell in a column."""
        return (row, place) in self._merged or (row, place) in self._tops

    def cell(self, row: int, place: int) -> Cell | None:
        top, left = self._merged.get((row, place), (row, place))
        line = self.page.rows[top]
        return line[left] if left < len(line) else None

    def text(self, row: int, head: str) -> str:
        """The words of the first column of a head, a merged cell's for every row of it."""
        for place in self.heading.at(head):
            cell = self.cell(row, place)
            if cell is not None:
                return cell.text.strip()
        return ""

    def _named(self, place: int, cell: Cell | None) -> Cell | None:
        """A cell with what it counts before it, where it is one of the other figures."""
        if cell is None or place not in self.heading.figures:
            return cell
        what, unit = self.heading.figures[place]
        return Cell("text", f"项目：{what}；数量：{cell.text.strip()}；单位：{unit}")

    def filled(self, row: int, places: list[int]) -> list[Filled]:
        """The cells of some columns in which something stands."""
        found = ((place, self._named(place, self.cell(row, place))) for place in places)
        return [Filled(place, self.heading.said(place), cell) for place, cell in found if cell is not None]
