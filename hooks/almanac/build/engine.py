"""One engine: a site is built, and every other command gets its values, from the same graph of tasks.

What is imported here is little: a build with nothing to do loads nothing that reads records or makes pages.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from almanac.build import sources
from almanac.build.job import Job, Outcome, Tell
from almanac.build.sources import Seen
from almanac.build.store import Store, digest, plain_bytes
from almanac.model.diagnostics import Fault, Place
from almanac.publish import local
from almanac.publish.file_tree import Refused

if TYPE_CHECKING:
    from almanac.build.graph import Values
    from almanac.build.running import Choose, More

UNFINISHED = "unfinished"  # what the store says of a build that has begun and not succeeded
ONCE = ("W290", "W291", "W292")  # told once, when an address vanishes or an activity moves, and kept nowhere
_UMASK = 0o022  # the public reads the site, whatever the builder's own files are


def build(job: Job, tell: Tell) -> Outcome:
    """Bring the site up to date with the records; with any error in them nothing is published."""
    here = local.place(job.site)
    if not local.is_ours(job.site):
        raise Refused(
            f"{job.site} 里有别的文件，不像是本程序生成的网站；为免误删，没有写入。请用 --out 换一个空文件夹。",
            2,
        )
    with local.alone(here):
        umask = os.umask(_UMASK)
        store = Store(here.store)
        try:
            store.see("of", str(job.records.resolve()))
            tell("查看文件", 0, 0)
            seen = sources.look(store, job.project, job.records)
            made_of = _made_of(job, seen)
            outcome = _as_before(store, here.version, made_of)
            if outcome and store.seen(UNFINISHED):
                store.see(UNFINISHED, "")
            return outcome or _built(job, here, store, seen, made_of, tell)
        finally:
            store.close()
            os.umask(umask)


def _built(job: Job, here: local.Place, store: Store, seen: Seen, made_of: bytes, tell: Tell) -> Outcome:
    from almanac.build import running

    store.see(UNFINISHED, job.today)
    outcome = running.built(job, here, store, seen, tell)
    if outcome.published:
        store.see(UNFINISHED, "")
        faults = [(*each.place, *each[1:]) for each in outcome.faults if each.code not in ONCE]
        store.see("last", (made_of, here.version, faults, outcome.files, outcome.aside))
    return outcome


def why_not(here: local.Place) -> str:
    """Why a site may not be published: it is not there, or its last build did not succeed; empty if it may."""
    if not here.version or not here.store.is_file():
        return f"{here.site} 不是做好的网站，没有可以发布的。请先运行：python build.py"
    store = Store(here.store)
    try:
        unfinished, last = store.seen(UNFINISHED), store.seen("last")
    finally:
        store.close()
    if unfinished or last is None or last[1] != here.version:
        return f"{here.site} 最近一次没有做成（记录有错，或中途断了），没有发布。请先运行 python build.py，做成以后再发布。"
    return ""


def _made_of(job: Job, seen: Seen) -> bytes:
    """A digest of all that a build is made of."""
    asked = (job.today, job.year, job.set_aside, job.compress, job.withdrawn, job.name)
    return digest(plain_bytes((asked, sources.program(), sorted(seen.given.items()))))


def _as_before(store: Store, version: str, made_of: bytes) -> Outcome | None:
    """How the last build ended, if it was made of the same and its site stands."""
    last: Any = store.seen("last")
    if not version or last is None or last[:2] != (made_of, version):
        return None
    faults = [Fault(Place(*each[:3]), *each[3:]) for each in last[2]]
    return Outcome(faults, last[3], 0, 0, True, last[4])


@contextlib.contextmanager
def answers(job: Job, choose: Choose, tell: Tell, more: More = lambda asked: ()) -> Iterator[Values]:
    """The values of some tasks by name, made only where they do not stand; nothing is published."""
    from almanac.build import running

    tell("查看文件", 0, 0)
    with running.answers(job, choose, tell, more) as value:
        yield value


def faults(job: Job, tell: Tell, everything: bool) -> list[Fault]:
    """What is wrong: in the notices, articles and releases, or everywhere."""
    from almanac.build import running

    return running.faults(job, tell, everything)
