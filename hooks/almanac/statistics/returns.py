"""Returns: what each association has sent its superior by which deadline, and what it still owes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from almanac.model.day import Day
from almanac.model.divisions import level_of
from almanac.model.filings import Deadline, Filing, Notice, Return

IN, LATE, SENT, OWED, NOT_DUE, FREE = "按时", "迟报", "已报", "未报", "还没有到期", "没有规定期限"


class Returned(NamedTuple):
    """What one 备案.yml holds: the days of plan and summary, how many photos, the day the table was filled, contact."""

    plan: str
    summary: str
    photos: int
    filled: str
    contact: str
    phone: str


NOTHING = Returned("", "", 0, "", "", "")


class Due(NamedTuple):
    """One thing that one association returns: what it is, until when (empty: nobody said), when it came, how it stands."""

    item: str
    material: str
    until: str
    came: str
    state: str


def returned(filings: Iterable[Filing]) -> dict[str, Returned]:
    """What associations have returned, by code."""
    return {filing.code: _returned(filing.record) for filing in filings if isinstance(filing.record, Return)}


def _returned(record: Return) -> Returned:
    return Returned(
        record.plan.date if record.plan else "",
        record.summary.date if record.summary else "",
        len(record.photos),
        record.filled or "",
        record.contact or "",
        record.phone or "",
    )


def binds(deadline: Deadline, code: str) -> bool:
    """Whether a deadline of the notice binds associations of this level: 市州计生协 means the cities."""
    return any(level_of(code).label in word for word in deadline.by)


def dues(notice: Notice, code: str, has: Returned, today: Day) -> list[Due]:
    """Everything an association of this level returns, each with how it stands on the day of the build."""
    found = []
    for deadline in notice.deadlines:
        if deadline.material:
            until = deadline.due if binds(deadline, code) else ""
            came = _came(deadline, has)
            found.append(Due(deadline.item, deadline.material, until, came, _state(until, came, today)))
    return found


def _came(deadline: Deadline, has: Returned) -> str:
    """The day on which it came; of photos, which bear no day, only that they did."""
    if deadline.material == "照片":
        whole = has.photos >= (deadline.number or 1)
        return SENT if whole else ""
    return {"计划": has.plan, "总结": has.summary, "统计表": has.filled}[deadline.material or "计划"]


def _state(until: str, came: str, today: Day) -> str:
    if came == SENT:
        return SENT
    if came:
        return LATE if until and came > until else IN
    if not until:
        return FREE
    return OWED if today.past(until) else NOT_DUE


def missing(has: Returned) -> list[str]:
    """What a return lacks before it can be sent, in words."""
    lacks = [
        ("活动计划（备案.yml 的“计划”）", has.plan),
        ("活动总结（备案.yml 的“总结”）", has.summary),
        ("联系人（备案.yml 的“联系人”）", has.contact),
        ("电话（备案.yml 的“电话”）", has.phone),
        ("填报日期（备案.yml 的“填报日期”）", has.filled),
    ]
    return [words for words, there in lacks if not there]
