"""What kind of text is drafted of an activity on a day, and the words that each kind begins with."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from almanac.model import phase
from almanac.model.day import Day
from almanac.model.filings import Activity, Change, When
from almanac.model.phase import WORDS as PHASES
from almanac.model.phase import DraftKind
from almanac.views import press_story
from almanac.views.occurrences import occurrences_of
from almanac.views.press_story import Frame

_REASON = re.compile(  # why something is called off or put off, before what becomes of it
    "(?!地点|会场)[^，。；因由受鉴应接按根]{0,16}"
    "((?:因为?|由于|受|鉴于)[^，。；]{1,30}?|(?:应|接|按照?|根据)[^，。；]{2,24}?(?:要求|通知|规定|安排|部署))(?:，|而)?(?:原定|这次|本次|该|此次)?(?:活动)?(?:时间|日期)?(?:(?:由|从)?原?定?于?[0-9][^，。；]{1,15}?)?"
    "(?:临时|暂时|决定|需要|要)?(?:调整|取消|延期|推迟|推后|顺延|改期|改在|改到|改为|暂停|停办|不再|不能|无法)"
)
_RESTATED = re.compile(
    "(?!.*(?:地点|会场))(?:原定[^，。；]{0,16}，)?[^，。；]{0,20}(?:取消|(?:延期|推迟|推后|顺延|改期)(?:[到至为][^，。；]*[0-9日号][^，。；]*|[一两二三四五六七1-9]个?[天周月日]|举[办行])?|(?:改[为到在]|提前到)[^，。；]*[0-9日号][^，。；]*)[。]?"
)
_FROM = re.compile("(?:由|从|原定于?)([0-9]{1,2})月([0-9]{1,2})[日号]")  # the day that a change says it had
_GOES_ON = re.compile("历时|连续|启动.*(?:收官|结束|闭幕)")


class Words(NamedTuple):
    """What a draft of one kind says of an activity: headline, the same in fewer words, digest, first sentence; how the
    record's own words are set; what those invited did; a word to colleagues. {who} is the association, {unit} the same
    for readers anywhere; {act} what is held, {verb} what one does with it, {held} the
    same of what has its own verb; {at}, {spot} and {where} its place: {spot} asks
    for what is doubted, {where} for what is not known, too; {on} its days in a sentence; {before} the time it had, where it is known; {why}
    the reason; {pass_on} a request to tell others; {next_date}, {next_day}, {next_at}
    and {next_where} when and where it goes on after a day without it."""

    headline: str
    brief: str
    digest: str
    first: str
    frame: Frame | None = None
    guests: str = ""
    note: str = ""


WORDS = {
    DraftKind.REPORT: Words(
        "{who}{at}{verb}{act}",
        "{who}{verb}{act}",
        "{day}，{unit}{at}{verb}{act}。",
        "{day}，{unit}{joint}{where}{verb}{act}。",
        press_story.OVER,
        "参加活动",
    ),
    DraftKind.PREVIEW: Words(
        "活动预告：{who}将{at}{verb}{act}",
        "{who}将{verb}{act}",
        "{day}，{unit}将{at}{verb}{act}。",
        "{day}，{unit}将{joint}{where}{verb}{act}。",
        press_story.COMING,
        "将参加活动",
    ),
    DraftKind.TODAY: Words(
        "{who}今天{at}{verb}{act}",
        "{who}今天{verb}{act}",
        "今天（{date}）{hours}，{unit}{at}{verb}{act}。",
        "今天（{date}）{hours}，{unit}{joint}{where}{verb}{act}。",
        press_story.TODAY,
        "将参加活动",
    ),
    DraftKind.UNDERWAY: Words(
        "{who}{act}正在进行",
        "{who}{act}正在进行",
        "{day}，{unit}{at}{verb}{act}，目前正在进行。",
        "{day}，{unit}{joint}{where}{verb}{act}，目前正在进行。",
        press_story.UNDERWAY,
    ),
    DraftKind.BETWEEN: Words(
        "{who}{act}{next_date}继续举办",
        "{who}{act}{next_date}继续",
        "{next_day}，{unit}将{next_at}继续{verb}{act}。",
        "{next_day}，{unit}将{joint}{next_where}继续{verb}{act}。",
        press_story.COMING,
    ),
    DraftKind.OVERDUE: Words(
        "〔待核实：是否已办〕{who}{act}",
        "〔待核实：是否已办〕{who}{act}",
        "{unit}原计划{on}{at}{verb}{act}，〔待核实：是否已办〕。",
        "{unit}原计划{on}{joint}{where}{verb}{act}，〔待核实：是否已办〕。",
        press_story.PLANNED,
        note="这场活动的日子已经过了，记录里还没有写“已举办”：办了的，先改记录的状态、补上成效，再重新起草。",
    ),
    DraftKind.MOVED: Words(
        "改期公告：{who}{act}改到{day}",
        "{who}{act}改期",
        "{unit}{before}{held}的{act}改到{day}{at}举行。",
        "{why}{unit}{before}{joint}{held}的{act}改到{day}{spot}举行{pass_on}。",
    ),
    DraftKind.PUT_OFF: Words(
        "延期公告：{who}{act}推迟举办",
        "{who}{act}推迟",
        "{unit}{before}{at}{held}的{act}推迟举行，{later}。",
        "{why}{unit}{before}{joint}{spot}{held}的{act}推迟举行，{later}{pass_on}。",
    ),
    DraftKind.CANCELLED: Words(
        "{who}{act}取消",
        "{who}{act}取消",
        "{unit}原定{day}{at}{held}的{act}取消。",
        "{why}{unit}原定{day}{joint}{spot}{held}的{act}取消{pass_on}。",
    ),
}


def kind_of(activity: Activity, year: int, today: Day) -> DraftKind:
    """Which words a draft takes: a plan whose last day is over, or that was put off to such a day, asks whether it was held.

    So does one without a day when its campaign's year is over. A preview on its day, and on that of each 分场, says today,
    between these what comes next; a notice of what was to be on a day that is over is none.
    """
    whens = [activity.start, activity.end]
    whens += [when for session in activity.sessions for when in (session.start, session.end)]
    days = sorted(when.day for when in whens if when and when.day) or [""]
    kind = PHASES[phase.due(phase.of(activity), days[-1], today)].draft
    if kind is DraftKind.PREVIEW and not days[-1] and today.past(str(year)):
        return DraftKind.OVERDUE
    first = days[0] if len(days[0]) == 10 else ""
    if kind is DraftKind.PREVIEW and first and today.reached(first):
        return _on_a_day_of_it(activity, today) if today.past(first) else DraftKind.TODAY
    lost = {DraftKind.CANCELLED: days[-1], DraftKind.PUT_OFF: earlier_time(activity).day}.get(kind, "")
    return DraftKind.NONE if lost and today.past(lost) else kind


def _on_a_day_of_it(activity: Activity, today: Day) -> DraftKind:
    """After its first day: what goes on is under way; of several 分场 today's is today, and a day without one is between."""
    found = occurrences_of(activity)
    if any(one.start[:10] == today.iso for one in found):
        return DraftKind.TODAY
    is_on = any(today.past(one.start[:10]) and not today.past(one.last) for one in found)
    return DraftKind.UNDERWAY if is_on or not found or goes_on(activity) else DraftKind.BETWEEN


