"""A workbook that somebody sent, opened with care: the only module that knows the format of Excel files.

`opened` guards and starts a child process with limits, which reads the cells; nothing in a workbook is ever run.
"""

from __future__ import annotations

import datetime
import html
import io
import json
import math
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

LARGEST = 5 * 1024 * 1024
UNPACKED, STYLES, PARTS = 16 * 1024 * 1024, 1024 * 1024, 200
ROWS, WIDTH, SHEETS = 5_000, 120, 40
CELLS = 200_000  # of all sheets together; hidden lists of our own are not read
SECONDS, MEMORY = 20, 1024 * 1024 * 1024
_CHILD = "import sys; sys.path.insert(0, sys.argv[1]); from almanac.excel import reader; reader.child()"


class Cell(NamedTuple):
    """One cell: kind is text, number, day, hour, truth or error; text says its value; formula: it was worked out."""

    kind: str
    text: str
    formula: bool = False


class Page(NamedTuple):
    """One sheet: its cells by row, each row as long as the sheet is wide, and the ranges that are merged."""

    name: str
    rows: list[list[Cell | None]]
    merges: list[tuple[int, int, int, int]]
    hidden: frozenset[int] = frozenset()  # rows that nobody sees


class Refused(Exception):
    """A file that is not read: the code and the sentence of the fault, and what would be right."""

    def __init__(self, code: str, message: str, example: str = "") -> None:
        super().__init__(message)
        self.code, self.message = code, message
        self.example = example or "文件→另存为→Excel 工作簿（.xlsx）"


def opened(raw: bytes) -> list[Page]:
    """The sheets of a workbook that can be seen; Refused if it is no workbook or not a safe one."""
    if len(raw) > LARGEST:
        raise Refused(
            "E081",
            f"文件有 {len(raw) / 1024 / 1024:.1f} MB，超过 5 MB 的上限，没有打开",
            "一个表 1,000 行一般不到 1 MB；照片另外交",
        )
    if raw[:4] == b"PK\x03\x04":
        guard(raw)
    elif raw[:8] != b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Refused("E080", f"这不是 Excel 文件{_likely(raw)}")
    elif b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in raw:
        raise Refused(
            "E080", "这个文件设了打开密码，读不了", "文件→信息→保护工作簿→用密码进行加密→清空密码，再保存"
        )
    folder = str(Path(__file__).resolve().parents[2])
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", "-c", _CHILD, folder],
            input=raw, capture_output=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Refused(
            "E081", f"打开这个文件用了 {SECONDS} 秒还没有完，没有再读下去", "把内容复制到一个新的工作簿里"
        ) from None
    if done.returncode != 0:
        raise Refused("E080", "这个文件坏了，打不开", "用 Excel 或 WPS 打开，另存为 .xlsx")
    return _pages(json.loads(done.stdout))


def _pages(said: Any) -> list[Page]:
    if "refused" in said:
        raise Refused(*said["refused"])
    return [
        Page(
            page["name"],
            [[Cell(*cell) if cell else None for cell in row] for row in page["rows"]],
            [tuple(merge) for merge in page["merges"]],
            frozenset(page.get("hidden", ())),
        )
        for page in said["pages"]
    ]


