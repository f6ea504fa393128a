"""Two states of a text, line by line, in words that stand in a table or a list."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from almanac.model.diagnostics import shown
from almanac.parse.input_files import plain

LONGEST = 120  # characters of a line that are shown
NOTHING = "（没有）"


def lines(before: bytes, after: bytes) -> Iterator[str]:
    """Each line that is otherwise: its number now, what stood there and what stands there."""
    old, new = (plain(raw).split("\n") for raw in (before, after))
    same = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for how, start, end, begin, stop in same.get_opcodes():
        if how == "equal":
            continue
        gone, come = old[start:end], new[begin:stop]
        for place in range(max(len(gone), len(come))):
            was = _line(gone[place]) if place < len(gone) else NOTHING
            now = _line(come[place]) if place < len(come) else NOTHING
            if was != now:
                yield f"第 {min(begin + place, stop) + 1} 行：{was} → {now}"


def _line(text: str) -> str:
    return shown(text.strip(), LONGEST) or "（空行）"
