"""One build: look what changed, read and check that, make what follows from it, publish all or nothing."""

from __future__ import annotations

import gc
import hashlib
import marshal
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from almanac import engine, publishing
from almanac.crew import Crew, Tell
from almanac.desk import (
    VERSION,
    Desk,
    Manifest,
    Refused,
    alone,
    desk,
    digest,
    keep,
    keep_note,
    kept,
    remembered,
    sweep,
)
from almanac.faults import Fault, Place, is_error
from almanac.orders import LASTING, PARTS, Done, Job, Order, Summary, compared
from almanac.register import share_of

ENGINE = "engine"
FEW = 12  # up to so many shares are made in one process, the changed files named beforehand


class Outcome(NamedTuple):
    """How a build ended: the faults; the site's files in all, written and taken away; whether it was published."""

    faults: list[Fault]
    files: int
    written: int
    gone: int
    published: bool
    aside: list[str]


def build(job: Job, tell: Tell) -> Outcome:
    """Bring the site up to date with the records; with any error in them nothing is published."""
    here = desk(job.site)
    if not publishing.is_ours(job.site):
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
            gc.enable()


class _Build:
    """The steps of one build; what it finds out on the way is kept for the note of the edition it publishes."""

    def __init__(self, job: Job, here: Desk, crew: Crew, tell: Tell) -> None:
        self.job, self.here, self.crew, self.tell = job, here, crew, tell
        self.codes = [association.code for association in crew.register if len(association.code) <= 6]
        self.note: dict[str, Any] = remembered(here) or {"shares": {}, "manifests": {}}
        self.summaries: dict[str, Summary | str] = {}  # or the name under which one is kept

    def run(self) -> Outcome:
        self.tell("查看文件", 0, 0)
        self.signatures: dict[str, bytes] = {}
        for part in self.crew.all("survey", lambda place: ()):
            self.signatures.update(part)
        made_of = engine.sources(self.job.project)
        self.common = _common(self.job, made_of)
        self.old: dict[str, Any] = self.note["shares"] if self.note.get("common") == self.common else {}
        self.changed = [code for code in self.codes if self._is_changed(code)]
        if not self.changed:
            faults = {_fault(fault) for share in self.old.values() for fault in share["faults"]}
            return Outcome(sorted(faults), self.note["files"], 0, 0, True, self.note["aside"])
        running = engine.start(self.job.project, made_of)
        faults = self._load()
        folder = engine.wait(running)
        if any(map(is_error, faults)) and not self.job.set_aside:
            return Outcome(sorted(faults), self.note.get("files", 0), 0, 0, False, [])
        return self._publish(folder, sorted(faults))

    def _is_changed(self, code: str) -> bool:
        return code not in self.old or self.old[code]["signature"] != self.signatures.get(code, b"")

    # -------------------------------------------------- read and check

    def _load(self) -> set[Fault]:
        crew = self.crew
        crew.begin("读取并检查", len(self.changed))
        mine = [[code for code in self.changed if crew.owner(code) == n] for n in range(crew.size)]
        for part in crew.all("load", lambda place: (mine[place],) if mine[place] else None):
            self.summaries.update(part)
        for code, share in self.old.items():
            self.summaries.setdefault(code, share["summary"])
        crew.chief.known()
        said = [self._faults(code) for code in self.codes]
        return {*crew.chief.notice_faults, *(_fault(fault) for faults in said for fault in faults)}

    def _faults(self, code: str) -> list[Any]:
        said = self.summaries[code]
        faults: list[Any] = self.old[code]["faults"] if isinstance(said, str) else said["faults"]
        return faults

    # -------------------------------------------------- make and publish

    def _publish(self, folder: Path, faults: list[Fault]) -> Outcome:
        orders = self._orders()
        how = "first" if "version" not in self.note else "few" if len(orders) <= FEW else "mass"
        edition = publishing.Edition(self.here, how == "first")
        if how == "mass":
            edition.expect_anything()
        done = self._make(orders, folder, how)
        done[ENGINE] = self._engine(folder)
        standing = {key: kept for key, kept in self.note["manifests"].items() if key not in done and self.old}
        _refuse_double(done, [manifest["name"] for manifest in standing.values()], self.here)
        note = self._note(done, standing)
        keep_note(self.here, note)
        data = {path: content for part in done.values() for path, content in part.data.items()}
        written = {path for part in done.values() for path in part.changed}
        gone = {path for part in done.values() for path in part.gone}
        gone -= written
        edition.change(
            {**data, VERSION: f"{note['version']}\n".encode()},
            gone if how == "few" else gone.intersection(done[ENGINE].gone),
        )
        edition.publish({*written, *gone, VERSION}, gone)
        names = [share["summary"] for share in note["shares"].values()]
        names += [manifest["name"] for manifest in note["manifests"].values()]
        sweep(self.here, [*names, f"note-{note['version']}"])
        return Outcome(faults, note["files"], len(written), len(gone), True, note["aside"])

    def _orders(self) -> list[Order]:
        """The shares to make: what changed, what is above it, and what gets something new from another share."""
        joined: dict[str, list[Any]] = {code: [] for code in self.codes}
        mentions: dict[str, list[Any]] = {code: [] for code in self.codes}
        for code in self.codes:
            said = self.summaries[code]
            if isinstance(said, str):
                said = self.summaries[code] = kept(self.here, said)
            for share, event in said["joined"]:
                joined[share].append(event)
            for mention in said["mentions"]:
                mentions[share_of(mention[0].split("-")[1])].append(mention)
        self.incoming = {c: digest(marshal.dumps((joined[c], mentions[c]), 2)) for c in self.codes}
        above = {code[:length] for code in self.changed for length in (2, 4, 6)}
        wanted = [(c, "") for c in self.codes if c in above or self.old[c]["incoming"] != self.incoming[c]]
        root = self.crew.register.root
        parts = [(root, part) for part in (*PARTS, *(() if self.old else (LASTING,)))]
        manifests = self.note["manifests"]
        return [
            Order(code, part, joined[code], mentions[code], manifests.get(code + part, {}).get("name"))
            for code, part in wanted + parts
        ]

    def _make(self, orders: Sequence[Order], folder: Path, how: str) -> dict[str, Done]:
        crew = self.crew
        crew.begin("制作并写出页面", len(orders))

        def work(place: int) -> tuple[Any, ...] | None:
            mine = [order for order in orders if crew.maker(order) == place]
            if place == 0:
                return mine, self.summaries, folder, how
            whole = any(order.part for order in mine)
            others = {code: self._elsewhere(code, place, whole) for code in self.codes}
            return (
                (mine, {code: said for code, said in others.items() if said}, folder, how) if mine else None
            )

        done: dict[str, Done] = {}
        for part in crew.all("make", work):
            done.update(part)
        return done

    def _elsewhere(self, code: str, place: int, whole: bool) -> Summary | str | None:
        """What a helper must be told of a share that it has not read itself; whole: it needs the entire province."""
        own = self.crew.owner(code) == place
        if code in self.changed:
            return None if own or not whole else self.summaries[code]
        return self.old[code]["summary"] if own or whole else None

    def _engine(self, folder: Path) -> Done:
        from almanac import (
            stamping,
        )  # here, so that a build with nothing to do need not load what makes pages

        demo = any(notice.demo == "是" for notice in self.crew.chief.known().notices.values())
        files = {file.path: file.data for file in stamping.files(folder, demo)}
        standing = self.note["manifests"].get(ENGINE)
        return compared(files, kept(self.here, standing["name"]) if standing else {}, None)

    # -------------------------------------------------- what is remembered

    def _note(self, done: dict[str, Done], standing: dict[str, Any]) -> dict[str, Any]:
        shares = {code: self._share(code) for code in self.codes}
        manifests = dict(standing)
        for key, part in done.items():
            name = keep(self.here, f"made-{key}", part.manifest)
            manifests[key] = {"name": name, "mark": _mark(part.manifest), "files": len(part.manifest)}
        version = hashlib.blake2b(digest_size=12)
        for key in sorted(manifests):
            version.update(key.encode() + manifests[key]["mark"])
        said = [self.summaries[code] for code in self.codes]
        return {
            "common": self.common,
            "shares": shares,
            "manifests": manifests,
            "version": version.hexdigest(),
            "files": sum(manifest["files"] for manifest in manifests.values()) + 1,
            "aside": sorted(
                file for summary in said if not isinstance(summary, str) for file in summary["aside"]
            ),
        }

    def _share(self, code: str) -> dict[str, Any]:
        said = self.summaries[code]
        unchanged = code not in self.changed
        return {
            "signature": self.signatures.get(code, b""),
            "incoming": self.incoming[code],
            "summary": self.old[code]["summary"] if unchanged else keep(self.here, f"said-{code}", said),
            "faults": self._faults(code),
        }


