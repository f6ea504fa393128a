"""What an activity's state allows: results, changes, plans that went by."""

from __future__ import annotations

from collections.abc import Iterator

from almanac.model.day import after
from almanac.model.diagnostics import TODAY
from almanac.model.filings import Activity, Filing, Piece, Record, Return
from almanac.model.words import Status
from almanac.validate.context import Finding, Known

_LONG_PAST = 30  # days


def held_in_future(filing: Filing, known: Known) -> Iterator[Finding]:
    """What has been held did not begin after today."""
    activity = filing.record
    if not isinstance(activity, Activity) or activity.state != Status.HELD:
        return
    if activity.start.day:
        message = f"状态写“已举办”，开始却是 {activity.start}，今天才 {TODAY}"
        yield Finding(("状态",), "E212", message, "状态: 计划", until=activity.start.day)


def held_still_on(filing: Filing, known: Known) -> Iterator[Finding]:
    """What has been held is over; while it goes on, somebody knows that its results are not the last."""
    activity = filing.record
    if not isinstance(activity, Activity) or activity.state != Status.HELD or activity.end is None:
        return
    if len(activity.end.day) == 10:
        message = (
            f"状态写“已举办”，结束却是 {activity.end}，还没有到（今天 {TODAY}）；没有办完的，办完再写“已举办”"
        )
        value = f"结束 {activity.end}"
        since, until = activity.start.day, activity.end.day
        yield Finding(("状态",), "Q219", message, "状态: 计划", since=since, until=until, value=value)


def date_to_come(filing: Filing, known: Known) -> Iterator[Finding]:
    """What has been changed, filed or published was so on a day that has come."""
    for loc, day in _days(filing.record):
        message = f"“{loc[-1]}”写的是 {day}，还没有到（今天 {TODAY}）；请核对年、月、日"
        yield Finding(loc, "Q220", message, f"{loc[-1]}: {TODAY}", until=day, value=f"{loc[-1]} {day}")


def _days(record: Record) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The days in a record on which something was done."""
    if isinstance(record, Activity):
        yield from ((("变更", n, "日期"), change.date) for n, change in enumerate(record.changes))
        if record.accepted:
            yield ("受理",), record.accepted
    elif isinstance(record, Piece) and record.date:
        yield ("日期",), record.date
    elif isinstance(record, Return):
        if record.plan:
            yield ("计划", "日期"), record.plan.date
        if record.summary:
            yield ("总结", "日期"), record.summary.date
        if record.filled:
            yield ("填报日期",), record.filled


def results_before_event(filing: Filing, known: Known) -> Iterator[Finding]:
    """Only what has been held has results; what is planned has expectations."""
    activity = filing.record
    if not isinstance(activity, Activity) or not activity.results:
        return
    loc, state = ("成效", "<key>"), activity.state
    if state == Status.PLANNED:
        message = "状态是“计划”，还没有成效；计划中的数写在“预计”里"
        yield Finding(loc, "E213", message, "预计: {宣传: {人数: 300}}")
    elif state in (Status.POSTPONED, Status.CANCELLED):
        message = f"状态是“{state}”，没有办成，不能写“成效”；已经办了的，状态写“已举办”"
        yield Finding(loc, "E213", message, "状态: 已举办")


def change_missing(filing: Filing, known: Known) -> Iterator[Finding]:
    """What was put off, called off or taken down says when and why in its changes."""
    activity = filing.record
    if (
        isinstance(activity, Activity)
        and activity.state in (Status.POSTPONED, Status.CANCELLED, Status.WITHDRAWN)
        and not activity.changes
    ):
        example = f"变更: [{{日期: {TODAY}, 内容: 因雨{activity.state}}}]"
        message = f"状态是“{activity.state}”，却没有写“变更”：公众和手机日历要靠它知道是哪天、为什么"
        yield Finding(("状态",), "E214", message, example)


def changes_out_of_order(filing: Filing, known: Known) -> Iterator[Finding]:
    """Changes stand in the order of their dates, the newest last."""
    activity = filing.record
    if not isinstance(activity, Activity):
        return
    for n in range(1, len(activity.changes)):
        one, two = activity.changes[n - 1].date, activity.changes[n].date
        if two < one:
            message = f"变更的先后乱了：{two} 写在 {one} 的后面；新的写在最后"
            yield Finding(
                ("变更", n, "日期"), "E215", message, f"变更: [{{日期: {two}, …}}, {{日期: {one}, …}}]"
            )


def plan_long_past(filing: Filing, known: Known) -> Iterator[Finding]:
    """A plan whose day went by a month ago says what became of it, or that this is not known."""
    activity = filing.record
    if not isinstance(activity, Activity) or activity.state != Status.PLANNED or activity.open_questions:
        return
    last = activity.end or activity.start
    day = last.day or f"{filing.year}-12"
    when = f"{last} " if last.day else f"{filing.year} 年"
    message = f"{when}早已过去，状态还是“计划”：办了没有？说不清的写进“待核实”"
    yield Finding(("状态",), "W212", message, "状态: 已举办", since=after(day, _LONG_PAST))
