"""What names are learnt from: labelled sentences, texts in which nobody is named, a dictionary, and names drawn by lot."""

from __future__ import annotations

import collections
import csv
import itertools
import math
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import sentences
from almanac.model.diagnostics import stem
from almanac.model.divisions import Level
from almanac.validate import name_signs, person_names, personal_data, persons, word_cuts
from almanac.validate.name_signs import Candidate, Weights
from small import FULL, PLACES

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent

_NAMED = re.compile(f"[{person_names.ALL}{person_names.ALSO_WORDS}][{person_names.GIVEN}]{{2}}")
_CHINESE = re.compile("[\u4e00-\u9fff]+")
_DOUBLE = re.compile(person_names.DOUBLE)
PROSE, NOTHING = (
    3.0,
    2.0,
)  # so many sentences count a line of prose and a labelled one without a name: a question there is for nothing
OFTEN = 100  # a word is met so often
OUTSIDERS = (*(440,) * 7, 150, 400, 400)  # so many sentences each set of outsiders has
SAID = (
    "名称: {}义诊", "慰问{}困难家庭5户", "到{}走访", "{}老人体检", "{}村民说讲座实用", "{}家庭健康指导", "咨询: {}计生协",
    "在{}举行义诊，服务群众200人", "走访{}、{}等地", "组织{}志愿者20人参加", "{}慰问困难家庭5户", "{}慰问失独家庭2户", "{}开展送温暖活动",
    "{}村民、党员代表参加",
)  # fmt: skip


class Sentence(NamedTuple):
    """A text; the spans that name somebody, none if nobody is named, None if it is not known where; how much it counts."""

    text: str
    spans: list[tuple[int, int]] | None
    counts: float = 1.0


# ---------------------------------------------------------------- texts


def dictionary(file: Path) -> Weights:
    """The words of two letters and how letters stand in given names, without a weight."""
    given: collections.Counter[str] = collections.Counter()
    text: collections.Counter[str] = collections.Counter()
    words: dict[str, int] = {}
    longer = set()
    for line in file.read_text(encoding="utf-8").splitlines():
        word, count, sort = line.split(" ")
        if sort.startswith("nr"):
            given.update(word[1:] if len(word) == 3 and word[0] in person_names.SURNAMES else "")
            continue
        for letter in word:
            text[letter] += int(count)
        if len(word) == 2:
            words[word] = int(count)
        elif 2 < len(word) < 5 and int(count) > 2 and _NAMED.search(word) and not _DOUBLE.match(word):
            longer.add(word)
    of_names, of_texts = given.total(), text.total()
    scores = {
        letter: round(
            math.log((given[letter] + 0.5) / of_names) - math.log((text[letter] + 50) / of_texts), 1
        )
        for letter in sorted(text | given)
    }
    kept = {letter: score for letter, score in scores.items() if score > -4}
    often = frozenset(word for word, count in words.items() if count >= OFTEN and _asked(word, kept))
    seldom = frozenset(word for word in words if word not in often and _alone(word, kept))
    return Weights({}, kept, often, seldom, frozenset(longer), (0, 0, 0), name_signs.starts(kept))


def _asked(word: str, given: dict[str, float]) -> bool:
    """Whether a word is ever looked up: one that may begin or end a name, stand in it or beside it."""
    return not name_signs.SURNAMES.isdisjoint(word) or max(given.get(letter, -4) for letter in word) > 0


def _alone(word: str, given: dict[str, float]) -> bool:
    return word[0] in name_signs.SURNAMES or min(given.get(letter, -4) for letter in word) > 1.5


def labelled(file: Path) -> list[tuple[str, str]]:
    """Rows of 有 or 无 and a sentence, whatever the columns are called."""
    with file.open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            (label, text)
            for row in rows
            for label in [row.get("人名") or row["应当"]]
            for text in [next(value for key, value in row.items() if key.startswith("话"))]
        ]


def sets() -> dict[str, list[tuple[str, str]]]:
    """The labelled sentences, by who wrote them."""
    found = {name: labelled(TESTS / f"{name}.tsv") for name in ("clerks", "reporters", "kinds_of_persons")}
    outsiders = labelled(TESTS / "outsiders.tsv")
    ends = list(itertools.accumulate(OUTSIDERS))
    for at, (first, last) in enumerate(itertools.pairwise([0, *ends]), start=1):
        found[f"outsiders:{at}"] = outsiders[first:last]
    halves = [half for half in vars(sentences).values() if isinstance(half, sentences.Half)]
    found["sentences"] = [
        row
        for half in halves
        for row in (
            *(("有", text) for text in sentences.naming(half, 2)),
            *(("无", text) for text in sentences.others(half, 2)),
        )
    ]
    return found


