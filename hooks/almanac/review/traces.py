"""Whether a name or a number still stands anywhere in a repository: in old versions, messages, names of files and branches,
and in what nothing leads to any more but git has not yet thrown away.

What is looked for is never shown again: whoever reads the answer need not know it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from almanac.model.diagnostics import name_of
from almanac.parse import input_files
from almanac.review import git

MOST = 64 * 1024 * 1024  # bytes of one object that are looked at
PARTS, PART = 400, 8 * 1024 * 1024  # parts of a packed file (Word, Excel), and bytes of each
SHOWN = 40
HIDDEN = "〔…〕"
KINDS = {"blob": "文件的内容", "tree": "文件名", "commit": "提交的说明或作者", "tag": "标签"}
# What git keeps beside its objects, in its own folder.
BESIDE = (
    "packed-refs",
    "HEAD",
    "ORIG_HEAD",
    "FETCH_HEAD",
    "COMMIT_EDITMSG",
    "MERGE_MSG",
    "index",
    "config",
    "logs/**/*",
    "refs/**/*",
)


class Trace(NamedTuple):
    """Where it still stands: what kind of thing holds it, its digest, and what leads to it (a commit, its day, its files)."""

    kind: str
    digest: str
    where: str


class Looked(NamedTuple):
    """What was found, how many objects were looked at, and how many were too large to be looked at whole."""

    traces: list[Trace]
    objects: int
    large: int


def pattern(words: Iterable[str]) -> re.Pattern[bytes]:
    """Any of the words, in the encodings that files here have had; a number also with blanks or strokes in it."""
    ways: set[bytes] = set()
    for word in words:
        if re.fullmatch("[0-9]{6,}[0-9Xx]?", word):
            ways.add("(?<![0-9]){}(?![0-9])".format("[ ._-]?".join(word)).encode())
        else:
            ways |= {re.escape(word.encode(coding, "ignore")) for coding in ("utf-8", "gb18030")}
        ways.add(re.escape(word.encode("utf-16-le", "ignore")))
    return re.compile(b"|".join(sorted(filter(None, ways))))


def look(folder: Path, words: Sequence[str]) -> Looked:
    """Look through everything that the repository around a folder holds."""
    found = pattern(words)
    held, objects, large = list[tuple[str, str]](), 0, 0
    for digest, kind, data in git.everything(folder, MOST):
        objects += 1
        large += len(data) >= MOST
        if found.search(data) or any(map(found.search, _unpacked(data))):
            held.append((digest, kind))
    traces = [
        Trace(KINDS[kind], digest, _leads(folder, digest, kind, found)) for digest, kind in held[:SHOWN]
    ]
    traces += [Trace(KINDS[kind], digest, "") for digest, kind in held[SHOWN:]]
    return Looked([*_beside(folder, found), *traces], objects, large)


def _unpacked(data: bytes) -> Iterator[bytes]:
    """The parts of a Word or Excel file, or of another zip."""
    if data[:4] != b"PK\x03\x04":
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.infolist()[:PARTS]:
                yield part.filename.encode()
                with archive.open(part) as opened:
                    yield opened.read(PART)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        return


def _leads(folder: Path, digest: str, kind: str, found: re.Pattern[bytes]) -> str:
    """The last commit that has it, with its day and the files, without what is looked for."""
    if kind == "tag":
        return ""
    if kind == "commit":
        return f"提交 {digest[:10]}"
    asked = (
        "log",
        "--all",
        "--reflog",
        "-1",
        "-t",
        "-m",
        "--raw",
        "-r",
        "--no-abbrev",
        "--no-renames",
        "--format=%H %cs",
    )
    told = git.answer(folder, "-c", "core.quotepath=false", *asked, f"--find-object={digest}", seconds=600)
    lines = [line for line in told.splitlines() if line.strip()]
    if not lines:
        return "已经没有提交用它，git 还没有扔掉"
    files = {line.partition("\t")[2] for line in lines[1:] if digest in line}
    shown = "、".join(name_of(_without(file, found)) for file in sorted(files)[:3] if file)
    commit, _, day = lines[0].partition(" ")
    return f"提交 {commit[:10]} {day}" + (f"，{shown}" if shown else "")


def _beside(folder: Path, found: re.Pattern[bytes]) -> Iterator[Trace]:
    """What git's own folder says beside the objects: branches, the list of what it did, the message being written."""
    said = Path(git.answer(folder, "rev-parse", "--git-common-dir").strip())
    home = said if said.is_absolute() else folder / said
    for where in BESIDE:
        for file in sorted(home.glob(where)):
            path = file.relative_to(home).as_posix()
            if not input_files.is_plain(home, path):
                continue
            if found.search(path.encode()) or found.search(input_files.content(home, path)):
                yield Trace("git 自己的记录", "", f".git/{name_of(_without(path, found))}")


def _without(text: str, found: re.Pattern[bytes]) -> str:
    return found.sub(HIDDEN.encode(), text.encode("utf-8", "surrogateescape")).decode("utf-8", "replace")