def _mark(manifest: Manifest) -> bytes:
    return digest(b"\n".join(path.encode() + mark for path, mark in sorted(manifest.items())))


def _refuse_double(done: dict[str, Done], others: Iterable[str], here: Desk) -> None:
    """A path may be claimed once: new paths are looked for among each other and in all that stays."""
    new: dict[str, str] = {}
    for code, part in done.items():
        for path in part.new:
            if path in new:
                raise Refused(publishing.double_claim(path))
            new[path] = code
    if len(new) == sum(len(part.manifest) for part in done.values()):
        return
    standing = [kept(here, name) for name in others] if new else []
    standing += [part.manifest.keys() - set(part.new) for part in done.values()]
    for paths in standing:
        for path in new.keys() & set(paths):
            raise Refused(publishing.double_claim(path))


def _common(job: Job, made_of: bytes) -> bytes:
    """What every share depends on: the day, the year, the program, the engine's sources, the register, the notices."""
    found = hashlib.blake2b(digest_size=16)
    found.update(f"{job.today}\0{job.year}\0{job.set_aside}\0{job.name}".encode() + made_of)
    files = sorted((job.project / "hooks").rglob("*.py"))
    files += [job.records / "associations.csv", *sorted(job.records.glob("[0-9]*/通知.yml"))]
    for file in files:
        found.update(file.name.encode() + b"\0" + file.read_bytes())
    return found.digest()


def _fault(parts: Sequence[Any]) -> Fault:
    return Fault(Place(*parts[:3]), *parts[3:])
