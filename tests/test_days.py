"""How many activities are on: the province is the sum of its cities, and both are what the published table says."""

from __future__ import annotations

import csv
import datetime
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import small
from almanac.model.divisions import city_of
from almanac.pages import File, days
from almanac.views.activities import on_days
from shares import filed, shares, site

FILINGS = (
    filed("430181", "long", 开始="2021-05-28", 结束="2021-05-30"),
    filed("430181119", "off", 开始="2021-05-29", 状态="取消"),
    filed("430102", "gone", 开始="2021-05-29", 状态="撤下"),
    filed("4301", "month", 开始="2021-05"),
    filed("4301", "open", 开始="待定", 状态="延期"),
    filed("43", "start", 开始="2021-05-29"),
    filed("433101", "old", year=2020, 开始="2020-05-29"),
    filed("433101", "next", year=2022, 开始="2022-05-29"),
)


def told() -> dict[str, Any]:
    """The file of the activities above, of which each area says its own."""
    on = site(years=(2020, 2021, 2022))
    areas = shares(*FILINGS, on=on)
    counts = [
        [(*at, city_of(code), *many) for at, many in on_days(own).items()]
        for code, area in areas.items()
        if (own := [event for event in area.entries if event.code[:6] == code])
    ]
    (made,) = days.make(areas["43"], counts)
    assert isinstance(made, File) and made.path == "data/days.json"
    found: dict[str, Any] = json.loads(made.data)
    return found


def test_every_day_that_an_activity_covers_counts() -> None:
    """Cancelled ones apart; none without a known day, none that was withdrawn, and no campaign to come."""
    found = told()
    assert [(each["year"], each["days"]) for each in found["campaigns"]] == [(2020, 1), (2021, 3)]
    assert [each["association"] for each in found["associations"]] == ["43", "4301", "4331"]
    numbers = [
        (day["date"], day["activities"], day["cancelled"], [tuple(part.values()) for part in day["parts"]])
        for day in found["days"]
    ]
    assert numbers == [
        ("2020-05-29", 1, 0, [("4331", 1, 0)]),
        ("2021-05-28", 1, 0, [("4301", 1, 0)]),
        ("2021-05-29", 2, 1, [("43", 1, 0), ("4301", 1, 1)]),
        ("2021-05-30", 1, 0, [("4301", 1, 0)]),
    ]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a small demo province, whose first activities on a day are said to last three."""
    folder = tmp_path_factory.mktemp("days")
    records = small.records(folder / "events")
    for place in ("湘潭市/韶山市", "邵阳市"):
        file = next(
            each
            for each in sorted((records / "2021" / place).glob("0[56]*.yml"))
            if "分场" not in each.read_text("utf-8") and "变更" not in each.read_text("utf-8")
        )
        lines = [
            line for line in file.read_text("utf-8").splitlines() if not line.startswith(("开始", "结束"))
        ]
        file.write_text("\n".join([*lines, "开始: 2021-05-28", "结束: 2021-05-30", ""]), "utf-8")
    outcome = small.build(records, folder / "site")
    assert outcome.published, outcome.faults
    return folder / "site" / "data"


def _days(first: str, last: str = "") -> Iterator[datetime.date]:
    begin, end = (datetime.date.fromisoformat(text[:10]) for text in (first, last or first))
    yield from (begin + datetime.timedelta(step) for step in range((end - begin).days + 1))


@pytest.mark.whole
def test_the_numbers_are_those_of_the_published_table(data: Path) -> None:
    """Counted a second time from activities.csv, with nothing of the program but the addresses of the columns."""
    counted: Counter[tuple[str, str, str, str]] = Counter()
    for row in csv.DictReader((data / "activities.csv").read_text("utf-8").splitlines()):
        if not row["date"]:
            continue
        whole = f"{row['date']}/{row['end'][:10] or row['date']}"
        state = "cancelled" if row["state"] == "取消" else "activities"
        on = {day for each in (row["occurrences"] or whole).split(";") for day in _days(*each.split("/"))}
        counted.update((row["year"], str(day), row["association"][:4], state) for day in on)
    found = json.loads((data / "days.json").read_text("utf-8"))
    told = Counter(
        {
            (str(day["year"]), day["date"], part["association"], state): part[state]
            for day in found["days"]
            for part in day["parts"]
            for state in ("activities", "cancelled")
        }
    )
    assert len(counted) > 20 and counted == told
    assert {state for *_, state in counted} == {"activities", "cancelled"}


@pytest.mark.whole
def test_the_province_is_the_sum_of_its_cities(data: Path) -> None:
    """On each day, in order, and each city once."""
    found = json.loads((data / "days.json").read_text("utf-8"))
    names = [each["association"] for each in found["associations"]]
    order = [(day["year"], day["date"]) for day in found["days"]]
    assert order == sorted(set(order))
    for day in found["days"]:
        places = [part["association"] for part in day["parts"]]
        assert places == sorted(set(places)) and set(places) <= set(names)
        for state in ("activities", "cancelled"):
            assert day[state] == sum(part[state] for part in day["parts"])
