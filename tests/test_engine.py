"""What mkdocs renders: the shell, the look and the few pages of prose."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest
from almanac.build import page_groups, page_tasks
from almanac.pages import Site
from guard import LIMIT

ROOT = Path(__file__).resolve().parent.parent
OWN_HOST = "https://529.example.org/"
SHELLS = {
    "_shell.html": ".",
    "_shell/index.html": "..",
    "_shell/2/index.html": "../..",
    "_shell/2/3/index.html": "../../..",
}
WORDS = ("@@title@@", "@@description@@", "@@head@@", "@@body@@")


class Tag(NamedTuple):
    """A start tag: its name and its attributes."""

    name: str
    attributes: dict[str, str]


class Reader(HTMLParser):
    """Collects start tags and the text of script and style elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.inline: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem and data.strip():
            self.inline.append(data)


def build(config: Path, to: Path) -> subprocess.CompletedProcess[str]:
    """Run mkdocs as build.py does."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "--strict", "-f", str(config), "-d", str(to)],
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=LIMIT,
    )


def copy_of_site(to: Path) -> Path:
    """A second copy of what mkdocs needs, to be changed by a test; gives its configuration file."""
    for folder in ("content", "theme"):
        shutil.copytree(ROOT / folder, to / folder)
    colours = "hooks/almanac/render/colours.py"  # all that the hook needs of the program
    (to / colours).parent.mkdir(parents=True)
    shutil.copy(ROOT / colours, to / colours)
    shutil.copy(ROOT / "hooks" / "site_hooks.py", to / "hooks")
    return Path(shutil.copy(ROOT / "mkdocs.yml", to))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The engine's output for the content of the repository."""
    to = tmp_path_factory.mktemp("engine")
    done = build(ROOT / "mkdocs.yml", to)
    assert (done.returncode, done.stderr) == (0, "")
    return to


@pytest.fixture(scope="module")
def pages(engine: Path) -> dict[str, str]:
    """Address to text of every page."""
    return {p.relative_to(engine).as_posix(): p.read_text("utf-8") for p in sorted(engine.rglob("*.html"))}


def test_engine_publishes_only_what_is_ours(engine: Path) -> None:
    """Of Material nothing is published: no script, style or picture; no sitemap that knows only half."""
    files = {p.relative_to(engine).as_posix() for p in engine.rglob("*") if p.is_file()}
    assert {"index.html", "about/index.html", "404.html", *SHELLS} <= files
    ours = {"assets/" + p.name for p in (ROOT / "theme" / "assets").iterdir()}
    assert {name for name in files if not name.endswith(".html")} == {*ours, "_shell/site.json"}


def test_engine_says_what_it_rendered(engine: Path) -> None:
    """Stamped pages learn the site's name, address, owner and platform from one small file."""
    said = json.loads((engine / "_shell" / "site.json").read_text("utf-8"))
    assert said == {
        "name": "湖南5·29会员活动日",
        "url": OWN_HOST,
        "owner": "湖南省计划生育协会",
        "source": {"file": "", "folder": ""},
    }


@pytest.mark.parametrize(("address", "base"), SHELLS.items())
def test_shell_has_its_words_and_is_small(pages: dict[str, str], address: str, base: str) -> None:
    """Each shell has every word where publishing splits it, its own depth, and no more than 3.5 KB."""
    shell = pages[address]
    assert [word for word in WORDS if word not in shell] == []
    assert [shell.count(word) for word in ("@@head@@", "@@body@@")] == [1, 1]
    assert "<title>@@title@@</title>" in shell
    assert 'property="og:title" content="@@title@@"' in shell
    assert re.search(r"<main[^>]*>\s*@@body@@\s*</main>", shell)
    assert shell.index("@@head@@") < shell.index("</head>")
    assert f'href="{base}/assets/site.css"' in shell
    assert f'href="{base}/calendar/"' in shell
    assert len(shell.encode()) <= 3500


def test_pages_of_prose_mark_their_content(pages: dict[str, str]) -> None:
    """The stamped home takes the prose between two comments; the prose begins with no title of its own."""
    for address in ("index.html", "about/index.html"):
        assert re.search(r"<!--content-->\s*<h\d.*<!--/content-->", pages[address], re.S)
    prose = pages["index.html"].split("<!--content-->")[1].split("<!--/content-->")[0]
    assert "<h1" not in prose
    assert "1980年5月29日" in prose


