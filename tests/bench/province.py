"""How long the whole program takes on a synthetic province, and how much memory.

python tests/bench/province.py --work DIR [--activities 60000] [--runs 3] [--against CHECKOUT]

With --against, another version of the program (a checkout with its .venv) does each thing right after this one: on a
machine whose speed changes from hour to hour only such pairs of processor seconds can be compared. What the same records
cost Hugo and mkdocs is told by others.py.

Everything is made below DIR and may be deleted afterwards; the demo province there is used again next time.
Each figure is a whole process as a person would start it. `cold` begins without the site, its state and the
engine's cache. A page of memory shared by two processes counts half for each.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import measuring
from bench.measuring import ROOT, Row, extent, machine, run, several, table, tell

HOW = ("-P", "-s", "-X", "utf8", "-X", "almanac")
BUILD = (sys.executable, *HOW, str(ROOT / "build.py"))
YEAR = 2021
TODAY = f"{YEAR}-05-29"
NEXT = {TODAY: f"{YEAR}-05-30", f"{YEAR}-08-10": f"{YEAR}-08-11"}  # at the peak, and when all is over
GOALS = {"cold": 20.0, "unchanged": 0.6, "changed": 1.0, "check": 1.5, "asked": 1.0, "next": 3.0}
RARE = "theme/stamps/booklet.html"  # a template of few pages


class Place:
    """The demo province of one size and the site made of it."""

    def __init__(self, work: Path, activities: int, workers: int, root: Path = ROOT) -> None:
        """root: the checkout whose program is measured."""
        self.activities, self.root, self.workers = activities, root, workers
        self.of = "" if root == ROOT else f"{root.name}, "
        self.records = work / f"demo-{activities}"
        self.out = work / f"site-{activities}{self.of.strip(', ')}" / "site"
        python = sys.executable if root == ROOT else str(root / ".venv" / "bin" / "python")
        self.program = (python, *HOW, str(root / "build.py"))
        self.build, self.check = self.on(TODAY), (*self.program, "check", *self.common(TODAY))

    def common(self, day: str) -> tuple[str, ...]:
        """The records, and what day it is."""
        return "--records", str(self.records), "--today", day

    def on(self, day: str) -> tuple[str, ...]:
        """To build on a day."""
        out = ("--out", str(self.out), "--workers", str(self.workers))
        return (*self.program, "build", *self.common(day), *out)

    def asked(self, *words: str) -> tuple[str, ...]:
        """Another command about the same records."""
        return (*self.program, *words, *self.common(TODAY))

    def make(self) -> None:
        """The demo province, unless it is there from last time."""
        if (self.records / "associations.csv").is_file():
            return
        demo = ("demo", "--activities", str(self.activities), "--seed", "1", "--to", str(self.records))
        made = run((*self.program, *demo, "--year", str(YEAR)))
        tell(f"made {self.records} in {made.wall:.1f} s, {made.peak:.0f} MB")

    def villages(self, number: int) -> list[Path]:
        """Files of villages with an account of what was done, evenly over the province."""
        found = [
            file
            for file in sorted((self.records / str(YEAR)).glob("*/*/*/*/*-*.yml"))
            if "\n简介: |\n" in (said := file.read_text(encoding="utf-8")) and "\n地点: " in said
        ]
        return found[:: max(1, len(found) // number)][:number]

    def sweep(self, engine: bool) -> None:
        """Take away the site, its state and, if asked, what the engine left from last time."""
        shutil.rmtree(self.out.parent, ignore_errors=True)
        if engine:
            (self.root / ".build" / "engine.made-of").unlink(missing_ok=True)


def measure(place: Place, runs: int, engine: bool, all_of_it: bool) -> list[Row]:
    """Cold and unchanged builds; for the whole also one changed activity and a check of 20 files."""
    size = f"{place.of}{place.activities:,} activities"
    goals = GOALS if place.activities == 60_000 else dict.fromkeys(GOALS, 0.0)
    tell(f"{size}: cold")
    cold = several(runs, place.build, lambda number: place.sweep(engine))
    rows = [Row(f"{size}: cold", cold, *extent(place.out), goals["cold"])]
    tell(f"{size}: unchanged")
    rows.append(Row(f"{size}: unchanged", several(runs, place.build), goal=goals["unchanged"]))
    if all_of_it:
        village, goal = place.villages(3)[1], goals["changed"]
        folder = place.records / str(YEAR)
        town, city = (one_of(sorted(folder.glob(f"{above}05*.yml"))) for above in ("*/*/*/", "*/"))
        counties = sorted(
            (county for county in folder.glob("*/*/") if any(county.glob("0*.yml"))),
            key=lambda county: (sum(1 for _ in county.rglob("*.yml")), county),
        )
        county, largest = (
            one_of(sorted(one.glob("0*.yml"))) for one in (counties[len(counties) // 2], counties[-1])
        )
        rows.append(changed(place, 1, f"{size}: the first change after it", goal, village, "地点: "))
        rows.append(
            changed(place, runs, f"{size}: a village's account changed", goal, village, "简介: |\n  ")
        )
        rows.append(changed(place, runs, f"{size}: a village's place changed", goal, village, "地点: "))
        rows.append(changed(place, runs, f"{size}: a township's place changed", goal, town, "地点: "))
        rows.append(changed(place, runs, f"{size}: a county's place changed", goal, county, "地点: "))
        rows.append(changed(place, runs, f"{size}: the same in the largest county", goal, largest, "地点: "))
        rows.append(changed(place, runs, f"{size}: a city's place changed", goal, city, "地点: "))
        tell(f"{size}: check")
        named = several(runs, (*place.check, *map(str, place.villages(20))))
        rows.append(Row(f"{size}: check of 20 named files", named, goal=goals["check"]))
        rows += [*later(place, size, goals), *after_a_build(place, size, goals)]
    return rows


def later(place: Place, size: str, goals: dict[str, float]) -> Iterator[Row]:
    """The next day without a change, at the peak and when all is over; another template of few pages."""
    for day, following in NEXT.items():
        tell(f"{size}: the day after {day}")
        run(place.on(day))
        yield Row(f"{size}: the day after {day}", [run(place.on(following))], goal=goals["next"])
    run(place.build)
    template = place.root / RARE
    original = template.read_bytes()
    try:
        template.write_bytes(original + b"\n")
        yield Row(f"{size}: a template of few pages", [run(place.build)], goal=goals["next"])
    finally:
        template.write_bytes(original)
        run(place.build)


def after_a_build(place: Place, size: str, goals: dict[str, float]) -> Iterator[Row]:
    """What commands cost that ask the same graph; each for the second time, for the first keeps what it needs."""
    city = sorted(each.name for each in (place.records / str(YEAR)).iterdir() if each.is_dir())[0]
    to = ("--to", str(place.out.parent / "papers"))
    for words in (
        ("owed",),
        ("owed", city),
        ("report", city, *to),
        ("notice", city, "--month", TODAY[:7], *to),
    ):
        tell(f"{size}: {words[0]}")
        command = place.asked(*words)
        run(command)
        yield Row(f"{size}: {' '.join(words[:2])}", [run(command)], goal=goals["asked"])


def one_of(files: list[Path]) -> Path:
    """A file in the middle."""
    return files[len(files) // 2]


def changed(place: Place, runs: int, what: str, goal: float, file: Path, key: str) -> Row:
    """Each time another word behind a key of one activity's file; in the end the file is as it was."""
    tell(what)
    original = file.read_bytes()
    opening = f"\n{key}".encode()

    assert opening in original

    def edit(number: int) -> None:
        file.write_bytes(original.replace(opening, opening + f"第{number + 2}次修改".encode(), 1))

    try:
        return Row(what, several(runs, place.build, edit), goal=goal)
    finally:
        file.write_bytes(original)


def main() -> None:
    words = measuring.words(__doc__)
    words.add_argument("--activities", type=int, default=60_000)
    words.add_argument("--runs", type=int, default=3)
    words.add_argument("--workers", type=int, default=2)
    words.add_argument("--keep-engine", action="store_true", help="cold builds keep the engine's cache")
    words.add_argument("--against", type=Path, help="another checkout, measured beside this one")
    words.add_argument("--no-tenth", action="store_true", help="leave out the province a tenth as large")
    given = measuring.given(words)
    work = given.work
    about = machine(work)
    rows: list[Row] = []
    tenth = [] if given.no_tenth else [given.activities // 10]
    roots = [ROOT, *([given.against.resolve()] if given.against else [])]
    for activities in [given.activities, *tenth]:
        for root in roots:
            place = Place(work, activities, given.workers, root)
            place.make()
            rows += measure(place, given.runs, not given.keep_engine, activities == given.activities)
    print(f"{about}, {given.workers} workers\n\n{table(rows)}")
    if tenth:
        print(
            f"\nTen times the activities take {rows[0].middle / rows[-2 * len(roots)].middle:.1f} times as long (cold)."
        )


if __name__ == "__main__":
    main()
