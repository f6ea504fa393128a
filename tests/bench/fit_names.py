"""Fits the weights by which names are known (`validate/name_weights.csv`) to all labelled sentences of the tests, anew.

.venv/bin/python tests/bench/fit_names.py DICTIONARY [--prose FILE …]                  writes the weights
.venv/bin/python tests/bench/fit_names.py DICTIONARY --without outsiders:1 [--more FILE.tsv]    measures on what was left out

DICTIONARY: dict.txt of the package jieba (MIT), lines of `word count sort`: which pairs of letters are words, and how often a
letter stands in given names. --prose: texts in which nobody is named, beside those of this project. --without: a set that is
not learnt from and is judged by the weights alone: each set was written by others, so this is what unseen text will get.
--more: another set that is only judged. Names are swapped for others by lot, so that the sentences are learnt and not the names.
"""

from __future__ import annotations

import argparse
import collections
import csv
import itertools
import math
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / folder) for folder in ("tests", "hooks")]

from almanac.validate import name_scores, name_signs, word_cuts  # noqa: E402
from almanac.validate.name_signs import Candidate, Weights  # noqa: E402
from names_learnt import (  # noqa: E402
    Sentence,
    dictionary,
    labelled,
    lot,
    own_prose,
    plain,
    reworded,
    sentence,
    sets,
    swapped,
)
from small import PLACES  # noqa: E402

OUT = ROOT / "hooks" / "almanac" / "validate" / "name_weights.csv"
SEEN, STEP = 6, 0.1  # a sign is met in so many candidates; weights are rounded to this
MARGIN = 1.0  # unseen names lie so much lower
EPOCHS, RATE, DECAY = 10, 0.1, 1e-4


class Example(NamedTuple):
    """A candidate with its signs as numbers; of which sentence it is and whether it may be the name there."""

    signs: list[int]
    sentence: int
    may: bool
    counts: float


# ---------------------------------------------------------------- the fit


def signs(text: str, name: Candidate, known: Weights) -> list[str]:
    """All signs of a candidate, as the check sees them."""
    said = text[name.start : name.end]
    return [
        *name_signs.of_letters(said, name.kind, known),
        *name_signs.of_neighbours(text, name, known),
        *name_signs.of_cues(*name_scores.surroundings(text, name), name_signs.commonness(said, known)),
        *word_cuts.signs(text, name),
    ]


def possible(text: str, known: Weights) -> list[Candidate]:
    return [name for name in name_signs.candidates(text, known) if not name_scores.nobody(text, name, PLACES)]


def _may(name: Candidate, spans: list[tuple[int, int]] | None) -> bool:
    return spans is None or any(
        first == name.start or (first <= name.start and name.end <= last) for first, last in spans
    )


class Fitted(NamedTuple):
    """Signs with their weights, and of each sentence its likeliest candidate with the sum."""

    signs: dict[str, float]
    best: dict[int, tuple[float, Candidate]]


def fit(data: Sequence[Sentence], known: Weights, draw: random.Random) -> Fitted:
    """The weights of all signs: of the candidates that may be a sentence's name the likeliest is one, all others are none."""
    names = [(at, name) for at, one in enumerate(data) for name in possible(one.text, known)]
    said = [signs(data[at].text, name, known) for at, name in names]
    often = collections.Counter(itertools.chain.from_iterable(said))
    numbers = {sign: at for at, sign in enumerate(sign for sign, times in often.items() if times >= SEEN)}
    examples = [
        Example(
            [numbers[sign] for sign in each if sign in numbers],
            at,
            _may(name, data[at].spans),
            data[at].counts,
        )
        for (at, name), each in zip(names, said, strict=True)
    ]
    weights = _descend(
        examples, len(numbers), draw, [1.0 if data[one.sentence].spans != [] else 0.0 for one in examples]
    )
    best: dict[int, tuple[float, Candidate]] = {}
    for one, (at, name) in zip(examples, names, strict=True):
        total = sum(weights[sign] for sign in one.signs)
        if one.may and (at not in best or total > best[at][0]):
            best[at] = total, name
    return Fitted({sign: weights[at] for sign, at in numbers.items()}, best)


def _descend(
    examples: Sequence[Example], number: int, draw: random.Random, named: Sequence[float]
) -> list[float]:
    """Logistic regression by gradient, each sign with a rate of its own; from the second epoch on the likeliest is the name."""
    weights, squares = [0.0] * number, [1e-6] * number
    order = list(range(len(examples)))
    counts = [one.counts * (0.3 if named[at] and not one.may else 1.0) for at, one in enumerate(examples)]
    for epoch in range(EPOCHS):
        if epoch:
            counts = _likeliest(examples, weights, named)
        draw.shuffle(order)
        for at in order:
            if not (count := counts[at]):
                continue
            one = examples[at]
            total = sum(weights[sign] for sign in one.signs)
            wanted = 1.0 if named[at] and one.may else 0.0
            slope = count * (1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - wanted)
            for sign in one.signs:
                step = slope + DECAY * weights[sign]
                squares[sign] += step * step
                weights[sign] -= RATE * step / math.sqrt(squares[sign])
    return weights


