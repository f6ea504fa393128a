"""The health booklet: which articles are in it, and the same book for print as a PDF."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from almanac import prose
from almanac.articles import Term, Topic
from almanac.prose import words
from almanac.shelf import Piece, Shelf
from almanac.typesetting import once, typeset
from almanac.views import advice, art
from almanac.views.passages import plain
from almanac.views.season import long_day

LEAST, MOST, EDGES = 3, 18, 3  # characters for which a column of a table has room, and what its edges take


class Chapter(NamedTuple):
    """A topic with its articles; number: its place among all topics, which chooses its colour."""

    topic: Topic
    number: int
    pieces: tuple[Piece, ...]


class Booklet(NamedTuple):
    """A book: its title and publisher, the day it was made, the site's address, chapters, the words it explains."""

    title: str
    issuer: str
    site: str
    day: str
    url: str
    chapters: tuple[Chapter, ...]
    terms: tuple[Term, ...]

    @property
    def is_draft(self) -> bool:
        """Whether there is an article in it that nobody has reviewed."""
        return any(piece.head.state == "待审核" for chapter in self.chapters for piece in chapter.pieces)


def chapters(
    shelf: Shelf, today: str, topics: Collection[str] = (), drafts: bool = False
) -> tuple[Chapter, ...]:
    """The articles of these topics, of all if none is named, that are in force and reviewed (or `drafts`, too)."""
    sound = [
        piece
        for piece in advice.pieces(shelf)
        if (shown := advice.card(piece, today)).sound or (drafts and not shown.expired)
    ]
    found = []
    for number, topic in enumerate(shelf.topics):
        pieces = tuple(piece for piece in sound if piece.head.topics[0] == topic.name)
        if pieces and (not topics or topic.name in topics):
            found.append(Chapter(topic, number, pieces))
    return tuple(found)


def explained(terms: Collection[Term], those: Collection[Chapter]) -> tuple[Term, ...]:
    """The words of the glossary that stand in these chapters."""
    said = "\n".join(
        each for chapter in those for piece in chapter.pieces for each in words(prose.tree(piece.body))
    )
    return tuple(term for term in terms if any(name in said for name in (term.name, *term.others)))


def facts(piece: Piece) -> list[tuple[str, str]]:
    """Who stands for an article, for how long, and on what it rests."""
    here, review = piece.head, piece.head.review
    found = [("作者", f"{here.author.name}（{here.author.standing}）")]
    if review and here.state == "已审核":
        found.append(("审核", f"{review.by}，{review.title}，{review.unit}，{long_day(review.date)}"))
    else:
        found.append(("审核", "待审核：还没有专家看过"))
    if here.as_of:
        found.append(("政策截至", long_day(here.as_of)))
    found.append(("有效至", long_day(here.until)))
    found.append(("来源", "；".join(f"{one.body}《{one.title}》，{one.year}年" for one in here.sources)))
    return found


def pdf(book: Booklet, cache: Path) -> bytes:
    """The book as A5 for print, set once."""
    pictures = {"portal.svg": art.qr(f"{book.url}health/", "svg")}
    told = []
    for chapter in book.chapters:
        articles = []
        for piece in chapter.pieces:
            address = f"{book.url}health/{piece.slug}/"
            pictures[f"{piece.slug}.svg"] = art.qr(address, "svg")
            articles.append(
                {
                    "title": piece.head.title,
                    "summary": piece.head.summary,
                    "readers": piece.head.readers,
                    "draft": piece.head.state == "待审核",
                    "text": _measured(plain(prose.tree(piece.body), address)),
                    "facts": facts(piece),
                    "address": address,
                    "qr": f"{piece.slug}.svg",
                }
            )
        topic = chapter.topic
        told.append(
            {"name": topic.name, "about": topic.about, "mark": topic.mark, "number": chapter.number}
            | {"articles": articles}
        )
    said = {
        "title": book.title,
        "issuer": book.issuer,
        "site": book.site,
        "day": book.day,
        "address": f"{book.url}health/",
        "draft": book.is_draft,
        "licences": sorted({piece.head.licence for chapter in book.chapters for piece in chapter.pieces}),
        "chapters": told,
        "terms": [(term.name, "、".join(term.others), term.meaning) for term in book.terms],
    }
    return once(cache, said, lambda: typeset("booklet.typ", said, pictures=pictures))


def _measured(node: list[object]) -> list[object]:
    """Each table with the room its columns need, as its value: 4,18,9."""
    tag, value, inside = node
    assert isinstance(inside, list)
    if tag == "table":
        lines: list[list[int]] = []
        _rows(node, lines)
        wide = [max(column) for column in zip(*lines, strict=False)]
        value = [min(max(each, LEAST), MOST) + EDGES for each in wide]
    return [tag, value, [_measured(each) if isinstance(each, list) else each for each in inside]]


def _rows(node: list[object], lines: list[list[int]]) -> None:
    tag, _, inside = node
    assert isinstance(inside, list)
    if tag == "tr":
        lines.append([len(_said(cell)) for cell in inside])
    else:
        for each in inside:
            if isinstance(each, list):
                _rows(each, lines)


def _said(node: object) -> str:
    if not isinstance(node, list):
        return str(node)
    return "".join(map(_said, node[2]))
