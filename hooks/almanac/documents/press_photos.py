"""The photos of a release as JPEG: as large as editors want them, and small enough for WeChat's editor."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from almanac.model.filings import Photo
from almanac.parse import images
from almanac.parse.images import Unfit
from almanac.parse.input_files import content, is_plain
from almanac.parse.markdown import Node, blocks
from almanac.render.typst import once
from almanac.validate.photos import may_be_shown

LONGEST, LEAST = (
    2560,
    1280,
)  # pixels of a photo's long side: as we give it, and as small as it may get for an outlet
ORIGINAL = 40_000  # no photo is longer: as large as it was given
PHONE, PHONE_WEIGHT = 1080, 1_000_000  # a phone shows no more; WeChat takes pictures of less than 1 MB
FULL, SMALL = "photo", "wechat"  # what the files are called by


class Picture(NamedTuple):
    """A photo of a release as JPEG: its file's name, its bytes, what stands below it, what can be seen on it, its size;
    source: the file it was made of."""

    name: str
    data: bytes
    caption: str
    alt: str
    width: int
    height: int
    source: str


class Shots(NamedTuple):
    """The photos of a release, and the same for WeChat's editor."""

    full: list[Picture]
    small: list[Picture]


def shots(
    photos: Sequence[Photo],
    text: Node,
    folder: Path,
    cache: Path,
    weight: int = 0,
    pixels: int = LONGEST,
) -> Shots:
    """The photos that may be shown, both ways, numbered as one meets them: those in the text first.

    weight: the most bytes that one may have; pixels: of its long side.
    """
    placed = [block.value for block in blocks(text) if block.tag == "img"]
    those = sorted(photos, key=lambda one: placed.index(one.file) if one.file in placed else len(placed))
    return Shots(
        list(_drawn_all(those, folder, cache, FULL, pixels, weight)),
        list(_drawn_all(those, folder, cache, SMALL, PHONE, PHONE_WEIGHT)),
    )


def _drawn_all(
    those: Sequence[Photo], folder: Path, cache: Path, stem: str, longest: int, weight: int
) -> Iterator[Picture]:
    """Named by their place."""
    for number, photo in enumerate(those, 1):
        if may_be_shown(photo) and "/" not in photo.file and is_plain(folder, photo.file):
            try:
                drawn = _drawn(photo.file, content(folder, photo.file), cache, longest, weight)
            except Unfit:
                continue
            alt = photo.alt or photo.caption
            name = f"{stem}-{number}.jpg"
            yield Picture(name, drawn.data, photo.caption, alt, drawn.width, drawn.height, photo.file)


def _drawn(name: str, raw: bytes, cache: Path, longest: int, weight: int) -> images.Drawn:
    said = ["press photo", hashlib.blake2b(raw, digest_size=16).hexdigest(), longest]
    data = once(cache, said, lambda: images.fitted(name, raw, longest).data)
    least = min(LEAST, longest // 2)
    if weight and len(data) >= weight and longest > least:
        return _drawn(name, raw, cache, longest * 3 // 4, weight)
    return images.Drawn("jpg", *images.size(data), data)
