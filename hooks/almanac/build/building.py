"""One build: look what changed, read and check that, make what follows from it, publish all or nothing."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from almanac.build import dealing, ledger, mkdocs_shell, newsdesk
from almanac.build.crew import Crew, Tell
from almanac.build.desk import VERSION, Desk, Refused, alone, desk, keep, keep_note, kept, remembered, sweep
from almanac.build.orders import (
    SUMS,
    WEEK,
    Done,
    Job,
    Order,
    Outcome,
    Reach,
    Read,
    below,
    compared,
    due,
    fault,
)
from almanac.model.diagnostics import Fault, is_error, on
from almanac.publish import compress, local

ENGINE = "engine"
CITY, PROVINCE = 4, 2  # lengths of their codes
FEW = 12  # up to so many shares are made in one process, the changed files named beforehand


def build(job: Job, tell: Tell) -> Outcome:
    """Bring the site up to date with the records; with any error in them nothing is published."""
    here = desk(job.site)
    if not local.is_ours(job.site):
        raise Refused(
            f"{job.site} 里有别的文件，不像是本程序生成的网站；为免误删，没有写入。请用 --out 换一个空文件夹。",
            2,
        )
    with alone(here):
        gc.disable()
        umask = os.umask(0o022)  # the public reads the site, whatever the builder's own files are
        try:
            with Crew(job, tell) as crew:
                return _Build(job, here, crew, tell).run()
        finally:
            os.umask(umask)
            gc.unfreeze()
            gc.enable()


class _Build:
    """The steps of one build; what it finds out on the way is kept for the note of the edition it publishes."""

    def __init__(self, job: Job, here: Desk, crew: Crew, tell: Tell) -> None:
        self.job, self.here, self.crew, self.tell = job, here, crew, tell
        self.codes = [association.code for association in crew.register if len(association.code) <= 6]
        self.note: dict[str, Any] = remembered(here) or {"shares": {}, "manifests": {}}
        self.read: dict[str, Read] = {}  # of the shares read in this build
        self.done: dict[str, Done] = {}

    def run(self) -> Outcome:
        self.tell("查看文件", 0, 0)
        self.signatures: dict[str, bytes] = {}
        for part in self.crew.all("survey", lambda place: ()):
            self.signatures.update(part)
        made_of = mkdocs_shell.sources(self.job.project)
        program = ledger.program(self.job, made_of)
        self.common = program + self.job.name.encode()
        self.old: dict[str, Any] = self.note["shares"] if self.note.get("common") == self.common else {}
        was, now = self.old, self.signatures
        self.changed = [c for c in self.codes if c not in was or was[c]["signature"] != now.get(c, b"")]
        if not self.changed:
            return self._outcome(self.note, 0, 0)
        self.crew.all("prepare", lambda place: (program,))
        if any(map(is_error, self.crew.chief.notice_faults)) or self.crew.chief.shelf.rotten:
            return self._without_notice()
        running = mkdocs_shell.start(self.job.project, made_of)
        orders = self._orders()
        self.how = "first" if "version" not in self.note else "few" if len(self.changed) <= FEW else "mass"
        edition = local.Edition(self.here, self.how, self._link)
        folder = mkdocs_shell.wait(running)
        faults = self._make(orders, folder)
        if any(map(is_error, faults)) and not self.job.set_aside:
            edition.abandon()
            return Outcome(sorted(faults), self.note.get("files", 0), 0, 0, False, [])
        self._make_above(folder)
        return self._publish(edition)

    def _link(self, site: Path, twin: Path) -> None:
        """Make the twin, every hand a part of it."""
        self.crew.all("link", lambda place: (site, twin, place, self.crew.size))

    def _without_notice(self) -> Outcome:
        """A notice or a page of our own with errors: all pages hang on them, so nothing is made, and all is checked."""
        from almanac.build import whole

        job, day = self.job, self.crew.chief.day
        ours = on(self.crew.chief.shelf.faults, day)
        found = whole.check(job.records, self.crew.register, day, job.name, self.tell)
        return Outcome(sorted({*found, *ours}), self.note.get("files", 0), 0, 0, False, [])

    # -------------------------------------------------- what is to be made

    def _orders(self) -> list[Order]:
        """The counties to make: those that changed, and those that get something new from another share."""
        self.reach: dict[str, Reach] = {code: Reach(*share["reach"]) for code, share in self.old.items()}
        mine = [[code for code in self.changed if self.crew.owner(code) == n] for n in range(self.crew.size)]
        for part in self.crew.all("foresee", lambda place: (mine[place],) if mine[place] else None):
            self.reach.update(part)
        self._hide()
        self.incoming = dealing.deal(self.codes, self.reach, self.withdrawn)
        changed = {*self.changed, *(c for c in self.codes if self._gets_something_new(c))}
        return [self._order(code, "") for code in self.codes if code in changed and len(code) == 6]

    def _hide(self) -> None:
        """A name that was withdrawn in one share stands in none: with another list of them all are made again."""
        newsroom = self.crew.chief.newsroom
        self.withdrawn = sorted({*dealing.withdrawn(self.reach), *self.job.withdrawn})
        self.unprinted = newsdesk.unprinted(newsroom, self.reach)
        self.press = newsdesk.incoming(newsroom, self.reach, self.withdrawn)
        if self.withdrawn or self.unprinted:
            self.crew.all("hide", lambda place: (self.withdrawn, self.unprinted))
        if (self.withdrawn, self.unprinted) != self.note.get("hidden", ([], {})):
            self.changed, self.old = self.codes, {}

    def _gets_something_new(self, code: str) -> bool:
        return code not in self.old or self.old[code]["incoming"] != self.incoming[code].mark

    def _order(self, code: str, part: str) -> Order:
        standing = self.note["manifests"].get(code + part, {}).get("name")
        known = {c: self._known(c) for c in self.codes if c.startswith(code)} if len(code) < 6 else {}
        return self._reading(code)._replace(part=part, below=known, manifest=standing)

    def _reading(self, code: str) -> Order:
        """The order to read a share, before anything is made of it."""
        return Order(code, "", self.incoming[code], {}, None)

    def _known(self, code: str) -> Read:
        """What came of reading a share, in this build or in an earlier one."""
        return self.read[code] if code in self.read else Read(*self.old[code]["read"])

    # -------------------------------------------------- read, check, make

    def _make(self, orders: Sequence[Order], folder: Path) -> set[Fault]:
        """Read and make the counties, each hand its own; then read what the cities and the province filed."""
        crew = self.crew
        crew.begin("读取、检查、制作", len(orders))

        def work(place: int) -> tuple[Any, ...] | None:
            return [order for order in orders if crew.owner(order.code) == place], folder, self.how

        self._take(crew.all("make", work))
        above = [
            code
            for code in self.codes
            if len(code) < 6 and (code in self.changed or self._gets_something_new(code))
        ]
        counties = {code: self._known(code) for code in self.codes if len(code) == 6}
        mine = [
            [
                self._reading(code)._replace(below=below(counties, code))
                for code in above
                if crew.owner(code) == n
            ]
            for n in range(crew.size)
        ]
        for part in crew.all("read", lambda place: (mine[place], self.how) if mine[place] else None):
            self.read.update(part)
        found = {fault(parts) for code in self.codes for parts in self._known(code).faults}
        chief = self.crew.chief
        entries = newsdesk.activities(self.here, self._known)
        told = newsdesk.faults(chief.newsroom, entries, self.press, self.unprinted, chief.known())
        self.common_faults = [*chief.common_faults(), *told]
        return found.union(self.common_faults)

    def _make_above(self, folder: Path) -> None:
        """Make the cities and the province, where anything they show has changed."""
        crew, root, last = self.crew, self.crew.register.root, self.crew.size - 1
        cities, moved = self._moved(CITY), self._moved(PROVINCE)
        orders = [self._order(code, "") for code in self.codes if len(code) == 4 and code in cities]
        orders += [self._order(code, SUMS) for code in self._shows_other(lambda read: read.counted)]
        orders += [self._order(code, WEEK) for code in self._shows_other(lambda read: read.recent)]
        data, rolls = self._differs("rows"), self._differs("awards", "aside")
        parts = due(bool(moved), data, rolls, self._differs("words"), not self.old)
        orders += [self._order(root, part) for part in parts]
        shown = self.crew.chief.newsroom.shown(self.crew.chief.day)
        releases, self.released = newsdesk.orders(
            root, shown, self.press, self._known, self.note, not self.old
        )
        orders += releases
        crew.begin("制作市州和全省的页面", len(orders))

        def work(place: int) -> tuple[Any, ...] | None:
            mine = [o for o in orders if newsdesk.hand_for(o, last, crew.owner) == place]
            return (mine, folder, self.how) if mine else None

        self._take(crew.all("make", work))

    def _differs(self, *parts: str) -> bool:
        """Whether any share now hands up something else than before in one of these parts of `Read`."""
        return any(
            code not in self.old or any(getattr(self._before(code), p) != getattr(now, p) for p in parts)
            for code, now in self.read.items()
        )

    def _shows_other(self, part: Callable[[Read], object]) -> list[str]:
        """The cities, and the province, that have such a part of a share to show otherwise than before."""
        read, old = self.read, self.old
        other = [code for code in read if code not in old or part(self._before(code)) != part(read[code])]
        scopes = {code[:length] for code in other for length in (CITY, PROVINCE)}
        scopes |= {code for code in self.read if len(code) < 6}
        return [code for code in self.codes if code in scopes]

    def _before(self, code: str) -> Read:
        return Read(*self.old[code]["read"])

    def _moved(self, length: int) -> set[str]:
        """The cities, or the province, that must show something else than before; length: of their codes."""
        from almanac.build.summaries import shows_something_else

        codes = [code for code in self.codes if len(code) <= 4 and self._gets_something_new(code)]
        for code, now in self.read.items():
            scope = code[:length]
            whole = self.note["manifests"].get(scope, {}).get("whole", [])
            new = code == scope or code not in self.old
            if new or shows_something_else(self.here, scope, self._before(code), now, whole):
                codes.append(code)
        return {code[:length] for code in codes}

    def _take(self, answers: Sequence[tuple[dict[str, Read], dict[str, Done]]]) -> None:
        for read, done in answers:
            self.read.update(read)
            self.done.update(done)

    # -------------------------------------------------- publish, and remember

    def _publish(self, edition: local.Edition) -> Outcome:
        done = self.done
        done[ENGINE] = self._engine(mkdocs_shell.folder(self.job.project))
        standing = {key: kept for key, kept in self.note["manifests"].items() if key not in done and self.old}
        ledger.refuse_double(done, [manifest["name"] for manifest in standing.values()], self.here)
        note = self._note(standing)
        keep_note(self.here, note)
        data = {path: content for part in done.values() for path, content in part.data.items()}
        written = {path for part in done.values() for path in part.changed}
        gone = {path for part in done.values() for path in part.gone} - written
        unwritten = gone if self.how == "few" else gone.intersection(done[ENGINE].gone)
        edition.change({**data, VERSION: f"{note['version']}\n".encode()}, unwritten)
        edition.publish({*written, *gone, VERSION}, gone)
        names = [name for share in note["shares"].values() for name in share["read"][2:]]
        names += [f"note-{note['version']}", *(made["name"] for made in note["manifests"].values())]
        sweep(self.here, names)
        outcome = self._outcome(note, len(written), len(gone))
        return outcome._replace(faults=sorted([*outcome.faults, *ledger.vanished(gone, self.job.name)]))

    def _outcome(self, note: dict[str, Any], written: int, gone: int) -> Outcome:
        reads = [Read(*share["read"]) for share in note["shares"].values()]
        common = {fault(parts) for parts in note["faults"]}
        faults = common.union(fault(parts) for read in reads for parts in read.faults)
        aside = [file for read in reads for file in read.aside]
        aside += {each.place.file for each in common if is_error(each)}
        return Outcome(sorted(faults), note["files"], written, gone, True, sorted(aside))

    def _engine(self, folder: Path) -> Done:
        from almanac.build import (
            page_shell,  # not above: a build with nothing to do loads nothing that makes pages
        )

        demo = any(notice.demo == "是" for notice in self.crew.chief.known().notices.values())
        files = {file.path: file.data for file in page_shell.files(folder, demo)}
        files = compress.packed(files) if self.job.compress else files
        standing = self.note["manifests"].get(ENGINE)
        return compared(files, kept(self.here, standing["name"]) if standing else {}, None)

    def _note(self, standing: dict[str, Any]) -> dict[str, Any]:
        names = {
            key: keep(self.here, f"made-{key}", part.manifest, self.how == "few")
            for key, part in self.done.items()
        }
        note = ledger.note({**standing, **ledger.manifests(self.done, names)})
        return note | {
            "common": self.common,
            "shares": {code: self._share(code) for code in self.codes},
            "faults": [(*fault.place, *fault[1:]) for fault in self.common_faults],
            "hidden": (self.withdrawn, self.unprinted),
            "released": self.released,
        }

    def _share(self, code: str) -> dict[str, Any]:
        if code not in self.read:
            return {**self.old[code], "incoming": self.incoming[code].mark}
        return {
            "signature": self.signatures.get(code, b""),
            "incoming": self.incoming[code].mark,
            "reach": tuple(self.reach[code]),
            "read": tuple(self.read[code]),
        }
