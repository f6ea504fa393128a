"""Run whole programs and say what they took: time, processor, peak memory of the whole process tree (Linux)."""

from __future__ import annotations

import argparse
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
EVERY = 0.05  # seconds between two looks at the memory


class Run(NamedTuple):
    """One run of a program: seconds by the wall, seconds of processor, peak MB of the tree, what it printed."""

    wall: float
    processor: float
    peak: float
    printed: str


class Row(NamedTuple):
    """A line of the table: what was run, the runs, pages and files and bytes it left, the goal in seconds."""

    what: str
    runs: list[Run]
    pages: int = 0
    files: int = 0
    size: int = 0
    goal: float = 0

    @property
    def middle(self) -> float:
        return statistics.median(run.wall for run in self.runs)


def words(about: str) -> argparse.ArgumentParser:
    """What every benchmark is asked: a folder to work in."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="a folder outside the project")
    return parser


def given(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """What was asked; the folder is made."""
    found = parser.parse_args()
    found.work = found.work.resolve()
    if found.work.is_relative_to(ROOT):
        parser.error(f"{found.work} is inside the project")
    found.work.mkdir(parents=True, exist_ok=True)
    return found


def run(command: Sequence[str], cwd: Path = ROOT) -> Run:
    """Run a program to its end; one that fails ends the benchmark."""
    with tempfile.TemporaryFile() as printed:
        began = perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, stdout=printed, stderr=subprocess.STDOUT, env=environment()
        )
        watch = Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
        printed.seek(0)
        text = printed.read().decode("utf-8", "replace")
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}\nended with {process.returncode}:\n{text[-4000:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, watch.peak, text)


def environment() -> dict[str, str]:
    """The same for every program measured; Chinese text whatever the locale."""
    return {**os.environ, "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": "1622217600", "NO_MKDOCS_2_WARNING": "1"}


class Watch(threading.Thread):
    """Looks again and again at the memory of a process with all below it."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0.0
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(EVERY):
            self.peak = max(self.peak, sum(map(share_of_memory, tree(self.pid))) / 2**10)

    def stop(self) -> None:
        self._over.set()
        self.join()


def tree(pid: int) -> list[int]:
    """A process and all its descendants; one that has just ended is left out."""
    found = [pid]
    for parent in found:
        try:
            for children in Path(f"/proc/{parent}/task").glob("*/children"):
                found += map(int, children.read_text().split())
        except OSError:
            continue
    return found


def share_of_memory(pid: int) -> int:
    """KB that a process holds: a page shared by two counts half for each (the kernel's Pss)."""
    try:
        said = re.search(r"(?m)^Pss:\s+([0-9]+)", Path(f"/proc/{pid}/smaps_rollup").read_text())
    except OSError:
        return 0
    return int(said[1]) if said else 0


def several(
    times: int, command: Sequence[str], before: Callable[[int], None] = lambda number: None
) -> list[Run]:
    """Some runs of the same program, each after what `before` does, which is not measured."""
    runs = []
    for number in range(times):
        before(number)
        runs.append(run(command))
    return runs


def extent(folder: Path) -> tuple[int, int, int]:
    """HTML pages, files and bytes of a folder."""
    pages = files = size = 0
    waiting = [os.fspath(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as found:
            for item in found:
                if item.is_dir(follow_symlinks=False):
                    waiting.append(item.path)
                else:
                    files += 1
                    pages += item.name.endswith(".html")
                    size += item.stat().st_size
    return pages, files, size


def machine(work: Path) -> str:
    """What it was measured on, in a line; on some disks a new file costs ten times more at one hour than another."""
    cores = len(os.sched_getaffinity(0))
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(dir=work) as folder:
        began = perf_counter()
        for number in range(2000):
            (Path(folder) / str(number)).write_bytes(b"x" * 500)
        each = (perf_counter() - began) / 2000 * 1e6
    return (
        f"{cores} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"load before {load:.2f}, {each:.0f} µs to write a new file in {work}"
    )


HEAD = "| what | runs | median s | from – to s | processor s | peak MB | pages | files | MB | ms a page | goal s |"


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table; peak is the memory of all processes together, at its highest."""
    lines = [HEAD, "|---" + "|---:" * (HEAD.count("|") - 2) + "|"]
    for row in rows:
        walls = [run.wall for run in row.runs]
        cells = (
            row.what,
            len(walls),
            f"{row.middle:.2f}",
            f"{min(walls):.2f} – {max(walls):.2f}",
            f"{statistics.median(run.processor for run in row.runs):.2f}",
            f"{max(run.peak for run in row.runs):.0f}",
            row.pages or "",
            row.files or "",
            f"{row.size / 1e6:.0f}" if row.size else "",
            f"{row.middle / row.pages * 1000:.3f}" if row.pages else "",
            f"{row.goal:g}" if row.goal else "",
        )
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
