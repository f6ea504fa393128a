"""The year that a workbook is of, as its titles, its name or else its days say it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from almanac.excel.reader import Page
from almanac.model.diagnostics import Fault, Place

_TITLED = re.compile(r"(?<![0-9])(20[0-9]{2}) *年(?! *[0-9]{1,2} *月)")
_DATED = re.compile(r"(?<![0-9])(20[0-9]{2}) *[年./-] *[0-9]{1,2} *[月./-] *[0-9]{1,2}(?![0-9])")
_NAMED = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")


def said(pages: Sequence[Page], file: str, current: int, known: Collection[int]) -> int | Fault:
    """The year that titles say, else the file's name, else all days, else the campaign's; a contradiction is not for us to settle."""
    texts = [cell.text for page in pages for row in page.rows[:2] for cell in row if cell]
    titled = {int(year) for text in texts for year in _TITLED.findall(text)}
    named = {int(year) for year in _NAMED.findall(Path(file).name)}
    found = titled or named or _dated(pages, current, known)
    clash = bool(titled and named and not titled & named)
    if not clash and (not found or current in found):
        return current
    if clash or len(found) > 1:
        words = "、".join(map(str, sorted(titled | named)))
        message = f"标题和文件名里写了几个年份：{words}，不知道是哪一年的，没有收；请改成一致"
        return Fault(Place(file), "E092", message, f"标题写：{max(found)}年5·29会员活动日情况统计表")
    year = found.pop()
    if year not in known:
        message = (
            f"标题或文件名写的是 {year} 年，这里没有 {year} 年的通知，没有收；年份写错了请改标题和文件名"
        )
        return Fault(Place(file), "E092", message, f"标题写：{current}年5·29会员活动日情况统计表")
    return year


def _dated(pages: Sequence[Page], current: int, known: Collection[int]) -> set[int]:
    """The one year of another campaign that every day with a year is of; none where they differ."""
    days = (
        cell.text
        for page in pages
        for row in page.rows
        for cell in row
        if cell and cell.kind in ("day", "text")
    )
    years = {int(found[1]) for text in days if (found := _DATED.match(text.strip()))}
    return years if len(years) == 1 and current not in years and years <= {*known} else set()
