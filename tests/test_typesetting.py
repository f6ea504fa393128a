"""Printed documents: record text is never markup, the same value gives the same bytes, a warning is an error."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from almanac.render import typst
from almanac.render.typst import Unset, typeset
from PIL import Image

TEMPLATE = """#import "page.typ": *
#show: sheet.with(data.title)
#data.words
#if "picture" in data { image(data.picture, alt: "示例") }
"""


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of templates with one of ours in it."""
    (tmp_path / "page.typ").write_bytes((typst.TEMPLATES / "page.typ").read_bytes())
    (tmp_path / "shili.typ").write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.setattr(typst, "TEMPLATES", tmp_path)
    return tmp_path


def test_a_value_gives_the_same_bytes_each_time(templates: Path) -> None:
    said = {"title": "示例", "words": "天和广场健康义诊"}
    first = typeset("shili.typ", said)
    assert first.startswith(b"%PDF-") and first == typeset("shili.typ", said)
    picture = typeset("shili.typ", said, "png", ppi=72)
    assert Image.open(io.BytesIO(picture)).size == (595, 842)


def test_words_of_a_record_are_never_markup(templates: Path) -> None:
    for words in ('#panic("x")', "$x$ *粗* @a <b> \\u{0}", '#read("page.typ")'):
        assert typeset("shili.typ", {"title": words, "words": words}).startswith(b"%PDF-")


def test_a_picture_lies_beside_the_template(templates: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (80, 40), (200, 30, 30)).save(out, "PNG")
    said = {"title": "示例", "words": "", "picture": "red.png"}
    assert len(typeset("shili.typ", said, pictures={"red.png": out.getvalue()})) > 800


def test_a_warning_is_an_error(templates: Path) -> None:
    (templates / "font.typ").write_text('#set text(font: "No Such Font")\n示例', encoding="utf-8")
    with pytest.raises(Unset, match=r"(?i)no such font"):
        typeset("font.typ", {}, "png")
    (templates / "broken.typ").write_text("#nothing", encoding="utf-8")
    with pytest.raises(Unset, match=r"broken\.typ"):
        typeset("broken.typ", {})
