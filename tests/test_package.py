"""The data package, checked by frictionless, the csv module and the JSON parser."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path

import frictionless
import pytest
from almanac.model.examples import local
from almanac.model.filings import Filing
from almanac.pages import File, Share
from almanac.pages.open_data import (
    make,
    make_register,
    make_tables,
    published_schemas,
    tables,
)
from almanac.views.open_data import ACTIVITIES, BLOCK, RISKY, Column, Row, Table, heading, lines
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from shares import REGISTER, data_rows, filed, shares, site

NASTY = '=1+1，"引号", 逗号\\反斜杠'
FILINGS: tuple[Filing, ...] = (
    filed("43", "0501-qidong", 名称="示例启动"),
    filed("4301", "0502-x", 联合=["长沙市/浏阳市", "长沙市/浏阳市/大瑶镇"], 开始="2021-05"),
    filed(
        "430181", "0529-shili", 名称=NASTY, 状态="已举办", 开始="2021-05-29 08:30", 结束="2021-05-29 11:30",
        类别=["家庭健康促进", "关怀关爱"], 面向=["老年人", "育龄妇女"], 地点="天和广场", 简介="一\n二",
        成效={"宣传": {"人数": "1.2万余"}, "慰问": {"场次": "2", "户数": "0"}},
        变更=[{"日期": "2021-05-27", "内容": "改期"}],
    ),
    filed("430181119001", "0530-z", 开始="待定", 状态="延期"),
    filed("430181", "gone", 状态="撤下"),
    filed("430181", "0529-last", year=2020, 开始="2020-05-29 上午", 状态="取消"),
)  # fmt: skip
SITE = site(years=(2020, 2021))


def files(share: Share) -> dict[str, bytes]:
    made = [*make(share)]
    if share.code == "43":
        made += [*make_tables(share, data_rows(share), share.honours, {}), *make_register(share)]
    return {each.path: each.data for each in made if isinstance(each, File)}


@pytest.fixture(scope="module")
def province() -> dict[str, bytes]:
    return files(shares(*FILINGS, on=SITE)["43"])


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def put(folder: Path, made: Mapping[str, bytes]) -> Path:
    for path, data in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder / "data" / "datapackage.json"


def broken(package: Path) -> list[str]:
    report = frictionless.validate(str(package))
    return [error.type for task in report.tasks for error in task.errors] + [e.type for e in report.errors]


def test_the_package_is_valid_with_its_keys(province: dict[str, bytes], tmp_path: Path) -> None:
    package = put(tmp_path, province)
    assert broken(package) == []
    described = frictionless.Package(str(package))
    assert {r.name: [f.name for f in r.schema.fields] for r in described.resources} == {
        table.name: [column.name for column in table.columns] for table in tables(SITE)
    }
    assert [
        key["reference"]["resource"] for key in described.get_resource("activities").schema.foreign_keys
    ] == [
        "associations",
        "categories",
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (",430181,浏阳市,county,", ",430199,浏阳市,county,", "foreign-key"),
        ("2021-43-0501-qidong,", "2021-4301-0502-x,", "primary-key"),
        (",延期,", ",推迟,", "constraint-error"),
        (",12000,余,", ",一万,余,", "type-error"),
    ],
)
def test_the_description_sees_what_is_wrong(
    province: dict[str, bytes], tmp_path: Path, old: str, new: str, fault: str
) -> None:
    text = province["data/activities.csv"].decode()
    assert old in text
    package = put(tmp_path, province | {"data/activities.csv": text.replace(old, new, 1).encode()})
    assert fault in broken(package)


def test_the_description_is_a_data_package_v2(province: dict[str, bytes]) -> None:
    package = json.loads(province["data/datapackage.json"])
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert package["licenses"] and package["sources"] and "演示" not in package["title"]
    for resource in package["resources"]:
        assert resource["$schema"].endswith("/2.0/dataresource.json") and resource["type"] == "table"
        assert resource["title"] and resource["description"]
        data = province[f"data/{resource['path']}"]
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        for field in resource["schema"]["fields"]:
            assert field["title"] and field["description"] and field["example"]
            assert field["name"].isascii() and not field["title"].isascii()
    demo = json.loads(files(shares(on=site(demo=True))["43"])["data/datapackage.json"])
    assert demo["title"].startswith("【演示数据】") and "演示数据" in demo["description"]


def test_an_activity_as_a_row(province: dict[str, bytes]) -> None:
    found = {row["id"]: row for row in rows(province["data/activities.csv"])}
    assert sorted(found) == sorted(f.id for f in FILINGS if "gone" not in f.id)
    row = found["2021-430181-0529-shili"]
    assert row == dict.fromkeys(row, "") | {
        "id": "2021-430181-0529-shili", "year": "2021", "association": "430181", "association_name": "浏阳市",
        "level": "county", "name": "'" + NASTY, "state": "已举办", "date": "2021-05-29",
        "start": "2021-05-29T08:30", "end": "2021-05-29T11:30", "time_text": "5月29日（周六）8:30—11:30",
        "place": "天和广场", "category": "health", "categories": "health;care", "audience": "老年人;育龄妇女",
        "mode": "线下", "open_to": "公开", "updated": "2021-05-27", "revision": "1", "publicity_people": "12000",
        "publicity_people_mark": "余", "visit_sessions": "2", "visit_households": "0", "result": row["result"],
        "has_publicity": "true", "has_visits": "true", "households_apart": "false",
    }  # fmt: skip
    city = found["2021-4301-0502-x"]
    assert (city["date"], city["start"], city["joint"]) == ("", "2021-05", "430181;430181119")
    assert found["2020-430181-0529-last"]["half"] == "上午"


def test_the_register_and_the_categories(province: dict[str, bytes]) -> None:
    units = rows(province["data/associations.csv"])
    assert [unit["code"] for unit in units] == [unit.code for unit in REGISTER]
    assert units[0] == {"code": "43", "name": "湖南省", "level": "province", "parent": "", "path": ""}
    assert units[4]["parent"] == "4301" and units[4]["path"] == "长沙市/浏阳市"
    plain = [
        {key: value or "" for key, value in unit.items()}
        for unit in json.loads(province["data/associations.json"])
    ]
    assert plain == units
    assert [row["code"] for row in rows(province["data/categories.csv"])][:2] == ["publicity", "care"]


def test_the_bom_edition_is_the_same_after_its_mark(province: dict[str, bytes]) -> None:
    for table in tables(SITE):
        plain, excel = province[f"data/{table.name}.csv"], province[f"data/{table.name}.bom.csv"]
        assert excel == b"\xef\xbb\xbf" + plain
        assert plain.split(b"\n", 1)[0].isascii() and b"\r" not in plain and plain.endswith(b"\n")


def test_every_activity_is_in_one_json_and_the_parts_lead_there() -> None:
    made = {code: files(share) for code, share in shares(*FILINGS, on=SITE).items()}
    said = {code: json.loads(made[code][f"data/activities/{code}.json"]) for code in made}
    ids = [activity["id"] for each in said.values() for activity in each["activities"]]
    assert sorted(ids) == sorted(filing.id for filing in FILINGS if "gone" not in filing.id)
    assert (
        said["430181"]["name"] == "浏阳市"
        and said["430181"]["demo"] is False
        and "parts" not in said["430181"]
    )
    assert said["43"]["parts"][0] == {
        "association": "4301", "name": "长沙市", "activities": 4,
        "url": "https://529.example.org/data/activities/4301.json",
    }  # fmt: skip
    assert [part["activities"] for part in said["4301"]["parts"]] == [0, 3]
    assert said["433101"]["activities"] == []


def test_an_activity_as_json_keeps_what_the_filer_wrote() -> None:
    said = json.loads(files(shares(*FILINGS, on=SITE)["430181"])["data/activities/430181.json"])
    found = {activity["id"]: activity for activity in said["activities"]}
    one = found["2021-430181-0529-shili"]
    assert one["name"] == NASTY and one["about"] == "一\n二"
    assert one["url"] == "https://529.example.org/e/2021-430181-0529-shili/"
    assert one["publicity_people"] == {"value": 12000, "mark": "余", "text": "1.2万余"}
    assert one["visit_households"] == {"value": 0, "mark": "", "text": "0"} and one["visit_people"] is None
    assert one["categories"] == ["health", "care"] and one["joint"] == [] and one["revision"] == 1
    undated = found["2021-430181119001-0530-z"]
    assert undated["date"] is undated["start"] is None and undated["time_text"] == "时间待定"
    named = {column.name for column in ACTIVITIES.columns if not column.name.endswith("_mark")}
    assert named - set(one) == {"level", "category"} and set(one) - named == {"url", "about"}


def test_the_schemas_are_published(province: dict[str, bytes]) -> None:
    for slug, schema in published_schemas().items():
        said = json.loads(province[f"schemas/{slug}.json"])
        here = json.loads(local(json.dumps(schema, ensure_ascii=False), REGISTER))
        assert said.pop("$id") == f"https://529.example.org/schemas/{slug}.json" and said == here
        Draft202012Validator.check_schema(said)


def test_a_county_makes_its_own_part_only() -> None:
    assert list(files(shares()["430181"])) == ["data/activities/430181.json"]


TWO = Table("t", "", "", ("a",), (Column("a", "", "", ""), Column("b", "", "", "")))
Cells = st.text(st.characters(exclude_categories=["Cs"]))


@settings(deadline=None)
@given(st.lists(st.tuples(st.text("0123456789", min_size=1), Cells), max_size=8))
def test_any_text_comes_back_from_csv(cells: list[Row]) -> None:
    for repeat in (1, BLOCK):
        said = (heading(TWO) + lines(TWO, cells * repeat)).decode()
        back = list(csv.reader(io.StringIO(said, newline="")))
        assert back[0] == ["a", "b"]
        assert back[1:] == [[a, "'" + b if b[:1] in RISKY else b] for a, b in cells] * repeat


@pytest.mark.parametrize("risky", ["=1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠x"])
def test_no_cell_begins_like_a_formula(risky: str) -> None:
    ((_, cell),) = list(
        csv.reader(io.StringIO((heading(TWO) + lines(TWO, [("1", risky)])).decode(), newline=""))
    )[1:]
    assert cell == "'" + risky


def test_same_share_same_bytes(province: dict[str, bytes]) -> None:
    assert files(shares(*FILINGS, on=SITE)["43"]) == province
