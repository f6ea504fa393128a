"""The catalogue that readers search: a card for each activity and award, in drawers along the tree.

To make something else findable, write a function that makes its cards and add it to SOURCES (what shares file) or, for
what belongs to the whole site, hand its cards to `of_the_province`; its kind gets a word in KINDS. That is all.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from almanac.load.articles import Piece
from almanac.model.article import Topic
from almanac.model.association_names import KIND
from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.divisions import Level, Register, level_of, parent, share_of
from almanac.model.filings import Award, Filing
from almanac.model.phase import Phase
from almanac.model.press_release import Manuscript
from almanac.parse import markdown
from almanac.parse.pinyin import Sounds, sounds
from almanac.parse.traditional import PAIRS
from almanac.render.html import compact
from almanac.search.bigrams import Leaves, Pairs, entered, pairs
from almanac.views import honour_rolls
from almanac.views.activities import Entry
from almanac.views.campaign_year import day_words

ACTIVITY, AWARD, ARTICLE, RELEASE, TOPIC = "a", "h", "w", "p", "t"
KINDS = {ACTIVITY: "活动", AWARD: "表彰", ARTICLE: "文章", RELEASE: "新闻稿", TOPIC: "话题"}
MOST = 4  # drawers for the villages of a county
VILLAGES = 90  # and about so many villages a drawer
UP, OWN = 0, 1  # the drawer of the unit above, and a unit's own; a county's villages are in 2 to 5


class Card(NamedTuple):
    """One thing to be found, of the association `code`.

    path: its page from the site's root; an activity's without what its code says: `2021-0528-yizhen`. words: what it is
    found by beside its name, place and account, and of which the results show nothing; note: a word beside its name; body:
    a whole text, which is worth less than any of the others.
    """

    code: str
    kind: str
    path: str
    name: str
    start: str
    end: str
    when: str
    place: str
    note: str
    words: str
    about: str
    body: str = ""


Cards = list[Card]


def of_activities(entries: Iterable[Entry], filings: Iterable[Filing]) -> Iterator[Card]:
    """All activities but the withdrawn."""
    for e in entries:
        if e.words.listed:
            words = " ".join((*e.forms, *e.audience, *(() if e.mode == "线下" else (e.mode,))))
            path = e.id.replace(f"-{e.code}", "", 1)
            state = "" if e.phase is Phase.HELD else e.words.state
            invited = AUDIENCES[e.open_to].badge
            note = "·".join(filter(None, (state, invited)))
            firsts, lasts = _spans(e)
            yield Card(e.code, ACTIVITY, path, e.name, firsts, lasts, e.when, e.place, note, words, e.about)


def _spans(event: Entry) -> tuple[str, str]:
    """When it begins and ends; of several occurrences when each does, with a blank between them."""
    if not event.occurrences:
        return event.start, event.end
    return " ".join(one.start for one in event.occurrences), " ".join(one.last for one in event.occurrences)


def of_awards(entries: Iterable[Entry], filings: Iterable[Filing]) -> Iterator[Card]:
    """Awards, on their roll of honour: what the page of the association says of them, and so nobody's name."""
    for filing in filings:
        award = filing.record
        if isinstance(award, Award):
            when = award.period or day_words(award.date or "")
            words = " ".join(filter(None, (award.body, award.document)))
            path = honour_rolls.path(filing.year, filing.code)
            yield Card(
                filing.code, AWARD, path, award.name, award.date or "", "", when, "", award.act, words, ""
            )


SOURCES: tuple[Callable[[Iterable[Entry], Sequence[Filing]], Iterator[Card]], ...] = (
    of_activities,
    of_awards,
)


def of_the_province(topics: Iterable[Topic], releases: Iterable[Manuscript], code: str) -> Cards:
    """What no association has filed and is not long: the topics of articles, and the releases that may be printed."""
    found = []
    for topic in topics:
        path, words = f"health/topics/{topic.slug}/", " ".join(topic.words)
        found.append(Card(code, TOPIC, path, topic.name, "", "", "", "", "", "", topic.about, words))
    for one in releases:
        day, name, said = one.since, one.head.headline, one.head.digest
        path = f"press/{one.slug}/"
        found.append(Card(code, RELEASE, path, name, day, "", day_words(day), "", "", "", said))
    return found


