"""Words that a number shows by its format alone: 800 that people see as 800余, since the format is 0"余"."""

from __future__ import annotations

import html
import re

_FORMAT = re.compile(
    r'<numFmt\b(?=[^<>]*\bnumFmtId="([0-9]{1,5})")(?=[^<>]*\bformatCode="([^"]{1,200})")[^<>]*>'
)
_CELLS = re.compile(r"<cellXfs\b.*?</cellXfs>", re.S)
_STYLE = re.compile(r'<xf\b[^<>]*?\bnumFmtId="([0-9]{1,5})"')
_STYLED = re.compile(rb'<c\b(?=[^<>]*\br="([A-Z]{1,3})([0-9]{1,7})")(?=[^<>]*\bs="([0-9]{1,5})")[^<>]*>')
_SHOWS = re.compile(r'(?:"([^"]*)")?\s*[#0,]*[#0](?:\.0+)?(?:_.)*\s*(?:"([^"]*)")?')
_MEANING = re.compile("[约近超逾余多来]|以上|左右")


def styles(xml: str) -> dict[int, tuple[str, str]]:
    """What the styles of cells put before and behind a number, of those that change what it means."""
    formats = {number: _around(html.unescape(code)) for number, code in _FORMAT.findall(xml)}
    cells = _CELLS.search(xml)
    found = enumerate(_STYLE.findall(cells[0])) if cells else ()
    return {n: around for n, number in found if (around := formats.get(number)) is not None}


def _around(code: str) -> tuple[str, str] | None:
    shows = _SHOWS.fullmatch(code.partition(";")[0])
    words = ((shows[1] or "").strip(), (shows[2] or "").strip()) if shows else ("", "")
    return words if _MEANING.search("".join(words)) else None


def cells(sheet: bytes, known: dict[int, tuple[str, str]]) -> dict[tuple[str, int], tuple[str, str]]:
    """The cells of such styles, by column and row."""
    if not known:
        return {}
    return {
        (column.decode(), int(row)): known[int(style)]
        for column, row, style in _STYLED.findall(sheet)
        if int(style) in known
    }
