"""How long a proposal of 20 files takes to check, in a repository that holds a whole synthetic province.

python tests/bench/proposal.py --work DIR [--activities 60000] [--runs 5] [--against CHECKOUT]

The demo province below DIR is made once, and put into a repository of its own; afterwards it is as it was. With --against,
another version of the program checks the same right after each run of this one: only such pairs of processor seconds can be
compared on a machine whose speed changes.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import measuring
from bench.measuring import Row, Run, machine, run, table, tell
from bench.province import YEAR, Place

GOAL = 1.5
GIT = (
    "git",
    "-c",
    "user.name=bench",
    "-c",
    "user.email=bench@example.org",
    "-c",
    "commit.gpgsign=false",
    "-c",
    "gc.auto=0",
)


def repository(records: Path) -> None:
    """The province in a repository, its index fresh."""
    if not (records / ".git").is_dir():
        tell("puts the province into a repository")
        for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "base"), ("gc", "-q")):
            subprocess.run([*GIT, *arguments], cwd=records, check=True)
    subprocess.run([*GIT, "status", "--short"], cwd=records, check=True, stdout=subprocess.DEVNULL)


def chosen(records: Path, pattern: str, number: int = 20) -> list[Path]:
    """Held activities with a number of people, evenly over what the pattern finds; each of another county if it finds many."""
    found: dict[Path, list[Path]] = {}
    for file in sorted((records / str(YEAR)).glob(pattern)):
        said = file.read_text(encoding="utf-8")
        # 参加 is what an earlier version does not know
        if "状态: 已举办" in said and "参加: " not in said and re.search("人数: [0-9]", said):
            found.setdefault(Path(*file.relative_to(records).parts[:3]), []).append(file)
    counties = [files[len(files) // 2] for files in found.values()]
    several = counties if len(counties) >= number else [file for files in found.values() for file in files]
    return several[:: max(1, len(several) // number)][:number]


def measure(places: Sequence[Place], what: str, files: Sequence[Path], runs: int) -> Iterator[Row]:
    """Check a proposal in which each of the files has another number; then the files are as they were."""
    originals = {file: file.read_bytes() for file in files}
    made: dict[str, list[Run]] = {place.of: [] for place in places}
    try:
        for file, said in originals.items():
            file.write_bytes(re.sub("人数: [0-9]+".encode(), "人数: 777".encode(), said, count=1))
        for _ in range(runs):
            for place in places:
                made[place.of].append(run((*place.asked("check"), "--base", "HEAD")))
    finally:
        for file, said in originals.items():
            file.write_bytes(said)
    for of, done in made.items():
        yield Row(f"{of}check --base, {len(files)} files {what}", done, goal=GOAL)


def main() -> None:
    words = measuring.words(__doc__)
    words.add_argument("--activities", type=int, default=60_000)
    words.add_argument("--runs", type=int, default=5)
    words.add_argument("--against", type=Path, help="another version of the program, to be measured in pairs")
    given = measuring.given(words)
    work = given.work
    place = Place(work, given.activities, 2)
    place.make()
    repository(place.records)
    places = [place, *([Place(work, given.activities, 2, given.against.resolve())] if given.against else [])]
    rows = [
        row
        for what, pattern in (
            ("of one county", "长沙市/浏阳市/**/05*.yml"),
            ("of one city", "长沙市/**/05*.yml"),
            ("of 20 counties", "*/*/*/*/05*.yml"),
        )
        for row in measure(places, what, chosen(place.records, pattern), given.runs)
    ]
    print(f"{machine(work)}\n\n{table(rows)}")


if __name__ == "__main__":
    main()
