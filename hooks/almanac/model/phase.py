"""How an activity stands on a day: state, dates and day give one phase; a phase has its words in every output.

Nothing else looks at a state and a day together: an output asks for the phase and takes its words from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from almanac.model.day import Day
from almanac.model.words import Status

if TYPE_CHECKING:
    from almanac.model.filings import Activity

SOON = 7  # days before it in which an activity is soon


class Phase(StrEnum):
    """What people and programs are to be told of an activity."""

    ANNOUNCED = "announced"
    SOON = "soon"
    ON = "on"
    HELD = "held"
    AWAITING = "awaiting"
    POSTPONED = "postponed"
    UNFIXED = "unfixed"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


class DraftKind(StrEnum):
    """What a release about an activity is."""

    NONE = "none"
    REPORT = "report"
    PREVIEW = "preview"
    TODAY = "today"
    UNDERWAY = "underway"
    BETWEEN = "between"
    OVERDUE = "overdue"
    MOVED = "moved"
    PUT_OFF = "put off"
    CANCELLED = "cancelled"


class Words(NamedTuple):
    """What each output says of an activity in one phase, or that it says nothing.

    state: beside its name on pages and lists; style: how that is coloured; listed: whether lists, data and search have
    it; ahead: whether the browser counts the days to it, and says when they are over; invites: whether anybody may be
    asked to come; dropped: whether calendars let it go a month after its day; calendar: whether its page has the button
    that puts it into a phone's calendar; file: whether it has a link to its calendar file; poster: whether it may have one.
    board: what a notice board says behind it; mark: before its name in calendars and feeds; step: its rank there, where
    a higher one is newer; digest: behind its name in the digest of the week; draft: which release is drafted; event:
    schema.org's status, rescheduled: the same where its former time is known; banner: at the head of its page.
    spoken, sent, moments: for a loudspeaker, a text message and 朋友圈; empty where nothing is passed on; undated: for a
    loudspeaker where no day is fixed yet. {when}, {where}, {name}; {later}: what is known of its new time; {moved}: that
    its time was changed, where it was; {welcome}: whom it is for.
    """

    state: str
    style: str
    listed: bool = True
    ahead: bool = False
    invites: bool = False
    dropped: bool = False
    calendar: bool = False
    file: bool = False
    poster: bool = False
    board: str = ""
    mark: str = ""
    step: int = 0
    digest: str = ""
    draft: DraftKind = DraftKind.NONE
    event: str = "Scheduled"
    rescheduled: str = "Rescheduled"
    banner: tuple[str, str] = ("", "")
    spoken: str = ""
    undated: str = ""
    sent: str = ""
    moments: tuple[str, str] = ("", "")


_CALLED = "通知{moved}：{when}，{where}举办{name}。"
_SENT = "{moved}{when}{where}举办{name}，{welcome}。"
_ANNOUNCED = Words(
    "计划",
    "is-plan",
    ahead=True,
    invites=True,
    calendar=True,
    poster=True,
    draft=DraftKind.PREVIEW,
    spoken=_CALLED,
    undated="通知：将{where}举办{name}，{later}。",
    sent=_SENT,
    moments=("{moved}{name}", "时间"),
)
WORDS: dict[str, Words] = {
    Phase.ANNOUNCED: _ANNOUNCED,
    Phase.SOON: _ANNOUNCED,
    Phase.ON: _ANNOUNCED._replace(
        state="正在进行", draft=DraftKind.TODAY
    ),  # after its first day UNDERWAY or BETWEEN
    Phase.HELD: Words("已举办", "is-held", file=True, board="已举办", step=4, draft=DraftKind.REPORT),
    Phase.AWAITING: Words(
        "结果还没有报",
        "is-awaiting",
        board="结果还没有报",
        draft=DraftKind.OVERDUE,
        banner=("结果还没有报", "这项活动的日子已经过了，办得怎样还没有报上来。"),
    ),
    Phase.POSTPONED: Words(
        "延期",
        "is-postponed",
        ahead=True,
        invites=True,
        calendar=True,
        poster=True,
        board="已改期",
        mark="【延期】",
        step=2,
        digest="（改期）",
        draft=DraftKind.MOVED,
        event="Postponed",
        banner=("延期", "这项活动推迟了，请以下面的时间和变更说明为准。"),
        spoken=_CALLED,
        sent=_SENT,
        moments=("{moved}{name}", "时间"),
    ),
    Phase.UNFIXED: Words(
        "延期",
        "is-postponed",
        dropped=True,
        board="推迟，新的时间待定",
        mark="【延期，新的时间待定】",
        step=1,
        digest="（推迟）",
        draft=DraftKind.PUT_OFF,
        event="Postponed",
        rescheduled="Postponed",
        banner=("延期", "这项活动推迟了，新的时间还没有定，请先不要前往。"),
        spoken="通知：{name}推迟了，{later}，请大家先不要去。",
        sent="{name}推迟举办，{later}，请先不要前往。",
        moments=("【推迟】{name}", "时间"),
    ),
    Phase.CANCELLED: Words(
        "已取消",
        "is-cancelled",
        dropped=True,
        board="已取消",
        mark="【已取消】",
        step=3,
        digest="（已取消）",
        draft=DraftKind.CANCELLED,
        event="Cancelled",
        rescheduled="Cancelled",
        banner=("已取消", "这项活动不举办了，请不要前往。"),
        spoken="通知：原定{when}{where}举办的{name}取消了，请大家不要去。",
        sent="原定{when}{where}举办的{name}已取消，请勿前往。",
        moments=("【取消】{name}不举办了，请相互转告", "原定"),
    ),
    Phase.WITHDRAWN: Words("已撤下", "", listed=False),
}
_FILED = {
    Status.PLANNED: Phase.ANNOUNCED,
    Status.HELD: Phase.HELD,
    Status.POSTPONED: Phase.POSTPONED,
    Status.CANCELLED: Phase.CANCELLED,
    Status.WITHDRAWN: Phase.WITHDRAWN,
}


def filed(state: str, dated: bool) -> Phase:
    """What the record alone says, on whatever day; dated: whether its day is known, its new one if it was put off."""
    phase = _FILED[state]  # type: ignore[index]
    return Phase.UNFIXED if phase is Phase.POSTPONED and not dated else phase


def due(phase: Phase, last: str, today: Day) -> Phase:
    """The same on a day: what is to come, and whose last day is past, waits for its result."""
    return Phase.AWAITING if phase in _TO_COME and last and today.past(last) else phase


def on(phase: Phase, spans: Sequence[tuple[str, str]], today: Day) -> Phase:
    """The same, and whether what was announced is on, or soon; spans: the first and last day of each occurrence."""
    phase = due(phase, max((last for _, last in spans), default=""), today)
    if phase is not Phase.ANNOUNCED:
        return phase
    days = [(first, last) for first, last in spans if len(first) == 10 and not today.past(last)]
    if any(today.reached(first) for first, _ in days):
        return Phase.ON
    return Phase.SOON if any(today.plus(SOON).reached(first) for first, _ in days) else phase


_TO_COME = (Phase.ANNOUNCED, Phase.POSTPONED, Phase.UNFIXED)


def of(activity: Activity) -> Phase:
    """What a record says on whatever day."""
    return filed(activity.state, len(activity.start.day) == 10)


def moved(activity: Activity) -> bool:
    """Whether its time is another than was told before."""
    put_off = of(activity) in (Phase.POSTPONED, Phase.UNFIXED)
    return put_off or bool(activity.changes and activity.changes[-1].earlier)
