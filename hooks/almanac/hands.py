"""A pair of hands: reads, checks, makes and writes the shares of some cities."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from almanac import finding, publishing
from almanac.desk import Manifest, desk, kept
from almanac.orders import Done, Job, Order, Summary, compared
from almanac.register import Register


class Hand:
    """The work on the shares of some cities (`rest`: also what stands right in the year's folder, and the province)."""

    def __init__(
        self, job: Job, register: Register, cities: frozenset[str], rest: bool, count: Callable[[], None]
    ) -> None:
        self.job, self.register, self.count = job, register, count
        known = frozenset(city.name for city in self.register.children(self.register.root))
        self._mine: Callable[[str], bool] = lambda name: name in cities or (rest and name not in known)
        self._papers: dict[str, list[Any]] = {}
        self._filings: dict[str, tuple[Any, ...]] = {}
        self.summaries: dict[str, Summary] = {}

    # -------------------------------------------------- what is there

    def survey(self) -> dict[str, bytes]:
        """The signature of every share of these hands: names, sizes and times of its files."""
        self._papers = dict(finding.survey(self.job.records, self.register, self._mine))
        return {code: _signature(papers) for code, papers in self._papers.items()}

    # -------------------------------------------------- read and check

    def load(self, codes: Iterable[str]) -> dict[str, Summary]:
        """Read and check shares; returned is what other shares need of them, with every fault."""
        from almanac import campaign
        from almanac.views import calendar, coverage, tables

        known = self.known()
        for code in codes:
            loaded = campaign.load(
                self.job.records, self._papers.get(code, []), known, self.job.name, self.job.set_aside
            )
            self._filings[code] = loaded.filings
            entries = sorted(
                calendar.entries(loaded.filings, known.notices, self.register), key=calendar.order
            )
            self.summaries[code] = {
                "entries": [tuple(event) for event in entries],
                "joined": [(share, tuple(event)) for event in entries for share in calendar.partners(event)],
                "rows": tables.lines(tables.ACTIVITIES, tables.activity_rows(entries, self.register)),
                "mentions": [tuple(mention) for mention in coverage.mentions(loaded.filings, known)],
                "codes": sorted({filing.code for filing in loaded.filings}),
                "faults": [(*fault.place, *fault[1:]) for fault in loaded.faults],
                "aside": list(loaded.aside),
            }
            self.count()
        return {code: self.summaries[code] for code in codes}

    def known(self) -> Any:
        """What the rules may look at; the notices are read once."""
        if not hasattr(self, "_known_to"):
            from almanac import campaign

            said, self.notice_faults = campaign.notices(self.job.records, self.job.name)
            self._known_to = campaign.known_to(self.job.records, self.register, said, self.job.today)
        return self._known_to

    # -------------------------------------------------- make and write

    def make(
        self, orders: Sequence[Order], others: Mapping[str, Summary | str], engine: Path, how: str
    ) -> dict[str, Done]:
        """Make shares and write them: how is `first` (a new tree), `mass` (straight into the twin), or `few` (the
        changed bytes are returned). others: the summaries of shares loaded elsewhere, or the names they are kept under."""
        from almanac.making import Maker

        self.load(sorted({order.code for order in orders if not order.part} - self._filings.keys()))
        maker = Maker(self.job, self.known(), engine, {**self._kept(others), **self.summaries})
        here = desk(self.job.site)
        write = publishing.writer(here, how)
        done = {}
        for order in orders:
            files = maker.make(order, () if order.part else self._filings.pop(order.code))
            old: Manifest = kept(here, order.manifest) if order.manifest else {}
            done[order.key] = compared(files, old, write)
            self.count()
        return done

    def _kept(self, others: Mapping[str, Summary | str]) -> dict[str, Summary]:
        here = desk(self.job.site)
        return {
            code: kept(here, summary) if isinstance(summary, str) else summary
            for code, summary in others.items()
        }


def _signature(papers: Iterable[Any]) -> bytes:
    text = "\n".join([f"{paper.path}\0{paper.size}\0{paper.changed}\0{paper.link}" for paper in papers])
    return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).digest()
