"""A nation of small demo provinces for tests: a repository each, with the program and records of its own."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from almanac import demo
from almanac.model import divisions
from guard import LIMIT
from small import PROJECT, small_register

TODAY = "2021-05-30"
NAMES = ("示例甲省", "示例乙省", "示例丙省", "示例丁省", "示例戊省", "示例己省")
CODES = (
    "13",
    "14",
    "15",
    "21",
    "22",
    "23",
)  # provinces with cities: in 11 and 12 the first two digits below stand for none
CLUSTER = Path(os.environ.get("CLUSTER_FOLDER", PROJECT / ".build/tools/cluster"))
FAULTY = "名称: 示例\n类别: [没有这一类]\n"


class Land(NamedTuple):
    """A nation on this disk: its file, the folder of each province's repository, where it is shown, where it is made."""

    file: Path
    repositories: tuple[Path, ...]
    target: Path
    folder: Path

    def environment(self, **more: str) -> Mapping[str, str]:
        """What a command of it is run in."""
        path = os.pathsep.join(filter(None, (os.fspath(CLUSTER), os.environ.get("PYTHONPATH", ""))))
        own = {"NATION_FOLDER": os.fspath(self.folder), "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}
        return {**os.environ, **own, "PUBLISH_KEY_ID": "key", "PUBLISH_KEY_SECRET": "secret", **more}

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Bring it up to date by the command."""
        return subprocess.run(
            self.command(*arguments),
            env=self.environment(**more),
            capture_output=True,
            encoding="utf-8",
            timeout=2 * LIMIT,  # some builds one after another
            check=False,
        )

    def command(self, *arguments: str) -> list[str]:
        """The command that brings it up to date."""
        return nation("build", os.fspath(self.file), "--demo", "--today", TODAY, *arguments)


def nation(*arguments: str) -> list[str]:
    """A command of the nation, past the launcher."""
    start = [sys.executable, "-P", "-X", "utf8", "-X", "almanac", os.fspath(PROJECT / "build.py")]
    return [*start, "nation", *arguments]


def git(folder: Path, *arguments: str) -> str:
    """What git says in a folder, with nobody's settings."""
    who = ("-c", "user.name=示例", "-c", "user.email=shili@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", "-C", os.fspath(folder), *who, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=LIMIT,
    )
    return done.stdout.strip()


def committed(folder: Path) -> str:
    """All that lies in a repository, committed; the commit."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "示例")
    return git(folder, "rev-parse", "HEAD")


def register(code: str, name: str, known: divisions.Register) -> divisions.Register:
    """A register under another province's code and name."""
    return divisions.Register(
        [(code + unit.code[2:], name if unit.code == known.root else unit.name, unit.slug) for unit in known]
    )


def program(folder: Path) -> None:
    """The program as it lies here, without tests and records, in a folder of its own."""
    listed = subprocess.run(
        ["git", "-C", os.fspath(PROJECT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=True,
        timeout=LIMIT,
    ).stdout
    for path in map(os.fsdecode, listed.split(b"\0")):
        if path and not path.startswith(("tests/", "events/")) and (PROJECT / path).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PROJECT / path, folder / path)


def repository(folder: Path, known: divisions.Register, seed: int, activities: int = 60) -> Path:
    """A new repository of a province: the program as it lies here, and demo records."""
    program(folder)
    day = datetime.date.fromisoformat("2021-05-29")
    demo.write(folder / "events", known, activities, seed, 2021, lambda done: None, day)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    committed(folder)
    return folder


def land(
    folder: Path, number: int, activities: int = 60, known: divisions.Register | None = None, **more: str
) -> Land:
    """A nation of so many provinces, shown in a folder, each with a small register if no other is given; more: other settings."""
    places = tuple(
        repository(
            folder / "repositories" / code, register(code, name, known or small_register()), seed, activities
        )
        for seed, (code, name) in enumerate(zip(CODES[:number], NAMES, strict=False), 1)
    )
    target = folder / "target"
    written(folder / "nation.yml", places, {"目标": os.fspath(target), **more})
    return Land(folder / "nation.yml", places, target, folder / "work")


def written(
    file: Path, repositories: Sequence[Path], more: Mapping[str, str], codes: Sequence[str] = CODES
) -> None:
    """Write a nation's file."""
    provinces = [
        {"代码": code, "名称": name, "目录": f"p{code}", "仓库": os.fspath(place)}
        for place, name, code in zip(repositories, NAMES, codes, strict=False)
    ]
    said = {
        "名称": "全国5·29会员活动日",
        "网址": "https://529.example.org/",
        "主办": "示例总会",
        **more,
        "省份": provinces,
    }
    file.write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
