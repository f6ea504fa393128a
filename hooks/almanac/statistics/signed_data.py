"""Open data of what was signed: the numbers of every vintage of a seal, and what was revised, as tables."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from almanac.model.seal import Seal, vintages
from almanac.statistics.open_data import WHO, YEAR
from almanac.statistics.totals_data import CELL
from almanac.views.open_data import Column, Link, Row, Table

_LED = Link("association", "associations", "code")
_NUMBER = Column("vintage", "版次", "final 定稿、R1、R2…第几次修订以后", "R1", required=True)
_DATE = Column("date", "封存日期", "哪天封存、修订的", "2021-07-21", "date", required=True)
_AS_OF = Column("as_of", "截至", "统计到哪天", "2021-06-30", "date", required=True)
SIGNED = Table(
    "signed",
    "定稿的统计表",
    "封存过的每一年、每一版的全部数字，一格一行；没有填报的格子没有行。封存号（digest 的前 16 位）印在表上，可以照“数据”页的说明验算。",
    ("year", "vintage", "association", "block", "row", "column"),
    (
        YEAR,
        _NUMBER,
        _DATE,
        _AS_OF,
        Column("digest", "摘要", "这一版全部数字的 SHA-256", "9f86d081884c7d65", required=True),
        WHO,
        *CELL,
        Column("value", "数", "签字的数", "3651", "integer", required=True),
    ),
    (_LED,),
)
REVISIONS = Table(
    "revisions",
    "修订",
    "定稿以后的修订，一格一行：从几改为几，因为什么。",
    ("year", "vintage", "association", "block", "row", "column"),
    (
        YEAR,
        _NUMBER,
        _DATE,
        _AS_OF,
        WHO,
        *CELL,
        Column("old", "原数", "空着的是没有填报", "700", "integer"),
        Column("new", "新数", "空着的是没有填报", "710", "integer"),
        Column("why", "原因", "哪些记录、哪条口径有改动", "改动乙县计生协“天和广场健康义诊”", required=True),
    ),
    (_LED,),
)


def signed_rows(seals: Mapping[int, Seal]) -> Iterator[Row]:
    """Every number of every vintage, years and vintages in their order."""
    for year, seal in sorted(seals.items()):
        for each, digest in zip(vintages(seal), seal.digests, strict=True):
            head = (str(year), each.number or "final", each.date, each.as_of, digest)
            for code, values in each.totals.items():
                for cell, value in zip(seal.cells, values, strict=True):
                    if value is not None:
                        yield (*head, code, *cell.split("-"), str(value))


def revision_rows(seals: Mapping[int, Seal]) -> Iterator[Row]:
    """Every revised cell, as the seals have them."""
    for year, seal in sorted(seals.items()):
        for one in seal.revisions:
            numbers = ("" if value is None else str(value) for value in (one.old, one.new))
            place = (one.association, *one.cell.split("-"))
            yield str(year), one.number, one.date, one.until, *place, *numbers, one.why


def digests(seals: Mapping[int, Seal]) -> bytes:
    """By year the digests of what was signed, the oldest first: what a later build holds the seals against."""
    told = {
        str(year): {"as_of": seal.last[1], "digests": seal.digests} for year, seal in sorted(seals.items())
    }
    return (json.dumps(told, indent=1) + "\n").encode()
