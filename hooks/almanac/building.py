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
from almanac.orders import Done, Job, Order, Summary, compared
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
    def __init__(self, job: Job, here: Desk, crew: Crew, tell: Tell) -> None:
        self.job, self.here, self.crew, self.tell = job, here, crew, tell
        self.note: dict[str, Any] = remembered(here) or {}
        self.summaries: dict[str, Summary | str] = {}

    def run(self) -> Outcome:
        self.tell("查看文件", 0, 0)
        signatures: dict[str, bytes] = {}
        for part in self.crew.all("survey", lambda place: ()):
            signatures.update(part)
        made_of = engine.sources(self.job.project)
        common = _common(self.job, made_of)
        old = self.note.get("shares", {}) if self.note.get("common") == common else {}
        codes = [a.code for a in self.crew.register if len(a.code) <= 6]
        changed = [
            code for code in codes if code not in old or old[code]["signature"] != signatures.get(code, b"")
        ]
        if not changed:
            return self._unchanged(old)
        running = engine.start(self.job.project, made_of)
        faults, aside = self._load(changed, old)
        if any(is_error(fault) for fault in faults) and not self.job.set_aside:
            engine.wait(running)
            return Outcome(faults, self.note.get("files", 0), 0, 0, False, [])
        return self._publish(common, signatures, old, changed, engine.wait(running), faults, aside)

    def _unchanged(self, old: dict[str, Any]) -> Outcome:
        faults = {_fault(fault) for share in old.values() for fault in share["faults"]}
        return Outcome(sorted(faults), self.note["files"], 0, 0, True, self.note["aside"])

    # -------------------------------------------------- read and check

    def _load(self, changed: Sequence[str], old: dict[str, Any]) -> tuple[list[Fault], list[str]]:
        crew = self.crew
        crew.begin("读取并检查", len(changed))
        mine = [[code for code in changed if crew.owner(code) == n] for n in range(len(crew.helpers) + 1)]
        for part in crew.all("load", lambda place: (mine[place],) if mine[place] else None):
            self.summaries.update(part)
        faults = [_fault(fault) for code in changed for fault in self._fresh(code)["faults"]]
        aside = [file for code in changed for file in self._fresh(code)["aside"]]
        for code, share in old.items():
            if code not in self.summaries and code != ENGINE:
                self.summaries[code] = share["summary"]
                faults += [_fault(fault) for fault in share["faults"]]
        crew.chief.known()
        return sorted({*faults, *crew.chief.notice_faults}), sorted(aside)

    def _fresh(self, code: str) -> Summary:
        summary = self.summaries[code]
        assert not isinstance(summary, str)
        return summary

    def _summary(self, code: str) -> Summary:
        summary = self.summaries[code]
        if isinstance(summary, str):
            summary = self.summaries[code] = kept(self.here, summary)
        return summary

    # -------------------------------------------------- make and publish

    def _publish(
        self,
        common: bytes,
        signatures: dict[str, bytes],
        old: dict[str, Any],
        changed: Sequence[str],
        folder: Path,
        faults: list[Fault],
        aside: list[str],
    ) -> Outcome:
        orders = self._orders(changed, old)
        how = "first" if not self.note else "few" if len(orders) <= FEW else "mass"
        edition = publishing.Edition(self.here, how == "first")
        if how == "mass":
            edition.expect_anything()
        done = self._make(orders, old, folder, how)
        done[ENGINE] = self._engine(folder)
        _refuse_double(done, [self.note["shares"][c]["manifest"] for c in old if c not in done], self.here)
        note = self._note(common, signatures, old, done, orders)
        note["engine"], note["aside"] = engine.sources(self.job.project), aside
        keep_note(self.here, note)
        data = {path: content for part in done.values() for path, content in part.data.items()}
        written = {path for part in done.values() for path in part.changed}
        gone = {path for part in done.values() for path in part.gone} - written
        named = gone if how == "few" else gone.intersection(done[ENGINE].gone)
        edition.change({**data, VERSION: f"{note['version']}\n".encode()}, named)
        edition.publish({*written, *gone, VERSION}, gone)
        kept = [name for share in note["shares"].values() for name in (share["summary"], share["manifest"])]
        sweep(self.here, [*kept, f"note-{note['version']}"])
        return Outcome(faults, note["files"], len(written), len(gone), True, aside)

    def _orders(self, changed: Sequence[str], old: dict[str, Any]) -> list[Order]:
        """The shares to make: what changed, what is above it, and what gets something new from another share."""
        register = self.crew.register
        codes = [association.code for association in register if len(association.code) <= 6]
        joined: dict[str, list[tuple[Any, ...]]] = {code: [] for code in codes}
        mentions: dict[str, list[tuple[Any, ...]]] = {code: [] for code in codes}
        for code in codes:
            summary = self._summary(code)
            for share, event in summary["joined"]:
                joined[share].append(event)
            for mention in summary["mentions"]:
                mentions.setdefault(share_of(mention[0].split("-")[1]), []).append(mention)
        self.incoming = {code: digest(marshal.dumps((joined[code], mentions[code]), 2)) for code in codes}
        above = {code[:length] for code in changed for length in (2, 4, 6)}
        manifests = self.note.get("shares", {})
        return [
            Order(
                code, joined[code], mentions[code], manifests[code]["manifest"] if code in manifests else None
            )
            for code in codes
            if code in above or old[code]["incoming"] != self.incoming[code]
        ]

    def _make(self, orders: Sequence[Order], old: dict[str, Any], folder: Path, how: str) -> dict[str, Done]:
        crew = self.crew
        crew.begin("制作并写出页面", len(orders))

        def work(place: int) -> tuple[Any, ...] | None:
            mine = [order for order in orders if crew.owner(order.code) == place]
            if place == 0:
                return mine, self.summaries, folder, how
            near = {
                code: old[code]["summary"] for code in old if code != ENGINE and crew.owner(code) == place
            }
            return (mine, near, folder, how) if mine else None

        done: dict[str, Done] = {}
        for part in crew.all("make", work):
            done.update(part)
        return done

    def _engine(self, folder: Path) -> Done:
        from almanac import (
            stamping,
        )  # here, so that a build with nothing to do need not load what makes pages

        demo = any(notice.demo == "是" for notice in self.crew.chief.known().notices.values())
        files = {file.path: file.data for file in stamping.files(folder, demo)}
        name = self.note.get("shares", {}).get(ENGINE, {}).get("manifest")
        return compared(files, kept(self.here, name) if name else {}, None)

    def _note(
        self,
        common: bytes,
        signatures: dict[str, bytes],
        old: dict[str, Any],
        done: dict[str, Done],
        orders: Sequence[Order],
    ) -> dict[str, Any]:
        shares = {code: share for code, share in old.items() if code != ENGINE}
        for code, part in done.items():
            summary = self.summaries.get(code, {})
            made = self.crew.chief.summaries.get(code, summary)
            shares[code] = {
                "signature": signatures.get(code, b""),
                "incoming": self.incoming.get(code, b""),
                "summary": made if isinstance(made, str) else keep(self.here, f"said-{code}", made),
                "manifest": keep(self.here, f"made-{code}", part.manifest),
                "mark": _mark(part.manifest),
                "files": len(part.manifest),
                "faults": [] if code == ENGINE or isinstance(made, str) else made["faults"],
            }
        version = hashlib.blake2b(digest_size=12)
        for code in sorted(shares):
            version.update(code.encode() + shares[code]["mark"])
        files = sum(share["files"] for share in shares.values()) + 1
        return {"common": common, "shares": shares, "version": version.hexdigest(), "files": files}


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
