"""A pasted notice folded for reading: what is left out of sight, where each of several activities is told, what to look at.

`theme/scripts/notice/text.js` does the same in the same steps.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from functools import cache

from almanac.intake import notice_evidence, quantities
from almanac.intake.count_patterns import AHEAD
from almanac.intake.notice_evidence import ENDS
from almanac.intake.quantities import Proposed, Rules
from almanac.parse import dates
from almanac.parse.dates import number_of
from almanac.parse.numbers import compiled

# A comma of half width, as phones write it; between digits it is of a number.
_COMMA = re.compile("(?<![0-9]),|,(?![0-9])")


@cache
def _three(before: str, meant: str, after: str) -> re.Pattern[str]:
    """A pattern of three parts; the part meant begins where the first ends."""
    return compiled(f"(?<pre>{before})(?<v>{meant}){after}")


def _alone(text: str, start: int, end: int) -> str:
    """A text of which only this part is left; line ends stand for the rest."""
    return f"{text[:2]}{chr(10) * (start - 2)}{text[start:end]}{chr(10) * (len(text) - end)}"


def finds(part: list[str], text: str) -> Iterator[tuple[int, int, int]]:
    """Where a pattern of three parts is found: its beginning, and the beginning and end of what is meant."""
    before, meant, after = part
    if before == AHEAD and not compiled(f"(?:{meant}){after}").search(text):
        return
    for found in _three(*part).finditer(text):
        start = found.start() + len(found["pre"])
        yield found.start(), start, start + len(found["v"])


class Page:
    """A text folded for reading: `seen` is what patterns see, `plain` what values are taken from, `at` where each letter was."""

    def __init__(self, text: str, rules: Rules) -> None:
        self.rules = rules
        letters = [(c, n) for n, c in enumerate(text) if c not in rules["unseen"]]
        plain = [rules["letters"].get(c, c) for c, _ in letters]
        self.plain = f"⊢\n{''.join(plain)}\n"
        seen = "".join(map(self._sign, plain))
        self.seen = f"⊢\n{_COMMA.sub('，', seen)}\n"
        self.at = [0, 0, *(n for _, n in letters), len(text)]
        self.posted = ""
        self.summed = False  # whether something is said of all parts of a text together

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
            for _, start, end in list(finds(part, self.seen)):
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
            for _, first, last in finds(part, self.seen[start - 1 : end + 1]) if name == "手机号" else ():
                yield Proposed("个人信息", name, start - 1 + first, start - 1 + last)

    def mask(self, name: str, all_of_it: bool) -> None:
        """What is not seen when time and numbers are read (aside), or by no rule (out)."""
        for part in self.rules[name]:
            for _, start, end in list(finds(part, self.seen)):
                self._mask(start, end)
        if all_of_it:
            self.whole = self.seen

    def mask_posted(self) -> None:
        """The last day on which it was posted or signed; no other rule sees it."""
        days = [""]
        for part in self.rules["posted"]:
            for _, start, end in list(finds(part, self.seen)):
                found = compiled(self.rules["postedDay"]).search(self.seen[start:end])
                if found:
                    year = int(found["year"] or self.rules["year"])
                    days.append(quantities.day(year, number_of(found["month"]), number_of(found["day"])))
                self._mask(start, end)
        self.posted = max(days)

    def nothing(self) -> str:
        """Why it is no notice of an activity; empty if it is one."""
        for sign, unless, why in self.rules["nothing"]:
            if compiled(sign).search(self.seen) and not compiled(unless).search(self.seen):
                return str(why)
        if not compiled(self.rules["something"]).search(self.seen):
            return str(self.rules["unsaid"])
        return ""

    def parts(self) -> list[tuple[int, int]]:
        """Where each of several activities is told: a clause with a day of its own and something that is done, or one more of the
        same day; none if it is one."""
        starts: list[int] = []
        days: list[tuple[int, int]] = []
        found = list(compiled(self.rules["partDay"]).finditer(self.seen))
        for number, one in enumerate(found):
            stop = found[number + 1].start() if number + 1 < len(found) else len(self.seen) - 1
            day = (number_of(one["month"]), number_of(one["day"]))
            first = max(self.seen.rfind(sign, 0, one.start()) for sign in f"{ENDS}，") + 1
            said = compiled(self.rules["does"]).search(self.seen[first:stop])
            if (
                said
                and day not in days
                and notice_evidence.points(self.rules["daySigns"], self.seen, *one.span()) >= 0
                and compiled("[至到~-] *").fullmatch(self.seen[one.start() - 1 : one.start()]) is None
            ):
                days.append(day)
                starts.append(first if not starts or first > starts[-1] else one.start())
        more = [one.start() for one in compiled(self.rules["oneMore"]).finditer(self.seen)]
        if more and len(starts) < 2:
            starts = [starts[0] if starts and starts[0] < more[0] else 2, *more]
        if len(starts) < 2:
            return []
        return list(zip(starts, [*starts[1:], len(self.seen) - 1], strict=True))

    def only(self, start: int, end: int) -> Page:
        """The same page, of which only this part is seen."""
        page = copy.copy(self)
        page.mask("together", False)
        page.summed = page.seen != self.seen
        page.seen = _alone(page.seen, start, end)
        page.whole = _alone(self.whole, start, end)
        return page

    def notes(self) -> list[str]:
        """What whoever reads it has to look at."""
        found = [said for sign, said in self.rules["notes"] if compiled(sign).search(self.whole)]
        days = [one[0] for one in compiled(self.rules["partDay"]).finditer(self.seen)
                if self.seen[one.start() - 1] not in "至到~-"]  # fmt: skip
        if len(set(days)) > 1:
            found.append(f"说到几个日子（{'、'.join(dict.fromkeys(days))}），请核对“开始”是哪一个。")
        for one in compiled(self.rules["weekdays"]).finditer(self.seen):
            year = int(one["year"] or self.rules["year"])
            day = quantities.day(year, number_of(one["month"]), number_of(one["day"]))
            if day and not dates.falls_on(day, one["week"] or ""):
                found.append(f"“{one[0].strip()}”的星期和日期对不上，请核对是哪一天。")
        for one in compiled(self.rules["whenLine"]).finditer(self.seen):
            why = dates.why(one["said"], self.rules["year"])
            if why.name == "no colon":
                found.append(f"“{one['said'].strip()}”的钟点要有冒号，请写成 {why.right}。")
        return found

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
