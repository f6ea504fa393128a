"""The nation's front: home with the provinces, the table's cells by province with their sums, feeds, open data."""

from __future__ import annotations

import codecs
import itertools
import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from almanac.model.words import CellStatus
from almanac.nation import feeds, tables
from almanac.nation.feeds import FEED, News
from almanac.nation.standing import Sheet, Standing, State
from almanac.pages import File, Stamp
from almanac.pages.open_data import LICENCE, PROFILES, resource
from almanac.render.html import column, compact, cut, fill, head, joined, markup
from almanac.views.campaign_year import day_words
from almanac.views.open_data import Table

SHOWN = 8  # entries of the feed on the front page
MINE = ("", "totals/", "data/")  # the front's own pages
Made = Stamp | File


def make(sheet: Sheet) -> Iterator[Made]:
    """All pages and files of the front; the same handed-up files give the same bytes."""
    news = feeds.newest(sheet)
    made = tables.made(sheet)
    yield _home(sheet, news)
    yield _totals(sheet)
    yield _data(sheet)
    for table, data in made.items():
        yield File(f"data/{table.name}.csv", data)
        yield File(f"data/{table.name}.bom.csv", codecs.BOM_UTF8 + data)
    described = json.dumps(_package(sheet, made), ensure_ascii=False, indent=1)
    yield File("data/datapackage.json", f"{described}\n".encode())
    yield File(f"{FEED}.xml", feeds.atom_feed(sheet, news).encode())
    yield File(f"{FEED}.json", f"{compact(feeds.json_feed(sheet, news))}\n".encode())
    yield File("status.json", f"{compact(_status(sheet))}\n".encode())
    yield from _found_by_search(sheet)


def _home(sheet: Sheet, news: list[News]) -> Stamp:
    nation = sheet.nation
    said = f"{nation.name}：各省的网站、30 格合计、近期活动和数据。"
    body = fill(
        "nation.html",
        name=nation.name,
        sheet=sheet,
        known=[(state, sheet.number(state)) for state in State if sheet.number(state)],
        tiles=[(each, _tile(each)) for each in sheet.standings],
        day=day_words(sheet.day) if sheet.day else "",
        news=news[:SHOWN],
        root="",
    )
    metas = column("首页", said, "首页", ("会员活动日", "5·29", "计生协"))
    feeds = (
        f'\n<link rel="alternate" type="application/atom+xml" href="{FEED}.xml">'
        f'\n<link rel="alternate" type="application/feed+json" href="{FEED}.json">'
    )
    top = head(nation.address, "index.html", said, metas=metas) + feeds
    return Stamp("index.html", cut(nation.name), said, top, str(body))


def _tile(one: Standing) -> str:
    """What stands under a province's name."""
    if one.up is None or one.state is not State.CURRENT:
        return one.state.value
    return f"{one.up.records:,} 份记录"


# ---------------------------------------------------------------- the table


class Block(NamedTuple):
    """A block of the table: its name, the heads of its columns with how many parts each has, the parts, and its rows."""

    name: str
    columns: list[tuple[str, int]]
    parts: list[str]
    total: list[Markup]
    rows: list[tuple[Standing, list[str], str]]


def _totals(sheet: Sheet) -> Stamp:
    said = f"{sheet.nation.name}：各省统计表的 30 格和全国合计，几个省有数。"
    absent = [each for each in sheet.standings if not each.counts]
    body = fill(
        "nation_totals.html",
        sheet=sheet,
        blocks=list(_blocks(sheet)),
        absent=[(each.province.name, each.state.value) for each in absent],
        as_of=day_words(sheet.as_of) if sheet.as_of else "",
        root="../",
    )
    metas = column("统计", said, "列表", ("统计表", "会员活动日"))
    top = head(sheet.nation.address, "totals/", said, metas=metas)
    return Stamp("totals/", "全国信息统计表", said, top, str(body))


def _blocks(sheet: Sheet) -> Iterator[Block]:
    for name, cells in itertools.groupby(sheet.cells, key=lambda one: one[1][0]):
        of_block = list(cells)
        columns = [
            (words, len(list(parts))) for words, parts in itertools.groupby(label[1] for _, label in of_block)
        ]
        shown = [each for each in sheet.standings if each.counts]
        rows = [
            (
                each,
                [_number(each, cell) for cell, _ in of_block],
                _status_of(each, [cell for cell, _ in of_block]),
            )
            for each in shown
        ]
        total = [_sum(sheet, cell) for cell, _ in of_block]
        yield Block(name, columns, [label[2] for _, label in of_block], total, rows)


