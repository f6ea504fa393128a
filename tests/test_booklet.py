"""The booklet: which articles are in it, the PDF's tags and pages, the EPUB read back as a reader of books would."""

from __future__ import annotations

import io
import posixpath
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from almanac.documents import booklet as printed
from almanac.documents import epub
from almanac.load.articles import load
from almanac.model.day import Day
from almanac.views.booklet import Booklet, booklet, unknown, why_none, wrong
from guard import LIMIT
from small import PLACES
from test_shelf import HEAD, project

URL = "https://529.example.org/"
REVIEWED = "状态: 已审核\n审核: {审核人: 示例医生, 职称: 示例职称, 单位: 示例医院, 日期: 2021-05-08}"
SOUND = HEAD.replace("状态: 待审核", REVIEWED)
BODY = """\
示例正文，讲**叶酸**，见[另一篇](../shili-er/)、[别处](../biechu/)和 [网页](https://www.example.org/a?b=1&c=2)。

## 示例小标题 <

- 甲
- 乙
  1. 丙

> 丁

| 什么 | 怎样 |
|---|--:|
| 甲 & 乙 | 1 |
"""
DIRECTORY = """\
话题:
  - {名称: 优生优育, 代码: yousheng, 字: 育, 说明: 示例话题。}
  - {名称: 亲子早教, 代码: zaojiao, 字: 伴, 说明: 又一个示例话题。}
读者: [备孕夫妇]
"""
FILES = {
    "content/health/目录.yml": DIRECTORY,
    "content/health/词汇.yml": "- {词: 叶酸, 代码: yesuan, 解释: 一种示例。}\n- {词: 不在书里, 代码: zai, 解释: 示例。}\n",
    "content/health/shili.md": SOUND + BODY,
    "content/health/shili-er.md": SOUND.replace("优生优育", "亲子早教").replace("示例文章", "示例第二篇")
    + "示例正文。\n",
    "content/health/daishen.md": HEAD.replace("示例文章", "示例待审核") + "示例正文。\n",
    "content/health/guoqi.md": SOUND.replace("2023-05-10", "2021-05-31").replace("示例文章", "示例过期")
    + "示例正文。\n",
    "content/health/chexia.md": SOUND.replace("状态: 已审核", "状态: 撤下").replace("示例文章", "示例撤下")
    + "示例正文。\n",
}


def made(
    root: Path,
    *topics: str,
    title: str = "示例读本",
    today: str = "2021-06-15",
    more: dict[str, str] | None = None,
) -> Booklet | None:
    return booklet(
        load(project(root, FILES | (more or {})), Day(today), PLACES),
        Day(today),
        title,
        topics,
        "示例协会",
        "示例网站",
        URL,
    )


