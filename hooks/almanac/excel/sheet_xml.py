"""What the reader of cells does not tell of a workbook: formulas, errors, hidden rows, words that stand in a number's format."""

from __future__ import annotations

import html
import io
import re
import zipfile

from almanac.excel import number_formats

_WORKED = re.compile(
    rb"<c\b([^<>]*[^/<>])>(?:(?!</c>|<c\b).)*?<f[\s>/]", re.S
)  # each letter looked at once or twice
_BROKEN = re.compile(rb'<c\b([^<>]*\bt="e"[^<>]*)>')
_ROW = re.compile(rb'<row\b(?=([^<>]*))[^<>]*?\br="([0-9]{1,7})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_AT = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')


def formulas(raw: bytes) -> tuple[dict[str, dict[tuple[int, int], str]], dict[str, set[int]]]:
    """By sheet, the cells that hold a formula and those that came to an error; and the rows that are hidden."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    hidden: dict[str, set[int]] = {}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = set(archive.namelist())
        styles = (
            number_formats.styles(archive.read("xl/styles.xml").decode("utf-8", "replace"))
            if "xl/styles.xml" in names
            else {}
        )
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        rels = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace") if "xl/_rels/workbook.xml.rels" in names else ""  # fmt: skip
        targets = {}
        for one in re.findall(r"<Relationship\b[^<>]*>", rels):
            where, identity = re.search(r'Target="([^"]+)"', one), re.search(r'\bId="([^"]+)"', one)
            if where and identity:
                targets[identity[1]] = where[1].lstrip("/").removeprefix("xl/")
        for one in re.findall(r"<sheet\b[^<>]*>", book):
            name, identity = re.search(r'\bname="([^"]*)"', one), re.search(r'\br:id="([^"]+)"', one)
            part = f"xl/{targets.get(identity[1], '')}" if identity else ""
            if name and part in names:
                xml = archive.read(part)
                shown = number_formats.cells(xml, styles)
                around = {(row - 1, column(at)): "0".join(words) for (at, row), words in shown.items()}
                found[html.unescape(name[1])] = around | _worked(xml)
                hidden[html.unescape(name[1])] = {
                    int(row[2]) - 1 for row in _ROW.finditer(xml) if _HIDDEN.search(row[1])
                }
    return found, hidden


def _worked(xml: bytes) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for pattern, mark in ((_WORKED, "f"), (_BROKEN, "e")):
        for cell in pattern.finditer(xml) if pattern is _BROKEN or b"<f" in xml else ():
            if at := _AT.search(cell[1]):
                found[int(at[2]) - 1, column(at[1].decode())] = mark
    return found


def column(name: str) -> int:
    """AB is 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1
