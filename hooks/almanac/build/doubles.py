"""What is asked of activities across areas: whether one was filed twice, by associations above one another or by partners;
whether an office can be at two places at one time. It is asked of the lower."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from almanac.build import handed
from almanac.build.graph import Run
from almanac.build.values import Incoming, Listed, files_of, told_of
from almanac.load import records
from almanac.load.records import Files
from almanac.model.diagnostics import Fault
from almanac.model.divisions import share_of
from almanac.model.phase import Phase
from almanac.parse.discovery import Paper
from almanac.validate import Finding, Known, questions
from almanac.views import doubles
from almanac.views import visits as view_visits
from almanac.views.activities import Entry, from_plain
from almanac.views.visits import Visit


def superiors(run: Run, *args: Any) -> dict[str, list[Any]]:
    """For each city the activities of its own and of the province's; the last argument: the codes of these."""
    *said, codes = args
    own = {code: each["own"] for code, each in zip(codes, said, strict=True)}
    return {
        code: [event for above in codes if code.startswith(above) for event in own[above]] for code in codes
    }


def clashes(run: Run, *args: Any) -> dict[str, list[Any]]:
    """For each area its activities at which an office is that is elsewhere at the same time, each with the other; the last
    argument: the codes of the areas, in the order of what they say of visits."""
    *said, codes = args
    found: dict[str, list[Any]] = {code: [] for code in codes}
    for year in sorted({year for one in said for year in one}):
        those = [visit for one in said if year in one for visit in view_visits.from_plain(one[year]).visits]
        for visit, other in view_visits.clashes(those):
            found[share_of(visit.code)].append((tuple(visit), tuple(other)))
    return found


def asked(
    run: Run,
    files: Sequence[Listed],
    found: Known,
    incoming: Sequence[Any],
    above: Sequence[Any],
    at_once: Sequence[Any],
    *parts: Any,
) -> dict[str, Any]:
    """What an area's activities are asked; above: activities of its superiors; at_once: visits and those that they clash
    with; the last: what it hands up of its own."""
    events = handed.everything(*parts)
    others = [*events, *map(from_plain, (*above, *Incoming(*incoming).joined))]
    alike = doubles.doubles(events, {other.id: other for other in others}.values())
    asks = [
        _Asked(event, event.phase is Phase.HELD, doubles.question(other, why, found.register))
        for event, other, why in alike
    ]
    for one, two in at_once:
        visit, other = Visit._make(one), Visit._make(two)
        asks.append(_Asked(visit, visit.is_held, view_visits.question(visit, other, found.register)))
    reader = files_of(run, found)
    told = list(_told(reader, files, asks))
    held = {fault.place.file for fault, is_held in told if is_held}
    return told_of((fault for fault, _ in told), held)


class _Asked(NamedTuple):
    """What is asked of an activity; is_held: whether it is counted, and so to be answered before it is signed."""

    event: Entry | Visit
    is_held: bool
    finding: Finding


def _told(reader: Files, files: Sequence[Listed], found: Iterable[_Asked]) -> Iterator[tuple[Fault, bool]]:
    """The questions that nobody has answered, at the places of their records: only the folders of these are read."""
    read: dict[tuple[str, int], dict[str, Any]] = {}
    for event, is_held, finding in found:
        key = event.code, event.year
        if key not in read:
            folder = f"{event.year}/{reader.known.register.path(event.code)}".rstrip("/")
            mine = [path for path, _, link, _ in files if not link and path.rpartition("/")[0] == folder]
            papers = [Paper(path, 0, 0, False) for path in mine if path.endswith(".yml")]
            read[key] = {f.id: f for paper in papers for f in reader.filings(paper.path)[0]}
        filing = read[key].get(event.id)
        unanswered = questions.asked(filing.record, finding) if filing else None
        if filing and unanswered:
            yield records.placed(reader, filing, unanswered), is_held
