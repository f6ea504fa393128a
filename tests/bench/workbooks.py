"""How long the two ways of a workbook take, as `build.py` is called: taking one in, and making one to fill in.

python tests/bench/workbooks.py --work DIR [--rows 1000] [--times 5]

The workbook has 28 filled columns; one row in ten is damaged as the tests' corpus damages rows. It is taken in three ways:
only looked at, taken for the first time (1,000 files are written), and once more (nothing changes).
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "hooks"))

from bench import measuring
from bench.measuring import ROOT, Row, machine, run, table
from damages import cases
from small import FULL
from workbooks import HEADS, book, good, records, sheet

BUILD = (sys.executable, "-P", "-s", "-X", "utf8", "-X", "almanac", str(ROOT / "build.py"))
DAY = ("--today", "2021-06-10")


def workbook(rows: int) -> bytes:
    """So many rows of villages all over a county, one in ten with a damaged cell."""
    villages = [unit.code for unit in FULL.within("430181") if unit.slug == "village"]
    damaged = [case.row for case in cases(7, 6) if case.head not in ("县市区", "乡镇街道", "文件")]
    found = []
    for number in range(rows):
        line = FULL.line(villages[number % len(villages)])
        row = {**good(number), **(damaged[number // 10 % len(damaged)] if number % 10 == 9 else {})}
        place = {
            "市州": line[1].name,
            "县市区": line[2].name,
            "乡镇街道": line[3].name,
            "村居社区": line[4].name,
        }
        found.append(
            {
                **row,
                "简介": "免费测血压、血糖，发放健康资料，解答育龄群众提问。" * 3,
                **place,
                "名称": f"示例{number}",
            }
        )
    return book(("活动", sheet(found, ["市州", "村居社区", *HEADS])))


def once(
    what: str, times: int, command: tuple[str, ...], before: Callable[[], object], goal: float = 0
) -> Row:
    """A command run several times, each after a preparation."""
    runs = []
    for _ in range(times):
        before()
        runs.append(run(["sh", "-c", '"$@" || [ $? -eq 1 ]', "sh", *command]))
    return Row(what, runs, goal=goal)


def main() -> None:
    parser = measuring.words(__doc__)
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--times", type=int, default=5)
    asked = measuring.given(parser)
    events, sent, to = asked.work / "events", asked.work / "送来.xlsx", asked.work / "out"
    sent.parent.mkdir(parents=True, exist_ok=True)
    sent.write_bytes(workbook(asked.rows))

    def fresh() -> None:
        shutil.rmtree(events, ignore_errors=True)
        records(events)

    take = (*BUILD, "import", str(sent), "--records", str(events), "--to", str(to), *DAY)
    make = (*BUILD, "template", "长沙市/浏阳市", "--records", str(events), "--to", str(to), *DAY)
    province = (*BUILD, "template", "--records", str(events), "--to", str(to), *DAY)
    rows = [
        once("import --look", asked.times, (*take, "--look"), fresh, 2),
        once("import", asked.times, take, fresh, 2),
        once("import again", asked.times, take, lambda: None, 2),
        once("template 浏阳市, all filed", asked.times, make, lambda: None),
        once("template, the full register", asked.times, province, fresh),
    ]
    print(f"{asked.rows} rows; {machine(asked.work)}\n\n{table(rows)}")


if __name__ == "__main__":
    main()
