"""Every page of both sites as text: heads that are whole, links that lead somewhere, facts for machines."""

from __future__ import annotations

import datetime
import json
import posixpath
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import pytest
from browser.sites import HOME_URL, Published

VOID = {"img", "link", "meta", "base", "br", "hr", "input", "source", "col", "wbr"}
LOADED = {("link", "href"), ("script", "src"), ("img", "src"), ("img", "srcset"), ("source", "srcset")}


class Seen(NamedTuple):
    """What a page holds: its links as (tag, attribute, address), ids, headings, head's words, scripts of data."""

    links: list[tuple[str, str, str]]
    ids: list[str]
    h1: int
    title: str
    lang: str
    canonical: str
    robots: str
    data: list[str]
    faults: list[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str, str]] = []
        self.ids: list[str] = []
        self.open: list[str] = []
        self.text: dict[str, str] = {}
        self.head: dict[str, str] = {}
        self.data: list[str] = []
        self.faults: list[str] = []
        self.h1 = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.h1 += tag == "h1"
        if "id" in said:
            self.ids.append(said["id"])
        for name in ("href", "src"):
            if name in said:
                self.links.append((tag, name, said[name]))
        for part in filter(None, said.get("srcset", "").split(", ")):
            self.links.append((tag, "srcset", part.split(" ")[0]))
        if tag == "link" and said.get("rel") == "canonical":
            self.head["canonical"] = said["href"]
        if tag == "meta":
            self.head[said.get("name", said.get("http-equiv", ""))] = said.get("content", "")
        if tag == "html":
            self.head["lang"] = said.get("lang", "")
        if tag == "script" and said.get("type") == "application/ld+json":
            self.data.append("")
        if "style" in said or any(name.startswith("on") for name in said):
            self.faults.append(f"style or script inside <{tag}>")
        if tag == "img" and not {"alt", "width", "height"} <= said.keys():
            self.faults.append(f"<img> without alt, width or height: {said.get('src')}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "title":
            self.text["title"] = self.text.get("title", "") + data
        if self.open and self.open[-1] == "script" and self.data and self.data[-1] == "":
            self.data[-1] = data


def _seen(file: Path) -> Seen:
    reader = _Reader()
    reader.feed(file.read_text(encoding="utf-8"))
    reader.close()
    faults = reader.faults + [f"left open: {reader.open}"] * bool(reader.open)
    doubled = sorted({one for one in reader.ids if reader.ids.count(one) > 1})
    faults += [f"id twice: {doubled}"] * bool(doubled)
    head = reader.head.get
    return Seen(
        reader.links,
        reader.ids,
        reader.h1,
        reader.text.get("title", ""),
        head("lang", ""),
        head("canonical", ""),
        head("robots", ""),
        reader.data,
        faults,
    )


Pages = dict[str, Seen]


@pytest.fixture(scope="module", params=["demo", "shipped"])
def site(request: pytest.FixtureRequest) -> Published:
    """Both sites, one after the other."""
    found: Published = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def pages(site: Published) -> Pages:
    """All pages of a site by their address below it: `u/43/`, `404.html`; a text to paste has rules of its own."""
    files = sorted(file for file in site.folder.rglob("*.html") if file.name != "wechat.html")
    return {
        file.relative_to(site.folder).as_posix().removesuffix("index.html"): _seen(file) for file in files
    }


def _all(faults: list[str]) -> str:
    return "\n".join([f"{len(faults)} faults", *faults[:20]])


def test_every_page_is_whole(pages: Pages) -> None:
    """Each page is well-formed Chinese HTML with one heading, a title of 30 characters, no style or script inside."""
    faults = [f"{path}: {fault}" for path, page in pages.items() for fault in page.faults]
    for path, page in pages.items():
        if page.lang != "zh-CN" or page.h1 != 1 or not 0 < len(page.title) <= 30:
            faults.append(f"{path}: {page.lang}, {page.h1} h1, title {len(page.title)}: {page.title}")
    assert len(pages) > 100
    assert not faults, _all(faults)


def test_every_link_leads_somewhere(site: Published, pages: Pages) -> None:
    """Links within the site lead to files and ids that are there; nothing is loaded from elsewhere."""
    faults: list[str] = []
    for path, page in pages.items():
        if path == "data/" and "u/4301/" not in pages:
            continue  # written by hand for the whole province, with examples that the small one has not
        for tag, name, link in page.links:
            if fault := _dead(site.folder, pages, path, tag, name, link):
                faults.append(f"{path}: {link}: {fault}")
    assert not faults, _all(sorted(faults))


def _dead(folder: Path, pages: Pages, path: str, tag: str, name: str, link: str) -> str:
    parts = urlsplit(link.replace("webcal://", "https://", 1))
    if parts.scheme in ("tel", "mailto"):
        return ""
    if parts.scheme or parts.netloc:
        if not link.replace("webcal://", "https://", 1).startswith(HOME_URL):
            return "loaded from elsewhere" if (tag, name) in LOADED else ""
        there = unquote(parts.path).removeprefix("/")
    elif parts.path.startswith("/"):
        there = unquote(parts.path)[1:]
        if path != "404.html":
            return "not relative"
    else:
        there = posixpath.normpath(
            posixpath.join(
                "/", path if path.endswith("/") or not path else posixpath.dirname(path), unquote(parts.path)
            )
        )[1:]
        there += "/" if parts.path.endswith("/") and there else ""
        there = path if not parts.path else there
    if there.endswith("/") or not there:
        if there not in pages:
            return "no such page"
    elif there not in pages and not (folder / there).is_file():
        return "no such file"
    if parts.fragment and "=" not in parts.fragment and unquote(parts.fragment) not in pages[there].ids:
        return "no such place on the page"
    return ""


def test_every_page_says_its_address(pages: Pages) -> None:
    """The canonical address is the page's own; a former address names the new one, calendar/ the month shown."""
    faults = []
    for path, page in pages.items():
        if path == "404.html":
            continue
        below = page.canonical.removeprefix(HOME_URL)
        same = below == path or (path == "calendar/" and below.startswith(path) and below in pages)
        moved = "noindex" in page.robots and below in pages
        if not page.canonical.startswith(HOME_URL) or not (same or moved):
            faults.append(f"{path}: {page.canonical or 'none'}")
    assert not faults, _all(faults)


def test_every_page_can_be_reached(pages: Pages) -> None:
    """From the home page links lead to every page but former addresses and the withdrawn."""
    reached, new = {""}, [""]
    while new:
        path = new.pop()
        for tag, _, link in pages[path].links:
            there = posixpath.normpath(posixpath.join("/", path, urlsplit(link).path))[1:]
            there += "/" if there else ""
            if tag == "a" and "://" not in link and there in pages and there not in reached:
                reached.add(there)
                new.append(there)
    lost = [path for path, page in pages.items() if path not in reached and "noindex" not in page.robots]
    assert not lost, _all(lost)


def test_facts_for_machines(pages: Pages) -> None:
    """Activities with a day carry an Event: Beijing's offset or the bare date, and the page's own address."""
    faults, found = [], 0
    for path, page in pages.items():
        for text in page.data:
            told: Any = json.loads(text)
            for said in told if isinstance(told, list) else [told]:  # one an occurrence
                found += said["@type"] == "Event"
                if said["@type"] == "Event" and not (_is_moment(said["startDate"]) and said["name"]):
                    faults.append(f"{path}: {said['startDate']}")
                if "endDate" in said and not _is_moment(said["endDate"]):
                    faults.append(f"{path}: {said['endDate']}")
                if said.get("url", HOME_URL + path) != HOME_URL + path:
                    faults.append(f"{path}: {said['url']}")
    assert found > 10
    assert not faults, _all(faults)


def _is_moment(text: str) -> bool:
    if "T" not in text:
        return datetime.date.fromisoformat(text).isoformat() == text
    return text.endswith("+08:00") and datetime.datetime.fromisoformat(text).tzinfo is not None
