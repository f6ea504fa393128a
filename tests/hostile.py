"""A small project with every kind of file, edited by lot, on a day by lot: for the proof that a build of what changed is
a clean build. Persons are all 示例.

A build is made by a program of its own, as a user's is: so whatever is edited of theme/ and mkdocs.yml counts, too.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import drawing
import everything
import newsrooms
import unpacking
from everything import CONSENT, COUNTY, GONE, GOOD, OTHER, VILLAGE, WITHDRAWN
from guard import LIMIT
from small import PROJECT, bytes_of

BEGIN = datetime.date(2021, 6, 15)
CITY = "长沙市"
PHOTO = "照片: [{文件: shili.jpg, 说明: 示例现场, 画面: 示例现场, 同意: 有, 未成年人: 无}]\n"
PORTRAIT = "照片: {文件: shili.jpg, 说明: 示例, 画面: 示例, 同意: 有, 未成年人: 无}, "
ROLL = everything.FILES[f"events/2021/{COUNTY}/表彰.yml"].replace(
    f"事迹: {GOOD}与", f"{PORTRAIT}事迹: {GOOD}与"
)
TALLY = "- {级别: 村居社区, 截至: 2021-05-29, 宣传: {场次: 9, 人数: 999}, 不含: [逐场填报的], 说明: 示例}\n"
FILES = everything.FILES | {
    f"events/2021/{COUNTY}/表彰.yml": ROLL + "  活动: 0528-shili\n",
    f"events/2021/{COUNTY}/0528-shili.yml": everything.FILES[f"events/2021/{COUNTY}/0528-shili.yml"] + PHOTO,
    f"events/2021/{COUNTY}/汇总.yml": TALLY,
    f"events/2021/{CITY}/汇总.yml": TALLY.replace("村居社区", "乡镇街道"),
    f"events/2021/{CITY}/媒体.yml": "- {媒体: 红网, 形式: 文字, 标题: 示例报道, 活动: [浏阳市/0528-shili, 浏阳市/0620-yizhen]}\n",
    f"events/2021/{CITY}/0601-shili.yml": everything.PLAN.replace("NAMES", "示例").replace(
        "状态: 计划", f"状态: 计划\n联合: [{OTHER}]"
    ),
    f"events/2021/{OTHER}/0528-shili.yml": everything.FILES[f"events/2021/{OTHER}/0528-shili.yml"].replace(
        "报告会", "和示例乙报告会"
    )
    + f"联合: [{CITY}]\n",
    f"events/2021/{OTHER}/表彰.yml": "- {名称: 示例同意奖, 类型: 个人, 级别: 县级, 授予单位: 示例计生协, 日期: 2021-05-20, "
    f"名单: [{{编号: '01', 名称: 示例乙, 同意: {CONSENT.replace('2026-05-01', '2021-06-20')}}}]}}\n",
    f"events/2021/{VILLAGE}/清单.yml": "- {事项: 示例修路, 状态: 办结, 活动: [0527-weiwen]}\n",
    "events/names.csv": "code,name\n4331,示例旧称\n",
    "content/guide.md": (PROJECT / "content/guide.md").read_text(encoding="utf-8") + f"\n{GONE}和{GOOD}的话。\n",
}  # fmt: skip
PHOTOS = {
    f"events/2021/{COUNTY}/shili.jpg": drawing.scene(1, 400),
    f"events/2021/{COUNTY}/yizhen.jpg": drawing.scene(2, 400),
}
TEMPLATES = ("activity.html", "roll.html", "health.html", "home.html", "unit.html", "totals.html")
# What a file of a kind may say instead: a text and another, either way.
VARIANTS: dict[str, tuple[tuple[str, str], ...]] = {
    "活动": (
        ("状态: 已举办", "状态: 撤下"), ("状态: 计划", "状态: 取消"), ("开始: 2021-05", "开始: 2021-06"), ("人数: 40", "人数: 77"),
        ("地点: ", "地点: 示例室外"), ("名称: ", "名称: 示例新"), ("未成年人: 无", "未成年人: 有"), ("shili.jpg", "yizhen.jpg"),
        ("来源: ", f"联合: [{CITY}]\n来源: "),
    ),
    "表彰": ((WITHDRAWN, CONSENT), ("2021-06-01", "2021-06-21"), ("同意: ", "说法: "), ("2021-06-20", "2021-06-14"),
             ("示例计生协", "示例协会"), ("姓名: ", "姓: "), ("活动: 0528", "活动: 0620"), ("县级", "乡镇"), ("范围: [网页", "范围: [报刊")),
    "媒体": (("红网", "湖南日报"), ("0528-shili", "0620-yizhen"), ("文字", "音视频"), ("标题: ", "标题: 示例又")),
    "通知": (("主题: 学", "主题: 示例学"), ("慰问人数按人计", "慰问人数按户计"), ("学习", "示例学习"), ("红网", "红色网")),
    "汇总": (("人数: 999", "人数: 888"), ("村居社区", "乡镇街道"), ("2021-05-29", "2021-06-14"), ("场次: 9", "场次: 1")),
    "备案": (("2021-05-12", "2021-05-31"), ("内容: ", "内容: 示例"), ("总结: ", "联系人: 示例科\n总结: ")),
    "清单": (("办结", "在办"), ("事项: ", "事项: 示例"), ("0527-weiwen", "0526-weiwen")),
    "阵地": (("工作室", "示例室"), ("微信: ", "官网: ")),
    "封存": (("改动", "删去"),),
    "文章": (("示例正文", "示例新正文"), ("2023-05-10", "2021-06-16"), ("已审核", "待审核"), ("发布: 2021-05-10", "发布: 2021-06-20")),
    "稿件": (("状态: 定稿", "状态: 草稿"), ("2021-07-01", "2021-06-16"), ("0528-shili", "0620-yizhen"), ("老人", "示例老人")),
    "自己的页": (("示例", "示例又"), (GOOD, GONE), ("# ", "# 示例")),
    "模板": (("</p>", "！</p>"), ("</li>", "；</li>"), ("</h1>", "。</h1>"), ("</h2>", "。</h2>")),
    "设置": (("5·29会员活动日\n", "5·29示例活动日\n"), ('icp: ""', 'icp: "示例"'), ('file: ""', 'file: "https://example.org/{path}"')),
    "名册": (("大瑶镇", "大窑镇"), ("示例旧称", "示例古称"), ("示例社区", "示例小区")),
}  # fmt: skip


def kind_of(path: str) -> str:
    """What kind of file it is, as VARIANTS names it; empty for a picture."""
    name = path.rpartition("/")[2]
    if path.startswith("events/"):
        stem = name.partition(".")[0]
        return (
            ""
            if name.endswith(".jpg")
            else "名册"
            if name.endswith(".csv")
            else stem
            if stem in VARIANTS
            else "活动"
        )
    if path.startswith("content/"):
        return {"press": "稿件", "health": "文章"}.get(path.split("/")[1], "自己的页")
    return "设置" if name == "mkdocs.yml" else "模板"


class Ended(NamedTuple):
    """How a build ended: its faults but for those of addresses that vanish, whether it was published, what was set aside."""

    faults: list[Any]
    published: bool
    aside: list[str]


def ended(told: str) -> Ended:
    """How a build ended, as its program tells it."""
    faults, published, aside = json.loads(told)
    return Ended([each for each in faults if each[1] not in ("W290", "W291", "W292")], published, aside)


ASK = """
import json, sys
from pathlib import Path
sys.path.insert(0, "hooks")
from almanac.build import engine
from almanac.build.job import Job
from almanac.model.register_tables import Damaged
here, today, aside = Path.cwd(), sys.argv[1], sys.argv[2] == "True"
job = Job(here, here / "events", here / "out" / "site", today, None, 1, aside)
try:
    made = engine.build(job, lambda *_: None)
    print(json.dumps([made.faults, made.published, made.aside]))
