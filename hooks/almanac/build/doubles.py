"""Activities that may have been filed twice, by associations above one another or by partners: asked of the lower."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from almanac.build import handed
from almanac.build.graph import Run
from almanac.build.values import Incoming, Listed, files_of, told_of
from almanac.load import records
from almanac.load.records import Files
from almanac.model.diagnostics import Fault
from almanac.model.phase import Phase
from almanac.parse.discovery import Paper
from almanac.validate import Known, questions
from almanac.views import doubles
from almanac.views.activities import Entry, from_plain


def superiors(run: Run, *args: Any) -> dict[str, list[Any]]:
    """For each city the activities of its own and of the province's; the last argument: the codes of these."""
    *said, codes = args
    own = {code: each["own"] for code, each in zip(codes, said, strict=True)}
    return {
        code: [event for above in codes if code.startswith(above) for event in own[above]] for code in codes
    }


def asked(
    run: Run,
    files: Sequence[Listed],
    found: Known,
    incoming: Sequence[Any],
    above: Sequence[Any],
    *parts: Any,
) -> dict[str, Any]:
    """What an area's activities are asked; above: activities of its superiors; the last: what it hands up of its own."""
    events = handed.everything(*parts)
    others = [*events, *map(from_plain, (*above, *Incoming(*incoming).joined))]
    reader = files_of(run, found)
    told = list(_told(reader, files, doubles.doubles(events, {other.id: other for other in others}.values())))
    held = {fault.place.file for fault, event in told if event.phase is Phase.HELD}
    return told_of((fault for fault, _ in told), held)


def _told(
    reader: Files, files: Sequence[Listed], pairs: Iterator[tuple[Entry, Entry, str]]
) -> Iterator[tuple[Fault, Entry]]:
    """The questions that nobody has answered, at the places of their records: only the folders of these are read."""
    read: dict[str, dict[str, Any]] = {}
    for event, other, why in pairs:
        if event.code not in read:
            folder = f"{event.year}/{reader.known.register.path(event.code)}".rstrip("/")
            mine = [path for path, _, link, _ in files if not link and path.rpartition("/")[0] == folder]
            papers = [Paper(path, 0, 0, False) for path in mine if path.endswith(".yml")]
            read[event.code] = {f.id: f for paper in papers for f in reader.filings(paper.path)[0]}
        filing = read[event.code].get(event.id)
        if filing is None:
            continue
        finding = questions.asked(filing.record, doubles.question(other, why, reader.known.register))
        if finding is not None:
            yield records.placed(reader, filing, finding), event
