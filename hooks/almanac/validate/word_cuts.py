"""How letters are cut into words: whether a name is a better part of the cut than the words that its letters may be.

Words are data (`word_frequencies.csv`: how often each is met, of the package jieba, MIT), read when first something might be a name.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from almanac.model.late_pattern import late
from almanac.validate import name_signs, person_names
from almanac.validate.name_signs import Candidate

LONGEST = 5  # letters of a word
# How likely a letter is that is no word, that somebody is named, a letter that no name has.
_STRANGE, _NAME, _RARE = -17.0, -6.0, -11.0
_CHINESE = re.compile("[\u4e00-\u9fff]").match
_HUMAN, _TITLE = late(f"[{name_signs.HUMAN}]$"), late(f"(?:{name_signs.TITLES}|{person_names.ELDERS})$")


class Words(NamedTuple):
    """How often words are met, and which letters stand as surnames and in given names, as logarithms of shares."""

    often: dict[str, float]
    surnames: dict[str, float]
    given: dict[str, float]
    sorts: dict[str, str]


class Cut(NamedTuple):
    """The likeliest words of some letters.

    before, after: how likely the letters up to each place are, and those from it on. edges: where words begin or end.
    begun, ended: where the word begins that ends at a place, and where that ends which begins there.
    """

    before: list[float]
    after: list[float]
    edges: list[int]
    begun: list[int]
    ended: list[int]


@functools.cache
def words() -> Words:
    """All words, read once; those of equal length and number stand in one row without a gap."""
    known = Words({}, {}, {}, {})
    with Path(__file__).with_name("word_frequencies.csv").open(encoding="utf-8", newline="") as file:
        for what, share, sort, letters in csv.reader(file):
            if what == "surname":
                known.surnames.update(dict.fromkeys(letters, float(share)))
            elif what == "given":
                known.given.update(dict.fromkeys(letters, float(share)))
            else:
                parts = [*map("".join, zip(*[iter(letters)] * int(what), strict=True))]
                known.often.update(dict.fromkeys(parts, float(share)))
                known.sorts.update(dict.fromkeys(parts, sort))
    return known


@functools.lru_cache(1 << 10)
def cut(letters: str) -> Cut:
    """The likeliest words of a row of letters, looked for from both ends."""
    often, size = words().often, len(letters)
    before, begun = [0.0] * (size + 1), [0] * (size + 1)
    for end in range(1, size + 1):
        best = before[end - 1] + often.get(letters[end - 1], _STRANGE)
        first = end - 1
        for start in range(max(0, end - LONGEST), end - 1):
            share = often.get(letters[start:end])
            if share is not None and before[start] + share > best:
                best, first = before[start] + share, start
        before[end], begun[end] = best, first
    after, ended = [0.0] * (size + 1), [size] * (size + 1)
    for start in range(size - 1, -1, -1):
        best, last = after[start + 1] + often.get(letters[start], _STRANGE), start + 1
        for end in range(start + 2, min(size, start + LONGEST) + 1):
            share = often.get(letters[start:end])
            if share is not None and after[end] + share > best:
                best, last = after[end] + share, end
        after[start], ended[start] = best, last
    edges, at = [size], size
    while at:
        at = begun[at]
        edges.append(at)
    return Cut(before, after, edges[::-1], begun, ended)


def naming(name: str, kind: str) -> float:
    """How likely somebody has such a name."""
    known = words()
    surname, given = 0.0, name[0] if kind in "KP" else name
    if kind in "12":
        surname, given = known.surnames.get(name[0], _RARE), name[1:]
    elif kind == "A":
        given = name[1:]
    return _NAME + surname + sum(known.given.get(letter, _RARE) for letter in given)


# ---------------------------------------------------------------- the signs


def signs(text: str, name: Candidate) -> Iterator[str]:
    """The signs of a name in the cut of the letters around it: how much likelier it is, which words it cuts, what words stand beside."""
    start, end, kind = name
    first, last = start, end
    while first and _CHINESE(text[first - 1]):
        first -= 1
    while last < len(text) and _CHINESE(text[last]):
        last += 1
    letters, start, end = text[first:last], start - first, end - first
    said, cutting, known = letters[start:end], cut(letters), words()
    gain = round((cutting.before[start] + naming(said, kind) + cutting.after[end] - cutting.before[-1]) / 1.5)
    gain = max(-12, min(4, gain))
    left, right = start in cutting.edges, end in cutting.edges
    inside = sum(start < edge < end for edge in cutting.edges)
    yield from (f"za{kind}.{gain}", f"ze{left:d}{right:d}{inside}{kind}")
    itself = "o" if left and right else "x"
    if left and right and not inside:
        itself = known.sorts.get(said, "-")
        yield f"zw{kind}.{round(known.often.get(said, _STRANGE))}"
    before = letters[cutting.begun[start] : start] or (text[first - 1] if first else "")
    after = letters[end : cutting.ended[end]] if end < len(letters) else text[last : last + 1]
    if start:
        yield f"zp.{before}"
    if end < len(letters):
        yield f"zn.{after}"
    one, other = _sort(before, _HUMAN), _sort(after, _TITLE)
    yield from (f"zx{one}{kind}", f"zy{other}{kind}", f"zX{itself}{one}", f"zX{itself}.{other}")
    yield from (f"zX{one}.{other}", f"zX{one}.{other}{itself}")


def _sort(word: str, person: re.Pattern[str]) -> str:
    """The sort of a word; h of somebody, d of a digit, | where a clause begins or ends."""
    if not word or not _CHINESE(word[0]):
        return "0" if word.isdigit() else "A" if word.isalpha() else "|"
    sort = words().sorts.get(word, "?")
    return "h" if sort in "n?v" and person.search(word) else sort
