"""The guide to opening a site is followed to the letter: every command that it marks as one for the own server is run.

Blocks marked `sh` are run in their order, blocks marked `yaml` are typed into the file that was opened last with nano. What
the guide has done by hand in an editor is in HANDS, and what is lost before the part on restoring is lost here, too.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from almanac.doctor import publishing, settings
from everything import GIT
from guard import LIMIT
from small import PROJECT, bytes_of

pytestmark = [
    pytest.mark.whole,
    pytest.mark.skipif(sys.platform == "win32", reason="照着做的是 Linux 服务器"),
]
GUIDE = (PROJECT / "content/guide-admin.md").read_text(encoding="utf-8")
PYTHON = f"{sys.executable} -P -X utf8 -X almanac"
SHIPPED = (
    *("build.py", "content", "deploy", "events", "hooks", "mkdocs.yml", "requirements.txt", "tests/faults"),
    *("theme", ".gitignore", ".gitattributes"),
)
_BLOCK = re.compile(r"^```(sh|yaml)\n(.*?)^```$", re.M | re.S)
_OPENED = re.compile(r"nano ([\w./~\u4e00-\u9fff-]+\.yml)")


class Step(NamedTuple):
    """Commands, or what is typed into a file; begins: a part of the guide, to which a reader comes on another day, at home."""

    commands: str
    file: str = ""
    text: str = ""
    begins: bool = False


def steps() -> Iterator[Step]:
    """What the guide has one do, in order."""
    last = 0
    for block in _BLOCK.finditer(GUIDE):
        begins, last = "\n## " in GUIDE[last : block.start()], block.end()
        if block[1] == "sh":
            yield Step(block[2], begins=begins)
        else:
            yield Step("", _OPENED.findall(GUIDE[: block.start()])[-1], block[2])


def named(root: Path) -> None:
    """Part four: the settings, in an editor."""
    file = root / "srv/529/mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    for old, new in (
        ("https://529.example.org/", "https://529.shili.org.cn/"),
        ('icp: ""', "icp: 湘ICP备00000000号"),
    ):
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def aimed(root: Path) -> None:
    """Part five: where the site goes, in an editor."""
    file = root / "home/.529.env"
    text = re.sub(
        "(?m)^#PUBLISH_TO=.*$", f"PUBLISH_TO={root}/var/www/529", file.read_text(encoding="utf-8"), count=1
    )
    file.write_text(text, encoding="utf-8")


def lost(root: Path) -> None:
    """Part eight: the server is gone; the back-up and the settings are elsewhere."""
    (root / "var/www/529").rename(root / "before")
    for folder in ("srv/529", "srv/git/529.git"):
        shutil.rmtree(root / folder)
    for folder in ("srv/529", "var/www/529"):
        (root / folder).mkdir()


def newer(root: Path) -> None:
    """Part nine: there is a new version where the project came from."""
    file = root / "given/content/about.md"
    file.write_text(file.read_text(encoding="utf-8") + "\n新的一版。\n", encoding="utf-8")
    subprocess.run([*GIT, "commit", "-q", "-a", "-m", "x"], cwd=root / "given", check=True, timeout=LIMIT)


HANDS: dict[str, Callable[[Path], None]] = {  # before the block that begins so
    "cd /srv/529\npython3 build.py\ngit add mkdocs.yml": named,
    "bash deploy/daily.sh": aimed,
    "git clone -b main ~/529-backup.bundle": lost,
    "cd /srv/529\ngit pull --quiet --ff-only\n": newer,
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty server with its folders, and what is handed to the administrator."""
    root = tmp_path_factory.mktemp("opening")
    for folder in ("home", "bin", "srv/git", "srv/529", "var/www/529", "given/tests"):
        (root / folder).mkdir(parents=True)
    (root / "bin/nano").write_text("#!/bin/sh\n", encoding="utf-8")
    (root / "bin/nano").chmod(0o755)
    ignored = shutil.ignore_patterns("__pycache__")
    for name in SHIPPED:
        source, there = PROJECT / name, root / "given" / name
        shutil.copytree(source, there, ignore=ignored) if source.is_dir() else shutil.copy(source, there)
    for arguments in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-q", "-m", "x")):
        subprocess.run([*GIT, *arguments], cwd=root / "given", check=True, timeout=LIMIT)
    return root


def here(root: Path, text: str) -> str:
    """Commands as they are run in a folder of ours, with the Python of the tests."""
    for old, new in (
        ("/srv/", f"{root}/srv/"), ("/var/www", f"{root}/var/www"), ("原来的网址", f"{root}/given"),
        ("python3 build.py", f"{PYTHON} build.py"),
    ):  # fmt: skip
        text = text.replace(old, new)
    return text


def followed(root: Path) -> str:
    """All that was printed while the guide was followed."""
    printed, folder = "", root / "home"
    environment = {
        "HOME": str(root / "home"),
        "PATH": f"{root}/bin:{os.environ['PATH']}",
        "DAILY_PYTHON": PYTHON,
    }
    for step in steps():
        folder = root / "home" if step.begins else folder
        if step.file:
            (folder / step.file).write_text(step.text, encoding="utf-8")
            continue
        for begins, act in HANDS.items():
            if step.commands.startswith(begins):
                act(root)
        command = f"{here(root, step.commands)}\npwd > {root}/folder"
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", command], cwd=folder, env=environment, capture_output=True,
            text=True, timeout=LIMIT, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{step.commands}\n{done.stdout}{done.stderr}"
        printed += done.stdout + done.stderr
        folder = Path((root / "folder").read_text(encoding="utf-8").strip())
    return printed


def test_the_guide_is_followed_from_an_empty_home_to_a_restored_site(
    server: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = followed(server)
    for words in ("HEAD -> main", "网站在 site/：共", "已读回核对", "做好了", "没有错误", "is okay"):
        assert words in GUIDE.replace("`", "") and words in printed, words
    public = server / "var/www/529"
    assert bytes_of(public) == bytes_of(server / "before"), "restored byte by byte"
    front = (public / "index.html").read_text(encoding="utf-8")
    assert "湘ICP备00000000号" in front and "第29个" in front
    assert list(public.glob("e/2027-430181-0528-*"))
    config = (server / "srv/529/mkdocs.yml").read_text(encoding="utf-8")
    assert settings.read(config)["site_url"] == "https://529.shili.org.cn/"
    monkeypatch.setenv("HOME", str(server / "home"))
    monkeypatch.delenv("PUBLISH_TO", raising=False)
    assert publishing.target() == str(public)
    renewed = ["git", "-C", f"{server}/srv/git/529.git", "show", "main:content/about.md"]
    assert "新的一版。" in subprocess.check_output(renewed, text=True, timeout=LIMIT), "merged and sent up"


def test_every_hand_is_needed() -> None:
    """A block that is no longer there takes its hand with it; and no block is skipped unseen."""
    begun = [step.commands for step in steps()]
    assert all(any(text.startswith(begins) for text in begun) for begins in HANDS)
    assert len(begun) > 10 and sum(bool(step.file) for step in steps()) == 2
    assert "sudo" not in "".join(begun), "what needs the machine's owner is not tried, and so not marked"
