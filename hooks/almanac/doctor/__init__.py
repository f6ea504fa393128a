"""What is wrong with this machine, this checkout and this site: every line with its cure, whatever else is broken.

It needs the standard library alone, since the packages may be what is broken; what needs more is imported where it is asked,
and an examination that fails is itself a line.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from almanac.doctor import checkout, machine, publishing, settings
from almanac.doctor.finding import Finding, Health, Subject, note
from almanac.publish.disk import trouble

Examination = Callable[[Subject], Iterator[Finding]]
EXAMINATIONS: tuple[tuple[str, tuple[Examination, ...]], ...] = (
    ("这台电脑", machine.EXAMINATIONS),
    ("这个文件夹", checkout.EXAMINATIONS),
    ("网站的设置", settings.EXAMINATIONS),
    ("做成和发布", publishing.EXAMINATIONS),
)
BAD = 1  # the exit code where something is broken


def examine(subject: Subject) -> list[tuple[str, list[Finding]]]:
    """All findings, by what they are about."""
    return [
        (title, [finding for each in parts for finding in _found(each, subject)])
        for title, parts in EXAMINATIONS
    ]


def _found(examination: Examination, subject: Subject) -> Iterator[Finding]:
    """What one examination finds; that it could not be made is a finding, too: whoever looks for faults may not fall over one."""
    try:
        yield from examination(subject)
    except ImportError:
        yield note(NAMES[examination], "程序包不全，没有查成", "先照“程序包”一行装好，再查一次。")
    except OSError as error:
        yield note(NAMES[examination], f"没有查成：{trouble(error)}", "先把标“坏”的改好，再查一次。")
    except (Exception, SystemExit) as error:
        words = f"{type(error).__name__}：{str(error) or '没有说原因'}".replace("\n", " ")
        yield note(
            NAMES[examination],
            f"没有查成（{words[:200]}）",
            "先把标“坏”的改好，再查一次；还是这样，把这一行告诉维护程序的人。",
        )


NAMES: dict[Examination, str] = {
    machine.python: "Python", machine.packages: "程序包", machine.fonts: "字体", machine.tools: "别的程序",
    machine.space: "磁盘", machine.zone: "时区", machine.day: "日期",
    checkout.files: "程序文件", checkout.records: "记录", checkout.texts: "合并的痕迹、换行",
    checkout.repository: "改动", checkout.remote: "远程仓库", checkout.clock: "时钟",
    settings.address: "网址", settings.owner: "主办单位", settings.numbers: "备案号", settings.source: "改正的链接",
    publishing.keys: "发布到", publishing.built: "网站", publishing.by_itself: "每天更新",
    publishing.deadlines: "期限", publishing.public: "公众看到的",
}  # fmt: skip


def report(found: Sequence[tuple[str, Sequence[Finding]]]) -> str:
    """The findings for a person to read."""
    lines = []
    for title, findings in found:
        lines.append(f"{title}：")
        for health, thing, words, cure in findings:
            lines.append(f"  {health.value:　<2} {thing}：{words}" + (f"。办法：{cure}" if cure else ""))
    every = [finding.health for _, findings in found for finding in findings]
    broken, notes = every.count(Health.BAD), every.count(Health.NOTE)
    lines.append(f"坏的 {broken} 处，要注意的 {notes} 处。" if broken or notes else "都好。")
    return "\n".join(lines)


def as_json(found: Sequence[tuple[str, Sequence[Finding]]]) -> str:
    """The findings for a program to read."""
    rows = [
        {
            "about": title,
            "health": each.health.name.lower(),
            "thing": each.thing,
            "found": each.words,
            "cure": each.cure,
        }
        for title, findings in found
        for each in findings
    ]
    worst = BAD if any(row["health"] == Health.BAD.name.lower() for row in rows) else 0
    return json.dumps({"code": worst, "findings": rows}, ensure_ascii=False, indent=1)


def say(found: Sequence[tuple[str, Sequence[Finding]]], machine_readable: bool) -> int:
    """Print what is found; the exit code."""
    try:
        print(as_json(found) if machine_readable else report(found), flush=True)
    except BrokenPipeError:  # whoever reads has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return BAD if any(each.health is Health.BAD for _, findings in found for each in findings) else 0


def alone(project: Path, arguments: Sequence[str], today: str) -> int:
    """The command without the command line's own packages: build.py calls it where these cannot be used."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    records, site = (
        Path(_after(name, arguments) or project / usual)
        for name, usual in (("--records", "events"), ("--out", "site"))
    )
    subject = Subject(project, records, site, _after("--today", arguments) or today, "--network" in arguments)
    return say(examine(subject), "--json" in arguments)


def _after(name: str, arguments: Sequence[str]) -> str:
    """The word after an option, or behind its equals sign."""
    for word, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if word == name:
            return following
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
    return ""
