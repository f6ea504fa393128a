"""A build of real records for a day that is past: they stand as they did, it is marked, and nothing of it is signed."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from almanac.build import engine
from almanac.build.job import Job
from almanac.load.rehearsal import as_on
from almanac.model.filings import Filing
from shares import filed
from small import PROJECT
from test_commands import run

DAY, LATER = "2021-05-20", "2022-01-01"


def _held(day: str, **more: Any) -> Filing:
    return filed(
        "430181", f"{day[5:7]}{day[8:]}-shili", 状态="已举办", 开始=day, 成效={"宣传": {"人数": "30"}}, **more
    )


def _on(filing: Filing, day: str = DAY) -> Any:
    return next(as_on([filing], day)).record


def test_what_was_held_later_is_planned_and_has_no_results() -> None:
    early, late = _on(_held("2021-05-19")), _on(_held("2021-05-21"))
    assert (early.state, late.state) == ("已举办", "计划")
    assert early.results is not None and late.results is None


def test_what_was_decided_later_is_not_decided() -> None:
    """Called off or put off, and to which day."""
    later = {"日期": "2021-05-25", "内容": "因雨", "原定": "2021-05-28"}
    gone = _on(filed("430181", "0528-shili", 状态="取消", 开始="2021-05-28", 变更=[later]))
    moved = _on(filed("430181", "0528-shili", 状态="延期", 开始="2021-06-05", 变更=[later]))
    assert (gone.state, gone.changes) == ("计划", ())
    assert (moved.state, moved.start.day) == ("计划", "2021-05-28")
    known = later | {"日期": "2021-05-18"}
    assert _on(filed("430181", "0528-shili", 状态="取消", 开始="2021-05-28", 变更=[known])).state == "取消"


@pytest.mark.parametrize("command", [("seal", "2021"), ("report", "长沙市")])
def test_nothing_is_signed_of_a_rehearsal(command: tuple[str, ...], tmp_path: Path) -> None:
    to = ("--to", str(tmp_path)) if command[0] == "report" else ()
    code, said = run(*command, "--today", DAY, *to, clock=LATER)
    assert code == 2 and "这是演练" in said and not list(tmp_path.iterdir())


@pytest.mark.whole
def test_the_shipped_records_as_they_stood(tmp_path: Path) -> None:
    """No error; every page says that it is a rehearsal; nothing of a later day has results; it is not published."""
    site = tmp_path / "site"
    job = Job(PROJECT, PROJECT / "events", site, DAY, 2021, 1, False, rehearsal=DAY)
    outcome = engine.build(job, lambda what, done, whole: None)
    assert outcome.published, "\n".join(map(str, outcome.faults))
    for page in [site / "index.html", *(site / "e").glob("2021-*/index.html")]:
        assert "<strong>演练</strong>" in page.read_text(encoding="utf-8"), page
    with (site / "data" / "activities.csv").open(encoding="utf-8", newline="") as table:
        late = {row["state"] for row in csv.DictReader(table) if row["start"] > DAY + "~"}
    assert "已举办" not in late and late
    code, said = run("publish", str(tmp_path / "public"), "--out", str(site), clock=LATER)
    assert code == 2 and "这个网站是演练" in said
