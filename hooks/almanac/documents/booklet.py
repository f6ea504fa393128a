"""The health booklet for print: A5, tagged, set by Typst; its cover as a picture; and both forms of it as files."""

from __future__ import annotations

from pathlib import Path

from almanac.documents import epub, illustrations
from almanac.parse import images
from almanac.render.rich_text import plain
from almanac.render.typst import once, typeset
from almanac.views.booklet import CAUTION, Booklet, Chapter, Page
from almanac.views.campaign_year import long_day

LEAST, MOST, EDGES = 3, 18, 3  # characters for which a column of a table has room, and what its edges take
COVER = 144  # dots an inch: 840 by 1191


def files(book: Booklet, cache: Path) -> dict[str, bytes]:
    """The book for print and for screens, by their file names."""
    return {
        f"{book.title}.pdf": pdf(book, cache),
        f"{book.title}.epub": epub.epub(book, cover(book, cache)),
    }


def pdf(book: Booklet, cache: Path) -> bytes:
    """The book for print, set once."""
    said = _front(book) | {
        "caution": CAUTION,
        "address": book.portal,
        "licences": sorted({page.piece.head.licence for page in book.pages}),
        "chapters": [_chapter(chapter) for chapter in book.chapters],
        "terms": [(term.name, "、".join(term.others), term.meaning) for term in book.terms],
    }
    codes = {"portal.svg": book.portal, **{f"{page.piece.slug}.svg": page.address for page in book.pages}}

    def made() -> bytes:
        pictures = {name: illustrations.qr(address, "svg") for name, address in codes.items()}
        return typeset("booklet.typ", said, pictures=pictures)

    return once(cache, said, made)


def cover(book: Booklet, cache: Path) -> bytes:
    """The cover as PNG, drawn once."""
    said = _front(book)
    return once(
        cache,
        ["cover", said],
        lambda: images.flat(typeset("front.typ", said, "png", ppi=COVER), illustrations.COLOURS),
    )


def _front(book: Booklet) -> dict[str, object]:
    return {
        "title": book.title,
        "issuer": book.issuer,
        "site": book.site,
        "day": long_day(book.day),
        "marks": [chapter.topic.mark for chapter in book.chapters],
    }


def _chapter(chapter: Chapter) -> dict[str, object]:
    topic = chapter.topic
    return {
        "name": topic.name,
        "about": topic.about,
        "mark": topic.mark,
        "number": chapter.number,
        "articles": [_article(page) for page in chapter.pages],
    }


def _article(page: Page) -> dict[str, object]:
    head = page.piece.head
    return {
        "title": head.title,
        "summary": head.summary,
        "readers": head.readers,
        "text": _measured(plain(page.text, page.address)),
        "facts": page.facts,
        "qr": f"{page.piece.slug}.svg",
    }


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
