"""A task: a pure function with all that it is made of, by which an old result is known to stand."""

from __future__ import annotations

import enum
import graphlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from almanac.build.store import Result, digest, plain_bytes
from almanac.build.versions import version


class Keep(enum.Enum):
    """What stays of a task's value between builds."""

    VALUE = "value"  # the value, which is plain
    PARTS = "parts"  # a dict of plain values, each an input by itself, as `name:part`
    DIGEST = "digest"  # its digest alone: a plain value that may not lie about, made again where it is needed
    KEY = "key"  # nothing: it stands for what it is made of, and is made where it is needed; it may not ask the day
    FILES = "files"  # the digests of the files that were written


class Task(NamedTuple):
    """One step: `function(run, *inputs, *settings)`, a function of a module.

    inputs: names of tasks or given values, or `name:part`. group: tasks of one group are run by one worker one after
    another, and share there what is not kept. gate: the name of a value; unless that is an empty list, the task is left
    out, and so is whatever needs it. code: functions that the function calls (`run.code`), of modules that it does not import.
    """

    name: str
    function: Callable[..., Any]
    inputs: tuple[str, ...] = ()
    settings: tuple[Any, ...] = ()
    group: str = ""
    keep: Keep = Keep.VALUE
    gate: str = ""
    code: tuple[Callable[..., Any], ...] = ()

    @property
    def version(self) -> bytes:
        """Of the code that it runs."""
        return b"".join(map(version, (self.function, *self.code)))

    @property
    def needs(self) -> tuple[str, ...]:
        """The tasks that must be done before."""
        names = (*self.inputs, self.gate) if self.gate else self.inputs
        return tuple([name.partition(":")[0] for name in names])


Digests = dict[str, bytes | None]  # of values by name and of parts by name:part; None of what was left out
OPEN = digest(plain_bytes([]))  # the digest of a gate that is open


def key_of(task: Task, known: Mapping[str, bytes | None]) -> bytes | None:
    """The digest of what a task is made of; None where an input was left out or the gate is shut."""
    inputs = [known[name.partition(":")[0]] and known[name] for name in task.inputs]
    if None in inputs or (task.gate and known[task.gate] != OPEN):
        return None
    return digest(plain_bytes((task.version, task.settings, inputs)))


def digests(result: Result) -> Digests:
    """Under which names others know what a result gave."""
    found: Digests = {
        f"{result.name}:{part}" if part else result.name: each for part, each in result.parts.items()
    }
    found.setdefault(result.name, digest(plain_bytes(result.parts)))
    return found


def ordered(tasks: Iterable[Task], given: Iterable[str]) -> list[Task]:
    """The tasks, each after what it needs; a name that nobody gives, or a circle, is a mistake in the program."""
    by_name = {task.name: task for task in tasks}
    missing = {need for task in by_name.values() for need in task.needs} - {*by_name, *given}
    if missing:
        raise LookupError(f"no task gives {sorted(missing)[:5]}")
    order = graphlib.TopologicalSorter({task.name: task.needs for task in by_name.values()}).static_order()
    return [by_name[name] for name in order if name in by_name]


def needed(tasks: Iterable[Task], names: Iterable[str]) -> list[Task]:
    """Some tasks, and all that they need."""
    by_name = {task.name: task for task in tasks}
    found: dict[str, Task] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in by_name and name not in found:
            found[name] = by_name[name]
            waiting += by_name[name].needs
    return list(found.values())


MISSING = b"missing"


def standing(
    task: Task, key: bytes | None, old: Mapping[str, Result], day: str, site: Mapping[str, bytes]
) -> Result | bytes | None:
    """The old result of a task if it stands; the key of what is never kept; None for what is left out; else MISSING."""
    if key is None or task.keep is Keep.KEY:
        return key
    result = old.get(task.name)
    if result is None or result.key != key or not result.since <= day < result.until:
        return MISSING
    if task.keep is Keep.FILES and site.get(task.name) != result.parts[""]:
        return MISSING
    return result
