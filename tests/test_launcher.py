"""build.py by itself: what it says when stuck, what it hands on, and that a set-up is whole or none."""

from __future__ import annotations

import ast
import errno
import hashlib
import os
import re
import runpy
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from guard import LIMIT

ROOT = Path(__file__).resolve().parents[1]
BASE = os.path.realpath(getattr(sys, "_base_executable", sys.executable))
LOCKS = ("requirements.txt", "requirements-dev.txt")
COMMANDS = """
import json, os, sys
def main(today):
    print(json.dumps([str(today), os.environ["SOURCE_DATE_EPOCH"], sys.argv[1:], sys.flags.utf8_mode]))
"""
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
PACKAGES = ("demo_529_runs", "demo_529_tests")  # names that no index has

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="这里的 .venv 是一个符号链接，Windows 上另测")


def project(root: Path, lock: str = "demo==1.0\n") -> Path:
    """A project with only a launcher, locks, and a command that prints what it was handed."""
    (root / "hooks/almanac/cli").mkdir(parents=True)
    shutil.copy(ROOT / "build.py", root)
    for package in ("", "cli/"):
        (root / f"hooks/almanac/{package}__init__.py").touch()
    (root / "hooks/almanac/cli/main.py").write_text(COMMANDS, encoding="utf-8")
    for name in LOCKS:
        (root / name).write_text(lock, encoding="utf-8", newline="\n")
    return root


def set_up(root: Path) -> Path:
    """The same project as the launcher leaves it after a whole set-up."""
    bin_folder = root / ".venv/bin"
    bin_folder.mkdir(parents=True)
    (bin_folder / "python").symlink_to(BASE)
    for name in LOCKS:
        (root / f".venv/installed-{name}").write_bytes(os.fsencode(BASE) + b"\n" + (root / name).read_bytes())
    return root


def litter(root: Path) -> None:
    """Files named like modules of the library, as a pull request might bring along."""
    for name in ("json", "datetime", "subprocess", "fcntl", "shutil", "venv", "pip", "yaml"):
        (root / f"{name}.py").write_text("raise SystemExit('shadowed')", encoding="utf-8")


