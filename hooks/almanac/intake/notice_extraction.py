"""A pasted notice read by rules: what it proposes for a record, each value with the words it stands in; nothing is guessed.

The rules are data (`phrases`); `theme/scripts/notice/` reads a text by the same data in the same steps, step for step.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from almanac.intake import notice_times, quantities
from almanac.intake.quantities import Proposed, Rules
from almanac.model.words import Status
from almanac.parse.numbers import compiled

LONGEST = 20_000
_ENDS = "。!?；\n"


class Draft(NamedTuple):
    """What a text proposes, the fields that are still wanted, and the personal data that was passed over."""

    proposed: list[Proposed]
    missing: list[str]
    personal: list[Proposed]


def proposed(text: str, rules: Rules) -> Draft:
    """Read a text of at most 20,000 characters; positions count characters of the text."""
    page = _Page(text[:LONGEST], rules)
    personal = list(page.personal())
    page.mask_aside()
    state = page.state()
    found = [*state, *notice_times.times(page), *page.texts(), *page.words(), *page.categories()]
    found += page.numbers(state[0].value == Status.PLANNED if state else False)
    found = _once(found)
    have = {one.field for one in found}
    wanted = (*rules["required"], *(rules["wanted"].get(state[0].value, ()) if state else ()))
    missing = [field for field in wanted if not any(f"{each}·".startswith(f"{field}·") for each in have)]
    return Draft([page.told(one) for one in found], missing, [page.told(one) for one in personal])


def _once(found: list[Proposed]) -> list[Proposed]:
    """Each value once, and no word that stands inside a longer one of its field."""
    once: dict[tuple[str, str], Proposed] = {}
    for one in found:
        once.setdefault((one.field, str(one.value)), one)
    kept = list(once.values())
    return [one for one in kept if one.field not in ("形式", "面向") or not any(
        one.field == other.field and one is not other and other.start <= one.start and one.end <= other.end for other in kept)]  # fmt: skip


@cache
def _three(before: str, meant: str, after: str) -> re.Pattern[str]:
    """A pattern of three parts; the part meant begins where the first ends."""
    return compiled(f"(?<pre>{before})(?<v>{meant}){after}")


def _finds(part: list[str], text: str) -> Iterator[tuple[int, int, int]]:
    """Where a pattern of three parts is found: its beginning, and the beginning and end of what is meant."""
    for found in _three(*part).finditer(text):
        start = found.start() + len(found["pre"])
        yield found.start(), start, start + len(found["v"])


class _Page:
    """A text folded for reading: `seen` is what patterns see, `plain` what values are taken from, `at` where each letter was."""

    def __init__(self, text: str, rules: Rules) -> None:
        self.rules = rules
        letters = [(c, n) for n, c in enumerate(text) if c not in rules["unseen"]]
        plain = [rules["letters"].get(c, c) for c, _ in letters]
        self.plain = f"⊢\n{''.join(plain)}\n"
        self.seen = f"⊢\n{''.join(map(self._sign, plain))}\n"
        self.at = [0, 0, *(n for _, n in letters), len(text)]

    def _sign(self, letter: str) -> str:
        signs: dict[str, str] = self.rules["signs"]
        picture = ord(letter) > 0xFFFF or 0x2600 <= ord(letter) < 0x27C0
        return signs.get(letter, "□" if picture else letter)

    def told(self, one: Proposed) -> Proposed:
        """A finding with its place in the text as it was given."""
        return one._replace(start=self.at[one.start], end=self.at[one.end - 1] + 1)

    def _mask(self, start: int, end: int) -> None:
        self.seen = f"{self.seen[:start]}{'█' * (end - start)}{self.seen[end:]}"

    # ------------------------------------------------------------ what is passed over

    def personal(self) -> Iterator[Proposed]:
        """Personal data; what is found is not seen by any other rule."""
        mark, chain = self.rules["chain"]
        sorts = [*([chain] if mark in self.seen else []), *self.rules["personal"]]
        for name, part in sorts:
            for _, start, end in list(_finds(part, self.seen)):
                if name == "接龙名单":
                    yield from self._phones(start, end)
                word = self.plain[start:end]
                again = (
                    [start]
                    if name != "姓名"
                    else [n for n in range(len(self.seen)) if self.seen.startswith(word, n)]
                )
                for place in again:
                    yield Proposed("个人信息", name, place, place + end - start)
                    self._mask(place, place + end - start)

    def _phones(self, start: int, end: int) -> Iterator[Proposed]:
        """Telephones inside a line that is masked as a whole."""
        for name, part in self.rules["personal"]:
            for _, first, last in _finds(part, self.seen[start - 1 : end + 1]) if name == "手机号" else ():
                yield Proposed("个人信息", name, start - 1 + first, start - 1 + last)

    def mask_aside(self) -> None:
        """When it was published, passed on or is due, and what is said of other years: not seen when time and numbers are read."""
        self.whole = self.seen
        for part in self.rules["aside"]:
            for _, start, end in list(_finds(part, self.seen)):
                self._mask(start, end)

    # ------------------------------------------------------------ whether and when

    def state(self) -> list[Proposed]:
        """Whether it was held: the first sort of words that is found."""
        for value, source in self.rules["states"]:
            if found := compiled(source).search(self.seen):
                return [Proposed("状态", value, *found.span())]
        return []

    # ------------------------------------------------------------ words as they stand

    def texts(self) -> Iterator[Proposed]:
        """Names, places and units, by the words around them."""
        had: set[tuple[str, object]] = set()
        ones: set[str] = set()
        for field, part, way in self.rules["texts"]:
            if field in ones:
                continue
            for _, start, end in _finds(part, self.whole):
                parts = self._parted(start, end) if way in ("many", "joint") else [(start, end)]
                for one in (self.trimmed(field, *each) for each in parts):
                    if one is None or (one.field, one.value) in had:
                        continue
                    if way == "joint" and not str(one.value).endswith("计生协"):
                        one = one._replace(field="协办")
                    had.add((one.field, one.value))
                    ones |= {field} if way == "one" else set()
                    yield one
                if field in ones:
                    break

    def _parted(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for found in compiled("[^、，,]+").finditer(self.whole[start:end]):
            yield start + found.start(), start + found.end()

    def trimmed(self, field: str, start: int, end: int) -> Proposed | None:
        """The words without what hangs at their ends; none if personal data are in them, or nothing is left."""
        while start < end and self.whole[start] in " □◎:":
            start += 1
        while start < end and self.whole[end - 1] in " □◎:等。；，":
            end -= 1
        value = self.plain[start:end]
        if end - start < 2 or "█" in self.whole[start:end]:
            return None
        return Proposed(field, value, start, end)

    def words(self) -> Iterator[Proposed]:
        """Forms and audiences: known words."""
        for field, source in self.rules["words"]:
            for found in compiled(source).finditer(self.seen):
                yield Proposed(field, found[0], *found.span())

    def categories(self) -> Iterator[Proposed]:
        """The notice's categories of which a word stands in the text, in the order in which they come."""
        found = [(one, name) for name, source in self.rules["categories"]
                 if (one := compiled(source).search(self.seen))]  # fmt: skip
        for one, name in sorted(found, key=lambda each: each[0].start()):
            yield Proposed("类别", name, *one.span())

    # ------------------------------------------------------------ how many

    def numbers(self, planned: bool) -> list[Proposed]:
        """Counts with their 余 多 近 约, each in the field that the words around it say."""
        found: list[Proposed] = []
        for number in compiled(self.rules["number"]).finditer(self.seen):
            text = quantities.count(number.groupdict())
            if text:
                found += self._counted(number, text)
        gathered = [
            *quantities.publicity(found),
            *quantities.visits(found),
            *(one for one in found if one.field.count("·") == 1),
        ]
        if planned:
            return [one._replace(field="预计·宣传·人数") for one in gathered if one.field == "成效·宣传·人数"]
        return gathered

    def _counted(self, number: re.Match[str], text: str) -> list[Proposed]:
        """The first rule that fits the sentence around a number."""
        start, end = number.span()
        first = max(self.seen.rfind(sign, 0, start) for sign in _ENDS) + 1
        first = max(first, start - 200)
        last = min(n for sign in _ENDS if (n := self.seen.find(sign, end)) >= 0)
        around = f"⊢{self.seen[first:start]}#{self.seen[end : last + 1]}"
        mark = start - first + 1

        def place(index: int) -> int:
            return index + first - 1 if index <= mark else index - mark - 1 + end

        for field, units, part in self.rules["counts"]:
            if number["unit"] not in units.split("|"):
                continue
            for begun, item, done in _finds(part, around):
                if not field:
                    return []
                named = "" if around[item:done] == "#" else self.plain[place(item) : place(done)]
                sources = [start, end, place(item), place(done)] if named else [start, end]
                if field == "表彰":
                    sources.append(place(max(begun, 1)))
                return [quantities.entry(field, text, number["unit"], named, min(sources), max(sources))]
        return []
