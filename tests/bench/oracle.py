"""Whether the program still makes the same bytes: the shipped records and a demo province are built and listed.

python tests/bench/oracle.py freeze --out DIR [--project CHECKOUT] [--activities 6000]
python tests/bench/oracle.py compare A B

`freeze` lets the program of a checkout build both into a folder outside the project: DIR/shipped/ and DIR/demo6000/, and
beside them the lists shipped.txt and demo6000.txt, sorted, a line `digest path` for each file; the list of the demo also
has the records it was made of, below `records/`. `compare` takes two lists, or two such folders, and tells what differs
by kind of path, with counts and examples; it ends with 1 if anything does. Keep a list from before a move of code, freeze
once more after it, and compare.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SHIPPED_DAY, DEMO_DAY, YEAR = "2025-06-15", "2021-05-30", "2021"
EPOCH = "1622304000"  # what files that bear a date are dated by, whenever they are made
VERSION = "version.txt"  # is another with every change of the program, whatever it makes
EXAMPLES = 3
_NUMBER = re.compile("[0-9]{2,}")
_FINE = re.compile(r"(?<=/)[0-9a-z<>-]*<n>[0-9a-z<>-]*(?=[/.])")


# ---------------------------------------------------------------- freeze


def freeze(project: Path, out: Path, activities: int) -> None:
    """Build the shipped records and a demo with a checkout's program, and list every file of both."""
    out.mkdir(parents=True, exist_ok=True)
    demo = f"demo{activities}"
    records = out / f"{demo}-records"
    for old in (out / "shipped", out / demo, out / ".build", records):
        shutil.rmtree(old, ignore_errors=True)
    build = ("build", "--workers", "2")
    ours = project / "events"
    _run(project, out, *build, "--records", ours, "--out", "shipped", "--today", SHIPPED_DAY)
    _write(out / "shipped.txt", listed(out / "shipped"))
    _run(project, out, "demo", "--to", records.name, "--activities", activities, "--seed", 1, "--year", YEAR)
    _run(project, out, *build, "--records", records.name, "--out", demo, "--today", DEMO_DAY)
    made = {f"records/{path}": digest for path, digest in listed(records).items()}
    _write(out / f"{demo}.txt", made | listed(out / demo))


def _run(project: Path, out: Path, *words: object) -> None:
    """A command of the checkout, in this Python; one that fails ends the freezing.

    It runs in `out` and is given names there: what it says of files is then the same wherever that is.
    """
    options = ("-P", "-s", "-X", "utf8", "-X", "almanac")
    command = [sys.executable, *options, str(project / "build.py"), *map(str, words)]
    if subprocess.run(
        command, cwd=out, env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH}, check=False
    ).returncode:
        raise SystemExit(f"failed: {' '.join(command)}")


def listed(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder, by its path there."""
    files = (file for file in folder.rglob("*") if file.is_file() and file != folder / VERSION)
    return {file.relative_to(folder).as_posix(): _digest(file) for file in files}


def _digest(file: Path) -> str:
    return hashlib.blake2b(file.read_bytes(), digest_size=16).hexdigest()


def _write(file: Path, found: dict[str, str]) -> None:
    lines = (f"{digest} {path}\n" for path, digest in sorted(found.items()))
    file.write_text("".join(lines), encoding="utf-8", newline="\n")
    print(f"{file}: {len(found)} files", flush=True)


# ---------------------------------------------------------------- compare


class Difference(NamedTuple):
    """Paths of one kind that are other than before in one way."""

    how: str
    kind: str
    paths: list[str]


def read(file: Path) -> dict[str, str]:
    """A list as `freeze` wrote it."""
    lines = (line.partition(" ") for line in file.read_text(encoding="utf-8").splitlines())
    return {path: digest for digest, _, path in lines}


def kind_of(path: str) -> str:
    """A path without what tells one of its kind from another: e/<n>-<n>/index.html."""
    if path.startswith("records/"):
        return f"records/…{Path(path).suffix}"
    return _FINE.sub("<n>", _NUMBER.sub("<n>", path))


def differences(before: dict[str, str], after: dict[str, str]) -> list[Difference]:
    """What differs, by kind of path; most paths first."""
    found: dict[tuple[str, str], list[str]] = {}
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) != after.get(path):
            how = "gone" if path not in after else "new" if path not in before else "other"
            found.setdefault((how, kind_of(path)), []).append(path)
    told = [Difference(how, kind, paths) for (how, kind), paths in found.items()]
    return sorted(told, key=lambda one: (-len(one.paths), one.how, one.kind))


def compare(before: Path, after: Path) -> int:
    """Tell what differs between two lists, or two folders of lists; how many paths do."""
    if before.is_dir():
        names = {file.name for folder in (before, after) for file in folder.glob("*.txt")}
        if missing := [
            name for name in names if not ((before / name).is_file() and (after / name).is_file())
        ]:
            raise SystemExit(f"not in both: {', '.join(sorted(missing))}")
        return sum(compare(before / name, after / name) for name in sorted(names))
    old, new = read(before), read(after)
    found = differences(old, new)
    number = sum(len(one.paths) for one in found)
    print(f"{before.name}: {len(old)} files before, {len(new)} after, {number} differ")
    print("\n".join(_lines(found)), end="\n" if found else "")
    return number


def _lines(found: Iterable[Difference]) -> Iterable[str]:
    for one in found:
        more = ", …" if len(one.paths) > EXAMPLES else ""
        yield f"  {len(one.paths):6} {one.how:5} {one.kind}   {', '.join(one.paths[:EXAMPLES])}{more}"


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ways = words.add_subparsers(dest="way", required=True)
    one = ways.add_parser("freeze")
    one.add_argument("--out", type=Path, required=True)
    one.add_argument("--project", type=Path, default=ROOT)
    one.add_argument("--activities", type=int, default=6000)
    two = ways.add_parser("compare")
    two.add_argument("before", type=Path)
    two.add_argument("after", type=Path)
    given = words.parse_args()
    if given.way == "compare":
        raise SystemExit(1 if compare(given.before, given.after) else 0)
    project, out = given.project.resolve(), given.out.resolve()
    if out.is_relative_to(project):
        words.error(f"{out} is inside the project")
    freeze(project, out, given.activities)


if __name__ == "__main__":
    main()
