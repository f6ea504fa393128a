"""Files packed beforehand, as .gz and .br beside them, for web servers that send them as they are."""

from __future__ import annotations

import gzip
from collections.abc import Mapping

TEXTS = (".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".csv", ".ics")
SMALLEST = 600  # bytes; what is smaller goes in one packet as it is
EFFORT, BROTLI_EFFORT = 9, 9  # the last steps of brotli, 10 and 11, take ten times as long for 3 % less


def packed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files, and beside each text of some length its packed forms."""
    import brotli  # here, as most builds pack nothing

    found = dict(files)
    for path, data in files.items():
        if path.endswith(TEXTS) and len(data) >= SMALLEST:
            found[f"{path}.gz"] = gzip.compress(data, EFFORT, mtime=0)
            window = min(
                max(len(data).bit_length(), 16), 22
            )  # the usual one, 22, costs 5 ms a page instead of 0.2
            found[f"{path}.br"] = brotli.compress(data, quality=BROTLI_EFFORT, lgwin=window)
    return found
