"""A small site as it is: what its pages, feeds, tables and documents say, kept to be read in a difference.

The records are those of tests/hostile.py, each kind of file among them. `pytest tests/test_golden.py --bless` accepts what is
made now: then look at what git shows. A page is kept as a reader has it, line by line, and with what its head says;
the shell around it once.
"""

from __future__ import annotations

import difflib
import io
import os
import re
from html.parser import HTMLParser
from pathlib import Path

import docx
import hostile
import pytest
from python_calamine import CalamineWorkbook

GOLDEN = Path(__file__).parent / "golden"
COUNTY, OTHER, HERE = "430181", "433101", "e/2021-430181-0528-shili"
PAGES = (
    "", "2021/", "calendar/", "calendar/2021-06/", "calendar/2021-05/honours/", f"{HERE}/", "e/2021-430181119001-0527-weiwen/",
    "e/2021-433101-0620-yizhen/", "e/2021-4301-0601-shili/", "u/43/", "u/4301/", f"u/{COUNTY}/", f"u/{OTHER}/", "years/",
    "units/", "search/", f"digest/{COUNTY}/", "digest/43/", "health/", "health/shili/", "health/topics/shili/", "health/glossary/",
    "health/booklet/", "honours/", "honours/2021/", f"honours/2021/{COUNTY}/", f"honours/deeds/2021-{COUNTY}-xj-01/",
    f"honours/deeds/2021-{COUNTY}-xj-03/", f"honours/verify/2021-{COUNTY}-xj-03/", "press/", "press/shili/", "service/",
    f"totals/2021/{COUNTY}/", "totals/", f"returns/2021/{COUNTY}/", "returns/2021/43/", "submit/",
    "assessment/2021/43/", f"assessment/2021/{COUNTY}/", "visits/2021/43/",
)  # fmt: skip
FILES = (
    f"{HERE}.ics", f"feeds/{COUNTY}.ics", f"feeds/{COUNTY}.xml", f"feeds/{COUNTY}.json", f"feeds/{COUNTY}-week.xml",
    "feeds/deadlines-2021.ics", "press/feed.xml", "press/shili/shili.txt", "press/shili/shili.docx", "data/activities.csv",
    "data/pieces.csv", "data/tallies.csv", "data/accounts.csv", "data/awards.csv", "data/totals.csv", "data/days.json",
    f"data/activities/{COUNTY}.json", f"data/totals/2021/{COUNTY}.json", f"totals/2021/{COUNTY}/form.xlsx",
    f"totals/2021/{COUNTY}/data.xlsx", f"totals/2021/{COUNTY}/form.docx", "sitemaps/430181.xml", "robots.txt",
    f"assessment/2021/{COUNTY}/assessment.xlsx", f"assessment/2021/{COUNTY}/assessment.docx", "feeds/visits-2021-4301.ics",
)  # fmt: skip
BLOCKS = {
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "tr",
    "dt",
    "dd",
    "div",
    "section",
    "nav",
    "form",
    "summary",
    "caption",
    "option",
}
BLOCKS |= {
    "article",
    "header",
    "footer",
    "ul",
    "ol",
    "table",
    "details",
    "figure",
    "figcaption",
    "label",
    "button",
    "time",
    "br",
}
ABOUT = {"description", "robots", "og:type"}
SERIAL = re.compile(r"(?<=[/\"'])[0-9a-f]{16,}(?=\.)")


