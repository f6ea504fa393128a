"""The plan of a build or of a question, run: what does not stand is made, and published all or nothing."""

from __future__ import annotations

import contextlib
import functools
import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from almanac.build import executors, graph, published_seals, sources, tasks, worker
from almanac.build.graph import Plan, Values
from almanac.build.job import Job, Outcome, Tell
from almanac.build.published_activities import unannounced
from almanac.build.sources import Seen
from almanac.build.store import Result, Store
from almanac.build.task import OPEN, Keep, Task, needed
from almanac.build.tasks import Asked
from almanac.build.values import fault
from almanac.build.worker import Manifest, Workspace
from almanac.model.diagnostics import Fault, is_error
from almanac.model.divisions import Level, level_of
from almanac.publish import local
from almanac.publish.changes import vanished
from almanac.publish.file_tree import Refused, Tree, double_claim
from almanac.publish.local import VERSION, Place
from almanac.publish.manifest import files_below
from almanac.views import photos

Choose = Callable[[Asked], Iterable[str]]  # the names of the values that will be asked for
More = Callable[[Asked], Iterable[Task]]  # tasks that no page needs


def built(job: Job, here: Place, store: Store, seen: Seen, tell: Tell) -> Outcome:
    """Run the whole plan of a site, and publish what came of it."""
    gc.disable()
    try:
        found = _look(job, store, seen)
        space = _space(job, here.store, local.lay_out(here))
        plan = _ran(job, store, space, tasks.site(found.asked), found, here, tell)
    finally:
        gc.enable()
        worker.end()
    reports, lost = _reports(store, plan), list(published_seals.faults(job))
    reports["faults"] = sorted([*reports["faults"], *lost])
    if lost or (reports.pop("stop") and not job.set_aside) or plan.known["foundation"] != OPEN:
        local.abandon(here)
        if _other_names(plan):
            store.forget(plan.results)  # whatever else is kept may hold a name that is withdrawn now
        return Outcome(reports["faults"], _count(store), 0, 0, False, [])
    return _published(job, here, store, plan, reports)


class Sources(NamedTuple):
    """What there is to build from: the tasks' frame, the given values, the results of earlier builds."""

    asked: Asked
    given: dict[str, Any]
    old: dict[str, Result]


def _look(job: Job, store: Store, seen: Seen) -> Sources:
    """What the plan must know beforehand of the releases, and of what is kept."""
    codes, given = seen
    old = store.results()
    first = Plan(tasks.basis(job.rehearsal), given, old, job.today, {})
    space = _space(job, store.file, store.file.parent)
    graph.run(first, executors.here, functools.partial(worker.work, space), lambda done, of: None)
    listed = store.value(first.results["release list"].parts[""])
    releases = tuple((slug, tuple(areas)) for slug, areas in listed)
    return Sources(
        Asked(codes, job.year, job.set_aside, job.withdrawn, job.compress, releases, job.rehearsal),
        given,
        old,
    )


def _space(job: Job, store: Path, layout: Path) -> Workspace:
    return Workspace(job.project, job.records, job.name, job.cache, store, layout)


def _ran(
    job: Job, store: Store, space: Workspace, those: Iterable[Task], found: Sources, here: Place, tell: Tell
) -> Plan:
    plan = Plan(those, found.given, found.old, job.today, store.published() if here.version else {})
    with executors.Local(job.workers, worker.begin) as local_ones:
        work = functools.partial(worker.work, space)
        graph.run(plan, local_ones, work, lambda done, of: tell("读取、检查、制作", done, of))
    return plan


# ---------------------------------------------------------------- values for other commands


@contextlib.contextmanager
def answers(job: Job, choose: Choose, tell: Tell, more: More) -> Iterator[Values]:
    """The values of some tasks by name, made only where they do not stand; nothing is published.

    choose: the names that will be asked for; more: tasks that no page needs.
    """
    here = local.place(job.site)
    store = Store(_store_of(job, here))
    try:
        found = _look(job, store, sources.look(store, job.project, job.records))
        names = tuple(choose(found.asked))
        answer = Task("answer", _answer, names, keep=Keep.KEY)
        those = needed([*tasks.site(found.asked), *more(found.asked), answer], [answer.name])
        space = _space(job, store.file, store.file.parent)
        plan = _ran(job, store, space, those, found, here, tell)
        if _other_names(plan):
            store.forget(plan.results)  # whatever else is kept may hold a name that is withdrawn now
        if plan.recall([answer]):
            graph.run(plan, executors.here, functools.partial(worker.work, space), lambda done, of: None)
        yield worker.worker(space).values(plan.batch([answer]))
    finally:
        worker.end()
        store.close()


def faults(job: Job, tell: Tell, everything: bool) -> list[Fault]:
    """What is wrong: in the notices, articles and releases, or everywhere."""

    def names(asked: Asked) -> list[str]:
        above = [code for code in asked.codes if level_of(code) < Level.COUNTY]
        areas = [f"{told}/{code}:all" for told in ("faults today", "doubles") for code in asked.codes]
        areas += [f"tallies/{code}:all" for code in above]
        return ["common faults today:all", *(areas if everything else ())]

    ours = _store_of(job, here := local.place(job.site)) == here.store
    with answers(job, names, tell, lambda asked: ()) as value:
        found = {fault(each) for name in value.names for each in value[name]}
    return sorted({*found, *(published_seals.faults(job) if ours else ())})


