"""Small newsrooms for tests: a project with releases, records of a few real divisions; persons are all 示例."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import drawing
from almanac.build import engine, press_tasks, values
from almanac.build.job import Job, Outcome
from almanac.build.tasks import Asked
from almanac.cli import press
from almanac.documents.outlet_pack import Pack
from almanac.load.press_releases import Newsroom
from almanac.model import divisions
from almanac.model.diagnostics import Fault
from almanac.views.press_release import News
from shares import REGISTER
from small import PROJECT

TODAY = "2021-06-15"
NOTICE = """\
届次: 23
主题: 示例主题
发文日期: 2021-05-06
类别:
  - {名称: 群众性主题宣传, 代码: publicity, 全称: 开展群众性主题宣传活动}
  - {名称: 关怀关爱, 代码: care, 全称: 开展关怀关爱活动}
投稿渠道:
  - {名称: 湖南省计生协网站, 邮箱: hnjsxwz@163.com}
媒体名录:
  - 名称: 红网
    级别: 省级
    邮箱: tougao@example.org
    要求: {标题最多: "20", 正文最少: "20", 正文最多: "400", 照片最多: "1", 照片最大: "5", 照片长边: "1920", 时效: "3",
      邮件主题: 单位：标题（作者）}
  - {名称: 湖南日报, 级别: 省级}
"""
ACTIVITY = """\
名称: 示例义诊
类别: [群众性主题宣传]
形式: [义诊]
状态: 已举办
开始: 2021-05-28 上午
地点: 示例广场
成效: {宣传: {场次: 1, 人数: 800余}}
"""
RELEASE = """\
---
标题: 浏阳市计生协举办示例义诊
摘要: 5月28日上午，浏阳市计生协在示例广场举办义诊。
单位: 长沙市/浏阳市
年份: "2021"
活动: [0528-shili]
状态: 定稿
通讯员: [示例作者]
责编: 示例编辑
审核: {初审: 示例甲, 复审: 示例乙, 终审: 示例丙}
发布: 2021-05-29
联系: 浏阳市计生协 0731-83600000
---
5月28日上午，浏阳市计生协在示例广场举办示例义诊，参加{{ 宣传人数 }}人。

## 现场

医生给老人量血压，见[示例报道](https://www.example.org/1.html)。
"""
FILES = {
    "events/2021/通知.yml": NOTICE,
    "events/2021/长沙市/浏阳市/0528-shili.yml": ACTIVITY,
    "content/press/shili.md": RELEASE,
}


def write(root: Path, files: dict[str, str]) -> Path:
    """A project in a folder: what is given besides, or instead of, FILES; an empty text is no file."""
    for path, text in (FILES | files).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        if text:
            picture = file.suffix in (".jpg", ".png", ".webp")
            file.write_bytes(drawing.by_word(text) if picture else text.encode())
    rows = "".join(f"{unit.code},{unit.name},{unit.slug}\n" for unit in REGISTER)
    (root / "events" / "associations.csv").write_text(f"code,name,level\n{rows}", encoding="utf-8")
    return root


def whole(root: Path, files: dict[str, str]) -> Path:
    """The same with all that a site is made of."""
    for name in ("theme", "hooks"):
        shutil.copytree(PROJECT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", root)
    (root / "content").mkdir()
    for page in (PROJECT / "content").glob("*.md"):
        shutil.copy(page, root / "content")
    return write(root, files)


def job(root: Path, today: str = TODAY, site: str = "site", aside: bool = False) -> Job:
    """What is asked of a command or a build in that project."""
    return Job(root, root / "events", root / "out" / site, today, None, 1, aside)


def build(root: Path, today: str = TODAY, site: str = "site", aside: bool = False) -> Outcome:
    """Build the project's site without a word."""
    return engine.build(job(root, today, site, aside), silent)


def silent(what: str, done: int, of: int) -> None:
    """Progress that nobody looks at."""


class Room(NamedTuple):
    """The releases of a project, each with what the records say to it, and what is wrong with them."""

    newsroom: Newsroom
    news: dict[str, News]
    faults: list[Fault]


def room(root: Path, today: str = TODAY) -> Room:
    """The releases of that project."""
    common = ["newsroom", "common faults today:all"]
    slugs: list[str] = []

    def names(asked: Asked) -> list[str]:
        slugs.extend(slug for slug, _ in asked.releases)
        return [*common, *(f"written/{slug}" for slug in slugs)]

    with engine.answers(job(root, today), names, silent, press_tasks.tasks) as value:
        found = map(values.fault, value["common faults today:all"])
        wrong = [fault for fault in found if fault.place.file.startswith("content/press/")]
        return Room(value["newsroom"], {slug: value[f"written/{slug}"] for slug in slugs}, wrong)


def packed(
    root: Path,
    outlet: str,
    today: str = TODAY,
    slug: str = "shili",
    url: str = "https://529.example.org/",
    original: bool = False,
) -> Pack:
    """A release of that project for an outlet."""
    asked = job(root, today)
    with engine.answers(asked, lambda those: press.for_pack(slug, those), silent, press_tasks.tasks) as value:
        return press.packed(value, slug, outlet, url, asked, original)


def listed(root: Path) -> divisions.Register:
    """The register of the project."""
    return divisions.load(root / "events" / "associations.csv")
