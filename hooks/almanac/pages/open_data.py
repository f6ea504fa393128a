"""Open data: a Data Package (v2) of CSV for the whole province, JSON for each part of it, schemas of the records."""

from __future__ import annotations

import codecs
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from json.encoder import encode_basestring as quoted

from almanac.disclosure import small_counts
from almanac.disclosure.small_counts import FEW
from almanac.model.divisions import Level
from almanac.model.examples import local
from almanac.model.filings import Count
from almanac.model.json_schema import schemas, written
from almanac.pages import File, Made, Share, Site
from almanac.render.html import compact
from almanac.statistics.open_data import ACCOUNTS, PIECES, TALLIES
from almanac.statistics.signed_data import REVISIONS, SIGNED, digests, revision_rows, signed_rows
from almanac.statistics.totals_data import CHANGES, COVERAGE, TOTALS, last_day, wide
from almanac.statistics.totals_schema import schema as totals_schema
from almanac.views.activities import Entry
from almanac.views.honour_rolls import Honour
from almanac.views.open_data import (
    ACTIVITIES,
    ASSOCIATIONS,
    AWARDS,
    CATEGORIES,
    MEASURES,
    Column,
    Table,
    association_rows,
    award_rows,
    category_rows,
    heading,
    lines,
)
from almanac.views.rollup import gathered

