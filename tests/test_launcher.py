"""build.py by itself: what it says when stuck, what it hands on, and that a set-up is whole or none."""

from __future__ import annotations

import ast
import errno
import hashlib
import http.server
import os
import re
import runpy
import shutil
import signal
import ssl
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
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
        "nation build 全国.yml": (default, bucket),
        "nation build 全国.yml --cluster local:2": (default, bucket, "requirements-cluster.txt"),
        "nation build --cluster=tcp://10.0.0.1:8786 全国.yml": (default, bucket, "requirements-cluster.txt"),
        "nation worker tcp://10.0.0.1:8786": (default, bucket, "requirements-cluster.txt"),
    }
    assert {line: launcher["locks_for"](line.split()) for line in asked} == asked
    monkeypatch.setenv("PUBLISH_TO", "s3://b")
    assert launcher["locks_for"](["publish"]) == (default, bucket)
    assert launcher["locks_for"](["build"]) == (default,)


def test_the_lock_for_clusters_agrees_with_those_beside_which_it_is_installed() -> None:
    locks = [
        dict(re.findall(r"(?m)^([\w.-]+)==([\w.]+)", (ROOT / name).read_text(encoding="utf-8")))
        for name in ("requirements-cluster.txt", "requirements.txt", "requirements-publish.txt")
    ]
    cluster, *others = locks
    assert "distributed" in cluster and all("distributed" not in other for other in others)
    assert all(other[name] == cluster[name] for other in others for name in other.keys() & cluster.keys())


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


@pytest.mark.whole
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
step = next((word for word in sys.argv if word in ("download", "install", "config")), "venv")
if step == os.environ.get("WAITS"):
    open(os.environ["PIPE"]).read()
if step == "venv":
    os.makedirs(os.path.join(sys.argv[-1], "bin"))
    os.symlink(os.environ["BASE"], os.path.join(sys.argv[-1], "bin", "python"))
