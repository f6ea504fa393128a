"""The year's notice: where it stands, its ordinal, dates, and what it takes over from another year."""

from __future__ import annotations

from collections.abc import Iterator

from almanac.records import Filing, Notice
from almanac.rules.known import Finding, Known


def notice_place(filing: Filing, known: Known) -> Iterator[Finding]:
    """A notice is the year's: it stands in the root of the year's folder."""
    if isinstance(filing.record, Notice) and filing.file.count("/") != 1:
        message = (
            f"“通知.yml”只能直接放在 {filing.year} 年的文件夹里，这里是 {filing.file.rpartition('/')[0]}"
        )
        yield Finding((), "E251", message, f"{filing.year}/通知.yml")


def notice_ordinal(filing: Filing, known: Known) -> Iterator[Finding]:
    """The ordinal is the year less 1998."""
    notice = filing.record
    if isinstance(notice, Notice) and notice.ordinal is not None and notice.ordinal != filing.year - 1998:
        right = filing.year - 1998
        message = f"{filing.year} 年是第 {right} 个会员活动日（年份减 1998），这里写的是 {notice.ordinal}"
        yield Finding(("届次",), "E250", message, f"届次: {right}")


def notice_dates(filing: Filing, known: Known) -> Iterator[Finding]:
    """The period and the deadlines of a notice are of its year, and the period ends after it begins."""
    notice = filing.record
    if not isinstance(notice, Notice):
        return
    for n, deadline in enumerate(notice.deadlines):
        if deadline.due[:4] != str(filing.year):
            message = f"“{deadline.item}”的期限 {deadline.due} 不在 {filing.year} 年"
            yield Finding(("报送期限", n, "期限"), "E252", message, f"期限: {filing.year}{deadline.due[4:]}")
    period = notice.period
    if period and period.end < period.start:
        message = f"活动时间的“结束”{period.end} 早于“开始”{period.start}"
        yield Finding(("时间", "结束"), "E210", message, f"结束: {filing.year}-06-10")
    for key, day in (("开始", period.start), ("结束", period.end)) if period else ():
        if day[:4] != str(filing.year):
            message = f"活动时间的“{key}”{day} 不在 {filing.year} 年"
            yield Finding(("时间", key), "E252", message, f"{key}: {filing.year}{day[4:]}")


def notice_follows(filing: Filing, known: Known) -> Iterator[Finding]:
    """A notice follows another year's that is there, and that itself says what is followed."""
    notice = filing.record
    if not isinstance(notice, Notice) or notice.follows is None:
        return
    other = known.notices.get(int(notice.follows))
    if int(notice.follows) == filing.year or other is None or other.follows is not None:
        whole = sorted(
            year for year, one in known.notices.items() if one.follows is None and year != filing.year
        )
        why = (
            "是它自己"
            if int(notice.follows) == filing.year
            else "没有通知"
            if other is None
            else "也是沿用别年的"
        )
        message = f"“沿用”写的 {notice.follows} 年{why}；要写一个有完整通知的年份"
        yield Finding(("沿用",), "E254", message, f'沿用: "{whole[-1] if whole else 2021}"')


def notice_doubles(filing: Filing, known: Known) -> Iterator[Finding]:
    """Categories and outlets of a notice each have a name of their own, categories a code of their own."""
    notice = filing.record
    if not isinstance(notice, Notice):
        return
    lists = (
        ("类别", "名称", [category.name for category in notice.categories]),
        ("类别", "代码", [category.slug for category in notice.categories]),
        ("媒体名录", "名称", [outlet.name for outlet in notice.outlets]),
    )
    for key, field, words in lists:
        for n, word in enumerate(words):
            if word in words[:n]:
                yield Finding(
                    (key, n, field), "E255", f"“{key}”里“{word}”写了两次", f"{field}: 换一个没有用过的"
                )
