"""The health booklet on the site: its page, the book for print and for screens, its cover."""

from __future__ import annotations

from collections.abc import Iterator

from almanac.documents import booklet as printed
from almanac.documents import epub
from almanac.pages import File, Made, Share, Site, Stamp
from almanac.render.html import column, fill, head, markup, title
from almanac.views.booklet import TITLE, Booklet, booklet
from almanac.views.campaign_year import long_day

PATH = "health/booklet/"
SAID = "专家审核过的健康知识文章合编成的小册子：可以打印，也可以在手机上看。"
COVER = (840, 1191)


def make(share: Share) -> Iterator[Made]:
    """Make the page, once for the whole site; the book itself only when an article has been reviewed."""
    site = share.site
    book = booklet(site.shelf, site.today, TITLE, (), site.owner, site.name, site.url)
    files = dict(_files(site, book)) if book else {}
    body = fill(
        "booklet.html",
        root="../../",
        title=TITLE,
        book=book,
        day=long_day(book.day) if book else "",
        cover=COVER,
        sizes={name: _size(data) for name, data in files.items()},
    )
    top = head(site.url, PATH, SAID, metas=column(TITLE, SAID, "列表", (TITLE, "健康知识")))
    if book:
        top += str(markup('\n<meta property="og:image" content="{}">', f"{site.url}{PATH}cover.png"))
    else:
        top += '\n<meta name="robots" content="noindex">'
    yield Stamp(PATH, title(TITLE, "健康知识"), SAID, top, str(body))
    for name, data in files.items():
        yield File(PATH + name, data)


def _files(site: Site, book: Booklet) -> Iterator[tuple[str, bytes]]:
    cover = printed.cover(book, site.cache)
    yield "cover.png", cover
    yield "booklet.pdf", printed.pdf(book, site.cache)
    yield "booklet.epub", epub.epub(book, cover)


def _size(data: bytes) -> str:
    return f"{len(data) / 1048576:.1f} MB" if len(data) > 1048576 else f"{-(-len(data) // 1024)} KB"
