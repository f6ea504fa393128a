"""A saved change is on the served page soon after, and the page knows how to reload itself."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from pathlib import Path
from threading import Thread

import pytest
from almanac.cli import serve
from small import job, records


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=5) as page:
        text: str = page.read().decode()
        return text


def until(address: str, word: str) -> bool:
    """Whether a word comes onto a page; the wait is long so that a busy machine does not fail the test."""
    for _ in range(1500):
        try:
            if word in read(address):
                return True
        except OSError:
            pass
        time.sleep(0.1)
    return False


@pytest.mark.whole
def test_a_saved_change_is_served(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events = records(tmp_path / "events", activities=40)
    said: list[object] = []
    task = job(events, tmp_path / "site")
    serving = Thread(target=serve.serve, args=(task, 0, said.extend), daemon=True)
    serving.start()
    port = ""
    for _ in range(1500):
        port = port or capsys.readouterr().out.partition("127.0.0.1:")[2].partition("/")[0]
        if port or not serving.is_alive():
            break
        time.sleep(0.1)
    assert port
    home = f"http://127.0.0.1:{port}/"
    assert until(home, "演示数据")
    assert "/version.txt" in read(home)
    file = next(path for path in sorted(events.rglob("[01]*.yml")) if len(path.parts) > len(events.parts) + 3)
    text = file.read_text(encoding="utf-8")
    name = next(line for line in text.split("\n") if line.startswith("名称: "))
    file.write_text(text.replace(name, "名称: 示例改过的名称"), encoding="utf-8")
    assert until(f"{home}data/activities.csv", "示例改过的名称")
    file.write_text(text.replace("名称: ", "名称："), encoding="utf-8")
    for _ in range(1500):
        if "E012" in str(said):
            break
        time.sleep(0.1)
    assert "E012" in str(said)
    with pytest.raises(urllib.error.HTTPError) as missing:
        read(f"{home}nowhere/")
    assert "没有找到这个页面" in missing.value.read().decode()
