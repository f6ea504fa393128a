"""A site is replaced whole or not at all, whatever stops the build, and never by two builds at once."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from almanac import publishing
from almanac.desk import Refused, alone, desk
from small import PROJECT, build, bytes_of, records

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有可比的强制结束信号")


def _rename(events: Path, word: str) -> None:
    """Give every activity another name, so that a build has much to write."""
    for number, file in enumerate(sorted(events.rglob("[01]*.yml"))):
        text = file.read_text(encoding="utf-8")
        name = next(line for line in text.split("\n") if line.startswith("名称: "))
        file.write_text(text.replace(name, f"名称: 示例{word}{number}"), encoding="utf-8")


@posix
@pytest.mark.parametrize("swaps", [True, False])
def test_killed_at_any_moment_the_site_is_the_old_or_the_new_one(tmp_path: Path, swaps: bool) -> None:
    """With the exchange: at every moment. Without it: after the next build, which finishes what was begun."""
    events, site = records(tmp_path / "events", activities=40), tmp_path / "site"
    build(events, site)
    chance, kills = random.Random(41), 0
    code = (
        "import sys; from pathlib import Path; import small; from almanac import publishing\n"
        f"if not {swaps}: publishing.can_exchange = lambda here: False\n"
        "print('go', flush=True); small.build(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    path = os.pathsep.join([str(PROJECT / "hooks"), str(PROJECT / "tests")])
    whole = None
    for turn in range(16):
        _rename(events, f"第{turn}次")
        before = bytes_of(site)
        build(events, tmp_path / f"clean{turn}")
        wanted = bytes_of(tmp_path / f"clean{turn}")
        began = time.perf_counter()
        command = [sys.executable, "-c", code, str(events), str(site)]
        process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE)
        assert process.stdout
        process.stdout.readline()
        if whole is None:
            process.wait()
            whole = time.perf_counter() - began
            continue
        time.sleep(chance.random() * whole)
        process.send_signal(signal.SIGKILL)
        process.wait()
        kills += process.returncode == -signal.SIGKILL
        if not swaps:
            with alone(desk(site)):
                publishing.finish(desk(site))
        assert bytes_of(site) in (before, wanted), turn
    assert kills > 5
    build(events, site)
    assert bytes_of(site) == wanted


def test_without_the_exchange_the_result_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "can_exchange", lambda here: False)
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
    put = publishing.put

    def full(root: Path, path: str, data: bytes, durable: bool) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device", path)
        put(root, path, data, durable)

    monkeypatch.setattr(publishing, "put", full)
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