def read(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert book.testzip() is None
        return {name: book.read(name) for name in book.namelist()}


def test_a_book_holds_what_is_reviewed_and_in_force(tmp_path: Path) -> None:
    book = made(tmp_path)
    assert book is not None
    assert [(c.topic.name, [p.piece.slug for p in c.pages]) for c in book.chapters] == [
        ("优生优育", ["shili"]),
        ("亲子早教", ["shili-er"]),
    ]
    assert [term.name for term in book.terms] == ["叶酸"]
    assert book.day == "2021-05-08", "the day of the last review, not of today"
    chosen = made(tmp_path, "亲子早教")
    assert chosen is not None and [chapter.topic.name for chapter in chosen.chapters] == ["亲子早教"]
    assert chosen.terms == ()


def test_with_nothing_reviewed_the_command_says_so(tmp_path: Path) -> None:
    unreviewed = {"content/health/daishen.md": FILES["content/health/daishen.md"]}
    root = project(tmp_path, {"content/health/目录.yml": DIRECTORY} | unreviewed)
    today = Day("2021-06-15")
    shelf = load(root, today, PLACES)
    assert why_none(shelf, today, ()) == (
        "没有做读本：读本只收专家审核过、没有过期的文章，content/health 里的 1 篇都不是（1 篇待审核）。"
        "请专家看过以后，在文章开头写“状态: 已审核”和“审核”，再做一遍。"
    )
    assert "没有文章" in why_none(shelf, today, ("亲子早教",))
    assert unknown(shelf, ("亲子早教", "亲子早较")) == "目录里没有“亲子早较”这个话题，是不是“亲子早教”？"
    assert unknown(shelf, ("亲子早教",)) == ""


def test_an_article_at_fault_stops_the_book(tmp_path: Path) -> None:
    """It is told with its place, not left out unseen; what is only old or unreviewed stops nothing."""
    broken = {"content/health/huai.md": SOUND.replace("示例文章", "示例坏") + "![](a.jpg)\n"}
    today = Day("2021-06-15")
    assert wrong(load(project(tmp_path / "a", FILES), today, PLACES), today) == []
    (fault, *_) = wrong(load(project(tmp_path / "b", FILES | broken), today, PLACES), today)
    assert fault.place.file == "content/health/huai.md" and fault.place.line > 1


def test_no_page_of_the_printed_book_is_empty(tmp_path: Path) -> None:
    """What is over on the last sheet is there to write on."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("没有 pdftotext")
    short = {
        f"content/health/duan-{n}.md": SOUND.replace("优生优育", "亲子早教").replace("示例文章", f"示例短{n}")
        + "短。\n"
        for n in range(3)
    }
    book = made(tmp_path, more=short)
    assert book
    data = printed.pdf(book, tmp_path / "cache")
    done = subprocess.run([program, "-", "-"], input=data, capture_output=True, check=True, timeout=LIMIT)
    pages = done.stdout.decode().split("\f")[:-1]
    assert len(pages) % 4 == 0 and all(page.strip() for page in pages)
    assert any("写给" in page and page.count("扫码看网页") > 1 for page in pages), "short ones share a page"


def test_both_books_are_made_of_one_text(tmp_path: Path) -> None:
    book, later = made(tmp_path), made(tmp_path, today="2021-06-20")
    assert book and later and len(book.pages) == 2
    files = printed.files(book, tmp_path / "cache")
    assert sorted(files) == ["示例读本.epub", "示例读本.pdf"] and files["示例读本.pdf"].startswith(b"%PDF-")
    assert printed.files(later, tmp_path / "other") == files, (
        "the same articles make the same bytes on another day"
    )


@pytest.mark.parametrize(
    "title", ["示例读本", "一个有二十四个字那么长的示例书名看看封面放得下吗", "Shili & <b>#1"]
)
def test_the_printed_book_is_whole_sheets_of_tagged_pages(tmp_path: Path, title: str) -> None:
    book = made(tmp_path, title=title)
    assert book is not None
    data = printed.pdf(book, tmp_path / "cache")
    count = re.search(rb"/Type/Pages/Count ([0-9]+)", data)
    assert count and int(count[1]) % 4 == 0 and data.count(b"/MediaBox[0 0 419.5") == int(count[1])
    assert all(mark in data for mark in (b"pdfuaid:part", b"/StructTreeRoot", b"/Lang(zh-CN)", b"/Outlines"))
    (tmp_path / "cache").rename(tmp_path / "old")
    assert printed.pdf(book, tmp_path / "cache") == data


def test_the_epub_is_one_a_reader_opens(tmp_path: Path) -> None:
    """OCF and OPF: type first and unpacked; every file named once with its kind; the spine in the book's order."""
    book = made(tmp_path)
    assert book is not None
    data = epub.epub(book, printed.cover(book, tmp_path / "cache"))
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    files = read(data)
    trees = {
        name: ElementTree.fromstring(text)
        for name, text in files.items()
        if not name.endswith((".png", ".css", "mimetype"))
    }
    package = trees["EPUB/package.opf"]
    opf, dc = "{http://www.idpf.org/2007/opf}", "{http://purl.org/dc/elements/1.1/}"
    items = {str(item.get("id")): str(item.get("href")) for item in package.iter(f"{opf}item")}
    assert sorted(f"EPUB/{href}" for href in items.values()) == sorted(
        name for name in files if name.startswith("EPUB/") and name != "EPUB/package.opf"
    )
    spine = [items[str(ref.get("idref"))] for ref in package.iter(f"{opf}itemref")]
    assert spine == [
        "cover.xhtml",
        "before.xhtml",
        "nav.xhtml",
        "shili.xhtml",
        "shili-er.xhtml",
        "glossary.xhtml",
    ]
    assert [package.findtext(f".//{dc}{name}") for name in ("title", "language", "date")] == [
        "示例读本",
        "zh-CN",
        "2021-05-08",
    ]
    assert package.get("unique-identifier") == package.find(f".//{dc}identifier").get("id")  # type: ignore[union-attr]
    assert {item.get("properties") for item in package.iter(f"{opf}item")} == {None, "nav", "cover-image"}
    assert files["EPUB/cover.png"].startswith(b"\x89PNG")


def test_the_epub_s_links_lead_somewhere(tmp_path: Path) -> None:
    """Within the book where the book has it, else to the web; every picture has words; headings begin at one."""
    book = made(tmp_path)
    assert book is not None
    files = read(epub.epub(book, b"\x89PNG"))
    html = "{http://www.w3.org/1999/xhtml}"
    for name, text in files.items():
        if not name.endswith(".xhtml"):
            continue
        tree = ElementTree.fromstring(text)
        ids = {element.get("id") for element in tree.iter() if element.get("id")}
        assert tree.findtext(f".//{html}title") and (
            name.endswith("cover.xhtml") or tree.find(f".//{html}h1") is not None
        )
        for link in tree.iter(f"{html}a"):
            target = str(link.get("href"))
            if not target.startswith(("https://", "http://")):
                file, _, part = target.partition("#")
                assert posixpath.join("EPUB", file) in files and (not part or part in ids), target
        assert all(image.get("alt") for image in tree.iter(f"{html}img"))
    links = [str(a.get("href")) for a in ElementTree.fromstring(files["EPUB/shili.xhtml"]).iter(f"{html}a")]
    assert links == [
        "shili-er.xhtml",
        f"{URL}health/biechu/",
        "https://www.example.org/a?b=1&c=2",
        f"{URL}health/shili/",
    ]
    whole = b"".join(files.values()).decode("utf-8", "replace")
    for absent in ("示例待审核", "示例过期", "示例撤下", "不在书里"):
        assert absent not in whole
