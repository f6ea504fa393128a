"""What lies in content/: each fault of an article has its files and its words in tests/faults; what is at fault is not shown.

An `.article` is written like a `.case` (see test_rules). 目录.yml is the one below unless it brings its own, and is left
out if that is empty. Accept new words with `BLESS=1 python -m pytest tests/test_shelf.py`.
"""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path

import pytest
from almanac.load import articles
from almanac.model.article import PAGE
from almanac.model.day import Day
from almanac.model.diagnostics import on
from almanac.model.filings import Kind, Record
from almanac.model.json_schema import parts
from almanac.model.press_release import MANUSCRIPTS
from almanac.model.report import report
from almanac.parse import yaml_reader
from PIL import Image
from shares import ARTICLE
from small import PLACES
from test_rules import SIGNS, case

ROOT = Path(__file__).resolve().parents[1]
CASES = sorted((ROOT / "tests" / "faults").glob("*.article"))
DIRECTORY = """\
话题:
  - {名称: 优生优育, 代码: yousheng, 字: 育, 说明: 示例话题。, 词: [优生]}
读者: [备孕夫妇, 孕产妇]
"""
HEAD = """\
---
标题: 示例文章
话题: [优生优育]
读者: [备孕夫妇]
摘要: 一篇示例文章，讲备孕的时候做哪些事。
状态: 待审核
作者: {名称: 示例作者, 资质: 示例资质}
来源: [{单位: 示例单位, 题名: 示例资料, 年份: "2021"}]
发布: 2021-05-10
有效至: 2023-05-10
许可: CC BY 4.0
---
"""


def project(root: Path, files: dict[str, str]) -> Path:
    """A folder with these files in its content/."""
    for path, text in ({"content/health/目录.yml": DIRECTORY} | files).items():
        if text:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8", newline="\n")
    return root


def loaded(root: Path, files: dict[str, str], today: str = "2021-06-15") -> articles.Shelf:
    found = articles.load(project(root, files), Day(today), PLACES)
    return found._replace(faults=tuple(on(found.faults, Day(today))))


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_fault_has_its_words(file: Path, tmp_path: Path) -> None:
    text = file.read_text(encoding="utf-8")
    said = case(text)
    found = loaded(tmp_path, said.files, said.today)
    words = report(found.faults, lambda path: said.files.get(path))
    if os.environ.get("BLESS"):
        text = text.partition("=== 期望\n")[0] + "=== 期望\n" + words
        file.write_text(text, encoding="utf-8", newline="\n")
    assert words == case(text).expected
    assert set(SIGNS.findall(words)) == {file.stem[:4]}
    assert all("例：" in line for line in words.splitlines() if SIGNS.search(line))


def test_only_what_is_without_error_is_shown(tmp_path: Path) -> None:
    bad = HEAD.replace("状态: 待审核", "状态: 已审核")
    found = loaded(
        tmp_path, {"content/health/hao.md": f"{HEAD}示例。\n", "content/health/huai.md": f"{bad}示例。\n"}
    )
    assert [piece.slug for piece in found.articles] == ["hao"]
    assert found.aside == ("content/health/huai.md",) and not found.rotten


def test_what_nobody_answers_for_is_not_published(tmp_path: Path) -> None:
    """Without source, author, expiry or licence there is no article, and the fault says which is missing."""
    for key in ("来源", "作者", "有效至", "许可", "状态", "读者"):
        text = "".join(line for line in HEAD.splitlines(keepends=True) if not line.startswith(key))
        found = loaded(tmp_path, {"content/health/shili.md": f"{text}示例。\n"})
        assert found.articles == ()
        assert [fault.code for fault in found.faults] == ["E101"] and key in found.faults[0].message


def test_a_page_of_the_site_itself_stops_everything(tmp_path: Path) -> None:
    page = "---\ntitle: 示例\ndescription: 示例页面。\ntemplate: evil.html\n---\n示例。\n"
    found = loaded(tmp_path, {"content/about.md": page})
    assert found.rotten and [fault.code for fault in found.faults] == ["E102"]
    assert not loaded(tmp_path, {"content/about.md": page.replace("template: evil.html\n", "")}).rotten


