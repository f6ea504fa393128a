"""The signs of a name: its letters, what stands right beside it, what is said before and after; and what each weighs."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from almanac.validate import person_names as names
from almanac.validate import persons

SURNAMES = frozenset(names.ALL + names.ALSO_WORDS + names.OTHER + names.SELDOM)
_CLASSES = tuple(map(frozenset, (names.SURNAMES, names.SURE, names.ALL, names.ALSO_WORDS)))
_GIVEN = frozenset(names.GIVEN)
_KIN, _FIRST = "姨叔伯嫂婶姐哥妹爹奶爷婆妈姑娘公嗲", "小阿老大二三四五满幺细胖瘦"
_NEVER = "的了着过和与及或在是有为被把向从到对由以因但也都还就又再很最更这那哪她它我你您个们"
_NAMED = f"(?![{_NEVER}])[\u4e00-\u9fff]"
_LETTERS = re.compile(f"(?:{_NAMED}){{2}}")
HUMAN = "员者手工农匠师友妹嫂汉民户童娃姐哥弟娘婆公爷奶叔伯婶姨妈爸父母夫妻媳妇生人孩女儿子徒客星兵士"  # that end words for somebody
TITLES = (  # that follow a name
    "妈妈|爸爸|爷爷|奶奶|哥哥|姐姐|弟弟|妹妹|叔叔|阿姨|[大二三][叔伯爷妈娘姐哥嫂]|师傅|老师傅|姑娘|妹子|伢子|婆婆|公公|娭毑|女士|先生|"
    "同学|老人|老[汉伯爹]|小朋友|宝宝|兄弟|姐妹|夫妇|夫妻"
)
_BEFORE = {
    "care": f"(?:{persons.CARE})[“（：、]?",
    "kin": f"(?:{persons.KIN})[“（：、]?",
    "minor": f"(?:{persons.MINOR})[“（：、]?",
    "visit": persons.VISIT,
    "others": f"(?:{persons.OTHERS})[“（：、]?",
    "office": persons.OFFICES,
    "group": persons.GROUP,
    "age": "岁的?|旬的?|出生的|[名位个户]|年级|班",
    "label": "：|姓名|名单|对象|叫|由|据|是|请|让",
    "list": "[\u4e00-\u9fff]{2,3}[、和与]",
    "named": "名字[是叫：]|(?:[真本大全乳小原化单姓学]名|名字?|自称|落款|署名)(?:叫做?|[是为：])?[“ ]?",
    "human": f"[{HUMAN}][“（：，、 ]?",
    "place": "[村镇乡组区县市院校街社]的?",
}
_AFTER = {
    "age": persons.AGE,
    "school": persons.SCHOOL,
    "family": persons.FAMILY,
    "with": persons.WITH,
    "lives": persons.LIVES,
    "ill": f"[^，。；“0-9]{{0,4}}(?:{persons.ILL})",
    "says": "[^，。；]{0,3}(?:说|告诉|表示|激动|介绍)",
    "list": "[、和与][\u4e00-\u9fff]{2,3}(?![\u4e00-\u9fff])",
    "home": "一家|家[里中的]?|等[0-9一二三四五六七八九十]*余?[人户名家]",
    "title": f"同学|老人|女士|先生|小朋友|{names.ELDERS}",
    "called": TITLES,
    "sex": "[，、（ ]*[男女]方?(?![\u4e00-\u9fff])|[，、（ ]*[0-9]{1,3}岁",
    "word": names.BEGIN,
    "later": f"[^。；]{{0,12}}(?:{persons.LIVES}|{persons.ILL})",
    "is": f"，?其[夫妻父母子女]|，?[是系为][^，。；]{{0,6}}(?:{persons.CARE}|{persons.MINOR}|{persons.KIN})",
    "gets": "[^，。；]{0,6}(?:送|领|申请|收到|家)",
}
_WORDS = ("often", "seldom", "longer")
_NO_NAME = re.compile(names.WORDS)
_STRONG_BEFORE = {f"L.{key}" for key in ("care", "kin", "minor", "others", "group", "age", "named")}
_STRONG_AFTER = {
    f"R.{key}" for key in ("age", "school", "family", "with", "lives", "home", "title", "called", "sex", "is")
}


class Weights(NamedTuple):
    """What each sign weighs, how much a letter stands in given names more than elsewhere, and which pairs are words, often or seldom met.

    longer: words of three and four letters in which a name seems to stand.

    floors: the least that a name's own signs sum up to, the least with the letters around it, and the least with all that is
    said around it: below, nothing else is looked at.
    """

    signs: dict[str, float]
    given: dict[str, float]
    words: frozenset[str]
    seldom: frozenset[str]
    longer: frozenset[str]
    floors: tuple[float, float, float]
    start: re.Pattern[str]


def starts(given: dict[str, float]) -> re.Pattern[str]:
    """Where a name may start: a surname or a first letter; letters of given names where somebody may be spoken of."""
    seldom = "".join(sorted(letter for letter, score in given.items() if score <= -3))
    often = "".join(sorted(letter for letter in _GIVEN if given.get(letter, -4) > 1.5))
    return re.compile(
        f"[{''.join(sorted(SURNAMES))}{_FIRST}](?![{_NEVER}{seldom}])(?=[\u4e00-\u9fff])"
        f"|[{often}](?=[{often}{_KIN}])(?:(?<![\u4e00-\u9fff].)|(?<=[{names.LEADS}{names.PEOPLED}].))"
    )


class Candidate(NamedTuple):
    """Letters that may be a name, and how: a surname with 1 or 2 letters, Kin, After a first letter, a Pair of one, Given alone."""

    start: int
    end: int
    kind: str


@functools.cache
def weights() -> Weights:
    """The fitted weights, read once."""
    signs: dict[str, float] = {}
    given: dict[str, float] = {}
    words: dict[str, frozenset[str]] = {}
    floors = [0.0, 0.0, 0.0]
    with Path(__file__).with_name("name_weights.csv").open(encoding="utf-8", newline="") as file:
        for what, weight, keys in csv.reader(file):
            if what in _WORDS:
                words[what] = frozenset(keys.split(" "))
            elif what == "given":
                given |= dict.fromkeys(keys, float(weight))
            elif what == "floor":
                floors[int(keys)] = float(weight)
            else:
                signs |= dict.fromkeys(keys.split(" "), float(weight))
    often, seldom, longer = (words[what] for what in _WORDS)
    return Weights(signs, given, often, seldom, longer, (floors[0], floors[1], floors[2]), starts(given))


# ---------------------------------------------------------------- the signs


def kinds(letters: str, known: Weights) -> Iterator[tuple[str, str]]:
    """How three letters, of which the last may miss, may begin a name; with the name."""
    first, second = letters[0], letters[1]
    two = letters[:2]
    if first in SURNAMES:
        yield "1", two
        if len(letters) > 2:
            yield "2", letters
    if second in _KIN:
        yield "K", two
    if first in _FIRST:
        yield "A", two
    if first == second:
        yield "P", two
    elif min(known.given.get(first, -4), known.given.get(second, -4)) > 1.5 and two not in known.words:
        yield "G", two


def beginnings(text: str, known: Weights) -> Iterator[tuple[int, str]]:
    """Where a name may start, with its first three letters, two if no third can be of it."""
    for found in known.start.finditer(text):
        start = found.start()
        yield start, text[start : start + (3 if _LETTERS.match(text, start + 1) else 2)]


def candidates(text: str, known: Weights) -> Iterator[Candidate]:
    """What may be a name, each with every kind that it may be."""
    for start, letters in beginnings(text, known):
        for kind, name in kinds(letters, known):
            yield Candidate(start, start + len(name), kind)


def of_letters(name: str, kind: str, known: Weights) -> Iterator[str]:
    """The signs of a name in itself."""
    often = [known.given.get(letter, -4.0) for letter in name]
    yield f"k{kind}"
    if kind in "12":
        given = name[1:]
        yield from (f"s.{name[0]}", f"c{_class(name[0])}{kind}")
        yield from (f"g{kind}{at}.{letter}" for at, letter in enumerate(given))
        yield from (
            f"m{kind}.{round(min(often[1:]))}",
            f"a{_class(name[0])}{kind}.{round(sum(often[1:]) / len(given))}",
        )
        if not _GIVEN.issuperset(given):
            yield "ng"
        if given in known.words:
            yield "wg"
        if name[:2] in known.words:
            yield from (f"w{_class(name[0])}", f"W{kind}")
        elif name[:2] in known.seldom:
            yield f"v{kind}"
    else:
        yield from (f"{kind}{at}.{letter}" for at, letter in enumerate(name))
        yield from (f"{kind}{at}.{round(often[at])}" for at in (0, 1))
        if kind == "K":
            yield f"Kc{_class(name[0])}"
        if name in known.words or name in known.seldom:
            yield f"w{kind}"


def of_neighbours(text: str, name: Candidate, known: Weights) -> Iterator[str]:
    """The signs of the letters right before and after."""
    start, end, kind = name
    before = _letter(text[start - 1 : start]) if start else "|"
    after = _letter(text[end : end + 1])
    left, right = (mark if len(mark) == 1 and mark in "|do" else "h" for mark in (before, after))
    yield from (f"lb{left}{kind}", f"rb{right}{kind}", f"lr{left}{right}{kind}")
    if left == "h":
        yield f"l2.{_letter(text[start - 2 : start - 1]) if start > 1 else '|'}{before}"
        if text[start - 1 : start + 1] in known.words:
            yield "wl"
    if right == "h":
        yield f"r2.{after}{_letter(text[end + 1 : end + 2])}"
        if text[end - 1 : end + 1] in known.words:
            yield "wr"
    if within_word(text, start, end, known.longer):
        yield f"in{kind}"
    if kind in "12":
        first = text[start]
        yield from (f"s{left}.{first}", f"c{_class(first)}{left}{right}")
        if text[start : start + 2] in known.words:
            yield f"w{_class(first)}{left}"
        if _NO_NAME.match(text, start):
            yield "no"


def within_word(text: str, start: int, end: int, words: frozenset[str]) -> bool:
    """Whether the letters from `start` to `end` are a word of three or four letters, or stand in one."""
    return any(
        text[first : first + length] in words
        for length in (3, 4)
        for first in range(max(0, end - length), start + 1)
    )


@functools.cache
def cues() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], tuple[tuple[str, re.Pattern[str]], ...]]:
    """What is looked for before and after, made when first something looks like a name."""
    return (
        tuple((key, re.compile(f"(?:{said})$")) for key, said in _BEFORE.items()),
        tuple((key, re.compile(said)) for key, said in _AFTER.items()),
    )


def of_cues(before: str, after: str, common: int) -> list[str]:
    """The signs of what is said before and after; of a common word they must say more.

    common: how much the name looks like one.
    """
    left, right = cues()
    signs = [
        *(f"L.{key}" for key, cue in left if cue.search(before)),
        *(f"R.{key}" for key, cue in right if cue.match(after)),
    ]
    sides = f"{int(not _STRONG_BEFORE.isdisjoint(signs))}{int(not _STRONG_AFTER.isdisjoint(signs))}"
    return [*signs, f"S{common}{sides}"]


def commonness(name: str, known: Weights) -> int:
    """2: a common word begins so; 1: two letters are a word, or one is in no given name; 0: it has the looks of a name."""
    if _NO_NAME.match(name):
        return 2
    return int(name[:2] in known.words or not _GIVEN.issuperset(name[1:]))


def _class(surname: str) -> int:
    return next((at for at, those in enumerate(_CLASSES) if surname in those), len(_CLASSES))


def _letter(text: str) -> str:
    """A Chinese letter as it is; else what it is: the end of a clause, a digit, another letter."""
    if not text:
        return "|"
    if "\u4e00" <= text <= "\u9fff":
        return text
    return "d" if text.isdigit() else "o" if text.isalpha() else "|"
