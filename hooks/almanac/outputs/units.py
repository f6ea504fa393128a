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
    """From the province's share the page; from a county's which of its units have pages, and its part of the register."""
    site = share.site
    if share.code == site.register.root:
        yield _page(share)
    elif len(share.code) == 6:
        codes = sorted(code for code in share.paged if len(code) > 6)
        yield File(f"units/paged-{share.code}.json", _json(codes))
        yield from _parts(site.register)[share.code]


@functools.cache
def bucket(letter: str) -> int:
    """The file that holds the associations whose name begins so (counted in UTF-16, as scripts do)."""
    return int.from_bytes(letter.encode("utf-16-le")[:2], "little") % BUCKETS


@functools.lru_cache(maxsize=1)
def _parts(register: Register) -> dict[str, list[File]]:
    """The register's files dealt out to the counties, so that a change in one place makes few of them again."""
    counties = [unit.code for unit in register if len(unit.code) == 6]
    parts: dict[str, list[File]] = {code: [] for code in counties}
    for number, found in sorted(_buckets(register).items()):
        parts[counties[number % len(counties)]].append(File(f"units/{number}.json", _json(found)))
    return parts


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
