"""Commands for those who decide on a proposal: what it brings, what it looks like, who looks after which folder."""

from __future__ import annotations

import enum
import gc
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almanac.cli import chinese_help
from almanac.cli.options import (
    BAD,
    PROJECT,
    WORKERS,
    WRONG_USE,
    Records,
    Today,
    job,
    leave,
    text_of,
    told,
    working,
)
from almanac.publish.disk import trouble

if TYPE_CHECKING:
    from almanac.model.diagnostics import Fault
    from almanac.review.annotations import TextOf


class Format(enum.StrEnum):
    """How faults are told."""

    text = "text"
    github = "github"
    gitlab = "gitlab"
    rdjson = "rdjson"
    markdown = "markdown"


class Where(enum.StrEnum):
    """Where a remark is put."""

    gitlab = "gitlab"
    gitee = "gitee"


ASKED = "要找的姓名或号码（一次一个，打完了直接按回车）"
TOKEN = "REMARK_TOKEN"  # the variable in which the maintainer's job gives the token

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
    typer.Option("--own", help="与 --base 同用：自己的文件夹，改到别处的会点名", metavar="甲市/乙县"),
]


def add(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command(cls=chinese_help.Command, help="列出哪个文件夹归谁审（CODEOWNERS），按名册到市州、县市区。")(
        owners
    )
    app.command(cls=chinese_help.Command, help="与 --base 的版本相比，只做改动了的页面，放进一个小文件夹。")(
        preview
    )
    app.command(
        cls=chinese_help.Command, help="把 check 写的意见放到 GitLab、Gitee 的请求下面；令牌由环境变量给。"
    )(remark)
    app.command(
        cls=chinese_help.Command,
        help="看一个姓名或号码在 git 的历史里还有没有；要找的打在屏幕上，不写进命令。还有的，结束代码是 1。",
    )(history)


def owners(
    team: Annotated[
        str,
        typer.Option(
            "--team", help="平台上各协会的小组叫什么，{code} 处换成协会代码", metavar="@单位/529-{code}"
        ),
    ],
    records: Records = PROJECT / "events",
) -> None:
    from almanac.model import divisions as registers

    if "{code}" not in team:
        raise leave("小组的名字里要有 {code}，换成协会代码。例：--team '@our/529-{code}'", WRONG_USE)
    register = registers.load(records / "associations.csv")
    typer.echo("# 哪个文件夹归谁审。由 python build.py owners 从名册生成；后面的一行比前面的优先。")
    typer.echo(f"* {team.replace('{code}', register.root)}")
    for unit in register:
        if registers.Level.PROVINCE < unit.level <= registers.Level.COUNTY:
            folder = register.path(unit.code).replace(" ", "\\ ")
            typer.echo(f"/{records.name}/*/{folder}/ {team.replace('{code}', unit.code)}")


def preview(
    base: Annotated[str, typer.Option("--base", help="与哪个版本相比，如 origin/main", metavar="版本")],
    to: Annotated[Path, typer.Option("--to", help="写到哪个文件夹；要是空的", metavar="文件夹")],
    records: Records = PROJECT / "events",
    today: Today = None,
) -> None:
    from almanac.build import mkdocs_shell
    from almanac.model import divisions as registers
    from almanac.review import preview as review_preview
    from almanac.review.git import History, Unready

    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise leave(f"{to} 里已经有东西了，没有写入。请换一个空文件夹。", WRONG_USE)
    asked = job(records, PROJECT / "site", None, today, 1, True)
    try:
        history = History(records, base)
        to.mkdir(parents=True, exist_ok=True)
        with working("做两边不同的页面", "从 index.html 看起"):
            made = review_preview.make(asked, registers.load(records / "associations.csv"), history, to)
    except Unready as trouble:
        raise leave(str(trouble), WRONG_USE) from None
    except mkdocs_shell.Failed as failure:
        raise leave(f"做不出预览。{failure}", BAD) from None
    gone = f"，不再有的 {len(made.gone)} 页" if made.gone else ""
    typer.echo(f"预览在 {to}：改动的 {len(made.pages)} 页{gone}。从 {to / 'index.html'} 看起。")
    if made.aside:
        from almanac.model.diagnostics import name_of

        typer.echo(f"有错、没有放进来的记录：{'、'.join(map(name_of, made.aside))}")


def remark(
    file: Annotated[Path, typer.Argument(help="check --format markdown 写的文件", metavar="文件")],
    platform: Annotated[Where, typer.Option("--platform", help="哪个平台", metavar="gitlab|gitee")],
    api: Annotated[str, typer.Option("--api", help="平台接口的网址", metavar="https://gitlab.com/api/v4")],
    project: Annotated[str, typer.Option("--project", help="哪个仓库", metavar="组织/仓库")],
    number: Annotated[int, typer.Option("--number", min=1, help="第几号请求", metavar="号")],
) -> None:
    from almanac.review import platforms

    token = os.environ.get(TOKEN, "").strip()
    if not token:
        raise leave(
            f"没有给令牌（环境变量 {TOKEN}），意见没有写到请求下面；全文在 {file} 里，请贴上去，或由维护人员的任务来写。",
            BAD,
        )
    try:
        said = file.read_bytes()[:200_000].decode("utf-8", "ignore")
        request = platforms.Request(api, project, number, token)
        with working("把意见送到合并请求", "说送到了没有"):
            again = platforms.put(platforms.PLATFORMS[platform], request, said)
    except OSError as error:
        raise leave(f"读不了 {file}：{trouble(error)}", WRONG_USE) from None
    except platforms.Refused as refusal:
        raise leave(str(refusal), BAD) from None
    typer.echo(f"{'改写了' if again else '写好了'}第 {number} 号请求下面的意见。")


def review(records: Path, today: str | None, base: str, how: Format, own: str | None) -> None:
    """Check what is otherwise than in the base, and say what it brings."""
    from almanac.review.git import History, Unready

    asked = job(records, PROJECT / "site", None, today, WORKERS, False)
    gc.disable()  # nothing is thrown away before the command ends
    try:
        history = History(records, base)
        from almanac.model import divisions as registers
        from almanac.review import comment, report

        register = registers.load(records / "associations.csv")
        folder = (own or "").strip("/")
        if folder and register.at(folder) is None:
            raise leave(f"名册里没有“{folder}”。要写从市州起的文件夹，如 甲市/乙县", WRONG_USE)
        name = history.prefix or asked.name
        with working("读改动的记录", "算统计表的变化"):
            found = report.weigh(records, register, asked.day, name, history, folder, WORKERS)
    except Unready as trouble:
        raise leave(str(trouble), WRONG_USE) from None
    if how == Format.markdown:
        typer.echo(comment.markdown(found, register), nl=False)
    elif how == Format.text:
        told(list(found.faults), records, name)
        if not found.faults:
            typer.echo("核对了的没有错误；有的文件没有核对：" if found.unseen else "没有错误。")
        typer.echo("\n".join(comment.lines(found, register)))
    tell(found.faults, records, name, how)


def tell(faults: Sequence[Fault], records: Path, name: str, how: Format) -> None:
    """Print the faults as a platform reads them; with an error among them the command ends with 1."""
    from almanac.model.diagnostics import is_error
    from almanac.review import annotations as review_annotations

    written: dict[Format, Callable[[Sequence[Fault], TextOf], str]] = {
        Format.github: review_annotations.github,
        Format.gitlab: review_annotations.gitlab,
        Format.rdjson: review_annotations.rdjson,
    }
    if how in written:
        typer.echo(written[how](faults, lambda file: text_of(file, records, name)), nl=False)
    if any(map(is_error, faults)):
        raise typer.Exit(BAD)


def history(
    folder: Annotated[
        Path, typer.Option("--in", help="看哪个仓库；不写就是这一个", metavar="文件夹", show_default=False)
    ] = PROJECT,
) -> None:
    from almanac.review import traces
    from almanac.review.git import Unready

    words: list[str] = []
    while word := str(typer.prompt(ASKED, default="", show_default=False)).strip():
        words.append(word)
    if not words or min(map(len, words)) < 2:
        raise leave("没有要找的，或者太短：至少两个字。例：打上姓名，按回车，再按一次回车", WRONG_USE)
    try:
        with working("看历史里的每个文件", "列出还有的地方"):
            looked = traces.look(folder, words)
    except Unready as trouble:
        raise leave(f"{trouble}\n例：--in /srv/git/529.git（git 仓库的文件夹）", WRONG_USE) from None
    for trace in looked.traces[: traces.SHOWN]:
        typer.echo(
            f"  {trace.kind}{f' {trace.digest[:10]}' if trace.digest else ''}：{trace.where or '（没有查是哪次提交）'}"
        )
    if looked.large:
        typer.echo(f"有 {looked.large} 个文件超过 {traces.MOST >> 20} MB，只看了前面。")
    if looked.traces:
        raise leave(
            f"还有 {len(looked.traces)} 处。怎样去掉，见 content/guide-history.md（网站上的“从历史里去掉姓名和号码”）。",
            BAD,
        )
    typer.echo(
        f"没有了：看过 {looked.objects} 个对象、提交的说明、文件名、分支名。照片里的字、别人的副本看不到。"
    )
