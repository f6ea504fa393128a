"""What is owed in words: a table of who has returned what, who has held what all must hold, and reminders to paste."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from almanac.model.counting_rules import PUBLICITY
from almanac.model.day import Day
from almanac.model.divisions import Level, Register, level_of
from almanac.statistics import returns, table, totals
from almanac.statistics.aggregation import Standing
from almanac.statistics.returns import FREE, IN, LATE, SENT, Due
from almanac.statistics.table import Child, StatisticsTable
from almanac.views.occurrences import spoken_day


class Held(NamedTuple):
    """Of what all of a level must hold: how many are known to have held it, of how many; what stands beside the number."""

    category: str
    level: str
    done: int
    whole: int
    beside: str


class Line(NamedTuple):
    """An association right below: its name, each thing it returns, zero returns, who of its level has held what all must.

    idle: whether nothing says of it that it has held what it must.
    """

    code: str
    name: str
    dues: list[Due]
    zeros: int
    held: list[Held]
    idle: bool


def lines(one: StatisticsTable, register: Register, today: Day) -> list[Line]:
    """One line for each association right below."""
    return [
        Line(
            child.code,
            register[child.code].short,
            returns.dues(one.notice, child.code, child.returned, today),
            sum(child.standing.zeros.values()),
            held(one, child, register),
            _is_idle(one, child),
        )
        for child in one.children
    ]


def held(one: StatisticsTable, child: Child, register: Register) -> list[Held]:
    """By category that all must hold and by level: how many have held it, of how many."""
    found = []
    counts = totals.expected(register, child.code)
    for category in one.notice.categories:
        for level in table.levels_below(child.code) if category.required else ():
            if level.label in category.required:
                done = child.standing.held.get(category.slug, {}).get(level.slug, 0)
                words = beside(one, category.slug, child.standing, level)
                found.append(Held(category.name, level.label, done, counts[level.slug], words))
    return found


def beside(one: StatisticsTable, category: str, standing: Standing, level: Level) -> str:
    """What tallies say beyond those who are known by name: 汇总说另有 7 家."""
    told = standing.told.get(level.slug, 0) if category == PUBLICITY else 0
    if told:
        return f"汇总说另有 {told} 家"
    unnamed = category == PUBLICITY and level.slug in one.vouched and standing is one.standing
    return (
        "汇总说还有，没有写几家"
        if unnamed and standing.held.get(category, {}).get(level.slug, 0) == 0
        else ""
    )


def _is_idle(one: StatisticsTable, child: Child) -> bool:
    """Whether an association has not held what its level must, and no tally may have meant it."""
    level = level_of(child.code)
    return any(
        level.label in category.required
        and not child.standing.held.get(category.slug, {}).get(level.slug)
        and not (category.slug == PUBLICITY and level.slug in one.vouched)
        for category in one.notice.categories
    )


def said(due: Due) -> str:
    """How one thing stands, in words: 按时（5月12日）, 未报（5月15日到期）."""
    if due.state == SENT:
        return f"{SENT}（不知道哪天）" if due.until else SENT
    day = f"（{_day(due.came)}）" if due.came else ""
    if due.state == IN:
        return (SENT if not due.until else IN) + day
    if due.state == LATE:
        return LATE + day
    if due.state == FREE:
        return "未报"
    return f"{due.state}（{_day(due.until)}到期）"


def _day(day: str) -> str:
    return spoken_day(day).partition("（")[0]


def reminders(one: StatisticsTable, register: Register, today: Day) -> Iterator[tuple[str, str]]:
    """For each thing that is still missing: what it is, and a text to paste that names only those who have not sent it.

    A deadline that binds the association itself is what those below it are reminded of, where none binds them.
    """
    listed = lines(one, register, today)
    for place, deadline in enumerate(d for d in one.notice.deadlines if d.material):
        missing = [line.name for line in listed if not line.dues[place].came]
        if not missing:
            continue
        day, late = _day(deadline.due), today.past(deadline.due)
        if any(line.dues[place].until for line in listed):
            when = f"{day}已经到期，请尽快" if late else f"请在{day}前"
            said = f"{when}报送{deadline.to}。还没有收到的：{'、'.join(missing)}。"
        elif returns.binds(deadline, one.code):
            when = f"{day}已经到期" if late else f"我们要在{day}前报送{deadline.to}"
            said = f"{when}，请还没有报的尽快报来：{'、'.join(missing)}。"
        else:
            continue
        yield deadline.item, f"“5·29会员活动日”{deadline.item}，{said}"
    idle = [line.name for line in listed if line.idle]
    if idle:
        names = "、".join(dict.fromkeys(held.category for line in listed for held in line.held))
        yield (
            names,
            f"通知要求市、县、乡、村都要办一次{names}活动。还没有办过、或办了没有填报的：{'、'.join(idle)}。",
        )


def in_words(one: StatisticsTable, register: Register, today: Day) -> list[str]:
    """The whole for a terminal."""
    told = [f"{register[one.code].title}，{one.year}年，到 {today.iso} 为止："]
    for line in lines(one, register, today):
        dues = "，".join(f"{due.item}{said(due)}" for due in line.dues)
        zeros = f"零报告 {line.zeros} 份" if line.zeros else ""
        told.append(f"  {line.name}：{'；'.join(filter(None, (dues, _held_words(line.held), zeros)))}")
    if not one.children:
        told.append("  没有下级协会。")
    told += _unnamed(one)
    texts = list(reminders(one, register, today))
    if texts:
        told += ["", "提醒（可以直接转发）：", *(f"  {text}" for _, text in texts)]
    return told


def _held_words(held: Sequence[Held]) -> str:
    parts = [f"{h.level} {h.done}/{h.whole}{f'（{h.beside}）' if h.beside else ''}" for h in held]
    return f"已办{held[0].category}：{'、'.join(parts)}" if parts else ""


def _unnamed(one: StatisticsTable) -> list[str]:
    """What a tally says of those right below without naming them; so nobody is named as not having held any."""
    rows = {level_of(child.code) for child in one.children}
    return [
        f"  汇总说{level.label}有{words}办过宣传活动，没有写是哪几家，所以不点名。"
        for level in rows
        if level.slug in one.vouched
        for words in [
            f"另外 {one.standing.told[level.slug]} 家" if one.standing.told.get(level.slug) else "一些"
        ]
    ]
