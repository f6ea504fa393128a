"""What else may be a name: letters that look like one, weighed with all that stands around them.

Rules ask for one form in one place. Here every sign brings its weight, and their sum decides: how often a letter is a surname
and stands in given names, whether two letters are a word, which letters and which cues stand before and after. The weights are
data (`name_weights.csv`), fitted to labelled sentences by `tests/bench/fit_names.py`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from almanac.model.late_pattern import late
from almanac.validate import name_signs, persons, word_cuts
from almanac.validate import person_names as names
from almanac.validate.name_signs import Candidate, weights

ENOUGH = 0.0  # a sum above it asks
NONE, SURE = -3.0, 6.0  # a rule's find below the one is none; above the other no cut into words is looked at
_CUT = late(r"[\n:{}\[\]\"'#]")  # where a value of a record begins and ends
_NOBODY = late(names.NOBODY)
# After a name: it is a place's, a campaign's, or of somebody who has an office. One letter may be left of the name.
_CAMPAIGN = "行动(?!不便|困难|迟缓|自如|能力)"
_IN_PLACE = late(f"[{names.GIVEN}]?(?:{names.PLACE})")
_NO_PERSON = late(f"[{names.GIVEN}]?(?:{names.PLACE}|{persons.OFFICES}|{_CAMPAIGN})")
_CARED = {"care", "kin", "minor", "group", "visit", "age", "school", "family", "with", "lives", "home", "is"}


def surroundings(text: str, name: Candidate) -> tuple[str, str]:
    """What stands before and after in the same value of a record."""
    before = _CUT.split(text[max(0, name.start - persons.REACH) : name.start])[-1].lstrip()
    return before, _CUT.split(text[name.end : name.end + persons.REACH], maxsplit=1)[0]


@functools.lru_cache(1 << 15)
def _promising(letters: str) -> tuple[tuple[int, str, float], ...]:
    """How letters may begin a name whose own signs do not speak against it: its length, kind and sum."""
    known = weights()
    sums = (
        (len(name), kind, _sum(name_signs.of_letters(name, kind, known)))
        for kind, name in name_signs.kinds(letters, known)
    )
    return tuple(each for each in sums if each[2] >= known.floors[0])


def _sum(signs: Iterable[str]) -> float:
    known = weights().signs
    return sum(known.get(sign, 0.0) for sign in signs)


def nobody(text: str, name: Candidate, places: persons.Places) -> bool:
    """Whether it is a place, somebody of whom everybody speaks, or somebody named by an office, a sample; or what is left of one."""
    start = name.start
    if any(
        one.end() > start
        for one in places.finditer(text, max(0, start - 10), start + 10)
        if one.start() <= start
    ):
        return True
    if name.kind == "A" and text[start : name.end] in name_signs.weights().words:
        return True  # 老师, 小家
    if (_NO_PERSON if name.kind in "12G" else _IN_PLACE).match(text, name.end) or text.endswith(
        "示例", 0, start
    ):
        return True
    first = start - 1 if start and text[start - 1] in name_signs.SURNAMES else start
    return any(
        ((known := _NOBODY.match(text, at)) and (at < start or known.end() >= name.end))
        or persons.TITLED.search(text[max(0, at - persons.REACH) : at].rpartition("\n")[2])
        for at in range(first, start + 1)
    )


def namings(text: str, places: persons.Places) -> list[persons.Naming]:
    """What is more likely than not the name of somebody, the likeliest first where two share a letter."""
    found = sorted(_likely(text, places), key=lambda one: (-one[0], one[1].start))
    taken: list[tuple[int, int]] = []
    chosen = []
    for _, naming in found:
        if not any(naming.start < last and first < naming.end for first, last in taken):
            taken.append((naming.start, naming.end))
            chosen.append(naming)
    return sorted(chosen)


def is_word(text: str, naming: persons.Naming) -> bool:
    """Whether what a rule takes for a surname with its name is a word, or parts of words, and nothing around it says otherwise."""
    known = weights()
    name = Candidate(naming.start, naming.end, str(naming.end - naming.start - 1))
    if name.kind not in "12" or text[name.start] not in name_signs.SURNAMES:
        return False
    said = text[name.start : name.end]
    cues = name_signs.of_cues(*surroundings(text, name), name_signs.commonness(said, known))
    around = _sum([*name_signs.of_neighbours(text, name, known), *cues])
    if around < ENOUGH and name_signs.within_word(text, naming.start, naming.end, known.longer):
        return True
    own = around + _sum(name_signs.of_letters(said, name.kind, known))
    return own < SURE and own + _sum(word_cuts.signs(text, name)) < NONE


def _likely(text: str, places: persons.Places) -> Iterator[tuple[float, persons.Naming]]:
    known = weights()
    promising = (
        (Candidate(start, start + length, kind), own)
        for start, letters in name_signs.beginnings(text, known)
        for length, kind, own in _promising(letters)
    )
    for name, own in promising:
        total = own + _sum(name_signs.of_neighbours(text, name, known))
        if total < known.floors[1] or nobody(text, name, places):
            continue
        before, after = surroundings(text, name)
        cues = name_signs.of_cues(before, after, name_signs.commonness(text[name.start : name.end], known))
        total += _sum(cues)
        if total < known.floors[2]:
            continue
        total += _sum(word_cuts.signs(text, name))
        if total > ENOUGH:
            yield total, _naming(text, name, before, after, {cue[2:] for cue in cues})


def _naming(text: str, name: Candidate, before: str, after: str, cues: set[str]) -> persons.Naming:
    kind = "health" if "ill" in cues else "care" if cues & _CARED else "others"
    said = text[name.start : name.end]
    return persons.Naming(
        name.start, name.end, kind, said[said[0] in "小老阿"], f"{before[-2:]}{said}{after[:2].strip()}"
    )
