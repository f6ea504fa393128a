"""The official table of every association that reports: its page, and the same numbers for programs."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Sequence

from markupsafe import Markup

from almanac.model.counting_rules import printed
from almanac.model.divisions import Level, level_of
from almanac.pages import Made, Share, Stamp
from almanac.pages.parts import charts, composition
from almanac.pages.parts.composition import ROOT
from almanac.render.html import column, fill, head, is_web, joined, markup, title
from almanac.statistics import form, reminders
from almanac.statistics import table as statistics_table
from almanac.statistics.sums_in_words import in_words
from almanac.statistics.table import Child, StatisticsTable, status_words
from almanac.views.campaign_year import season

FILES = (
    ("form.xlsx", "Excel（表样）", "信息统计表.xlsx"),
    ("form.docx", "Word", "信息统计表.docx"),
    ("form.pdf", "PDF", "信息统计表.pdf"),
    ("data.xlsx", "Excel（数据）", "统计数据.xlsx"),
    ("table.csv", "CSV", "统计数据.csv"),
    ("table.bom.csv", "CSV（用 Excel 打开）", "统计数据-Excel.csv"),
)


def make(share: Share, sheets: Sequence[StatisticsTable]) -> Iterator[Made]:
    """Make those of a county, one for each campaign in which anything was filed, and one for the current; or above."""
    for one in sheets:
        yield _page(share, one)


def make_front(share: Share, sheets: Sequence[StatisticsTable]) -> Iterator[Made]:
    """Make totals/, the way to the table of each campaign; once, with those of the province."""
    if share.code != share.site.register.root:
        return
    said = "各届“5·29会员活动日”的信息统计表，每个数都能查到记录。"
    rows = [(one.year, season(one.year, one.notice), in_words(one.sums)) for one in sheets]
    body = fill("totals_front.html", root="../", code=share.code, rows=rows[::-1])
    metas = column("信息统计表", said, "列表", ("信息统计表",))
    yield Stamp("totals/", "信息统计表", said, head(share.site.url, "totals/", said, metas=metas), str(body))


# ---------------------------------------------------------------- the page


def _page(share: Share, one: StatisticsTable) -> Stamp:
    site = share.site
    unit = site.register[one.code]
    now = season(one.year, one.notice)
    heading = f"{unit.short}{now.name}信息统计表"
    path = f"totals/{one.year}/{one.code}/"
    said = (
        f"{unit.title}{one.year}年会员活动日信息统计表：宣传、服务、媒体和网站、新媒体，每个数都能查到记录。"
    )
    body = fill(
        "totals.html",
        root=ROOT,
        steps=_steps(share, one),
        sheet=one,
        heading=heading,
        season=now,
        status=status_words(one),
        files=FILES if one.filled or one.year == site.year else (),
        unit=unit.short,
        table=table(one),
        notes=form.own_notes(one.notice),
        remarks=form.footnotes(one),
        beside=form.beside(one),
        charts=charts.of_table(one, site.register),
        blocks=list(_blocks(share, one)),
        own=list(composition.records(share, one)),
        standing=_standing(one),
        tables=_tables(share, one),
        left_out=_left_out(one),
        accounts=_accounts(share, one),
        rules=printed(one.notice),
    )
    metas = column("信息统计表", said, "统计", ("信息统计表", unit.title))
    return Stamp(
        path,
        title(f"{unit.short}统计表", f"{one.year}年"),
        said,
        head(site.url, path, said, metas=metas),
        str(body),
    )


def _steps(share: Share, one: StatisticsTable) -> Markup:
    """From the province down to this association's table, one tap each."""
    register = share.site.register
    here = [
        markup('<a href="{}totals/{}/{}/"{}>{}</a>', ROOT, one.year, unit.code,
               Markup(' aria-current="page"') if unit.code == one.code else "", unit.short)
        for unit in register.line(one.code)
    ]  # fmt: skip
    return joined(here, "")


