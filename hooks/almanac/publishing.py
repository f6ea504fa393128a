"""The disk: a site is replaced whole or not at all, and only what changed is written.

Two trees stand side by side: the site, and its twin in the state folder, the same but for the paths
named in `todo`. A build brings the twin up to date, writes into it what changed, and exchanges the two in
one step of the operating system (Linux, macOS). Killed before that step, the old site stands; after it, the new.
Where there is no such step (Windows, some network disks) changes are laid out in `staged` with their list, then moved
file by file in a fixed order; a build that was killed in between is finished first by the next.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import json
import marshal
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

VERSION = "version.txt"
EVERYTHING = "*"
Manifest = dict[str, bytes]  # path in the site -> digest of its bytes


class Refused(Exception):
    """The site cannot be written now; the sentence says why and what to do. `code` is the exit code."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def digest(data: bytes) -> bytes:
    """Eight bytes that tell one content from another."""
    return hashlib.blake2b(data, digest_size=8).digest()


# ---------------------------------------------------------------- where things stand


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
    def next(self) -> Path:
        return self.state / "next"

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
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refused(f"另一个构建正在写 {here.site.name}/，请等它结束再试。", 75) from None
        yield


def remembered(here: Desk) -> dict[str, Any] | None:
    """What the build that made the present site noted down; None if there is no site or the note is not of it."""
    try:
        version = (here.site / VERSION).read_text(encoding="ascii").strip()
        return marshal.loads((here.state / f"note-{version}").read_bytes())  # type: ignore[no-any-return]
    except (OSError, ValueError, EOFError, TypeError):
        return None


def keep(here: Desk, name: str, value: Any) -> str:
    """Keep a value between builds under a name that its content decides; the name is returned."""
    data = marshal.dumps(value)
    kept = f"{name}-{digest(data).hex()}"
    if not (here.state / kept).exists():
        _write_aside(here.state / kept, data)
    return kept


def keep_note(here: Desk, note: dict[str, Any]) -> None:
    """Keep the note of the edition that is about to be published, under its version."""
    _write_aside(here.state / f"note-{note['version']}", marshal.dumps(note))


def kept(here: Desk, name: str) -> Any:
    """A value kept under this name by an earlier build."""
    return marshal.loads((here.state / name).read_bytes())


def _write_aside(path: Path, data: bytes) -> None:
    part = path.with_name(path.name + ".part")
    with open(part, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def sweep(here: Desk, names: Iterable[str]) -> None:
    """Remove what is remembered of older builds; `names` is what the present note needs."""
    wanted = {*names, "lock", "todo"}
    for item in os.scandir(here.state):
        if item.name not in wanted and not item.is_dir(follow_symlinks=False):
            os.unlink(item.path)


# ---------------------------------------------------------------- one step of the operating system


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system or the disk cannot."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            done = libc.renameat2(-100, os.fsencode(one), -100, os.fsencode(other), 2)
        elif sys.platform == "darwin":
            done = libc.renamex_np(os.fsencode(one), os.fsencode(other), 2)
        else:
            return False
    except (AttributeError, OSError, TypeError):
        return False
    if done != 0 and ctypes.get_errno() not in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), os.fspath(one))
    return bool(done == 0)


def can_exchange(here: Desk) -> bool:
    """Whether this disk can exchange two folders and give one file two names; tried on two empty folders."""
    trial = here.state / "trial"
    shutil.rmtree(trial, ignore_errors=True)
    try:
        (trial / "a").mkdir(parents=True)
        (trial / "b").mkdir()
        (trial / "a" / "x").write_bytes(b"")
        os.link(trial / "a" / "x", trial / "b" / "y")
        return exchange(trial / "a", trial / "b") and (trial / "b" / "x").exists()
    except OSError:
        return False
    finally:
        shutil.rmtree(trial, ignore_errors=True)


# ---------------------------------------------------------------- writing trees


class Tree:
    """Writes files below a folder, each folder made once; with `second`, every file gets its other name there too."""

    def __init__(self, root: Path, second: Path | None = None) -> None:
        self._roots = [os.fspath(root), *([os.fspath(second)] if second else [])]
        self._made: set[str] = set()

    def new(self, path: str, data: bytes) -> None:
        """Write a file that is not there yet."""
        folder = path.rpartition("/")[0]
        if folder and folder not in self._made:
            self._folder(folder)
        target = f"{self._roots[0]}/{path}"
        try:
            handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
        except FileExistsError:
            raise Refused(f"网址 /{path} 被两处占用；请检查“曾用地址”是否写了仍在使用的编号。") from None
        try:
            if os.write(handle, data) != len(data):
                with open(target, "wb") as file:
                    file.write(data)
        finally:
            os.close(handle)
        if len(self._roots) > 1:
            os.link(target, f"{self._roots[1]}/{path}")

    def _folder(self, folder: str) -> None:
        above = folder.rpartition("/")[0]
        if above and above not in self._made:
            self._folder(above)
        for root in self._roots:
            with contextlib.suppress(FileExistsError):
                os.mkdir(f"{root}/{folder}", 0o755)
        self._made.add(folder)


