"""An activity in words for whoever passes it on: for 朋友圈, for a group, for a text message of 70 characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from almanac.model import phase
from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.filings import Activity
from almanac.model.phase import WORDS, Phase
from almanac.render.html import cut
from almanac.views.activities import Entry, once_each
from almanac.views.announcement import announcement, at, later, occasions
from almanac.views.press_names import held

SMS = 70  # characters of one text message in Chinese, the sender's name in its brackets among them
PLACE, NAME, FACT = 16, 18, 40  # what a place, a name and another fact are cut to; the sender is never cut
LISTED = 3  # occurrences of which 朋友圈 names time and place


class Texts(NamedTuple):
    """The three lengths; all are empty for what is over or withdrawn, and for what nobody is invited to."""

    moments: str
    group: str
    sms: str


def texts(activity: Activity, event: Entry, unit: str, campaign: str, address: str) -> Texts:
    """What to send. unit: the leading association; campaign: 第23个“5·29会员活动日”; address: the activity's page."""
    said = announcement(activity, event.place, unit)
    if not said:
        return Texts("", "", "")
    return Texts(
        moments(activity, event, unit, campaign, address),
        f"{said}\n详情：{address}",
        sms(activity, event, unit),
    )


def moments(activity: Activity, event: Entry, unit: str, campaign: str, address: str) -> str:
    """A few lines for 朋友圈, which folds what is over six."""
    words, audience = WORDS[phase.of(activity)], AUDIENCES[activity.open_to]
    first, label = words.moments
    moved = "【改期】" if phase.moved(activity) else ""
    lines = [first.format(name=activity.name, moved=moved)]
    found = once_each(event)
    if len(found) > 1:
        lines += [f"{label}：{one.when}{at(activity, one.place)}" for one in found[:LISTED]]
        lines += [f"共{len(found)}场"] if len(found) > LISTED else []
    else:
        lines += [f"{label}：{event.when}", *([f"地点：{event.place}"] if event.place else [])]
    if words.invites:
        lines += [f"请带：{cut(activity.bring, FACT)}"] if activity.bring else []
        lines.append(f"{campaign}，{unit}{audience.greeting}")
    return "\n".join([*lines, address])


def sms(activity: Activity, event: Entry, unit: str) -> str:
    """At most 70 characters: what one needs to come there stays longest."""
    return next(text for text in _shorter(activity, event, f"【{unit}】") if len(text) <= SMS)


def _shorter(a: Activity, event: Entry, sign: str) -> Iterator[str]:
    bring = f"请带{a.bring.removeprefix('请带')}。" if a.bring and phase.of(a) is not Phase.CANCELLED else ""
    ask = f"咨询{a.enquiries}。" if a.enquiries else ""
    for name, when, place in _occasions(a, event):
        told = sign + _told(a, when, name, place)
        yield from (told + bring + ask, told + ask, told + bring, told)
    yield cut(sign + _told(a, cut(event.when, PLACE), cut(a.name, NAME), ""), SMS)


def _occasions(a: Activity, event: Entry) -> Iterator[tuple[str, str, str]]:
    """Its name, when and where, in full and cut; of several occurrences each with its place, or their days."""
    name = held(a.name)
    if len(event.occurrences) > 1:
        _, less, least = occasions(a, event.place)
        days = least[0].replace("，共", "共")  # 5月29日、30日共2场举办
        yield from ((each, when, "") for each in (name, cut(a.name, NAME)) for when in (less[0], days))
        return
    yield name, cut(event.when, FACT), event.place
    yield cut(a.name, NAME), cut(event.when, FACT), cut(event.place, PLACE)


def _told(a: Activity, when: str, name: str, place: str) -> str:
    moved = "时间改了：" if phase.moved(a) else ""
    welcome = AUDIENCES[a.open_to].welcome
    said = WORDS[phase.of(a)].sent
    return said.format(when=when, where=at(a, place), name=name, later=later(a), moved=moved, welcome=welcome)
