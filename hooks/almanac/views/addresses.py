"""Where an activity is, so that somebody from elsewhere finds it: a village's 卫生室 with its county, town and village."""

from __future__ import annotations

from urllib.parse import quote

from almanac.model.divisions import Association, Level, Register
from almanac.views.activities import Entry

_MAP = "https://api.map.baidu.com/geocoder?output=html&src=webapp.jishengxie.huodong&address="


def names_above(register: Register, code: str) -> tuple[str, ...]:
    """The names of an association's place and those above it, from the province down."""
    return tuple([unit.short for unit in register.line(code)])


def located(names: tuple[str, ...], place: str, first: Level) -> str:
    """A place with the names before it, from a level down; what the place says itself is not said twice."""
    known = next((n for n, name in enumerate(names) if name in place), len(names))
    return "".join(names[list(Level).index(first) : known]) + place


def address(register: Register, event: Entry, first: Level = Level.CITY) -> str:
    """The address of an activity in one line, from a level down; empty where no place is known."""
    if not event.place or event.mode == "线上":
        return event.place
    return located(names_above(register, event.code), event.place, first)


def map_link(words: str) -> str:
    """Where a map looks an address up: the one service that asks for neither a key nor coordinates."""
    return _MAP + quote(words)


def frame(url: str, county: Association) -> str:
    """What a county puts into its own site to have its list there (`pages/embed`)."""
    address = f"{url}embed/{county.code}.html"
    return f'<iframe src="{address}" title="{county.short}近期活动" width="100%" height="640" loading="lazy"></iframe>'