def put(root: Path, path: str, data: bytes, durable: bool) -> None:
    """Put a file in the place of the one that may be there, as a file of its own (never into the old bytes)."""
    target = os.path.join(root, path)
    part = target + ".part~"
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(part, "wb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    os.replace(part, target)


def take_away(root: Path, path: str) -> None:
    """Remove a file, and the folders that it leaves empty."""
    target = os.path.join(root, path)
    with contextlib.suppress(FileNotFoundError):
        os.unlink(target)
    folder = os.path.dirname(target)
    while folder != os.fspath(root):
        try:
            os.rmdir(folder)
        except FileNotFoundError:
            pass
        except OSError:
            return
        folder = os.path.dirname(folder)


def link_all(source: Path, target: Path) -> None:
    """Make `target` the same tree as `source`, each file by a second name of the same bytes."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, copy_function=os.link)


# ---------------------------------------------------------------- bringing the twin up to date


def open_twin(here: Desk) -> None:
    """Make the twin equal to the site: what `todo` names is taken over again from the site."""
    paths = _todo(here)
    if paths is None or not here.twin.is_dir():
        link_all(here.site, here.twin)
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
            take_away(here.twin, path)


def _todo(here: Desk) -> list[str] | None:
    try:
        paths: list[str] = json.loads(here.todo.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return None if paths == [EVERYTHING] else paths


def _note_todo(here: Desk, paths: Iterable[str]) -> None:
    _write_aside(here.todo, json.dumps(sorted(paths)).encode())


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
                put(target, path, data, durable=False)
            for path in gone if swaps else ():
                take_away(target, path)

        return change
    tree = Tree(here.fresh, here.next if here.next.is_dir() else None)

    def add(changed: Mapping[str, bytes], gone: Iterable[str]) -> None:
        for path, data in changed.items():
            tree.new(path, data)

    return add


class Edition:
    """One build's way to the site: `first` writes a whole new tree, else what changed goes into the twin.

    Everything is in place and on the disk before `publish` makes it the site; leaving without it changes nothing.
    """

    def __init__(self, here: Desk, first: bool) -> None:
        self.here, self.first = here, first
        self.swaps = can_exchange(here)
        self._touched: set[str] = set()
        if first:
            shutil.rmtree(here.fresh, ignore_errors=True)
            shutil.rmtree(here.next, ignore_errors=True)
            here.fresh.mkdir(parents=True)
            if self.swaps:
                here.next.mkdir()
            return
        finish(here)
        if self.swaps:
            open_twin(here)
        else:
            shutil.rmtree(here.staged, ignore_errors=True)
            here.staged.mkdir(parents=True)

    @property
    def writes_into(self) -> Path:
        """Where changed files are laid out."""
        return self.here.twin if self.swaps else self.here.staged

    def expect_anything(self) -> None:
        """Workers are about to change files that nobody has named: until settled, the twin counts as unknown."""
        _note_todo(self.here, [EVERYTHING])

    def change(self, changed: Mapping[str, bytes], gone: Iterable[str]) -> None:
        """Write the changed files and take away those that are gone, named beforehand."""
        gone = list(gone)
        write = writer(self.here, "first") if self.first else None
        if write:
            write(changed, gone)
            return
        self._touched.update(changed, gone)
        if self.swaps:
            _note_todo(self.here, self._touched)
        for path, data in changed.items():
            put(self.writes_into, path, data, durable=True)
        if self.swaps:
            for path in gone:
                take_away(self.here.twin, path)

    def publish(self, touched: Iterable[str], gone: Iterable[str]) -> None:
        """Make this edition the site; touched: every path written or taken away, gone: the latter."""
        here = self.here
        touched = set(touched)
        if touched - self._touched and hasattr(os, "sync"):
            os.sync()
        if self.first:
            self._first()
        elif self.swaps:
            if not exchange(here.site, here.twin):
                raise Refused(f"系统不能整体替换 {here.site}，原来的网站没有动。请再运行一次。")
            if touched != self._touched:
                _note_todo(here, touched)
        else:
            _write_aside(here.staged / ".list", json.dumps({"gone": sorted(gone)}).encode())
            finish(here)

    def _first(self) -> None:
        here, old = self.here, self.here.state / "old"
        _note_todo(here, [EVERYTHING])
        shutil.rmtree(old, ignore_errors=True)
        if not here.site.exists():
            os.rename(here.fresh, here.site)
        elif self.swaps and exchange(here.site, here.fresh):
            os.rename(here.fresh, old)
        else:
            os.rename(here.site, old)
            os.rename(here.fresh, here.site)
        shutil.rmtree(here.twin, ignore_errors=True)
        if self.swaps:
            os.rename(here.next, here.twin)
            _note_todo(here, [])
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
        take_away(here.site, path)
    shutil.rmtree(here.staged)


def _turn(path: str) -> tuple[int, str]:
    """Assets first, then pages, feeds and data, front pages, and the version last."""
    if path == VERSION:
        return 9, path
    if path.startswith("assets/"):
        return 0, path
    if path == "index.html" or path.count("/") == 1 and path.endswith("/index.html"):
        return 3, path
    return (1 if path.endswith(".html") else 2), path


def is_ours(site: Path) -> bool:
    """Whether a folder may be replaced: it is not there, is empty, or holds a site we made."""
    return not site.exists() or (site.is_dir() and ((site / VERSION).is_file() or not any(site.iterdir())))
