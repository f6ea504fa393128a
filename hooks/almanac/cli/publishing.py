"""The command that brings the site to where the public sees it."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almanac.cli import chinese_help
from almanac.cli.options import BAD, PROJECT, WRONG_USE, Teller, day, resumable

if TYPE_CHECKING:
    from almanac.publish.remote import Plan, Target, Wishes
    from almanac.publish.targets import Where

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
    from almanac.publish.remote import Wishes
    from almanac.publish.targets import Where

    began, teller = time.perf_counter(), Teller("查看网站", "读回来核对")
    said = (("PUBLISH_TO", to), ("PUBLISH_ENDPOINT", endpoint), ("PUBLISH_REGION", region))
    address, *rest = [given or os.environ.get(name, "") for name, given in said]
    where = Where(address, rest[0], rest[1], by_path)
    with resumable(teller, "没有传完", "传"):
        target = _target(where, out)
        plan = _sent(target, out, demo, Wishes(look, adopt, clean), teller)
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
        teller.aside(_told_of)(here.site, demo)
        return remote.publish(target, here.site, wishes, teller.tell)


def _target(where: Where, site: Path) -> Target:
    """The target that an address means, which is not the site itself."""
    from almanac.publish import targets
    from almanac.publish.file_tree import Refused
    from almanac.publish.folder import Folder

    found = targets.target(where)
    folder = Path(where.address).resolve()
    if isinstance(found, Folder) and site.resolve() in (folder, *folder.parents):
        raise Refused(f"{where.address} 就是网站自己的文件夹，或在它里面。请换一个文件夹。", WRONG_USE)
    return found


def _told_of(site: Path, demo: bool) -> None:
    """Say what site it is that is published: a rehearsal is not taken for the real one, nor an old day for today."""
    from almanac.publish import status

    said = status.status(site)
    status.refuse(said, demo)
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
