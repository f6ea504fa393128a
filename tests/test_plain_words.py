"""Words of offices do not stand on residents' pages: the table is theme/words.tsv, the checklist is in hooks/README.md."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import small

ROOT = Path(__file__).resolve().parents[1]
TABLE = (ROOT / "theme" / "words.tsv").read_text(encoding="utf-8").splitlines()
OFFICE = [line.partition("\t")[0] for line in TABLE[1:]]
# What residents read; the rest is for staff, editors and programs, and says so.
PAGES = (
    *("index.html", "calendar/**/index.html", "u/**/index.html", "e/*/index.html", "units/index.html"),
    *("search/index.html", "years/index.html", "honours/**/index.html", "calendar-help/index.html"),
    *("embed/*.html", "404.html"),
)
NAMED = re.compile("“[^”]*”")  # the notice's own word, as a name
# What stands in the words of records.
OWN = 'blockquote|strong class="row-name"|span class="badge"|h1|li aria-current|span class="row-sub">(?!结果)'


def words(page: str) -> str:
    """What a page says beyond what records say: without names in quotes, names and forms in rows, and scripts."""
    page = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.S)
    page = re.sub(f"<({OWN}).*?</", "</", page, flags=re.S)
    return NAMED.sub("", html.unescape(re.sub("<[^>]+>", "|", page)))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain")
    outcome = small.build(small.records(folder / "events", activities=60), folder / "site")
    assert outcome.published, outcome.faults
    return folder / "site"


def _said(site: Path) -> Iterator[tuple[str, str]]:
    for pattern in PAGES:
        for file in sorted(site.glob(pattern))[:40]:
            page, path = file.read_text(encoding="utf-8"), file.relative_to(site).as_posix()
            if path.startswith("e/"):  # there prose and values are the record's own
                page = re.sub(
                    '<section class="section prose">.*?</section>|<dd>.*?</dd>', "", page, flags=re.S
                )
            yield path, words(page)


def test_residents_read_plain_words(site: Path) -> None:
    pages = list(_said(site))
    assert len(pages) > 60
    found = {
        (word, path): text[max(0, at - 20) : at + 20]
        for path, text in pages
        for word in OFFICE
        if (at := text.find(word)) >= 0
    }
    assert not found, "\n".join(
        f"{word} {path}: {there!r}" for (word, path), there in list(found.items())[:20]
    )


def test_the_places_of_examples_are_the_registers_own(site: Path) -> None:
    """甲市/乙县 and 990101 stand in the code alone: whoever reads a form or a fault is shown a place there is."""
    files = [*site.rglob("*.html"), *site.glob("submit/*.json")]
    assert len(files) > 60
    texts = {file.relative_to(site).as_posix(): file.read_text(encoding="utf-8") for file in files}
    assert [path for path, text in texts.items() if re.search("甲市/|乙县|丙镇|丁村|990101", text)] == []


def test_the_scripts_speak_plainly_too() -> None:
    """What the browser writes on these pages."""
    files = [ROOT / "theme/scripts" / name for name in ("site.js", "search.js", "finder.js")]
    files += sorted((ROOT / "theme/scripts/parts").glob("*.js"))
    said = {file.name: "|".join(re.findall('"([^"]*)"', file.read_text(encoding="utf-8"))) for file in files}
    assert {(name, word) for name, text in said.items() for word in OFFICE if word in text} == set()
    assert any("还有" in text for text in said.values())


def test_the_test_would_see_them() -> None:
    assert "本级" in words("<p>本级 3 场</p>") and "本级" not in words("<p>“本级”</p>")
