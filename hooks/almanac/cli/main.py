"""The command line: build, check, serve, demo, with help in Chinese; the clock's day comes from build.py."""

from __future__ import annotations

import datetime
import functools
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almanac.cli import chinese_help, groups, review
from almanac.cli.options import (
    BAD,
    PROJECT,
    WORKERS,
    WRONG_USE,
    Out,
    Records,
    Teller,
    Today,
    Workers,
    Year,
    day,
    job,
    leave,
    make_readable,
    no_file,
    set_today,
    shown,
    told,
)
from almanac.publish.disk import trouble

if TYPE_CHECKING:
    from almanac.build.job import Job, Outcome
    from almanac.model.diagnostics import Fault

SHOWN = 3  # so many questions and so many warnings are listed after a build

app = typer.Typer(
    cls=chinese_help.Commands,
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="“5·29会员活动日”网站：从各协会填报的记录到公开网站。不写命令就是 build。",
    context_settings={"help_option_names": ["--help", "-h"]},
)


def main(today: datetime.date) -> None:
    """Run the command line; `today` is the day in Beijing."""
    make_readable()
    set_today(today)
    arguments = sys.argv[1:]
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
        arguments = ["build", *arguments]
    groups.add(app, arguments[0])
    try:
        code = app(args=arguments, prog_name="build.py", standalone_mode=False)
        sys.stdout.flush()  # what cannot be written is told here, not by the interpreter at its end
        raise SystemExit(code)
    except chinese_help.UsageError as error:
        typer.echo(chinese_help.mistake(error), err=True)
        raise SystemExit(WRONG_USE) from None
    except OSError as error:
        typer.echo(f"没有做完：{trouble(error)}。", err=True)
        raise SystemExit(BAD) from None
    except UnicodeDecodeError as error:
        typer.echo(
            f"没有做完：送来的字不是 {error.encoding} 编码，读不出来；请换成这种编码，或直接在窗口里打。",
            err=True,
        )
        raise SystemExit(BAD) from None
    except _damaged() as error:
        typer.echo(f"没有做完：{error}。", err=True)
        raise SystemExit(BAD) from None
    except (KeyboardInterrupt, typer.Abort):
        typer.echo("已中断；原来的网站没有动。", err=True)
        raise SystemExit(130) from None


def _damaged() -> type[ValueError]:
    """What a register that cannot be read raises; looked at only where something went wrong."""
    from almanac.model.register_tables import Damaged

    return Damaged


@app.command(cls=chinese_help.Command, help="检查全部记录，生成网站。有错就不发布，原来的网站不动。")
def build(
    records: Records = PROJECT / "events",
    out: Out = PROJECT / "site",
    year: Year = None,
    today: Today = None,
    workers: Workers = WORKERS,
    set_aside: Annotated[
        bool, typer.Option("--set-aside", help="有错的记录先放一边，其余照发；页面上会说明，退出码仍是 1")
    ] = False,
    compress: Annotated[
        bool, typer.Option("--compress", help="另存压好的 .gz 和 .br，给会直接发送它们的网站服务器用")
    ] = False,
) -> None:
    began = time.perf_counter()
    asked = job(records, out, year, today, workers, set_aside)._replace(compress=compress)
    outcome = _built(asked)
    told(outcome.faults, records, asked.name, SHOWN if outcome.published else None)
    if not outcome.published:
        raise leave(
            "记录有错，没有发布；原来的网站没有动。改好后再运行，或用 --set-aside 先发布其余的。", BAD
        )
    changed = (
        f"写入 {outcome.written} 个，删去 {outcome.gone} 个"
        if outcome.written or outcome.gone
        else "没有变化"
    )
    typer.echo(
        f"网站在 {shown(out)}：共 {outcome.files} 个文件，{changed}。用时 {time.perf_counter() - began:.1f} 秒。"
    )
    if outcome.aside:
        from almanac.model.diagnostics import name_of

        raise leave(
            f"有 {len(outcome.aside)} 份记录因有错没有发布：{'、'.join(map(name_of, outcome.aside))}", BAD
        )


def _built(asked: Job) -> Outcome:
    from almanac.build import engine, mkdocs_shell
    from almanac.publish.file_tree import Refused

    teller = Teller("查看文件", "放好网站，列出要改的")
    try:
        return engine.build(asked, teller.tell)
    except Refused as refusal:
        raise leave(str(refusal), refusal.code) from None
    except mkdocs_shell.Failed as failure:
        raise leave(f"网站没有做成，原来的没有动。{failure}", BAD) from None
    except OSError as error:
        raise leave(f"写网站时出错，原来的网站没有动：{trouble(error)}", BAD) from None
    finally:
        teller.done()


