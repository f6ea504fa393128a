"""What is only counted adds up: a city and the province tell the same numbers whether they name activities or not."""

from __future__ import annotations

import random
from typing import Any

import shares
from almanac.model.day import Day
from almanac.model.divisions import share_of
from almanac.model.filings import Filing
from almanac.pages.parts.activity_list import listing, rest_of_day, rows
from almanac.views import rollup
from almanac.views.activities import Entry
from almanac.views.campaign_year import soon
from almanac.views.rollup import Crowd, Gathered, alone, counted, is_named

TODAY = Day("2021-05-20")
FOLDERS = ["43", "4301", "430102", "430102001", "430181", "430181119", "430181119001"]


def some(number: int = 300) -> list[Filing]:
    """示例 activities of all levels, states and kinds, some of several days, without a day or jointly with the city."""
    chance = random.Random(7)
    filings = []
    for n in range(number):
        day = f"2021-0{chance.choice((5, 5, 6))}-{chance.randrange(1, 29):02}"
        start = chance.choice((day, day, f"{day} 上午", day, day[:7], "不详"))
        said: dict[str, Any] = {
            "状态": chance.choice(("计划", "已举办", "延期", "取消", "撤下")),
            "开始": start,
            "结束": chance.choice((None, "2021-06-28")) if start == day else None,
            "类别": chance.sample([name for name, _ in shares.CATEGORIES], 2),
            "面向": chance.choice(([], ["老年人"], ["育龄妇女", "学生"])),
            "联合": chance.choice(([], [], [], ["长沙市"])),
        }
        filings.append(shares.filed(chance.choice(FOLDERS), f"n{n}", **said))
    return filings


def halves(scope: str) -> tuple[Gathered, list[Entry]]:
    """What a city or the province knows of its activities, and all of them."""
    whole = [event for event in shares.shares(*some())[scope].entries if event.state != "撤下"]
    counties = sorted({share_of(event.code) for event in whole})
    crowds: dict[str, Crowd] = {}
    for code in counties:
        found = counted([event for event in whole if share_of(event.code) == code], [scope])[0]
        if "2021" in found:
            crowds[code] = found["2021"]
    return Gathered([event for event in whole if is_named(event, scope)], crowds), whole


def test_numbers_are_the_same_named_or_counted() -> None:
    for scope in ("43", "4301"):
        known, whole = halves(scope)
        assert 20 < len(known.named) < len(whole)
        every = alone(whole)
        assert known.number == every.number
        assert known.states() == every.states()
        assert known.by_child(scope) == every.by_child(scope)
        numbers = {slug: number for slug, (number, _) in known.faceted(5).items()}
        assert numbers == {slug: number for slug, (number, _) in every.faceted(0).items()}
        for day in (TODAY, Day("2021-05-10"), Day("2021-06-20")):
            soon_of_crowds = sum(one.soon(day) for one in known.crowds.values())
            assert soon_of_crowds + len(soon(known.named, day)) == len(soon(whole, day))


def test_days_tell_how_many_they_have_named_or_counted() -> None:
    share = shares.shares()["43"]
    for scope in ("43", "4301"):
        known, whole = halves(scope)
        rest = rest_of_day(shares.REGISTER, share.paged, scope, "../../")
        drawn = [listing(each, rows(shares.REGISTER, "../../"), rest, 2) for each in (known, alone(whole))]
        assert drawn[0].counts == drawn[1].counts
        assert not drawn[0].whole


def test_months_are_counted_apart() -> None:
    _, whole = halves("43")
    found = counted(whole, ["43"])[0]
    below = [event for event in whole if not is_named(event, "43")]
    may = [e for e in below if e.start[:7] == "2021-05"]
    late = [
        e for e in below if e.start[:7] == "2021-06" or (e.start[:7] == "2021-05" and e.end[:7] == "2021-06")
    ]
    assert found["2021-05"].number == len(may)
    assert found["2021-06"].number == len(late)
    assert found["2021"].number == len(below)
    assert found["2021"].undated == sum(not event.start for event in below)


def test_a_small_campaign_names_everything() -> None:
    known, whole = halves("4301")
    crowds = {code: {"2021": one} for code, one in known.crowds.items()}
    assert rollup.whole_years(known.named, crowds) == [2021]
    many = {code: {"2021": one._replace(number=one.number + 300)} for code, one in known.crowds.items()}
    assert rollup.whole_years(known.named, many) == []
    assert len(whole) <= rollup.CROWDED
