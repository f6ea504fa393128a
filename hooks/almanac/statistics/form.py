"""The issued form (附件2) as a grid: heads and cells with their spans, as the year's notice lays it out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from almanac.model.filings import Block, Notice
from almanac.model.words import CellStatus
from almanac.statistics.totals import Sum
from almanac.views.campaign_year import long_day

if TYPE_CHECKING:
    from almanac.statistics.table import StatisticsTable


class Square(NamedTuple):
    """One square of the form. kind: block, head, part or value; wide, high: how many columns and rows it spans.

    cell: of a value, the cell it shows; heads: the words above it, for whoever cannot see the form.
    """

    kind: str
    text: str
    wide: int = 1
    high: int = 1
    cell: str = ""
    heads: str = ""


BY_SIGNER = "各张表不计的不同"
BESIDE = {
    "publicity-province-sessions": "省级宣传活动场次",
    "publicity-province-people": "省级宣传人数",
    "visits-province-sessions": "省级慰问服务场次",
    "visits-province-people": "省级慰问人数",
}


def columns(notice: Notice) -> int:
    """How many columns the grid has besides the first: every block divides them evenly."""
    return math.lcm(*[len(block.columns) * len(block.measures) for block in notice.blocks] or [1])


def grid(notice: Notice) -> Iterator[tuple[Square, ...]]:
    """The rows of the form from top to bottom, without numbers: three for each block."""
    whole = columns(notice)
    for block in notice.blocks:
        part = whole // (len(block.columns) * len(block.measures))
        wide = part * len(block.measures)
        yield (
            Square("block", block.name, 1, 3),
            *(Square("head", column.name, wide) for column in block.columns),
        )
        yield tuple(Square("part", words, part) for column in block.columns for words in column.parts)
        yield tuple(_values(block, part))


def _values(block: Block, part: int) -> Iterator[Square]:
    for column in block.columns:
        for words, measure in zip(column.parts, block.measures, strict=True):
            heads = f"{block.name}，{column.name}，{words}"
            yield Square("value", "", part, 1, f"{block.slug}-{column.slug}-{measure}", heads)


def words_of(one: Sum | None) -> str:
    """A number as the form shows it; nothing where nobody has reported."""
    return str(one.value) if one and one.known else ""


def names(notice: Notice) -> dict[str, str]:
    """Each cell in words: 宣传活动，市州级计生协，活动场次."""
    return {square.cell: square.heads for row in grid(notice) for square in row if square.kind == "value"}


def short_names(notice: Notice) -> dict[str, tuple[str, str, str]]:
    """Each cell's block, column and part in words."""
    return {
        f"{block.slug}-{column.slug}-{measure}": (block.name, column.name, words)
        for block in notice.blocks
        for column in block.columns
        for words, measure in zip(column.parts, block.measures, strict=True)
    }


# ---------------------------------------------------------------- what is printed below it


def title(notice: Notice) -> str:
    """What is printed above the form."""
    return notice.form.title if notice.form else "信息统计表"


def attachment(notice: Notice) -> str:
    """Which attachment of the notice the form is: 附件2; empty where the notice does not say."""
    listed = [*notice.attachments]
    return f"附件{listed.index(title(notice)) + 1}" if title(notice) in listed else ""


def filled(sheet: StatisticsTable) -> str:
    """The day on which the form was filled in, as it is printed: 2021年6月28日."""
    return long_day(sheet.returned.filled) if sheet.returned.filled else ""


def mark(sheet: StatisticsTable, cell: str) -> str:
    """What stands at a number: * for an approximate one, R1 for a revised one, ≠ where the records now say another."""
    one, status = sheet.sums.get(cell), sheet.status.get(cell, "")
    revised = status if status not in (*CellStatus, "") else ""
    return f"{'*' if one and one.approximate else ''}{revised}{'≠' if differs(sheet, cell) else ''}"


def differs(sheet: StatisticsTable, cell: str) -> bool:
    """Whether the records say otherwise than what was signed, and nobody has revised it."""
    return any(each.cell == cell for each in sheet.differences)


def own_notes(notice: Notice) -> tuple[str, ...]:
    """The notes of the form as the notice prints them."""
    return notice.form.notes if notice.form else ()


