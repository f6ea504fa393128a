"""What goes back to each filer: that the record came, its number and address, what was changed in reading, what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from almanac.model.diagnostics import Fault, is_error, name_of, sentence
from almanac.model.divisions import Register
from almanac.model.filings import ACTIVITY, BY_FILE
from almanac.parse import discovery
from almanac.validate.context import activity_id


class Received(NamedTuple):
    """A record that was sent: where it goes, what became of it, what was put right in reading, and what is to be said of it."""

    path: str
    outcome: str
    rules: tuple[str, ...]
    faults: Sequence[Fault]


def text(received: Iterable[Received], register: Register, day: str) -> str:
    """The receipts, one association after another, ready to be pasted into a chat."""
    by_filer: dict[str, list[Received]] = {}
    for one in received:
        by_filer.setdefault(register.at(discovery.folder_of(one.path)) or "", []).append(one)
    parts = []
    for code in sorted(by_filer):
        lines = [f"【{register[code].title if code else '单位不明'}】{int(day[5:7])}月{int(day[8:10])}日回执"]
        for one in by_filer[code]:
            lines += _lines(one, code)
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _lines(one: Received, code: str) -> list[str]:
    year, name = int(one.path[:4]), one.path.rpartition("/")[2]
    stem = name.removesuffix(".yml")
    if not one.outcome:
        told = [sentence(fault.message, fault.example) for fault in one.faults if is_error(fault)]
        return [
            f"{name_of(stem)}：没有收，要改 {len(told)} 处，改好再发一次：",
            *(f"  {n}. {words}" for n, words in enumerate(told, 1)),
        ]
    lines = [f"{name_of(stem)}：{one.outcome}。"]
    if code and BY_FILE.get(name, ACTIVITY) is ACTIVITY:
        number = activity_id(year, code, stem)
        lines.append(f"  编号 {number}，发布以后在网站的 /e/{number}/ 可以看到。")
    if one.rules:
        lines.append(f"  读的时候改了：{'、'.join(one.rules)}。")
    lines += [f"  请再看：{sentence(fault.message, fault.example)}" for fault in one.faults]
    return lines
