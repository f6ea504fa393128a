"""One campaign reckoned at once, without a site: for the commands that seal it, send its returns and tell what is owed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from almanac import campaign, checking, counting, ledger
from almanac.faults import Fault
from almanac.finding import Paper, survey
from almanac.records import Filing
from almanac.register import Register, level
from almanac.views import reckoning, returns, sealed, sheet, totals
from almanac.views.calendar import Entry, entries, order
from almanac.views.coverage import keys
from almanac.views.reckoning import Reckoning
from almanac.views.sheet import Child, Sheet

Tell = Callable[[str, int, int], None]
COVERAGE = "/媒体.yml"


class Whole(NamedTuple):
    """One campaign at or below one association. sheets: of that association and of all cities and counties in it.

    marks: by share, what entered the table, as a seal keeps it; filings: what each reporting association itself filed;
    changed: what is otherwise than when the year was sealed.
    """

    sheets: dict[str, Sheet]
    faults: list[Fault]
    marks: dict[str, dict[str, str]]
    filings: dict[str, tuple[Filing, ...]]
    changed: list[sealed.Changed]


class _Share(NamedTuple):
    """What stays of a share once it is read."""

    found: Reckoning
    entries: list[Entry]
    filings: tuple[Filing, ...]
    changed: list[sealed.Changed]


def reckon(
    root: Path, register: Register, today: str, name: str, year: int, scope: str, tell: Tell, until: str = ""
) -> Whole:
    """Read and count a campaign at or below `scope`; until: later activities and tallies are not yet counted."""
    said, faults = campaign.notices(root, name)
    files = campaign.Files(root, campaign.known_to(root, register, said, today), name)
    if year not in said:
        return Whole({}, faults, {}, {}, [])
    papers = {
        code: [paper for paper in those if paper.path.startswith(f"{year}/")]
        for code, those in survey(root, register).items()
        if code.startswith(scope) or scope.startswith(code)
    }
    elsewhere = _elsewhere(files, papers)
    shares: dict[str, _Share] = {}
    for number, (code, those) in enumerate(sorted(papers.items())):
        tell("读取、计数", number, len(papers))
        loaded = campaign.load(files, those)
        faults += loaded.faults
        if code.startswith(scope):
            shares[code] = _share(code, loaded.filings, files, year, elsewhere.get(code, {}), until)
    return _together(files, shares, faults, year, scope)


def _elsewhere(files: campaign.Files, papers: Mapping[str, list[Paper]]) -> dict[str, dict[str, str]]:
    told = {}
    for code, those in papers.items():
        pieces = [paper for paper in those if paper.path.endswith(COVERAGE) and not paper.link]
        told[code] = keys(filing for paper in pieces for filing in files.filings(paper.path, ahead=True)[0])
    return ledger.counted_elsewhere(told)


def _share(
    code: str,
    filings: tuple[Filing, ...],
    files: campaign.Files,
    year: int,
    elsewhere: dict[str, str],
    until: str,
) -> _Share:
    known = files.known
    listed = sorted(entries(filings, known.notices, known.register), key=order)
    if until:
        listed = [event for event in listed if event.start[:10] <= until]
        filings = tuple(filing for filing in filings if _is_counted(filing, until))
    found = reckoning.reckonings(code, listed, (), filings, known, elsewhere)
    whole, changed = sealed.since(code, found, listed, known)
    return _Share(whole.get(year) or reckoning.nothing(code), listed, filings, changed.get(year, []))


def _is_counted(filing: Filing, until: str) -> bool:
    return getattr(filing.record, "as_of", "")[:10] <= until


def _together(
    files: campaign.Files, shares: dict[str, _Share], faults: list[Fault], year: int, scope: str
) -> Whole:
    known, notice = files.known, files.known.notices[year]
    choice, seal = counting.rules_of(notice), known.seals.get(year)
    changed = [each for one in shares.values() for each in one.changed]
    top = scope if len(scope) < 6 else ""
    own = {code: one.found.nodes[code].own for code, one in shares.items() if len(code) < 6}
    counties = {code: one.found.nodes[code].whole for code, one in shares.items() if len(code) == 6}
    every = (
        [event for one in shares.values() for event in one.entries]
        if any(o.tallies for o in own.values())
        else []
    )
    within: Callable[[str], Callable[[str], Iterable[Entry]]] = lambda unit: (  # noqa: E731
        lambda row: [e for e in every if e.code.startswith(unit) and level(e.code) == row]
    )
    nodes = reckoning.tree(top, own, within, choice, counties) if top else {}
    below = [node for one in shares.values() for node in one.found.nodes.values() if len(node.code) >= 6]
    faults = sorted({*faults, *checking.tally_faults(files.root, files.name, [*nodes.values(), *below])})
    sheets = {
        code: _above(code, node, nodes, shares, files, year) for code, node in nodes.items() if len(code) < 6
    }
    for code, one in shares.items():
        if len(code) == 6:
            filings = one.filings
            sheets[code] = sheet.of_county(
                code,
                year,
                notice,
                one.found,
                known.register,
                reckoning.accounts(filings),
                returns.returned(filings),
                known.today,
            )
    made = {code: sealed.against(one, seal, [c for s, o in shares.items() if s.startswith(code) for c in o.changed], known.today)
            for code, one in sorted(sheets.items())}  # fmt: skip
    marks = {code: sealed.marks(code, one.found, one.entries, choice) for code, one in shares.items()}
    filed = {code: tuple(f for f in one.filings if f.code == code) for code, one in shares.items()}
    return Whole(made, faults, marks, filed, changed)


def _above(
    code: str, node: totals.Node, nodes: Mapping[str, totals.Node], shares: Mapping[str, _Share], files: campaign.Files,
    year: int,
) -> Sheet:  # fmt: skip
    known = files.known
    mine = {share: one for share, one in shares.items() if share.startswith(code)}
    filed = {share: returns.returned(one.filings).get(share, returns.NOTHING) for share, one in mine.items()}
    children = tuple(
        Child(
            unit.code,
            totals.done(node.below.get(unit.code, {})),
            sheet.together(
                [one.found.standing() for share, one in mine.items() if share.startswith(unit.code)]
            ),
            filed.get(unit.code, returns.NOTHING),
        )
        for unit in known.register.children(code)
    )
    listed = [
        account
        for one in mine.values()
        for account in reckoning.accounts(one.filings)
        if len(account.code) <= 6
    ]
    left_out = reckoning.left_out([each for one in mine.values() for each in one.found.nodes.values()])
    notice = known.notices[year]
    return Sheet(
        year, code, notice, node, node.sums(), children, sheet.together([one.found.standing() for one in mine.values()]),
        totals.expected(known.register, code), left_out, tuple(listed), filed.get(code, returns.NOTHING),
        sheet.provisional(notice), (), known.today,
    )  # fmt: skip