@app.command(cls=chinese_help.Command, help="只检查记录和文章，不生成网站；可只查几个文件。")
def check(
    files: Annotated[
        list[str] | None, typer.Argument(help="只查这些文件；不写就全查", metavar="[文件…]")
    ] = None,
    records: Records = PROJECT / "events",
    today: Today = None,
    base: review.Base = None,
    how: review.How = review.Format.text,
    own: review.Own = None,
    answer: Annotated[
        bool, typer.Option("--answer", help="逐处答复待核（Q 开头）的，没有错的写进记录的“已核”")
    ] = False,
) -> None:
    if base:
        review.review(records, today, base, how, own)
        return
    from almanac.build import proposed
    from almanac.model import diagnostics, divisions

    asked = job(records, PROJECT / "site", None, today, 1, False)
    texts = [path for path in map(_of_content, files or []) if path]
    paths = [_below(records, file) for file in files or [] if not _of_content(file)]
    faults = []
    if paths:
        known = divisions.load(records / "associations.csv")
        faults = proposed.faults_of(records, known, asked.day, asked.name, paths)
    if texts or not files:
        found = _faults(asked, everything=not files)
        faults = diagnostics.in_order([*faults, *(f for f in found if not files or f.place.file in texts)])
    if how != review.Format.text:
        review.tell(faults, records, asked.name, how)
        return
    wrong = told(faults, records, asked.name)
    if answer:
        from almanac.cli import answering

        answering.answer(faults, records, asked.name)
    if wrong:
        raise typer.Exit(BAD)
    typer.echo(f"{f'{len(files)} 个文件' if files else '全部记录和文章'}检查完毕，没有错误。")


@app.command(cls=chinese_help.Command, help="在本机打开网站；保存记录后两秒内自动更新。按 Ctrl+C 结束。")
def serve(
    records: Records = PROJECT / "events",
    out: Out = PROJECT / "site",
    year: Year = None,
    today: Today = None,
    workers: Workers = WORKERS,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="端口", metavar="号")] = 8529,
    show: Annotated[bool, typer.Option("--open", help="做好以后在浏览器里打开")] = False,
) -> None:
    from almanac.cli import serve as cli_serve

    asked = job(records, out, year, today, workers, True)
    try:
        cli_serve.serve(asked, port, lambda faults: told(faults, records, asked.name, SHOWN), show)
    except OSError as error:
        raise leave(
            f"不能在端口 {port} 打开网站：{trouble(error)}。可换一个端口，例：--port 8530", WRONG_USE
        ) from None


@app.command(cls=chinese_help.Command, help="在真实名册上造一个演示省，每一页都标明“演示数据”。")
def demo(
    to: Annotated[Path, typer.Option("--to", help="写到哪个文件夹", metavar="文件夹")],
    activities: Annotated[
        int, typer.Option("--activities", min=1, max=500_000, help="多少场活动", metavar="个数")
    ] = 6000,
    seed: Annotated[int, typer.Option("--seed", help="种子；同一种子造出的完全一样", metavar="数")] = 1,
    year: Annotated[int, typer.Option("--year", min=1999, max=2197, help="哪一年", metavar="年份")] = 2021,
    today: Today = None,
) -> None:
    from almanac import demo as province
    from almanac.model import divisions

    teller = Teller("读名册", "就能做演示网站")
    try:
        known = divisions.load(PROJECT / "events" / "associations.csv")
        asked = datetime.date.fromisoformat(day(today or f"{year}-05-29"))
        wrote = functools.partial(teller.tell, "写演示记录", whole=activities)
        province.write(to, known, activities, seed, year, wrote, asked)
    except ValueError as refusal:
        raise leave(str(refusal), WRONG_USE) from None
    finally:
        teller.done()
    typer.echo(f"演示省在 {to}。看网站：python build.py serve --records {to} --out {to}-site --today {asked}")


def _faults(asked: Job, everything: bool) -> list[Fault]:
    """What is wrong in the notices, articles and releases, or in everything."""
    from almanac.build import engine

    teller = Teller("查看文件", "列出要改的")
    try:
        return engine.faults(asked, teller.tell, everything)
    finally:
        teller.done()


def _of_content(file: str) -> str:
    """A file of content/ as messages name it; nothing for any other."""
    path, content = _resolved(Path(file)), PROJECT / "content"
    return path.relative_to(PROJECT).as_posix() if content in path.parents and path.is_file() else ""


def _resolved(file: Path) -> Path:
    """Where a file stands; if it is a link itself, the link and not what it leads to."""
    return file.parent.resolve() / file.name


def _below(records: Path, file: str) -> str:
    """A file given on the command line as its path below the records folder."""
    for base in (Path(file), records / file):
        if base.is_file():
            try:
                return _resolved(base).relative_to(records.resolve()).as_posix()
            except ValueError:
                raise leave(f"{file} 不在记录文件夹 {shown(records)} 里。", WRONG_USE) from None
    raise no_file(file)
