"""One campaign reckoned at once, without a site: for the commands that seal it, send its returns and tell what is owed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from almanac.build import ledger
from almanac.disclosure import public_records, redaction
from almanac.load import records
from almanac.model.day import Day
from almanac.model.diagnostics import Fault, on
from almanac.model.divisions import Register, level
from almanac.model.filings import Filing
from almanac.parse import yaml_reader
from almanac.parse.discovery import Paper, survey
from almanac.statistics import aggregation, counting, returns, revisions, table, tally_check, totals
from almanac.statistics.aggregation import Reckoning
from almanac.statistics.table import Child, Sheet
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

    sheets: dict[str, Sheet]
    faults: list[Fault]
    marks: dict[str, dict[str, str]]
    filings: dict[str, tuple[Filing, ...]]
    changed: list[revisions.Changed]


class _Share(NamedTuple):
    """What stays of a share once it is read."""

    found: dict[int, Reckoning]
    entries: list[Entry]
    filings: tuple[Filing, ...]
    changed: dict[int, list[revisions.Changed]]

    def of(self, code: str, year: int) -> Reckoning:
        """One campaign of it."""
        return self.found.get(year) or aggregation.nothing(code)

    def filed(self, year: int) -> tuple[Filing, ...]:
        """What was filed in it for one campaign."""
        return tuple(filing for filing in self.filings if filing.year == year)


def check(root: Path, register: Register, today: Day, name: str, tell: Tell) -> list[Fault]:
    """Every fault of all records, those of tallies among them, which show only when all is counted."""
    files, shares, faults = _read(root, register, today, name, "", register.root, tell)
    for year in files.known.notices:
        nodes = _nodes(files, shares, year, register.root)
        faults |= set(tally_check.tally_faults(root, name, nodes.values()))
    return sorted(faults)


def reckon(
    root: Path, register: Register, today: Day, name: str, year: int, scope: str, tell: Tell, until: str = ""
) -> Whole:
    """Read and count a campaign at or below `scope`; until: later activities and tallies are not yet counted."""
    files, shares, faults = _read(root, register, today, name, str(year), scope, tell, until)
    if year not in files.known.notices:
        return Whole({}, sorted(faults), {}, {}, [])
    found = _together(files, shares, year, scope)
    return found._replace(faults=sorted({*faults, *found.faults}))


def _read(
    root: Path, register: Register, today: Day, name: str, year: str, scope: str, tell: Tell, until: str = ""
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
    return records.Files(root, shown, name), shares, set(on(faults, today))


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
    return _Share(whole, listed, filings, changed)


def _together(files: records.Files, shares: dict[str, _Share], year: int, scope: str) -> Whole:
    """One campaign of all shares: its sheets, what is wrong with its tallies, what entered it."""
    known, seal = files.known, files.known.seals.get(year)
    choice = counting.rules_of(known.notices[year])
    nodes = _nodes(files, shares, year, scope)
    faults = tally_check.tally_faults(files.root, files.name, nodes.values())
    above = [node for code, node in nodes.items() if len(code) < 6]
    sheets = {node.code: _above(node, shares, files, year) for node in above}
    sheets |= {code: _county(code, one, files, year) for code, one in shares.items() if len(code) == 6}
    changed = {code: one.changed.get(year, []) for code, one in shares.items()}
    made = {
        code: revisions.against(one, seal, _at(changed, code), known.today)
        for code, one in sorted(sheets.items())
    }
    marks = {
        code: revisions.marks(code, one.of(code, year), [e for e in one.entries if e.year == year], choice)
        for code, one in shares.items()
    }
    filed = {code: tuple(f for f in one.filed(year) if f.code == code) for code, one in shares.items()}
    return Whole(made, faults, marks, filed, _at(changed, scope))


def _nodes(
    files: records.Files, shares: Mapping[str, _Share], year: int, scope: str
) -> dict[str, totals.Node]:
    """Every association of a campaign at or below `scope`, counted; tallies of cities and the province settled."""
    choice = counting.rules_of(files.known.notices[year])
    found = {code: one.of(code, year) for code, one in shares.items()}
    own = {code: one.nodes[code].own for code, one in found.items() if len(code) < 6}
    counties = {code: one.nodes[code].whole for code, one in found.items() if len(code) == 6}
    nodes = {unit: node for one in found.values() for unit, node in one.nodes.items() if len(unit) >= 6}
    if len(scope) < 6:
        nodes |= aggregation.tree(scope, own, _within(shares, year), choice, counties)
    return nodes


def _at(changed: Mapping[str, list[revisions.Changed]], code: str) -> list[revisions.Changed]:
    return [each for share, those in changed.items() if share.startswith(code) for each in those]


def _within(shares: Mapping[str, _Share], year: int) -> Callable[[str], Callable[[str], list[Entry]]]:
    """The activities at or below an association on one level."""

    def of(unit: str) -> Callable[[str], list[Entry]]:
        inner = [one for code, one in shares.items() if code.startswith(unit)]
        return lambda row: [
            e for one in inner for e in one.entries if e.year == year and level(e.code) == row
        ]

    return of


def _county(code: str, one: _Share, files: records.Files, year: int) -> Sheet:
    known, filings = files.known, one.filed(year)
    listed, filed = aggregation.accounts(filings), returns.returned(filings)
    found, notice = one.of(code, year), known.notices[year]
    return table.of_county(code, year, notice, found, known.register, listed, filed, known.today)


def _above(node: totals.Node, shares: Mapping[str, _Share], files: records.Files, year: int) -> Sheet:
    known, code = files.known, node.code
    mine = {share: one for share, one in shares.items() if share.startswith(code)}
    standings = {share: one.of(share, year).standing() for share, one in mine.items()}
    filed = {s: returns.returned(one.filed(year)).get(s, returns.NOTHING) for s, one in mine.items()}
    children = tuple(
        Child(
            unit.code,
            totals.done(node.below.get(unit.code, {})),
            table.together([each for share, each in standings.items() if share.startswith(unit.code)]),
            filed.get(unit.code, returns.NOTHING),
        )
        for unit in known.register.children(code)
    )
    listed = [a for one in mine.values() for a in aggregation.accounts(one.filed(year)) if len(a.code) <= 6]
    left_out = aggregation.left_out([n for s, one in mine.items() for n in one.of(s, year).nodes.values()])
    notice = known.notices[year]
    return Sheet(
        year, code, notice, node, node.sums(), children, table.together([*standings.values()]),
        totals.expected(known.register, code), left_out, tuple(listed), filed.get(code, returns.NOTHING),
        table.provisional(notice), (), known.today.iso,
    )  # fmt: skip
