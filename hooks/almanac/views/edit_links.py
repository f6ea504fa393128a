"""Where records may be put right: the address of a file or folder on the platform that the configuration names."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from almanac.model.filings import Filing

PLACE = "{path}"
_BEGINS = (("/_edit/", "/_new/"), ("/edit/", "/new/"))  # Gitea and Forgejo; GitHub


class Source(NamedTuple):
    """The addresses of files and folders with `{path}` in the place of the path below the records folder; or empty."""

    files: str
    folders: str

    def file(self, path: str) -> str:
        """Where one file can be changed; empty where nothing is configured."""
        folder, _, name = path.rpartition("/")
        return self.files.replace(PLACE, f"{_quoted(folder)}/{quote(name)}")

    def correct(self, root: str, filing: Filing) -> str:
        """Where an activity's record can be put right: its file, or without a platform the form with what its page says."""
        if self.files:
            return self.file(filing.file)
        return f"{root}submit/activity/#a={filing.id}"

    def add(self, root: str, year: int, code: str, path: str) -> str:
        """Where an association's records are: their folder (path, empty: there is none yet), or the form for it."""
        if self.folders and path:
            return self.folder(path)
        return f"{root}submit/activity/#u={code}&y={year}"

    def new(self) -> str:
        """Where a file can be begun with its text in it: `{folder}`, `{name}` and `{text}` stand in the address.

        GitHub, Gitea and Forgejo know such addresses; on another platform, or with none configured, it is empty.
        """
        for edits, begins in _BEGINS:
            before, found, after = self.files.partition(edits)
            if found and not before.endswith("/-") and not before.startswith("https://gitee.com/"):
                return before + begins + after.replace(PLACE, "{folder}") + "?filename={name}&value={text}"
        return ""

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
