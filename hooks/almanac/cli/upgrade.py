"""The command that brings records of an older version to the present way of writing."""

from __future__ import annotations

from typing import Annotated

import typer

from almanac.cli import chinese_help
from almanac.cli.options import BAD, PROJECT, Records, leave, shown, working


def add(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command(
        cls=chinese_help.Command,
        help="程序换了新版以后：把旧写法的记录改成现在的写法，说明、次序都不动；改了哪些，一个一个说。",
    )(upgrade)


def upgrade(
    records: Records = PROJECT / "events",
    look: Annotated[bool, typer.Option("--look", help="只看要改哪些，不写")] = False,
) -> None:
    from almanac.excel import importer
    from almanac.intake import upgrade as steps

    with working("读取记录", "列出要改的"):
        found = list(steps.upgraded(records))
    for one in found:
        ending = "" if one.raw else "——自动改不了，请照这句话手改"
        typer.echo(f"{shown(records)}{one.path}：{'；'.join(one.what)}{ending}")
    if not found:
        typer.echo("记录都是现在的写法，不用改。")
        return
    if not look:
        importer.write(records, {one.path: one.raw for one in found if one.raw})
    by_hand = sum(not one.raw for one in found)
    done = "要改" if look else "改好了"
    typer.echo(f"{done} {len(found) - by_hand} 个文件。接着：python build.py check，没有错再提交。")
    if by_hand:
        raise leave(f"有 {by_hand} 个文件要手改。", BAD)
