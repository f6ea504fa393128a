"""A build that is killed alone, not with what it began: nothing of it lives on, and the next start is not kept out."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from almanac.publish import local
from guard import LIMIT
from small import PROJECT

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有可比的强制结束信号")
BUILDING = """
import os, pathlib, sys, time
from almanac.build.executors import Local
from almanac.publish import local
def number(turn):
    time.sleep(0.1)
    return os.getpid()
def begin():
    pass
with local.alone(local.place(pathlib.Path(sys.argv[1]))), Local(2, begin) as run:
    print(*set(run(99).map(number, range(8))), flush=True)
    list(run(99).map(time.sleep, [600] * 2))
"""


@posix
def test_what_a_killed_build_began_ends_with_it(tmp_path: Path) -> None:
    """The lock is let go of: each of its processes had it."""
    build = subprocess.Popen(
        [sys.executable, "-c", BUILDING, str(tmp_path / "site")],
        env={**os.environ, "PYTHONPATH": str(PROJECT / "hooks")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert build.stdout
    begun = [int(word) for word in build.stdout.readline().split()]
    os.kill(build.pid, signal.SIGKILL)
    try:
        build.communicate(timeout=LIMIT)  # until the last of them has closed what they all write to
    finally:
        for process in begun:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
    assert len(begun) == 2
    with local.alone(local.place(tmp_path / "site")):
        pass


def test_a_moment_is_given_to_what_is_just_ending(tmp_path: Path) -> None:
    """Killed between the fork and the program of a process that it begins, a build keeps its lock for a moment more."""
    held, place = threading.Event(), local.place(tmp_path / "site")

    def hold() -> None:
        with local.alone(place):
            held.set()
            time.sleep(0.1)

    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(LIMIT)
    with local.alone(place):
        pass
    other.join(LIMIT)