except Damaged as error:
    print(json.dumps([[["associations.csv", "", str(error)]], False, []]))
"""


class Project:
    """The project that is edited, with its site; and another folder in which it is built anew."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.clean, self.chance = root / "here", root / "anew", random.Random(seed)
        newsrooms.whole(self.root, {name: text for name, text in FILES.items() if name != "events/names.csv"})
        (self.root / "events/names.csv").write_text(FILES["events/names.csv"], encoding="utf-8")
        shutil.copy(PROJECT / "requirements.txt", self.root)
        for path, data in PHOTOS.items():
            (self.root / path).write_bytes(data)
        everything._seal(self.root / "events")
        shutil.rmtree(self.root / "out", ignore_errors=True)
        shutil.rmtree(self.root / ".build", ignore_errors=True)
        shutil.copytree(self.root, self.clean)
        paths = (*FILES, *PHOTOS, "events/2021/封存.json", "events/associations.csv", "mkdocs.yml")
        paths += tuple(
            f"theme/stamps/{name}" for name in TEMPLATES if (self.root / "theme/stamps" / name).is_file()
        )
        self.began = {path: (self.root / path).read_bytes() for path in paths}
        self.named = tuple(self.began)
        self.day, self.aside, self.done = BEGIN, False, list[str]()

    def build(self, folder: Path) -> Ended:
        """Build one of the two."""
        command = [sys.executable, "-P", "-X", "utf8", "-c", ASK, str(self.day), str(self.aside)]
        ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=LIMIT, check=False)
        assert not ran.returncode, (self.done, ran.stderr[-3000:])
        return ended(ran.stdout)

    def anew(self) -> Ended:
        """Build the same in the other folder, in which nothing is kept but what mkdocs made of the same."""
        for name in ("events", "content", "theme", "mkdocs.yml"):
            here, there = self.root / name, self.clean / name
            if here.is_file():
                shutil.copyfile(here, there)
                continue
            shutil.rmtree(there)
            shutil.copytree(here, there)
        for name in ("out", ".build/out/photos", ".build/stamps"):
            shutil.rmtree(self.clean / name, ignore_errors=True)
        return self.build(self.clean)

    # ------------------------------------------------ edits

    def edit(self) -> None:
        """Change something: each kind of file is as likely as another, and so is each way to change it."""
        ways: tuple[Callable[[], str], ...] = (
            self._said, self._said, self._said, self._said, self._unseen, self._spoilt, self._gone, self._back, self._back,
            self._renamed, self._copied, self._drawn, self._other_day, self._other_day, self._turned,
        )  # fmt: skip
        self.done.append(self.chance.choice(ways)())

    def _file(self, kind: str | None = None) -> Path:
        kinds = sorted({kind_of(path) for path in self.named})
        kind = self.chance.choice(kinds) if kind is None else kind
        return self.root / self.chance.choice([path for path in self.named if kind_of(path) == kind])

    def _name(self, file: Path) -> str:
        return file.relative_to(self.root).as_posix()

    def _said(self) -> str:
        """A file says something else of its kind, or what it said before."""
        file = self._file()
        variants = VARIANTS.get(kind_of(self._name(file)), ())
        if not file.is_file() or not variants:
            return "nothing"
        old, new = self.chance.choice(variants)
        text = file.read_text(encoding="utf-8")
        said = text.replace(new, old, 1) if new in text else text.replace(old, new, 1)
        if kind_of(self._name(file)) == "封存" and self.chance.random() < 0.7:
            said = _signed(said)
        file.write_text(said, encoding="utf-8")
        return f"said {self._name(file)}: {old}/{new}"

    def _unseen(self) -> str:
        """Other bytes of the same number, and the time of before: as unzip and rsync -t leave it."""
        file = self._file()
        if not file.is_file():
            return "nothing"
        status, data = file.stat(), file.read_bytes()
        places = [at for at in range(len(data)) if data[at] in b"0123456789" and file.suffix != ".jpg"]
        if file.suffix == ".jpg":
            data = drawing.scene(self.chance.randrange(9), 400).ljust(len(data), b"\0")[: len(data)]
        elif places:
            at = self.chance.choice(places)
            data = data[:at] + str(self.chance.randrange(10)).encode() + data[at + 1 :]
        file.write_bytes(data)
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
        return f"unseen {self._name(file)}"

    def _spoilt(self) -> str:
        file = self._file(
            self.chance.choice(["活动", "活动", "表彰", "媒体", "通知", "文章", "稿件", "汇总", "备案"])
        )
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            old, new = self.chance.choice(
                [("名称: ", "名称："), ("状态: ", "壮态: "), ("日期: 2", "日期: 3"), ("2021", "202l")]
            )
            file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return f"spoilt {self._name(file)}"

    def _gone(self) -> str:
        file = self._file()
        kept = (
            "名册",
            "模板",
            "设置",
            "自己的页",
            "封存",
        )  # a seal that was published may not go: see test_seals
        if kind_of(self._name(file)) in kept or "目录" in file.name:
            return "nothing"
        file.unlink(missing_ok=True)
        return f"gone {self._name(file)}"

    def _back(self) -> str:
        """A file as it was in the beginning, whatever became of it: what was spoilt or removed is put right."""
        file = self._file() if self.chance.random() < 0.4 else None
        changed = [
            path
            for path in self.named
            if not (self.root / path).is_file() or (self.root / path).read_bytes() != self.began[path]
        ]
        path = self._name(file) if file else self.chance.choice(changed) if changed else self.named[0]
        (self.root / path).write_bytes(self.began[path])
        return f"back {path}"

    def _renamed(self) -> str:
        file = self._file(self.chance.choice(["活动", "稿件", "文章", ""]))
        other = file.with_name(f"{file.stem}-2{file.suffix}")
        one, two = (file, other) if file.is_file() else (other, file)
        if one.is_file() and "目录" not in file.name:
            one.rename(two)
        return f"renamed {self._name(one)}"

    def _copied(self) -> str:
        """The file of one association in the folder of another."""
        file, other = self._file("活动"), self._file("活动").parent
        name = f"{file.stem}-{self.chance.randrange(3)}.yml"
        if file.is_file() and other.is_dir():
            shutil.copy(file, other / name)
        return f"copied {self._name(file)} to {self._name(other)}/{name}"

    def _drawn(self) -> str:
        file = self._file("")
        file.write_bytes(drawing.scene(self.chance.randrange(9), self.chance.choice([300, 400])))
        return f"drawn {self._name(file)}"

    def mend(self) -> None:
        """Put three things right: else one fault after another keeps the site as it is."""
        self.done += [self._back(), self._back(), self._back()]

    def _other_day(self) -> str:
        """A day on, a day back, or one on which much changes."""
        one = datetime.timedelta(days=1)
        days = [self.day + one, self.day - one, self.day + 30 * one, BEGIN, datetime.date(2021, 5, 20)]
        days += [
            datetime.date(2021, 7, 1),
            datetime.date(2021, 6, 21),
            datetime.date(2022, 1, 1),
            datetime.date(2026, 5, 2),
        ]
        self.day = self.chance.choice(days)
        return f"day {self.day}"

    def _turned(self) -> str:
        self.aside = not self.aside
        return f"aside {self.aside}"


