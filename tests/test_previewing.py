"""A preview holds the pages that a proposal touches, as the whole site would show them, and no others."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from almanac.model import divisions
from guard import LIMIT
from small import TODAY, build, records
from test_commands import run
from test_withdrawal import GONE, GOOD, NAME, named_in
from test_withdrawn_elsewhere import ROLL

GIT = ("git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")


LED = ("同市别县", "外市")


def is_led(folder: Path, file: Path, leader: str) -> bool:
    """Whether a township's folder is of such a leader, as seen from a village's file."""
    (city, county), (own_city, own_county) = folder.parts[-3:-1], file.parts[-5:-3]
    return (city == own_city, county == own_county) == (leader == "同市别县", False)


@pytest.fixture(scope="module")
def proposal(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A demo province in a repository, one activity of a village renamed in the working folder; its file."""
    events = records(tmp_path_factory.mktemp("preview") / "events", activities=60)
    file = next(iter(sorted(events.glob("2021/*/*/*/*/05*.yml"))))
    own = "/".join(file.relative_to(events).parts[1:-1])
    for leader in LED:  # by an association of the same city, by one of another, with the village as partner
        folder = next(each for each in sorted(events.glob("2021/*/*/*/")) if is_led(each, file, leader))
        text = f"名称: 示例{leader}联合活动\n类别: [家庭健康促进]\n状态: 计划\n开始: 2021-05-29\n地点: 示例广场\n联合: [{own}]\n"
        (folder / "0529-shili-lianhe.yml").write_text(text, encoding="utf-8")
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "x")):
        subprocess.run([*GIT, *arguments], cwd=events.parent, check=True, timeout=LIMIT)
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub("名称: .*", "名称: 示例预览活动", text), encoding="utf-8", newline="\n")
    return events, file


@pytest.mark.whole
def test_the_touched_pages_are_those_of_the_whole_site(proposal: tuple[Path, Path], tmp_path: Path) -> None:
    events, file = proposal
    to, site = tmp_path / "preview", tmp_path / "whole" / "site"
    code, said = run("preview", "--records", events, "--base", "HEAD", "--to", to, "--today", TODAY)
    assert code == 0, said
    build(events, site)
    pages = [page.relative_to(to).as_posix() for page in to.rglob("*.html")]
    changed = [page for page in pages if page.startswith("e/")]
    assert len(changed) == 1 and len(pages) < 20
    own = divisions.load(events / "associations.csv").at("/".join(file.relative_to(events).parts[1:-1])) or ""
    assert {page.split("/")[1] for page in pages if page.startswith("u/")} <= {own[:6], own[:9], own}
    village = (to / "u" / own / "index.html").read_text(encoding="utf-8")
    assert all(f"示例{leader}联合活动" in village for leader in LED)
    for page in pages:
        if page != "index.html":
            assert (to / page).read_bytes() == (site / page).read_bytes(), page
    front = (to / "index.html").read_text(encoding="utf-8")
    assert "示例预览活动" in front and changed[0] in front and "http" not in front
    assert not list(to.rglob("*.csv"))
    assert file.stem not in front


@pytest.mark.whole
def test_who_takes_part_in_what_another_county_begins_is_shown_too(
    proposal: tuple[Path, Path], tmp_path: Path
) -> None:
    """Where the leader's file alone is touched, the partner's page changes with it: as the whole site has it, and away again."""
    events, file = proposal
    own = "/".join(file.relative_to(events).parts[1:-1])
    code = divisions.load(events / "associations.csv").at(own)
    folder = next(each for each in sorted(events.glob("2021/*/*/*/")) if is_led(each, file, "外市"))
    new = folder / "0530-shili-xin.yml"
    git = ["git", "-C", str(events.parent), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    head = subprocess.run(
        [*git, "rev-parse", "HEAD"], check=True, timeout=LIMIT, capture_output=True, text=True
    )
    before = head.stdout.strip()
    subprocess.run([*git, "commit", "-q", "-a", "-m", "x"], check=True, timeout=LIMIT)
    new.write_text(
        f"名称: 示例新的联合活动\n类别: [家庭健康促进]\n状态: 计划\n开始: 2021-05-30\n地点: 示例广场\n联合: [{own}]\n",
        encoding="utf-8",
    )
    to, site = tmp_path / "preview", tmp_path / "whole" / "site"
    asked = ("preview", "--records", events, "--base", "HEAD", "--today", TODAY, "--to")
    try:
        done, said = run(*asked, to)
        assert done == 0, said
        build(events, site)
        page = f"u/{code}/index.html"
        assert "示例新的联合活动" in (to / page).read_text(encoding="utf-8")
        assert (to / page).read_bytes() == (site / page).read_bytes()
        subprocess.run([*git, "add", "-A"], check=True, timeout=LIMIT)
        subprocess.run([*git, "commit", "-q", "-m", "x"], check=True, timeout=LIMIT)
        alone = "".join(
            line for line in new.read_text("utf-8").splitlines(keepends=True) if "联合:" not in line
        )
        new.write_text(alone, encoding="utf-8")
        done, said = run(*asked, tmp_path / "without")
        assert done == 0 and "示例新的联合活动" not in (tmp_path / "without" / page).read_text("utf-8")
    finally:
        new.unlink()
        subprocess.run([*git, "reset", "-q", before], check=True, timeout=LIMIT)


@pytest.mark.whole
def test_a_record_with_errors_is_named_and_left_out(proposal: tuple[Path, Path], tmp_path: Path) -> None:
    events, file = proposal
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("状态: ", "状态：", 1), encoding="utf-8")
    try:
        to = tmp_path / "preview"
        code, said = run("preview", "--records", events, "--base", "HEAD", "--to", to, "--today", TODAY)
    finally:
        file.write_text(text, encoding="utf-8")
    assert code == 0 and file.name in said
    assert "不再有的页面" in (to / "index.html").read_text(encoding="utf-8")


@pytest.mark.whole
def test_a_name_withdrawn_in_another_share_is_in_no_preview(
    proposal: tuple[Path, Path], tmp_path: Path
) -> None:
    """Also where the roll that says so is part of nothing that is proposed."""
    events, file = proposal
    own = file.relative_to(events).parts[2]
    other = next(each for each in sorted(events.glob("2021/*/*")) if each.is_dir() and each.name != own)
    text, roll = file.read_text(encoding="utf-8"), other / "表彰.yml"
    before = roll.read_text(encoding="utf-8") if roll.exists() else "[]\n"
    try:
        file.write_text(re.sub("名称: .*", f"名称: {NAME}活动", text), encoding="utf-8")
        for consent, named in ((GOOD, True), (GONE, False)):
            commit(roll, ROLL.replace("NAME", NAME).replace("CONSENT", consent))
            to = tmp_path / str(named)
            code, said = run("preview", "--records", events, "--base", "HEAD", "--to", to, "--today", TODAY)
            assert code == 0, said
            assert bool([path for path in named_in(to) if path.startswith("e/")]) == named
    finally:
        file.write_text(text, encoding="utf-8")
        commit(roll, before)


def commit(file: Path, text: str) -> None:
    """Put a file with this text into the base."""
    file.write_text(text, encoding="utf-8")
    for arguments in (("add", file.name), ("commit", "-q", "-m", "x")):
        subprocess.run([*GIT, *arguments], cwd=file.parent, check=True, timeout=60)


def test_a_folder_with_something_in_it_is_left_alone(proposal: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    code, said = run(
        "preview", "--records", proposal[0], "--base", "HEAD", "--to", tmp_path, "--today", TODAY
    )
    assert code == 2 and "已经有东西" in said and [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
