"""How many seeded cases the explained flags find in a demo province, and how many flags have no case behind them.

python tests/bench/doubts.py --work DIR [--activities 60000] [--seed 7]

A demo province is written below DIR and cases are put into it by lot: towns whose villages all say one number, counties
whose numbers are round, counties where what was expected came exactly, crews in two places at once, and people beyond
what a place holds. How clear a case is falls by lot too: from half of the numbers to all of them.
Beside each lies an innocent twin (three villages only; round numbers marked 余; one result of four that fits; one crew
on two days; a large number that is right for the level), which must not be flagged.
A flag at a place where no case was put, of any kind, is a false alarm; `other flags` counts them.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import measuring
from bench.measuring import ROOT, environment, run, tell

BUILD = (sys.executable, "-P", "-s", "-X", "utf8", "-X", "almanac", str(ROOT / "build.py"))
YEAR = 2021
PEOPLE = re.compile(r"^(  宣传: \{(?:场次: \d+, )?人数: )([^},]+)", re.MULTILINE)
PLACE = re.compile(r"^地点: .*\n", re.MULTILINE)


class Case(NamedTuple):
    """What was put in: the code that should tell of it, the folder it may be told at, whether it is a case at all."""

    code: str
    folder: str
    guilty: bool


class Province:
    """The demo's files, changed by cases; a folder is used once."""

    def __init__(self, root: Path, draw: random.Random) -> None:
        self.root, self.draw = root, draw
        self.used: set[Path] = set()

    def held(self, folder: Path) -> list[Path]:
        """Files below a folder of activities that were held and say a number of people."""
        return [file for file in sorted(folder.rglob("*.yml")) if _says(file.read_text(encoding="utf-8"))]

    def free(self, depth: int, fits: Callable[[Path], bool]) -> Iterator[Path]:
        """Folders of a depth by lot, none twice and none in a county already used."""
        found = sorted(self.root.glob("/".join("*" * depth) + "/"))
        self.draw.shuffle(found)
        for folder in found:
            county = self.root.joinpath(*folder.relative_to(self.root).parts[:2])
            if county not in self.used and fits(folder):
                self.used.add(county)
                yield folder

    def clear(self) -> float:
        """How clear a case is: half of its numbers to all."""
        return 0.5 + self.draw.random() / 2

    def name(self, folder: Path) -> str:
        return folder.relative_to(self.root).as_posix()


def _says(text: str) -> bool:
    return "状态: 已举办" in text and PEOPLE.search(text) is not None


def _set(file: Path, number: str | Callable[[str], str]) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_bytes(
        PEOPLE.sub(lambda found: found[1] + (number(found[2]) if callable(number) else number), text).encode()
    )


def _plain(words: str) -> int:
    digits = re.sub(r"[^\d.]", "", words)
    return int(float(digits) * (10_000 if "万" in words else 1))


# ---------------------------------------------------------------- the cases


def alike(province: Province, cases: int) -> Iterator[Case]:
    """Q401: half to all villages of a town say one number; innocent: only three do, where more speak."""
    villages = province.free(3, lambda town: len(_speaking(province, town)) >= 7)
    for number, town in zip(range(2 * cases), villages, strict=False):
        guilty, same = number % 2 == 0, str(province.draw.randrange(31, 140))
        speaking = _speaking(province, town)
        those = round(province.clear() * len(speaking)) if guilty else 3
        for place, village in enumerate(speaking):
            for file in province.held(village):
                _set(file, same if place < those else str(40 + 7 * place))
        yield Case("Q401", province.name(town), guilty)


def _speaking(province: Province, town: Path) -> list[Path]:
    return [village for village in sorted(town.glob("*/")) if province.held(village)]


def heaped(province: Province, cases: int) -> Iterator[Case]:
    """Q402: half to all numbers of a county are multiples of 50; innocent: so they are, but marked 余."""
    counties = province.free(2, lambda county: len(province.held(county)) >= 40)
    for number, county in zip(range(2 * cases), counties, strict=False):
        guilty = number % 2 == 0
        mark, clear = "" if guilty else "余", province.clear()

        def round_off(words: str, mark: str = mark, clear: float = clear) -> str:
            if province.draw.random() > clear:
                return str(_plain(words))
            return f"{max(50, round(_plain(words) / 50) * 50)}{mark}"

        for file in province.held(county):
            _set(file, round_off)
        yield Case("Q402", province.name(county), guilty)


