"""The crew of one build: hands in several processes, each with its own cities."""

from __future__ import annotations

import gc
import multiprocessing
import os
import traceback
from collections.abc import Callable
from typing import Any

from almanac.build.desk import Refused
from almanac.build.hands import Hand
from almanac.build.orders import Job
from almanac.model import divisions
from almanac.model.divisions import Level, Register, city_of, level_of

Tell = Callable[[str, int, int], None]  # what is being done, how much of it, of how much


class Crew:
    """The hands of one build: this process and its helpers, each with its own cities."""

    def __init__(self, job: Job, tell: Tell) -> None:
        self.register = divisions.load(job.records / "associations.csv")
        parts = _divide(self.register, max(job.workers, 1))
        self._counter: Any = multiprocessing.RawValue("i", 0) if len(parts) > 1 else None
        self._own, self._tell, self._task = 0, tell, ("", 0)
        self.helpers = [Helper(job, self.register, part, self._counter) for part in parts[1:]]
        self.chief = Hand(job, self.register, parts[0], True, self._count)
        self._part_of = {name: place for place, part in enumerate(parts) for name in part}

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *error: object) -> None:
        for helper in self.helpers:
            helper.leave()

    def _count(self) -> None:
        self._own += 1
        what, whole = self._task
        self._tell(what, self._own + (self._counter.value if self._counter else 0), whole)

    def begin(self, what: str, whole: int) -> None:
        """Name the work that is counted from now on."""
        self._own, self._task = 0, (what, whole)
        if self._counter:
            self._counter.value = 0
        self._tell(what, 0, whole)

    @property
    def size(self) -> int:
        """How many hands there are."""
        return len(self.helpers) + 1

    def owner(self, code: str) -> int:
        """Which hand has a share: 0 is this process."""
        return (
            self._part_of.get(self.register[city_of(code)].name, 0) if level_of(code) > Level.PROVINCE else 0
        )

    def all(self, what: str, args_of: Callable[[int], tuple[Any, ...] | None]) -> list[Any]:
        """Let every hand do a piece of work, side by side; None as arguments means there is nothing to do."""
        asked = []
        for place, helper in enumerate(self.helpers, 1):
            args = args_of(place)
            if args is not None:
                helper.ask(what, *args)
                asked.append(helper)
        own = args_of(0)
        answers = [getattr(self.chief, what)(*own)] if own is not None else []
        return answers + [helper.answer() for helper in asked]


def _divide(register: Register, workers: int) -> list[frozenset[str]]:
    """The cities dealt out so that every hand has about the same number of associations."""
    sizes: dict[str, int] = {}
    for association in register:
        if association.level > Level.PROVINCE:
            city = city_of(association.code)
            sizes[city] = sizes.get(city, 0) + 1
    parts: list[set[str]] = [set() for _ in range(workers)]
    loads = [0] * workers
    for code, size in sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0])):
        place = loads.index(min(loads))
        parts[place].add(register[code].name)
        loads[place] += size
    return [frozenset(part) for part in parts]


class Helper:
    """Hands in a process of their own; `ask` and `answer` let them work while others do."""

    def __init__(self, job: Job, known: Register, cities: frozenset[str], counter: Any) -> None:
        method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
        context: Any = multiprocessing.get_context(method)
        self._line, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, self._line, job, known, cities, counter), daemon=True
        )
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


def _serve(
    line: Any, other_end: Any, job: Job, known: Register, cities: frozenset[str], counter: Any
) -> None:
    gc.disable()
    other_end.close()  # so that the line breaks off, and this process ends, when the other one is killed

    def count() -> None:
        counter.value += 1

    hand = None
    while True:
        try:
            what, args = line.recv()
        except (EOFError, KeyboardInterrupt):
            os._exit(0)  # what it holds in memory need not be given back piece by piece
        try:
            hand = hand or Hand(job, known, cities, False, count)
            line.send((True, getattr(hand, what)(*args)))
        except (OSError, Refused) as error:
            line.send((False, error))
        except Exception:
            line.send((False, traceback.format_exc()))
