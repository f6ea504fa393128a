"""Open data: what the tables of the data package hold, column by column, and their rows as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from almanac.disclosure import small_counts
from almanac.disclosure.small_counts import FEW
from almanac.model.audience import Audience
from almanac.model.divisions import SLUGS, Register, level_of, parent
from almanac.model.filings import Count, Notice, count
from almanac.model.occurrence import Occurrence
from almanac.model.words import Status
from almanac.views.activities import Entry
from almanac.views.honour_rolls import KINDS, Honour, order
from almanac.views.honour_rolls import LEVELS as ROLL_LEVELS

RISKY = frozenset("=+-@\t\r＝＋－＠")
BLOCK = 256
_QUOTED = ',"\n\r'
_SUSPECT = (*(RISKY - {"-"}), '"', ",-", "\n-")  # a hyphen inside a cell is in every date
_TRUE = ("false", "true")
Row = tuple[str, ...]


class Column(NamedTuple):
    """One column: English name, Chinese title, meaning, example; kind is a type of Table Schema.

    choices: the only values allowed.
    """

    name: str
    title: str
    meaning: str
    example: str
    kind: str = "string"
    required: bool = False
    choices: tuple[str, ...] = ()


class Link(NamedTuple):
    """A foreign key: this column's values are keys of that table."""

    column: str
    table: str
    key: str


class Table(NamedTuple):
    """One table of the package: its name is its file's, its key one column or several."""

    name: str
    title: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    links: tuple[Link, ...] = ()


