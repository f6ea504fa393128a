"""What was sent, one thing after another: workbooks and record files, each taken or sent back, and one summary of all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from almanac import finding, joining, sent, taking
from almanac.documents import returned
from almanac.faults import describe, is_error
from almanac.misplaced import PICTURES
from almanac.register import Register
from almanac.taking import Context

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
        self.counts = dict.fromkeys((joining.NEW, joining.CHANGED, joining.SAME), 0)
        self.bad = 0
        self.others = 0
        self.files = 0

    def put(self, name: str, raw: bytes) -> Told:
        """Take one file; name: its path below what was sent, empty for standard input."""
        self.files += 1
        lower = name.lower()
        if raw[:4] == b"PK\x03\x04" or raw[:4] == b"\xd0\xcf\x11\xe0" or lower.endswith(_BOOKS):
            return self._book(name or "标准输入", raw)
        if lower.endswith((".yml", ".yaml")) or not name:
            return self._record(name, raw)
        self.others += 1
        why = "照片请放进协会的文件夹" if lower.endswith(PICTURES) else "只收 Excel 表和记录文件（.yml）"
        return Told([f"{name}：没有收；{why}。"])

    def _book(self, name: str, raw: bytes) -> Told:
        taken = taking.take(raw, name, self.context)
        if taken.refused:
            self.bad += 1
            return Told([describe(taken.refused)])
        for outcome in self.counts:
            self.counts[outcome] += taken.count(outcome)
        self.bad += taken.bad
        if self._write:
            taking.write(self.context.root, taken.files)
        register, year = self.context.register, self.context.year
        codes = [entry.code for sheet in taken.sheets for entry in sheet.listing.entries]
        code = self.context.base or _common(codes, register)
        answer = returned.returned(taken, register, code, self.context.notices.get(year), self.context.today)
        changes = sum(len(list(taking.changes_in_words(sheet))) for sheet in taken.sheets)
        read = [f"有 {changes} 处读的时候变化了，都列在核对过的表里。"] if changes else []
        return Told([f"{name}：{returned.summary(taken)}。", *taking.in_words(taken, name), *read], answer)

    def _record(self, name: str, raw: bytes) -> Told:
        shown = name or "标准输入"
        path = sent.address(raw, name, self.context)
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
        whose = self.context.register.at(finding.folder_of(path)) or ""
        if not whose.startswith(self.context.base):
            self.bad += 1
            within = self.context.register[self.context.base].title
            return Told([f"{shown}：要放到 {path}，不在“{within}”里面，没有收。"])
        found = sent.take_text(raw, shown, path, self.context, self._replace)
        if not found.outcome:
            self.bad += 1
            errors = sum(map(is_error, found.faults))
            return Told([f"{shown}：有 {errors} 处错，没有收。", *map(describe, found.faults)])
        self.counts[found.outcome] += 1
        if self._write and found.outcome != joining.SAME:
            taking.write(self.context.root, {path: raw})
        return Told([f"{shown}：{found.outcome}，{path}。", *map(describe, found.faults)])

    def summary(self) -> str:
        """All of it in one line."""
        return f"共 {self.files} 个文件：" + "，".join(self._summed()) + "。"

    def _summed(self) -> Iterator[str]:
        words = {joining.NEW: "新收 {} 条", joining.CHANGED: "更正 {} 条", joining.SAME: "原来就有 {} 条"}
        yield from (words[outcome].format(number) for outcome, number in self.counts.items() if number)
        if self.bad:
            yield f"有错没有收 {self.bad} 条"
        if self.others:
            yield f"别的文件 {self.others} 个没有收"
        if not (any(self.counts.values()) or self.bad or self.others):
            yield "没有可收的"
