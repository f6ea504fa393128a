"""Finding the files: which there are below the records folder, and whose share each is."""

from __future__ import annotations

import operator
import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from almanac.model.divisions import Register, share_of
from almanac.parse import input_files

IGNORED = frozenset({"Thumbs.db", "desktop.ini"})
DEMO = "演示: 是"  # in the notice of a year whose records are a demo's


class Paper(NamedTuple):
    """One file found below the records folder: posix path, size in bytes, time of change in ns; link: a link, or no plain file."""

    path: str
    size: int
    changed: int
    link: bool


def walk(root: Path, below: str) -> list[Paper]:
    """Every file below a folder of the records, hidden ones left out, in the order of their names; none behind a link."""
    found: list[Paper] = []
    if _is_behind_a_link(root, below):
        return found
    base = os.fspath(root)
    folders = [below]
    while folders:
        here = folders.pop()
        deeper = []
        with os.scandir(f"{base}/{here}") as listed:
            items = sorted(listed, key=operator.attrgetter("name"))
        for item in items:
            name = item.name
            if name[0] in ".~" or name in IGNORED:
                continue
            if item.is_dir(follow_symlinks=False):
                deeper.append(f"{here}/{name}")
            else:
                found.append(_paper(f"{here}/{name}", item))
        folders += reversed(deeper)
    return found


def _is_behind_a_link(root: Path, folder: str) -> bool:
    return (root / folder).is_dir() and not input_files.is_folder(root, folder)


def _paper(path: str, item: os.DirEntry[str]) -> Paper:
    if not item.is_file(follow_symlinks=False):
        return Paper(path, 0, 0, True)
    status = item.stat(follow_symlinks=False)
    return Paper(path, status.st_size, status.st_mtime_ns, False)


def years(root: Path) -> tuple[int, ...]:
    """The years that have a folder, oldest first."""
    names = [item.name for item in os.scandir(root) if item.is_dir(follow_symlinks=False)]
    return tuple(sorted(int(name) for name in names if _is_year(name)))


def linked_years(root: Path) -> tuple[str, ...]:
    """What is called like a year and is a link instead of a folder."""
    return tuple(sorted(item.name for item in os.scandir(root) if item.is_symlink() and _is_year(item.name)))


def _is_year(name: str) -> bool:
    return len(name) == 4 and name.isascii() and name.isdigit()


def folder_of(path: str) -> str:
    """The association's folder in a path: `2021/长沙市/浏阳市/a.yml` is 长沙市/浏阳市."""
    return unicodedata.normalize("NFC", "/".join(path.split("/")[1:-1]))


def share_at(folder: str, register: Register) -> str:
    """The share that a folder belongs to; an unknown folder goes with the nearest known one above it."""
    parts = folder.split("/")[:2]
    while parts:
        code = register.at("/".join(parts))
        if code:
            return share_of(
                code
            )  # below a county that files with the province the second folder is a township
        parts.pop()
    return register.root


def is_record(path: str) -> bool:
    """Whether a path below the records folder is one that is read: below a year, and not hidden."""
    parts = path.split("/")
    return (
        len(parts) > 1
        and _is_year(parts[0])
        and not any(part[0] in ".~" or part in IGNORED for part in parts)
    )


def survey(
    root: Path, register: Register, part: Callable[[str], bool] = lambda name: True
) -> dict[str, list[Paper]]:
    """All files by the share they belong to; `part` chooses among the folders right below the years."""
    shares: dict[str, list[Paper]] = {}
    known: dict[str, str] = {}
    for year in years(root):
        for paper in _year(root, str(year), part):
            pieces = paper.path.split("/", 3)
            top = "/".join(pieces[1:3]) if len(pieces) > 3 else "/".join(pieces[1:-1])
            code = known.get(top)
            if code is None:
                code = known[top] = share_at(unicodedata.normalize("NFC", top), register)
            shares.setdefault(code, []).append(paper)
    return shares


def _year(root: Path, year: str, part: Callable[[str], bool]) -> Iterator[Paper]:
    for item in sorted(os.scandir(root / year), key=lambda item: item.name):
        if item.name[0] in ".~" or item.name in IGNORED:
            continue
        path = f"{year}/{item.name}"
        if item.is_dir(follow_symlinks=False):
            if part(item.name):
                yield from walk(root, path)
        elif part(""):
            yield _paper(path, item)


def files_in(root: Path, folder: str) -> Iterator[Paper]:
    """The files that stand right in a folder; none behind a link."""
    if _is_behind_a_link(root, folder):
        return
    for item in sorted(os.scandir(root / folder), key=lambda item: item.name):
        if item.name[0] not in ".~" and item.name not in IGNORED and not item.is_dir(follow_symlinks=False):
            yield _paper(f"{folder}/{item.name}", item)


def is_demo(records: Path) -> bool:
    """Whether some records are a demo's: one of their years says so."""
    return any(map(is_demos, records.glob("[0-9][0-9][0-9][0-9]")))


def is_demos(folder: Path) -> bool:
    """A demo's folder is a year with a notice that says so."""
    notice = folder / "通知.yml"
    if folder.is_symlink() or not re.fullmatch("[0-9]{4}", folder.name) or not notice.is_file():
        return False
    return DEMO in notice.read_text(encoding="utf-8", errors="replace").split("\n")
