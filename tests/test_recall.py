"""What a task needs of which only the digest is kept is made again first, also where other tasks stand between."""

from __future__ import annotations

import functools
import gc
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from almanac.build import executors, graph, worker
from almanac.build.graph import Plan, Run
from almanac.build.store import Result, Store, digest
from almanac.build.task import Keep, Task
from almanac.build.worker import Workspace


def number(run: Run, *args: int) -> int:
    """One more than all that it is given."""
    return 1 + sum(args)


def more(run: Run, gate: int, read: int) -> int:
    """What it is given first twice."""
    return 2 * gate if read else 0


KEPT = [
    Task("names", number, (), keep=Keep.DIGEST),
    Task("gone", number, ("names",), keep=Keep.DIGEST),
    Task("read", number, ("gone",), keep=Keep.KEY, group="area"),
    Task("first", number, ("read",), group="area"),
]


def ran(tmp_path: Path, tasks: list[Task]) -> list[str]:
    """Which tasks are run, with the results of earlier runs at hand."""
    store = Store(tmp_path / "store.sqlite")
    space = Workspace(tmp_path, tmp_path, "", tmp_path, store.file, tmp_path)
    plan = Plan(tasks, {}, store.results(), "2021-05-29", {})
    try:
        graph.run(plan, executors.here, functools.partial(worker.work, space), lambda done, of: None)
        assert all(
            store.value(plan.results[task.name].parts[""]) == 4
            for task in tasks
            if task.group and task.keep is Keep.VALUE and task.name != "gate"
        )
    finally:
        worker.end()
        store.close()
        gc.enable()
    return sorted(plan.ran)


def test_another_thread_may_let_go_of_the_store(tmp_path: Path) -> None:
    """A build in a thread of its own ends what the thread before it left open."""
    store = Store(tmp_path / "store.sqlite")
    with ThreadPoolExecutor(1) as other:
        other.submit(store.close).result()
    Store(store.file).close()


def test_a_new_task_waits_for_what_is_made_again(tmp_path: Path) -> None:
    assert ran(tmp_path, KEPT) == ["first", "gone", "names"]
    assert ran(tmp_path, KEPT) == []
    later = Task("later", number, ("read",), group="area")
    assert ran(tmp_path, [*KEPT, later]) == ["gone", "later", "names"]


def test_so_does_one_that_follows_from_another_of_its_group(tmp_path: Path) -> None:
    before = [Task("base", number), *KEPT[:3]]
    ran(tmp_path, before)
    gate = Task("gate", number, ("base",), group="area")
    after = Task("after", more, ("gate", "read"), group="area")
    assert ran(tmp_path, [*before, gate, after]) == ["after", "gate", "gone", "names"]


@pytest.mark.parametrize("seed", range(4))
def test_nothing_that_is_forgotten_stands_in_the_file(tmp_path: Path, seed: int) -> None:
    """Nor where no line stands any more: SQLite leaves what it moves from page to page in the old one."""
    store, chance = Store(tmp_path / "store.sqlite"), random.Random(seed)
    wanted = {}
    for n in range(30):
        values = [
            f"{n}-{k} {'示例忘' if k % 2 else '示例留'}".encode() + chance.randbytes(900) for k in range(20)
        ]
        parts = {str(k): digest(value) for k, value in enumerate(values) if not k % 2}
        wanted[str(n)] = Result(str(n), b"", "", "", parts)
        store.keep([wanted[str(n)]], {digest(value): value for value in values})
    store.forget(wanted)
    store.close()
    raw = store.file.read_bytes()
    assert raw.count("示例留".encode()) == 300 and "示例忘".encode() not in raw
