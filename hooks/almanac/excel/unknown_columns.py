"""Columns that no field has: what holds numbers is asked about before any row is taken; what holds associations is whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from almanac.excel import head_words, header_row, match_division
from almanac.excel.head_words import TALLY, WHOLE
from almanac.excel.header_row import Heading
from almanac.excel.reader import Cell, Page
from almanac.excel.whole_table import ANSWERS, COLUMN, NOT_FILED, Question
from almanac.model.divisions import Register
from almanac.model.fields import JOIN, PLACE
from almanac.model.filings import ACTIVITY
from almanac.parse import numbers

_COUNTS = ("宣传人数", "宣传场次", "慰问人数", "慰问场次", "慰问户数")
_NOT_FILED = re.compile("经费|预算|费用|金额|电话|手机|号码|身份证|年龄|邮编|编号|编码|序号|备注")


class Told(NamedTuple):
    """What is said of a column: its place, the fault's code, sentence and example."""

    place: int
    code: str
    message: str
    example: str
    question: Question | None = None


def told(page: Page, heading: Heading, register: Register, base: str) -> Iterator[Told]:
    """One sentence a column; with an E nothing of the sheet is taken."""
    for place, (head, why) in heading.left.items():
        if _below(page, heading, place):
            example = "" if why == header_row.PERSONAL else "要收的，表头改成“填写说明”里的一列"
            yield Told(place, "W080", f"“{head}”一列{why}", example)
    tally = heading.kind.name == TALLY and not heading.has("级别")
    for place, (head, near) in heading.unknown.items():
        below = _below(page, heading, place)
        asked = _question(head)
        counts = [cell.text.strip() for cell in below if _is_count(cell)]
        if near:
            yield Told(place, "E084", f"没有“{head}”这一列；是不是“{near}”？", near, asked)
        elif counts and (parts := head_words.joined(tuple(head.split(JOIN)))):
            yield Told(place, "E084", _apart(head, parts), parts[0], _question(head, parts))
        elif len(counts) * 2 > len(below) and not _NOT_FILED.search(head):
            message = (
                f"没有“{head}”这一列，下面却是数（{'、'.join(counts[:3])}），不知道数的是什么，整张表先没有收；"
                "是来的人数，就把表头改成“宣传人数”，是慰问的人数，就改成“慰问人数”，不用报的，把这一列删去；也可以在退回的表的“对应”那一页说"
            )
            yield Told(place, "E084", message, "宣传人数", asked)
        elif tally and below and "备注" not in head:
            message = f"没有“{head}”这一列，不知道这张表是各单位的合计，还是一场一行，整张表先没有收；一场一行的，要有活动的名称和时间两列"
            yield Told(place, "E084", message, "活动名称", asked)
        elif _is_owner(below, 0.5, register, base) and not _has_owner(heading):
            message = (
                f"没有“{head}”这一列，下面多数是协会，不全是，不知道各行是谁办的，整张表先没有收；"
                "是主办的协会，就把表头改成“单位”，每行写名册里的协会；不用报的，把这一列删去"
            )
            yield Told(place, "E084", message, "单位", asked)
        elif below:
            message = f"没有“{head}”这一列，它下面的没有收；要收的，请把表头改成“填写说明”里的一列"
            yield Told(place, "W080", message, "表头“备注”改成“简介”")


def _question(head: str, parts: tuple[str, ...] = ()) -> Question:
    """What is asked of a column: which field it is, or none; parts: what it counts together."""
    if not parts:
        return Question(f"{COLUMN}{head}", f"“{head}”一列报成什么", _COUNTS[0], (*_COUNTS, "单位", NOT_FILED))
    known = (*_COUNTS, *head_words.figures())
    choices = (*(part for part in parts if part in known), NOT_FILED)
    return Question(f"{COLUMN}{head}", _apart(head, parts), parts[0], choices)


def _apart(head: str, parts: tuple[str, ...]) -> str:
    """That a column counts together what is counted apart, and what may be said of it."""
    media = "媒体的稿件本来就逐篇报，这里的数只记进“其他”；" if parts[0] in head_words.figures() else ""
    return (
        f"“{head}”一列把{'、'.join(f'“{part}”' for part in parts)}合在一起数，这里是分开数的，程序不猜，整张表先没有收；"
        f"数的只是其中一样，就说是哪一样；分不开就说“{NOT_FILED}”，或者分成两列写；{media}在退回的表的“{ANSWERS}”那一页说一次就行"
    )


def with_owner(page: Page, heading: Heading, register: Register, base: str) -> Heading:
    """The heading with a column that holds nothing but associations, 责任单位, as the one that says whose a row is."""
    if _has_owner(heading):
        return heading
    for place, (head, near) in heading.unknown.items():
        below = _below(page, heading, place)
        if near is None and _is_owner(below, 1, register, base):
            return _as(heading, place, WHOLE)
        is_office = head_words.bare(head) in head_words.words("*", head_words.OWNER)
        if heading.kind is ACTIVITY and is_office and below and not _is_owner(below, 0.01, register, base):
            return _as(heading, place, "承办")
    return heading


def _as(heading: Heading, place: int, field: str) -> Heading:
    """The heading with a column that nobody knew as a field."""
    unknown = {other: said for other, said in heading.unknown.items() if other != place}
    renamed = heading.renamed | {place: heading.unknown[place][0]}
    return heading._replace(fields=heading.fields | {place: field}, renamed=renamed, unknown=unknown)


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
