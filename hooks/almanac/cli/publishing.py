"""The command that brings the site to where the public sees it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from almanac.cli import chinese_help
from almanac.cli.options import BAD, PROJECT, WRONG_USE, Teller, day, leave, trouble

if TYPE_CHECKING:
    from almanac.publish.remote import Plan, Target, Wishes

NGINX = PROJECT / "theme" / "serving" / "nginx.conf"
STATUS = "status.json"
_WORDS = "文件夹、用户@服务器:/文件夹、s3://存储桶/文件夹；不写就看环境变量 PUBLISH_TO"


def add(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command(
        cls=chinese_help.Command,
        help="把做好的网站传到文件夹、服务器（rsync）或对象存储（S3 接口）：只传变了的，断了接着传，传完读回来核对。",
    )(publish)


def publish(
    to: Annotated[str | None, typer.Argument(help=_WORDS, metavar="目标", show_default=False)] = None,
    out: Annotated[
        Path, typer.Option("--out", help="网站在哪里", metavar="文件夹", show_default="site")
    ] = PROJECT / "site",
    endpoint: Annotated[
        str | None,
        typer.Option("--endpoint", help="对象存储的接口网址；不写就看 PUBLISH_ENDPOINT", metavar="网址"),
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", help="对象存储的区域；不写就看 PUBLISH_REGION", metavar="区域")
    ] = None,
    by_path: Annotated[
        bool, typer.Option("--path-style", help="存储桶的名称写在路径里（自己架的对象存储多是这样）")
    ] = False,
    look: Annotated[bool, typer.Option("--look", help="只看要传什么、删什么，不动目标")] = False,
    demo: Annotated[bool, typer.Option("--demo", help="这是演练：演示数据也发布")] = False,
    adopt: Annotated[
        bool, typer.Option("--adopt", help="目标里已有别的文件，仍然发布到那里；原来的不删")
    ] = False,
    clean: Annotated[bool, typer.Option("--clean", help="目标里不属于这个网站的文件也删去")] = False,
) -> None:
    from almanac.publish.file_tree import Refused
    from almanac.publish.remote import Wishes

    began, teller = time.perf_counter(), Teller("查看网站", "读回来核对")
    address = to or os.environ.get("PUBLISH_TO") or ""
    try:
        target = _target(address, endpoint, region, by_path, out)
        plan = _sent(target, out, demo, Wishes(look, adopt, clean), teller)
    except Refused as refusal:
        raise leave(str(refusal), refusal.code) from None
    except OSError as error:
        raise leave(f"没有传完：{trouble(error)}。再运行一次会接着传。", BAD) from None
    finally:
        teller.done()
    _reported(target.name, plan, look, clean, time.perf_counter() - began)


def _sent(target: Target, out: Path, demo: bool, wishes: Wishes, teller: Teller) -> Plan:
    """Send a site whose last build succeeded, while no build may write it."""
    from almanac.build import engine
    from almanac.publish import local, remote
    from almanac.publish.file_tree import Refused

    here = local.place(out)
    if not here.version:
        raise Refused(engine.why_not(here), BAD)
    with local.alone(here):
        if why := engine.why_not(here):
            raise Refused(why, BAD)
        _told_of(here.site, demo)
        return remote.publish(target, here.site, wishes, teller.tell)


def _target(address: str, endpoint: str | None, region: str | None, by_path: bool, site: Path) -> Target:
    """The target that an address means."""
    from almanac.publish import rsync
    from almanac.publish.file_tree import Refused
    from almanac.publish.folder import Folder

    if not address:
        raise Refused("没有说发布到哪里。例：python build.py publish 用户@服务器:/var/www/529", WRONG_USE)
    if address.startswith("s3://"):
        return _bucket(address, endpoint, region, by_path)
    if rsync.ADDRESS.fullmatch(address):
        return rsync.Server(address)
    folder = Path(address)
    if re.match(r"[A-Za-z][\w+.-]+://|[^/\\]+@[^/\\]+:", address):
        raise Refused(
            f"看不懂“{address}”。例：用户@服务器:/var/www/529（文件夹从 / 写起），或 s3://bucket-529",
            WRONG_USE,
        )
    if folder.resolve() == site.resolve() or site.resolve() in folder.resolve().parents:
        raise Refused(f"{address} 就是网站自己的文件夹，或在它里面。请换一个文件夹。", WRONG_USE)
    return Folder(folder)


def _bucket(address: str, endpoint: str | None, region: str | None, by_path: bool) -> Target:
    """A bucket; its key comes from the environment alone, where no list of processes shows it."""
    from almanac.publish.file_tree import Refused
    from almanac.publish.headers import headers_by
    from almanac.publish.object_store import Bucket, ObjectStore

    known = os.environ
    where = endpoint or known.get("PUBLISH_ENDPOINT", "")
    key = known.get("PUBLISH_KEY_ID", ""), known.get("PUBLISH_KEY_SECRET", "")
    bucket = Bucket(address, where, region or known.get("PUBLISH_REGION", ""), by_path, key)
    if not bucket.name:
        raise Refused("存储桶没有写名称。例：s3://bucket-529", WRONG_USE)
    if not re.match("https?://.", where):
        raise Refused(
            "没有写对象存储的接口网址。例：--endpoint https://oss-cn-hangzhou.aliyuncs.com", WRONG_USE
        )
    if not all(key):
        raise Refused(
            "没有对象存储的密钥。请设好环境变量 PUBLISH_KEY_ID 和 PUBLISH_KEY_SECRET，不要写在命令里。",
            WRONG_USE,
        )
    return ObjectStore(bucket, headers_by(NGINX.read_text(encoding="utf-8")))


def _told_of(site: Path, demo: bool) -> None:
    """Say what site it is that is published: a rehearsal is not taken for the real one, nor an old day for today."""
    from almanac.publish.file_tree import Refused

    said: dict[str, Any] = {}
    with contextlib.suppress(OSError, ValueError):
        said = json.loads((site / STATUS).read_bytes())
    if said.get("demo") and not demo:
        raise Refused("这个网站是演示数据，没有发布。真要演练（传到试用的地方），加上 --demo。", WRONG_USE)
    if said.get("rehearsal"):
        raise Refused(
            f"这个网站是演练（把真实的记录当作 {said['day']} 那天），没有发布。先运行 python build.py，不写 --today。",
            WRONG_USE,
        )
    if said.get("demo"):
        typer.echo("演练：发布的是演示数据。")
    if said.get("set_aside"):
        typer.echo(f"注意：有 {said['set_aside']} 份记录因有错放在一边，网站里没有。")
    if said.get("day") != day(None):
        typer.echo(
            f"注意：网站是 {said.get('day', '另一天')} 那天的样子，今天是 {day(None)}。要今天的，先运行 python build.py"
        )


def _reported(name: str, plan: Plan, look: bool, clean: bool, seconds: float) -> None:
    """Say what was done, or would be."""
    if look:
        typer.echo(f"{name}：要传 {len(plan.changed)} 个文件，删去 {len(plan.gone)} 个（只是看看，没有动）。")
        for mark, paths in (("传", plan.changed), ("删", plan.gone)):
            for path in paths[:10]:
                typer.echo(f"  {mark} {path}")
        return
    changed = (
        f"传了 {len(plan.changed)} 个文件，删去 {len(plan.gone)} 个，已读回核对"
        if plan.changed or plan.gone
        else "没有变化"
    )
    typer.echo(f"发布到 {name}：{changed}。用时 {seconds:.1f} 秒。")
    if plan.strange and not clean:
        typer.echo(
            f"那里还有 {len(plan.strange)} 个不属于这个网站的文件，没有动，例如 {min(plan.strange)}。"
            "是旧网站留下的，加上 --clean 删去。"
        )
