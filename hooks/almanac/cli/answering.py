"""Open questions answered one after another on the terminal, and written into the records."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from almanac.model.diagnostics import Fault

HOW = (
    "下面逐处答复。没有错的，写一句怎样核的（不写姓名），如：照签到表核过；"
    "写错了要改的、现在说不清的，直接按回车，以后再问；按 Ctrl+C 结束。"
)


def answer(faults: Iterable[Fault], records: Path, name: str) -> None:
    """Ask for each open question, and write down what is answered."""
    from almanac.excel.importer import write
    from almanac.model.diagnostics import describe, name_of
    from almanac.parse import input_files

    asked = [fault for fault in faults if fault.answer and fault.place.file.startswith(f"{name}/")]
    if asked:
        typer.echo(HOW)
    done = 0
    for number, fault in enumerate(asked, 1):
        path = fault.place.file.removeprefix(f"{name}/")
        typer.echo(f"\n{number}/{len(asked)} {describe(fault)}")
        if not input_files.is_plain(records, path):
            continue
        made = reply(input_files.content(records, path), fault)
        if made is not None:
            write(records, {path: made})
            typer.echo(f"写进了 {name_of(fault.place.file)}。")
            done += 1
    typer.echo(f"答复了 {done} 处，还有 {len(asked) - done} 处待核。")


def reply(raw: bytes, fault: Fault) -> bytes | None:
    """A record's file with what somebody answers to a question; None if nothing is, or it cannot be put there."""
    from almanac.intake import answers

    note = str(typer.prompt("怎样核的（没有核就按回车）", default="", show_default=False)).strip()
    if not note:
        return None
    made = answers.answered(raw, fault, note[:400])
    if made is None:
        typer.echo(f"这一条的写法特别，请打开文件自己加：{fault.answer}")
    return made
