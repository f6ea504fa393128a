"""For which day the site was made, of what, by which version of the program; and for staff what that leaves to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from almanac.model.divisions import Level, city_of
from almanac.pages import File, Found, Made, MadeOf, Share, Site, Stamp
from almanac.render.html import compact, fill, head
from almanac.statistics import reminders
from almanac.statistics.table import StatisticsTable
from almanac.views.campaign_year import day_words

PATH = "status.json"
RELEASE = "1.9"  # of the program, as the newest section of CHANGES.md says
CODES = 12  # so many codes are shown, the most frequent first
QUESTION, WARNING = "Q", "W"  # how codes begin


class Kind(NamedTuple):
    """Questions or warnings: the letter of their codes, how many, the most frequent codes, how many more codes."""

    letter: str
    total: int
    codes: list[tuple[str, int]]
    more: int


class Row(NamedTuple):
    """A city, or the province's own: its code, name, records, open questions, warnings, and in words what it has returned."""

    code: str
    name: str
    records: int
    questions: int
    warnings: int
    dues: list[tuple[str, str]]


def make(share: Share, made_of: MadeOf) -> Iterator[Made]:
    """Make status.json; the same records, program and day give the same bytes."""
    site, (digest, records, aside) = share.site, made_of
    said = {
        "day": site.today.iso,
        "sources": digest,
        "program": RELEASE,
        "year": site.year,
        "records": records,
        "associations": len(site.register),
        "set_aside": aside,
        "demo": site.demo,
        "rehearsal": site.rehearsal,
    }
    yield File(PATH, f"{compact(said)}\n".encode())


def make_page(
    share: Share, made_of: MadeOf, found: Sequence[Found], sheets: Sequence[StatisticsTable]
) -> Iterator[Made]:
    """Make status/, the page for staff: what the site is made of, what comes due, what to look at, city by city."""
    site, (digest, records, aside) = share.site, made_of
    notice = site.notices.get(site.year)
    coming = sorted(
        (each for each in (notice.deadlines if notice else ()) if not site.today.past(each.due)),
        key=lambda each: each.due,
    )
    every = Counter[str]()
    for _, _, codes in found:
        every.update(codes)
    kinds = [_kind(every, letter) for letter in (QUESTION, WARNING)]
    rows, items = _rows(share.site, found, sheets)
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
        kinds=kinds,
        rows=rows,
        items=items,
    )
    said = "给工作人员：网站是哪一天、用什么做的，还有什么要看、要报。"
    top = head(site.url, "status/", said, metas=(("robots", "noindex"),))
    yield Stamp("status/", "网站情况", said, top, str(body))


def _kind(found: Counter[str], letter: str) -> Kind:
    """The questions, or the warnings; errors are neither: a file that has one is set aside, and counted there."""
    mine = Counter({code: number for code, number in found.items() if code.startswith(letter)})
    return Kind(letter, mine.total(), mine.most_common(CODES), max(len(mine) - CODES, 0))


def _rows(
    site: Site, found: Sequence[Found], sheets: Sequence[StatisticsTable]
) -> tuple[list[Row], list[str]]:
    """A row for the province's own records and each association right below, and the names of what they return."""
    records = Counter[str]()
    inside: dict[str, Counter[str]] = {}
    for code, number, codes in found:
        if code:
            records[city_of(code)] += number
            inside.setdefault(city_of(code), Counter()).update(codes)
    dues, items = {}, list[str]()
    for sheet in sheets:
        if sheet.year == site.year:
            listed = reminders.lines(sheet, site.register, site.today)
            dues = {line.code: [(reminders.said(due), due.state) for due in line.dues] for line in listed}
            items = [deadline.item for deadline in sheet.notice.deadlines if deadline.material]
    rows = [
        Row(
            unit.code,
            unit.short if unit.level > Level.PROVINCE else "省本级",
            records[unit.code],
            _kind(inside.get(unit.code, Counter()), QUESTION).total,
            _kind(inside.get(unit.code, Counter()), WARNING).total,
            dues.get(unit.code, [("", "")] * len(items)),
        )
        for unit in site.register
        if city_of(unit.code) == unit.code
    ]
    return rows, items
