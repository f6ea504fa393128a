"""The assessment of a campaign: what its notice looks at, of an association and of each right below it, with its source.

Nothing is counted here: every number is the one that the official table and the page of returns show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from almanac.model.counting_rules import PUBLICITY
from almanac.model.day import Day
from almanac.model.divisions import Level, Register, level_of, parent
from almanac.model.filings import Assessed, Notice
from almanac.statistics import form, reminders, returns, totals
from almanac.statistics.returns import FREE, LATE, OWED
from almanac.statistics.table import Child, StatisticsTable

HOW = {
    "plan": "看 备案.yml 的“计划”：写了哪天报的，不晚于通知给这一级的期限是按时；通知没有给期限的，只写报没报。",
    "summary": "看 备案.yml 的“总结”，按时不按时和计划一样看。",
    "photos": "看 备案.yml 的“照片”有几张，够不够通知要的张数；照片自己没有日期，按总结、统计表的日期看。",
    "form": "看 备案.yml 的“填报日期”，按时不按时和计划一样看。",
    "coverage": "必办的活动，办过的协会数/应办的协会数，各级分开；和信息统计表“填报到什么程度”是同一个数。",
    "complete": "有记录的协会数/全部协会数；办了活动、没有写人数的有几场，另写明。",
    "media": "各级媒体登了几篇，就是信息统计表里的数；没有填报的不当作零。",
    "accounts": "开通了官网、微信、微博的协会数，就是信息统计表里的数；没有填报的不当作零。",
    "questions": "核对时问的（Q 开头），还没有改、也没有答复的有几处；涉及个人的不在内。",
}
_MATERIALS = {"plan": "计划", "summary": "总结", "photos": "照片", "form": "统计表"}
_NOT_ASKED, _UNKNOWN = "—", "没有填报"


class Cell(NamedTuple):
    """What is seen of one thing, a line each; whether it is late or missing; the page it comes from, or nothing."""

    lines: tuple[str, ...]
    late: bool = False
    source: str = ""


class Row(NamedTuple):
    """An association, and what is seen of each thing that is looked at."""

    code: str
    name: str
    cells: tuple[Cell, ...]


class Sheet(NamedTuple):
    """The whole: what is looked at, a row for the association and for each right below it, the rules as printed."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    rules: tuple[str, ...]


class _Seen(NamedTuple):
    """What one row is made of."""

    table: StatisticsTable
    child: Child
    register: Register
    today: Day
    questions: int
    is_present: bool

    @property
    def own(self) -> bool:
        """Whether it is the row of the association whose sheet it is, with all below it."""
        return self.child.code == self.table.code

    @property
    def has_table(self) -> bool:
        """Whether it has pages of its own for this campaign."""
        return self.own or self.child.has_table(self.is_present)


def sheet(
    one: StatisticsTable, register: Register, questions: Sequence[str], today: Day, is_present: bool
) -> Sheet:
    """The assessment of an association that reports.

    questions: the files in which one is open, once for each; is_present: whether it is the current campaign.
    """
    mine = Child(one.code, one.sums, one.standing, one.returned)
    found, rows = items(one.notice, one.code), []
    for child in (mine, *one.children):
        seen = _Seen(one, child, register, today, _below(questions, one, child.code, register), is_present)
        name = f"{register[child.code].short}（含所属）" if seen.own else register[child.code].short
        rows.append(Row(child.code, name, tuple(_cell(item, seen) for item in found)))
    return Sheet(tuple(item.name for item in found), tuple(rows), tuple(map(_rule, found)))


def items(notice: Notice, code: str) -> list[Assessed]:
    """What is looked at on the sheet of an association: of its own level, or of the one right below."""
    level = level_of(code)
    levels = {level.label, *([level.below.label] if level.below else [])}
    return [item for item in notice.assessed if levels & {*item.levels}]


def _below(questions: Iterable[str], one: StatisticsTable, code: str, register: Register) -> int:
    """How many of the files lie in the folder of an association or below it."""
    folder = f"/{one.year}/{register.path(code)}".rstrip("/") + "/"
    return sum(folder in file for file in questions)


def _rule(item: Assessed) -> str:
    demand = f"要求：{item.demand.rstrip('。')}。" if item.demand else ""
    return f"{item.name}（看{'、'.join(item.levels)}）：{demand}{HOW[item.slug]}"


