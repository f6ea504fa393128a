"""Names that were withdrawn, for what reads records by itself: a proposal and its preview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from almanac.build.persons import AWARDS
from almanac.disclosure import public_records
from almanac.load import records
from almanac.parse import yaml_reader
from almanac.parse.discovery import Paper
from almanac.validate.awards import persons


def withdrawn(files: records.Files, papers: Mapping[str, list[Paper]]) -> list[str]:
    """The names that were withdrawn anywhere, which no paper may bear; also those of a roll that has errors."""
    told = [path for those in papers.values() for path in _rolls(those) if "同意".encode() in files.raw(path)]
    read = {path: files.filings(path, ahead=True)[0] for path in told}
    sound = public_records.withdrawn_in([filing for found in read.values() for filing in found])
    faulty = [path for path, found in read.items() if not found]
    return sorted({*sound, *withdrawn_as_written(files, faulty)})


def withdrawn_as_written(files: records.Files, paths: Iterable[str]) -> set[str]:
    """The names beside a 撤回 in rolls that cannot be read as such: another mistake never brings a name back."""
    names = set[str]()
    for path in paths:
        names.update(_beside(yaml_reader.parse(path, files.now(path))[0]))
    return names


def _beside(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _beside(each)
    elif isinstance(value, dict):
        name, consent = value.get("名称"), value.get("同意")
        if isinstance(name, str) and isinstance(consent, dict) and consent.get("撤回"):
            yield from persons(name)
        for each in value.values():
            yield from _beside(each)


def _rolls(papers: Iterable[Paper]) -> Iterator[str]:
    return (paper.path for paper in papers if paper.path.endswith(AWARDS) and not paper.link)
