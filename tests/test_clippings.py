"""Published pieces put in one by one: the file around a new one stays as it was; what is told of it; nothing half-written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from almanac.intake import list_files
from almanac.parse import yaml_reader
from almanac.validate.media import likeness, pairs_of
from guard import LIMIT
from hypothesis import given
from hypothesis import strategies as st
from small import PROJECT
from workbooks import DAY, records

BUILD = [sys.executable, "-P", "-X", "utf8", "-X", "almanac", str(PROJECT / "build.py")]
WHERE = "长沙市/浏阳市"
PIECE = {"媒体": "红网", "形式": "文字", "标题": "示例义诊"}
FILED = f"2021/{WHERE}/媒体.yml"
COMMENTED = """\
# 由综合科收集
- 媒体: 红网   # 省里的
  形式: 文字
  标题: 示例讲座

# 下面是电视
- {媒体: 示例电视台, 级别: 市级, 形式: 音视频}
"""
ALONE = "# 只有一篇\n媒体: 红网\n形式: 文字\n说明: |\n  两行\n  文字\n# 完\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return records(tmp_path / "events")


def run(root: Path, *arguments: str, sent: str = "") -> tuple[int, str]:
    """Call `build.py media add` in a process of its own."""
    command = [*BUILD, "media", "add", *arguments, "--records", str(root), "--today", DAY]
    done = subprocess.run(
        command, input=sent.encode(), capture_output=True, cwd=root.parent, check=False, timeout=LIMIT
    )
    return done.returncode, (done.stdout + done.stderr).decode()


def filed(root: Path) -> str:
    file = root / FILED
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def put(root: Path, text: str) -> None:
    (root / FILED).parent.mkdir(parents=True, exist_ok=True)
    (root / FILED).write_text(text, encoding="utf-8")


# ---------------------------------------------------------------- the file


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "- 媒体: 红网\n  形式: 文字\n  标题: 示例义诊\n"),
        (
            COMMENTED.replace("   # 省里的", ""),
            COMMENTED.replace("   # 省里的", "") + "- 媒体: 红网\n  形式: 文字\n  标题: 示例义诊\n",
        ),
        (
            ALONE,
            (
                "  # 只有一篇\n- 媒体: 红网\n  形式: 文字\n  说明: |\n    两行\n    文字\n  # 完\n"
                "- 媒体: 红网\n  形式: 文字\n  标题: 示例义诊\n"
            ),
        ),
        (
            "  - 媒体: 红网\n    形式: 文字",
            "  - 媒体: 红网\n    形式: 文字\n  - 媒体: 红网\n    形式: 文字\n    标题: 示例义诊\n",
        ),
    ],
)
def test_the_lines_around_a_new_piece_stay_as_they_were(before: str, after: str) -> None:
    made = list_files.appended(before.encode() if before else None, PIECE)
    assert made is not None and made.decode() == after


def test_the_endings_of_lines_stay_as_they_were() -> None:
    made = list_files.appended("- 媒体: 红网\r\n  形式: 文字\r\n".encode(), PIECE)
    assert made is not None and made.count(b"\r\n") == made.count(b"\n") == 5


@pytest.mark.parametrize(
    "before", ["[{媒体: 红网, 形式: 文字}]\n", "- 媒体: 红网\n 形式: 文字\n", "媒体：红网\n"]
)
def test_a_file_that_cannot_grow_safely_is_left_alone(before: str) -> None:
    assert list_files.appended(before.encode(), PIECE) is None


_WORDS = st.text("甲乙丙丁0a", min_size=1, max_size=8)
_TITLES = st.text("甲乙5#:：-\"'{}[],?&*!|>%@ ", min_size=1, max_size=12).map(str.strip).filter(bool)
_NOTES = st.lists(st.sampled_from(["# 说明", "", "  # 缩进的说明"]), max_size=3)


@given(st.lists(st.tuples(_NOTES, _WORDS), max_size=4), _TITLES)
def test_whatever_was_there_is_read_as_before(items: list[tuple[list[str], str]], title: str) -> None:
    text = "".join(
        "".join(f"{n}\n" for n in notes) + f'- 媒体: 红网\n  标题: "{word}"\n' for notes, word in items
    )
    new = {**PIECE, "标题": title}
    made = list_files.appended(text.encode() if text else None, new)
    before = [{"媒体": "红网", "标题": word} for _, word in items]
    assert made is not None and made.decode().startswith(text)
    assert yaml_reader.parse("", made)[0] == [*before, new]


@pytest.mark.parametrize(
    ("one", "other", "much"),
    [
        ("浏阳市开展“5·29”会员活动日义诊", "浏阳市举办5.29义诊活动", 1.0),
        ("甲乙丙丁戊", "甲乙丙丁己", 0.75),
        ("浏阳市开展会员活动日慰问", "浏阳市开展会员活动日义诊", 0.5),
        ("浏阳计生协开展会员活动日活动", "浏阳计生协开展会员活动日活动", 0.0),
        ("", "", 0.0),
    ],
)
def test_titles_are_alike_by_what_is_their_own(one: str, other: str, much: float) -> None:
    assert likeness(pairs_of(one), pairs_of(other)) == likeness(pairs_of(other), pairs_of(one)) == much


# ---------------------------------------------------------------- the command


def test_a_piece_is_asked_for_until_the_answers_will_do(root: Path) -> None:
    put(
        root, "# 由综合科收集\n- {媒体: 红网, 形式: 文字, 标题: 浏阳市开展会员活动日义诊, 日期: 2021-05-29}\n"
    )
    (root / "2021" / WHERE / "0528-义诊.yml").write_text(
        "名称: 示例义诊\n类别: [家庭健康促进]\n状态: 已举办\n开始: 2021-05-28\n", encoding="utf-8"
    )
    answers = ["示例日报", "没有的级别", "市级", "", "", "9", "1", "浏阳市开展会员活动日义诊活动", "", "5月99日", "5月30日", "红网",
               "没有的", "1", ""]  # fmt: skip
    code, said = run(root, WHERE, sent="".join(f"{answer}\n" for answer in answers))
    assert code == 0, said
    assert "媒体名录里没有“示例日报”，请写明它的级别" in said
    assert "示例日报：市级媒体；计入统计表的“市级媒体”。" in said
    assert (
        "像是同一篇：红网《浏阳市开展会员活动日义诊》（2021-05-29），浏阳市计生协记的。是转载它的，“转载自”写：红网"
        in said
    )
    assert "找不到活动“没有的”" in said and "日历上没有这个日子" in said and "1 0528-义诊" in said
    assert filed(root).endswith(
        "- 媒体: 示例日报\n  级别: 市级\n  形式: 文字\n  标题: 浏阳市开展会员活动日义诊活动\n  日期: 2021-05-30\n  活动: [0528-义诊]\n"
        "  转载自: 红网\n"
    )
    assert filed(root).startswith("# 由综合科收集\n- {媒体: 红网,")


@pytest.mark.whole
def test_a_piece_given_by_options_is_not_asked_for(root: Path) -> None:
    code, said = run(
        root,
        "长沙市",
        "--outlet",
        "湖南省计生协网站",
        "--form",
        "文字",
        "--title",
        "示例",
        "--date",
        "5月30日",
    )
    assert code == 0 and "省级媒体，计生协系统自己的；计入统计表的“省级媒体”" in said
    code, said = run(root, "湖南省", "--outlet", "湖南省计生协网站", "--form", "文字", "--title", "示例乙")
    assert code == 0 and "不计入统计表（发在本级计生协自己的网站、内刊、账号上），网页上照样列出" in said
    assert (root / "2021" / "长沙市" / "媒体.yml").read_text(encoding="utf-8") == (
        "- 媒体: 湖南省计生协网站\n  形式: 文字\n  标题: 示例\n  日期: 2021-05-30\n"
    )


def test_a_piece_that_another_association_of_the_city_filed_is_told(root: Path) -> None:
    put(root, "- {媒体: 红网, 形式: 文字, 标题: 示例义诊}\n")
    code, said = run(root, "长沙市", "--outlet", "红网", "--form", "文字", "--title", "示例义诊")
    assert code == 0 and "浏阳市计生协也记了这一篇" in said and "只在级别最低的协会计一次" in said


@pytest.mark.whole
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--outlet", "红网", "--form", "文字", "--title", "示例讲座"), "这一篇已经记过了，没有再写"),
        (("--outlet", "红网页", "--form", "文字"), "是不是“红网”"),
        (("--outlet", "示例日报", "--form", "文字"), "“级别”没有写"),
        (("--outlet", "红网"), "“形式”没有写"),
        (("--outlet", "红网", "--form", "音频文字"), "“形式”不对"),
        (("--outlet", "红网", "--form", "文字", "--web", "example"), "“网址”不对"),
        (("--outlet", "红网", "--form", "文字", "--note", "电话 13912345678"), "139****78"),
        (("--title", "示例"), "至少要写 --outlet"),
    ],
)
def test_what_will_not_do_leaves_the_file_as_it_was(
    root: Path, arguments: tuple[str, ...], words: str
) -> None:
    before = "# 说明\n- {媒体: 红网, 形式: 文字, 标题: 示例讲座}\n"
    put(root, before)
    code, said = run(root, WHERE, *arguments)
    assert code in (1, 2) and words in said and "Traceback" not in said
    assert filed(root) == before and [f.name for f in (root / FILED).parent.iterdir()] == ["媒体.yml"]


def test_one_that_is_broken_off_leaves_nothing(root: Path) -> None:
    code, said = run(root, WHERE, sent="红网\n1\n")
    assert code != 0 and filed(root) == "" and "Traceback" not in said
