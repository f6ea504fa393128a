"""When an activity is: its dates among themselves, against its folder, its state, the notice and today."""

from __future__ import annotations

import re
from collections.abc import Iterator

from almanac.model.filings import Activity, Filing, When
from almanac.model.words import Status
from almanac.validate.context import Finding, Known

ORDINAL = re.compile(r"第\s*([0-9]{1,3})\s*(?:个|届|次)?(?=\D{0,4}(?:5[.·]?29)?\D{0,4}会员活动日)")
HALF = {
    "上午": ("00:00", "12:59"),
    "中午": ("11:00", "14:00"),
    "下午": ("12:00", "18:59"),
    "晚上": ("17:00", "23:59"),
}
_LONG_PAST = 30  # days


def _earliest(moment: When) -> tuple[str, str]:
    return moment.day, moment.clock or HALF.get(moment.half, ("00:00", ""))[0]


def _latest(moment: When) -> tuple[str, str]:
    return moment.day, moment.clock or HALF.get(moment.half, ("", "23:59"))[1]


def _before(end: When, start: When) -> bool:
    """The end is surely earlier: days are compared as far as both are known."""
    if not end.day or not start.day:
        return False
    known = min(len(end.day), len(start.day))
    if end.day[:known] != start.day[:known] or known < 10:
        return end.day[:known] < start.day[:known]
    return _latest(end) < _earliest(start)


def _moments(activity: Activity) -> Iterator[tuple[tuple[str | int, ...], When]]:
    yield ("开始",), activity.start
    if activity.end:
        yield ("结束",), activity.end
    for place, session in enumerate(activity.sessions):
        yield ("分场", place, "开始"), session.start
        if session.end:
            yield ("分场", place, "结束"), session.end


def end_before_start(filing: Filing, known: Known) -> Iterator[Finding]:
    """An activity, one of its sessions or its sign-up ends no earlier than it begins."""
    activity = filing.record
    if not isinstance(activity, Activity):
        return
    spans: list[tuple[tuple[str | int, ...], When, When | None]] = [((), activity.start, activity.end)]
    spans += [(("分场", n), session.start, session.end) for n, session in enumerate(activity.sessions)]
    for loc, start, end in spans:
        if end and _before(end, start):
            yield Finding(
                (*loc, "结束"), "E210", f"“结束”早于“开始”：{end} 早于 {start}", f"结束: {start.day} 17:00"
            )
    signup = activity.signup
    if signup and signup.start and signup.end and signup.end < signup.start:
        message = f"报名的“结束”早于“开始”：{signup.end} 早于 {signup.start}"
        yield Finding(
            ("报名", "结束"), "E210", message, f"报名: {{开始: {signup.end}, 结束: {signup.start}}}"
        )


def another_year(filing: Filing, known: Known) -> Iterator[Finding]:
    """The dates of an activity are of the year of its folder."""
    activity = filing.record
    if not isinstance(activity, Activity):
        return
    for loc, moment in _moments(activity):
        if moment.day and moment.day[:4] != str(filing.year):
            message = f"“{loc[-1]}”写的是 {moment}，文件却放在 {filing.year} 年的文件夹里"
            right = f"{loc[-1]}: {filing.year}{moment.day[4:]}（或把文件移到 {moment.day[:4]} 年的文件夹）"
            yield Finding(loc, "E211", message, right)


def session_outside(filing: Filing, known: Known) -> Iterator[Finding]:
    """The sessions lie between the beginning and the end of the activity."""
    activity = filing.record
    if not isinstance(activity, Activity) or not activity.sessions:
        return
    first, last = activity.start.day, (activity.end or activity.start).day
    for n, session in enumerate(activity.sessions):
        day = session.start.day
        size = min(len(day), len(first), len(last))
        if size and not first[:size] <= day[:size] <= last[:size]:
            message = f"这一场在 {session.start}，不在整个活动的 {first} 至 {last} 之内"
            yield Finding(
                ("分场", n, "开始"), "E216", message, f"结束: {max(day, last)}（把整个活动的起止写全）"
            )


