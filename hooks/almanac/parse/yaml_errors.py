"""What a person most likely did where the YAML parser gave up, in plain Chinese and at the right place."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from almanac.model.diagnostics import Fault, Place, shown


class Stop(NamedTuple):
    """Where and why the parser gave up; rows and columns from 0, -1 where there is none."""

    file: str
    lines: list[str]
    problem: str
    row: int
    column: int
    context: str = ""
    context_row: int = -1
    context_column: int = -1
    last_row: int = -1  # where the last thing that was read began
    last_end: int = -1  # the row in which it ended
    levels: frozenset[int] = frozenset()  # the indentations that lines with keys have, above this row
    block: bool = False  # the line with a key above this one ends in `|`

    @property
    def line(self) -> str:
        return self.lines[self.row]

    @property
    def at(self) -> str:
        """The letter the parser stopped at; nothing at the end of a line."""
        return self.line[self.column : self.column + 1]

    @property
    def indent(self) -> int:
        return len(self.line) - len(self.line.lstrip(" "))

    def fault(self, code: str, message: str, example: str, row: int = -1, column: int = -1) -> Fault:
        """A fault where the parser stopped, or at another row and column."""
        place = Place(
            self.file, (self.row if row < 0 else row) + 1, (self.column if column < 0 else column) + 1
        )
        return Fault(place, code, message, example)


NAME = "名称: 天和广场健康义诊"
LIST = "类别: [家庭健康促进, 群众性主题宣传]"
LEVEL = "同一层的各行，行首空格一样多"
WIDE_INDENT = "行首有全角空格，缩进要用普通空格；每缩进一层用两个"
UNEVEN = "“{}”前面的空格和上面同层的行不一样多"
_CLOSER = {"[": "]", "{": "}"}


def explain(stop: Stop) -> Fault:
    """The first explanation that fits; that the line cannot be read, if none does."""
    if stop.row >= len(stop.lines):
        stop = stop._replace(row=len(stop.lines) - 1, column=len(stop.lines[-1]))
    for explanation in EXPLANATIONS:
        if fault := explanation(stop):
            return fault
    found = shown(stop.line[stop.column :].strip() or stop.line.strip(), 20)
    return stop.fault("E011", f"读到“{found}”这里读不下去了，这一行或上一行的写法有误", NAME)


def _wide_indent(stop: Stop) -> Fault | None:
    """Full-width blanks at the head of a line are no indentation."""
    for row in (stop.row, stop.context_row, stop.last_row):
        if 0 <= row < len(stop.lines) and (found := re.match("[ -]*\u3000", stop.lines[row])):
            return stop.fault("E010", WIDE_INDENT, "  宣传: {场次: 1}", row, found.end() - 1)
    return None


def _open_quote(stop: Stop) -> Fault | None:
    """A quotation mark is closed in its own line."""
    if "quoted scalar" not in stop.context or "escape" in stop.problem or stop.context_row < 0:
        return None
    mark = stop.lines[stop.context_row][stop.context_column : stop.context_column + 1]
    message = f"从这里开始的引号 {mark} 没有关上"
    return stop.fault("E014", message, '名称: "天和广场“健康”义诊"', stop.context_row, stop.context_column)


def _escape(stop: Stop) -> Fault | None:
    """In double quotes a backslash begins a sign of YAML's own."""
    if "escape" not in stop.problem:
        return None
    column = max(0, stop.line.rfind("\\", 0, stop.column + 1))
    found = shown(stop.line[column : column + 2], 8)
    message = f"双引号里的“{found}”会被当成特殊记号；要写 \\ 这个符号，请改用单引号"
    return stop.fault("E034", message, "文件: 'D:\\照片'", -1, column)


def _bracket(stop: Stop) -> Fault | None:
    """A bracket is closed by its own kind, in its own line, with commas between the entries."""
    if "flow" not in stop.context or not 0 <= stop.context_row < len(stop.lines):
        return None
    opener = stop.lines[stop.context_row][stop.context_column : stop.context_column + 1]
    closer, at = _CLOSER.get(opener, ""), stop.at
    if "node content" in stop.problem and at:
        return stop.fault("E015", f"这里多了一个“{shown(at)}”，或少写了一项", LIST)
    if at and at in "]})" and closer and at != closer:
        message = f"“{opener}”开头的要用“{closer}”收尾，这里却是“{at}”"
        return stop.fault("E015", message, "宣传: {场次: 1, 人数: 800余}")
    if stop.row == stop.context_row and at == ":":
        return stop.fault("E018", "括号里有一项写了两个冒号；请给值加引号", '宣传: {说明: "主题: 健康"}')
    if stop.row == stop.context_row and at:
        rest = shown(stop.line[stop.column :].strip(), 12)
        message = f"“{rest}”前面少了逗号，或者引号没有包住整个值"
        return stop.fault("E015", message, '类别: ["家庭健康促进", "群众性主题宣传"]')
    message = f"从这里开始的括号“{opener}”没有在这一行关上"
    return stop.fault("E015", message, LIST, stop.context_row, stop.context_column)


def _directive(stop: Stop) -> Fault | None:
    """A % at the head of a line is a directive, which records do not have."""
    if "directive" in stop.context or "directive" in stop.problem or (stop.at == "%" and not stop.column):
        return stop.fault("E025", "行首的 % 是给程序用的指令，这里不用；请删去这一行", NAME, -1, 0)
    return None


