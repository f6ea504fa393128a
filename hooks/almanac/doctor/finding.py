"""One line of what was looked at: how it stands, what was found, and what puts it right."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


class Health(StrEnum):
    """How a thing stands, from well to broken."""

    GOOD = "好"
    NOTE = "注意"
    BAD = "坏"


class Finding(NamedTuple):
    """How a thing stands, which thing it is, what was found, and the cure in one sentence (empty where none is needed)."""

    health: Health
    thing: str
    words: str
    cure: str = ""


class Subject(NamedTuple):
    """What is looked at: the checkout, its records and site; the day in Beijing; whether others may be asked over the network."""

    project: Path
    records: Path
    site: Path
    today: str
    network: bool = False


def good(thing: str, words: str) -> Finding:
    """A thing that is well."""
    return Finding(Health.GOOD, thing, words)


def note(thing: str, words: str, cure: str) -> Finding:
    """A thing that works, and at which somebody should look."""
    return Finding(Health.NOTE, thing, words, cure)


def bad(thing: str, words: str, cure: str) -> Finding:
    """A thing that is broken."""
    return Finding(Health.BAD, thing, words, cure)