def unknown_or_unset(filing: Filing, known: Known) -> Iterator[Finding]:
    """A plan whose day is not fixed says 待定; what was held on a day nobody reported says 不详."""
    activity = filing.record
    if not isinstance(activity, Activity):
        return
    if activity.start.text == "不详" and activity.state == Status.PLANNED:
        message = "计划中的活动，日期还没有定的写“待定”；“不详”只用于已经办了、材料没写日期的"
        yield Finding(("开始",), "E217", message, "开始: 待定")
    if activity.start.text == "待定" and activity.state == Status.HELD:
        message = "已经举办的活动，日期不会是“待定”；材料没有写日期的写“不详”"
        yield Finding(("开始",), "E217", message, "开始: 不详")


def time_note_missing(filing: Filing, known: Known) -> Iterator[Finding]:
    """A day that is not exact is explained in words."""
    activity = filing.record
    if isinstance(activity, Activity) and len(activity.start.day) < 10 and not activity.time_note:
        message = f"“开始”写的是 {activity.start}，没有写到哪一天；请用“时间说明”告诉大家大概什么时候"
        yield Finding(("开始",), "W213", message, "时间说明: 5月下旬（报道没有写日期）")


def time_note_outdated(filing: Filing, known: Known) -> Iterator[Finding]:
    """Once the day is known, the words on the time no longer say that it is not."""
    activity = filing.record
    if not isinstance(activity, Activity) or len(activity.start.day) < 10:
        return
    if activity.time_note and activity.time_note.startswith("日期待定"):
        message = f"“开始”已经写了 {activity.start}，“时间说明”还说日期待定；请把“时间说明”删去"
        yield Finding(("时间说明",), "W217", message, f"开始: {activity.start}（不写时间说明）")


def ordinal_of_another_year(filing: Filing, known: Known) -> Iterator[Finding]:
    """The ordinal in a name is that of the year; names copied from last year keep the old one."""
    activity = filing.record
    if not isinstance(activity, Activity) or "会员活动日" not in activity.name:
        return
    found, right = ORDINAL.search(activity.name), filing.year - 1998
    if found and int(found[1]) != right:
        message = f"{filing.year} 年是第 {right} 个会员活动日（年份减 1998），名称里写的是第 {found[1]} 个"
        example = activity.name.replace(found[0], found[0].replace(found[1], str(right)))
        yield Finding(("名称",), "W216", message, f"名称: {example}")


def name_of_another_day(filing: Filing, known: Known) -> Iterator[Finding]:
    """A file name that begins with month and day has those of the beginning, or of a day it was moved from."""
    activity, name = filing.record, filing.file.rpartition("/")[2]
    if not isinstance(activity, Activity) or filing.item is not None or len(activity.start.day) < 10:
        return
    right = activity.start.day[5:7] + activity.start.day[8:]
    if name[:4] == right or name[4:5] != "-" or not (name[:4].isascii() and name[:4].isdigit()):
        return
    if name[:4] not in [c.earlier.day[5:7] + c.earlier.day[8:] for c in activity.changes if c.earlier]:
        message = f"文件名以 {name[:4]} 开头，开始却是 {activity.start}；两处应是同一天"
        yield Finding(("开始",), "W210", message, f"{right}{name[4:]}（还没有公布的才改名；公布过的照旧）")


def outside_period(filing: Filing, known: Known) -> Iterator[Finding]:
    """An activity lies within the notice's period; one outside it is true all the same, so this only warns."""
    activity, notice = filing.record, known.notices.get(filing.year)
    if not isinstance(activity, Activity) or notice is None or notice.period is None:
        return
    period, first, last = notice.period, activity.start.day, (activity.end or activity.start).day
    if first[:4] == str(filing.year) and (
        first > period.end[: len(first)] or (last or first) < period.start[: len(last or first)]
    ):
        message = f"{activity.start} 不在通知的活动时间（{period.text}）之内；日期没有写错就不用改"
        yield Finding(("开始",), "W211", message, f"开始: {period.start} 至 {period.end} 之间的一天")
