"""What a person most likely did where the YAML parser gave up, in plain Chinese and at the right place."""

from __future__ import annotations

import re
from typing import NamedTuple

from almanac.faults import Fault, Place, shown


class Stop(NamedTuple):
    """Where and why the parser gave up; rows and columns from 0."""

    problem: str
    row: int
    column: int
    context: str = ""
    context_row: int = -1
    context_column: int = -1
    last_row: int = -1  # where the last thing that was read began
    last_end: tuple[int, int] = (-1, -1)  # and ended


_KEY = r"[^\s:：#\"'\[\]{},&*!|>@`%?-][^\s:：#\"'\[\]{},]{0,19}"
_WIDE = re.compile(rf"[ \u3000]*(?:- +)*({_KEY}) *(：)")
_TIGHT = re.compile(rf"[ \u3000]*(?:- +)*(\"{_KEY}\"|{_KEY})(:)(?=[^\s/:])")
_BLOCK = re.compile(r"( *)(?:- +)*(?:[^#\"']*[:：] *)?[|>][+-]?[0-9]?[+-]? *$")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")


def structure(lines: list[str]) -> list[int]:
    """The rows that hold keys: not comments, not inside a block of text, not inside brackets still open."""
    rows: list[int] = []
    block = -1  # indentation of the key whose block of text we are in
    opened = 0
    for row, line in enumerate(lines):
        bare = line.strip(" ")
        indent = len(line) - len(line.lstrip(" "))
        if block >= 0 and (not bare or indent > block):
            continue
        block = -1
        if not bare or bare.startswith("#"):
            continue
        if opened <= 0:
            rows.append(row)
            opened = 0
        if opened == 0 and (found := _BLOCK.match(line)):
            block = len(found[1])
            continue
        outside = _QUOTED.sub("", line)
        opened += sum(map(outside.count, "[{")) - sum(map(outside.count, "]}"))
    return rows


class Colon(NamedTuple):
    """A key whose colon is full-width or has no space after it."""

    row: int
    column: int
    key: str
    wide: bool
    rest: str

    def fault(self, file: str) -> Fault:
        key = shown(self.key)
        example = f"{key}: {shown(self.rest.strip(), 20) or '…'}"
        if self.wide:
            message = f"“{key}”后面用了全角冒号“：”，这一行没有被认出来；请换成半角冒号加一个空格"
            return Fault(Place(file, self.row + 1, self.column + 1), "E012", message, example)
        message = f"“{key}”的冒号后面少了一个空格"
        return Fault(Place(file, self.row + 1, self.column + 1), "E013", message, example)


_FLOW_KEY = re.compile(rf"(?<=[{{,]) *({_KEY})(?: *(：)|(:)(?=[^\s/:]))")


def colons(lines: list[str]) -> list[Colon]:
    """Every key whose colon is full-width or has no space after it; asked only where something is wrong."""
    found: list[Colon] = []
    for row in structure(lines):
        line = lines[row]
        if match := _WIDE.match(line):
            found.append(Colon(row, match.start(2), match[1], True, line[match.end() :]))
        elif match := _TIGHT.match(line):
            found.append(Colon(row, match.start(2), match[1].strip('"'), False, line[match.end() :]))
        if "{" not in line:
            continue
        for match in _FLOW_KEY.finditer(_QUOTED.sub(lambda m: '"' * len(m[0]), line)):
            rest = re.split("[,}]", line[match.end() :])[0]
            if (at := match.start(2) if match[2] else match.start(3)) not in {
                c.column for c in found if c.row == row
            }:
                found.append(Colon(row, at, match[1], bool(match[2]), rest))
    return found


def mended(lines: list[str], found: list[Colon]) -> tuple[list[str], dict[int, list[int]]]:
    """The lines with those colons put right, and by row the columns where a letter was put in."""
    lines = list(lines)
    shifts: dict[int, list[int]] = {}
    for colon in sorted(found, reverse=True):
        line = lines[colon.row]
        gap = "" if line[colon.column + 1 : colon.column + 2] in (" ", "") else " "
        lines[colon.row] = f"{line[: colon.column]}:{gap}{line[colon.column + 1 :]}"
        if gap:
            shifts.setdefault(colon.row, []).append(colon.column)
    return lines, shifts


def original(place: Place, shifts: dict[int, list[int]]) -> Place:
    """The place in the file as it was before `mended`."""
    columns = shifts.get(place.line - 1)
    if not columns:
        return place
    column = place.column
    for at in sorted(columns, reverse=True):
        column -= column > at + 2 + sum(other < at for other in columns)
    return place._replace(column=max(1, column))


