"""Columns that no field has: what holds numbers is asked about before any row is taken; what holds associations is whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from almanac.excel import match_division
from almanac.excel.header_row import WHOLE, Heading
from almanac.excel.reader import Cell, Page
from almanac.model.divisions import Register
from almanac.model.fields import PLACE
from almanac.parse import numbers

_NOT_FILED = re.compile("经费|预算|费用|金额|电话|手机|号码|身份证|年龄|邮编|编号|编码|序号|备注")


class Told(NamedTuple):
    """What is said of a column: its place, the fault's code, sentence and example."""

    place: int
    code: str
    message: str
    example: str


def told(page: Page, heading: Heading, register: Register, base: str) -> Iterator[Told]:
    """One sentence a column; with an E nothing of the sheet is taken."""
    for place, (head, near) in heading.unknown.items():
        below = _below(page, heading, place)
        counts = [cell.text.strip() for cell in below if _is_count(cell)]
        if near:
            yield Told(place, "E084", f"没有“{head}”这一列；是不是“{near}”？", near)
        elif len(counts) * 2 > len(below) and not _NOT_FILED.search(head):
            message = (
                f"没有“{head}”这一列，下面却是数（{'、'.join(counts[:3])}），不知道数的是什么，整张表先没有收；"
                "是来的人数，就把表头改成“宣传人数”，是慰问的人数，就改成“慰问人数”，不用报的，把这一列删去"
            )
            yield Told(place, "E084", message, "宣传人数")
        elif _is_owner(below, 0.5, register, base) and not _has_owner(heading):
            message = (
                f"没有“{head}”这一列，下面多数是协会，不全是，不知道各行是谁办的，整张表先没有收；"
                "是主办的协会，就把表头改成“单位”，每行写名册里的协会；不用报的，把这一列删去"
            )
            yield Told(place, "E084", message, "单位")
        elif below:
            message = f"没有“{head}”这一列，它下面的没有收；要收的，请把表头改成“填写说明”里的一列"
            yield Told(place, "W080", message, "表头“备注”改成“简介”")


def with_owner(page: Page, heading: Heading, register: Register, base: str) -> Heading:
    """The heading with a column that holds nothing but associations, 责任单位, as the one that says whose a row is."""
    if _has_owner(heading):
        return heading
    for place, (head, near) in heading.unknown.items():
        below = _below(page, heading, place)
        if near is None and _is_owner(below, 1, register, base):
            unknown = {other: said for other, said in heading.unknown.items() if other != place}
            return heading._replace(
                fields=heading.fields | {place: WHOLE},
                renamed=heading.renamed | {place: head},
                unknown=unknown,
            )
    return heading


def _below(page: Page, heading: Heading, place: int) -> list[Cell]:
    """The cells of a column that say something."""
    cells = (row[place] for row in page.rows[heading.row + 1 :] if place < len(row))
    return [cell for cell in cells if cell and cell.text.strip()]


def _is_count(cell: Cell) -> bool:
    text = cell.text.strip()
    return cell.kind in ("number", "text") and any(
        numbers.is_count(numbers.spelt(key, text)[0]) for key in numbers.UNITS
    )


def _has_owner(heading: Heading) -> bool:
    return any(heading.at(head) for head in (WHOLE, *PLACE))


def _is_owner(below: list[Cell], share: float, register: Register, base: str) -> bool:
    """Whether so many of the cells are names of associations."""
    found = (
        match_division.meant({WHOLE: cell.text}, base, register) for cell in below if cell.kind == "text"
    )
    return bool(below) and sum(bool(one.code) and not one.wrong for one in found) >= share * len(below)
