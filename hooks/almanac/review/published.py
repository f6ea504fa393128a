"""What is owed to those who already read it: a published activity that moves or ends says so, its address stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from almanac.model.diagnostics import TODAY
from almanac.model.filings import Activity, Filing
from almanac.model.words import TAKEN_BACK, Status
from almanac.publish import taken_back
from almanac.validate import Finding
from almanac.views.occurrences import has_moved

OFF = (Status.POSTPONED, Status.CANCELLED, Status.WITHDRAWN)


def unannounced(before: Filing, after: Filing) -> Iterator[Finding]:
    """A published activity that is put off, called off, or moved to another time or place has a new 变更."""
    old, new = before.record, after.record
    if not isinstance(old, Activity) or not isinstance(new, Activity) or len(new.changes) > len(old.changes):
        return
    if new.state in OFF and new.state != old.state:
        yield from _untold(("状态",), f"状态由“{old.state}”改为“{new.state}”", f"因雨{new.state}")
    elif Status.HELD not in (old.state, new.state):
        if has_moved(old.start, new.start):
            what = f"时间由 {old.start} 改为 {new.start}"
            yield from _untold(("开始",), what, what, f", 原定: {old.start}" if old.start.day else "")
        elif old.place and new.place and old.place not in new.place and new.place not in old.place:
            what = f"地点由{old.place}改为{new.place}"
            yield from _untold(("地点",), what, what)


def _untold(loc: tuple[str | int, ...], what: str, text: str, more: str = "") -> Iterator[Finding]:
    message = f"这场活动已经公布，这次{what}，却没有在“变更”里加一条；已经加进手机日历的人不会知道"
    yield Finding(loc, "E295", message, f"变更: [{{日期: {TODAY}, 内容: {text}{more}}}]")


def vanished(
    before: Mapping[str, Filing], after: Iterable[Filing], unread: Iterable[str]
) -> Iterator[tuple[Filing, Finding]]:
    """An address that was published stays: the record is put back, or a renamed one says what it was called before.

    One that holds personal data is taken back: one with a number by itself, one with a name where the record says so.

    unread: files that cannot be read now, of which nothing can be said.
    """
    now = list(after)
    standing = {filing.id for filing in now}
    claimed = {
        old for filing in now if isinstance(filing.record, Activity) for old in filing.record.former_ids
    }
    silent = set(unread)
    for identity, old in sorted(before.items()):
        if (
            identity in standing
            or identity in claimed
            or old.file in silent
            or taken_back.holds(f"e/{identity}")
        ):
            continue
        assert isinstance(old.record, Activity)
        heirs = [filing for filing in heirs_of(old, now) if filing.id not in before]
        if any(isinstance(heir.record, Activity) and TAKEN_BACK in heir.record.former_ids for heir in heirs):
            continue
        message = f"“{old.record.name}”已经公布在 /e/{identity}/，这次没有了，别人存的网址和手机日历会失效"
        if heirs:
            name = heirs[0].file.rpartition("/")[2]
            message += (
                f"；“{name}”是它改了名的，请在里面写上旧编号（旧网址里有姓名、要收回的，写“{TAKEN_BACK}”）"
            )
            yield old, Finding((), "E296", message, f"曾用地址: [{identity}]")
        else:
            message += "；请把文件放回来：不办了的写“取消”，报错了的写“撤下”，并加一条“变更”"
            yield old, Finding((), "E296", message, "状态: 撤下")


def heirs_of(old: Filing, after: Iterable[Filing]) -> list[Filing]:
    """The records that say that they are a published one under another address; if none does, those of its name."""
    now = [(filing, filing.record) for filing in after if isinstance(filing.record, Activity)]
    said = [filing for filing, record in now if old.id in record.former_ids]
    name = old.record.name if isinstance(old.record, Activity) else ""
    return said or [filing for filing, record in now if record.name == name and filing.id != old.id]


def refused(bad: Iterable[str], before: Mapping[str, Filing], after: Iterable[Filing]) -> set[str]:
    """The files whose change is refused: those with errors, and what went from one of them to another or came from there.

    A move is one change: what it leaves and what it brings pass together or not at all.
    """
    found, now = set(bad), list(after)
    standing = {filing.id for filing in now}
    moves = [
        {old.file, heir.file}
        for identity, old in before.items()
        if identity not in standing
        for heir in heirs_of(old, now)
        if heir.id not in before
    ]
    while more := [move for move in moves if move & found and move - found]:
        found.update(*more)
    return found
