"""The one door to Dask: who makes provinces, this machine alone or the workers of a cluster."""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from almanac.build.executors import HERE
from almanac.nation import worker
from almanac.publish.file_tree import Refused

HOOKS = Path(__file__).resolve().parents[2]
LOCAL = re.compile("local:([1-9][0-9]?)")
IDLE = {  # what Dask looks at all the time, many times a second, and nobody here asks it about
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s",
    "DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__INTERVAL": "10s",
}
UNSEEN = "127.0.0.1:0"  # what Dask shows of itself is for this machine alone
WRONG_USE, LATER = 2, 75
WAIT = "30s"  # for the scheduler, and for the first worker
OTHERS = "{} 上的程序和这里的不是一版，请它停了，没有派事给它；更新以后再开。"
MISSING = (
    "几台机器一起做要多装一个程序包（dask），这里没有。请运行：\n"
    "python build.py nation build 全国.yml --cluster 地址\n"
    "会照 requirements-cluster.txt 自己装好；不能联网的，请在能联网的机器上装好再拷来。"
)


class Workers:
    """Who makes provinces: an executor for each, which prefers the worker that has made it before."""

    number = 1

    def executor(self, code: str) -> Executor:
        """Who makes a province."""
        return HERE

    def there(self) -> bool:
        """Whether more is to be expected of them."""
        return True


class Cluster(Workers):
    """The workers of a Dask cluster."""

    def __init__(self, client: Any, tell: Callable[[str], None]) -> None:
        self._client = client
        self._send_away(tell)
        self._kept: dict[str, list[str]] = client.run(worker.kept)
        self.number = len(self._kept)

    def executor(self, code: str) -> Executor:
        """An executor for one province; a worker that dies is replaced by another."""
        before = [address for address, codes in self._kept.items() if code in codes]
        preference: dict[str, Any] = {"workers": before, "allow_other_workers": True} if before else {}
        found: Executor = self._client.get_executor(pure=False, **preference)
        return found

    def _send_away(self, tell: Callable[[str], None]) -> None:
        """Let workers go that run another program: what is asked of them might mean something else there.

        Whoever starts them again (deploy/nation.sh) fetches the program first.
        """
        ours, theirs = worker.program(), self._client.run(worker.program, on_error="return")
        others = sorted(address for address, program in theirs.items() if program != ours)
        if others:
            self._client.retire_workers(others)
            tell(OTHERS.format("、".join(others)))
        if len(others) == len(theirs):
            raise Refused("没有一台机器的程序和这里的是一版。更新以后再运行一次。", LATER)

    def there(self) -> bool:
        """Whether the scheduler, which knows who does what, can be reached."""
        return bool(self._client.status == "running")


@contextlib.contextmanager
def opened(address: str, tell: Callable[[str], None]) -> Iterator[Workers]:
    """The workers at an address, of as many processes of this machine as `local:3` says, or this process alone.

    tell: what is said to the reader.
    """
    if not address:
        yield Workers()
        return
    _needed()
    os.environ.update(IDLE)
    import distributed

    theirs = [each for each in logging.root.manager.loggerDict if each.startswith("distributed")]
    for name in [*theirs, "tornado", "tornado.application", "tornado.general"]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what it means to the reader is said here
    several = LOCAL.fullmatch(address)
    with contextlib.ExitStack() as held:
        try:
            if several:
                own = distributed.LocalCluster(
                    n_workers=int(several[1]),
                    threads_per_worker=1,
                    dashboard_address=UNSEEN,
                    worker_dashboard_address=UNSEEN,
                    silence_logs=logging.CRITICAL,
                )
                held.enter_context(own)
            client = held.enter_context(
                distributed.Client(own if several else address, timeout=WAIT, set_as_default=False)
            )
            client.wait_for_workers(1, timeout=30)
        except (OSError, TimeoutError, ValueError) as error:
            raise Refused(
                f"连不上 {address} 的调度程序，或没有一台机器在等着做事。对方的原话：\n  | {error}", LATER
            ) from None
        yield Cluster(client, tell)


def serve(program: str, arguments: Sequence[str]) -> None:
    """Let Dask's own scheduler or worker take this process's place; the program lies where workers look for it."""
    _needed()
    path = os.pathsep.join(filter(None, (os.fspath(HOOKS), os.environ.get("PYTHONPATH", ""))))
    command = [sys.executable, "-P", "-X", "utf8", "-m", f"distributed.cli.dask_{program}", *arguments]
    command += ["--no-dashboard", "--dashboard-address", UNSEEN]
    if sys.platform != "win32":
        os.execve(sys.executable, command, {**os.environ, **IDLE, "PYTHONPATH": path})
    raise SystemExit(subprocess.call(command, env={**os.environ, **IDLE, "PYTHONPATH": path}))


def _needed() -> None:
    if importlib.util.find_spec("distributed") is None:
        raise Refused(MISSING, WRONG_USE)
