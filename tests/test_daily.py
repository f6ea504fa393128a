"""A site kept up from day to day by deploy/daily.sh: what ends ends in time, and what fails is said and changes nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import everything
import pytest
from everything import COUNTY, GIT, GOOD, HELD, LATER
from guard import LIMIT
from small import PROJECT, bytes_of
from test_commands import clock_at

pytestmark = [
    pytest.mark.whole,
    pytest.mark.skipif(sys.platform == "win32", reason="daily.sh 要 bash"),
]
PYTHON = f"{sys.executable} -P -X utf8 -X almanac"
FAULTY = f"events/2021/{COUNTY}/0530-shili.yml"


class Server:
    """A repository that all push to, and a checkout of it that daily.sh keeps up."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.work = everything.project(root / "work")
        for name in ("deploy", "tests/faults"):
            shutil.copytree(PROJECT / name, self.work / name, dirs_exist_ok=True)
        shutil.copy(PROJECT / "build.py", self.work)
        with open(self.work / ".gitignore", "a", encoding="utf-8") as ignored:
            ignored.write("/site/\n__pycache__/\n")
        self.pushed()
        self._git("clone", "-q", "--bare", os.fspath(self.work), os.fspath(root / "origin.git"))
        self._git("remote", "add", "origin", os.fspath(root / "origin.git"))
        self._git("clone", "-q", os.fspath(root / "origin.git"), os.fspath(root / "server"))
        self.site, self.public = root / "server/site", root / "public"

    def _git(self, *words: str) -> None:
        subprocess.run([*GIT, *words], cwd=self.work, check=True, timeout=LIMIT, capture_output=True)

    def pushed(self, **files: str | None) -> None:
        """Somebody changes files and pushes; None takes one away."""
        for path, text in files.items():
            if text is None:
                (self.work / path).unlink()
            else:
                (self.work / path).write_text(text, encoding="utf-8")
        self._git("add", "-A")
        self._git("commit", "-q", "--allow-empty", "-m", "x")
        if (self.root / "origin.git").exists():
            self._git("push", "-q", "origin", "HEAD")

    def day(self, today: str, **settings: str) -> tuple[int, dict[str, Any], str]:
        """What comes of a day: the exit code, the status file, and what was printed."""
        told = f"cat >> {self.root}/told; echo >> {self.root}/told"
        environment = {
            **os.environ,
            "HOME": os.fspath(self.root),
            "DAILY_PYTHON": PYTHON,
            "DAILY_CLOCK_FOR_TESTS": clock_at(today)["SOURCE_DATE_EPOCH"],
            "DAILY_HOOK": told,
            "DAILY_PAUSE": "0",
            "PUBLISH_TO": os.fspath(self.public),
            **settings,
        }
        command = ["bash", "deploy/daily.sh"]
        done = subprocess.run(
            command,
            cwd=self.root / "server",
            env=environment,
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
        )
        file = self.root / "server/.build/status.json"
        status = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        return done.returncode, status, done.stdout + done.stderr

    def told(self) -> str:
        """What the hook was given, and then forgets."""
        file = self.root / "told"
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        file.unlink(missing_ok=True)
        return text

    def shows(self, word: str) -> bool:
        """Whether the public site has a word on any page; but of a table, where a signed reason may quote it."""
        pages = (page for page in self.public.rglob("*.html") if "totals" not in page.parts)
        return any(word in page.read_text(encoding="utf-8") for page in pages)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield Server(tmp_path_factory.mktemp("daily"))


def same(server: Server) -> bool:
    published = {path: mark for path, mark in bytes_of(server.public).items() if not path.startswith(".529")}
    return published == bytes_of(server.site)


def test_three_days_with_a_consent_that_ends_an_embargo_that_lifts_and_a_failed_build(server: Server) -> None:
    code, status, said = server.day("2021-06-01")
    assert code == 0 and status["state"] == "ok", said
    assert status["last_published"] and status["target"] == os.fspath(server.public)
    assert server.shows(LATER) and server.shows(GOOD) and not server.shows(HELD)
    assert same(server) and json.loads((server.public / "status.json").read_text())["day"] == "2021-06-01"
    assert server.told() == ""

    before = bytes_of(server.public)
    server.pushed(**{FAULTY: "名称: 示例\n状态: 己举办\n"})
    code, failed, said = server.day("2021-06-02")
    assert code == 1 and "E104" in said
    assert failed["state"] == "failed" and "网站没有做成" in failed["message"]
    assert (failed["last_success"], failed["last_published"]) == (
        status["last_success"],
        status["last_published"],
    )
    assert bytes_of(server.public) == before and server.shows(LATER)
    told = server.told()
    assert "网站没有做成，原来的没有动" in told and "己举办" not in told  # what records say stays here

    server.pushed(**{FAULTY: None})
    code, status, said = server.day("2021-06-02")
    assert code == 0 and status["state"] == "ok", said
    assert not server.shows(LATER) and server.shows(GOOD) and not server.shows(HELD) and same(server)
    assert "已恢复" in server.told()

    code, status, said = server.day("2021-07-01")
    assert code == 0 and server.shows(HELD) and not server.shows(LATER) and same(server), said
    assert server.told() == ""


def test_what_cannot_be_fetched_is_said_and_the_day_is_made_all_the_same(server: Server) -> None:
    """A consent ends on its day also when the repository does not answer; what somebody changed here is not lost."""
    shutil.move(server.root / "origin.git", server.root / "away.git")
    note = server.root / "server/content/about.md"
    note.write_text(note.read_text(encoding="utf-8") + "\n示例改动。\n", encoding="utf-8")
    code, status, said = server.day("2021-07-02")
    shutil.move(server.root / "away.git", server.root / "origin.git")
    assert code == 1 and status["state"] == "failed" and "没有取回改动" in status["message"], said
    assert json.loads((server.public / "status.json").read_text())["day"] == "2021-07-02" and same(server)
    assert "示例改动" in note.read_text(encoding="utf-8") and "没有取回改动" in server.told()


def test_with_faulty_records_set_aside_the_rest_goes_on(server: Server) -> None:
    server.pushed(**{FAULTY: "名称: 示例\n状态: 己举办\n"})
    code, status, said = server.day("2021-07-03", DAILY_BUILD_OPTIONS="--set-aside")
    server.pushed(**{FAULTY: None})
    assert code == 1 and "放在一边" in status["message"] and same(server), said
    assert json.loads((server.public / "status.json").read_text())["set_aside"] == 1


def test_two_at_once_are_refused(server: Server) -> None:
    import fcntl

    lock = server.root / "server/.build/daily.lock"
    lock.parent.mkdir(exist_ok=True)
    with open(lock, "ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        code, _, said = server.day("2021-07-04")
    assert code == 75 and "上一次还没有做完" in said


def test_what_cannot_be_published_is_tried_again_and_said(server: Server) -> None:
    """A wrong setting at once, without the site being touched."""
    code, status, said = server.day("2021-07-05", PUBLISH_TO="ftp://example.org/x")
    assert code == 2 and "做成了，但没有发布成" in status["message"], said
    server.told()
