"""The commands for a nation of many provinces, on this machine or on several."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almanac.cli import chinese_help
from almanac.cli.options import BAD, WRONG_USE, Teller, Today, day, leave, resumable
from almanac.publish.disk import trouble

if TYPE_CHECKING:
    from almanac.nation.coordinator import Report

PORT = 8786
_nation = typer.Typer(
    cls=chinese_help.Commands,
    no_args_is_help=True,
    help="全国：各省各做一个网站，上面有一个全国的首页。一个省用一台机器就够，不用这几条命令。",
)


def add(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(_nation, name="nation", cls=chinese_help.Commands)


@_nation.command(
    cls=chinese_help.Command,
    help="照一个文件做全国：取各省仓库最新的提交，各做各的网站，发布，再做全国的首页。有错的省以上一版为准，别的照做。",
)
def build(
    file: Annotated[Path, typer.Argument(help="写着各省的文件，样例是 deploy/nation.yml", metavar="文件")],
    cluster: Annotated[
        str,
        typer.Option(
            "--cluster",
            help="几台机器一起做：调度程序的地址，如 tcp://10.0.0.1:8786；local:3 是在这台机器上开三个；不写就这台机器一省一省地做",
            metavar="地址",
            show_default=False,
        ),
    ] = "",
    today: Today = None,
    workers: Annotated[
        int, typer.Option("--workers", min=0, max=32, help="一个省几个进程；0 由做的机器定", metavar="个数")
    ] = 0,
    again: Annotated[bool, typer.Option("--again", help="没有变的省也再做一遍、再核对一遍")] = False,
    demo: Annotated[bool, typer.Option("--demo", help="这是演练：演示数据也发布")] = False,
) -> None:
    from almanac.build import mkdocs_shell
    from almanac.nation import cluster as clusters
    from almanac.nation import coordinator, plan
    from almanac.nation.coordinator import Wishes

    began, teller = time.perf_counter(), Teller("看各省的仓库", "做有变化的省")
    wishes = Wishes(os.environ.get("SOURCE_DATE_EPOCH", ""), day(today), today or "", demo, again, workers)
    with resumable(teller, "没有做完", "做"):
        try:
            nation = plan.read(file)
            with clusters.opened(cluster, teller.aside(typer.echo)) as those:
                report = coordinator.run(nation, those, wishes, teller.tell)
        except mkdocs_shell.Failed as failure:
            raise leave(f"首页没有做成。{failure}", BAD) from None
    _reported(report, time.perf_counter() - began)


def _reported(report: Report, seconds: float) -> None:
    """Say what was done for each province, and how all of them stand."""
    told = {one.code: one for one in report.told}
    for standing in report.sheet.standings:
        province, one = standing.province, told.get(standing.province.code)
        words = one.words if one else "提交和日子都没有变，没有再做"
        typer.echo(f"{province.name}：{standing.state.value}。{words}")
    typer.echo(
        f"全国的首页：{f'改了 {report.changed} 个文件' if report.changed else '没有变化'}。用时 {seconds:.1f} 秒。"
    )
    failed = {one.code for one in report.told if not one.well}
    behind = [
        each.province.name
        for each in report.sheet.standings
        if not each.state.well or each.province.code in failed
    ]
    if behind:
        raise leave(f"有 {len(behind)} 个省没有更新：{'、'.join(behind)}", BAD)


@_nation.command(
    cls=chinese_help.Command, help="在这台机器上开调度程序，让别的机器来要事做。按 Ctrl+C 结束。"
)
def scheduler(
    host: Annotated[str, typer.Option("--host", help="听哪个网址；只给内网的", metavar="网址")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="端口", metavar="号")] = PORT,
) -> None:
    _serve("scheduler", "--host", host, "--port", str(port))


@_nation.command(cls=chinese_help.Command, help="在这台机器上等调度程序派事：一次做一个省。按 Ctrl+C 结束。")
def worker(
    address: Annotated[str, typer.Argument(help="调度程序的地址，如 tcp://10.0.0.1:8786", metavar="地址")],
) -> None:
    one = ("--nthreads", "1", "--nworkers", "1", "--memory-limit", "0", "--preload", "almanac.nation.worker")
    _serve("worker", address, *one)


def _serve(program: str, *arguments: str) -> None:
    from almanac.nation import cluster
    from almanac.publish.file_tree import Refused

    try:
        cluster.serve(program, arguments)
    except Refused as refusal:
        raise leave(str(refusal), refusal.code) from None
    except OSError as error:
        raise leave(f"开不了：{trouble(error)}", WRONG_USE) from None
