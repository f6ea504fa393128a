"""Commands for filing without git: workbooks to fill in and to take back, a new record by questions, last year's once more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almanac.cli import asking, chinese_help, preparing, sent_files
from almanac.cli.options import (
    BAD,
    PROJECT,
    WRONG_USE,
    Records,
    Teller,
    Today,
    Year,
    leave,
    no_file,
    shown,
    working,
)
from almanac.cli.statistics import meant

if TYPE_CHECKING:
    from almanac.excel.importer import Context
    from almanac.intake.inbox import Inbox
    from almanac.model.diagnostics import Fault
    from almanac.model.divisions import Register
    from almanac.model.fields import Value
    from almanac.model.filings import Kind

Whose = Annotated[
    str | None,
    typer.Option("--who", help="哪个协会送来的，如 甲市/乙县；只收它和它下级的", metavar="协会"),
]
HOW = "不知道的直接按回车；写错了会再问一次；按 Ctrl+C 就不建了。"


def add(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    preparing.add(app)
    app.command(
        "import",
        cls=chinese_help.Command,
        help="收表格（Excel、CSV、Word）、记录文件和照片：好的收下，有错的标在表里退回。",
    )(take_in)
    app.command(
        cls=chinese_help.Command, help="一问一答，新建一场活动；--kind 表彰、汇总 的也行，稿件用 media add。"
    )(new)
    app.command(cls=chinese_help.Command, help="照去年的一场活动，新建今年的。")(again)


def take_in(
    source: Annotated[
        str, typer.Argument(help="文件、文件夹或 zip；写 - 是从标准输入读", metavar="文件|文件夹|-")
    ],
    who: Whose = None,
    kind: preparing.KindName = None,
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
    say: Annotated[
        list[str] | None,
        typer.Option("--say", help="先说好的，如 状态=已举办、照片·同意=有；可写几次", metavar="问的=答的"),
    ] = None,
) -> None:
    from almanac.excel import importer, remembered
    from almanac.intake import inbox, receipts

    asked, register, code, which = meant(who, records, year, today)
    base, wanted = code if who else "", next(iter(preparing.kinds(kind)), None)
    context = importer.open_context(records, register, which, asked.day, asked.name, base, wanted)
    context = context._replace(answers=asking.said(say or []))
    found = sent_files.sent(source)
    memory = remembered.file(PROJECT / ".build" / "import", asked.name, code) if who else None
    with working("读送来的文件", "说收了哪些、哪里不对") as teller:
        asks = None if source == "-" else teller.aside(asking.ask)
        outcome = inbox.Inbox(context, replace, not only_look, asks, memory)
        _take(outcome, found, source, to, teller)
    if outcome.received and not only_look:
        _give_back(receipts.text(outcome.received, register, asked.today), source, to)
    typer.echo(outcome.summary() + ("（只看，没有写记录）" if only_look else ""))
    if outcome.bad or outcome.in_vain:
        raise typer.Exit(BAD)


def _give_back(receipt: str, source: str, to: Path | None) -> None:
    """Write the receipt beside what was sent."""
    file = sent_files.save(receipt.encode(), "回执.txt", source, to)
    typer.echo(f"回执，可以抄到群里发回：{file}")


def _take(
    outcome: Inbox, found: list[tuple[str, bytes]], source: str, to: Path | None, teller: Teller
) -> None:
    """Take what was sent, the photos first, since records may name them; tell what became of each."""
    from almanac.validate.file_layout import PICTURES

    files = sorted(found, key=lambda one: not one[0].lower().endswith(PICTURES))
    for number, (name, raw) in enumerate(files):
        teller.tell(f"核对 {name.rpartition('/')[2]}", number, len(files))
        kind_of = outcome.put(name, raw)
        teller.done()
        for line in kind_of.words:
            typer.echo(line)
        if kind_of.answer:
            typer.echo(f"核对过的表：{sent_files.save(kind_of.answer, sent_files.checked(name), source, to)}")
    for line in outcome.photos():
        typer.echo(line)


def new(
    who: Annotated[
        str | None, typer.Argument(help="哪个协会，如 甲市/乙县；不写就会问", metavar="[协会]")
    ] = None,
    kind: Annotated[str, typer.Option("--kind", help="哪一种：活动、表彰、汇总", metavar="种类")] = "活动",
    records: Records = PROJECT / "events",
    year: Year = None,
    today: Today = None,
) -> None:
    from almanac.excel import importer
    from almanac.intake import prompts
    from almanac.model.filings import ACTIVITY
    from almanac.parse import yaml_writer

    (wanted,) = preparing.kinds([kind])
    if wanted is not ACTIVITY and wanted.name not in prompts.LISTED:
        other = (
            "python build.py media add"
            if wanted.name == "媒体"
            else f"python build.py template --kind {wanted.name}"
        )
        raise leave(f"“{wanted.name}”不在这里问；请用 {other}。", WRONG_USE)

    asked, register, code, which = meant(who, records, year, today)
    if not who:
        code = asked_for(register)
    context = importer.open_context(records, register, which, asked.day, asked.name, code)
    if wanted is not ACTIVITY:
        typer.echo(f"{register[code].title} {which} 年的一条{wanted.name}。{HOW}")
        value = prompts.ask(prompts.of_list(wanted), context, answered, typer.echo)
        file_listed(context, code, wanted, value)
        return
    typer.echo(f"{register[code].title} {which} 年的一场活动。{HOW}")
    value = prompts.ask(prompts.of_activity(context), context, answered, typer.echo)
    file_new(context, code, yaml_writer.file_name(value), value)


def answered(head: str, words: str) -> str:
    """What somebody types in answer to a question; nothing if only the return key is pressed."""
    return str(typer.prompt(words, default="", show_default=False))


def asked_for(register: Register) -> str:
    from almanac.excel import match_division
    from almanac.excel.head_words import WHOLE
    from almanac.model.examples import local

    while True:
        said = typer.prompt(local("哪个协会（如 甲市/乙县）", register))
        found = match_division.meant({WHOLE: said}, "", register)
        if found.code and not found.wrong:
            return found.code
        typer.echo(f"{found.wrong}。例：{found.example}")


def again(
    file: Annotated[
        str, typer.Argument(help="去年的活动文件，如 2020/甲市/乙县/0528-义诊.yml", metavar="文件")
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
    raise no_file(file)


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


def file_listed(context: Context, code: str, kind: Kind, value: dict[str, Value]) -> None:
    """Put a new record at the end of the association's list of its kind."""
    from almanac.intake import list_files
    from almanac.parse import input_files, yaml_writer

    path = "/".join(
        part for part in (str(context.year), context.register.path(code), f"{kind.name}.yml") if part
    )
    root = context.root
    present = input_files.content(root, path) if input_files.is_plain(root, path) else None
    typer.echo(f"\n{yaml_writer.text([value]).rstrip()}\n")
    raw = list_files.appended(present, value)
    if raw is None:
        raise leave(f"{path} 里有错，或写法特别，没有动它；请改好，或直接在文件里加。", BAD)
    keep(context, path, raw, True)


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
    typer.echo(f"写好了 {shown(context.root)}{path}。可以打开补充，再用 python build.py check 核对。")


def _tell(faults: list[Fault]) -> None:
    from almanac.model.diagnostics import describe

    for fault in faults:
        typer.echo(describe(fault))
