"""A command: a pasted notice is read, each value shown with the words it stands in, completed by questions and filed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almanac.cli import chinese_help, figures, filing, pasted_draft
from almanac.cli.options import BAD, PROJECT, WRONG_USE, Records, Today, Year, leave, no_file
from almanac.cli.statistics import meant

if TYPE_CHECKING:
    from almanac.cli.figures import Values
    from almanac.excel.importer import Context
    from almanac.intake.notice_extraction import Draft
    from almanac.intake.prompts import Asked
    from almanac.intake.quantities import Proposed, Rules
    from almanac.model.fields import Value

LARGEST = 1024 * 1024
PASTE = "把通知贴在这里，贴完另起一行，按 Ctrl+D（Windows 按 Ctrl+Z 再按回车）："


def add(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command(
        cls=chinese_help.Command, help="读一段通知、接龙或报道，每场活动提出一条记录，每一项注明原话。"
    )(draft)


def draft(
    source: Annotated[
        str, typer.Argument(help="文字文件；写 - 是贴进来或从标准输入读", metavar="文件|-")
    ] = "-",
    who: Annotated[
        str | None, typer.Option("--who", help="哪个协会的活动，如 甲市/乙县", metavar="协会")
    ] = None,
    kind: Annotated[
        str,
        typer.Option("--kind", help="读成哪一种：活动、汇总（几场合在一起的数）、媒体、表彰", metavar="种类"),
    ] = "活动",
    records: Records = PROJECT / "events",
    year: Year = None,
    today: Today = None,
    only_look: Annotated[bool, typer.Option("--look", help="只看读出了什么，不问，也不写记录")] = False,
) -> None:
    from almanac.excel import importer
    from almanac.intake import notice_extraction, notice_patterns

    asked, register, code, which = meant(who, records, year, today)
    text = _text(source)
    context = importer.open_context(records, register, which, asked.day, asked.name, code)
    whose = register.path(code).rpartition("/")[2] if who else ""
    rules = notice_patterns.rules(which, context.notices.get(which), asked.day.iso, whose)
    if kind != "活动":
        pasted_draft.draft(kind, text, rules, context, code, only_look, bool(who))
        return
    found = notice_extraction.drafts(text, rules)
    _show(found, text, rules, only_look)
    if only_look:
        return
    can_ask = sys.stdin.isatty()
    if not who and not can_ask:
        raise leave("不知道是哪个协会的活动，没有写；请加 --who，例：--who 甲市/乙县", WRONG_USE)
    code = code if who else filing.asked_for(register)
    context = context._replace(base=code)
    for number, one in enumerate(found, 1):
        if len(found) > 1:
            typer.echo(f"\n第 {number} 场：")
        _file(one, text, rules, context, code, can_ask)


def _show(found: list[Draft], text: str, rules: Rules, as_record: bool) -> None:
    """Tell what was read of each activity; leave where there is none."""
    from almanac.intake import prompts
    from almanac.parse import yaml_writer

    for number, one in enumerate(found, 1):
        if len(found) > 1:
            typer.echo(f"第 {number} 场，共 {len(found)} 场：")
        typer.echo("\n".join(in_words(one, text, rules)))
        if as_record and one.proposed:
            typer.echo(f"\n{yaml_writer.text(prompts.in_order(values(one, rules)))}".rstrip())
    if found[0].why:
        raise leave(f"{found[0].why}没有写记录；真是一场活动的，用 python build.py new 一项一项填。", BAD)
    if not found[0].proposed:
        raise leave("没有读出活动的时间、地点、人数。可以用 python build.py new 一项一项填。", BAD)


def _file(one: Draft, text: str, rules: Rules, context: Context, code: str, can_ask: bool) -> None:
    """Complete one draft by questions, let its values be put right, and write it down; what was answered stays after a fault."""
    from almanac.intake import prompts
    from almanac.parse import yaml_writer

    found = {
        path: _joined(value, context, code) if path == ("联合",) else value
        for path, value in values(one, rules).items()
    }
    asked = prompts.of_activity(context)
    found = figures.confirmed(asked, context, found, figures.of(one, text, rules), can_ask)
    missing = one.missing if can_ask else []
    if missing:
        typer.echo(f"下面补上原文没有的。{filing.HOW}")
    found = prompts.answers(
        asked._replace(questions=lambda _: iter(missing)), context, filing.answered, typer.echo, found
    )
    while True:
        if can_ask:
            found = _put_right(asked, context, found)
        value = prompts.in_order(found)
        try:
            return filing.file_new(context, code, yaml_writer.file_name(value), value, can_ask)
        except typer.Exit as end:
            if not can_ask or not end.exit_code:
                raise
            typer.echo("填过的都还在；请改有错的那一项。")


def _put_right(asked: Asked, context: Context, found: Values) -> Values:
    """The values after whoever reads them has put right what was read wrongly."""
    from almanac.intake import prompts
    from almanac.model.fields import columns

    by = {name: one for one in columns(asked.kind) for name in (one.path[-1], one.head)}
    while said := filing.answered("", "要改哪一项？写项名，如 地点；都对就直接按回车").strip():
        column = by.get(said)
        if column is None:
            typer.echo(f"  没有“{said}”这一项。")
            continue
        found = {path: value for path, value in found.items() if path != column.path}
        heads = (column.head,)
        one = asked._replace(questions=lambda _, heads=heads: iter(heads))  # type: ignore[misc]  # bound to this turn
        found = prompts.answers(one, context, filing.answered, typer.echo, found)
    return found


def _joined(said: Value, context: Context, code: str) -> Value:
    """Associations that a notice names, as paths of folders: those of the same superior, as people beside them call them."""
    from almanac.excel import match_division
    from almanac.excel.head_words import WHOLE

    register = context.register
    above = register.path(code).rpartition("/")[0]
    base = (register.at(above) if above else "") or ""
    found = [(name, match_division.meant({WHOLE: str(name)}, base, register)) for name in said or ()]
    return [register.path(one.code) if one.code and not one.wrong else name for name, one in found]


def _beside(one: Proposed, text: str) -> str:
    """A value beside the words it was read from."""
    said = figures.source_words(one, text)
    return f"  {one.field}：{figures.in_words(one)}　← 第{_line(text, one.start)}行“{said}”"


def in_words(found: Draft, text: str, rules: Rules) -> Iterator[str]:
    """What was read with the words of the text it was read from, what is still wanted, and what was left out."""
    from almanac.intake.notice_extraction import LONGEST, is_figure

    kinds = Counter((one.value, _line(text, one.start)) for one in found.personal)
    if kinds:
        places = "、".join(
            f"{name}{f'{number}处' if number > 1 else ''}（第{line}行）"
            for (name, line), number in kinds.items()
        )
        yield f"个人信息，没有放进记录：{places}"
    counted = [one for one in found.proposed if is_figure(one.field, rules)]
    if len(counted) < len(found.proposed):
        yield "读出来的（右边是原文的话，请核对）："
    yield from (_beside(one, text) for one in found.proposed if one not in counted)
    if counted:
        yield "统计要用的数，您说对才写进记录："
    yield from (_beside(one, text) for one in counted)
    if found.asked:
        yield "拿不准，没有填的；统计要用的数会问您，别的是的话，问“要改哪一项”时写它的名字："
    yield from (_beside(one, text) for one in found.asked)
    if found.missing:
        yield f"原文没有说：{'、'.join(found.missing)}"
    yield from (f"请看：{note}" for note in found.notes)
    fields = {one.field for one in (*found.proposed, *found.asked)}
    if "成效·宣传·场次" in fields and "开始" not in fields:
        yield "请看：说的像是几场合在一起的数；逐场没有报的，请加 --kind 汇总 再读一次，记成汇总。"
    if len(text) > LONGEST:
        yield f"原文太长，只读了前 {LONGEST} 个字。"


def values(found: Draft, rules: Rules) -> Values:
    """The values by path without the numbers of the statistics; several of one field are a list."""
    from almanac.intake.notice_extraction import is_figure
    from almanac.model.fields import JOIN, columns
    from almanac.model.filings import ACTIVITY

    lists = {column.path for column in columns(ACTIVITY) if column.is_list}
    by_path: Values = {}
    for one in found.proposed:
        if is_figure(one.field, rules):
            continue
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
        raise no_file(source)
    if len(raw) > LARGEST:
        raise leave("文字超过 1 MB，没有读。请只贴这场活动的通知。", WRONG_USE)
    if not raw.strip():
        raise leave("里面没有字，没有读。" if source != "-" else "没有贴进来文字，没有读。", WRONG_USE)
    if text := encoding.decoded(raw):
        return text.replace("\r\n", "\n")
    raise leave(f"{source} 不是文字文件（Word、图片请打开，把文字复制进来）。", WRONG_USE)
