"""Awards, pieces and tallies of a pasted text: shown, completed by questions, put into the lists of the association."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from almanac.cli import figures, filing, preparing
from almanac.cli.options import BAD, WRONG_USE, leave

if TYPE_CHECKING:
    from almanac.excel.importer import Context
    from almanac.intake.prompts import Asked
    from almanac.intake.quantities import Rules
    from almanac.model.filings import Kind

KINDS = ("汇总", "媒体", "表彰")


def draft(
    kind: str, text: str, rules: Rules, context: Context, code: str, only_look: bool, known: bool
) -> None:
    """Read a text as records of a list, and file each."""
    from almanac.intake import pasted_lists, prompts
    from almanac.intake.notice_extraction import is_figure
    from almanac.model.fields import JOIN
    from almanac.parse import yaml_writer

    (wanted,) = preparing.kinds([kind])
    readers = {
        "汇总": lambda: pasted_lists.tally(pasted_lists.summary(text, rules), text, rules),
        "媒体": lambda: pasted_lists.pieces(text, rules),
        "表彰": lambda: pasted_lists.awards(text, rules),
    }
    if kind not in readers:
        raise leave(f"“{kind}”不能从一段文字里读；能读的是活动、{'、'.join(KINDS)}。", WRONG_USE)
    found = [one.values for one in readers[kind]()]
    if not found:
        raise leave(f"没有读出{kind}。可以用 python build.py template --kind {kind} 做一张表填。", BAD)
    typer.echo(f"读出 {len(found)} 条{kind}，请对照原文核对：")
    typer.echo(yaml_writer.text([prompts.in_order(one, wanted) for one in found]).rstrip())
    if only_look:
        return
    if not known and not sys.stdin.isatty():
        raise leave("不知道是哪个协会的，没有写；请加 --who，例：--who 甲市/乙县", WRONG_USE)
    code = code if known else filing.asked_for(context.register)
    context = context._replace(base=code)
    can_ask = sys.stdin.isatty()
    read = figures.of(pasted_lists.summary(text, rules), text, rules, "成效·") if kind == "汇总" else {}
    for one in found:
        asked = _lacking(wanted, one)
        rest = {path: value for path, value in one.items() if not is_figure(JOIN.join(path), rules)}
        value = figures.confirmed(asked, context, rest, read, can_ask)
        if can_ask:
            value = prompts.answers(asked, context, filing.answered, typer.echo, value)
        filing.file_listed(context, code, wanted, prompts.in_order(value, wanted))


def _lacking(kind: Kind, found: object) -> Asked:
    """What a record of this kind must say and the text did not."""
    from almanac.intake.prompts import Asked
    from almanac.model.fields import columns

    heads = [
        column.head
        for column in columns(kind)
        if column.required and len(column.path) == 1 and column.path not in found  # type: ignore[operator]  # a mapping
    ]
    return Asked(kind, lambda _: iter(heads), {}, lambda head, value: "")
