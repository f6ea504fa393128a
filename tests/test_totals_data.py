"""The official table as open data: cells, units a line, year on year, who has filed; a sealed year's package is valid."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import frictionless
import pytest
from almanac.model.divisions import SLUGS
from almanac.statistics.aggregation import Standing
from almanac.statistics.totals import Sum
from almanac.statistics.totals_data import (
    CHANGES,
    TOTALS,
    Published,
    change_rows,
    coverage_rows,
    totals_rows,
)
from small import build, records
from test_seals import TODAY, say, seal, village

CELL, MEDIA = "publicity-village-people", "media-national-text"
STANDING = Standing(
    {"village": 3, "county": 1}, {"village": 1}, {"publicity": {"village": 2}}, {"village": 1}
)


def campaign(year: int, status: str = "provisional", **sums: Sum) -> Published:
    found = {name.replace("_", "-"): one for name, one in sums.items()}
    expected = dict(zip(SLUGS, (0, 0, 1, 4, 9), strict=True))
    return Published(
        year, "430181", "浏阳市", found, {CELL: status, MEDIA: status}, "2021-06-30", STANDING, expected
    )


def test_a_cell_says_how_it_came_about_and_how_it_stands() -> None:
    whole = Sum(853, 4, 2, 1, 800, 30, 1, 20, 1, 0, 9)
    one = campaign(2021, publicity_village_people=whole)
    people, media = (
        dict(zip((c.name for c in TOTALS.columns), row, strict=True)) for row in totals_rows(one)
    )
    assert (people["name"], people["level"], people["approximate"], people["converted"], people["late"]) == (
        "浏阳市",
        "county",
        "800",
        "30",
        "1",
    )
    assert (people["filed"], people["expected"], people["obs_status"]) == ("3", "9", "P")
    assert (media["value"], media["filed"], media["expected"], media["obs_status"]) == ("", "", "", "O")
    final = campaign(2021, "final", publicity_village_people=whole)
    assert next(totals_rows(final))[-2] == "A"


def test_coverage_is_a_line_for_each_level_at_or_below() -> None:
    rows = [row[4:] for row in coverage_rows(campaign(2021))]
    assert rows == [
        ("county", "1", "1", "0", "0", "0"),
        ("township", "4", "0", "0", "0", "0"),
        ("village", "9", "3", "1", "2", "1"),
    ]


def test_a_year_is_held_against_the_last_that_has_a_number() -> None:
    years = [
        campaign(2019, publicity_village_people=Sum(700, 1)),
        campaign(2020),
        campaign(2021, publicity_village_people=Sum(650, 1), media_national_text=Sum(1, 1)),
    ]
    (row,) = change_rows(years)
    said = dict(zip((c.name for c in CHANGES.columns), row, strict=True))
    assert [said[name] for name in ("value", "before_year", "before", "increase", "decrease")] == [
        *("650", "2019", "700", "0", "50")
    ]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a small province whose year was sealed and revised once."""
    folder = tmp_path_factory.mktemp("package")
    events = records(folder / "events", activities=120)
    assert seal(events, "--as-of", "2021-05-31")[0] == 0
    say(village(events), 377)
    assert seal(events, "--as-of", "2021-06-10")[0] == 0
    assert build(events, folder / "site", today=TODAY).published
    shutil.rmtree(folder / "site" / "e")
    return folder / "site" / "data"


def rows(data: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((data / name).read_text(encoding="utf-8-sig"))))


@pytest.mark.whole
def test_the_package_of_a_sealed_year_is_valid(data: Path) -> None:
    report = frictionless.validate(str(data / "datapackage.json"))
    assert [error.message for task in report.tasks for error in task.errors] == []
    assert rows(data, "signed.csv") and rows(data, "revisions.csv") and rows(data, "coverage.csv")


@pytest.mark.whole
def test_a_unit_a_line_says_what_a_cell_a_line_says(data: Path) -> None:
    long = {
        (r["association"], "_".join((r["block"], r["row"], r["column"]))): r["value"]
        for r in rows(data, "totals.csv")
    }
    wide = {
        (r["association"], cell): value
        for r in rows(data, "totals_wide.csv")
        for cell, value in r.items()
        if (r["association"], cell) in long
    }
    assert wide == long and any(wide.values())


@pytest.mark.whole
def test_the_chinese_edition_has_other_heads_and_the_same_lines(data: Path) -> None:
    for name in ("totals", "totals_wide", "totals_change", "coverage"):
        plain, said = (
            (data / f"{name}{kind}.csv").read_text(encoding="utf-8-sig").split("\n", 1)
            for kind in ("", ".zh")
        )
        assert plain[1] == said[1] and plain[0].isascii() and not said[0].isascii()
        assert len({*said[0].split(",")}) == len(plain[0].split(","))


@pytest.mark.whole
def test_no_unit_has_more_than_there_are(data: Path) -> None:
    for one in rows(data, "coverage.csv"):
        assert all(int(one[name]) <= int(one["expected"]) for name in ("filed", "zeros", "held", "told")), one
