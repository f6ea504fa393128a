"""How long a proposal of 20 files takes to check, in a repository that holds a whole synthetic province.

python tests/bench/proposal.py --work DIR [--activities 60000] [--runs 5]

The demo province below DIR is made once, and put into a repository of its own; afterwards it is as it was.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import measuring
from bench.measuring import Row, machine, several, table, tell
from bench.province import BUILD, TODAY, YEAR, Place

GOAL = 1.5
GIT = ("git", "-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgsign=false")


def repository(records: Path) -> None:
    """The province in a repository, its index fresh."""
    if not (records / ".git").is_dir():
        tell("puts the province into a repository")
        for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "base"), ("gc", "-q")):
            subprocess.run([*GIT, *arguments], cwd=records, check=True)
    subprocess.run([*GIT, "status", "--short"], cwd=records, check=True, stdout=subprocess.DEVNULL)


def chosen(records: Path, pattern: str, number: int = 20) -> list[Path]:
    """Held activities with a number of people, evenly over what the pattern finds."""
    found = [
        file
        for file in sorted((records / str(YEAR)).glob(pattern))
        if "状态: 已举办" in (said := file.read_text(encoding="utf-8")) and "人数: " in said
    ]
    return found[:: max(1, len(found) // number)][:number]


def measure(place: Place, what: str, files: Sequence[Path], runs: int) -> Row:
    """Check a proposal in which each of the files has another number; then the files are as they were."""
    originals = {file: file.read_bytes() for file in files}
    command = (*BUILD, "check", "--records", str(place.records), "--today", TODAY, "--base", "HEAD")
    try:
        for file, said in originals.items():
            file.write_bytes(re.sub("人数: [0-9]+".encode(), "人数: 777".encode(), said, count=1))
        return Row(f"check --base, {len(files)} files {what}", several(runs, command), goal=GOAL)
    finally:
        for file, said in originals.items():
            file.write_bytes(said)


def main() -> None:
    words = measuring.words(__doc__)
    words.add_argument("--activities", type=int, default=60_000)
    words.add_argument("--runs", type=int, default=5)
    given = measuring.given(words)
    work = given.work
    place = Place(work, given.activities, 2)
    place.make()
    repository(place.records)
    rows = [
        measure(place, what, chosen(place.records, pattern), given.runs)
        for what, pattern in (
            ("of one county", "长沙市/浏阳市/**/05*.yml"),
            ("of one city", "长沙市/**/05*.yml"),
            ("over the whole province", "*/*/*/*/05*.yml"),
        )
    ]
    print(f"{machine(work)}\n\n{table(rows)}")


if __name__ == "__main__":
    main()