def exact(province: Province, cases: int) -> Iterator[Case]:
    """Q404: half to all of what was expected came exactly; innocent: one of four."""
    counties = province.free(2, lambda county: len(province.held(county)) >= 12)
    for number, county in zip(range(2 * cases), counties, strict=False):
        guilty = number % 2 == 0
        those = round(province.clear() * 12) if guilty else 3
        for place, file in enumerate(province.held(county)[:12]):
            text = file.read_text(encoding="utf-8")
            found = PEOPLE.search(text)
            assert found
            people = _plain(found[2])
            expected = people if place < those else people + 13
            text = text.replace("\n成效:\n", f"\n预计: {{宣传: {{人数: {expected}}}}}\n成效:\n", 1)
            file.write_bytes(text.encode())
            _set(file, str(people))
        yield Case("Q404", province.name(county), guilty)


def crews(province: Province, cases: int) -> Iterator[Case]:
    """Q406: one crew in two villages in one half-day; innocent: a day between, or each village's own 志愿服务队."""
    towns = province.free(3, lambda town: len(_speaking(province, town)) >= 2)
    for number, town in zip(range(2 * cases), towns, strict=False):
        guilty = number % 2 == 0
        crew = "志愿服务队" if number % 4 == 1 else "演示健康宣讲队"
        for place, village in enumerate(_speaking(province, town)[:2]):
            file = province.held(village)[0]
            text = re.sub(
                r"^(结束|时间说明|协办|承办): .*\n", "", file.read_text(encoding="utf-8"), flags=re.M
            )
            text = re.sub(r"^分场:\n(?:  - .*\n)+", "", text, flags=re.M)
            day = f"2021-05-2{place if number % 4 == 3 else 0}"
            text = re.sub(r"^开始: .*\n", f"开始: {day} 上午\n协办: [{crew}]\n", text, flags=re.M)
            file.write_bytes(PLACE.sub(f"地点: 演示{place}号广场\n", text).encode())
        yield Case("Q406", province.name(town), guilty)


def beyond(province: Province, cases: int) -> Iterator[Case]:
    """Q214: a village with a zero or two too many; innocent: a large number that a village can have."""
    villages = province.free(4, lambda village: bool(province.held(village)))
    for number, village in zip(range(2 * cases), villages, strict=False):
        guilty = number % 2 == 0
        _set(province.held(village)[0], _swollen if guilty else "1200余")
        yield Case("Q214", province.name(village), guilty)


def _swollen(words: str) -> str:
    return str(_plain(words) * 1000)


KINDS = (alike, heaped, exact, crews, beyond)


# ---------------------------------------------------------------- the outcome


def told(printed: str) -> list[tuple[str, str]]:
    """Code and folder of each flag of these kinds in what `check` printed."""
    codes = "|".join(("Q401", "Q402", "Q404", "Q406", "Q214"))
    return [
        (found[2], found[1])
        for found in re.finditer(rf"/{YEAR}/(.+)/[^/]+\.yml(?::\d+:\d+)?: ({codes}) ", printed)
    ]


def within(folder: str, inside: str) -> bool:
    return f"{inside}/".startswith(f"{folder}/")


def table(cases: list[Case], flags: list[tuple[str, str]]) -> Iterator[str]:
    """A line for each code: cases, found, innocent twins flagged, flags that belong to nothing."""
    yield "| code | cases | found | innocent twins | flagged | other flags |"
    yield "|---|---:|---:|---:|---:|---:|"
    for code in sorted({case.code for case in cases}):
        mine = [case for case in cases if case.code == code]
        at = [folder for flag, folder in flags if flag == code]
        hit = [any(within(case.folder, folder) for folder in at) for case in mine]
        guilty = [found for case, found in zip(mine, hit, strict=True) if case.guilty]
        innocent = [found for case, found in zip(mine, hit, strict=True) if not case.guilty]
        strange = [folder for folder in at if not any(within(case.folder, folder) for case in cases)]
        yield (
            f"| {code} | {len(guilty)} | {sum(guilty)} | {len(innocent)} | {sum(innocent)} | {len(strange)} |"
        )


def main() -> None:
    words = measuring.words(__doc__)
    words.add_argument("--activities", type=int, default=60_000)
    words.add_argument("--seed", type=int, default=7)
    words.add_argument("--cases", type=int, default=24)
    asked = measuring.given(words)
    records = asked.work / "doubts"
    written = ("--activities", str(asked.activities), "--seed", str(asked.seed), "--year", str(YEAR))
    run((*BUILD, "demo", *written, "--to", str(records)))
    province = Province(records / str(YEAR), random.Random(asked.seed))
    cases = [case for kind in KINDS for case in kind(province, asked.cases)]
    tell(f"{len(cases)} cases and innocent twins are in {records}")
    check = (*BUILD, "check", "--records", str(records), "--today", f"{YEAR}-06-20")
    checked = subprocess.run(check, cwd=ROOT, capture_output=True, encoding="utf-8", env=environment())
    assert checked.returncode in (0, 1), (
        checked.stderr
    )  # a number made larger may pass a tally's: that is told too
    print("\n".join(table(cases, told(checked.stdout + checked.stderr))))


if __name__ == "__main__":
    main()
