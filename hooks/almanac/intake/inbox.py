"""What was sent, one thing after another: workbooks and record files, each taken or sent back, and one summary of all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from almanac.excel import feedback, importer, merge, pictures, remembered, result_sheet
from almanac.excel.importer import Context
from almanac.excel.merge import SAME
from almanac.excel.outcome import changes_in_words, in_words, receipt
from almanac.excel.whole_table import COLUMN, Question
from almanac.intake import acceptance, corrections, pasted, photo_files, record_files
from almanac.intake.receipts import Received
from almanac.model.diagnostics import Fault, describe, is_error, name_of
from almanac.model.divisions import Register
from almanac.parse import discovery, encoding, input_files
from almanac.validate.file_layout import PICTURES

_KEY = re.compile(
    "^(?:- )?(?:[一-鿿]{2,6}: |(?:状态|类别)[:：])", re.MULTILINE
)  # what records have and letters have not
_BOOKS = (".xlsx", ".xls", ".xlsm", ".et", ".csv", ".docx")
Ask = Callable[[list[tuple[str, Question]], Mapping[tuple[str, str], str]], dict[tuple[str, str], str]]


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

    def __init__(
        self, context: Context, replace: bool, write: bool, ask: Ask | None = None, memory: Path | None = None
    ) -> None:
        self._replace, self._write, self._ask, self._memory = replace, write, ask, memory
        self._known = remembered.read(memory) if memory else {}
        lasting = {asked: said for asked, said in self._known.items() if asked[1].startswith(COLUMN)}
        self.context = context._replace(answers={**lasting, **context.answers})
        self.received: list[Received] = []
        self._photos: list[photo_files.Sent] = []
        self._activities: dict[str, None] = {}
        self.counts = dict.fromkeys((merge.NEW, merge.CHANGED, SAME), 0)
        self.bad = 0
        self.others = 0
        self.files = 0

    def put(self, name: str, raw: bytes) -> Told:
        """Take one file; name: its path below what was sent, empty for standard input."""
        self.files += 1
        lower = name.lower()
        if lower.endswith(PICTURES):
            self._photos.append(photo_files.Sent(name, raw))
            return Told([])
        if raw[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0") or lower.endswith(_BOOKS):
            return self._book(name or "标准输入", raw)
        text = encoding.decoded(raw) if lower.endswith(".txt") or not name else ""
        if found := corrections.read(input_files.plain(raw, "ignore") if lower.endswith(".yml") else text):
            return Told([line for one in found for line in self._correct(name or "标准输入", one)])
        paste = pasted.read(text)
        if paste.messages:
            return self._paste(name, paste)
        if lower.endswith((".yml", ".yaml")) or _KEY.search(text):
            return self._record(name, text.encode() if lower.endswith(".txt") else raw)
        self.others += 1
        if text.strip():
            shown, way = (name, name) if name else ("标准输入", "-")
            if pasted.is_chain(text):
                return Told(
                    [
                        f"{shown}：是接龙，里面没有记录，没有收；请各家在网上的表里填好，把它给出的那段文字（# {self.context.year}/ 开头）贴进来。"
                    ]
                )
            return Told(
                [
                    f"{shown}：是一段文字，不是记录，没有收；请用 python build.py draft {way} 读它，读出来的核对以后再写。"
                ]
            )
        why = "只收表格（Excel、CSV、Word 里的表）、记录文件（.yml）和照片（.jpg、.png）"
        return Told([f"{name or '标准输入'}：没有收；{why}。"])

    def _book(self, name: str, raw: bytes) -> Told:
        taken = importer.take(raw, name, self.context)
        if taken.asked and self._ask and (answers := self._ask(taken.asked, self._known)):
            taken = importer.take(
                raw, name, self.context._replace(answers={**self.context.answers, **answers})
            )
        if taken.refused:
            self.bad += 1
            return Told([describe(taken.refused)])
        for outcome in self.counts:
            self.counts[outcome] += taken.count(outcome)
        self.bad += taken.bad + taken.held
        if self._write:
            if self._memory:
                remembered.keep(self._memory, taken.answers)
            importer.write(self.context.root, taken.files)
        self._activities |= dict.fromkeys(
            path for path in taken.paths.values() if photo_files.is_activity(path)
        )
        self._photos += _pasted(raw, name, taken)
        codes = [entry.code for sheet in taken.sheets for entry in sheet.listing.entries]
        code = self.context.base or _common(codes, self.context.register)
        answer = feedback.returned(taken, code, self.context)
        changes = sum(len(list(changes_in_words(sheet))) for sheet in taken.sheets)
        read = [f"有 {changes} 处读的时候变化了，都列在核对过的表里。"] if changes else []
        years = sorted({path[:4] for path in taken.paths.values()} - {str(self.context.year)})
        other = "".join(f"写的是 {year} 年，放在 {year} 年里。" for year in years)
        return Told(
            [f"{name}：{result_sheet.summary(taken)}。{other}", *in_words(taken, name), *read], answer
        )

    def _paste(self, name: str, paste: pasted.Paste) -> Told:
        """The records of a text that was copied, each taken for itself."""
        words: list[str] = []
        for message in paste.messages:
            alone = len(paste.messages) == 1
            file = name if alone or message.address else ""
            words += self._record(file, message.text.encode(), message, alone).words
        shown = name or "标准输入"
        if paste.skipped:
            words.append(f"{shown}：跳过了 {paste.skipped} 行，不是记录（昵称、时间、闲话）。")
        words += [f"{shown}：{name_of(one)} 贴了不止一份，收的是最后一份。" for one in paste.again]
        return Told(words)

    def _record(
        self, name: str, raw: bytes, message: pasted.Message | None = None, alone: bool = True
    ) -> Told:
        shown = name or "标准输入"
        if message and not message.address and not alone:
            shown = f"{shown}第 {message.lines[0]} 行起的那条"
        path = record_files.address(raw, name, self.context)
        if path.endswith("/通知.yml"):
            self.bad += 1
            return Told([f"{shown}：当年的通知不从这里收；请直接改记录文件夹里的 {path}。"])
        if not path:
            self.bad += 1
            return Told(
                [
                    f"{shown}：不知道是哪个协会的，没有收；放进协会的文件夹（甲市/乙县/…），或加 --who 甲市/乙县。"
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
        return self._filed(shown, path, raw, message)

    def _filed(self, shown: str, path: str, raw: bytes, message: pasted.Message | None) -> Told:
        """What becomes of a record file that goes to a path."""
        year, sent = int(path[:4]), raw
        raw = acceptance.taken_in(raw, path, self.context)
        named = photo_files.wanted(raw, path.rpartition("/")[0], self._photos)
        found = record_files.take_text(raw, shown, path, self.context, self._replace, named)
        if not found.outcome:
            as_sent = record_files.take_text(sent, shown, path, self.context, True, named)
            found = found if as_sent.outcome else as_sent  # its lines are those of what was sent
        faults = [_where(fault, message) for fault in found.faults]
        rules = message.rules if message else ()
        self.received.append(Received(path, found.outcome, rules, faults, found.receipts))
        if not found.outcome:
            self.bad += 1
            return Told(
                [
                    f"{shown}：有 {sum(map(is_error, faults))} 处错，没有收。",
                    *map(describe, faults),
                ]
            )
        self.counts[found.outcome] += 1
        self._activities |= {path: None} if photo_files.is_activity(path) else {}
        if self._write and found.outcome != SAME:
            importer.write(self.context.root, {**named, path: raw})
        self._photos = [
            one
            for one in self._photos
            if f"{path.rpartition('/')[0]}/{one.name.rpartition('/')[2]}" not in named
        ]
        other = f"写的是 {year} 年，放在 {year} 年里。" if year != self.context.year else ""
        received = "".join(f"{receipt(*one)}。" for one in found.receipts)
        words = f"{shown}：{found.outcome}，{name_of(path)}。{received}{other}"
        return Told([words, *map(describe, faults)])

    def _correct(self, shown: str, correction: corrections.Correction) -> list[str]:
        """Put right an activity that is filed, after a yes to what changes."""
        made = corrections.corrected(correction, self.context, self._photos)
        self._photos = [one for one in self._photos if one not in made.photos.photos]
        name = f"{shown}：更正 {name_of(correction.number)}"
        if made.wrong:
            self.bad += 1
            return [f"{name}：没有收，{made.wrong}。"]
        if not made.changes:
            self.counts[SAME] += 1
            return [f"{name}：和记录里的一样，没有动。"]
        found = record_files.take_text(made.raw, shown, made.path, self.context, True, made.photos.files)
        if not found.outcome:
            self.bad += 1
            self.received.append(Received(made.path, "", (), found.faults))
            return [
                f"{name}，{name_of(made.path)}：改了会有错，没有收。",
                *made.changes,
                *map(describe, found.faults),
            ]
        if self._write and not self._agreed(name, made):
            self.bad += 1
            return [
                f"{name}，{name_of(made.path)}：还没有收，请先看改了什么：",
                *made.changes,
                f"都对的，再来一次，加 --say {corrections.WORD}=是。",
            ]
        if self._write:
            importer.write(self.context.root, {**made.photos.files, made.path: made.raw})
        self.counts[merge.CHANGED] += 1
        self.received.append(Received(made.path, merge.CHANGED, (), found.faults, found.receipts))
        return [
            f"{name}：{merge.CHANGED}，{name_of(made.path)}。",
            *made.changes,
            *map(describe, found.faults),
        ]

    def _agreed(self, name: str, made: corrections.Corrected) -> bool:
        """Whether somebody who has seen what changes says yes, or said so beforehand."""
        words = "\n".join((f"{name}，{name_of(made.path)}：", *made.changes, "改吗"))
        question = Question(corrections.WORD, words, f"{corrections.WORD}: 是", ("是", "否"))
        return self._answers([question]).get(corrections.WORD) == "是"

    def photos(self) -> list[str]:
        """Put the photos that were sent beside their records; what is said of them."""
        if not self._photos or not self._write:
            return [f"照片 {len(self._photos)} 张，没有写。"] if self._photos else []
        files, words = photo_files.take(self._photos, list(self._activities), self.context, self._answers)
        importer.write(self.context.root, files)
        self.others += sum("没有收" in line for line in words)
        return words

    def _answers(self, asked: Sequence[Question]) -> dict[str, str]:
        """What is said of photos and corrections, beforehand or when asked."""
        known = {key: said for (sheet, key), said in self.context.answers.items() if not sheet}
        open_ = [("", one) for one in asked if one.key not in known]
        said = self._ask(open_, {}) if open_ and self._ask else {}
        return known | {key: words for (_, key), words in said.items()}

    @property
    def in_vain(self) -> bool:
        """Whether something was sent and nothing of it is or was here."""
        return bool(self.others) and not any(self.counts.values())

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


def _where(fault: Fault, message: pasted.Message | None) -> Fault:
    """A fault at its line in the text that was pasted."""
    if message is None or not 0 < fault.place.line <= len(message.lines):
        return fault
    return fault._replace(place=fault.place._replace(line=message.lines[fault.place.line - 1]))


def _pasted(raw: bytes, name: str, taken: importer.Taken) -> Iterator[photo_files.Sent]:
    """The photos that were pasted into a workbook beside the rows of activities."""
    by_row = {(taken.sheets[number].page.name, row): path for (number, row), path in taken.paths.items()}
    for n, one in enumerate(pictures.of(raw), 1):
        path = by_row.get((one.sheet, one.row), "")
        ending = one.name.rpartition(".")[2]
        yield photo_files.Sent(
            f"{Path(name).stem} 第 {one.row + 1} 行的图 {n}.{ending}",
            one.raw,
            path if photo_files.is_activity(path) else "",
        )
