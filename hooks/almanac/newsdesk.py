"""What releases have to do with the records of one build: pieces about what they cover, names, faults of their numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from almanac.desk import Desk
from almanac.faults import Fault
from almanac.newsroom import Newsroom
from almanac.orders import Reach, Read
from almanac.rules import Known
from almanac.summaries import everything
from almanac.views import news
from almanac.views.coverage import Mention


def hand_up(newsroom: Newsroom, mentions: dict[str, list[Any]]) -> None:
    """Tell cities and the province of the pieces about activities below them that their releases cover."""
    for scope in [code for code in mentions if len(code) < 6]:
        for share in sorted(newsroom.covered_by(scope) - {scope}):
            mentions[scope] += mentions[share]


def unnameable(newsroom: Newsroom, reach: Mapping[str, Reach]) -> dict[str, list[Fault]]:
    """Releases that name someone whom the press may not name, by their address, with the faults."""
    if not newsroom.releases:
        return {}
    return news.barred(newsroom.releases, [pair for one in reach.values() for pair in one.unnamed])


def moved(newsroom: Newsroom, scope: str, share: str, before: Read, now: Read) -> bool:
    """Whether a city's or the province's releases may say something else, since a share that they tell of changed."""
    return share in newsroom.covered_by(scope) and (before.province, before.city, before.others) != (
        now.province,
        now.city,
        now.others,
    )


def faults(
    newsroom: Newsroom,
    here: Desk,
    read: Callable[[str], Read],
    mentions: Mapping[str, Sequence[Any]],
    known: Known,
) -> list[Fault]:
    """What is wrong with final releases, now that all shares are read."""
    final = [one for one in newsroom.releases if one.head.state == "定稿"]
    told = [Mention._make(m) for share in {one.code[:6] for one in final} for m in mentions.get(share, ())]
    found = news.gather(final, lambda code: everything(here, read(code)), told, known.notices, known.register)
    return [fault for one in found for fault in news.faults(one, known.notices)]
