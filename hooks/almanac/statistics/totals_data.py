"""Open data of the official table: its cells one a line, one unit a line, and year on year; who has filed and held."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from almanac.model.divisions import SLUGS, level_of
from almanac.model.filings import Notice
from almanac.model.words import CellStatus
from almanac.statistics import form
from almanac.statistics.aggregation import Standing
from almanac.statistics.open_data import WHO, YEAR
from almanac.statistics.totals import Sum, Sums
from almanac.views.open_data import Column, Link, Row, Table

_LED = Link("association", "associations", "code")
_NAME = Column("name", "协会", "名册里的名称", "乙县", required=True)
_LEVEL = Column("level", "协会级别", "省、市州、县市区", "county", required=True, choices=SLUGS[:3])
_STATUS = Column(
    "status", "状态", "provisional 暂定、final 定稿、R1、R2…第几次修订", "provisional", required=True
)
_UNTIL = "计入的记录里最晚的一天（只写到月的算月底），封存以后是封存、修订时统计到的那天；没有计入的就空着"
_AS_OF = Column("as_of", "截至", _UNTIL, "2021-06-30", "date")
CELL = (
    Column("block", "块", "publicity 宣传活动、visits 服务活动、media 媒体宣传、accounts 网站和新媒体", "visits", required=True),
    Column("row", "级别", "哪一级的协会，或哪一级的媒体", "village", required=True),
    Column("column", "小列", "sessions 场次、people 人数、text 文字、video 音视频、site、wechat、weibo", "people", required=True),
)  # fmt: skip
TOTALS = Table(
    "totals",
    "信息统计表",
    "省、市州、县市区的统计表，一格一行；没有填报的格子空着，不是零。各列的意思和计数口径见“统计”页。",
    ("year", "association", "block", "row", "column"),
    (
        YEAR,
        WHO,
        _NAME,
        _LEVEL,
        *CELL,
        Column("value", "数", "空着的是没有填报", "3651", "integer"),
        Column("records", "记录数", "由几条记录计得", "57", "integer", required=True),
        Column("unknown", "没有写数的场次", "应计入而没有写这个数的有几场", "2", "integer", required=True),
        Column("approximate", "约数", "数里由约数（800余）计得的部分", "800", "integer", required=True),
        Column("converted", "由户数计", "数里由户数计得的部分", "30", "integer", required=True),
        Column("late", "期外", "活动时间以外举办的有几场", "1", "integer", required=True),
        Column("tallied", "汇总", "数里由汇总计得的部分", "120", "integer", required=True),
        Column("system", "本系统", "稿件里发在计生协系统自己的媒体上的篇数", "3", "integer", required=True),
        Column("zeros", "报零", "写明零报告的协会数", "1", "integer", required=True),
        Column("due", "应报", "有报零的，这一级的协会一共几个", "172", "integer", required=True),
        Column("filed", "已填报", "这一级填报过的协会数；媒体的格子空着", "120", "integer"),
        Column("expected", "协会数", "这一级的协会一共几个；媒体的格子空着", "172", "integer"),
        _STATUS,
        Column("obs_status", "数的状态", "SDMX 的代码：A 正常（定稿）、P 暂定、O 没有填报", "P", required=True, choices=("A", "P", "O")),
        _AS_OF,
    ),
    (_LED,),
)  # fmt: skip
COVERAGE = Table(
    "coverage",
    "填报和开展的面",
    "每个单位所属的各级协会，有多少填报了、零报告了、办过必办的宣传活动；一级一行。一个协会只算一次。",
    ("year", "association", "row"),
    (
        YEAR,
        WHO,
        _NAME,
        _LEVEL,
        Column("row", "级别", "哪一级的协会", "village", required=True, choices=SLUGS),
        Column("expected", "协会数", "名册里这一级一共几个；虚拟社区也在里面", "172", "integer", required=True),
        Column("filed", "已填报", "填报过任何记录的", "120", "integer", required=True),
        Column("zeros", "零报告", "写明没有活动的", "4", "integer", required=True),
        Column("held", "已办宣传活动", "牵头或联合办过、或在本级汇总里报了的", "98", "integer", required=True),
        Column("told", "汇总说另有", "上级的汇总说另有几个办了，没有点名", "10", "integer", required=True),
    ),
    (_LED,),
)  # fmt: skip
CHANGES = Table(
    "totals_change",
    "统计表逐年比较",
    "每个单位每一格，和上一个有填报的年份比；一格一年一行，两年都有数的才有。",
    ("year", "association", "block", "row", "column"),
    (
        YEAR,
        WHO,
        _NAME,
        *CELL,
        Column("value", "数", "这一年的数", "3651", "integer", required=True),
        Column("before_year", "上次年份", "上一个有数的年份", "2020", "integer", required=True),
        Column("before", "上次的数", "那一年的数", "3000", "integer", required=True),
        Column("increase", "增加", "比上次多的；没有多的是 0", "651", "integer", required=True),
        Column("decrease", "减少", "比上次少的；没有少的是 0", "0", "integer", required=True),
    ),
    (_LED,),
)


class Published(NamedTuple):
    """One campaign of one association as the tables of open data have it."""

    year: int
    code: str
    name: str
    sums: Sums
    status: Mapping[str, str]
    as_of: str
    standing: Standing
    expected: Mapping[str, int]

    @property
    def head(self) -> Row:
        """The first columns: year, code, name, level."""
        return str(self.year), self.code, self.name, level_of(self.code).slug


def totals_rows(one: Published) -> Iterator[Row]:
    """The cells of an association's form, in their order."""
    for cell, word in one.status.items():
        found, row = one.sums.get(cell, Sum()), cell.split("-")[1]
        numbers = (found.records, found.unknown, found.approximately, found.converted, found.late)
        rest = (found.tallied, found.system, found.zeros, found.due)
        rate = (str(one.standing.filed.get(row, 0)), str(one.expected[row])) if row in SLUGS else ("", "")
        yield (
            *one.head, *cell.split("-"), form.words_of(found), *map(str, (*numbers, *rest)), *rate,
            word, obs_status(found, word), one.as_of,
        )  # fmt: skip


