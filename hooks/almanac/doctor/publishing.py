"""The site: its last build, its last day by itself, where it is published, what the public sees."""

from __future__ import annotations

import json
import os
import re
import shlex
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from almanac.doctor import settings
from almanac.doctor.finding import Finding, Subject, bad, good, note

SECONDS = 20  # so long another machine is waited for
_BUILD = "运行 python build.py；有错的记录照提示改好，再运行一次。"


def own_settings() -> Path:
    """The file of deploy/daily.sh with targets and keys."""
    return Path(os.environ.get("DAILY_SETTINGS") or Path.home() / ".529.env")


def target() -> str:
    """Where the site is published, by the environment or by daily.sh's settings; empty where nobody says."""
    said = os.environ.get("PUBLISH_TO", "")
    try:
        lines = own_settings().read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return said
    for line in lines:
        if match := re.match(r"\s*(?:export\s+)?PUBLISH_TO=(.*)", line):
            try:
                said = "".join(shlex.split(match[1], comments=True)[:1])
            except ValueError:  # a quotation mark without its fellow
                said = match[1].strip()
    return said


def keys(subject: Subject) -> Iterator[Finding]:
    """Where the site goes; the file with keys is for its owner alone."""
    file, where = own_settings(), target()
    if where:
        yield good("发布到", where)
    else:
        yield note(
            "发布到",
            "没有写，做好的网站只在 site/",
            f"网站就由这台机器送出的，不用管；否则把 deploy/daily.env 抄到 {file}，写好 PUBLISH_TO。",
        )
    if os.name == "posix" and file.is_file() and file.stat().st_mode & 0o077:
        yield bad("密钥", f"{file} 别的用户也能读", f"运行：chmod 600 {file}")


def built(subject: Subject) -> Iterator[Finding]:
    """Whether the last build succeeded, and for which day it was."""
    from almanac.build import engine
    from almanac.publish import local

    here = local.place(subject.site)
    if not here.version:
        yield note("网站", f"{subject.site.name}/ 里还没有网站", "运行 python build.py")
        return
    if engine.why_not(here):
        yield bad("网站", "最近一次没有做成，原来的没有动", _BUILD)
    status = _told(subject.site / "status.json")
    made = str(status.get("day", ""))
    if status.get("demo"):
        yield note("网站", "做的是演示数据", "正式的用 python build.py 再做一次。")
    if status.get("set_aside"):
        yield note(
            "网站",
            f"有 {status['set_aside']} 份记录因有错放在一边",
            "运行 python build.py check，照提示改好。",
        )
    if made == subject.today:
        yield good("网站", f"做好了，是今天的，记录 {status.get('records')} 份")
    elif made > subject.today:
        yield bad(
            "网站",
            f"是 {made} 的，今天才 {subject.today}：这台电脑的时钟慢了",
            "把电脑的日期和时间改对，打开自动校时。",
        )
    else:
        yield note(
            "网站",
            f"是 {made or '哪一天'} 的，今天是 {subject.today}",
            "运行 python build.py；要每天自己做，照 deploy/README.md 设定时。",
        )


def by_itself(subject: Subject) -> Iterator[Finding]:
    """How the last day went that deploy/daily.sh kept the site up."""
    file = subject.project / ".build" / "status.json"
    if not file.is_file():
        yield note(
            "每天更新",
            "还没有运行过 deploy/daily.sh",
            "先用手运行一次 bash deploy/daily.sh，再照 deploy/README.md 设定时。",
        )
        return
    status = _told(file)
    if not status:
        yield bad("每天更新", ".build/status.json 读不懂", "运行一次 bash deploy/daily.sh，会重新写好。")
        return
    last, when = str(status.get("last_success") or "没有过"), str(status.get("ended", ""))[:16]
    if status.get("state") != "ok":
        yield bad(
            "每天更新",
            f"{when} 没有做成：{status.get('message')}；上一次做成：{last[:16]}",
            "看 .build/daily.log 最后几行，照提示处理，再运行 bash deploy/daily.sh",
        )
    elif when[:10] < subject.today:
        yield bad(
            "每天更新",
            f"今天还没有做，上一次做成：{last[:16]}",
            "看定时有没有开着，例：systemctl list-timers 或 crontab -l；先用手运行 bash deploy/daily.sh",
        )
    else:
        yield good("每天更新", f"{when} 做成了")
    published = str(status.get("last_published") or "")
    if published:
        yield good("上次发布", f"{published[:16]}，到 {status.get('target')}")
    else:
        yield note("上次发布", "还没有发布成过", "运行 bash deploy/daily.sh，看它最后说什么。")


def deadlines(subject: Subject) -> Iterator[Finding]:
    """The next deadline of the newest notice."""
    from almanac.build import engine
    from almanac.build.job import Job

    job = Job(subject.project, subject.records, subject.site, subject.today, None, 1, False)
    with engine.answers(job, lambda asked: ["known"], lambda *_: None) as value:
        notices = value["known"].notices
    if not notices:
        yield note("期限", "没有读到通知", "运行 python build.py check，看 通知.yml 错在哪里。")
        return
    year = max(notices)
    if not notices[year].deadlines:
        yield good("期限", f"{year} 年的通知里没有写期限")
        return
    coming = sorted(
        (each.due, each.item, each.to) for each in notices[year].deadlines if each.due >= subject.today
    )
    if coming:
        due, item, to = coming[0]
        yield good("期限", f"下一个：{due}前，{item}，报送{to}")
    else:
        yield good("期限", f"{year} 年通知里的期限都过了")


def public(subject: Subject) -> Iterator[Finding]:
    """What the public is shown, asked over the network."""
    address = settings.of(subject).get("site_url", "")
    if not subject.network or settings.is_example(address):
        return
    wanted = f"{address.rstrip('/')}/status.json"
    try:
        with urllib.request.urlopen(wanted, timeout=SECONDS) as answer:
            status = json.loads(answer.read(1 << 16))
            shown = str(status.get("day"))
    except (OSError, ValueError, AttributeError) as error:
        yield bad(
            "公众看到的",
            f"打不开 {wanted}：{error}",
            "看服务器开着没有，网址和 mkdocs.yml 的 site_url 是不是一样。",
        )
        return
    if shown == subject.today:
        yield good("公众看到的", "是今天的")
    else:
        yield bad(
            "公众看到的",
            f"是 {shown} 的，今天是 {subject.today}",
            "看“每天更新”一行；做成了而没有发布的，运行 python build.py publish",
        )


def _told(file: Path) -> dict[str, Any]:
    """What a status file says; nothing where it cannot be read."""
    try:
        said = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


EXAMINATIONS = (keys, built, by_itself, deadlines, public)
