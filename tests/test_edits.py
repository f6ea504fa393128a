"""Whatever is edited, on whatever day: a build of what changed is what a clean build is, and tells the same."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import drawing
import hostile
import pytest
from everything import CONSENT, COUNTY, GONE, OTHER, WITHDRAWN
from hostile import Project
from small import bytes_of


@pytest.mark.whole
def test_random_edits_give_what_a_clean_build_gives(tmp_path: Path) -> None:
    """Every kind of file and the day (`hostile`); hundreds more by `tests/bench/edits.py`."""
    assert len(hostile.proved(tmp_path, 1980, 24)) >= 23


# ---------------------------------------------------------------- one edit after another

HERE = f"events/2021/{COUNTY}"
ROLL, ACTIVITY = f"{HERE}/表彰.yml", f"{HERE}/0528-shili.yml"
Edit = Callable[[Project], object]


def says(path: str, old: str, new: str, times: int = -1) -> Edit:
    """Other words in a file."""

    def edit(project: Project) -> None:
        file = project.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text, (path, old)
        file.write_text(text.replace(old, new, times), encoding="utf-8")

    return edit


def unseen(path: str, data: Callable[[bytes], bytes]) -> Edit:
    """Other bytes, as many, of the same time."""

    def edit(project: Project) -> None:
        file = project.root / path
        status, before = file.stat(), file.read_bytes()
        after = data(before)
        assert len(after) == len(before) and after != before
        file.write_bytes(after)
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))

    return edit


def removed(path: str) -> Edit:
    return lambda project: (project.root / path).unlink()


def back(path: str) -> Edit:
    return lambda project: (project.root / path).write_bytes(project.began[path])


def another_scene(before: bytes) -> bytes:
    return drawing.scene(7, 300).ljust(len(before), b"\0")


class Step(NamedTuple):
    """What is edited; a file of the site that changes by it, among others, by how its path begins; a fault then told."""

    edit: Edit
    changes: str = ""
    told: str = ""


YIZHEN, AT_HOME = f"{HERE}/0620-yizhen.yml", "e/2021-430181-0528-shili/"
STEPS = {
    "nothing": Step(lambda project: None),
    "a number, unseen": Step(
        unseen(ACTIVITY, lambda raw: raw.replace("人数: 40".encode(), "人数: 77".encode())),
        f"{AT_HOME}index.html",
    ),
    "a photo, unseen": Step(unseen(f"{HERE}/shili.jpg", another_scene), f"{AT_HOME}1-"),
    "a file that another area names is removed": Step(removed(YIZHEN), "u/4301/", "E229"),
    "and it comes back": Step(back(YIZHEN), "e/2021-430181-0620-yizhen/index.html"),
    "the notice": Step(says("events/2021/通知.yml", "主题: 学", "主题: 示例学"), "index.html"),
    "another year's notice": Step(
        says("events/2020/通知.yml", "届次: 22", "届次: 22\n主题: 示例旧主题"), "years/"
    ),
    "a roll that says 同意 and names no activity": Step(
        says(f"events/2021/{OTHER}/表彰.yml", "2021-06-20", "2021-06-14"),
        "u/4301/index.html",
        "W261",
    ),
    "a roll of the county is on the city's page, too": Step(
        says(ROLL, "示例健康幸福家庭", "示例幸福家庭"), "honours/2021/4301/index.html"
    ),
    "a roll names another activity": Step(
        says(ROLL, "活动: 0528-shili", "活动: 0620-yizhen"), "e/2021-430181-0620-yizhen/index.html"
    ),
    "the name is agreed to": Step(says(ROLL, WITHDRAWN, CONSENT), "e/2021-433101-0620-yizhen/index.html"),
    "and withdrawn once more": Step(
        says(ROLL, CONSENT, WITHDRAWN, 1), "e/2021-433101-0620-yizhen/index.html"
    ),
    "a faulty file has the name": Step(
        says(f"events/2021/{OTHER}/0529-{GONE}.yml", "状态: ", "壮态: "), "u/433101/"
    ),
    "a template": Step(says("theme/stamps/unit.html", "</h1>", "。</h1>"), "u/43/index.html"),
    "the day": Step(lambda project: setattr(project, "day", hostile.BEGIN.replace(month=7)), "digest/"),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One that is edited by all steps, one after another, with faulty records set aside."""
    made = Project(tmp_path_factory.mktemp("edits"), 1)
    made.aside = True
    return made


QUICK = (  # of each kind one: the others are gone through by the whole proof
    "nothing",
    "a number, unseen",
    "a file that another area names is removed",
    "and it comes back",
    "a roll that says 同意 and names no activity",
    "a template",
    "the notice",
    "a photo, unseen",
    "a faulty file has the name",
    "the day",
)


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.whole) for name in STEPS]
)
def test_each_edit_gives_what_a_clean_build_gives(project: Project, name: str) -> None:
    step, site = STEPS[name], project.root / "out/site"
    before = bytes_of(site)
    step.edit(project)
    ended = project.build(project.root)
    after = bytes_of(site)
    changed = [path for path in {*before, *after} if before.get(path) != after.get(path)]
    assert ended.published
    assert [path for path in changed if path.startswith(step.changes)] or not before
    assert not step.told or step.told in {fault[1] for fault in ended.faults}
    assert hostile.holding(project) == []
    if [*STEPS].index(name) % 7 == 0:  # what is wrong stays so
        assert ended == project.anew()
        assert after == bytes_of(project.clean / "out/site")


def test_a_withdrawal_is_kept_nowhere_though_nothing_is_published(project: Project) -> None:
    """The last of them: an error elsewhere keeps the site as it is, with the name; what is kept beside it loses it."""
    steps = says(ROLL, WITHDRAWN, CONSENT), says(ROLL, CONSENT, WITHDRAWN, 1)
    project.aside = False
    for path in project.named:
        back(path)(project)
    for edit in steps:
        edit(project)
        if edit is steps[1]:
            says("events/2021/通知.yml", "届次: ", "届次：")(project)
        assert project.build(project.root).published == (edit is steps[0])
    assert hostile.holding(project, "out/site")
    assert hostile.holding(project, "out/.build", ".build") == []