def obs_status(one: Sum, status: str) -> str:
    """How a number stands, as SDMX says it (CL_OBS_STATUS): normal, provisional, missing."""
    return "O" if not one.known else "P" if status == CellStatus.PROVISIONAL else "A"


def coverage_rows(one: Published) -> Iterator[Row]:
    """How the associations of each level at or below one stand."""
    held = one.standing.held.get("publicity", {})
    for row in SLUGS[SLUGS.index(level_of(one.code).slug) :]:
        counts = (one.standing.filed, one.standing.zeros, held, one.standing.told)
        yield (*one.head, row, str(one.expected[row]), *(str(each.get(row, 0)) for each in counts))


def wide(notices: Mapping[int, Notice]) -> Table:
    """The table with one unit a line: a column for each cell that the form of any year has."""
    names = {
        cell: words for year in sorted(notices) for cell, words in form.short_names(notices[year]).items()
    }
    cells = tuple(
        Column(cell.replace("-", "_"), "".join(words), "空着的是没有填报", "12", "integer")
        for cell, words in names.items()
    )
    meaning = "省、市州、县市区的统计表，一个单位一年一行，格子都在一行里；没有填报的格子空着，不是零。"
    columns = (YEAR, WHO, _NAME, _LEVEL, _STATUS, _AS_OF, *cells)
    return Table("totals_wide", "信息统计表（横表）", meaning, ("year", "association"), columns, (_LED,))


def wide_rows(those: Iterable[Published], table: Table) -> Iterator[Row]:
    """One line for each association and campaign."""
    cells = [column.name.replace("_", "-") for column in table.columns[6:]]
    for one in those:
        revised = sorted({*one.status.values()}, key=lambda word: int(word[1:]) if word[1:].isdigit() else 0)
        yield (
            *one.head, revised[-1] if revised else CellStatus.PROVISIONAL, one.as_of,
            *(form.words_of(one.sums.get(cell)) for cell in cells),
        )  # fmt: skip


def last_day(data: bytes) -> str:
    """The last day of which anything counted speaks, of the wide table's lines; never the clock's: same records, same bytes."""
    return max((row["as_of"] for row in csv.DictReader(data.decode().splitlines())), default="")


def change_rows(those: Iterable[Published]) -> Iterator[Row]:
    """Each number held against that of the year before which has one; campaigns come in their order."""
    last: dict[tuple[str, str], tuple[int, int]] = {}
    for one in those:
        for cell in one.status:
            found = one.sums.get(cell, Sum())
            if found.known:
                before = last.get((one.code, cell))
                if before:
                    more = (
                        found.value - before[1]
                    )  # no cell begins with a minus: it would be taken for a formula
                    numbers = (found.value, *before, max(more, 0), max(-more, 0))
                    yield str(one.year), one.code, one.name, *cell.split("-"), *map(str, numbers)
                last[one.code, cell] = (one.year, found.value)
