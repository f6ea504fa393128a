"""Commands about returns and the official table: who owes what, the return of one association, the seal of a year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almanac.cli import chinese_help
from almanac.cli.options import (
    BAD,
    PROJECT,
    WRONG_USE,
    Records,
    Teller,
    Today,
    Year,
    job,
    leave,
    real,
    shown,
    told,
    working,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from almanac.build.campaign import Returned
    from almanac.build.job import Job
    from almanac.model.diagnostics import Fault
    from almanac.model.divisions import Register
    from almanac.model.seal import Revised, Seal
    from almanac.statistics.sealing import Counted, Sealed

Who = Annotated[
    str | None, typer.Argument(help="哪个协会，写文件夹，如 甲市/乙县；不写就是全部", metavar="[协会]")
]
To = Annotated[Path, typer.Option("--to", help="写到哪个文件夹", metavar="文件夹", show_default="当前文件夹")]


def add(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command(cls=chinese_help.Command, help="谁报了什么、谁还没有报、哪天到期；附提醒的话。")(owed)
    app.command(
        cls=chinese_help.Command, help="做一个协会的报送材料：计划、总结、照片、统计表、网站和账号名单。"
    )(report)
    app.command(cls=chinese_help.Command, help="封存一年的统计表；以后有变动，记为第几次修订。")(seal)


def owed(
    who: Who = None, records: Records = PROJECT / "events", year: Year = None, today: Today = None
) -> None:
    from almanac.model.divisions import share_of
    from almanac.statistics import reminders

    asked, register, code, which = meant(who, records, year, today)
    found = _returned(asked, which, share_of(code))
    assert found.table
    typer.echo("\n".join(reminders.in_words(found.table, register, asked.day)))


def report(
    who: Who = None,
    records: Records = PROJECT / "events",
    year: Year = None,
    today: Today = None,
    to: To = Path(),
    draft: Annotated[
        bool, typer.Option("--draft", help="由记录起草活动计划和活动总结：Word 和抄进 备案.yml 的文字")
    ] = False,
) -> None:
    from almanac.documents import return_pack
    from almanac.model.divisions import Level, level_of

    asked, register, code, which = meant(who, records, year, today)
    real(asked, "做报送材料")
    if level_of(code) > Level.COUNTY:
        raise leave("报送材料由市州、县市区（和省）做；乡镇、村的情况报给县市区。", WRONG_USE)
    found = _returned(asked, which, code, filings=True, below=draft)
    assert found.table
    if draft:
        with working("起草活动计划和活动总结", "存进文件夹"):
            texts = return_pack.drafted(found.table, register, found.filings)
        _write(texts, to)
        return
    with working("做报送材料", "列出还缺什么"):
        made = return_pack.parcel(found.table, register, records, found.filings)
    to.mkdir(parents=True, exist_ok=True)
    file = to / f"{which}年{register[code].short}会员活动日报送材料.zip"
    file.write_bytes(made.data)
    typer.echo(f"写好了 {file}：{'、'.join(made.names)}。")
    if made.missing:
        raise leave("还缺：" + "；".join(made.missing) + "。补上以后再做一遍。", BAD)


def _write(files: dict[str, bytes], to: Path) -> None:
    """Drafts, never over a file that somebody may have edited."""
    if there := [name for name in files if (to / name).exists()]:
        raise leave(f"{to} 里已经有 {'、'.join(there)}，没有覆盖。要重新起草，先把它们改名或移走。", BAD)
    to.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (to / name).write_bytes(data)
    number = sum(
        data.decode("utf-8", "ignore").count("〔待核实")
        for name, data in files.items()
        if name.endswith(".yml")
    )
    typer.echo(
        f"写好了 {'、'.join(files)}，在 {to}。有 {number} 处〔待核实〕要查清；改好的文字抄进 备案.yml。"
    )


def seal(
    year: Annotated[int, typer.Argument(help="哪一年", metavar="年份")],
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="统计到哪一天；不写就是今天", metavar="年-月-日")
    ] = None,
    why: Annotated[
        str, typer.Option("--why", help="修订的原因：记录、口径都没有改动、数却变了时写", metavar="原因")
    ] = "",
    records: Records = PROJECT / "events",
    today: Today = None,
) -> None:
    from almanac.model import seal as model_seal
    from almanac.statistics import sealing

    asked = real(job(records, PROJECT / "site", year, today, 1, False), "封存")
    until = job(records, PROJECT / "site", year, as_of, 1, False).today if as_of else asked.today
    file = records / str(year) / model_seal.FILE
    before = model_seal.read(records, asked.name, {year: None})[0].get(year)
    _refuse_day(until, asked.today, before)
    made = sealing.sealed(_signed(asked, year, until), year, until, before, asked.today, why)
    if made.seal == before:
        signed, day = before.last
        typer.echo(f"{year} 年的统计表 {signed} 已经封存（截至 {day}），到 {until} 没有变动。")
        return
    if before:
        _refuse_reasons(made.revised, why, asked)
    file.write_bytes(model_seal.written(made.seal))
    _say_sealed(made, before, asked, file, until)


def _refuse_day(until: str, today: str, before: Seal | None) -> None:
    """A seal is of no day to come, a revision of none before the signature before it."""
    if until > today:
        raise leave(f"统计到的日子 {until} 还没有到（今天 {today}）。", WRONG_USE)
    signed, day = before.last if before else ("", "")
    if until < day or today < signed:
        raise leave(
            f"上一次是 {signed} 封存的，截至 {day}；修订不能早于它（今天 {today}，统计到 {until}）。"
            f"例：--as-of {max(day, today)}",
            WRONG_USE,
        )


def _refuse_reasons(revised: Sequence[Revised], why: str, asked: Job) -> None:
    """A revision has its reason: of what records and rules explain, that and no other; of all else, the one that is given."""
    from almanac.model import divisions as registers
    from almanac.validate import personal_data

    words, register = why.strip(), registers.load(asked.records / "associations.csv")
    private = any(personal_data.find(words, personal_data.places(register)))
    if words and (len([letter for letter in words if letter >= "一"]) < 4 or private):
        raise leave(
            f"“--why {words}”不能作原因：要用汉字写清楚，不写姓名、电话。例：--why 名册改动，两个镇合并",
            WRONG_USE,
        )
    bare = [one for one in revised if not one.why]
    if bare:
        short = register[bare[0].association].short
        raise leave(
            f"有 {len(bare)} 格的数变了（如 {short} {bare[0].cell}：{bare[0].old} → {bare[0].new}），"
            "却没有一条记录、一条口径的改动能说明，没有记下修订。请查清楚，写明原因再运行。"
            "例：--why 名册改动，两个镇合并",
            BAD,
        )


def _say_sealed(made: Sealed, before: Seal | None, asked: Job, file: Path, until: str) -> None:
    from almanac.model import divisions as registers

    end = f"截至 {until}，封存号 {made.seal.digest}。文件：{file}，请一并提交。"
    if before is None:
        typer.echo(f"封存了 {made.seal.year} 年的统计表：{len(made.seal.totals)} 个协会，{end}")
        return
    register = registers.load(asked.records / "associations.csv")
    changed = sorted({one.association for one in made.revised})
    names = "、".join(register[code].short for code in changed[:8]) + ("等" if len(changed) > 8 else "")
    typer.echo(f"记下了第 {before.next[1:]} 次修订：{len(made.revised)} 格有变动（{names}），{end}")


def meant(
    who: str | None, records: Path, year: int | None, today: str | None
) -> tuple[Job, Register, str, int]:
    """The association and the campaign that are meant."""
    from almanac.model import divisions as registers
    from almanac.model.examples import local
    from almanac.parse.discovery import years
    from almanac.validate import full_path

    asked = job(records, PROJECT / "site", year, today, 1, False)
    register = registers.load(records / "associations.csv")
    name = (who or "").replace("\\", "/").strip("/")  # as Windows shows a folder
    code = register.root if name in ("", register[register.root].name) else register.at(name)
    if code is None:
        meant = full_path(name, register)
        hint = f"，是不是“{meant}”？" if meant else local("。要写从市州起的文件夹，如 甲市/乙县", register)
        raise leave(f"名册里没有“{name}”{hint}", WRONG_USE)
    found = [each for each in years(records) if each <= int(asked.today[:4])] or list(years(records))
    which, present = year or max(found), int(asked.today[:4])
    if year is None and which != present:
        words = f"{present} 年还没有通知，这里按 {which} 年的办；要开新的一年：python build.py year {present}"
        typer.echo(f"{words}；就要 {which} 年的，加 --year {which}。", err=True)
    return asked, register, code, which


def _returned(asked: Job, year: int, code: str, filings: bool = False, below: bool = False) -> Returned:
    """What an association has to return; with errors in the records nothing is counted, and they are told.

    below: what was filed below it is wanted, too.
    """
    from almanac.build import campaign

    teller = Teller("读取记录", "数谁报了、谁没有报")
    try:
        found = campaign.returned(asked, year, code, teller.tell, filings, below)
    finally:
        teller.done()
    _refuse(found.errors, asked)
    if found.table is None:
        raise leave(f"{shown(asked.records)} 里没有 {year} 年的通知。", WRONG_USE)
    return found


def _signed(asked: Job, year: int, until: str) -> Counted:
    """A campaign as it is signed; with errors in the records nothing is counted, and they are told."""
    from almanac.build import campaign

    teller = Teller("读取记录", "加统计表，逐格核对")
    try:
        found, errors = campaign.signed(asked, year, until, teller.tell)
    finally:
        teller.done()
    _refuse(errors, asked)
    return found


def _refuse(forbids: list[Fault], asked: Job) -> None:
    """End the command where records have errors, or where questions are open that must not be: these without their lines."""
    from almanac.model.diagnostics import is_error
    from almanac.model.report import report

    if any(map(is_error, forbids)):
        told(forbids, asked.records, asked.name)
        raise leave("记录有错，没有往下做；改好后再运行。", BAD)
    if forbids:
        typer.echo(report(forbids, lambda file: None))
        raise leave("计入统计表的记录里还有待核的，没有封存；逐处改好或答复以后，再运行。", BAD)
