"""The input files of a build, known by the digests of their bytes; sizes and times only save reading them again."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from almanac.build import mkdocs_shell
from almanac.build.mkdocs_shell import SCRIPTS
from almanac.build.store import Store, digest
from almanac.model import divisions
from almanac.model.divisions import Level, Register
from almanac.parse import discovery, input_files
from almanac.parse.discovery import IGNORED, Paper, share_at
from almanac.parse.word_marks import ROLL, words_in

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
NOTICE, SEAL = "通知.yml", "封存.json"
NAME = attrgetter("name")


class Seen(NamedTuple):
    """What there is to build from: the codes of the areas, cities before their counties; the given values by name."""

    codes: tuple[str, ...]
    given: dict[str, Any]


def look(store: Store, project: Path, records: Path) -> Seen:
    """Look at all input files."""
    register = divisions.load(records / "associations.csv")
    codes = tuple(unit.code for unit in register if unit.level <= Level.COUNTY)
    found: dict[str, Any] = {**given(project, records), "nothing": []}
    files, found["paths"] = area_files(store, records, register)
    for code in codes:
        found[f"files/{code}"] = there = files.get(code, [])
        found[f"rolls/{code}"] = [each for each in there if each[0].endswith(ROLL)]
    return Seen(codes, found)


def pictures(given: Mapping[str, Any]) -> set[bytes]:
    """The digests of all pictures among the input files."""
    names = [name for name in given if name.startswith("files/")]
    listed = [each for name in (*names, "content", "press", "notice files") for each in given[name]]
    return {each[1] for each in listed if not isinstance(each, str) and each[0].lower().endswith(PICTURES)}


def program() -> list[tuple[str, bytes]]:
    """The program's own files."""
    package = Path(__file__).resolve().parents[1]
    return digests(package, (file.relative_to(package).as_posix() for file in package.rglob("*.py")))


def mark_of(path: str) -> bytes:
    """What stands for a path where it may not be kept: a name that was withdrawn may stand in one."""
    return hashlib.blake2b(path.encode("utf-8", "surrogateescape"), digest_size=10).digest()


def area_files(
    store: Store, root: Path, register: Register
) -> tuple[Mapping[str, Sequence[tuple[str, bytes, bool, int]]], list[bytes]]:
    """The files of each area of the records, in order, as `values.Listed` has them; the marks of all.

    What is noted of them has no path in it: a name that was withdrawn may stand in one.
    """
    before: dict[bytes, Any] = store.seen("records") or {}
    now: dict[bytes, Any] = {}
    found: dict[str, list[tuple[str, bytes, bool, int]]] = {}
    known: dict[str, str] = {}
    folders: set[str] = set()
    below = input_files.Below(root, folders)
    for folder, marks in _marked(root, folders):
        top = "/".join(folder.split("/", 3)[1:3])
        if top not in known:
            known[top] = share_at(unicodedata.normalize("NFC", top), register)
        those = found.setdefault(known[top], [])
        for name, mark in marks:
            path = f"{folder}/{name}"
            place = mark_of(path)
            old = before.get(place)
            if not (old and old[0] == mark and input_files.CHANGES_ARE_TIMED):
                old = (mark, *_read(below, path))
            now[place] = old
            those.append((path, old[1], mark is None, old[2]))
    if now != before:
        store.see("records", now)
    return found, sorted(now)


def _read(below: input_files.Below, path: str) -> tuple[bytes, int]:
    """The digest of a file, and which words it has."""
    try:
        raw = below.content(path)
    except OSError:
        return b"", 0
    return digest(raw), words_in(raw) if path.endswith(".yml") else 0


Marks = list[
    tuple[str, Any]
]  # the names of files, with what tells that they were not touched; None for a link


def _marked(root: Path, seen: set[str]) -> Iterable[tuple[str, Marks]]:
    """Every folder with files below the years' folders.

    seen: whatever is gone through is noted there, as a folder that no link leads to.
    """
    for year in discovery.years(root):
        yield from _walk(os.fspath(root), str(year), seen)


def _walk(root: str, below: str, seen: set[str]) -> Iterable[tuple[str, Marks]]:
    folders = [below]
    while folders:
        folder = folders.pop()
        seen.add(folder)
        with os.scandir(f"{root}/{folder}") as items:
            entries = sorted(items, key=NAME)
        marks: Marks = []
        deeper = []
        for item in entries:
            name = item.name
            if name[0] in ".~" or name in IGNORED:
                continue
            if item.is_dir(follow_symlinks=False):
                deeper.append(f"{folder}/{name}")
            elif not item.is_file(follow_symlinks=False):
                marks.append((name, None))
            else:
                status = item.stat(follow_symlinks=False)
                marks.append((name, (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)))
        if marks:
            yield folder, marks
        folders += reversed(deeper)


def _digest(root: Path, path: str) -> bytes:
    try:
        return digest(input_files.content(root, path))
    except OSError:
        return b""


def digests(root: Path, paths: Iterable[str]) -> list[tuple[str, bytes]]:
    """Some files with the digests of their bytes; those that are not there are left out."""
    return [(path, _digest(root, path)) for path in sorted(paths) if input_files.is_plain(root, path)]


def given(project: Path, records: Path) -> dict[str, Any]:
    """The other files that a build reads."""
    yearly = [f"{year}/{name}" for year in discovery.years(records) for name in (NOTICE, SEAL)]
    content: list[Paper] = discovery.walk(project, "content") if (project / "content").is_dir() else []
    scripts = [path.relative_to(project).as_posix() for path in (project / SCRIPTS).rglob("*.js")]
    gallery = [path.relative_to(project).as_posix() for path in (project / "tests/faults").glob("*.*")]
    return {
        "divisions": digests(records, ["associations.csv"]),
        "aliases": digests(records, ["names.csv"]),
        "notice files": [
            *digests(records, yearly),
            *digests(records, _pictures(records)),
            *map(str, discovery.years(records)),
            *discovery.linked_years(records),
        ],
        "content": _listed(
            project, [paper for paper in content if not paper.path.startswith("content/press/")]
        ),
        "press": _listed(project, [paper for paper in content if paper.path.startswith("content/press/")]),
        "shell sources": mkdocs_shell.sources(project),
        "script files": digests(project, scripts),
        "gallery": digests(project, gallery),
    }


def _pictures(records: Path) -> Iterator[str]:
    """The QR images beside the notices, which every association's page shows."""
    for year in discovery.years(records):
        yield from (
            f"{year}/{file.name}" for file in (records / str(year)).iterdir() if file.suffix in PICTURES
        )


def _listed(root: Path, papers: Iterable[Paper]) -> list[tuple[str, bytes, bool]]:
    return [(paper.path, b"" if paper.link else _digest(root, paper.path), paper.link) for paper in papers]
