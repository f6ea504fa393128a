"""Who from an association above the host takes part where, by office; and an office that is at two places at one time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from almanac.model.divisions import Level, Register, level_of, share_of
from almanac.model.filings import Activity, Filing
from almanac.model.phase import Phase
from almanac.validate import Finding
from almanac.views.activities import Entry
from almanac.views.occurrences import spoken_day

NATIONAL = ""  # the national association stands above the register, and has no code in it
NATIONAL_NAME = "中国计生协"
_OFFICE = re.compile(r"([一-鿿]*?)(?:计划生育协会|计生协会(?=[副常专党秘理领负有干工会])|计生协)([一-鿿]*)")
_FORMER, _LEVELS = re.compile("^(?:原|时任|现任)"), "省市州县区镇乡"
_NATION = ("中国", "全国", "国家")
_SEVERAL = re.compile("领导|负责|有关|班子|同志|人员|干部|代表|一行|理事$")  # not the office of one person
_NOON, _EVENING = "12:00", "18:00"


class Visit(NamedTuple):
    """An office of an association above the host at an activity; in plain values it can be kept between builds.

    code: of the host; superior: of the association above it; office: as filed; title: the office in its association,
    empty where several may have it; half: the part of its first day in which it surely is, empty where nobody knows.
    """

    id: str
    year: int
    code: str
    name: str
    start: str
    end: str
    when: str
    place: str
    is_held: bool
    state: str
    revision: int
    updated: str
    superior: str
    office: str
    title: str
    half: str


class Attendance(NamedTuple):
    """Of an area and a campaign: how many activities there are, of how many it is written who was present, the visits."""

    many: int
    written: int
    visits: tuple[Visit, ...]

    def plain(self) -> tuple[Any, ...]:
        """The same in plain values."""
        return self.many, self.written, tuple(map(tuple, self.visits))


def from_plain(kept: Sequence[Any]) -> Attendance:
    """What an area said, as it was kept."""
    many, written, visits = kept
    return Attendance(many, written, tuple(map(Visit._make, visits)))


def attendance(
    entries: Iterable[Entry], filings: Iterable[Filing], years: Iterable[int], register: Register
) -> dict[int, Attendance]:
    """What an area's activities of each campaign say of visits from the city, the province and the nation."""
    present = {f.id: f.record.guests for f in filings if isinstance(f.record, Activity) and f.record.guests}
    found: dict[int, list[Entry]] = {year: [] for year in sorted(years)}
    for event in entries:
        if event.year in found and event.words.listed and event.phase is not Phase.CANCELLED:
            found[event.year].append(event)
    return {
        year: Attendance(
            len(events),
            sum(event.id in present for event in events),
            tuple(visit for event in events for visit in _visits(event, present.get(event.id, ()), register)),
        )
        for year, events in found.items()
    }


def _visits(event: Entry, guests: Iterable[str], register: Register) -> Iterator[Visit]:
    half = "" if event.occurrences else _half(event)
    for office in guests:
        for superior, title in superiors(office, event.code, register):
            if superior == NATIONAL or level_of(superior) <= Level.CITY:
                yield Visit(
                    event.id, event.year, event.code, event.name, event.start, event.end, event.when, event.place,
                    event.phase is Phase.HELD, event.words.state, event.revision, event.updated, superior, office, title, half,
                )  # fmt: skip


def _half(event: Entry) -> str:
    """The part of a single day in which it is; nothing where it takes longer, or the hour is not known."""
    if not event.day or event.last != event.day:
        return ""
    clock = event.start[11:]
    return event.half or (
        "" if not clock else "上午" if clock < _NOON else "下午" if clock < _EVENING else "晚上"
    )


# ---------------------------------------------------------------- whose office it is