ASSOCIATIONS = Table(
    "associations",
    "协会名册",
    "各级计生协，一个协会一行；上级排在下级前面。",
    ("code",),
    (
        Column("code", "代码", "统计用区划代码，是文字，不是数", "990101", required=True),
        Column("name", "名称", "区划名称", "乙县", required=True),
        Column(
            "level",
            "级别",
            "省、市州、县市区、乡镇街道、村居社区",
            "county",
            required=True,
            choices=SLUGS,
        ),
        Column("parent", "上级代码", "向哪个协会备案；省级没有", "9901"),
        Column("path", "文件夹", "记录所在的文件夹；省级没有", "甲市/乙县"),
    ),
    (Link("parent", "associations", "code"),),
)
CATEGORIES = Table(
    "categories",
    "活动类别",
    "当年通知规定的活动类别；几年说法不同的，以最近一年的为准。",
    ("code",),
    (
        Column("code", "代码", "类别的英文代码，也用在订阅网址里", "publicity", required=True),
        Column("name", "名称", "类别的说法", "群众性主题宣传", required=True),
        Column("title", "全称", "通知里的标题", "开展群众性主题宣传活动"),
    ),
)
MEASURES = (
    ("publicity_sessions", "宣传场次", "宣传活动办了几场", "1"),
    ("publicity_people", "宣传人数", "参加和受宣传的人数", "800"),
    ("visit_sessions", "慰问场次", "慰问服务办了几场", "1"),
    ("visit_people", "慰问人数", "慰问服务的人数", "15"),
    ("visit_households", "慰问户数", "慰问的户数", "10"),
)
ACTIVITIES = Table(
    "activities",
    "活动",
    "历年的全部活动，一项一行；联合举办的只在主办协会记一行。空着的是不知道，不是零。已撤下的不在其中。",
    ("id",),
    (
        Column("id", "编号", "永久编号，网页在 /e/编号/", "2021-990101-0528-yizhen", required=True),
        Column("year", "年份", "哪一年的会员活动日", "2021", "integer", required=True),
        Column("association", "主办协会代码", "见协会名册", "990101", required=True),
        Column("association_name", "主办协会", "名册里的名称", "乙县", required=True),
        Column("level", "级别", "主办协会的级别", "county", required=True, choices=SLUGS),
        Column("name", "名称", "活动名称", "天和广场健康义诊", required=True),
        Column(
            "state",
            "状态",
            "计划、已举办、延期、取消",
            "已举办",
            required=True,
            choices=tuple(status.value for status in Status if status is not Status.WITHDRAWN),
        ),
        Column("date", "日期", "第一天；只知道月份或不知道的空着", "2021-05-28", "date"),
        Column("start", "开始", "能知道多细写多细：年-月、年-月-日或带钟点，北京时间", "2021-05-28T08:30"),
        Column("end", "结束", "写法同“开始”", "2021-05-28T11:30"),
        Column("half", "半天", "上午、中午、下午、晚上、全天", "上午"),
        Column("time_text", "时间说法", "页面上写的时间", "5月28日（周五）上午"),
        Column("place", "地点", "在哪里", "天和广场"),
        Column("category", "主要类别", "见活动类别", "health"),
        Column("categories", "全部类别", "主要的在前，用分号隔开", "health;publicity"),
        Column("audience", "面向", "给谁办的，用分号隔开", "育龄妇女;老年人"),
        Column("forms", "形式", "用分号隔开", "义诊;健康讲座"),
        Column("mode", "方式", "线下、线上、线上线下", "线下", choices=("线下", "线上", "线上线下")),
        Column("joint", "联合协会代码", "联合举办的其他协会，用分号隔开", "990101001"),
        Column("open_to", "参加", "谁可以来", "公开", choices=tuple(Audience)),
        Column(
            "occurrences",
            "分场",
            "各场从何时到何时，用分号隔开；空着的只有一场",
            "2021-05-22/2021-05-22;2021-05-30/2021-05-30",
        ),
        Column("updated", "最近变更", "最近一次变更的日期；没有变更的是通知的日期", "2021-05-06"),
        Column("revision", "变更次数", "公布以后变更了几次", "0", "integer"),
        *(
            column
            for name, title, meaning, example in MEASURES
            for column in (
                Column(name, title, meaning, example, "integer"),
                Column(
                    f"{name}_mark",
                    f"{title}约数标记",
                    "原文带的 余、多、近、约、超、上；空着是准数；若干是一两个，为保护当事人不写出",
                    "余",
                ),
            )
        ),
        Column("has_publicity", "有宣传成效", "写了宣传成效的是 true，哪怕没有写数", "true", "boolean"),
        Column("has_visits", "有慰问成效", "写了慰问成效的是 true，哪怕没有写数", "false", "boolean"),
        Column("households_apart", "户数另计", "户数不含在人数里、两样都要计的是 true", "false", "boolean"),
        Column("result", "成效摘要", "已举办的，页面上写的一句成效", "宣传800余人"),
        Column(
            "outside",
            "不属本届",
            "不是“5·29”的活动、哪一年办的不详，写在这里，不计入统计表；其他的空着",
            "不是“5·29”的活动",
        ),
        Column("accepted", "受理", "上级哪天收下备案的，备案号就是编号；没有写的空着", "2021-05-20"),
    ),
    (Link("association", "associations", "code"), Link("category", "categories", "code")),
)
AWARDS = Table(
    "awards",
    "表彰",
    "历年的表彰，一项一行，由谁填报就记在谁名下。个人和家庭的姓名，只有同意公开并且没有到期的才列出。",
    ("id",),
    (
        Column("id", "编号", "永久编号", "2021-990101-xj", required=True),
        Column("year", "年份", "哪一年的会员活动日", "2021", "integer", required=True),
        Column("association", "填报协会代码", "见协会名册", "990101", required=True),
        Column("name", "名称", "表彰名称", "乙县健康幸福家庭", required=True),
        Column("kind", "类型", "、".join(KINDS.values()), "family", required=True, choices=tuple(KINDS)),
        Column("level", "级别", "哪一级的表彰", "县级", required=True, choices=ROLL_LEVELS),
        Column("body", "授予单位", "谁授予的", "乙县计生协", required=True),
        Column("act", "性质", "表彰、推荐、授牌、表扬、推选、评选", "表彰", required=True),
        Column("document", "文号", "表彰的文件", "浏计生协〔2021〕3号"),
        Column("period", "年度", "年度或周期", "2021年度"),
        Column("date", "日期", "哪天表彰的；只知道月份的写年-月", "2021-05-29"),
        Column("notice_start", "公示开始", "公示从哪天起", "2021-05-10"),
        Column("notice_end", "公示结束", "公示到哪天止", "2021-05-14"),
        Column("number", "数量", "共多少", "10", "integer"),
        Column("number_mark", "数量约数标记", "原文带的 余、多、近、约、超、上；空着是准数", "余"),
        Column("unit", "单位", "个、名、户", "户"),
        Column("activity", "活动编号", "在哪项活动上颁发", "2021-990101-0528-biaozhang"),
        Column("honoured", "名单", "可以公开的名称和姓名，用分号隔开", "丙镇计生协;示例镇计生协"),
        Column("withheld", "未公开数", "名单上还有几个不公开", "2", "integer", required=True),
    ),
    (Link("association", "associations", "code"),),
)


