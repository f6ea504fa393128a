"""Text copied out of WeChat as it is: which of its lines are records, one message after another, the last copy of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from almanac.model.fields import columns
from almanac.model.filings import KINDS
from almanac.parse.field_words import keys

_ADDRESS = re.compile(r"[#＃]+ *(\S.*?\.ya?ml)(?:\.txt)?(?: +(.*))?")
_BEHIND = re.compile(r".{1,60}?(?:[\s.、:：)）]) *([#＃]+ *20[0-9]{2}/\S.*)")  # behind a number or a nickname
_QUOTED = re.compile(r"(?:[>＞] ?)+")
_BLANK = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\t]")
_UNSEEN = re.compile("[\ufeff\u200b-\u200f\u2060]")
_CURLY = re.compile(
    r"(?<=[:：,，] )[“”]([近约超]?[0-9][0-9,.\-: 余多万上下午晚月日]*)[“”](?=\s*(?:[,，}\]]|$))"
)
_FIRST = re.compile("(?:- )?(?:名称|级别|媒体|事项): ")  # what a record without that line begins with
_LONG = re.compile(r": *[|>][-+]?$")  # below such a line stands prose
_CHAIN = re.compile(r"\s*[#＃](?:接龙|Group Note)")


class Message(NamedTuple):
    """One record as it was pasted: its text, the line of the paste that each of its lines was, and what was put right."""

    address: str
    text: str
    lines: tuple[int, ...]
    rules: tuple[str, ...]


class Paste(NamedTuple):
    """The records of a paste; skipped: how many lines are none; again: the addresses that came more than once."""

    messages: list[Message]
    skipped: int
    again: list[str]


@cache
def _keys() -> tuple[str, str]:
    """Patterns of the keys that begin a line of a record, or are typed for one, and of those inside."""
    cols = [column for kind in KINDS if kind.name != "通知" for column in columns(kind)]
    first = {column.path[0] for column in cols} | {word for kind in KINDS for word in keys(kind.name)}
    inner = {key for column in cols for key in column.path} | {
        part.path[-1] for column in cols for part in column.parts
    }
    return tuple("|".join(sorted(found, key=len, reverse=True)) for found in (first, inner))  # type: ignore[return-value]  # two


def is_chain(text: str) -> bool:
    """Whether a text is a 接龙."""
    return bool(_CHAIN.match(text))


def read(text: str) -> Paste:
    """The records of a text; every message begins with the line that says where its record goes, or with its first field."""
    reading = _Reading()
    for number, raw in enumerate(text.split("\n"), 1):
        reading.take(number, raw)
    found = reading.found
    last = {one.address or str(n): n for n, one in enumerate(found)}
    again = [one.address for n, one in enumerate(found) if one.address and last[one.address] != n]
    return Paste(
        [found[n].message() for n in sorted(last.values())], reading.skipped, list(dict.fromkeys(again))
    )


class _Open:
    """A message while its lines come."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.lines: list[str] = []
        self.numbers: list[int] = []
        self.rules: dict[str, None] = {}

    def add(self, number: int, line: str, rules: list[str]) -> None:
        self.lines.append(line.rstrip())
        self.numbers.append(number)
        self.rules.update(dict.fromkeys(rules))

    def message(self) -> Message:
        count = max(n for n, line in enumerate(self.lines, 1) if line)
        return Message(
            self.address, "\n".join(self.lines[:count]) + "\n", tuple(self.numbers[:count]), tuple(self.rules)
        )


class _Reading:
    """The messages of a paste, line by line: whatever is no line of a record ends the one before it."""

    def __init__(self) -> None:
        self.found: list[_Open] = []
        self.skipped = 0
        self._open = False
        self._prose = False

    def take(self, number: int, raw: str) -> None:
        line, rules = _plain(raw, self._prose and raw[:1].isspace())
        self._prose = (self._prose and (not line.strip() or line[0] == " ")) or bool(_LONG.search(line))
        if behind := _BEHIND.fullmatch(line.strip()):
            line = behind[1]
        if address := _ADDRESS.fullmatch(line.strip()):
            self._begin(address[1]).add(number, f"# {address[1]}", rules)
            for part in _apart(address[2] or ""):
                self.found[-1].add(number, part, ["连成一行的分开"])
        elif self._open and _is_record(line):
            self.found[-1].add(number, line, rules)
        elif _FIRST.match(line):
            self._begin("").add(number, line, rules)
        elif line.strip():
            self._open = False
            self.skipped += 1

    def _begin(self, address: str) -> _Open:
        self.found.append(_Open(address))
        self._open = True
        return self.found[-1]


def _plain(raw: str, prose: bool) -> tuple[str, list[str]]:
    """A line without what copying put there, and the names of what was put right; of prose every sign stays."""
    rules: list[str] = []

    def changed(text: str, new: str, rule: str) -> str:
        if new != text:
            rules.append(rule)
        return new

    text = raw.rstrip("\r")
    text = changed(text, _UNSEEN.sub("", text), "去掉看不见的字符")
    text = changed(text, _BLANK.sub(" ", text), "特殊的空格改成普通空格")
    text = changed(text, _QUOTED.sub("", text, count=1) if _QUOTED.match(text) else text, "去掉引用的 >")
    if prose:
        return text, rules
    first, inner = _keys()
    text = changed(text, re.sub(rf"^(\s*(?:- )?(?:{first}|{inner}))：\s*", r"\1: ", text), "全角冒号改半角")
    if "{" in text:
        text = changed(text, re.sub(rf"([{{,，]\s*)({inner})：\s*", r"\1\2: ", text), "全角冒号改半角")
        text = changed(text, re.sub(r"(?<!^)：\s*(?={)", ": ", text), "全角冒号改半角")
        text = changed(text, re.sub(rf"，\s*(?=(?:{inner}): )", ", ", text), "全角逗号改半角")
    return changed(text, _CURLY.sub(r"\1", text), "去掉弯引号"), rules


def _is_record(line: str) -> bool:
    """Whether a line is of a record: a field, something below one, or blank."""
    return not line.strip() or bool(re.match(rf"  +\S|- (?:{_keys()[1]}):|(?:{_keys()[0]}):(?: |$)|# ", line))


def _apart(rest: str) -> Iterator[str]:
    """The fields of a record whose line breaks were lost: 名称: 示例义诊 类别: [家庭健康促进] …"""
    depth, start = 0, 0
    for at, letter in enumerate(rest):
        depth += (letter in "{[") - (letter in "}]")
        if at and not depth and rest[at - 1] == " " and re.match(rf"(?:{_keys()[0]}): ", rest[at:]):
            yield rest[start:at].strip()
            start = at
    if rest.strip():
        yield rest[start:].strip()
