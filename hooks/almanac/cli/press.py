"""Commands of the press desk: a release drafted from records, and a release packed for one outlet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from almanac.cli import chinese_help
from almanac.cli.options import BAD, PROJECT, Records, Today, job, leave, told
from almanac.cli.statistics import To

Into = Annotated[
    Path, typer.Option("--to", help="写到哪个文件夹", metavar="文件夹", show_default="content/press")
]


def add(app: typer.Typer) -> None:
    """Add these commands to the command line, under `press`."""
    press = typer.Typer(cls=chinese_help.Commands, add_completion=False, rich_markup_mode=None)
    press.command(
        cls=chinese_help.Command, help="由活动记录起草一篇新闻稿，存进 content/press；不知道的标出来。"
    )(draft)
    press.command(
        cls=chinese_help.Command, help="把一篇审完的稿子按一家媒体的要求打包，附邮件的主题和正文。"
    )(pack)
    app.add_typer(press, name="press", help="新闻稿：起草（draft）、打包投稿（pack）。")


def draft(
    what: Annotated[
        str,
        typer.Argument(
            help="活动编号，如 2021-430181-0528-yizhen；或协会和周，如 长沙市/浏阳市/2021-W21",
            metavar="活动编号或协会/周",
        ),
    ],
    records: Records = PROJECT / "events",
    today: Today = None,
    to: Into = PROJECT / "content" / "press",
) -> None:
    from almanac.build import pressing
    from almanac.model import divisions as registers

    asked = job(records, PROJECT / "site", None, today, 1, False)
    made = pressing.drafted(asked, registers.load(records / "associations.csv"), what)
    if made.refused:
        raise leave(made.refused, BAD)
    file = to / f"{made.name}.md"
    if file.exists():
        raise leave(f"已经有 {file}，没有覆盖。要重新起草，先把它改名或移走。", BAD)
    to.mkdir(parents=True, exist_ok=True)
    file.write_text(made.text, encoding="utf-8", newline="\n")
    number = made.text.count("〔待核实")
    left = f"有 {number} 处〔待核实〕要查清；" if number else ""
    typer.echo(f"写好了草稿 {file}。{left}补上通讯员、责编和三审，状态改成“定稿”，就会公布。")


def pack(
    slug: Annotated[str, typer.Argument(help="稿件：content/press 里的文件名，不写 .md", metavar="稿件")],
    outlet: Annotated[str, typer.Option("--outlet", help="投给哪家，写通知里的名称", metavar="媒体")],
    records: Records = PROJECT / "events",
    today: Today = None,
    to: To = Path(),
) -> None:
    from almanac.build import pressing
    from almanac.cli.printing import site_facts
    from almanac.model import divisions as registers

    asked = job(records, PROJECT / "site", None, today, 1, False)
    register = registers.load(records / "associations.csv")
    made = pressing.packed(asked, register, slug, outlet, site_facts(asked).url, asked.cache)
    if made.refused:
        told(made.faults, records, asked.name)
        raise leave(made.refused, BAD)
    to.mkdir(parents=True, exist_ok=True)
    file = to / f"{slug}-{outlet}.zip"
    file.write_bytes(made.data)
    typer.echo(f"写好了 {file}，邮件的主题和正文在里面的 邮件.txt。")
    if made.mail:
        typer.echo(f"点开就能写邮件（附件要自己加上）：{made.mail}")
    if made.unknown:
        typer.echo(f"{outlet}对{'、'.join(made.unknown)}的要求，通知里没有写，不清楚。")
    if made.beyond:
        raise leave("不合要求，请先改：" + "；".join(made.beyond), BAD)