def _number(one: Standing, cell: str) -> str:
    """A number as the form shows it: * for an approximate one; nothing where nobody has reported."""
    known = one.cells[cell]
    return "" if known.value is None else f"{known.value}{'*' if known.approximate else ''}"


def _sum(sheet: Sheet, cell: str) -> Markup:
    """A sum, with how many provinces have a number where not all have."""
    total, every = sheet.total(cell), len(sheet.standings)
    if total.value is None:
        return Markup("")
    number = f"{total.value}{'*' if total.approximate else ''}"
    if total.reported == every:
        return markup("{}", number)
    return markup("{}<br><small>{}/{} 省</small>", number, total.reported, every)


def _status_of(one: Standing, cells: list[str]) -> str:
    """How the numbers of a block stand: provisional, final, or the newest revision."""
    known = {one.cells[cell].status for cell in cells}
    if CellStatus.PROVISIONAL in known:
        return tables.STATUS[CellStatus.PROVISIONAL]
    revised = sorted(int(word[1:]) for word in known if word[1:].isdigit())
    return f"第 {revised[-1]} 次修订" if revised else tables.STATUS[CellStatus.FINAL]


# ---------------------------------------------------------------- data


def _data(sheet: Sheet) -> Stamp:
    said = f"{sheet.nation.name}：开放数据，各省的情况、统计表、合计和各省数据包的校验值。"
    listed = (tables.PROVINCES, tables.TOTALS, tables.SUMS, tables.PACKAGES)
    body = fill("nation_data.html", tables=listed, standings=sheet.standings, root="../")
    metas = column("数据", said, "列表", ("开放数据",))
    return Stamp("data/", "数据", said, head(sheet.nation.address, "data/", said, metas=metas), str(body))


def _package(sheet: Sheet, made: Mapping[Table, bytes]) -> dict[str, object]:
    nation = sheet.nation
    created = {"created": f"{sheet.as_of}T00:00:00+08:00"} if sheet.as_of else {}
    shown = [each for each in sheet.standings if each.up]
    return {
        "$schema": f"{PROFILES}datapackage.json",
        "name": "nation-529",
        "title": f"{'【演示数据】' if sheet.demo else ''}{nation.name}：开放数据",
        "description": (
            f"{'这是演示数据，不是真实的活动。' if sheet.demo else ''}"
            "各省“5·29会员活动日”的统计表、全国合计和各省数据包的校验值。数都是各省上报的；没有上报的不是零。"
            "created 是统计表计入的记录里最晚的一天，不是做这些文件的时间。"
        ),
        **created,
        "homepage": f"{nation.address}data/",
        "keywords": ["计划生育协会", "5·29会员活动日"],
        "contributors": [
            {"title": nation.owner or nation.name, "path": nation.address, "roles": ["publisher"]}
        ],
        "licenses": [LICENCE],
        "sources": [
            {
                "title": f"{each.province.name}的数据包",
                "path": f"{each.province.address}data/datapackage.json",
            }
            for each in shown
        ]
        or [{"title": nation.name, "path": nation.address}],
        "resources": [resource(table, data, created) for table, data in made.items()],
    }


def _status(sheet: Sheet) -> dict[str, object]:
    """For which day the front is, and how each province stands; for whoever watches over it."""
    provinces = [
        {
            "code": each.province.code,
            "state": each.state.value,
            "day": each.up.day if each.up else None,
            "commit": each.up.commit if each.up else None,
        }
        for each in sheet.standings
    ]
    return {
        "day": sheet.day,
        "year": sheet.year,
        "demo": sheet.demo,
        "rehearsal": False,
        "provinces": provinces,
    }


def _found_by_search(sheet: Sheet) -> Iterator[File]:
    """The sitemap of the front's own pages, and robots.txt, which names those of provinces at the same host."""
    address = sheet.nation.address
    pages = "".join([f"<url><loc>{address}{page}</loc></url>\n" for page in MINE])
    yield File(
        "sitemap.xml",
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{pages}</urlset>\n'.encode(),
    )
    near = [
        each.province.address
        for each in sheet.standings
        if each.up and each.province.address.startswith(address)
    ]
    lines = joined([f"Sitemap: {place}sitemap.xml\n" for place in (address, *near)], "")
    yield File("robots.txt", f"User-agent: *\nAllow: /\n{lines}".encode())
