"""The command that makes the project of another province out of its register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almanac.cli import chinese_help
from almanac.cli.options import BAD, PROJECT, WORKERS, WRONG_USE, Teller, Today, day, job, leave
from almanac.cli.printing import answers

if TYPE_CHECKING:
    from almanac.model.divisions import Register
    from almanac.model.rewriting import Change

SHOWN = 20  # so many lines of a table are told wrong at once


def add(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command(
        cls=chinese_help.Command,
        help="给另一个省（自治区、直辖市）做一份：由区划代码表做名册、设置、通知的样子和文件夹。",
    )(province)


def province(
    table: Annotated[
        Path,
        typer.Argument(help="区划代码表（CSV）：一行一个，代码、名称；统计用区划代码就行", metavar="表.csv"),
    ],
    to: Annotated[Path, typer.Option("--to", help="写到哪个新文件夹", metavar="文件夹")],
    owner: Annotated[
        str, typer.Option("--owner", help="主办单位；不写就是“某某省计划生育协会”", metavar="名称")
    ] = "",
    year: Annotated[
        int | None,
        typer.Option("--year", min=1999, max=2197, help="第一届记录是哪一年；不写就是今年", metavar="年份"),
    ] = None,
    today: Today = None,
) -> None:
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise leave(f"“{to}”里已有别的内容，没有写。请换一个新文件夹，例：--to 新项目", WRONG_USE)
    register = _register(table)
    whole = register[register.root].name
    first = year or int(day(today)[:4])
    _write(to, register, first, owner or f"{whole}计划生育协会")
    typer.echo(f"{whole}的项目在 {to}：名册 {len(register)} 个协会，{first} 年的通知是样子，要照本省的文改。")
    typer.echo(
        f"接着：读 {to / 'README.md'}，改 mkdocs.yml 和通知；"
        "在那个文件夹里运行 python build.py demo --to 演示 先看看样子。"
    )


def _register(table: Path) -> Register:
    """The register of a table; what is wrong in it is said, and ends the command."""
    from almanac.intake import new_register
    from almanac.parse import input_files

    if not table.is_file():
        raise leave(f"没有这个文件：{table}", WRONG_USE)
    register, wrong = new_register.read(new_register.text_of(input_files.content(table.parent, table.name)))
    if wrong:
        for one in wrong[:SHOWN]:
            typer.echo(f"{table.name}{f' 第 {one.line} 行' if one.line else ''}：{one.why}。", err=True)
        raise leave(f"名册有 {len(wrong)} 处不对，没有写。改好再运行。", BAD)
    return register


def _erased() -> Change:
    """What takes the names that were withdrawn in our own records out of a text."""
    from almanac.disclosure import redaction

    asked = job(PROJECT / "events", PROJECT / "site", None, None, WORKERS, False)
    with answers(asked, lambda _: ["withdrawn"], then="写新的项目") as value:
        return redaction.eraser(value["withdrawn"]) or str


def _write(to: Path, register: Register, year: int, owner: str) -> None:
    """The files of the new project, and the folders of its first year."""
    from almanac.intake import new_province, new_register
    from almanac.model import divisions

    old = divisions.load(PROJECT / "events" / "associations.csv")
    teller = Teller("读本项目", "写新的项目")
    try:
        made = [
            *new_province.files(PROJECT, old, register, year, owner, _erased()),
            *new_province.cards(owner),
            ("events/associations.csv", new_register.written(register).encode()),
        ]
        for number, (path, data) in enumerate(made, 1):
            teller.tell("写新的项目", number, len(made))
            (to / path).parent.mkdir(parents=True, exist_ok=True)
            (to / path).write_bytes(data)
    finally:
        teller.done()
    for folder in new_province.folders(register, year):
        (to / folder).mkdir(parents=True, exist_ok=True)
