"""Drawn pictures: one for each topic of the health articles, and the code that leads a phone to an address."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

from almanac.model.article import Topic
from almanac.parse import images
from almanac.render.typst import once, parts, typeset

WIDE, SQUARE = (1200, 630), (600, 600)
COLOURS = 48  # flat shapes need no more, and weigh a quarter


def picture(topic: Topic, place: int, size: tuple[int, int], drawn: Path) -> bytes:
    """A topic's picture as PNG, drawn once; `place` is its place among the topics and chooses its colour.

    It is kept below `drawn` in a folder of the present templates; what older ones drew goes.
    """
    folder = drawn / parts().hex()[:16]
    for old in [] if folder.is_dir() or not drawn.is_dir() else list(drawn.iterdir()):
        shutil.rmtree(old, ignore_errors=True)
    said = {"mark": topic.mark, "name": topic.name, "place": place, "width": size[0], "height": size[1]}
    return once(folder, said, lambda: images.flat(typeset("picture.typ", said, "png", ppi=72), COLOURS))


def qr(address: str, form: str = "png") -> bytes:
    """An address as a QR code with its quiet zone, at least 200 pixels wide; png or svg."""
    import segno

    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind=form, scale=8, border=4)
    return out.getvalue()
