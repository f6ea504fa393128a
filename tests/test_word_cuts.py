"""Letters cut into words: what stands in ordinary words is no name, however much its letters are those of names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from almanac.validate import personal_data, word_cuts
from small import PLACES

DATA = Path(word_cuts.__file__).with_name("word_frequencies.csv")
HOOKS = Path(word_cuts.__file__).parents[2]


@pytest.mark.parametrize(
    ("letters", "words"),
    [
        ("准备了绿豆汤和毛巾", "准备 了 绿豆汤 和 毛巾"),
        ("陆续领到健康包", "陆续 领到 健康 包"),
        ("技能比武中荣获二等奖", "技能 比武 中 荣获 二等奖"),
    ],
)
def test_letters_are_cut_into_their_likeliest_words(letters: str, words: str) -> None:
    cut = word_cuts.cut(letters)
    assert [
        letters[first:last] for first, last in zip(cut.edges, cut.edges[1:], strict=False)
    ] == words.split()
    assert cut.before[-1] == pytest.approx(cut.after[0])


@pytest.mark.parametrize(
    "text",
    [
        "社区为环卫工人准备了绿豆汤和清凉油",
        "县医院在技能比武中荣获二等奖",
        "学校买了沙袋、沙盘和一套游戏卡片",
        "信箱里收到四十多张小纸条",
        "阳春三月，干部们陆续领到了书",
    ],
)
def test_what_stands_in_words_is_no_name(text: str) -> None:
    assert [text[one.start : one.end] for one in personal_data.names(text, PLACES)] == []


@pytest.mark.parametrize("name", ["汤和清", "武中荣", "张小芝"])
def test_the_same_letters_are_a_name_where_they_are_no_words(name: str) -> None:
    text = f"慰问失独老人{name}，送去米和油"
    assert [text[one.start : one.end] for one in personal_data.names(text, PLACES)] == [name]


def test_words_are_few_enough_and_no_names() -> None:
    known = word_cuts.words()
    assert DATA.stat().st_size < 1_050_000 and len(known.often) > 100_000
    assert known.often.keys() == known.sorts.keys()
    assert not {"王建国", "李秀英", "张无忌"} & known.often.keys()


def test_words_are_read_only_where_something_might_be_a_name() -> None:
    """A program that meets no name does not read them."""
    said = (
        "from almanac.validate import personal_data, word_cuts; import re;"
        "[*personal_data.find('举办义诊一场，服务群众200人', re.compile('(?!)'))];"
        "print(word_cuts.words.cache_info().currsize)"
    )
    done = subprocess.run(
        [sys.executable, "-c", said], cwd=HOOKS, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "0"
