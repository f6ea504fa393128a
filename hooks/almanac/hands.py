"""A pair of hands: reads, checks, makes and writes the shares of some cities, one share after another."""

from __future__ import annotations

import hashlib
import marshal
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from almanac import finding, publishing
from almanac.desk import Manifest, desk, digest, kept
from almanac.finding import Paper
from almanac.orders import Done, Job, Order, Reach, Summary, compared
from almanac.register import Register

if TYPE_CHECKING:  # a build with nothing to do loads none of these
    from almanac.records import Filing
    from almanac.views.calendar import Entry

_LINK = re.compile(rb'"[./]*/?e/([0-9]{4}-[0-9]{9,12}-[a-z0-9-]+)/"')
JOINT, COVERAGE = "联合".encode(), "/媒体.yml"


class Hand:
    """The work on the shares of some cities (`rest`: also what stands right in the year's folder, and the province).

    A share's records are in memory only while that share is made; what others need of it stays as its summary.
    """

    def __init__(
        self, job: Job, register: Register, cities: frozenset[str], rest: bool, count: Callable[[], None]
    ) -> None:
        self.job, self.register, self.count = job, register, count
        known = frozenset(city.name for city in self.register.children(self.register.root))
        self._mine: Callable[[str], bool] = lambda name: name in cities or (rest and name not in known)
        self._papers: dict[str, list[Paper]] = {}
        self._summaries: dict[str, Summary] = {}
        self._taken_up: dict[str, str] = {}
        self._read_before: dict[str, bytes] = {}  # files looked into ahead, until their share is made

    # -------------------------------------------------- what is there

    def survey(self) -> dict[str, bytes]:
        """The signature of every share of these hands: names, sizes and times of its files."""
        self._papers = finding.survey(self.job.records, self.register, self._mine)
        return {code: _signature(papers) for code, papers in self._papers.items()}

    def foresee(self, codes: Iterable[str]) -> dict[str, Reach]:
        """What shares say that others must show; read ahead, so that afterwards each share is made in one go."""
        from almanac import campaign
        from almanac.views import calendar, coverage

        known, job = self.known(), self.job
        reach = {}
        for code in codes:
            papers = [
                paper for paper in self._papers.get(code, ()) if job.set_aside or self._reaches_out(paper)
            ]
            filings = campaign.load(job.records, papers, known, job.name, job.set_aside).filings
            entries = calendar.entries(filings, known.notices, self.register)
            joined = [(share, tuple(event)) for event in entries for share in calendar.partners(event)]
            reach[code] = Reach(joined, [tuple(mention) for mention in coverage.mentions(filings, known)])
        return reach

    def _reaches_out(self, paper: Paper) -> bool:
        if paper.link or not paper.path.endswith(".yml"):
            return False
        raw = self._read_before[paper.path] = finding.content(self.job.records, paper.path)
        return paper.path.endswith(COVERAGE) or JOINT in raw

    def known(self) -> Any:
        """What the rules may look at; the notices are read once."""
        if not hasattr(self, "_known_to"):
            from almanac import campaign

            said, self.notice_faults = campaign.notices(self.job.records, self.job.name)
            self._known_to = campaign.known_to(self.job.records, self.register, said, self.job.today)
        return self._known_to

    # -------------------------------------------------- read, check, make, write

    def make(
        self, orders: Sequence[Order], others: Mapping[str, Summary | str], engine: Path, how: str
    ) -> tuple[dict[str, Summary], dict[str, Done]]:
        """Read and check shares, make and write those without errors; returned are all summaries, and what was made.

        others: the summaries of shares read elsewhere, or the names they are kept under. how: `first` (a new tree),
        `mass` (straight into the twin), or `few` (the changed bytes are returned).
        """
        from almanac.making import Maker

        here = desk(self.job.site)
        write = publishing.writer(here, how)
        for code, said in others.items():
            if not isinstance(said, str):
                self._summaries[code] = said
            elif self._taken_up.get(code) != said:
                self._summaries[code], self._taken_up[code] = kept(here, said), said
        maker = Maker(self.job, self.known(), engine, self._summaries)
        done = {}
        for order in orders:
            filings, entries = ((), ()) if order.part else self._read(order.code)
            if order.part or self.job.set_aside or not self._summaries[order.code]["errors"]:
                files = maker.make(order, filings, entries)
                old: Manifest = kept(here, order.manifest) if order.manifest else {}
                done[order.key] = compared(files, old, write)._replace(shown=_shown(order, files))
            self.count()
        return {order.code: self._summaries[order.code] for order in orders if not order.part}, done

    def read(self, codes: Iterable[str]) -> dict[str, Summary]:
        """Read and check what cities and the province themselves have filed, before the pages above are made."""
        for code in codes:
            self._read(code)
        return {code: self._summaries[code] for code in codes}

    def _read(self, code: str) -> tuple[tuple[Filing, ...], Sequence[Entry]]:
        from almanac import campaign
        from almanac.faults import is_error
        from almanac.views import calendar, tables

        job, known = self.job, self.known()
        papers = self._papers.get(code, [])
        loaded = campaign.load(job.records, papers, known, job.name, job.set_aside, self._read_before)
        entries = sorted(calendar.entries(loaded.filings, known.notices, self.register), key=calendar.order)
        above = [calendar.from_above(event) for event in entries]
        codes = sorted({filing.code for filing in loaded.filings})
        counted = [[tuple(calendar.counted(event, length)) for event in above] for length in (9, 6)]
        self._summaries[code] = {
            "entries": [tuple(event) for event in above],
            "counted": [digest(marshal.dumps((events, codes, loaded.aside), 2)) for events in counted],
            "rows": tables.lines(tables.ACTIVITIES, tables.activity_rows(entries, self.register)),
            "codes": codes,
            "faults": [(*fault.place, *fault[1:]) for fault in loaded.faults],
            "errors": any(map(is_error, loaded.faults)),
            "aside": list(loaded.aside),
        }
        return loaded.filings, entries


def _shown(order: Order, files: Mapping[str, bytes]) -> list[str]:
    """The activities of townships and villages that the pages of a city or the province name."""
    if len(order.code) == 6:
        return []
    pages = (data for path, data in files.items() if path.endswith(".html"))
    return sorted({found.decode() for page in pages for found in _LINK.findall(page)})


def _signature(papers: Iterable[Paper]) -> bytes:
    text = "\n".join([f"{paper.path}\0{paper.size}\0{paper.changed}\0{paper.link}" for paper in papers])
    return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).digest()
