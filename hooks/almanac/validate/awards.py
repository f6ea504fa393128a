"""The roll of honour: names only with a good consent, minors never, numbers that stay apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from almanac.model.day import Day, after
from almanac.model.diagnostics import IN_FIVE_YEARS, TODAY
from almanac.model.filings import Award, Consent, Filing, Honoured, Promise, Record
from almanac.validate.context import Finding, Known, award_id

UNITS = ("集体", "授牌", "作品")  # names of units and works need nobody's consent
WITHDRAWN = "撤回"  # stands for a name that was taken out of the record
_MASKED = re.compile("某|[×*＊○]")
_FAMILY = re.compile("(?:一家|全家|家庭|夫妇|夫妻|同志|老师|医生|老人)$")
_CONSENT = "同意: {同意人: 本人, 日期: 2021-05-20, 范围: [网页, 印刷], 至: 2026-05-20}"


def is_over(consent: Consent, today: Day) -> bool:
    """A consent is good through its last day, or through its last month where only that is said."""
    return today.past(consent.until)


def is_minor(one: Honoured) -> bool:
    """Who is said to be a minor, or for whom a guardian consented."""
    return one.minor == "是" or (one.consent is not None and one.consent.by == "监护人")


def persons(name: str) -> list[str]:
    """The persons' names in an entry of a roll: 张三、李四家庭 are two; masked ones are not names."""
    parts = [_FAMILY.sub("", part.strip()) for part in re.split("[、，,;；（）()]", name)]
    return [part for part in parts if len(part) > 1 and part != WITHDRAWN and not _MASKED.search(part)]


def roll_consent(filing: Filing, known: Known) -> Iterator[Finding]:
    """The name of a person or a family stands on the roll only with consent; a minor's never stands there."""
    award = filing.record
    if not isinstance(award, Award):
        return
    for n, one in enumerate(award.honoured):
        which, consent = f"名单里第 {n + 1} 个", one.consent
        if is_minor(one) and persons(one.name):
            message = f"{which}是未成年人，姓名不能写进记录；名称写成“某某”，或只写数量"
            yield Finding(("名单", n, "名称"), "E265", message, "名称: 某某同学")
        elif consent is None and award.kind not in UNITS and one.name != WITHDRAWN and not is_minor(one):
            message = f"表彰的是{award.kind or '谁没有写明（“类型”）'}，{which}没有“同意”，姓名不能公开；只公布数量也可以"
            yield Finding(("名单", n, "名称"), "E260", message, _CONSENT)
        elif consent is not None:
            yield from _consent(one, consent, n, which)


def _consent(one: Honoured, consent: Consent, n: int, which: str) -> Iterator[Finding]:
    """What is to be said of a consent; whatever is said, the name is shown only while the consent is good."""
    turned = consent.until < consent.date[: len(consent.until)]
    begun = consent.date
    message = f"{which}的同意写的是 {begun} 起、到 {consent.until}；开始不能晚于今天，也不能晚于“至”"
    loc = ("名单", n, "同意", "日期")
    yield Finding(loc, "E266", message, f"日期: {TODAY}", until="" if turned else begun)
    if turned:
        return
    if consent.by == "近亲属" and one.deceased == "否":
        message = f"{which}写的是近亲属同意；只有已故的人由近亲属同意"
        yield Finding(
            ("名单", n, "同意", "同意人"), "E266", message, "已故: 是（或 同意人: 本人）", since=begun
        )
    elif not consent.withdrawn:
        message = (
            f"{which}的同意到 {consent.until} 为止，已经过期，网站上不再显示这个名字；再征得同意后改“至”"
        )
        loc = ("名单", n, "同意", "至")
        yield Finding(loc, "W261", message, f"至: {IN_FIVE_YEARS}", since=after(consent.until))


def roll_numbers(filing: Filing, known: Known) -> Iterator[Finding]:
    """A roll is not longer than the number awarded, its numbers differ, and its public notice ends after it begins."""
    award = filing.record
    if not isinstance(award, Award):
        return
    if award.number and award.number.value < len(award.honoured):
        message = f"数量写 {award.number}，名单却有 {len(award.honoured)} 个"
        yield Finding(("数量",), "W262", message, f"数量: {len(award.honoured)}")
    serials = [one.serial for one in award.honoured]
    for n, serial in enumerate(serials):
        if serial and serial in serials[:n]:
            message = f"名单里编号“{serial}”用了两次，证书和网页会分不开"
            yield Finding(("名单", n, "编号"), "E263", message, f'编号: "{n + 1:02}"')
    shown = award.notification
    if shown and shown.end < shown.start:
        message = f"公示的“结束”{shown.end} 早于“开始”{shown.start}"
        yield Finding(("公示", "结束"), "E210", message, f"公示: {{开始: {shown.end}, 结束: {shown.start}}}")


