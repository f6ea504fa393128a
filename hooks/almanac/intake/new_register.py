"""The register of a new province out of a table of statistical codes, as offices have it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import NamedTuple

from almanac.model.divisions import Level, Register, ancestor, bare, is_group, level_of, parent
from almanac.parse.input_files import plain

_BAD = re.compile(r'[\s,/\\:*?"<>|.]')


class Wrong(NamedTuple):
    """A line of the table that cannot be taken, and why; line 0 is the table as a whole."""

    line: int
    why: str


def text_of(raw: bytes) -> str:
    """A table as Excel saves it: UTF-8 with or without a mark, or the Chinese code page of Windows."""
    try:
        return plain(raw, "strict")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace").replace("\r\n", "\n")


def read(text: str) -> tuple[Register, list[Wrong]]:
    """The register of a table with a code and a name in each line (further columns are not read); and what is wrong.

    Codes may have their zeros behind or not. What stands for no association (市辖区, 县, 省直辖县级行政区划) is left out;
    a city that has townships right below it gets a county of its own name for them, as its code has.
    """
    found: dict[str, str] = {}
    wrong: list[Wrong] = []
    lines: dict[str, int] = {}
    for number, row in enumerate(csv.reader(io.StringIO(text)), 1):
        cells = [cell.strip() for cell in row]
        if len(cells) < 2 or not cells[0].isdecimal():
            if number > 1 and any(cells):
                wrong.append(Wrong(number, "第一格要是区划代码（只有数字），第二格是名称。例：500101,万州区"))
            continue
        code = bare(cells[0])
        if not code:
            wrong.append(Wrong(number, f"代码“{cells[0]}”不是 2、4、6、9 或 12 位"))
        elif not cells[1] or _BAD.search(cells[1]):
            wrong.append(
                Wrong(
                    number, f'名称“{cells[1]}”不能作文件夹名：不能空着，不能有空格、句点和 / \\ : * ? " < > |'
                )
            )
        elif code in found and found[code] != cells[1]:
            wrong.append(Wrong(number, f"代码 {code} 写了两次：“{found[code]}”和“{cells[1]}”"))
        elif not is_group(code):
            found.setdefault(code, cells[1])
            lines.setdefault(code, number)
    _add_own_counties(found)
    return _joined(found), [*wrong, *_loose(found, lines)]


def _add_own_counties(found: dict[str, str]) -> None:
    for code in [code for code in found if level_of(code) is Level.TOWNSHIP]:
        county, city = ancestor(code, Level.COUNTY), ancestor(code, Level.CITY)
        if county not in found and county == f"{city}00" and city in found:
            found[county] = found[city]


def _loose(found: dict[str, str], lines: dict[str, int]) -> Iterable[Wrong]:
    tops = [code for code in found if level_of(code) is Level.PROVINCE]
    if len(tops) != 1:
        yield Wrong(0, f"要有一行是省（两位代码），这里有 {len(tops)} 行。例：50,重庆市")
    names: dict[tuple[str, str], str] = {}
    for code, name in found.items():
        above = parent(code)
        if above and above not in found:
            yield Wrong(lines.get(code, 0), f"“{name}”（{code}）的上级 {above} 不在表里")
        other = names.setdefault((above, name), code)
        if other != code:
            yield Wrong(
                lines.get(code, 0),
                f"“{name}”（{code}）和 {other} 同名，又在同一个上级下面；文件夹会是同一个，请写全名称",
            )


def _joined(found: dict[str, str]) -> Register:
    return Register((code, found[code], level_of(code).slug) for code in sorted(found))


def written(register: Register) -> str:
    """The text of `associations.csv`."""
    return "code,name,level\n" + "".join(f"{unit.code},{unit.name},{unit.slug}\n" for unit in register)
