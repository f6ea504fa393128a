"""The one door to contributed files: plain files below a folder, reached through no link, and no more than is wanted of them."""

from __future__ import annotations

import codecs
import errno
import os
import stat
import sys
from pathlib import Path

CHANGES_ARE_TIMED = (
    sys.platform != "win32"
)  # a file has a time that nobody can set; else it is read each time
MOST = 64 * 1024 * 1024  # bytes of anything that is ever read
NOT_OPENED_TO_SEE = not hasattr(os, "O_NOFOLLOW")  # a link would be followed
NOT_NAMES = frozenset(("", ".", ".."))
_HOW = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
)


class Closed(OSError):
    """A path that is not opened: a link leads to it, or it is no plain file."""


def is_plain(root: Path, path: str) -> bool:
    """Whether there is a plain file at a path below a folder, and no part of the path is a link."""
    try:
        return stat.S_ISREG(Below(root).mode(path))
    except (OSError, ValueError):
        return False


def is_folder(root: Path, path: str) -> bool:
    """Whether there is a folder at a path below a folder, and no part of the path is a link."""
    try:
        return stat.S_ISDIR(Below(root).mode(path))
    except (OSError, ValueError):
        return False


def content(root: Path, path: str, most: int = MOST) -> bytes:
    """The bytes of a file below a folder, no more than `most`; Closed where it is no plain file reached through no link."""
    return Below(root).content(path, most)


class Below:
    """What lies below a folder. The folders on the way to files are looked at once: it is meant for one look, not for days."""

    def __init__(self, root: Path, folders: set[str] | None = None) -> None:
        """folders: paths that were just seen to be folders, reached through no link; more are added."""
        self._root, self._folders = os.fspath(root), set[str]() if folders is None else folders

    def content(self, path: str, most: int = MOST) -> bytes:
        """The bytes of a file, as `content` gives them."""
        if not (stat.S_ISREG(self.mode(path)) if NOT_OPENED_TO_SEE else self._is_reached(path)):
            raise _closed(path)
        handle = _opened(f"{self._root}/{path}", path)
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise _closed(path)
            return _read(handle, min(status.st_size, most))
        finally:
            os.close(handle)

    def mode(self, path: str) -> int:
        """What there is at the path itself, when all above it are folders."""
        if not self._is_reached(path):
            raise _closed(path)
        return os.lstat(f"{self._root}/{path}").st_mode

    def _is_reached(self, path: str) -> bool:
        """Whether a path leads on through folders alone, each by its own name."""
        above, slash, name = path.rpartition("/")
        return name not in NOT_NAMES and (not slash or above in self._folders or self._is_folder(above))

    def _is_folder(self, path: str) -> bool:
        if not self._is_reached(path) or not stat.S_ISDIR(os.lstat(f"{self._root}/{path}").st_mode):
            return False
        self._folders.add(path)
        return True


def _opened(file: str, path: str) -> int:
    try:
        return os.open(file, _HOW)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            raise _closed(path) from None
        raise


def _read(handle: int, size: int) -> bytes:
    found = os.read(handle, size) if size else b""
    while len(found) < size and (more := os.read(handle, size - len(found))):
        found += more
    return found


def text(root: Path, path: str, most: int) -> str | None:
    """The words of a file, to be shown; None where there is none, where it is closed, or larger than `most`."""
    try:
        raw = content(root, path, most + 1)
    except (OSError, ValueError):
        return None
    return plain(raw) if len(raw) <= most else None


def plain(raw: bytes, errors: str = "replace") -> str:
    """The words of a file, whichever program saved it: without a mark at its head, each line ended by one sign."""
    words = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors)
    return words.replace("\r\n", "\n").replace("\r", "\n") if "\r" in words else words


def _closed(path: str) -> Closed:
    return Closed(errno.EACCES, "是链接或别的特殊文件，没有打开", path)