"""
# A Python that runs these instead, and is itself for all else.
PYTHON = """\
#!/bin/sh
case " $* " in
*" -m venv "* | *" -m pip "*) exec "%s" "%s" "$@" ;;
*) exec "%s" "$@" ;;
esac
"""
FROM_IT = "import os, runpy, sys; sys._base_executable = os.environ['BASE']; runpy.run_path(sys.argv.pop(1), run_name='__main__')"


def stand_ins(folder: Path) -> dict[str, str]:
    """A venv and a pip that obey the test, and how the launcher comes to run them."""
    folder.mkdir(parents=True)
    (folder / "steps.py").write_text(STANDS_IN, encoding="utf-8")
    python = folder / "python"
    python.write_text(PYTHON % (BASE, folder / "steps.py", BASE), encoding="utf-8")
    python.chmod(0o755)
    os.mkfifo(folder / "pipe")
    return surroundings() | {"BASE": str(python), "PIPE": str(folder / "pipe")}


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
        [BASE, "-c", FROM_IT, str(root / "build.py")],
        env=env | {"WAITS": step}, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True,
    ) as first:  # fmt: skip
        try:
            waiting = reached(env["PIPE"], first)
            second = launch(root, env=env, python=(BASE, "-c", FROM_IT))
        finally:
            os.killpg(first.pid, end)
        said = first.communicate(timeout=LIMIT)[1]
    os.close(waiting)
    assert second.returncode == 75 and "另一个窗口" in second.stderr
    assert first.returncode == code and "首次运行" in said
    assert ("再运行一次" in said) == (code == 75), said
    assert not list(root.glob(".venv/installed-*"))
    again = launch(root, env=env, python=(BASE, "-c", FROM_IT))
    assert again.returncode == 0 and "准备好了" in again.stderr, again.stderr
    assert len(list(root.glob(".venv/installed-*"))) == 1


# ---------------------------------------------------------------- a network that says no


class Refusal(http.server.BaseHTTPRequestHandler):
    """Answers whatever is asked with the server's code; what comes to it is noted."""

    def _no(self) -> None:
        self.server.asked.append((self.command, self.path, self.headers.get("Proxy-Authorization", "")))  # type: ignore[attr-defined]
        self.send_response(self.server.code)  # type: ignore[attr-defined]
        self.send_header("Proxy-Authenticate", 'Basic realm="x"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = do_CONNECT = _no

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def refusing(code: int) -> Iterator[http.server.ThreadingHTTPServer]:
    """A server on this machine that answers with a code."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refusal)
    server.code, server.asked = code, []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose default lock is installed: only the packages of the tests are still to come."""
    root = project(tmp_path_factory.mktemp("ready") / "项目", "demo-529-no==1.0 --hash=sha256:00\n")
    subprocess.run([BASE, "-I", "-m", "venv", root / ".venv"], check=True, timeout=LIMIT)
    (root / f".venv/installed-{LOCKS[0]}").write_bytes(
        os.fsencode(BASE) + b"\n" + (root / LOCKS[0]).read_bytes()
    )
    return root


def beyond(root: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A run that is not offline by itself: what it asks goes to an index that has no packages for us."""
    ways = {"PIP_NO_INDEX": "0", "PIP_RETRIES": "0", "PIP_TIMEOUT": "5", "no_proxy": "", "NO_PROXY": ""}
    return launch(root, "test", env=ways | env)


@pytest.mark.parametrize(
    ("code", "scheme", "words"),
    [
        pytest.param(407, "https", "代理要用户名和密码（407）", marks=pytest.mark.whole),
        pytest.param(407, "http", "代理要用户名和密码（407）", marks=pytest.mark.whole),
        (403, "http", "不许下载（403）"),
        (403, "https", "代理连不上，或者不许连"),
        (401, "http", "要用户名和密码（401）"),
        (404, "http", "没有要的程序包（404）"),
        (503, "http", "现在忙，或者出了故障"),
    ],
)
def test_a_network_that_says_no_is_told_with_its_cause_and_cure(
    code: int, scheme: str, words: str, ready: Path
) -> None:
    with refusing(code) as proxy:
        way = f"http://someone:secret%40word@127.0.0.1:{proxy.server_port}"
        env = {"PIP_INDEX_URL": f"{scheme}://packages.invalid/simple", f"{scheme}_proxy": way}
        env["PIP_TRUSTED_HOST"] = "packages.invalid"
        result = beyond(ready, env)
    assert result.returncode == 75 and proxy.asked, result.stderr  # type: ignore[attr-defined]
    assert words in result.stderr and "例" in result.stderr, result.stderr
    assert "以下是安装程序的原话" in result.stderr and "Traceback" not in result.stderr
    assert "secret" not in result.stderr, "a password is not printed"
    assert not (ready / f".venv/installed-{LOCKS[1]}").exists()


@pytest.mark.whole
def test_where_nobody_listens_it_is_said_what_could_not_be_reached(ready: Path) -> None:
    with refusing(200) as gone:
        port = gone.server_port
    alone = {"PIP_INDEX_URL": f"http://127.0.0.1:{port}/simple", "no_proxy": "*"}
    assert "现在连不上" in beyond(ready, alone).stderr
    way = {"PIP_INDEX_URL": "https://packages.invalid/simple", "PIP_PROXY": f"http://127.0.0.1:{port}"}
    assert "代理连不上" in beyond(ready, way).stderr
    name = {"PIP_INDEX_URL": "https://packages.invalid/simple", "no_proxy": "*"}
    assert "找不到程序包网站的地址" in beyond(ready, name).stderr


@pytest.mark.skipif(shutil.which("openssl") is None, reason="没有 openssl，造不出证书")
def test_a_gateway_with_its_own_certificate_is_told(ready: Path, tmp_path: Path) -> None:
    made = [
        *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"),
        *("-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")),
    ]
    subprocess.run(made, check=True, capture_output=True, timeout=LIMIT)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with refusing(200) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        env = {"PIP_INDEX_URL": f"https://127.0.0.1:{server.server_port}/simple", "no_proxy": "*"}
        result = beyond(ready, env)
    assert result.returncode == 75 and "证书核对不上" in result.stderr, result.stderr


SETTINGS = {
    "user": "1", "target": "{}/elsewhere", "prefix": "{}/elsewhere", "root": "{}/elsewhere", "dry-run": "1",
    "no-binary": ":all:", "constraint": "{}/none.txt", "quiet": "3", "report": "{}/elsewhere", "python": "{}/none",
    "require-virtualenv": "1", "progress-bar": "wrong", "platform": "win32", "ignore-installed": "1",
}  # fmt: skip


@on_posix
@pytest.mark.whole
@pytest.mark.parametrize("where", ["environment", "file"])
def test_the_settings_of_a_user_for_pip_lead_nothing_past_the_environment(where: str, tmp_path: Path) -> None:
    root = project(tmp_path / "项目", wheel(tmp_path / "wheels", PACKAGES[0]))
    commands = (
        f"import importlib.util as i\ndef main(today):\n    print(i.find_spec('{PACKAGES[0]}').origin)\n"
    )
    (root / "hooks/almanac/cli/main.py").write_text(commands, encoding="utf-8")
    said = {key: value.format(tmp_path) for key, value in SETTINGS.items()}
    network = {"no-index": "true", "find-links": str(tmp_path / "wheels")}
    lies = tmp_path / "others"  # the package is there already, and pip would find that it need not install it
    shutil.unpack_archive(tmp_path / f"wheels/{PACKAGES[0]}-1.0-py3-none-any.whl", lies, "zip")
    if where == "environment":
        env = {f"PIP_{key.upper().replace('-', '_')}": value for key, value in (said | network).items()}
    else:
        lines = [f"{key} = {value}" for key, value in (said | network).items()]
        (tmp_path / "pip.conf").write_text("\n".join(["[global]", *lines, ""]), encoding="utf-8")
        env = {"PIP_CONFIG_FILE": str(tmp_path / "pip.conf"), "PIP_NO_INDEX": "true"}
    result = launch(root, env=env | {"PYTHONPATH": str(lies)})
    assert result.returncode == 0, result.stderr
    installed = list(root.glob(f".venv/lib/*/site-packages/{PACKAGES[0]}.py"))
    assert len(installed) == 1 and not (tmp_path / "elsewhere").exists()


def test_a_broken_setting_of_pip_is_told_in_chinese(ready: Path, tmp_path: Path) -> None:
    (tmp_path / "pip.conf").write_text("[global\nindex-url", encoding="utf-8")
    result = launch(ready, "test", env={"PIP_CONFIG_FILE": str(tmp_path / "pip.conf")})
    assert result.returncode == 75 and "pip 的设置文件写错了" in result.stderr, result.stderr


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"sys.maxsize": 2**31 - 1}, "32 位的"),
        ({"sysconfig.get_platform": lambda: "win-arm64"}, "ARM 版的"),
        ({"platform.machine": lambda: "loongarch64"}, "处理器是 loongarch64"),
        ({"os.confstr": lambda name: "glibc 2.17"}, "glibc 是 2.17，程序包要 2.27"),
        ({"os.confstr": lambda name: None}, "不是 glibc"),
        ({"sys.version_info": (3, 15, 0)}, "Python 太新"),
    ],
)
def test_a_machine_without_packages_is_told_what_it_lacks(
    changed: dict[str, object], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    launcher = runpy.run_path(os.fspath(ROOT / "build.py"))
    pip = "ERROR: Could not find a version that satisfies the requirement x==1\nERROR: No matching distribution found for x==1"
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr("os.confstr", lambda name: "glibc 2.31", raising=False)
    assert "可能没有联网" in launcher["explain"](pip)
    for name, value in changed.items():
        monkeypatch.setattr(name, value)
    assert words in launcher["explain"](pip)
    assert "磁盘满了" in launcher["explain"](f"{pip}\nOSError: No space left on device")
