"""What is wrong with the scalars, keys and comments of one text, told while it is being read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NoReturn, Protocol, TypeAlias

from almanac.model.diagnostics import Fault, Place, shown
from almanac.parse import encoding, garbled, yaml_errors

Within: TypeAlias = dict[str, object] | list[object]

LONGEST = 20_000  # letters of one scalar
DEEPEST = 6  # lists and mappings one inside another

_TAIL = re.compile(r"(?<=[ \t])#")


class Mark(Protocol):
    """A place in the text, counted from 0."""

    line: int
    column: int
    index: int


class Event(Protocol):
    """What the parser read: a scalar, or the start of a list or mapping."""

    start_mark: Mark
    end_mark: Mark
    anchor: str | None
    tag: str | None
    style: str | None
    value: str


class Enough(Exception):
    """Reading ends here: what is wrong has been said, and what follows could not be told truly."""


class Scrutiny:
    """What was found on the way through one text, and what must be remembered to find it."""

    def __init__(self, file: str, text: str, curious: bool) -> None:
        self.file = file
        self.text = text
        self.curious = curious  # something is odd: look closer at every scalar
        self.faults: list[Fault] = []
        self.event: Event | None = None  # the last one read
        self.stack: list[Within] = []  # the lists and mappings around the one being filled
        self.spans: list[tuple[int, int]] = []  # where the scalars stand, to tell comments from text
        self.empties: dict[int, Fault] = {}  # by line: where a value is missing
        self.folded: list[tuple[Fault, int, int]] = []  # values over several lines: first and last row
        self.seen: dict[int, dict[str, str]] = {}  # of each mapping: what its keys look like
        self.twins: set[int] = set()  # lines with keys that look like others
        self.places: dict[tuple[str | int, ...], tuple[int, int]] | None = None  # asked for once
        self.colons = False  # a key may have a wrong colon: worth a look line by line
        self.stop: yaml_errors.Stop | None = None  # where the parser gave up

    # ------------------------------------------------------------ saying

    def say(self, code: str, message: str, example: str, once: bool = False) -> None:
        mark = self.event.start_mark if self.event else None
        place = Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)
        if not (once and any(fault.code == code for fault in self.faults)):
            self.faults.append(Fault(place, code, message, example))

    def enough(self, code: str, message: str, example: str) -> NoReturn:
        self.say(code, message, example)
        raise Enough

    # ------------------------------------------------------------ scalars

    def scalar(self, event: Event, text: str, key: str | None, is_key: bool) -> None:
        """A scalar stands on one line, is not empty, not too long, and has no odd letters."""
        start, end, style = event.start_mark, event.end_mark, event.style
        if len(text) > LONGEST:
            message = f"这段文字有 {len(text)} 个字，超过 {LONGEST} 个字的上限；请缩短"
            self.say("E022", message, "简介: 免费测血压、血糖，发放健康资料。")
        if not text.strip():
            self.empty(key, is_key)
            return
        if start.line != end.line and style not in ("|", ">"):
            if style in ('"', "'"):
                message = f"从这里开始的引号 {style} 没有在同一行关上；长文字请用 |"
                self.enough("E014", message, '名称: "天和广场“健康”义诊"')
            self.fold(start.line, end.line)
        if self.curious:
            self.look(event, text, key, is_key)

    def empty(self, key: str | None, is_key: bool) -> None:
        """A key and an entry have something after them; what is not known is left out."""
        if is_key:
            self.say("E031", "冒号前面没有名字", yaml_errors.NAME)
        elif key is None:
            self.say("E031", "“-”后面没有内容；不需要就删去这一行", "- 家庭健康促进")
        else:
            self.colons = self.colons or "：" in key or ":" in key  # {场次：1} is a key without a value
            name = shown(key, 20)
            message = f"“{name}”后面没有内容；不知道就删去这一行（要写下一层，下面的行要缩进两格）"
            self.say("E031", message, f"{name}: …")
        self.empties[self.faults[-1].place.line] = self.faults[-1]

    def fold(self, row: int, last: int) -> None:
        """A value without quotes does not go on in the next line, where it would be joined with a blank."""
        lines = self.text.split("\n")
        first, row = row, row + 1
        while row < last and not lines[row].strip():
            row += 1
        line = lines[row].rstrip()
        indent = re.match("[ \u3000]*", line)
        column = indent.end() if indent else 0
        found = shown(line.strip(), 20)
        place = Place(self.file, row + 1, column + 1)
        if "\u3000" in line[:column]:
            fault = Fault(place, "E010", yaml_errors.WIDE_INDENT, "  宣传: {场次: 1}")
        elif line[column:].startswith("- "):
            fault = Fault(place, "E016", yaml_errors.UNEVEN.format(found), yaml_errors.LEVEL)
        else:
            message = f"“{found}”接在上一行的值后面，会连成一句；一个值只写在一行，长文字请用 |"
            fault = Fault(place, "E040", message, "简介: |")
            self.colons = True
        self.faults.append(fault)
        self.folded.append((fault, first, last))

    def look(self, event: Event, text: str, key: str | None, is_key: bool) -> None:
        """What only text with something odd in it can have."""
        self.marks(event)
        start, style = event.start_mark, event.style
        begin = start.index if style not in ("|", ">") else self.text.find("\n", start.index) + 1
        self.spans.append((begin, event.end_mark.index))
        if "：" in text and not style:
            before = self.text[self.text.rfind("\n", 0, begin) + 1 : begin]
            self.colons = self.colons or is_key or (key is not None and not before.strip())
        if not is_key and style not in ("|", ">") and garbled.is_void(text):
            name = f"{shown(key, 20)}: …" if key else "- 家庭健康促进"
            message = f"“{shown(text, 20)}”是程序用来表示“没有”的记号，不是内容；不知道就删去这一行"
            self.say("E046", message, name)
        if encoding.ODD.search(text):
            span = encoding.Span(
                begin, event.end_mark.index, start.line + 1, start.column + 1, style or "", key
            )
            self.faults += encoding.in_scalar(self.file, self.text, span, text)

    # ------------------------------------------------------------ keys

    def key(self, event: Event, key: str, into: dict[str, object], first: Callable[[str], int]) -> None:
        """A key stands once in its mapping, and no two keys look the same; `first` is the line of a key."""
        name = shown(key, 20)
        if key == "<<" and not event.style:
            message = "“<<”是合并别处内容的程序记号，这里不用；请把内容直接写出来"
            self.say("E026", message, "宣传: {场次: 1}")
        elif key in into:
            self.say("E029", f"“{name}”写了两次（第 {first(key)} 行已经写过）；请只留一处", f"{name}: …")
        elif self.curious:
            seen = self.seen.setdefault(id(into), {})
            other = seen.setdefault(encoding.skeleton(key), key)
            if other != key:
                line = first(other)
                self.twins |= {line, event.start_mark.line + 1}
                message = f"“{name}”和第 {line} 行的“{shown(other, 20)}”看着一样，字符却不同（全角、外文或看不见的）"
                example = f"{shown(encoding.skeleton(key), 20)}: …"
                self.say("E030", message + "；请只留一处，用键盘重新打一遍", example)

    def path(self) -> list[str | int]:
        """The keys and numbers that lead to the mapping being filled."""
        return [next(reversed(w)) if isinstance(w, dict) else len(w) - 1 for w in self.stack[1:]]

    # ------------------------------------------------------------ what only programs write

    def opens(self, event: Event, is_key: bool) -> None:
        """A list, a mapping or an alias is no key, and does not lie too deep."""
        told = len(self.faults)
        self.marks(event)
        if is_key and len(self.faults) == told:
            message = "项目的名字必须是文字，这里却是括号或列表；如果值以 [ 或 { 开头，请加引号"
            self.say("E041", message, yaml_errors.NAME)
        if is_key:
            raise Enough
        if len(self.stack) >= DEEPEST:
            self.enough("E020", f"层次太深（超过 {DEEPEST} 层）；请检查括号和缩进", "成效: {宣传: {场次: 1}}")

    def marks(self, event: Event) -> None:
        """Anchors and tags are refused: they can say one thing to the reader and another to the program."""
        if event.anchor:
            name = shown(event.anchor, 20)
            message = (
                f"“&{name}”“*{name}”是引用别处内容的程序记号，这里不用；请直接写出内容，或给整个值加引号"
            )
            self.say("E023", message, f'名称: "*{name}"', once=True)
        elif event.tag:
            tag = shown(event.tag.replace("tag:yaml.org,2002:", "!!"), 20)
            message = f"“{tag}”是程序的类型记号（以 ! 开头），这里不用；请删去，或给整个值加引号"
            self.say("E024", message, '名称: "!重要通知"', once=True)

    def document(self, directives: bool, second: bool) -> None:
        """A file is one document, and has no directives."""
        if directives:
            self.say("E025", "行首的 % 是给程序用的指令，这里不用；请删去这一行", yaml_errors.NAME)
        if second:
            message = "“---”把文件分成了两份，后一份不会被读；请删去这一行，或拆成两个文件"
            self.enough("E027", message, yaml_errors.NAME)

    # ------------------------------------------------------------ afterwards

    def comments(self) -> None:
        """A comment stands on a line of its own; after a value, `#` would silently cut the value."""
        spans = iter(self.spans)
        begin, end = next(spans, (0, 0))
        last = self.spans[-1][1] if self.spans else 0
        done = 0  # where the line of the comment found last ends
        for found in _TAIL.finditer(self.text, 0, self.limit()):
            at = found.start()
            while end <= at and end < last:
                begin, end = next(spans)
            if at < done or begin <= at < end:
                continue
            start = self.text.rfind("\n", 0, at) + 1
            done = self.text.find("\n", at)
            done = len(self.text) if done < 0 else done
            if before := self.text[start:at].strip(" \t"):
                self.comment(start, at, before, shown(self.text[at:done].strip(), 20))

    def limit(self) -> int:
        """How far comments can be told from text: to the line where the parser gave up."""
        if self.stop is None:
            return len(self.text)
        return sum(len(line) + 1 for line in self.stop.lines[: self.stop.row])

    def comment(self, start: int, at: int, before: str, rest: str) -> None:
        place = encoding.place_of(self.file, self.text, at)
        name = shown(before.rstrip(":").lstrip("- "), 20)
        if place.line in self.empties and before.endswith((":", "-")):
            empty = self.empties.pop(place.line)
            self.faults = [fault for fault in self.faults if fault is not empty]
            message = f"值以 # 开头，会被当作说明丢掉；请给整个值加引号：“{rest}”"
            self.faults.append(Fault(place, "E033", message, f'{name}: "{rest}"' if name else f'- "{rest}"'))
            return
        head, colon, value = before.partition(": ")
        message = f"“{rest}”会被当作说明丢掉；是值的一部分就给整个值加引号，是说明就另起一行"
        whole = f'{shown(head, 20)}: "{shown(value.strip(), 20)} {rest}"' if colon else "# 说明单独写一行"
        self.faults.append(Fault(place, "E032", message, whole))

    def told(self, value: object) -> list[Fault]:
        """All that was found, with why it stopped; a file holds something, and more than one bare text."""
        if self.stop:
            fault = yaml_errors.explain(self.stop)
            line = fault.place.line  # a value missing or running on just there is the same mistake
            same = [f for f, first, last in self.folded if first <= line <= last + 2]
            same += [f for at, f in self.empties.items() if at in (line, line - 1)]
            return [*(f for f in self.faults if f not in same), fault]
        if not self.faults and value is None:
            message = "文件里只有说明，没有内容；不需要就删去这个文件"
            return [Fault(Place(self.file), "E002", message, yaml_errors.NAME)]
        if not self.faults and isinstance(value, str):
            message = f"整个文件只有一段文字“{shown(value, 20)}”，没有“名: 值”"
            return [Fault(Place(self.file), "E042", message, yaml_errors.NAME)]
        above = {fault.place.line - 1 for fault in self.faults if fault.code == "E010"}
        return [fault for fault in self.faults if fault.code != "E031" or fault.place.line not in above]

    def unquoted(self) -> bool:
        """A quotation mark was left open: what follows cannot be told from text."""
        return (self.stop is not None and "quoted" in self.stop.context) or any(
            fault.code == "E014" for fault in self.faults
        )
