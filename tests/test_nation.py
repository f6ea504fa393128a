"""A nation of provinces: its file, what is handed up, whose turn it is, the front and its sums; and whole runs, with what breaks."""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import buckets
import nations
import pytest
from almanac.nation import cluster, front, handed_up, pages, plan, tables, turns, worker
from almanac.nation.plan import Nation
from almanac.nation.standing import Sheet, Standing, State, sheet
from almanac.publish import manifest as manifests
from almanac.publish import targets
from almanac.publish.file_tree import Refused
from almanac.publish.folder import Folder
from almanac.publish.targets import Where
from almanac.statistics.open_data import YEAR
from guard import LIMIT
from small import PROJECT

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有可比的强制结束信号")

COMMIT, OTHER = "a" * 40, "b" * 40
LABELS = {
    "publicity-city-sessions": ["宣传活动", "市州级计生协", "活动场次"],
    "publicity-city-people": ["宣传活动", "市州级计生协", "宣传人数"],
    "media-local-text": ["媒体宣传（篇数）", "县级媒体", "文字稿件"],
}


def said(code: str = "13", values: Sequence[float | None] = (3, 1200, None), **more: Any) -> dict[str, Any]:
    """What a province hands up."""
    cells = [
        {
            "cell": cell,
            "label": label,
            "status": "provisional",
            "value": value,
            "records": 2,
            "tallied": 0,
            "approximate": 800 if value == 1200 else 0,
            "unknown": 0,
            "zeros": 0,
            "due": 0,
        }
        for (cell, label), value in zip(LABELS.items(), values, strict=True)
    ]
    entry = {
        "path": "e/2021-1301-0529-x/",
        "title": "示例<b>义诊</b>",
        "by": "示例市计生协",
        "changed": "2021-05-28",
        "text": "状态：计划",
    }
    file = {"path": "data/activities.csv", "title": "活动", "bytes": 12, "hash": f"sha256:{'0' * 64}"}
    head = {"form": 1, "code": code, "commit": COMMIT, "program": "1.7", "day": "2021-05-30", "demo": True}
    counts = {"records": 98, "associations": 54, "aside": 0, "year": 2021, "title": "示例统计表"}
    rest = {"as_of": "2021-05-31", "seal": None, "cells": cells, "entries": [entry], "package": [file]}
    return {**head, **counts, **rest, **more}


def text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


# ---------------------------------------------------------------- its file

GOOD = """\
名称: 全国5·29会员活动日
网址: https://529.example.org/
目标: s3://bucket-529
接口: https://oss.example.org
省份:
  - {代码: "13", 名称: 示例甲省, 目录: jia, 仓库: https://git.example.org/jia.git}
  - {代码: "14", 名称: 示例乙省, 目录: yi, 仓库: yi, 分支: public, 网址: https://yi.example.org/529/}
"""


def read(folder: Path, words: str) -> Nation:
    (folder / "nation.yml").write_text(words, encoding="utf-8")
    return plan.read(folder / "nation.yml")


