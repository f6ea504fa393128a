"""Names found by the sum of their signs: where no rule has their form, and what is a word as often as a name."""

from __future__ import annotations

import pytest
from almanac.validate import name_scores, name_signs, personal_data, persons
from small import PLACES


def named(text: str) -> list[str]:
    return [text[one.start : one.end] for one in personal_data.names(text, PLACES)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("看望因病致贫的独女户严格一家", "严格"),
        ("孩子名叫常乐,父母离异后一直跟着奶奶生活", "常乐"),
        ("吴某,女,34岁,莲花村六组", "吴某"),
        ("大家把曾伯接到活动中心一起吃团年饭", "曾伯"),
    ],
)
def test_what_stands_around_a_word_makes_it_a_name(text: str, name: str) -> None:
    assert any(one.startswith(name) for one in named(text))


@pytest.mark.parametrize(
    "text",
    ["严格执行计划生育政策", "常乐村、向群村联合义诊", "路边的白杨树下支起了帐篷", "常言道，送人玫瑰，手有余香", "南丁格尔精神代代相传"],
)  # fmt: skip
def test_a_word_is_none_where_nothing_says_so(text: str) -> None:
    assert named(text) == []


def test_marks_of_half_width_are_read_as_they_are_meant() -> None:
    """Each at its place, and none between the values of a record."""
    said = "会员张三,45岁;家属(女):患病"
    assert persons.full_width(said) == "会员张三，45岁；家属（女）：患病"
    assert persons.full_width("- {简介: 示例, 人数: 1,500}") == "- {简介: 示例, 人数: 1,500}"


def test_what_stands_beside_a_value_in_its_file_says_nothing() -> None:
    """A field alone and the file around it give the same signs."""
    known = name_signs.weights()
    name = name_signs.Candidate(2, 5, "2")
    alone = [*name_signs.of_neighbours("会员李建华", name, known)]
    assert alone == [
        *name_signs.of_neighbours("- {简介: 会员李建华}", name_signs.Candidate(9, 12, "2"), known)
    ]
    assert name_scores.surroundings("会员李建华", name) == ("会员", "")
    assert name_scores.surroundings("- {简介: 会员李建华}", name_signs.Candidate(9, 12, "2")) == ("会员", "")


def test_every_weight_is_of_a_sign_that_is_asked_for() -> None:
    """What the program no longer asks would be read for nothing; the data are small enough to be read at once."""
    known = name_signs.weights()
    cues = {sign for sign in known.signs if sign.startswith(("L.", "R."))}
    before, after = name_signs.cues()
    assert cues <= {f"L.{key}" for key, _ in before} | {f"R.{key}" for key, _ in after}
    assert len(known.signs) < 25_000 and known.floors < (0, 0)
