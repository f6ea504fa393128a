"""An activity in words for whoever passes it on: for 朋友圈, for a group, for a text message of 70 characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from almanac.model.filings import Activity
from almanac.model.words import Status
from almanac.render.html import cut
from almanac.views.activities import Entry
from almanac.views.announcement import announcement

SMS = 70  # characters of one text message in Chinese, the sender's name in its brackets among them
SIGN, PLACE, NAME, FACT = 14, 16, 18, 40  # what a sender, a place, a name and another fact are cut to


class Texts(NamedTuple):
    """The three lengths; all are empty for what is over or withdrawn, and for visits to families."""

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
    if activity.state == Status.CANCELLED:
        first = f"【取消】{activity.name}不举办了，请相互转告"
    else:
        first = f"【改期】{activity.name}" if _moved(activity) else activity.name
    lines = [first, f"{'原定' if activity.state == Status.CANCELLED else '时间'}：{event.when}"]
    lines += [f"地点：{event.place}"] if event.place else []
    if activity.state != Status.CANCELLED:
        lines += [f"请带：{cut(activity.bring, FACT)}"] if activity.bring else []
        lines.append(f"{campaign}，{unit}欢迎您来")
    return "\n".join([*lines, address])


def sms(activity: Activity, event: Entry, unit: str) -> str:
    """At most 70 characters: what one needs to come there stays longest."""
    return next(text for text in _shorter(activity, event, f"【{cut(unit, SIGN)}】") if len(text) <= SMS)


def _shorter(a: Activity, event: Entry, sign: str) -> Iterator[str]:
    bring = f"请带{a.bring.removeprefix('请带')}。" if a.bring and a.state != Status.CANCELLED else ""
    ask = f"咨询{a.enquiries}。" if a.enquiries else ""
    for name, place in ((a.name, event.place), (cut(a.name, NAME), cut(event.place, PLACE))):
        told = sign + _told(a, cut(event.when, FACT), name, place)
        yield from (told + bring + ask, told + ask, told + bring, told)
    yield cut(sign + _told(a, cut(event.when, PLACE), cut(a.name, NAME), ""), SMS)


def _told(a: Activity, when: str, name: str, place: str) -> str:
    where = f"在{place}" if place else "在网上" if a.mode == "线上" else ""
    if a.state == Status.CANCELLED:
        return f"原定{when}{where}举办的{name}已取消，请勿前往。"
    if a.state == Status.POSTPONED and not a.start.day:
        return f"{name}推迟举办，{when}，请先不要前往。"
    return f"{'时间改了：' if _moved(a) else ''}{when}{where}举办{name}，欢迎参加。"


def _moved(activity: Activity) -> bool:
    """Whether its time is another than was told before."""
    return activity.state == Status.POSTPONED or bool(activity.changes and activity.changes[-1].earlier)
