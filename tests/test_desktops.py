"""Every desktop: what Windows and macOS do to names, folders, line ends and processes changes nothing that comes out.

What can only be tried on such a machine is tried here as it looks from the program: no fork, folders that know no case,
paths of at most 260 signs, a console in GBK, files with other line ends, names that the disk has taken apart.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import threading
import time
import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
import small
from almanac.build import executors
from almanac.cli import groups, main, menu, options
from almanac.cli.options import Teller
from almanac.model.divisions import Register
from almanac.parse import discovery
from small import FULL
from typer.testing import CliRunner

groups.add(main.app)

WINDOWS = 260  # signs of a path, the drive and the end of it included
HOME = PureWindowsPath(r"C:\Users\zhangsan\Documents\5.29会员活动日网站")
TAKEN = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}
WHO = ("长沙市\\浏阳市", "长沙市/浏阳市", "长沙市\\浏阳市\\")


def units(path: str) -> int:
    """The length of a path as Windows counts it."""
    return len(path.encode("utf-16-le")) // 2


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site as it is made here."""
    folder = tmp_path_factory.mktemp("plain")
    small.records(folder / "events", 60)
    assert small.build(folder / "events", folder / "site").published
    return folder


def differing(one: Path, two: Path) -> set[str]:
    """The files that two sites do not have alike; what says when and of what it was made is left out."""
    here, there = small.bytes_of(one), small.bytes_of(two)
    return {path for path in {*here, *there} if here.get(path) != there.get(path)} - {
        "version.txt",
        "status.json",
    }


@pytest.mark.whole
def test_records_with_the_line_ends_of_windows_make_the_same_site(plain: Path, tmp_path: Path) -> None:
    """CRLF and the mark that Notepad puts at the head of a file."""
    small.records(tmp_path / "events", 60)
    for file in (tmp_path / "events").rglob("*.*"):
        if file.suffix in (".yml", ".csv"):
            file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert small.build(tmp_path / "events", tmp_path / "site").published
    assert {
        path for path in differing(plain / "site", tmp_path / "site") if not path.startswith("status/")
    } == set()


