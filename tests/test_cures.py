"""The page of codes: every mistake of the gallery with its cure, and nothing of anybody's personal data."""

from __future__ import annotations

import html
import re
from pathlib import Path

from almanac.pages import Stamp, error_reference
from almanac.views.error_catalogue import cures as read
from shares import shares, site

GALLERY = Path(__file__).resolve().parent / "faults"


def page() -> str:
    (made,) = error_reference.make(shares()["43"])
    assert isinstance(made, Stamp) and made.path == "faults/"
    return made.body


def test_every_code_of_the_gallery_stands_on_the_page_with_what_to_write() -> None:
    shown = re.findall('<section class="cure" id="([EWQ][0-9]{3})">', page())
    assert shown == sorted({file.stem[:4] for file in GALLERY.iterdir()})
    assert all(cure.message and cure.right for cure in read(GALLERY))


def test_of_personal_data_nothing_is_shown() -> None:
    said = html.unescape(re.sub("<[^>]*>", "", page()))
    for file in GALLERY.glob("E3*.yml"):
        for number in re.findall("[0-9X]{11,}", file.read_text(encoding="utf-8")):
            assert number not in said
    assert all(not cure.wrong for cure in read(GALLERY) if cure.code.startswith(("E3", "W3")))


def test_what_the_gallery_says_is_only_words() -> None:
    assert "<script" not in page() and not re.search(r"<img|<a href=\"(?!#|\.\./)", page())


def test_without_a_gallery_there_is_no_page(tmp_path: Path) -> None:
    on = site()._replace(gallery=tmp_path / "none")
    assert list(error_reference.make(shares(on=on)["43"])) == []


def test_the_cure_is_the_line_as_it_was_and_as_it_should_be(tmp_path: Path) -> None:
    (tmp_path / "E104-示例.txt").write_text(
        "a.yml:3:5: E104 “状态”不能写“己举办”；是不是“已举办”？例：状态: 已举办\n    状态: 己举办\n          ^\n共 1 处错误。\n",
        encoding="utf-8",
    )
    assert [tuple(cure) for cure in read(tmp_path)] == [
        ("E104", "“状态”不能写“己举办”；是不是“已举办”", "状态: 己举办", "状态: 已举办")
    ]
