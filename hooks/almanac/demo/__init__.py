"""A synthetic province over the real register, to try the site and to measure it; all of it is invented."""

from __future__ import annotations

import csv
import datetime
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from almanac.demo.activities import PICTURED, records_of
from almanac.demo.pictures import picture
from almanac.demo.setting import Draw, Idea, Scene, pick
from almanac.model.divisions import Level, Register
from almanac.parse.discovery import DEMO, is_demos

RECORDS = Path(__file__).resolve().parents[3] / "events"
IDEAS = Path(__file__).with_name("demo.csv")
KEPT = (
    *("发文日期", "时间", "类别", "报送期限", "投稿渠道", "媒体名录"),
    *("统计表", "统计表各块", "口径", "评估", "关注"),
)

# Activities of one association by its level, where the whole province has 60,000.
SHARES = dict(zip(Level, (20.0, 12.0, 10.0, 4.0, 50_440 / 29_534), strict=True))


QUIET = 0.02  # so many villages hold nothing


def write(
    to: Path,
    register: Register,
    activities: int,
    seed: int,
    year: int,
    progress: Callable[[int], None],
    today: datetime.date | None = None,
) -> None:
    """Fill an empty or an old demo folder with the records of a year as they stand on a day, May 29 if none is said.

    The same seed and day give the same bytes; another day the same activities as they stand then.
    progress: told now and then how many activities are written by then.
    ValueError: the folder has other things in it.
    """
    notice = notice_of(shipped(), year)
    _clear(to)
    root = to / str(year)
    root.mkdir(parents=True)
    _save(f"{root}/通知.yml", notice.encode())  # first: from now on the folder is known as a demo's
    rows = "".join(f"{code},{name},{level}\n" for code, name, level in register)
    _save(f"{to}/associations.csv", f"code,name,level\n{rows}".encode())
    draw = random.Random(seed).random
    numbers = _numbers(draw, register, activities)
    scene = _scene(draw, register, year, today or datetime.date(year, 5, 29), numbers)
    done = told = 0
    for here in register:
        folder = f"{root}/{register.path(here.code)}".rstrip("/")
        files = records_of(scene, here, numbers[here.code])
        if files:
            Path(folder).mkdir(parents=True, exist_ok=True)
        for stem, text in files.items():
            _save(f"{folder}/{stem}.yml", text.encode())
            if PICTURED in text:
                _save(f"{folder}/{stem}.jpg", picture(random.Random(f"{seed} {here.code}").random))
        done += numbers[here.code]
        if done - told >= 500:
            progress(done)
            told = done
    progress(done)


def shipped() -> str:
    """The newest of our notices that follows no other: it says what others take over."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(RECORDS.glob("[0-9]*/通知.yml"))]
    return [text for text in texts if "\n沿用:" not in text.replace("\r", "")][-1]


def notice_of(shipped: str, year: int) -> str:
    """The shipped notice moved to a year and marked as a demo; what only the real one may say is left out."""
    head = (
        "# 演示数据，由 build.py demo 生成\n"
        f"标题: 演示数据（由程序生成，不是真实通知）：第{year - 1998}个“5.29会员活动日”\n"
        f"届次: {year - 1998}\n主题: 演示主题 健康进万家 幸福进家庭\n{DEMO}\n"
    )
    blocks = re.split(r"^(?=[^\s#\-])", shipped.replace("\r\n", "\n"), flags=re.MULTILINE)[1:]
    kept = "".join(block for block in blocks if block.partition(":")[0] in KEPT)
    was = int(re.search(r"(?m)^届次: *([0-9]+)", shipped)[1]) + 1998  # type: ignore[index]
    kept = re.sub(rf"\b{was}-(?=[0-9]{{2}}-)", f"{year}-", kept).replace(
        f"第{was - 1998}个", f"第{year - 1998}个"
    )
    return head + kept.rstrip() + "\n"


# ---------------------------------------------------------------- the folder


def _save(file: str, data: bytes) -> None:
    with open(file, "wb") as out:
        out.write(data)


def _clear(to: Path) -> None:
    """Take away what an earlier demo wrote; anything else in the folder stays and is a refusal."""
    if not to.exists():
        return
    found = sorted(to.iterdir()) if to.is_dir() else [to]
    years = [entry for entry in found if entry.name != "associations.csv"]
    strange = [entry for entry in years if not is_demos(entry)] or ([] if years else found)
    if strange:
        raise ValueError(
            f"“{to}”里已有别的内容（{strange[0].name}），为了不覆盖它，没有写演示数据。"
            "请换一个空文件夹或一个新名字，例：--to demo"
        )
    for folder in years:
        for entry in folder.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry.name != "通知.yml":
                entry.unlink()
    (to / "associations.csv").unlink(missing_ok=True)
    for folder in years:  # notices last: a demo half cleared is still known as one
        (folder / "通知.yml").unlink()
        folder.rmdir()


def _numbers(draw: Draw, register: Register, activities: int) -> dict[str, int]:
    """How many activities each association holds: levels in proportion, the rest at the lowest level."""
    codes: dict[Level, list[str]] = {}
    for here in register:
        codes.setdefault(here.level, []).append(here.code)
    whole = sum(SHARES[level] * len(found) for level, found in codes.items())
    numbers: dict[str, int] = {}
    left = activities
    for level, found in codes.items():
        share = max(1, round(activities * SHARES[level] * len(found) / whole))
        share = left if len(numbers) + len(found) == len(register) else min(left, share)
        left -= share
        numbers.update(dict.fromkeys(found, 0))
        active = [code for code in found if level is not Level.VILLAGE or draw() >= QUIET] or found
        each, more = divmod(share, len(active))
        numbers.update(dict.fromkeys(active, each))
        for _ in range(more):
            numbers[pick(draw, active)] += 1
    return numbers


def _scene(draw: Draw, register: Register, year: int, today: datetime.date, numbers: dict[str, int]) -> Scene:
    start = datetime.date(year, 5, 1)
    with IDEAS.open(encoding="utf-8", newline="") as rows:
        table = list(csv.DictReader(rows))
    ideas = [Idea.row(words) for words in table]
    fitting = {
        level: tuple(idea for idea in ideas if sign in idea.levels)
        for level, sign in zip(Level, "省市县乡村", strict=True)
    }
    return Scene(draw, register, start, (today - start).days, fitting, numbers)
