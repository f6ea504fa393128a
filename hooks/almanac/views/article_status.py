"""Which articles are shown and how: by topic and reader, in force or past their day, and what activities are about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from almanac.load.articles import Piece, Shelf
from almanac.model.article import Topic
from almanac.model.day import Day
from almanac.model.words import ArticleStatus
from almanac.views.activities import Entry

FOLDED = 180  # days after its last one an article is folded away


class Card(NamedTuple):
    """An article as lists show it: address below the site's root, and the words that say what it is worth."""

    path: str
    title: str
    summary: str
    topics: tuple[str, ...]
    readers: tuple[str, ...]
    unreviewed: bool
    expired: bool
    folded: bool

    @property
    def sound(self) -> bool:
        """Reviewed and in force: what booklets and search engines may have."""
        return not (self.unreviewed or self.expired)


def card(piece: Piece, today: Day) -> Card:
    """What lists show of an article on a day."""
    head = piece.head
    return Card(
        f"health/{piece.slug}/",
        head.title,
        head.summary,
        head.topics,
        head.readers,
        head.state == ArticleStatus.UNREVIEWED,
        today.past(head.until),
        today.plus(-FOLDED).past(head.until),
    )


def pieces(shelf: Shelf) -> list[Piece]:
    """The articles that have not been withdrawn, in the order of their topics."""
    return [piece for piece in shelf.articles if piece.head.state != ArticleStatus.WITHDRAWN]


def cards(shelf: Shelf, today: Day) -> list[Card]:
    """All articles as lists show them, those that are folded away last."""
    found = [card(piece, today) for piece in pieces(shelf)]
    return sorted(found, key=lambda each: each.folded)


def in_force(shelf: Shelf, today: Day) -> list[Card]:
    """The articles that have not expired."""
    return [each for each in cards(shelf, today) if not each.expired]


def topic_of(shelf: Shelf, name: str) -> Topic:
    """The topic of that name."""
    return next(topic for topic in shelf.topics if topic.name == name)


def about(topic: Topic, events: Iterable[Entry]) -> list[Entry]:
    """The activities that are about a topic: one of its words stands in their name or their forms."""
    found = _pattern([topic])
    return [event for event in events if found.search(_said(event))]


def related(shelf: Shelf, today: Day) -> Callable[[Entry], list[Card]]:
    """What to read about an activity: the articles in force whose main topic it is about."""
    current = in_force(shelf, today)
    topics = [topic for topic in shelf.topics if any(each.topics[0] == topic.name for each in current)]
    anything, each_one = _pattern(topics), [(topic.name, _pattern([topic])) for topic in topics]

    def read(event: Entry) -> list[Card]:
        said = _said(event)
        if not topics or not anything.search(said):
            return []
        names = {name for name, pattern in each_one if pattern.search(said)}
        return [each for each in current if each.topics[0] in names]

    return read


def _said(event: Entry) -> str:
    return "\n".join((event.name, *event.forms))


def _pattern(topics: Iterable[Topic]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for topic in topics for word in (topic.name, *topic.words)))
