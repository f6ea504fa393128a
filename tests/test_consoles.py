"""Whatever the console, the limits and the disk are like: a command ends with a Chinese sentence, never with a traceback."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import newsrooms
import pytest
import typer.main
from almanac.cli import groups, main
from small import PROJECT, records
from test_every_command import listed

ENCODINGS = ("gbk", "gbk:strict", "big5", "ascii", "latin-1")
ENGLISH = re.compile(rb"Traceback|Errno|Error\b|No space|too large|denied|Read-only|I/O")


def ran(
    *arguments: str, limit: int = 0, out: Path | None = None, program: Path = PROJECT, **environment: str
) -> tuple[int, bytes]:
    """How a command ends and all it says, with a largest size of files that it may write."""

    def limited() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [
        sys.executable,
        "-P",
        "-s",
        "-X",
        "utf8",
        "-X",
        "almanac",
        str(program / "build.py"),
        *arguments,
    ]
    unkept = {"PYTHONDONTWRITEBYTECODE": "1"} if limit else {}  # Python would keep half a compiled module
    with open(out or os.devnull, "wb") as stdout:
        done = subprocess.run(
            command, env=os.environ | unkept | environment, stdout=stdout if out else subprocess.PIPE, stderr=subprocess.PIPE,
            preexec_fn=limited if limit else None, timeout=300, check=False,
        )  # fmt: skip
    return done.returncode, (done.stdout or b"") + done.stderr


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = records(tmp_path_factory.mktemp("consoles") / "events", 5)
    bad = root / "2021/长沙市/0529-cuo.yml"
    bad.parent.mkdir(parents=True, exist_ok=True)
    bad.write_text(
        "名称: 示例义诊😀👨‍👩‍👧\n类别: [没有这一类😀]\n状态: 已举办\n开始: 2021-05-29\n", encoding="utf-8"
    )
    return root


@pytest.mark.whole
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_no_encoding_of_a_console_ends_a_command(filed: Path, encoding: str) -> None:
    bad = str(filed / "2021/长沙市/0529-cuo.yml")
    for place in ("C", "POSIX"):
        code, said = ran("check", bad, "--records", str(filed), PYTHONIOENCODING=encoding, LC_ALL=place)
        assert code == 1 and not ENGLISH.search(said), said[-400:]
        known = (
            "gbk" if encoding.startswith("gbk") else "utf-8"
        )  # what knows no simplified Han is not written in
        assert "处错误" in said.decode(known)


HELP = """
import datetime, os, sys
sys.path.insert(0, "hooks")
from almanac.cli import groups, main
for words in sys.argv[1].split(";"):
    process = os.fork()
    if not process:
        sys.argv[1:] = [*words.split(), "--help"]
        main.main(datetime.date(2021, 6, 15))
    print(words, os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), file=sys.stderr)
