"""The unit finder: cities and counties as links, and small files by which a script finds any association by name."""

from __future__ import annotations

import string
from collections.abc import Iterator

from almanac.model.divisions import Level, Register, level_of
from almanac.pages import File, Made, Share, Stamp
from almanac.parse.pinyin import Sounds, sounds
from almanac.render.html import column, compact, fill, head, page_script

ROOT = "../"
LETTERS = frozenset(string.ascii_lowercase + string.digits)
OTHER = "_"  # an initial that is neither a letter nor a digit


def make(share: Share) -> Iterator[Made]:
    """Make for each county the list of its units that have pages."""
    if share.code.level is Level.COUNTY:
        codes = sorted(code for code in share.paged if level_of(code) > Level.COUNTY)
        yield File(f"units/paged-{share.code}.json", compact(codes).encode())


def make_finder(share: Share) -> Iterator[Made]:
    """Make the page, the register on shelves by the initials of a name's first two letters, and by counties."""
    yield _page(share)
    for name, found in sorted(_shelves(share.site.register).items()):
        yield File(f"units/{name}.json", compact(found).encode())
    for county in share.site.register:
        if county.level is Level.COUNTY:
            below = [(unit.code, unit.name) for unit in share.site.register.within(county.code)][1:]
            yield File(f"units/below-{county.code}.json", compact(below).encode())


def _shelves(register: Register) -> dict[str, list[tuple[str, ...]]]:
    """On each shelf the code of an association, a name, where it is; under another name than its own also its own."""
    known = sounds(register)
    shelves: dict[str, list[tuple[str, ...]]] = {
        first + second: [] for first in string.ascii_lowercase for second in string.ascii_lowercase + OTHER
    }
    for unit in register:
        where = " ".join([above.short for above in register.line(unit.code)[1:-1]])
        shelves.setdefault(shelf(unit.short, known), []).append((unit.code, unit.short, where))
        for name in register.others(unit.code):
            shelves.setdefault(shelf(name, known), []).append((unit.code, name, where, unit.short))
    return shelves


def shelf(name: str, known: Sounds) -> str:
    """The shelf of a name, and of the two letters, syllables or initials that a reader types first."""
    initials = [known.initial(letter) for letter in (name + OTHER)[:2].lower()]
    return "".join([letter if letter in LETTERS else OTHER for letter in initials])


def _page(share: Share) -> Stamp:
    register = share.site.register
    said = "按市州、县市区查找，或输入乡镇、街道、村、社区的名称，找到身边的计生协。"
    metas = column("找地方", said, "列表", ("找地方", "计生协"))
    body = fill("units.html", root=ROOT, top=register[share.code], tree=register.tree)
    top = head(share.site.url, "units/", said, metas=metas) + page_script(ROOT, "finder")
    return Stamp("units/", "找地方", said, top, str(body))
