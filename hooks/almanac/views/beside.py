"""What else an association files, as lines for its page: media pieces, accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from almanac.records import Account, Accounts, Filing, Piece
from almanac.views.html import is_web
from almanac.views.season import day_words


class Told(NamedTuple):
    """A line of a list: words, perhaps a web address, and what stands after."""

    words: str
    web: str
    after: str


def filed(filings: Sequence[Filing]) -> dict[str, list[Told]]:
    """Media pieces and accounts of an association."""
    pieces: list[Told] = []
    accounts: list[Told] = []
    for filing in filings:
        record = filing.record
        if isinstance(record, Piece):
            pieces.append(_piece(record))
        elif isinstance(record, Accounts):
            for kind, those in (
                ("官网", record.sites),
                ("微信公众号", record.wechat),
                ("微博", record.weibo),
            ):
                accounts += [_account(kind, account) for account in those]
    return {"pieces": pieces, "accounts": list(dict.fromkeys(accounts))}


def _piece(piece: Piece) -> Told:
    words = f"《{piece.title}》" if piece.title else "标题不详"
    form = "音视频" if piece.form == "音视频" else ""
    after = "，".join(part for part in (day_words(piece.date or ""), form) if part)
    return Told(f"{piece.outlet}：{words}", piece.web or "", after)


def _account(kind: str, account: Account) -> Told:
    return Told(f"{kind}：{account.name}", account.web if account.web and is_web(account.web) else "", "")
