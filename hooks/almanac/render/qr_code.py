"""QR codes for printed documents: an address as a drawing of black squares."""

from __future__ import annotations

import re
from typing import NamedTuple


class Code(NamedTuple):
    """A QR code without its quiet zone: how many squares it has on a side, and the black ones as an SVG path."""

    size: int
    path: str


def code(address: str) -> Code:
    """The QR code of an address, error correction M; one fixed mask, as trying all eight takes five times as long."""
    import segno

    rows = segno.make(address, micro=False, error="m", boost_error=False, mask=3).matrix
    lines = ("".join("#" if black else "." for black in row) for row in rows)
    runs = [
        (run.start(), y, run.end() - run.start())
        for y, line in enumerate(lines)
        for run in re.finditer("#+", line)
    ]
    return Code(len(rows), "".join(f"M{x} {y}h{width}v1h-{width}z" for x, y, width in runs))
