"""Small record folders with their right results (tests/cases/statistics), as the site, `owed` and `check` give them."""

from __future__ import annotations

import csv
import functools
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import checking
import pytest
import recount
import small
from almanac.build import campaign
from almanac.build.job import Job
from almanac.model import divisions
from almanac.model.diagnostics import Fault, is_error
from almanac.statistics import reminders
from almanac.statistics.table import StatisticsTable
from almanac.statistics.totals import Sum

CASES = Path(__file__).resolve().parent / "cases" / "statistics"
TODAY, YEAR = "2021-07-01", 2021


class Wanted(NamedTuple):
    """One right result: of which case, of what kind, of which association or file, of what; what it must be."""

    case: str
    kind: str
    whose: str
    what: str
    value: str


def wanted() -> list[Wanted]:
    """Every line of every case."""
    found = []
    for file in sorted(CASES.glob("*/expected.tsv")):
        with file.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.reader(opened, delimiter="\t"))[1:]
        found += [Wanted(file.parent.name, *row[:4]) for row in rows if row]
    return found


class Province(NamedTuple):
    """All cases in one folder of records; what `check` says of it."""

    job: Job
    register: divisions.Register
    faults: list[Fault]

    @functools.cache  # noqa: B019
    def table(self, code: str) -> StatisticsTable:
        """The table of an association, as the commands ask for it."""
        found = campaign.returned(self.job, YEAR, code, lambda what, done, whole: None)
        assert found.table, found.errors
        return found.table

    def __hash__(self) -> int:
        return id(self)


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """Every case has cities and counties of its own, so that all stand side by side."""
    folder = tmp_path_factory.mktemp("cases")
    records, register = folder / "events", _register()
    for case in CASES.iterdir():
        shutil.copytree(case / str(YEAR), records / str(YEAR), dirs_exist_ok=True)
    rows = "".join(f"{unit.code},{unit.name},{unit.slug}\n" for unit in register)
    (records / "associations.csv").write_text("code,name,level\n" + rows, encoding="utf-8")
    notice = (small.PROJECT / "events" / str(YEAR) / "通知.yml").read_text(encoding="utf-8")
    (records / str(YEAR) / "通知.yml").write_text(notice + "演示: 是\n", encoding="utf-8")
    job = small.job(records, folder / "site", today=TODAY)
    return Province(job, register, checking.faults(records, register, TODAY))


def _register() -> divisions.Register:
    """The cities and counties of the cases; what is below a county only where a case files something in it."""
    full = small.FULL
    filed = {full.at(file.parent.relative_to(case / str(YEAR)).as_posix())
             for case in CASES.iterdir() for file in case.rglob("*.yml")}  # fmt: skip
    codes = [code for code in filed if code]
    assert len(codes) == len(filed)
    counties, cities = {code[:6] for code in codes if len(code) > 4}, {code[:4] for code in codes}
    return divisions.Register(
        (unit.code, unit.name, unit.slug)
        for unit in full
        if len(unit.code) == 2
        or (unit.code[:4] in cities and (len(unit.code) < 7 or unit.code[:6] in counties))
    )


def _kinds(*kinds: str) -> list[Any]:
    return [
        pytest.param(one, id=f"{one.case}-{one.whose}-{one.what}") for one in wanted() if one.kind in kinds
    ]


def test_every_kind_of_result_is_looked_at() -> None:
    assert {one.kind for one in wanted()} == {"格", "填报", "没有报的名单", "错误", "提醒"}


@pytest.mark.parametrize("one", _kinds("格"))
def test_a_cell(province: Province, one: Wanted) -> None:
    found = province.table(one.whose).sums.get(one.what, Sum())
    assert (str(found.value) if found.known else "空") in one.value.split("|")


@pytest.mark.parametrize("one", _kinds("填报"))
def test_who_has_held_it(province: Province, one: Wanted) -> None:
    category, level = one.what.split()
    assert province.table(one.whose).standing.held[category][level] == int(one.value)


@pytest.mark.parametrize("one", _kinds("没有报的名单"))
def test_who_is_named_as_not_having_held_it(province: Province, one: Wanted) -> None:
    unit = next(unit for unit in province.register if unit.name == one.what)
    above = province.table(divisions.parent(unit.code))
    texts = dict(reminders.reminders(above, province.register, province.job.day))
    assert unit.short not in texts.get("群众性主题宣传", "")
    lines = reminders.in_words(above, province.register, province.job.day)
    assert one.case.startswith("02") and (
        unit.level is not divisions.Level.COUNTY or any("另外 7 家" in line for line in lines)
    )


@pytest.mark.parametrize("one", _kinds("错误"))
def test_what_is_no_mistake(province: Province, one: Wanted) -> None:
    assert [
        f for f in province.faults if f.place.file.startswith(f"events/{YEAR}/{one.whose}") and is_error(f)
    ] == []


@pytest.mark.parametrize("one", _kinds("提醒"))
def test_what_is_asked_and_what_is_not(province: Province, one: Wanted) -> None:
    said = [
        f"{f.code} {f.message}"
        for f in province.faults
        if any(file in f.place.file for file in one.whose.split("|")) and not is_error(f)
    ]
    asked = [words for words in said if re.search(one.what, words)]
    assert asked if one.value == "有" else not asked, said


@pytest.mark.whole
def test_every_cell_of_every_association_that_reports_is_the_second_count(province: Province) -> None:
    """Of all cases together, from the province down to the counties; and who has held it, as one set."""
    count = recount.recount(province.job.records, YEAR)
    for unit in province.register:
        if unit.level > divisions.Level.COUNTY:
            continue
        table = province.table(unit.code)
        ours = {cell: one.value for cell, one in table.sums.items() if one.known}
        assert ours == {cell: value for (code, cell), value in count.cells.items() if code == unit.code}
        held = Counter(divisions.level_of(code).slug for code in count.held if code.startswith(unit.code))
        assert table.standing.held.get("publicity", {}) == dict(held)
