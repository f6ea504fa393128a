"""Calendar files, read back with `icalendar` and looked at octet by octet."""

from __future__ import annotations

import datetime
from typing import Any

import icalendar
import pytest
from almanac.model.filings import Filing
from almanac.pages import File, Share
from almanac.pages.calendars import make, make_former
from almanac.render.icalendar import fold, text
from hypothesis import given, settings
from hypothesis import strategies as st
from shares import CATEGORIES, filed, shares, site

NASTY = '义诊，免费；with comma, semicolon; back\\slash\\n and 😀👨‍👩‍👧‍👦 “引号”" BEGIN:VEVENT'


def files(share: Share) -> dict[str, bytes]:
    """What the share makes, by path; each path once."""
    made = [*make(share), *make_former(share)]
    found = {each.path: each.data for each in made if isinstance(each, File)}
    assert len(found) == len(made)
    return found


def events(data: bytes) -> list[Any]:
    calendar = icalendar.Calendar.from_ical(data)
    return list(calendar.walk("VEVENT"))


def only(share: Share, path: str) -> Any:
    (event,) = events(files(share)[path])
    return event


def one(filing: Filing, **where: Any) -> Any:
    """The event of the only activity, as its own file tells it."""
    return only(shares(filing, on=site(**where))["430181"], f"e/{filing.id}.ics")


def county(slug: str = "0529-shili", **fields: Any) -> Filing:
    return filed("430181", slug, **fields)


def test_an_event_says_what_the_record_says() -> None:
    event = one(
        county(
            名称=NASTY, 开始="2021-05-29 08:30", 结束="2021-05-29 11:30", 地点="天和广场, 北门",
            简介="第一行\n第二行;完", 类别=["家庭健康促进", "群众性主题宣传"],
            变更=[{"日期": "2021-05-27", "内容": "改期"}],
        )
    )  # fmt: skip
    assert event["SUMMARY"] == NASTY
    assert event["LOCATION"] == "长沙市浏阳市天和广场, 北门"
    assert "第一行\n第二行;完" in event["DESCRIPTION"] and "主办：长沙市浏阳市计生协" in event["DESCRIPTION"]
    assert event["CATEGORIES"].cats == ["家庭健康促进", "群众性主题宣传"]
    assert event["UID"] == "2021-430181-0529-shili@529.example.org"
    assert event["URL"] == "https://529.example.org/e/2021-430181-0529-shili/"
    assert event["ORGANIZER"].params["CN"] == "浏阳市计生协"
    assert event["SEQUENCE"] > one(county())["SEQUENCE"] and event["STATUS"] == "CONFIRMED"
    assert event["DTSTAMP"].to_ical() == event["LAST-MODIFIED"].to_ical() == b"20210527T000000Z"
    begins, ends = event["DTSTART"].dt, event["DTEND"].dt
    assert (
        begins.utcoffset() == datetime.timedelta(hours=8)
        and event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    )
    assert (begins.hour, begins.minute, ends - begins) == (8, 30, datetime.timedelta(hours=3))


@pytest.mark.parametrize(
    ("said", "begins", "ends"),
    [
        ({"开始": "2021-05-29"}, "20210529", "20210530"),
        ({"开始": "2021-05-31 上午"}, "20210531", "20210601"),
        ({"开始": "2021-05-29", "结束": "2021-06-02"}, "20210529", "20210603"),
        ({"开始": "2021-05-29 上午", "结束": "2021-05-29 11:30"}, "20210529", "20210530"),
        ({"开始": "2021-05-29 08:30", "结束": "2021-05-30"}, "20210529", "20210531"),
        ({"开始": "2021-05-29", "结束": "2021-06"}, "20210529", "20210530"),
        ({"开始": "2021-05-29 08:30"}, "20210529T083000", "20210529T103000"),
        ({"开始": "2021-05-29 08:30", "结束": "2021-05-29"}, "20210529T083000", "20210529T103000"),
        ({"开始": "2021-05-29 23:30"}, "20210529T233000", "20210529T235900"),
        ({"开始": "2021-05-29 20:00", "结束": "2021-05-30 01:00"}, "20210529T200000", "20210530T010000"),
        ({"开始": "2021-12-31"}, "20211231", "20220101"),
    ],
)
def test_days_and_hours(said: dict[str, str], begins: str, ends: str) -> None:
    """Both ends always; where nobody has said when it ends, two hours of that day, and the event says so."""
    event = one(county(**said))
    assert event["DTSTART"].to_ical().decode() == begins
    assert event["DTEND"].to_ical().decode() == ends
    for name in ("DTSTART", "DTEND"):
        dated = len(event[name].to_ical()) == 8
        assert event[name].params.get("VALUE") == ("DATE" if dated else None)
    supposed = "T" in begins and len(said.get("结束", "")) < 16
    assert ("没有写几点结束" in event["DESCRIPTION"]) == supposed


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ({"开始": "2021-05-29 08:30"}, [(-1, 0), (0, -1)]),
        ({"开始": "2021-05-29 上午"}, [(0, -15), (0, 7)]),
        ({"开始": "2021-05-29", "状态": "取消"}, []),
        ({"开始": "2021-05-29 08:30", "状态": "已举办"}, []),
    ],
)
def test_a_single_one_reminds_a_day_and_an_hour_before(
    said: dict[str, str], times: list[tuple[int, int]]
) -> None:
    """Of what is to come, and only the phone that took in this one: a subscription to a county rings for nothing."""
    filing = county(名称="示例义诊", **said)
    made = files(shares(filing)["430181"])
    alarms = [each for event in events(made[f"e/{filing.id}.ics"]) for each in event.walk("VALARM")]
    assert [alarm["TRIGGER"].dt for alarm in alarms] == [
        datetime.timedelta(days=days, hours=hours) for days, hours in times
    ]
    assert all(alarm["ACTION"] == "DISPLAY" and alarm["DESCRIPTION"] == "示例义诊" for alarm in alarms)
    assert b"VALARM" not in made["feeds/430181.ics"]