def footnotes(sheet: StatisticsTable) -> list[str]:
    """What must be known of the numbers, apart from the form's own notes: blanks, approximations, tallies, revisions."""
    cells = names(sheet.notice)
    said = []
    known = [(cell, one) for cell, one in sheet.sums.items() if cell in cells]
    blank = [cell for cell in cells if not (cell in sheet.sums and sheet.sums[cell].known)]
    if blank:
        said.append(f"空着的 {len(blank)} 格没有填报，不是零。")
    said += [
        note
        for note in (
            _counted(
                known,
                "approximate",
                "带 * 的含约数（写作“800余”“近300”的，按数字计），有 {} 格，涉及 {} 条记录。",
            ),
            _counted(known, "converted", "慰问人数中由户数按一户一人计得的有 {} 格，共 {} 人。"),
            _counted(known, "tallied", "含汇总（没有逐场填报的部分）的有 {} 格。"),
            _counted(known, "late", "含活动时间以外举办的活动的有 {} 格。"),
            _unknown(known),
            _counted(
                known, "system", "媒体宣传中发在计生协系统自己的网站、内刊、账号上的有 {} 格，共 {} 篇。"
            ),
            _zeros(sheet, cells),
            _by_signer(sheet, cells),
        )
        if note
    ]
    said += [revision.sentence(cells) for revision in sheet.revisions]
    if sheet.differences:
        said.append(
            f"带 ≠ 的 {len(sheet.differences)} 格，现在的记录与定稿不同，未修订；表上的是定稿的数，组成是现在的记录。"
        )
    return said + [each.sentence(cells) for each in sheet.differences]


def _unknown(known: list[tuple[str, Sum]]) -> str:
    """Of how many sessions nobody wrote how many people came."""
    people = [one.unknown for cell, one in known if cell.endswith("-people") and one.unknown]
    return f"有 {sum(people)} 场没有写人数，人数里没有它们（涉及 {len(people)} 格）。" if people else ""


def _zeros(sheet: StatisticsTable, cells: Mapping[str, str]) -> str:
    """Which cells are blank though some have reported zero, and how many have."""
    some = {
        f"{cells[cell].rpartition('，')[0]} {one.zeros}/{one.due}": None
        for cell, one in sheet.sums.items()
        if cell in cells and one.zeros and not one.known
    }
    return f"只有一部分协会报零的（报零的/应报的），格子空着：{'；'.join(some)}。" if some else ""


def _by_signer(sheet: StatisticsTable, cells: Mapping[str, str]) -> str:
    """By how much the table differs from those below it, because each leaves out its own signer's outlets."""
    more = sheet.by_signer
    told = [f"{words}{more_or_less(more[cell])}" for cell, words in cells.items() if cell in more]
    return (
        f"各张表不计签表单位自己的媒体，本表和本级、各下级的表合起来相差：{'；'.join(told)}。" if told else ""
    )


def more_or_less(number: int) -> str:
    """A difference in words: 多 2, 少 1."""
    return f"{'多' if number > 0 else '少'} {abs(number)}"


def _counted(known: list[tuple[str, Sum]], field: str, words: str) -> str:
    found = [getattr(one, field) for _, one in known if getattr(one, field)]
    return words.format(len(found), sum(found)) if found else ""


def beside(sheet: StatisticsTable) -> list[tuple[str, str]]:
    """What is counted but has no column in the form: the province's own activities."""
    return [
        (words, words_of(sheet.sums[cell]))
        for cell, words in BESIDE.items()
        if words_of(sheet.sums.get(cell))
    ]


def explained(sheet: StatisticsTable, cell: str) -> list[str]:
    """How one number came about, in short sentences."""
    one = sheet.sums.get(cell, Sum())
    told = [f"{one.records} 条记录" if one.records else ""]
    told += [f"汇总 {one.tallied}" if one.tallied else "", f"报零 {one.zeros}/{one.due}" if one.zeros else ""]
    told += [f"约数 {one.approximately}（{one.approximate} 条）" if one.approximate else ""]
    told += [f"由户数计 {one.converted}" if one.converted else "", f"期外 {one.late} 场" if one.late else ""]
    told += [f"{one.unknown} 场没有写人数" if one.unknown else ""]
    told += [f"其中 {one.system} 篇发在计生协系统自己的媒体上" if one.system else ""]
    return [part for part in told if part]
