"""What a nation costs: 1, 3 and 6 demo provinces on two workers of this machine, in processor seconds.

python tests/bench/nation.py --work DIR [--activities 3000] [--cities 2] [--numbers 1 3 6] [--times 3]

Everything is made below DIR and may be deleted afterwards. Each figure is a whole run as a person would start it: the
coordinator, Dask's scheduler and workers, every province's checkout, build, publication into a folder of the same disk, and
the front. The clock on the wall says little where other work runs; processor seconds say more, but they rise too, by
caches that are shared: with --times all sizes are gone through so often, and the least of each is what counts.
Printed: what each run took; whether the cost of one more province stays the same; what Dask itself takes, as the
difference to the same provinces one after another without it; a machine that kept its disk against one that lost it.
"""

from __future__ import annotations

import itertools
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "hooks"))

import nations
from almanac.model.divisions import Register
from bench import measuring
from bench.measuring import Row, Run, extent, machine, run, table, tell
from small import FULL

CLUSTER = ("--cluster", "local:2", "--workers", "1")
ALONE = ("--workers", "1")


def main() -> None:
    """Measure and print."""
    parser = measuring.words(__doc__ or "")
    parser.add_argument("--activities", type=int, default=3000)
    parser.add_argument(
        "--cities", type=int, default=2, help="so many cities of the register are a province's"
    )
    parser.add_argument("--numbers", type=int, nargs="+", default=[1, 3, 6])
    parser.add_argument("--times", type=int, default=3, help="how often each is measured")
    asked = measuring.given(parser)
    most = max(asked.numbers)
    tell(machine(asked.work))
    shutil.rmtree(asked.work / "nation", ignore_errors=True)
    land = nations.land(asked.work / "nation", most, asked.activities, part(asked.cities))
    os.environ.update(land.environment())
    middle = sorted(asked.numbers)[len(asked.numbers) // 2]
    made: dict[int, list[Run]] = {number: [] for number in asked.numbers}
    alone = list[Run]()
    for _ in range(asked.times):
        alone.append(measured(land, middle, *ALONE))
        for number in asked.numbers:
            made[number].append(measured(land, number, *CLUSTER))
    rows = [Row(f"{number} provinces, two workers", runs) for number, runs in made.items()]
    pages, files, size = extent(land.target)
    rows[-1] = rows[-1]._replace(pages=pages, files=files, size=size)
    kept = measured(land, asked.numbers[-1], *CLUSTER, "--again", anew=False)
    rows.append(Row(f"{asked.numbers[-1]} provinces again, nothing changed, disks kept", [kept]))
    skipped = measured(land, asked.numbers[-1], *CLUSTER, anew=False)
    rows.append(Row(f"{asked.numbers[-1]} provinces, nothing changed", [skipped]))
    rows.append(Row(f"{middle} provinces, one after another, without Dask", alone))
    print(table(rows))
    costs = {number: least(runs) for number, runs in made.items()}
    print(told(costs, least(alone), middle))


def least(runs: Sequence[Run]) -> float:
    """The fewest seconds of processor: other work only ever adds some."""
    return min(run.processor for run in runs)


def part(number: int) -> Register:
    """The real register's first cities with all below them, as a province's own."""
    cities = {city.code for city in FULL.children(FULL.root)[:number]}
    lines = ((unit, FULL.line(unit.code)) for unit in FULL)
    return Register(
        [(unit.code, unit.name, unit.slug) for unit, line in lines if len(line) < 2 or line[1].code in cities]
    )


def measured(land: nations.Land, number: int, *options: str, anew: bool = True) -> Run:
    """One run of the first provinces; anew: nothing is there of any before."""
    if anew:
        for folder in (land.folder, land.target):
            shutil.rmtree(folder, ignore_errors=True)
    nations.written(land.file, land.repositories[:number], {"目标": os.fspath(land.target)})
    made = run(land.command(*options))
    tell(
        f"{number} provinces, {' '.join(options)}: {made.processor:.1f} s of processor, {made.wall:.0f} s by the wall"
    )
    return made


def told(costs: dict[int, float], alone: float, number: int) -> str:
    """The cost of one more province between neighbouring sizes, and Dask's share."""
    sizes = sorted(costs)
    more = [(costs[b] - costs[a]) / (b - a) for a, b in itertools.pairwise(sizes)]
    lines = [
        f"one more province from {a} to {b}: {each:.1f} s of processor"
        for (a, b), each in zip(itertools.pairwise(sizes), more, strict=True)
    ]
    if len(more) > 1:
        lines.append(f"from the first of these to the last: {100 * (more[-1] / more[0] - 1):+.1f} %")
    each = [f"{number}: {cost / number:.1f}" for number, cost in sorted(costs.items())]
    lines.append(f"a province, all told, in a run of {'; '.join(each)} s")
    lines.append(
        f"Dask's share: {100 * (costs[number] - alone) / costs[number]:+.1f} % of {costs[number]:.1f} s"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
