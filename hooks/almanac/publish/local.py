"""The site on the disk: what a build laid out beside it takes its place, whole or not at all.

A first site appears in one step. Later, changed files wait in `staged` until all are there; then a journal names them, and
they are moved into the site one by one: what others need before what needs it, deletions last. Every file is whole at
every moment; a build that was killed among the moves is finished by the next start.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from almanac.publish.file_tree import Refused, on_disk, take, take_away, write_whole

VERSION = "version.txt"
TRIES = 20  # in a second
FEW = (
    200  # so many files are put onto the disk one by one, without waiting for whatever else is written there
)
FRONT = 2  # a front page has at most one folder above it


class Place(NamedTuple):
    """A site and, beside it, the folder with all that is kept between its builds."""

    site: Path
    state: Path

    @property
    def store(self) -> Path:
        """The file of the store."""
        return self.state / "store.sqlite"

    @property
    def staged(self) -> Path:
        """Where changed files wait."""
        return self.state / "staged"

    @property
    def journal(self) -> Path:
        """The list of what is being moved into the site."""
        return self.state / "journal.json"

    @property
    def version(self) -> str:
        """The version of the site that stands; empty where there is none."""
        try:
            return (self.site / VERSION).read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return ""


def place(site: Path) -> Place:
    """The place of a site: `site` has its state in `.build/site` beside it."""
    site = site.absolute()
    return Place(site, site.parent / ".build" / site.name)


def is_ours(site: Path) -> bool:
    """Whether a folder may be written: it is not there, is empty, or holds a site we made."""
    return not site.exists() or (site.is_dir() and ((site / VERSION).is_file() or not any(site.iterdir())))


def _taken(lock: int) -> bool:
    """Whether the lock is ours, at once or within a moment."""
    for _ in range(TRIES):
        if take(lock, wait=False):
            return True
        time.sleep(0.05)
    return False


@contextlib.contextmanager
def alone(here: Place) -> Iterator[None]:
    """Only one build writes a site at a time; a second is refused (exit code 75). The lock dies with its holder.

    A moment is given: what a killed build had begun ends just after it.
    """
    here.state.mkdir(parents=True, exist_ok=True)
    with open(here.state / "lock", "a+b") as file:
        if not _taken(file.fileno()):
            raise Refused(f"另一个构建正在写 {here.site.name}/，请等它结束再试。", 75)
        finish(here)
        yield


# ---------------------------------------------------------------- one edition


def lay_out(here: Place) -> Path:
    """An empty folder for the files of an edition, outside the site and on the same disk."""
    shutil.rmtree(here.staged, ignore_errors=True)
    here.staged.mkdir(parents=True)
    return here.staged


def abandon(here: Place) -> None:
    """Leave the site as it is, and nothing half-made beside it."""
    shutil.rmtree(here.staged, ignore_errors=True)


def publish(here: Place, changed: Iterable[str], gone: Iterable[str]) -> None:
    """Let what is laid out take its place in the site; changed: its paths; gone: paths to be taken away."""
    changed = list(changed)
    if len(changed) <= FEW:
        for path in changed:
            on_disk(here.staged / path)
    elif hasattr(os, "sync"):
        os.sync()
    if not here.site.exists():
        os.rename(here.staged, here.site)
        return
    plan = {"changed": sorted(changed, key=turn), "gone": sorted(gone)}
    write_whole(here.journal, json.dumps(plan).encode())
    finish(here)


def finish(here: Place) -> None:
    """Move what the journal names into the site, and take away what it says is gone."""
    try:
        plan = json.loads(here.journal.read_bytes())
    except FileNotFoundError:
        return
    for path in plan["changed"]:
        with contextlib.suppress(FileNotFoundError):  # moved before the kill
            _move(here.staged / path, here.site / path)
    for path in plan["gone"]:
        take_away(here.site, path)
    here.journal.unlink()
    shutil.rmtree(here.staged, ignore_errors=True)


def _move(source: Path, target: Path) -> None:
    try:
        os.replace(source, target)
    except FileNotFoundError:
        if not source.exists():
            raise
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(source, target)


def turn(path: str) -> tuple[int, str]:
    """In which order files are published: assets, pages, feeds and data, front pages, and the version last."""
    if path == VERSION:
        return 9, path
    if path.startswith("assets/"):
        return 0, path
    if path.endswith("index.html") and path.count("/") < FRONT:
        return 3, path
    return (1 if path.endswith(".html") else 2), path
