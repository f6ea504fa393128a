"""Commands about publicity: a published piece put into 媒体.yml, the campaign's publicity kit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from almanac.cli import chinese_help
from almanac.cli.options import BAD, PROJECT, WRONG_USE, Records, Today, Year, leave, working
from almanac.cli.printing import answers, refuse
from almanac.cli.statistics import To, Who, meant

if TYPE_CHECKING:
    from almanac.build.job import Job
    from almanac.documents.promotion_kit import Printing
    from almanac.excel.importer import Context
    from almanac.intake.media_piece import Desk
    from almanac.intake.prompts import Prompt
    from almanac.model.divisions import Register

HEADS = ("媒体", "级别", "本系统", "形式", "标题", "网址", "日期", "转载自", "活动", "说明")
media = typer.Typer(
    cls=chinese_help.Commands,
    no_args_is_help=False,
    rich_markup_mode=None,
    help="媒体发表的稿件：media add 记一篇",
)


def add(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    media.command(
        "add", cls=chinese_help.Command, help="记一篇发表的稿件：不写 --outlet 就一问一答，写了就不再问"
    )(media_add)
    app.command(
        cls=chinese_help.Command, help="做一个协会的宣传材料：横幅、海报、展板、标语，和每场活动的转发文字。"
    )(kit)
    media.callback(invoke_without_command=True)(_group)
    app.add_typer(media, name="media")


def _group(context: typer.Context) -> None:
    """Without a command of the group, its help."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def _said(name: str, words: str, sign: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, help=words, metavar=sign, show_default=False)
    return option


def media_add(
    who: Who = None,
    outlet: Annotated[str | None, _said("--outlet", "哪家媒体", "媒体")] = None,
    level: Annotated[str | None, _said("--level", "媒体级别；名录里有的不用写", "级别")] = None,
    own: Annotated[str | None, _said("--own", "是不是计生协自己的网站、内刊、账号：是、否", "是|否")] = None,
    form: Annotated[str | None, _said("--form", "文字，或音视频", "形式")] = None,
    title: Annotated[str | None, _said("--title", "标题", "标题")] = None,
    web: Annotated[str | None, _said("--web", "网址", "网址")] = None,
    date: Annotated[str | None, _said("--date", "发表日期", "日期")] = None,
    reprint: Annotated[str | None, _said("--reprint-of", "转载自哪家媒体；转载不再计数", "媒体")] = None,
    activities: Annotated[str | None, _said("--activities", "报道了哪些活动，几项用、隔开", "文件名")] = None,
    note: Annotated[str | None, _said("--note", "要说明的事", "说明")] = None,
    records: Records = PROJECT / "events",
    year: Year = None,
    today: Today = None,
) -> None:
    from almanac.cli import filing
    from almanac.excel import importer

    asked, register, code, which = meant(who, records, year, today)
    words = (outlet, level, own, form, title, web, date, reprint, activities, note)
    given = {head: said for head, said in zip(HEADS, words, strict=True) if said}
    if given and not outlet:
        raise leave("用选项记稿件，至少要写 --outlet（哪家媒体）和 --form（文字或音视频）。", WRONG_USE)
    if not who and not given:
        code = filing.asked_for(register)
    context = importer.open_context(records, register, which, asked.day, asked.name, code)
    _record(context, _desk(asked, context, code), code, given)


def _desk(asked: Job, context: Context, code: str) -> Desk:
    """The desk of an association, with what was filed in its city and by the province itself."""
    from almanac.build import press_tasks
    from almanac.intake.media_piece import Desk
    from almanac.model.divisions import Level, city_of

    root, city = context.register.root, city_of(code)
    areas = [root] + [
        unit.code
        for unit in context.register
        if Level.CITY <= unit.level <= Level.COUNTY and unit.code.startswith(city) and city != root
    ]
    names = [f"pieces/{area}" for area in areas]
    with answers(
        asked,
        lambda _: [*names, "known", "withdrawn"],
        lambda each: press_tasks.pieces(each, context.year),
        "记下这一篇",
    ) as value:
        filed = [filing for name in names for filing in value[name]]
        return Desk(context, code, value["known"], filed, value["withdrawn"])


