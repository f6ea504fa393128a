"""What a township brings to its county's table where something is in it that no activity shows: tallies, published pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from almanac.disclosure import small_counts
from almanac.model.filings import Notice
from almanac.pages import Made, Share, Stamp
from almanac.pages.parts import composition
from almanac.pages.parts.composition import ROOT
from almanac.render.html import column, fill, head, joined, markup, title
from almanac.statistics import form
from almanac.statistics.subtotals import Publication, publication
from almanac.statistics.totals import Node, Sums, Tallied


class Part(NamedTuple):
    """One campaign of an association that signs no table, and what it brings to its county's."""

    code: str
    year: int
    notice: Notice
    sums: Sums
    own: Sums
    tallied: tuple[Tallied, ...]
    pieces: tuple[Publication, ...]


def make(share: Share) -> Iterator[Made]:
    """Make totals/<year>/<township>/ of a county's townships, for each campaign."""
    for year, found in sorted(share.reckonings.items()):
        for code in sorted(composition.townships(share, year)):
            yield _page(share, year, code, found.nodes)


def _page(share: Share, year: int, code: str, nodes: Mapping[str, Node]) -> Stamp:
    site = share.site
    unit, notice = site.register[code], site.notices[year]
    part, path = _part(nodes[code], year, notice), f"totals/{year}/{code}/"
    villages = [_part(nodes[one], year, notice) for one in nodes[code].below]
    said = f"{unit.title}{year}年会员活动日：并入上级统计表的数由哪些村和记录组成。"
    body = fill(
        "totals_township.html",
        root=ROOT,
        steps=_steps(share, year, code),
        year=year,
        heading=f"{unit.short}{year}年的数从哪里来",
        county=site.register[share.code],
        blocks=list(
            composition.blocks(part, lambda cells: [_village(share, one, cells) for one in villages])
        ),
        own=list(composition.records(share, part)),
        villages=list(_villages(share, villages)),
    )
    metas = column(f"{unit.short}的数", said, "统计", ("信息统计表", unit.title))
    return Stamp(
        path,
        title(f"{unit.short}的数", f"{year}年"),
        said,
        head(site.url, path, said, metas=metas),
        str(body),
    )


def _villages(share: Share, parts: Iterable[Part]) -> Iterator[tuple[str, list[tuple[str, list[Markup]]]]]:
    """Of each village the records that its own page does not show."""
    for one in parts:
        kinds = [each for each in composition.records(share, one) if each[0] != composition.ACTIVITIES]
        if kinds:
            yield share.site.register[one.code].short, kinds


def _part(node: Node, year: int, notice: Notice) -> Part:
    pieces = tuple(publication(node.code, *each) for each in node.own.pieces)
    return Part(node.code, year, notice, node.sums(), node.own_sums(), tuple(node.tallied), pieces)


def _steps(share: Share, year: int, code: str) -> object:
    here = ' aria-current="page"'
    line = share.site.register.line(code)
    return joined(
        [markup(f'<a href="{{}}totals/{{}}/{{}}/"{here if unit.code == code else ""}>{{}}</a>',
                ROOT, year, unit.code, unit.short) for unit in line], "")  # fmt: skip


def _village(share: Share, one: Part, cells: list[str]) -> composition.Row:
    """A village with its numbers; one or two people visited are 若干."""
    name, shown = share.site.register[one.code].short, small_counts.cells(one.code, one.sums)
    paged = one.code in share.paged
    link = markup('<a href="{}u/{}/">{}</a>', ROOT, one.code, name) if paged else markup("{}", name)
    return link, [
        form.words_of(one.sums.get(cell)) if cell in shown or cell not in one.sums else small_counts.FEW
        for cell in cells
    ]
