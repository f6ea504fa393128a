"""What is made of the records of one area: a county with all below it, or what a city or the province itself has filed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from almanac.build import handed
from almanac.build.graph import Run
from almanac.build.values import (
    Incoming,
    Listed,
    Parts,
    PlainFault,
    fault,
    files_of,
    papers,
    plain_fault,
    told_of,
)
from almanac.build.worker import Workspace
from almanac.disclosure import held_texts, public_records, redaction
from almanac.load import records
from almanac.load.records import Loaded
from almanac.model import divisions
from almanac.model.counting_rules import rules_of
from almanac.model.day import Day
from almanac.model.diagnostics import Fault, on
from almanac.model.divisions import Level, Register, level_of, share_of
from almanac.model.filings import Filing, Piece, Tally
from almanac.parse.word_marks import ACTIVITY, CONSENT, JOINT, REPORT, ROLL
from almanac.search import catalogue
from almanac.statistics import aggregation, media, revisions, subtotals, tally_check, totals
from almanac.statistics.counting import is_counted
from almanac.validate import Known, personal_data
from almanac.views import activities, media_mentions, photos, related

# What reaches out to other areas: by its file's name, or by a word in it.
COVERAGE = "/媒体.yml"
NAMING = {ROLL: ACTIVITY | REPORT | CONSENT, "/清单.yml": ACTIVITY}


# ---------------------------------------------------------------- what all areas need


def register(run: Run, listed: bytes, aliases: bytes) -> Register:
    """The associations."""
    return divisions.load(_space(run).records / "associations.csv")


def notices(run: Run, files: Sequence[Listed]) -> tuple[dict[int, Any], list[Fault]]:
    """Every year's notice, and what is wrong with them and with the seals."""
    return records.notices(_space(run).records, _space(run).name)


def known(
    run: Run,
    everyone: Register,
    said: tuple[dict[int, Any], list[Fault]],
    files: Sequence[Listed],
    rehearsal: str,
) -> Known:
    """What the rules may look at; rehearsal: a past day as which all is taken, and what was sealed later is not."""
    space = _space(run)
    found = records.known_to(space.records, everyone, said[0])
    return found._replace(
        picture=lambda path: photos.trouble(space.records / path, space.cache),
        likeness=lambda path: photos.likeness(space.records / path, space.cache),
        seals={year: seal for year, seal in found.seals.items() if not seal.as_of > rehearsal > ""},
        rehearsal=rehearsal,
    )


def public_known(run: Run, found: Known, gone: Sequence[str], hidden: Sequence[Any]) -> Known:
    """The same with notices and seals as they may be printed."""
    found = found._replace(notices=held_texts.notices(found.notices, personal_data.places(found.register)))
    change = redaction.eraser(gone)
    return redaction.sealed(redaction.known(found, change) if change else found, hidden)


# ---------------------------------------------------------------- from area to area


def reach(
    run: Run,
    files: Sequence[Listed],
    found: Known,
    there: Any,
    gone: Sequence[str],
    code: str,
    set_aside: bool,
) -> dict[str, Any]:
    """What an area's records say that others must show: joint activities, pieces about activities, ties to activities."""
    reader = files_of(run, found)
    above = level_of(code) < Level.COUNTY  # counties hold theirs against it
    read = records.load(reader, papers(each for each in files if above or set_aside or _reaches_out(*each)))
    loaded = (records.set_aside(read, reader.name, run.day) if set_aside else read).filings
    places = personal_data.places(found.register)
    filings = public_records.public(loaded, run.day, places)
    entries = list(activities.entries(filings, found.notices, found.register))
    joined = [(area, event) for event in entries for area in activities.partners(event)]
    taken = [(area, event) for event in entries for area in activities.superiors(event)]
    plain, struck = (
        public_records.plainly_struck,
        public_records.public(loaded, run.day, places, gone) if gone else filings,
    )
    events = plain([event.plain() for _, event in joined], gone)
    outlines = plain([activities.in_outline(event).plain() for _, event in taken], gone)
    return {
        "joined": [(area, event) for (area, _), event in zip(joined, events, strict=True)],
        "mentions": plain([tuple(each) for each in media_mentions.mentions(filings, found)], gone),
        "taken": [(area, event) for (area, _), event in zip(taken, outlines, strict=True)],
        "own": plain([activities.in_outline(event).plain() for event in entries], gone) if above else [],
        "pieces": [tuple(each) for each in media.publications(struck, found.notices)],
        "vouched": aggregation.vouched(filings, found) if above else [],
        "ties": plain([tuple(each) for each in related.ties(filings, found)], gone),
    }


