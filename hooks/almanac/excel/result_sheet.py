"""What a returned workbook says of all its rows: the sum, every fault, every change, what was left out; and what marks each sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from almanac.excel.entry import Spot, in_order
from almanac.excel.importer import Taken
from almanac.excel.outcome import changes_in_words, gathered, received, spot
from almanac.excel.whole_table import ANSWERS, Question
from almanac.model.diagnostics import masked, sentence, shown

RESULT = "核对结果"
RED, YELLOW, BLUE = "#F8CBAD", "#FFE699", "#DDEBF7"
WIDTHS = (14, 9, 9, 60, 44)
_HOW = (
    "红色的格子有错，这一行没有收；黄色的请看一眼，Q 开头的改掉或在“已核”一列答复；"
    "蓝色的收了，读法有变化。改好红色的，把这个文件再交一次就行，收过的不会重复。"
)


class Line(NamedTuple):
    """One line of the sheet of results: title, plain, head, cells or empty."""

    kind: str
    texts: tuple[str, ...] = ()


def lines(taken: Taken) -> Iterator[Line]:
    """The sheet of results, line by line."""
    yield Line("title", (f"核对结果：{summary(taken)}",))
    yield Line("plain", (_HOW,))
    yield Line("empty")
    tables: tuple[tuple[str, tuple[str, ...], Iterator[tuple[str, ...]]], ...] = (
        ("要改的和要看的", ("工作表", "格", "代码", "说明", "例"), _faults(taken)),
        ("读的时候变化了的", ("工作表", "格", "", "原来写的", "读作（规则）"), _changes(taken)),
        ("没有收的行", ("工作表", "行", "", "原因", ""), _skipped(taken)),
    )
    for title, heads, rows in tables:
        found = list(rows)
        yield Line("title", (f"{title}：{len(found)} 处" if found else f"{title}：没有",))
        if found:
            yield Line("head", heads)
            yield from (Line("cells", row) for row in found)
        yield Line("empty")


def choices(question: Question) -> str:
    """What may be answered to a question about a whole table."""
    return "、".join(question.choices) or question.example.partition(": ")[2]


class Marks(NamedTuple):
    """What is shown in one sheet: the ground of cells, notes at cells, and for each row its sentence and its ground."""

    fills: dict[Spot, str]
    notes: dict[Spot, str]
    rows: dict[int, tuple[str, str]]


def marks(taken: Taken, number: int) -> Marks:
    """Faults in red, what to look at in yellow, changes in blue; for each row what became of it."""
    listing = taken.sheets[number].listing
    fills, notes, bad = dict[Spot, str](), dict[Spot, list[str]](), dict[int, list[str]]()
    for change in listing.changes:
        fills[change.at] = BLUE
        notes.setdefault(change.at, []).append(f"读作：{masked(shown(change.after))}（{change.rule}）")
    for one in reversed(in_order(taken.wrong.get(number, ()))):
        fills[one.at] = RED if one.code[0] == "E" or fills.get(one.at) == RED else YELLOW
        words = f"{one.code} {sentence(one.message, one.example)}"
        notes.setdefault(one.at, []).insert(0, words)
        bad.setdefault(one.at[0], []).insert(0, f"{spot(one.at)} {words}")
    head = listing.heading.row if listing.heading else -1
    outcomes = {
        row: received(puts, taken.receipts.get((page, row)))
        for (page, row), puts in taken.puts.items()
        if page == number
    }
    rows = {}
    for row in sorted({*outcomes, *bad, *listing.skipped}):
        wrong = bad.get(row, []) if row != head else []
        errors = any(" E" in words[:10] for words in wrong)
        said = [outcomes[row]] if row in outcomes and not errors else []
        text = "\n".join([*said, *wrong]) or listing.skipped.get(row, "")
        if text and row > head:
            rows[row] = text, RED if errors else YELLOW if wrong else ""
    return Marks(fills, {at: "\n".join(words) for at, words in notes.items()}, rows)


def summary(taken: Taken) -> str:
    """How many rows became what."""
    counts = [
        (taken.count("新收"), "行新收"),
        (taken.count("更正"), "行更正"),
        (taken.count("已经有了"), "行原来就有"),
        (taken.bad, "行有错没有收"),
        (taken.held, f"条先没有收（在“{ANSWERS}”那一页说一次就行）"),
    ]
    skipped = len(list(_skipped(taken)))
    told = [f"{number} {words}" for number, words in counts if number] + (
        [f"{skipped} 行不是记录"] if skipped else []
    )
    return "，".join(told) or "没有要收的行"


def _faults(taken: Taken) -> Iterator[tuple[str, ...]]:
    for number, sheet in enumerate(taken.sheets):
        for where, one in gathered(in_order(taken.wrong.get(number, ()))):
            yield sheet.page.name, where, one.code, masked(one.message), masked(one.example)
    for sheet in taken.sheets:
        if sheet.listing.heading is None:
            yield sheet.page.name, "", "", "没有认出表头，这张工作表没有收", ""


def _changes(taken: Taken) -> Iterator[tuple[str, ...]]:
    for sheet in taken.sheets:
        for at, before, after, rule in changes_in_words(sheet):
            yield sheet.page.name, at, "", before, f"{after}（{rule}）"


def _skipped(taken: Taken) -> Iterator[tuple[str, ...]]:
    for sheet in taken.sheets:
        for row, why in sheet.listing.left_out():
            yield sheet.page.name, f"第 {row + 1} 行", "", why, ""
