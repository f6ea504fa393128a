"""The command line as its users meet it: Chinese throughout, exit codes 0, 1, 2 and 75, nothing lost."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from almanac.cli import proving
from almanac.publish.local import alone, place
from guard import LIMIT
from small import PROJECT, TODAY, records


def clock_at(day: str) -> dict[str, str]:
    """What the environment says for a clock that is at noon of a day; nothing where none is said."""
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
        return {}
    noon = datetime.datetime.fromisoformat(f"{day}T12:00:00+08:00")
    return {"SOURCE_DATE_EPOCH": str(int(noon.timestamp()))}


def run(*arguments: object, clock: str = "") -> tuple[int, str]:
    """Call build.py in a process of its own, past the launcher; its exit code and all it says.

    The clock is at the day that is said, unless it is to be at another: then the day that is said is a rehearsal.
    """
    said = [str(each) for each in arguments]
    day = said[said.index("--today") + 1] if "--today" in said else ""
    command = [sys.executable, "-P", "-X", "utf8", "-X", "almanac", str(PROJECT / "build.py")]
    done = subprocess.run(
        [*command, *said],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | clock_at(clock or day),
        check=False,
        timeout=LIMIT,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return records(tmp_path_factory.mktemp("commands") / "events", activities=40)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--help"], "检查全部记录，生成网站"),
        (["build", "--help"], "--set-aside"),
        (["check", "--help"], "只查这些文件"),
        (["demo", "--help"], "同一种子造出的完全一样"),
    ],
)
def test_help_is_in_chinese(arguments: list[str], said: str) -> None:
    code, text = run(*arguments)
    assert code == 0
    assert said in text
    assert not {"Usage", "Options", "Commands", "Show", "default"} & set(text.replace(":", " ").split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["buidl"], "没有 buidl 这个命令"),
        (["build", "--foo"], "没有 --foo 这个选项"),
        (["build", "--workers", "0"], "选项 --workers 的值太小或太大"),
        (["build", "--year", "abc"], "选项 --year 的值不是整数"),
        (["build", "--year", "1900"], "没有 1900 年的文件夹"),
        (["build", "--today", "5.29"], "“5.29”不是日期。例：--today 2021-05-29"),
        (["build", "--records", "hooks"], "不是记录文件夹。例：--records events"),
        (["demo"], "没有写选项 --to"),
        (["notice", "甲", "乙"], "多写了 乙。"),
        (["check", "--answer=3"], "选项 --answer 后面不写值。"),
        (["press"], "没有写要做哪一件。"),
        (["serve", "--port", "99999999"], "选项 --port 的值太小或太大"),
        (["check", "没有.yml"], "没有这个文件：没有.yml"),
        *(([command, os.devnull], "不是普通文件，没有读") for command in ("check", "import", "draft")),
        (["draft", "hooks"], "hooks 不是普通文件，没有读"),
        (["check", "README.md"], "不在记录文件夹"),
    ],
)
def test_a_wrong_call_is_told_in_chinese_with_exit_code_2(arguments: list[str], said: str) -> None:
    code, text = run(*arguments)
    assert (code, said in text) == (2, True), text
    assert "Traceback" not in text


def test_build_check_and_a_mistake(events: Path, tmp_path: Path) -> None:
    """Built with 0; with a mistake 1, its place and a right example; the site stays; mended, 0 again."""
    place = ["--records", events, "--today", TODAY]
    code, text = run("build", *place, "--out", tmp_path / "site")
    assert (code, "个文件" in text) == (0, True), text
    file = sorted(events.rglob("[01]*.yml"))[3]
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace("状态: ", "状太: "), encoding="utf-8")
    before = (tmp_path / "site" / "version.txt").read_bytes()
    for what in (["build", *place, "--out", tmp_path / "site"], ["check", *place], ["check", file, *place]):
        code, text = run(*what)
        assert code == 1
        assert f"{file.name}:" in text and "E102" in text and "“状太”" in text and "状态" in text
    assert (tmp_path / "site" / "version.txt").read_bytes() == before
    file.write_text(good, encoding="utf-8")
    assert run("check", file, *place)[0] == 0
    assert run("build", *place, "--out", tmp_path / "site")[0] == 0


def test_a_second_build_at_once_ends_with_75(events: Path, tmp_path: Path) -> None:
    with alone(place(tmp_path / "site")):
        code, text = run("build", "--records", events, "--today", TODAY, "--out", tmp_path / "site")
    assert (code, "另一个构建正在写" in text) == (75, True)


def test_the_shipped_records_are_without_mistake() -> None:
    """What is left is one question, which the record itself leaves to the province (test_records), and an article whose
    sources have become old, which an editor decides."""
    code, text = run("check")
    assert code == 0 and text.startswith("有 1 处待核") and text.count("events/") == 1, text
    assert text.count("xinguan-yimiao.md") == text.count("W281") == 2, text
    assert text.endswith("没有错误，2 处提醒，1 处待核。\n\n全部记录和文章检查完毕，没有错误。\n")


@pytest.mark.parametrize(
    ("whole", "said", "left_out"),
    [
        (False, [], ["not whole"]),
        (False, ["-x", "-p", "no:cacheprovider", "--maxfail=2"], ["not whole"]),
        (True, ["-x"], ["not browser", "browser and not alone", "alone"]),
        (False, ["tests/test_ci.py::test_x"], []),
        (False, ["-k", "lighthouse"], []),
    ],
)
def test_what_is_proved_when(whole: bool, said: list[str], left_out: list[str]) -> None:
    """--all leaves out nothing in its runs together; whoever names what to run gets all of that."""
    found = proving.proofs(whole, said)
    assert [run[run.index("-m") + 1] for run in found if "-m" in run] == left_out
    assert len(found) == max(len(left_out), 1)
    elsewhere = [word for run in found for word in run if word.endswith("tests/browser")]
    assert bool(elsewhere) == bool(left_out), "who names a file is asked for no other"


def test_the_folder_of_pages_holds_all_that_looks_at_pages() -> None:
    """What is not read for the other proofs must not belong to them; whatever stands in it is marked by it."""
    others = [path for path in Path(__file__).parent.glob("*.py") if path != Path(__file__)]
    assert [
        path.name for path in others if re.search(r"mark\.(browser|alone)", path.read_text(encoding="utf-8"))
    ] == []
