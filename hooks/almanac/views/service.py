"""Service: what associations did for people, as sums – promises kept, council members' pairs, groups visited, gifts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from almanac.model.filings import Activity, Count, Filing, Notice, Promise
from almanac.validate import Known, reference
from almanac.views.campaign_year import day_words

Sums = Counter[
    tuple[str, ...]
]  # ("promise", 办结), ("council", "held"), ("pairs",), ("group", 留守儿童, 人)…
Service = dict[int, dict[int, Sums]]  # by campaign and length of the code of the association that did it
ABOUT = "约"  # (*key, ABOUT) counts the numbers in a sum that are not exact
COUNCIL = "council"  # the category's slug
PROMISES = ("办结", "在办", "未办")
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
        elif isinstance(record, Activity) and record.state == "已举办":
            if council.get(filing.year, set()).intersection(record.categories):
                sums[COUNCIL, "held"] += 1
            _results(record, sums)
        if sums:
            found.setdefault(filing.year, {}).setdefault(len(filing.code), Counter()).update(sums)
    return found


def _results(activity: Activity, sums: Sums) -> None:
    results = activity.results
    if results is None:
        return
    _add(sums, ("pairs",), results.pairs)
    for group in results.visits.groups if results.visits else ():
        _add(sums, ("group", group.group, group.unit), group.number)
    for gift in results.gifts:
        _add(sums, ("gift", gift.project, gift.foundation), gift.amount)


def _add(sums: Sums, key: tuple[str, ...], number: Count | None) -> None:
    if number is not None:
        sums[key] += number.value
        sums[(*key, ABOUT)] += bool(number.mark)


def together(many: Iterable[Service]) -> Service:
    """The sums of several shares."""
    whole: Service = {}
    for each in many:
        for year, levels in each.items():
            for length, sums in levels.items():
                whole.setdefault(year, {}).setdefault(length, Counter()).update(sums)
    return whole


def plain(found: Service) -> dict[int, dict[int, dict[tuple[str, ...], int]]]:
    """The sums in an order that does not depend on the records'."""
    return {
        year: {length: dict(sorted(sums.items())) for length, sums in sorted(levels.items())}
        for year, levels in sorted(found.items())
    }


def from_plain(kept: Mapping[int, Mapping[int, Mapping[tuple[str, ...], int]]]) -> Service:
    """The sums as they were kept."""
    return {year: {length: Counter(sums) for length, sums in levels.items()} for year, levels in kept.items()}


# ---------------------------------------------------------------- promises, one by one


class Pledge(NamedTuple):
    """A promise as the public may see it: until its day went by the day is told, afterwards only how it stands.

    said: for whom, by whom, until when; activities: ids.
    """

    code: str
    year: int
    item: str
    state: str
    said: str
    result: str
    activities: tuple[str, ...]


def pledges(filings: Iterable[Filing], known: Known) -> list[Pledge]:
    """The promises filed in a share, in the order in which they were filed."""
    return [_pledge(filing, filing.record, known) for filing in filings if isinstance(filing.record, Promise)]


def _pledge(filing: Filing, promise: Promise, known: Known) -> Pledge:
    open_yet = promise.due and promise.state != "办结" and not known.today.past(promise.due)
    said = (
        f"为{promise.group}" if promise.group else "",
        f"{promise.owner}负责" if promise.owner else "",
        f"{day_words(promise.due)}前办成" if promise.due and open_yet else "",
    )
    targets = (reference(text, filing, known) for text in promise.activities)
    return Pledge(
        filing.code,
        filing.year,
        promise.item,
        promise.state,
        "，".join(part for part in said if part),
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


def told(levels: Mapping[int, Sums]) -> Told:
    """The sums of all levels as a page shows them; the largest groups first."""
    sums = added(levels)
    groups = sorted((-number, key) for key, number in sums.items() if key[0] == "group" and len(key) == 3)
    gifts = sorted((-number, key) for key, number in sums.items() if key[0] == "gift" and len(key) == 3)
    return Told(
        line("合计", sums),
        [(key[1], f"{amount(sums, key)}{key[2]}") for _, key in groups[:GROUPS]],
        [(key[1], key[2], amount(sums, key)) for _, key in gifts],
    )


def added(levels: Mapping[int, Sums]) -> Sums:
    """All levels as one."""
    whole: Sums = Counter()
    for sums in levels.values():
        whole.update(sums)
    return whole


def amount(sums: Sums, key: tuple[str, ...]) -> str:
    """A sum in words: 约 where a part of it is not exact; empty where there is nothing."""
    number = sums[key]
    return f"{ABOUT if sums[(*key, ABOUT)] else ''}{number}" if number else ""
