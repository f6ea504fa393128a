"""The sheet that says how to fill in the others: the rules, and every field with what it means and how it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from almanac.documents.xlsx import FONT, GREY, HEADS
from almanac.excel.normalise import guarded
from almanac.model.fields import Column, columns
from almanac.model.filings import Kind
from almanac.parse import cells, yaml_reader

GUIDE = "填写说明"
_TEXT = {"font_name": FONT, "font_size": 11, "text_wrap": True, "valign": "top"}
_RULES = (
    "一行一条记录；不知道的不填，没有填的算“不知道”，不算零。",
    "“填报”一列：写“示例”“照去年”的行不收。照去年办的，改好时间再把“照去年”删去；要改已经报过的，改那一行，或写“更正”。",
    "数照材料写：800余、近300、约50、1.2万，不写单位。日期写 2021-05-29、5月29日 都行，可以带 上午 或 08:30。",
    "几项写在一格里，用“、”隔开；“其他”这样的，一行写一样：宣传资料 800余 份。",
    "每一列的意思，点一下格子就有提示；下面也列着。右边还有不常用的列，点表格上方的“+”展开。",
    "走访、慰问对象和未成年人的姓名、身份证号、手机号、住址门牌都不要写。",
    "删去一行不会删去已经报过的记录。填好以后发给县市区，由他们收表；收不了的行会标红，写明为什么，改好再交就行。",
)  # fmt: skip


def ways(kind: Kind) -> dict[str, str]:
    """How each field is written, in a few words; parts are written one a line here."""
    words = {"date": "日期", "moment": "日期，可带钟点或半天；没定写“待定”", "number": "数，可带 余 多 近 约，不写单位", "words": "几项用“、”隔开",
             "lines": "几条各写一行", "choice": "从下拉里选"}  # fmt: skip
    found = {column.head: words.get(column.sort, "") for column in columns(kind)}
    return found | {c.head: f"一样写一行，如“{_short_part(c)}”" for c in columns(kind) if c.sort == "parts"}


def _short_part(column: Column) -> str:
    value, _ = yaml_reader.parse("", f"例: {column.example}\n".encode())
    items = value["例"] if isinstance(value, dict) else []
    return (
        cells.written(column, items).split("\n")[0]
        if items
        else "；".join(f"{part.head}：…" for part in column.parts if part.required)
    )


def write(book: Any, kinds: Sequence[Kind], year: int) -> None:
    """Add the sheet to a workbook."""
    page = book.add_worksheet(GUIDE)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    head = book.add_format({"font_name": HEADS, "font_size": 14})
    plain = book.add_format(_TEXT)
    for place, wide in enumerate((22, 8, 46, 40, 40)):
        page.set_column(place, place, wide)
    page.write_string(0, 0, "怎样填这张表", head)
    for row, words in enumerate(_RULES, 1):
        page.merge_range(row, 0, row, 4, f"{row}. {words.replace('2021-', f'{year}-')}", plain)
        page.set_row(row, 18 if len(words) < 70 else 34)
    row = len(_RULES) + 2
    for kind in kinds:
        page.write_string(row, 0, f"“{kind.name}”的各列", head)
        row = _fields(book, page, row + 1, kind, year) + 1


def _fields(book: Any, page: Any, row: int, kind: Kind, year: int) -> int:
    """A table of the fields of a kind; gives the row after it."""
    bold = book.add_format({"font_name": HEADS, "font_size": 11, "bg_color": GREY, "border": 1})
    cell = book.add_format({**_TEXT, "border": 1, "border_color": "#D9D9D9"})
    for place, words in enumerate(("列", "必填", "意思", "写法", "例")):
        page.write_string(row, place, words, bold)
    how = ways(kind)
    for line, column in enumerate(columns(kind), row + 1):
        needed = "必填" if column.required else ""
        example = "" if column.sort == "parts" else column.example_in(year).strip("[]").replace(", ", "、")
        texts = (column.head, needed, column.meaning, how[column.head] or "文字", example)
        for place, text in enumerate(texts):
            page.write_string(line, place, guarded(text), cell)
        if max(map(len, texts)) > 20:
            page.set_row(line, 30)
    return row + len(columns(kind)) + 1
