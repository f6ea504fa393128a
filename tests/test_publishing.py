"""A site is replaced whole or not at all, whatever stops the build, and never by two builds at once."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import sys
from pathlib import Path

import pytest
from almanac.build import engine
from almanac.publish import file_tree, local
from almanac.publish.file_tree import Refused
from almanac.publish.local import alone, place
from small import build, bytes_of, records

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有可比的强制结束信号")


def _rename(events: Path, word: str) -> None:
    """Give every activity another name, so that a build has much to write."""
    for number, file in enumerate(sorted(events.rglob("[01]*.yml"))):
        text = file.read_text(encoding="utf-8")
        name = next(line for line in text.split("\n") if line.startswith("名称: "))
        file.write_text(text.replace(name, f"名称: 示例{word}{number}"), encoding="utf-8")


WORDS = ("一次", "又次")  # what the activities are called, in turns
TOUCHES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "sqlite3.connect"}


def _build_in_a_child(events: Path, site: Path, kill_at: int) -> int:
    """Build in a forked process that dies without a word before its n-th touch of the disk; its touches if it lives."""
    line, end = os.pipe()
    child = os.fork()
    if child == 0:
        touches = 0

        def count(event: str, args: tuple[object, ...]) -> None:
            nonlocal touches
            if event in TOUCHES:
                touches += 1
                if touches == kill_at:
                    os._exit(9)

        sys.addaudithook(count)
        code = 1
        try:
            code = 0 if build(events, site).published else 1
            os.write(end, str(touches).encode())
        finally:
            os._exit(code)
    os.close(end)
    with open(line, "rb") as said:
        touches_said = said.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code == (9 if not touches_said else 0)
    return int(touches_said or 0)


@posix
@pytest.mark.whole
def test_killed_at_any_moment_every_file_is_whole_and_the_next_start_finishes_the_edition(
    tmp_path: Path,
) -> None:
    """At every moment each file is of the old site or of the new one; after the next start all are of one of the two."""
    events, site = records(tmp_path / "events", activities=40), tmp_path / "site"
    _build_in_a_child(events, site, 0)
    clean: dict[str, dict[str, str]] = {}
    for word in WORDS * 2:  # the second time the posters are there already, as they will be
        _rename(events, word)
        _build_in_a_child(events, tmp_path / word, 0)
        clean[word] = bytes_of(tmp_path / word)
        whole = _build_in_a_child(events, site, 0)
    chance = random.Random(41)
    kept_old = kept_new = mixed = 0
    whole = whole * 9 // 10  # a build that changes as much touches the disk about as often
    moments = [
        *(chance.randrange(1, whole) for _ in range(4)),
        *chance.sample(range(whole * 3 // 4, whole - 1), 8),
    ]
    for turn, moment in enumerate(moments):
        _rename(events, WORDS[turn % 2])
        before, wanted = bytes_of(site), clean[WORDS[turn % 2]]
        assert _build_in_a_child(events, site, moment) == 0
        now = bytes_of(site)
        strange = {path for path, mark in now.items() if mark not in (before.get(path), wanted.get(path))}
        assert strange == set(), moment
        mixed += now not in (before, wanted)
        with alone(place(site)):  # what any start of a build does first
            now = bytes_of(site)
        assert now in (before, wanted), moment
        kept_old, kept_new = kept_old + (now == before), kept_new + (now == wanted)
        _build_in_a_child(events, site, 0)
        assert bytes_of(site) == wanted, moment
    assert kept_old > 1 and kept_new > 1 and mixed > 0, (kept_old, kept_new, mixed)


@pytest.mark.whole
def test_a_journal_that_was_left_is_finished_by_the_next_start(tmp_path: Path) -> None:
    events, site = records(tmp_path / "events", activities=40), tmp_path / "site"
    build(events, site)
    _rename(events, "又一次")
    sorted(events.rglob("[01]*.yml"))[0].unlink()
    moves: list[Path] = []
    with pytest.MonkeyPatch.context() as patch:

        def stopped(source: Path, target: Path) -> None:
            if len(moves) == 20:
                raise KeyboardInterrupt
            moves.append(target)
            os.replace(source, target)

        patch.setattr(local, "_move", stopped)
        with pytest.raises(KeyboardInterrupt):
            build(events, site)
    build(events, tmp_path / "clean")
    assert bytes_of(site) != bytes_of(tmp_path / "clean")
    build(events, site)
    assert bytes_of(site) == bytes_of(tmp_path / "clean")


def test_two_builds_at_once_are_refused_with_a_word(tmp_path: Path) -> None:
    events, site = records(tmp_path / "events", activities=40), tmp_path / "site"
    with alone(place(site)), pytest.raises(Refused, match="另一个构建正在写") as refusal:
        build(events, site)
    assert refusal.value.code == 75


@pytest.mark.whole
@pytest.mark.parametrize("after", [0, 3, 40])
def test_a_full_disk_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    events, site = records(tmp_path / "events", activities=40), tmp_path / "site"
    build(events, site)
    before = bytes_of(site)
    _rename(events, "满")
    left = [after]
    new = file_tree.Tree.new

    def full(tree: file_tree.Tree, path: str, data: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device", path)
        new(tree, path, data)

    monkeypatch.setattr(file_tree.Tree, "new", full)
    with pytest.raises(OSError, match="No space"):
        build(events, site)
    assert bytes_of(site) == before
    monkeypatch.undo()
    build(events, site)
    build(events, tmp_path / "clean")
    assert bytes_of(site) == bytes_of(tmp_path / "clean")


def test_a_folder_with_other_things_is_not_replaced(tmp_path: Path) -> None:
    events = records(tmp_path / "events", activities=40)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("示例", encoding="utf-8")
    with pytest.raises(Refused, match="里有别的文件"):
        build(events, tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").read_text(encoding="utf-8") == "示例"


@pytest.mark.whole
def test_a_lost_store_makes_a_whole_new_site(tmp_path: Path) -> None:
    events, site = records(tmp_path / "events", activities=40), tmp_path / "site"
    build(events, site)
    place(site).store.unlink()
    (site / "stray.txt").write_text("示例", encoding="utf-8")
    build(events, site)
    build(events, tmp_path / "clean")
    assert bytes_of(site) == bytes_of(tmp_path / "clean")


@pytest.mark.whole
@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有这种权限")
def test_files_may_be_read_by_all_whatever_the_umask(tmp_path: Path) -> None:
    events, site = records(tmp_path / "events", activities=40), tmp_path / "site"
    old = os.umask(0o077)
    try:
        build(events, site)
        _rename(events, "改")
        build(events, site)
    finally:
        os.umask(old)
    modes = {oct(path.stat().st_mode & 0o777) for path in site.rglob("*") if path.is_file()}
    folders = {oct(path.stat().st_mode & 0o777) for path in [site, *site.rglob("*")] if path.is_dir()}
    assert (modes, folders) == ({"0o644"}, {"0o755"})


@pytest.mark.whole
def test_only_a_site_whose_last_build_succeeded_may_be_published(tmp_path: Path) -> None:
    """A build that fails or is broken off leaves the site, but not the leave to publish it; a nothing-changed one gives it back."""
    events, site = records(tmp_path / "events", activities=40), tmp_path / "site"
    assert "不是做好的网站" in engine.why_not(place(site))
    build(events, site)
    assert engine.why_not(place(site)) == ""
    file = next(path for path in sorted(events.rglob("[01]*.yml")))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("状态: ", "状态: 己"), encoding="utf-8")
    assert not build(events, site).published
    assert "没有做成" in engine.why_not(place(site))
    file.write_text(text, encoding="utf-8")
    assert build(events, site).published
    assert engine.why_not(place(site)) == ""
    place(site).store.unlink()
    assert engine.why_not(place(site)) != ""


@pytest.mark.whole
def test_the_status_says_the_day_and_what_it_was_made_of(tmp_path: Path) -> None:
    """The same wherever it is made; another when a record is another."""
    events, there = records(tmp_path / "events", activities=40), tmp_path / "elsewhere" / "events"
    shutil.copytree(events, there)

    def status(folder: Path, today: str = "2021-05-30") -> dict[str, object]:
        site = folder.parent / "site"
        build(folder, site, today=today)
        said: dict[str, object] = json.loads((site / "status.json").read_bytes())
        return said

    first = status(events)
    assert first == status(there) and first["demo"] is True and first["day"] == "2021-05-30"
    assert first["records"] == len([*events.glob("2021/**/*.yml")]) and first["set_aside"] == 0
    assert status(events, "2021-05-31") == {**first, "day": "2021-05-31"}
    _rename(events, "改")
    changed = status(events, "2021-05-30")
    assert changed["sources"] != first["sources"] and {**changed, "sources": first["sources"]} == first
