"""The guard around all tests: nothing gets out of this machine, and nothing hangs."""

from __future__ import annotations

import ast
import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import guard
import pytest

TESTS = Path(__file__).resolve().parent
TEXTS = [
    path for path in sorted(TESTS.rglob("*.py")) if path.parent.name != "bench"
]  # that one only measures
OUTSIDE = "192.0.2.1"  # an address for examples, which no host has
WAITS = {"run", "call", "check_call", "check_output", "communicate", "wait"}


def child(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Python in a process of its own, in the environment that every test's programs get."""
    return subprocess.run(
        [sys.executable, "-X", "utf8", *arguments],
        cwd=cwd, capture_output=True, encoding="utf-8", check=False, timeout=guard.LIMIT,
    )  # fmt: skip


def test_another_host_is_refused_here_and_this_machine_is_not() -> None:
    with socket.socket() as stream, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as letters:
        for ask in (
            lambda: stream.connect((OUTSIDE, 80)),
            lambda: stream.connect_ex((OUTSIDE, 80)),
            lambda: socket.create_connection(("example.org", 80), timeout=5),
            lambda: socket.getaddrinfo("example.org", 443),
            lambda: letters.sendto(b"?", (OUTSIDE, 53)),
        ):
            with pytest.raises(guard.Outside, match="测试不能联网"):
                ask()
    assert len(guard.asked) == 5
    guard.asked.clear()
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
    here, elsewhere = (
        ("::1", "127.0.0.2", "localhost", None, b""),
        ("10.0.0.1", "0.0.0.0", "127.0.0.1.example"),
    )
    assert all(map(guard.is_here, here)) and not any(map(guard.is_here, elsewhere))


def test_whoever_goes_by_a_proxy_is_refused_at_once() -> None:
    """In this process and in others, by name and by number."""
    for scheme in ("http", "https"):
        with pytest.raises(OSError, match="refused"):
            urllib.request.urlopen(f"{scheme}://{OUTSIDE}/", timeout=5)
    ask = f"import urllib.request as r; r.urlopen('http://{OUTSIDE}/', timeout=5)"
    assert "refused" in child("-c", ask).stderr


def test_pip_has_no_index_to_ask() -> None:
    names = ("PIP_NO_INDEX", "PIP_CONFIG_FILE")
    assert [os.environ[name] for name in names] == ["1", os.devnull]
    done = child("-m", "pip", "download", "--no-deps", "demo-529-nowhere")
    assert done.returncode and "No matching distribution" in done.stderr
    assert "index" not in done.stdout.lower()


def test_a_test_that_asks_or_hangs_fails_even_if_nobody_noticed(tmp_path: Path) -> None:
    """The suite's own settings, around a test that swallows the refusal and one that would never end."""
    (tmp_path / "conftest.py").write_bytes((TESTS / "conftest.py").read_bytes())
    (tmp_path / "test_asks.py").write_text(
        f"import socket\ndef test_asks():\n    try:\n        socket.create_connection(('{OUTSIDE}', 80), 5)\n"
        "    except OSError:\n        pass\n",
        encoding="utf-8",
    )
    (tmp_path / "test_hangs.py").write_text(
        "import threading\ndef test_hangs():\n    threading.Event().wait()\n", encoding="utf-8"
    )
    pytest_here = ("-m", "pytest", "-q", "-p", "no:cacheprovider", f"--rootdir={tmp_path}")
    settings = ("-c", str(TESTS.parent / "pyproject.toml"), "-o", f"pythonpath={TESTS}")
    asks = child(*pytest_here, *settings, "test_asks.py", cwd=tmp_path)
    assert asks.returncode == 1 and "1 passed, 1 error" in asks.stdout, asks
    assert f"may not reach the network: ['socket.getaddrinfo {OUTSIDE}']" in asks.stdout
    soon = ("-o", "faulthandler_timeout=0.2")
    hangs = child(*pytest_here, *settings, *soon, "test_hangs.py", cwd=tmp_path)
    assert hangs.returncode == 1 and "in test_hangs" in hangs.stderr, hangs


def test_every_wait_for_a_program_has_an_end() -> None:
    """subprocess.run and its like, communicate and wait say how long; what else hangs, faulthandler_timeout ends."""
    endless = [
        f"{path.relative_to(TESTS)}:{node.lineno}"
        for path in TEXTS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and is_endless(node)
    ]
    assert endless == []


def test_nothing_is_proved_by_a_stop_watch() -> None:
    """A slow machine fails no test: work is counted, and what hangs is ended."""
    watches = {
        "time",
        "time_ns",
        "perf_counter",
        "perf_counter_ns",
        "monotonic",
        "process_time",
        "thread_time",
    }
    found = [
        f"{path.relative_to(TESTS)}:{node.lineno}"
        for path in TEXTS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and ast.unparse(node.value) == "time" and node.attr in watches)
        or (isinstance(node, ast.ImportFrom) and node.module == "time")
    ]
    assert found == []


def is_endless(call: ast.Call) -> bool:
    """Whether a call waits for a program without saying how long."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in WAITS:
        return False
    owner, name = ast.unparse(call.func.value), call.func.attr
    of_programs = owner == "subprocess" or name in ("communicate", "wait")
    return (
        of_programs
        and not any(word.arg == "timeout" for word in call.keywords)
        and not (name == "wait" and call.args)
    )


def test_the_limit_of_a_test_is_longer_than_that_of_its_programs(pytestconfig: pytest.Config) -> None:
    assert float(pytestconfig.getini("faulthandler_timeout")) > guard.LIMIT
    assert pytestconfig.getini("faulthandler_exit_on_timeout") is True
    assert is_endless(ast.parse("subprocess.run(['x'], check=True)", mode="eval").body)  # type: ignore[arg-type]