def test_heading_ids_are_ascii_and_single(pages: dict[str, str]) -> None:
    """Chinese headings are numbered, so that a copied address stays readable."""
    for page in pages.values():
        ids = [tag.attributes["id"] for tag in Reader(page).tags if "id" in tag.attributes]
        assert all(one.isascii() for one in ids)
        assert len(ids) == len(set(ids))


def test_nothing_is_asked_of_another_host(pages: dict[str, str], engine: Path) -> None:
    """No page, style sheet, script or picture loads anything from elsewhere."""
    for address, page in pages.items():
        for tag in Reader(page).tags:
            for name in ("src", "srcset", "href", "poster", "data", "action", "content"):
                value = tag.attributes.get(name, "")
                assert not value.startswith("//"), (address, tag)
                if tag.name != "a" and "://" in value:
                    assert value.startswith(OWN_HOST), (address, tag)
    for asset in (engine / "assets").iterdir():
        if asset.suffix in {".css", ".js", ".svg"}:
            text = asset.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"https?:|url\((?!drawings\.svg\))|@import|src=", text), asset.name


def test_a_strict_content_policy_holds(pages: dict[str, str]) -> None:
    """No inline script, style or event handler, so the policy needs no unsafe-inline."""
    for address, page in pages.items():
        read = Reader(page)
        assert read.inline == [], address
        for tag in read.tags:
            assert not [name for name in tag.attributes if name.startswith("on") or name == "style"], (
                address,
                tag,
            )


def test_heads_and_landmarks(pages: dict[str, str]) -> None:
    """Every page says its language, names and description, and has one main place and a way past the menu."""
    for address, page in pages.items():
        tags = Reader(page).tags
        names = [tag.attributes.get("name") for tag in tags if tag.name == "meta"]
        for name in ("viewport", "description", "SiteName", "SiteDomain", "theme-color"):
            assert names.count(name) == 1, (address, name)
        assert Tag("html", {"lang": "zh-CN"}) in tags
        assert [tag.name for tag in tags if tag.name in ("header", "main", "footer")] == [
            "header",
            "main",
            "footer",
        ]
        assert Tag("a", {"class": "skip", "href": "#main"}) in tags
        assert all("alt" in tag.attributes for tag in tags if tag.name == "img")


def test_not_found_page_leads_home(pages: dict[str, str]) -> None:
    """404 is shown at any depth: its addresses are absolute and it offers home, calendar and units."""
    tags = Reader(pages["404.html"]).tags
    links = [tag.attributes["href"] for tag in tags if tag.name in ("a", "link")]
    assert {"/", "/calendar/", "/units/"} <= set(links)
    assert all(link.startswith(("/", "#", "tel:")) for link in links)


