"""Articles through the whole build: a mistake in one stops it, the rest goes out when told to, a change is taken up."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import small
from almanac.build import engine
from almanac.build.job import Outcome
from test_booklet import DIRECTORY, FILES
from test_shelf import HEAD, project


@pytest.mark.whole
def test_an_article_goes_the_way_of_records(tmp_path: Path) -> None:
    root, records = tmp_path / "project", small.records(tmp_path / "events", activities=20)
    for folder in ("theme", "hooks"):
        shutil.copytree(small.PROJECT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(small.PROJECT / "mkdocs.yml", root)
    pages = {
        path: (small.PROJECT / path).read_text("utf-8") for path in ("content/index.md", "content/about.md")
    }
    project(root, FILES | pages | {"content/health/目录.yml": DIRECTORY})
    site = tmp_path / "site"

    def build(set_aside: bool = False) -> Outcome:
        asked = small.job(records, site, set_aside=set_aside)._replace(project=root)
        return engine.build(asked, lambda what, done, whole: None)

    assert build().published
    article = site / "health" / "shili" / "index.html"
    assert "示例正文" in article.read_text("utf-8") and (site / "health/booklet/booklet.epub").is_file()
    assert "content" not in {path.name for path in site.iterdir()} and not list(site.rglob("*.md"))

    bad = root / "content" / "health" / "huai.md"
    bad.write_text(HEAD.replace("许可: CC BY 4.0\n", "") + "示例。\n", encoding="utf-8")
    (root / "content" / "health" / "shili.md").write_text(
        FILES["content/health/shili.md"].replace("示例正文", "改过的示例"), encoding="utf-8"
    )
    refused = build()
    assert not refused.published and [fault.code for fault in refused.faults if fault.code[0] == "E"] == [
        "E101"
    ]
    assert "示例正文" in article.read_text("utf-8"), "the site stays as it was"

    aside = build(set_aside=True)
    assert aside.published and aside.aside == ["content/health/huai.md"]
    assert "改过的示例" in article.read_text("utf-8") and not (site / "health" / "huai").exists()
    assert "有 1 份材料因有错暂未发布" in (site / "health" / "index.html").read_text("utf-8")
    bad.unlink()
    mended = small.bytes_of(site) if build().published else {}
    clean = small.job(records, tmp_path / "clean")._replace(project=root)
    assert engine.build(clean, lambda what, done, whole: None).published
    assert small.bytes_of(tmp_path / "clean") == mended, "the same as made at once"