def test_the_file_says_which_provinces_there_are_and_where(tmp_path: Path) -> None:
    nation = read(tmp_path, GOOD)
    first, second = nation.provinces
    assert (first.address, first.branch) == ("https://529.example.org/jia/", "main")
    assert (second.repository, second.branch) == (os.fspath(tmp_path / "yi"), "public")
    assert second.address == "https://yi.example.org/529/" and nation.apart == ("handed", "jia", "yi")
    assert nation.handed("13").address == "s3://bucket-529/handed/13" and not nation.target.by_path


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("名称: 全国", "称: 全国", ["不认识“称”", "没有写“名称”。例：名称: 全国5·29会员活动日"]),
        (
            "https://529.example.org/\n",
            "529.example.org\n",
            ["不是以 / 结尾的网址。例：https://529.example.org/"],
        ),
        ("目录: yi", "目录: jia", ["“目录”jia 写了 2 次"]),
        ('"14"', '"13"', ["“代码”13 写了 2 次"]),
        ('"14"', '"123"', ['第 2 个省份：“代码”123 不对，要写两位数字。例：代码: "50"']),
        ("目录: yi", "目录: data", ["“目录”data 是全国首页自己用的"]),
        ("目录: yi", "目录: ../x", ["“目录”../x 不对"]),
        ("仓库: yi", "仓库: --upload-pack=x", ["“仓库”要写"]),
        ("仓库: yi", "仓库: 'ext::sh -c x'", ["“仓库”要写"]),
        ("分支: public", "分支: -x", ["“分支”-x 不对"]),
        (GOOD[GOOD.index("省份") :], "", ["没有写“省份”"]),
        (GOOD, "- x\n", ["读不懂"]),
        (GOOD, "名称: [\n", ["读不懂"]),
    ],
)
def test_what_is_wrong_with_the_file_is_said_with_a_right_example(
    old: str, new: str, told: list[str], tmp_path: Path
) -> None:
    assert old in GOOD
    with pytest.raises(Refused) as refused:
        read(tmp_path, GOOD.replace(old, new))
    assert refused.value.code == 2 and all(words in str(refused.value) for words in told), refused.value


# ---------------------------------------------------------------- what is handed up

