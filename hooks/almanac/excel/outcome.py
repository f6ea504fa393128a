"""What became of a workbook, in words: its faults by cell, and what was changed in reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from almanac.excel.entry import Spot, Wrong, in_order
from almanac.excel.importer import Sheet, Taken
from almanac.excel.merge import Put
from almanac.model.diagnostics import masked, sentence, shown
from almanac.model.fields import JOIN

ALIKE = 4  # so many cells with the same fault are told in one line


def in_words(taken: Taken, file: str) -> Iterator[str]:
    """What became of a workbook, for the terminal."""
    for number, sheet in enumerate(taken.sheets):
        listing = sheet.listing
        if listing.heading is None:
            yield f"工作表“{sheet.page.name}”没有认出表头，没有收。"
        for where, one in gathered(in_order(taken.wrong.get(number, ()))):
            said = sentence(one.message, one.example)
            yield f"{file}〔{sheet.page.name}〕{where}: {one.code} {said}"
        for row, why in listing.left_out():
            yield f"〔{sheet.page.name}〕第 {row + 1} 行：{why}。"


def receipt(number: str, day: str) -> str:
    """That an activity was taken in: its number and the day, empty where nobody knows."""
    return f"备案号 {number}，{day} 受理" if day else f"备案号 {number}"


def received(puts: Iterable[Put], number_and_day: tuple[str, str] | None) -> str:
    """What became of a row; of an activity with its receipt."""
    outcome = "、".join(dict.fromkeys(put.outcome for put in puts))
    return f"{outcome}，{receipt(*number_and_day)}" if number_and_day else outcome


def gathered(found: Iterable[Wrong]) -> Iterator[tuple[str, Wrong]]:
    """Each fault with its cell; what is wrong alike in many rows, once, with the first cells and how many."""
    alike: dict[tuple[str, str, str], list[Wrong]] = {}
    for one in found:
        alike.setdefault((one.code, one.message, one.example), []).append(one)
    for those in alike.values():
        if len(those) < ALIKE:
            yield from ((spot(one.at), one) for one in those)
        else:
            yield f"{'、'.join(spot(one.at) for one in those[:2])} 等 {len(those)} 格", those[0]


def spot(at: Spot) -> str:
    """B5, as spreadsheets name a cell."""
    row, column = at
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return f"{name}{row + 1}"


def changes_in_words(sheet: Sheet) -> Iterator[tuple[str, str, str, str]]:
    """Every change of a sheet: cell, what it was, what it became, by which rules."""
    by_cell: dict[tuple[Spot, str, str], list[str]] = {}
    for change in sheet.listing.changes:
        by_cell.setdefault((change.at, change.before, change.after), []).append(change.rule)
    for (at, before, after), found in sorted(by_cell.items()):
        yield spot(at), masked(shown(before)), masked(shown(after)), JOIN.join(dict.fromkeys(found))
