"""The words that offices use for the fields of records, kept in field_words.tsv: they stand over tables, and are typed as keys."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from almanac.model.fields import Column, columns
from almanac.model.filings import KINDS

_LEXICON = Path(__file__).with_name("field_words.tsv")


@cache
def rows() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The lexicon: of which kind of record, the meaning, the words."""
    lines = _LEXICON.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(
        (kind, means, tuple(said.split())) for kind, means, said in (line.split("\t") for line in lines)
    )


@cache
def keys(name: str) -> dict[str, Column]:
    """What may be typed as a key of a kind of record and is none, with the field that is meant: 时间, 人数."""
    cols = [column for kind in KINDS if kind.name == name for column in columns(kind)]
    by = {column.head: column for column in cols}
    found = {word: by[means] for kind, means, said in rows() if kind == name and means in by for word in said}
    numbers = [column for column in cols if column.sort == "number"]
    for column in sorted(numbers, key=lambda column: column.path[0] == "预计"):
        found.setdefault(column.path[-1], column)
    return {word: column for word, column in found.items() if word not in {one.path[0] for one in cols}}


def meant(model: type, key: str) -> Column | None:
    """The field that a key of a model stands for, where it is another word."""
    return next((keys(kind.name).get(key) for kind in KINDS if kind.model is model), None)
