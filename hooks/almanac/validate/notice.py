"""The year's notice: where it stands, its ordinal, dates, and what it takes over from another year."""

from __future__ import annotations

from collections.abc import Iterator

from almanac.model.counting_rules import CHOICES, FIXED, OUTLETS
from almanac.model.diagnostics import closest
from almanac.model.divisions import SLUGS
from almanac.model.filings import Filing, Notice
from almanac.validate.context import Finding, Known


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
    """Categories and outlets of a notice each have a name of their own, categories and what is assessed a code of their own."""
    notice = filing.record
    if not isinstance(notice, Notice):
        return
    lists = (
        ("类别", "名称", [category.name for category in notice.categories]),
        ("类别", "代码", [category.slug for category in notice.categories]),
        ("媒体名录", "名称", [outlet.name for outlet in notice.outlets]),
        ("评估", "代码", [item.slug for item in notice.assessed]),
    )
    for key, field, words in lists:
        for n, word in enumerate(words):
            if word in words[:n]:
                yield Finding(
                    (key, n, field), "E255", f"“{key}”里“{word}”写了两次", f"{field}: 换一个没有用过的"
                )


def notice_form(filing: Filing, known: Known) -> Iterator[Finding]:
    """Each column of the table has as many parts as its block counts things, and no block or column stands twice."""
    notice = filing.record
    if not isinstance(notice, Notice):
        return
    blocks = [block.slug for block in notice.blocks]
    for n, block in enumerate(notice.blocks):
        if block.slug in blocks[:n]:
            message = f"统计表里“{block.slug}”这一块写了两次"
            yield Finding(("统计表各块", n, "代码"), "E255", message, "代码: 换一个没有用过的")
        rows = [column.slug for column in block.columns]
        for m, column in enumerate(block.columns):
            loc = ("统计表各块", n, "列", m)
            if column.slug in rows[:m]:
                message = f"“{block.name}”里“{column.slug}”这一列写了两次"
                yield Finding((*loc, "代码"), "E255", message, "代码: 换一个没有用过的")
            if len(column.parts) != len(block.measures):
                message = f"“{column.name}”有 {len(column.parts)} 个小列，这一块却数 {len(block.measures)} 样；两处要一样多"
                yield Finding((*loc, "小列"), "E256", message, f"小列: [{', '.join(block.measures)}]")
            wanted = set(OUTLETS.values()) if block.slug == "media" else set(SLUGS)
            if column.slug not in wanted:
                message = f"“{block.name}”里没有“{column.slug}”这一级"
                yield Finding((*loc, "代码"), "E256", message, f"代码: {'、'.join(sorted(wanted))} 里的一个")


def notice_counting(filing: Filing, known: Known) -> Iterator[Finding]:
    """Counting rules are ones that the program knows, each once, with a choice that it knows."""
    notice = filing.record
    if not isinstance(notice, Notice):
        return
    slugs = [rule.slug for rule in notice.counting]
    for n, rule in enumerate(notice.counting):
        if rule.slug in slugs[:n]:
            yield Finding(("口径", n, "代码"), "E255", f"口径“{rule.slug}”写了两次", "代码: 换一个没有用过的")
        elif rule.slug not in FIXED and rule.slug not in CHOICES:
            meant = closest(rule.slug, [*FIXED, *CHOICES])
            hint = f"，是不是“{meant}”？" if meant else "；程序照它数不了"
            yield Finding(
                ("口径", n, "代码"),
                "E257",
                f"没有“{rule.slug}”这条口径{hint}",
                f"代码: {meant or 'sessions'}",
            )
        elif rule.choice and rule.choice not in CHOICES.get(rule.slug, ()):
            choices = tuple(CHOICES.get(rule.slug, ()))
            how = f"只能写：{'、'.join(choices)}" if choices else "没有几种取法，不写这一项"
            message = f"口径“{rule.slug}”的取法“{rule.choice}”不对，{how}"
            yield Finding(
                ("口径", n, "取法"), "E257", message, f"取法: {choices[0]}" if choices else "删去这一行"
            )
