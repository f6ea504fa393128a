"""What stands above the text of a draft: the head of its file, and how it refers to the activities it tells of."""

from __future__ import annotations

from collections.abc import Sequence

from almanac.model.divisions import Register
from almanac.model.filings import Filing


def reference(filing: Filing, code: str = "", register: Register | None = None) -> str:
    """How a release names an activity: its file, with the folder below the association; its number in a list."""
    stem = filing.file.rpartition("/")[2].removesuffix(".yml")
    number = filing.id.rpartition("-")[2] if filing.item is not None else ""
    folder = ""
    if register and filing.code != code:
        folder = "/" + register.path(filing.code) + "/"
    return f"{folder}{stem}{'#' + number if number else ''}"


def heading(
    headlines: Sequence[str],
    digest: str,
    code: str,
    year: int,
    activities: Sequence[str],
    day: str,
    register: Register,
    note: str = "",
) -> str:
    """What stands above the text; whatever only people know is left for them. headlines: the longest first."""
    unit = register.path(code) or register[code].name
    written = day if len(day) == 10 else f"{year}-05-29"
    shorter = [text for text in dict.fromkeys(headlines[1:]) if text != headlines[0]]
    lines = [
        "---",
        f"标题: {_quoted(headlines[0])}",
        *([f"备用标题: [{', '.join(map(_quoted, shorter))}]"] if shorter else []),
        f"摘要: {_quoted(digest)}",
        f"单位: {unit}",
        f'年份: "{year}"',
        f"活动: [{', '.join(map(_quoted, activities))}]",
        "状态: 草稿",
        f"发布: {written}",
        f"说明: {_quoted(f'由活动记录起草。{note}把〔待核实〕的查清，补上通讯员、责编和三审，再把状态改成“定稿”。')}",
        "---",
        "",
    ]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """A text as a value of a record: in quotation marks where its letters would be read otherwise."""
    escaped = text.replace("'", "''")
    return f"'{escaped}'"
