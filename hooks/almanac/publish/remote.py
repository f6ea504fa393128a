"""The site brought to a target: what changed is sent in order, deletions come last, and all is read back.

The target's manifest is marked unfinished before the first change and whole after the last. After a kill the next run sees
that, looks at what really is there, and goes on from it, on whichever machine.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from almanac.publish import manifest as manifests
from almanac.publish.file_tree import Refused
from almanac.publish.local import VERSION, turn
from almanac.publish.manifest import Manifest, Marks

Tell = Callable[[str, int, int], None]
SHOWN = 5


class Standing(NamedTuple):
    """What is in a target: the paths whose bytes are those of the site, and all other paths."""

    same: set[str]
    others: set[str]


class Target(Protocol):
    """A place that the public sees: a folder, a folder of a server, a bucket."""

    name: str

    def wants(self, path: str) -> bool:
        """Whether a file of the site belongs there."""

    def read(self, path: str) -> bytes | None:
        """A small file; None where there is none."""

    def write(self, path: str, data: bytes) -> None:
        """Write a small file."""

    def put(self, site: Path, paths: Sequence[str]) -> None:
        """Send files of the site; all are there when it returns."""

    def remove(self, site: Path, paths: Sequence[str]) -> None:
        """Take files away that the site does not have."""

    def standing(self, site: Path, marks: Marks, closely: bool) -> Standing:
        """What is there; closely: where a mark says nothing for certain, the bytes and headers are looked at."""


class Plan(NamedTuple):
    """What is to be done: paths to send, in order; paths to take away; strange files there."""

    changed: list[str]
    gone: list[str]
    strange: set[str]


class Wishes(NamedTuple):
    """look: nothing is changed; adopt: a target with other files is taken; clean: other files there are taken away."""

    look: bool = False
    adopt: bool = False
    clean: bool = False


def publish(target: Target, site: Path, wishes: Wishes, tell: Tell) -> Plan:
    """Bring a target up to the site; what was to be done."""
    tell("比较", 0, 0)
    marks = manifests.marks(site, target.wants)
    old = manifests.manifest(target.read(manifests.PATH))
    plan = _plan(target, site, marks, old, wishes)
    if wishes.look or (old and old.whole and not plan.changed and not plan.gone):
        return plan
    known = old.files if old else {}
    target.write(manifests.PATH, Manifest({**known, **marks}, False).text())
    sent = 0
    for paths in _portions(plan.changed):
        target.put(site, paths)
        sent += len(paths)
        tell("上传", sent, len(plan.changed))
    target.remove(site, plan.gone)
    tell("读回来核对", 0, 0)
    others = _checked(target, site, marks, set(plan.gone)) - set(plan.gone)
    target.write(manifests.PATH, Manifest(marks, True).text())
    return plan._replace(strange=others)


def _plan(target: Target, site: Path, marks: Marks, old: Manifest | None, wishes: Wishes) -> Plan:
    """Hold the site against the target: against its manifest if that is whole, else against what is there."""
    there, strange = (old.files, set[str]()) if old else ({}, set[str]())
    if old is None or not old.whole or wishes.clean:
        seen = target.standing(site, marks, False)
        strange = seen.others - (old.files.keys() if old else set())
        if old is None and strange | seen.same and not wishes.adopt and target.read(VERSION) is None:
            raise Refused(
                f"{target.name} 里已有别的文件，不像是本程序发布的网站，例如 {min(strange | seen.same)}；为免弄乱，没有发布。"
                "请换一个空的地方；确实要发布到这里的，加上 --adopt（原来的文件不会删）。",
                2,
            )
        if old and not old.whole:
            there = {path: marks[path] for path in seen.same}
    changed = sorted((path for path, mark in marks.items() if there.get(path) != mark), key=turn)
    gone = set(old.files if old else ()) - marks.keys()
    return Plan(changed, sorted(gone | (strange if wishes.clean else set())), strange)


def _portions(paths: Iterable[str], many: int = 500) -> Iterable[list[str]]:
    """Paths of one turn, so many at a time: what others need is there before what needs it."""
    for _, turns in itertools.groupby(paths, lambda path: turn(path)[0]):
        while portion := list(itertools.islice(turns, many)):
            yield portion


def _checked(target: Target, site: Path, marks: Marks, gone: set[str]) -> set[str]:
    """Read back: what is not as it should be is sent once more; if that does not help either, it is said. Other files."""
    for last in (False, True):
        seen = target.standing(site, marks, True)
        wrong, left = sorted(marks.keys() - seen.same, key=turn), sorted(gone & seen.others)
        if not wrong and not left:
            return seen.others
        if last:
            break
        target.put(site, wrong)
        target.remove(site, left)
    shown = "、".join([*wrong, *left][:SHOWN])
    raise Refused(
        f"传完以后读回来核对，{target.name} 里有 {len(wrong) + len(left)} 个文件与网站不一样：{shown}。"
        "请看那里的权限、空间和缓存设置，再运行一次。"
    )
