"""The health booklet for reading on a screen: an EPUB 3 of the same texts, the same bytes each time."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterator
from urllib.parse import urljoin

from markupsafe import Markup

from almanac.render.html import joined, markup
from almanac.render.rich_text import xhtml
from almanac.render.typst import TEMPLATES
from almanac.views.booklet import CAUTION, Booklet, Chapter, Page

KIND = "application/epub+zip"
EPOCH = (1980, 1, 1, 0, 0, 0)
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh-CN" xml:lang="zh-CN">
<head><meta charset="UTF-8"/><title>{}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
{}
</body>
</html>
"""
_PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-CN">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{}</dc:identifier>
<dc:title>{}</dc:title>
<dc:language>zh-CN</dc:language>
<dc:creator>{}</dc:creator>
<dc:publisher>{}</dc:publisher>
<dc:date>{}</dc:date>
<dc:rights>{}</dc:rights>
<meta property="dcterms:modified">{}T00:00:00Z</meta>
{}
</metadata>
<manifest>
{}
</manifest>
<spine>
{}
</spine>
</package>
"""
# What readers of the blind ask of a book before they open it.
_ACCESS = (
    ("accessMode", "textual"),
    ("accessMode", "visual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityHazard", "none"),
    ("accessibilitySummary", "全书是文字和表格，可以放大、可以朗读；唯一的图片是封面，写有替代文字。"),
)
_TYPES = {"xhtml": "application/xhtml+xml", "png": "image/png", "css": "text/css"}


def epub(book: Booklet, cover: bytes) -> bytes:
    """The whole book; cover: its picture as PNG."""
    pages = dict(_pages(book))
    files: dict[str, bytes] = {name: str(text).encode() for name, text in pages.items()}
    files |= {"cover.png": cover, "style.css": (TEMPLATES / "booklet.css").read_bytes()}
    files["package.opf"] = str(_package(book, list(pages), [*pages, "cover.png", "style.css"])).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as into:
        into.writestr(
            zipfile.ZipInfo("mimetype", EPOCH), KIND
        )  # first, and as it is: readers look for it there
        into.writestr(zipfile.ZipInfo("META-INF/container.xml", EPOCH), CONTAINER)
        for name, data in files.items():
            packed = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            into.writestr(zipfile.ZipInfo(f"EPUB/{name}", EPOCH), data, packed)
    return out.getvalue()


def _pages(book: Booklet) -> Iterator[tuple[str, Markup]]:
    """Every page of the book in the order of reading, by its name."""
    picture = markup(
        '<p class="cover"><img src="cover.png" alt="封面：{}，{}"/></p>', book.title, book.issuer
    )
    yield "cover.xhtml", markup(_PAGE, book.title, picture)
    yield "before.xhtml", markup(_PAGE, "读前请看", _before(book))
    yield "nav.xhtml", markup(_PAGE, "目录", _contents(book))
    within = {page.address: f"{page.piece.slug}.xhtml" for page in book.pages}
    for chapter in book.chapters:
        for place, page in enumerate(chapter.pages):
            body = _article(chapter, page, place == 0, within)
            yield f"{page.piece.slug}.xhtml", markup(_PAGE, page.piece.head.title, body)
    if book.terms:
        yield "glossary.xhtml", markup(_PAGE, "词汇表", _glossary(book))


def _before(book: Booklet) -> Markup:
    licences = "、".join(sorted({page.piece.head.licence for page in book.pages}))
    said = [*CAUTION, f"书中文字按 {licences} 许可使用，请注明出处。", f"{book.issuer} 编"]
    more = markup('<p>更多健康知识：<a href="{}">{}</a></p>', book.portal, book.portal)
    return joined([markup("<h1>读前请看</h1>"), *(markup("<p>{}</p>", each) for each in said), more], "\n")


def _contents(book: Booklet) -> Markup:
    lines = [markup('<li><a href="before.xhtml">读前请看</a></li>')]
    for chapter in book.chapters:
        inner = [
            markup('<li><a href="{}.xhtml">{}</a></li>', page.piece.slug, page.piece.head.title)
            for page in chapter.pages
        ]
        first = chapter.pages[0].piece.slug
        lines.append(
            markup(
                '<li><a href="{}.xhtml">{}</a>\n<ol>{}</ol></li>',
                first,
                chapter.topic.name,
                joined(inner, "\n"),
            )
        )
    if book.terms:
        lines.append(markup('<li><a href="glossary.xhtml">词汇表</a></li>'))
    return markup('<nav epub:type="toc"><h1>目录</h1>\n<ol>{}</ol></nav>', joined(lines, "\n"))


def _article(chapter: Chapter, page: Page, opens: bool, within: dict[str, str]) -> Markup:
    """One article; the first of a chapter opens it. Links to articles of the book stay in the book."""
    head = page.piece.head

    def address(said: str) -> str:
        whole = urljoin(page.address, said)
        return within.get(whole, whole)

    opening = (
        markup('<p class="topic"><strong>{}</strong> {}</p>\n', chapter.topic.name, chapter.topic.about)
        if opens
        else ""
    )
    facts = [markup("<dt>{}</dt><dd>{}</dd>", label, value) for label, value in page.facts]
    facts.append(markup('<dt>网页</dt><dd><a href="{}">{}</a></dd>', page.address, page.address))
    return markup(
        '{}<h1>{}</h1>\n<p class="lead">{}</p>\n<p class="lead">写给：{}</p>\n{}\n<dl class="facts">{}</dl>',
        opening,
        head.title,
        head.summary,
        "、".join(head.readers),
        Markup(xhtml(page.text, address)),  # noqa: S704  (tags of prose, words by `safe`)
        joined(facts, "\n"),
    )


def _glossary(book: Booklet) -> Markup:
    lines = [
        markup(
            "<dt>{}{}</dt><dd>{}</dd>",
            term.name,
            f"（又名：{'、'.join(term.others)}）" if term.others else "",
            term.meaning,
        )
        for term in book.terms
    ]
    return markup("<h1>词汇表</h1>\n<dl>{}</dl>", joined(lines, "\n"))


def _package(book: Booklet, spine: list[str], files: list[str]) -> Markup:
    """The book's own description: what it is, all its files, the order of reading."""
    marks = {"nav.xhtml": ' properties="nav"', "cover.png": ' properties="cover-image"'}
    items = [
        markup(
            '<item id="{}" href="{}" media-type="{}"{}/>',
            _id(name),
            name,
            _TYPES[name.rpartition(".")[2]],
            Markup(marks.get(name, "")),  # noqa: S704  (a literal from above)
        )
        for name in files
    ]
    return markup(
        _PACKAGE,
        uuid.uuid5(uuid.NAMESPACE_URL, f"{book.portal}booklet/#{book.title}"),
        book.title,
        book.issuer,
        book.issuer,
        book.day,
        "、".join(sorted({page.piece.head.licence for page in book.pages})),
        book.day,
        joined((markup('<meta property="schema:{}">{}</meta>', *pair) for pair in _ACCESS), "\n"),
        joined(items, "\n"),
        joined((markup('<itemref idref="{}"/>', _id(name)) for name in spine), "\n"),
    )


def _id(name: str) -> str:
    return "f-" + name.replace(".", "-")