def test_a_long_text_is_cut_short_for_phones() -> None:
    said = one(county(简介="长" * 100))["DESCRIPTION"]
    assert "\n" + "长" * 59 + "…\n详情：" in said


def test_a_half_day_stands_in_the_summary() -> None:
    event = one(county(名称="示例义诊", 开始="2021-05-29 上午"))
    assert event["SUMMARY"] == "示例义诊（上午）" and "时间：5月29日（周六）上午" in event["DESCRIPTION"]
    assert one(county(名称="示例义诊", 开始="2021-05-29 全天"))["SUMMARY"] == "示例义诊"


@pytest.mark.parametrize(
    ("said", "file"),
    [
        ({"开始": "2021-05"}, False),
        ({"开始": "待定"}, False),
        ({"开始": "待定", "变更": [{"日期": "2021-05-20", "内容": "时间未定"}]}, True),
        ({"状态": "延期", "开始": "待定", "变更": [{"日期": "2021-05-20", "内容": "延期"}]}, True),
        ({"状态": "撤下"}, True),
    ],
)
def test_without_a_day_or_withdrawn_there_is_no_event(said: dict[str, Any], file: bool) -> None:
    """But an empty file, where a calendar may know one from before."""
    made = files(shares(county(**said))["430181"])
    assert [path for path in made if path.startswith("e/")] == ["e/2021-430181-0529-shili.ics"] * file
    assert all(events(data) == [] for data in made.values())
    assert all(icalendar.Calendar.from_ical(data).walk("VTIMEZONE") for data in made.values())


def test_a_cancelled_one_is_seen_and_strictly_marked_for_thirty_days() -> None:
    filing = county(名称="示例义诊", 状态="取消", 开始="2021-05-28", 结束="2021-05-29")
    before = one(county(名称="示例义诊"))
    last = shares(filing, on=site(today="2021-06-28"))["430181"]
    seen, strict = only(last, "feeds/430181.ics"), only(last, "feeds/430181-strict.ics")
    assert (seen["SUMMARY"], seen["STATUS"]) == ("【已取消】示例义诊", "CONFIRMED")
    assert (strict["SUMMARY"], strict["STATUS"]) == ("示例义诊", "CANCELLED")
    assert seen["UID"] == strict["UID"] and seen["SEQUENCE"] == strict["SEQUENCE"] > before["SEQUENCE"]
    gone = files(shares(filing, on=site(today="2021-06-29"))["430181"])
    assert events(gone["feeds/430181.ics"]) == events(gone["feeds/430181-strict.ics"]) == []
    assert len(events(gone[f"e/{filing.id}.ics"])) == 1


def test_a_moved_date_keeps_its_uid_and_raises_its_sequence() -> None:
    moved = county(
        开始="2021-05-30",
        变更=[{"日期": "2021-05-27", "内容": "改到30日"}, {"日期": "2021-05", "内容": "换地点"}],
    )
    first, then = one(county()), one(moved)
    assert first["UID"] == then["UID"] and first["SEQUENCE"] == 0 < then["SEQUENCE"]
    assert then["DTSTAMP"].to_ical() == b"20210501T000000Z"
    assert first["DTSTAMP"].to_ical() == b"20210506T000000Z"


def test_every_feed_is_made_even_empty_and_never_dies() -> None:
    for code, share in shares().items():
        made = files(share)
        names = ["", "-strict", *(f"-{slug}" for _, slug in CATEGORIES)]
        assert sorted(made) == sorted(f"feeds/{code}{name}.ics" for name in names)
        assert all(icalendar.Calendar.from_ical(data).walk("VTIMEZONE") for data in made.values())


