"""What is kept between builds, beside the site: values by the digest of their bytes, results by the key of their task.

One SQLite file. Whatever no task of the present plan reaches any more is deleted.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import marshal
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

FORM = 4  # of the store; one of another form is begun anew
TABLES = """
CREATE TABLE IF NOT EXISTS result (name TEXT PRIMARY KEY, key BLOB, since TEXT, until TEXT, parts BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS value (digest BLOB PRIMARY KEY, data BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS published (name TEXT PRIMARY KEY, manifest BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (name TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
"""


def digest(data: bytes) -> bytes:
    """Sixteen bytes that tell one content from another."""
    return hashlib.sha256(data).digest()[:16]


def plain_bytes(value: Any) -> bytes:
    """Plain values as bytes; of this form, equal values have equal bytes."""
    return marshal.dumps(value, 2)


class Result(NamedTuple):
    """What a task gave: under which key, for which days it holds, and the digest of each part of its value."""

    name: str
    key: bytes
    since: str
    until: str
    parts: dict[str, bytes]


class Store:
    """One file of values and results; any number of processes may use it at a time."""

    def __init__(self, file: Path) -> None:
        self.file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        self._lines = _opened(file)

    def close(self) -> None:
        """Let go of the file, and leave nothing beside it."""
        with contextlib.suppress(sqlite3.OperationalError):  # another process reads: it will do so
            self._lines.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._lines.close()

    # -------------------------------------------------- values

    def value(self, digest: bytes) -> Any:
        """A value by the digest of its bytes."""
        row = self._lines.execute("SELECT data FROM value WHERE digest = ?", (digest,)).fetchone()
        if row is None:
            raise KeyError(digest.hex())
        return marshal.loads(row[0])

    # -------------------------------------------------- results

    def results(self) -> dict[str, Result]:
        """Every result that is kept, by the name of its task."""
        rows = self._lines.execute("SELECT name, key, since, until, parts FROM result")
        return {
            name: Result(name, key, since, until, marshal.loads(parts))
            for name, key, since, until, parts in rows
        }

    def keep(self, results: Iterable[Result], values: Mapping[bytes, bytes]) -> None:
        """Keep some results with the bytes of their values, all or none."""
        with self._writing():
            self._lines.executemany("INSERT OR IGNORE INTO value VALUES (?, ?)", values.items())
            self._lines.executemany(
                "INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?, ?)",
                [(*each[:4], plain_bytes(each.parts)) for each in results],
            )

    def forget(self, wanted: Mapping[str, Result]) -> None:
        """Delete every result that is not wanted, and every value that none of the wanted ones or the site has."""
        with self._writing():
            names = [name for (name,) in self._lines.execute("SELECT name FROM result") if name not in wanted]
            self._lines.executemany("DELETE FROM result WHERE name = ?", [(name,) for name in names])
            reached = {part for each in wanted.values() for part in each.parts.values()}
            reached.update(manifest for (manifest,) in self._lines.execute("SELECT manifest FROM published"))
            stale = [row for row in self._lines.execute("SELECT digest FROM value") if row[0] not in reached]
            self._lines.executemany("DELETE FROM value WHERE digest = ?", stale)
        if stale:  # a page whose lines were moved to others keeps them where no line stands any more, whatever secure_delete says
            with self._as_of_a_file():
                self._lines.execute("VACUUM")

    # -------------------------------------------------- what the site was made of

    def published(self) -> dict[str, bytes]:
        """The digest of the manifest of each task whose files stand in the site."""
        return dict(self._lines.execute("SELECT name, manifest FROM published").fetchall())

    def publish(self, manifests: Mapping[str, bytes]) -> None:
        """Note which manifests the site now has."""
        with self._writing():
            self._lines.execute("DELETE FROM published")
            self._lines.executemany("INSERT INTO published VALUES (?, ?)", manifests.items())

    # -------------------------------------------------- what was seen of input files

    def seen(self, name: str) -> Any:
        """What was noted of some input files when they were last read; None if nothing was."""
        row = self._lines.execute("SELECT data FROM seen WHERE name = ?", (name,)).fetchone()
        return marshal.loads(row[0]) if row else None

    def see(self, name: str, value: Any) -> None:
        """Note what was seen of some input files."""
        with self._writing():
            self._lines.execute("INSERT OR REPLACE INTO seen VALUES (?, ?)", (name, plain_bytes(value)))

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        with self._as_of_a_file():
            try:
                self._lines.execute("BEGIN IMMEDIATE")
                yield
                self._lines.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._lines.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _as_of_a_file(self) -> Iterator[None]:
        """What cannot be written is told as of any other file."""
        try:
            yield
        except sqlite3.OperationalError as error:
            full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
            raise OSError(errno.ENOSPC if full else errno.EIO, str(error), str(self.file)) from None


def _opened(file: Path) -> sqlite3.Connection:
    """The file with its tables; one that is broken or of another form is put aside for a new one."""
    for _ in range(2):
        try:
            # Used by one thread at a time; which one lets go of it may be another (`serve` builds in a thread of its own).
            lines = sqlite3.connect(file, timeout=60, isolation_level=None, check_same_thread=False)
            lines.execute("PRAGMA page_size = 16384")
            lines.execute("PRAGMA mmap_size = 1073741824")
            lines.execute("PRAGMA journal_mode = WAL")
            lines.execute("PRAGMA synchronous = NORMAL")
            lines.execute("PRAGMA secure_delete = ON")  # what is forgotten stands in no free page
            form = lines.execute("PRAGMA user_version").fetchone()[0]
            if form in (0, FORM):
                lines.executescript(TABLES)
                lines.execute(f"PRAGMA user_version = {FORM}")
                return lines
            lines.close()
        except sqlite3.DatabaseError:
            pass
        for ending in ("", "-wal", "-shm"):
            file.with_name(file.name + ending).unlink(missing_ok=True)
    raise OSError(errno.EIO, "SQLite", str(file))
