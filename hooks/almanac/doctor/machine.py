"""The machine: Python, the packages of the lock, other programs, fonts, space, clock."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from almanac.doctor import publishing
from almanac.doctor.finding import Finding, Subject, bad, good, note
from almanac.publish.rsync import ADDRESS

LOCK, FONTS = "requirements.txt", "pylopdf_fonts_zh_cn"
LEAST, ENOUGH, FILES = (
    1 << 30,
    3 << 30,
    200_000,
)  # a province with its state takes about one GB and 200,000 files
_LOCKED = re.compile(r"(?m)^([A-Za-z0-9][\w.-]*)==([\w.+!-]+)( *;)?")
_AGAIN = "删去 .venv 文件夹，再运行一次 python build.py，会重新装好（要联网，一两分钟）。"
BEIJING = -8 * 3600  # as time.timezone counts, to the west


def python(subject: Subject) -> Iterator[Finding]:
    """Which Python looks, and on what."""
    yield good("Python", f"{platform.python_version()}，{platform.system()} {platform.machine()}")


def packages(subject: Subject) -> Iterator[Finding]:
    """The packages of .venv against the lock, each with all its files."""
    thing, lock, venv = "程序包", subject.project / LOCK, subject.project / ".venv"
    if not lock.is_file():
        yield bad(thing, f"没有 {LOCK}", f"用 git 取回来：git checkout -- {LOCK}")
        return
    if not venv.exists():
        yield note(thing, "运行环境还没有装", "运行一次 python build.py，会自己装好（要联网，一两分钟）。")
        return
    text = lock.read_text(encoding="utf-8")
    lacks, other, torn = _against(text, _installed(venv))
    for found, words in ((lacks, "缺少"), (torn, "文件不全"), (other, "版本和锁定的不同")):
        if found:
            yield bad(thing, f"{words}：{_some(found)}", _AGAIN)
    if not (lacks or torn or other):
        if _stamped(venv, text):
            yield good(thing, "和锁定的一样，没有缺的")
        else:
            yield note(thing, "没有装完，或程序更新了", "运行一次 python build.py，会接着装好。")


def _installed(venv: Path) -> dict[str, metadata.Distribution]:
    folders = [*venv.glob("lib/python3*/site-packages"), *venv.glob("Lib/site-packages")]
    listed = metadata.distributions(path=[str(folder) for folder in folders])
    return {_plain(str(each.metadata["Name"])): each for each in listed if each.metadata["Name"]}


def _against(
    lock: str, installed: dict[str, metadata.Distribution]
) -> tuple[list[str], list[str], list[str]]:
    """What is lacking, what is of another version, what lacks files; a package with a condition need not be there."""
    lacks, other, torn = [], [], []
    versions: dict[str, list[tuple[str, str]]] = {}
    for name, version, condition in _LOCKED.findall(lock):
        versions.setdefault(name, []).append((version, condition))
    for name, locked in versions.items():
        have = installed.get(_plain(name))
        if have is None:
            lacks += [] if all(condition for _, condition in locked) else [name]
        elif have.version not in [version for version, _ in locked]:
            other.append(f"{name} {have.version}（应为 {locked[0][0]}）")
        elif not _whole(have):
            torn.append(name)
    return lacks, other, torn


def _whole(package: metadata.Distribution) -> bool:
    files = package.files
    return files is not None and all(
        os.path.exists(str(file.locate())) for file in files if not str(file).endswith(".pyc")
    )


def _stamped(venv: Path, lock: str) -> bool:
    """Whether the launcher has written that this lock is installed whole."""
    stamp = venv / f"installed-{LOCK}"
    return stamp.is_file() and stamp.read_bytes().partition(b"\n")[2] == lock.encode()


def _plain(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()


def _some(names: list[str]) -> str:
    return "、".join(names[:3]) + (f" 等 {len(names)} 个" if len(names) > 3 else "")


def fonts(subject: Subject) -> Iterator[Finding]:
    """The two Chinese fonts of posters, certificates and printed tables."""
    found = [
        file
        for pattern in (f"lib/python3*/site-packages/{FONTS}", f"Lib/site-packages/{FONTS}")
        for folder in (subject.project / ".venv").glob(pattern)
        for file in folder.rglob("*")
        if file.suffix.lower() in (".otf", ".ttf", ".ttc") and file.stat().st_size
    ]
    if found:
        yield good("字体", f"思源黑体、思源宋体在（{len(found)} 个文件）；别的字体用 --fonts 指")
    elif (subject.project / ".venv").exists():
        yield bad("字体", "没有找到做 PDF 和海报的中文字体", _AGAIN)
    else:
        yield note("字体", "随程序包一起装，还没有装", "运行一次 python build.py，会自己装好。")


def tools(subject: Subject) -> Iterator[Finding]:
    """Other programs: git to fetch and look back, bash for daily.sh, rsync and ssh only for a server."""
    server = ADDRESS.fullmatch(publishing.target()) is not None
    wanted = {
        "git": ("取回改动、核对合并请求、备份都要它", True),
        "bash": ("每天自己更新（deploy/daily.sh）要它", True),
        "rsync": ("发布到服务器要它", server),
        "ssh": ("发布到服务器要它", server),
    }
    for name, (why, needed) in wanted.items():
        if shutil.which(name):
            yield good(name, _version(name))
        elif needed:
            yield note(
                name,
                f"没有装；{why}",
                f"请管电脑的人装上 {name}，例（Debian、Ubuntu）：sudo apt install {_package(name)}",
            )
        else:
            yield good(name, f"没有装；{why}，现在用不着")


def _package(name: str) -> str:
    return "openssh-client" if name == "ssh" else name


def _version(name: str) -> str:
    """The first words that a program says of its version."""
    option = "-V" if name == "ssh" else "--version"
    done = subprocess.run(
        [name, option],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=20,
        check=False,
        errors="replace",
    )
    number = re.search(r"\d+\.\d[\w.]*", done.stdout or done.stderr)
    return number[0] if number else "在"


def space(subject: Subject) -> Iterator[Finding]:
    """Room for the site, its state and the environment; and whether the folder may be written at all."""
    thing, folder = "磁盘", subject.project
    if not os.access(folder, os.W_OK):
        yield bad("权限", f"{folder} 不能写入", "用这个文件夹的主人来运行，或请他给写入的权限。")
    free = shutil.disk_usage(folder).free
    words = f"还有 {free / (1 << 30):.1f} GB"
    if free < LEAST:
        yield bad(thing, f"{words}，不够做全省的网站", "腾出 3 GB 以上再做。")
    elif free < ENOUGH:
        yield note(thing, f"{words}，不多了", "腾出 3 GB 以上，免得做到一半写满。")
    else:
        yield good(thing, words)
    if hasattr(os, "statvfs"):
        room = os.statvfs(folder)
        if room.f_files and room.f_favail < FILES:
            yield note(
                thing,
                f"还能建 {room.f_favail} 个文件，全省的网站约要 {FILES} 个",
                "换一个大些的磁盘，或删去不要的文件。",
            )


def zone(subject: Subject) -> Iterator[Finding]:
    """The machine's time zone: the program goes by Beijing, but cron goes by the machine."""
    if time.timezone == BEIJING and not time.daylight:
        yield good("时区", "北京时间")
        return
    clock = (5 * 60 + BEIJING - time.timezone) // 60 % 1440
    yield note(
        "时区",
        f"这台电脑不是北京时间，北京 0:05 是这里的 {clock // 60}:{clock % 60:02}",
        "网站的“今天”照北京时间，不用改；定时用 systemd（写明了时区），用 cron 的照这里的钟点写。",
    )


def day(subject: Subject) -> Iterator[Finding]:
    """Whether the day was fixed by a setting."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit() and (int(epoch) - BEIJING) % 86400:
        yield note(
            "日期",
            f"环境变量 SOURCE_DATE_EPOCH 把今天定成了 {subject.today}",
            "不是有意的，就去掉这个环境变量。",
        )
    else:
        yield good("日期", f"今天是 {subject.today}（北京时间）")


EXAMINATIONS = (python, packages, fonts, tools, space, zone, day)
