"""The assessment of every association that reports, for staff: a page, a workbook and a text, all of one sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from almanac.model.diagnostics import Fault
from almanac.pages import Document, Made, Share, Stamp
from almanac.render.html import fill, head, title
from almanac.statistics import assessment
from almanac.statistics.assessment import Sheet
from almanac.statistics.table import StatisticsTable, status_words

ROOT = "../../../"


def make(share: Share, sheets: Sequence[StatisticsTable], doubts: Sequence[Fault]) -> Iterator[Made]:
    """Make assessment/<year>/<code>/ of each campaign whose notice says what is looked at."""
    for one in sheets:
        if assessment.items(one.notice, one.code):
            yield from _of(share, one, doubts)


def _of(share: Share, one: StatisticsTable, doubts: Sequence[Fault]) -> Iterator[Made]:
    site = share.site
    asked = [fault.place.file for fault in doubts]
    found = assessment.sheet(one, site.register, asked, site.today, one.year == site.year)
    unit, path = site.register[one.code], f"assessment/{one.year}/{one.code}/"
    heading = f"{unit.title}{one.year}年“5·29会员活动日”评估表"
    yield _page(share, one, found, heading, path)
    yield from _documents(found, heading, status_words(one), one.day or f"{one.year}-01-01", site.url, path)


def _page(share: Share, one: StatisticsTable, found: Sheet, heading: str, path: str) -> Stamp:
    site = share.site
    unit = site.register[one.code]
    said = f"{unit.title}和下级协会{one.year}年会员活动日的计划、总结、开展的面、媒体、阵地和待核。"
    body = fill(
        "assessment.html",
        root=ROOT,
        year=one.year,
        code=one.code,
        steps=[step for step in site.register.line(one.code) if assessment.items(one.notice, step.code)],
        heading=heading,
        status=status_words(one),
        sheet=found,
        name=f"{one.year}年{unit.short}评估表",
    )
    top = head(site.url, path, said, metas=(("robots", "noindex"),))
    return Stamp(path, title(f"{unit.short}评估表", f"{one.year}年"), said, top, str(body))


def _documents(found: Sheet, heading: str, status: str, day: str, url: str, path: str) -> Iterator[Document]:
    made_of = repr((found, heading, status, day, url))

    def workbook() -> bytes:
        from almanac.documents import assessment as documents

        return documents.workbook(found, heading, status, day, url)

    def text() -> bytes:
        from almanac.documents import assessment as documents

        return documents.text(found, heading, status, url)

    yield Document(f"{path}assessment.xlsx", made_of, workbook)
    yield Document(f"{path}assessment.docx", made_of, text)
