"""Who runs batches: this process, or some; each a `concurrent.futures.Executor`, and nobody else knows which."""

from __future__ import annotations

import functools
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any


class Here(Executor):
    """Runs what it is given at once, in this process."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        """The result of a call, which is made now."""
        future: Future[Any] = Future()
        try:
            future.set_result(function(*args, **named))
        except Exception as error:
            future.set_exception(error)
        return future


def end_with_parent() -> None:
    """In a process that was begun for a build: it ends with it, however that ends, and so lets go of the site's lock."""
    threading.Thread(target=_outlive, daemon=True).start()


def _outlive() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _begun(begin: Callable[[], None]) -> None:
    end_with_parent()
    begin()


FEW = 12  # so many groups are run in this process: others would begin later than it ends


class Local:
    """This process for few groups of tasks; for many so many processes, which begin when they are first needed."""

    def __init__(self, number: int, begin: Callable[[], None]) -> None:
        """begin: is called first in each new process."""
        self._number, self._begin = number, begin
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Local:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def __call__(self, groups: int) -> Executor:
        """Who runs so many groups."""
        if self._pool is None and (self._number == 1 or groups <= FEW):
            return HERE
        if self._pool is None:
            method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
            context = multiprocessing.get_context(method)
            self._pool = ProcessPoolExecutor(self._number, context, functools.partial(_begun, self._begin))
        return self._pool


HERE = Here()


def here(groups: int) -> Executor:
    """This process, for any number of groups."""
    return HERE
