"""Open data behind the official table: published pieces, tallies, accounts, and the cells themselves, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from almanac import validate
from almanac.model.counting_rules import ALL_FILED, tally_row
from almanac.model.divisions import SLUGS
from almanac.model.filings import Accounts, Count, Filing, Piece, Publicity, Tally, Visits
from almanac.statistics import media
from almanac.statistics.aggregation import Reckoning
from almanac.statistics.counting import Line
from almanac.views.open_data import Column, Link, Row, Table

_LED = Link("association", "associations", "code")
YEAR = Column("year", "年份", "哪一年的会员活动日", "2021", "integer", required=True)
WHO = Column("association", "协会代码", "见协会名册", "990101", required=True)
_TRUE = ("false", "true")
PIECES = Table(
    "pieces",
    "媒体稿件",
    "各协会填报的媒体稿件，一篇一行；转载、本级计生协自己的媒体、别处已计的，也列出，并写明不计的原因。",
    ("id",),
    (
        Column("id", "编号", "年份-协会代码-p序号", "2021-990101-p1", required=True),
        YEAR,
        WHO,
        Column("outlet", "媒体", "媒体名称", "红网", required=True),
        Column("outlet_level", "媒体级别", "国家级、省级、市级、县级、其他", "省级"),
        Column("own", "本系统", "是计生协自己的网站、内刊、账号的是 true", "false", "boolean", required=True),
        Column("form", "形式", "文字、音视频", "文字", required=True, choices=("文字", "音视频")),
        Column("title", "标题", "不知道的空着", "乙县开展5·29义诊"),
        Column("date", "日期", "年-月-日，只知道月份的写年-月", "2021-05-30"),
        Column("url", "网址", "稿件网址", "https://www.example.org/1.html"),
        Column("reprint_of", "转载自", "转载的原发媒体", "某省日报"),
        Column("activities", "活动编号", "报道了哪些活动，用分号隔开", "2021-990101-0528-yizhen"),
        Column("cell", "计入", "计入统计表的哪一格；不计的空着", "media-provincial-text"),
        Column("reason", "不计的原因", "哪张表都计入的空着", "转载自某省日报"),
    ),
    (_LED,),
)
_SAID = (
    ("publicity_sessions", "宣传场次"),
    ("publicity_people", "宣传人数"),
    ("visit_sessions", "慰问场次"),
    ("visit_people", "慰问人数"),
    ("visit_households", "慰问户数"),
)
TALLIES = Table(
    "tallies",
    "汇总",
    "各协会填报的汇总，一份一行。逐场填报的活动（写进“不含”的除外）和下级的汇总已含在里面，计数时先减去。",
    ("id",),
    (
        Column("id", "编号", "年份-协会代码-t序号", "2021-990101-t1", required=True),
        YEAR,
        WHO,
        Column(
            "row",
            "级别",
            "合计的是哪一级办的活动",
            "village",
            required=True,
            choices=SLUGS,
        ),
        Column("as_of", "截至", "统计到哪天", "2021-06-20", required=True),
        Column("units", "单位数", "多少个协会办了", "25", "integer"),
        Column("zero", "零报告", "确实没有活动的是 true", "false", "boolean", required=True),
        Column("apart", "不含逐场填报的", "逐场填报的都不在里面的是 true", "false", "boolean", required=True),
        Column("excluded", "不含的活动", "活动编号，用分号隔开", "2021-990101001001-0529-jiangzuo"),
        *(
            column
            for name, title in _SAID
            for column in (
                Column(name, title, "汇总里写的总数", "25", "integer"),
                Column(f"{name}_mark", f"{title}约数标记", "余、多、近、约、超、上", "余"),
            )
        ),
        Column(
            "households_apart", "户数另计", "户数不含在人数里的是 true", "false", "boolean", required=True
        ),
        Column(
            "outside",
            "不计的原因",
            "不是“5·29”的数、几级合计分不开的，写在这里，不计入统计表；其他的空着",
            "几级合计，分不到各格",
        ),
        Column("through", "合计到", "几级合在一起的，合到哪一级", "乡镇街道"),
        Column("occasion", "所属", "不是“5·29”的，属于什么", "2021年全年"),
        Column("others", "其他数", "项目和数，用分号隔开", "宣传资料12000余份"),
        Column("note", "说明", "填报的协会的说明", "由各村电话报数"),
        Column("open_questions", "待核实", "材料没有说清的事，用分号隔开", "县乡各多少没有写"),
        Column("sources", "来源", "用分号隔开", "https://www.example.org/1.html"),
    ),
    (_LED,),
)
ACCOUNTS = Table(
    "accounts",
    "网站和新媒体",
    "各协会已开通的网站、微信公众号和微博，一个一行。",
    ("id",),
    (
        Column("id", "编号", "年份-协会代码-a序号", "2021-990101-a1", required=True),
        YEAR,
        WHO,
        Column(
            "kind",
            "种类",
            "官网、微信公众号、微博",
            "wechat",
            required=True,
            choices=("site", "wechat", "weibo"),
        ),
        Column("name", "名称", "网站、公众号或微博的名称", "乙县计生协", required=True),
        Column("url", "网址", "没有填的空着", "https://www.example.org/"),
    ),
    (_LED,),
)


def rows(
    filings: Iterable[Filing], found: Mapping[int, Reckoning], known: validate.Known
) -> dict[str, list[Row]]:
    """The lines of a share for the tables of pieces, tallies and accounts."""
    tables: dict[str, list[Row]] = {"pieces": [], "tallies": [], "accounts": []}
    places: dict[tuple[int, str, str], int] = {}
    why = {id(piece): (line.cell if line else "", _reason(reason, line, known)) for year in found.values()
           for node in year.nodes.values() for piece, line, reason in node.own.pieces}  # fmt: skip
    for filing in filings:
        record = filing.record
        if isinstance(record, Piece):
            tables["pieces"].append(_piece(filing, record, _numbered(filing, "p", places), known, why))
        elif isinstance(record, Tally):
            tables["tallies"].append(_tally(filing, record, _numbered(filing, "t", places), known))
        elif isinstance(record, Accounts):
            for kind, those in (("site", record.sites), ("wechat", record.wechat), ("weibo", record.weibo)):
                for one in those:
                    head = (_numbered(filing, "a", places), str(filing.year), filing.code)
                    tables["accounts"].append((*head, kind, one.name, one.web or ""))
    return tables


def _numbered(filing: Filing, letter: str, places: dict[tuple[int, str, str], int]) -> str:
    key = (filing.year, filing.code, letter)
    places[key] = places.get(key, 0) + 1
    return f"{filing.year}-{filing.code}-{letter}{places[key]}"


def _reason(reason: str, line: Line | None, known: validate.Known) -> str:
    words = f"{known.register[reason[1:]].title}已报" if reason.startswith("@") else reason
    if line and line.tables:
        return f"{words}；只计入{'、'.join(table.label for table in line.tables)}的表"
    return words


def _piece(
    filing: Filing, piece: Piece, identity: str, known: validate.Known, why: Mapping[int, tuple[str, str]]
) -> Row:
    level, system = media.reach(piece, known.notices.get(filing.year))
    ids = [found for text in piece.activities if (found := validate.reference(text, filing, known))]
    cell, reason = why.get(id(piece), ("", ""))
    return (
        identity, str(filing.year), filing.code, piece.outlet, level,
        _TRUE[system], piece.form, piece.title or "", piece.date or "", piece.web or "", piece.reprint_of or "",
        ";".join(ids), cell, reason,
    )  # fmt: skip


def _tally(filing: Filing, tally: Tally, identity: str, known: validate.Known) -> Row:
    names = [text for text in tally.excludes if text != ALL_FILED]
    ids = [found for text in names if (found := validate.reference(text, filing, known))]
    publicity, visits = tally.publicity or Publicity(), tally.visits or Visits()
    numbers = (publicity.sessions, publicity.people, visits.sessions, visits.people, visits.households)
    return (
        identity, str(filing.year), filing.code, tally_row(tally, filing.code), tally.as_of,
        str(tally.units.value) if tally.units else "", _TRUE[tally.zero == "是"],
        _TRUE[ALL_FILED in tally.excludes], ";".join(ids),
        *(cell for number in numbers for cell in _both(number)), _TRUE[visits.apart == "是"],
        tally.apart, tally.through or "", tally.occasion or "",
        *map(_listed, ([f"{f.item}{f.number}{f.unit}" for f in tally.others], [tally.note or ""],
                       tally.open_questions, tally.sources)),
    )  # fmt: skip


def _listed(words: Iterable[str]) -> str:
    return ";".join([one.replace(";", "；") for one in words])


def _both(number: Count | None) -> tuple[str, str]:
    return (str(number.value), number.mark) if number else ("", "")