def of_articles(pieces: Sequence[Piece], code: str) -> dict[int, Cards]:
    """Articles, found by all that they say, in drawers of the province that no village needs: long, and rarely opened."""
    found: dict[int, Cards] = {}
    number = min(MOST, len(pieces))
    for place, piece in enumerate(pieces):
        head, text = piece.head, markdown.tree(piece.body)
        words = " ".join([*head.topics, *head.readers, *_stressed(text)])
        body = "\n".join(filter(None, _passages(text)))
        path = f"health/{piece.slug}/"
        card = Card(code, ARTICLE, path, head.title, "", "", "", "", "", words, head.summary, body)
        found.setdefault(OWN + 1 + place * number // len(pieces), []).append(card)
    return found


def _passages(text: markdown.Node) -> Iterator[str]:
    """Paragraphs, items and cells, each by itself."""
    within = [block for block in markdown.blocks(text) if block.tag in markdown.BLOCKS]
    if within:
        for block in within:
            yield from _passages(block)
    else:
        yield "".join(markdown.words(text)).strip()


def _stressed(text: markdown.Node) -> Iterator[str]:
    """The headings, the bold words and the cells of tables' heads: what a text is about."""
    for block in markdown.blocks(text):
        if block.tag in ("h2", "h3", "strong", "th"):
            yield "".join(markdown.words(block))
        else:
            yield from _stressed(block)


# ---------------------------------------------------------------- drawers


def drawer_of(card: Card, register: Register) -> int:
    """The drawer, of those of its share, that holds a card; 0 is that of the share above, which names its activities."""
    code, level = card.code, level_of(card.code)
    if level <= Level.COUNTY:
        return UP if card.kind == ACTIVITY else OWN
    return OWN if level is Level.TOWNSHIP else village_drawers(register, share_of(code))[parent(code)]


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


def drawers(register: Register, entries: Iterable[Entry], filings: Sequence[Filing]) -> dict[int, Cards]:
    """The cards of a share by drawer."""
    found: dict[int, Cards] = {}
    for source in SOURCES:
        for card in source(entries, filings):
            found.setdefault(drawer_of(card, register), []).append(card)
    return dict(sorted(found.items()))


def line(register: Register, code: str) -> str:
    """Where an association is: 湖南省 长沙市 浏阳市 大瑶镇 天和社区."""
    return " ".join([unit.short for unit in register.line(code)])


def beside(register: Register, code: str) -> str:
    """What it and those above it are also called."""
    return " ".join([name for unit in register.line(code) for name in register.others(unit.code)])


def letters(known: Sounds) -> str:
    """What a reader's script knows of letters: the sounds of Han, traditional ones, the kinds of places behind names."""
    return f"{known.text()}\n={PAIRS}\n~{KIND}"


def drawn(register: Register, cards: Cards) -> bytes:
    """A drawer as the reader's script gets it: for each association its code, where it is, its other names, its cards."""
    table: dict[str, list[object]] = {}
    for card in sorted(cards):
        code = card.code
        if code not in table:
            table[code] = [code, line(register, code), beside(register, code), []]
        mine: list[object] = table[code][3]  # type: ignore[assignment]
        mine.append(card[1:] if card.body else card[1:-1])
    return compact(list(table.values())).encode()


# ---------------------------------------------------------------- the guide to the drawers


def words(
    code: str, entries: Iterable[Entry], filings: Sequence[Filing], register: Register
) -> tuple[bytes, ...]:
    """What a share enters in each leaf of the guide."""
    return guided(code, drawers(register, entries, filings), register)


def guided(code: str, cards: Mapping[int, Cards], register: Register) -> tuple[bytes, ...]:
    """The same of cards that are in their drawers."""
    found: Pairs = {drawer: _pairs(register, those) for drawer, those in cards.items()}
    return entered(code, found, _leaves(register))


@functools.lru_cache(maxsize=2)
def _leaves(register: Register) -> Leaves:
    return Leaves(sounds(register))


def _pairs(register: Register, cards: Cards) -> tuple[set[str], set[str]]:
    names = pairs([card.name for card in cards])
    codes = sorted({card.code for card in cards})
    rest = [text for code in codes for text in (line(register, code), beside(register, code))]
    rest += [f"{card.place}\n{card.words}\n{card.about}\n{card.body}" for card in cards]
    return names, names | pairs(rest)
