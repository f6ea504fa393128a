"""Photos for pages: drawn anew at three widths as WebP, with nothing of the camera's notes; kept by their content."""

from __future__ import annotations

import hashlib
import io
import json
import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # hardly any share has photos, and loading what reads them takes 10 ms
    from PIL import Image

WIDTHS = (480, 960, 1600)
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 40_000_000
MOST_BYTES = 20_000_000


class Sized(NamedTuple):
    """One width of a photo, re-encoded."""

    width: int
    height: int
    data: bytes


def published(photo: bytes, cache: Path) -> tuple[Sized, ...]:
    """A photo at the widths that it fills, smallest first; none if it is no plain photo of at most 40 million pixels."""
    name = hashlib.blake2b(photo, digest_size=16).hexdigest()
    known = _kept(cache, name)
    if known is not None:
        return known
    drawn = _drawn(photo)
    _keep(cache, name, drawn)
    return drawn


def _drawn(photo: bytes) -> tuple[Sized, ...]:
    from PIL import Image, ImageOps

    if len(photo) > MOST_BYTES:
        return ()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(photo), formats=FORMATS) as found:
                if found.width * found.height > MOST_PIXELS or found.width < 1:
                    return ()
                found.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))
                upright = ImageOps.exif_transpose(found).convert("RGB")
        return tuple(_at(upright, width) for width in _widths(upright.width))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return ()


def _widths(full: int) -> tuple[int, ...]:
    smaller = tuple(width for width in WIDTHS if width < full)
    return smaller if len(smaller) == len(WIDTHS) else (*smaller, min(full, WIDTHS[len(smaller)]))


def _at(upright: Image.Image, width: int) -> Sized:
    from PIL import Image

    height = max(1, round(upright.height * width / upright.width))
    clean = Image.new("RGB", (width, height))
    clean.paste(upright.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0))
    out = io.BytesIO()
    clean.save(out, "WEBP", quality=78, method=2)
    return Sized(width, height, out.getvalue())


def _kept(cache: Path, name: str) -> tuple[Sized, ...] | None:
    try:
        sizes = json.loads((cache / f"{name}.json").read_text(encoding="ascii"))
        return tuple(Sized(w, h, (cache / f"{name}-{w}.webp").read_bytes()) for w, h in sizes)
    except (OSError, ValueError, TypeError):
        return None


def _keep(cache: Path, name: str, drawn: tuple[Sized, ...]) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    for each in drawn:
        put(cache / f"{name}-{each.width}.webp", each.data)
    put(cache / f"{name}.json", json.dumps([[each.width, each.height] for each in drawn]).encode())


def put(path: Path, data: bytes) -> None:
    """Keep a file whole or not at all, whoever else keeps it at the same time."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(data)
    os.replace(part, path)
