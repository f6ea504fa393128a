"""Commands of the press desk: a release drafted from records, and a release packed for one outlet."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almanac.cli import chinese_help
from almanac.cli.options import BAD, PROJECT, Records, Teller, Today, job, leave, told, working
from almanac.cli.statistics import To

if TYPE_CHECKING:
    from almanac.build.graph import Values
    from almanac.build.job import Job
    from almanac.build.running import Choose
    from almanac.build.tasks import Asked
    from almanac.documents.outlet_pack import Pack
    from almanac.statistics.press_draft_subject import Drafted

Into = Annotated[
    Path, typer.Option("--to", help="写到哪个文件夹", metavar="文件夹", show_default="content/press")
]


def add(app: typer.Typer) -> None:
    """Add these commands to the command line, under `press`."""
    press = typer.Typer(cls=chinese_help.Commands, add_completion=False, rich_markup_mode=None)
    press.command(
        cls=chinese_help.Command, help="由活动记录起草一篇新闻稿，存进 content/press；不知道的标出来。"
    )(draft)
    press.command(
        cls=chinese_help.Command, help="把一篇审完的稿子按一家媒体的要求打包，附邮件的主题和正文。"
    )(pack)
    app.add_typer(press, name="press", help="新闻稿：起草（draft）、打包投稿（pack）。")


def draft(
    what: Annotated[
        str,
        typer.Argument(
            help="活动编号，如 2021-990101-0528-yizhen；或协会和一周，如 乙县/上周、甲市/乙县/2021-05-28、乙县/2021-W21",
            metavar="活动编号或协会/周",
        ),
    ],
    records: Records = PROJECT / "events",
    today: Today = None,
    to: Into = PROJECT / "content" / "press",
) -> None:
    made = drafted(job(records, PROJECT / "site", None, today, 1, False), what)
    if made.refused:
        raise leave(made.refused, BAD)
    file = to / f"{made.name}.md"
    if file.exists():
        raise leave(f"已经有 {file}，没有覆盖。要重新起草，先把它改名或移走。", BAD)
    to.mkdir(parents=True, exist_ok=True)
    file.write_text(made.text, encoding="utf-8", newline="\n")
    number = made.text.count("〔待核实")
    left = f"有 {number} 处〔待核实〕要查清；" if number else ""
    typer.echo(f"写好了草稿 {file}。{left}补上通讯员、责编和三审，状态改成“定稿”，就会公布。")


def pack(
    slug: Annotated[str, typer.Argument(help="稿件：content/press 里的文件名，不写 .md", metavar="稿件")],
    outlet: Annotated[str, typer.Option("--outlet", help="投给哪家，写通知里的名称", metavar="媒体")],
    records: Records = PROJECT / "events",
    today: Today = None,
    to: To = Path(),
    original: Annotated[bool, typer.Option("--original", help="照片不缩小：给要原图的图片编辑")] = False,
) -> None:
    from almanac.build import mkdocs_shell

    asked = job(records, PROJECT / "site", None, today, 1, False)
    try:
        with (
            _answers(asked, lambda those: [*for_pack(slug, those), "shell"]) as value,
            working("照媒体的要求裁文字、压照片", "写邮件"),
        ):
            made = packed(value, slug, outlet, value["shell"].facts.url, asked, original)
    except mkdocs_shell.Failed as failure:
        raise leave(f"没有往下做。{failure}", BAD) from None
    if made.refused:
        told(made.faults, records, asked.name)
        raise leave(made.refused, BAD)
    to.mkdir(parents=True, exist_ok=True)
    file = to / f"{slug}-{outlet}.zip"
    file.write_bytes(made.data)
    letter = to / f"{slug}-{outlet}-邮件.txt"
    letter.write_bytes(made.letter.encode("utf-8-sig"))
    typer.echo(f"写好了 {file}，作邮件的附件；邮件的收件人、主题和正文在 {letter}。")
    if made.cut:
        typer.echo(f"照{outlet}的要求：{'；'.join(made.cut)}。")
    if made.mail:
        typer.echo(f"点开就能写邮件（附件要自己加上）：{made.mail}")
    if made.unknown:
        typer.echo(f"{outlet}对{'、'.join(made.unknown)}的要求，通知里没有写，不清楚。")
    if made.beyond:
        raise leave("不合要求，请先改：" + "；".join(made.beyond), BAD)


# ---------------------------------------------------------------- what is asked of the records


@contextlib.contextmanager
def _answers(asked: Job, names: Choose) -> Iterator[Values]:
    from almanac.build import engine, press_tasks

    teller = Teller("读取记录", "写稿、打包")
    try:
        with engine.answers(asked, names, teller.tell, press_tasks.tasks) as value:
            teller.done()
            yield value
    finally:
        teller.done()


def drafted(asked: Job, what: str) -> Drafted:
    """A release of one activity or of an association's week, of the records of the areas that it is about."""
    from almanac.model import divisions
    from almanac.statistics import press_draft_subject

    register = divisions.load(asked.records / "associations.csv")
    subject = press_draft_subject.subject(what, register, asked.day)
    if subject is None:
        return press_draft_subject.strange(what)
    names = [f"sound/{code}" for code in subject.areas(register)]
    with _answers(asked, lambda those: ["public known", *names]) as value:
        filings = (filing for name in names for filing in value[name])
        return press_draft_subject.drafted(subject, filings, value["public known"], asked.day)


def for_pack(slug: str, asked: Asked) -> list[str]:
    """What a pack is made of: what all know, what is wrong with releases, and the release if there is one of that name."""
    there = any(slug == each for each, _ in asked.releases)
    return [
        "common faults today:errors",
        "public newsroom",
        "public known",
        *([f"written/{slug}"] if there else []),
    ]


def packed(value: Values, slug: str, outlet: str, url: str, asked: Job, original: bool = False) -> Pack:
    """A release cut to an outlet; url: the address of the site; original: photos as large as they were given."""
    from almanac.build.values import fault
    from almanac.documents import outlet_pack
    from almanac.model.diagnostics import closest, is_error
    from almanac.validate.press_release import PRESS
    from almanac.views import press_outlet, press_release

    room, known, file = value["public newsroom"], value["public known"], f"{PRESS}{slug}.md"
    wrong = {each for each in map(fault, value["common faults today:errors"]) if each.place.file == file}
    slugs = [one.slug for one in room.releases]
    one = value[f"written/{slug}"] if slug in slugs else None
    if one and one.release.is_done:
        wrong.update(filter(is_error, press_release.faults(one, known.notices)))
    if wrong:
        return outlet_pack.refused("稿件有错，没有做；改好后再运行。", sorted(wrong))
    if one is None:
        near = closest(slug, slugs)
        return outlet_pack.refused(f"没有稿件 {file}" + (f"；是不是 {near}？" if near else "。"))
    notice = known.notices[one.release.year]
    closed = press_outlet.closed(one.release, outlet, notice, asked.day)
    if closed:
        return outlet_pack.refused(closed)
    place = outlet_pack.Place(room.folder, asked.cache, url, original)
    return outlet_pack.pack(one, outlet, notice, known.register, place, asked.day)