# ---------------------------------------------------------------- the parser's words in ours

LEVEL = "同一层的各行，行首空格一样多"
_CLOSER = {"[": "]", "{": "}", "(": ")"}


def explain(file: str, lines: list[str], stop: Stop) -> Fault:
    """One sentence for where the parser gave up: what was found there and what would be right."""
    row, column = min(stop.row, len(lines) - 1), stop.column
    if stop.row >= len(lines):
        column = len(lines[row])
    line = lines[row]
    at = line[column : column + 1]
    problem, context = stop.problem, stop.context

    def fault(code: str, message: str, example: str, row: int = row, column: int = column) -> Fault:
        return Fault(Place(file, row + 1, column + 1), code, message, example)

    if odd := _odd_indent(lines, (row, stop.context_row, stop.last_row)):
        return fault("E010", "行首有全角空格，缩进要用普通空格；每缩进一层用两个", "  宣传: {场次: 1}", *odd)
    if "quoted scalar" in context and "end of stream" in problem or "document indicator" in problem:
        start = stop.context_column
        mark = lines[stop.context_row][start : start + 1]
        return fault(
            "E014", f"从这里开始的引号 {mark} 没有关上", '名称: "天和广场“健康”义诊"', stop.context_row, start
        )
    if "escape" in problem:
        column = max(0, line.rfind("\\", 0, column + 1))
        found = shown(line[column : column + 2], 8)
        message = f"双引号里的“{found}”会被当成特殊记号；要写 \\ 这个符号，请改用单引号"
        return fault("E034", message, "文件: 'D:\\照片'", row, column)
    if "flow" in context:
        return _bracket(file, lines, stop)
    if "directive" in context or "directive" in problem or at == "%" and column == 0:
        return fault(
            "E025", "行首的 % 是给程序用的指令，这里不用；请删去这一行", "名称: 天和广场健康义诊", row, 0
        )
    if at in "@`%*&!?|>" and at or any(w in context for w in ("alias", "anchor", "tag", "block scalar")):
        column = stop.context_column if "scanning a" in context else column
        row = stop.context_row if "scanning a" in context else row
        return _special(file, lines[row], row, column)
    if "block sequence entries" in problem or at == "-" and "not allowed" in problem:
        return fault("E016", "“- ”开头的条目要另起一行，不能跟在冒号后面", "类别: [家庭健康促进]")
    if at in "]}" and at:
        return fault(
            "E015", f"这里多了一个“{at}”，前面没有和它配对的", "类别: [家庭健康促进, 群众性主题宣传]"
        )
    if "node content" in problem:
        return fault("E015", f"这里不该有“{shown(at)}”", "类别: [家庭健康促进, 群众性主题宣传]")
    if "document start" in problem:
        if any(re.fullmatch(r"\.\.\. *", text) for text in lines[:row]):
            return fault(
                "E027", "“...”把文件分成了两份，后一份不会被读；请删去那一行", "名称: 天和广场健康义诊"
            )
        return fault("E016", f"“{shown(line.strip(), 20)}”前面的空格和上面同层的行不一样多", LEVEL)
    if line[:column].strip() and stop.last_end[0] == row and "did not find expected key" in problem:
        rest = shown(line[column:].strip(), 20)
        return fault(
            "E019",
            f"引号或括号已经关上，后面又多出“{rest}”；请把整个值放进一对引号",
            '名称: "“天和”广场义诊"',
        )
    if "mapping values are not allowed" in problem:
        return _second_colon(file, lines, stop)
    if "could not find expected ':'" in problem:
        row = max(stop.context_row, 0)
        indent = len(lines[row]) - len(lines[row].lstrip(" "))
        found = shown(lines[row].strip(), 20)
        above = [r for r in structure(lines) if r < row]
        if above and _BLOCK.match(lines[above[-1]]):
            message = f"上面的“|”表示下面是长文字，“{found}”这一行要缩进两格"
            return fault("E016", message, LEVEL, row, indent)
        message = f"这一行“{found}”没有冒号，看不出是哪一项；长文字请在上一行写 | 再缩进两格"
        return fault("E042", message, "地点: 天和广场", row, indent)
    return _indentation(file, lines, row, column) or fault(
        "E011",
        f"读到“{shown(line[column:].strip() or line.strip(), 20)}”这里读不下去了，这一行或上一行的写法有误",
        "名称: 天和广场健康义诊",
    )


