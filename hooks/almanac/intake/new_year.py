"""A new year's notice, begun from the last one that is whole: what must be changed stands in it as remarks, so nothing old is published."""

from __future__ import annotations

import re
from collections.abc import Mapping

from almanac.model.filings import Notice

# What each year says anew; the rest is taken over by 沿用.
_ANEW = (
    "主题",
    "标题",
    "文号",
    "发文单位",
    "发文日期",
    "主送",
    "缘起",
    "时间",
    "报送期限",
    "投稿渠道",
    "标语",
    "附件",
    "联系",
    "工作要求",
    "来源",
)
_KEY = re.compile(r"([一-鿿]{2,6}):(?: |$)")


def pattern(notices: Mapping[int, Notice], year: int) -> int | None:
    """The last year before this one whose notice is whole; None if there is none."""
    return max(
        (one for one, notice in notices.items() if one < year and notice.follows is None), default=None
    )


def notice(year: int, was: int, raw: str) -> str:
    """The notice of a year; raw: the text of the notice that it follows."""
    blocks = _blocks(raw)
    lines = [
        f"# {year} 年的通知，照省里的文改。下面井号开头的各行是 {was} 年写的，届次和日子已经换成 {year} 年的。",
        "# 改好一项，去掉那几行行首的井号和空格，就算数；没有的项删去。留着井号的不算数，也不会公布。",
        f"届次: {year - 1998}",
        f'沿用: "{was}"',
        "",
        *(f"# {_moved(line, year, was)}".rstrip() for key in _ANEW for line in blocks.get(key, ())),
    ]
    lines += [
        "",
        "待核实:",
        f"  - 还没有照 {year} 年的通知改：主题、时间、报送期限都不知道。改好以后删去这一条。",
    ]
    return "\n".join(lines) + "\n"


def _blocks(raw: str) -> dict[str, list[str]]:
    """The lines of each field."""
    found: dict[str, list[str]] = {}
    key = ""
    for line in raw.splitlines():
        if begins := _KEY.match(line):
            key = begins[1]
        if line.strip() and not line.startswith("#"):
            found.setdefault(key, []).append(line)
    return found


def _moved(line: str, year: int, was: int) -> str:
    """A line with the ordinal and the days of the new year."""
    line = line.replace(f"第{was - 1998}个", f"第{year - 1998}个")
    return re.sub(rf"(?<![0-9]){was}(?=-[0-9]{{2}})", str(year), line)
