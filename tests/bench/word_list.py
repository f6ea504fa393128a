"""Writes the words by which letters are cut (`validate/word_frequencies.csv`) from the dictionary of the package jieba (MIT).

.venv/bin/python tests/bench/word_list.py DICTIONARY        dict.txt, lines of `word count sort`
"""

from __future__ import annotations

import argparse
import collections
import csv
import math
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / folder) for folder in ("tests", "hooks")]

from almanac.validate import name_signs, word_cuts  # noqa: E402

OUT = ROOT / "hooks" / "almanac" / "validate" / "word_frequencies.csv"
LEAST = {1: 1, 2: 5, 3: 20, 4: 40, 5: 20}  # a word of so many letters is met so often
WITHIN = {1: 1, 2: 5, 3: 5, 4: 10, 5: 5}  # one in which a surname stands
BOUNDS = {1: 1, 2: 3, 3: 3, 4: 3, 5: 5}  # and one that begins with it, of two letters one that ends with it
PARTS = 50  # what looks like a name is a word if its first two letters are one that is met so often, or it and its last two
SURNAMES = name_signs.SURNAMES


def is_name(word: str, sort: str, counts: dict[str, int]) -> bool:
    """Whether a word of the dictionary is somebody's name: 王琦瑶, not 金银花."""
    if (
        not sort.startswith("nr")
        or len(word) != 3
        or word[0] not in SURNAMES
        or counts.get(word[:2], 0) >= PARTS
    ):
        return False
    return min(counts[word], counts.get(word[1:], 0)) < PARTS


def kept(word: str, count: int) -> bool:
    """Whether a word is met often enough: one that may be taken for a name need not be met so often."""
    if len(word) > word_cuts.LONGEST:
        return False
    bounds = word if len(word) == 2 else word[0]
    least = LEAST if SURNAMES.isdisjoint(word) else WITHIN if SURNAMES.isdisjoint(bounds) else BOUNDS
    return count >= least[len(word)]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("dictionary", type=Path)
    lines = [
        line.split(" ") for line in asked.parse_args().dictionary.read_text(encoding="utf-8").splitlines()
    ]
    counts = {word: int(count) for word, count, _ in lines}
    total = math.log(sum(counts.values()))
    surnames: collections.Counter[str] = collections.Counter()
    given: collections.Counter[str] = collections.Counter()
    rows: dict[tuple[int, float, str], list[str]] = collections.defaultdict(list)
    for word, _, sort in lines:
        if not all("\u4e00" <= letter <= "\u9fff" for letter in word):
            continue
        if is_name(word, sort, counts):
            surnames[word[0]] += 1
            given.update(word[1:])
        elif kept(word, counts[word]):
            share = round((math.log(counts[word]) - total) * 2) / 2
            rows[len(word), share, sort[0]].append(word)
    with OUT.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        for what, letters in (("surname", surnames), ("given", given)):
            by_share: dict[float, list[str]] = collections.defaultdict(list)
            for letter, count in sorted(letters.items()):
                by_share[round((math.log(count) - math.log(letters.total())) * 2) / 2].append(letter)
            out.writerows((what, share, "", "".join(those)) for share, those in sorted(by_share.items()))
        out.writerows((*key, "".join(sorted(those))) for key, those in sorted(rows.items()))


if __name__ == "__main__":
    main()
