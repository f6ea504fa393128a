"""Certificates made by a command: of the roll that one association filed, one PDF each and one of all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from almanac.build import whole
from almanac.build.job import Job
from almanac.documents import certificate
from almanac.load import records
from almanac.model.diagnostics import Fault, is_error, on
from almanac.model.divisions import Register
from almanac.parse.discovery import files_in, survey
from almanac.parse.input_files import is_plain
from almanac.render.typst import Unset
from almanac.views.certificates import Certificate, certificates

ALL = "全部证书.pdf"
ROLL = "表彰.yml"


class Made(NamedTuple):
    """The files by their names, that of all certificates last; who gets none and why, in words; the roll's faults,
    with an error among which nothing is made."""

    files: dict[str, bytes]
    refused: list[str]
    faults: list[Fault]


def make(
    job: Job, register: Register, code: str, year: int, only: str, site: str, fonts: Path | None
) -> Made | None:
    """Make the certificates of an association's awards of a year; None if it has filed no roll.

    only: the number of one award, or empty; site: the site's address; fonts: a folder of more fonts.
    """
    said, _ = records.notices(job.records, job.name)
    files = records.Files(job.records, records.known_to(job.records, register, said), job.name)
    folder = "/".join(part for part in (str(year), register.path(code)) if part)
    roll = f"{folder}/{ROLL}"
    if not is_plain(job.records, roll):
        return None
    withdrawn = whole.withdrawn(files, survey(job.records, register))
    loaded = records.load(files, list(files_in(job.records, folder)))
    held = on(loaded.faults, job.day)
    faults = [fault for fault in held if fault.place.file == f"{job.name}/{roll}"]
    if any(map(is_error, faults)):
        return Made({}, [], faults)
    filings = [filing for filing in loaded.filings if filing.file == roll]
    found, against = certificates(filings, job.day, withdrawn, only)
    made, unset = _set(found, site, fonts)
    return Made(made, [*map(str, against), *unset], faults)


def _set(found: Sequence[Certificate], site: str, fonts: Path | None) -> tuple[dict[str, bytes], list[str]]:
    """The certificates as files; those with a letter that no font has are told and left out."""
    files: dict[str, bytes] = {}
    good: list[Certificate] = []
    unset: list[str] = []
    for one in found:
        try:
            files[f"{one.id}.pdf"] = certificate.pdf([one], site, fonts)
            good.append(one)
        except Unset as wrong:
            if not wrong.letters:
                raise
            unset.append(_told(one, wrong.letters))
    if len(good) > 1:
        files[ALL] = certificate.pdf(good, site, fonts)
    return files, unset


def _told(one: Certificate, letters: str) -> str:
    named = "、".join(f"“{letter}”（U+{ord(letter):04X}）" for letter in letters)
    return f"证书 {one.id}：字库里没有{named}；找一个有这个字的字体，放进一个文件夹，加上 --fonts 文件夹，再做一遍"
