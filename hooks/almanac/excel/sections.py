"""Lists under one another in one sheet, each with its own heads: where each begins, so that none is read by another's heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from almanac.excel import header_row, shapes
from almanac.excel.reader import Cell, Page
from almanac.model.filings import Kind

_NEAR = 8  # so many rows, with its title, a heading may take
_FEWEST = 3  # so few heads make no list of their own

Row = Sequence[Cell | None]


def starts(page: Page, wanted: Kind | None) -> list[int]:
    """The first row of each list of a sheet, titles with it; one where it is one list, or no list at all."""
    found = [row for row in _paragraphs(page.rows) if _is_list(page, row, wanted)]
    if len(found) < 2 or shapes.is_official(page) or shapes.blocks(page):
        return [0]
    return [0, *(_with_title(page.rows, row) for row in found[1:])]


def part(page: Page, first: int, last: int) -> Page:
    """The rows of one list, counted from its first."""
    merges = [
        (top - first, left, bottom - first, right)
        for top, left, bottom, right in page.merges
        if first <= top and bottom < last
    ]
    hidden = frozenset(row - first for row in page.hidden if first <= row < last)
    return Page(page.name, page.rows[first:last], merges, hidden)


def in_place(page: Page, first: int, last: int) -> Page:
    """The sheet with the rows of one list only, where they stand."""
    rows = [row if first <= number < last else [] for number, row in enumerate(page.rows[:last])]
    merges = [each for each in page.merges if first <= each[0] and each[2] < last]
    return Page(page.name, rows, merges, page.hidden)


def _filled(row: Row) -> list[Cell]:
    return [cell for cell in row if cell and cell.text.strip()]


def _is_title(row: Row) -> bool:
    cells = _filled(row)
    return len(cells) == 1 and cells[0].kind == "text"


def _paragraphs(rows: Sequence[Row]) -> Iterator[int]:
    """The rows with which something new may begin: after an empty row, or a title."""
    for number, row in enumerate(rows):
        above = rows[number - 1] if number else []
        if _filled(row) and (not _filled(above) or (_is_title(row) and not _is_title(above))):
            yield number


def _is_list(page: Page, first: int, wanted: Kind | None) -> bool:
    """Whether a heading stands here, all in words, with something below it."""
    last = first + _NEAR
    near = page.rows[first:last]
    stop = next((number for number, row in enumerate(near) if not _filled(row)), len(near))
    heading = header_row.find(part(page, first, first + stop), wanted)
    return (
        heading is not None
        and heading.row + 1 < stop
        and len(heading.fields) >= _FEWEST
        and all(cell.kind == "text" for row in near[: heading.row + 1] for cell in _filled(row))
        and not any(_filled(row) and not _is_title(row) for row in near[: max(heading.row - 2, 0)])
    )


def _with_title(rows: Sequence[Row], first: int) -> int:
    """Where a list begins with the title that stands above it, an empty row between them or not."""
    above = next((number for number in range(first - 1, 0, -1) if _filled(rows[number])), 0)
    return above if above and not _is_title(rows[first]) and _is_title(rows[above]) else first
