"""Certificates as PDF, A4 across, one on a page; set by Typst, each with the code that leads to its check page.

Each in a file of its own, and all together in one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from almanac.documents import illustrations, print_fonts
from almanac.render.typst import Unset, typeset
from almanac.views.certificates import Certificate

ALL = "全部证书.pdf"
NO_DAY = "　　年　　月　　日"  # to be written by hand


def files(those: Sequence[Certificate], site: str, fonts: Path | None) -> tuple[dict[str, bytes], list[str]]:
    """The certificates by their file names, that of all last; those with a letter that no font has are told and left out."""
    made: dict[str, bytes] = {}
    good: list[Certificate] = []
    unset: list[str] = []
    for one in those:
        try:
            made[f"{one.id}.pdf"] = pdf([one], site, fonts)
            good.append(one)
        except Unset as wrong:
            if not wrong.letters:
                raise
            unset.append(_told(one, wrong.letters))
    if len(good) > 1:
        made[ALL] = pdf(good, site, fonts)
    return made, unset


def _told(one: Certificate, letters: str) -> str:
    named = "、".join(f"“{letter}”（U+{ord(letter):04X}）" for letter in letters)
    return f"证书 {one.id}：字库里没有{named}；找一个有这个字的字体，放进一个文件夹，加上 --fonts 文件夹，再做一遍"


def pdf(those: Sequence[Certificate], site: str, fonts: Path | None = None) -> bytes:
    """Some certificates in one file; site: its address; fonts: a folder of more fonts, for letters that ours lack."""
    pages = [_page(one) for one in those]
    codes = {f"{one.id}.svg": illustrations.qr(f"{site}honours/verify/{one.id}/", "svg") for one in those}
    title = f"荣誉证书 {those[0].id}" if len(those) == 1 else f"荣誉证书（{len(those)}份）"
    faces = {"title-face": print_fonts.title(fonts), "face": print_fonts.kai(fonts)}
    said = {"title": title, "pages": pages, **faces}
    return typeset("certificate.typ", said, pictures=codes, fonts=fonts)


def _page(one: Certificate) -> dict[str, object]:
    return {
        "id": one.id,
        "to": f"{one.unit}　{one.name}：" if one.unit else f"{one.name}：",
        "words": f"{one.words}。",
        "wish": one.wish,
        "bodies": one.bodies,
        "day": one.day or NO_DAY,
        "document": one.document,
        "small": one.long or one.is_long,
    }
