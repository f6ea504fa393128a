"""The health booklet: which articles are in it, and what it says of each; every form of the book is made from this."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from almanac.load.article_rules import HEALTH
from almanac.load.articles import Piece, Shelf
from almanac.model.article import Term, Topic
from almanac.model.day import Day
from almanac.model.diagnostics import Fault, closest, is_error, on
from almanac.parse import markdown
from almanac.parse.markdown import Node, words
from almanac.views import article_status
from almanac.views.campaign_year import long_day

TITLE = "健康知识读本"
CAUTION = (
    "本书讲的是一般的健康知识，不能代替医生的诊断和治疗。身体不舒服，请到正规医院去看；正在吃的药，不要自己停，也不要自己加。",
    "每篇文章后面写着谁写的、谁审核的、依据什么、有效到哪一天。过了有效期的，请看网页上有没有新的。",
)


class Page(NamedTuple):
    """An article in the book: its text as a tree, who stands for it, its address on the web."""

    piece: Piece
    text: Node
    facts: list[tuple[str, str]]
    address: str


class Chapter(NamedTuple):
    """A topic with its articles; number: its place among all topics, which chooses its colour."""

    topic: Topic
    number: int
    pages: tuple[Page, ...]


class Booklet(NamedTuple):
    """A book: its title, who issues it, the site with its address, the chapters, the words it explains.

    day: when the last of its articles was reviewed, so that the same articles make the same book on any day.
    """

    title: str
    issuer: str
    site: str
    url: str
    day: str
    chapters: tuple[Chapter, ...]
    terms: tuple[Term, ...]

    @property
    def pages(self) -> tuple[Page, ...]:
        """All articles, in the order of the book."""
        return tuple(page for chapter in self.chapters for page in chapter.pages)

    @property
    def portal(self) -> str:
        """Where the site has all articles."""
        return f"{self.url}health/"


def booklet(
    shelf: Shelf, today: Day, title: str, topics: Collection[str], issuer: str, site: str, url: str
) -> Booklet | None:
    """The articles of these topics (of all, if none is named) that are reviewed and in force; None if there are none."""
    sound = [piece for piece in article_status.pieces(shelf) if article_status.card(piece, today).sound]
    chapters = []
    for number, topic in enumerate(shelf.topics):
        pages = tuple(_page(piece, url) for piece in sound if piece.head.topics[0] == topic.name)
        if pages and (not topics or topic.name in topics):
            chapters.append(Chapter(topic, number, pages))
    if not chapters:
        return None
    book = Booklet(title, issuer, site, url, "", tuple(chapters), ())
    day = max(page.piece.head.review.date for page in book.pages if page.piece.head.review)
    return book._replace(day=day, terms=_explained(shelf, book))


def unknown(shelf: Shelf, topics: Collection[str]) -> str:
    """Which of the topics that are asked for is none, in words; empty if all are there."""
    names = [topic.name for topic in shelf.topics]
    for topic in topics:
        if topic not in names:
            near = closest(topic, names)
            hint = f"，是不是“{near}”？" if near else f"。有的是：{'、'.join(names)}"
            return f"目录里没有“{topic}”这个话题{hint}"
    return ""


def wrong(shelf: Shelf, today: Day) -> list[Fault]:
    """The mistakes that stop a book: an article that is at fault is missing from it, and nobody would see that."""
    return sorted(
        fault for fault in on(shelf.faults, today) if is_error(fault) and fault.place.file.startswith(HEALTH)
    )


def why_none(shelf: Shelf, today: Day, topics: Collection[str]) -> str:
    """Why there is nothing to put into a book, in words."""
    cards = [each for each in article_status.cards(shelf, today) if not topics or each.topics[0] in topics]
    what = "这些话题" if topics else "content/health "
    if not cards:
        return f"{what}里没有文章，没有做读本。"
    waiting, over = sum(each.unreviewed for each in cards), sum(each.expired for each in cards)
    told = [f"{waiting} 篇待审核"] * bool(waiting) + [f"{over} 篇已过期"] * bool(over)
    return (
        f"没有做读本：读本只收专家审核过、没有过期的文章，{what}里的 {len(cards)} 篇都不是（{'，'.join(told)}）。"
        "请专家看过以后，在文章开头写“状态: 已审核”和“审核”，再做一遍。"
    )


def _page(piece: Piece, url: str) -> Page:
    return Page(piece, markdown.tree(piece.body), facts(piece), f"{url}health/{piece.slug}/")


def _explained(shelf: Shelf, book: Booklet) -> tuple[Term, ...]:
    """The words of the glossary that stand in the book."""
    said = "\n".join(each for page in book.pages for each in words(page.text))
    return tuple(term for term in shelf.terms if any(name in said for name in (term.name, *term.others)))


def facts(piece: Piece) -> list[tuple[str, str]]:
    """Who stands for a reviewed article, for how long, and on what it rests."""
    here, review = piece.head, piece.head.review
    found = [("作者", f"{here.author.name}（{here.author.standing}）")]
    if review:
        found.append(("审核", f"{review.by}，{review.title}，{review.unit}，{long_day(review.date)}"))
    if here.as_of:
        found.append(("政策截至", long_day(here.as_of)))
    found.append(("有效至", long_day(here.until)))
    found.append(("来源", "；".join(f"{one.body}《{one.title}》，{one.year}年" for one in here.sources)))
    return found
