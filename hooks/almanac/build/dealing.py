"""What the records of one share say that others must show, dealt out; names withdrawn anywhere are struck first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from almanac.build import ledger
from almanac.build.orders import Incoming, Reach
from almanac.model.divisions import share_of


def withdrawn(reach: Mapping[str, Reach]) -> list[str]:
    """The names that were withdrawn in any share, and that none may show."""
    return sorted({name for one in reach.values() for name in one.withdrawn})


def deal(codes: Iterable[str], reach: Mapping[str, Reach], names: list[str]) -> dict[str, Incoming]:
    """What each share must show of all; names: those withdrawn."""
    elsewhere = ledger.counted_elsewhere({code: reach[code].pieces for code in codes})
    incoming = {code: Incoming([], [], [], elsewhere[code]) for code in codes}
    for code in codes:
        _deal(reach[code], names, incoming)
    return incoming


def _deal(reach: Reach, names: list[str], incoming: dict[str, Incoming]) -> None:
    from almanac.disclosure.public_records import plainly_struck

    joined = plainly_struck([event for _, event in reach.joined], names)
    for (share, _), event in zip(reach.joined, joined, strict=True):
        incoming[share].joined.append(event)
    for mention in plainly_struck(reach.mentions, names):
        incoming[share_of(mention[0].split("-")[1])].mentions.append(mention)
    for tie in plainly_struck(reach.ties, names):
        incoming[share_of(tie[0].split("-")[1])].ties.append(tie)
