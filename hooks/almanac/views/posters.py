"""The share poster of an activity, 1080 by 1440: which activities have one, what it says; drawn once and kept by its content."""

from __future__ import annotations

from pathlib import Path

from almanac.disclosure.audience import is_public
from almanac.model.day import Day
from almanac.model.divisions import Level
from almanac.model.filings import Activity, Notice
from almanac.model.words import AHEAD, Status
from almanac.render import typst
from almanac.render.html import cut
from almanac.render.qr_code import code
from almanac.views.activities import Entry

TEMPLATE = "poster.typ"
DOTS = 72


def has_poster(activity: Activity, event: Entry, year: int, today: Day) -> bool:
    """Whether there is a poster: for what is still to come in the present campaign, and has a day; 海报 says yes or no.

    There is none of a visit to families, whatever 海报 says.
    """
    if event.state not in AHEAD or event.year != year or not event.day or not is_public(event):
        return False
    asked = activity.poster == "是" or (activity.poster is None and event.level <= Level.COUNTY)
    return asked and not today.past(max(event.day, event.end[:10]))


def words(
    activity: Activity, event: Entry, notice: Notice | None, host: str, site: str, address: str, demo: bool
) -> dict[str, object]:
    """What the poster says; `address` is the activity's page."""
    moved = event.state == Status.POSTPONED or bool(activity.changes and activity.changes[-1].earlier)
    facts = [("改到" if moved else "时间", event.when, True), ("地点", cut(event.place, 50), True)]
    facts += [
        ("请带", cut(activity.bring or "", 36), False),
        ("咨询", cut(activity.enquiries or "", 40), False),
    ]
    ordinal = (notice and notice.ordinal) or event.year - 1998
    return {
        "name": activity.name,
        "kicker": f"{event.year}年 · 第{ordinal}个“5·29会员活动日”",
        "theme": cut(activity.theme or (notice and notice.theme) or "", 56),
        "facts": [fact for fact in facts if fact[1]],
        "host": host,
        "site": site,
        "address": address,
        "demo": demo,
    }


def drawn(said: dict[str, object], cache: Path) -> bytes:
    """The poster as a PNG, drawn once for the same words."""

    def draw() -> bytes:
        dots = {**code(str(said["address"]))._asdict(), "address": said["address"]}
        return typst.typeset(TEMPLATE, {**said, "code": dots}, "png", ppi=DOTS)

    return typst.once(cache, said, draw)
