"""What a phone's calendar shows while one record changes from build to build: never a double, always the last state."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import icalendar
import pytest
from almanac.pages import File
from almanac.pages.calendars import make
from shares import filed, shares, site
from small import build, records

COUNTY, NAME = "430382", "示例义诊"
UID = f"2021-{COUNTY}-0528-shili@529.example.org"


class Shown(NamedTuple):
    """One line in somebody's calendar: its name and first day."""

    name: str
    day: str


class Follower:
    """A calendar that asks for the whole subscription each time, and shows that and nothing else (phones, Outlook)."""

    def __init__(self) -> None:
        self.events: list[Any] = []

    def refresh(self, data: bytes) -> None:
        self.events = list(icalendar.Calendar.from_ical(data).events)

    def shows(self) -> list[Shown]:
        mine = [event for event in self.events if str(event["UID"]) == UID]
        return [Shown(str(event["SUMMARY"]), str(event.start)[:10]) for event in mine]


class Keeper(Follower):
    """A calendar that keeps what it has, and takes an event with a known UID only if it is newer (RFC 5546, 2.1.5).

    forgets: whether it lets go of what is no longer in the file; one that takes over a file by hand does not.
    """

    def __init__(self, forgets: bool) -> None:
        super().__init__()
        self.forgets = forgets

    def refresh(self, data: bytes) -> None:
        new = list(icalendar.Calendar.from_ical(data).events)
        known = {str(event["UID"]): event for event in self.events}
        for event in new:
            before = known.get(str(event["UID"]))
            if before is None or self._age(event) > self._age(before):
                known[str(event["UID"])] = event
        uids = {str(event["UID"]) for event in new}
        self.events = [event for uid, event in known.items() if uid in uids or not self.forgets]

    @staticmethod
    def _age(event: Any) -> tuple[int, Any]:
        return int(event["SEQUENCE"]), event["DTSTAMP"].dt


def calendars() -> tuple[Follower, ...]:
    return Follower(), Keeper(forgets=True), Keeper(forgets=False)


CHANGED = {
    "改期": "{日期: 2021-05-19, 内容: 时间由28日改为29日, 原定: 2021-05-28 09:00}",
    "延期": "{日期: 2021-05-26, 内容: 因大雨延期, 原定: 2021-05-29 09:00}",
    "取消": "{日期: 2021-05-27, 内容: 因大雨取消}",
    "恢复": "{日期: 2021-06-01, 内容: 改在6月5日举办}",
}
BUILDS = (
    ("2021-05-10", "计划", "2021-05-28 09:00", (), Shown(NAME, "2021-05-28")),
    ("2021-05-20", "计划", "2021-05-29 09:00", ("改期",), Shown(NAME, "2021-05-29")),
    ("2021-05-26", "延期", "待定", ("改期", "延期"), Shown(f"【延期，新的时间待定】{NAME}", "2021-05-29")),
    ("2021-05-27", "取消", "2021-05-29 09:00", ("改期", "延期", "取消"), Shown(f"【已取消】{NAME}", "2021-05-29")),
    ("2021-06-06", "已举办", "2021-06-05 09:00", tuple(CHANGED), Shown(NAME, "2021-06-05")),
)  # fmt: skip


@pytest.mark.whole
def test_five_builds_of_one_record(tmp_path: Path) -> None:
    """Planned, moved, put off, called off, held after all: built for real, read by each kind of calendar."""
    events, out = records(tmp_path / "events", activities=20), tmp_path / "site"
    file = events / "2021" / "湘潭市" / "韶山市" / "0528-shili.yml"
    subscribed = {
        path: calendars() for path in (f"feeds/{COUNTY}.ics", "feeds/4303.ics", f"e/{UID.split('@')[0]}.ics")
    }
    for today, state, start, changes, expected in BUILDS:
        said = "\n".join(["变更:", *(f"  - {CHANGED[name]}" for name in changes)]) if changes else ""
        file.write_text(
            f"名称: {NAME}\n类别: [家庭健康促进]\n状态: {state}\n开始: {start}\n地点: 示例广场\n{said}\n",
            encoding="utf-8",
        )
        assert build(events, out, today=today, set_aside=True).published  # the demo's own are of later days
        for path, those in subscribed.items():
            for calendar in those:
                calendar.refresh((out / path).read_bytes())
                assert calendar.shows() == [expected], (today, path, type(calendar).__name__)


STATES = (
    ("计划", "2021-05-28"),
    ("延期", "2021-06-05"),
    ("延期", "待定"),
    ("取消", "2021-05-28"),
    ("已举办", "2021-05-29"),
)
MARKS = {"计划": "", "延期": "【延期】", "取消": "【已取消】", "已举办": ""}


@pytest.mark.parametrize("forgets", [True, False])
def test_whatever_follows_on_whatever(forgets: bool) -> None:
    """In any order of states, each with a word on what changed, a calendar that keeps what is not newer keeps up."""
    for order in itertools.permutations(STATES):
        calendar = Keeper(forgets)
        for changes, (state, start) in enumerate(order, 1):
            calendar.refresh(_feed(state, start, changes))
            mark = "【延期，新的时间待定】" if start == "待定" else MARKS[state]
            assert calendar.shows() == [Shown(mark + NAME, "2021-05-28" if start == "待定" else start)], order


@pytest.mark.parametrize(
    ("before", "after"), [*itertools.combinations(("计划", "延期", "取消", "已举办"), 2)]
)
def test_a_state_that_nobody_explained_reaches_calendars_too(before: str, after: str) -> None:
    """Put off, called off or held without one more 变更, as happens: the later state is still newer."""
    calendar = Keeper(forgets=False)
    for state in (before, after):
        calendar.refresh(_feed(state, "2021-05-28", 1))
    assert calendar.shows() == [Shown(MARKS[after] + NAME, "2021-05-28")]


def _feed(state: str, start: str, changes: int) -> bytes:
    """The county's subscription with one activity that has been changed so many times."""
    said = [{"日期": "2021-05-20", "内容": "示例", "原定": "2021-05-28"}] * changes
    filing = filed("430181", "0528-shili", 名称=NAME, 状态=state, 开始=start, 变更=said)
    filing = filing._replace(id=UID.split("@")[0])
    (data,) = (made.data for made in _made(shares(filing, on=site(today="2021-05-30"))["430181"]))
    return data


def _made(share: Any) -> Iterable[File]:
    return [one for one in make(share) if isinstance(one, File) and one.path == "feeds/430181.ics"]


def test_a_withdrawn_one_leaves_every_subscription() -> None:
    follower = Follower()
    follower.refresh(_feed("计划", "2021-05-28", 0))
    follower.refresh(_feed("撤下", "2021-05-28", 1))
    assert follower.shows() == []


def test_the_model_would_see_a_double_and_an_old_state() -> None:
    """The checks above would also pass if the calendars never looked."""
    keeper = Keeper(forgets=False)
    keeper.refresh(_feed("取消", "2021-05-28", 2))
    keeper.refresh(_feed("计划", "2021-05-28", 1))
    assert keeper.shows() == [Shown(f"【已取消】{NAME}", "2021-05-28")]
    follower = Follower()
    data = _feed("计划", "2021-05-28", 0)
    event = data[data.index(b"BEGIN:VEVENT") : data.index(b"END:VCALENDAR")]
    follower.refresh(data.replace(event, event + event))
    assert len(follower.shows()) == 2
