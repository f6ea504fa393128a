"""On another day the site is what a clean build gives, and nothing is counted again where no consent begins or ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from almanac.build import running
from almanac.build.graph import Plan
from almanac.build.job import Outcome
from almanac.load import records as records_loader
from almanac.model.day import Day
from small import FULL, build, bytes_of, records

DAYS = ("2021-05-30", "2021-05-31", "2021-06-01", "2021-06-02", "2021-05-31")
ROLL = """名称: 示例先进个人
级别: 县级
授予单位: 示例
日期: 2021-05
类型: 个人
名单:
- 名称: {name}
  同意: {{同意人: 本人, 日期: {since}, 范围: [网页], 至: {until}}}
"""
EARLY = """名称: 示例早义诊
类别: [家庭健康促进]
状态: 已举办
开始: 2021-06-02
"""


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """A province with a roll on which a consent ends in these days."""
    found = records(tmp_path / "events", 40)
    roll = ROLL.format(name="示例靐", since="2021-05-01", until="2021-05-31")
    (found / "2021" / "湘潭市" / "韶山市" / "表彰.yml").write_text(roll, encoding="utf-8")
    return found


def named(site: Path, name: str) -> bool:
    return any(name in file.read_text(encoding="utf-8") for file in site.rglob("*.html"))


@pytest.mark.whole
@pytest.mark.parametrize("set_aside", [False, True])
def test_each_morning_gives_what_a_clean_build_gives(tmp_path: Path, events: Path, set_aside: bool) -> None:
    """Also where files are faulty until a day, and set aside so long."""
    if set_aside:
        county = events / "2021" / "湘潭市" / "湘乡市"
        roll = ROLL.format(name="示例鱻", since="2021-06-02", until="2021-12-31")
        (county / "表彰.yml").write_text(roll, encoding="utf-8")
        (county / "0602-shili.yml").write_text(EARLY, encoding="utf-8")
    site, shown = tmp_path / "site", []
    for number, today in enumerate(DAYS):
        for out in (site, tmp_path / f"clean{number}"):
            assert build(events, out, today=today, set_aside=set_aside).published
        assert bytes_of(site) == bytes_of(tmp_path / f"clean{number}"), today
        shown.append((named(site, "示例靐"), named(site, "示例鱻"), named(site, "示例早义诊")))
    until, since = (True, False, False), (False, set_aside, set_aside)
    assert shown == [until, until, (False, False, False), since, until]


def plans_of(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    """The plans of the builds that follow, as they were run."""
    plans: list[Plan] = []
    ran = running._ran

    def noted(*args: Any) -> Plan:
        plans.append(ran(*args))
        return plans[-1]

    monkeypatch.setattr(running, "_ran", noted)
    return plans


@pytest.mark.whole
def test_only_where_a_consent_ends_is_anything_counted_again(
    tmp_path: Path, events: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = plans_of(monkeypatch)
    for today in DAYS[:3]:
        assert build(events, tmp_path / "site", today=today).published
    _, calm, ended = (sorted(name for name in plan.ran if name.startswith("handed/")) for plan in plans)
    assert (calm, ended) == ([], ["handed/430382"])


def test_the_next_morning_no_record_is_read(
    tmp_path: Path, events: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Feeds begin with what is to come, and some faults hold on some days: both are made of what is kept. The poster of what
    is over stays, and the browser hides it."""
    county = events / "2021" / "湘潭市" / "湘乡市"
    (county / "0530-shili.yml").write_text(
        EARLY.replace("2021-06-02", "2021-05-30\n结束: 2021-05-31"), encoding="utf-8"
    )
    plan = EARLY.replace("已举办", "计划").replace("早义诊", "晚义诊").replace("2021-06-02", "2021-05-30")
    (county / "0530-yizhen.yml").write_text(plan, encoding="utf-8")

    def asked(outcome: Outcome) -> list[str]:
        return [each.code for each in outcome.faults if "0530-shili" in each.place.file]

    assert "Q219" in asked(build(events, tmp_path / "site", today="2021-05-30")), "held, and not yet over"
    read: list[str] = []
    load = records_loader.load

    def noted(files: Any, papers: Any) -> Any:
        read.extend(paper.path for paper in papers if "表彰" not in paper.path)
        return load(files, papers)

    plans = plans_of(monkeypatch)
    monkeypatch.setattr(records_loader, "load", noted)
    outcome = build(events, tmp_path / "site", today="2021-05-31")
    assert outcome.written > 2 and outcome.published
    assert "Q219" not in asked(outcome)
    made = {task.name: task for task in plans[0].tasks if task.name in plans[0].ran}
    feeds = {FULL[task.group].name for name, task in made.items() if name.endswith("/feeds")}
    reads = {path.split("/")[2] for path in read if path.count("/") > 2}
    assert not reads and "韶山市" in feeds
    assert not [name for name in made if name.endswith("/activities")]
    assert (tmp_path / "site" / "e" / "2021-430381-0530-yizhen" / "poster.png").is_file()


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ((), "0001-01-01"),
        (("2021-05-20",), "2021-05-20"),
        (("2021-05",), "2021-05-01"),
        (("2021",), "2021-01-01"),
        (("2022",), "0001-01-01"),
    ],
)
def test_the_first_day_of_the_same_answers(asked: tuple[str, ...], first: str) -> None:
    today = Day("2021-06-15")
    for text in asked:
        today.reached(text)
    assert today.first == first


def test_a_month_that_is_past_is_so_from_the_first_of_the_next() -> None:
    for text, first in (("2021-05", "2021-06-01"), ("2021-06-14", "2021-06-15"), ("2020", "2021-01-01")):
        today = Day("2021-06-15")
        assert today.past(text) and today.first == first
        assert Day(first).past(text)
