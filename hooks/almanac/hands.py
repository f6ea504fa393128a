"""A pair of hands: reads, checks, makes and writes the shares of some cities; several work side by side."""

from __future__ import annotations

import hashlib
import multiprocessing
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from almanac import finding, publishing, register
from almanac.publishing import Manifest, digest

Summary = dict[str, Any]


class Job(NamedTuple):
    """What one build is asked: the project, the records folder and how it is shown, the site, the day, the year."""

    project: Path
    records: Path
    site: Path
    today: str
    year: int | None
    workers: int
    set_aside: bool

    @property
    def name(self) -> str:
        """The records folder as messages show it: below the project if it is there, else as given."""
        try:
            return self.records.resolve().relative_to(self.project.resolve()).as_posix()
        except ValueError:
            return self.records.as_posix()


class Order(NamedTuple):
    """One share to make: what comes from other shares, and the manifest of what stands in the site now."""

    code: str
    joined: list[tuple[Any, ...]]
    mentions: list[tuple[Any, ...]]
    manifest: str | None


class Done(NamedTuple):
    """What became of one share: the digests of all its files, the changed bytes if the caller is to write them, the
    paths that are changed (the new ones among them again) and those that are gone."""

    manifest: Manifest
    data: dict[str, bytes]
    changed: list[str]
    new: list[str]
    gone: list[str]


class Hand:
    """The work on the shares of some cities (`rest`: also what stands right in the year's folder, and the province)."""

    def __init__(self, job: Job, cities: frozenset[str], rest: bool, count: Callable[[], None]) -> None:
        self.job, self.count = job, count
        self.register = register.load(job.records / "associations.csv")
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
        from almanac.views import calendar, coverage

        known = self.known()
        for code in codes:
            loaded = campaign.load(
                self.job.records, self._papers.get(code, []), known, self.job.name, self.job.set_aside
            )
            self._filings[code] = loaded.filings
            entries = calendar.entries(loaded.filings, known.notices, self.register)
            self.summaries[code] = {
                "entries": [tuple(event) for event in entries],
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

        self.load([order.code for order in orders if order.code not in self._filings])
        maker = Maker(self.job, self.known(), engine, {**self._kept(others), **self.summaries})
        here = publishing.desk(self.job.site)
        write = publishing.writer(here, how)
        done = {}
        for order in orders:
            files = maker.make(order, self._filings.pop(order.code))
            old: Manifest = publishing.kept(here, order.manifest) if order.manifest else {}
            done[order.code] = compared(files, old, write)
            self.count()
        return done

    def _kept(self, others: Mapping[str, Summary | str]) -> dict[str, Summary]:
        here = publishing.desk(self.job.site)
        return {
            code: publishing.kept(here, summary) if isinstance(summary, str) else summary
            for code, summary in others.items()
        }


def compared(files: dict[str, bytes], old: Manifest, write: publishing.Write | None) -> Done:
    """Hold a share's files against what stands in the site; `write` puts what changed where it belongs."""
    manifest = {path: digest(data) for path, data in files.items()}
    changed = [path for path, mark in manifest.items() if old.get(path) != mark]
    gone = [path for path in old if path not in manifest]
    data = {path: files[path] for path in changed}
    if write:
        write(data, gone)
        data = {}
    return Done(manifest, data, changed, [path for path in changed if path not in old], gone)


def _signature(papers: Iterable[Any]) -> bytes:
    text = "\n".join([f"{paper.path}\0{paper.size}\0{paper.changed}\0{paper.link}" for paper in papers])
    return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).digest()


# ---------------------------------------------------------------- several hands


class Helper:
    """Hands in a process of their own; `ask` and `answer` let them work while others do."""

    def __init__(self, job: Job, cities: frozenset[str], counter: Any) -> None:
        method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
        context: Any = multiprocessing.get_context(method)
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._line, job, cities, counter), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, what: str, *args: Any) -> None:
        """Begin a piece of work: the name of a method of Hand and its arguments."""
        self._line.send((what, args))

    def answer(self) -> Any:
        """What came of the work asked for; a mistake in the code there is raised here."""
        try:
            good, value = self._line.recv()
        except EOFError:
            raise RuntimeError("一个工作进程中途停了（可能是内存不足）；原来的网站没有动。") from None
        if good:
            return value
        if isinstance(value, BaseException):
            raise value
        raise RuntimeError(value)

    def leave(self) -> None:
        """Let the process end."""
        self._line.close()
        self._process.join(timeout=5)
        if self._process.is_alive():
            self._process.terminate()


def _serve(line: Any, other_end: Any, job: Job, cities: frozenset[str], counter: Any) -> None:
    import gc

    gc.disable()
    other_end.close()  # so that the line breaks off, and this process ends, when the other one is killed

    def count() -> None:
        counter.value += 1

    hand = None
    while True:
        try:
            what, args = line.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            hand = hand or Hand(job, cities, False, count)
            line.send((True, getattr(hand, what)(*args)))
        except (OSError, publishing.Refused) as error:
            line.send((False, error))
        except Exception:
            line.send((False, traceback.format_exc()))
