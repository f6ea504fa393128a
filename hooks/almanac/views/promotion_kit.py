"""A campaign's publicity kit for one association: what its banners, poster and exhibition board say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from almanac.disclosure.audience import is_public
from almanac.model.day import Day
from almanac.model.divisions import Register, share_of
from almanac.model.filings import Notice
from almanac.model.words import AHEAD
from almanac.render.html import cut
from almanac.render.qr_code import code as qr
from almanac.views.activities import Entry, order
from almanac.views.campaign_year import Season
from almanac.views.hierarchy import full_title
from almanac.views.noticeboard import is_near
from almanac.views.social_accounts import Account

LISTED, BANNERS = 5, 8  # so many activities on poster and board; so many slogans get a banner
KINDS, ACCOUNTS = 4, 3  # so many examples of a category, and accounts


class Kit(NamedTuple):
    """What the kit is filled with; the coming activities are its own and those right below, soonest first."""

    code: str
    year: Season
    slogans: tuple[str, ...]
    coming: tuple[Entry, ...]
    accounts: tuple[Account, ...]


def coming(entries: Iterable[Entry], code: str, today: Day) -> list[Entry]:
    """What the association and those right below it still have before them, each with a day; no visits to families."""
    return sorted(
        (
            event
            for event in entries
            if is_near(event, code)
            and event.state in AHEAD
            and event.day
            and is_public(event)
            and not today.past(max(event.day, event.end[:10]))
        ),
        key=order,
    )


def slogans(notice: Notice | None) -> tuple[str, ...]:
    """The notice's slogans; where it has none, its theme; never one of ours."""
    if notice is None:
        return ()
    return notice.slogans or ((notice.theme,) if notice.theme else ())


def said(
    kit: Kit, notice: Notice | None, register: Register, url: str, site: str, demo: bool
) -> dict[str, object]:
    """What every sheet of the kit is set from."""
    address = f"{url}u/{share_of(kit.code)}/"
    return {
        "unit": full_title(register, kit.code),
        "place": register[kit.code].short,
        "ordinal": kit.year.ordinal,
        "campaign": kit.year.name,
        "year": kit.year.year,
        "theme": kit.year.theme,
        "period": kit.year.period,
        "occasion": cut(((notice and notice.occasion) or "").partition("。")[0], 90),
        "categories": [
            (one.name, "、".join(one.kinds[:KINDS])) for one in (notice.categories if notice else ())
        ],
        "activities": _rows(kit.coming, register, kit.code),
        "site": site,
        "code": {**qr(address)._asdict(), "address": address},
        "demo": demo,
    }


def _rows(events: Sequence[Entry], register: Register, code: str) -> list[tuple[str, str, str, str]]:
    """When, what, where, and by whom if by another."""
    return [
        (
            cut(event.when, 24),
            cut(event.name, 26),
            cut(event.place or ("网上" if event.mode == "线上" else ""), 22),
            register[event.code].short if event.code != code else "",
        )
        for event in events[:LISTED]
    ]
