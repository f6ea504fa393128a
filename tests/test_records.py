"""The records: every field's own example is right, and what is shipped holds and says what the sources say."""

from __future__ import annotations

import csv
import marshal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shares
from almanac.load import records as load_records
from almanac.model import filings
from almanac.model.day import Day
from almanac.model.divisions import AreaCode, Level, level_of, parent, share_line
from almanac.model.filings import ACTIVITY, BY_FILE, Activity, Award, Kind, Notice, Piece, Record
from almanac.model.words import Status
from almanac.parse import yaml_reader
from almanac.views.activities import from_plain
from pydantic_core import PydanticCustomError
from small import FULL as REGISTER

ROOT = Path(__file__).resolve().parents[1]
EVENTS = ROOT / "events"
MODELS = sorted(
    (
        one
        for one in vars(filings).values()
        if isinstance(one, type) and issubclass(one, Record) and one is not Record
    ),
    key=lambda model: model.__name__,
)
FIELDS = [(model, name) for model in MODELS for name in model.model_fields]


# ---------------------------------------------------------------- fields


def written(value: object) -> str:
    """A value as a flow of YAML, every text in quotation marks."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {written(each)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(map(written, value)) + "]" if isinstance(value, list) else f'"{value}"'


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=lambda part: getattr(part, "__name__", part))
def test_the_example_of_a_field_is_right(model: type[Record], name: str) -> None:
    """Put into its record beside the required fields, read as text, it comes back as it was meant."""
    said: dict[str, Any] = {
        str(field.alias): (field.examples or [])[0]
        for each, field in model.model_fields.items()
        if each == name or field.is_required()
    }
    text = "".join(f"{key}: {written(value)}\n" for key, value in said.items())
    found, faults = yaml_reader.read("示例.yml", text.encode(), Kind("示例", "example", model, False))
    assert faults == []
    assert found == [model.model_validate(said)]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_field_is_said_in_words(model: type[Record]) -> None:
    """A key of at most six letters, a meaning, one example; no key stands for two fields."""
    keys = [str(field.alias) for field in model.model_fields.values()]
    assert len(set(keys)) == len(keys)
    for field in model.model_fields.values():
        assert 1 <= len(str(field.alias)) <= 6
        assert field.description and field.examples and len(field.examples) == 1


@pytest.mark.parametrize(
    ("text", "value", "mark"),
    [
        ("800", 800, ""),
        ("800余", 800, "余"),
        ("200多", 200, "多"),
        ("近300", 300, "近"),
        ("约2000", 2000, "约"),
        ("1,200", 1200, ""),
        ("1.2万", 12_000, ""),
        ("25万余", 250_000, "余"),
        ("5000多万", 50_000_000, "多"),
        ("近千", 1000, "近"),
        ("上百", 100, "上"),
        ("0", 0, ""),
    ],
)
def test_a_count_keeps_how_it_was_said(text: str, value: int, mark: str) -> None:
    assert filings.count(text) == (value, mark, text)


@pytest.mark.parametrize(
    "text",
    ["", "许多", "千", "近百余", "约300余", "8.5", "1万多万", "-3", "八百", "３００", "1e3", "300人", "1,20"],
)
def test_what_is_no_count(text: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        filings.count(text)
    assert caught.value.type == "E110"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2021-05-29", ("2021-05-29", "", "")),
        ("2021-05-29 08:30", ("2021-05-29", "08:30", "")),
        ("2021-05-29 上午", ("2021-05-29", "", "上午")),
        ("2021-05", ("2021-05", "", "")),
        ("待定", ("", "", "")),
        ("不详", ("", "", "")),
    ],
)
def test_a_moment_is_as_exact_as_it_is_known(text: str, moment: tuple[str, str, str]) -> None:
    assert filings.when(text) == (*moment, text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2021-02-29", "E113"),
        ("2021-05-29 24:00", "E113"),
        ("2021-13-01", "E113"),
        ("2021-5-9", "E112"),
        ("5月29日", "E112"),
        ("2021-05-29T08:30", "E112"),
        ("2021-05-29 凌晨", "E112"),
        ("", "E112"),
    ],
)
def test_what_is_no_moment(text: str, code: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        filings.when(text)
    assert caught.value.type == code


# ---------------------------------------------------------------- the register


def test_the_register_is_whole() -> None:
    levels = Counter(association.slug for association in REGISTER)
    assert levels == {"province": 1, "city": 14, "county": 134, "township": 2008, "village": 29_534}
    assert all(association.slug == association.level.slug for association in REGISTER)
    raw = (EVENTS / "associations.csv").read_bytes()
    assert raw.startswith(b"code,name,level\n") and raw.endswith(b"\n") and b"\r" not in raw


def test_a_code_knows_where_it_stands() -> None:
    """As a type and as plain text alike; itself where it already stands at the level that is asked for."""
    village = AreaCode("430181119001")
    line = (village, village.parent, village.county, village.city, village.province)
    assert line == ("430181119001", "430181119", "430181", "4301", "43")
    assert [code.level for code in line] == sorted(Level, reverse=True) == list(map(level_of, line))
    assert {type(code) for code in line} == {AreaCode}
    assert village.share == "430181" and [code.share for code in line[2:]] == [*line[2:]]
    assert village.at(Level.TOWNSHIP) == line[1] and line[3].at(Level.COUNTY) == line[3]
    assert village.is_within("4301") and village.is_within(village) and not line[3].is_within(village)
    assert share_line(village) == ("43", "4301", "430181") and share_line("4301") == ("43", "4301")
    assert (parent("43"), Level.VILLAGE.below, Level.CITY.below) == ("", None, Level.COUNTY)
    assert "430181119001" in {village} and f"{village}" == "430181119001"


def test_a_closed_word_is_read_as_a_member_and_kept_as_plain_text() -> None:
    """A record has the member; an entry, which is kept between builds, the text that marshal can write."""
    filing = shares.filed("430181119001", "v", 状态="延期")
    assert isinstance(filing.record, Activity) and filing.record.state is Status.POSTPONED
    event = shares.shares(filing)["430181"].entries[0]
    assert event.state == Status.POSTPONED and type(event.state) is str
    assert from_plain(marshal.loads(marshal.dumps(event.plain()))) == event


def test_a_folder_is_an_association_and_back() -> None:
    """Sibling names are unique, so every path leads to one code."""
    assert all(REGISTER.at(REGISTER.path(association.code)) == association.code for association in REGISTER)
    with (EVENTS / "associations.csv").open(encoding="utf-8", newline="") as file:
        assert [row["code"] for row in csv.DictReader(file)] == [association.code for association in REGISTER]


@pytest.mark.parametrize("path", ["湘西州", "湘西土家族苗族自治州/吉首", "益阳市/大通湖区", "永州市/江华县"])
def test_a_short_form_is_no_folder(path: str) -> None:
    assert REGISTER.at(path) is None


# ---------------------------------------------------------------- what is shipped


def shipped(model: type[Record]) -> Iterator[tuple[str, Record]]:
    for file in sorted(EVENTS.rglob("*.yml")):
        kind = BY_FILE.get(file.name, ACTIVITY)
        if kind.model is model:
            path = file.relative_to(EVENTS).as_posix()
            found, faults = yaml_reader.read(path, file.read_bytes(), kind)
            assert faults == []
            yield from ((path, record) for record in found)


def test_what_is_shipped_has_no_fault_and_no_warning() -> None:
    """One thing only a person can decide: whether a national outlet's provincial channel is national; its record says so."""
    faults = load_records.check(EVENTS, REGISTER, Day("2026-11-23"), "events")
    assert [(fault.code, fault.place.file) for fault in faults] == [("Q243", "events/2024/长沙市/媒体.yml")]


