"""The gallery of mistakes as a reader may use it: what each code says, what was wrong, and what is right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

GALLERY = (
    "tests/faults"  # below the project: for each code a file that brings it, and the words that it brings
)
MOST = 2  # so many examples of one code
_PLACE = r"(?::(?P<place>[0-9]+:[0-9]+)|〔[^〕]*〕[A-Z]+[0-9]+)"  # in a file, or a cell of a workbook
_TOLD = re.compile(rf"\S+?{_PLACE}: (?P<code>[EWQ][0-9]{{3}}) (?P<words>.*)")
_HIDDEN = ("E3", "Q3")  # personal data
_EXAMPLE = re.compile(r"[。？！…]?例：")


class Cure(NamedTuple):
    """One mistake of the gallery: its code, what is said of it, the line with it (or empty), what is right."""

    code: str
    message: str
    wrong: str
    right: str


def cures(gallery: Path) -> list[Cure]:
    """A few mistakes of each code, in the order of the codes; of personal data the line is not shown."""
    found: dict[str, list[Cure]] = {}
    for file in sorted(gallery.iterdir()) if gallery.is_dir() else ():
        for cure in _of(file):
            those = found.setdefault(cure.code, [])
            if len(those) < MOST and not any(_alike(cure, other) for other in those):
                those.append(cure)
    return [cure for code in sorted(found) for cure in found[code]]


def _of(file: Path) -> Iterator[Cure]:
    """The mistakes that one file of the gallery tells: its own text, or what stands under 期望."""
    if file.suffix == ".txt":
        told = file.read_text(encoding="utf-8")
    elif file.suffix in (".yml", ".bin"):
        return  # what it tells stands beside it
    else:
        told = file.read_text(encoding="utf-8").partition("=== 期望\n")[2]
    lines = told.split("\n")
    for place, line in enumerate(lines):
        if (found := _TOLD.fullmatch(line)) and found["code"] == file.stem[:4]:
            message, right = [*_EXAMPLE.split(found["words"].removesuffix("。"), maxsplit=1), ""][:2]
            below = lines[place + 1] if place + 1 < len(lines) else ""
            shown = below.startswith("    ") and not found["code"].startswith(_HIDDEN)
            of_the_file = found["place"] == "1:1" or ("�" in below and "�" not in message)
            yield Cure(found["code"], message, below.strip() if shown and not of_the_file else "", right)


def _alike(one: Cure, two: Cure) -> bool:
    """Whether two mistakes are told in the same words, but for what was found."""
    plain = [re.sub("“[^”]*”|[0-9]+", "", cure.message) for cure in (one, two)]
    return plain[0] == plain[1]