def goes_on(activity: Activity) -> bool:
    """Whether it goes on on the days between its 分场, as the record says."""
    return bool(activity.end and len(activity.end.day) == 10 and _GOES_ON.search(activity.time_note or ""))


def why_not(activity: Activity, year: int, today: Day) -> str:
    """Why nothing is drafted of an activity, in words that follow its name; empty where something is."""
    if kind_of(activity, year, today) is not DraftKind.NONE:
        return ""
    filed = PHASES[phase.of(activity)].draft
    if filed is DraftKind.CANCELLED:
        return "已经取消，原定的日子也过了，取消公告没有人再要看，不起草。"
    if filed is DraftKind.PUT_OFF:
        return "推迟了，原定的日子已经过了，新的日子还没有定：定下来以后先改记录的“开始”，再起草。"
    return "已经撤下，不起草稿件。"


def earlier_time(activity: Activity) -> When:
    """The time that it had before it was changed, or none: as the record gives it, else the day in the words of a change."""
    given = (change.earlier or _day_before(change) for change in reversed(activity.changes))
    return next((time for time in given if time), When("", "", "", ""))


def _day_before(change: Change) -> When | None:
    """The day that a change's words name as the old one: 时间由5月28日改为6月2日."""
    if not (found := _FROM.search(change.text)):
        return None
    day = f"{change.date[:4]}-{int(found[1]):02}-{int(found[2]):02}"
    try:
        datetime.date.fromisoformat(day)
    except ValueError:
        return None
    return When(day, "", "", day)


def reason_of(activity: Activity) -> str:
    """Why it was changed, as the record says: 因连日降雨，."""
    found = _REASON.match(activity.changes[-1].text.strip()) if activity.changes else None
    return f"{found[1]}，" if found else ""


def is_restated(text: str) -> bool:
    """Whether a change says no more than the notice itself: 时间由28日改为29日."""
    return bool(_RESTATED.fullmatch(text))
