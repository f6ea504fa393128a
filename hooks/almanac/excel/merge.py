"""What entries make of the files of the records: new ones, entries put into lists, corrected ones; nothing is overwritten unseen."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from almanac.excel.entry import Entry
from almanac.excel.head_words import TALLY
from almanac.model.diagnostics import is_error
from almanac.model.fields import CORRECTION, Value, columns, flat, nested
from almanac.model.filings import ACTIVITY, Activity, Filing, Kind
from almanac.parse import cells, input_files, yaml_reader, yaml_writer
from almanac.validate import questions

NEW, CHANGED, SAME = "新收", "更正", "已经有了"
ACCEPTED = "受理"  # the day on which an activity was taken in: who files it does not say it


class Clash(NamedTuple):
    """Why an entry cannot go into its file."""

    code: str
    message: str
    example: str


class Put(NamedTuple):
    """An entry in its file: what became of it, and its place in the file's list."""

    outcome: str
    item: int | None


class Joined(NamedTuple):
    """A file with its entries put in; raw is None where nothing changes; puts and clashes by the entries' numbers."""

    raw: bytes | None
    puts: dict[int, Put]
    clashes: dict[int, Clash]
    listed: bool


def said(kind: Kind, value: Mapping[str, Value]) -> dict[str, str]:
    """A record as the cells of a table: two records that say the same have the same cells."""
    cols = columns(kind)
    found = flat(dict(value), cols)
    texts = {c.head: cells.written(c, found[c.path]).strip(" \u3000\n") for c in cols if c.path in found}
    return {head: text for head, text in texts.items() if text}


def _filed(kind: Kind, value: Mapping[str, Value]) -> dict[str, str]:
    """The same without what is written by whoever takes it in."""
    return {head: text for head, text in said(kind, value).items() if head != ACCEPTED}


def accepted(
    kind: Kind, value: Mapping[str, Value], before: Mapping[str, Value], day: str
) -> dict[str, Value]:
    """A record as it is taken in on a day: an activity bears that day, or the one on which it was taken in before."""
    filed = {key: inner for key, inner in value.items() if key != ACCEPTED or kind is not ACTIVITY}
    return {**filed, ACCEPTED: before.get(ACCEPTED, day)} if kind is ACTIVITY else filed


def receipts(filings: Iterable[Filing]) -> dict[tuple[str, int | None], tuple[str, str]]:
    """Of the activities that were taken in the number and the day, by file and place in it."""
    return {
        (filing.file, filing.item): (filing.id, filing.record.accepted)
        for filing in filings
        if isinstance(filing.record, Activity) and filing.record.accepted
    }


def by_row(
    entries: Sequence[tuple[int, Entry]], placed: Mapping[str, Mapping[int, Put]], filings: Iterable[Filing]
) -> dict[tuple[int, int], tuple[str, str]]:
    """The same by sheet and row; placed: where each entry stands in which file."""
    taken = receipts(filings)
    where = [(path, number, put) for path, puts in placed.items() for number, put in puts.items()]
    return {
        (entries[number][0], entries[number][1].row): taken[path, put.item]
        for path, number, put in where
        if (path, put.item) in taken
    }


def digest(kind: Kind, value: Mapping[str, Value]) -> str:
    """Eight letters by which a record that was changed since it was exported is known."""
    raw = json.dumps(_filed(kind, value), ensure_ascii=False, sort_keys=True)
    return hashlib.blake2s(raw.encode(), digest_size=4).hexdigest()


def join(kind: Kind, path: str, entries: Mapping[int, Entry], present: bytes | None, day: str) -> Joined:
    """Put entries into a file of their kind; present: the file as it is, None if there is none; day: on which they came."""
    value, faults = yaml_reader.parse(path, present) if present is not None else (None, [])
    if present is not None and (value is None or any(map(is_error, faults))):
        return _none(
            entries, Clash("E091", f"原来的文件 {path} 里有错，没有动它；请先改好", "python build.py check")
        )
    here = _Joining(kind, path, value, day)
    for number, entry in entries.items():
        here.put(number, entry)
    if not here.changed:
        return Joined(None, here.puts, here.clashes, here.listed)
    if present is not None and (at := _comment(present)):
        wanting = {n: entries[n] for n, put in here.puts.items() if put.outcome != SAME}
        message = f"原来的文件 {path} 第 {at} 行有 # 说明，用表格改会丢掉它，没有动；请直接改这个文件"
        lost = _none(wanting, Clash("E091", message, "在文件里改，再运行 python build.py check"))
        return Joined(None, {n: put for n, put in here.puts.items() if n not in wanting}, here.clashes | lost.clashes, here.listed)  # fmt: skip
    raw = yaml_writer.text(here.items if here.listed else here.items[0]).encode()
    return Joined(raw, here.puts, here.clashes, here.listed)


def _none(entries: Iterable[int], clash: Clash) -> Joined:
    return Joined(None, {}, dict.fromkeys(entries, clash), False)


def _comment(raw: bytes) -> int:
    """The line of the first comment; 0 if there is none. The first line of what was copied says where it goes: that is none."""
    lines = input_files.plain(raw).split("\n")
    lines[0] = "" if re.fullmatch(r"# *20[0-9]{2}/\S+\.yml\s*", lines[0]) else lines[0]
    return next((n for n, line in enumerate(lines, 1) if line.lstrip().startswith("#")), 0)


