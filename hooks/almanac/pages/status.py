"""For which day the site was made, of what, by which version of the program; and for staff what that leaves to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from almanac.model.divisions import Level, city_of
from almanac.pages import File, Made, Share, Stamp, sheets
from almanac.render.html import compact, fill, head
from almanac.statistics import reminders
from almanac.views.campaign_year import day_words

PATH = "status.json"
RELEASE = "1.7"  # of the program, as the newest section of CHANGES.md says
CODES = 12  # so many kinds of warnings are shown, the most frequent first


class Row(NamedTuple):
    """A city, or the province's own: its code, name, records, warnings, and what it has returned in words with the state."""

    code: str
    name: str
    records: int
    warnings: int
    dues: list[tuple[str, str]]


def make(share: Share) -> Iterator[Made]:
    """Make status.json; the same records, program and day give the same bytes."""
    site, (digest, records, aside) = share.site, share.made_of
    said = {
        "day": site.today.iso,
        "sources": digest,
        "program": RELEASE,
        "year": site.year,
        "records": records,
        "associations": len(site.register),
        "set_aside": aside,
        "demo": site.demo,
    }
    yield File(PATH, f"{compact(said)}\n".encode())


def make_page(share: Share) -> Iterator[Made]:
    """Make status/, the page for staff: what the site is made of, what comes due, what to look at, city by city."""
    site, (digest, records, aside) = share.site, share.made_of
    notice = site.notices.get(site.year)
    coming = sorted(
        (each for each in (notice.deadlines if notice else ()) if not site.today.past(each.due)),
        key=lambda each: each.due,
    )
    warnings = Counter[str]()
    for _, _, codes in share.found:
        warnings.update(_warnings(codes))
    rows, items = _rows(share)
    body = fill(
        "status.html",
        day=day_words(site.today.iso),
        year=site.year,
        facts=[
            ("记录", f"{records:,} 份"),
            ("协会", f"{len(site.register):,} 个"),
            ("放在一边", f"{aside} 份，因为有错，网站里没有" if aside else "没有"),
            ("程序", RELEASE),
            ("校验值", digest[:16]),
        ],
        deadlines=[(each.item, day_words(each.due), "、".join(each.by), each.to) for each in coming],
        known=notice is not None and bool(notice.deadlines),
        warnings=warnings.most_common(CODES),
        more=max(len(warnings) - CODES, 0),
        total=warnings.total(),
        rows=rows,
        items=items,
    )
    said = "给工作人员：网站是哪一天、用什么做的，还有什么要看、要报。"
    top = head(site.url, "status/", said, metas=(("robots", "noindex"),))
    yield Stamp("status/", "网站情况", said, top, str(body))


def _warnings(codes: Mapping[str, int]) -> dict[str, int]:
    """Of what was found what is no error: a file with an error is set aside, and counted there."""
    return {code: number for code, number in codes.items() if not code.startswith("E")}


def _rows(share: Share) -> tuple[list[Row], list[str]]:
    """A row for the province's own records and each city, and the names of what they return."""
    site = share.site
    records, warnings = Counter[str](), Counter[str]()
    for code, number, codes in share.found:
        if code:
            records[city_of(code)] += number
            warnings[city_of(code)] += sum(_warnings(codes).values())
    dues, items = {}, list[str]()
    for sheet in sheets(share):
        if sheet.year == site.year:
            listed = reminders.lines(sheet, site.register, site.today)
            dues = {line.code: [(reminders.said(due), due.state) for due in line.dues] for line in listed}
            items = [deadline.item for deadline in sheet.notice.deadlines if deadline.material]
    rows = [
        Row(
            unit.code,
            unit.short if unit.level is Level.CITY else "省本级",
            records[unit.code],
            warnings[unit.code],
            dues.get(unit.code, [("", "")] * len(items)),
        )
        for unit in site.register
        if unit.level < Level.COUNTY
    ]
    return rows, items
