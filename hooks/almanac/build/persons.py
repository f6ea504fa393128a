"""Who may not be named: what the rolls of an area say of it, and those of all areas together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from almanac.build.graph import Run
from almanac.build.values import Listed, files_of, papers
from almanac.disclosure import press_consent, public_records, redaction
from almanac.load import records
from almanac.load.records import Files, Loaded
from almanac.model.divisions import Register
from almanac.parse import yaml_reader
from almanac.parse.discovery import Paper
from almanac.parse.word_marks import CONSENT, ROLL
from almanac.validate import Known, personal_data
from almanac.validate.awards import persons

Names = tuple[
    list[str], list[Any], list[tuple[str, str]]
]  # withdrawn; not for the press; not to be shown today, with other words


def names(run: Run, files: Sequence[Listed], found: Known, there: Any, set_aside: bool) -> Names:
    """The names that were withdrawn in an area, those that the press may not print, and all that may not be shown today.

    Another mistake in a roll never brings a name back: it is taken as it is written. The last are only wanted for the
    reasons of revisions.
    """
    reader = files_of(run, found)
    rolls = _rolls(files)
    loaded = _loaded(run, reader, rolls, set_aside)
    sound = {filing.file for filing in loaded.filings}
    faulty = [paper.path for paper in rolls if paper.path not in sound]
    gone = {*public_records.withdrawn_in(loaded.filings), *withdrawn_as_written(reader, faulty)}
    hidden: dict[str, str] = {}
    if any(seal.revisions for seal in found.seals.values()):
        every = _loaded(run, reader, [each for each in papers(files) if not each.link], set_aside)
        hidden = public_records.hidden(every.filings, run.day, personal_data.places(found.register))
    unprinted = press_consent.unprinted(loaded.filings, run.day)
    return sorted(gone), [tuple(each) for each in unprinted], sorted(hidden.items())


def _loaded(run: Run, reader: Files, rolls: Sequence[Paper], set_aside: bool) -> Loaded:
    loaded = records.load(reader, rolls)
    return records.set_aside(loaded, reader.name, run.day) if set_aside else loaded


def consents(run: Run, files: Sequence[Listed], found: Known) -> str:
    """Since when those may be named who may be named today: the first day on which every consent says what it says now."""
    reader = files_of(run, found)
    public_records.public(
        records.load(reader, _rolls(files)).filings, run.day, personal_data.places(found.register)
    )
    return run.day.first


def consents_and_errors(run: Run, filed: Loaded, everyone: Register) -> str:
    """The same where faulty files are set aside: also since when the files that are faulty today are."""
    sound = records.set_aside(filed, run.means.space.name, run.day).filings
    public_records.public(sound, run.day, personal_data.places(everyone))
    return run.day.first


def _rolls(files: Sequence[Listed]) -> list[Paper]:
    """The rolls of awards in which a consent stands."""
    return papers(each for each in files if each[0].endswith(ROLL) and each[3] & CONSENT)


def withdrawn_as_written(reader: Files, paths: Iterable[str]) -> set[str]:
    """The names beside a 撤回 in rolls that cannot be read as such."""
    found: set[str] = set()
    waiting: list[object] = [yaml_reader.parse(path, reader.now(path))[0] for path in paths]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            name, consent = value.get("名称"), value.get("同意")
            if isinstance(name, str) and isinstance(consent, dict) and consent.get("撤回"):
                found.update(persons(name))
            waiting += value.values()
    return found


def withdrawn(run: Run, *args: Any) -> list[str]:
    """The names that were withdrawn anywhere; the last argument: those of records that are not among these."""
    *areas, elsewhere = args
    return sorted({name for gone, _, _ in areas for name in gone} | {*elsewhere})


def in_seals(run: Run, found: Known, *args: Any) -> list[tuple[str, str, str]]:
    """The names that may not be shown today and that a seal has; each with its area and what is said instead.

    Only these: whoever may not be shown and stands in no seal changes nothing of what all pages share.
    """
    *areas, codes = args
    text = redaction.words_of(found.seals)
    told = zip(codes, (hidden for _, _, hidden in areas), strict=True)
    return [(area, name, words) for area, hidden in told for name, words in hidden if name in text]