HOSTILE: dict[str, bytes] = {
    "not JSON": b"<html>",
    "nothing": b"",
    "a list": b"[]",
    "deep": b"[" * 100_000,
    "long": text(said(title="x" * handed_up.LARGEST)),
    "not UTF-8": b'{"form": 1, "title": "\xff"}',
    "another form": text(said(form=2)),
    "another province": text(said(code="14")),
    "a field more": text(said(script="x")),
    "a field less": text({key: value for key, value in said().items() if key != "day"}),
    "no number": text(said(records="98")),
    "less than nothing": text(said(values=(-1, 1, 1))),
    "a share of a session": text(said(values=(1.5, 1, 1))),
    "not a number": text(said(values=(float("nan"), 1, 1))),
    "beyond all people": text(said(values=(10**12, 1, 1))),
    "truth as a number": text(said(values=(True, 1, 1))),
    "a cell twice": text(said(cells=said()["cells"][:1] * 2)),
    "no cells": text(said(cells=[])),
    "another address": text(
        said(entries=[{**said()["entries"][0], "path": "https://elsewhere.example.org/"}])
    ),
    "out of its folder": text(said(entries=[{**said()["entries"][0], "path": "e/../../x/"}])),
    "a script's address": text(said(entries=[{**said()["entries"][0], "path": "javascript:x"}])),
    "letters turned round": text(said(title="示例\u202e表")),
    "several lines": text(said(title="示例\n表")),
    "no day": text(said(day="2021-13-41")),
    "a file elsewhere": text(said(package=[{**said()["package"][0], "path": "data/../x"}])),
    "too many entries": text(said(entries=said()["entries"] * 50)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_of_the_form_is_refused_whole(name: str) -> None:
    with pytest.raises(Refused) as refused:
        handed_up.handed_up(HOSTILE[name], "13")
    assert len(str(refused.value)) < 200 and "elsewhere" not in str(refused.value)


def test_what_is_of_the_form_is_taken() -> None:
    up = handed_up.handed_up(text(said()), "13")
    assert [cell.value for cell in up.cells] == [3, 1200, None] and up.entries[0].title == "示例<b>义诊</b>"


def test_a_site_that_does_not_say_what_is_handed_up_is_not_published(tmp_path: Path) -> None:
    """Of another version of the program, or with a link that leads elsewhere."""
    site = tmp_path / "site"
    made = said()
    names = ("program", "day", "demo", "records", "associations", "year")
    status = {**{name: made[name] for name in names}, "set_aside": 0}
    totals = {name: made[name] for name in ("title", "as_of", "seal", "cells")}
    item = {
        "url": "https://elsewhere.example.org/x/e/2021-1301-0529-x/",
        "title": "示例",
        "authors": [{"name": "示例"}],
    }
    feed = {
        "items": [
            {
                **item,
                "date_modified": "2021-05-28T00:00:00+08:00",
                "content_text": "状态：计划\n时间：5月29日",
            }
        ]
    }
    package = {"resources": [{**made["package"][0], "path": "activities.csv"}]}
    files = {"status": status, "data/totals/2021/13": totals, "feeds/13": feed, "data/datapackage": package}
    for name, value in files.items():
        (site / f"{name}.json").parent.mkdir(parents=True, exist_ok=True)
        (site / f"{name}.json").write_bytes(text(value))
    up = handed_up.handed_up(handed_up.of_site(site, "13", COMMIT), "13")
    assert up.entries[0].path == "e/2021-1301-0529-x/" and up.entries[0].text == "状态：计划；时间：5月29日"
    for name, spoilt in (("status", b"{}"), ("data/totals/2021/13", b'{"cells": 1}'), ("feeds/13", None)):
        file = site / f"{name}.json"
        kept = file.read_bytes()
        if spoilt is None:
            file.rename(tmp_path / "feed.json")
            file.symlink_to(tmp_path / "feed.json")
        else:
            file.write_bytes(spoilt)
        with pytest.raises(Refused, match="没有要上交的数"):
            handed_up.of_site(site, "13", COMMIT)
        file.unlink()
        file.write_bytes(kept)


# ---------------------------------------------------------------- sums


def nation(folder: Path, number: int = 3) -> Nation:
    places = [folder / code for code in nations.CODES[:number]]
    nations.written(folder / "nation.yml", places, {"目标": os.fspath(folder / "target")})
    return plan.read(folder / "nation.yml")


def standings(of: Nation, *ups: Mapping[str, Any] | None) -> list[Standing]:
    """How provinces stand that have handed up this."""
    return [
        Standing(
            province,
            State.CURRENT if up else State.NONE,
            handed_up.handed_up(text(up), province.code) if up else None,
        )
        for province, up in zip(of.provinces, ups, strict=True)
    ]


def test_a_sum_adds_what_is_reported_and_says_of_how_many(tmp_path: Path) -> None:
    found = sheet(nation(tmp_path), standings(nation(tmp_path), said(), said("14", (0, None, None)), None))
    assert found.total("publicity-city-sessions") == (3, 2, 0)
    assert found.total("publicity-city-people") == (1200, 1, 800)
    assert found.total("media-local-text") == (None, 0, 0), "nobody has reported: that is not zero"
    assert (found.year, found.title, found.day, found.as_of) == (
        2021,
        "示例统计表",
        "2021-05-30",
        "2021-05-31",
    )


def test_another_year_and_another_form_are_not_added_up(tmp_path: Path) -> None:
    strange = said("15")
    strange["cells"] = [{**cell, "label": [*cell["label"][:2], "别的"]} for cell in strange["cells"]]
    of = nation(tmp_path, 4)
    found = sheet(of, standings(of, said(), said("14"), strange, said("21", year=2020)))
    assert [each.state for each in found.standings] == [
        State.CURRENT,
        State.CURRENT,
        State.OTHER,
        State.OTHER,
    ]
    assert found.total("publicity-city-sessions") == (6, 2, 0)


def test_nobody_has_handed_anything_up_yet(tmp_path: Path) -> None:
    of = nation(tmp_path)
    made = {each.path: each for each in pages.make(sheet(of, standings(of, None, None, None)))}
    assert "3 个还没有上报" in str(made["index.html"]) and "还没有一个省上报" in str(made["totals/"])


# ---------------------------------------------------------------- whose turn it is


def test_the_second_coordinator_is_told_who_is_at_work(tmp_path: Path) -> None:
    with turns.Turn(Folder(tmp_path), 0.05) as first:
        with (
            pytest.raises(Refused, match=r"上的进程 \d+ 正在做全国的网站") as refused,
            turns.Turn(Folder(tmp_path), 0.05),
        ):
            pytest.fail("two at once")
        assert refused.value.code == 75 and turns.holder(Folder(tmp_path)) == first.holder
    assert turns.holder(Folder(tmp_path)) == ""


def test_the_turn_of_one_that_died_is_taken_over(tmp_path: Path) -> None:
    dead = {"holder": "别处 上的进程 1（1）", "count": 7, "every": 0.05}
    Folder(tmp_path).write(turns.FILE, text(dead))
    with turns.Turn(Folder(tmp_path), 0.05) as turn:
        assert turns.holder(Folder(tmp_path)) == turn.holder
        assert turns.lost(Folder(tmp_path), "别处 上的进程 1（1）").startswith("现在是 ")


def test_one_that_was_overtaken_stops_and_leaves_the_other_alone(tmp_path: Path) -> None:
    other = {"holder": "别处 上的进程 1（1）", "count": 7, "every": 0.05}
    with turns.Turn(Folder(tmp_path), 0.05) as turn:
        Folder(tmp_path).write(turns.FILE, text(other))
        with pytest.raises(Refused, match="这里不再发布"):
            turn.check()
    assert turns.holder(Folder(tmp_path)) == other["holder"]


def test_of_two_that_begin_at_once_one_goes_on(tmp_path: Path) -> None:
    went, refused, both = [], [], threading.Barrier(2)

    def begin() -> None:
        both.wait(LIMIT)
        try:
            with turns.Turn(Folder(tmp_path / "turn"), 0.3) as turn:
                went.append(turn.holder)
                time.sleep(1)
        except Refused:
            refused.append("")

    for each in [threading.Thread(target=begin) for _ in range(2)]:
        each.start()
    for each in threading.enumerate():
        if each is not threading.current_thread() and not each.daemon:
            each.join(30)
    assert (len(went), len(refused)) == (1, 1)


# ---------------------------------------------------------------- the front


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sheet:
    """A sheet of three provinces, one of which has handed nothing up."""
    monkeypatch.setenv("NATION_FOLDER", os.fspath(tmp_path / "work"))
    of = nation(tmp_path)
    found = standings(of, said(), said("14", (0, None, None), commit=OTHER), None)
    return sheet(of, [found[0], found[1]._replace(state=State.BEFORE), found[2]])


def test_the_front_says_how_every_province_stands_and_its_package_is_valid(
    shown: Sheet, tmp_path: Path
) -> None:
    from frictionless import Package

    assert front.publish(shown, True) > 20
    target = tmp_path / "target"
    home, totals = ((target / path).read_text("utf-8") for path in ("index.html", "totals/index.html"))
    assert "示例乙省</b><span>未更新，以上一版为准" in home and "<div><b>示例丙省</b><span>还没有上报" in home
    assert "示例&lt;b&gt;义诊&lt;/b&gt;" in home and "<b>义诊" not in home and "演示数据" in home
    assert ">1200*<br><small>1/3 省</small></td>" in totals and "示例丙省（还没有上报）" in totals
    assert "湖南" not in home + totals + (target / "404.html").read_text("utf-8")
    report = Package(os.fspath(target / "data/datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    lines = (target / "data/sums.csv").read_text("utf-8").splitlines()
    assert lines[1:] == [
        "2021,publicity,city,sessions,3,2,3,0",
        "2021,publicity,city,people,1200,1,3,800",
        "2021,media,local,text,,0,3,0",
    ]
    assert front.publish(shown, True) == 0, "the same handed up gives the same bytes"


def test_a_demo_is_no_nation(shown: Sheet, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="--demo"):
        front.publish(shown, False)
    assert not (tmp_path / "target").exists()


class Breaks(Folder):
    """A folder that can be written only so many times."""

    left = 10**6

    def put(self, site: Path, paths: Sequence[str]) -> None:
        """Copy files until no more can be."""
        for path in paths:
            if not self.left:
                raise OSError("no more")
            self.left -= 1
            super().put(site, [path])


@pytest.mark.whole
def test_the_front_is_whole_at_every_moment_and_leaves_the_provinces_alone(
    shown: Sheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it breaks off: each file is the old one or the new one, home is new only when all that is no page is; then it is finished."""
    target = tmp_path / "target"
    front.publish(shown, True)
    province = target / "p13" / "index.html"
    province.parent.mkdir()
    province.write_text("the province's", encoding="utf-8")
    old = {
        path: path.read_bytes()
        for path in sorted(target.rglob("*"))
        if path.is_file() and path.name[0] != "."
    }
    other = shown._replace(standings=(*shown.standings[:2], shown.standings[2]._replace(
        state=State.CURRENT, up=handed_up.handed_up(text(said("15", (5, 6, 7))), "15"))))  # fmt: skip
    monkeypatch.setenv("NATION_FOLDER", os.fspath(tmp_path / "elsewhere"))
    apart = other._replace(nation=other.nation._replace(target=Where(os.fspath(tmp_path / "beside"))))
    front.publish(apart, True)
    new = {
        target / path.relative_to(tmp_path / "beside"): path.read_bytes()
        for path in (tmp_path / "beside").rglob("*")
        if path.is_file()
    }
    changed = {path for path in old if path in new and new[path] != old[path]}
    assert {target / "index.html", target / "totals/index.html", target / "data/sums.csv"} <= changed
    for number in range(len(changed)):
        breaking = Breaks(target, other.nation.apart)
        breaking.left = number and 1
        monkeypatch.setattr(targets, "target", lambda where, apart, breaking=breaking: breaking)
        with pytest.raises(OSError, match="no more"):
            front.publish(other, True)
        now = {path: path.read_bytes() for path in old}
        assert all(now[path] in (old[path], new.get(path)) for path in old)
        done = {path for path in changed if now[path] == new[path]}
        data = {path for path in changed if path.suffix in (".csv", ".json", ".xml")}
        assert (target / "index.html") not in done or done >= data
    monkeypatch.undo()
    monkeypatch.setenv("NATION_FOLDER", os.fspath(tmp_path / "elsewhere"))
    front.publish(other, True)
    assert all(path.read_bytes() == data for path, data in new.items() if path.name[0] != ".")
    assert province.read_text("utf-8") == "the province's"


# ---------------------------------------------------------------- whole runs


def tree(root: Path) -> dict[str, bytes]:
    """All files below a folder but manifests of what was published."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != manifests.PATH
    }


def said_of(target: Path, code: str) -> str:
    """The state of a province as the front's data have it."""
    rows = list(csv.DictReader((target / "data/provinces.csv").read_text("utf-8").splitlines()))
    return next(row["state"] for row in rows if row["code"] == code)


@pytest.mark.whole
def test_a_province_that_fails_stays_as_it_was_and_holds_up_no_other(tmp_path: Path) -> None:
    """On this machine: two made, one not reached; then one has an error in its records, and the third's handed-up file is no
    such thing."""
    land = nations.land(tmp_path, 3)
    land.repositories[2].rename(tmp_path / "away")
    first = land.run()
    assert first.returncode == 1 and "示例丙省：还没有上报。仓库没有回答" in first.stdout, (
        first.stdout + first.stderr
    )
    assert [said_of(land.target, code) for code in nations.CODES[:3]] == [
        State.CURRENT,
        State.CURRENT,
        State.NONE,
    ]
    again = land.run()
    assert again.stdout.count("提交和日子都没有变，没有再做") == 2 and "全国的首页：没有变化" in again.stdout
    shown_before = tree(land.target / "p13")
    assert tree(land.folder / "13/site").keys() == shown_before.keys()

    bad = land.repositories[0] / "events/2021/湘潭市/0529-shili.yml"
    bad.write_text(nations.FAULTY, encoding="utf-8")
    nations.committed(land.repositories[0])
    notice = land.repositories[1] / "content/about.md"
    notice.write_text(notice.read_text("utf-8") + "\n示例的一句新话。\n", encoding="utf-8")
    changed = nations.committed(land.repositories[1])
    (land.target / "handed/15").mkdir()
    (land.target / "handed/15/up.json").write_bytes(text(said("15", form=99)))
    second = land.run()
    assert second.returncode == 1 and "有 2 个省没有更新：示例甲省、示例丙省" in second.stderr
    assert (
        "示例甲省：未更新，以上一版为准。没有做成，原来的网站没有动" in second.stdout
        and "E101 缺少“开始”" in second.stdout
    )
    assert "示例丙省：上交的不合格式，没有采用。仓库没有回答" in second.stdout
    assert [said_of(land.target, code) for code in nations.CODES[:3]] == [
        State.BEFORE,
        State.CURRENT,
        State.REFUSED,
    ]
    assert tree(land.target / "p13") == shown_before
    assert "示例的一句新话" in (land.target / "p14/about/index.html").read_text("utf-8")
    assert json.loads((land.target / "handed/14/up.json").read_bytes())["commit"] == changed
    home = (land.target / "index.html").read_text("utf-8")
    assert "缺少" not in home and "<div><b>示例丙省</b><span>上交的不合格式" in home
    totals = (land.target / "data/totals.csv").read_text("utf-8")
    assert {line.split(",")[1] for line in totals.splitlines()[1:]} == {"13", "14"}


@pytest.mark.whole
def test_a_machine_that_lost_its_disk_makes_the_same_again(tmp_path: Path) -> None:
    land = nations.land(tmp_path, 1)
    assert land.run().returncode == 0
    before = tree(land.target)
    shutil.rmtree(land.folder)
    done = land.run("--again")
    assert done.returncode == 0 and "示例甲省：已更新。没有变化" in done.stdout, done.stdout + done.stderr
    assert tree(land.target) == before


def running(machine: Path, code: str) -> bool:
    """Whether a machine is in the middle of a province: its store is there, its site is not."""
    here = machine / code
    return (here / ".build/site/store.sqlite").is_file() and not (here / "site").exists()


@contextmanager
def machines(land: nations.Land, number: int, names: Sequence[str] = "ABC") -> Iterator[Cluster]:
    """A scheduler and so many workers, each with a disk of its own; whatever still lives at the end is killed."""
    buckets.needed((nations.CLUSTER / "distributed").is_dir(), "dask（几台机器一起做）")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    cluster = Cluster(land, port, {})
    try:
        cluster.start("scheduler", "scheduler", "--port", str(port))
        for name in names[:number]:
            cluster.start(name, "worker", cluster.address)
        yield cluster
    finally:
        for name in list(cluster.running):
            cluster.kill(name)


class Cluster(NamedTuple):
    """Processes of a cluster by name, each the first of a group of its own, as a machine of its own would be."""

    land: nations.Land
    port: int
    running: dict[str, subprocess.Popen[bytes]]

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def folder(self, name: str) -> Path:
        return self.land.folder / name

    def start(self, name: str, *arguments: str) -> None:
        environment = self.land.environment(NATION_FOLDER=os.fspath(self.folder(name)))
        with open(self.land.file.with_name(f"{name}.log"), "ab") as log:
            self.running[name] = subprocess.Popen(
                nations.nation(*arguments), env=environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self, name: str) -> None:
        """The machine is gone: its worker, its nanny, and the build that it runs."""
        process = self.running.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(60)

    def coordinator(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.land.command("--cluster", self.address, *arguments),
            env=self.land.environment(NATION_FOLDER=os.fspath(self.folder("coordinator"))),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )


def until(what: Callable[[], Any], coordinator: subprocess.Popen[str]) -> Any:
    """Wait until something is so, while the coordinator is at work."""
    while not (found := what()):
        assert coordinator.poll() is None, coordinator.communicate(timeout=LIMIT)[0]
        time.sleep(0.05)
    return found


def ended(coordinator: subprocess.Popen[str]) -> tuple[int, str]:
    printed = coordinator.communicate(timeout=LIMIT)[0]
    return coordinator.returncode, printed


@posix
@pytest.mark.whole
def test_a_machine_killed_in_the_middle_of_a_province_is_replaced_by_another(tmp_path: Path) -> None:
    """Into a bucket. The sites are those of an ordinary build, nothing is there that is not theirs; the second is told who is at work."""
    with buckets.store() as endpoint, buckets.client(endpoint) as client:
        client.make_bucket("nation")
        land = nations.land(tmp_path, 2, 目标="s3://nation", 接口=endpoint)
        with machines(land, 2) as cluster:
            coordinator = cluster.coordinator()
            busy = until(
                lambda: [
                    (name, code)
                    for name in "AB"
                    for code in nations.CODES[:2]
                    if running(cluster.folder(name), code)
                ],
                coordinator,
            )
            name, code = busy[0]
            second = subprocess.run(
                land.command(),
                env=land.environment(),
                capture_output=True,
                encoding="utf-8",
                timeout=LIMIT,
                check=False,
            )
            assert second.returncode == 75 and "正在做全国的网站，请等它结束再运行" in second.stderr
            cluster.kill(name)
            assert not (cluster.folder(name) / code / "site").exists(), (
                "it was killed before it had made its site"
            )
            result, printed = ended(coordinator)
            assert result == 0, printed
        survivor = cluster.folder("AB".replace(name, ""))
        stored = {item.object_name for item in client.list_objects("nation", recursive=True)}
        for each in nations.CODES[:2]:
            site = tree(survivor / each / "site")
            assert {path.removeprefix(f"p{each}/") for path in stored if path.startswith(f"p{each}/")} == {
                *site,
                manifests.PATH,
            }
            got = {
                path: client.get_object("nation", f"p{each}/{path}").read()
                for path in ("index.html", "version.txt")
            }
            assert got == {path: site[path] for path in got}
        home = client.get_object("nation", "index.html").read().decode()
        assert "2 个已更新" in home and {path.split("/")[0] for path in stored} <= {
            *("p13", "p14", "handed", "assets", "data", "feeds", "totals", manifests.PATH),
            *("index.html", "404.html", "robots.txt", "sitemap.xml", "status.json", "version.txt"),
        }
        assert {path for path in stored if path.startswith("handed/")} == {
            "handed/13/up.json",
            "handed/14/up.json",
        }


@posix
@pytest.mark.whole
def test_a_scheduler_that_goes_away_is_told_and_the_next_run_goes_on(tmp_path: Path) -> None:
    land = nations.land(tmp_path, 2)
    with machines(land, 1) as cluster:
        coordinator = cluster.coordinator()
        until(
            lambda: (land.target / "handed").is_dir() and [*land.target.glob("handed/1*/up.json")],
            coordinator,
        )
        cluster.kill("scheduler")
        result, printed = ended(coordinator)
        assert result == 75 and "与调度程序的连接断了" in printed and "Traceback" not in printed, printed
        assert not (land.target / "index.html").exists(), "no front of half a run"
        cluster.kill("A")
        cluster.start("scheduler", "scheduler", "--port", str(cluster.port))
        cluster.start("A", "worker", cluster.address)
        result, printed = ended(cluster.coordinator())
    assert result == 0 and printed.count("提交和日子都没有变，没有再做") == 1, printed
    assert [said_of(land.target, code) for code in nations.CODES[:2]] == [State.CURRENT] * 2


@posix
@pytest.mark.whole
def test_a_stranger_tries_a_nation_with_one_command(tmp_path: Path) -> None:
    """The script that the guide names: workers of this machine into a bucket, and the bucket as readers see it."""
    buckets.needed((nations.CLUSTER / "distributed").is_dir(), "dask（几台机器一起做）")
    buckets.needed(buckets.S3RVER.is_file(), "能当网站看的对象存储（s3rver）")
    script = [sys.executable, os.fspath(PROJECT / "tests/trial.py")]
    done = subprocess.run(
        [*script, os.fspath(tmp_path / "trial"), "--number", "2", "--activities", "30"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=3 * LIMIT,
        check=False,
    )
    said = done.stdout
    assert done.returncode == 0, said + done.stderr
    assert "示例甲省：已更新" in said and "示例乙省：已更新" in said and "  不对  " not in said, said
    assert said.count("  对  200  ") == 3 and "  对  404  /p13/nowhere/  没有的页面" in said, said
    assert "都打得开" in said, said


class Asked:
    """A client whose workers run programs of these digests; whoever cannot say which answers with an error."""

    def __init__(self, **programs: object) -> None:
        self.programs, self.retired = programs, list[str]()

    def run(self, function: Callable[[], object], on_error: str = "raise") -> dict[str, object]:
        """What each worker says."""
        there = {name: said for name, said in self.programs.items() if name not in self.retired}
        return there if function is worker.program else {name: [] for name in there}

    def retire_workers(self, names: list[str]) -> None:
        """Let some go."""
        self.retired += names


def test_workers_of_another_program_are_sent_away_before_anything_is_asked_of_them() -> None:
    said: list[str] = []
    mixed = Asked(a=worker.program(), b="another", c=TypeError("no such function"))
    assert cluster.Cluster(mixed, said.append).number == 1 and mixed.retired == ["b", "c"]
    assert said == ["b、c 上的程序和这里的不是一版，请它停了，没有派事给它；更新以后再开。"]
    with pytest.raises(Refused, match="没有一台机器的程序和这里的是一版") as refused:
        cluster.Cluster(Asked(b="another"), said.append)
    assert refused.value.code == 75


@pytest.mark.parametrize(("lock", "ours"), [("", True), ("\n# another\n", False), (None, False)])
def test_a_province_of_another_lock_sets_up_its_own_packages_and_that_is_said(
    tmp_path: Path, lock: str | None, ours: bool
) -> None:
    """Its build.py is not told to run with what is installed here, so it installs what its own lock says."""
    there = tmp_path / "checkout"
    there.mkdir()
    (there / "build.py").write_text(
        "import sys\nprint(sorted(sys._xoptions))\nsys.exit(1)\n", encoding="utf-8"
    )
    if lock is not None:
        (there / worker.LOCK).write_bytes((PROJECT / worker.LOCK).read_bytes() + lock.encode())
    order = worker.Order(nation(tmp_path).provinces[0], COMMIT, Where(os.fspath(tmp_path)), "", "")
    with pytest.raises(Refused) as refused:
        worker._build(tmp_path, order)
    said = str(refused.value)
    assert ("'almanac'" in said) is ours and (worker.OWN_PACKAGES in said) is not ours, said


def test_a_year_is_called_the_same_in_the_nations_tables_as_in_a_provinces() -> None:
    listed = (tables.PROVINCES, tables.TOTALS, tables.SUMS, tables.PACKAGES)
    named = {column.title for table in listed for column in table.columns if column.name == "year"}
    assert named == {YEAR.title}


def test_where_dask_is_missing_the_cure_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with (
        pytest.raises(Refused, match=r"requirements-cluster\.txt") as refused,
        cluster.opened("local:2", print),
    ):
        pytest.fail("there is no dask")
    assert refused.value.code == 2
