"""The health booklet made by a command: of chosen topics, under a title of one's own, without building the site."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from almanac.build import whole
from almanac.build.job import Job
from almanac.build.page_shell import Facts
from almanac.disclosure import redaction
from almanac.documents import booklet as printed
from almanac.documents import epub
from almanac.load import articles as load_articles
from almanac.load import records
from almanac.model.day import Day
from almanac.model.diagnostics import closest
from almanac.model.divisions import Register
from almanac.parse.discovery import survey
from almanac.views import article_status
from almanac.views.booklet import booklet


class Made(NamedTuple):
    """The files of a book by their names, and how many articles are in it; or why there is no book, in words."""

    files: dict[str, bytes]
    articles: int
    refused: str


def make(
    asked: Job, register: Register, title: str, topics: Collection[str], facts: Facts, issuer: str
) -> Made:
    """The book as PDF and EPUB, of what lies in the project's content/; errors there keep only their own files out.

    A name that was withdrawn anywhere in the records is in no book either.
    """
    today = asked.day
    found = load_articles.load(asked.project, today)
    change = redaction.eraser(_withdrawn(asked, register))
    found = redaction.shelf(found, change) if change else found
    names = [topic.name for topic in found.topics]
    for topic in topics:
        if topic not in names:
            near = closest(topic, names)
            hint = f"，是不是“{near}”？" if near else f"。有的是：{'、'.join(names)}"
            return Made({}, 0, f"目录里没有“{topic}”这个话题{hint}")
    book = booklet(found, today, title, topics, issuer, facts.name, facts.url)
    if book is None:
        return Made({}, 0, _none(found, today, topics))
    made = printed.pdf(book, asked.cache), epub.epub(book, printed.cover(book, asked.cache))
    return Made({f"{title}.pdf": made[0], f"{title}.epub": made[1]}, len(book.pages), "")


def _withdrawn(asked: Job, register: Register) -> list[str]:
    said, _ = records.notices(asked.records, asked.name)
    known = records.known_to(asked.records, register, said)
    files = records.Files(asked.records, known, asked.name)
    return whole.withdrawn(files, survey(asked.records, register))


def _none(found: load_articles.Shelf, today: Day, topics: Collection[str]) -> str:
    """Why there is nothing to put into a book."""
    cards = [each for each in article_status.cards(found, today) if not topics or each.topics[0] in topics]
    what = "这些话题" if topics else "content/health "
    if not cards:
        return f"{what}里没有文章，没有做读本。"
    waiting, over = sum(each.unreviewed for each in cards), sum(each.expired for each in cards)
    told = [f"{waiting} 篇待审核"] * bool(waiting) + [f"{over} 篇已过期"] * bool(over)
    return (
        f"没有做读本：读本只收专家审核过、没有过期的文章，{what}里的 {len(cards)} 篇都不是（{'，'.join(told)}）。"
        "请专家看过以后，在文章开头写“状态: 已审核”和“审核”，再做一遍。"
    )
