"""What residents read is as plain as the checklist in CONTRIBUTING.md says: short sentences, letters that are learned first."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from almanac.parse.markdown import tree
from almanac.render import rich_text

ROOT = Path(__file__).resolve().parents[1]
TEXTS = (
    *sorted((ROOT / "content" / "health").glob("*.md")),
    *(ROOT / "content" / name for name in ("index.md", "about.md", "calendar-help.md")),
)
AVERAGE, PHRASE, RARE = (
    20,
    25,
    0.01,
)  # letters of a sentence, Han between stops, the share of Han beyond level 1
LEVEL_1 = range(0xB0, 0xD8)  # GB/T 2312: the first bytes of its 3,755 letters in common use


class Grade(NamedTuple):
    """How hard a text is to read."""

    average: float
    longest: str
    rare: str
    share: float


def grade(text: str) -> Grade:
    """Of Markdown: a sentence ends at 。！？；： and at the end of a line or a cell."""
    text = re.sub(r"\]\([^)]*\)|https?://\S+|`[^`]*`", "", text)
    found = [re.sub(r"\W", "", part) for part in re.split(r"[。！？；：\n|]", text)]
    sentences = [part for part in found if len(part) > 1]
    phrases = [re.sub("[^\u3400-\u9fff]", "", part) for part in re.split(r"[。！？；：，、\n|（）“”—]", text)]
    letters = re.findall("[\u3400-\u9fff]", "".join(sentences))
    rare = [letter for letter in letters if not _learned(letter)]
    return Grade(
        sum(map(len, sentences)) / len(sentences),
        max(phrases, key=len),
        "".join(sorted(set(rare))),
        len(rare) / len(letters),
    )


def _learned(letter: str) -> bool:
    try:
        found = letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return found[0] in LEVEL_1


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_residents_can_read_it(file: Path) -> None:
    found = grade(file.read_text(encoding="utf-8").split("---\n", 2)[2])
    print(
        f"{found.average:.1f} letters a sentence, longest phrase {len(found.longest)}, {found.share:.2%} {found.rare}"
    )
    assert found.average <= AVERAGE
    assert len(found.longest) <= PHRASE, found.longest
    assert found.share <= RARE, found.rare


@pytest.mark.parametrize("file", TEXTS[:-3], ids=lambda file: file.stem)
def test_an_article_begins_with_a_line_that_invites(file: Path) -> None:
    """What the reader has of it, not what 2021年, “四史” or “之道” is; and short."""
    first = re.split("[。？！]", file.read_text(encoding="utf-8").split("---\n", 2)[2].strip())[0]
    assert not re.match(r"\d|“|《|#|\|", first) and len(first) <= 40, first


def test_the_grade_sees_what_is_hard() -> None:
    hard = grade("兹饕餮之徒，" + "为进一步贯彻落实有关文件精神" * 6 + "。好。")
    assert hard.rare == "餮饕" and len(hard.longest) > PHRASE and hard.average > AVERAGE and hard.share > RARE


def test_a_wide_table_is_cards_on_a_phone() -> None:
    """Each cell after the first says the head of its column there; a table of two columns stays one."""
    wide = rich_text.html(tree("| 有什么 | 怎样算 | 到哪里问 |\n|---|---|---|\n| 甲 | 乙 | 丙 |"))
    assert '<table class="stacked">' in wide
    assert "<td>甲</td><td><b>怎样算</b>乙</td><td><b>到哪里问</b>丙</td>" in wide.replace("\n", "")
    assert "stacked" not in rich_text.html(tree("| 女孩 | 男孩 |\n|---|---|\n| 甲 | 乙 |"))
