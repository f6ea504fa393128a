"""Folders full of files: exchanged in one step, written anew, changed file by file, given a second name."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import zlib
from pathlib import Path

from almanac.build.desk import Desk, Refused


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


class Tree:
    """Writes new files below a folder, each folder made once."""

    def __init__(self, root: Path) -> None:
        self._root = os.fspath(root)
        self._made: set[str] = set()

    def new(self, path: str, data: bytes) -> None:
        """Write a file that is not there yet."""
        folder = path.rpartition("/")[0]
        if folder and folder not in self._made:
            self._folder(folder)
        target = f"{self._root}/{path}"
        try:
            handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
        except FileExistsError:
            raise Refused(double_claim(path)) from None
        try:
            if os.write(handle, data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), target)
        finally:
            os.close(handle)

    def _folder(self, folder: str) -> None:
        above = folder.rpartition("/")[0]
        if above and above not in self._made:
            self._folder(above)
        with contextlib.suppress(FileExistsError):
            os.mkdir(f"{self._root}/{folder}", 0o755)
        self._made.add(folder)


def double_claim(path: str) -> str:
    """What is said when two records or pages want one address."""
    return f"网址 /{path} 被两处占用；请检查“曾用地址”是否写了仍在使用的编号。"


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


def link_all(source: Path, target: Path, part: int = 0, of: int = 1) -> None:
    """Make `target`, an empty folder, the same tree as `source`: each file gets a second name there.

    Several processes may each do one part of it. By handles of the two folders, where the system has that: short
    paths are twice as quick as long ones.
    """
    handles = os.link in os.supports_dir_fd and os.mkdir in os.supports_dir_fd
    one, other = (os.open(folder, os.O_RDONLY) if handles else None for folder in (source, target))
    before, after = ("", "") if handles else (f"{source}/", f"{target}/")
    waiting = [""]
    try:
        while waiting:
            folder = waiting.pop()
            with os.scandir(f"{source}/{folder}") as items:
                for item in items:
                    path = folder + item.name
                    shared = not folder and item.is_dir(
                        follow_symlinks=False
                    )  # dealt out one step further down
                    if folder.count("/") < 2 and not shared and zlib.crc32(os.fsencode(path)) % of != part:
                        continue
                    if item.is_dir(follow_symlinks=False):
                        with contextlib.suppress(FileExistsError):
                            os.mkdir(after + path, 0o755, dir_fd=other)
                        waiting.append(f"{path}/")
                    else:
                        os.link(before + path, after + path, src_dir_fd=one, dst_dir_fd=other)
    finally:
        for handle in (one, other):
            if handle is not None:
                os.close(handle)