def _cell(item: Assessed, seen: _Seen) -> Cell:
    if level_of(seen.child.code).label not in item.levels:
        return Cell((_NOT_ASKED,))
    if item.slug in _MATERIALS:
        return _returned(_MATERIALS[item.slug], seen)
    return _SEEN[item.slug](seen)


def _returned(material: str, seen: _Seen) -> Cell:
    """What it has sent its superior, who sees it on the page of returns."""
    one, child = seen.table, seen.child
    due = returns.due(one.notice, material, child.code, child.returned, seen.today)
    words = [reminders.said(due)]
    if material == "照片" and child.returned.photos:
        words.append(f"{child.returned.photos} 张")
    above = parent(one.code) if seen.own and parent(one.code) else one.code
    is_late = due.state in (LATE, OWED) or (due.state == FREE and not due.came)
    return Cell(tuple(words), is_late, f"returns/{one.year}/{above}/")


def _coverage(seen: _Seen) -> Cell:
    found = reminders.held(seen.table, seen.child, seen.register)
    named = len({held.category for held in found}) > 1
    lines = [
        f"{f'{held.category}：' if named else ''}{held.level} {held.done}/{held.whole}"
        + (f"（{held.beside}）" if held.beside else "")
        for held in found
    ]
    return Cell(tuple(lines) or ("没有必办的",), source=_totals(seen, "standing"))


def _complete(seen: _Seen) -> Cell:
    child = seen.child
    whole = sum(totals.expected(seen.register, child.code).values())
    lines = [f"有记录 {sum(child.standing.filed.values())}/{whole}"]
    unknown = sum(one.unknown for cell, one in child.sums.items() if cell.endswith("-people"))
    if unknown:
        lines.append(f"{unknown} 场没有写人数")
    return Cell(tuple(lines), source=_totals(seen, "standing"))


def _media(seen: _Seen) -> Cell:
    return _of_block(seen, "media", lambda head, part: (head.removesuffix("媒体"), part.removesuffix("稿件")))


def _accounts(seen: _Seen) -> Cell:
    def plain(head: str, part: str) -> tuple[str, str]:
        level = next((level.label for level in Level if head.startswith(level.label)), head)
        return level, part.removeprefix("开通").removeprefix("协会").removeprefix("有")

    return _of_block(seen, "accounts", plain)


def _of_block(seen: _Seen, slug: str, plain: Callable[[str, str], tuple[str, str]]) -> Cell:
    """The numbers of one block of the form, a line for each of its columns in which there is one."""
    said: dict[str, list[str]] = {}
    for cell, (_, head, part) in form.short_names(seen.table.notice).items():
        words = form.words_of(seen.child.sums.get(cell))
        if cell.startswith(f"{slug}-") and words:
            column, measure = plain(head, part)
            said.setdefault(column, []).append(f"{measure} {words}")
    lines = tuple(f"{column}：{'，'.join(numbers)}" for column, numbers in said.items())
    place = next((n for n, block in enumerate(seen.table.notice.blocks) if block.slug == slug), 0)
    return Cell(lines or (_UNKNOWN,), source=_totals(seen, f"b{place}" if lines else "standing"))


def _questions(seen: _Seen) -> Cell:
    one, number = seen.table, seen.questions
    code = seen.child.code if seen.has_table else one.code
    anchor = "#doubts" if number else ""
    return Cell((f"{number} 处" if number else "没有",), source=f"returns/{one.year}/{code}/{anchor}")


def _totals(seen: _Seen, anchor: str) -> str:
    """The page that has the number: the table, of a township its own page, where it has one."""
    one, child = seen.table, seen.child
    if seen.has_table:
        return f"totals/{one.year}/{child.code}/#{anchor}"
    has_page = sum(child.standing.filed.values()) or child.standing.held.get(PUBLICITY)
    return f"u/{child.code}/" if has_page else f"totals/{one.year}/{one.code}/#standing"


_SEEN: dict[str, Callable[[_Seen], Cell]] = {
    "coverage": _coverage,
    "complete": _complete,
    "media": _media,
    "accounts": _accounts,
    "questions": _questions,
}
