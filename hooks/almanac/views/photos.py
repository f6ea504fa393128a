"""Photos for pages: only those that may be shown, each drawn once and kept by its content."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from almanac.model.filings import Photo
from almanac.parse import images
from almanac.parse.images import Drawn, Trouble, Unfit
from almanac.parse.input_files import CHANGES_ARE_TIMED, content, is_plain
from almanac.validate import qr_codes
from almanac.validate.photos import may_be_shown

FORM = "5"  # of the drawings; those of another form are drawn again


MARK = "at-"  # the beginning of the name of what says under which name the photo in a file is kept


class Picture(NamedTuple):
    """A photo on a page: what can be seen on it, its caption; its files beside the page, smallest first, a JPEG last;
    source: the file it was made of."""

    alt: str
    caption: str
    files: tuple[tuple[str, Drawn], ...]
    source: str

    @property
    def webp(self) -> list[tuple[str, int]]:
        """The names of the WebP files, with their widths."""
        return [(name, drawn.width) for name, drawn in self.files if drawn.kind == "webp"]

    @property
    def jpeg(self) -> tuple[str, int, int]:
        """The name, width and height of the JPEG."""
        name, drawn = self.files[-1]
        return name, drawn.width, drawn.height


def shown(photos: Iterable[Photo], folder: Path, cache: Path) -> Iterator[Picture]:
    """The photos of a record that may be shown; `folder` is where they lie. A file is named by the photo's place."""
    for number, photo in enumerate(photos, 1):
        file = folder / photo.file
        if may_be_shown(photo) and not {"/", "\\"} & {*photo.file} and is_plain(folder, photo.file):
            drawn = published(file, cache)
            files = tuple((f"{number}-{each.width}.{each.kind}", each) for each in drawn)
            if files:
                yield Picture(photo.alt or photo.caption, photo.caption, files, photo.file)


def published(file: Path, cache: Path) -> tuple[Drawn, ...]:
    """A photo as it is published: WebP at the widths that it fills, and a JPEG; nothing if it is not fit to be shown."""
    try:
        return _kept(cache, _known(cache, file)) or _drawn(file, cache)
    except Unfit:
        return ()


def code(file: Path, cache: Path) -> bytes:
    """The QR image of an account as it is published, drawn once; nothing if it is not fit to be shown."""
    try:
        raw = content(file.parent, file.name)
        kept = cache / f"{_name(raw, file)}.code"
        if not kept.is_file():
            cache.mkdir(parents=True, exist_ok=True)
            _put(kept, images.square(file.name, raw))
        return kept.read_bytes()
    except (OSError, Unfit):
        return b""


def card(file: Path, cache: Path) -> bytes:
    """A photo as lists show it, drawn once; the file is one that may be shown."""
    drawn = published(file, cache)[0]
    kept = cache / f"{_known(cache, file)}.card"
    if not kept.is_file():
        _put(kept, images.card(f"1.{drawn.kind}", drawn.data))
    return kept.read_bytes()


def likeness(file: Path, cache: Path) -> int | None:
    """By what a photo is known again, scaled or saved anew; worked out once."""
    drawn = published(file, cache)
    if not drawn:
        return None
    kept = cache / f"{_known(cache, file)}.like"
    if not kept.is_file():
        _put(kept, str(images.likeness(f"1.{drawn[0].kind}", drawn[0].data)).encode())
    said = kept.read_text(encoding="ascii")
    return None if said == "None" else int(said)


def trouble(file: Path, cache: Path) -> Trouble | None:
    """What is wrong with a photo that is going to be published; a new one is drawn at once, so it is decoded once."""
    try:
        name = _known(cache, file)
        if not name or not (cache / f"{name}.json").is_file():
            _drawn(file, cache)
    except Unfit as unfit:
        return unfit.trouble
    return None


def _drawn(file: Path, cache: Path) -> tuple[Drawn, ...]:
    """Draw a photo and keep it, unless one of the same content is kept under another name."""
    raw = content(file.parent, file.name)
    name = _name(raw, file)
    found = _kept(cache, name)
    if not found:
        found = images.drawn(file.name, raw, qr_codes.refused)
        _keep(cache, name, found)
    _put(cache / _mark(file), name.encode())
    return found


# ---------------------------------------------------------------- kept between builds


def forget(cache: Path, inputs: Collection[str]) -> None:
    """Delete what is kept of photos that are not there any more, or of another form; inputs: digests (`_digest`) of the present ones."""
    for kept in list(cache.iterdir()) if cache.is_dir() else []:
        name = kept.read_text(encoding="ascii") if kept.name.startswith(MARK) else kept.name
        digest, _, form = name.partition("-")
        if digest not in inputs or not form.startswith(f"{FORM}."):
            kept.unlink()


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:32]


def _name(raw: bytes, file: Path) -> str:
    """Under which a photo is kept: a wrong ending must be told, though the content is known."""
    return f"{_digest(raw)}-{FORM}{file.suffix.lower() or '.'}"


def _mark(file: Path) -> str:
    """A name for a file as long as nobody changes it: not even so that size and time stay."""
    status = file.stat()
    times = f"{status.st_size}\0{status.st_mtime_ns}\0{status.st_ctime_ns}\0{status.st_ino}"
    if not CHANGES_ARE_TIMED:
        times = hashlib.blake2b(content(file.parent, file.name)).hexdigest()
    said = f"{file.absolute()}\0{times}".encode("utf-8", "surrogateescape")
    return f"{MARK}{hashlib.blake2b(said, digest_size=16, person=FORM.encode()).hexdigest()}"


def _known(cache: Path, file: Path) -> str:
    """The name under which the photo in a file was kept; empty where it has not been drawn as it is now."""
    try:
        return (cache / _mark(file)).read_text(encoding="ascii")
    except OSError:
        return ""


def _kept(cache: Path, name: str) -> tuple[Drawn, ...]:
    if not name:
        return ()
    try:
        listed = json.loads((cache / f"{name}.json").read_text(encoding="ascii"))
        return tuple(
            Drawn(kind, width, height, (cache / f"{name}-{width}.{kind}").read_bytes())
            for kind, width, height in listed
        )
    except (OSError, ValueError, TypeError):
        return ()


def _keep(cache: Path, name: str, drawn: tuple[Drawn, ...]) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    for each in drawn:
        _put(cache / f"{name}-{each.width}.{each.kind}", each.data)
    _put(cache / f"{name}.json", json.dumps([each[:3] for each in drawn]).encode())


def _put(path: Path, data: bytes) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(data)
    os.replace(part, path)
