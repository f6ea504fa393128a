"""Mistakes in the records as values: where, which, what was found, what would be right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from almanac.model.day import Day


class Place(NamedTuple):
    """Where in the records: the path as people see it, line and column counted in characters from 1."""

    file: str
    line: int = 1
    column: int = 1


class Fault(NamedTuple):
    """One mistake: E0 reading, E1 fields, E2 between records, E3 privacy, W a warning that stops nothing, Q a question.

    It holds from the day `since` on, and before `until`; empty: without end. `on` gives those that hold on a day.
    answer: of a question, what a record says that answers it: `已核: [{问题: Q214, 值: 80万余, 说明: …}]`.
    """

    place: Place
    code: str
    message: str
    example: str = ""
    since: str = ""
    until: str = ""
    answer: str = ""


def is_error(fault: Fault) -> bool:
    """A fault whose code begins with E stops publication; a warning (W) does not."""
    return fault.code.startswith("E")


def is_question(fault: Fault) -> bool:
    """A fault whose code begins with Q is for a person to decide: by a change, or by an answer in the record."""
    return fault.code.startswith("Q")


def is_about_person(fault: Fault) -> bool:
    """A question about a person: until it is answered, the text in which it is found is not published."""
    return fault.code.startswith("Q3")


def is_private(fault: Fault) -> bool:
    """A fault or a question about personal data (E3, Q3)."""
    return fault.code[1:2] == "3"


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Each fault once, file after file; of a file personal data first of all, then line by line."""
    return sorted(set(faults), key=lambda fault: (fault.place.file, not is_private(fault), fault))


# ---------------------------------------------------------------- on a day

TODAY, IN_FIVE_YEARS = (
    "\x1a0\x1a",
    "\x1a5\x1a",
)  # stand in words where the day is put in; no record can hold them
_MARK = re.compile("\x1a([05])\x1a")


def on(faults: Iterable[Fault], day: Day) -> list[Fault]:
    """The faults that hold on a day, in its words and without their spans: what every door to people shows."""
    return [
        Fault(
            fault.place,
            fault.code,
            _dated(fault.message, day),
            _dated(fault.example, day),
            answer=fault.answer,
        )
        for fault in faults
        if day.holds(fault.since, fault.until)
    ]


def _dated(text: str, day: Day) -> str:
    return _MARK.sub(lambda found: _in_years(day.iso, int(found[1])), text) if "\x1a" in text else text


def _in_years(iso: str, years: int) -> str:
    later = f"{int(iso[:4]) + years}{iso[4:]}"
    return later.replace("-02-29", "-02-28") if years else later


# ---------------------------------------------------------------- did you mean

OFFICE = re.compile(r"(?:计划生育协会|计生协会|计生协|办事处|居民委员会|村民委员会|居委会|村委会|委员会)$")
PEOPLES = re.compile(r"^(.{2,}?)(?:[^族]{1,4}族)+(?:自治[州县区旗]|[乡镇])$")
SUFFIX = re.compile(r"^(.{2,}?)(?:街道|社区|[省市州县区盟旗镇乡村])$")


def _plain(word: str) -> str:
    """The word as it sounds: width, case, blanks and invisible marks taken away."""
    text = unicodedata.normalize("NFKC", word).casefold()
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


def stem(word: str) -> str:
    """The name without the kind of place: 湘西 of 湘西州 and 湘西土家族苗族自治州, 吉首 of 吉首市."""
    word = OFFICE.sub("", word) or word
    found = PEOPLES.match(word) or SUFFIX.match(word)
    return found[1] if found else word


def _one_edit(a: str, b: str) -> bool:
    """One letter added, dropped or replaced, or two neighbours that changed places."""
    if abs(len(a) - len(b)) > 1 or max(len(a), len(b)) < 2:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    return (
        rest_a[1:] == rest_b[1:]
        or rest_a[1:] == rest_b
        or rest_a == rest_b[1:]
        or (rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:])
    )


def closest(word: str, choices: Iterable[str]) -> str | None:
    """The one choice that `word` is a slip or a short form of; None if there is none, or two as near."""
    ranked: dict[int, set[str]] = {0: set(), 1: set(), 2: set()}
    plain = _plain(word[:80])
    bare = stem(plain)
    for choice in choices:
        other = _plain(choice)
        if plain == other:
            ranked[0].add(choice)
        elif bare in (other, stem(other)) or plain == stem(other):
            ranked[1].add(choice)
        elif _one_edit(plain, other):
            ranked[2].add(choice)
    for found in ranked.values():
        if found:
            return found.pop() if len(found) == 1 else None
    return None


# ---------------------------------------------------------------- showing


def shown(value: object, limit: int = 40) -> str:
    """A found value as it may stand in a message: one line, nothing invisible, not longer than `limit`."""
    text = "".join(c if _visible(c) else "�" for c in str(value)[: limit + 1])
    return text if len(text) <= limit else text[: limit - 1] + "…"


_D, _GAP = "[0-9０-９]", "[ ._·－　-]{0,2}"
LONG_NUMBER = re.compile(  # mobile, identity and bank card numbers; not the 12 digits of a village
    f"(?<!{_D})(?:[1１][3-9３-９]{_D}{_GAP}{_D}{{4}}{_GAP}{_D}{{4}}|{_D}{{6}}{_GAP}{_D}{{8}}{_GAP}{_D}{{3}}[0-9０-９XxＸｘ]"
    f"|{_D}{{4}}(?:[ -]{_D}{{4}}){{3}}(?:[ -]?{_D}{{1,3}})?|{_D}{{15,19}})(?!{_D})"
)
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff]")


def masked(text: str) -> str:
    """Long numbers with their middle hidden: reports are read by more people than records are."""
    return LONG_NUMBER.sub(lambda found: f"{found[0][:3]}{'*' * (len(found[0]) - 5)}{found[0][-2:]}", text)


def name_of(path: str) -> str:
    """A path as it may be told to anybody: one line, nothing invisible, long numbers hidden."""
    return masked(shown(path, 300))


def _visible(c: str) -> bool:
    return c == " " or unicodedata.category(c)[0] not in "CZ" or c == "\u3000"


def sentence(message: str, example: str, answer: str = "") -> str:
    """What is wrong and what would be right, or what answers it, on one line, long numbers hidden."""
    message = _UNSEEN.sub("�", " ".join(message.split("\n"))).rstrip("。")
    example = f"例：{_UNSEEN.sub('�', ' '.join(example.split()))}" if example else ""
    if answer:
        example += f"{'；' if example else ''}没有错就写：{_UNSEEN.sub('�', answer)}"
    end = "" if message.endswith(("？", "！", "…")) else "。"
    return masked(f"{message}{end}{example}")


def describe(fault: Fault) -> str:
    """The fault in one line: `file:line:column: code message。例：…`."""
    place, said = fault.place, sentence(fault.message, fault.example, fault.answer)
    return f"{name_of(place.file)}:{place.line}:{place.column}: {fault.code} {said}"
