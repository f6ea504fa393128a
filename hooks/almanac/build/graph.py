"""A build as a graph: each task is a pure function of named values, run only where what it is made of has changed.

A task's key is the digest of the code it runs, of its settings and of the digests of its inputs. A result of the same key
that holds on this day stands; where a new value equals the old one, whatever follows from it stands, too. What a function
asks of the day (`model/day.py`) decides for which days its result holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import Any, NamedTuple

from almanac.build.store import Result, digest, plain_bytes
from almanac.build.task import MISSING, Digests, Keep, Task, digests, key_of, ordered, standing
from almanac.model.day import ALWAYS, Day


class Plan:
    """The tasks of one build, and what is known of them.

    given: values from outside, such as the digests of input files; old: results of earlier builds; site: the manifests
    of what stands in the site (files that do not stand there are made again).
    """

    def __init__(
        self,
        tasks: Iterable[Task],
        given: Mapping[str, Any],
        old: Mapping[str, Result],
        day: str,
        site: Mapping[str, bytes],
    ) -> None:
        self.tasks, self.given, self.old, self.day, self.site = ordered(tasks, given), given, old, day, site
        self.by_name = {task.name: task for task in self.tasks}
        self.known: Digests = {name: digest(plain_bytes(value)) for name, value in given.items()}
        self.results: dict[str, Result] = {}
        self.carried: dict[str, Any] = {}  # values of which only the digest is kept, made in this build
        self.ran: list[str] = []
        self._recalled: set[str] = set()
        self._needs = {task.name: task.needs for task in self.tasks}
        self._open = self.tasks  # those of which nothing is known yet
        self._by_digest: dict[str, frozenset[str]] = {}

    def take(self, result: Result) -> None:
        """Note a result."""
        self.results[result.name] = result
        self.known.update(digests(result))

    def note(self, made: Made) -> None:
        """Note what became of a batch."""
        for result in made.results:
            self.take(result)
        self.known.update(dict.fromkeys(made.left_out))
        self.ran += made.ran
        self.carried.update(made.carried)

    def ready(self, busy: frozenset[str]) -> dict[str, list[Task]]:
        """Take over every result that stands; the tasks to run now, by group, each with those that follow from it there."""
        while True:
            groups: dict[str, dict[str, Task]] = {}
            self._open = [task for task in self._open if task.name not in self.known]
            for task in self._open:
                if task.name in busy:
                    continue
                group = groups.get(task.group or task.name, {})
                unknown = [name for name in self._needs[task.name] if name not in self.known]
                if not unknown and not self._must_run(task):
                    continue
                unknown += [name for name in self._kept_by_digest(task) if name not in self.known]
                if all(name in group for name in unknown):
                    groups.setdefault(task.group or task.name, {})[task.name] = task
            if not self.recall(task for group in groups.values() for task in group.values()):
                return {group: [*those.values()] for group, those in groups.items()}

    def _must_run(self, task: Task) -> bool:
        result = standing(task, key_of(task, self.known), self.old, self.day, self.site)
        if isinstance(result, Result) and task.name not in self._recalled:
            self.take(result)
            return False
        if isinstance(result, Result) or result is MISSING:
            return True
        self.known[task.name] = result
        return False

    def recall(self, tasks: Iterable[Task]) -> bool:
        """Have what tasks need made again, if only its digest was kept; whether there is any."""
        found = False
        for task in tasks:
            for name in self._kept_by_digest(task):
                if name in self.known and name not in self.carried:
                    self._recalled.add(name)
                    del self.known[name]
                    self._open = self.tasks
                    found = True
        return found

    def _kept_by_digest(self, task: Task) -> frozenset[str]:
        """Of which values a task needs, itself or through what is never kept, only the digests are kept."""
        found = self._by_digest.get(task.name)
        if found is None:
            needs = [self.by_name[name] for name in task.needs if name in self.by_name]
            direct = {need.name for need in needs if need.keep is Keep.DIGEST}
            inner = [self._kept_by_digest(need) for need in needs if need.keep is Keep.KEY]
            found = self._by_digest[task.name] = frozenset(direct).union(*inner)
        return found

    def batch(self, tasks: list[Task]) -> Batch:
        """Some tasks with all that a worker must know to run them."""
        closure = {task.name: task for task in tasks}
        wanted = [*tasks]
        while wanted:
            for name in wanted.pop().needs:
                task = self.by_name.get(name)
                if task and name not in closure and task.keep is Keep.KEY:
                    closure[name] = task
                    wanted.append(task)
        names = {name for task in closure.values() for name in (*task.inputs, *task.needs, task.name)}
        return Batch(
            tasks,
            closure,
            {name: self.known[name] for name in names if name in self.known},
            {name: values[name] for values in (self.given, self.carried) for name in names if name in values},
            {name: self.old[name] for name in closure if name in self.old},
            {name: self.site[name] for name in closure if name in self.site},
            self.day,
        )


class Batch(NamedTuple):
    """Tasks that one worker runs. closure: with them, those whose values are never kept, by name; known: digests; given:
    values that come from outside or were carried from task to task; old: results; site: manifests of what stands there."""

    tasks: list[Task]
    closure: dict[str, Task]
    known: Digests
    given: dict[str, Any]
    old: dict[str, Result]
    site: dict[str, bytes]
    day: str


class Made(NamedTuple):
    """What became of a batch: results, old ones that stand among them; tasks that were left out; tasks really run; values
    of which only the digests are kept."""

    results: list[Result]
    left_out: list[str]
    ran: list[str]
    carried: dict[str, Any]


def run(
    plan: Plan,
    executors: Callable[[int], Executor],
    work: Callable[[Batch], Made],
    tell: Callable[[int, int], None],
) -> None:
    """Run whatever does not stand, as soon as all it needs is there; a mistake in the code ends it.

    executors: who runs so many groups; tell: is told how many groups are done, and of how many so far.
    """
    waiting: dict[Future[Made], list[Task]] = {}
    done = 0
    try:
        while True:
            busy = frozenset(task.name for tasks in waiting.values() for task in tasks)
            ready = plan.ready(busy)
            executor = executors(len(ready))
            for tasks in ready.values():
                waiting[executor.submit(work, plan.batch(tasks))] = tasks
            if not waiting:
                return
            enough = len(waiting) // 2
            while len(waiting) > enough:  # as long as half of them wait, nobody is idle
                tell(done, done + len(waiting))
                for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                    del waiting[future]
                    done += 1
                    plan.note(future.result())
    finally:
        for future in waiting:
            future.cancel()


# ---------------------------------------------------------------- in a worker


class Run(NamedTuple):
    """What a function is told besides its inputs: the worker's means, and a day to ask."""

    means: Any
    day: Day
    code: tuple[Callable[..., Any], ...]


