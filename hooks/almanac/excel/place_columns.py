"""The columns of a workbook that say whose row it is: the names by level, and drop-downs that follow one another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from almanac.model.divisions import Level, Register
from almanac.model.fields import PLACE

LISTS, ROOT = "名册", "全省"


def places(register: Register, code: str) -> dict[str, str]:
    """The names of an association and of those above it, each in the column of its level."""
    heads = dict(zip(tuple(Level)[1:], PLACE, strict=True))
    return {heads[unit.level]: unit.name for unit in register.line(code)[1:]}


def cascade(head: str, at: Mapping[str, int], first: int) -> str:
    """The list of a place: the children of what is chosen to the left of it; empty if a column is wanting."""
    above = PLACE[: PLACE.index(head)]
    if any(each not in at for each in above):
        return ""
    city, *rest = [f"${_letters(at[each])}{first + 1}" for each in above] or [""]
    key = (
        f'IF({city}="","{ROOT}",{city})' if city else f'"{ROOT}"'
    )  # a county may file with the province itself
    if rest:
        key = f'IF({city}="","",{city}&"/")&' + '&"/"&'.join(rest)
    where = f"VLOOKUP({key},{LISTS}!$C:$E,"
    return f"=OFFSET({LISTS}!$A$1,{where}2,0),0,{where}3,0),1)"


def _letters(place: int) -> str:
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)


def lists(book: Any, register: Register, code: str) -> None:
    """A hidden sheet of names: the children of each association one below another, and where each lot begins."""
    page = book.add_worksheet(LISTS)
    page.hide()
    row = place = 0
    above = register.line(code)
    for unit in [*above[:-1], *register.within(code)]:
        children = list(register.children(unit.code))
        if unit in above[:-1]:
            children = [above[above.index(unit) + 1]]
        if not children:
            continue
        page.write_string(place, 2, register.path(unit.code) or ROOT)
        page.write_number(place, 3, row)
        page.write_number(place, 4, len(children))
        place += 1
        for child in children:
            page.write_string(row, 0, child.name)
            row += 1