def table(one: StatisticsTable) -> Markup:
    """The form with its merged heads; every number leads to what it is made of."""
    whole = form.columns(one.notice)
    rows = []
    for number, row in enumerate(form.grid(one.notice)):
        cells = joined([_square(one, square, number // 3) for square in row], "")
        rows.append(markup("<tr>{}</tr>", cells))
    caption = markup("<caption>{}。空着的没有填报，不是零。</caption>", form.title(one.notice))
    spread = markup('<colgroup><col class="blocks"><col span="{}"></colgroup>', whole)
    # HTML wants a cell to begin in every column of the grid, though the blocks divide it differently.
    ruler = markup("<tr hidden>{}</tr>", Markup("<td></td>") * (whole + 1))
    return markup(
        '<table class="form">{}{}<tbody>{}{}</tbody></table>', caption, spread, ruler, joined(rows, "\n")
    )


def _square(one: StatisticsTable, square: form.Square, block: int) -> Markup:
    spans = markup(' colspan="{}"', square.wide) if square.wide > 1 else Markup("")
    if square.kind == "block":
        return markup('<th scope="rowgroup" rowspan="{}" class="blockname">{}</th>', square.high, square.text)
    if square.kind == "head":
        return markup('<th scope="colgroup"{}>{}</th>', spans, square.text)
    if square.kind == "part":
        return markup('<th scope="col"{} class="part">{}</th>', spans, square.text)
    found = one.sums.get(square.cell)
    words = form.words_of(found)
    if not words and found and found.zeros:
        return markup("<td{}><small>零 {}/{}</small></td>", spans, found.zeros, found.due)
    if not words:
        return markup('<td{}><span class="visually-hidden">没有填报</span></td>', spans)
    mark = form.mark(one, square.cell)
    star = markup('<span class="about" title="含约数">*</span>') if mark.startswith("*") else Markup("")
    raised = markup(" <sup>{}</sup>", mark.lstrip("*")) if mark.lstrip("*") else Markup("")
    return markup('<td{}><a href="#b{}">{}</a>{}{}</td>', spans, block, words, star, raised)


# ---------------------------------------------------------------- what the numbers are made of


def _blocks(share: Share, one: StatisticsTable) -> Iterator[dict[str, object]]:
    """For each block: its cells' names, the association's own numbers, those of each right below it, all together."""
    names = form.short_names(one.notice)
    rows = functools.partial(_children, share, one, composition.townships(share, one.year))
    for block in composition.blocks(one, rows):
        cells = block.cells
        marks = ["≠" if form.differs(one, cell) else "" for cell in cells]
        yield block._asdict() | {
            "by_signer": [form.more_or_less(one.by_signer[c]) if c in one.by_signer else "" for c in cells],
            "whole": [f"{words}{mark}" for words, mark in zip(block.whole, marks, strict=True)],
            "why": [
                (f"{names[cell][1]}{names[cell][2]}", "，".join(form.explained(one, cell))) for cell in cells
            ],
        }


def _children(
    share: Share, one: StatisticsTable, townships: Collection[str], cells: list[str]
) -> list[composition.Row]:
    return [(_linked(share, one, child, townships), [form.words_of(child.sums.get(cell)) for cell in cells])
            for child in one.children]  # fmt: skip


def _linked(share: Share, one: StatisticsTable, child: Child, townships: Collection[str]) -> Markup:
    """An association right below, with a link to where its numbers can be followed."""
    name = share.site.register[child.code].short
    if child.has_table(one.year == share.site.year) or child.code in townships:
        return markup('<a href="{}totals/{}/{}/">{}</a>', ROOT, one.year, child.code, name)
    if child.code in share.paged:
        return markup('<a href="{}u/{}/">{}</a>', ROOT, child.code, name)
    return markup("{}", name)


def _standing(one: StatisticsTable) -> list[tuple[str, int, int, int, list[tuple[str, int, str]]]]:
    """By level: associations by the register, those that filed, zero returns, and what all must hold."""
    required = [category for category in one.notice.categories if category.required]
    rows = []
    for level in statistics_table.levels_below(one.code):
        held = [
            (
                category.name,
                one.standing.held.get(category.slug, {}).get(level.slug, 0),
                reminders.beside(one, category.slug, one.standing, level),
            )
            for category in required
            if level.label in category.required
        ]
        rows.append(
            (
                level.label,
                one.expected[level.slug],
                one.standing.filed.get(level.slug, 0),
                one.standing.zeros.get(level.slug, 0),
                held,
            )
        )
    return rows


def _tables(share: Share, one: StatisticsTable) -> list[tuple[str, str]]:
    """The associations right below that have a table of their own; of a county the townships that have a page."""
    register = share.site.register
    below = [child.code for child in one.children if child.has_table(one.year == share.site.year)]
    if level_of(one.code) is Level.COUNTY:
        below = sorted(composition.townships(share, one.year))
    return [(code, register[code].short) for code in below]


def _accounts(share: Share, one: StatisticsTable) -> list[tuple[str, str, str, str]]:
    """Whose, kind, name, address of each site and account."""
    named = share.site.register
    return [(named[a.code].short, a.kind, a.name, a.web if is_web(a.web) else "") for a in one.accounts]


def _left_out(one: StatisticsTable) -> list[tuple[str, str]]:
    return [
        (
            level.label,
            "、".join(f"{reason} {number} 场" for reason, number in sorted(one.left_out[level.slug].items())),
        )
        for level in Level
        if one.left_out.get(level.slug)
    ]
