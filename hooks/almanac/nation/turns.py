"""Whose turn it is: one coordinator at a time changes what a nation shows.

The one at work says so in the target itself, by a small file whose count it raises every few seconds. No clocks are compared:
whoever comes looks whether the count goes on while it waits itself. An object store promises no lock, so the count is read
back each time; a worker asks once more before it publishes, so that one left over from a dead coordinator changes nothing.
"""

from __future__ import annotations

import json
import os
import platform
import threading
import time
from pathlib import Path
from types import TracebackType

from almanac.publish.file_tree import Refused
from almanac.publish.remote import Target

FILE = "turn.json"
EVERY = 5.0  # seconds between two counts
MISSED = 3  # so many counts that do not come mean that nobody is at work
LATER = 75


class Turn:
    """The turn of one coordinator, from its beginning to its end."""

    def __init__(self, target: Target, every: float = EVERY) -> None:
        self.holder = f"{platform.node()} 上的进程 {os.getpid()}（{time.monotonic_ns()}）"
        self._target, self._every, self._count = target, every, 0
        self._over, self._lost = threading.Event(), ""
        self._beats = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Turn:
        if at_work := self._somebody():
            raise Refused(f"{_plain(at_work)} 正在做全国的网站，请等它结束再运行。", LATER)
        self._say()
        time.sleep(self._every)  # two that began at the same moment both wrote: the later stands
        self.check()
        self._beats.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._beats.join()
        if not self._lost and holder(self._target) == self.holder:
            self._target.remove(Path(), [FILE])

    def check(self) -> None:
        """Refuse to go on when somebody else has taken over."""
        self._lost = self._lost or lost(self._target, self.holder)
        if self._lost:
            raise Refused(self._lost, LATER)

    def _somebody(self) -> str:
        """Who is at work; empty if nobody is, or whoever was has died."""
        before = _said(self._target)
        if before is None:
            return ""
        for _ in range(MISSED * 4):
            time.sleep(min(EVERY, max(0.05, before[2])) / 4)  # in this order also what is no number gives one
            now = _said(self._target)
            if now is None:
                return ""
            if now[:2] != before[:2]:
                return now[0]
        return ""

    def _beat(self) -> None:
        while not self._over.wait(self._every):
            try:
                self._lost = lost(self._target, self.holder)
                if self._lost:
                    return
                self._say()
            except (Refused, OSError):  # not reached just now: the next count may
                continue

    def _say(self) -> None:
        self._count += 1
        said = {"holder": self.holder, "count": self._count, "every": self._every}
        self._target.write(FILE, json.dumps(said, ensure_ascii=False).encode())


def holder(target: Target) -> str:
    """Whose turn it is; empty if nobody's."""
    said = _said(target)
    return said[0] if said else ""


def lost(target: Target, mine: str) -> str:
    """What is said where it is not my turn any more; empty where it is."""
    now = holder(target)
    return "" if now == mine else f"现在是 {_plain(now) or '别人'} 在做全国的网站，这里不再发布。"


def _plain(holder: str) -> str:
    return holder.partition("（")[0]


def _said(target: Target) -> tuple[str, int, float] | None:
    try:
        said = json.loads(target.read(FILE) or b"")
        return str(said["holder"])[:200], int(said["count"]), float(said["every"])
    except (ValueError, KeyError, TypeError):
        return None