def _record(context: Context, desk: Desk, code: str, given: dict[str, str]) -> None:
    """Ask for a piece, unless it was given, and put it into the association's file."""
    from almanac.cli import filing
    from almanac.intake import list_files, prompts
    from almanac.parse import yaml_writer

    typer.echo(
        f"{context.register[code].title} {context.year} 年发表的一篇稿件。{'' if given else filing.HOW}"
    )
    prompt = _once(given) if given else filing.answered
    value = prompts.ask(desk.asked(given, typer.echo), context, prompt, typer.echo)
    if desk.has(value):
        raise leave("这一篇已经记过了，没有再写。", BAD)
    typer.echo(yaml_writer.text([value]).rstrip())
    raw = list_files.appended(desk.present(), value)
    if raw is None:
        raise leave(f"{desk.path} 里有错，或写法特别，没有动它；请改好，或直接在文件里加。", BAD)
    filing.keep(context, desk.path, raw, True)


def _once(given: dict[str, str]) -> Prompt:
    """Answers from options: each is given once, and what will not do ends the command."""
    used: set[str] = set()

    def answer(head: str, words: str) -> str:
        if head in used:
            raise leave(f"“{head}”{'不对' if head in given else '没有写'}，没有记下来。", BAD)
        used.add(head)
        return given.get(head, "")

    return answer


Sizes = Annotated[
    list[str] | None, _said("--size", "改一种的尺寸（毫米），如 海报=570x840；可写几次", "尺寸")
]
Bleed = Annotated[
    int, typer.Option("--bleed", help="印刷厂那一份四边多出几毫米", min=0, max=20, metavar="毫米")
]
Bold = Annotated[
    Path | None, _said("--fonts", "字体文件夹：里面有思源黑体的粗体，标题就用真正的粗体", "文件夹")
]


def kit(
    who: Who = None,
    records: Records = PROJECT / "events",
    year: Year = None,
    today: Today = None,
    size: Sizes = None,
    bleed: Bleed = 3,
    fonts: Bold = None,
    to: To = Path(),
) -> None:
    from almanac.documents import print_fonts, print_sizes
    from almanac.documents import promotion_kit as printed

    sizes, wrong = print_sizes.sizes(size or ())
    if wrong:
        raise leave(wrong, WRONG_USE)
    if fonts is not None and not print_fonts.bold(fonts if fonts.is_dir() else None):
        raise leave(
            f"{fonts} 里没有中文黑体的粗体；放一个 SourceHanSansSC-Bold.otf 或 msyhbd.ttc 进去，再做一遍",
            WRONG_USE,
        )
    asked, register, code, which = meant(who, records, year, today)
    files, number = _kit(asked, register, code, which, printed.Printing(sizes, bleed, fonts))
    folder = to / f"{register[code].short}{which}年5·29宣传材料"
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    typer.echo(
        f"写好了 {folder}：{'、'.join(n for n in files if '/' not in n)}；印刷厂用的带出血的 PDF；{number} 场活动的转发文字。"
    )


def _kit(
    asked: Job, register: Register, code: str, which: int, printing: Printing
) -> tuple[dict[str, bytes], int]:
    """The files of a kit by their names, and how many activities it has texts for."""
    from almanac.build.neighbourhood import Neighbourhood
    from almanac.documents import print_sizes
    from almanac.documents import promotion_kit as printed
    from almanac.views import promotion_kit, promotion_texts

    here = Neighbourhood(register, code, which, asked.name)
    with answers(asked, lambda _: [*here.asks(), "shell", "public known"]) as value:
        refuse(here.errors(value), asked)
        notices, facts = value["public known"].notices, value["shell"].facts
        entries = [event for event in here.entries(value) if event.year == which]
        events = tuple(promotion_kit.coming(entries, code, asked.day))
        deeper = tuple(promotion_kit.deeper(entries, code, asked.day))
        off = tuple(promotion_kit.off(entries, code, asked.day))
        filings = list(here.filings(value, (*promotion_kit.read_closer(events, deeper), *off)))
    notice, below = notices.get(which), promotion_kit.below(entries, code, register, asked.day)
    filled = promotion_kit.filled(
        code, which, notice, events, below, filings, asked.day, asked.records, deeper, off
    )
    demo = any(each.demo == "是" for each in notices.values())
    said = promotion_kit.said(filled, notice, register, facts.url, facts.name, demo)
    told = print_sizes.told(printing.sizes, printing.bleed)
    words = promotion_texts.words(filled, notice, register, filings, facts.url, told)
    own = [each for each in filings if each.code.startswith(code)]
    with working("画横幅、海报、展板", "写每场活动的转发文字"):
        pictures = printed.pictures(filled, own, asked.records, asked.cache)
        return printed.files(filled, said, words, pictures, printing), len(words.texts)
