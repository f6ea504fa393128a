"""The campaigns, one page a year: what its notice says and leaves open, its activities, its categories with duties."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from almanac.model.divisions import Level
from almanac.model.filings import Notice
from almanac.pages import Made, Share, Stamp
from almanac.pages.parts import charts
from almanac.pages.parts.activity_list import (
    Listing,
    Row,
    listing,
    moved,
    number_of,
    per_day,
    rest_of_day,
    rows,
)
from almanac.render.html import column, fill, head, is_web, joined, markup, outward, title
from almanac.views.campaign_year import Stage, day_words, month_words, season
from almanac.views.rollup import NONE, Gathered, alone, by_month, gathered, on_each_day

ROOT = "../"
UNKNOWN = "不详"


def make(share: Share) -> Iterator[Made]:
    """Made once for the whole site, from the province's share."""
    site = share.site
    if share.code != site.register.root:
        return
    years = gathered(share.entries, share.crowds)
    row = moved(rows(site.register, "../../"), ROOT)
    yield _list(share, years)
    for year, notice in sorted(site.notices.items()):
        yield _year(share, year, notice, years.get(year, NONE), row)


def _list(share: Share, years: dict[int, Gathered]) -> Stamp:
    site = share.site
    cards = [
        (season(year, notice), years.get(year, NONE).states())
        for year, notice in sorted(site.notices.items(), reverse=True)
    ]
    said = f"{site.register[share.code].name}历届“5·29会员活动日”：届次、主题和各届活动。"
    metas = column("历届", said, "列表", ("历届", "会员活动日"))
    return Stamp(
        "years/",
        "历届会员活动日",
        said,
        head(site.url, "years/", said, metas=metas),
        str(
            fill(
                "years.html",
                root=ROOT,
                cards=cards,
                chart=charts.of_years([(s.year, n.total) for s, n in cards]),
            )
        ),
    )


def _year(share: Share, year: int, notice: Notice, entries: Gathered, row: Row) -> Stamp:
    site = share.site
    now = season(year, notice)
    rest = rest_of_day(site.register, share.paged, share.code, ROOT)
    chosen = [event for event in entries.named if event.level <= Level.CITY or not entries.crowded]
    listed: Listing = listing(alone(chosen), row, rest, per_day(len(chosen)), "d")
    months = [month for month in by_month(entries.named, share.crowds) if month[:4] == str(year)]
    said = (
        f"{year}年{now.name}"
        + (f"，主题“{now.theme}”" if now.theme else "，主题不详")
        + f"，已登记活动{entries.states().total}场。"
    )
    body = fill(
        "year.html",
        root=ROOT,
        season=now,
        count=entries.states(),
        facts=list(facts(notice, now.ordinal)),
        notice=notice,
        follows=notice.follows or "",
        open_questions=notice.open_questions,
        months=[(month, month_words(month)) for month in months],
        list=listed,
        chart=charts.of_season(_counts(entries)),
        chosen=len(chosen) if entries.crowded else 0,
        categories=notice.categories,
        sources=[outward(source) if is_web(source) else source for source in notice.sources],
        over=now.stage(site.today) is Stage.AFTER,
    )
    path = f"{year}/"
    metas = column(f"{year}年", said, "列表", (str(year), "会员活动日"))
    return Stamp(path, title(f"{year}年会员活动日"), said, head(site.url, path, said, metas=metas), str(body))


def _counts(entries: Gathered) -> dict[str, int]:
    """How many activities each day has."""
    days = on_each_day(entries)
    return {day: number_of(found) + sum(entries.on(day).values()) for day, found in days.items()}


def facts(notice: Notice, ordinal: int) -> Iterator[tuple[str, str | Markup]]:
    """What the notice says; what nobody has told us is 不详, not left out."""
    yield "届次", f"第{ordinal}个"
    yield "主题", f"“{notice.theme}”" if notice.theme else UNKNOWN
    yield "活动时间", notice.period.text if notice.period else UNKNOWN
    paper = [part for part in (notice.document, notice.title) if part]
    yield "通知", joined([markup("{}", part) for part in paper], "<br>") if paper else UNKNOWN
    if notice.issuer:
        yield "发文单位", notice.issuer
    yield "发文日期", day_words(notice.issued or "") or UNKNOWN
