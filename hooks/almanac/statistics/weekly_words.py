"""A digest in words: its weeks, what was held and printed in them, what is coming."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from almanac.disclosure import small_counts
from almanac.model.phase import WORDS
from almanac.statistics.sums_in_words import in_words
from almanac.statistics.totals import Sum
from almanac.statistics.weekly_digest import Digest, Week, later
from almanac.views.occurrences import spoken_day


def week_words(start: str) -> str:
    """2021年第21周（5月24日—5月30日）, as the calendar's weeks are numbered."""
    year, number, _ = datetime.date.fromisoformat(start).isocalendar()
    first, last = printed_day(start), printed_day(later(start, 6))
    return f"{year}年第{number}周（{first}—{last}）"


def printed_day(day: str) -> str:
    """5月29日."""
    return spoken_day(day).partition("（")[0]


def counted(week: Week, exact: bool = False) -> str:
    """宣传活动 2 场、867 人；慰问服务 1 场、13 人; of what was filed one by one, no one or two people visited.

    exact: with all digits, for staff, where the sentence to paste says 2200余.
    """
    return in_words(
        {
            cell: Sum(**added._asdict())
            for cell, added in week.sums.items()
            if not (
                cell.startswith("visits")
                and cell.endswith("people")
                and added.value <= small_counts.MOST_HIDDEN
            )
        },
        exact,
    )


def told(week: Week, titles: Mapping[str, str]) -> Iterator[str]:
    """The paragraphs of a week for whoever pastes them; titles: of the associations that are named."""
    numbers = counted(week)
    if week.held:
        yield f"举办活动 {week.held} 场" + (f"（已填报人数的合计：{numbers}）。" if numbers else "。")
        for line in week.named:
            result = f"：{line.result}" if line.result else ""
            yield f"· {line.when}，{titles[line.code]}{f'在{line.place}' if line.place else ''}举办{line.name}{result}。"
        if week.held > len(week.named):
            yield f"· 另有 {week.held - len(week.named)} 场。"
    if week.printed:
        yield "媒体报道："
        for piece in week.printed:
            title = f"《{piece.title}》" if piece.title else "（标题不详）"
            yield f"· {piece.outlet}{title}，{printed_day(piece.date)}"


def told_ahead(weekly: Digest, titles: Mapping[str, str]) -> Iterator[str]:
    """The paragraphs of what is coming."""
    if weekly.ahead:
        yield "近期活动："
        for line in weekly.coming:
            mark = WORDS[line.phase].digest + (f"（{line.invited}）" if line.invited else "")
            where = f"，{line.place}" if line.place else ""
            yield f"· {line.when}，{line.name}{mark}{where}（{titles[line.code]}）"
        if weekly.ahead > len(weekly.coming):
            yield f"· 另有 {weekly.ahead - len(weekly.coming)} 场。"
