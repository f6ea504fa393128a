"""Service: what associations did for people, as sums – promises kept, council members' pairs, groups visited, gifts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from almanac.model import accuracy, phase
from almanac.model.accuracy import Accuracy
from almanac.model.day import Day
from almanac.model.divisions import level_of
from almanac.model.filings import Activity, Count, Filing, Notice, Promise
from almanac.model.phase import Phase
from almanac.validate import Known, reference
from almanac.views.campaign_year import day_words

Sums = Counter[
    tuple[str, ...]
]  # ("promise", 办结), ("council", "held"), ("pairs",), ("group", 留守儿童, 人)…; (*key, 约) counts those in a sum that are so sure
Service = dict[int, dict[str, Sums]]  # by campaign and level of the association that did it
COUNCIL = "council"  # the category's slug
PROMISES = ("办结", "在办", "未办")
SAID = {"办结": "办好了", "在办": "正在办", "未办": "还没有办"}  # to residents
PERSONS = ("人", "名", "位")  # three words for one thing: 留守儿童5名 and 留守儿童3人 are 8
GROUPS = 12  # so many groups are shown


def service(filings: Iterable[Filing], notices: Mapping[int, Notice]) -> Service:
    """The sums of a share, or of some of its filings."""
    found: Service = {}
    council = {
        year: {category.name for category in notice.categories if category.slug == COUNCIL}
        for year, notice in notices.items()
    }
    for filing in filings:
        record = filing.record
        sums: Sums = Counter()
        if isinstance(record, Promise):
            sums["promise", record.state] += 1
        elif isinstance(record, Activity) and phase.of(record) is Phase.HELD and not record.apart:
            if council.get(filing.year, set()).intersection(record.categories):
                sums[COUNCIL, "held"] += 1
            _results(record, sums)
        if sums:
            found.setdefault(filing.year, {}).setdefault(level_of(filing.code).slug, Counter()).update(sums)
    return found


def _results(activity: Activity, sums: Sums) -> None:
    results = activity.results
    if results is None:
        return
    _add(sums, ("pairs",), results.pairs)
    for group in results.visits.groups if results.visits else ():
        _add(sums, ("group", group.group, "人" if group.unit in PERSONS else group.unit), group.number)
    for gift in results.gifts:
        _add(sums, ("gift", gift.project, gift.foundation or ""), gift.amount)


def _add(sums: Sums, key: tuple[str, ...], number: Count | None) -> None:
    if number is not None:
        sums[key] += number.value
        if sure := accuracy.of_mark(number.mark):
            sums[(*key, sure.value)] += 1


def together(many: Iterable[Service]) -> Service:
    """The sums of several shares."""
    whole: Service = {}
    for each in many:
        for year, levels in each.items():
            for level, sums in levels.items():
                whole.setdefault(year, {}).setdefault(level, Counter()).update(sums)
    return whole


def plain(found: Service) -> dict[int, dict[str, dict[tuple[str, ...], int]]]:
    """The sums in an order that does not depend on the records'."""
    return {
        year: {level: dict(sorted(sums.items())) for level, sums in sorted(levels.items())}
        for year, levels in sorted(found.items())
    }


def from_plain(kept: Mapping[int, Mapping[str, Mapping[tuple[str, ...], int]]]) -> Service:
    """The sums as they were kept."""
    return {year: {level: Counter(sums) for level, sums in levels.items()} for year, levels in kept.items()}


# ---------------------------------------------------------------- promises, one by one


class Pledge(NamedTuple):
    """A promise as the public may see it: until its day went by the day is told, afterwards only how it stands.

    said: for whom, by whom; due: the day by which it is to be done, empty if it is; activities: ids.
    """

    code: str
    year: int
    item: str
    state: str
    said: tuple[str, ...]
    due: str
    result: str
    activities: tuple[str, ...]

    @property
    def said_state(self) -> str:
        """How it stands, in residents' words."""
        return SAID[self.state]

    def words(self, today: Day) -> str:
        """For whom, by whom, and until when, as long as that day has not gone by."""
        due = (f"{day_words(self.due)}前办成",) if self.due and not today.past(self.due) else ()
        return "，".join((*self.said, *due))


def pledges(filings: Iterable[Filing], known: Known) -> list[Pledge]:
    """The promises filed in a share, in the order in which they were filed."""
    return [_pledge(filing, filing.record, known) for filing in filings if isinstance(filing.record, Promise)]


def _pledge(filing: Filing, promise: Promise, known: Known) -> Pledge:
    said = (
        f"为{promise.group}" if promise.group else "",
        f"{promise.owner}负责" if promise.owner else "",
    )
    targets = (reference(text, filing, known) for text in promise.activities)
    return Pledge(
        filing.code,
        filing.year,
        promise.item,
        promise.state,
        tuple(part for part in said if part),
        "" if promise.state == "办结" else promise.due or "",
        promise.result or "",
        tuple(target for target in targets if target),
    )


# ---------------------------------------------------------------- as pages show it


class Line(NamedTuple):
    """One level or place: promises kept, under way, not begun; council members' activities; pairs made."""

    name: str
    kept: int
    going: int
    waiting: int
    council: int
    pairs: str

    @property
    def promises(self) -> int:
        """All promises."""
        return self.kept + self.going + self.waiting


class Told(NamedTuple):
    """Sums as a page shows them: all in one line, the groups visited, the gifts by project and foundation."""

    whole: Line
    groups: list[tuple[str, str]]
    gifts: list[tuple[str, str, str]]


def line(name: str, sums: Sums) -> Line:
    """The sums of a level or a place in one line."""
    kept, going, waiting = (sums["promise", state] for state in PROMISES)
    return Line(name, kept, going, waiting, sums[COUNCIL, "held"], amount(sums, ("pairs",)))


def told(levels: Mapping[str, Sums]) -> Told:
    """The sums of all levels as a page shows them; the largest groups first."""
    sums = added(levels)
    groups = sorted((-number, key) for key, number in sums.items() if key[0] == "group" and len(key) == 3)
    gifts = sorted((-number, key) for key, number in sums.items() if key[0] == "gift" and len(key) == 3)
    return Told(
        line("合计", sums),
        [(key[1], f"{amount(sums, key)}{key[2]}") for _, key in groups[:GROUPS]],
        [(key[1], key[2], amount(sums, key)) for _, key in gifts],
    )


def added(levels: Mapping[str, Sums]) -> Sums:
    """All levels as one."""
    whole: Sums = Counter()
    for sums in levels.values():
        whole.update(sums)
    return whole


def amount(sums: Sums, key: tuple[str, ...]) -> str:
    """A sum in words, as sure as its parts; empty where there is nothing."""
    sure = accuracy.together(one for one in Accuracy if one and sums[(*key, one.value)])
    return accuracy.spoken(sums[key], sure) if sums[key] else ""
