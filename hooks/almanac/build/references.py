"""Files of other areas that records refer to: whether they are there is known before the records are read.

A record of one area names activities by the paths of their files, which may lie in another. So a file that is added or
removed changes what is read where it is named, and nowhere else. Paths are kept as marks: a name may stand in one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from almanac.build.graph import Run
from almanac.build.sources import mark_of
from almanac.build.values import Listed, files_of, papers
from almanac.load import press_releases
from almanac.parse.word_marks import ACTIVITY, EXCLUDED, REPORT
from almanac.validate import Known, reference
from almanac.validate.cross_record import REFERRING, references


def asked(run: Run, files: Sequence[Listed], found: Known) -> list[bytes]:
    """The marks of the files of other areas that an area's records may mean."""
    own = {path for path, *_ in files}
    paths: list[str] = []
    reader = files_of(run, found)
    noting = _noting(found, paths)
    for paper in papers(each for each in files if each[3] & (ACTIVITY | REPORT | EXCLUDED)):
        if unicodedata.normalize("NFC", paper.path.rpartition("/")[2]) in REFERRING and not paper.link:
            for filing in reader.as_filed(paper.path):
                for _, text in references(filing.record):
                    reference(text, filing, noting)
    return _marks(path for path in paths if path not in own)


def asked_by_releases(run: Run, files: Any, found: Known) -> list[bytes]:
    """The marks of the files that releases may mean."""
    paths: list[str] = []
    press_releases.load(run.means.space.project, _noting(found, paths), run.means.space.records)
    return _marks(paths)


def there(run: Run, paths: Iterable[bytes], *args: Any) -> dict[str, list[bytes]]:
    """Of what areas or releases ask for, what is there, by who asks; the last argument: who they are."""
    *wanted, whose = args
    every = {*paths}
    return {code: [mark for mark in each if mark in every] for code, each in zip(whose, wanted, strict=True)}


def _noting(found: Known, paths: list[str]) -> Known:
    """Notes what is asked for, and says that it is not there: then whatever else may be meant is asked for, too."""
    return found._replace(exists=lambda path: bool(paths.append(path)))  # type: ignore[func-returns-value]


def _marks(paths: Iterable[str]) -> list[bytes]:
    return sorted({mark_of(path) for path in paths})
