"""Commands that make things to print and hand out: the health booklet, certificates, a notice-board page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almanac.cli import chinese_help
from almanac.cli.options import BAD, PROJECT, WRONG_USE, Records, Teller, Today, Year, day, job, leave, told
from almanac.cli.statistics import To, Who, meant

if TYPE_CHECKING:
    from almanac.build.page_shell import Facts

LONGEST = 24  # characters of a title, as many as the cover has room for
_MONTH = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])")
_NAME = re.compile(r'[^\x00-\x1f/\\:*?"<>|.][^\x00-\x1f/\\:*?"<>|]*')


def add(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command(
        cls=chinese_help.Command, help="把专家审核过的健康文章编成读本：打印用的 PDF（A5）和手机看的 EPUB。"
    )(booklet)
    app.command(
        cls=chinese_help.Command, help="做荣誉证书：每份一个 PDF，另有一个合在一起的；带核验的二维码。"
    )(certificates)
    app.command(cls=chinese_help.Command, help="做一个协会一个月的活动安排：A4，贴在公告栏里，带二维码。")(
        notice
    )


def booklet(
    topics: Annotated[
        list[str] | None,
        typer.Option("--topics", help="收哪些话题，如 优生优育,亲子早教；不写就全收", metavar="话题,话题"),
    ] = None,
    title: Annotated[str, typer.Option("--title", help="书名", metavar="书名")] = "健康知识读本",
    issuer: Annotated[
        str | None, typer.Option("--issuer", help="谁编印的；不写就是主办单位", metavar="单位")
    ] = None,
    records: Records = PROJECT / "events",
    today: Today = None,
    to: Annotated[
        Path, typer.Option("--to", help="写到哪个文件夹", metavar="文件夹", show_default="当前文件夹")
    ] = Path(),
) -> None:
    from almanac.build import booklets
    from almanac.model import divisions as registers

    if len(title) > LONGEST or not _NAME.fullmatch(title):
        raise leave(
            f'书名不超过 {LONGEST} 个字，不含 / \\ : * ? " < > |。例：--title 健康知识读本', WRONG_USE
        )
    wanted = [word for said in topics or [] for word in re.split("[,，、 ]+", said) if word]
    facts, asked = site_facts(), job(records, PROJECT / "site", None, today, 1, False)
    register = registers.load(records / "associations.csv")
    made = booklets.make(asked, register, title, wanted, facts, issuer or facts.owner)
    if made.refused:
        raise leave(made.refused, BAD)
    to.mkdir(parents=True, exist_ok=True)
    for name, data in made.files.items():
        (to / name).write_bytes(data)
    typer.echo(f"写好了读本，收文章 {made.articles} 篇：{'、'.join(str(to / name) for name in made.files)}。")


def certificates(
    who: Who = None,
    award: Annotated[
        str | None, typer.Option("--award", help="只做哪一项表彰，写它的编号；不写就全做", metavar="编号")
    ] = None,
    records: Records = PROJECT / "events",
    year: Year = None,
    today: Today = None,
    fonts: Annotated[
        Path | None,
        typer.Option(
            "--fonts", help="字体文件夹；名字里有字库没有的字时用", metavar="文件夹", show_default=False
        ),
    ] = None,
    to: Annotated[
        Path, typer.Option("--to", help="写到哪个文件夹", metavar="文件夹", show_default="当前文件夹")
    ] = Path(),
) -> None:
    from almanac.build import certificates as making

    asked, register, code, which = meant(who, records, year, today)
    if fonts is not None and not fonts.is_dir():
        raise leave(f"没有这个字体文件夹：{fonts}", WRONG_USE)
    made = making.make(asked, register, code, which, award or "", site_facts().url, fonts)
    if made is None:
        raise leave(f"{register[code].title}没有 {which} 年的表彰记录（表彰.yml）。", BAD)
    if not made.files and told(made.faults, records, asked.name):
        raise leave("表彰记录有错，没有做证书；改好后再运行。", BAD)
    to.mkdir(parents=True, exist_ok=True)
    for name, data in made.files.items():
        (to / name).write_bytes(data)
    number = sum(name != making.ALL for name in made.files)
    where = f"在 {to}" + (f"，合在一起的是 {making.ALL}" if making.ALL in made.files else "")
    typer.echo(f"做了 {number} 份证书，{where}。" if number else "没有可以做的证书。")
    if made.refused:
        raise leave(f"没有做的 {len(made.refused)} 份：\n" + "\n".join(made.refused), BAD)


def notice(
    who: Who = None,
    month: Annotated[
        str | None, typer.Option("--month", help="哪个月；不写就是这个月", metavar="年-月")
    ] = None,
    records: Records = PROJECT / "events",
    today: Today = None,
    to: To = Path(),
) -> None:
    from almanac.build import noticeboards
    from almanac.model.diagnostics import is_error

    wanted = month or day(today)[:7]
    if not _MONTH.fullmatch(wanted):
        raise leave(f"“{wanted}”不是月份。例：--month 2021-05", WRONG_USE)
    asked, register, code, _ = meant(who, records, None, today)
    teller = Teller()
    try:
        made = noticeboards.make(
            records, register, asked.day, asked.name, code, wanted, site_facts(), teller.tell
        )
    finally:
        teller.done()
    if any(map(is_error, made.faults)):
        told([fault for fault in made.faults if is_error(fault)], records, asked.name)
        raise leave("记录有错，没有往下做；改好后再运行。", BAD)
    said = f"{int(wanted[:4])}年{int(wanted[5:])}月"
    if not made.data:
        raise leave(f"{register[code].title}{said}没有填报请群众参加的活动，没有做。", BAD)
    to.mkdir(parents=True, exist_ok=True)
    file = to / f"{register[code].short}{said}活动.pdf"
    file.write_bytes(made.data)
    typer.echo(f"写好了 {file}，有活动 {made.activities} 场。")


def site_facts() -> Facts:
    """What mkdocs.yml says of the site: its name, its address, whose it is."""
    from almanac.build import mkdocs_shell, page_shell

    try:
        return page_shell.facts(mkdocs_shell.wait(mkdocs_shell.start(PROJECT, mkdocs_shell.sources(PROJECT))))
    except mkdocs_shell.Failed as failure:
        raise leave(f"content/ 或 theme/ 里有错，没有往下做。mkdocs 的原话：\n{failure}", BAD) from None
