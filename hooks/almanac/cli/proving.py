"""The command that proves the program: its tests, the quick ones or all."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated

import typer

from almanac.cli import chinese_help
from almanac.cli.options import PROJECT

PAGES = "tests/browser"  # all that looks at pages and nothing else: the others need not read it
MOST = 4  # processes: each has the whole register in memory


def add(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command(
        cls=chinese_help.Command,
        help="检查程序本身，要几分钟；--all 连网页和最慢的一起检查。后面的参数交给 pytest，指明文件的只检查那些。",
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    )(test)


def test(
    context: typer.Context,
    whole: Annotated[
        bool, typer.Option("--all", help="全部：网页、LibreOffice、全省的数和最慢的都在内")
    ] = False,
) -> None:
    codes = [
        subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "pytest", *chosen, *context.args], cwd=PROJECT, check=False
        ).returncode
        for chosen in proofs(whole, context.args)
    ]
    raise typer.Exit(next(filter(None, codes), 0))


def proofs(whole: bool, said: list[str]) -> list[tuple[str, ...]]:
    """What pytest is asked, one run after another: whoever names what to run gets that; beside what is measured runs nothing.

    One process more than there are processors: tests wait for programs and disks. A browser waits for nothing else.
    """
    cores = os.cpu_count() or 1
    shared, seen = _processes(min(cores + 1, MOST)), _processes(min(cores, MOST))
    named = any(word[:2] in ("-k", "-m") or (PROJECT / word.split("::")[0]).exists() for word in said)
    unseen, pages = ((), ()) if named else ((f"--ignore={PAGES}",), (PAGES,))
    if whole:
        return [
            (*shared, *unseen, "-m", "not browser"),
            (*pages, *seen, "-m", "browser and not alone"),
            (*pages, "-m", "alone"),
        ]
    return [()] if named else [(*shared, *unseen, "-m", "not whole")]


def _processes(number: int) -> tuple[str, ...]:
    return f"--numprocesses={number}", "--dist=loadscope", "--no-loadscope-reorder"
