"""The records that a proposal is held against: what its review asks for is read here, and no more of them than that."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from almanac.load import records
from almanac.load.records import Files, Loaded
from almanac.model.day import Day
from almanac.model.diagnostics import Fault
from almanac.model.divisions import Level, Register, level_of
from almanac.model.filings import Filing
from almanac.parse.discovery import Paper, files_in, walk
from almanac.parse.input_files import Below
from almanac.parse.word_marks import CONSENT, words_in
from almanac.validate import Finding, Known

WITHDRAWN = "撤回".encode()


class Proposed:
    """A records folder as a proposal leaves it; its notices are read at once, everything else when it is asked for.

    name: how the records folder is shown to people; faults: what is wrong with the notices and seals.
    """

    def __init__(self, root: Path, register: Register, name: str) -> None:
        said, self.faults = records.notices(root, name)
        self.root, self.name = root, name
        self.known: Known = records.known_to(root, register, said)
        self._below = Below(root)
        self._files = Files(root, self.known, name, below=self._below)

    def loaded(self, papers: Sequence[Paper], only: Collection[str]) -> Loaded:
        """Some files, of which some are looked into and the others but read."""
        return records.load(self._files, papers, only=only)

    def filed(self, path: str, raw: bytes | None = None) -> list[Filing]:
        """What a file says, or would say with other bytes; nothing if it has an error."""
        return self._files.as_filed(path, raw)

    def all_filed(self, papers: Iterable[Paper]) -> list[Filing]:
        """What some files say."""
        those = [paper.path for paper in papers if paper.path.endswith(".yml") and not paper.link]
        return [filing for path in those for filing in self.filed(path)]

    def placed(self, filing: Filing, finding: Finding) -> Fault:
        """What was found in a record, as a fault at its place in the file."""
        return records.placed(self._files, filing, finding)

    def raw(self, path: str) -> bytes:
        """The bytes of a file; none where there is no plain file."""
        try:
            return self._files.now(path)
        except (OSError, ValueError):
            return b""

    def papers(self, code: str, year: str, more: Iterable[str] = ()) -> list[Paper]:
        """The files of one area for one campaign; more: others that belong to it, in folders that nobody knows."""
        folder = f"{year}/{self.known.register.path(code)}".rstrip("/")
        found: dict[str, Paper] = {}
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            listed = (
                walk(self.root, folder) if level_of(code) is Level.COUNTY else files_in(self.root, folder)
            )
            found = {paper.path: paper for paper in listed}
        found |= {paper.path: paper for paper in self.some(path for path in more if path not in found)}
        return [found[path] for path in sorted(found)]

    def some(self, paths: Iterable[str]) -> list[Paper]:
        """Of some paths those at which something lies."""
        return [
            Paper(path, 0, 0, not plain) for path in sorted(paths) if (plain := self._plain(path)) is not None
        ]

    def _plain(self, path: str) -> bool | None:
        """Whether a plain file lies at a path, reached through no link; None where there is nothing."""
        try:
            return stat.S_ISREG(self._below.mode(path))
        except (OSError, ValueError):
            return False if os.path.lexists(self.root / path) else None

    def withdrawals(self, paths: Iterable[str]) -> list[str]:
        """Of some rolls those in which somebody may have withdrawn."""
        return [
            path
            for path in paths
            if (WITHDRAWN in (raw := self.raw(path)) or b"\\" in raw) and words_in(raw) & CONSENT
        ]

    def withdrawn(self, rolls: Iterable[str]) -> list[str]:
        """The names that are withdrawn in some rolls, also in such as have another mistake in them."""
        from almanac.build.persons import withdrawn_as_written
        from almanac.disclosure import public_records

        read = {path: self._files.filings(path)[0] for path in rolls}
        sound = public_records.withdrawn_in([filing for found in read.values() for filing in found])
        faulty = [path for path, found in read.items() if not found]
        return sorted({*sound, *withdrawn_as_written(self._files, faulty)})

    def content_faults(self, project: Path, today: Day) -> list[Fault]:
        """What is wrong in content/."""
        from almanac.load import articles, press_releases
        from almanac.validate import personal_data

        return [
            *articles.load(project, today, personal_data.places(self.known.register)).faults,
            *press_releases.load(project, self.known, self.root).faults,
        ]


def faults_of(root: Path, register: Register, today: Day, name: str, files: Sequence[str]) -> list[Fault]:
    """What is wrong in some named files, looked at together with the folders they stand in."""
    return records.check(root, register, today, name, files)