class Values:
    """The values of one batch: given, kept in the store, or made here; shared: those of other batches of this worker."""

    def __init__(
        self, batch: Batch, means: Any, fetch: Callable[[bytes], Any], shared: dict[str, Any]
    ) -> None:
        self.batch, self.means, self.fetch, self.shared = batch, means, fetch, shared
        self.known = dict(batch.known)
        self.made: dict[str, Any] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """What the tasks of the batch ask for."""
        return tuple(dict.fromkeys(name for task in self.batch.tasks for name in task.inputs))

    def __getitem__(self, name: str) -> Any:
        whole, _, part = name.partition(":")
        if whole in self.batch.given:
            return self.batch.given[whole]
        if whole in self.made:
            return self.made[whole][part] if part else self.made[whole]
        task = self.batch.closure.get(whole)
        if task is None or task.keep is not Keep.KEY:
            found = self.known[name]
            assert found is not None, f"{name} was left out"
            return self.fetch(found)
        return self._again(task)

    def _again(self, task: Task) -> Any:
        """A value that is not kept: of this batch, or shared by all batches of the worker while it is made of the same."""
        kept = self.shared.get(task.name)
        if not task.group and kept and kept[0] == self.known[task.name]:
            return kept[1]
        day = Day(self.batch.day)
        value = self.call(task, day)
        if task.keep is Keep.KEY and day.span != ALWAYS:
            raise LookupError(f"{task.name} asks for the day, and what is not kept may not")
        if task.group:
            self.made[task.name] = value
        else:
            self.shared[task.name] = self.known[task.name], value
        return value

    def call(self, task: Task, day: Day) -> Any:
        """What the function of a task gives."""
        return task.function(
            Run(self.means, day, task.code), *[self[name] for name in task.inputs], *task.settings
        )
