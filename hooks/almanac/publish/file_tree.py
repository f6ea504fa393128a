"""Files written below a folder, each whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path


class Refused(Exception):
    """The site cannot be written now; the sentence says why and what to do. `code` is the exit code."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence, code)
        self.code = code

    def __str__(self) -> str:
        return str(self.args[0])


def double_claim(path: str) -> str:
    """What is said when two records or pages want one address."""
    return f"网址 /{path} 被两处占用；请检查“曾用地址”是否写了仍在使用的编号。"


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


def on_disk(path: Path) -> None:
    """Wait until a file is on the disk."""
    with open(path, "r+b") as file:
        os.fsync(file.fileno())


def write_whole(path: Path, data: bytes) -> None:
    """Write a small file whole or not at all, and onto the disk."""
    part = path.with_name(path.name + ".part")
    with open(part, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


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
