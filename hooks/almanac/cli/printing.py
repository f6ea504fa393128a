"""Commands that make things to print and hand out: the health booklet, certificates, a notice-board page."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almanac.cli import chinese_help
from almanac.cli.options import (
    BAD,
    PROJECT,
    WORKERS,
    WRONG_USE,
    Records,
    Teller,
    Today,
    Year,
    day,
    job,
    leave,
    told,
    working,
)
from almanac.cli.statistics import To, Who, meant

if TYPE_CHECKING:
    from almanac.build.graph import Values
    from almanac.build.job import Job
    from almanac.build.task import Task
    from almanac.build.tasks import Asked
    from almanac.model.diagnostics import Fault

LONGEST = 24  # characters of a title, as many as the cover has room for
ROLL = "表彰.yml"
OF_A_ROLL = (("files", ""), ("loaded", ""), ("faults today", ":all"))  # what is asked of the area of a roll
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
    from almanac.documents import booklet as printed
    from almanac.views import booklet as books

    if len(title) > LONGEST or not _NAME.fullmatch(title):
        raise leave(
            f'书名不超过 {LONGEST} 个字，不含 / \\ : * ? " < > |。例：--title 健康知识读本', WRONG_USE
        )
    wanted = [word for said in topics or [] for word in re.split("[,，、 ]+", said) if word]
    asked = job(records, PROJECT / "site", None, today, 1, False)
    with answers(asked, lambda _: ["shell", "public shelf"]) as value:
        facts, shelf = value["shell"].facts, value["public shelf"]
    if told(books.wrong(shelf, asked.day), records, asked.name):
        raise leave("健康文章有错，没有做读本：少了一篇，拿到书的人看不出来。改好后再做。", BAD)
    if unknown := books.unknown(shelf, wanted):
        raise leave(unknown, BAD)
    book = books.booklet(shelf, asked.day, title, wanted, issuer or facts.owner, facts.name, facts.url)
    if book is None:
        raise leave(books.why_none(shelf, asked.day, wanted), BAD)
    with working("排读本，PDF 和 EPUB 各一本", "存进文件夹"):
        files = printed.files(book, asked.cache)
    _write(to, files)
    typer.echo(f"写好了读本，收文章 {len(book.pages)} 篇：{'、'.join(str(to / name) for name in files)}。")


Fonts = Annotated[
    Path | None,
    typer.Option(
        "--fonts",
        help="字体文件夹：名字里有字库没有的字，或要用楷体、小标宋的时候用",
        metavar="文件夹",
        show_default=False,
    ),
]


def certificates(
    who: Who = None,
    award: Annotated[
        str | None, typer.Option("--award", help="只做哪一项表彰，写它的编号；不写就全做", metavar="编号")
    ] = None,
    records: Records = PROJECT / "events",
    year: Year = None,
    today: Today = None,
    fonts: Fonts = None,
    to: Annotated[
        Path, typer.Option("--to", help="写到哪个文件夹", metavar="文件夹", show_default="当前文件夹")
    ] = Path(),
) -> None:
    from almanac.build.values import fault
    from almanac.documents import certificate
    from almanac.model.diagnostics import is_error
    from almanac.model.divisions import share_of
    from almanac.views import certificates as views

    asked, register, code, which = meant(who, records, year, today)
    _there(fonts)
    roll = "/".join(part for part in (str(which), register.path(code), ROLL) if part)
    names = [f"{what}/{share_of(code)}{part}" for what, part in OF_A_ROLL]
    with answers(asked, lambda _: [*names, "withdrawn", "shell"]) as value:
        there, loaded, faults = (value[name] for name in names)
        gone, site = value["withdrawn"], value["shell"].facts.url
    if not any(path == roll and not link for path, _, link, *_ in there):
        raise leave(f"{register[code].title}没有 {which} 年的表彰记录（表彰.yml）。", BAD)
    found = [each for each in map(fault, faults) if each.place.file == f"{asked.name}/{roll}"]
    filings = [filing for filing in loaded.filings if filing.file == roll]
    those, against = views.certificates(filings, asked.day, gone, award or "")
    with working(f"排证书，{len(those)} 份", "合成一个文件"):
        files, unset = ({}, []) if any(map(is_error, found)) else certificate.files(those, site, fonts)
    if not files and told(found, records, asked.name):
        raise leave("表彰记录有错，没有做证书；改好后再运行。", BAD)
    _made(files, [*map(str, against), *unset], to)


def _there(fonts: Path | None) -> None:
    """End the command where the folder of fonts is not there."""
    if fonts is not None and not fonts.is_dir():
        raise leave(f"没有这个字体文件夹：{fonts}", WRONG_USE)


def _made(files: dict[str, bytes], refused: Sequence[str], to: Path) -> None:
    """Say which certificates there are, and which could not be made."""
    from almanac.documents import certificate

    _write(to, files)
    number = sum(name != certificate.ALL for name in files)
    where = f"在 {to}" + (f"，合在一起的是 {certificate.ALL}" if certificate.ALL in files else "")
    typer.echo(f"做了 {number} 份证书，{where}。" if number else "没有可以做的证书。")
    if refused:
        raise leave(f"没有做的 {len(refused)} 份：\n" + "\n".join(refused), BAD)


def notice(
    who: Who = None,
    month: Annotated[
        str | None, typer.Option("--month", help="哪个月；不写就是这个月", metavar="年-月")
    ] = None,
    records: Records = PROJECT / "events",
    today: Today = None,
    to: To = Path(),
) -> None:
    from almanac.build.neighbourhood import Neighbourhood
    from almanac.documents import noticeboard as printed
    from almanac.views import noticeboard

    wanted = month or day(today)[:7]
    if not _MONTH.fullmatch(wanted):
        raise leave(f"“{wanted}”不是月份。例：--month 2021-05", WRONG_USE)
    asked, register, code, _ = meant(who, records, int(wanted[:4]), today)
    here = Neighbourhood(register, code, int(wanted[:4]), asked.name)
    with answers(asked, lambda _: [*here.asks(joint=True), "shell", "public known"]) as value:
        refuse(here.errors(value), asked)
        notices, site = value["public known"].notices, value["shell"].facts.url
        entries, joint = here.entries(value), here.joint(value)
    board = noticeboard.board(entries, joint, code, wanted, register, notices, asked.day, site)
    said = f"{int(wanted[:4])}年{int(wanted[5:])}月"
    if not board.lines:
        raise leave(f"{register[code].title}{said}没有填报请群众参加的活动，没有做。", BAD)
    name = f"{register[code].short}{said}活动.pdf"
    with working("排活动安排", "存进文件夹"):
        data = printed.pdf(board)
    _write(to, {name: data})
    typer.echo(f"写好了 {to / name}，有活动 {len(board.lines)} 场。")


def _write(to: Path, files: dict[str, bytes]) -> None:
    to.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (to / name).write_bytes(data)


# ---------------------------------------------------------------- what is asked of the graph


@contextlib.contextmanager
def answers(
    asked: Job,
    choose: Callable[[Asked], Iterable[str]],
    more: Callable[[Asked], Iterable[Task]] = lambda _: (),
    then: str = "排版",
) -> Iterator[Values]:
    """Values of the graph by name, with progress told; where mkdocs cannot render the shell, the command ends."""
    from almanac.build import engine, mkdocs_shell

    teller = Teller("读取记录", then)
    try:
        with engine.answers(asked._replace(workers=WORKERS), choose, teller.tell, more) as value:
            teller.done()
            yield value
    except mkdocs_shell.Failed as failure:
        raise leave(f"没有往下做。{failure}", BAD) from None
    finally:
        teller.done()


def refuse(errors: list[Fault], asked: Job) -> None:
    """Tell errors in the records, and end the command; without any, nothing."""
    if told(errors, asked.records, asked.name):
        raise leave("记录有错，没有往下做；改好后再运行。", BAD)
