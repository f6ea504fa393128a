"""A pair of hands: reads, checks, makes and writes the shares of some cities, one share after another."""

from __future__ import annotations

import functools
import gc
import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from almanac.build.desk import Manifest, desk, kept
from almanac.build.orders import SUMS, Done, Job, Order, Parts, Reach, Read, compared
from almanac.model.divisions import Register
from almanac.parse import discovery
from almanac.parse.discovery import Paper
from almanac.publish import file_tree, local

if TYPE_CHECKING:  # a build with nothing to do loads none of these
    from almanac.load.articles import Shelf
    from almanac.load.press_releases import Newsroom
    from almanac.load.records import Files, Loaded
    from almanac.model.diagnostics import Fault
    from almanac.model.filings import Filing
    from almanac.model.seal import Seal
    from almanac.validate import Known

# What reaches out to other shares: by its file's name, or by a word in it.
COVERAGE, JOINT = "/媒体.yml", "联合".encode()
NAMES = {"/表彰.yml": ("活动".encode(), "报告".encode(), "同意".encode()), "/清单.yml": ("活动".encode(),)}


BETWEEN = 8  # shares made between two looks for garbage: the collector is off, and 3,000 objects a county are in circles


class Hand:
    """The work on the shares of some cities (`rest`: also what stands right in the year's folder, and the province).

    A share's records are in memory only while that share is made; what others need of it stays as its summary.
    """

    def __init__(
        self, job: Job, register: Register, cities: frozenset[str], rest: bool, count: Callable[[], None]
    ) -> None:
        self.job, self.register, self.count = job, register, count
        self.day = job.day
        known = frozenset(city.name for city in self.register.children(self.register.root))
        self._mine: Callable[[str], bool] = lambda name: name in cities or (rest and name not in known)
        self._papers: dict[str, list[Paper]] = {}
        self._withdrawn: list[str] = []
        self._unprinted: dict[str, list[tuple[str, str, bool]]] = {}
        self._seals: dict[int, Seal] | None = (
            None  # without the names that were withdrawn, where there are any
        )

    # -------------------------------------------------- what is there

    def survey(self) -> dict[str, bytes]:
        """The signature of every share of these hands: names, sizes and times of its files."""
        self._papers = discovery.survey(self.job.records, self.register, self._mine)
        return {code: _signature(papers) for code, papers in self._papers.items()}

    def prepare(self, program: bytes) -> None:
        """Load what makes pages, the notices and the articles; every hand at the same time.

        program: a digest of the program and of all else that every page depends on.
        """
        import almanac.build.making  # noqa: F401

        self._program = program
        self.known()
        self.shelf, self.newsroom  # noqa: B018  (read now, while the others read them too)
        gc.freeze()  # all that is loaded by now stays to the end

    def link(self, site: Path, twin: Path, part: int, of: int) -> None:
        """Make a part of the site's twin."""
        file_tree.link_all(site, twin, part, of)

    def hide(self, names: list[str], unprinted: dict[str, list[tuple[str, str, bool]]]) -> None:
        """Be told the names that were withdrawn anywhere, and by release those that it may not print."""
        from almanac.disclosure import redaction

        self._withdrawn, self._unprinted = names, unprinted
        if change := redaction.eraser(names):
            self._seals = redaction.seals(self.known().seals, change)

    def foresee(self, codes: Iterable[str]) -> dict[str, Reach]:
        """What shares say that others must show; read ahead, so that afterwards each share is made in one go."""
        from almanac.build import whole
        from almanac.disclosure import press_consent, public_records
        from almanac.load import records
        from almanac.views import activities, media_mentions
        from almanac.views.related import ties

        known, job = self.known(), self.job
        reach = {}
        for code in codes:
            papers = [
                paper for paper in self._papers.get(code, ()) if job.set_aside or self._reaches_out(paper)
            ]
            loaded = records.load(self._files, papers, job.set_aside, ahead=True)
            filed, filings = loaded.filings, public_records.public(loaded.filings, self.day)
            entries = activities.entries(filings, known.notices, self.register)
            joined = [(share, tuple(event)) for event in entries for share in activities.partners(event)]
            mentions = [tuple(mention) for mention in media_mentions.mentions(filings, known)]
            tied = [tuple(tie) for tie in ties(filings, known)]
            aside = [path for path in loaded.aside if path.endswith(whole.AWARDS)]
            faulty = whole.withdrawn_as_written(self._files, aside)
            gone = sorted({*public_records.withdrawn_in(filed), *faulty})
            unprinted = press_consent.unprinted(filed, self.day)
            reach[code] = Reach(joined, mentions, media_mentions.keys(filings), tied, gone, unprinted)
        return reach

    def _reaches_out(self, paper: Paper) -> bool:
        if paper.link or not paper.path.endswith(".yml"):
            return False
        words = NAMES.get(paper.path[paper.path.rfind("/") :], (JOINT,))
        return paper.path.endswith(COVERAGE) or any(map(self._files.raw(paper.path).__contains__, words))

    def known(self) -> Known:
        """What the rules may look at; the notices are read once."""
        return self._files.known

    def common_faults(self) -> list[Fault]:
        """What is wrong in the notices and in content/, on which all pages hang."""
        from almanac.model.diagnostics import on

        return on([*self.notice_faults, *self.shelf.faults, *self.newsroom.faults], self.day)

    @functools.cached_property
    def shelf(self) -> Shelf:
        """The health articles, and what is wrong in content/."""
        from almanac.load import articles

        return articles.load(self.job.project, self.day)

    @functools.cached_property
    def newsroom(self) -> Newsroom:
        """The releases, and what is wrong with each by itself."""
        from almanac.load import press_releases

        return press_releases.load(self.job.project, self.known())

    @functools.cached_property
    def _files(self) -> Files:
        from almanac.load import records
        from almanac.views import photos

        job = self.job
        said, self.notice_faults = records.notices(job.records, job.name)
        known = records.known_to(job.records, self.register, said, self.day)
        known = known._replace(
            picture=lambda path: photos.trouble(job.records / path, job.cache),
            likeness=lambda path: photos.likeness(job.records / path, job.cache),
        )
        return records.Files(job.records, known, job.name)

    # -------------------------------------------------- read, check, make, write

    def make(
        self, orders: Sequence[Order], engine: Path, how: str
    ) -> tuple[dict[str, Read], dict[str, Done]]:
        """Make and write shares; a county is read and checked first, and made only without errors.

        how: `first` (a new tree), `mass` (straight into the twin), or `few` (the changed bytes are returned).
        Returned: what came of reading the counties, and what was made.
        """

        from almanac.build.making import Maker

        here = desk(self.job.site)
        write = local.writer(here, how)
        hidden = self._withdrawn, self._unprinted
        maker = Maker(self.job, self.known(), self.shelf, self.newsroom, engine, *hidden, self._program)
        found: dict[str, Read] = {}
        done: dict[str, Done] = {}
        for number, order in enumerate(orders, 1):
            if len(order.code) < 6:
                files, whole = maker.above(order, self._own(order))
            else:
                read, parts = self._read(order, how)
                found[order.code], files, whole = read, {}, []
                if self.job.set_aside or not read.errors:
                    files = maker.county(order, parts, read)
            if files or order.part:  # of a release that may no longer be read nothing is left
                old: Manifest = kept(here, order.manifest) if order.manifest else {}
                done[order.key] = compared(files, old, write)._replace(whole=whole)
            self.count()
            if how != "few" and number % BETWEEN == 0:
                gc.collect()
        return found, done

    def read(self, orders: Iterable[Order], how: str) -> dict[str, Read]:
        """Read and check what cities and the province themselves have filed, before the pages above are made."""
        return {order.code: self._read(order, how)[0] for order in orders}

    def _own(self, order: Order) -> Parts:
        """What a city or the province itself has filed, for the parts that show it."""
        shows_it = order.part in ("", SUMS)
        return self._parts(order, self._load(order.code).filings) if shows_it else Parts((), [], {}, {})

    def _read(self, order: Order, how: str) -> tuple[Read, Parts]:
        from almanac.build import reckoned, summaries
        from almanac.model.diagnostics import on
        from almanac.search import catalogue

        loaded, here, few = self._load(order.code), desk(self.job.site), how == "few"
        parts = self._parts(order, loaded.filings)
        held = on((*loaded.faults, *self._tallied(order, parts)), self.day)
        faults = [(*fault.place, *fault[1:]) for fault in held]
        rows = reckoned.rows(parts, self.known())
        words = catalogue.words(order.code, parts.entries, parts.filings, self.register)
        names = summaries.hand_up(here, order.code, parts, rows, words, self.known(), few)
        sums = reckoned.hand_up(here, order.code, parts, self.known(), few)
        return Read(faults, list(loaded.aside), **names, sums=sums), parts

    def _tallied(self, order: Order, parts: Parts) -> list[Fault]:
        """What is wrong with the tallies of a share, held against all that is at or below them."""
        from almanac.build import reckoned
        from almanac.statistics import tally_check

        nodes = [node for found in parts.reckonings.values() for node in found.nodes.values()]
        if len(order.code) < 6 and any(node.own.tallies for node in nodes):
            here, years = desk(self.job.site), parts.reckonings
            known = self.known()
            sheets = reckoned.sheets(here, order.code, order.below, known, years, min(years))
            nodes = [one.node for one in sheets]
        return tally_check.tally_faults(self.job.records, self.job.name, nodes)

    def _parts(self, order: Order, filings: tuple[Filing, ...]) -> Parts:
        from almanac.statistics import aggregation, revisions
        from almanac.views import activities

        known = self.known()
        known = known if self._seals is None else known._replace(seals=self._seals)
        entries = sorted(activities.entries(filings, known.notices, self.register), key=activities.order)
        joined = [activities.Entry._make(event) for event in order.incoming.joined]
        counted = aggregation.reckonings(
            order.code, entries, joined, filings, known, order.incoming.elsewhere
        )
        return Parts(filings, entries, *revisions.since(order.code, counted, entries, known))

    def _load(self, code: str) -> Loaded:
        """What a share's files say, as the public may see it."""
        from almanac.disclosure import public_records
        from almanac.load import records

        loaded = records.load(self._files, self._papers.get(code, []), self.job.set_aside)
        filings = public_records.public(loaded.filings, self.day, self._withdrawn)
        return loaded._replace(filings=filings)


def _signature(papers: Iterable[Paper]) -> bytes:
    text = "\n".join([f"{paper.path}\0{paper.size}\0{paper.changed}\0{paper.link}" for paper in papers])
    return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).digest()
