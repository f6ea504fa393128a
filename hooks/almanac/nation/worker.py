"""One province, made on the machine that this runs on: its commit laid out, built as ever, published, and handed up.

All is kept in a folder of this machine, so that the next build of the same province makes only what changed. A machine that
has lost it makes all anew; nothing that the nation needs lies there alone.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from almanac.build import engine
from almanac.nation import checkout, handed_up, turns
from almanac.nation.plan import HANDED, Province
from almanac.publish import local, remote, status, targets
from almanac.publish.disk import trouble
from almanac.publish.file_tree import Refused, take
from almanac.publish.remote import Wishes
from almanac.publish.targets import Where
from almanac.review.git import Unready

PROJECT = Path(__file__).resolve().parents[3]
FOLDER = "NATION_FOLDER"  # the variable that says where provinces are kept on a machine
LOCK = "requirements.txt"
LOCKS = (LOCK, "requirements-publish.txt", "requirements-cluster.txt")
PAUSE, LONGEST = (
    2.0,
    7200,
)  # seconds between two tries while another build runs; after which a build is given up
OWN_PACKAGES = "这个省的 requirements.txt 和这里的不同，用的是照它自己的装的程序包"
BUSY = 75  # how a build ends while another writes the same site
LAST, WIDE = 6, 200  # so many lines of what a build said are passed on, and letters of each
ERROR = re.compile(r":\d+: E\d{3} ")  # a line that tells of an error in the records


class Order(NamedTuple):
    """What is asked of a worker: a province at a commit, for whom, and where it is shown.

    epoch: the moment of the whole run, so that all provinces have one day; today: a day that was asked for; processes: so
    many make one site, 0: as many as the machine has.
    """

    province: Province
    commit: str
    target: Where
    holder: str
    epoch: str
    today: str = ""
    demo: bool = False
    processes: int = 0


class Told(NamedTuple):
    """How it went: whether the province is shown as its commit has it; in words what was done, or why not."""

    code: str
    well: bool
    words: str


def folder() -> Path:
    """Where this machine keeps provinces."""
    return Path(os.environ.get(FOLDER) or PROJECT / ".build" / "nation")


def kept() -> list[str]:
    """The codes of the provinces that this machine has made before."""
    with contextlib.suppress(OSError):
        return sorted(each.name for each in folder().iterdir() if (each / "site" / local.VERSION).is_file())
    return []


@functools.cache
def program() -> str:
    """A digest of what runs here: this program as it lay there at first, what it needs installed, Python."""
    found = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for file in (*sorted((PROJECT / "hooks").rglob("*.py")), *(PROJECT / name for name in LOCKS)):
        found.update(file.relative_to(PROJECT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()


def dask_setup(_: object) -> None:
    """What Dask calls when a worker begins: from then on its program stays what it is, whatever is put on the disk."""
    program()


def make(order: Order) -> Told:
    """Make a province; what goes wrong with it is told, and is no other province's trouble."""
    try:
        return Told(order.province.code, True, _made(order))
    except (Refused, Unready) as refusal:
        return Told(order.province.code, False, str(refusal))
    except OSError as error:
        return Told(order.province.code, False, f"这台机器上出了错：{trouble(error)}")
    except subprocess.SubprocessError as error:
        return Told(order.province.code, False, f"这台机器上出了错：{error}")


def _made(order: Order) -> str:
    province, here = order.province, folder() / order.province.code
    with _alone(here):
        checkout.lay_out(here / "checkout", province, order.commit)
        _build(here, order)
        place = local.place(here / "site")
        with local.alone(place):
            if why := engine.why_not(place):
                raise Refused(why)
            status.refuse(status.status(place.site), order.demo)
            up = handed_up.of_site(place.site, province.code, order.commit)
            turn = targets.target(order.target.below(f"{HANDED}/turn"))
            if words := turns.lost(turn, order.holder):
                raise Refused(words)
            shown = targets.target(order.target.below(province.folder))
            plan = remote.publish(shown, place.site, Wishes(), lambda what, done, whole: None)
            targets.target(order.target.below(f"{HANDED}/{province.code}")).write(handed_up.FILE, up)
    done = (
        f"传了 {len(plan.changed)} 个文件，删去 {len(plan.gone)} 个"
        if plan.changed or plan.gone
        else "没有变化"
    )
    return done if _has_our_packages(here / "checkout") else f"{done}；{OWN_PACKAGES}"


@contextlib.contextmanager
def _alone(here: Path) -> Iterator[None]:
    """One worker of a machine at a time makes a province."""
    here.mkdir(parents=True, exist_ok=True)
    with open(here / "lock", "a+b") as file:
        take(file.fileno(), wait=True)
        yield


def _build(here: Path, order: Order) -> None:
    """Run the checkout's own program: an ordinary build, which sees nobody's key."""
    command = [*_python(here / "checkout"), "build.py", "build", "--out", os.fspath(here / "site")]
    command += ["--today", order.today] if order.today else []
    command += ["--workers", str(order.processes)] if order.processes else []
    began = time.monotonic()
    while True:
        done = subprocess.run(
            command,
            cwd=here / "checkout",
            env=_environment(order.epoch),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=LONGEST,
            check=False,
        )
        if done.returncode != BUSY or time.monotonic() - began > LONGEST:
            break
        time.sleep(PAUSE)  # a build that outlived its worker: what it made is not made again
    if done.returncode:
        lines = [line[:WIDE] for line in done.stdout.splitlines() if line.strip()]
        errors = [line for line in lines if ERROR.search(line)][:LAST]
        said = [f"  | {line}" for line in errors or lines[-LAST:]]
        own = [] if _has_our_packages(here / "checkout") else [f"  {OWN_PACKAGES}。"]
        raise Refused("\n".join(["没有做成，原来的网站没有动：", *own, *said]))


def _python(project: Path) -> list[str]:
    """This Python, where the checkout asks for the very packages that it has; else the checkout sets up its own."""
    if not (project / "build.py").is_file():
        raise Refused("仓库里没有 build.py，不是这个程序的仓库。")
    options = ["-P", "-s", "-X", "utf8"]
    return [sys.executable, *options, *(("-X", "almanac") if _has_our_packages(project) else ())]


def _has_our_packages(project: Path) -> bool:
    """Whether a checkout asks for the very packages that run here."""
    return (project / LOCK).is_file() and (project / LOCK).read_bytes() == (PROJECT / LOCK).read_bytes()


def _environment(epoch: str) -> Mapping[str, str]:
    """The worker's own, without what opens the target, and with the moment of the run."""
    mine = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PUBLISH_", "DASK_", "PYTHONPATH"))
    }
    return {**mine, "SOURCE_DATE_EPOCH": epoch} if epoch else mine
