"""One campaign reckoned at once, without a site: for the commands that seal it, send its returns and tell what is owed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from almanac.build import ledger
from almanac.disclosure import public_records, redaction
from almanac.load import records
from almanac.model.counting_rules import rules_of
from almanac.model.diagnostics import Fault
from almanac.model.divisions import Level, Register, level_of, parent
from almanac.model.filings import Filing
from almanac.parse import yaml_reader
from almanac.parse.discovery import Paper, survey
from almanac.statistics import aggregation, revisions, subtotals, tally_check
from almanac.statistics.aggregation import Reckoning
from almanac.statistics.subtotals import Subtotal
from almanac.statistics.table import StatisticsTable, table
from almanac.statistics.totals import Tallied
from almanac.validate import Known
from almanac.validate.awards import persons
from almanac.views.activities import Entry, entries, order
from almanac.views.media_mentions import keys

Tell = Callable[[str, int, int], None]
COVERAGE, AWARDS, CONSENT = "/媒体.yml", "/表彰.yml", "同意".encode()


class Whole(NamedTuple):
    """One campaign at or below one association. sheets: of that association and of all cities and counties in it.

    marks: by share, what entered the table, as a seal keeps it; filings: what each reporting association itself filed;
    changed: what is otherwise than when the year was sealed.
    """

    sheets: dict[str, StatisticsTable]
    faults: list[Fault]
    marks: dict[str, dict[str, str]]
    filings: dict[str, tuple[Filing, ...]]
    changed: list[revisions.Changed]


class _Share(NamedTuple):
    """What stays of a share once it is read."""

    found: dict[int, Reckoning]
    subtotals: dict[int, Subtotal]
    entries: list[Entry]
    filings: tuple[Filing, ...]

    def of(self, code: str, year: int) -> Reckoning:
        """One campaign of it."""
        return self.found.get(year) or aggregation.nothing(code)

    def filed(self, year: int) -> tuple[Filing, ...]:
        """What was filed in it for one campaign."""
        return tuple(filing for filing in self.filings if filing.year == year)


def check(root: Path, register: Register, today: str, name: str, tell: Tell) -> list[Fault]:
    """Every fault of all records, those of tallies among them, which show only when all is counted."""
    files, shares, faults = _read(root, register, today, name, "", register.root, tell)
    for year in files.known.notices:
        tallied = _tallied(shares, year, register.root)
        faults |= set(tally_check.tally_faults(root, name, tallied))
    return sorted(faults)


def reckon(
    root: Path, register: Register, today: str, name: str, year: int, scope: str, tell: Tell, until: str = ""
) -> Whole:
    """Read and count a campaign at or below `scope`; until: later activities and tallies are not yet counted."""
    files, shares, faults = _read(root, register, today, name, str(year), scope, tell, until)
    if year not in files.known.notices:
        return Whole({}, sorted(faults), {}, {}, [])
    found = _together(files, shares, year, scope)
    return found._replace(faults=sorted({*faults, *found.faults}))


def _read(
    root: Path, register: Register, today: str, name: str, year: str, scope: str, tell: Tell, until: str = ""
) -> tuple[records.Files, dict[str, _Share], set[Fault]]:
    """The shares at or below `scope`, read, checked and counted; what is above it is read only for its pieces."""
    said, faults = records.notices(root, name)
    files = records.Files(root, records.known_to(root, register, said, today), name)
    found = survey(root, register)
    papers = {
        code: [paper for paper in those if paper.path.startswith(year)]
        for code, those in found.items()
        if code.startswith(scope) or scope.startswith(code)
    }
    gone = withdrawn(files, found)
    elsewhere = _elsewhere(files, papers)
    change = redaction.eraser(gone)
    shown = redaction.known(files.known, change) if change else files.known
    shares: dict[str, _Share] = {}
    for number, (code, those) in enumerate(sorted(papers.items())):
        tell("读取、计数", number, len(papers))
        if code.startswith(scope):
            loaded = records.load(files, those)
            faults += loaded.faults
            filings = public(files, found[code], loaded.filings, gone)
            shares[code] = _share(code, filings, shown, elsewhere.get(code, {}), until)
    return records.Files(root, shown, name), shares, set(faults)


def withdrawn(files: records.Files, papers: Mapping[str, list[Paper]]) -> list[str]:
    """The names that were withdrawn anywhere, which no paper may bear; also those of a roll that has errors."""
    told = [path for those in papers.values() for path in _rolls(those) if CONSENT in files.raw(path)]
    read = {path: files.filings(path, ahead=True)[0] for path in told}
    sound = public_records.withdrawn_in([filing for found in read.values() for filing in found])
    faulty = [path for path, found in read.items() if not found]
    return sorted({*sound, *withdrawn_as_written(files, faulty)})


def withdrawn_as_written(files: records.Files, paths: Iterable[str]) -> set[str]:
    """The names beside a 撤回 in rolls that cannot be read as such: another mistake never brings a name back."""
    names = set[str]()
    for path in paths:
        names.update(_beside(yaml_reader.parse(path, files.now(path))[0]))
    return names


def _beside(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _beside(each)
    elif isinstance(value, dict):
        name, consent = value.get("名称"), value.get("同意")
        if isinstance(name, str) and isinstance(consent, dict) and consent.get("撤回"):
            yield from persons(name)
        for each in value.values():
            yield from _beside(each)


def public(
    files: records.Files, papers: Iterable[Paper], filings: Sequence[Filing], gone: Sequence[str]
) -> tuple[Filing, ...]:
    """Some filings of one share as the site shows them: every roll of the share is asked, whichever files were read.

    papers: all files of the share; gone: the names that were withdrawn anywhere.
    """
    there = {filing.file for filing in filings}
    others = [path for path in _rolls(papers) if path not in there and CONSENT in files.now(path)]
    rolls = [filing for path in others for filing in files.as_filed(path)]
    return public_records.public([*rolls, *filings], files.known.today, gone)[len(rolls) :]


def _rolls(papers: Iterable[Paper]) -> Iterator[str]:
    return (paper.path for paper in papers if paper.path.endswith(AWARDS) and not paper.link)


def _elsewhere(files: records.Files, papers: Mapping[str, list[Paper]]) -> dict[str, dict[str, str]]:
    told = {}
    for code, those in papers.items():
        pieces = [paper for paper in those if paper.path.endswith(COVERAGE) and not paper.link]
        told[code] = keys(filing for paper in pieces for filing in files.filings(paper.path, ahead=True)[0])
    return ledger.counted_elsewhere(told)


def _share(
    code: str, filings: tuple[Filing, ...], known: Known, elsewhere: dict[str, str], until: str
) -> _Share:
    listed = sorted(entries(filings, known.notices, known.register), key=order)
    if until:
        listed = [event for event in listed if event.start[:10] <= until]
        filings = tuple(filing for filing in filings if getattr(filing.record, "as_of", "")[:10] <= until)
    found = aggregation.reckonings(code, listed, (), filings, known, elsewhere)
    whole, changed = revisions.since(code, found, listed, known)
    brought = subtotals.of_share(code, whole, listed, filings, changed, known.notices)
    return _Share(whole, brought, listed, filings)


def _together(files: records.Files, shares: dict[str, _Share], year: int, scope: str) -> Whole:
    """One campaign of all shares: its tables, what is wrong with its tallies, what entered it."""
    known, notice = files.known, files.known.notices[year]
    brought, choice = _brought(shares, year), rules_of(notice)
    faults = tally_check.tally_faults(files.root, files.name, _tallied(shares, year, scope))
    reporting = sorted({scope, *shares, *map(parent, shares)})
    made = {
        code: table(code, year, notice, known.register, brought, known.seals.get(year), known.today)
        for code in reporting
        if code.startswith(scope)
    }
    marks = {
        code: revisions.as_sealed(
            revisions.marks(code, one.of(code, year), [e for e in one.entries if e.year == year], choice)
        )
        for code, one in shares.items()
    }
    filed = {code: tuple(f for f in one.filed(year) if f.code == code) for code, one in shares.items()}
    changed = [each for code, one in sorted(brought.items()) for each in one.changed]
    return Whole(made, faults, marks, filed, changed)


def _brought(shares: Mapping[str, _Share], year: int) -> dict[str, Subtotal]:
    return {code: one.subtotals[year] for code, one in shares.items() if year in one.subtotals}


def _tallied(shares: Mapping[str, _Share], year: int, scope: str) -> Iterator[Tallied]:
    """Every tally of a campaign at or below `scope`; those of cities and the province settled against all below them."""
    for code, one in shares.items():
        if level_of(code) is Level.COUNTY:
            yield from one.of(code, year).tallied()
    if level_of(scope) < Level.COUNTY:
        for node in subtotals.nodes(scope, _brought(shares, year)).values():
            yield from node.tallied
