"""The nation's open data: how the provinces stand, their tables' cells one a line, the sums, and the files of their packages."""

from __future__ import annotations

from collections.abc import Iterator

from almanac.model.words import CellStatus
from almanac.nation.handed_up import Cell
from almanac.nation.standing import Sheet, State
from almanac.statistics.totals_data import CELL
from almanac.views.open_data import Column, Link, Row, Table, heading, lines

_YEAR = Column("year", "年份", "哪一年的会员活动日", "2021", "integer", required=True)
_PROVINCE = Column("province", "省", "省的代码，是文字，不是数", "50", required=True)
_OF_PROVINCE = (Link("province", "provinces", "code"),)
_VALUE = Column("value", "数", "空着的是没有填报，不是零", "3651", "integer")
PROVINCES = Table(
    "provinces",
    "各省的情况",
    "一省一行：上报了没有，网站是哪一天、用记录仓库的哪一次提交做的。没有上报的，后面各列空着。",
    ("code",),
    (
        Column("code", "代码", "省的代码，是文字，不是数", "50", required=True),
        Column("name", "名称", "省、自治区、直辖市的名称", "重庆市", required=True),
        Column("address", "网址", "这个省的网站", "https://529.example.org/chongqing/", required=True),
        Column("state", "情况", "上报了没有，加进合计没有", "已更新", required=True, choices=tuple(State)),
        Column("counted", "加进合计", "true：它的数在合计里", "true", "boolean", required=True),
        Column("day", "网站的日子", "网站是哪一天的样子", "2021-05-30", "date"),
        Column("commit", "提交", "用记录仓库的哪一次提交做的", "0f3a…", "string"),
        Column("year", "年份", "哪一年的统计表", "2021", "integer"),
        Column("as_of", "截至", "计入的记录里最晚的一天", "2021-06-30", "date"),
        Column("seal", "封存号", "签字那时全部数字的摘要；没有封存的空着", "5bd0392a…"),
        Column("records", "记录", "有多少份记录", "98", "integer"),
        Column("associations", "协会", "名册里有多少个协会", "31691", "integer"),
        Column("aside", "放在一边", "因有错没有放进网站的记录", "0", "integer"),
    ),
)
TOTALS = Table(
    "totals",
    "各省的统计表",
    "各省统计表的 30 格，一省一格一行；没有填报的格子空着，不是零。各省内部的数见各省的数据。",
    ("year", "province", "block", "row", "column"),
    (
        _YEAR,
        _PROVINCE,
        *CELL,
        _VALUE,
        Column("records", "记录数", "由几条记录计得", "57", "integer", required=True),
        Column("tallied", "汇总", "数里由汇总计得的部分", "120", "integer", required=True),
        Column("approximate", "约数", "数里由约数（800余）计得的部分", "800", "integer", required=True),
        Column("unknown", "没有写数的场次", "应计入而没有写这个数的有几场", "2", "integer", required=True),
        Column("zeros", "报零", "写明零报告的协会数", "1", "integer", required=True),
        Column("due", "应报", "有报零的，这一级的协会一共几个", "172", "integer", required=True),
        Column(
            "status", "状态", "provisional 暂定、final 定稿、R1、R2…第几次修订", "provisional", required=True
        ),
    ),
    _OF_PROVINCE,
)
SUMS = Table(
    "sums",
    "全国合计",
    "30 格的全国合计，一格一行：只加有数的省；几个省有数、一共几个省，写在旁边。一个省都没有数的空着，不是零。",
    ("year", "block", "row", "column"),
    (
        _YEAR,
        *CELL,
        _VALUE,
        Column("reported", "有数的省", "这一格有数的省有几个", "23", "integer", required=True),
        Column("provinces", "省", "一共几个省，没有上报的也在里面", "31", "integer", required=True),
        Column("approximate", "约数", "数里由约数计得的部分", "800", "integer", required=True),
    ),
)
PACKAGES = Table(
    "packages",
    "各省数据包的文件",
    "各省的数据包里有哪些文件，多长，校验值是多少；照网址取下来，可以对一对。",
    ("province", "path"),
    (
        _PROVINCE,
        Column("path", "文件", "在这个省的网站里的位置", "data/activities.csv", required=True),
        Column(
            "url",
            "网址",
            "文件的网址",
            "https://529.example.org/chongqing/data/activities.csv",
            required=True,
        ),
        Column("title", "名称", "文件的名称", "活动", required=True),
        Column("bytes", "字节", "文件多长", "5233", "integer", required=True),
        Column("hash", "校验值", "SHA-256", "sha256:b665…", required=True),
    ),
    _OF_PROVINCE,
)
STATUS = {CellStatus.PROVISIONAL: "暂定", CellStatus.FINAL: "定稿"}


def made(sheet: Sheet) -> dict[Table, bytes]:
    """All tables as CSV."""
    rows = {PROVINCES: _provinces, TOTALS: _totals, SUMS: _sums, PACKAGES: _packages}
    return {table: heading(table) + lines(table, of(sheet)) for table, of in rows.items()}


def _provinces(sheet: Sheet) -> Iterator[Row]:
    for each in sheet.standings:
        province, up = each.province, each.up
        head = (province.code, province.name, province.address, each.state.value, str(each.counts).lower())
        if up is None:
            yield (*head, *[""] * 8)
        else:
            numbers = (up.records, up.associations, up.aside)
            yield (*head, up.day, up.commit, str(up.year), up.as_of or "", up.seal or "", *map(str, numbers))


def _totals(sheet: Sheet) -> Iterator[Row]:
    for each in sheet.standings:
        for cell in each.cells.values():
            yield (str(sheet.year), each.province.code, *_of(cell))


def _of(cell: Cell) -> Row:
    numbers = (cell.records, cell.tallied, cell.approximate, cell.unknown, cell.zeros, cell.due)
    return (*cell.cell.split("-"), _words(cell.value), *map(str, numbers), cell.status)


def _sums(sheet: Sheet) -> Iterator[Row]:
    for cell, _ in sheet.cells:
        total = sheet.total(cell)
        numbers = (total.reported, len(sheet.standings), total.approximate)
        yield (str(sheet.year), *cell.split("-"), _words(total.value), *map(str, numbers))


def _packages(sheet: Sheet) -> Iterator[Row]:
    for each in sheet.standings:
        for file in each.up.package if each.up else ():
            url = f"{each.province.address}{file.path}"
            yield each.province.code, file.path, url, file.title, str(file.bytes), file.hash


def _words(value: int | None) -> str:
    return "" if value is None else str(value)