def surroundings() -> dict[str, str]:
    """The environment without our own settings, in which pip asks no network and reads nobody's settings."""
    ours = ("PIP_", "PYTHON", "SOURCE_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"PYTHONUTF8": "1", **OFFLINE}


def launch(
    root: Path,
    *arguments: str,
    python: tuple[str, ...] = (BASE,),
    env: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run the project's build.py in its root, in an environment without our own settings and without an index."""
    return subprocess.run(
        [*python, str(root / "build.py"), *arguments],
        env=surroundings() | (env or {}),
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        timeout=LIMIT,
    )


def test_more_is_installed_only_for_what_needs_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests need theirs, publishing to a bucket its client; all other commands the default lock alone."""
    launcher = runpy.run_path(os.fspath(ROOT / "build.py"))
    monkeypatch.delenv("PUBLISH_TO", raising=False)
    default, dev, bucket = "requirements.txt", "requirements-dev.txt", "requirements-publish.txt"
    asked = {
        "": (default,),
        "build": (default,),
        "test -q": (default, dev),
        "publish /var/www": (default,),
        "publish a@b.org:/c": (default,),
        "publish --look s3://b": (default, bucket),
        "check s3://b": (default,),
    }
    assert {line: launcher["locks_for"](line.split()) for line in asked} == asked
    monkeypatch.setenv("PUBLISH_TO", "s3://b")
    assert launcher["locks_for"](["publish"]) == (default, bucket)
    assert launcher["locks_for"](["build"]) == (default,)


def test_the_lock_for_buckets_agrees_with_the_default_one() -> None:
    """It is installed beside it: what both name is of the same version."""
    locks = [
        dict(re.findall(r"(?m)^([\w.-]+)==([\w.]+)", (ROOT / name).read_text(encoding="utf-8")))
        for name in ("requirements.txt", "requirements-publish.txt", "requirements-dev.txt")
    ]
    default, bucket, dev = locks
    assert "minio" not in default and default.keys() & bucket.keys()
    assert all(
        other[name] == bucket[name] for other in (default, dev) for name in other.keys() & bucket.keys()
    )
    assert bucket.keys() <= dev.keys()


def test_an_old_python_can_read_the_file_and_is_told_in_chinese() -> None:
    ast.parse((ROOT / "build.py").read_text(encoding="utf-8"), feature_version=(3, 7))
    pretend = "import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path(sys.argv[1])"
    result = launch(ROOT, python=(BASE, "-c", pretend))
    assert result.returncode == 2
    assert "Python 太旧：这里是 3.9，需要 3.11 或更新" in result.stderr and "例：" in result.stderr


def test_a_debian_python_without_venv_is_told_which_package_to_install(tmp_path: Path) -> None:
    pretend = (
        "import runpy, sys; sys.modules['ensurepip'] = None; runpy.run_path(sys.argv[1], run_name='__main__')"
    )
    result = launch(project(tmp_path / "项目"), python=(BASE, "-c", pretend))
    assert result.returncode == 2
    assert f"sudo apt install python3.{sys.version_info[1]}-venv" in result.stderr


@on_posix
def test_the_command_is_handed_its_arguments_and_the_date_in_beijing(tmp_path: Path) -> None:
    root = set_up(project(tmp_path / "项目 一"))
    arguments = ["check", "--year", "2021", "事件/长沙市"]
    last_second = launch(root, *arguments, env={"SOURCE_DATE_EPOCH": "1622217599"})
    assert ast.literal_eval(last_second.stdout) == ["2021-05-28", "1622217599", arguments, 1], (
        last_second.stderr
    )
    midnight = launch(root, env={"SOURCE_DATE_EPOCH": "1622217600"})
    assert ast.literal_eval(midnight.stdout) == ["2021-05-29", "1622217600", [], 1]
    today, epoch, *_ = ast.literal_eval(launch(root, "test").stdout)
    assert (int(epoch) + 8 * 3600) % 86400 == 0, "without SOURCE_DATE_EPOCH one day has one epoch"
    assert today > "2026"


@on_posix
def test_a_date_that_is_no_number_is_a_wrong_setting(tmp_path: Path) -> None:
    result = launch(set_up(project(tmp_path / "a")), env={"SOURCE_DATE_EPOCH": "今天"})
    assert result.returncode == 2 and "SOURCE_DATE_EPOCH 不是秒数：今天" in result.stderr


@on_posix
def test_a_file_in_the_root_never_stands_in_for_the_library(tmp_path: Path) -> None:
    root = set_up(project(tmp_path / "a"))
    litter(root)
    assert launch(root).returncode == 0


@on_posix
def test_a_start_with_nothing_to_set_up_imports_almost_nothing(tmp_path: Path) -> None:
    root = set_up(project(tmp_path / "a"))
    result = launch(root, python=(BASE, "-S", "-X", "importtime"))
    slow = {"argparse", "asyncio", "collections", "datetime", "hashlib", "json", "pathlib", "re", "shutil"}
    slow |= {"subprocess", "tempfile", "time", "typing", "venv", "almanac"}
    imported = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}
    assert result.returncode == 0 and "os" in imported
    assert imported & slow <= {"time"}, "time is built in and costs nothing"


def wheel(folder: Path, name: str) -> str:
    """A package of one module in a wheel, and the line of a lock that asks for just these bytes."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(f"{name}.py", "here = True\n")
        file.writestr(
            f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
        )
        file.writestr(
            f"{name}-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        file.writestr(f"{name}-1.0.dist-info/RECORD", "")
    return f"{name}==1.0 \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def test_a_set_up_is_whole_or_done_again_and_then_needs_no_network(tmp_path: Path) -> None:
    root = project(tmp_path / "项目")
    for name, package in zip(LOCKS, PACKAGES, strict=True):
        (root / name).write_text(wheel(tmp_path / "wheels", package), encoding="utf-8", newline="\n")
    commands = f"import importlib.util as i\ndef main(today):\n    print(*filter(i.find_spec, {PACKAGES}))\n"
    (root / "hooks/almanac/cli/main.py").write_text(commands, encoding="utf-8")
    litter(root)
    here, runs = {"PIP_FIND_LINKS": str(tmp_path / "wheels")}, [PACKAGES[0]]

    (root / ".venv/lib").mkdir(parents=True)
    (root / ".venv/lib/half-made").touch()

    first = launch(root, env=here)
    assert (first.returncode, first.stdout.split()) == (0, runs), first.stderr
    assert "安装程序包" in first.stderr and "准备好了" in first.stderr
    assert not (root / ".venv/lib/half-made").exists()
    again = launch(root)
    assert (again.stdout.split(), again.stderr) == (runs, "")

    alone = launch(root, "test")
    assert alone.returncode == 75 and "可能没有联网" in alone.stderr, alone.stderr
    lock = (root / LOCKS[1]).read_text(encoding="utf-8")
    (root / LOCKS[1]).write_text(lock[:-5] + "0000\n", encoding="utf-8", newline="\n")
    tampered = launch(root, "test", env=here)
    assert tampered.returncode == 75 and "与锁定的校验值不符" in tampered.stderr, tampered.stderr
    assert launch(root).stdout.split() == runs, "what was installed is still whole"

    (root / LOCKS[1]).write_text(lock, encoding="utf-8", newline="\n")
    assert launch(root, "test", env=here).stdout.split() == list(PACKAGES)
    assert launch(root, "test").stderr == ""


# In the place of venv and pip: each waits at a pipe in one of its steps, until it is let go or ended.
STANDS_IN = """
import os, sys
step = next((word for word in sys.argv if word in ("download", "install")), "venv")
if step == os.environ.get("WAITS"):
    open(os.environ["PIPE"]).read()
if step == "venv":
    os.makedirs(os.path.join(sys.argv[1], "bin"))
    os.symlink(sys.executable, os.path.join(sys.argv[1], "bin", "python"))
"""


def stand_ins(folder: Path) -> dict[str, str]:
    """A venv and a pip that obey the test, and how the launcher comes to run them."""
    for name in ("venv", "pip"):
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").touch()
        (folder / name / "__main__.py").write_text(STANDS_IN, encoding="utf-8")
    os.mkfifo(folder / "pipe")
    return surroundings() | {"PYTHONPATH": str(folder), "PIPE": str(folder / "pipe")}


def reached(pipe: str, program: subprocess.Popen[str]) -> int:
    """The writing end of a pipe, once a program or its child waits at the other; it must not end before."""
    while program.poll() is None:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as nobody:
            assert nobody.errno == errno.ENXIO
            time.sleep(0.01)
    raise AssertionError("it ended before it waited")


@on_posix
@pytest.mark.parametrize("step", ["venv", "download", "install"])
@pytest.mark.parametrize(("end", "code"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 75)])
def test_a_set_up_that_is_killed_or_interrupted_leaves_no_stamp_and_only_one_runs(
    tmp_path: Path, step: str, end: signal.Signals, code: int
) -> None:
    root, env = project(tmp_path / "a"), stand_ins(tmp_path / "b")
    with subprocess.Popen(
        [BASE, str(root / "build.py")],
        env=env | {"WAITS": step}, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True,
    ) as first:  # fmt: skip
        try:
            waiting = reached(env["PIPE"], first)
            second = launch(root, env=env)
        finally:
            os.killpg(first.pid, end)
        said = first.communicate(timeout=LIMIT)[1]
    os.close(waiting)
    assert second.returncode == 75 and "另一个窗口" in second.stderr
    assert first.returncode == code and "首次运行" in said
    assert ("再运行一次" in said) == (code == 75), said
    assert not list(root.glob(".venv/installed-*"))
    again = launch(root, env=env)
    assert again.returncode == 0 and "准备好了" in again.stderr, again.stderr
    assert len(list(root.glob(".venv/installed-*"))) == 1
