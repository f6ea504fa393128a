"""The staff page of every association that has others below it: who has returned what, reminders, numbers to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from almanac.model.diagnostics import Fault
from almanac.model.divisions import Level
from almanac.pages import File, Made, Share, Stamp
from almanac.render.html import fill, head, title
from almanac.render.icalendar import calendar, whole_day
from almanac.statistics import assessment, reminders
from almanac.statistics.table import StatisticsTable
from almanac.views.campaign_year import day_words

ROOT = "../../../"
SHOWN = 100


def make(share: Share, sheets: Sequence[StatisticsTable], doubts: Sequence[Fault]) -> Iterator[Made]:
    """Make returns/<year>/<code>/ beside each table."""
    for one in sheets:
        yield _page(share, one, doubts)


def make_deadlines(share: Share) -> Iterator[Made]:
    """Make the deadlines of each year as a calendar for staff."""
    site = share.site
    for year, notice in sorted(site.notices.items()):
        events = [
            whole_day(
                f"deadline-{year}-{number}@{site.domain}", f"{site.url}returns/{year}/{share.code}/",
                deadline.due, notice.issued or f"{year}-01-01", f"到期：{deadline.item}", f"报送至{deadline.to}",
            )
            for number, deadline in enumerate(notice.deadlines, 1)
            if len(deadline.due) == 10
        ]  # fmt: skip
        if events:
            name = f"{year}年“5·29会员活动日”报送期限"
            yield File(
                f"feeds/deadlines-{year}.ics", calendar(name, f"{site.url}feeds/deadlines-{year}.ics", events)
            )


def _page(share: Share, one: StatisticsTable, doubts: Sequence[Fault]) -> Stamp:
    site = share.site
    unit = site.register[one.code]
    lines = reminders.lines(one, site.register, site.today)
    path = f"returns/{one.year}/{one.code}/"
    said = f"{unit.title}的下级协会{one.year}年报送了什么、还缺什么、哪天到期。"
    body = fill(
        "returns.html",
        root=ROOT,
        year=one.year,
        code=one.code,
        steps=site.register.line(one.code),
        name=unit.title,
        visits=unit.level <= Level.CITY,
        assessed=bool(assessment.items(one.notice, one.code)),
        deadlines=[(d.item, day_words(d.due), "、".join(d.by), d.to) for d in one.notice.deadlines],
        lines=[(line, [(reminders.said(due), due.state) for due in line.dues]) for line in lines],
        items=[deadline.item for deadline in one.notice.deadlines if deadline.material],
        held=[(held.category, held.level) for held in lines[0].held] if lines else [],
        reminders=list(reminders.reminders(one, site.register, site.today)),
        doubts=_doubts(doubts, one.year),
        more=max(len(_of(doubts, one.year)) - SHOWN, 0),
    )
    metas = (("robots", "noindex"),)
    return Stamp(
        path,
        title(f"{unit.short}报送情况", f"{one.year}年"),
        said,
        head(site.url, path, said, metas=metas),
        str(body),
    )


def _of(doubts: Sequence[Fault], year: int) -> list[Fault]:
    return [fault for fault in doubts if f"/{year}/" in fault.place.file]


def _doubts(doubts: Sequence[Fault], year: int) -> list[tuple[str, str, str]]:
    """Numbers to look at once more: where, what, and how it would be right."""
    return [(fault.place.file, fault.message, fault.example) for fault in _of(doubts, year)[:SHOWN]]
