"""Published pieces held against one another: the same one filed twice, one that looks like a reprint of another."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from almanac.model.counting_rules import is_same, piece_key, printed_as
from almanac.model.day import after
from almanac.model.diagnostics import closest
from almanac.model.filings import Filing, Notice, Outlet, Piece
from almanac.validate.context import Finding, Known

ALIKE = 0.75  # so alike, of 1, are two titles of one piece; titles of different activities in 115 reports reach 0.55
AFTERWARDS = 30  # so many days after the campaign it is still told of
FEWEST = 4  # pairs that a title must have left to be told from others
_STOCK = re.compile(
    r"5[·.．]29|[“”\"]|会员活动日|宣传服务|主题|系列|集中|活动|开展|举办|启动|计生协"
)  # in every title


def listed(outlet: str, notice: Notice | None) -> Outlet | None:
    """The outlet of the notice's list that goes by this name."""
    return next((o for o in notice.outlets if outlet in (o.name, *o.aliases)), None) if notice else None


def meant(outlet: str, notice: Notice | None) -> str:
    """The name in the notice's list that an outlet's is one slip away from; empty if none."""
    names = [name for o in notice.outlets for name in (o.name, *o.aliases)] if notice else []
    return closest(outlet, names) or ""


def of_another_time(filing: Filing, known: Known) -> Iterator[Finding]:
    """A piece is of the campaign in which it is filed: of its year, and of its time where the notice says one."""
    piece, notice = filing.record, known.notices.get(filing.year)
    if not isinstance(piece, Piece) or not piece.date or piece.occasion:
        return
    value, message, period = f"日期 {piece.date}", "", notice.period if notice else None
    since = ""
    if piece.date[:4] != str(filing.year):
        message = f"却记在 {filing.year} 年；别的年份的放到那一年的文件夹"
    elif period and not period.start[: len(piece.date)] <= piece.date < after(period.end, AFTERWARDS):
        message, since = f"这一届的活动时间是{period.text}；写的不是这一届的，写明“所属”", piece.date
    if message:
        message = f"{_named(piece)}是 {piece.date} 发表的，{message}"
        yield Finding(("日期",), "Q244", message, f"日期: {filing.year}-05-30", since=since, value=value)


def pairs_of(title: str) -> frozenset[str]:
    """The neighbouring letters of a title without the words that all these titles share."""
    plain = [letter for letter in _STOCK.sub("", title) if letter.isalnum()]
    return frozenset(map("".join, itertools.pairwise(plain)))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two titles have in common, from 0 to 1; nothing is known of those with little of their own."""
    if min(len(one), len(other)) < FEWEST:
        return 0.0
    return 2 * len(one & other) / (len(one) + len(other))


def same_piece(filings: Sequence[Filing], known: Known) -> Iterator[tuple[Filing, Finding]]:
    """An association files a published piece once, and says of a reprint where it was first."""
    groups: dict[tuple[int, str], list[tuple[Filing, Piece]]] = {}
    for filing in filings:
        if isinstance(filing.record, Piece):
            groups.setdefault((filing.year, filing.code), []).append((filing, filing.record))
    for group in groups.values():
        if len(group) > 1:
            yield from _twice(group)


def _twice(group: Sequence[tuple[Filing, Piece]]) -> Iterator[tuple[Filing, Finding]]:
    """Of one association's pieces, each with the first before it that it repeats or resembles."""
    seen: dict[str, Piece] = {}
    titles: list[tuple[Piece, frozenset[str]]] = []
    holders: dict[str, list[int]] = {}
    for filing, piece in group:
        key = piece_key(piece)
        first = seen.setdefault(key, piece) if key else piece
        if first is not piece:
            message = f"{_named(piece)}写了两次，是同一篇；留一条就行"
            yield (
                filing,
                Finding(("标题",) if piece.title else ("媒体",), "W241", message, "删去多出来的一条"),
            )
            continue
        pairs = pairs_of(piece.title or "")
        if twice := _same_title(piece, (other for other, _ in titles)):
            yield filing, twice
        other = _alike(piece, pairs, titles, holders)
        if other:
            message = f"{_named(piece)}和{_named(other)}像是同一篇；是转载的请写明，转载不再计数"
            value = f"{other.outlet}《{other.title}》"
            yield filing, Finding(("标题",), "Q241", message, f"转载自: {other.outlet}", value=value)
        for pair in pairs:
            holders.setdefault(pair, []).append(len(titles))
        titles.append((piece, pairs))


def _same_title(piece: Piece, before: Iterable[Piece]) -> Finding | None:
    """A piece that has the title of another and counts besides it: an everyday title, or one filed twice."""
    this = printed_as(piece)
    for other in before:
        that = printed_as(other)
        reprinted = piece.reprint_of or other.reprint_of or other.form != piece.form
        if reprinted or not this.title or this.title != that.title or is_same(this, that, True):
            continue
        days = "、".join(one.date or "没有写日期" for one in (other, piece))
        message = (
            f"{_named(piece)}和{other.outlet}的一篇标题一样（{days}），照两篇计；是同一篇的删去一条，"
            "是转载的写明转载自哪里"
        )
        value = f"{that.outlet} {that.date} {piece.outlet} {this.date}"
        return Finding(("标题",), "Q241", message, f"转载自: {other.outlet}", value=value)
    return None


def _alike(
    piece: Piece,
    pairs: frozenset[str],
    titles: Sequence[tuple[Piece, frozenset[str]]],
    holders: Mapping[str, Iterable[int]],
) -> Piece | None:
    """The piece of nearly the same title that would count besides it; the same title counts once anyhow."""
    if piece.reprint_of:
        return None
    for number, _ in Counter(n for pair in pairs for n in holders.get(pair, ())).most_common(3):
        other, others = titles[number]
        close = other.form == piece.form and not other.reprint_of and likeness(pairs, others) >= ALIKE
        if close and _plain(other) != _plain(piece):
            return other
    return None


def _plain(piece: Piece) -> str:
    return "".join(letter for letter in piece.title or "" if letter.isalnum())


def _named(piece: Piece) -> str:
    return (
        f"{piece.outlet}的《{piece.title}》"
        if piece.title
        else f"{piece.outlet}的一篇{f'（{piece.web}）' if piece.web else ''}"
    )
