"""What holds for a whole table, asked once on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from almanac.cli.options import WRONG_USE, leave
from almanac.model.diagnostics import shown

if TYPE_CHECKING:
    from almanac.excel.whole_table import Question

HOW = "这张表里有的话整张表说一次就行，下面逐句问；不知道的按回车，这张表就先不收。"


_ALONE = ("照片", "更正")  # what is asked of no table


def ask(
    asked: Sequence[tuple[str, Question]], known: Mapping[tuple[str, str], str]
) -> dict[tuple[str, str], str]:
    """The answers to what is asked of a workbook, for all sheets of it alike; none where nobody sits at the terminal."""
    if not sys.stdin.isatty():
        return {}
    if not all(question.key.startswith(_ALONE) for _, question in asked):
        typer.echo(HOW)
    found = {}
    for question in {one.key: one for _, one in asked}.values():
        typer.echo(f"\n{question.message}")
        for number, word in enumerate(question.choices, 1):
            typer.echo(f"  {number} {word}")
        said = str(
            typer.prompt(f"{question.key}（写号码或名称）", default=known.get(("", question.key), ""))
        ).strip()
        if said.isdecimal() and 1 <= int(said) <= len(question.choices):
            said = question.choices[int(said) - 1]
        if said:
            found["", question.key] = said
    return found


def said(words: Sequence[str]) -> dict[tuple[str, str], str]:
    """What was said beforehand, as --say has it."""
    found = {}
    for word in words:
        key, sign, answer = word.partition("=")
        if not sign or not key.strip() or not answer.strip():
            raise leave(f"--say 要写成 问的=答的，这里是“{shown(word)}”。例：--say 状态=已举办", WRONG_USE)
        found["", key.strip()] = answer.strip()
    return found
