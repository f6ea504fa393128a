"""How much room a text takes in a cell."""

from __future__ import annotations

from typing import Any


def tall(page: Any, row: int, text: str, width: int) -> None:
    """Give a row the height that its longest text takes in a column of this width."""
    if (lines := high(text, width)) > 1:
        page.set_row(row, 16 * min(lines, 20))


def high(text: str, width: int) -> int:
    """How many lines a text takes in a column of this width."""
    return sum(-(-max(wide(line, 400), 1) // width) for line in text.split("\n"))


def wide(text: str, most: int = 60) -> int:
    """How many columns of a screen a line takes, Han two."""
    return sum(2 if ord(c) > 255 else 1 for c in text[:most])
