"""What a target has of the site: each path with the MD5 of its bytes, kept in the target itself.

Tools that copy folders compare sizes and times, and a time says nothing of a file that was made anew; so this decides.
MD5, because object stores say it of what they hold.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

PATH = ".529-manifest.json"
FORM = 1
Marks = dict[str, str]  # path to MD5


class Manifest(NamedTuple):
    """The files of ours in a target; whether the last upload came to its end."""

    files: Mapping[str, str]
    whole: bool

    def text(self) -> bytes:
        """As it is kept: a path a line."""
        head = json.dumps({"form": FORM, "whole": self.whole})[:-1]
        listed = ",\n".join(json.dumps({path: self.files[path]})[1:-1] for path in sorted(self.files))
        return f'{head}, "files": {{\n{listed}\n}}}}\n'.encode()


def manifest(text: bytes | None) -> Manifest | None:
    """What a target says that it has; None where it says nothing that can be read."""
    try:
        said = json.loads(text or b"")
        files = {str(path): str(mark) for path, mark in said["files"].items()}
        return Manifest(files, said["whole"] is True) if said["form"] == FORM else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def mark(data: bytes) -> str:
    """The MD5 of a file's bytes; it tells files apart, and guards nothing."""
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def files_below(root: Path, apart: Collection[str] = ()) -> Iterator[str]:
    """Every file below a folder, by its path there; apart: names of folders right in it that are left out."""
    for folder, folders, names in os.walk(root):
        if apart and folder == os.fspath(root):
            folders[:] = [name for name in folders if name not in apart]
        for name in names:
            yield os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")


def marks(site: Path, wanted: Callable[[str], bool]) -> Marks:
    """The wanted files of a site with their marks."""
    return {path: mark((site / path).read_bytes()) for path in sorted(files_below(site)) if wanted(path)}
