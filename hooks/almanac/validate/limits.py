"""How large a number may be before somebody is asked whether it is so; nothing is changed, and an answer lets it stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from almanac.model.counting_rules import tally_row
from almanac.model.divisions import Level, Register, level_of
from almanac.model.filings import Activity, Count, Filing, Publicity, Tally, Visits
from almanac.validate.context import Finding, Known

Loc = tuple[str | int, ...]


class Limits(NamedTuple):
    """The most of one association of a level that nobody is asked about: of a record, and of a tally for each association."""

    sessions: int
    people: int
    visited: int
    households: int


# Reason: about ten times the most that 63 reports of the press say of one activity of that level, so that a zero too many
# is seen and a great festival is not asked about. They say (people; visited; households): village 300; –; –, township
# 1,000 on the spot and 10,000 on the net; –; 906 insured; county 20,000; 1,750; 264, and 15,200 who profited in a year;
# city 3,000; 7,967; 3,752. Sessions: the campaign has 41 days, a village rarely has one on each; the most was 12, of a county.
LIMITS = {
    Level.VILLAGE: Limits(40, 3_000, 500, 500),
    Level.TOWNSHIP: Limits(80, 30_000, 3_000, 3_000),
    Level.COUNTY: Limits(120, 100_000, 20_000, 20_000),
    Level.CITY: Limits(200, 200_000, 50_000, 50_000),
    Level.PROVINCE: Limits(500, 2_000_000, 200_000, 200_000),
}


class Part(NamedTuple):
    """The publicity or the visits of a record: the keys that lead there, what it says; held: it is no expectation."""

    loc: Loc
    figures: Publicity | Visits
    held: bool = True


def _parts(filing: Filing) -> Iterator[Part]:
    record = filing.record
    if isinstance(record, Activity):
        for key, results in (("成效", record.results), ("预计", record.expected)):
            if results and results.publicity:
                yield Part((key, "宣传"), results.publicity, key == "成效")
            if results and results.visits:
                yield Part((key, "慰问"), results.visits, key == "成效")
    elif isinstance(record, Tally):
        if record.publicity:
            yield Part(("宣传",), record.publicity)
        if record.visits:
            yield Part(("慰问",), record.visits)


def _numbers(part: Part, most: Limits) -> Iterator[tuple[str, Count, int]]:
    """Each number with its key and its limit."""
    figures = part.figures
    visits = isinstance(figures, Visits)
    if figures.sessions:
        yield "场次", figures.sessions, most.sessions
    if figures.people:
        yield "人数", figures.people, most.visited if visits else most.people
    if isinstance(figures, Visits) and figures.households:
        yield "户数", figures.households, most.households


def units(register: Register, code: str, level: Level) -> int:
    """How many associations of a level there are at or below one."""
    return sum(unit.level is level for unit in register.within(code))


def implausible(filing: Filing, known: Known) -> Iterator[Finding]:
    """A number of sessions, people or households is one that so many associations could bring together."""
    record, level, many = filing.record, level_of(filing.code), 1
    if isinstance(record, Tally):
        level = Level.named(tally_row(record, filing.code))
    for part in _parts(filing):
        for key, number, most in _numbers(part, LIMITS[level]):
            if number.value <= most or (key == "场次" and _in_excess(part)):
                continue
            many = units(known.register, filing.code, level) if isinstance(record, Tally) else 1
            if number.value > most * many:
                yield _too_large((*part.loc, key), number, level, most * many, many)


def _in_excess(part: Part) -> bool:
    """Whether there are more sessions than people, which is asked about by itself."""
    sessions, people = part.figures.sessions, part.figures.people
    return bool(sessions and people and people.value and sessions.value > people.value)


def _too_large(loc: Loc, number: Count, level: Level, most: int, many: int) -> Finding:
    shown = f"{most // 10_000}万" if most >= 10_000 and most % 10_000 == 0 else str(most)
    whose = f"{many} 个{level.label}协会合起来" if many > 1 else f"一个{level.label}协会"
    hint = {"人数": "是不是多写了零，或把网上观看的算了进来", "场次": "是不是多写了零，或把人数写成了场次"}
    message = f"{loc[-2]}{loc[-1]}写的是 {number}，{whose}很少超过 {shown}；{hint.get(str(loc[-1]), '是不是多写了零')}？"
    example = {"人数": "人数: 800余", "场次": "场次: 3", "户数": "户数: 30"}[str(loc[-1])]
    return Finding(loc, "Q214", message, example, value=f"{loc[-2]}{loc[-1]} {number}")


def sessions_without_people(filing: Filing, known: Known) -> Iterator[Finding]:
    """Sessions have people in them: not more sessions than people, not people without a session."""
    for part in _parts(filing):
        sessions, people = part.figures.sessions, part.figures.people
        if not sessions or not people or not people.value:
            continue
        name, value = part.loc[-1], f"{part.loc[-1]} {sessions} 场 {people} 人"
        if not sessions.value:
            message = f"{name}写了 0 场，却有 {people} 人；有人参加就至少是一场"
            yield Finding((*part.loc, "场次"), "Q218", message, "场次: 1", value=value)
        elif _in_excess(part):
            message = f"{name} {sessions} 场，只有 {people} 人，一场不到一个人；请核对两个数是不是写反了"
            yield Finding((*part.loc, "场次"), "Q218", message, "场次: 1", value=value)


def more_households_than_people(filing: Filing, known: Known) -> Iterator[Finding]:
    """Where people and households are both counted, a household has at least one person."""
    for part in _parts(filing):
        visits = part.figures
        if not isinstance(visits, Visits) or not part.held or not visits.people or not visits.households:
            continue
        if visits.households.value > visits.people.value and visits.apart == "否":
            message = f"慰问 {visits.households} 户，却只有 {visits.people} 人；如果这些户的人没有算在人数里，请写明"
            value = f"{visits.households} 户 {visits.people} 人"
            yield Finding((*part.loc, "户数"), "Q215", message, "户数另计: 是", value=value)


def tally_units(filing: Filing, known: Known) -> Iterator[Finding]:
    """A tally that is counted is of no more associations than there are, and says how many sessions its people came to."""
    tally = filing.record
    if not isinstance(tally, Tally) or tally.apart:
        return
    level = Level.named(tally_row(tally, filing.code))
    many = units(known.register, filing.code, level)
    if tally.units and tally.units.value > many:
        message = f"“单位数”写 {tally.units}，名册里{known.register[filing.code].short}一共只有 {many} 个{level.label}协会"
        yield Finding(
            ("单位数",), "Q275", message, f"单位数: {many}", value=f"{tally.units} 个，名册 {many} 个"
        )
    for part in _parts(filing):
        people, sessions = part.figures.people, part.figures.sessions
        if people and people.value and sessions is None:
            message = f"汇总写了{part.loc[-1]} {people} 人，没有写几场；统计表里的场次会少"
            value = f"{part.loc[-1]} {people} 人，没有场次"
            yield Finding((*part.loc, "人数"), "Q276", message, "场次: 25", value=value)
