"""The menu behind a double click: every line of it runs its command, whatever is typed; the two files that open it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from almanac.cli import groups, menu
from small import PROJECT

STARTER, BATCH = PROJECT / "开始.command", PROJECT / "开始.bat"


def test_every_line_says_what_it_does_and_what_comes_next() -> None:
    commands = {"check", "serve", *(command for those in groups.GROUPS.values() for command in those)}
    for one in menu.MENU:
        assert one.command[0] in commands and one.words and one.well and one.badly
        assert one.well[-1] == one.badly[-1] == "。"
        assert not one.needed or one.ask


def chosen(typed: str, monkeypatch: pytest.MonkeyPatch, code: int = 0) -> list[list[str]]:
    """What is run when this is typed."""
    ran, answers = list[list[str]](), iter(typed.splitlines())

    class Program:
        returncode = code

        def __init__(self, command: list[str]) -> None:
            ran.append(command[len(menu.PROGRAM) :])

        def __enter__(self) -> Program:
            return self

        def __exit__(self, *_: object) -> None: ...

        def poll(self) -> int:
            return self.returncode

    def answer(prompt: str) -> str:
        try:
            return next(answers)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("subprocess.Popen", Program)
    monkeypatch.setattr("builtins.input", answer)
    menu.menu()
    return ran


def test_numbers_run_commands(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert chosen("1\n 4 \n长沙市/浏阳市\n５\n\n2\n0\n", monkeypatch) == [
        ["check"],
        ["template", "--", "长沙市/浏阳市"],
        ["owed"],
        ["serve", "--open"],
    ]
    assert menu.MENU[0].well in capsys.readouterr().out


@pytest.mark.parametrize("code", [1, 2])
def test_what_failed_is_not_told_as_done(
    code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen("1\n0\n", monkeypatch, code)
    said = capsys.readouterr().out
    assert menu.MENU[0].badly in said and menu.MENU[0].well not in said


@pytest.mark.parametrize("typed", ["8", "-1", "一", "检查", "②", "1.0", "check", "9" * 400])
def test_what_is_no_line_is_asked_again(
    typed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chosen(f"{typed}\n0\n", monkeypatch) == []
    assert f"没有“{typed[:20]}”这一项" in capsys.readouterr().out


def test_nothing_needed_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen("3\n\n0\n", monkeypatch) == []


def test_a_file_may_be_dropped_into_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "村 (1).xlsx"
    table.touch()
    for dropped in (f"{table} ", f'"{table}"', f"'{table}'", f"& '{table}'"):
        assert chosen(f"3\n{dropped}\n0\n", monkeypatch) == [["import", "--", str(table)]]
    if sys.platform != "win32":
        dropped = re.sub(r"([ ()])", r"\\\1", str(table))
        assert chosen(f"3\n{dropped}\n0\n", monkeypatch) == [["import", "--", str(table)]]


def started(*command: str, typed: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A real start, in a shell that knows nothing."""
    return subprocess.run(
        command, input=typed, env={"PATH": os.environ["PATH"], "LC_ALL": "C", **environment},
        capture_output=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


@pytest.mark.whole
@pytest.mark.skipif(sys.platform == "win32", reason="双击 .command 是 macOS 的")
def test_the_starter_opens_the_menu_from_anywhere(tmp_path: Path) -> None:
    for name in ("python3.14", "python3.13", "python3.12", "python3.11"):
        (tmp_path / name).symlink_to("/bin/false")
    (tmp_path / "python3").symlink_to(sys.executable)
    done = started("sh", str(STARTER), typed="\n7\n0\n", PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert done.returncode == 0, done.stderr
    assert "1  检查记录" in done.stdout and "请写一个数字" in done.stdout and "程序文件：齐全" in done.stdout
    assert done.stdout.rstrip().endswith("再见。")
    ended = started("sh", str(STARTER), typed="", PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert ended.returncode == 2 and "没有人回答" in ended.stderr and "Traceback" not in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="双击 .command 是 macOS 的")
def test_without_python_it_says_where_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "dirname").symlink_to(shutil.which("dirname") or "dirname")
    done = started("/bin/sh", str(STARTER), typed="", PATH=str(tmp_path))
    assert done.returncode == 2 and "没有找到 Python 3.11" in done.stderr and "not found" not in done.stderr


def test_the_starters_can_be_started() -> None:
    """cmd.exe reads by lines that end in CR LF, and knows no Han before it is told the code page."""
    lines = BATCH.read_bytes().split(b"\r\n")
    assert b"\n" not in b"".join(lines) and lines[-1] == b""
    page = lines.index(b"chcp 65001 >nul")
    assert all(line.isascii() for line in lines[: page + 1])
    labels = {line[1:] for line in lines if line[:1] == b":"}
    assert {found[1] for line in lines if (found := re.search(rb"goto (\w+)", line))} == labels
    if sys.platform != "win32":
        assert os.access(STARTER, os.X_OK)
    for words in (BATCH.read_text("utf-8"), STARTER.read_text("utf-8")):
        assert "build.py menu" in words and "version_info < (3, 11)" in words and "python.org" in words
