"""What is put right in a cell without asking, each by a rule with a name; whatever else is odd stays for the checks."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from almanac.excel.reader import Cell
from almanac.model.fields import JOIN, Column, Value
from almanac.parse import encoding, numbers, spelling
from almanac.parse.customs import Customs


class Doubt(NamedTuple):
    """Why a cell cannot be taken: the fault's code, sentence and example."""

    code: str
    message: str
    example: str


class Spelt(NamedTuple):
    """A cell as it is read: its value (None: nothing), the rules by which it was changed, the cells beside it that it fills."""

    value: Value | None
    rules: tuple[str, ...] = ()
    beside: Mapping[str, str] = {}
    doubt: Doubt | None = None


_NOTHING = re.compile(r"[/／\\、—－–-]{1,4}|无|没有|不适用|暂无|N/?A|n/?a|\.")
_SERIAL = range(36526, 73051)  # the years 2000 to 2099
_RISKY = "=+-@\t\r＝＋－＠'"
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\t]")


def repaired(column: Column, cell: Cell, customs: Customs, day: str = "") -> Spelt:
    """A cell as the value of its field; day: of the beginning, where the end may be an hour alone."""
    if cell.kind == "error":
        message = f"这一格是“{cell.text}”，公式没有算出来" if cell.text else "这一格的公式没有算出结果"
        return Spelt(None, doubt=Doubt("E089", f"{message}；请直接写上要报的内容", column.example))
    rules: list[str] = ["公式只取结果"] if cell.formula else []
    if cell.kind != "text":
        text, more, doubt = _typed(column, cell, customs)
        if doubt:
            return Spelt(None, tuple(rules), {}, doubt)
        rules += more
    else:
        text, more = _lettered(column, cell.text)
        rules += more
    if not text:
        return Spelt(None, tuple(rules))
    if _NOTHING.fullmatch(text) and _may_be_nothing(column, text):
        return Spelt(None, (*rules, f"“{text}”当作没有填"))
    spell = spelling.Spelling(customs)
    value = spell.whole(column, text, day)
    beside = {JOIN.join((*column.path[:-1], key)): said for key, said in spell.beside.items()}
    return Spelt(value, tuple(dict.fromkeys([*rules, *spell.rules])), beside)


def _may_be_nothing(column: Column, text: str) -> bool:
    """A dash in a field that may be left out; 无 only where it cannot mean zero or be an answer."""
    han = "一" <= text[0] <= "鿿"
    return not column.required and not (han and column.sort in ("number", "choice", "date", "moment")) and not (
        column.sort == "choice" and text in column.choices
    )  # fmt: skip


# ---------------------------------------------------------------- cells that Excel has typed


def _typed(column: Column, cell: Cell, customs: Customs) -> tuple[str, list[str], Doubt | None]:
    """The text of a number, date, hour or truth value as Excel keeps it."""
    key, is_day = column.path[-1], column.sort in ("date", "moment")
    if cell.kind == "day":
        if is_day:
            return _day(cell.text, column.sort == "moment"), [], None
        if column.sort in ("number", "line", "words", "choice"):
            message = f"Excel 把这一格变成了日期 {cell.text[:10]}，原来写的是什么看不出来了；请把格子设为“文本”，重新填写"
            return "", [], Doubt("E086", message, f"{key}: {column.example}")
        return cell.text[:10], ["日期格写成文字"], None
    if cell.kind == "number":
        if is_day:
            return _serial(cell.text, customs.year, key, column.sort == "moment")
        number = float(cell.text)
        if abs(number) >= 1e15:
            message = "这个数超过 15 位，Excel 已经把后几位改成了零；请把格子设为“文本”，重新填写"
            return "", [], Doubt("E086", message, f"{key}: {column.example}")
        whole = _shown(number)
        if key in ("电话", "咨询") and (lost := spelling.LOST_ZERO.fullmatch(whole)):
            return f"0{lost[1]}-{lost[2]}", ["区号补零"], None
        return whole, [], None
    if cell.kind == "truth":
        return ("是" if cell.text == "true" else "否"), ["是非格"], None
    return cell.text[:5], ["钟点格"], None


