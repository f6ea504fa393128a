"""The sample notices of `tests/notices/`: each text with the values that a clerk would take from it."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import NamedTuple

from almanac.intake import notice_patterns
from almanac.intake.notice_extraction import Draft
from almanac.intake.quantities import Rules
from almanac.model.filings import Notice
from almanac.parse import yaml_reader
from small import PROJECT

FOLDER = Path(__file__).with_name("notices")


class Sample(NamedTuple):
    """What it is, the text, and the pairs of field and value that are expected."""

    title: str
    text: str
    expected: frozenset[tuple[str, str]]


def samples(half: str) -> list[Sample]:
    """The samples of `tuned` or `held_out`."""
    found = []
    for one in (FOLDER / f"{half}.txt").read_text(encoding="utf-8").split("==== ")[1:]:
        title, _, rest = one.partition("\n")
        text, _, lines = rest.partition("----\n")
        pairs = (line.split(": ", 1) for line in lines.splitlines() if line)
        found.append(Sample(title, text, frozenset((field, value) for field, value in pairs)))
    return found


class Case(NamedTuple):
    """A row of `tests/cases/notices.tsv`: whose notice, of which year, read on which day, what must be read and what never."""

    number: str
    whose: str
    year: int
    today: str
    text: str
    right: list[str]
    never: list[str]


def cases(file: Path = FOLDER.parent / "cases" / "notices.tsv") -> list[Case]:
    """Every row of a table of cases."""
    lines = file.read_text(encoding="utf-8").splitlines()[1:]
    found = []
    for number, whose, year, today, text, right, never, *_ in (line.split("\t") for line in lines):
        parts = [[one for one in part.split("; ") if one] for part in (right, never)]
        found.append(Case(number, whose, int(year), today, text.replace("\\n", "\n"), *parts))
    return found


@functools.cache
def rules(year: int = 2021) -> Rules:
    """The rules of a year, with the categories and outlets of 2021."""
    value, _ = yaml_reader.parse("", (PROJECT / "events/2021/通知.yml").read_bytes())
    return notice_patterns.rules(year, Notice.model_validate(value))


def pairs(draft: Draft) -> frozenset[tuple[str, str]]:
    """What a draft says, as the samples write it."""
    return frozenset(
        (one.field, one.value if isinstance(one.value, str) else " ".join(one.value.values()))
        for one in (*draft.proposed, *draft.personal)
    )
