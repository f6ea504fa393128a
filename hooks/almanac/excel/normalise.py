"""What is put right in a cell without asking, each by a rule with a name; whatever else is odd stays for the checks."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from almanac.excel.reader import Cell
from almanac.model import filings
from almanac.model.fields import JOIN, PRESENT, Column, Value
from almanac.parse import cells, dates, encoding, numbers


class Customs(NamedTuple):
    """What spelling depends on: the year, and the notice's categories by the names people call them."""

    year: int
    categories: Mapping[str, str]


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
_LOST_ZERO = re.compile(r"(73[0145-9]|74[346])-?([2-8][0-9]{6,7})")
_RISKY = "=+-@\t\r＝＋－＠'"
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\t]")
_SAME: tuple[tuple[str, str], ...] = (
    ("已举办", "已完成 已开展 已办 完成 已结束 结束 已举行 举办 已办结 已实施"),
    ("计划", "计划中 拟办 待开展 未开展 拟开展 筹备中 待举办 未举办"),
    ("取消", "已取消 取消了 不办了"),
    ("延期", "已延期 推迟 已推迟 改期"),
    ("办结", "已办 已办结 完成 已完成"),
    ("在办", "办理中 正在办 进行中"),
    ("未办", "没办 未开始"),
    ("是", "√ ✓ ✔ 有 Y y TRUE true 对"),
    ("否", "× ✗ x X 无 N n FALSE false"),
    ("线下", "现场 现场活动 线下活动"),
    ("线上", "网上 网络 线上活动 直播"),
    ("线上线下", "线上+线下 线上线下结合 线下线上 线上和线下 线上、线下"),
    ("文字", "文字稿件 文字稿 图文"),
    ("音视频", "视频 音频 音视频稿件 音频、视频 音频、视频稿件 视频稿件 电视 广播"),
    ("国家级", "国家 全国 中央级 中央"),
    ("省级", "省"),
    ("市级", "市 市州级 市州 地市级"),
    ("县级", "县 县区级 区县级 县市区级 县市区 县(市区)级"),
    ("市州", "市 市级 市州级"),
    ("乡镇", "乡 镇 乡镇级 街道 乡镇街道"),
    ("村社区", "村 社区 村级 社区级 村居 村居社区"),
    ("县市区", "县 县级 县区 区县 县市区级"),
    ("乡镇街道", "乡 镇 乡镇 乡镇级 街道"),
    ("村居社区", "村 社区 村级 村居 村社区 村(居) 村、社区"),
    ("本级", "本单位 本协会 自己"),
)


def repaired(column: Column, cell: Cell, customs: Customs) -> Spelt:
    """A cell as the value of its field."""
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
    spelling = _Spelling(customs, rules)
    value = spelling.whole(column, text)
    return Spelt(value, tuple(dict.fromkeys(spelling.rules)), spelling.beside)


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
            return _serial(cell.text, customs.year, key)
        number = float(cell.text)
        if abs(number) >= 1e15:
            message = "这个数超过 15 位，Excel 已经把后几位改成了零；请把格子设为“文本”，重新填写"
            return "", [], Doubt("E086", message, f"{key}: {column.example}")
        whole = str(int(number)) if number == int(number) else cell.text
        if key in ("电话", "咨询") and (lost := _LOST_ZERO.fullmatch(whole)):
            return f"0{lost[1]}-{lost[2]}", ["区号补零"], None
        return whole, [], None
    if cell.kind == "truth":
        return ("是" if cell.text == "true" else "否"), ["是非格"], None
    return cell.text[:5], ["钟点格"], None


def _day(text: str, hours: bool) -> str:
    """2021-05-29T08:30:00 as a record has it."""
    return f"{text[:10]} {text[11:16]}" if hours and text[11:16] not in ("00:00", "") else text[:10]


def _serial(text: str, year: int, key: str) -> tuple[str, list[str], Doubt | None]:
    """A number in the place of a date: a serial of Excel's, 5.29, or 20210529."""
    number = float(text)
    if number == int(number) and int(number) in _SERIAL:
        day = datetime.date(1899, 12, 30) + datetime.timedelta(days=int(number))
        return day.isoformat(), ["Excel 的日期序号"], None
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


# ---------------------------------------------------------------- the words of one field


class _Spelling:
    """Spells the texts of one cell, and keeps the rules that were used."""

    def __init__(self, customs: Customs, rules: list[str]) -> None:
        self.customs, self.rules = customs, rules
        self.beside: dict[str, str] = {}

    def whole(self, column: Column, text: str) -> Value:
        """The value of the cell, every text in it spelt."""
        if text == PRESENT:
            return text
        value = cells.read(column, text)
        if column.is_list and not text.startswith("[") and column.sort != "parts":
            self._list(column, text, value)
        return cells.respelt(column, value, self.one)

    def _list(self, column: Column, text: str, items: list[str]) -> None:
        """Items parted in another way than ours are named as a change."""
        if cells.written(column, items) != text:
            self.rules.append("几项之间的分隔")

    def one(self, column: Column, text: str) -> str:
        """One text of a field."""
        if column.sort == "number":
            return text if numbers.is_count(text) else self._number(column, text)
        if column.sort in ("moment", "date"):
            good = filings.when if column.sort == "moment" else filings.date
            return text if _is(good, text) else self._moment(column, text)
        if column.choices:
            return self._choice(column, text)
        if column.path == ("类别",):
            return self._category(text)
        if column.path[-1] in ("电话", "咨询"):
            return self._phone(text)
        return text

    def _number(self, column: Column, text: str) -> str:
        new, rules = numbers.spelt(column.path[-1], text)
        self.rules += rules
        return new

    def _moment(self, column: Column, text: str) -> str:
        said = dates.spelt(text, self.customs.year, column.sort == "moment")
        self.rules += said.rules
        if said.end and column.path[-1] == "开始":
            self.beside[JOIN.join((*column.path[:-1], "结束"))] = said.end
        elif said.end:
            return text
        if said.note and column.path == ("开始",):
            self.beside["时间说明"] = said.note
        elif said.note:
            return text
        return said.text

    def _choice(self, column: Column, text: str) -> str:
        bare = text.replace("（", "(").replace("）", ")")
        meant = [word for word, others in _SAME if word in column.choices and bare in others.split()]
        if text in column.choices or len(meant) != 1:
            return text
        self.rules.append("同样意思的词")
        return meant[0]

    def _category(self, text: str) -> str:
        bare = re.sub(r"^[（(]?[一二三四五六0-9]+[）)、.．]\s*", "", text)
        meant = self.customs.categories.get(bare)
        if meant is None or meant == text:
            return text
        self.rules.append("类别改用通知里的名称")
        return meant

    def _phone(self, text: str) -> str:
        lost = _LOST_ZERO.fullmatch(text)
        if lost is None:
            return text
        self.rules.append("区号补零")
        return f"0{lost[1]}-{lost[2]}"


def _is(good: object, text: str) -> bool:
    """Whether a record takes the text as it is."""
    try:
        good(text)  # type: ignore[operator]  # one of the scalar readers of records
    except PydanticCustomError:
        return False
    return True


def customs(year: int, notice: filings.Notice | None) -> Customs:
    """The categories by their titles, their codes, and their names with 开展 before and 活动 after."""
    names: dict[str, str] = {}
    for one in notice.categories if notice else ():
        for word in (one.name, one.title, one.slug, f"{one.name}活动", f"开展{one.name}活动", f"开展{one.name}",
                     one.title.removeprefix("开展"), one.title.removeprefix("组织")):  # fmt: skip
            names.setdefault(word, one.name)
    return Customs(year, names)
