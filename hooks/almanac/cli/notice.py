"""A command: a pasted notice is read, each value shown with the words it stands in, completed by questions and filed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almanac.cli import chinese_help, filing
from almanac.cli.options import BAD, PROJECT, WRONG_USE, Records, Today, Year, leave
from almanac.cli.statistics import meant

if TYPE_CHECKING:
    from almanac.intake.notice_extraction import Draft
    from almanac.model.fields import Value

LARGEST = 1024 * 1024
PASTE = "把通知贴在这里，贴完另起一行，按 Ctrl+D（Windows 按 Ctrl+Z 再按回车）："


def add(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command(cls=chinese_help.Command, help="读一段通知、接龙或报道，提出一条活动记录，每一项注明原话。")(
        draft
    )


def draft(
    source: Annotated[
        str, typer.Argument(help="文字文件；写 - 是贴进来或从标准输入读", metavar="文件|-")
    ] = "-",
    who: Annotated[
        str | None, typer.Option("--who", help="哪个协会的活动，如 甲市/乙县", metavar="协会")
    ] = None,
    records: Records = PROJECT / "events",
    year: Year = None,
    today: Today = None,
    only_look: Annotated[bool, typer.Option("--look", help="只看读出了什么，不问，也不写记录")] = False,
) -> None:
    from almanac.excel import importer
    from almanac.intake import notice_extraction, notice_patterns, prompts
    from almanac.parse import yaml_writer

    asked, register, code, which = meant(who, records, year, today)
    text = _text(source)
    context = importer.open_context(records, register, which, asked.day, asked.name, code)
    found = notice_extraction.proposed(text, notice_patterns.rules(which, context.notices.get(which)))
    typer.echo("\n".join(in_words(found, text)))
    if not found.proposed:
        raise leave("没有读出活动的时间、地点、人数。可以用 python build.py new 一项一项填。", BAD)
    if only_look:
        typer.echo(f"\n{yaml_writer.text(prompts.in_order(values(found)))}".rstrip())
        return
    can_ask = sys.stdin.isatty()
    if not who and not can_ask:
        raise leave("不知道是哪个协会的活动，没有写；请加 --who，例：--who 甲市/乙县", WRONG_USE)
    code = code if who else filing.asked_for(register)
    context = context._replace(base=code)
    missing = found.missing if can_ask else []
    if missing:
        typer.echo(f"下面补上原文没有的。{filing.HOW}")
    questions = prompts.of_activity(context)._replace(questions=lambda _: iter(missing))
    value = prompts.ask(questions, context, filing.answered, typer.echo, values(found))
    filing.file_new(context, code, yaml_writer.file_name(value), value, can_ask)


def in_words(found: Draft, text: str) -> Iterator[str]:
    """What was read with the words of the text it was read from, what is still wanted, and what was left out."""
    from almanac.intake.notice_extraction import LONGEST

    if found.proposed:
        yield "读出来的（右边是原文的话，请核对）："
    for one in found.proposed:
        value = one.value if isinstance(one.value, str) else " ".join(filter(None, one.value.values()))
        said = " ".join(text[one.start : one.end].split())
        yield f"  {one.field}：{value}　← 第{_line(text, one.start)}行“{said}”"
    if found.missing:
        yield f"原文没有说：{'、'.join(found.missing)}"
    kinds = Counter((one.value, _line(text, one.start)) for one in found.personal)
    if kinds:
        places = "、".join(
            f"{name}{f'{number}处' if number > 1 else ''}（第{line}行）"
            for (name, line), number in kinds.items()
        )
        yield f"个人信息，没有放进记录：{places}"
    if len(text) > LONGEST:
        yield f"原文太长，只读了前 {LONGEST} 个字。"


def values(found: Draft) -> dict[tuple[str, ...], Value]:
    """The values by path; several of one field are a list."""
    from almanac.model.fields import JOIN, columns
    from almanac.model.filings import ACTIVITY

    lists = {column.path for column in columns(ACTIVITY) if column.is_list}
    by_path: dict[tuple[str, ...], Value] = {}
    for one in found.proposed:
        path = tuple(one.field.split(JOIN))
        value = (
            one.value
            if isinstance(one.value, str)
            else {key: word for key, word in one.value.items() if word}
        )
        if path in lists:
            by_path.setdefault(path, []).append(value)
        else:
            by_path.setdefault(path, value)
    return by_path


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _text(source: str) -> str:
    """The words of a file or of standard input."""
    from almanac.parse import encoding

    if source == "-":
        if sys.stdin.isatty():
            typer.echo(PASTE)
        raw = sys.stdin.buffer.read(LARGEST + 1)
    elif Path(source).is_file():
        with Path(source).open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    else:
        raise leave(f"没有这个文件：{source}", WRONG_USE)
    if len(raw) > LARGEST:
        raise leave("文字超过 1 MB，没有读。请只贴这场活动的通知。", WRONG_USE)
    if text := encoding.decoded(raw):
        return text.replace("\r\n", "\n")
    raise leave(f"{source} 不是文字文件（Word、图片请打开，把文字复制进来）。", WRONG_USE)
