"""Commands for those who decide on a proposal: what it brings, what it looks like, who looks after which folder."""

from __future__ import annotations

import enum
import gc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almanac.options import BAD, PROJECT, WORKERS, WRONG_USE, job, leave, text_of, told

if TYPE_CHECKING:
    from almanac.documents.platforms import TextOf
    from almanac.faults import Fault


class Format(enum.StrEnum):
    """How faults are told."""

    text = "text"
    github = "github"
    gitlab = "gitlab"
    rdjson = "rdjson"
    markdown = "markdown"


Base = Annotated[
    str | None,
    typer.Option(
        "--base", help="只查与这个版本相比改动了的，并说明合并后有什么变化，如 origin/main", metavar="版本"
    ),
]
How = Annotated[
    Format,
    typer.Option(
        "--format",
        help="怎样输出：text 看屏幕，github、gitlab、rdjson 给平台，markdown 写成评论",
        metavar="样式",
        show_default="text",
    ),
]
Own = Annotated[
    str | None,
    typer.Option("--own", help="与 --base 同用：自己的文件夹，改到别处的会点名", metavar="长沙市/浏阳市"),
]


def review(records: Path, today: str | None, base: str, how: Format, own: str | None) -> None:
    """Check what is otherwise than in the base, and say what it brings."""
    from almanac.history import History, Unready

    asked = job(records, PROJECT / "site", None, today, WORKERS, False)
    gc.disable()  # nothing is thrown away before the command ends
    try:
        history = History(records, base)
        from almanac import proposals
        from almanac import register as registers
        from almanac.documents import remark

        register = registers.load(records / "associations.csv")
        folder = (own or "").strip("/")
        if folder and register.at(folder) is None:
            raise leave(f"名册里没有“{folder}”。要写从市州起的文件夹，如 长沙市/浏阳市", WRONG_USE)
        name = history.prefix or asked.name
        found = proposals.weigh(records, register, asked.today, name, history, folder, WORKERS)
    except Unready as trouble:
        raise leave(str(trouble), WRONG_USE) from None
    if how == Format.markdown:
        typer.echo(remark.markdown(found, register), nl=False)
    elif how == Format.text:
        told(list(found.faults), records, name)
        typer.echo("\n".join(remark.lines(found, register)))
    tell(found.faults, records, name, how)


def tell(faults: Sequence[Fault], records: Path, name: str, how: Format) -> None:
    """Print the faults as a platform reads them; with an error among them the command ends with 1."""
    from almanac.documents import platforms
    from almanac.faults import is_error

    written: dict[Format, Callable[[Sequence[Fault], TextOf], str]] = {
        Format.github: platforms.github,
        Format.gitlab: platforms.gitlab,
        Format.rdjson: platforms.rdjson,
    }
    if how in written:
        typer.echo(written[how](faults, lambda file: text_of(file, records, name)), nl=False)
    if any(map(is_error, faults)):
        raise typer.Exit(BAD)
