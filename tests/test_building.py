"""The whole line: what is built again is what a clean build gives; the same records give the same bytes."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from almanac.model.diagnostics import Fault
from almanac.views import rollup
from guard import LIMIT
from small import PROJECT, TODAY, build, bytes_of, records

RUN = "import sys; sys.path.insert(0, sys.argv[1]); import small; from pathlib import Path; "


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return records(tmp_path_factory.mktemp("province") / "events")


@pytest.mark.whole
def test_a_city_names_all_or_counts_and_is_what_a_clean_build_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So few activities are a crowd here that edits by lot turn cities from naming all of them to counting, and back.

    Edits of every kind of file: test_edits.
    """
    monkeypatch.setattr(rollup, "CROWDED", 55)
    chance = random.Random(529)
    events, site = records(tmp_path / "events"), tmp_path / "site"
    build(events, site, set_aside=True)
    for step in range(1, 33):
        _edit(chance, events, step)
        if step % 4 and chance.random() < 0.5:
            continue
        assert build(events, site, set_aside=True).published
        if step % 16 == 0:
            clean = tmp_path / f"clean{step}"
            build(events, clean, set_aside=True)
            assert bytes_of(site) == bytes_of(clean), step


@pytest.mark.whole
def test_what_is_above_is_left_alone_only_where_it_shows_nothing_of_a_change(tmp_path: Path) -> None:
    """In a full province most villages' activities are only counted above; still each build is as a clean one."""
    chance, edits = random.Random(1980), 12
    events, site = records(tmp_path / "events", 1500), tmp_path / "site"
    build(events, site)
    changes = [
        ("地点: ", "地点: 示例"), ("名称: ", "名称: 示例"), ("状态: 计划", "状态: 撤下"), ("开始: 2021-05-2", "开始: 2021-05-1")
    ]  # fmt: skip
    villages = sorted(path for path in events.rglob("[01]*.yml") if len(path.relative_to(events).parts) > 4)
    left_alone = 0
    for step in range(1, edits + 1):
        old, new = changes[step % 4]
        file = chance.choice([path for path in villages if old in path.read_text(encoding="utf-8")])
        file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
        before = (site / "index.html").read_bytes()
        made = build(events, site, set_aside=True)
        left_alone += made.written + made.gone > 0 and (site / "index.html").read_bytes() == before
        if step % 6 == 0:
            build(events, tmp_path / f"clean{step}", set_aside=True)
            assert bytes_of(site) == bytes_of(tmp_path / f"clean{step}"), step
    assert left_alone > edits // 5


def _edit(chance: random.Random, events: Path, step: int) -> None:
    activities = sorted(path for path in events.rglob("[01]*.yml"))
    file = chance.choice(activities)
    text = file.read_text(encoding="utf-8")
    kind = chance.randrange(7)
    if kind == 0 and len(activities) > 60:
        file.unlink()
    elif kind == 1:
        file.with_name(f"{file.stem[:4]}-示例{step}.yml").write_text(text, encoding="utf-8")
    elif kind == 2:
        _replace(file, text, "名称: ", f"名称: 示例{step} ")
    elif kind == 3:
        other = chance.choice(activities).parent
        if "联合" not in text and other != file.parent and other != events / "2021":
            path = "/".join(other.relative_to(events / "2021").parts)
            file.write_text(f"{text.rstrip()}\n联合: [{path}]\n", encoding="utf-8")
    elif kind == 4:
        _replace(file, text, "地点: ", f"地点: 示例{step}室外 ")
    elif kind == 5 and step % 3 == 0:
        file.write_text(text.replace("名称: ", "名称："), encoding="utf-8")
    elif "状态: 计划" in text and "变更" not in text:
        changed = text.replace("状态: 计划", "状态: 取消").rstrip()
        file.write_text(f"{changed}\n变更: [{{日期: {TODAY}, 内容: 示例}}]\n", encoding="utf-8")


def _replace(file: Path, text: str, before: str, after: str) -> None:
    lines = [
        after + line[len(before) :][:30] if line.startswith(before) else line for line in text.split("\n")
    ]
    file.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.whole
def test_the_same_records_give_the_same_bytes(province: Path, tmp_path: Path) -> None:
    """Another hash seed, folder, time zone, locale and number of workers change nothing."""
    build(province, tmp_path / "one" / "site")
    code = f"{RUN}small.build(Path(sys.argv[2]), Path(sys.argv[3]), workers=2)"
    surroundings = {"PYTHONHASHSEED": "77", "TZ": "America/Lima", "LC_ALL": "C"}
    path = os.pathsep.join([str(PROJECT / "hooks"), str(PROJECT / "tests")])
    other = tmp_path / "elsewhere" / "other"
    subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(PROJECT / "tests"), str(province), str(other)],
        env={**os.environ, **surroundings, "PYTHONPATH": path},
        check=True,
        timeout=LIMIT,
    )
    assert bytes_of(tmp_path / "one" / "site") == bytes_of(other)


@pytest.mark.whole
def test_unchanged_records_write_nothing(province: Path, tmp_path: Path) -> None:
    first = build(province, tmp_path / "site")
    again = build(province, tmp_path / "site")
    assert (again.written, again.gone, again.files) == (0, 0, first.files)
    assert first.files == len(bytes_of(tmp_path / "site"))


