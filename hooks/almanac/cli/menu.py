"""A small menu for whoever starts the program with a double click: numbers instead of commands."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import typer

from almanac.cli import chinese_help
from almanac.cli.options import BAD, PROJECT, WRONG_USE, leave

PROGRAM = (sys.executable, "-P", "-s", "-X", "utf8", "-X", "almanac", str(PROJECT / "build.py"))
WHOSE = "哪个协会？写到县或乡镇，如 甲市/乙县；直接回车就是全部"


class Choice(NamedTuple):
    """A line of the menu.

    command: what it runs; ask: what is asked before, its answer is the last argument; given: how the answer is read;
    well, badly: what comes next.
    """

    words: str
    command: tuple[str, ...]
    well: str
    badly: str
    ask: str = ""
    given: Callable[[str], str] = str.strip
    needed: bool = False


def path(text: str) -> str:
    """A file that was typed, or dropped into the window: in quotation marks, or with backslashes before its blanks."""
    text = text.strip()
    bare = text.removeprefix("& ").strip("'\"")  # PowerShell puts an & before what is dropped
    if Path(bare).exists() or sys.platform == "win32":
        return bare
    try:
        return "".join(shlex.split(text)[:1]) or bare
    except ValueError:
        return bare


MENU = (
    Choice(
        "检查记录：看有没有写错的",
        ("check",),
        "记录没有错。选 2 可以看看网站是什么样子。",
        "照上面说的改好、存盘，再选 1 查一遍。",
    ),
    Choice(
        "做出网站，在浏览器里看（看完按 Ctrl+C 回到这里）",
        ("serve", "--open"),
        "网站在 site 文件夹里；要给大家看，见“怎样开办和维护”里的“放到网上”。",
        "网站没有打开，原因在上面。",
    ),
    Choice(
        "收表：把收到的 Excel 表、记录文件读进来",
        ("import",),
        "收下了。选 1 再查一遍，选 2 看看网站。",
        "没有全收下。上面说了哪里不对；Excel 表另存了一份，每格旁边写着原因，可以退给填表的人。",
        "把文件或文件夹拖到这个窗口里，再按回车",
        path,
        needed=True,
    ),
    Choice(
        "做一张 Excel 表，发给协会填",
        ("template",),
        "表做好了，可以发给协会。填好送回来以后，选 3。",
        "表没有做出来，原因在上面。",
        WHOSE,
    ),
    Choice(
        "看谁报了、谁还没有报、哪天到期",
        ("owed",),
        "上面提醒的话可以直接复制去发。",
        "没有做完，原因在上面。",
        WHOSE,
    ),
    Choice(
        "一问一答，新建一场活动",
        ("new",),
        "选 1 可以再查一遍。",
        "没有写下。可以重新选 6。",
    ),
    Choice(
        "看看这台电脑有什么不对",
        ("doctor",),
        "没有坏的。写着“注意”的，照后面说的办，不急。",
        "照上面各行后面说的办。",
    ),
)


def add(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command(
        cls=chinese_help.Command,
        help="打开一个菜单，写数字就行；双击“开始.bat”（Windows）或“开始.command”（macOS）也是它。",
    )(menu)


def menu() -> None:
    typer.echo("“5·29会员活动日”网站")
    try:
        while (chosen := _chosen()) is not None:
            _run(chosen)
    except EOFError:
        raise leave("\n没有人回答，菜单关上了。", WRONG_USE) from None
    except KeyboardInterrupt:
        typer.echo()
    typer.echo("再见。")


def _chosen() -> Choice | None:
    """The line that is chosen; none to end."""
    lines = [f"  {number}  {one.words}" for number, one in enumerate(MENU, 1)]
    typer.echo("\n".join(("", "要做什么？", *lines, "  0  结束")))
    while (said := input("写一个数字，按回车：").strip()) not in ("0", "０"):
        number = int(said) if said.isdecimal() and said.isprintable() else 0
        if 0 < number <= len(MENU):
            return MENU[number - 1]
        typer.echo(
            f"没有“{said[:20]}”这一项。请写 0 到 {len(MENU)} 的一个数字。" if said else "请写一个数字。"
        )
    return None


def _local(words: str) -> str:
    """What is asked, with a place of the own register as its example."""
    from almanac.model import divisions, examples
    from almanac.parse.input_files import is_plain

    if not words or not is_plain(PROJECT / "events", "associations.csv"):
        return words
    return examples.local(words, divisions.load(PROJECT / "events" / "associations.csv"))


def _run(chosen: Choice) -> None:
    """Ask what the command needs, run it in a process of its own, and say what comes next."""
    answer = chosen.given(input(f"{_local(chosen.ask)}：")) if chosen.ask else ""
    if chosen.needed and not answer:
        typer.echo("没有写，回到菜单。")
        return
    sys.stdout.flush()
    with subprocess.Popen([*PROGRAM, *chosen.command, *(["--", answer] if answer else [])]) as program:
        while program.poll() is None:
            try:
                program.wait()
            except KeyboardInterrupt:  # the command got it too, and ends in its own way
                continue
    typer.echo(f"\n{chosen.badly if program.returncode in (BAD, WRONG_USE) else chosen.well}")