def _reaches_out(path: str, made_of: bytes, link: bool, words: int) -> bool:
    naming = NAMING.get(path[path.rfind("/") :], JOINT)
    return not link and (path.endswith(COVERAGE) or bool(words & naming))


def exchange(run: Run, *args: Any) -> dict[str, tuple[Any, ...]]:
    """What each area must show of all; the last argument: the codes of the areas, in the order of what they say."""
    *said, codes = args
    elsewhere = media.counted_elsewhere(
        media.Publication._make(one) for each in said for one in each["pieces"]
    )
    told = [(above, *each) for above, one in zip(codes, said, strict=True) for each in one["vouched"]]
    incoming = {code: Incoming([], [], [], {}, _vouched(code, told), []) for code in codes}
    for piece, other in sorted(elsewhere.items()):
        incoming[share_of(piece.split("-")[1])].elsewhere[piece] = other
    for each in said:
        for area, event in each["joined"]:
            incoming[area].joined.append(event)
        for area, event in each["taken"]:
            incoming[area].taken.append(event)
        for mention in each["mentions"]:
            incoming[share_of(mention[0].split("-")[1])].mentions.append(mention)
        for tie in each["ties"]:
            incoming[share_of(tie[0].split("-")[1])].ties.append(tie)
    return {code: tuple(each) for code, each in incoming.items()}


def _vouched(code: str, told: Iterable[tuple[str, int, str]]) -> dict[int, list[str]]:
    """Of which levels tallies of those above an area speak, by campaign."""
    found: dict[int, dict[str, None]] = {}
    for above, year, row in told:
        if code != above and code.startswith(above):
            found.setdefault(year, {})[row] = None
    return {year: [*rows] for year, rows in found.items()}


# ---------------------------------------------------------------- one area


def read(run: Run, files: Sequence[Listed], found: Known, there: Any) -> Loaded:
    """Every record of an area as it was filed, and what is wrong with them."""
    return records.load(files_of(run, found), papers(files))


def loaded(run: Run, filed: Loaded, since: str, set_aside: bool) -> Loaded:
    """The same, without the files that are faulty since then if they are set aside."""
    return records.set_aside(filed, _space(run).name, Day(since)) if set_aside else filed


def parts(
    run: Run,
    filed: Loaded,
    found: Known,
    shown: Known,
    gone: Sequence[str],
    incoming: Sequence[Any],
    since: str,
    code: str,
) -> Parts:
    """The records as the public may see them, listed and counted; since: a day on which the same may be named."""
    filings = public_records.public(filed.filings, Day(since), personal_data.places(found.register), gone)
    entries = sorted(activities.entries(filings, found.notices, found.register), key=activities.order)
    into = Incoming(*incoming)
    joined = list(map(activities.from_plain, (*into.joined, *into.taken)))
    counting = found._replace(seals=shown.seals)
    counted = aggregation.reckonings(code, entries, joined, filings, counting, into.elsewhere)
    sums, changed = revisions.since(code, counted, entries, counting)
    brought = subtotals.of_share(code, sums, entries, filings, changed, counting.notices)
    return Parts(filings, entries, sums, brought)


KeptFaults = tuple[list[PlainFault], list[str], list[str]]


def faults(run: Run, filed: Loaded, these: Parts, gone: Sequence[str], code: str) -> Sequence[Fault]:
    """What is wrong in an area on which days, without names that were withdrawn.

    Tallies of cities and the province are held against what is below them elsewhere (`above.tallies`).
    """
    space = _space(run)
    told: Sequence[Fault] = filed.faults
    if level_of(code) is Level.COUNTY:
        tallied = [each for one in these.reckonings.values() for each in one.tallied()]
        told = [*told, *tally_check.tally_faults(space.records, space.name, tallied)]
    change = redaction.eraser(gone)
    return redaction.faults(told, change) if change else told


