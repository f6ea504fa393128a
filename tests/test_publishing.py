"""A site is replaced whole or not at all, whatever stops the build, and never by two builds at once."""

from __future__ import annotations

import errno
import os
import random
import sys
from pathlib import Path

import pytest
from almanac.build import building
from almanac.build.desk import Refused, alone, desk
from almanac.publish import file_tree, local
from small import build, bytes_of, records

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有可比的强制结束信号")


def _rename(events: Path, word: str) -> None:
    """Give every activity another name, so that a build has much to write."""
    for number, file in enumerate(sorted(events.rglob("[01]*.yml"))):
        text = file.read_text(encoding="utf-8")
        name = next(line for line in text.split("\n") if line.startswith("名称: "))
        file.write_text(text.replace(name, f"名称: 示例{word}{number}"), encoding="utf-8")


TOUCHES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "ctypes.dlsym"}


def _build_in_a_child(events: Path, site: Path, swaps: bool, kill_at: int, few: int = building.FEW) -> int:
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

        if not swaps:
            file_tree.can_exchange = lambda here: False
        building.FEW = few
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
@pytest.mark.parametrize("few", [building.FEW, -1])
@pytest.mark.parametrize("swaps", [True, False])
def test_killed_at_any_moment_the_site_is_the_old_or_the_new_one(
    tmp_path: Path, swaps: bool, few: int
) -> None:
    """With the exchange: at every moment. Without it: once the next build has finished what was begun.

    few: how many changed shares still count as few; with -1 the workers write straight into the twin.
    """
    events, site = records(tmp_path / "events", activities=40), tmp_path / "site"
    _build_in_a_child(events, site, swaps, 0)
    for word in (
        "第97次",
        "第98次",
        "第99次",
    ):  # the first of these also makes the twin and more shards of the search
        _rename(events, word)
        _build_in_a_child(
            events, tmp_path / f"clean{word}", True, 0
        )  # here, too, the posters are there already
        whole = _build_in_a_child(events, site, swaps, 0, few)
    chance = random.Random(41)
    kept_old = kept_new = 0
    early = (chance.randrange(1, whole - 60) for _ in range(5))
    moments = [*early, *chance.sample(range(whole - 60, whole - 6), 6), *range(whole - 6, whole - 1)]
    for turn, moment in enumerate(moments):
        _rename(events, f"第{turn}次")
        before = bytes_of(site)
        _build_in_a_child(events, tmp_path / f"clean{turn}", True, 0)
        wanted = bytes_of(tmp_path / f"clean{turn}")
        assert _build_in_a_child(events, site, swaps, moment, few) == 0
        if not swaps:
            local.finish(desk(site))
        now = bytes_of(site)
        assert now in (before, wanted), moment
        _build_in_a_child(events, site, swaps, 0)
        assert bytes_of(site) == wanted, moment
        kept_old, kept_new = kept_old + (now == before), kept_new + (now == wanted)
    assert kept_old > 1
    assert kept_new > 1
    _build_in_a_child(events, site, swaps, 0, few)
    assert bytes_of(site) == wanted


def test_without_the_exchange_the_result_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_tree, "can_exchange", lambda here: False)
    events, site = records(tmp_path / "events", activities=40), tmp_path / "site"
    build(events, site)
    _rename(events, "又一次")
    sorted(events.rglob("[01]*.yml"))[0].unlink()
    build(events, site, set_aside=True)
    build(events, tmp_path / "clean", set_aside=True)
    assert bytes_of(site) == bytes_of(tmp_path / "clean")


def test_two_builds_at_once_are_refused_with_a_word(tmp_path: Path) -> None:
    events, site = records(tmp_path / "events", activities=40), tmp_path / "site"
    with alone(desk(site)), pytest.raises(Refused, match="另一个构建正在写") as refusal:
        build(events, site)
    assert refusal.value.code == 75


@pytest.mark.parametrize("after", [0, 3, 40])
def test_a_full_disk_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    events, site = records(tmp_path / "events", activities=40), tmp_path / "site"
    build(events, site)
    before = bytes_of(site)
    _rename(events, "满")
    left = [after]
    put = file_tree.put

    def full(root: Path, path: str, data: bytes, durable: bool) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device", path)
        put(root, path, data, durable)

    monkeypatch.setattr(file_tree, "put", full)
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


def test_a_lost_note_makes_a_whole_new_site(tmp_path: Path) -> None:
    events, site = records(tmp_path / "events", activities=40), tmp_path / "site"
    build(events, site)
    for note in desk(site).state.glob("note-*"):
        note.unlink()
    (site / "stray.txt").write_text("示例", encoding="utf-8")
    build(events, site)
    build(events, tmp_path / "clean")
    assert bytes_of(site) == bytes_of(tmp_path / "clean")


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
