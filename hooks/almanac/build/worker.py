"""What runs a batch of tasks, in this process or another: fetches values, calls functions, keeps results, lays out files."""

from __future__ import annotations

import functools
import gc
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from almanac.build.graph import Batch, Made, Values
from almanac.build.store import Result, Store, digest, plain_bytes
from almanac.build.task import MISSING, Keep, Task, digests, key_of, standing
from almanac.model.day import Day
from almanac.parse.input_files import Below
from almanac.publish.file_tree import Refused, Tree, double_claim

Manifest = dict[str, bytes]  # path in the site -> digest of its bytes, or of what a document is made of
BETWEEN = 8  # batches between two looks for garbage: the collector is off, and 3,000 objects a county are in circles


class Late(NamedTuple):
    """A file that is only made where what it is made of differs from what stands in the site."""

    made_of: bytes
    make: Any


class Workspace(NamedTuple):
    """Where one build works: the project, the records folder and how messages show it, where drawn pictures are kept, the
    file of the store, where files are laid out."""

    project: Path
    records: Path
    name: str
    cache: Path
    store: Path
    layout: Path


_open: list[Worker] = []


@functools.lru_cache(maxsize=1)
def worker(space: Workspace) -> Worker:
    """The worker of this process for one build."""
    found = Worker(space)
    _open.append(found)
    return found


def end() -> None:
    """Let go of the worker of this process, and of its line to the store."""
    while _open:
        _open.pop().store.close()
    worker.cache_clear()


_left: list[Worker] = []


def begin() -> None:
    """Begin in a process that another became: its worker and its line to the store are not touched any more."""
    _left.extend(_open)
    _open.clear()
    worker.cache_clear()


def work(space: Workspace, batch: Batch) -> Made:
    """Run a batch in this process."""
    return worker(space).work(batch)


class Worker:
    """The means of one process: its line to the store, and the values that its batches share."""

    def __init__(self, space: Workspace) -> None:
        gc.disable()
        self.space, self.store, self.tree = space, Store(space.store), Tree(space.layout)
        self.below = Below(space.records)
        self.shared: dict[str, Any] = {}
        self._batches = 0

    def work(self, batch: Batch) -> Made:
        """Run the tasks of a batch, but for those whose old results stand, and keep what they give."""
        values, made = self.values(batch), Made([], [], [], {})
        kept: dict[bytes, bytes] = {}
        for task in batch.tasks:
            key = key_of(task, values.known)
            result = standing(task, key, batch.old, batch.day, batch.site)
            if result is MISSING or (task.keep is Keep.DIGEST and result is not None):
                assert key is not None
                result = self._run(task, key, values, kept)
                if task.keep is Keep.DIGEST:
                    made.carried[task.name] = values.made[task.name]
                made.ran.append(task.name)
            if isinstance(result, Result):
                made.results.append(result)
                values.known.update(digests(result))
            else:
                values.known[task.name] = result
                if result is None:
                    made.left_out.append(task.name)
        self.store.keep(made.results, kept)
        self._batches += 1
        if self._batches % BETWEEN == 0:
            gc.collect(0)  # all that is new is young, as the collector is off
        return made

    def values(self, batch: Batch) -> Values:
        """The values that the tasks of a batch may ask for."""
        return Values(batch, self, self.store.value, self.shared)

    def _run(self, task: Task, key: bytes, values: Values, kept: dict[bytes, bytes]) -> Result:
        day = Day(values.batch.day)
        value = values.call(task, day)
        if task.keep is Keep.FILES:
            value = self._laid_out(task, value, values.batch.site.get(task.name))
        else:
            values.made[task.name] = value
        parts = value if task.keep is Keep.PARTS else {"": value}
        data = {part: plain_bytes(each) for part, each in parts.items()}
        names = {part: digest(each) for part, each in data.items()}
        if task.keep is not Keep.DIGEST:
            kept.update((names[part], each) for part, each in data.items())
        return Result(task.name, key, *day.span, names)

    def _laid_out(
        self, task: Task, files: Iterable[tuple[str, bytes | Late]], site: bytes | None
    ) -> Manifest:
        """Lay out the files of a task that differ from what stands in the site; the digests of all."""
        old: Manifest = self.store.value(site) if site else {}
        manifest: Manifest = {}
        for path, content in files:
            if path in manifest:
                raise Refused(double_claim(path))
            made_of = task.version + content.made_of if isinstance(content, Late) else content
            manifest[path] = digest(made_of)
            if old.get(path) != manifest[path]:
                self.tree.new(path, content.make() if isinstance(content, Late) else content)
        return manifest
