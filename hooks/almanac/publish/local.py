"""The disk: a site is replaced whole or not at all, and only what changed is written.

Two trees stand side by side: the site, and its twin in the state folder, the same but for the paths
named in `todo`. A build brings the twin up to date, writes into it what changed, and exchanges the two in
one step of the operating system (Linux, macOS). Killed before that step, the old site stands; after it, the new.
The first build has no twin; the second makes it, once, by giving every file of the site a second name.
Where there is no such step (Windows, some network disks) changes are laid out in `staged` with their list, then moved
file by file in a fixed order; a build that was killed in between is finished first by the next.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from almanac.build.desk import VERSION, Desk, Refused, write_aside
from almanac.publish import file_tree

EVERYTHING = "*"


# ---------------------------------------------------------------- bringing the twin up to date


Link = Callable[[Path, Path], None]


def open_twin(here: Desk, link: Link) -> None:
    """Make the twin equal to the site: what `todo` names is taken over again from the site.

    link: makes an empty folder the same tree as another.
    """
    paths = _todo(here)
    if paths is None or not here.twin.is_dir():
        shutil.rmtree(here.twin, ignore_errors=True)
        here.twin.mkdir()
        link(here.site, here.twin)
        _note_todo(here, [])
        return
    for path in paths:
        source, target = here.site / path, here.twin / path
        with contextlib.suppress(FileNotFoundError):
            os.unlink(target)
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(source, target)
        else:
            file_tree.take_away(here.twin, path)


def _todo(here: Desk) -> list[str] | None:
    try:
        paths: list[str] = json.loads(here.todo.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return None if paths == [EVERYTHING] else paths


def _note_todo(here: Desk, paths: Iterable[str]) -> None:
    write_aside(here.todo, json.dumps(sorted(paths)).encode())


Write = Callable[[Mapping[str, bytes], Iterable[str]], None]


def writer(here: Desk, how: str) -> Write | None:
    """How a worker writes its share: `first` into the new tree, `mass` straight into the twin, `few` not at all."""
    if how == "few":
        return None
    if how == "mass":
        target = here.twin if here.twin.is_dir() else here.staged
        swaps = target == here.twin

        def change(changed: Mapping[str, bytes], gone: Iterable[str]) -> None:
            for path, data in changed.items():
                file_tree.put(target, path, data, durable=False)
            for path in gone if swaps else ():
                file_tree.take_away(target, path)

        return change
    tree = file_tree.Tree(here.fresh)

    def add(changed: Mapping[str, bytes], gone: Iterable[str]) -> None:
        for path, data in changed.items():
            tree.new(path, data)

    return add


class Edition:
    """One build's way to the site: `first` writes a whole new tree, else what changed goes into the twin.

    Everything is in place and on the disk before `publish` makes it the site; leaving without it changes nothing.
    """

    def __init__(self, here: Desk, how: str, link: Link = file_tree.link_all) -> None:
        self.here, self.first, self._all_named = here, how == "first", how == "few"
        self.swaps = file_tree.can_exchange(here)
        self._touched: set[str] = set()
        if self.first:
            shutil.rmtree(here.fresh, ignore_errors=True)
            here.fresh.mkdir(parents=True)
            return
        finish(here)
        shutil.rmtree(here.staged, ignore_errors=True)
        if self.swaps:
            open_twin(here, link)
        else:
            shutil.rmtree(here.twin, ignore_errors=True)
            here.staged.mkdir(parents=True)
        if not self._all_named:  # workers change files that nobody has named beforehand
            _note_todo(here, [EVERYTHING])

    @property
    def writes_into(self) -> Path:
        """Where changed files are laid out."""
        return self.here.twin if self.swaps else self.here.staged

    def abandon(self) -> None:
        """Leave the site as it is, and nothing half-made beside it."""
        shutil.rmtree(self.here.fresh, ignore_errors=True)

    def change(self, changed: Mapping[str, bytes], gone: Iterable[str]) -> None:
        """Write the changed files and take away those that are gone, named beforehand."""
        gone = list(gone)
        write = writer(self.here, "first") if self.first else None
        if write:
            write(changed, gone)
            return
        self._touched.update(changed, gone)
        if self.swaps and self._all_named:
            _note_todo(self.here, self._touched)
        for path, data in changed.items():
            file_tree.put(self.writes_into, path, data, durable=True)
        if self.swaps:
            for path in gone:
                file_tree.take_away(self.here.twin, path)

    def publish(self, touched: Iterable[str], gone: Iterable[str]) -> None:
        """Make this edition the site; touched: every path written or taken away, gone: the latter."""
        here = self.here
        touched = set(touched)
        if touched - self._touched and hasattr(os, "sync"):
            os.sync()
        if self.first:
            self._first()
        elif self.swaps:
            if not file_tree.exchange(here.site, here.twin):
                raise Refused(f"系统不能整体替换 {here.site}，原来的网站没有动。请再运行一次。")
            if touched != self._touched:
                _note_todo(here, touched)
        else:
            write_aside(here.staged / ".list", json.dumps({"gone": sorted(gone)}).encode())
            finish(here)

    def _first(self) -> None:
        here, old = self.here, self.here.state / "old"
        _note_todo(here, [EVERYTHING])
        shutil.rmtree(old, ignore_errors=True)
        if not here.site.exists():
            os.rename(here.fresh, here.site)
        elif self.swaps and file_tree.exchange(here.site, here.fresh):
            os.rename(here.fresh, old)
        else:
            os.rename(here.site, old)
            os.rename(here.fresh, here.site)
        shutil.rmtree(here.twin, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def finish(here: Desk) -> None:
    """Finish what a build without the exchange had begun to move: assets, pages, feeds, front pages, then what is gone."""
    plan = here.staged / ".list"
    if not plan.is_file():
        return
    gone: list[str] = json.loads(plan.read_text(encoding="utf-8"))["gone"]
    paths = [
        p.relative_to(here.staged).as_posix()
        for p in here.staged.rglob("*")
        if p.is_file() and p.name != ".list"
    ]
    for path in sorted(paths, key=_turn):
        target = here.site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(here.staged / path, target)
    for path in gone:
        file_tree.take_away(here.site, path)
    shutil.rmtree(here.staged)


def _turn(path: str) -> tuple[int, str]:
    """Assets first, then pages, feeds and data, front pages, and the version last."""
    if path == VERSION:
        return 9, path
    if path.startswith("assets/"):
        return 0, path
    if path == "index.html" or (path.count("/") == 1 and path.endswith("/index.html")):
        return 3, path
    return (1 if path.endswith(".html") else 2), path


def is_ours(site: Path) -> bool:
    """Whether a folder may be replaced: it is not there, is empty, or holds a site we made."""
    return not site.exists() or (site.is_dir() and ((site / VERSION).is_file() or not any(site.iterdir())))
