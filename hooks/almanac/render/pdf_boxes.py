"""The boxes by which a print shop's programs cut a sheet: what is left of it, and how far the ground reaches over that.

Typst knows the sheet alone. The page is written once more behind the document, as PDF's incremental updates are, so that
every byte before stays as it was set.
"""

from __future__ import annotations

import re

MILLIMETRE = 72 / 25.4  # in points
_PAGE = re.compile(
    rb"\n([0-9]+) 0 obj\n<<(/Type/Page/[^\n]*?/MediaBox\[0 0 ([0-9.]+) ([0-9.]+)\][^\n]*)>>\nendobj"
)
_END = re.compile(rb"trailer\n<<(.*?)>>\nstartxref\n([0-9]+)\n%%EOF\s*$", re.DOTALL)


def boxed(pdf: bytes, edge: float, bleed: float) -> bytes:
    """A document of one page with its TrimBox, so many millimetres inside the sheet, and its BleedBox around that."""
    (page,), end = list(_PAGE.finditer(pdf)), _END.search(pdf)
    assert end
    boxes = b"".join(
        b"/%sBox[%s]" % (name, _corners(float(page[3]), float(page[4]), inside * MILLIMETRE))
        for name, inside in ((b"Bleed", edge - bleed), (b"Trim", edge))
    )
    start = b"%s 0 obj\n" % page[1]
    written = b"%s<<%s%s>>\nendobj\n" % (start, page[2], boxes)
    whole = pdf if pdf.endswith(b"\n") else pdf + b"\n"
    table = b"xref\n%s 1\n%010d 00000 n \n" % (page[1], len(whole))
    trailer = b"trailer\n<<%s/Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        end[1],
        end[2],
        len(whole) + len(written),
    )
    return whole + written + table + trailer


def _corners(wide: float, high: float, inside: float) -> bytes:
    return b" ".join(b"%.4f" % each for each in (inside, inside, wide - inside, high - inside))
