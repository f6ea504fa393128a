"""All faults of a check as one text for the screen: each with its line and a caret, those that are the same once."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from almanac.model import alike
from almanac.model.diagnostics import (
    Fault,
    describe,
    is_error,
    is_private,
    is_question,
    masked,
    name_of,
    shown,
)

WINDOW = 96  # cells of a source line that are shown around the place
WHOLE_FILE = frozenset({"E001", "E002", "E004", "E205"})  # size, nothing in it, encoding, name: no line


def _cells(c: str) -> int:
    """Columns of a fixed-width screen one character takes: Han two, combining marks none."""
    if unicodedata.combining(c):
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1


def _excerpt(line: str, column: int) -> list[str]:
    """The source line (a window of it, if it is long) and a caret under the column."""
    at = min(column - 1, len(line))
    start, end = max(0, at - WINDOW // 3), min(len(line), at + WINDOW // 3)
    start = 0 if end <= WINDOW // 2 else start
    end = len(line) if len(line) - start <= WINDOW // 2 else end
    text = shown(masked(line)[start:end], WINDOW)
    lead = "…" if start else ""
    cells = sum(map(_cells, lead + text[: at - start]))
    return [f"    {lead}{text}{'…' if end < len(line) else ''}", " " * (4 + cells) + "^"]


def report(faults: Iterable[Fault], text_of: Callable[[str], str | None], most: int | None = None) -> str:
    """Personal data first, then questions, then all else, sorted, each with its source line and a caret; the last line counts them all.

    text_of: the text of a file by its shown path, None if there is none; most: so many questions and so many
    warnings are listed at most, and how many are not is said.
    A line with personal data in it is not shown again.
    """
    ordered = sorted(set(faults), key=lambda fault: (not is_private(fault), not is_question(fault), fault))
    private = {fault.place[:2] for fault in ordered if is_private(fault)}
    sources: dict[str, list[str]] = {}
    listed, out = _listed(ordered, most), list[str]()
    asked = sum(map(is_question, ordered))
    if asked:
        out.append(
            f"有 {asked} 处待核（Q 开头）：写错的改掉；没有错的，把“没有错就写”后面的一行加进那条记录。"
        )
    for one in listed:
        fault = one.fault
        out.append(describe(fault))
        file, row = fault.place.file, fault.place.line - 1
        if file not in sources:
            sources[file] = (text_of(file) or "").split("\n")
        line = sources[file][row] if 0 <= row < len(sources[file]) else ""
        if line.strip() and fault.place[:2] not in private and fault.code not in WHOLE_FILE:
            out += _excerpt(line, fault.place.column)
        out += [f"    {alike.elsewhere(one, name_of)}"] * bool(one.others)
    if left := len(ordered) - alike.number(listed):
        out.append(f"还有 {left} 处没有列出；全部的见 python build.py check")
    return "\n".join([*out, _count(ordered), ""])


def _listed(ordered: list[Fault], most: int | None) -> list[alike.Told]:
    """All errors, and the first of the questions and of the warnings; the same mistake once."""
    told = alike.together(ordered)
    if most is None:
        return told
    kept: dict[str, int] = {}
    listed = []
    for one in told:
        kind = one.fault.code[0]
        kept[kind] = kept.get(kind, 0) + 1
        if is_error(one.fault) or kept[kind] <= most:
            listed.append(one)
    return listed


def _count(faults: list[Fault]) -> str:
    """How many errors, warnings and questions there are."""
    errors, asked = sum(map(is_error, faults)), sum(map(is_question, faults))
    warnings = len(faults) - errors - asked
    if not faults:
        return "没有发现错误。"
    more = (f"，{warnings} 处提醒" if warnings else "") + (f"，{asked} 处待核" if asked else "")
    return f"共 {errors} 处错误{more}。" if errors else f"没有错误{more}。"
