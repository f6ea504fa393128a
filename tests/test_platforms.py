"""The remark under a proposal on GitLab and Gitee, against a pretended platform on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from almanac.cli import groups
from almanac.cli.main import app
from almanac.review.comment import MARK
from typer.testing import CliRunner

groups.add(app)
TOKEN, ME, OTHER = "secret-token", 7, 8
REMARK = f"{MARK}\n\n## 没有错误\n"
PATHS = {
    "gitlab": "/api/v4/projects/hunan%2F529/merge_requests/12/notes",
    "gitee": "/api/v5/repos/hunan/529/pulls/12/comments",
}
ANEW = {
    "gitlab": "/api/v4/projects/hunan%2F529/merge_requests/12/notes/{}",
    "gitee": "/api/v5/repos/hunan/529/pulls/comments/{}",
}
AUTHOR = {"gitlab": "author", "gitee": "user"}


class Pretended(BaseHTTPRequestHandler):
    """Keeps remarks, and refuses whoever has not the token."""

    server: Any

    def do_GET(self) -> None:
        if "moved" in self.server.ways:
            self._answer(302, {})
        elif self._may({key: each[0] for key, each in parse_qs(urlsplit(self.path).query).items()}):
            page = int(parse_qs(urlsplit(self.path).query).get("page", ["1"])[0])
            remarks = self.server.remarks[(page - 1) * 100 : page * 100]
            self._answer(200, {"id": ME} if urlsplit(self.path).path.endswith("/user") else remarks)

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self._may(said):
            self.server.written.append((self.command, self.path, said["body"]))
            self._answer(201, {"id": 1})

    do_PUT = do_PATCH = do_POST

    def _may(self, said: dict[str, str]) -> bool:
        given = self.headers["PRIVATE-TOKEN"] or said.get("access_token")
        if given != TOKEN:
            self._answer(401, {})
        return given == TOKEN

    def _answer(self, status: int, said: object) -> None:
        raw = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Location", "http://127.0.0.1:9/")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def platform() -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Pretended)
    server.remarks, server.written, server.ways = [], [], set()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def put(
    platform: Any, which: str, folder: Path, token: str = TOKEN, said: str = REMARK, api: str = ""
) -> tuple[int, str]:
    file = folder / "remark.md"
    file.write_text(said, encoding="utf-8")
    version = {"gitlab": "v4", "gitee": "v5"}[which]
    where = api or f"http://127.0.0.1:{platform.server_address[1]}/api/{version}"
    given = ["--platform", which, "--api", where, "--project", "hunan/529", "--number", "12"]
    done = CliRunner().invoke(app, ["remark", str(file), *given], env={"REMARK_TOKEN": token})
    return done.exit_code, done.output


@pytest.mark.parametrize("which", ["gitlab", "gitee"])
def test_one_remark_is_written_and_written_anew_and_never_a_strangers(
    which: str, platform: Any, tmp_path: Path
) -> None:
    stranger = {"id": 40, "body": f"{MARK} x", AUTHOR[which]: {"id": OTHER}}
    platform.remarks = [stranger] * 130
    assert put(platform, which, tmp_path) == (0, "写好了第 12 号请求下面的意见。\n")
    platform.remarks = [*platform.remarks, {"id": 41, "body": REMARK, AUTHOR[which]: {"id": ME}}]
    assert put(platform, which, tmp_path) == (0, "改写了第 12 号请求下面的意见。\n")
    anew = "PUT" if which == "gitlab" else "PATCH"
    assert platform.written == [("POST", PATHS[which], REMARK), (anew, ANEW[which].format(41), REMARK)]


@pytest.mark.parametrize("which", ["gitlab", "gitee"])
def test_what_goes_wrong_is_said_and_the_token_never(which: str, platform: Any, tmp_path: Path) -> None:
    wrong = [
        put(platform, which, tmp_path, token=""),
        put(platform, which, tmp_path, token="other-token"),
        put(platform, which, tmp_path, said="## 没有错误\n"),
        put(platform, which, tmp_path, api="http://example.org/api"),
    ]
    platform.ways.add("moved")
    wrong.append(put(platform, which, tmp_path))
    words = ("没有给令牌", "令牌不对", "这不是 check", "不是 https", "平台搬了网址")
    assert [code for code, _ in wrong] == [1] * 5
    assert all(word in said for word, (_, said) in zip(words, wrong, strict=True)), wrong
    assert not platform.written and "-token" not in str(wrong)
