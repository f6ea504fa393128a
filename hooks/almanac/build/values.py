"""Values that tasks hand to one another: what was filed in an area, what comes from others, faults as they are kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from almanac.load.records import Files
from almanac.model.diagnostics import Fault, Place, is_error, is_question
from almanac.model.filings import Filing
from almanac.parse.discovery import Paper
from almanac.statistics.aggregation import Reckoning
from almanac.statistics.media import Elsewhere
from almanac.statistics.subtotals import Subtotal
from almanac.validate import Known
from almanac.views.activities import Entry

if TYPE_CHECKING:
    from almanac.build.graph import Run

# A file of an area: path, digest of the bytes, whether it is a link, which words it has (`sources`).
Listed = tuple[str, bytes, bool, int]
PlainFault = tuple[Any, ...]


class Parts(NamedTuple):
    """What was filed in an area, as lists show it, as it is counted by campaign, and what it brings to tables."""

    filings: tuple[Filing, ...]
    entries: list[Entry]
    reckonings: dict[int, Reckoning]
    subtotals: dict[int, Subtotal]


class Incoming(NamedTuple):
    """What all areas have said that one must show.

    taken: activities led below it in which it takes part itself, and which its lists have anyway;
    elsewhere: pieces filed here that are the same as another that counts, with its association and outlet; vouched: by
    campaign the levels of which a tally above says that some have held publicity activities.
    """

    joined: list[tuple[Any, ...]]
    mentions: list[tuple[Any, ...]]
    ties: list[tuple[Any, ...]]
    elsewhere: dict[str, Elsewhere]
    vouched: dict[int, list[str]]
    taken: list[tuple[Any, ...]]


def files_of(run: Run, found: Known) -> Files:
    """What reads the records of a build."""
    return Files(run.means.space.records, found, run.means.space.name, below=run.means.below)


def papers(files: Iterable[Listed]) -> list[Paper]:
    """The files of an area, as they are read."""
    return [Paper(path, 0, 0, link) for path, _, link, _ in files]


def told_of(found: Iterable[Fault], counted: Collection[str] = ()) -> dict[str, Any]:
    """Faults as plain values; those of them that are errors; the questions in files of which something is counted.

    The last must be answered before what is counted is signed.
    """
    listed = sorted({*found})
    return {
        "all": list(map(plain_fault, listed)),
        "errors": [plain_fault(each) for each in listed if is_error(each)],
        "unsigned": [
            plain_fault(each) for each in listed if is_question(each) and each.place.file in counted
        ],
    }


def plain_fault(fault: Fault) -> PlainFault:
    """A fault as it is kept."""
    return (*fault.place, *fault[1:])


def fault(kept: PlainFault) -> Fault:
    """A fault as it was before it was kept."""
    return Fault(Place(*kept[:3]), *kept[3:])
