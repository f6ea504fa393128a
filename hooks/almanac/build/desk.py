"""What is remembered between builds: the lock, the note of the present site, the values kept under their digest."""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

VERSION = "version.txt"
FORM = 9  # of the note; one of another form is not read, and the site is made anew
Manifest = dict[str, bytes]  # path in the site -> digest of its bytes


class Refused(Exception):
    """The site cannot be written now; the sentence says why and what to do. `code` is the exit code."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def digest(data: bytes) -> bytes:
    """Eight bytes that tell one content from another."""
    return hashlib.sha256(data).digest()[:8]


class Desk(NamedTuple):
    """The site and, beside it, the folder with what is remembered between builds."""

    site: Path
    state: Path

    @property
    def twin(self) -> Path:
        return self.state / "twin"

    @property
    def fresh(self) -> Path:
        return self.state / "fresh"

    @property
    def todo(self) -> Path:
        return self.state / "todo"

    @property
    def staged(self) -> Path:
        return self.state / "staged"


def desk(site: Path) -> Desk:
    """The desk of a site: `site` has its state in `.build/site` beside it."""
    site = site.absolute()
    return Desk(site, site.parent / ".build" / site.name)


@contextlib.contextmanager
def alone(here: Desk) -> Iterator[None]:
    """Only one build writes a site at a time; a second is refused (exit code 75). The lock dies with its holder."""
    here.state.mkdir(parents=True, exist_ok=True)
    with open(here.state / "lock", "a+b") as file:
        if not take(file.fileno(), wait=False):
            raise Refused(f"另一个构建正在写 {here.site.name}/，请等它结束再试。", 75)
        yield


def take(file: int, wait: bool) -> bool:
    """Hold a file's lock until it is closed; False when another process holds it and we do not wait."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True


def remembered(here: Desk) -> dict[str, Any] | None:
    """What the build that made the present site noted down; None if there is no site, or no note of it we can read."""
    try:
        version = (here.site / VERSION).read_text(encoding="ascii").strip()
        note: dict[str, Any] = marshal.loads((here.state / f"note-{version}").read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return note if note.get("form") == FORM else None


def keep(here: Desk, name: str, value: Any, durable: bool) -> str:
    """Keep a value between builds under a name that its content decides; the name is returned.

    durable: onto the disk at once, where the build will not make the whole disk wait before it publishes.
    """
    data = marshal.dumps(value, 2)  # of this form, equal values have equal bytes
    kept = f"{name}-{digest(data).hex()}"
    if not (here.state / kept).exists():
        write_aside(here.state / kept, data, durable)
    return kept


def keep_note(here: Desk, note: dict[str, Any]) -> None:
    """Keep the note of the edition that is about to be published, under its version."""
    write_aside(here.state / f"note-{note['version']}", marshal.dumps(note))


def kept(here: Desk, name: str) -> Any:
    """A value kept under this name by an earlier build."""
    return marshal.loads((here.state / name).read_bytes())


def write_aside(path: Path, data: bytes, durable: bool = True) -> None:
    """Write a small file whole or not at all, and onto the disk."""
    part = path.with_name(path.name + ".part")
    with open(part, "wb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    os.replace(part, path)


def sweep(here: Desk, names: Iterable[str]) -> None:
    """Remove what is remembered of older builds; `names` is what the present note needs."""
    wanted = {*names, "lock", "todo"}
    for item in os.scandir(here.state):
        if item.name not in wanted and not item.is_dir(follow_symlinks=False):
            os.unlink(item.path)
