"""A nation tried on this machine: demo provinces, an object store that shows its bucket as a website, workers, a run, a look.

bash .ci/nation DIR [--number 3] [--activities 60]

Everything is made below DIR, which must not be there yet, and may be deleted afterwards. At a terminal the website stays until
Enter is pressed.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

sys.path.insert(0, os.fspath(Path(__file__).resolve().parents[1] / "hooks"))

import buckets
import nations
from almanac.nation import plan
from guard import LIMIT
from small import PROJECT

LINK = re.compile(r'href="([^"#]+)')


def main() -> int:
    """Try it; the code of the run, or 1 where the website does not show what it should."""
    asked = _asked()
    provinces = nations.NAMES[: asked.number]
    say(f"造 {asked.number} 个演示省的仓库，各 {asked.activities} 场活动：{asked.work / 'repositories'}")
    with buckets.store() as endpoint, buckets.client(endpoint) as store:
        store.make_bucket("nation")
        land = nations.land(asked.work, asked.number, asked.activities, 目标="s3://nation", 接口=endpoint)
        say(f"对象存储 {endpoint}，存储桶 nation；各省写在 {land.file}")
        command = land.command("--cluster", f"local:{asked.number}")
        say(f"开 {asked.number} 个做事的进程，做{'、'.join(provinces)}，再做全国的首页：")
        say(f"  python build.py {' '.join(command[command.index('nation') :])}")
        code = run(command, land, asked.number)
        with buckets.website(asked.work / "website") as site:
            say("存储桶里的，当网站看：")
            site.fill(store, "nation")
            wrong = look(site, plan.read(land.file))
            say(f"用浏览器看：{site.address}")
            if sys.stdin.isatty():
                input("按回车结束。")
    return code or int(wrong)


def run(command: list[str], land: nations.Land, number: int) -> int:
    """Bring the nation up to date, told as to a person at a terminal; how it ended."""
    return subprocess.run(command, env=land.environment(), check=False, timeout=number * LIMIT).returncode


def look(site: buckets.Website, nation: plan.Nation) -> bool:
    """Ask the website for the pages that a reader would; whether one is not as it should be."""
    homes = [("首页", "/", 200), *((each.name, f"/{each.folder}/", 200) for each in nation.provinces)]
    first = nation.provinces[0].folder
    others = [("网址少了最后的 /", f"/{first}/about", 302), ("没有的页面", f"/{first}/nowhere/", 404)]
    wrong = False
    for name, path, due in (*homes, *others):
        status, page = site.get(path)
        well = status == due and (due == 302 or b'lang="zh-CN"' in page)
        wrong |= not well
        say(f"  {'对' if well else '不对'}  {status}  {path}  {name}")
    links = {urljoin("/", link) for link in LINK.findall(site.get("/")[1].decode()) if "://" not in link}
    dead = sorted(link for link in links if site.get(link)[0] != 200)
    say(f"  首页上有 {len(links)} 个链接，{f'打不开的：{dead}' if dead else '都打得开'}")
    return wrong or bool(dead) or not links


def say(text: str) -> None:
    """Tell what is done."""
    print(text, flush=True)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path, help="a folder that is not there yet, outside the project")
    parser.add_argument("--number", type=int, default=3, choices=range(1, len(nations.CODES) + 1))
    parser.add_argument("--activities", type=int, default=60)
    asked = parser.parse_args()
    asked.work = asked.work.resolve()
    if asked.work.exists() or asked.work.is_relative_to(PROJECT):
        parser.error(f"{asked.work} is there already, or inside the project")
    return asked


if __name__ == "__main__":
    raise SystemExit(main())
