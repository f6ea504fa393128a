"""How many sentences with a person are asked about, and how many without one: of a table that no rule was fitted to.

.venv/bin/python tests/bench/persons.py FILE.tsv        columns 话 (the sentence) and 应当 (有 or 无)

Asked for are 95 of 100 and at most 2 of 100; what is missed and what is asked for nothing is listed.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import NamedTuple

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2] / "hooks")]

from almanac.validate import personal_data  # noqa: E402
from small import PLACES  # noqa: E402


class Scored(NamedTuple):
    """Of some sentences: how many there are, and those that are judged otherwise than they should be."""

    number: int
    wrong: list[str]


def asked(text: str) -> list[str]:
    """What is asked about or refused in a sentence, each with its code."""
    return [f"{one.code} {text[one.start : one.end]}" for one in personal_data.find(text, PLACES)]


def scored(rows: list[tuple[str, str]], named: str) -> Scored:
    """The sentences with (有) or without (无) a person: those missed, or those asked about for nothing with what for."""
    texts = [text for said, text in rows if said == named]
    found = {text: asked(text) for text in texts}
    if named == "有":
        return Scored(len(texts), [text for text in texts if not found[text]])
    return Scored(len(texts), [f"{'、'.join(found[text])}: {text}" for text in texts if found[text]])


def main() -> int:
    """The two shares beside those asked for, then each sentence judged wrongly."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("file", type=Path)
    with words.parse_args().file.open(encoding="utf-8") as file:
        rows = [
            (row["应当"], row["话"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    naming, others = scored(rows, "有"), scored(rows, "无")
    flagged = naming.number - len(naming.wrong)
    print(
        f"with a person: {flagged} of {naming.number} flagged, {flagged / naming.number:.1%}; asked for 95 %"
    )
    print(
        f"without: {len(others.wrong)} of {others.number} flagged, {len(others.wrong) / others.number:.1%}; at most 2 %"
    )
    print(
        "\n".join(
            [
                *(f"missed: {text}" for text in naming.wrong),
                *(f"for nothing: {text}" for text in others.wrong),
            ]
        )
    )
    return int(flagged < 0.95 * naming.number or len(others.wrong) > 0.02 * others.number)


if __name__ == "__main__":
    sys.exit(main())
