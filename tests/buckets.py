"""An object store on this machine for tests: moto, apart from our own packages, as `.ci/run` installs it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from small import PROJECT

FOLDER = Path(os.environ.get("BUCKET_FOLDER", PROJECT / ".build/tools/bucket"))


def needed(there: object, what: str) -> None:
    """Skip a test for which something is not there; in CI that is a failure."""
    if not there:
        assert not os.environ.get("PUBLISH_REQUIRED"), f"这里应有 {what}"
        pytest.skip(f"没有 {what}；bash .ci/run 会装好")


@contextmanager
def store() -> Iterator[str]:
    """The address of a store that is empty."""
    needed(
        (FOLDER / "moto").is_dir() and importlib.util.find_spec("minio"), "测试用的对象存储（moto）和 minio"
    )
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    environment = {**os.environ, "PYTHONPATH": os.fspath(FOLDER), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environment, cwd=FOLDER, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        try:
            said = next(line for line in server.stderr if "Running on" in line)
            silence = subprocess.Popen(["cat"], stdin=server.stderr, stdout=subprocess.DEVNULL)
            yield said.split()[-1]
        finally:
            server.kill()
        silence.wait(timeout=60)


@contextmanager
def client(endpoint: str) -> Iterator[Any]:
    """To look into the store from outside."""
    import minio
    import urllib3

    with urllib3.PoolManager() as pool:
        yield minio.Minio(
            endpoint=endpoint.removeprefix("http://"),
            access_key="key",
            secret_key="secret",
            secure=False,
            region="us-east-1",
            http_client=pool,
        )


def rsync() -> None:
    """Skip a test where rsync is not installed."""
    needed(shutil.which("rsync"), "rsync")
