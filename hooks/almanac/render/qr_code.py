"""QR codes for printed documents: an address as a drawing of black squares."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

_RUNS = re.compile("(0*)(1+)")


class Code(NamedTuple):
    """A QR code without its quiet zone: how many squares it has on a side, and the black ones as an SVG path of lines one wide."""

    size: int
    path: str


class Squares(NamedTuple):
    """How many squares a side has, and which are black: one bit each, row by row, the first row in the highest."""

    size: int
    black: int


def code(address: str) -> Code:
    """The QR code of an address, error correction M; one fixed mask, as trying all eight takes five times as long.

    With one mask a code is linear: which squares another digit turns does not depend on the rest of the address. So tens of
    thousands of addresses that differ in their digits are worked out once, and turned.
    """
    digits = [*re.finditer("[1-9]", address)] if address.isascii() else []
    size, black = _squares(re.sub("[1-9]", "0", address) if digits else address)
    for digit in digits:
        black ^= _turned(len(address), digit.start(), digit[0])
    squares = f"{black:0{size * size}b}"
    return Code(size, "".join(_lines(squares[size * y :][:size], y) for y in range(size)))


def _lines(row: str, y: int) -> str:
    """The black squares of a row, from left to right."""
    gaps = _RUNS.findall(row)
    first = f"M{len(gaps[0][0])} {y}.5h{len(gaps[0][1])}" if gaps else ""
    return first + "".join([f"m{len(white)} 0h{len(black)}" for white, black in gaps[1:]])


@functools.lru_cache(256)
def _squares(address: str) -> Squares:
    import segno

    made = segno.make(address, micro=False, error="m", boost_error=False, mode="byte", mask=3)
    return Squares(len(made.matrix), int("".join(str(square) for row in made.matrix for square in row), 2))


@functools.cache
def _turned(length: int, place: int, digit: str) -> int:
    """The squares that this digit turns, in the place of a nought, in an address of so many letters."""
    plain = "0" * length
    return _squares(plain).black ^ _squares(plain[:place] + digit + plain[place + 1 :]).black