@pytest.mark.whole
def test_without_fork_the_site_is_the_same(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows has no fork, and macOS's is unsafe: new processes are begun from nothing."""
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    monkeypatch.setattr(executors, "FEW", 0)
    small.records(tmp_path / "events", 60)
    assert small.build(tmp_path / "events", tmp_path / "site", workers=2).published
    assert differing(plain / "site", tmp_path / "site") == set()


def test_folders_as_a_mac_takes_them_apart_are_found(tmp_path: Path) -> None:
    """The disk of a Mac gives a name back in parts; a folder of the register with a letter that has parts is found."""
    name = "Ñandú县"
    register = Register(
        [("50", "示例省", "province"), ("5003", "示例市", "city"), ("500301", name, "county")]
    )
    apart = unicodedata.normalize("NFD", f"示例市/{name}")
    assert apart != f"示例市/{name}"
    assert discovery.share_at(unicodedata.normalize("NFC", apart), register) == "500301"
    assert register.at(discovery.folder_of(f"2026/{apart}/0529-义诊.yml")) == "500301"


@pytest.mark.whole
def test_no_two_addresses_differ_in_case_alone(plain: Path) -> None:
    """On a disk that knows no case one of them would overwrite the other."""
    folded: dict[str, str] = {}
    for path in small.bytes_of(plain / "site"):
        assert folded.setdefault(path.casefold(), path) == path


@pytest.mark.whole
def test_no_file_of_a_site_has_a_name_that_windows_refuses(plain: Path) -> None:
    for path in small.bytes_of(plain / "site"):
        for part in path.split("/"):
            assert part.partition(".")[0].casefold() not in TAKEN, path
            assert not re.search(r'[<>:"|?*\\]|[. ]$', part), path


def test_every_path_fits_into_the_longest_that_windows_takes(plain: Path) -> None:
    """A project in the documents of somebody with a short name: the deepest folder of the register with a file of the longest
    name, and the deepest page where it is laid out before it is moved into the site."""
    deepest = max((FULL.path(unit.code) for unit in FULL), key=units)
    record = str(HOME / "events" / "2026" / deepest.replace("/", "\\") / f"0529-{'义' * 35}.yml")
    assert units(record) < WINDOWS, record
    page = max(small.bytes_of(plain / "site"), key=units)
    staged = str(HOME / ".build" / "site" / "staged" / page.replace("/", "\\"))
    assert units(staged) < WINDOWS - 40, staged


@pytest.mark.parametrize("who", WHO)
def test_a_folder_may_be_written_as_windows_shows_it(who: str, tmp_path: Path) -> None:
    """With backslashes, too."""
    records = Path(__file__).resolve().parents[1] / "events"
    done = CliRunner().invoke(
        main.app, ["template", who, "--to", str(tmp_path), "--records", str(records), "--today", "2021-05-29"]
    )
    assert done.exit_code == 0, done.output
    assert [file.name for file in tmp_path.iterdir()] == ["浏阳市2021年5·29填报表.xlsx"]


@pytest.mark.parametrize(
    "text", ['"C:\\表\\送来 的.xlsx"', "& 'C:\\表\\送来 的.xlsx'", "C:\\表\\送来 的.xlsx"]
)
def test_a_file_dropped_into_a_window_of_windows_is_its_path(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    assert menu.path(text) == "C:\\表\\送来 的.xlsx"


# ---------------------------------------------------------------- how far it is


class Screen:
    """A terminal that keeps what is written."""

    encoding = "utf-8"

    def __init__(self, tty: bool) -> None:
        self.tty, self.text, self.written = tty, "", threading.Event()

    def isatty(self) -> bool:
        return self.tty

    def write(self, text: str) -> None:
        self.text += text
        self.written.set()

    def flush(self) -> None:
        """Nothing waits."""


def test_a_long_piece_of_work_says_at_once_what_it_does_and_what_comes_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = Screen(tty=True)
    monkeypatch.setattr("sys.stderr", screen)
    teller = Teller("读取记录", "排版")
    assert screen.text.endswith("读取记录……；接着排版")
    teller._last = 0
    teller.tell("读取、检查、制作", 5, 10)
    assert " ████░░░░ 5/10" in screen.text and screen.text.endswith("5/10；接着排版")
    teller.done()
    assert screen.text.endswith("\r\033[K")


def test_the_line_moves_within_one_long_step_and_never_after_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the seconds that it has taken; the words of another step are shown at once, however soon they come."""
    screen = Screen(tty=True)
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(options, "TICK", 0.01)
    monkeypatch.setattr(options, "LONG", 0.0)
    teller = Teller("读取记录", "排版")
    teller.tell("排版", 0, 0)
    assert screen.text.endswith("\r\033[K排版……，已 0 秒"), "what comes next is what is done"
    before = screen.text
    screen.written.clear()
    assert screen.written.wait(30)
    assert screen.text[len(before) :].startswith("\r\033[K排版……，已 0 秒")
    teller.done()
    ended = screen.text
    time.sleep(0.1)
    assert screen.text == ended and ended.endswith("\r\033[K")


def test_the_line_keeps_to_one_row_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row more could not be cleared again."""
    screen = Screen(tty=True)
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr("shutil.get_terminal_size", lambda *_, **__: os.terminal_size((20, 24)))
    Teller("读取、检查、制作", "列出要改的").done()
    assert screen.text == "\r\033[K读取、检查、制作…\r\033[K" and options.fitting("ab网", 3) == "ab"


def test_nothing_is_said_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(tty=False)
    monkeypatch.setattr("sys.stderr", screen)
    teller = Teller("读取记录", "排版")
    teller.tell("读取、检查、制作", 5, 10)
    teller.done()
    assert screen.text == ""


def test_a_question_stands_on_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(tty=True)
    monkeypatch.setattr("sys.stderr", screen)
    asked = Teller("读送来的文件").aside(lambda word: screen.text.endswith("\r\033[K") and word)
    assert asked("状态") == "状态"


@pytest.mark.skipif(os.name == "nt", reason="a terminal of its own is opened")
@pytest.mark.parametrize("command", ["check", "owed"])
def test_a_command_at_a_terminal_says_how_far_it_is(plain: Path, command: str) -> None:
    import pty
    import subprocess
    import sys

    ours, theirs = pty.openpty()
    arguments = ("--records", str(plain / "events"), "--today", "2021-05-30")
    program = [
        sys.executable,
        "-P",
        "-X",
        "utf8",
        "-X",
        "almanac",
        str(small.PROJECT / "build.py"),
        command,
        *arguments,
    ]
    with subprocess.Popen(program, stderr=theirs, stdout=subprocess.DEVNULL) as process:
        process.wait(timeout=120)
    os.close(theirs)
    said = os.read(ours, 65_536).decode()
    os.close(ours)
    assert "；接着" in said and said.rstrip("\r\n").endswith("\033[K"), said