"""


@pytest.mark.whole
@pytest.mark.skipif(not hasattr(os, "fork"), reason="each command is a fork of one program")
@pytest.mark.parametrize("encoding", ["gbk:strict", "ascii:strict"])
def test_every_command_can_be_asked_at_every_console(encoding: str) -> None:
    """What each does in bad places: `test_places`."""
    groups.add(main.app)
    commands = list(listed(typer.main.get_command(main.app)))
    assert len(commands) > 30
    done = subprocess.run(
        [sys.executable, "-P", "-X", "utf8", "-c", HELP, ";".join(commands)], cwd=PROJECT,
        env={**os.environ, "PYTHONIOENCODING": encoding, "LC_ALL": "C"}, capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    assert not ENGLISH.search(done.stdout + done.stderr), done.stderr[-600:]
    assert done.stderr.decode().split("\n")[:-1] == [f"{each} 0" for each in commands]
    assert done.stdout.decode("gbk" if encoding.startswith("gbk") else "utf-8").count("用法") >= len(commands)


@pytest.mark.skipif(
    not hasattr(os, "fork"), reason="a console that is typed at in another encoding than its own"
)
def test_what_is_typed_in_another_encoding_is_told(filed: Path) -> None:
    words = ["new", "湘潭市/湘乡市", "--records", str(filed), "--today", "2021-06-15"]
    said = "示例义诊甲\n"
    for typed, encoding, wanted in (
        (said.encode(), "gbk:strict", "不是 gbk 编码，读不出来"),
        (said.encode("gbk"), "gbk:strict", "已中断"),
        (said.encode(), "ascii:strict", "已中断"),
    ):
        done = subprocess.run(
            [sys.executable, "-P", "-s", "-X", "utf8", "-X", "almanac", str(PROJECT / "build.py"), *words], input=typed,
            env={**os.environ, "PYTHONIOENCODING": encoding}, capture_output=True, timeout=300, check=False,
        )  # fmt: skip
        told = done.stdout + done.stderr
        assert not ENGLISH.search(told), told[-600:]
        assert wanted in told.decode("gbk" if encoding.startswith("gbk") else "utf-8"), told


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are those of POSIX")
@pytest.mark.parametrize("limit", [5_000, pytest.param(1_000_000, marks=pytest.mark.whole)])
def test_what_cannot_be_written_is_told(tmp_path: Path, limit: int) -> None:
    root = records(tmp_path / "events", 5)
    for arguments in (
        ("build", "--records", str(root), "--out", str(tmp_path / "site"), "--workers", "1"),
        ("template", "--records", str(root), "--to", str(tmp_path / "t.xlsx")),
        ("demo", "--to", str(tmp_path / f"demo{limit}"), "--activities", "100"),
    ):
        code, said = ran(*arguments, limit=limit)
        assert not ENGLISH.search(said), (arguments[0], said[-600:])
        assert code == 0 or re.search("[一-鿿]", said.decode()), (arguments[0], said)
    assert not (tmp_path / "site").exists()


RENDER = """
import resource, sys
from pathlib import Path
sys.path.insert(0, "hooks")
from almanac.build import mkdocs_shell
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    mkdocs_shell.rendered(Path.cwd(), b"x", None)
except OSError as error:
    print("disk", error.errno)
except mkdocs_shell.Failed as failure:
    print(str(failure).partition("mkdocs 的原话")[0])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are those of POSIX")
def test_what_mkdocs_cannot_write_is_no_mistake_in_the_pages(tmp_path: Path) -> None:
    """Its own copying ends with a traceback, which is not shown; what is wrong in the pages is."""
    root = newsrooms.whole(tmp_path / "here", {"content/press/shili.md": ""})
    (root / ".build").mkdir(exist_ok=True)

    def rendered(limit: int) -> str:
        command = [sys.executable, "-X", "utf8", "-c", RENDER, str(limit)]
        unkept = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            command, cwd=root, env=unkept, capture_output=True, text=True, timeout=300, check=True
        ).stdout

    assert rendered(2_000) == f"disk {errno.EFBIG}\n"
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    for old, new, words in (
        ("    email:", "    email：", "mkdocs.yml 第 "),  # what a Chinese keyboard gives
        ('site_code: ""', "site_code: 0430000010", "content/、theme/ 或 mkdocs.yml 里有错"),
    ):
        assert old in settings
        (root / "mkdocs.yml").write_text(settings.replace(old, new), encoding="utf-8")
        assert rendered(1 << 30).startswith(words)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("asked", ["2021/长沙市/0529-cuo.yml", ""])
def test_output_to_a_full_disk(filed: Path, asked: str, unbuffered: str) -> None:
    """Whether what is printed is kept back to the end or not, after a failed check and after the help."""
    words = ("check", str(filed / asked), "--records", str(filed)) if asked else ("check", "--help")
    code, said = ran(*words, out=Path("/dev/full"), PYTHONUNBUFFERED=unbuffered)
    assert code and b"Traceback" not in said and re.search("[一-鿿]", said.decode())


@pytest.mark.skipif(not Path("/proc").exists(), reason="a place where nobody may write")
@pytest.mark.parametrize("command", ["demo", "build", "template", "booklet"])
def test_a_place_that_is_read_only(filed: Path, command: str) -> None:
    arguments = {
        "demo": ("--to", "/proc/shili", "--activities", "5"),
        "build": ("--records", str(filed), "--out", "/proc/shili/site"),
        "template": ("--records", str(filed), "--to", "/proc/shili.xlsx"),
        "booklet": ("--records", str(filed), "--to", "/proc/shili"),
    }[command]
    code, said = ran(command, *arguments)
    assert code and not ENGLISH.search(said), said[-600:]
    assert re.search("[一-鿿]", said.decode())
