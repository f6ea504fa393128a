"""What a draft is asked to tell of, an activity or an association's week, and the draft or why there is none."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import NamedTuple

from almanac.model import phase
from almanac.model.day import Day
from almanac.model.divisions import Register, share_of
from almanac.model.filings import Activity, Filing
from almanac.model.phase import WORDS
from almanac.validate import Known
from almanac.views import press_draft

ID = re.compile(r"([0-9]{4})-([0-9]{2,12})-[0-9a-z-]{1,80}")
WEEK = re.compile(r"(.*)/([0-9]{4})-W([0-9]{2})")
WEEKS, LONGEST = 52, 40  # of a year that may be asked for; characters of a file's name


class Subject(NamedTuple):
    """An association and a campaign, and of them an activity by its id, or a week by the two digits of its number."""

    code: str
    year: int
    activity: str = ""
    week: str = ""

    @property
    def monday(self) -> str:
        """The first day of the week."""
        number = min(max(int(self.week), 1), WEEKS)
        return datetime.date.fromisocalendar(self.year, number, 1).isoformat()

    def areas(self, register: Register) -> list[str]:
        """Whose records tell of it: the area of its association; of a week those below it, too."""
        below = register.within(self.code) if self.week else [register[self.code]]
        return sorted({share_of(unit.code) for unit in below})


class Drafted(NamedTuple):
    """A draft and the name of its file; or why there is none, in words."""

    name: str
    text: str
    refused: str


def subject(what: str, register: Register) -> Subject | None:
    """What is meant by an activity's id or by an association's week (长沙市/浏阳市/2021-W21); None if it is neither."""
    one, week = ID.fullmatch(what), WEEK.fullmatch(what)
    code = one[2] if one else register.at(week[1].strip("/")) if week else None
    if code is None or code not in {unit.code for unit in register}:
        return None
    if one:
        return Subject(code, int(one[1]), activity=what)
    assert week
    return Subject(code, int(week[2]), week=week[3])


def refused(words: str) -> Drafted:
    """No draft."""
    return Drafted("", "", words)


def strange(what: str) -> Drafted:
    """No draft of what cannot be read."""
    return refused(f"“{what}”看不懂。写活动编号（如 2021-430181-0528-yizhen），或 长沙市/浏阳市/2021-W21")


def drafted(what: Subject, filings: Iterable[Filing], shown: Known, today: Day) -> Drafted:
    """The draft of a subject; filings: the records of its areas, as the public may see them."""
    if what.year not in shown.notices:
        return refused(f"没有 {what.year} 年的通知。")
    those = [
        filing
        for filing in filings
        if isinstance(filing.record, Activity)
        and filing.year == what.year
        and filing.code.startswith(what.code)
    ]
    return _of_week(what, those, shown) if what.week else _of_activity(what, those, shown, today)


def _of_activity(what: Subject, filings: list[Filing], shown: Known, today: Day) -> Drafted:
    identity = what.activity
    found = next((filing for filing in filings if filing.id == identity), None)
    if found is None:
        return refused(f"没有编号是 {identity} 的活动。编号在活动页的网址里：/e/编号/")
    if isinstance(found.record, Activity) and not WORDS[phase.of(found.record)].listed:
        return refused(f"活动 {identity} 已经撤下，不起草稿件。")
    text = press_draft.of_activity(found, shown.notices[what.year], shown.register, today)
    return Drafted(identity[:LONGEST].strip("-"), text, "")


def _of_week(what: Subject, filings: list[Filing], shown: Known) -> Drafted:
    code, year, register = what.code, what.year, shown.register
    those = press_draft.within(filings, what.monday)
    if not those:
        return refused(f"{register[code].title}和下级 {year} 年第 {what.week} 周没有已举办的活动。")
    text = press_draft.of_week(those, code, what.monday, shown.notices[year], register)
    return Drafted(f"{year}-w{what.week}-{code}", text, "")