def _odd_indent(lines: list[str], rows: tuple[int, ...]) -> tuple[int, int] | None:
    for row in rows:
        if 0 <= row < len(lines) and (found := re.match("[ -]*\u3000", lines[row])):
            return row, found.end() - 1
    return None


def _special(file: str, line: str, row: int, column: int) -> Fault:
    at = line[column : column + 1]
    rest = shown(line[column:].strip(), 20)
    place = Place(file, row + 1, column + 1)
    if at in "|>" and at:
        message = f"“{at}”后面不能再写字；长文字从下一行写起，并缩进两格"
        return Fault(place, "E017", message, "简介: |")
    if at in "&*" and at:
        message = f"值以“{at}”开头，会被当成程序记号；请给整个值加引号"
        return Fault(place, "E017", message, f'名称: "{rest}"')
    return Fault(place, "E017", f"值不能以“{shown(at)}”开头；请给整个值加引号", f'名称: "{rest}"')


def _bracket(file: str, lines: list[str], stop: Stop) -> Fault:
    """A bracket not closed, closed by another kind, or without a comma between two entries."""
    row, column = stop.context_row, stop.context_column
    opener = lines[row][column : column + 1] if 0 <= row < len(lines) else ""
    if stop.row < len(lines) and opener:
        line = lines[stop.row]
        at = line[stop.column : stop.column + 1]
        here = Place(file, stop.row + 1, stop.column + 1)
        if "node content" in stop.problem and at:
            return Fault(
                here,
                "E015",
                f"这里多了一个“{shown(at)}”，或少写了一项",
                "类别: [家庭健康促进, 群众性主题宣传]",
            )
        if at and at in "]})" and at != _CLOSER.get(opener):
            message = f"“{opener}”开头的要用“{_CLOSER.get(opener, '')}”收尾，这里却是“{at}”"
            return Fault(here, "E015", message, "宣传: {场次: 1, 人数: 800余}")
        if stop.row == row and at == ":":
            message = "大括号里有一项写了两个冒号；请给值加引号"
            return Fault(here, "E018", message, '宣传: {说明: "主题: 健康"}')
        if stop.row == row and at:
            message = f"“{shown(line[stop.column :].strip(), 12)}”前面少了逗号，或者引号没有包住整个值"
            return Fault(here, "E015", message, '类别: ["家庭健康促进", "群众性主题宣传"]')
    message = f"从这里开始的括号“{opener}”没有在这一行关上"
    return Fault(Place(file, row + 1, column + 1), "E015", message, "类别: [家庭健康促进, 群众性主题宣传]")


def _second_colon(file: str, lines: list[str], stop: Stop) -> Fault:
    """A colon where no key can be: inside a value, or on a line that is indented too far."""
    line = lines[stop.row]
    if 0 <= stop.last_row < stop.row:
        indent = len(line) - len(line.lstrip(" "))
        message = f"“{shown(line[: stop.column].strip())}”前面的空格和上面同层的行不一样多"
        return Fault(Place(file, stop.row + 1, indent + 1), "E016", message, LEVEL)
    key, _, rest = line.partition(": ")
    message = f"“{shown(key.strip())}”的值里还有冒号；请给整个值加引号，或把里面的冒号改成全角“：”"
    return Fault(
        Place(file, stop.row + 1, stop.column + 1),
        "E018",
        message,
        f'{shown(key.strip())}: "{shown(rest.strip(), 20)}"',
    )


def _indentation(file: str, lines: list[str], row: int, column: int) -> Fault | None:
    """A line that stands on no level above it, or mixes `- ` entries with keys."""
    line = lines[row]
    indent = len(line) - len(line.lstrip(" "))
    if column > indent or not line.strip():
        return None
    place = Place(file, row + 1, indent + 1)
    found = shown(line.strip(), 20)
    levels = {len(lines[i]) - len(lines[i].lstrip(" ")) for i in structure(lines) if i < row}
    if indent in levels and line[indent:].startswith("- "):
        return Fault(
            place,
            "E016",
            f"“{found}”以“- ”开头，上面同层的行却不是；一层里要么都是“- ”，要么都是“名: 值”",
            "- 名称: 天和广场健康义诊",
        )
    if indent in levels:
        return Fault(
            place,
            "E016",
            f"“{found}”和上面各行不在一层：上面是“- ”开头的条目，这里却不是",
            "- 名称: 天和广场健康义诊",
        )
    return Fault(place, "E016", f"“{found}”前面的空格数和上面哪一层都对不上", LEVEL)
