"""Who from above takes part where: whose office it is, two places at one time, the staff page with its table and calendar."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import icalendar
import pytest
from almanac.model.filings import Filing
from almanac.views import visits
from almanac.views.activities import entries
from almanac.views.visits import Attendance, Visit
from python_calamine import CalamineWorkbook
from shares import filed, notice
from small import FULL, build, records

LIUYANG, DAYAO, CITY = "430181", "430181110", "4301"


# ---------------------------------------------------------------- whose office it is


@pytest.mark.parametrize(
    ("office", "host", "whose"),
    [
        ("省计生协副会长", LIUYANG, [("43", "副会长")]),
        ("湖南省计划生育协会会长", LIUYANG, [("43", "会长")]),
        ("省计生协会会长", LIUYANG, [("43", "会长")]),
        ("副省长、省计生协会长", LIUYANG, [("43", "会长")]),
        ("副市长兼长沙市计生协会长", LIUYANG, [(CITY, "会长")]),
        ("中国计生协常务副会长", "43", [("", "常务副会长")]),
        ("长沙市计生协秘书长", DAYAO, [(CITY, "秘书长")]),
        ("长沙计生协秘书长", DAYAO, [(CITY, "秘书长")]),
        ("州计生协会长", "433101", [("4331", "会长")]),
        ("湘西州计生协会长", "433127", [("4331", "会长")]),
        ("市计生协会长", "430121", [(CITY, "会长")]),  # of 长沙县
        ("原市计生协会长", "430121", [(CITY, "会长")]),
        ("省市计生协领导", "430121", [("43", ""), (CITY, "")]),
        ("省计生协有关负责同志", LIUYANG, [("43", "")]),
        ("市计生协会长", DAYAO, [(LIUYANG, "会长")]),  # the nearest 市
        ("市计生协会长", LIUYANG, []),  # its own
        ("浏阳市计生协会长", LIUYANG, []),
        ("株洲市计生协会长", LIUYANG, []),  # beside it, not above
        ("大瑶镇计生协会长", LIUYANG, []),
        ("计生协会长", LIUYANG, []),
        ("市卫健委主任", LIUYANG, []),
        ("省计生协会长", "43", []),
    ],
)
def test_whose_office_it_is(office: str, host: str, whose: list[tuple[str, str]]) -> None:
    assert list(visits.superiors(office, host, FULL)) == whose


# ---------------------------------------------------------------- two places at one time


def told(*filings: Filing) -> dict[int, Attendance]:
    return visits.attendance(entries(filings, {2021: notice()}, FULL), filings, [2021], FULL)


def of(*filings: Filing) -> tuple[Visit, ...]:
    return told(*filings)[2021].visits


def at(code: str, name: str, start: str, guest: str = "省计生协会长", **more: Any) -> Filing:
    return filed(code, name, 名称=f"示例{name}", 开始=start, 出席=[guest], **more)


@pytest.mark.parametrize(
    ("one", "two", "clash"),
    [
        ("2021-05-29 上午", "2021-05-29 上午", True),
        ("2021-05-29 08:30", "2021-05-29 上午", True),
        ("2021-05-29 全天", "2021-05-29 15:00", True),
        ("2021-05-29 上午", "2021-05-29 下午", False),
        ("2021-05-29 上午", "2021-05-30 上午", False),
        ("2021-05-29", "2021-05-29", False),  # nobody knows the hours
        ("2021-05", "2021-05", False),
    ],
)
def test_one_office_at_two_places_at_one_time(one: str, two: str, clash: bool) -> None:
    found = of(at(LIUYANG, "a", one, 地点="甲"), at("430281", "b", two, 地点="甲"))
    assert len(found) == 2 and bool(list(visits.clashes(found))) == clash


def test_hours_that_do_not_meet_are_no_clash() -> None:
    early = {"结束": "2021-05-29 09:30", "地点": "甲"}
    late = {"结束": "2021-05-29 11:30", "地点": "乙"}
    found = of(at(LIUYANG, "a", "2021-05-29 08:30", **early), at(LIUYANG, "b", "2021-05-29 10:00", **late))
    assert list(visits.clashes(found)) == []
    met = of(at(LIUYANG, "a", "2021-05-29 08:30", **early), at(LIUYANG, "b", "2021-05-29 09:00", **late))
    assert [(visit.id, other.id) for visit, other in visits.clashes(met)] == [(met[1].id, met[0].id)]


def test_what_is_no_clash() -> None:
    """Another office, one that several may have, one place, several occurrences, what was cancelled."""
    morning = "2021-05-29 上午"
    for more in (
        at("430281", "b", morning, "省计生协副会长"),
        at("430281", "b", morning, "省计生协有关领导"),
        at("430281", "b", morning, 状态="取消"),
        at(
            "430281",
            "b",
            morning,
            分场=[{"开始": "2021-05-29 上午", "地点": "甲"}, {"开始": "2021-05-30 上午", "地点": "乙"}],
        ),
    ):
        assert list(visits.clashes(of(at(LIUYANG, "a", morning, 地点="甲"), more))) == []
    same = of(at(DAYAO, "a", morning, 地点="甲"), at(LIUYANG, "b", morning, 地点="甲"))
    assert len(same) == 2 and list(visits.clashes(same)) == []


def test_it_is_asked_once_of_the_lower_host() -> None:
    found = of(at(DAYAO, "a", "2021-05-29 上午", 地点="甲"), at(CITY, "b", "2021-05-29 上午", 地点="乙"))
    ((visit, other),) = visits.clashes(found)
    assert (visit.code, other.code) == (DAYAO, CITY)
    asks = visits.question(visit, other, FULL)
    assert asks.code == "Q299" and asks.value == f"{other.id} 会长"
    assert asks.message.startswith(
        "湖南省计生协会长5月29日（周六）上午在两处出席：大瑶镇计生协的“示例a”（甲）和"
    )


def test_what_is_kept_is_what_was_said() -> None:
    said = told(at(LIUYANG, "a", "2021-05-29 上午"), filed(LIUYANG, "b"))[2021]
    assert (said.many, said.written, len(said.visits)) == (2, 1, 1)
    assert visits.from_plain(said.plain()) == said


# ---------------------------------------------------------------- the pages


ACTIVITY = "名称: 示例{}\n类别: [家庭健康促进]\n状态: 计划\n开始: {}\n地点: {}\n出席: [{}]\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A small demo with visits: of the province at two places at one time, and of a city in one of its counties."""
    root = tmp_path_factory.mktemp("visits")
    events = records(root / "events", activities=40, today="2021-05-20")
    for file in events.rglob("*.yml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub("(?m)^出席: .*\n", "", text), encoding="utf-8", newline="\n")
    for path, words in {
        "湘潭市/0529-shili.yml": (
            "启动",
            "2021-05-29 08:30",
            "甲广场",
            "副省长、省计生协会长, 省计生协工作人员",
        ),
        "湘潭市/湘乡市/0529-shili.yml": (
            "义诊",
            "2021-05-29 上午",
            "乙广场",
            "省计生协会长, 湘潭市计生协副会长, 县长",
        ),
    }.items():
        (events / "2021" / path).write_text(ACTIVITY.format(*words), encoding="utf-8", newline="\n")
    outcome = build(events, root / "site", today="2021-05-20")
    assert outcome.published, outcome.faults
    (asks,) = [fault for fault in outcome.faults if fault.code == "Q299"]
    assert asks.place.file.endswith("/2021/湘潭市/湘乡市/0529-shili.yml")
    return events, root / "site"


def page(site: Path, code: str) -> str:
    return (site / f"visits/2021/{code}/index.html").read_text(encoding="utf-8")


def rows(site: Path, code: str) -> list[list[str]]:
    body = re.findall("<tbody>(.*?)</tbody>", page(site, code), re.S)[0]
    return [
        [re.sub("<[^>]*>", "", cell) for cell in re.findall("<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall("<tr>(.*?)</tr>", body, re.S)
    ]


def test_the_page_says_who_by_office_and_where(made: tuple[Path, Path]) -> None:
    _, site = made
    morning = "5月29日（周六）"
    assert rows(site, "43") == [
        [f"{morning}上午", "湖南省计生协", "省计生协会长", "示例义诊", "湘乡市计生协", "乙广场", "计划"],
        [
            f"{morning}8:30",
            "湖南省计生协",
            "副省长、省计生协会长",
            "示例启动",
            "湘潭市计生协",
            "甲广场",
            "计划",
        ],
        [f"{morning}8:30", "湖南省计生协", "省计生协工作人员", "示例启动", "湘潭市计生协", "甲广场", "计划"],
    ]
    assert ["湘潭市计生协", "湘潭市计生协副会长"] in [row[1:3] for row in rows(site, "4303")]
    assert 'name="robots" content="noindex"' in page(site, "43") and "县长" not in page(site, "4303")
    book = CalamineWorkbook.from_path(str(site / "visits/2021/43/visits.xlsx"))
    assert [row[:7] for row in book.get_sheet_by_index(0).to_python()][1:] == rows(site, "43")
    assert not (site / "visits/2021/430381").exists()


def test_not_recorded_is_not_nobody(made: tuple[Path, Path]) -> None:
    _, site = made
    alone = re.findall("有人去的市州</h2></div>\n<ul>(.*?)</ul>", page(site, "43"), re.S)[0]
    assert "湘潭市" not in alone and re.search("邵阳市：[0-9]+ 场活动，0 场写了出席", alone)
    assert "没有写的，不等于没有人去" in page(site, "43")
    counties = re.findall("有人去的县市区</h2></div>\n<ul>(.*?)</ul>", page(site, "4303"), re.S)[0]
    assert "韶山市" in counties and "湘乡市" not in counties


def test_the_calendar_has_each_visit_with_a_day(made: tuple[Path, Path]) -> None:
    _, site = made
    feed = icalendar.Calendar.from_ical((site / "feeds/visits-2021-43.ics").read_bytes())
    found = {str(event["UID"]): event for event in feed.walk("VEVENT")}
    assert len(found) == 2
    start = found["visit-43-2021-4303-0529-shili@529.example.org"]
    assert str(start["SUMMARY"]) == "副省长、省计生协会长、省计生协工作人员：湘潭市计生协“示例启动”"
    assert start["DTSTART"].to_ical() == b"20210529T083000" and str(start["LOCATION"]) == "甲广场"
    city = icalendar.Calendar.from_ical((site / "feeds/visits-2021-4303.ics").read_bytes())
    assert len(city.walk("VEVENT")) == 3 and not icalendar.Calendar.from_ical(
        (site / "feeds/visits-2021-4305.ics").read_bytes()
    ).walk("VEVENT")


def test_an_answered_clash_is_not_shown_any_more(made: tuple[Path, Path], tmp_path: Path) -> None:
    assert "在两处出席" in page(made[1], "43") and "在两处出席" in page(made[1], "4303")
    assert "在两处出席" not in page(made[1], "4305")
    events = tmp_path / "events"
    shutil.copytree(made[0], events)
    file = events / "2021/湘潭市/湘乡市/0529-shili.yml"
    answer = "已核: [{问题: Q299, 值: 2021-4303-0529-shili 会长, 说明: 先到市里，后到县里}]\n"
    file.write_text(file.read_text(encoding="utf-8") + answer, encoding="utf-8", newline="\n")
    outcome = build(events, tmp_path / "site", today="2021-05-20")
    assert "Q299" not in {fault.code for fault in outcome.faults}
    assert "在两处出席" not in page(tmp_path / "site", "43") + page(tmp_path / "site", "4303")
    assert len(rows(tmp_path / "site", "43")) == 3


def test_what_one_county_says_makes_no_other_countys_pages_again(made: tuple[Path, Path]) -> None:
    events, site = made
    file = events / "2021/湘潭市/湘乡市/0529-shili.yml"
    before = {path: path.stat().st_mtime_ns for path in site.rglob("index.html")}
    file.write_text(
        file.read_text(encoding="utf-8").replace("县长", "副县长"), encoding="utf-8", newline="\n"
    )
    build(events, site, today="2021-05-20")
    changed = {
        path.relative_to(site).as_posix() for path, at in before.items() if path.stat().st_mtime_ns != at
    }
    assert changed and not [path for path in changed if "4305" in path]
