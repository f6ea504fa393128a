"""Accounts to follow: those of the notice first (the national one, the province's), then the association's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from almanac.model.divisions import Level, level_of, province_of
from almanac.model.filings import Accounts, Filing, Notice
from almanac.parse.input_files import is_plain

KINDS = (("微信公众号", "wechat"), ("官网", "sites"), ("微博", "weibo"))


class Account(NamedTuple):
    """One account. how: how to find it, in words; file: its QR image below the records folder, empty if none was given."""

    kind: str
    name: str
    how: str
    web: str
    file: str


def of_notice(notice: Notice | None, year: int, records: Path) -> list[Account]:
    """The accounts that the year's notice asks everybody to follow."""
    found = []
    for one in notice.follow if notice else ():
        image = one.code and next(
            (
                f"{y}/{one.code}"
                for y in (year, notice and notice.follows)
                if is_plain(records, f"{y}/{one.code}")
            ),
            "",
        )
        found.append(_account(one.kind, one.name, one.web or "", image or ""))
    return found


def asked(notice: Notice | None) -> list[str]:
    """How to find the accounts in WeChat that the notice asks everybody to follow, a line each."""
    those = (one for one in (notice.follow if notice else ()) if one.kind == "微信公众号")
    return [f"关注“{one.name}”公众号：{_account(one.kind, one.name, '', '').how}" for one in those]


def general(code: str) -> str:
    """Where the QR images of the notice's accounts are: beside the page of the association's province."""
    return f"u/{province_of(code)}/all-"


def own(filings: Iterable[Filing]) -> list[Account]:
    """The accounts that an association has filed, each once, as its newest record has it."""
    found: dict[tuple[str, str], Account] = {}
    for filing in sorted(filings, key=lambda filing: -filing.year):
        record = filing.record
        for kind, field in KINDS if isinstance(record, Accounts) else ():
            for one in getattr(record, field):
                image = f"{filing.file.rpartition('/')[0]}/{one.code}" if one.code else ""
                found.setdefault((kind, one.name), _account(kind, one.name, one.web or "", image))
    return sorted(found.values(), key=lambda one: [kind for kind, _ in KINDS].index(one.kind))


def _account(kind: str, name: str, web: str, file: str) -> Account:
    if kind == "微信公众号":
        how = f"在微信里点“搜一搜”，搜“{name}”，再点“公众号”"
    elif kind == "微博":
        how = f"在微博里搜“{name}”"
    else:
        how = web or f"在浏览器里搜“{name}”"
    return Account(kind, name, how, web, file)


def shown(
    everybodys: Sequence[Account], filings: Iterable[Filing], code: str, root: str
) -> list[tuple[Account, str]]:
    """What the page of an association shows, each with the address of its QR image or nothing.

    The notice's accounts stand on the pages of counties and above, and wherever an association has its own; a village's
    page stays light without them.
    """
    mine = own(filings)
    if not mine and level_of(code) > Level.COUNTY:
        return []
    first = list(pictured(everybodys, root + general(code)))
    known = {one[:2] for one, _ in first}
    return first + [pair for pair in pictured(mine, "") if pair[0][:2] not in known]


def pictured(accounts: Iterable[Account], folder: str) -> Iterator[tuple[Account, str]]:
    """Each account with the address of its QR image in a folder of the site; empty where it has none."""
    number = 0
    for one in accounts:
        number += bool(one.file)
        yield one, f"{folder}follow-{number}.png" if one.file else ""
