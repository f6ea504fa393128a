"""What every rule is told and tells, and how an activity is named and referred to."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from almanac.model.diagnostics import Fault, Place, closest
from almanac.model.divisions import Association, Register
from almanac.model.filings import BY_FILE, Award, Filing, Notice
from almanac.model.seal import Seal
from almanac.parse.images import Trouble


class Known(NamedTuple):
    """What a rule may ask: register, notices and seals by year, files beside the records; not the day: what holds on some
    days only says so (`Finding`).

    exists: whether there is a file at a path below the records folder,
    `2021/长沙市/浏阳市/0529-1.jpg`; picture: what is wrong with the photo there; likeness: by what it is known again;
    rehearsal: the past day as which the records are taken, empty where they are taken as they are.
    """

    register: Register
    notices: dict[int, Notice]
    exists: Callable[[str], bool]
    seals: dict[int, Seal] = {}  # noqa: RUF012  (a named tuple is never changed)
    picture: Callable[[str], Trouble | None] = lambda path: None
    likeness: Callable[[str], int | None] = lambda path: None
    rehearsal: str = ""


class Finding(NamedTuple):
    """A mistake at one place inside one record; loc: the Chinese keys and list places that lead there.

    since, until: it holds from the one day on and before the other, as in `Fault`; the words may hold its marks of a day.
    value: of a question, what it asks about, in a few words that an answer repeats; answer: as in `Fault`.
    """

    loc: tuple[str | int, ...]
    code: str
    message: str
    example: str = ""
    since: str = ""
    until: str = ""
    answer: str = ""
    value: str = ""

    def at(self, place: Place) -> Fault:
        """The fault that it is at its place in a file."""
        return Fault(place, *self[1:-1])


_PLAIN = re.compile(r"[a-z0-9-]{1,40}")
_LEAD = re.compile(r"[a-z0-9-]*")


@functools.lru_cache(maxsize=100_000)
def slug(stem: str) -> str:
    """A file's ASCII name for ever: itself if plain, else its leading part and five letters of its digest."""
    stem = unicodedata.normalize("NFC", stem)
    if _PLAIN.fullmatch(stem):
        return stem
    found = _LEAD.match(stem.lower())
    lead = found[0][:24].strip("-") if found else ""
    digest = (
        base64.b32encode(hashlib.blake2s(stem.encode("utf-8", "surrogateescape"), digest_size=5).digest())
        .decode()
        .lower()[:5]
    )
    return f"{lead}-{digest}" if lead else digest


def activity_id(year: int, code: str, stem: str, number: str | None = None) -> str:
    """The identity of an activity: `2021-430181-0528-yizhen`, and `-1` after it in a file of several."""
    return f"{year}-{code}-{slug(stem)}" + (f"-{number}" if number else "")


def award_id(year: int, code: str, award: Award) -> str:
    """The identity of an award: `2021-430181-xj` by its number, else by five letters of its name's digest."""
    return f"{year}-{code}-{award.serial or slug(award.name)}"


def reference(text: str, filing: Filing, known: Known) -> str | None:
    """The id of the activity that 媒体, 清单, 表彰 mean by `text`, or None if there is no such file."""
    return meant(text, filing.year, filing.code, known)


def meant(text: str, year: int, code: str, known: Known) -> str | None:
    """The id of the activity that an association means by `text`, or None if there is no such file.

    `0528-义诊` is in the same folder; `大瑶镇/0529-讲座` below it; `长沙市/0529-x` or `/0529-全省启动`
    from the year's folder; `0528-义诊#2` the one numbered 2 in a file of several.
    """
    words, _, number = text.partition("#")
    folder, _, stem = words.rpartition("/")
    if not stem or f"{stem}.yml" in BY_FILE or "\\" in words or ".." in words.split("/"):
        return None
    own = known.register.path(code)
    if not folder:
        folders = ["" if words.startswith("/") else own]
    else:
        folders = [folder.strip("/")] if words.startswith("/") else [f"{own}/{folder}".strip("/"), folder]
    for path in folders:
        at = known.register.at(path)
        if at is not None and known.exists("/".join(p for p in (str(year), path, f"{stem}.yml") if p)):
            return activity_id(year, at, stem, number)
    return None


def association(text: str, register: Register) -> str | None:
    """The code of the association that 联合 names by its folder; the province by its own name."""
    return register.root if text == register[register.root].name else register.at(text) if text else None


def full_path(text: str, register: Register) -> str | None:
    """The folder that a short or slipped path means, or None: 湘西州/吉首 is 湘西土家族苗族自治州/吉首市."""
    parts = [part for part in text.split("/") if part and part != register[register.root].name]
    starts = (register.root, *(city.code for city in register.children(register.root)))
    for nearest in (
        False,
        True,
    ):  # the very names first: 湘乡市 is a county, though 湘潭市 is one letter away
        for first in starts:
            here: str | None = first
            for part in parts:
                names = {child.name: child.code for child in register.children(here)} if here else {}
                here = names.get((closest(part, names) or "") if nearest else part)
            if here and parts:
                return register.path(here)
    depth = next((n for n in range(len(parts), 0, -1) if register.at("/".join(parts[:n]))), 0)
    above = register.at("/".join(parts[:depth]))
    other = elsewhere(parts[depth:], above, register) if depth and above else None
    return register.path(other.code) if other else None


def elsewhere(names: list[str], above: str, register: Register) -> Association | None:
    """The one association at or below a known folder that bears, or once bore, the lowest of these names."""
    for name in reversed(names):
        same = [one for one in register.within(above) if name in (one.name, *register.others(one.code))]
        if len(same) == 1:
            return same[0]
    return None