def superiors(office: str, host: str, register: Register) -> Iterator[tuple[str, str]]:
    """The associations above the host of which an office is one, each with the title there.

    市计生协会长 is of the nearest 市 from the host upward: of a city or, in a township of 浏阳市, of 浏阳市. An office of the
    host itself, of one beside it, or of no association is none.
    """
    for found in _OFFICE.finditer(office):
        title = "" if _SEVERAL.search(found[2]) else found[2]
        for superior in _whose(_FORMER.sub("", found[1].rpartition("兼")[2]), host, register):
            yield superior, title


def _whose(who: str, host: str, register: Register) -> Iterator[str]:
    if who in _NATION:
        yield NATIONAL
        return
    line = register.line(host)
    for unit in line[:-1]:
        if any(
            who.endswith(name)
            for name in (unit.name, unit.short, unit.name[:-1], *register.others(unit.code))
            if name[1:]
        ):
            yield unit.code
            return
    if who and all(letter in _LEVELS for letter in who):
        for letter in dict.fromkeys(who):
            near = next((unit for unit in reversed(line) if unit.name.endswith(letter)), None)
            if near and near.code != host:
                yield near.code


def name_of(superior: str, register: Register) -> str:
    """What an association that sends somebody is called."""
    return NATIONAL_NAME if superior == NATIONAL else register[superior].title


# ---------------------------------------------------------------- two places at one time


def clashes(visits: Iterable[Visit]) -> Iterator[tuple[Visit, Visit]]:
    """Of one office that is at two places at one time, the later activity, and the one that it clashes with.

    It is asked of the lower host, of the later number of equals; each is asked once.
    """
    by: dict[tuple[str, str, str], list[Visit]] = {}
    for visit in visits:
        if visit.half and visit.title:
            by.setdefault((visit.superior, visit.title, visit.start[:10]), []).append(visit)
    for those in by.values():
        those.sort(key=lambda visit: (level_of(visit.code), visit.id))
        for place, visit in enumerate(those):
            other = next((other for other in those[:place] if _apart(visit, other)), None)
            if other:
                yield visit, other


def _apart(one: Visit, two: Visit) -> bool:
    """Whether two are at one time and not at one place."""
    if one.id == two.id or (one.half != two.half and "全天" not in (one.half, two.half)):
        return False
    spans = [(visit.start[11:], visit.end[11:]) for visit in (one, two)]
    if all(begin and end for begin, end in spans):
        (begin, end), (again, last) = spans
        if end <= again or last <= begin:
            return False
    if one.place and two.place:
        return one.place != two.place or share_of(one.code) != share_of(two.code)
    return one.code != two.code


def question(visit: Visit, other: Visit, register: Register) -> Finding:
    """What is asked of an activity at which an office is that is elsewhere at the same time."""
    office, day = f"{name_of(visit.superior, register)}{visit.title}", spoken_day(visit.start[:10])
    here, there = (
        f"{register[each.code].title}的“{each.name}”{f'（{each.place}）' if each.place else ''}"
        for each in (visit, other)
    )
    message = f"{office}{day}{visit.half}在两处出席：{here}和{there}；写错了改“出席”或时间"
    example = f"出席: [{visit.office}]（只写到了的那一处）"
    return Finding(("出席",), "Q299", message, example, value=f"{other.id} {visit.title}")


# ---------------------------------------------------------------- who was not visited


class Unvisited(NamedTuple):
    """An association right below of whose area nothing says that the one above took part: activities, and of how many it
    is written who was present."""

    code: str
    many: int
    written: int


def unvisited(code: str, said: Mapping[str, Attendance], register: Register) -> list[Unvisited]:
    """Of an association those right below without a visit of its own people, in the order of the register."""
    found = []
    for child in register.children(code):
        inside = [one for area, one in said.items() if area.startswith(child.code)]
        if not any(visit.superior == code for one in inside for visit in one.visits):
            many, written = sum(one.many for one in inside), sum(one.written for one in inside)
            found.append(Unvisited(child.code, many, written))
    return found