def _likely(raw: bytes) -> str:
    """What a file that is no workbook seems to be."""
    head = raw[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        return "，是网页改了名的；请用 Excel 打开，另存为 .xlsx"
    if raw[:4] == b"%PDF":
        return "，是 PDF"
    return "，像是文字或 CSV；请用 Excel 打开，另存为 .xlsx" if b"\0" not in raw[:512] else ""


# ---------------------------------------------------------------- before it is opened


def guard(raw: bytes, part_of_all: str = "xl/workbook.xml") -> None:
    """A packed workbook is of few parts and not much larger unpacked, and carries no program and no link to other files."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            names = [part.filename for part in parts]
            if len(names) > PARTS or len({name.lower() for name in names}) < len(names):
                raise Refused("E081", "文件里面的结构不正常，没有打开", "把内容复制到一个新的工作簿里")
            for name in names:
                _allowed(name)
            left = UNPACKED
            for part in parts:
                left -= _unpacked(
                    archive, part, min(left, STYLES if part.filename.endswith("styles.xml") else left)
                )
    except (
        zipfile.BadZipFile,
        RuntimeError,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
        zlib.error,
    ) as error:
        if isinstance(error, Refused):
            raise
        raise Refused("E080", "这个文件坏了，打不开", "用 Excel 或 WPS 打开，另存为 .xlsx") from None
    if part_of_all not in names:
        raise Refused("E080", "这不是 Excel 工作簿（里面没有工作表）")


def _allowed(name: str) -> None:
    lower = name.lower()
    if "vbaproject" in lower or (lower.endswith((".bin", ".exe", ".dll")) and "printersettings" not in lower):
        raise Refused(
            "E082",
            "工作簿里有宏（程序）或嵌入的文件，不收",
            "文件→另存为→Excel 工作簿（.xlsx），不要选“启用宏的工作簿”",
        )
    if "externallink" in lower:
        raise Refused("E082", "工作簿里有连到别的文件的链接，不收", "数据→编辑链接→断开链接，再保存")


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> int:
    """How large a part is unpacked, counted while reading; no more than `most`."""
    size = 0
    with archive.open(part) as stream:
        while block := stream.read(65536):
            size += len(block)
            if size > most:
                raise Refused(
                    "E081", "文件展开以后大得不正常，没有打开", "把内容复制到一个新的工作簿里，不要带格式"
                )
    return size


# ---------------------------------------------------------------- in the child process


def child() -> None:
    """Read a workbook from standard input, its sheets to standard output; memory and time are limited."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    except ImportError:
        pass  # Windows: the parent's time limit is left
    raw = sys.stdin.buffer.read()
    try:
        said: dict[str, Any] = {"pages": list(_read(raw))}
    except Refused as refusal:
        said = {"refused": (refusal.code, refusal.message, refusal.example)}
    sys.stdout.buffer.write(json.dumps(said).encode())


def _read(raw: bytes) -> Iterator[dict[str, Any]]:
    import python_calamine as calamine

    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
    worked, hidden = _formulas(raw) if raw[:2] == b"PK" else ({}, {})
    seen = [sheet for sheet in book.sheets_metadata
            if sheet.visible == calamine.SheetVisibleEnum.Visible and sheet.typ == calamine.SheetTypeEnum.WorkSheet]  # fmt: skip
    cells = 0
    for one in seen[:SHEETS]:
        sheet = book.get_sheet_by_name(one.name)
        if sheet.total_height > 100_000 or sheet.total_width > 2_000:
            raise Refused("E081", f"工作表“{one.name}”的格子太多", "选中没有用的行和列，删除以后再保存")
        rows = [_trimmed(row) for row in sheet.to_python(skip_empty_area=False, nrows=ROWS + 100)]
        while rows and not rows[-1]:
            rows.pop()
        wide = max(map(len, rows), default=0)
        cells += len(rows) * wide
        if len(rows) > ROWS or wide > WIDTH or cells > CELLS:
            raise Refused("E081", f"工作表“{one.name}”太大（最多 {ROWS} 行、{WIDTH} 列）", "分成几个文件")
        sheet_formulas = worked.get(one.name, {})
        found = [[_cell(value, sheet_formulas.get((r, c))) for c, value in enumerate([*row, *[""] * (wide - len(row))])]
                 for r, row in enumerate(rows)]  # fmt: skip
        merges = [[*first, *last] for first, last in sheet.merged_cell_ranges or []]
        yield {
            "name": one.name,
            "rows": found,
            "hidden": sorted(hidden.get(one.name, ())),
            "merges": [m for m in merges if m[0] < len(rows) and m[1] < wide][:5000],
        }


def _trimmed(row: list[Any]) -> list[Any]:
    while row and row[-1] == "":
        row.pop()
    return row


def _cell(value: Any, worked: str | None) -> list[Any] | None:
    """A cell as kind and text; worked: `f` for a formula, `e` for one that came to an error."""
    formula = worked is not None
    if worked == "e":
        return ["error", str(value), True]
    if value == "" or value is None:
        return ["error", "", True] if formula else None
    if isinstance(value, bool):
        return ["truth", str(value).lower(), formula]
    if isinstance(value, float) and not math.isfinite(value):
        return ["error", str(value), formula]
    if isinstance(value, (int, float)):
        whole = value == int(value) if abs(value) < 1e15 else False
        return ["number", str(int(value)) if whole else repr(value), formula]
    if isinstance(value, datetime.datetime):
        return ["day", value.isoformat(), formula]
    if isinstance(value, datetime.date):
        return ["day", f"{value.isoformat()}T00:00:00", formula]
    if isinstance(value, (datetime.time, datetime.timedelta)):
        return ["hour", str(value).zfill(8), formula]
    return ["error" if str(value) in _ERRORS else "text", str(value), formula]


_ERRORS = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})
_WORKED = re.compile(
    rb"<c\b([^<>]*[^/<>])>(?:(?!</c>|<c\b).)*?<f[\s>/]", re.S
)  # each letter looked at once or twice
_BROKEN = re.compile(rb'<c\b([^<>]*\bt="e"[^<>]*)>')
_ROW = re.compile(rb'<row\b(?=([^<>]*))[^<>]*?\br="([0-9]{1,7})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_AT = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')


def _formulas(raw: bytes) -> tuple[dict[str, dict[tuple[int, int], str]], dict[str, set[int]]]:
    """By sheet, the cells that hold a formula and those that came to an error; and the rows that are hidden."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    hidden: dict[str, set[int]] = {}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = set(archive.namelist())
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
                found[html.unescape(name[1])] = _worked(xml)
                hidden[html.unescape(name[1])] = {
                    int(row[2]) - 1 for row in _ROW.finditer(xml) if _HIDDEN.search(row[1])
                }
    return found, hidden


def _worked(xml: bytes) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for pattern, mark in ((_WORKED, "f"), (_BROKEN, "e")):
        for cell in pattern.finditer(xml) if pattern is _BROKEN or b"<f" in xml else ():
            if at := _AT.search(cell[1]):
                found[int(at[2]) - 1, _column(at[1].decode())] = mark
    return found


def _column(name: str) -> int:
    """AB is 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1
