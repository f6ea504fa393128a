"""Commands that make things to print and hand out: the health booklet."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from almanac import wording
from almanac.options import BAD, PROJECT, WRONG_USE, Today, day, leave

LONGEST = 24  # characters of a title, as many as the cover has room for
_NAME = re.compile(r'[^\x00-\x1f/\\:*?"<>|.][^\x00-\x1f/\\:*?"<>|]*')


def add(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command(
        cls=wording.Command, help="把专家审核过的健康文章编成读本：打印用的 PDF（A5）和手机看的 EPUB。"
    )(booklet)


def booklet(
    topics: Annotated[
        list[str] | None,
        typer.Option("--topics", help="收哪些话题，如 优生优育,亲子早教；不写就全收", metavar="话题,话题"),
    ] = None,
    title: Annotated[str, typer.Option("--title", help="书名", metavar="书名")] = "健康知识读本",
    issuer: Annotated[
        str | None, typer.Option("--issuer", help="谁编印的；不写就是主办单位", metavar="单位")
    ] = None,
    today: Today = None,
    to: Annotated[
        Path, typer.Option("--to", help="写到哪个文件夹", metavar="文件夹", show_default="当前文件夹")
    ] = Path(),
) -> None:
    from almanac import booklets, engine, stamping

    if len(title) > LONGEST or not _NAME.fullmatch(title):
        raise leave(
            f'书名不超过 {LONGEST} 个字，不含 / \\ : * ? " < > |。例：--title 健康知识读本', WRONG_USE
        )
    try:
        rendered = engine.wait(engine.start(PROJECT, engine.sources(PROJECT)))
    except engine.Failed as failure:
        raise leave(f"content/ 或 theme/ 里有错，没有做读本。mkdocs 的原话：\n{failure}", BAD) from None
    wanted = [word for said in topics or [] for word in re.split("[,，、 ]+", said) if word]
    facts = stamping.facts(rendered)
    made = booklets.make(PROJECT, day(today), title, wanted, facts, issuer or facts.owner)
    if made.refused:
        raise leave(made.refused, BAD)
    to.mkdir(parents=True, exist_ok=True)
    for name, data in made.files.items():
        (to / name).write_bytes(data)
    typer.echo(f"写好了读本，收文章 {made.articles} 篇：{'、'.join(str(to / name) for name in made.files)}。")
