"""The demo province: the same seed the same bytes, every record sound, nobody's folder overwritten."""

from __future__ import annotations

import csv
import datetime
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from almanac import demo, validate
from almanac.load import records as load_records
from almanac.model import diagnostics, divisions
from almanac.model.day import Day
from almanac.model.divisions import Level, Register
from almanac.model.filings import ACTIVITY, BY_FILE, Activity, Notice
from almanac.parse import yaml_reader

EVENTS = Path(__file__).resolve().parents[1] / "events"
TODAY = "2021-05-29"


@pytest.fixture(scope="module")
def small() -> Register:
    """浏阳市 and 张家界市 with all below them."""
    whole = divisions.load(EVENTS / "associations.csv")
    return Register(
        [
            row
            for row in whole
            if row.code in ("43", "4301") or row.code[:6] == "430181" or row.code[:4] == "4308"
        ]
    )


def made(
    to: Path, small: Register, activities: int = 300, seed: int = 1, year: int = 2021, today: str = TODAY
) -> Path:
    day = datetime.date.fromisoformat(today).replace(year=year)
    demo.write(to, small, activities, seed, year, lambda written: None, day)
    return to


def content(folder: Path) -> dict[str, bytes]:
    return {
        f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()
    }


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory, small: Register) -> Path:
    return made(tmp_path_factory.mktemp("demo"), small)


@pytest.fixture(scope="module")
def activities(province: Path, small: Register) -> list[tuple[str, Activity]]:
    """Code of the association and record, of every activity's file."""
    found = []
    for file in sorted((province / "2021").rglob("*.yml")):
        code = small.at(file.parent.relative_to(province / "2021").as_posix().removeprefix("."))
        assert code is not None, f"{file} stands in the folder of an association"
        if file.name not in BY_FILE:
            read, wrong = yaml_reader.read(file.name, file.read_bytes(), ACTIVITY)
            assert not wrong
            found += [(code, record) for record in read if isinstance(record, Activity)]
    return found


@pytest.mark.whole
def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, province: Path, small: Register) -> None:
    again = content(made(tmp_path / "again", small))
    assert again == content(province)
    assert again != content(made(tmp_path / "other", small, seed=2))


def test_every_record_passes_every_check(province: Path, small: Register) -> None:
    found = load_records.check(province, small, Day(TODAY), "events")
    assert [diagnostics.describe(fault) for fault in found if diagnostics.is_error(fault)] == []
    assert len(found) <= 6, "a warning here and there, as in life"


DAYS = ("2021-04-20", "2021-05-14", "2021-05-30", "2021-06-30")


@pytest.mark.parametrize("today", DAYS)
def test_the_province_stands_as_it_does_on_its_day(tmp_path: Path, small: Register, today: str) -> None:
    """Nothing in it is of a later day, and so nothing in it is wrong on that day."""
    found = load_records.check(made(tmp_path, small, today=today), small, Day(today), "events")
    assert [diagnostics.describe(fault) for fault in found if diagnostics.is_error(fault)] == []
    late = [diagnostics.describe(fault) for fault in found if fault.code in ("Q219", "Q220")]
    assert late == []


def test_on_another_day_they_are_the_same_activities(tmp_path: Path, small: Register) -> None:
    """What is told of one before and after it differs in its state, its results and what was decided meanwhile."""
    before, after = (content(made(tmp_path / day, small, today=day)) for day in ("2021-05-10", "2021-06-20"))
    names = [
        {path for path in folder if Path(path).name[:1] in "0123456789" and path.endswith(".yml")}
        for folder in (before, after)
    ]
    assert names[0] == names[1]
    assert all(before[path].split(b"\n")[0] == after[path].split(b"\n")[0] for path in names[0])
    states = [
        Counter(
            re.findall(
                "状态: (.+)", b"".join(raw for path, raw in folder.items() if path.endswith(".yml")).decode()
            )
        )
        for folder in (before, after)
    ]
    assert states[0]["计划"] > 200 and states[1]["已举办"] > 250 and states[1]["计划"] < 10
    rolls = [sum(path.endswith("表彰.yml") for path in folder) for folder in (before, after)]
    assert rolls[0] < rolls[1] and any("同意:".encode() in raw for raw in after.values())
    pictures = [path for path in after if path.endswith(".jpg")]
    assert pictures and all("状态: 已举办".encode() in after[f"{path[:-4]}.yml"] for path in pictures)


