"""The share poster of an activity, 1080 by 1440: which activities have one, what it says; drawn once and kept by its content."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.divisions import Level
from almanac.model.filings import Activity, Notice
from almanac.model.phase import moved
from almanac.render import typst
from almanac.render.html import cut
from almanac.render.qr_code import code
from almanac.views.activities import Entry, once_each

TEMPLATE = "poster.typ"
DOTS = 72
TIMES = 3  # occurrences that a poster has room for


def has_poster(activity: Activity, event: Entry, year: int) -> bool:
    """Whether there is a poster: for what is planned in the present campaign, and has a day; 海报 says yes or no.

    There is none of what nobody is invited to, whatever 海报 says. It stays until the record says how it went: once the day
    is over the browser hides it with all that invites, and no page is made for it in the night.
    """
    if not event.words.poster or event.year != year or not event.day or not event.advertised:
        return False
    return activity.poster == "是" or (activity.poster is None and event.level <= Level.COUNTY)


def words(
    activity: Activity, event: Entry, notice: Notice | None, host: str, site: str, address: str, demo: bool
) -> dict[str, object]:
    """What the poster says; `address` is the activity's page."""
    facts = [*_times("改到" if moved(activity) else "时间", event)]
    facts += [
        ("参加", AUDIENCES[event.open_to].fact, False),
        ("请带", cut(activity.bring or "", 36), False),
        ("咨询", cut(activity.enquiries or "", 40), False),
    ]
    ordinal = (notice and notice.ordinal) or event.year - 1998
    return {
        "name": activity.name,
        "kicker": activity.occasion or f"{event.year}年 · 第{ordinal}个“5·29会员活动日”",
        "theme": cut(activity.theme or ("" if activity.apart else (notice and notice.theme) or ""), 56),
        "facts": [fact for fact in facts if fact[1]],
        "host": host,
        "site": site,
        "address": address,
        "demo": demo,
    }


def _times(label: str, event: Entry) -> Iterator[tuple[str, str, bool]]:
    """When and where; of several occurrences each with its place, as many as there is room for."""
    found = once_each(event)
    if len(found) == 1:
        yield label, found[0].when, True
        yield "地点", cut(found[0].place, 50), True
        return
    for number, one in enumerate(found[:TIMES]):
        yield label if number == 0 else "", "，".join(filter(None, (one.when, cut(one.place, 20)))), True
    if len(found) > TIMES:
        yield "", f"共{len(found)}场，其余扫码看", False


def drawn(said: dict[str, object], cache: Path) -> bytes:
    """The poster as a PNG, drawn once for the same words."""

    def draw() -> bytes:
        dots = {**code(str(said["address"]))._asdict(), "address": said["address"]}
        return typst.typeset(TEMPLATE, {**said, "code": dots}, "png", ppi=DOTS)

    return typst.once(cache, said, draw)
