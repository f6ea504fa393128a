"""Commands for what those who file begin with: workbooks to be filled in, and a new year with its notice and folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almanac.cli import chinese_help
from almanac.cli.options import BAD, PROJECT, WRONG_USE, Records, Today, Year, leave, shown, working
from almanac.cli.statistics import To, Who, meant

if TYPE_CHECKING:
    from almanac.model.filings import Kind

KindName = Annotated[
    list[str] | None,
    typer.Option("--kind", help="哪一种：活动、汇总、媒体、表彰、阵地、备案、清单；可写几次", metavar="种类"),
]


def add(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command(
        cls=chinese_help.Command, help="做一个给协会填的 Excel 表：有下拉、有提示，已报的和去年的都在里面。"
    )(template)
    app.command(
        cls=chinese_help.Command, help="开新的一年：照上一份通知起草，建好各市县的文件夹，做好填报表。"
    )(year)


def template(
    who: Who = None,
    kind: KindName = None,
    records: Records = PROJECT / "events",
    year: Year = None,
    today: Today = None,
    to: To = Path(),
) -> None:
    from almanac.excel import prefill
    from almanac.excel import template as excel_template
    from almanac.load import records as load_records

    asked, register, code, which = meant(who, records, year, today)
    wanted = kinds(kind) or kinds(["活动"])
    with working("读取记录", "做 Excel 表"):
        lines = {one.name: prefill.lines(records, register, which, code, one) for one in wanted}
    if name := prefill.too_many(lines):
        raise leave(f"“{name}”有 {len(lines[name])} 行，一张表放不下；请按市州或县市区分开做。", WRONG_USE)
    notice = load_records.notices(records, asked.name)[0].get(which)
    with working("做 Excel 表", "存进文件夹"):
        data = excel_template.template(wanted, code, register, which, notice, lines, asked.today)
    to.mkdir(parents=True, exist_ok=True)
    file = to / f"{register[code].short}{which}年5·29填报表.xlsx"
    file.write_bytes(data)
    filed = sum(bool(line.version) for found in lines.values() for line in found)
    last = sum(line.mark == "照去年" for found in lines.values() for line in found)
    typer.echo(
        f"写好了 {file}：已报的 {filed} 行，去年的 {last} 行可以照办。填好后：python build.py import {file.name}"
    )


def kinds(names: list[str] | None) -> list[Kind]:
    from almanac.excel.header_row import LISTED

    by = {kind.name: kind for kind in LISTED}
    for name in names or []:
        if name not in by:
            raise leave(f"没有“{name}”这一种；有：{'、'.join(by)}。", WRONG_USE)
    return [by[name] for name in dict.fromkeys(names or [])]


def year(
    new: Annotated[int, typer.Argument(help="哪一年，如 2027", metavar="年份")],
    records: Records = PROJECT / "events",
    today: Today = None,
    to: To = Path(),
) -> None:
    from almanac.excel import importer
    from almanac.intake import new_year
    from almanac.load import records as load_records
    from almanac.parse import input_files
    from almanac.parse.discovery import years

    asked, register, _, _ = meant(None, records, max(years(records)), today)
    if not int(asked.today[:4]) - 1 <= new <= int(asked.today[:4]) + 1:
        raise leave(f"要开的是 {new} 年，今天是 {asked.today}：只开去年、今年、明年的。", WRONG_USE)
    path = f"{new}/通知.yml"
    if (records / path).exists():
        raise leave(f"已经有 {shown(records)}{path}，没有动它；请直接改这个文件。", BAD)
    was = new_year.pattern(load_records.notices(records, asked.name)[0], new)
    if was is None:
        raise leave(
            f"{shown(records)} 里没有 {new} 年以前的完整通知，没有可照着起草的；请照 2021 年的样子自己写。",
            BAD,
        )
    text = new_year.notice(
        new, was, input_files.plain(input_files.content(records, f"{was}/通知.yml"), "strict")
    )
    importer.write(records, {path: text.encode()})
    places = [unit.code for city, counties in register.tree for unit in (city, *counties)]
    for code in places:
        (records / str(new) / register.path(code)).mkdir(parents=True, exist_ok=True)
    typer.echo(f"写好了 {shown(records)}{path}：照 {was} 年的起草，# 开头的各行照省里的新通知改。")
    typer.echo(f"建好了 {len(places)} 个市州、县市区的文件夹。")
    for city in register.children(register.root):
        template(who=city.name, records=records, year=new, today=today, to=to)