def _likeliest(examples: Sequence[Example], weights: Sequence[float], named: Sequence[float]) -> list[float]:
    """How much each example counts: of a sentence's candidates that may be the name only the likeliest."""
    totals = [sum(weights[sign] for sign in one.signs) for one in examples]
    best: dict[int, int] = {}
    for at, one in enumerate(examples):
        if named[at] and one.may and (one.sentence not in best or totals[at] > totals[best[one.sentence]]):
            best[one.sentence] = at
    return [
        one.counts
        * (1.0 if not named[at] else (1.0 if best[one.sentence] == at else 0.1) if one.may else 0.3)
        for at, one in enumerate(examples)
    ]


# ---------------------------------------------------------------- the command


class Learnt(NamedTuple):
    """What was fitted, and to which sentences."""

    fitted: Fitted
    data: Sequence[Sentence]


def learnt(
    rows: Sequence[tuple[str, str]], more: Sequence[Sentence], known: Weights, times: int = 4
) -> Learnt:
    """What is fitted first to the sentences as they are, then also to each with other names."""
    draw = random.Random(529)
    own = [each for label, text in rows if (each := sentence(label, text))]
    data = [*own, *more]
    first = fit(data, known, draw)
    lots = lot(known, draw)
    others = [
        swapped(data[at], name, lots)
        for at, (total, name) in sorted(first.best.items())
        if data[at].spans != [] and total > 0
        for _ in range(times)
    ]
    data += [*others, *reworded(own, draw)]
    return Learnt(fit(data, known, draw), data)


def judged(rows: Sequence[tuple[str, str]], known: Weights) -> str:
    """Of the sentences with a person and of those without how many ask, at several sums."""
    totals: dict[str, list[float]] = {"有": [], "无": []}
    for label, text in rows:
        one = sentence(label, text)
        if one is not None:
            sums = [_sum(signs(text, name, known), known) for name in possible(text, known)]
            totals[label].append(max(sums, default=-99.0))
    lines = []
    for enough in (-0.6, -0.3, 0.0, 0.3, 0.6, 0.9, 1.2):
        shares = (sum(total > enough for total in each) / len(each) for each in totals.values())
        lines.append("{:5.1f}  with a person {:.1%}  without {:.1%}".format(enough, *shares))
    return "\n".join(lines)


def _floors(learnt_from: Learnt, known: Weights) -> tuple[float, float, float]:
    """Below which sums of a name's own signs, of those with its neighbours, of all but its words hardly any name is."""
    own, near, said = [], [], []
    for at, (_, name) in learnt_from.fitted.best.items():
        text, spans, _ = learnt_from.data[at]
        if spans == [] or (total := _sum(signs(text, name, known), known)) <= name_scores.ENOUGH:
            continue
        inside = list(name_signs.of_letters(text[name.start : name.end], name.kind, known))
        own.append(_sum(inside, known))
        near.append(_sum([*inside, *name_signs.of_neighbours(text, name, known)], known))
        said.append(total - _sum([*word_cuts.signs(text, name)], known))
    least = [round(sorted(sums)[len(sums) // 500] - MARGIN, 1) for sums in (own, near, said)]
    return least[0], least[1], least[2]


def _sum(signs: Sequence[str], known: Weights) -> float:
    return sum(known.signs.get(sign, 0.0) for sign in signs)


def written(fitted: dict[str, float], base: Weights) -> Weights:
    """The weights as they are kept: rounded, those near nothing left out, only the words that are asked for."""
    kept = {sign: round(weight / STEP) * STEP for sign, weight in fitted.items() if abs(weight) >= STEP / 2}
    return base._replace(signs={sign: round(weight, 1) for sign, weight in kept.items()})


def save(known: Weights) -> None:
    by_weight: dict[float, list[str]] = collections.defaultdict(list)
    for sign, weight in sorted(known.signs.items()):
        by_weight[weight].append(sign)
    by_score: dict[float, list[str]] = collections.defaultdict(list)
    for letter, score in sorted(known.given.items()):
        by_score[score].append(letter)
    with OUT.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerows(("floor", floor, at) for at, floor in enumerate(known.floors))
        rows.writerows(("given", score, "".join(letters)) for score, letters in sorted(by_score.items()))
        words = {"often": known.words, "seldom": known.seldom, "longer": known.longer}
        rows.writerows((what, "", " ".join(sorted(those))) for what, those in words.items())
        rows.writerows(("signs", weight, " ".join(each)) for weight, each in sorted(by_weight.items()))


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("dictionary", type=Path)
    words.add_argument("--prose", type=Path, nargs="*", default=[])
    words.add_argument("--without", nargs="*", default=[])
    words.add_argument("--more", type=Path)
    said = words.parse_args()
    base = dictionary(said.dictionary)
    texts = list(plain([*own_prose(), *said.prose], random.Random(5)))
    rows = [row for name, each in sets().items() if name not in said.without for row in each]
    learnt_from = learnt(rows, texts, base)
    known = written(learnt_from.fitted.signs, base)
    for name in said.without:
        print(f"{name}\n{judged(sets()[name], known)}")
    if said.more:
        print(judged(labelled(said.more), known))
    if not said.without:
        save(known._replace(floors=_floors(learnt_from, known)))


if __name__ == "__main__":
    main()
