"""What a draft is asked to tell of, an activity or an association's week, and the draft or why there is none."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import NamedTuple

from almanac import validate
from almanac.model.day import Day
from almanac.model.divisions import Register, share_of
from almanac.model.filings import Activity, Filing
from almanac.statistics import press_week
from almanac.statistics.weekly_digest import later, monday
from almanac.statistics.weekly_words import week_words
from almanac.validate import Known
from almanac.views import press_draft
from almanac.views.press_draft_kinds import why_not

ID = re.compile(r"([0-9]{4})-([0-9]{2,12})-[0-9a-z-]{1,80}")
WEEK = re.compile(
    r"(.*?)[/ ]?(?:([0-9]{4})-W([0-9]{2})|([0-9]{4}-[0-9]{2}-[0-9]{2})|(上周|上星期|本周|这周))"
)
AGO = {"上": 7, "本": 0, "这": 0}
LONGEST = 40  # characters of a file's name


class Subject(NamedTuple):
    """An association and a campaign, and of them an activity by its id, or a week by its Monday."""

    code: str
    year: int
    activity: str = ""
    monday: str = ""

    @property
    def week(self) -> str:
        """The number of the week, as calendars count: 2021-w21."""
        year, number, _ = datetime.date.fromisoformat(self.monday).isocalendar()
        return f"{year}-w{number:02}"

    def areas(self, register: Register) -> list[str]:
        """Whose records tell of it: the area of its association; of a week those below it, too."""
        below = register.within(self.code) if self.monday else [register[self.code]]
        return sorted({share_of(unit.code) for unit in below})


class Drafted(NamedTuple):
    """A draft and the name of its file; or why there is none, in words."""

    name: str
    text: str
    refused: str


def subject(what: str, register: Register, today: Day) -> Subject | None:
    """What is meant by an activity's id or an association's week (长沙市/浏阳市/2021-W21, 浏阳/2021-05-28, 湘西州/上周)."""
    if one := ID.fullmatch(what):
        return Subject(one[2], int(one[1]), activity=what) if one[2] in register else None
    week = WEEK.fullmatch(what.strip())
    code = _named(week[1].strip("/ "), register) if week else None
    monday = _monday(week, today) if week else ""
    return Subject(code, int(monday[:4]), monday=monday) if code and monday else None


def _named(words: str, register: Register) -> str | None:
    """An association by its folder, or by a name that people say: 浏阳, 湘西州."""
    if words in (register[register.root].name, register[register.root].short):
        return register.root
    code = register.at(words)
    if code is None and (path := validate.full_path(words, register)):
        code = register.at(path)
    return code


def _monday(week: re.Match[str], today: Day) -> str:
    """The first day of the week that is asked for, or empty if the calendar has none such."""
    _, year, number, day, words = week.groups()
    if words:
        return later(today.monday, -AGO[words[0]])
    try:
        return monday(day) if day else datetime.date.fromisocalendar(int(year), int(number), 1).isoformat()
    except ValueError:
        return ""


def refused(words: str) -> Drafted:
    """No draft."""
    return Drafted("", "", words)


def strange(what: str) -> Drafted:
    """No draft of what cannot be read."""
    return refused(
        f"“{what}”看不懂。写活动编号（如 2021-990101-0528-yizhen），或协会和一周：乙县/2021-05-28、乙县/上周、乙县/2021-W21"
    )


def drafted(what: Subject, filings: Iterable[Filing], shown: Known, today: Day) -> Drafted:
    """The draft of a subject; filings: the records of its areas, as the public may see them."""
    if what.year not in shown.notices:
        return refused(f"没有 {what.year} 年的通知。")
    those = [filing for filing in filings if filing.year == what.year and filing.code.startswith(what.code)]
    return _of_week(what, those, shown, today) if what.monday else _of_activity(what, those, shown, today)


def _of_activity(what: Subject, filings: list[Filing], shown: Known, today: Day) -> Drafted:
    identity = what.activity
    those = (filing for filing in filings if isinstance(filing.record, Activity))
    found = next((filing for filing in those if filing.id == identity), None)
    if found is None:
        return refused(f"没有编号是 {identity} 的活动。编号在活动页的网址里：/e/编号/")
    if isinstance(found.record, Activity) and (words := why_not(found.record, what.year, today)):
        return refused(f"活动 {identity} {words}")
    rolls = press_draft.rolls_of(found, filings, shown.register)
    text = press_draft.of_activity(found, shown.notices[what.year], shown.register, today, rolls=rolls)
    return Drafted(identity[:LONGEST].strip("-"), text, "")


def _of_week(what: Subject, filings: list[Filing], shown: Known, today: Day) -> Drafted:
    code, register = what.code, shown.register
    text = press_week.of_week(filings, code, what.monday, shown.notices[what.year], register, today)
    if not text:
        return refused(f"{register[code].title}和下级 {week_words(what.monday)} 没有已举办的活动。")
    return Drafted(f"{what.week}-{code}", text, "")
