"""The catalogue that readers search: a card for each activity, award and article, in drawers along the tree."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from almanac.records import Award, Filing
from almanac.register import Register, parent
from almanac.views.calendar import Entry
from almanac.views.pairs import Pairs, pairs
from almanac.views.season import day_words
from almanac.views.tree import WITHDRAWN

MOST = 4  # drawers for the villages of a county
VILLAGES = 90  # and about so many villages a drawer
UP, OWN = 0, 1  # the drawer of the unit above, and a unit's own; a county's villages are in 2 to 5


class Card(NamedTuple):
    """One thing to be found; `path` is its page, an activity's without what its unit's code says: 2021-0528-yizhen.

    words: what else it is found by, beside its name, place and account; kind of award or state of activity in `state`.
    """

    path: str
    name: str
    start: str
    end: str
    when: str
    place: str
    state: str
    words: str
    about: str


Cards = dict[str, list[Card]]  # by the code of the association, in the order of the codes


def of_activities(entries: Iterable[Entry]) -> Cards:
    """The cards of all activities but the withdrawn."""
    cards: Cards = {}
    for e in entries:
        if e.state != WITHDRAWN:
            path = e.id[:4] + e.id[5 + len(e.code) :]
            online = () if e.mode == "线下" else (e.mode,)
            words = " ".join((*e.forms, *e.audience, *online))
            card = Card(path, e.name, e.start, e.end, e.when, e.place, e.state, words, e.about)
            cards.setdefault(e.code, []).append(card)
    return dict(sorted(cards.items()))


def of_awards(filings: Iterable[Filing]) -> Cards:
    """The cards of awards: what the page of the association says of them, and so nobody's name."""
    cards: Cards = {}
    for filing in filings:
        award = filing.record
        if isinstance(award, Award):
            when = award.period or day_words(award.date or "")
            words = " ".join(filter(None, (award.body, award.document)))
            card = Card(f"u/{filing.code}/", award.name, award.date or "", "", when, "", award.act, words, "")
            cards.setdefault(filing.code, []).append(card)
    return dict(sorted(cards.items()))


def of_articles(articles: Iterable[tuple[str, str, str]], code: str) -> Cards:
    """The cards of articles: path, title, description."""
    cards = [Card(path, title, "", "", "", "", "", "", said) for path, title, said in articles]
    return {code: cards} if cards else {}


# ---------------------------------------------------------------- drawers


def drawer_of(code: str, register: Register) -> int:
    """The drawer, of those of its share, that holds the activities of a unit; 0 is that of the share above."""
    if len(code) <= 6:
        return UP
    return OWN if len(code) == 9 else village_drawers(register, code[:6])[code[:9]]


@functools.lru_cache(maxsize=512)
def village_drawers(register: Register, county: str) -> dict[str, int]:
    """For each township the drawer of its villages: neighbours together, and the same whatever is filed."""
    sizes = [(town.code, len(register.children(town.code))) for town in register.children(county)]
    whole = sum(size for _, size in sizes) or 1
    number = min(MOST, -(-whole // VILLAGES))
    drawers, seen = {}, 0
    for code, size in sizes:
        drawers[code] = OWN + 1 + seen * number // whole
        seen += size
    return drawers


def name_of(share: str, drawer: int) -> str:
    """The name of a drawer: a county's own activities are with its neighbours' in the city's, and so on."""
    return parent(share) or share if drawer == UP else share if drawer == OWN else f"{share}-{drawer}"


def laid(register: Register, activities: Cards, awards: Cards) -> dict[int, Cards]:
    """The cards of a share by drawer; the awards of the share's own unit stay with it."""
    drawers: dict[int, Cards] = {}
    for code, cards in activities.items():
        drawers.setdefault(drawer_of(code, register), {}).setdefault(code, []).extend(cards)
    for code, cards in awards.items():
        drawer = OWN if 2 < len(code) <= 6 else drawer_of(code, register)
        drawers.setdefault(drawer, {}).setdefault(code, []).extend(cards)
    return dict(sorted(drawers.items()))


def line(register: Register, code: str) -> str:
    """Where an association is: 湖南省 长沙市 浏阳市 大瑶镇 天和社区."""
    return " ".join([unit.short for unit in register.line(code)])


def beside(register: Register, code: str) -> str:
    """What it and those above it are also called."""
    return " ".join([name for unit in register.line(code) for name in register.others(unit.code)])


def paired(register: Register, drawers: Mapping[int, Cards]) -> Pairs:
    """The pairs of letters that the cards of each drawer are found by."""
    return {drawer: _paired(register, cards) for drawer, cards in drawers.items()}


def _paired(register: Register, cards: Cards) -> tuple[set[str], set[str]]:
    every = [card for found in cards.values() for card in found]
    names = pairs([card.name for card in every])
    rest = [text for code in cards for text in (line(register, code), beside(register, code))]
    rest += [f"{card.place}\n{card.words}\n{card.about}" for card in every]
    return names, names | pairs(rest)


def drawn(register: Register, cards: Cards) -> bytes:
    """A drawer as the reader's script gets it: for each association its code, where it is, its other names, its cards."""
    table = [[code, line(register, code), beside(register, code), cards[code]] for code in sorted(cards)]
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()
