"""Where people of the province's and the cities' associations take part, for staff: a page of offices, and a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from almanac.model.diagnostics import Fault
from almanac.model.divisions import Level
from almanac.pages import Document, File, Made, Share, Site, Stamp
from almanac.render.html import fill, head, title
from almanac.render.icalendar import calendar, event, moments
from almanac.views import visits
from almanac.views.visits import NATIONAL, Attendance, Visit

ROOT = "../../../"
QUESTION = "Q299"
HEADS = ("时间", "哪一级", "职务", "活动", "主办", "地点", "状态", "网页")


def make(
    share: Share, attendance: Mapping[str, Mapping[int, Attendance]], doubts: Sequence[Fault]
) -> Iterator[Made]:
    """Make visits/<year>/<code>/ and its calendar for each campaign in which anybody has filed, and for the present one."""
    years = {share.site.year, *(year for said in attendance.values() for year in said)}
    for year in sorted(years & set(share.site.notices)):
        said = {area: one[year] for area, one in attendance.items() if year in one}
        found = sorted(_shown(share.code, said), key=lambda visit: (visit.start or "9999", visit.id))
        yield _page(share, year, said, found, doubts)
        yield _table(share.site, share.code, year, found)
        yield _calendar(share.site, share.code, year, found)


def _shown(code: str, said: Mapping[str, Attendance]) -> Iterator[Visit]:
    """What an association's page shows: its own people below it, and whoever comes to its area from above."""
    for one in said.values():
        yield from (
            visit for visit in one.visits if visit.superior == NATIONAL or code.startswith(visit.superior)
        )


def _page(
    share: Share, year: int, said: Mapping[str, Attendance], found: list[Visit], doubts: Sequence[Fault]
) -> Stamp:
    site, register = share.site, share.site.register
    unit, path = register[share.code], f"visits/{year}/{share.code}/"
    words = f"{year}年会员活动日，{unit.title}和上级计生协的人出席哪里的活动：只写职务，有日历可以订阅。"
    body = fill(
        "visits.html",
        root=ROOT,
        year=year,
        code=share.code,
        steps=register.line(share.code),
        unit=unit,
        below=(unit.level.below or Level.VILLAGE).label,
        rows=[
            (visit, visits.name_of(visit.superior, register), register[visit.code].title) for visit in found
        ],
        clashes=[
            (fault.place.file, fault.message)
            for fault in doubts
            if fault.code == QUESTION and f"/{year}/" in fault.place.file
        ],
        alone=[(register[one.code].short, one) for one in visits.unvisited(share.code, said, register)],
        written=sum(one.written for one in said.values()),
        many=sum(one.many for one in said.values()),
    )
    top = head(site.url, path, words, metas=(("robots", "noindex"),))
    return Stamp(path, title(f"{unit.short}上级出席", f"{year}年"), words, top, str(body))


def _table(site: Site, code: str, year: int, found: list[Visit]) -> Document:
    """The same as a workbook."""
    register = site.register
    rows = [
        (
            visit.when, visits.name_of(visit.superior, register), visit.office, visit.name, register[visit.code].title,
            visit.place, visit.state, f"{site.url}e/{visit.id}/",
        )
        for visit in found
    ]  # fmt: skip
    name = f"{register[code].short}{year}年上级出席"

    def workbook() -> bytes:
        from almanac.documents import xlsx

        return xlsx.listing(name, f"{year}-01-01", "上级出席", HEADS, rows)

    return Document(f"visits/{year}/{code}/visits.xlsx", repr((name, rows)), workbook)


def _calendar(site: Site, code: str, year: int, found: list[Visit]) -> File:
    """An event for each activity and association that sends somebody, where the day is known."""
    path = f"feeds/visits-{year}-{code}.ics"
    together: dict[tuple[str, str], list[Visit]] = {}
    for visit in found:
        if len(visit.start) >= 10:
            together.setdefault((visit.id, visit.superior), []).append(visit)
    events = [_event(site, those) for those in together.values()]
    name = f"{site.register[code].short}{year}年上级出席会员活动日活动"
    return File(path, calendar(f"演示数据 {name}" if site.demo else name, f"{site.url}{path}", events))


def _event(site: Site, those: list[Visit]) -> bytes:
    visit = those[0]
    host = site.register[visit.code].title
    offices = "、".join(each.office for each in those)
    changed = visit.updated if len(visit.updated) == 10 else f"{visit.updated}-01"
    return event(
        f"visit-{visit.superior or 'cn'}-{visit.id}@{site.domain}",
        f"{site.url}e/{visit.id}/",
        moments(visit.start, visit.end),
        changed,
        f"{offices}：{host}“{visit.name}”",
        f"时间：{visit.when}\n主办：{host}\n出席：{offices}",
        visit.revision,
        visit.place,
    )