def _signed(text: str) -> str:
    """A seal with the digest that belongs to it, as `seal` itself would write it."""
    said = json.loads(text)
    body = json.dumps(said["sealed"], ensure_ascii=False, indent=0, sort_keys=True)
    said["seal"] = hashlib.sha256(body.encode()).hexdigest()
    return json.dumps(said, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


class Idle(AssertionError):
    """By this seed's lot nearly all edits were mistakes: nothing was wrong, but little was proved."""


def proved(
    root: Path, seed: int, steps: int, edits: int = 3, of: Callable[[Path, int], Project] = Project
) -> list[str]:
    """After some edits each time: the site, and what is told, is that of a clean build; with an error it is as it was.

    What is kept holds no name that is withdrawn. What was done; AssertionError says where it was otherwise.
    """
    project = of(root, seed)
    site, before, published = project.root / "out/site", dict[str, str](), 0
    for step in range(steps):
        for _ in range(project.chance.randint(1, edits) if step else 0):
            project.edit()
        made, clean = project.build(project.root), project.anew()
        told = f"seed {seed}, step {step}: {project.done}"
        assert made == clean, told
        after = bytes_of(site) if site.is_dir() else {}
        expected = bytes_of(project.clean / "out/site") if made.published else before
        assert _differing(after, expected) == [], told
        assert not holding(project) or not made.published, (told, holding(project))
        before, published = after, published + made.published
        if not made.published:
            project.mend()
    if published <= steps // 4:
        raise Idle(f"seed {seed}: only {published} of {steps} builds were published")
    return project.done


def _differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))[:20]


def holding(project: Project, *folders: str) -> list[str]:
    """The files of the site and of what is kept that hold the name, while a roll says that it was withdrawn."""
    rolls = [roll.read_text(encoding="utf-8") for roll in (project.root / "events/2021").rglob("表彰.yml")]
    if not any(
        f"名称: {GONE}" in line and "撤回: 2021" in line for roll in rolls for line in roll.splitlines()
    ):
        return []
    below = [project.root / folder for folder in folders or ("out", ".build")]
    files = [path for folder in below for path in folder.rglob("*") if path.is_file()]
    return [path.as_posix() for path in files if any(form in _kept(path) for form in unpacking.forms(GONE))]


def _kept(path: Path) -> bytes:
    """The bytes of a file; in what is kept between builds, the path by which a clerk finds a faulty file today may stay."""
    data = path.read_bytes()
    return re.sub(f"05[0-9a-z-]*{GONE}[0-9-]*.yml".encode(), b"", data) if ".build" in path.parts else data