def association_rows(register: Register) -> Iterator[Row]:
    """One row for each association, in the order of the register."""
    path = register.path
    for code, name, rank in register:
        yield code, name, rank, parent(code), path(code)


def category_rows(notices: dict[int, Notice]) -> Iterator[Row]:
    """One row for each category that any year has; the latest year's words hold."""
    latest = {c.slug: c for year in sorted(notices) for c in notices[year].categories}
    for slug, category in latest.items():
        yield slug, category.name, category.title


def activity_rows(entries: Iterable[Entry], register: Register) -> Iterator[Row]:
    """One row for each activity that was not withdrawn, in the order of the entries.

    Every row of the province is made again after each change: what repeats is looked up, not made anew.
    """
    marked, listed = Marked(), Listed()
    for (
        identity, year, code, name, state, start, end, half, when, place, slugs, audience, forms, mode, joint,
        updated, revision, result, _, _, _, accepted, _, (publicity, visits, apart, _, a, b, c, d, e, outside), _, open_to, occurrences, _,
    ) in map(_published, entries):  # fmt: skip
        if state != Status.WITHDRAWN:
            yield (
                identity, str(year), code, register[code].name, level_of(code).slug, name, state,
                start[:10] if len(start) >= 10 else "", start, end, half, when, place,
                slugs[0] if slugs else "", listed[slugs], listed[audience], listed[forms], mode, listed[joint],
                open_to, ";".join(map(Occurrence.interval, occurrences)),
                updated, str(revision), *marked[a], *marked[b], *marked[c], *marked[d], *marked[e],
                _TRUE[publicity], _TRUE[visits], _TRUE[apart], result, outside, accepted,
            )  # fmt: skip


def award_rows(found: Iterable[Honour]) -> Iterator[Row]:
    """One row for each award, newest first, with the names that may be shown."""
    marked, listed = Marked(), Listed()
    for each in sorted(found, key=order):
        yield (
            each.id, str(each.year), each.code, each.name, each.kind, each.level, each.body, each.act, each.document,
            each.period, each.date, *each.notice, *marked[count(each.number) if each.number else None], each.unit, each.activity,
            listed[tuple(one.name for one in each.names)], str(each.withheld),
        )  # fmt: skip


def _published(event: Entry) -> Entry:
    """An activity with one or two people visited in a village as 若干."""
    figures = small_counts.published(event)
    return event if figures is event.figures else event._replace(figures=figures)


class Listed(dict[tuple[str, ...], str]):
    """Several words in one cell, a semicolon between them; put together once."""

    def __missing__(self, words: tuple[str, ...]) -> str:
        self[words] = found = ";".join([word.replace(";", "；") for word in words])
        return found


class Marked(dict[Count | None, tuple[str, str]]):
    """A number as written to its value and mark, read once: 800余 is 800 and 余, empty stays empty, 若干 has no value."""

    def __missing__(self, number: Count | None) -> tuple[str, str]:
        found = (str(number.value), number.mark) if number else ("", "")
        self[number] = found = ("", FEW) if number and number.text == FEW else found
        return found


# ---------------------------------------------------------------- as CSV


def heading(table: Table) -> bytes:
    """The first line of a table as CSV (RFC 4180 with LF, UTF-8): the columns' names."""
    return ",".join([column.name for column in table.columns]).encode() + b"\n"


def lines(table: Table, rows: Iterable[Row]) -> bytes:
    """The rows of a table as CSV, each with its line end; no cell begins like a formula.

    Looked at by the block: hardly any holds a cell that must be quoted or marked.
    """
    commas = len(table.columns) - 1
    blocks = []
    rows = iter(rows)
    while block := list(islice(rows, BLOCK)):
        text = "\n".join(map(",".join, block))
        plain = text.count(",") == commas * len(block) and text.count("\n") == len(block) - 1
        if not plain or any(map(text.__contains__, _SUSPECT)) or text[:1] == "-":
            text = "\n".join([",".join(map(_safe, row)) for row in block])
        blocks.append(text.encode())
    return b"\n".join([*blocks, b""]) if blocks else b""


def _safe(cell: str) -> str:
    """A cell with ' before what a spreadsheet takes for a formula, in quotes where CSV needs them."""
    if cell[:1] in RISKY:
        cell = "'" + cell
    return '"' + cell.replace('"', '""') + '"' if any(map(cell.__contains__, _QUOTED)) else cell