def _other_names(plan: Plan) -> bool:
    """Whether other names are withdrawn than when what is kept was made."""
    now, before = plan.results.get("withdrawn"), plan.old.get("withdrawn")
    return now is not None and before is not None and now.parts != before.parts


def _answer(run: graph.Run, *values: Any) -> tuple[Any, ...]:
    """What was asked for."""
    return values


def _store_of(job: Job, here: Place) -> Path:
    """The store of the site, if it is of these records; else one of their own, so that neither forgets for the other."""
    records = str(job.records.resolve())
    if here.store.is_file():
        store = Store(here.store)
        of = store.seen("of")
        store.close()
        if of == records:
            return here.store
    name = hashlib.sha256(records.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return job.project / ".build" / "asked" / name / "store.sqlite"


# ---------------------------------------------------------------- what was found


def _reports(store: Store, plan: Plan) -> dict[str, Any]:
    """Every fault, whether any stops the build, and the files that were set aside."""
    names = ("faults today/", "doubles/", "tallies/", "common faults today")
    parts = [each.parts for name, each in plan.results.items() if name.startswith(names)]
    found = {fault(each) for part in parts for each in store.value(part["all"])}
    aside = {path for part in parts if "aside" in part for path in store.value(part["aside"])}
    return {"faults": sorted(found), "stop": any(map(is_error, found)), "aside": aside}


def _count(store: Store) -> int:
    """How many files the site has."""
    found: int = store.seen("files") or 0
    return found


# ---------------------------------------------------------------- publishing


def _published(job: Job, here: Place, store: Store, plan: Plan, reports: Mapping[str, Any]) -> Outcome:
    """Let what was laid out take its place in the site."""
    made = {task.name: plan.results[task.name].parts[""] for task in plan.tasks
            if task.keep is Keep.FILES and task.name in plan.results}  # fmt: skip
    old = plan.site
    faults: list[Fault] = reports["faults"]
    common = {each.place.file for each in faults if is_error(each) and each.place.file.startswith("content/")}
    aside = sorted({*reports["aside"], *(common if job.set_aside else ())})
    if made == old:
        local.abandon(here)
        store.forget(plan.results)
        return Outcome(faults, _count(store), 0, 0, True, aside)
    edition = _edition(here, store, made, old)
    moved = list(unannounced(here, edition.changed, job.name))
    Tree(here.staged).new(VERSION, f"{_version(made)}\n".encode())
    local.publish(here, {*edition.changed, VERSION}, edition.gone)
    store.publish(made)
    store.see("files", edition.files)
    store.forget(plan.results)
    _forget_photos(job, store, sources.pictures(plan.given))
    faults = sorted({*faults, *moved, *vanished(edition.gone, job.name)})
    return Outcome(faults, edition.files, len(edition.changed), len(edition.gone), True, aside)


def _forget_photos(job: Job, store: Store, present: set[bytes]) -> None:
    """Nothing stays of photos that were taken out of the records."""
    listed = sorted(present)
    if store.seen("photos") != listed:
        photos.forget(job.cache, {each.hex() for each in listed})
        store.see("photos", listed)


class Edition(NamedTuple):
    """What is new in a site: paths that change, paths that are gone, how many files it then has."""

    changed: set[str]
    gone: set[str]
    files: int


def _edition(here: Place, store: Store, made: Mapping[str, bytes], old: Mapping[str, bytes]) -> Edition:
    """Hold the new manifests against those of the site: only such as differ are looked at."""
    now = _manifests(store, {name: mark for name, mark in made.items() if old.get(name) != mark})
    before = _together(
        _manifests(store, {name: mark for name, mark in old.items() if made.get(name) != mark})
    )
    if not old and here.site.exists():
        before = dict.fromkeys(files_below(here.site), b"")  # a site that nothing is known of
    after = _together(now)
    new = after.keys() - before.keys()
    if new and len(now) < len(made):
        standing = _manifests(store, {name: mark for name, mark in made.items() if name not in now})
        _together({**standing, "": dict.fromkeys(new, b"")})
    changed = {path for path, mark in after.items() if before.get(path) != mark}
    gone = before.keys() - after.keys() - {VERSION}
    files = len(after) + 1 if not old else _count(store) + len(new) - len(gone)
    return Edition(changed, gone, files)


def _manifests(store: Store, marks: Mapping[str, bytes]) -> dict[str, Manifest]:
    return {name: store.value(mark) for name, mark in marks.items()}


def _together(manifests: Mapping[str, Manifest]) -> Manifest:
    """Several manifests as one; a path may be claimed once."""
    found: Manifest = {}
    for manifest in manifests.values():
        twice = found.keys() & manifest.keys()
        if twice:
            raise Refused(double_claim(min(twice)))
        found.update(manifest)
    return found


def _version(made: Mapping[str, bytes]) -> str:
    found = hashlib.sha256(b"".join(name.encode() + made[name] for name in sorted(made)))
    return found.hexdigest()[:24]