def sentence(label: str, text: str) -> Sentence | None:
    """A row as it is learnt from: where the rules see a name it stands; numbers teach nothing of names."""
    text = persons.full_width(text)
    if label == "无":
        return Sentence(text, [], NOTHING)
    spans = [(one.start, one.end) for one in persons.namings(text, PLACES)]
    if not spans and any(personal_data.numbers(text)):
        return None
    return Sentence(text, spans or None)


def plain(files: Iterable[Path], draw: random.Random) -> Iterator[Sentence]:
    """Texts in which nobody is named: places of the register, and lines of prose that the rules ask nothing of."""
    names = [each.name.removesuffix("委会") for each in FULL if each.level is Level.VILLAGE]
    for _ in range(9000):
        name = [draw.choice(names) for _ in "12"]
        yield Sentence(
            draw.choice(SAID).format(*(stem(each) if draw.random() < 0.5 else each for each in name)), []
        )
    lines = {line.strip() for file in files for line in file.read_text(encoding="utf-8").splitlines()}
    for line in sorted(lines):
        if re.search("[\u4e00-\u9fff]{4}", line) and "示例" not in line:
            for text in re.findall('"((?:[^"\\\\])+)"', line) if line[0] == "{" else [line]:
                if not any(persons.namings(text, PLACES)):
                    yield Sentence(text, [], PROSE)


def own_prose() -> list[Path]:
    return [*(ROOT / "content").rglob("*.md"), *ROOT.glob("[A-Z]*.md"), *(ROOT / "events").rglob("*.yml")]


# ---------------------------------------------------------------- other names


class Lot(NamedTuple):
    """Draws names: any surname, and letters as often as they stand in given names."""

    draw: random.Random
    given: Sequence[str]
    often: Sequence[float]
    words: Sequence[str]
    ends: Sequence[str]

    def letters(self, number: int) -> str:
        return "".join(self.draw.choices(self.given, self.often, k=number))

    def name(self, kind: str, old: str) -> str:
        """Another name of the same kind; of ten with a surname three are a word, or begin as one does, two end as one."""
        if kind in "12":
            share = self.draw.random()
            if share < 0.3:
                return self.draw.choice(self.words) + (self.letters(1) if kind == "2" else "")
            surnames = person_names.SURNAMES if self.draw.random() < 0.4 else sorted(name_signs.SURNAMES)
            if kind == "2" and share < 0.5:
                return self.draw.choice(surnames) + self.draw.choice(self.ends)
            return self.draw.choice(surnames) + self.letters(
                1 if kind == "1" and self.draw.random() < 0.8 else 2
            )
        if kind == "K":
            return self.draw.choice(person_names.ALL + self.letters(9)) + old[1]
        if kind == "A":
            return old[0] + self.letters(1)
        return self.letters(1) * 2 if kind == "P" else self.letters(2)


def lot(known: Weights, draw: random.Random) -> Lot:
    given = [letter for letter in person_names.GIVEN if letter in known.given]
    words = sorted(word for word in known.words | known.seldom if word[0] in name_signs.SURNAMES)
    often = [math.exp(min(3.0, known.given[letter] / 2)) for letter in given]
    ends = sorted(
        word
        for word in known.words
        if min(known.given.get(letter, -4) for letter in word) > -1 and set(word) <= set(given)
    )
    return Lot(draw, given, often, words, ends)


def swapped(old: Sentence, name: Candidate, lots: Lot) -> Sentence:
    """The sentence with another name."""
    new = lots.name(name.kind, old.text[name.start : name.end])
    text = old.text[: name.start] + new + old.text[name.end :]
    return Sentence(text, [(name.start, name.start + len(new))], 0.25)


def reworded(data: Sequence[Sentence], draw: random.Random, times: int = 2) -> Iterator[Sentence]:
    """The sentences without a name, of two words one by another of its sort and length in which a surname stands."""
    known = word_cuts.words()
    words: dict[tuple[str, int], list[str]] = collections.defaultdict(list)
    for word, sort in sorted(known.sorts.items()):
        if (
            len(word) > 1
            and sort in "nvaditbz"
            and known.often[word] > -15
            and set(word) & name_signs.SURNAMES
        ):
            words[sort, len(word)].append(word)
    for old in itertools.chain.from_iterable(itertools.repeat(data, times)):
        if old.spans == []:
            text = _CHINESE.sub(lambda letters: _reworded(letters[0], words, draw), old.text)
            if text != old.text:
                yield Sentence(text, [], 0.5)


def _reworded(letters: str, words: dict[tuple[str, int], list[str]], draw: random.Random) -> str:
    sorts, edges = word_cuts.words().sorts, word_cuts.cut(letters).edges
    said = [letters[first:last] for first, last in itertools.pairwise(edges)]
    others = [words.get((sorts.get(word, ""), len(word))) for word in said]
    return "".join(
        draw.choice(those) if those and draw.random() < 0.4 else word
        for word, those in zip(said, others, strict=True)
    )
