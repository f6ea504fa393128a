"""The notice-board page made by a command: one month of one association on A4, with the code of its page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from almanac.build import whole
from almanac.build.page_shell import Facts
from almanac.disclosure import redaction
from almanac.documents import pdf
from almanac.load import records
from almanac.model.day import Day
from almanac.model.diagnostics import Fault, is_error, on
from almanac.model.divisions import Level, Register, level_of
from almanac.model.filings import BY_FILE, Filing, Notice
from almanac.parse.discovery import Paper, survey
from almanac.parse.input_files import content
from almanac.views import noticeboard
from almanac.views.activities import Entry, entries, order
from almanac.views.campaign_year import season

DEPTH = {level: depth for depth, level in enumerate(Level, 1)}  # folders above a file, by level


class Made(NamedTuple):
    """The page as PDF, empty where nothing is on; how many activities; the faults of the records it needs."""

    data: bytes
    activities: int
    faults: list[Fault]


class Gathered(NamedTuple):
    """What was filed for a board: activities of that year, the notices, and the faults that concern it; all as the
    public may see it. files, papers, gone: what else is read there, by share, and the names that were withdrawn."""

    filings: list[Filing]
    entries: list[Entry]
    notices: dict[int, Notice]
    faults: list[Fault]
    files: records.Files
    papers: dict[str, list[Paper]]
    gone: list[str]


Tell = Callable[[str, int, int], None]


def make(
    root: Path, register: Register, today: Day, name: str, code: str, month: str, facts: Facts, tell: Tell
) -> Made:
    """Read what is on there in a month and set it."""
    here = gathered(root, register, today, name, code, month, tell)
    events = sorted(noticeboard.listed(here.entries, code, month), key=order)
    if not events or any(map(is_error, here.faults)):
        return Made(b"", len(events), here.faults)
    year = season(int(month[:4]), here.notices.get(int(month[:4])), today)
    address = f"{facts.url}u/{noticeboard.page(here.entries, code)}/"
    demo = any(notice.demo == "是" for notice in here.notices.values())
    told = noticeboard.lines(events, code, register)
    return Made(pdf.board(register, code, month, year, told, address, demo), len(events), here.faults)


def gathered(
    root: Path, register: Register, today: Day, name: str, code: str, month: str, tell: Tell
) -> Gathered:
    """Read what may stand on a board; of other counties, the files that name the association's folder."""
    said, faults = records.notices(root, name)
    files = records.Files(root, records.known_to(root, register, said), name)
    found, top, folder = survey(root, register), f"{name}/{month[:4]}", register.path(code)
    here, gone = list[Filing](), whole.withdrawn(files, found)
    for number, share in enumerate(sorted(found)):
        tell("读取", number, len(found))
        papers = [paper for paper in found[share] if _is_activity(paper, month)]
        if share.startswith(code) or code.startswith(share):
            papers = [paper for paper in papers if paper.path.count("/") <= DEPTH[level_of(code)] + 1]
        else:
            papers = [paper for paper in papers if folder.encode() in content(root, paper.path)]
        loaded = records.set_aside(records.load(files, papers), name, today)
        faults += [fault for fault in loaded.faults if _concerns(fault, top, folder)]
        here += whole.public(files, found[share], loaded.filings, gone, today)
    notices = redaction.notices(files.known.notices, gone)
    events = list(entries(here, notices, register))
    return Gathered(here, events, notices, sorted(on(faults, today)), files, found, gone)


def _is_activity(paper: Paper, month: str) -> bool:
    """Whether a file holds activities of that year."""
    year, _, rest = paper.path.partition("/")
    return (
        year == month[:4]
        and not paper.link
        and rest.endswith(".yml")
        and rest.rpartition("/")[2] not in BY_FILE
    )


def _concerns(fault: Fault, top: str, folder: str) -> bool:
    """Whether a fault is in a record of the association, of one below it, or of one above it."""
    where = fault.place.file.removeprefix(top).rpartition("/")[0].strip("/")
    return f"{where}/".startswith(f"{folder}/") or f"{folder}/".startswith(f"{where}/") or not where