def test_the_levels_have_their_shares(activities: list[tuple[str, Activity]], small: Register) -> None:
    assert len(activities) == 300
    counts = Counter(small[code].level for code, _ in activities)
    units = Counter(row.level for row in small)
    whole = sum(demo.SHARES[level] * units[level] for level in Level)
    for level in Level:
        assert abs(counts[level] - 300 * demo.SHARES[level] * units[level] / whole) <= 3, level


def test_the_days_are_spread_with_a_peak_on_the_day(activities: list[tuple[str, Activity]]) -> None:
    days = Counter(record.start.day for _, record in activities if len(record.start.day) == 10)
    assert days.most_common(1)[0][0] == "2021-05-29"
    assert len(days) > 30 and 0.1 < days["2021-05-29"] / 300 < 0.4
    assert min(days) >= "2021-05-01" and max(days) <= "2021-06-30"


def test_the_variety_of_real_reports(activities: list[tuple[str, Activity]]) -> None:
    records = [record for _, record in activities]
    assert {record.state for record in records} >= {"计划", "已举办", "延期", "取消"}
    assert all(record.changes for record in records if record.state in ("延期", "取消"))
    assert {category for record in records for category in record.categories} == {
        "群众性主题宣传", "关怀关爱", "家庭健康促进", "理事勤理事", "评先评优",
    }  # fmt: skip
    crowds = [r.results.publicity.people for r in records if r.results and r.results.publicity]
    assert {people.mark for people in crowds if people} >= {"", "余", "多", "近", "约"}
    assert any(record.joint for record in records) and any(record.sessions for record in records)
    assert any(record.start.clock for record in records) and any(record.start.half for record in records)
    assert any(not record.start.day and record.time_note for record in records)
    assert any(len(record.start.day) == 7 for record in records)
    assert all(record.start.day[:10] <= TODAY for record in records if record.state == "已举办")


def test_the_notice_says_that_it_is_a_demo_of_its_year(tmp_path: Path, small: Register) -> None:
    file = made(tmp_path, small, 5, year=2026) / "2026" / "通知.yml"
    (notice,), wrong = yaml_reader.read("通知.yml", file.read_bytes(), BY_FILE["通知.yml"])
    assert isinstance(notice, Notice) and not wrong
    assert notice.demo == "是" and notice.title and notice.title.startswith("演示数据")
    assert notice.ordinal == 28 and notice.issuer is None and notice.office is None
    assert notice.period and notice.period.start == "2026-05-01"
    assert "2021" not in file.read_text(encoding="utf-8")
    with demo.IDEAS.open(encoding="utf-8", newline="") as rows:
        used = {name for row in csv.DictReader(rows) for name in row["categories"].split()}
    assert used == {category.name for category in notice.categories}


def test_file_names_are_told_apart_by_their_slugs(province: Path) -> None:
    names = [f"{file.parent}/{validate.slug(file.stem)}" for file in province.rglob("*.yml")]
    assert len(names) == len(set(names))
    assert all(unicodedata.is_normalized("NFC", name) for name in names)


def test_progress_rises_to_the_whole(tmp_path: Path, small: Register) -> None:
    told: list[int] = []
    demo.write(tmp_path, small, 1200, 1, 2021, told.append)
    assert told == sorted(told) and len(told) >= 3 and told[-1] == 1200


def test_an_old_demo_gives_way_to_a_new_one(tmp_path: Path, province: Path, small: Register) -> None:
    made(tmp_path, small, 40, seed=9, year=2020)
    assert content(made(tmp_path, small)) == content(province)


@pytest.mark.parametrize(
    "stranger", ["a.txt", "2021/长沙市/0529-义诊.yml", "associations.csv", "2021/通知.yml"]
)
def test_a_folder_with_other_things_in_it_is_left_alone(
    tmp_path: Path, small: Register, stranger: str
) -> None:
    """Also a folder of real records: its notice does not say 演示."""
    file = tmp_path / stranger
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("标题: 真的通知\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"里已有别的内容（.+）.*请换一个空文件夹"):
        made(tmp_path, small, 5)
    assert content(tmp_path) == {stranger: "标题: 真的通知\n".encode()}


def test_the_demo_notice_says_the_rest_as_the_shipped_one_does() -> None:
    """A new field of the notice is either kept or left out on purpose."""
    shipped = demo.shipped()
    both = [
        yaml_reader.read("通知.yml", text.encode(), BY_FILE["通知.yml"])[0][0].model_dump(by_alias=True)
        for text in (shipped, demo.notice_of(shipped, 2021))
    ]
    differing = {key for key in both[0] if both[0][key] != both[1][key]}
    left_out = {"文号", "发文单位", "主送", "缘起", "工作要求", "附件", "联系", "待核实", "来源"}
    assert differing <= left_out | {"标题", "主题", "演示"}