def test_the_notice_of_2021_is_whole() -> None:
    """Five categories with what they ask, four mailboxes, four deadlines, nine outlets, a table of thirty cells."""
    notice = next(record for path, record in shipped(Notice) if path == "2021/通知.yml")
    assert isinstance(notice, Notice)
    assert (notice.ordinal, notice.theme, notice.document) == (
        23,
        "学党史 办实事 促健康",
        "湘计生协发〔2021〕7号",
    )
    slugs = ["publicity", "care", "health", "council", "honours"]
    assert [category.slug for category in notice.categories] == slugs
    assert all(category.kinds and category.duties for category in notice.categories)
    assert [deadline.due for deadline in notice.deadlines] == ["2021-05-15", *["2021-06-30"] * 3]
    assert (len(notice.mailboxes), len(notice.outlets)) == (4, 9)
    assert sum(outlet.own == "是" for outlet in notice.outlets) == 5
    parts = [[len(column.parts) for column in block.columns] for block in notice.blocks]
    assert parts == [[2] * 4, [2] * 4, [2] * 4, [3, 3]]
    assert notice.office and notice.office.phones == ("0731-84828624", "0731-84822037")
    missing = [
        name
        for name in Notice.model_fields
        if not getattr(notice, name) and name not in ("follows", "demo", "slogans", "answers", "format")
    ]
    assert missing == []


def test_the_other_years_say_what_is_not_known() -> None:
    years = {path[:4]: record for path, record in shipped(Notice)}
    assert sorted(years) == [
        "2010",
        "2012",
        "2013",
        "2014",
        "2015",
        "2016",
        "2017",
        "2018",
        "2019",
        "2020",
        "2021",
        "2022",
        "2023",
        "2024",
        "2025",
    ]
    for year, notice in years.items():
        assert isinstance(notice, Notice) and notice.open_questions
        assert notice.ordinal == int(year) - 1998
        assert (notice.follows, bool(notice.document)) == (
            (None, True) if year == "2021" else ("2021", False)
        )


def test_the_reports_of_hunan_are_records() -> None:
    """Forty events held and one planned, each with its source; two pieces about one event; two about tallies alone."""
    activities = [record for _, record in shipped(Activity) if isinstance(record, Activity)]
    pieces = [record for _, record in shipped(Piece) if isinstance(record, Piece)]
    assert Counter(activity.state for activity in activities) == {"已举办": 40, "计划": 1}
    assert all(activity.sources and activity.open_questions for activity in activities)
    assert len(pieces) == 43
    assert [piece.occasion for piece in pieces if not piece.activities] == ["春节走访慰问", "2021年全年"]
    apart = Counter(activity.apart for activity in activities)
    assert apart == {"": 27, "不是“5·29”的活动": 13, "哪一年办的不详": 1}
    told = Counter(name for piece in pieces for name in piece.activities)
    assert [name for name, times in told.items() if times > 1] == ["0528-会员活动日暨募集大会"]


def test_no_person_is_named_in_what_is_shipped() -> None:
    """An award of persons or families gives its number only, and no record shows a photo."""
    awards = [record for _, record in shipped(Award) if isinstance(record, Award)]
    assert awards and all(award.kind in ("集体", "作品") for award in awards if award.honoured)
    assert not [
        activity for _, activity in shipped(Activity) if isinstance(activity, Activity) and activity.photos
    ]
