"""Where records may be put right: the address of a file or folder on the platform that the configuration names."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

PLACE = "{path}"


class Source(NamedTuple):
    """The addresses of files and folders with `{path}` in the place of the path below the records folder; or empty."""

    files: str
    folders: str

    def file(self, path: str) -> str:
        """Where one file can be changed; empty where nothing is configured."""
        folder, _, name = path.rpartition("/")
        return self.files.replace(PLACE, f"{_quoted(folder)}/{quote(name)}")

    def folder(self, path: str) -> str:
        """Where one folder can be seen; empty where nothing is configured."""
        return self.folders.replace(PLACE, _quoted(path))


@functools.lru_cache(maxsize=64)
def _quoted(folder: str) -> str:
    return quote(folder)


def source_of(said: Mapping[str, object]) -> Source:
    """What the configuration says; an address that is none of the web, or has no place for the path, counts as none."""
    patterns = (str(said.get(key) or "") for key in ("file", "folder"))
    return Source(*(one if one.startswith("https://") and PLACE in one else "" for one in patterns))
