"""What the numbers of an association are made of: each block with its own, its tallies' and those below it; its own records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from almanac.disclosure import small_counts
from almanac.model.counting_rules import rules_of
from almanac.model.divisions import Level, ancestor, level_of
from almanac.model.filings import Notice, Piece, Tally
from almanac.pages import Share
from almanac.render.html import joined, markup, outward
from almanac.statistics import counting, form
from almanac.statistics.subtotals import Publication
from almanac.statistics.totals import Sum, Sums, Tallied
from almanac.views.tallies import tally_words
from markupsafe import Markup

ROOT = "../../../"
ACTIVITIES = "活动"
Row = tuple[Markup, list[str]]  # an association, its numbers


class Made(Protocol):
    """What is looked at: one campaign of one association, a county that signs a table or a township that does not."""

    @property
    def code(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def notice(self) -> Notice: ...
    @property
    def sums(self) -> Sums: ...
    @property
    def own(self) -> Sums: ...
    @property
    def tallied(self) -> Sequence[Tallied]: ...
    @property
    def pieces(self) -> Sequence[Publication]: ...


class Block(NamedTuple):
    """A block of the form: the cells that have a number, their heads; in their order what the association brings itself,
    what its tallies do, each right below it, all together."""

    id: str
    name: str
    cells: list[str]
    heads: list[tuple[str, str]]
    own: list[str]
    tallied: list[str]
    children: list[Row]
    whole: list[str]


def blocks(one: Made, below: Callable[[list[str]], list[Row]]) -> Iterator[Block]:
    """Every block of the form; below: the rows of those right below, for some cells."""
    names = form.short_names(one.notice)
    tallied: dict[str, int] = {}
    for each in one.tallied:
        tallied[each.cell] = tallied.get(each.cell, 0) + each.rest
    for number, block in enumerate(one.notice.blocks):
        used = [c for c in names if c.startswith(f"{block.slug}-") and c in one.sums and one.sums[c].known]
        yield Block(
            f"b{number}",
            block.name,
            used,
            [(names[cell][1], names[cell][2]) for cell in used],
            [form.words_of(one.own.get(cell)) for cell in used],
            [str(tallied[cell]) if cell in tallied else "" for cell in used],
            below(used),
            [form.words_of(one.sums.get(cell)) for cell in used],
        )


def townships(share: Share, year: int) -> frozenset[str]:
    """The townships of a county at or below which a tally or a piece was filed: they have a page of their own."""
    return frozenset(
        ancestor(filing.code, Level.TOWNSHIP)
        for filing in share.filings
        if isinstance(filing.record, (Tally, Piece))
        and filing.year == year
        and level_of(filing.code) >= Level.TOWNSHIP
    )


def records(share: Share, one: Made) -> Iterator[tuple[str, list[Markup]]]:
    """The association's own records: activities with what they bring, pieces, tallies."""
    led = counting.counting_for(share.entries, one.code, one.year, rules_of(one.notice))
    if led:
        link = '<a href="{}e/{}/">{}</a>，{}：{}'
        yield ACTIVITIES, [markup(link, ROOT, e.id, e.name, e.when, e.result or "没有写数") for e in led]
    if one.pieces:
        yield "媒体稿件", [_piece(share, each) for each in one.pieces]
    if one.tallied:
        names = form.names(one.notice)
        yield "汇总", [_tallied(one.code, names.get(each.cell, each.cell), each) for each in one.tallied]
    if outside := list(_as_filed(share, one)):
        yield "汇总写的是", outside


def _tallied(code: str, name: str, one: Tallied) -> Markup:
    if not small_counts.cells(code, {one.cell: Sum(one.whole)}):
        return markup("{}：{}", name, small_counts.FEW)
    words = "{}：共 {}，其中已逐场填报和下级汇总 {}，计入 {}"
    return markup(words, name, one.whole, one.contained, one.rest)


def _as_filed(share: Share, one: Made) -> Iterator[Markup]:
    """The association's tallies in words, with what they say of themselves; what enters no cell says why."""
    for filing in share.filings:
        tally = filing.record
        if isinstance(tally, Tally) and (filing.code, filing.year) == (one.code, one.year):
            sources = joined([outward(source) for source in tally.sources], "、")
            asked = "；".join(text.rstrip("。") for text in tally.open_questions)
            yield markup("{}{}{}{}", tally_words(tally, one.code), Markup("（出处：") + sources + "）" if tally.sources else "",
                         f"待核实：{asked}。" if asked else "", f"不计：{tally.apart}。" if tally.apart else "")  # fmt: skip


def _piece(share: Share, piece: Publication) -> Markup:
    words = f"《{piece.title}》" if piece.title else "标题不详"
    named = (
        markup('<a href="{}" rel="noopener nofollow">{}</a>', piece.web, words)
        if piece.web
        else markup("{}", words)
    )
    reason = piece.reason
    if reason.startswith("@"):
        code, semicolon, rest = reason[1:].partition("；")
        reason = f"{share.site.register[code].title}已报{semicolon}{rest}"
    return markup(
        "{}：{}，{}{}", piece.outlet, named, piece.form, f"；不计：{reason}" if not piece.cell else ""
    )
