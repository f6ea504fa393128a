"""The unit finder: cities and counties as links, and small files by which a script finds any association by name."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator

from almanac.outputs import File, Made, Share, Stamp
from almanac.register import Register
from almanac.views.html import column, fill, head

BUCKETS = 64
ROOT = "../"


def make(share: Share) -> Iterator[Made]:
    """Make for each county the list of its units that have pages."""
    if len(share.code) == 6:
        codes = sorted(code for code in share.paged if len(code) > 6)
        yield File(f"units/paged-{share.code}.json", _json(codes))


def make_finder(share: Share) -> Iterator[Made]:
    """Make the page, and the register in files by the first character of a name."""
    yield _page(share)
    for number, found in sorted(_buckets(share.site.register).items()):
        yield File(f"units/{number}.json", _json(found))


@functools.cache
def bucket(letter: str) -> int:
    """The file that holds the associations whose name begins so (counted in UTF-16, as scripts do)."""
    return int.from_bytes(letter.encode("utf-16-le")[:2], "little") % BUCKETS


def _buckets(register: Register) -> dict[int, list[tuple[str, str, str]]]:
    table: dict[int, list[tuple[str, str, str]]] = {}
    for unit in register:
        above, _, name = register.path(unit.code).rpartition("/")
        short = unit.short if name.endswith("会") else name or unit.name
        table.setdefault(bucket(short[0]), []).append((unit.code, short, above.replace("/", "")))
    return table


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _page(share: Share) -> Stamp:
    register = share.site.register
    tree = [(city, register.children(city.code)) for city in register.children(share.code)]
    said = "按市州、县市区查找，或输入乡镇、街道、村、社区的名称，找到身边的计生协。"
    metas = column("查单位", said, "列表", ("查单位", "计生协"))
    body = fill("units.html", root=ROOT, top=register[share.code], tree=tree, total=len(register))
    scripts = f'\n<script src="{ROOT}assets/finder.js" defer></script>'
    return Stamp(
        "units/", "查单位", said, head(share.site.url, "units/", said, metas=metas) + scripts, str(body)
    )
