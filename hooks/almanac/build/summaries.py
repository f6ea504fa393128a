"""What a share hands up to the city and the province: what their lists name of it, and what they only count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from almanac.build.desk import Desk, keep, kept
from almanac.build.orders import Parts, Read
from almanac.statistics import weekly_digest
from almanac.statistics.weekly_digest import Weekly
from almanac.validate import Known
from almanac.views import honour_rolls, rollup, service
from almanac.views.activities import Entry, from_above, order
from almanac.views.honour_rolls import Honour
from almanac.views.rollup import Crowd, Crowds
from almanac.views.service import Service

SCOPES = (4, 2)  # lengths of the codes of a city and of the province


def hand_up(
    here: Desk,
    code: str,
    parts: Parts,
    rows: Mapping[str, bytes],
    words: tuple[bytes, ...],
    known: Known,
    durable: bool,
) -> dict[str, str]:
    """Keep what others need of a share; returned are the names of its parts, as `Read` has them.

    rows: its lines of the open data, by table; words: what it enters in the guide of the search, leaf by leaf.
    """
    scopes = [code[:length] for length in SCOPES if length < len(code)]
    above = [from_above(event) for event in parts.entries]
    crowds = dict(zip(scopes, rollup.counted(above, scopes), strict=True))
    plain = {scope: {period: tuple(one) for period, one in those.items()} for scope, those in crowds.items()}
    tiers: dict[str, list[tuple[object, ...]]] = {"province": [], "city": [], "others": []}
    for event in above:
        tiers[_tier(event, scopes)].append(tuple(event))
    handed = {
        "province": (tiers["province"], plain.get(code[:2], {})),
        "city": (tiers["city"], plain.get(code[:4], {})),
        "others": tiers["others"],
        "rows": dict(rows),
        "words": words,
        "awards": [honour_rolls.plain(each) for each in honour_rolls.honours(parts.filings, known)],
        "service": service.plain(service.service(parts.filings, known.notices)),
        "weeks": weekly_digest.plain(weekly_digest.of_share(parts.entries, parts.filings, known.notices)),
    }
    return {part: keep(here, f"{part}-{code}", value, durable) for part, value in handed.items()}


def _tier(event: Entry, scopes: Sequence[str]) -> str:
    """How far up an activity is named, however many there are."""
    if not scopes or rollup.is_named(event, scopes[-1]):
        return "province"
    return "city" if rollup.is_named(event, scopes[0]) else "others"


def take_up(
    here: Desk, scope: str, below: Mapping[str, Read]
) -> tuple[list[Entry], dict[str, Crowds], list[int]]:
    """What the city or province `scope` shows of all shares: entries, what each only counts, campaigns named in full."""
    chosen: list[Entry] = []
    crowds: dict[str, Crowds] = {}
    for code, read in below.items():
        named, counted = _told(here, scope, read)
        chosen += named
        crowds[code] = {period: Crowd._make(one) for period, one in counted.items()}
    whole = rollup.whole_years(chosen, crowds)
    years = frozenset(whole)
    for code, those in crowds.items():
        if any(str(year) in those for year in whole):
            chosen += _others(here, scope, below[code], years)
    left = {
        code: {period: one for period, one in those.items() if int(period[:4]) not in years}
        for code, those in crowds.items()
    }
    return sorted(chosen, key=order), {code: those for code, those in left.items() if those}, whole


def awards(here: Desk, below: Mapping[str, Read]) -> list[Honour]:
    """All awards of some shares."""
    return [honour_rolls.from_plain(each) for read in below.values() for each in kept(here, read.awards)]


def services(here: Desk, below: Mapping[str, Read]) -> dict[str, Service]:
    """What was done for people, by share."""
    return {code: service.from_plain(kept(here, read.service)) for code, read in below.items()}


def week(here: Desk, below: Mapping[str, Read]) -> Weekly:
    """The digest of some shares together."""
    return weekly_digest.together(weekly_digest.from_plain(kept(here, read.weeks)) for read in below.values())


def _told(here: Desk, scope: str, read: Read) -> tuple[list[Entry], dict[str, tuple[Any, ...]]]:
    """What a share names however many there are, and its crowds by period."""
    named, crowds = kept(here, read.province)
    if len(scope) > 2:
        more, crowds = kept(here, read.city)
        named += more
    return [event for event in map(Entry._make, named) if rollup.is_named(event, scope)], crowds


def _others(here: Desk, scope: str, read: Read, years: frozenset[int]) -> list[Entry]:
    """What it names besides, of campaigns in which everything is named."""
    return [e for e in everything(here, read) if e.year in years and not rollup.is_named(e, scope)]


def everything(here: Desk, read: Read) -> list[Entry]:
    """All activities of a share."""
    parts = (kept(here, read.province)[0], kept(here, read.city)[0], kept(here, read.others))
    return [Entry._make(event) for part in parts for event in part]


def shows_something_else(here: Desk, scope: str, before: Read, now: Read, whole: Sequence[int]) -> bool:
    """Whether the pages of `scope` change with a share of it; whole: the campaigns that they name in full."""
    if (before.aside, before.province, before.service) != (now.aside, now.province, now.service):
        return True
    if len(scope) > 2 and (before.city, before.awards) != (now.city, now.awards):
        return True
    years = frozenset(whole)
    if not years or (before.city, before.others) == (now.city, now.others):
        return False
    return _others(here, scope, before, years) != _others(here, scope, now, years)
