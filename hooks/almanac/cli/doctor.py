"""The command that says what is wrong with this machine, this checkout and this site."""

from __future__ import annotations

from typing import Annotated

import typer

from almanac.cli import chinese_help
from almanac.cli.options import PROJECT, Out, Records, Today, day, working


def add(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command(
        cls=chinese_help.Command,
        help="看看这台电脑、这个文件夹和网站有什么不对：每一行是好、注意或坏，和怎样办。有坏的，结束代码是 1。",
    )(doctor)


def doctor(
    records: Records = PROJECT / "events",
    out: Out = PROJECT / "site",
    today: Today = None,
    network: Annotated[bool, typer.Option("--network", help="也试试连得上远程仓库和公布的网站吗")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="给程序读的 JSON")] = False,
) -> None:
    from almanac import doctor as examiner
    from almanac.doctor.finding import Subject

    with working("逐项检查", "列出哪些不对、怎样办"):
        found = examiner.examine(Subject(PROJECT, records, out, day(today), network))
    raise typer.Exit(examiner.say(found, as_json))