def lasting_faults(run: Run, told: Sequence[Fault], filed: Loaded, gone: Sequence[str]) -> KeptFaults:
    """That as it is kept, whatever day it is, so that the next day no record is read for it; nothing of files that are
    named after somebody who has withdrawn, for a file's name is a text, too."""
    others = _named(told, gone)
    return _kept([each for each in told if each.place.file not in others], filed, run)


def other_faults_today(run: Run, told: Sequence[Fault], filed: Loaded, gone: Sequence[str]) -> KeptFaults:
    """What is wrong today in the files that are named so."""
    those = _named(told, gone)
    return _kept(on([each for each in told if each.place.file in those], run.day), filed, run)


def faults_today(run: Run, lasting: KeptFaults, others: KeptFaults) -> dict[str, Any]:
    """Of all that what is wrong today, with the files that were set aside."""
    told = [*on(map(fault, lasting[0]), run.day), *map(fault, others[0])]
    return told_of(told, {*lasting[1], *others[1]}) | {"aside": lasting[2]}


def _named(told: Sequence[Fault], gone: Sequence[str]) -> set[str]:
    """The files that are named after somebody who has withdrawn."""
    change = redaction.eraser(gone)
    return {file for file in {each.place.file for each in told} if change(file) != file} if change else set()


def _kept(told: Sequence[Fault], filed: Loaded, run: Run) -> KeptFaults:
    """Faults as they are kept, in which of their files something is counted, and the files that were set aside."""
    counted = {f"{_space(run).name}/{filing.file}" for filing in filed.filings if is_counted(filing.record)}
    return (
        list(map(plain_fault, told)),
        sorted(counted & {each.place.file for each in told}),
        list(filed.aside),
    )


def hand_up(run: Run, these: Parts, found: Known, code: str) -> dict[str, Any]:
    """What the city, the province and the search need of an area, in parts."""
    words = catalogue.words(code, these.entries, these.filings, found.register)
    return handed.up(code, these, words, found)


def signed(
    run: Run, these: Parts, shown: Known, incoming: Sequence[Any], code: str, year: int, until: str
) -> tuple[Any, dict[str, str]]:
    """What an area brings to a campaign that is signed, and what each record brings to it.

    until: later activities and tallies are not yet counted; empty: all are.
    """
    entries, filings = (
        [e for e in these.entries if e.year == year],
        [f for f in these.filings if f.year == year],
    )
    if until:
        entries = [event for event in entries if (event.end or event.start)[:10] <= until]
        filings = [filing for filing in filings if _day(filing.record)[:10] <= until]
    counted = aggregation.reckonings(code, entries, (), filings, shown, Incoming(*incoming).elsewhere)
    sums, changed = revisions.since(code, counted, entries, shown)
    brought = subtotals.of_share(code, sums, entries, filings, changed, shown.notices)
    notice = shown.notices[year]
    reckoned = sums.get(year) or aggregation.nothing(code)
    marks = revisions.marks(code, reckoned, entries, rules_of(notice), totals.cells_of(notice))
    return brought[year].plain() if year in brought else None, revisions.as_sealed(marks)


def _day(record: object) -> str:
    """The day that a tally or a piece is of; what has none is of every day."""
    if isinstance(record, Tally):
        return record.as_of
    return (record.date or "") if isinstance(record, Piece) else ""


def pieces(run: Run, files: Sequence[Listed], found: Known, year: int) -> list[Filing]:
    """The published pieces of a year that were filed in an area, as they were filed: to hold a new one against them."""
    reader, those = files_of(run, found), [paper.path for paper in papers(files) if not paper.link]
    those = [path for path in those if path.startswith(f"{year}/") and path.endswith(COVERAGE)]
    return [filing for path in sorted(those) for filing in reader.as_filed(path)]


# ---------------------------------------------------------------- reading


def _space(run: Run) -> Workspace:
    space: Workspace = run.means.space
    return space