def test_a_feed_says_who_it_is() -> None:
    data = files(shares(on=site(demo=True))["430181"])["feeds/430181-care.ics"]
    calendar = icalendar.Calendar.from_ical(data)
    said = {
        name: str(calendar[name])
        for name in ("NAME", "X-WR-CALNAME", "PRODID", "VERSION", "CALSCALE", "METHOD")
    }
    name = "演示数据 浏阳市计生协 5·29活动：关怀关爱"
    assert said == {
        "NAME": name, "X-WR-CALNAME": name, "PRODID": "-//almanac-529//CN", "VERSION": "2.0",
        "CALSCALE": "GREGORIAN", "METHOD": "PUBLISH",
    }  # fmt: skip
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in data
    assert b"\r\nX-PUBLISHED-TTL:PT12H\r\nBEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\n" in data
    assert b"\r\nX-WR-TIMEZONE:Asia/Shanghai\r\n" in data


def ids(share: Share, name: str = "") -> set[str]:
    found = events(files(share)[f"feeds/{share.code}{name}.ics"])
    assert len({event["UID"] for event in found}) == len(found)
    return {str(event["UID"]).split("-", 1)[1].split("@")[0] for event in found}


def test_a_feed_holds_what_a_phone_can_bear() -> None:
    made = shares(
        filed("43", "a"), filed("4301", "a", 联合=["长沙市/浏阳市"]),
        filed("430181", "a", 类别=["关怀关爱", "评先评优"]),
        filed("430181119", "a"), filed("430181119001", "a"),
        filed("4331", "a", 联合=["长沙市/浏阳市/大瑶镇"]),
        filed("430181", "b", year=2020, 开始="2020-05-29"),
        on=site(years=(2020, 2021)),
    )  # fmt: skip
    assert ids(made["43"]) == {"43-a", "4301-a", "430181-a", "4331-a"}
    assert ids(made["4301"]) == {"4301-a", "430181-a", "430181119-a", "4331-a"}
    assert ids(made["430181"]) == {"430181-a", "430181119-a", "430181119001-a", "4301-a", "4331-a"}
    assert ids(made["430102"]) == set()
    assert ids(made["430181"], "-care") == ids(made["430181"], "-merit") == {"430181-a"}
    assert ids(made["43"], "-strict") == ids(made["43"])


def test_each_activity_has_one_file_and_the_same_event_everywhere() -> None:
    made = shares(
        filed("43", "a"),
        filed("4301", "a"),
        county("a"),
        filed("430181119001", "a", 曾用地址=["2021-43-old"]),
    )
    single = {
        path: data for share in made.values() for path, data in files(share).items() if path.startswith("e/")
    }
    assert sorted(single) == [
        "e/2021-43-a.ics", "e/2021-43-old.ics", "e/2021-4301-a.ics", "e/2021-430181-a.ics",
        "e/2021-430181119001-a.ics",
    ]  # fmt: skip
    body = single["e/2021-430181-a.ics"].split(b"BEGIN:VEVENT")[1].split(b"BEGIN:VALARM")[0]
    for code in ("43", "4301", "430181"):
        assert body in files(made[code])[f"feeds/{code}.ics"]
    assert b"X-WR-CALNAME" not in single["e/2021-430181-a.ics"]


def octet_rules(data: bytes) -> None:
    assert (
        data.endswith(b"\r\n")
        and b"\n" not in data.replace(b"\r\n", b"")
        and b"\r" not in data.replace(b"\r\n", b"")
    )
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")
        assert all(octet >= 32 and octet != 127 for octet in line)


def test_lines_are_folded_at_75_octets_between_characters() -> None:
    for length in range(1, 120, 7):
        made = files(shares(county(名称="汉" * min(length, 80), 地点=("a" + "😀" * length)[:80]))["430181"])
        for data in made.values():
            octet_rules(data)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_comes_back_without_its_control_characters(words: str) -> None:
    line = fold("SUMMARY:" + text(words))
    octet_rules(line)
    gone = dict.fromkeys(
        [c for c in (*range(32), *range(127, 160), 0xFFFE, 0xFFFF) if c not in (9, 10, 0x85)]
    )
    kept = words.translate(gone | {9: " ", 0x85: " ", 0x2028: " ", 0x2029: " "})
    calendar = b"BEGIN:VEVENT\r\n" + line + b"END:VEVENT\r\n"
    assert icalendar.Event.from_ical(calendar)["SUMMARY"] == kept


def test_same_share_same_bytes() -> None:
    filings = [county(f"{n}", 名称=NASTY, 类别=["关怀关爱"]) for n in range(5)]
    assert files(shares(*filings)["430181"]) == files(shares(*filings)["430181"])
