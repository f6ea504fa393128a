"""Keys whose colon is full-width or has no space after it: the commonest slip, found line by line."""

from __future__ import annotations

import re
from typing import NamedTuple

from almanac.model.diagnostics import Fault, Place, shown

_KEY = r"[^\s:：#\"'\[\]{},&*!|>@`%?-][^\s:：#\"'\[\]{},]{0,19}"
_WIDE = re.compile(rf"[ \u3000]*(?:- +)*({_KEY}) *(：)")
_TIGHT = re.compile(rf"[ \u3000]*(?:- +)*(\"{_KEY}\"|{_KEY})(:)(?=[^\s/:])")
_BLOCK = re.compile(r" *(?:- +)*(?:[^#\"']*[:：] *)?[|>][+-]?[0-9]?[+-]? *$")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")


KEY = "<key>"  # (*loc, KEY) is the place of a key, loc the place of its value
LONG = 400  # a longer line is prose; patterns that look at brackets and quotes leave it alone


def structure(lines: list[str]) -> list[int]:
    """The rows that hold keys: not comments, not inside a block of text, not inside brackets still open."""
    rows: list[int] = []
    block = -1  # indentation of the key whose block of text we are in
    opened = 0
    for row, line in enumerate(lines):
        bare = line.strip(" ")
        indent = len(line) - len(line.lstrip(" "))
        if block >= 0 and (not bare or indent > block):
            continue
        block = -1
        if not bare or bare.startswith("#"):
            continue
        if opened <= 0:
            rows.append(row)
            opened = 0
        if len(line) > LONG:
            continue
        if opened == 0 and is_block(line):
            block = indent
            continue
        outside = _QUOTED.sub("", line)
        opened += sum(map(outside.count, "[{")) - sum(map(outside.count, "]}"))
    return rows


def is_block(line: str) -> bool:
    """The line ends in the sign that a block of text follows."""
    return (
        len(line) <= LONG
        and line.rstrip(" +-0123456789")[-1:] in ("|", ">")
        and _BLOCK.match(line) is not None
    )


class Colon(NamedTuple):
    """A key whose colon is full-width or has no space after it."""

    row: int
    column: int
    key: str
    wide: bool
    rest: str

    def fault(self, file: str) -> Fault:
        key = shown(self.key)
        example = f"{key}: {shown(self.rest.strip(), 20) or '…'}"
        if self.wide:
            message = f"“{key}”后面用了全角冒号“：”，这一行没有被认出来；请换成半角冒号加一个空格"
            return Fault(Place(file, self.row + 1, self.column + 1), "E012", message, example)
        message = f"“{key}”的冒号后面少了一个空格"
        return Fault(Place(file, self.row + 1, self.column + 1), "E013", message, example)


_FLOW_KEY = re.compile(rf"(?<=[{{,]) *({_KEY})(?: *(：)|(:)(?=[^\s/:]))")


def colons(lines: list[str]) -> list[Colon]:
    """Every key whose colon is full-width or has no space after it; asked only where something is wrong."""
    found: list[Colon] = []
    for row in structure(lines):
        line = lines[row]
        if match := _WIDE.match(line):
            found.append(Colon(row, match.start(2), match[1], True, line[match.end() :]))
        elif match := _TIGHT.match(line):
            found.append(Colon(row, match.start(2), match[1].strip('"'), False, line[match.end() :]))
        if "{" not in line or len(line) > LONG:
            continue
        for match in _FLOW_KEY.finditer(_QUOTED.sub(lambda m: '"' * len(m[0]), line)):
            rest = re.split("[,}]", line[match.end() :])[0]
            if (at := match.start(2) if match[2] else match.start(3)) not in {
                c.column for c in found if c.row == row
            }:
                found.append(Colon(row, at, match[1], bool(match[2]), rest))
    return found


def mended(lines: list[str], found: list[Colon]) -> tuple[list[str], dict[int, list[int]]]:
    """The lines with those colons put right, and by row the columns where a letter was put in."""
    lines = list(lines)
    shifts: dict[int, list[int]] = {}
    for colon in sorted(found, reverse=True):
        line = lines[colon.row]
        gap = "" if line[colon.column + 1 : colon.column + 2] in (" ", "") else " "
        lines[colon.row] = f"{line[: colon.column]}:{gap}{line[colon.column + 1 :]}"
        if gap:
            shifts.setdefault(colon.row, []).append(colon.column)
    return lines, shifts


def original(place: Place, shifts: dict[int, list[int]]) -> Place:
    """The place in the file as it was before `mended`."""
    columns = shifts.get(place.line - 1)
    if not columns:
        return place
    column = place.column
    for at in sorted(columns, reverse=True):
        column -= column > at + 2 + sum(other < at for other in columns)
    return place._replace(column=max(1, column))