class Reader(HTMLParser):
    """A page as lines: a block a line, links and pictures with where they lead."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self._links: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in ("script", "style"):
            self._silent += 1
        elif tag in BLOCKS:
            self.lines.append("#" * int(tag[1]) + " " if re.fullmatch("h[1-4]", tag) else "")
        elif tag in ("td", "th"):
            self.lines[-1] += " | "
        elif tag == "a":
            self._links.append(said.get("href", ""))
            self.lines[-1] += "["
        elif tag == "img":
            self.lines[-1] += f"![{said.get('alt', '')}]({said.get('src', '')})"
        elif tag == "meta" and said.get("name", said.get("property")) in ABOUT:
            self.lines.append(f"{said.get('name', said.get('property'))}: {said.get('content')}")
        elif tag == "input":
            self.lines[-1] += f"<{said.get('type', 'text')} {said.get('name', '')}>"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent -= 1
        elif tag == "a" and self._links:
            self.lines[-1] += f"]({self._links.pop()})"
        elif tag in BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.lines[-1] += re.sub(r"\s+", " ", data)


def as_lines(page: str) -> str:
    reader = Reader()
    reader.feed(page)
    lines = (re.sub(" +", " ", line).strip() for line in reader.lines)
    return "".join(f"{line}\n" for line in lines if line)


def parted(page: str) -> tuple[str, str]:
    """What a page says of itself and in itself; the shell around it."""
    head, before, main, after = re.findall("(.*?</head>)(.*?)<main[^>]*>(.*)</main>(.*)", page, re.S)[0]
    return as_lines(head + main), as_lines(f"{before}<p>（内容）</p>{after}")


def words_of(name: str, data: bytes) -> str:
    """A file as it may be read in a difference."""
    if name.endswith(".xlsx"):
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = [
            (sheet, row) for sheet in book.sheet_names for row in book.get_sheet_by_name(sheet).to_python()
        ]
        return "".join(f"{sheet}: {' | '.join(map(str, row)).rstrip(' |')}\n" for sheet, row in rows)
    if name.endswith(".docx"):
        text = docx.Document(io.BytesIO(data))
        tables = [" | ".join(cell.text for cell in row.cells) for table in text.tables for row in table.rows]
        return "".join(f"{line}\n" for line in (*(part.text for part in text.paragraphs), *tables) if line)
    return SERIAL.sub("…", data.decode("utf-8").replace("\r\n", "\n")).rstrip("\n") + "\n"


def families(site: Path) -> str:
    """Which files there are: of those whose names differ in a number or in a short part alone how many."""
    counted: dict[str, int] = {}
    for file in site.rglob("*"):
        if file.is_file():
            path = re.sub(r"[0-9]{4,12}", "<n>", file.relative_to(site).as_posix())
            path = re.sub(
                r"^((?:data/)?(?:units|search)(?:/[a-z]+)*)/[0-9a-z_<>-]+\.(json|txt)$", r"\1/….\2", path
            )
            counted[path] = counted.get(path, 0) + 1
    return "".join(
        f"{number:5} {path}\n" for path, number in sorted(counted.items(), key=lambda each: each[0])
    )


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the site says now, by the names of the files in which it is kept."""
    project = hostile.Project(tmp_path_factory.mktemp("golden"), 0)
    ended = project.build(project.root)
    site = project.root / "out/site"
    assert ended.published, ended.faults
    faults = "".join(f"{place[0]}:{place[1]} {code} {words}\n" for place, code, words, *_ in ended.faults)
    found = {"files.txt": families(site), "faults.txt": faults}
    for path in PAGES:
        page = (site / path / "index.html").read_text(encoding="utf-8")
        found[f"{path.strip('/').replace('/', '.') or 'home'}.page.txt"], found["shell.txt"] = parted(page)
    found["shell.txt"] = parted((site / "index.html").read_text(encoding="utf-8"))[1]
    for path in FILES:
        found[f"{path.replace('/', '.')}.txt"] = words_of(path, (site / path).read_bytes())
    return found


def test_the_site_says_what_it_said(said: dict[str, str]) -> None:
    if os.environ.get("BLESS"):
        GOLDEN.mkdir(exist_ok=True)
        for file in GOLDEN.iterdir():
            file.unlink()
        for name, text in said.items():
            (GOLDEN / name).write_text(text, encoding="utf-8", newline="\n")
    kept = {file.name: file.read_text(encoding="utf-8") for file in GOLDEN.glob("*.txt")}
    differing = [name for name in sorted({*kept, *said}) if kept.get(name) != said.get(name)]
    shown = [
        "\n".join(difflib.unified_diff(kept.get(name, "").splitlines(), said.get(name, "").splitlines(), name, "now", "", "", 1, ""))
        for name in differing[:8]
    ]  # fmt: skip
    assert not differing, f"otherwise (--bless accepts it): {differing}\n\n" + "\n\n".join(shown)[:8000]


def test_the_golden_site_is_small() -> None:
    assert sum(file.stat().st_size for file in GOLDEN.iterdir()) < 600_000
