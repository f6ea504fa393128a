"""A name or a number in git's history: it is found wherever it stands, the guide takes it out, and then it is found nowhere."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from almanac.cli import review
from almanac.review import git, traces
from everything import GIT
from guard import LIMIT
from small import PROJECT
from typer.testing import CliRunner

APP = typer.Typer()
review.add(APP)
NAME, NUMBER = "示例龘龘", "13800000000"
GUIDE = (PROJECT / "content/guide-history.md").read_text(encoding="utf-8")


def run(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [*GIT, *arguments], cwd=folder, check=True, capture_output=True, text=True, timeout=LIMIT
    )
    return done.stdout.strip()


def commit(folder: Path, files: dict[str, bytes], message: str = "x") -> None:
    """The files are all there is."""
    for old in [path for path in folder.iterdir() if path.name != ".git"]:
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    run(folder, "add", "-A")
    run(folder, "commit", "-q", "--allow-empty", "-m", message)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "库"
    root.mkdir()
    run(root, "init", "-q", "-b", "main")
    commit(root, {"a.yml": "名称: 示例\n".encode()})
    return root


def packed(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>{text}</w:t>" * 20)
    return out.getvalue()


PLACES: dict[str, Callable[[Path], object]] = {
    "an old version": lambda root: commit(root, {"a.yml": f"简介: {NAME}\n".encode()}),
    "in GBK": lambda root: commit(root, {"a.yml": f"简介: {NAME}\n".encode("gb18030")}),
    "a Word file": lambda root: commit(root, {"a.docx": packed(NAME)}),
    "the name of a file": lambda root: commit(root, {f"2021/慰问{NAME}.yml": b"x"}),
    "a message": lambda root: commit(root, {}, f"删去{NAME}"),
    "a branch": lambda root: run(root, "branch", f"慰问{NAME}"),
    "a tag's message": lambda root: run(root, "tag", "-a", "v1", "-m", NAME),
    "an author": lambda root: run(
        root, "commit", "-q", "--allow-empty", "-m", "x", f"--author={NAME} <a@b.c>"
    ),
    "a number with strokes": lambda root: commit(root, {"a.yml": "电话: 138-0000-0000\n".encode()}),
    "what is staged": lambda root: [
        (root / "b.yml").write_text(NAME, encoding="utf-8"),
        run(root, "add", "b.yml"),
    ],
    "a stash": lambda root: [(root / "a.yml").write_text(NAME, encoding="utf-8"), run(root, "stash", "-q")],
}


@pytest.mark.parametrize("place", PLACES)
def test_it_is_found_wherever_it_stands_and_never_shown(place: str, repository: Path) -> None:
    assert traces.look(repository, [NAME, NUMBER]).traces == []
    PLACES[place](repository)
    if not place.startswith(("a branch", "a tag", "what is")):
        commit(repository, {"a.yml": "名称: 示例\n".encode()})  # the present files have it no longer
    found = traces.look(repository, [NAME, NUMBER])
    assert found.traces and not found.large
    assert NAME not in str(found.traces) and NUMBER not in str(found.traces)


def test_it_is_found_in_what_no_branch_has_any_more(repository: Path) -> None:
    commit(repository, {"a.yml": NAME.encode()})
    run(repository, "reset", "-q", "--hard", "HEAD~1")
    run(repository, "reflog", "expire", "--expire=now", "--all")
    left = traces.look(repository, [NAME]).traces
    assert [trace.where for trace in left if trace.kind == "文件的内容"] == [
        "已经没有提交用它，git 还没有扔掉"
    ]
    run(repository, "gc", "-q", "--prune=now")
    (repository / ".git/ORIG_HEAD").unlink(missing_ok=True)
    assert traces.look(repository, [NAME]).traces == []


def test_the_place_is_told_by_commit_and_file(repository: Path) -> None:
    commit(repository, {"2021/a.yml": NAME.encode(), f"2021/{NAME}.yml": b"1"})
    content = next(trace for trace in traces.look(repository, [NAME]).traces if trace.kind == "文件的内容")
    assert re.fullmatch(r"提交 [0-9a-f]{10} [0-9-]{10}，2021/a\.yml", content.where)
    names = next(trace for trace in traces.look(repository, [NAME]).traces if trace.kind == "文件名")
    assert NAME not in names.where


def test_a_digest_or_a_longer_number_is_not_the_number(repository: Path) -> None:
    commit(repository, {"a.yml": b"id: 9138000000001, 1380000000, 2021-0529\n"})
    assert traces.look(repository, [NUMBER]).traces == []


def test_objects_are_read_one_by_one_and_the_large_ones_in_part() -> None:
    told = io.BytesIO(b"a1 blob 5\nhello\nb2 tree 3\nx\ny\nc3 blob 0\n\n")
    assert list(git.contents(told, 4)) == [
        ("a1", "blob", b"hell"),
        ("b2", "tree", b"x\ny"),
        ("c3", "blob", b""),
    ]


def test_the_command_says_how_things_stand(repository: Path, tmp_path: Path) -> None:
    commit(repository, {"a.yml": NAME.encode()})
    commit(repository, {})
    asked = ["history", "--in", str(repository)]
    there = CliRunner().invoke(APP, asked, input=f"{NAME}\n{NUMBER}\n\n")
    assert there.exit_code == 1 and "文件的内容" in there.output and "还有 1 处" in there.output, there.output
    nowhere = CliRunner().invoke(APP, asked, input="示例没有\n\n")
    assert nowhere.exit_code == 0 and "没有了：看过" in nowhere.output
    assert CliRunner().invoke(APP, asked, input="\n").exit_code == 2
    bare = tmp_path / "none"
    bare.mkdir()
    none = CliRunner().invoke(APP, ["history", "--in", str(bare)], input="示例\n\n")
    assert none.exit_code == 2 and "git" in none.output and "Traceback" not in none.output


# ---------------------------------------------------------------- the guide


@pytest.mark.skipif(sys.platform == "win32", reason="照着做的是 Linux 服务器")
@pytest.mark.skipif(shutil.which("git-filter-repo") is None, reason="没有 git-filter-repo")
def test_the_guide_takes_it_out_of_a_server_of_ones_own(tmp_path: Path) -> None:
    """Every block marked `sh` is run in its order; what is typed into the lists is typed as the guide shows it."""
    bare, work, home = tmp_path / "srv/git/529.git", tmp_path / "srv/529", tmp_path / "home"
    home.mkdir()
    run(tmp_path, "init", "-q", "--bare", "-b", "main", str(bare))
    for key in ("receive.denyNonFastForwards", "receive.denyDeletes"):
        run(bare, "config", key, "true")
    run(tmp_path, "clone", "-q", str(bare), str(work))
    run(work, "checkout", "-q", "-B", "main")
    (work / "build.py").write_text("", encoding="utf-8")
    commit(work, {"build.py": b""})
    run(work, "push", "-q", "origin", "main")
    run(bare, "gc", "-q")  # a server's repository has a pack, and beside it what came since
    bad = {
        "build.py": b"",
        "2021/示例姓名.yml": "简介: 示例姓名，13800000000\n".encode(),
        "b.yml": b"138-0000-0000\n",
    }
    commit(work, bad, "慰问示例姓名")
    commit(work, {"build.py": b"", "2021/a.yml": "简介: 一户\n".encode()}, "改好")
    run(work, "push", "-q", "origin", "main")
    words = ["示例姓名", "13800000000"]
    assert len(traces.look(bare, words).traces) >= 3
    said = dict(
        zip(("words.txt", "paths.txt"), re.findall(r"(?m)^```\n((?:.*==>.*\n)+)```$", GUIDE), strict=True)
    )
    asked, here = [], work
    for block in re.findall(r"(?ms)^```sh\n(.*?)^```$", GUIDE):
        lines = block.replace("/srv/", f"{tmp_path}/srv/").splitlines()
        asked += [line for line in lines if "build.py history" in line]
        script = "\n".join(
            ["set -e", *(line for line in lines if "build.py" not in line and not line.startswith("nano "))]
        )
        script += f"\npwd > {tmp_path}/here"
        settings = {**os.environ, "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(["bash", "-c", script], cwd=here, env=settings, capture_output=True, text=True, timeout=LIMIT, check=False)  # fmt: skip
        assert done.returncode == 0, (script, done.stderr)
        here = Path((tmp_path / "here").read_text(encoding="utf-8").strip())
        if "words.txt" in block and "touch" in block:
            for name, text in said.items():
                number = "".join(f"{way}==>〔已删去〕\n" for way in ("13800000000", "138-0000-0000"))
                (home / name).write_text(text.replace("示例号码==>〔已删去〕\n", number), encoding="utf-8")
        if "filter-repo" in block:
            assert traces.look(home / "clean.git", words).traces == []
    assert len(asked) == 4
    for folder in (bare, work):
        assert traces.look(folder, words).traces == [], folder
    assert run(bare, "config", "receive.denyNonFastForwards") == "true"
    assert "2021/a.yml" in run(bare, "ls-tree", "-r", "--name-only", "main")
    assert not (home / "words.txt").exists() and not (home / "clean.git").exists()