def awards_apart(filings: Sequence[Filing], known: Known) -> Iterator[tuple[Filing, Finding]]:
    """No two awards of an association have the same number, or the same name without one."""
    seen: dict[str, Award] = {}
    for filing in filings:
        award = filing.record
        if not isinstance(award, Award):
            continue
        if seen.setdefault(award_id(filing.year, filing.code, award), award) is not award:
            said, loc = (f"编号“{award.serial}”", "编号") if award.serial else (f"“{award.name}”", "名称")
            message = f"{said}在这个文件里用了两次，两项表彰会成为同一个网址；给每项写一个不同的“编号”"
            yield filing, Finding((loc,), "E263", message, f"编号: b{(filing.item or 0) + 1}")


def awarded_twice(filings: Sequence[Filing], known: Known) -> Iterator[tuple[Filing, Finding]]:
    """One award is filed once, by whoever gave it: not by another association below, not with another number."""
    seen: dict[tuple[object, ...], Filing] = {}
    for filing in filings:
        award = filing.record
        if not isinstance(award, Award):
            continue
        what = (filing.year, award.name, award.body, award.date, str(award.number or ""))
        other = seen.setdefault(what, filing)
        if other is not filing and other.id != filing.id:
            whose = known.register[other.code].title
            message = f"{whose}已报过{award.body}的“{award.name}”，是不是同一项报了两次？同一项只报一次"
            value = f"{other.id} {award.name}"
            yield filing, Finding(("名称",), "Q267", message, "删去多出来的一项", value=value)


def withdrawn_names(filings: Sequence[Filing], known: Known) -> Iterator[tuple[Filing, Finding]]:
    """A name that was withdrawn stands nowhere in the records: first the other places are told, then the roll's."""
    rolls = {name: filing for filing in filings for name in withdrawn(filing.record)}
    for name, roll in sorted(rolls.items()):
        found = [
            (filing, loc, text)
            for filing in filings
            for loc, text in texts(filing.record)
            if name in text and (loc[0], loc[-1]) != ("名单", "名称")
        ]
        for filing, loc, text in found:
            key = next(step for step in reversed(loc) if isinstance(step, str))
            message = f"“{key}”里还写着一个已撤回公开的名字，网站上已经隐去；请改掉"
            yield filing, Finding(loc, "W265", message, text.replace(name, "某某")[:40])
        if not found and isinstance(roll.record, Award):
            n = next(n for n, one in enumerate(roll.record.honoured) if name in one.name)
            message = (
                f"名单里第 {n + 1} 个的同意已经撤回，网站上不再出现这个名字；记录里也请改成“{WITHDRAWN}”"
            )
            yield roll, Finding(("名单", n, "名称"), "W264", message, f"名称: {WITHDRAWN}")


def withdrawn(record: object) -> list[str]:
    """The names in a record whose consent was withdrawn."""
    ones = record.honoured if isinstance(record, Award) else ()
    return [name for one in ones if one.consent and one.consent.withdrawn for name in persons(one.name)]


def texts(record: Record) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text of a record with its place: the Chinese keys and list places that lead there."""
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        for place, each in enumerate(value) if type(value) is tuple else ((None, value),):
            loc: tuple[str | int, ...] = (str(field.alias),) if place is None else (str(field.alias), place)
            if isinstance(each, str):
                yield loc, each
            elif isinstance(each, Record):
                yield from (((*loc, *deeper), text) for deeper, text in texts(each))


def promise_late(filing: Filing, known: Known) -> Iterator[Finding]:
    """A promise whose day went by says what came of it; the public page never calls it late."""
    promise = filing.record
    if not isinstance(promise, Promise) or promise.due is None or promise.state == "办结":
        return
    message = f"“{promise.item}”答应在 {promise.due} 前办成，状态还是“{promise.state}”；办好了没有？网页上不会写逾期"
    yield Finding(("状态",), "W292", message, "状态: 办结", since=after(promise.due))
