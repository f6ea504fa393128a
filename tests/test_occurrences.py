"""Occurrences: what takes place several times is never told as one long event, in no output."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import icalendar
import pytest
from almanac.model.day import Day
from almanac.model.filings import Activity, Filing
from almanac.pages import (
    File,
    Made,
    Share,
    Stamp,
    activities,
    associations,
    calendars,
    feeds,
    months,
    open_data,
)
from almanac.search import catalogue
from almanac.statistics import weekly_digest, weekly_words
from almanac.views import noticeboard, posters, promotion_kit, rollup, share_texts
from almanac.views.activities import Entry, by_day, days, from_plain, on_days, once_each
from almanac.views.announcement import LIMIT, announcement
from almanac.views.campaign_year import soon
from hypothesis import given
from hypothesis import strategies as st
from shares import REGISTER, data_rows, filed, notice, shares, site

CODE, NAME, UNIT = "430181", "示例健康巡讲", "浏阳市计生协"


class Case(NamedTuple):
    """A record with its 分场, the days on which something is on, and its events: from, to (the day after of whole days), where."""

    fields: dict[str, Any]
    days: tuple[str, ...]
    events: tuple[tuple[str, str, str], ...]


def parts(*said: tuple[str, str, str]) -> list[dict[str, str]]:
    return [
        {"开始": start, **({"结束": end} if end else {}), **({"地点": place} if place else {})}
        for start, end, place in said
    ]


CASES = {
    "a week apart": Case(
        {
            "开始": "2021-05-15 09:00",
            "结束": "2021-05-22 16:30",
            "分场": parts(
                ("2021-05-15 09:00", "2021-05-15 11:00", "示例村"),
                ("2021-05-22 15:00", "2021-05-22 16:30", "示例广场"),
            ),
        },
        ("2021-05-15", "2021-05-22"),
        (
            ("20210515T090000", "20210515T110000", "示例村"),
            ("20210522T150000", "20210522T163000", "示例广场"),
        ),
    ),
    "days only, one between them free": Case(
        {
            "开始": "2021-05-17",
            "结束": "2021-05-20",
            "分场": parts(("2021-05-17", "", "甲村"), ("2021-05-18", "", "乙村"), ("2021-05-20", "", "丙村")),
        },
        ("2021-05-17", "2021-05-18", "2021-05-20"),
        (
            ("20210517", "20210518", "甲村"),
            ("20210518", "20210519", "乙村"),
            ("20210520", "20210521", "丙村"),
        ),
    ),
    "twice on one day": Case(
        {
            "开始": "2021-05-29",
            "分场": parts(
                ("2021-05-29 09:00", "2021-05-29 10:30", "甲村"),
                ("2021-05-29 15:00", "2021-05-29 16:00", "乙村"),
            ),
        },
        ("2021-05-29",),
        (("20210529T090000", "20210529T103000", "甲村"), ("20210529T150000", "20210529T160000", "乙村")),
    ),
    "three days without 分场": Case(
        {"开始": "2021-05-25", "结束": "2021-05-27", "地点": "示例文化站"},
        ("2021-05-25", "2021-05-26", "2021-05-27"),
        (("20210525", "20210528", "示例文化站"),),
    ),
    "over three months": Case(
        {
            "开始": "2021-05-08 19:00",
            "结束": "2021-07-03 20:00",
            "地点": "示例文化站",
            "分场": parts(
                ("2021-05-08 19:00", "2021-05-08 20:00", ""),
                ("2021-06-12 19:00", "2021-06-12 20:00", ""),
                ("2021-07-03 19:00", "2021-07-03 20:00", "示例中学"),
            ),
        },
        ("2021-05-08", "2021-06-12", "2021-07-03"),
        (
            ("20210508T190000", "20210508T200000", "示例文化站"),
            ("20210612T190000", "20210612T200000", "示例文化站"),
            ("20210703T190000", "20210703T200000", "示例中学"),
        ),
    ),
}
APART = CASES["a week apart"]


def of(case: Case, **more: Any) -> tuple[Filing, Entry, Share]:
    filing = filed(CODE, "shili", **({"名称": NAME, "海报": "是"} | case.fields | more))
    share = shares(filing, on=site(today="2021-05-10"))[CODE]
    return filing, share.entries[0], share


def record(filing: Filing) -> Activity:
    assert isinstance(filing.record, Activity)
    return filing.record


def files(make: Callable[[Share], Iterable[Made]], share: Share) -> dict[str, str]:
    return {each.path: each.data.decode() for each in make(share) if isinstance(each, File)}


def pages(make: Callable[[Share], Iterable[Made]], share: Share) -> dict[str, str]:
    return {each.path: each.body for each in make(share) if isinstance(each, Stamp)}


def events(text: str) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(text).events


def stamp(event: icalendar.Event, name: str) -> str:
    return str(event[name].to_ical(), "utf-8")  # type: ignore[arg-type]


every = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


@every
def test_the_days_on_which_something_is_on(case: Case) -> None:
    _, event, _ = of(case)
    assert tuple(days(event)) == case.days
    assert {day: number for (_, day), (number, _) in on_days([event]).items()} == dict.fromkeys(case.days, 1)
    crowd = rollup._crowd([event], "")
    assert (crowd.days, crowd.number) == (dict.fromkeys(case.days, 1), 1)
    assert from_plain(event.plain()) == event


@every
def test_the_calendar_has_an_event_for_each(case: Case) -> None:
    filing, _, share = of(case)
    made = files(calendars.make, share)
    for path in (f"e/{filing.id}.ics", f"feeds/{CODE}.ics", f"feeds/{CODE}-strict.ics"):
        found = events(made[path])
        told = [(stamp(one, "DTSTART"), stamp(one, "DTEND"), str(one["LOCATION"])) for one in found]
        assert told == [(first, last, f"长沙市浏阳市{place}") for first, last, place in case.events]
        assert len({str(one["UID"]) for one in found}) == len(found)


def test_a_calendar_knows_each_again_when_its_time_is_changed() -> None:
    """The same UIDs, all different, and a higher SEQUENCE for each; the first is what was published before there were 分场."""
    _, _, before = of(APART)
    moved = [dict(one) for one in APART.fields["分场"]]
    moved[1] |= {"开始": "2021-05-23 15:00", "结束": "2021-05-23 16:30"}
    change = [{"日期": "2021-05-12", "内容": "第二场由22日改到23日"}]
    filing, _, after = of(APART, 分场=moved, 结束="2021-05-23 16:30", 变更=change)
    one, two = (events(files(calendars.make, share)[f"e/{filing.id}.ics"]) for share in (before, after))
    assert [str(each["UID"]) for each in one] == [str(each["UID"]) for each in two]
    assert str(one[0]["UID"]).startswith(f"{filing.id}@")
    assert [[int(each.sequence) for each in found] for found in (one, two)] == [[0, 0], [5, 5]]


@every
def test_pages_for_programs_tell_each(case: Case) -> None:
    _, _, share = of(case)
    (body,) = pages(activities.make, share).values()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)
    assert found
    said = json.loads(found[1])
    told = said if isinstance(said, list) else [said]
    assert [re.sub("[-:]", "", one["startDate"])[:15].split("+")[0] for one in told] == [
        start for start, _, _ in case.events
    ]
    assert all(one["location"]["name"] == place for one, (_, _, place) in zip(told, case.events, strict=True))


@every
def test_lists_by_day_have_a_row_on_each(case: Case) -> None:
    """On the days between nothing is on; each row has its own hour and place; the number of a day is that of activities."""
    _, event, share = of(case)
    whole = "".join(pages(associations.make, share).values())
    for month in sorted({day[:7] for day in case.days}):
        body = pages(months.make, shares(of(case)[0], on=site(today="2021-05-10"))["43"])[
            f"calendar/{month}/"
        ]
        heads = re.findall(r'data-date="(\d{4}-\d\d-\d\d)">.*?<span class="num">(\d+)场', body)
        assert heads == [(day, "1") for day in case.days if day.startswith(month)]
        if event.occurrences:
            assert "还在进行" not in body
    assert "还在进行" not in whole or not event.occurrences
    for once in by_day(event):
        assert once.place in whole


def test_a_day_has_its_occurrences_in_one_row() -> None:
    _, event, _ = of(CASES["twice on one day"])
    (once,) = by_day(event)
    assert (once.when, once.place) == ("5月29日（周六）9:00—10:30、15:00—16:00", "甲村、乙村")


def test_what_is_soon_is_the_next_of_them() -> None:
    _, event, _ = of(CASES["over three months"])
    assert [one.start[:10] for one in soon([event], Day("2021-05-20"), 30)] == ["2021-06-12"]
    assert soon([event], Day("2021-05-20")) == []
    crowd = rollup._crowd([event], "")
    assert [crowd.soon(Day(day)) for day in ("2021-05-20", "2021-06-01", "2021-07-04")] == [0, 1, 0]


@every
def test_words_that_are_passed_on_name_each(case: Case) -> None:
    """No text has it last from its first to its last day; each day and each place is there, within the limits."""
    filing, event, share = of(case)
    heard = announcement(record(filing), event.place, UNIT)
    three = share_texts.texts(record(filing), event, UNIT, "示例活动日", "https://www.example.org/")
    digest = weekly_digest.of_share([event], [filing], {2021: notice()})
    week = weekly_digest.on(digest, Day(case.days[0]))
    told = {
        "heard": heard,
        "moments": three.moments,
        "poster": " ".join(
            value
            for _, value, _ in posters.words(
                record(filing), event, None, UNIT, "示例", "https://www.example.org/", False
            )["facts"]  # type: ignore[attr-defined]
        ),
        "feed": files(feeds.make, share)[f"feeds/{CODE}.xml"],
        "week": "\n".join(weekly_words.told_ahead(week, {CODE: UNIT})),
        "card": " ".join(card.when for card in catalogue.of_activities([event], [])),
        "board": " ".join(
            line.when + line.place
            for month in sorted({day[:7] for day in case.days})
            for line in noticeboard.lines(
                noticeboard.listed([event], CODE, month), CODE, REGISTER, Day("2021-05-10")
            )
        ),
        "kit": " ".join(
            f"{when}{place}"
            for when, _, place, _ in promotion_kit._rows(
                promotion_kit.coming([event], CODE, Day("2021-05-01")), REGISTER, CODE
            )
        ),
    }
    assert len(heard) <= LIMIT and len(three.sms) <= share_texts.SMS
    assert "…" not in three.sms
    if not event.occurrences:
        return
    for what, text in told.items():
        assert not re.search("[—到][567]月", text), (what, text)
    for one in event.occurrences:
        spoken = f"{int(one.start[5:7])}月{int(one.start[8:10])}日"
        assert all(spoken in text for what, text in told.items() if what != "week"), (spoken, told)
        assert all(one.place in text for what, text in told.items() if what not in ("week", "card")), told
    assert f"{int(case.days[0][5:7])}月{int(case.days[0][8:])}日" in told["week"]


def test_what_is_heard_of_two() -> None:
    filing, event, _ = of(APART)
    assert announcement(record(filing), event.place, UNIT) == (
        "通知：5月15日星期六上午9点到11点在示例村，5月22日星期六下午3点到4点半在示例广场，举办示例健康巡讲。"
        f"有事请问{UNIT}。"
    )
    assert event.when == "5月15日（周六）9:00—11:00；5月22日（周六）15:00—16:30"


@given(st.lists(st.integers(1, 31), min_size=1, max_size=31, unique=True), st.integers(1, 60))
def test_however_many_they_are_they_can_be_heard(on: list[int], letters: int) -> None:
    said = parts(
        *((f"2021-05-{day:02} 09:00", f"2021-05-{day:02} 11:30", "某" * letters) for day in sorted(on))
    )
    fields = {"开始": f"2021-05-{min(on):02}", "结束": f"2021-05-{max(on):02}", "分场": said}
    filing, event, _ = of(Case(fields, (), ()))
    heard = announcement(record(filing), event.place, UNIT)
    assert 0 < len(heard) <= LIMIT and f"5月{min(on)}日" in heard
    assert days(event) == [f"2021-05-{day:02}" for day in sorted(on)]


def test_data_has_each() -> None:
    filing, event, share = of(APART)
    made = files(open_data.make, share)
    (said,) = json.loads(made[f"data/activities/{CODE}.json"])["activities"]
    assert said["occurrences"] == [
        {"start": "2021-05-15T09:00", "end": "2021-05-15T11:00", "place": "示例村"},
        {"start": "2021-05-22T15:00", "end": "2021-05-22T16:30", "place": "示例广场"},
    ]
    assert (
        "2021-05-15T09:00/2021-05-15T11:00;2021-05-22T15:00/2021-05-22T16:30"
        in data_rows(share)[0]["activities"].decode()
    )
    assert [one.occurrence for one in once_each(event)] == [1, 2] and filing.id == event.id


def test_a_new_day_that_is_not_known_has_no_occurrences() -> None:
    """What was put off waits for its day: its 分场 are no dates any more, and it stands where it was."""
    change = [{"日期": "2021-05-12", "内容": "因雨延期", "原定": "2021-05-15 09:00"}]
    filing, event, share = of(APART, 状态="延期", 开始="待定", 结束=None, 变更=change)
    assert event.occurrences == () and days(event) == []
    (one,) = events(files(calendars.make, share)[f"e/{filing.id}.ics"])
    assert one["DTSTART"].to_ical() == b"20210515T090000"
