"""A folder as a target: of this machine, or a disk of another that is mounted here."""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

from almanac.publish import manifest
from almanac.publish.file_tree import take_away
from almanac.publish.manifest import Marks
from almanac.publish.remote import Standing

PART = ".529-part"  # what is being written; a kill leaves no half file
LEFT = 60  # seconds; nobody writes any more what was not written to for so long


class Folder:
    """A folder that a web server shows; apart: folders in it that belong to other sites."""

    def __init__(self, root: Path, apart: tuple[str, ...] = ()) -> None:
        self.name, self._root, self._apart = str(root), root, apart

    def wants(self, path: str) -> bool:
        """Every file of the site."""
        return True

    def read(self, path: str) -> bytes | None:
        """A file; None where there is none."""
        with contextlib.suppress(FileNotFoundError):
            return (self._root / path).read_bytes()
        return None

    def write(self, path: str, data: bytes) -> None:
        """Write a file, whole or not at all."""
        self._root.mkdir(parents=True, exist_ok=True)
        part = (
            self._root / f"{PART}-{os.getpid()}-{threading.get_ident()}"
        )  # another may write the same at this moment
        part.write_bytes(data)
        self._sweep(part.stat().st_mtime)
        self._placed(part, path)

    def _sweep(self, now: float) -> None:
        """Take away what a killed process left behind; now: by the clock of this disk, which several machines may write to."""
        for part in self._root.glob(f"{PART}*"):
            with contextlib.suppress(FileNotFoundError):
                if part.stat().st_mtime < now - LEFT:
                    part.unlink()

    def put(self, site: Path, paths: Sequence[str]) -> None:
        """Copy files, each whole or not at all."""
        for path in paths:
            shutil.copyfile(site / path, self._root / PART)
            self._placed(self._root / PART, path)

    def _placed(self, part: Path, path: str) -> None:
        os.chmod(part, 0o644)
        try:
            os.replace(part, self._root / path)
        except FileNotFoundError:
            (self._root / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(part, self._root / path)

    def remove(self, site: Path, paths: Sequence[str]) -> None:
        """Take files away, and the folders that they leave empty."""
        for path in paths:
            take_away(self._root, path)

    def standing(self, site: Path, marks: Marks, closely: bool) -> Standing:
        """What is there, read byte by byte."""
        below = manifest.files_below(self._root, self._apart)
        there = {path for path in below if path != manifest.PATH and not path.startswith(PART)}
        known = there & marks.keys()
        same = {path for path in known if manifest.mark((self._root / path).read_bytes()) == marks[path]}
        return Standing(same, there - marks.keys())
