"""What was sent, one thing after another: workbooks and record files, each taken or sent back, and one summary of all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from almanac.excel import feedback, importer, merge
from almanac.excel.importer import Context
from almanac.excel.merge import SAME
from almanac.excel.outcome import changes_in_words, in_words, receipt
from almanac.intake import acceptance
from almanac.load import records
from almanac.model.diagnostics import Fault, Place, describe, is_error, name_of, on
from almanac.model.divisions import Register
from almanac.model.fields import columns
from almanac.model.filings import ACTIVITY, BY_FILE, Activity
from almanac.parse import discovery, input_files, spelling, yaml_reader, yaml_writer
from almanac.parse.discovery import Paper, files_in
from almanac.validate.file_layout import PICTURES

_YEAR = re.compile("20[0-9]{2}")
_DATED = re.compile(r"(?m)^[ -]*(?:开始|截至): *\"?(20[0-9]{2})[-年./]")  # of activities and tallies
_KEY = re.compile(
    "^(?:- )?(?:[一-鿿]{2,6}: |(?:状态|类别)[:：])", re.MULTILINE
)  # what records have and letters have not
CORRECTION = "更正 "  # how a form's text begins that puts right an activity on the site
_BOOKS = (".xlsx", ".xls", ".xlsm", ".et")


class Told(NamedTuple):
    """What became of one thing that was sent: in words, and the workbook that goes back."""

    words: list[str]
    answer: bytes | None = None


def _common(codes: list[str], register: Register) -> str:
    """The lowest association at or above all of these."""
    prefixes = [unit.code for unit in register.line(codes[0])] if codes else [register.root]
    return next(code for code in reversed(prefixes) if all(each.startswith(code) for each in codes))


class Inbox:
    """Takes what was sent in its order; what came before is already filed when the next is looked at."""

    def __init__(self, context: Context, replace: bool, write: bool) -> None:
        self.context, self._replace, self._write = context, replace, write
        self.counts = dict.fromkeys((merge.NEW, merge.CHANGED, SAME), 0)
        self.bad = 0
        self.others = 0
        self.files = 0

    def put(self, name: str, raw: bytes) -> Told:
        """Take one file; name: its path below what was sent, empty for standard input."""
        self.files += 1
        lower = name.lower()
        if raw[:4] == b"PK\x03\x04" or raw[:4] == b"\xd0\xcf\x11\xe0" or lower.endswith(_BOOKS):
            return self._book(name or "标准输入", raw)
        text = decoded(raw) if lower.endswith(".txt") or not name else ""
        if lower.endswith((".yml", ".yaml")) or _KEY.search(text):
            return self._record(name, text.encode() if lower.endswith(".txt") else raw)
        self.others += 1
        if text.strip():
            shown, way = (name, name) if name else ("标准输入", "-")
            return Told(
                [
                    f"{shown}：是一段文字，不是记录，没有收；请用 python build.py draft {way} 读它，读出来的核对以后再写。"
                ]
            )
        why = "照片请放进协会的文件夹" if lower.endswith(PICTURES) else "只收 Excel 表和记录文件（.yml）"
        return Told([f"{name or '标准输入'}：没有收；{why}。"])

    def _book(self, name: str, raw: bytes) -> Told:
        taken = importer.take(raw, name, self.context)
        if taken.refused:
            self.bad += 1
            return Told([describe(taken.refused)])
        for outcome in self.counts:
            self.counts[outcome] += taken.count(outcome)
        self.bad += taken.bad
        if self._write:
            importer.write(self.context.root, taken.files)
        codes = [entry.code for sheet in taken.sheets for entry in sheet.listing.entries]
        code = self.context.base or _common(codes, self.context.register)
        answer = feedback.returned(taken, code, self.context)
        changes = sum(len(list(changes_in_words(sheet))) for sheet in taken.sheets)
        read = [f"有 {changes} 处读的时候变化了，都列在核对过的表里。"] if changes else []
        return Told([f"{name}：{feedback.summary(taken)}。", *in_words(taken, name), *read], answer)

    def _record(self, name: str, raw: bytes) -> Told:
        shown = name or "标准输入"
        if (said := _first_comment(raw)).startswith(CORRECTION):
            self.bad += 1
            which = said.removeprefix(CORRECTION)
            return Told(
                [
                    f"{shown}：是对已公布的活动 {name_of(which)} 的更正，没有收；请照它改原来的记录文件，再用 check 核对。"
                ]
            )
        path = address(raw, name, self.context)
        if path.endswith("/通知.yml"):
            self.bad += 1
            return Told([f"{shown}：当年的通知不从这里收；请直接改记录文件夹里的 {path}。"])
        if not path:
            self.bad += 1
            return Told(
                [
                    f"{shown}：不知道是哪个协会的，没有收；放进协会的文件夹（长沙市/浏阳市/…），或加 --who 长沙市/浏阳市。"
                ]
            )
        if (year := path[:4]) not in map(str, self.context.notices):
            self.bad += 1
            return Told(
                [f"{shown}：写的是 {year} 年，这里没有 {year} 年的通知，没有收；年份写错了请改第一行和日期。"]
            )
        whose = self.context.register.at(discovery.folder_of(path)) or ""
        if not whose.startswith(self.context.base):
            self.bad += 1
            within = self.context.register[self.context.base].title
            return Told([f"{shown}：要放到 {name_of(path)}，不在“{within}”里面，没有收。"])
        return self._filed(shown, path, raw)

    def _filed(self, shown: str, path: str, raw: bytes) -> Told:
        """What becomes of a record file that goes to a path."""
        year, sent = int(path[:4]), raw
        if path.rpartition("/")[2] not in BY_FILE:
            there = input_files.is_plain(self.context.root, path)
            present = input_files.content(self.context.root, path) if there else None
            raw = acceptance.accepted(raw, present, self.context.today.iso)
        found = take_text(raw, shown, path, self.context, self._replace)
        if not found.outcome:
            as_sent = take_text(sent, shown, path, self.context, True)  # its lines are those of what was sent
            found = found if as_sent.outcome else as_sent
            self.bad += 1
            return Told(
                [
                    f"{shown}：有 {sum(map(is_error, found.faults))} 处错，没有收。",
                    *map(describe, found.faults),
                ]
            )
        self.counts[found.outcome] += 1
        if self._write and found.outcome != SAME:
            importer.write(self.context.root, {path: raw})
        other = f"写的是 {year} 年，放在 {year} 年里。" if year != self.context.year else ""
        received = "".join(f"{receipt(*one)}。" for one in found.receipts)
        words = f"{shown}：{found.outcome}，{name_of(path)}。{received}{other}"
        return Told([words, *map(describe, found.faults)])

    def summary(self) -> str:
        """All of it in one line."""
        return f"共 {self.files} 个文件：" + "，".join(self._summed()) + "。"

    def _summed(self) -> Iterator[str]:
        words = {merge.NEW: "新收 {} 条", merge.CHANGED: "更正 {} 条", SAME: "原来就有 {} 条"}
        yield from (words[outcome].format(number) for outcome, number in self.counts.items() if number)
        if self.bad:
            yield f"有错没有收 {self.bad} 条"
        if self.others:
            yield f"别的文件 {self.others} 个没有收"
        if not (any(self.counts.values()) or self.bad or self.others):
            yield "没有可收的"


# ---------------------------------------------------------------- record files


class Sent(NamedTuple):
    """A record file that was sent: where it goes, what is wrong with it; outcome empty: it was not taken.

    receipts: of each activity in it that was taken in, its number and the day.
    """

    path: str
    outcome: str
    faults: list[Fault]
    receipts: list[tuple[str, str]]


def take_text(raw: bytes, file: str, path: str, context: Context, replace: bool) -> Sent:
    """Check one record file as if it stood at its path; its bytes are kept as they are."""
    stands = input_files.is_plain(context.root, path)
    if stands and input_files.content(context.root, path) == raw:
        return Sent(path, SAME, [], [])
    known = records.known_to(context.root, context.register, dict(context.notices))
    on_disk = known.exists
    known = known._replace(exists=lambda asked: asked == path or on_disk(asked))
    papers = [Paper(path, len(raw), 0, False)]
    folder = path.rpartition("/")[0]
    if (context.root / folder).is_dir():
        papers += [paper for paper in files_in(context.root, folder) if paper.path != path]
    files = records.Files(context.root, known, context.name, {path: raw})
    shown_path = f"{context.name}/{path}"
    loaded = records.load(files, papers)
    held = on(loaded.faults, context.today)
    faults = [
        fault._replace(place=fault.place._replace(file=file))
        for fault in held
        if fault.place.file == shown_path
    ]
    if not any(map(is_error, faults)) and stands and not replace:
        message = f"已经有 {path}，内容不同，没有动它；要以送来的为准，加 --replace"
        faults.append(Fault(Place(file), "E088", message, "python build.py import … --replace"))
    if any(map(is_error, faults)):
        return Sent(path, "", faults, [])
    mine = [filing for filing in loaded.filings if filing.file == path]
    received = [
        (f.id, f.record.accepted) for f in mine if isinstance(f.record, Activity) and f.record.accepted
    ]
    return Sent(path, merge.CHANGED if stands else merge.NEW, faults, received)


def address(raw: bytes, file: str, context: Context) -> str:
    """Where a record file goes: the association's folder in its own path or in its first comment line, else the base's.

    file: its path below the folder that was sent, `长沙市/浏阳市/0528-义诊.yml`; empty for standard input.
    """
    comment = _first_comment(raw)
    said = comment if comment.endswith(".yml") else ""
    year = _dated(raw) or context.year
    for way in (said, file):
        parts = [
            unicodedata.normalize("NFC", part)
            for part in way.replace("\\", "/").split("/")
            if part not in ("", ".", "..")
        ]
        if years := [part for part in parts if _YEAR.fullmatch(part)]:
            parts = parts[parts.index(years[-1]) + 1 :]
            year = int(years[-1])
        for first in range(max(len(parts) - 1, 0)):
            if code := context.register.at("/".join(parts[first:-1])):
                return _full(context, year, code, parts[-1])
    if not context.base:
        return ""
    return _full(context, year, context.base, Path(said or file).name or _named(raw, year))


def _first_comment(raw: bytes) -> str:
    """The words of a file's first line if it is a comment: where a form's record goes, or which it corrects."""
    head = raw[:300].decode("utf-8", "ignore").lstrip("\ufeff").split("\n", 1)[0]
    return head.lstrip("# ").strip() if head.startswith("#") else ""


def _dated(raw: bytes) -> int:
    """The year that the days of a record say, whatever this year's campaign is; 0 if they say none, or several."""
    found = {int(year) for year in _DATED.findall(raw.decode("utf-8", "ignore"))}
    return found.pop() if len(found) == 1 else 0


def _full(context: Context, year: int, code: str, name: str) -> str:
    name = f"{name.rpartition('.')[0]}.yml" if name.endswith((".yaml", ".txt")) else name
    return "/".join(part for part in (str(year), context.register.path(code), name) if part)


def decoded(raw: bytes) -> str:
    """The words of a text file, of Windows' old encoding too; empty if it is none."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return "" if "\0" in text else text
    return ""


def _named(raw: bytes, year: int) -> str:
    """A file name for what came without one: of a kind by its keys, else an activity's."""
    value, _ = yaml_reader.parse("", raw)
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, dict):
        return "活动.yml"
    first = spelling.record(ACTIVITY, first, spelling.customs(year, None))
    fits = {name: sum(column.path[0] in first for column in columns(kind)) for name, kind in BY_FILE.items() if kind.name != "通知"}  # fmt: skip
    best = max(fits, key=lambda name: fits[name])
    own = sum(key in first for key in ("名称", "类别", "状态", "开始", "地点", "成效"))
    return best if fits[best] > own else yaml_writer.file_name(first)
