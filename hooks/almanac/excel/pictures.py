"""Pictures that were pasted into a workbook, with the sheet and row in which each begins."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

_ANCHOR = re.compile(
    r"<xdr:from>.*?<xdr:row>([0-9]{1,7})</xdr:row>.*?</xdr:from>(.*?)</xdr:(?:twoCellAnchor|oneCellAnchor)>",
    re.S,
)
_EMBED = re.compile(r'\br:embed="([^"]{1,20})"')
_LINK = re.compile(r"<Relationship\b[^<>]*>")
MOST = 60


class Picture(NamedTuple):
    """A picture: its sheet, its row from 0, the name of its part and its bytes."""

    sheet: str
    row: int
    name: str
    raw: bytes


def of(raw: bytes) -> list[Picture]:
    """The pictures of a workbook that was guarded before."""
    if raw[:4] != b"PK\x03\x04":
        return []
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return list(_pictures(archive)) if "xl/workbook.xml" in archive.namelist() else []


def _pictures(archive: zipfile.ZipFile) -> Iterator[Picture]:
    names = set(archive.namelist())
    found = 0
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    parts = _links(archive, "xl/workbook.xml")
    for sheet in re.findall(r"<sheet\b[^<>]*>", book):
        name, identity = re.search(r'\bname="([^"]*)"', sheet), re.search(r'\br:id="([^"]+)"', sheet)
        part = parts.get(identity[1], "") if identity else ""
        for drawing in _links(archive, part).values() if name and part in names else ():
            if "/drawings/" not in drawing or drawing not in names or not drawing.endswith(".xml"):
                continue
            media = _links(archive, drawing)
            for row, inside in _ANCHOR.findall(archive.read(drawing).decode("utf-8", "replace")):
                embed = _EMBED.search(inside)
                file = media.get(embed[1], "") if embed else ""
                if file in names and found < MOST and name:
                    found += 1
                    yield Picture(
                        html.unescape(name[1]), int(row), posixpath.basename(file), archive.read(file)
                    )


def _links(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """The parts that a part names, by their ids."""
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    if not part or rels not in archive.namelist():
        return {}
    found = {}
    for one in _LINK.findall(archive.read(rels).decode("utf-8", "replace")):
        target, identity = re.search(r'\bTarget="([^"]+)"', one), re.search(r'\bId="([^"]+)"', one)
        if target and identity:
            path = (
                target[1].lstrip("/")
                if target[1].startswith("/")
                else posixpath.normpath(f"{folder}/{target[1]}")
            )
            found[identity[1]] = path
    return found
