"""This checkout: its files, its records, what git says of it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from almanac.doctor.finding import Finding, Subject, bad, good, note
from almanac.review import git

NEEDED = (
    "mkdocs.yml", "requirements.txt", "content/index.md", "theme/base.html", "hooks/site_hooks.py",
    "hooks/almanac/cli/main.py", "deploy/daily.sh", "tests/faults",
)  # fmt: skip
TEXTS = {".yml", ".yaml", ".md", ".csv", ".json", ".html", ".css", ".js", ".py", ".sh", ".txt"}
PLACES = ("events", "content", "theme", "hooks", "deploy")
LARGEST = 8 << 20
_MARKER = re.compile(rb"(?m)^(?:<{7}|>{7}) ")
SECONDS = 20  # so long another machine is waited for


def files(subject: Subject) -> Iterator[Finding]:
    """What the program cannot do without."""
    lacks = [name for name in NEEDED if not (subject.project / name).exists()]
    if lacks:
        yield bad("程序文件", f"缺少 {_some(lacks)}", f"用 git 取回来：git checkout -- {lacks[0]}")
    else:
        yield good("程序文件", "齐全")


def records(subject: Subject) -> Iterator[Finding]:
    """The register, the years, and the notice of each."""
    folder = subject.records
    if not folder.is_dir():
        yield bad("记录", f"没有文件夹 {folder}", "用 git 取回来，例：git checkout -- events")
        return
    register = folder / "associations.csv"
    if not register.is_file():
        yield bad("名册", f"没有 {register}", "用 git 取回来，例：git checkout -- events/associations.csv")
    else:
        with register.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            number = sum(1 for row in csv.reader(lines) if row) - 1
        yield (
            good("名册", f"{number:,} 个协会")
            if number > 0
            else bad("名册", "是空的", "用 git 取回来，例：git checkout -- events/associations.csv")
        )
    years = sorted(path for path in folder.iterdir() if re.fullmatch(r"\d{4}", path.name) and path.is_dir())
    filed = [sum(1 for _ in path.rglob("*.yml")) for path in years]
    yield good(
        "记录",
        "，".join(f"{path.name} 年 {number} 份" for path, number in zip(years, filed, strict=True))
        or "还没有",
    )
    lacks = [path.name for path in years if not (path / "通知.yml").is_file()]
    if lacks:
        yield bad(
            "通知", f"{'、'.join(lacks)} 年没有 通知.yml", "在那一年的文件夹里放 通知.yml，可以照上一年的改。"
        )
    elif years:
        yield _newest(years[-1].name, subject.today)


def _newest(year: str, today: str) -> Finding:
    if year < today.partition("-")[0]:
        return note(
            "通知", f"最近的是 {year} 年的", "今年的通知下来以后，照“怎样开办和维护”里“新的一年”一节加上。"
        )
    return good("通知", f"{year} 年的在")


def texts(subject: Subject) -> Iterator[Finding]:
    """Marks that a merge left behind, and line ends of Windows."""
    marked, windows = [], []
    for path in _texts(subject.project):
        data = path.read_bytes() if path.stat().st_size <= LARGEST else b""
        name = path.relative_to(subject.project).as_posix()
        if (b"<<<<<<<" in data or b">>>>>>>" in data) and _MARKER.search(data):
            marked.append(name)
        if b"\r\n" in data:
            windows.append(name)
    if marked:
        yield bad(
            "合并的痕迹",
            f"{_some(marked)} 里有 <<<<<<< 一类的行",
            "打开文件，留下对的内容，删去 <<<<<<<、=======、>>>>>>> 三种行，再提交。",
        )
    else:
        yield good("合并的痕迹", "没有")
    scripts = [name for name in windows if name.endswith(".sh")]
    if scripts:
        yield bad(
            "换行",
            f"{_some(scripts)} 用的是 Windows 的换行，bash 读不了",
            f"运行：git add --renormalize . ，再 rm {scripts[0]} && git checkout -- {scripts[0]}",
        )
    elif windows:
        yield note(
            "换行", f"{_some(windows)} 用的是 Windows 的换行", "能读，不急；在编辑器里把换行改成 LF 再保存。"
        )
    else:
        yield good("换行", "都对")


def _texts(project: Path) -> Iterator[Path]:
    yield from (path for path in sorted(project.glob("*")) if path.suffix in TEXTS and path.is_file())
    for place in PLACES:
        for path in sorted((project / place).rglob("*")):
            if path.suffix in TEXTS and path.is_file() and not path.is_symlink():
                yield path


def repository(subject: Subject) -> Iterator[Finding]:
    """What git says: what is not committed, what is not merged, what is only here."""
    folder = subject.project
    try:
        git.answer(folder, "rev-parse", "--show-toplevel")
    except git.Unready as trouble:
        strange = "ownership" in str(trouble)
        yield bad(
            "git",
            str(trouble),
            "用仓库文件夹的主人来运行。"
            if strange
            else "照“怎样开办和维护”用 git clone 取下来；只拷贝文件夹，就没有历史和备份。",
        )
        return
    lines = [
        line for line in git.answer(folder, "status", "--porcelain", "-z", "--no-renames").split("\0") if line
    ]
    changed, torn = (
        [line[3:] for line in lines],
        [line[3:] for line in lines if "U" in line[:2] or line[:2] in ("AA", "DD")],
    )
    if torn:
        yield bad(
            "改动",
            f"合并到一半：{_some(torn)}",
            "改好这些文件，git add 它们，再 git commit；不要这次合并，就 git merge --abort",
        )
    elif changed:
        yield note(
            "改动",
            f"有没提交的：{_some(changed)}",
            "要留的 git add 后 git commit；不要的 git restore 文件名。没提交的不在备份里。",
        )
    else:
        yield good("改动", "都提交了")
    if git.answer(folder, "rev-parse", "--is-shallow-repository").strip() == "true":
        yield note(
            "历史", "只取了最近的一段", "运行：git fetch --unshallow；不然备份不全，也不能和以前的版本比较。"
        )


def remote(subject: Subject) -> Iterator[Finding]:
    """Whether what is here is also elsewhere; asked over the network only if that was asked for."""
    folder = subject.project
    try:
        names = git.answer(folder, "remote").split()
    except git.Unready:
        return
    if not names:
        yield note(
            "远程仓库",
            "没有，记录只有这一份",
            "照“怎样开办和维护”建一个远程仓库，或每周做一次备份（git bundle）。",
        )
        return
    try:
        ahead, behind = _apart(folder)
    except (git.Unready, ValueError):
        yield note("远程仓库", f"{names[0]}，但这个分支没有对应的上游", f"运行：git push -u {names[0]} HEAD")
    else:
        if ahead or behind:
            yield note(
                "远程仓库",
                f"这里多 {ahead} 次提交，少 {behind} 次（照上次取回时看）",
                "少的用 git pull --ff-only 取回，多的用 git push 送上去。",
            )
        else:
            yield good("远程仓库", f"{names[0]}，和上次取回时一样")
    if subject.network:
        yield _reached(folder, names[0])


def _apart(folder: Path) -> tuple[int, int]:
    ahead, behind = git.answer(folder, "rev-list", "--left-right", "--count", "HEAD...@{upstream}").split()
    return int(ahead), int(behind)


def _reached(folder: Path, name: str) -> Finding:
    try:
        git.answer(folder, "ls-remote", "--quiet", name, "HEAD", seconds=SECONDS)
    except git.Unready as trouble:
        return bad(
            "连接远程", str(trouble), "看网络、网址（git remote -v）和密钥；平台上的权限是不是被收回了。"
        )
    return good("连接远程", f"连得上 {name}")


def clock(subject: Subject) -> Iterator[Finding]:
    """A clock that is behind shows names whose consent has ended; the last commit tells."""
    try:
        seconds = git.answer(
            subject.project, "log", "-1", "--format=%cd", "--date=format-local:%Y-%m-%d", zone="CST-8"
        )
    except git.Unready:
        return
    last = seconds.strip()
    if last > subject.today:
        yield bad(
            "时钟",
            f"今天是 {subject.today}，最近一次提交却是 {last} 的",
            "把电脑的日期和时间改对，打开自动校时。",
        )
    else:
        yield good("时钟", f"不早于最近一次提交（{last or '还没有提交'}）")


def _some(names: list[str]) -> str:
    return "、".join(names[:3]) + (f" 等 {len(names)} 个" if len(names) > 3 else "")


EXAMINATIONS = (files, records, texts, repository, remote, clock)