def test_one_changed_activity_changes_few_files(province: Path, tmp_path: Path) -> None:
    events = records(tmp_path / "events")
    build(events, tmp_path / "site")
    before = bytes_of(tmp_path / "site")
    file = sorted(path for path in events.rglob("[01]*.yml") if len(path.relative_to(events).parts) == 6)[3]
    _replace(file, file.read_text(encoding="utf-8"), "名称: ", "名称: 示例新名 ")
    outcome = build(events, tmp_path / "site")
    after = bytes_of(tmp_path / "site")
    assert outcome.written + 1 == sum(after[path] != before.get(path) for path in after)
    assert 5 < outcome.written < 80


def test_an_error_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    events, site = records(tmp_path / "events"), tmp_path / "site"
    build(events, site)
    before = bytes_of(site)
    file = sorted(events.rglob("[01]*.yml"))[5]
    file.write_text("名称：示例\n", encoding="utf-8")
    outcome = build(events, site)
    assert not outcome.published
    assert outcome.faults[0].code.startswith("E")
    assert bytes_of(site) == before


@pytest.mark.whole
def test_an_error_in_the_notice_is_told_with_all_others(tmp_path: Path) -> None:
    events, site = records(tmp_path / "events"), tmp_path / "site"
    build(events, site)
    before = bytes_of(site)
    notice, file = events / "2021" / "通知.yml", sorted(events.rglob("[01]*.yml"))[5]
    notice.write_text(notice.read_text(encoding="utf-8").replace("届次: ", "届次："), encoding="utf-8")
    file.write_text("名称：示例\n", encoding="utf-8")
    outcome = build(events, site)
    assert not outcome.published
    assert {fault.place.file.rsplit("/")[-1] for fault in outcome.faults} >= {"通知.yml", file.name}
    assert bytes_of(site) == before


@pytest.mark.whole
def test_set_aside_publishes_the_rest_and_says_so(tmp_path: Path) -> None:
    events, site = records(tmp_path / "events"), tmp_path / "site"
    build(events, site)
    file = sorted(path for path in events.rglob("[01]*.yml") if len(path.relative_to(events).parts) == 6)[5]
    code = file.read_text(encoding="utf-8")
    file.write_text("名称：示例\n", encoding="utf-8")
    outcome = build(events, site, set_aside=True)
    assert outcome.published
    assert outcome.aside == [file.relative_to(events).as_posix()]
    assert file.name in (site / "index.html").read_text(encoding="utf-8")
    file.write_text(code, encoding="utf-8")
    build(events, site)
    clean = tmp_path / "clean"
    build(events, clean)
    assert bytes_of(site) == bytes_of(clean)


@pytest.mark.whole
def test_a_published_address_that_vanishes_is_told_and_kept_alive(tmp_path: Path) -> None:
    """W290: a renamed file loses its address until 曾用地址 names it; then the old address leads to the new one."""
    events, site = records(tmp_path / "events"), tmp_path / "site"
    build(events, site)
    file = sorted(path for path in events.rglob("[01]*.yml") if len(path.relative_to(events).parts) == 6)[5]
    renamed = file.rename(file.with_name(f"{file.stem[:4]}-示例改名.yml"))
    told = [fault for fault in build(events, site).faults if fault.code == "W290"]
    assert len(told) == 1
    old = told[0].example.removeprefix("曾用地址: [").removesuffix("]")
    assert not (site / "e" / old).exists()
    renamed.write_text(
        f"{renamed.read_text(encoding='utf-8').rstrip()}\n曾用地址: [{old}]\n", encoding="utf-8"
    )
    assert not [fault for fault in build(events, site).faults if fault.code == "W290"]
    page = (site / "e" / old / "index.html").read_text(encoding="utf-8")
    assert 'http-equiv="refresh"' in page


@pytest.mark.whole
def test_every_page_of_a_demo_says_so(province: Path, tmp_path: Path) -> None:
    build(province, tmp_path / "site")
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 150
    assert [page for page in pages if "演示数据" not in page.read_text(encoding="utf-8")] == []


@pytest.mark.whole
def test_a_published_activity_that_moves_without_a_word_is_told(tmp_path: Path) -> None:
    """W292: whoever noted the hour must learn of another one; a 变更 that says it, or an hour that only now is known, is well."""
    events, site = records(tmp_path / "events", today="2021-05-12"), tmp_path / "site"
    plans = {path: found[1] for path in sorted(events.rglob("*.yml")) if (found := HOUR.search(_plan(path)))}
    file, hour = next(iter(plans.items()))
    before = file.read_text(encoding="utf-8")

    def told(text: str) -> list[Fault]:
        file.write_text(text, encoding="utf-8")
        return [fault for fault in build(events, site, today="2021-05-12").faults if fault.code == "W292"]

    assert told(before) == []
    moved = before.replace(hour, f"{hour[:10]} 16:10")
    (fault,) = told(moved)
    assert "16:10" in fault.message and "时间由" in fault.message and "变更: [{" in fault.example
    assert told(moved) == []  # told once: it is what was published last
    change = f"变更: [{{日期: 2021-05-12, 内容: 时间改为下午5点, 原定: {hour[:10]} 16:10}}]\n"
    assert told(before.replace(hour, f"{hour[:10]} 17:00") + change) == []


HOUR = re.compile("\n开始: (2021-0[56]-[0-9]{2} [0-9]{2}:[0-9]{2})\n")


def _plan(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return (
        text
        if "状态: 计划" in text and not any(word in text for word in ("结束:", "变更:", "走访", "结对"))
        else ""
    )