def test_titles_are_escaped(tmp_path: Path) -> None:
    """mkdocs' templates escape nothing by themselves: a title, name or number with marks in it stays text."""
    config = copy_of_site(tmp_path)
    evil = "</title><script>x</script>\" onload=1 '&"
    (tmp_path / "content" / "evil.md").write_text(
        f"---\ntitle: >-\n  {evil}\ndescription: >-\n  {evil}\n---\n文字\n", encoding="utf-8"
    )
    text = config.read_text("utf-8").replace("湖南5·29会员活动日", f"'{evil.replace(chr(39), chr(39) * 2)}'")
    text = text.replace('icp: ""', "icp: '\"><script>y</script>'").replace('address: ""', "address: '<b>z'")
    config.write_text(text, encoding="utf-8")
    done = build(config, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    for address in ("evil/index.html", "index.html", "_shell/index.html", "404.html"):
        read = Reader((tmp_path / "out" / address).read_text("utf-8"))
        assert read.inline == []
        assert [tag for tag in read.tags if tag.name == "script"] != []
        assert all(set(tag.attributes) == {"src"} for tag in read.tags if tag.name == "script")
        assert not [tag for tag in read.tags if tag.name == "b" or "onload" in tag.attributes]


def test_menu_and_footer_follow_the_configuration(tmp_path: Path, pages: dict[str, str]) -> None:
    """The menu has every part of the site; an ICP number not set leaves no trace."""
    assert '<a href="../health/">健康知识</a>' in pages["_shell/index.html"]
    assert "beian" not in pages["_shell/index.html"]
    config = copy_of_site(tmp_path)
    assert "标识码" not in pages["_shell/index.html"]
    text = config.read_text("utf-8").replace('icp: ""', "icp: 示例备案号")
    text = text.replace('police: ""', "police: 湘公网安备 00000000000001号").replace(
        '_code: ""', "_code: 示例标识码"
    )
    text = text.replace('police_icon: ""', "police_icon: assets/police.png")
    config.write_text(text, encoding="utf-8")
    assert build(config, tmp_path / "out").returncode == 0
    shell = (tmp_path / "out" / "_shell" / "index.html").read_text("utf-8")
    assert '<a href="https://beian.miit.gov.cn" rel="noopener">示例备案号</a>' in shell
    police = '<a href="https://beian.mps.gov.cn/#/query/webSearch?code=00000000000001" rel="noopener">'
    assert f'{police}<img src="../assets/police.png" alt="" width="18" height="20"> 湘公网安备' in shell
    assert "网站标识码：示例标识码" in shell


def test_articles_are_not_the_engine_s(engine: Path) -> None:
    """What staff write in content/health/ never meets mkdocs' templates, nor does a page in a folder of its own."""
    assert [p for p in engine.rglob("*") if "health" in p.relative_to(engine).parts] == []


def test_a_link_out_of_content_is_not_followed(tmp_path: Path) -> None:
    """A symbolic link in content/ publishes nothing of what it points to."""
    config = copy_of_site(tmp_path)
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    try:
        (tmp_path / "content" / "open.txt").symlink_to(tmp_path / "secret.txt")
    except OSError:
        pytest.skip("this system makes no symbolic links")
    assert build(config, tmp_path / "out").returncode == 0
    assert not (tmp_path / "out" / "open.txt").exists()


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb, as WCAG counts it."""
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How well two colours are told apart, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_readable_on_its_ground(scheme: str) -> None:
    """Every text colour has a contrast of 4.5 or more on every ground it stands on, light and dark."""
    css = (ROOT / "theme" / "assets" / "site.css").read_text("utf-8")
    blocks = [b for b in re.findall(r"\{([^{}]*--brand:[^{}]*)\}", css) if f"color-scheme:{scheme}" in b]
    colours = dict(re.findall(r"--([a-z0-9-]+):(#[0-9a-f]+)", blocks[0]))
    texts = ("ink", "ink-soft", "brand", "accent", "ok", "warn", "stop")
    pairs = [(text, ground) for text in texts for ground in ("paper", "card")]
    pairs += [(name, f"{name}-soft") for name in ("brand", "accent", "ok", "warn", "stop")]
    pairs += [("ink", f"{name}-soft") for name in ("brand", "accent", "ok", "warn", "stop")]
    pairs += [("ink", f"d{density}") for density in (1, 2, 3, 4)]
    pairs += [("brand-ink", "brand"), ("card", "stop"), ("brand", "d1"), ("ink-soft", "d1")]
    pairs += [("ink-soft", "brand-soft")]
    poor = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}
    for band in ("band", "band-deep"):
        assert min(contrast("#fff", colours[band]), contrast("#f8e0a6", colours[band])) >= 4.5


def test_both_ways_into_the_dark_agree() -> None:
    """The reader's choice of dark and the phone's own dark are the same colours."""
    css = (ROOT / "theme" / "assets" / "site.css").read_text("utf-8")
    dark = re.findall(r"\{\s*(--brand:[^{}]*color-scheme:dark)\}", css)
    assert len(dark) == 2
    assert dark[0] == dark[1]


def test_pages_declare_what_their_functions_take_and_nothing_else() -> None:
    """Beside fields of the site, and what only tells that something changed."""
    groups = [each for name, each in vars(page_groups).items() if name.isupper()]
    listed = [one for each in groups for one in ([each] if isinstance(each, page_groups.Pages) else each)]
    pages = [one for one in listed if isinstance(one, page_groups.Pages)]
    assert len(pages) > 15
    for one in pages:
        declared = {name for name, _ in one.needs if name} - {*Site._fields}
        assert declared == {name for make in one.makes for name in page_tasks.asked_by(make)}, one.name
