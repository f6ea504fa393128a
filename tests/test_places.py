"""Every command of the command line, at every kind of console and in every bad place: it ends with a Chinese sentence.

The calls are those of `test_every_command`, each made by a program of its own in a copy of the project: with consoles that
know few letters, with a largest size of files, on a disk that is full, read-only or has no inode left, into an output that is.
"""

from __future__ import annotations

import compileall
import contextlib
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from everything import TODAY
from guard import LIMIT
from small import PROJECT
from test_consoles import ENGLISH
from test_every_command import CALLS, NO_DAY, NO_RECORDS, Desk

pytestmark = [
    pytest.mark.whole,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits, mounts and /dev/full of Linux"),
]
STAYS = ("serve", "nation scheduler", "nation worker")  # they run until somebody ends them
OTHERS = ("test",)  # what it says is pytest's
LONG = 15  # so many seconds these are left to run


class Bad(NamedTuple):
    """What is bad: how the console writes, the largest size of a file, how the disk is mounted, whether it is full."""

    console: Mapping[str, str] = {}
    limit: int = 0
    mount: str = ""
    full: bool = False
    output: str = ""


BAD = {
    "gbk": Bad({"PYTHONIOENCODING": "gbk:strict", "LC_ALL": "C"}),
    "ascii": Bad({"PYTHONIOENCODING": "ascii:strict", "LC_ALL": "POSIX"}),
    "cp437": Bad({"PYTHONIOENCODING": "cp437"}),
    "files of 2,000 bytes": Bad(limit=2_000),
    "files of 60,000 bytes": Bad(limit=60_000),
    "read-only": Bad(mount="ro"),
    "full": Bad(mount="size=900m", full=True),
    "no inode": Bad(mount="nr_inodes={}"),
    "full output": Bad(output="/dev/full"),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with its own program, a built site and all that the calls want."""
    root = tmp_path_factory.mktemp("places") / "project"
    Desk(root)
    assert compileall.compile_dir(root / "hooks", quiet=2)  # not anew by each command in each place
    for name in ("build.py", "requirements.txt"):
        shutil.copy(PROJECT / name, root)
    for calls in CALLS.values():
        for name, text in calls[0].before.items():
            (root / name).write_text(text, encoding="utf-8")
    code, said = ran(
        root,
        "build",
        ["build", "--out", f"{root}/out/build-0/site", "--workers", "1", "--today", TODAY],
        Bad(),
    )
    assert code == 0, said
    return root


@contextlib.contextmanager
def placed(whole: Path, bad: Bad, folder: Path) -> Iterator[Path]:
    """A copy of the project, on the disk that is asked for."""
    root = folder / "disk" / "project"
    root.parent.mkdir()
    if not bad.mount:
        yield _copied(whole, root)
        return
    number = sum(1 + len(files) for _, _, files in os.walk(whole)) + 4
    how = "size=900m" if bad.mount == "ro" else bad.mount.format(number)
    if _mount("-t", "tmpfs", "-o", how, "tmpfs", str(root.parent)):
        pytest.skip("no disk can be mounted here")
    try:
        _copied(whole, root)
        if bad.mount == "ro":
            assert not _mount("-o", "remount,ro", str(root.parent))
        if bad.full:
            _filled(root.parent / "full")
        yield root
    finally:
        subprocess.run(["umount", "--lazy", root.parent], check=False, timeout=LIMIT)


def _mount(*how: str) -> int:
    return subprocess.run(["mount", *how], capture_output=True, check=False, timeout=LIMIT).returncode


def _copied(whole: Path, root: Path) -> Path:
    shutil.copytree(whole, root, symlinks=True)
    nation = root / "out/全国.yml"
    nation.write_text(
        nation.read_text(encoding="utf-8").replace(f"{whole}/out", f"{root}/out"), encoding="utf-8"
    )
    return root


def _filled(file: Path) -> None:
    """Write until nothing more fits."""
    with contextlib.suppress(OSError), open(file, "wb", buffering=0) as out:
        while out.write(bytes(1 << 16)):
            pass


def words(command: str, root: Path) -> list[str]:
    """The first call of a command."""
    arguments = CALLS[command][0].arguments.replace("OUT", f"{root}/out/new").replace("ROOT", str(root))
    asked = [*command.split(), *arguments.split()]
    asked += [] if command in NO_RECORDS else ["--records", str(root / "events")]
    return asked + ([] if command in NO_DAY else ["--today", TODAY])


def ran(root: Path, command: str, asked: list[str], bad: Bad) -> tuple[int, bytes]:
    """How it ends, and all that it says; what stays is interrupted as by Ctrl-C."""

    def limited() -> None:
        signal.signal(
            signal.SIGINT, signal.default_int_handler
        )  # also where these tests run in the background
        if bad.limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (bad.limit, bad.limit))

    program = [sys.executable, "-P", "-s", "-X", "utf8", "-X", "almanac", str(root / "build.py"), *asked]
    kept = {"PYTHONDONTWRITEBYTECODE": "1", "NATION_FOLDER": f"{root}/nation"}
    with contextlib.ExitStack() as stack:
        output = stack.enter_context(open(bad.output, "wb")) if bad.output else subprocess.PIPE
        pipe = subprocess.PIPE
        process = stack.enter_context(
            subprocess.Popen(
                program, cwd=root, env={**os.environ, **kept, **bad.console}, stdin=pipe, stdout=output, stderr=pipe,
                preexec_fn=limited,
            )
        )  # fmt: skip
        typed = CALLS[command][0].typed.encode()
        try:
            said = process.communicate(typed, timeout=LONG if command in STAYS else LIMIT)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            try:
                said = process.communicate(timeout=LIMIT)
            finally:
                process.kill()
    return process.returncode, b"".join(part or b"" for part in said)


def wrong(command: str, code: int, said: bytes, bad: Bad) -> str:
    """What is wrong with how a command ended."""
    encoding = "gbk" if bad.console.get("PYTHONIOENCODING", "").startswith("gbk") else "utf-8"
    text = said.decode(encoding, "replace")
    if command in OTHERS:
        return ""
    if ENGLISH.search(said):
        return f"{command}: {code}, English: {text[-500:]}"
    if not re.search("[一-鿿]{2}", text) and (code or not bad.output):
        return f"{command}: {code}, no sentence: {text[-300:]}"
    return ""


@pytest.mark.parametrize("name", BAD)
def test_every_command_ends_with_a_sentence(name: str, whole: Path, tmp_path: Path) -> None:
    bad, found = BAD[name], list[str]()
    with placed(whole, bad, tmp_path) as root:
        for command in CALLS:
            found.append(wrong(command, *ran(root, command, words(command, root), bad), bad))
    assert not any(found), "\n".join(filter(None, found))