def _special_start(stop: Stop) -> Fault | None:
    """A value that begins with a sign of YAML's own stands in quotes."""
    within = any(word in stop.context for word in ("an alias", "an anchor", "a tag", "block scalar"))
    if within:
        stop = stop._replace(row=stop.context_row, column=stop.context_column)
    at = stop.at
    if not within and (not at or at not in "@`%*&!?|>"):
        return None
    if at in "|>":
        return stop.fault("E017", f"“{at}”后面不能再写字；长文字从下一行写起，并缩进两格", "简介: |")
    rest = shown(stop.line[stop.column :].strip(), 20)
    return stop.fault("E017", f"值不能以“{shown(at)}”开头；请给整个值加引号", f'名称: "{rest}"')


def _entry_in_value(stop: Stop) -> Fault | None:
    """An entry `- ` begins a line of its own."""
    if "block sequence entries" not in stop.problem:
        return None
    return stop.fault("E016", "“- ”开头的条目要另起一行，不能跟在冒号后面", "类别: [家庭健康促进]")


def _stray_sign(stop: Stop) -> Fault | None:
    """A closing bracket or a comma has something to close or to part."""
    at = stop.at
    if at and at in "]}":
        return stop.fault("E015", f"这里多了一个“{at}”，前面没有和它配对的", LIST)
    return stop.fault("E015", f"这里不该有“{shown(at)}”", LIST) if "node content" in stop.problem else None


def _second_document(stop: Stop) -> Fault | None:
    """A file is one document, whose lines all begin at the left edge."""
    if "document start" not in stop.problem:
        return None
    if any(re.fullmatch(r"\.\.\. *", line) for line in stop.lines[: stop.row]):
        return stop.fault("E027", "“...”把文件分成了两份，后一份不会被读；请删去那一行", NAME)
    return stop.fault("E016", UNEVEN.format(shown(stop.line.strip(), 20)), LEVEL)


def _after_the_end(stop: Stop) -> Fault | None:
    """After a closing quotation mark or bracket nothing follows in the line."""
    begun = stop.line[: stop.column].strip() and stop.last_end == stop.row
    if not begun or not stop.problem.startswith("did not find expected"):
        return None
    rest = shown(stop.line[stop.column :].strip(), 20)
    message = f"引号或括号已经关上，后面又多出“{rest}”；请把整个值放进一对引号"
    return stop.fault("E019", message, '名称: "“天和”广场义诊"')


def _second_colon(stop: Stop) -> Fault | None:
    """A colon where no key can be: inside a value, or on a line that is indented too far."""
    if "found unexpected ':'" in stop.problem:
        return stop.fault("E018", "括号里的值带着冒号；请给这个值加引号", '宣传: {说明: "主题:健康"}')
    if "mapping values are not allowed" not in stop.problem:
        return None
    if 0 <= stop.last_row < stop.row:
        message = UNEVEN.format(shown(stop.line[: stop.column].strip(), 20))
        return stop.fault("E016", message, LEVEL, -1, stop.indent)
    key, _, rest = stop.line.partition(": ")
    name = shown(key.strip(), 20)
    message = f"“{name}”的值里还有冒号；请给整个值加引号，或把里面的冒号改成全角“：”"
    return stop.fault("E018", message, f'{name}: "{shown(rest.strip(), 20)}"')


def _no_colon(stop: Stop) -> Fault | None:
    """Every line with a key has a colon."""
    if "could not find expected ':'" not in stop.problem:
        return None
    stop = stop._replace(row=max(stop.context_row, 0))
    found = shown(stop.line.strip(), 20)
    if found[:1] in ("[", "{"):
        return stop.fault("E015", f"从这里开始的括号“{found[:1]}”没有在这一行关上", LIST, -1, stop.indent)
    if stop.block:
        message = f"上面的“|”表示下面是长文字，“{found}”这一行要缩进两格"
        return stop.fault("E016", message, LEVEL, -1, stop.indent)
    message = f"这一行“{found}”没有冒号，看不出是哪一项；长文字请在上一行写 | 再缩进两格"
    return stop.fault("E042", message, "地点: 天和广场", -1, stop.indent)


def _uneven(stop: Stop) -> Fault | None:
    """A line stands on a level that a line above it has, and a level holds either keys or `- ` entries."""
    if stop.column > stop.indent or not stop.line.strip():
        return None
    found = shown(stop.line.strip(), 20)
    if stop.indent not in stop.levels:
        message = f"“{found}”前面的空格数和上面哪一层都对不上"
        return stop.fault("E016", message, LEVEL, -1, stop.indent)
    if stop.line[stop.indent :].startswith("- "):
        message = f"“{found}”以“- ”开头，上面同层的行却不是；一层里要么都是“- ”，要么都是“名: 值”"
    else:
        message = f"“{found}”和上面各行不在一层：上面是“- ”开头的条目，这里却不是"
    return stop.fault("E016", message, f"- {NAME}", -1, stop.indent)


EXPLANATIONS: tuple[Callable[[Stop], Fault | None], ...] = (
    _wide_indent,
    _open_quote,
    _escape,
    _bracket,
    _directive,
    _special_start,
    _entry_in_value,
    _stray_sign,
    _second_document,
    _after_the_end,
    _second_colon,
    _no_colon,
    _uneven,
)