def _shown(number: float) -> str:
    """A number as Excel shows it: 120.00000000000001, as sums come out, is 120."""
    near = round(number)
    return str(near) if abs(number - near) <= 1e-9 * max(1.0, abs(number)) else f"{number:.12g}"


def _day(text: str, hours: bool) -> str:
    """2021-05-29T08:30:00 as a record has it."""
    return f"{text[:10]} {text[11:16]}" if hours and text[11:16] not in ("00:00", "") else text[:10]


def _serial(text: str, year: int, key: str, hours: bool) -> tuple[str, list[str], Doubt | None]:
    """A number in the place of a date: a serial of Excel's, 5.29, or 20210529."""
    number = float(text)
    if int(number) in _SERIAL:
        days, minutes = divmod(round(number * 1440), 1440)
        day = datetime.date(1899, 12, 30) + datetime.timedelta(days=days)
        clock = f"{minutes // 60:02}:{minutes % 60:02}"
        return _day(f"{day.isoformat()}T{clock}", hours), ["Excel 的日期序号"], None
    if re.fullmatch(r"[1-9]\.[123]|1[0-2]\.[123]", text):
        month, _, tens = text.partition(".")
        message = f"Excel 把这一格当成了小数 {text}，看不出是 {month}月{tens}日 还是 {month}月{tens}0日；请写成几月几日"
        return "", [], Doubt("E086", message, f"{key}: {year}-{int(month):02}-{tens}0")
    return (str(int(number)) if number == int(number) else text), [], None


# ---------------------------------------------------------------- letters


def _lettered(column: Column, raw: str) -> tuple[str, list[str]]:
    """A text without what nobody sees, and with the letters that are meant."""
    text, rules = raw.replace("\r\n", "\n").replace("\r", "\n"), []
    if text[:1] == "'" and text[1:2] in _RISKY and len(text) > 1:
        text = text[1:]  # as we write it ourselves, see `guarded`

    def changed(new: str, rule: str) -> str:
        if new != text:
            rules.append(rule)
        return new

    text = changed(encoding.INVISIBLE.sub("", text), "去掉看不见的字符")
    text = changed("".join(c for c in text if c == "\n" or unicodedata.category(c) != "Cc" or c == "\t"), "去掉看不见的字符")  # fmt: skip
    text = changed(_BLANKS.sub(" ", text), "特殊的空格")
    text = changed(text.strip(" \u3000\n"), "去掉首尾空白")
    if column.sort == "words":
        text = changed(text.replace("┋", "、"), "多选的分隔")
        text = changed(_BRACKETED.sub(r"\1", text), "去掉方括号")
    if not column.is_joinable and not (column.sort == "number" and numbers.is_several(text)):
        text = changed(re.sub(r"(?<=[一-鿿，、（）])[ \u3000]*\n[ \u3000]*(?=[一-鿿，、（）])", "", text), "一格里的换行")  # fmt: skip
        text = changed(re.sub(r"\s*\n\s*", " ", text), "一格里的换行")
    while found := _first_misleading(text, column.sort == "prose" and "\n" in text):
        text = changed(found[1], _LETTERS[found[0]])
    return text, rules


def _first_misleading(text: str, block: bool) -> tuple[str, str] | None:
    """The code of the first sort of misleading letters that has a plain form, and the text in that form."""
    found = ((code, right) for _, code, _, right in encoding.misleading(text, block))
    return next(
        ((code, right) for code, right in found if code in _LETTERS and right and right != text), None
    )


_BRACKETED = re.compile(r"^\[([^\[\]{}\"]+)\]$")  # a list as records write it, which JSON is not
_LETTERS = {"E035": "部首改汉字", "E036": "特殊符号", "E037": "全角改半角", "E039": "附加符号"}


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula; reading takes the mark off again."""
    return f"'{text}" if text[:1] and text[0] in _RISKY else text
