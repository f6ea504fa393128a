"""What a share hands up to the city and the province: what their lists name of it, and what they only count."""

from __future__ import annotations

import marshal
from collections.abc import Mapping, Sequence

from almanac.desk import Desk, keep, kept
from almanac.orders import Read
from almanac.register import Register
from almanac.views import crowd, tables
from almanac.views.calendar import Entry, from_above, order
from almanac.views.crowd import Crowd, Crowds

SCOPES = (4, 2)  # lengths of the codes of a city and of the province
TOWNSHIP = 9  # length of the longest code whose activities a city always names


def hand_up(
    here: Desk, code: str, entries: Sequence[Entry], register: Register, today: str, durable: bool
) -> dict[str, str]:
    """Keep what others need of a share's activities; returned are the names of its parts, as `Read` has them."""
    scopes = [code[:length] for length in SCOPES if length < len(code)]
    above = [from_above(event) for event in entries]
    named = [event for event in above if _is_kept_whole(event, scopes)]
    others = [event for event in above if not _is_kept_whole(event, scopes)]
    crowds = dict(zip(scopes, crowd.counted(above, scopes, today), strict=True))
    plain = {scope: {period: tuple(one) for period, one in those.items()} for scope, those in crowds.items()}
    rows = tables.lines(tables.ACTIVITIES, tables.activity_rows(entries, register))
    return {
        "summary": keep(here, f"said-{code}", {"named": [*map(tuple, named)], "crowds": plain}, durable),
        "others": keep(here, f"others-{code}", [*map(tuple, others)], durable),
        "rows": keep(here, f"rows-{code}", rows, durable),
    }


def _is_kept_whole(event: Entry, scopes: Sequence[str]) -> bool:
    return len(event.code) <= TOWNSHIP or any(scope in event.joint for scope in scopes)


def take_up(
    here: Desk, scope: str, below: Mapping[str, Read]
) -> tuple[list[Entry], dict[str, Crowds], list[int]]:
    """What the city or province `scope` shows of all shares: entries, what each only counts, campaigns named in full."""
    named: dict[str, list[Entry]] = {}
    crowds: dict[str, Crowds] = {}
    for code, read in below.items():
        summary = kept(here, read.summary)
        named[code] = [*map(Entry._make, summary["named"])]
        counted = summary["crowds"].get(scope, {})
        crowds[code] = {period: Crowd._make(one) for period, one in counted.items()}
    chosen = [event for those in named.values() for event in those if crowd.is_named(event, scope)]
    whole = crowd.whole_years(chosen, crowds)
    for year in whole:
        for code, those in crowds.items():
            if str(year) in those:
                others = [event for event in named[code] if not crowd.is_named(event, scope)]
                others += map(Entry._make, kept(here, below[code].others))
                chosen += [event for event in others if event.year == year]
    left = {
        code: {period: one for period, one in those.items() if int(period[:4]) not in whole}
        for code, those in crowds.items()
    }
    return sorted(chosen, key=order), {code: those for code, those in left.items() if those}, whole


def shows_something_else(here: Desk, scope: str, before: Read, now: Read, whole: Sequence[int]) -> bool:
    """Whether the pages of `scope` change with a share of it; whole: the campaigns that they name in full."""
    if before.aside != now.aside:
        return True
    if before.summary == now.summary and before.others == now.others:
        return False
    return _seen(here, scope, before, whole) != _seen(here, scope, now, whole)


def _seen(here: Desk, scope: str, read: Read, whole: Sequence[int]) -> bytes:
    summary = kept(here, read.summary)
    entries = [Entry._make(event) for event in summary["named"]]
    seen = [event for event in entries if event.year in whole or crowd.is_named(event, scope)]
    if whole:
        seen += [event for event in map(Entry._make, kept(here, read.others)) if event.year in whole]
    return marshal.dumps(([*map(tuple, seen)], summary["crowds"].get(scope)), 2)
