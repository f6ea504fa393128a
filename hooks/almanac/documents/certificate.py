"""Certificates as PDF, A4 across, one on a page; set by Typst, each with the code that leads to its check page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from almanac.documents import illustrations
from almanac.render.typst import typeset
from almanac.views.certificates import Certificate

LONG = 26  # characters of a line in full size
NO_DAY = "　　年　　月　　日"  # to be written by hand


def pdf(those: Sequence[Certificate], site: str, fonts: Path | None = None) -> bytes:
    """Some certificates in one file; site: its address; fonts: a folder of more fonts, for letters that ours lack."""
    pages = [_page(one) for one in those]
    codes = {f"{one.id}.svg": illustrations.qr(f"{site}honours/verify/{one.id}/", "svg") for one in those}
    title = f"荣誉证书 {those[0].id}" if len(those) == 1 else f"荣誉证书（{len(those)}份）"
    return typeset("certificate.typ", {"title": title, "pages": pages}, pictures=codes, fonts=fonts)


def _page(one: Certificate) -> dict[str, object]:
    return {
        "id": one.id,
        "to": f"{one.unit}　{one.name}：" if one.unit else f"{one.name}：",
        "words": f"{one.words}。",
        "wish": one.wish,
        "body": one.body,
        "day": one.day or NO_DAY,
        "document": one.document,
        "small": max(len(one.unit) + len(one.name), len(one.words) // 2) > LONG,
    }