PROFILES = "https://datapackage.org/profiles/2.0/"
ROWS = (ACTIVITIES, PIECES, TALLIES, ACCOUNTS)
TABLES = (ASSOCIATIONS, CATEGORIES, *ROWS, AWARDS, TOTALS, COVERAGE, CHANGES, SIGNED, REVISIONS)
CHINESE = ("totals", "totals_wide", "totals_change", "coverage")  # with Chinese heads, too: for people
LICENCE = {
    "name": "CC-BY-4.0",  # of data, not of programs: the program's own stands in LICENSE
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
REGISTER_SOURCE = "国家统计局 统计用区划代码和城乡划分代码"
Node = dict[str, object]
Texts = Mapping[str, bytes]  # lines of tables, by the table's name
_TRUE = ("false", "true")
_NAMES = tuple(name for name, *_ in MEASURES)


def make(share: Share) -> Iterator[Made]:
    """Make the JSON of a share."""
    yield File(f"data/activities/{share.code}.json", _part(share))


def make_tables(
    share: Share, rows: Sequence[Texts], awards: Sequence[Honour], totals_rows: Texts
) -> Iterator[Made]:
    """Make the tables that go over all shares, of the rows that each has kept; and the package's description of all tables."""
    made = dict(_tables(share.site, rows, awards, totals_rows))
    for table, data in made.items():
        yield File(f"data/{table.name}.csv", data)
        yield File(f"data/{table.name}.bom.csv", codecs.BOM_UTF8 + data)
        if table.name in CHINESE:
            titles = ",".join(column.title for column in table.columns).encode()
            yield File(f"data/{table.name}.zh.csv", codecs.BOM_UTF8 + titles + data[data.index(b"\n") :])
    described = json.dumps(_package(share.site, made), ensure_ascii=False, indent=1)
    yield File("data/datapackage.json", f"{local(described, share.site.register)}\n".encode())


def _tables(
    site: Site, rows: Sequence[Texts], awards: Sequence[Honour], totals_rows: Texts
) -> Iterator[tuple[Table, bytes]]:
    data = {
        **{table.name: b"".join([each.get(table.name, b"") for each in rows]) for table in ROWS},
        **totals_rows,
        "associations": lines(ASSOCIATIONS, association_rows(site.register)),
        "categories": lines(CATEGORIES, category_rows(site.notices)),
        "awards": lines(AWARDS, award_rows(awards)),
        "signed": lines(SIGNED, signed_rows(site.seals)),
        "revisions": lines(REVISIONS, revision_rows(site.seals)),
    }
    for table in tables(site):
        yield table, heading(table) + data.get(table.name, b"")


def tables(site: Site) -> tuple[Table, ...]:
    """All tables of the package."""
    return *TABLES, wide(site.notices)


def make_register(share: Share) -> Iterator[Made]:
    """Make what only the register and the seals say, and the schemas."""
    site = share.site
    units = list(association_rows(site.register))
    yield File("data/seals.json", digests(site.seals))
    listed = ",\n".join([_unit(*unit) for unit in units])
    yield File("data/associations.json", f"[\n{listed}\n]\n".encode())
    for slug, schema in published_schemas().items():
        address = f"schemas/{slug}.json"
        text = written({"$schema": schema["$schema"], "$id": site.url + address} | schema).decode()
        yield File(address, local(text, site.register).encode())


def published_schemas() -> dict[str, Node]:
    """The schemas of all kinds of record, and of the totals as JSON."""
    return schemas() | {"totals": totals_schema()}


# ---------------------------------------------------------------- a part as JSON


def _part(share: Share) -> bytes:
    """A county's file has all activities at or below it; a city's and the province's their own, and name the parts.

    So every activity is in one file, and no file grows with the province.
    """
    site, code = share.site, share.code
    shown = [event for event in share.entries if event.words.listed]
    parts = ""
    if code.level < Level.COUNTY:
        parts = f'"parts":{compact(_inner(share))},'
        shown = [event for event in shown if event.code == code]
    listed = ",\n".join(map(Lines(site).of, shown))
    head = f'"association":"{code}","name":{quoted(site.register[code].name)},"demo":{compact(site.demo)}'
    return f'{{{head},{parts}"activities":[\n{listed}\n]}}\n'.encode()


def _inner(share: Share) -> list[Node]:
    """The files of the associations right below, and how many activities there are at or below each."""
    within: Counter[str] = Counter()
    for campaign in gathered(share.entries, share.crowds).values():
        within.update(campaign.by_child(share.code))
    return [
        {
            "association": unit.code,
            "name": unit.name,
            "url": f"{share.site.url}data/activities/{unit.code}.json",
            "activities": within[unit.code],
        }
        for unit in share.site.register.children(share.code)
    ]


class Lines:
    """Writes an activity as a line of JSON with the columns' names; unknown is null, a number keeps its words."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._lists = Lists()
        self._numbers = Numbers()

    def of(self, event: Entry) -> str:
        """One activity. Written out by hand: 60,000 dicts for json.dumps took five times as long."""
        lists, numbers = self._lists, self._numbers
        day = event.day
        measures = ",".join(
            [
                f'"{name}":{numbers[number]}'
                for name, number in zip(_NAMES, small_counts.published(event).numbers, strict=True)
            ]
        )
        return (
            f'{{"id":"{event.id}","url":{quoted(self._site.url)[:-1]}e/{event.id}/","year":{event.year},'
            f'"association":"{event.code}","association_name":{quoted(self._site.register[event.code].name)},'
            f'"name":{quoted(event.name)},"state":"{event.state}","date":{_known(day)},'
            f'"start":{_known(event.start)},"end":{_known(event.end)},"half":{_known(event.half)},'
            f'"time_text":{quoted(event.when)},"place":{_known(event.place)},'
            f'"categories":{lists[event.categories]},"audience":{lists[event.audience]},'
            f'"forms":{lists[event.forms]},"mode":"{event.mode}","joint":{lists[event.joint]},'
            f'"open_to":"{event.open_to}","occurrences":{_occurrences(event)},'
            f'"updated":"{event.updated}","revision":{event.revision},{measures},'
            f'"has_publicity":{_TRUE[event.figures.publicity]},"has_visits":{_TRUE[event.figures.visits]},'
            f'"households_apart":{_TRUE[event.figures.apart]},'
            f'"result":{_known(event.result)},"outside":{_known(event.figures.outside)},'
            f'"accepted":{_known(event.accepted)},"about":{_known(event.about)}}}'
        )


def _known(words: str) -> str:
    return quoted(words) if words else "null"


def _occurrences(event: Entry) -> str:
    """Each of its 分场 with its own time and place; null where it is one."""
    return (
        "null"
        if not event.occurrences
        else compact(
            [
                {"start": one.start, "end": one.end or None, "place": one.place or None}
                for one in event.occurrences
            ]
        )
    )


class Lists(dict[tuple[str, ...], str]):
    """A list of words as JSON, written once."""

    def __missing__(self, words: tuple[str, ...]) -> str:
        self[words] = found = compact(words)
        return found


class Numbers(dict[Count | None, str]):
    """A number as JSON with its value, mark and words: `800余`; null where it is not known; 若干 has no value."""

    def __missing__(self, number: Count | None) -> str:
        said = number._asdict() if number else None
        if number and number.text == FEW:
            said = {"value": None, "mark": FEW, "text": FEW}
        self[number] = found = compact(said)
        return found


# ---------------------------------------------------------------- the tables


def _unit(code: str, name: str, rank: str, above: str, path: str) -> str:
    return (
        f'{{"code":"{code}","name":{quoted(name)},"level":"{rank}",'
        f'"parent":{_known(above)},"path":{_known(path)}}}'
    )


def _package(site: Site, made: Mapping[Table, bytes]) -> Node:
    mark, whole = "【演示数据】" if site.demo else "", site.register[site.register.root].name
    last = last_day(made[wide(site.notices)])
    created = {"created": f"{last}T00:00:00+08:00"} if last else {}
    return {
        "$schema": f"{PROFILES}datapackage.json",
        "name": f"{site.register.root}-529",
        "title": f"{mark}{site.name}：开放数据",
        "description": (
            f"{'这是演示数据，不是真实的活动。' if site.demo else ''}"
            f"{whole}各级计划生育协会“5·29会员活动日”的协会名册、活动类别、活动、表彰、稿件、汇总和统计表。CSV 为 UTF-8；同名的 .bom.csv 内容相同，"
            "供 Excel 直接打开。以 = + - @ 或其全角、制表符、回车开头的文字前加了一个单引号，以免表格软件当成公式。"
            "created 是统计表计入的记录里最晚的一天，不是做这些文件的时间。"
        ),
        **created,
        "homepage": f"{site.url}data/",
        "keywords": ["计划生育协会", "5·29会员活动日", whole],
        "contributors": [{"title": site.owner or site.name, "path": site.url, "roles": ["publisher"]}],
        "licenses": [LICENCE],
        "sources": [
            {"title": REGISTER_SOURCE, "path": "https://www.stats.gov.cn/sj/tjbz/qhdm/"},
            {"title": "各级计生协填报的活动记录和公开报道；出处在各活动的页面上", "path": site.url},
        ],
        "resources": [resource(table, data, created) for table, data in made.items()],
    }


def resource(table: Table, data: bytes, created: Mapping[str, str]) -> Node:
    """What a data package says of one table."""
    return {
        "$schema": f"{PROFILES}dataresource.json",
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.meaning,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        **created,
        "dialect": {"$schema": f"{PROFILES}tabledialect.json", "lineTerminator": "\n"},
        "schema": {
            "$schema": f"{PROFILES}tableschema.json",
            "fields": [_field(column, (column.name,) == table.key) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": [link.column], "reference": {"resource": link.table, "fields": [link.key]}}
                for link in table.links
            ],
        },
    }


def _field(column: Column, key: bool) -> Node:
    rules: Node = {"required": True} if column.required else {}
    if key:
        rules["unique"] = True
    if column.choices:
        rules["enum"] = list(column.choices)
    if column.kind == "integer":
        rules["minimum"] = 0
    field: Node = {"name": column.name, "type": column.kind, "title": column.title}
    field |= {"description": column.meaning, "example": column.example}
    return {**field, "constraints": rules} if rules else field