def test_personal_data_in_an_article_are_found(tmp_path: Path) -> None:
    """In the head, in the text, and where the marks of Markdown hide them."""
    for text in (
        f"{HEAD}打 13812345678。\n",
        f"{HEAD}打 138**1234**5678。\n",
        HEAD.replace("示例资质", "电话 13812345678") + "示例。\n",
    ):
        found = loaded(tmp_path, {"content/health/shili.md": text})
        assert "E302" in {fault.code for fault in found.faults} and found.articles == ()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights that few Windows users have")
def test_a_link_is_not_an_article(tmp_path: Path) -> None:
    root = project(tmp_path, {"secret.md": f"{HEAD}密\n"})
    (root / "content" / "health" / "shili.md").symlink_to(root / "secret.md")
    found = articles.load(root, Day("2021-06-15"), PLACES)
    assert [fault.code for fault in found.faults] == ["E061"] and found.articles == ()


def test_a_cover_is_what_it_says(tmp_path: Path) -> None:
    covered = HEAD.replace(
        "许可: CC BY 4.0", "许可: CC BY 4.0\n封面: {文件: shili.png, 说明: 示例, 同意: 无人像, 未成年人: 无}"
    )
    project(tmp_path, {"content/health/shili.md": f"{covered}示例。\n"})
    picture = tmp_path / "content" / "health" / "shili.png"
    good = io.BytesIO()
    Image.new("RGB", (600, 400), (163, 42, 26)).save(good, "PNG")
    whole = good.getvalue()
    for data, codes in ((whole, []), (b"\xff\xd8\xff\xe0", ["E237"]), (b"<svg/>", ["E235"]), (b"", ["E233"])):
        picture.write_bytes(data)
        assert [fault.code for fault in loaded(tmp_path, {}).faults] == codes


def test_nothing_at_all_is_nothing_wrong(tmp_path: Path) -> None:
    found = articles.load(tmp_path, Day("2021-06-15"), PLACES)
    assert (found.articles, found.faults, found.rotten) == ((), (), False)


def test_what_is_shipped_is_right_and_says_that_it_waits() -> None:
    found = articles.load(ROOT, Day("2026-11-26"), PLACES)
    due = {(fault.code, fault.place.file) for fault in on(found.faults, Day("2026-11-26"))}
    assert due == {("W281", "content/health/xinguan-yimiao.md")} and found.aside == ()  # it says so itself
    topics = {topic.name for topic in found.topics}
    assert {piece.head.topics[0] for piece in found.articles} == topics, "an article on each topic"
    for piece in found.articles:
        assert piece.head.sources and 300 < len(piece.body) < 4000
        assert (piece.head.state == "已审核") == (piece.head.review is not None)
    assert {term.slug for term in found.terms} and len(found.terms) >= 15


# ---------------------------------------------------------------- fields


def written(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {written(each)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(map(written, value)) + "]" if isinstance(value, list) else f'"{value}"'


@pytest.mark.parametrize("kind", (*MANUSCRIPTS, PAGE), ids=lambda kind: kind.slug)
def test_the_example_of_a_field_is_right(kind: Kind) -> None:
    model: type[Record] = kind.model
    for name in model.model_fields:
        said = {
            str(field.alias): (field.examples or [])[0]
            for each, field in model.model_fields.items()
            if each == name or field.is_required()
        }
        text = "".join(f"{key}: {written(value)}\n" for key, value in said.items())
        found, faults = yaml_reader.read("示例.yml", text.encode(), Kind("示例", "x", model, False))
        assert faults == [] and found == [model.model_validate(said)]
    for part in parts(kind):
        assert re.search("[一-鿿]", part.meaning)


def test_the_sample_article_waits_for_no_one() -> None:
    """The article that other tests use is a reviewed one, plainly marked 示例."""
    assert ARTICLE.state == "已审核" and "示例" in ARTICLE.title
