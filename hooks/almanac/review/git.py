"""Git, asked as a program: what a proposal changes against its base, and what the files said before.

Names of files and branches come from anybody: they go in as whole arguments, never through a shell, and come out
between NUL bytes; what files held is fetched by the digest that git gave, not by name.
"""

from __future__ import annotations

import functools
import io
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

CONTENT = "content"
LINK, SUBMODULE, RUNS, NOBODY = "120000", "160000", "100755", "0" * 40
ALONE = {  # nothing of the caller's settings decides what is found; git asks nobody and writes nothing
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}
PLAIN = (
    "--raw",
    "-z",
    "--no-renames",
    "--no-abbrev",
    "--no-ext-diff",
    "--no-textconv",
    "--ignore-submodules=dirty",
)


class Unready(Exception):
    """What was asked cannot be told from this repository; the text is a sentence for the reader."""


class Change(NamedTuple):
    """A file that is otherwise than in the base: its path below the records folder, what it held before (its digest,
    empty for a new file), whether it is gone, whether it is a link or another repository instead of a file, and whether
    it may be run as a program."""

    path: str
    before: str
    gone: bool
    link: bool
    runs: bool = False


class Changes(NamedTuple):
    """Files that are otherwise than in the base. records: below the records folder, which is left out of their paths;
    content: below content/; others: anywhere else in the repository, and committed or staged."""

    records: list[Change]
    content: list[Change]
    others: list[Change]


class History:
    """The repository around a records folder, held against a base; the slow questions run while others are asked."""

    def __init__(self, records: Path, base: str) -> None:
        if records.is_symlink():
            raise Unready("记录文件夹是一个链接，不能与别的版本比较；请用真正的文件夹。")
        self._folder = records
        prefix, top = os.fsdecode(self._ask("rev-parse", "--show-prefix", "--show-toplevel")).split("\n")[:2]
        self.prefix = prefix.rstrip("/")
        self._folder = self.top = Path(top)
        self._below = ("--", self.prefix, CONTENT) if self.prefix else ("--", ".")
        asked = f"{base}^{{commit}}"
        found = self._said("rev-parse", "--verify", "--quiet", "--end-of-options", asked)
        if found is None:
            raise Unready(f"没有“{base}”这个版本。例：--base origin/main（先运行 git fetch）")
        common = self._said("merge-base", found.decode().strip(), "HEAD")
        if common is None:
            raise Unready(f"找不到“{base}”与现在的共同起点；克隆时不要只取最近一次提交（--depth）。")
        self.base = common.decode().strip()
        self._changed = self._start("diff", *PLAIN, self.base, "--", ".")
        self._new = self._start("ls-files", "-z", "--others", "--exclude-standard", *self._below)

    @functools.cached_property
    def changes(self) -> Changes:
        """All that the working folder holds otherwise than the base, files not yet committed among them."""
        found = list(_changes(self._end(self._changed)))
        known = {change.path for change in found}
        for name in self._end(self._new).split(b"\0"):
            path = os.fsdecode(name)
            if (
                name and path not in known and "/." not in f"/{path}"
            ):  # what is hidden and new is a program's own
                found.append(Change(path, "", False, (self.top / path).is_symlink()))
        sorted_ones = Changes([], [], [])
        for change in sorted(found):
            inside = self._inside(change.path)
            if inside:
                sorted_ones.records.append(change._replace(path=inside))
            elif change.path.startswith(f"{CONTENT}/"):
                sorted_ones.content.append(change)
            else:
                sorted_ones.others.append(change)
        return sorted_ones

    @functools.cached_property
    def files(self) -> list[str]:
        """Every file of the records folder that is committed, staged or new, by its path below it, in order."""
        return self._with_changes(self._listed.split(b"\0"), lambda path: True)

    def below(self, folder: str) -> list[str]:
        """Those of them that lie below a folder."""
        start = os.fsencode(f"{self.prefix}/{folder}/" if self.prefix else f"{folder}/")
        first = self._listed.find(
            b"\0" + start
        )  # git lists in the order of bytes: what lies below stands together
        last = self._listed.rfind(b"\0" + start)
        listed = self._listed[first : self._listed.index(b"\0", last + 1)].split(b"\0") if first >= 0 else []
        return self._with_changes(listed, lambda path: path.startswith(f"{folder}/"))

    def called(self, name: str) -> list[str]:
        """Those of them whose path ends with a name."""
        ending = os.fsencode(name)
        listed = [path for path in self._listed.split(b"\0") if path.endswith(ending)]
        return self._with_changes(listed, lambda path: path.endswith(name))

    @functools.cached_property
    def _listed(self) -> bytes:
        """The records' files that are committed or staged, as git lists them, each between two NUL bytes."""
        return b"\0" + self._ask("ls-files", "-z", "--", self.prefix or ".")

    def _with_changes(self, listed: Iterable[bytes], wanted: Callable[[str], bool]) -> list[str]:
        """Some listed files as paths below the records folder, with those that are new and without those that are gone."""
        start = len(f"{self.prefix}/") if self.prefix else 0
        paths = dict.fromkeys(os.fsdecode(path)[start:] for path in listed if path)  # in order, nearly
        paths.update(dict.fromkeys(change.path for change in self.changes.records if wanted(change.path)))
        for change in self.changes.records:
            if change.gone:
                paths.pop(change.path, None)
        return sorted(paths)

    def holding(self, words: Iterable[str], folders: Iterable[str]) -> set[str]:
        """The committed or staged files below some folders of the records in which any of the words stands."""
        wanted = "".join(f"{word}\n" for word in sorted(set(words)) if word and "\n" not in word)
        below = [f"{self.prefix}/{folder}" if self.prefix else folder for folder in sorted(set(folders))]
        if not wanted or not below:
            return set()
        running = self._start(
            "-c", "grep.threads=1", "grep", "-l", "-z", "-a", "-F", "--no-color", "-f", "-", "--", *below
        )
        told = running.communicate(wanted.encode("utf-8", "replace"))[0]
        return {self._inside(os.fsdecode(name)) for name in told.split(b"\0") if name}

    def _inside(self, path: str) -> str:
        """The path below the records folder; empty for one elsewhere."""
        start = f"{self.prefix}/" if self.prefix else ""
        return path[len(start) :] if path.startswith(start) else ""

    def passing(self) -> list[tuple[str, str]]:
        """What files held in commits after the base, each with its digest: also what the last of them no longer has."""
        told = self._ask("log", "--format=", *PLAIN, f"{self.base}..HEAD", *self._below)
        wanted = (_entry(*pair) for pair in _pairs(told))
        held = {(self._inside(path), after) for path, _, after, mode in wanted if mode[:3] == "100"}
        return sorted((path, after) for path, after in held if path and after != NOBODY)

    def held(self, digests: Iterable[str], largest: int) -> dict[str, bytes]:
        """The bytes behind digests; what is larger than `largest` is left out."""
        wanted = "".join(f"{digest}\n" for digest in sorted(set(digests))).encode()
        if not wanted:
            return {}
        sizes = (line.split() for line in self._ask("cat-file", "--batch-check", fed=wanted).splitlines())
        small = b"".join(part[0] + b"\n" for part in sizes if len(part) == 3 and int(part[2]) <= largest)
        return {
            digest: held
            for digest, _, held in contents(io.BytesIO(self._ask("cat-file", "--batch", fed=small)))
        }

    # -------------------------------------------------- the program

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return _begun(self._folder, *arguments)

    def _end(self, running: subprocess.Popen[bytes], fed: bytes = b"") -> bytes:
        said, wrong = running.communicate(fed)
        if running.returncode:
            words = wrong.decode("utf-8", "replace").strip().splitlines()
            raise Unready(f"git 不能回答：{words[0] if words else running.returncode}")
        return said

    def _ask(self, *arguments: str, fed: bytes = b"") -> bytes:
        return self._end(self._start(*arguments), fed)

    def _said(self, *arguments: str) -> bytes | None:
        """The answer, or None where git has none."""
        running = self._start(*arguments)
        said = running.communicate()[0]
        return said if running.returncode == 0 and said.strip() else None


