"""Commands for filing without git: workbooks to fill in and to take back, a new record by questions, last year's once more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almanac.cli import asking, chinese_help, sent_files
from almanac.cli.options import BAD, PROJECT, WRONG_USE, Records, Today, Year, leave, shown
from almanac.cli.statistics import To, Who, meant

if TYPE_CHECKING:
    from almanac.excel.importer import Context
    from almanac.model.diagnostics import Fault
    from almanac.model.divisions import Register
    from almanac.model.filings import Kind

KindName = Annotated[
    list[str] | None,
    typer.Option("--kind", help="哪一种：活动、汇总、媒体、表彰、阵地、备案、清单；可写几次", metavar="种类"),
]
Whose = Annotated[
    str | None,
    typer.Option("--who", help="哪个协会送来的，如 长沙市/浏阳市；只收它和它下级的", metavar="协会"),
]
HOW = "不知道的直接按回车；写错了会再问一次；按 Ctrl+C 就不建了。"


def add(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command(
        cls=chinese_help.Command, help="做一个给协会填的 Excel 表：有下拉、有提示，已报的和去年的都在里面。"
    )(template)
    app.command(
        "import",
        cls=chinese_help.Command,
        help="收表格（Excel、CSV、Word）和记录文件：好的收下，有错的标在表里退回。",
    )(take_in)
    app.command(cls=chinese_help.Command, help="一问一答，新建一场活动。")(new)
    app.command(cls=chinese_help.Command, help="照去年的一场活动，新建今年的。")(again)


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
    kinds = _kinds(kind) or [_kinds(["活动"])[0]]
    lines = {one.name: prefill.lines(records, register, which, code, one) for one in kinds}
    if name := prefill.too_many(lines):
        raise leave(f"“{name}”有 {len(lines[name])} 行，一张表放不下；请按市州或县市区分开做。", WRONG_USE)
    notice = load_records.notices(records, asked.name)[0].get(which)
    data = excel_template.template(kinds, code, register, which, notice, lines, asked.today)
    to.mkdir(parents=True, exist_ok=True)
    file = to / f"{register[code].short}{which}年5·29填报表.xlsx"
    file.write_bytes(data)
    filed = sum(bool(line.version) for found in lines.values() for line in found)
    last = sum(line.mark == "照去年" for found in lines.values() for line in found)
    typer.echo(
        f"写好了 {file}：已报的 {filed} 行，去年的 {last} 行可以照办。填好后：python build.py import {file.name}"
    )


def take_in(
    source: Annotated[str, typer.Argument(help="文件或文件夹；写 - 是从标准输入读", metavar="文件|文件夹|-")],
    who: Whose = None,
    kind: KindName = None,
    records: Records = PROJECT / "events",
    year: Year = None,
    today: Today = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", help="核对过的表写到哪里", metavar="文件夹", show_default="原来的地方"),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="送来的记录文件与已有的不同时，以送来的为准")
    ] = False,
    only_look: Annotated[bool, typer.Option("--look", help="只核对，不写记录")] = False,
) -> None:
    from almanac.excel import importer, remembered
    from almanac.intake import inbox, receipts

    asked, register, code, which = meant(who, records, year, today)
    kinds = _kinds(kind)
    context = importer.open_context(
        records, register, which, asked.day, asked.name, code if who else "", kinds[0] if kinds else None
    )
    found = sent_files.sent(source)
    memory = remembered.file(PROJECT / ".build" / "import", asked.name, code) if who else None
    outcome = inbox.Inbox(context, replace, not only_look, None if source == "-" else asking.ask, memory)
    for name, raw in found:
        kind_of = outcome.put(name, raw)
        for line in kind_of.words:
            typer.echo(line)
        if kind_of.answer:
            typer.echo(f"核对过的表：{sent_files.save(kind_of.answer, sent_files.checked(name), source, to)}")
    if outcome.received and not only_look:
        said = receipts.text(outcome.received, register, asked.today)
        typer.echo(f"回执，可以抄到群里发回：{sent_files.save(said.encode(), '回执.txt', source, to)}")
    typer.echo(outcome.summary() + ("（只看，没有写记录）" if only_look else ""))
    if outcome.bad:
        raise typer.Exit(BAD)


def new(
    who: Annotated[
        str | None, typer.Argument(help="哪个协会，如 长沙市/浏阳市；不写就会问", metavar="[协会]")
    ] = None,
    records: Records = PROJECT / "events",
    year: Year = None,
    today: Today = None,
) -> None:
    from almanac.excel import importer
    from almanac.intake import prompts
    from almanac.parse import yaml_writer

    asked, register, code, which = meant(who, records, year, today)
    if not who:
        code = asked_for(register)
    context = importer.open_context(records, register, which, asked.day, asked.name, code)
    typer.echo(f"{register[code].title} {which} 年的一场活动。{HOW}")
    value = prompts.ask(prompts.of_activity(context), context, answered, typer.echo)
    file_new(context, code, yaml_writer.file_name(value), value)


def answered(head: str, words: str) -> str:
    """What somebody types in answer to a question; nothing if only the return key is pressed."""
    return str(typer.prompt(words, default="", show_default=False))


def asked_for(register: Register) -> str:
    from almanac.excel import match_division
    from almanac.excel.head_words import WHOLE

    while True:
        said = typer.prompt("哪个协会（如 长沙市/浏阳市）")
        found = match_division.meant({WHOLE: said}, "", register)
        if found.code and not found.wrong:
            return found.code
        typer.echo(f"{found.wrong}。例：{found.example}")


def again(
    file: Annotated[
        str, typer.Argument(help="去年的活动文件，如 2020/长沙市/浏阳市/0528-义诊.yml", metavar="文件")
    ],
    start: Annotated[
        str | None, typer.Option("--start", help="今年哪天办，如 5月28日上午；不写就是待定", metavar="时间")
    ] = None,
    number: Annotated[
        str | None, typer.Option("--number", help="文件里列了几场时，是哪一场的编号", metavar="编号")
    ] = None,
    records: Records = PROJECT / "events",
    year: Year = None,
    today: Today = None,
) -> None:
    from almanac.excel import importer, prefill
    from almanac.intake import prompts
    from almanac.parse import dates, discovery, input_files, yaml_reader

    asked, register, _, which = meant(None, records, year, today)
    path = _old(records, file)
    code = register.at(discovery.folder_of(path))
    value, _ = yaml_reader.parse(file, input_files.content(records, path))
    items = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]
    found = [item for item in items if number is None or item.get("编号") == number]
    if code is None or len(found) != 1:
        hint = "里列了几场，请用 --number 说明是哪一场" if len(found) > 1 else "里没有这场活动"
        raise leave(f"{file} {hint}。", WRONG_USE)
    context = importer.open_context(records, register, which, asked.day, asked.name, code)
    if path.startswith(f"{which}/"):
        raise leave(f"{file} 就是 {which} 年的；照它再办一场，请在 {which + 1} 年。", WRONG_USE)
    when = dates.spelt(start or "待定", which)
    plan = prefill.again(found[0], int(path[:4]), which, when.text)
    if when.end:
        plan = {**plan, "结束": when.end}
    if plan["名称"] != found[0].get("名称"):
        typer.echo(f"名称改成了今年的：{plan['名称']}")
    file_new(context, code, prompts.same_name(path, when.text), plan)


def _old(records: Path, file: str) -> str:
    """The path of an activity below the records folder, which no link leads to."""
    from almanac.parse import input_files

    for base in (records / file, Path(file)):
        path = base.parent.resolve() / base.name
        if path.is_relative_to(records.resolve()):
            below = path.relative_to(records.resolve()).as_posix()
            if input_files.is_plain(records, below):
                return below
    raise leave(f"没有这个文件：{file}", WRONG_USE)


def file_new(context: Context, code: str, name: str, value: dict[str, object], confirm: bool = False) -> None:
    """Write down a new record in a file of its own; confirm: ask first."""
    from almanac.parse import yaml_writer

    path = "/".join(part for part in (str(context.year), context.register.path(code), name) if part)
    if (context.root / path).exists():
        raise leave(f"已经有 {path}，没有动它。", BAD)
    raw = yaml_writer.text(value).encode()
    typer.echo(f"\n{raw.decode().rstrip()}\n")
    raw = _asked(context, path, raw)
    if confirm and not typer.confirm("这样写下来吗", default=True):
        raise leave("没有写下来。", 0)
    keep(context, path, raw, False)


def _asked(context: Context, path: str, raw: bytes) -> bytes:
    """A new record with the answers of whoever files it to what is asked of it; what is not answered stays open."""
    from almanac.cli import answering
    from almanac.intake import record_files
    from almanac.model.diagnostics import describe

    for fault in record_files.take_text(raw, path, path, context, False).faults:
        if fault.answer:
            typer.echo(describe(fault))
            raw = answering.reply(raw, fault) or raw
    return raw


def keep(context: Context, path: str, raw: bytes, replace: bool) -> None:
    """Check a record file as if it stood in its place, and write it down whole, or not at all."""
    from almanac.excel import importer
    from almanac.intake import record_files

    found = record_files.take_text(raw, path, path, context, replace)
    _tell(found.faults)
    if not found.outcome:
        raise leave("有错，没有写下来；改好再来。", BAD)
    importer.write(context.root, {path: raw})
    typer.echo(
        f"写好了 {shown(context.root).rstrip('/')}/{path}。可以打开补充，再用 python build.py check 核对。"
    )


def _tell(faults: list[Fault]) -> None:
    from almanac.model.diagnostics import describe

    for fault in faults:
        typer.echo(describe(fault))


def _kinds(names: list[str] | None) -> list[Kind]:
    from almanac.excel.header_row import LISTED

    by = {kind.name: kind for kind in LISTED}
    for name in names or []:
        if name not in by:
            raise leave(f"没有“{name}”这一种；有：{'、'.join(by)}。", WRONG_USE)
    return [by[name] for name in dict.fromkeys(names or [])]
