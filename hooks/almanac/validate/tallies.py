"""Tallies: a zero return is one, a level is at or below the association, what is left out of it is of that level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from almanac.model.counting_rules import ALL_FILED, PUBLICITY, tally_row
from almanac.model.diagnostics import TODAY
from almanac.model.divisions import Level, level_of
from almanac.model.filings import Activity, Filing, Tally
from almanac.model.words import Status
from almanac.validate.context import Finding, Known, reference


def tally_zero(filing: Filing, known: Known) -> Iterator[Finding]:
    """A zero return has no figures; a tally that is not one has some; neither is of a day to come."""
    tally = filing.record
    if not isinstance(tally, Tally):
        return
    if tally.zero == "是" and (tally.publicity or tally.visits):
        key = "宣传" if tally.publicity else "慰问"
        message = f"写了“零报告: 是”，又写了“{key}”的数；确实没有活动的只留“零报告”，有活动的删去“零报告”"
        yield Finding((key, "<key>"), "E270", message, "零报告: 否")
    elif tally.zero == "否" and not (tally.publicity or tally.visits or tally.others):
        message = "汇总里没有一个数，这等于没有报；确实没有活动的要写明"
        yield Finding((), "W270", message, "零报告: 是")
    message = f"“截至”写的是 {tally.as_of}，应在 {filing.year} 年以后、今天（{TODAY}）以前"
    until = "" if tally.as_of[:4] < str(filing.year) else tally.as_of
    yield Finding(("截至",), "E271", message, f"截至: {TODAY}", until=until)


def tally_level(filing: Filing, known: Known) -> Iterator[Finding]:
    """A tally adds up activities of the association's own level or of one below it."""
    tally = filing.record
    if isinstance(tally, Tally):
        own = level_of(filing.code)
        if Level.named(tally_row(tally, filing.code)) < own:
            message = f"{own.label}的协会不能汇总{tally.level}的活动；只汇总本级和下级的"
            yield Finding(("级别",), "E273", message, "级别: 本级")


def tally_excludes(filing: Filing, known: Known) -> Iterator[Finding]:
    """What a tally leaves out is of its level, at or below the association; a city names nothing in other counties."""
    tally = filing.record
    if not isinstance(tally, Tally):
        return
    level = Level.named(tally_row(tally, filing.code))
    for n, text in enumerate(tally.excludes):
        if text == ALL_FILED:
            if len(tally.excludes) > 1:
                message = f"“不含”写了“{ALL_FILED}”，就不用再写别的活动"
                yield Finding(("不含", n), "E274", message, f"不含: [{ALL_FILED}]")
            continue
        found = reference(text, filing, known)
        code = found.split("-")[1] if found else ""
        if found and (not code.startswith(filing.code) or level_of(code) is not level):
            message = f"“{text}”不是{level.label}的活动，本来就不在这份汇总里，不用写"
            yield Finding(("不含", n), "E274", message, f"不含: [{ALL_FILED}]")
        elif found and level_of(filing.code) < Level.COUNTY and code != filing.code:
            message = f"市州和全省的汇总，“不含”里只写“{ALL_FILED}”，不逐个写下级的活动"
            yield Finding(("不含", n), "E274", message, f"不含: [{ALL_FILED}]")


def zero_refuted(filings: Sequence[Filing], known: Known) -> Iterator[tuple[Filing, Finding]]:
    """Who says that nothing was held has filed nothing of that level that was, nor has anybody below or in a tally."""
    zeros = [(f, f.record) for f in filings if isinstance(f.record, Tally) and f.record.zero == "是"]
    for filing, tally in zeros:
        level, others = Level.named(tally_row(tally, filing.code)), list[Filing]()
        for other in filings:
            inside = other.year == filing.year and other.code.startswith(filing.code)
            day = _held(other, level, known) if inside and other is not filing else ""
            if day and day[: len(tally.as_of)] <= tally.as_of:
                others.append(other)
        if others:
            names = "、".join(other.file.rpartition("/")[2] for other in others[:3])
            more = f"等 {len(others)} 份" if len(others) > 3 else ""
            message = (
                f"写了“零报告: 是”，可是{level.label}的活动已经有记录：{names}{more}；办过的删去零报告，"
                "没有办的改那一份（这份零报告现在不算）"
            )
            value = f"{level.label} {len(others)} 份，截至 {tally.as_of}"
            yield filing, Finding(("零报告",), "Q277", message, "零报告: 否", value=value)


def _held(filing: Filing, level: Level, known: Known) -> str:
    """The day of what a record says was held on a level and counts; empty where it says none."""
    record = filing.record
    if isinstance(record, Tally):
        said = Level.named(tally_row(record, filing.code)) is level
        parts = [part for part in (record.publicity, record.visits) if part]
        numbers = [number for part in parts for number in (part.sessions, part.people)]
        return record.as_of if said and any(one and one.value for one in numbers) else ""
    if not isinstance(record, Activity) or record.state != Status.HELD or level_of(filing.code) is not level:
        return ""
    notice, told = known.notices.get(filing.year), record.results
    names = {one.name for one in notice.categories if one.slug == PUBLICITY} if notice else set()
    counts = names & {*record.categories} or (told and (told.publicity or told.visits))
    return record.start.day or "0" if counts else ""