def _begun(
    folder: Path, *arguments: str, fed: int = subprocess.PIPE, wrong: int = subprocess.PIPE
) -> subprocess.Popen[bytes]:
    """git at work in a folder; fed, wrong: what it is given, and where it says what is wrong."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        return subprocess.Popen(
            command, stdin=fed, stdout=subprocess.PIPE, stderr=wrong, env={**os.environ, **ALONE}
        )
    except FileNotFoundError:
        raise Unready("这台电脑没有装 git，不能与别的版本比较。") from None


def contents(told: IO[bytes], most: int = 1 << 40) -> Iterator[tuple[str, str, bytes]]:
    """Of the objects that `cat-file --batch` gives the digest, the kind, and what they hold, of each so many bytes at most."""
    while line := told.readline():
        digest, kind, size = line.decode("ascii").split()
        held = told.read(min(int(size), most))
        left = int(size) - len(held) + 1  # and the end of a line
        while left > 0 and (skipped := told.read(min(left, most))):
            left -= len(skipped)
        yield digest, kind, held


def everything(folder: Path, most: int) -> Iterator[tuple[str, str, bytes]]:
    """All that a repository holds, what nothing leads to any more among it: the digest, the kind, the bytes."""
    asked = ("cat-file", "--batch-all-objects", "--batch", "--buffer", "--unordered")
    with _begun(folder, *asked, fed=subprocess.DEVNULL, wrong=subprocess.DEVNULL) as running:
        assert running.stdout
        yield from contents(running.stdout, most)
    if running.returncode:
        raise Unready(f"{folder} 不是 git 仓库，或者 git 读不了它")


def _pairs(told: bytes) -> list[tuple[bytes, bytes]]:
    """Of a raw difference each line with its path."""
    parts = [part for part in told.split(b"\0") if part]
    return list(zip(parts[::2], parts[1::2], strict=True))


def _entry(line: bytes, name: bytes) -> tuple[str, str, str, str]:
    """Path, digest before, digest after, mode after."""
    _, mode, before, after, _ = line.decode("ascii").strip("\n:").split(" ")
    return os.fsdecode(name), before, after, mode


def _changes(told: bytes) -> Iterable[Change]:
    for line, name in _pairs(told):
        path, before, _, mode = _entry(line, name)
        old = "" if before == NOBODY else before
        yield Change(path, old, mode == "000000", mode in (LINK, SUBMODULE), mode == RUNS)


def answer(folder: Path, *arguments: str, seconds: float = 60, zone: str = "") -> str:
    """What git says in a folder; Unready where it cannot, or not within so many seconds. zone: of the days that it tells."""
    command = ["git", "-C", str(folder), *arguments]
    settings = {**os.environ, **ALONE, **({"TZ": zone} if zone else {})}
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=settings,
            timeout=seconds,
            check=False,
            start_new_session=True,  # a question for a password has no keyboard to go to
        )
    except FileNotFoundError:
        raise Unready("这台电脑没有装 git。") from None
    except subprocess.TimeoutExpired:
        raise Unready(f"等了 {seconds:.0f} 秒，git 没有回答。") from None
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Unready(f"git 不能回答：{words[0] if words else done.returncode}")
    return os.fsdecode(done.stdout)