class _Joining:
    """The items of one file while entries are put in."""

    def __init__(self, kind: Kind, path: str, value: Value | None, day: str) -> None:
        self.kind, self.path, self.day = kind, path, day
        self.listed = isinstance(value, list)
        self.items: list[dict[str, Value]] = list(
            value if isinstance(value, list) else [value] if value else []
        )
        self.before = [_filed(kind, item) for item in self.items]
        self.digests = [digest(kind, item) for item in self.items]
        self.taken: set[int] = set()
        self.puts: dict[int, Put] = {}
        self.clashes: dict[int, Clash] = {}
        self.changed = False

    def put(self, number: int, entry: Entry) -> None:
        """Put one entry in, or say why it cannot be."""
        mine = _filed(self.kind, entry.value)
        same = next((n for n, cells in enumerate(self.before) if cells == mine and n not in self.taken), None)
        if same is not None:
            self._into(number, same, SAME)
        elif (asked := self._answered(mine)) is not None:
            self._answer(number, asked, entry)
        elif entry.version:
            self._replace(number, entry, lambda n: self.digests[n] == entry.version,
                          "这条记录在导出表格以后被别人改过，没有动它；请重新导出再填")  # fmt: skip
        elif entry.mark == CORRECTION:
            self._replace(number, entry, lambda n: self._is_meant(n, mine), "没有找到可以更正的原记录")
        elif (lacking := self._lacking(mine)) is not None:
            self._complete(number, lacking, entry)
        elif not self.items or self._may_grow(entry):
            self._append(number, entry)
        elif self.before:
            was_said = self.before[0]
            both = [
                head for head in was_said if head in mine
            ]  # a contradiction before what only one of them says
            heads = (*both, *was_said, *mine)
            head = next((head for head in heads if was_said.get(head) != mine.get(head)), "")
            was, now = self.before[0].get(head, "（没有）"), mine.get(head, "（没有）")
            message = (
                f"已经有 {self.path}，内容不同：“{head}”原来是 {_short(was)}，这里是 {_short(now)}；没有动它"
            )
            self.clashes[number] = Clash(
                "E088", message, "填报: 更正（要改原来的）；或在“文件”里另取一个名字"
            )
        else:
            message = (
                f"这张表里前面已经有一行写 {self.path}；重复的请删去，真是两场的请在“文件”里写不同的名字"
            )
            self.clashes[number] = Clash("E090", message, "文件: 0529-义诊-2")

    def _answered(self, mine: Mapping[str, str]) -> int | None:
        """The item from which a row differs in nothing but its answers."""
        bare = _without_answers(mine)
        return next(
            (
                n
                for n, cells in enumerate(self.before)
                if _without_answers(cells) == bare and n not in self.taken
            ),
            None,
        )

    def _answer(self, number: int, item: int, entry: Entry) -> None:
        """Answers are added without a word of correction; a row sent once more without them takes none away."""
        if questions.KEY in entry.value:
            self.items[item] = accepted(self.kind, entry.value, self.items[item], self.day)
        self._into(number, item, CHANGED if questions.KEY in entry.value else SAME)

    def _lacking(self, mine: Mapping[str, str]) -> int | None:
        """The activity or tally that says nothing else than a row, which says more."""
        if self.kind is not ACTIVITY and self.kind.name != TALLY:
            return None
        needed = [column.head for column in columns(self.kind) if column.required]
        return next(
            (
                n
                for n, cells in enumerate(self.before)
                if n not in self.taken
                and all(cells.get(head) == mine.get(head) for head in needed)
                and all(mine.get(head, text) == text for head, text in cells.items())
            ),
            None,
        )

    def _complete(self, number: int, item: int, entry: Entry) -> None:
        """What was missing is added to what is there; a row with less takes none away."""
        cols = columns(self.kind)
        before, mine = flat(self.items[item], cols), flat(dict(entry.value), cols)
        more = {path: value for path, value in mine.items() if path not in before}
        if more:
            whole = nested({c.path: {**before, **more}[c.path] for c in cols if c.path in {**before, **more}})
            self.items[item] = accepted(self.kind, whole, self.items[item], self.day)
        self._into(number, item, CHANGED if more else SAME)

    def _may_grow(self, entry: Entry) -> bool:
        """A list takes another item; activities are listed in one file only where they are numbered."""
        if self.kind is not ACTIVITY:
            return self.kind.many
        return "编号" in entry.value and all("编号" in item for item in self.items)

    def _is_meant(self, n: int, mine: Mapping[str, str]) -> bool:
        """The item that a correction is of: the one there is, or the one of the same number or name."""
        if not self.kind.many or (self.kind is ACTIVITY and not self.listed):
            return True
        key = "编号" if "编号" in mine else next(c.head for c in columns(self.kind) if c.required)
        key = "标题" if self.kind.name == "媒体" and "标题" in mine else key
        return self.before[n].get(key) == mine.get(key)

    def _replace(self, number: int, entry: Entry, is_it: Callable[[int], bool], otherwise: str) -> None:
        found = [n for n in range(len(self.before)) if n not in self.taken and is_it(n)]
        if len(found) != 1:
            self.clashes[number] = Clash(
                "E088", f"{otherwise}：{self.path}", f"python build.py template … 重新导出 {self.kind.name}"
            )
            return
        self.items[found[0]] = accepted(self.kind, entry.value, self.items[found[0]], self.day)
        self._into(number, found[0], CHANGED)

    def _append(self, number: int, entry: Entry) -> None:
        self.items.append(accepted(self.kind, entry.value, {}, self.day))
        if len(self.items) > 1 or (self.kind is ACTIVITY and "编号" in entry.value):
            self.listed = True
        self._into(number, len(self.items) - 1, NEW)

    def _into(self, number: int, item: int, outcome: str) -> None:
        self.taken.add(item)
        self.puts[number] = Put(outcome, item)
        self.changed = self.changed or outcome != SAME


def _without_answers(cells: Mapping[str, str]) -> dict[str, str]:
    return {head: text for head, text in cells.items() if head != questions.KEY}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 24 else line[:23] + "…"
