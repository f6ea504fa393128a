"""A small demo province of a few real divisions, built through the whole line, for tests of the line."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

from almanac import demo
from almanac.build import engine
from almanac.build.job import Job, Outcome
from almanac.model import divisions
from almanac.validate import personal_data

PROJECT = Path(__file__).resolve().parents[1]
FULL = divisions.load(PROJECT / "events" / "associations.csv")
PLACES = personal_data.places(FULL)  # what is no name of a person
COUNTIES = ("430381", "430382", "430501", "430502")  # 湘乡市 韶山市; none and some of 邵阳市
TODAY = "2021-05-30"


def small_register(whole: str = "") -> divisions.Register:
    """Two cities, their counties named above with four townships each and three villages a township.

    whole: a county that has all its townships and villages.
    """
    rows: list[tuple[str, str, str]] = []
    for here in FULL:
        line = FULL.line(here.code)
        inside = len(line) < 3 or line[2].code in (*COUNTIES, whole)
        city = len(line) < 2 or line[1].code in ("4303", "4305")
        if inside and city and (_early(here.code) or line[2].code == whole):
            rows.append((here.code, here.name, here.slug))
    return divisions.Register(rows)


def _early(code: str) -> bool:
    for above in FULL.line(code)[2:]:
        before = [child.code for child in FULL.children(divisions.parent(above.code))]
        if len(above.code) > 6 and before.index(above.code) >= (4 if len(above.code) == 9 else 3):
            return False
    return True


def records(
    folder: Path, activities: int = 120, seed: int = 1, today: str = "2021-05-29", whole: str = ""
) -> Path:
    """A demo province in a new folder, as it stands on a day; one county of it may be whole."""
    day = datetime.date.fromisoformat(today)
    demo.write(folder, small_register(whole), activities, seed, 2021, lambda done: None, day)
    return folder


def job(records: Path, site: Path, *, workers: int = 1, set_aside: bool = False, today: str = TODAY) -> Job:
    """What is asked of a build of these records."""
    return Job(PROJECT, records, site, today, None, workers, set_aside)


def build(records: Path, site: Path, **how: object) -> Outcome:
    """Build without a word."""
    return engine.build(job(records, site, **how), lambda what, done, whole: None)  # type: ignore[arg-type]


def bytes_of(site: Path) -> dict[str, str]:
    """Every file of a site with the digest of its bytes."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
