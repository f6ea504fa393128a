"""Text to records: the only module that knows YAML; every scalar is text, and no bytes make it raise."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from yaml.cyaml import CParser
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from almanac import letters, slips
from almanac.faults import Fault, Place, closest, is_error, shown
from almanac.records import Kind, Record

Value: TypeAlias = Union[str, "list[Value]", "dict[str, Value]"]  # noqa: UP007
Loc: TypeAlias = tuple[str | int, ...]

DEEPEST = 6
MOST = 2_000
LONGEST = 20_000
KEY = "<key>"

_WIDE_KEY = re.compile(r"(?m)^[ \u3000]*(?:- +)*[^\s:：#\"'][^\s:：#\"']{0,30} *：|[{,] *[^\s:：,{}]{1,20}：")
_SIGNS = re.compile(r"[\s\[{,][&*!]|^[&*!]|<<")  # what YAML takes for itself
_CUT = re.compile(r"\S[ \t]+#")  # a comment after something
_TAIL = re.compile(r"(?<=[ \t])#")


class _Reading:
    """One pass over the events of one text, and what was found wrong on the way."""

    def __init__(self, file: str, text: str, curious: bool) -> None:
        self.file = file
        self.text = text
        self.curious = curious
        self.lines = text.split("\n") if curious else []
        self.faults: list[Fault] = []
        self.spans: list[tuple[int, int]] = []  # where the scalars stand, to tell comments from text
        self.stop: slips.Stop | None = None  # where the parser gave up
        self.colons = False  # a key may have a wrong colon: worth a look line by line
        self.folded: list[tuple[Fault, int, int]] = []  # values over several lines
        self.firsts: dict[Loc, tuple[int, int]] | None = None

    def say(self, event: Event, code: str, message: str, example: str, once: bool = False) -> None:
        if not (once and any(f.code == code for f in self.faults)):
            mark = event.start_mark
            self.faults.append(
                Fault(Place(self.file, mark.line + 1, mark.column + 1), code, message, example)
            )

    def value(self) -> Value | None:
        """The value of the text; None where it stops. A loop of its own because each record passes it."""
        curious, longest = self.curious, len(self.text) > LONGEST
        stack: list[tuple[Any, Any]] = []
        root: list[Value] = []
        into: Any = root  # the list or mapping being filled
        key: str | None = None  # the key that waits for its value
        keyed = False  # `into` is a mapping
        nodes = 0
        event: Any = None
        try:
            parser = CParser(self.text)
            following = parser.get_event
            while True:
                event = following()
                kind = event.__class__
                if kind is ScalarEvent:
                    text = event.value
                    if curious or not text or " " in text or "\n" in text:
                        if not self.scalar(event, text, keyed and key is None, key, stack):
                            return None
                    elif longest and len(text) > LONGEST:
                        self.too_long(event, text)
                    if not keyed:
                        into.append(text)
                        nodes += 1
                    elif key is None:
                        key = text
                        if key in into:
                            self.twice(event, key, stack, into)
                        elif curious:
                            self.lookalike(event, key, into)
                    else:
                        into[key] = text
                        key = None
                        nodes += 1
                elif kind is MappingStartEvent or kind is SequenceStartEvent:
                    if keyed and key is None:
                        self.say(event, "E041", "项目的名字必须是文字，这里却是括号或列表；如果值以 [ 或 { 开头，请加引号",
                                 "名称: 天和广场健康义诊")  # fmt: skip
                        return None
                    if curious:
                        self.marks(event)
                    child: Any = {} if kind is MappingStartEvent else []
                    if keyed:
                        into[key] = child
                    else:
                        into.append(child)
                    stack.append((into, key))
                    into, key, keyed = child, None, kind is MappingStartEvent
                    nodes += 1
                    if len(stack) > DEEPEST:
                        self.say(
                            event,
                            "E020",
                            f"层次太深（超过 {DEEPEST} 层）；请检查括号和缩进",
                            "成效: {宣传: {场次: 1}}",
                        )
                        return None
                elif kind is MappingEndEvent or kind is SequenceEndEvent:
                    into, _ = stack.pop()
                    key, keyed = None, into.__class__ is dict
                elif kind is AliasEvent:
                    self.anchor(event)
                    if keyed and key is None:
                        return None
                    if keyed:
                        into[key], key = "", None
                    else:
                        into.append("")
                    nodes += 1
                elif kind is DocumentStartEvent:
                    if not self.document(event, bool(root)):
                        break
                elif kind is StreamEndEvent:
                    break
                if nodes > MOST:
                    self.say(event, "E021", f"内容太多（超过 {MOST} 项）；请拆成几个文件", "每场活动一个文件")
                    return None
        except YAMLError as error:
            self.gave_up(error, event)
            return None
        return root[0] if root else None

    # ------------------------------------------------------------ one scalar

    def scalar(
        self, event: ScalarEvent, text: str, is_key: bool, key: str | None, stack: list[tuple[Any, Any]]
    ) -> bool:
        """Whether reading can go on after this scalar; says what is wrong with it."""
        start, end, style = event.start_mark, event.end_mark, event.style
        if len(text) > LONGEST:
            self.too_long(event, text)
        if not text.strip():
            self.empty(event, key, is_key)
            return True
        if style not in ("|", ">") and start.line != end.line:
            if style in ('"', "'"):
                message = f"从这里开始的引号 {style} 没有在同一行关上"
                self.say(event, "E014", message + "；长文字请用 |", '名称: "天和广场“健康”义诊"')
                return False
            self.fold(event, text)
        if self.curious:
            self.marks(event)
            self.look(event, text, is_key, key)
        return True

    def empty(self, event: ScalarEvent, key: str | None, is_key: bool) -> None:
        if is_key:
            self.say(event, "E031", "冒号前面没有名字", "名称: 天和广场健康义诊")
        elif key is None:
            self.say(event, "E031", "“-”后面没有内容；不需要就删去这一行", "- 家庭健康促进")
        else:
            self.colons = self.colons or "：" in key or ":" in key  # {场次：1} is a key without a value
            name = shown(key, 20)
            message = f"“{name}”后面没有内容；不知道就删去这一行（要写下一层，下面的行要缩进两格）"
            self.say(event, "E031", message, f"{name}: …")

    def fold(self, event: ScalarEvent, text: str) -> None:
        """A value without quotes stays on one line."""
        self.lines = self.lines or self.text.split("\n")
        start, end = event.start_mark, event.end_mark
        row = start.line + 1
        while row < end.line and not self.lines[row].strip():
            row += 1
        line = self.lines[row]
        indent = re.match("[ \u3000]*", line)
        column = indent.end() if indent else 0
        if "\u3000" in line[:column]:
            message = "行首有全角空格，缩进要用普通空格；每缩进一层用两个"
            self.faults.append(Fault(Place(self.file, row + 1, column), "E010", message, "  宣传: {场次: 1}"))
            return
        found = shown(line.strip(), 20)
        if line[column:].startswith("- "):
            message = f"“{found}”前面的空格和上面同层的行不一样多"
            self.faults.append(Fault(Place(self.file, row + 1, column + 1), "E016", message, slips.LEVEL))
            return
        message = f"“{found}”接在上一行的值后面，会连成一句；一个值只写在一行，长文字请用 |"
        fault = Fault(Place(self.file, row + 1, column + 1), "E040", message, "简介: |")
        self.faults.append(fault)
        self.folded.append((fault, start.line, end.line))
        self.colons = True

    def look(self, event: ScalarEvent, text: str, is_key: bool, key: str | None) -> None:
        """What only text with odd letters can have: misleading letters, escapes, wide colons."""
        start, style = event.start_mark, event.style
        begin = start.index
        if style in ("|", ">"):
            begin = self.text.find("\n", begin) + 1
        self.spans.append((begin, event.end_mark.index))
        if is_key:
            if text == "<<" and style == "":
                self.say(
                    event,
                    "E026",
                    "“<<”是合并别处内容的程序记号，这里不用；请把内容直接写出来",
                    "宣传: {场次: 1}",
                )
            self.colons = self.colons or "：" in text
        elif style == "" and "：" in text and key is not None:
            self.colons = self.colons or not self.lines[start.line][: start.column].strip()
        if letters.ODD.search(text):
            self.odd(event, text, is_key, key)

    def odd(self, event: ScalarEvent, text: str, is_key: bool, key: str | None) -> None:
        """Odd letters in a scalar: written as escapes, at its edges, or looking like others."""
        start, style = event.start_mark, event.style
        line = self.lines[start.line]
        if style == '"' and "\\" in line:
            bad = [c for c in text if letters.ODD.match(c) and not c.isprintable()]
            if bad:
                message = f"引号里的 \\ 写法变成了看不见的字符（U+{ord(bad[0]):04X}）；请删去它，换行请用 |"
                self.say(event, "E034", message, "名称: 天和广场健康义诊")
                return
        if style == "" and (text[0] == "\u3000" or text[-1] == "\u3000"):
            message = "这里多了全角空格，请删去，或改成普通空格"
            at = start.column if text[0] == "\u3000" else start.column + len(text) - 1
            self.faults.append(
                Fault(Place(self.file, start.line + 1, at + 1), "E010", message, "  宣传: {场次: 1}")
            )
        for at, code, message, right in letters.misleading(text, style in ("|", ">")):
            place = self.within(event, text, at)
            example = (
                shown(right, 60)
                if is_key or not right or key is None
                else f"{shown(key, 20)}: {shown(right, 60)}"
            )
            self.faults.append(Fault(place, code, message, example))

    def within(self, event: ScalarEvent, text: str, at: int) -> Place:
        """The place of the letter `at` of a scalar, as near as the way it is written tells."""
        found = self.text.find(text[at], event.start_mark.index, event.end_mark.index)
        if found < 0:
            return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)
        return Place(self.file, self.text.count("\n", 0, found) + 1, found - self.text.rfind("\n", 0, found))

    def too_long(self, event: ScalarEvent, text: str) -> None:
        message = f"这段文字有 {len(text)} 个字，超过 {LONGEST} 个字的上限；请缩短"
        self.say(event, "E022", message, "简介: 免费测血压、血糖，发放健康资料。")

    # ------------------------------------------------------------ keys

    def twice(
        self, event: ScalarEvent, key: str, stack: list[tuple[Any, Any]], into: dict[str, Value]
    ) -> None:
        """A key stands once in its mapping."""
        if self.firsts is None:
            self.firsts = places(self.text)
        path: list[str | int] = []
        for parent, name in stack[1:]:
            path.append(len(parent) - 1 if name is None else name)
        line, _ = self.firsts.get((*path, key, KEY), (0, 0))
        name = shown(key, 20)
        message = (
            f"“{name}”写了两次（第 {line} 行已经写过）；请只留一处"
            if line
            else f"“{name}”写了两次；请只留一处"
        )
        self.say(event, "E029", message, f"{name}: …")

    def lookalike(self, event: ScalarEvent, key: str, into: dict[str, Value]) -> None:
        """Two keys of one mapping must not look the same."""
        seen = letters.skeleton(key)
        for other in into:
            if other != key and letters.skeleton(other) == seen:
                message = f"“{shown(key, 20)}”和上面的“{shown(other, 20)}”看着一样，其实用了不同的字符（全角、外文字母或看不见的字符）"
                self.say(event, "E030", message + "；请只留一处，用键盘重新打一遍", f"{shown(seen, 20)}: …")
                line = event.start_mark.line + 1
                self.faults[:] = [
                    f for f in self.faults if f.place.line != line or f.code not in _LETTER_CODES
                ]
                return

    # ------------------------------------------------------------ what only programs write

    def marks(self, event: Any) -> None:
        """Anchors and tags are refused: they can say one thing to the reader and another to the program."""
        if event.anchor:
            self.anchor(event)
        elif event.tag:
            message = f"“{shown(event.tag, 20)}”是给程序用的类型记号（以 ! 开头），这里不用；请删去，或给整个值加引号"
            self.say(event, "E024", message, '名称: "!重要通知"', once=True)

    def anchor(self, event: Any) -> None:
        name = shown(event.anchor, 20)
        message = (
            f"“&{name}”“*{name}”是引用别处内容的程序记号，这里不用；请把内容直接写出来，或给整个值加引号"
        )
        self.say(event, "E023", message, f'名称: "*{name}"', once=True)

    def document(self, event: DocumentStartEvent, second: bool) -> bool:
        """One file, one document, and no directives."""
        if event.version or event.tags:
            self.say(
                event, "E025", "行首的 % 是给程序用的指令，这里不用；请删去这一行", "名称: 天和广场健康义诊"
            )
        if second:
            self.say(
                event,
                "E027",
                "“---”把文件分成了两份，后一份不会被读；请删去这一行，或拆成两个文件",
                "名称: 天和广场健康义诊",
            )
        return not second

    def gave_up(self, error: YAMLError, event: Any) -> None:
        if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
            self.stop = slips.Stop(str(error), 0, 0)
            return
        problem, context = error.problem_mark, error.context_mark
        last = event if event is not None else None
        self.stop = slips.Stop(
            error.problem or "",
            problem.line,
            problem.column,
            error.context or "",
            context.line if context else -1,
            context.column if context else -1,
            last.start_mark.line if last else -1,
            (last.end_mark.line, last.end_mark.column) if last else (-1, -1),
        )

    # ------------------------------------------------------------ comments

    def comments(self) -> None:
        """A comment stands on a line of its own; after a value, `#` would silently cut the value."""
        if "#" not in self.text:
            return
        spans = iter(self.spans)
        begin, end = next(spans, (0, 0))
        last = self.spans[-1][1] if self.spans else 0
        done = -1
        for found in _TAIL.finditer(self.text):
            at = found.start()
            start = self.text.rfind("\n", 0, at) + 1
            before = self.text[start:at].strip(" \t")
            while end <= at and end < last:
                begin, end = next(spans, (last, last))
            if not before or start <= done or begin <= at < end:
                continue
            if self.stop and self.text.count("\n", 0, at) >= self.stop.row:
                break
            done = at
            self.comment(start, at, before)

    def comment(self, start: int, at: int, before: str) -> None:
        line = self.text.count("\n", 0, start) + 1
        rest = self.text[at:].split("\n", 1)[0].strip()
        place = Place(self.file, line, at - start + 1)
        emptied = [f for f in self.faults if f.code == "E031" and f.place.line == line]
        name = shown(before.rstrip(":").lstrip("- "), 20)
        if emptied and before.endswith((":", "-")):
            self.faults[:] = [f for f in self.faults if f not in emptied]
            message = f"值以 # 开头，会被当作说明丢掉；请给整个值加引号：“{shown(rest, 20)}”"
            self.faults.append(
                Fault(
                    place,
                    "E033",
                    message,
                    f'{name}: "{shown(rest, 20)}"' if name else f'- "{shown(rest, 20)}"',
                )
            )
            return
        head, colon, value = before.partition(": ")
        message = f"# 后面的“{shown(rest[1:].strip(), 20)}”会被当作说明丢掉；是值的一部分就给整个值加引号，是说明就另起一行"
        whole = (
            f'{shown(head, 20)}: "{shown(value.strip(), 20)} {shown(rest, 20)}"'
            if colon
            else "# 说明单独写一行"
        )
        self.faults.append(Fault(place, "E032", message, whole))


_LETTER_CODES = ("E008", "E035", "E036", "E037", "E038", "E039")


def parse(file: str, raw: bytes) -> tuple[Value | None, list[Fault]]:
    """The mapping or list a file holds, every scalar as text; None with at least one error otherwise."""
    text, faults = letters.decode(file, raw)
    if text is None:
        return None, faults
    curious = (
        bool(faults)
        or letters.ODD.search(text) is not None
        or ("#" in text and _CUT.search(text) is not None)
        or ("：" in text and _WIDE_KEY.search(text) is not None)
        or (("&" in text or "*" in text or "!" in text or "<<" in text) and _SIGNS.search(text) is not None)
    )
    if not curious:
        reading = _Reading(file, text, False)
        value = reading.value()
        if value is not None and not (reading.faults or reading.colons or value.__class__ is str):
            return value, faults
    return _examined(file, text, faults)


def _examined(file: str, text: str, faults: list[Fault]) -> tuple[Value | None, list[Fault]]:
    """The slow way, for text in which something is odd or wrong: look at everything and say all of it."""
    text, found, doubt = letters.odd_letters(file, text)
    faults += found
    if doubt:
        return None, faults
    reading = _Reading(file, text, True)
    value = reading.value()
    wrong = []
    if (reading.stop or reading.colons or isinstance(value, str)) and not _unquoted(reading):
        wrong = slips.colons(reading.lines)
    if wrong:
        lines, shifts = slips.mended(reading.lines, wrong)
        reading = _Reading(file, "\n".join(lines), True)
        value = reading.value()
        reading.comments()
        faults += [colon.fault(file) for colon in wrong]
        faults += [f._replace(place=slips.original(f.place, shifts)) for f in _told(reading, value)]
    else:
        reading.comments()
        faults += _told(reading, value)
    hidden = {f.place.line for f in faults if f.code == "E030"}
    faults = [f for f in faults if f.code != "E008" or f.place.line not in hidden]
    return (None if any(map(is_error, faults)) else value), sorted(set(faults))


def _unquoted(reading: _Reading) -> bool:
    """A quotation mark left open: what follows cannot be told from text."""
    stop = reading.stop
    return any(f.code == "E014" for f in reading.faults) or (stop is not None and "quoted" in stop.context)


def _told(reading: _Reading, value: Value | None) -> list[Fault]:
    """What one reading found, with why it stopped; a file must hold something, and more than one bare text."""
    told = list(reading.faults)
    if reading.stop:
        fault = slips.explain(reading.file, reading.lines, reading.stop)
        folded = [f for f, start, end in reading.folded if start <= reading.stop.row <= end + 1]
        near = (fault.place.line, fault.place.line - 1)  # an empty value there is the same mistake
        told = [f for f in told if f not in folded and not (f.code == "E031" and f.place.line in near)]
        told.append(fault)
    elif value is None and not told:
        message = "文件里只有说明，没有内容；不需要就删去这个文件"
        told.append(Fault(Place(reading.file), "E002", message, "名称: 天和广场健康义诊"))
    elif isinstance(value, str) and not told:
        message = f"整个文件只有一段文字“{shown(value, 20)}”，没有“名: 值”"
        told.append(Fault(Place(reading.file), "E042", message, "名称: 天和广场健康义诊"))
    return told


def places(text: str) -> dict[Loc, tuple[int, int]]:
    """Line and column of each value, and of each key at `(*loc, "<key>")`; as far as the text can be read."""
    found: dict[Loc, tuple[int, int]] = {}
    stack: list[list[Any]] = []  # [kind, next index or waiting key]
    loc: list[str | int] = []
    try:
        parser = CParser(text)
        while not isinstance(event := parser.get_event(), (DocumentEndEvent, StreamEndEvent)):
            if not isinstance(event, (ScalarEvent, AliasEvent, MappingStartEvent, SequenceStartEvent)):
                if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
                    stack.pop()
                    if loc:
                        loc.pop()
                continue
            at = (event.start_mark.line + 1, event.start_mark.column + 1)
            top = stack[-1] if stack else None
            if top and top[0] and top[1] is None and isinstance(event, ScalarEvent):
                top[1] = event.value
                found.setdefault((*loc, event.value, KEY), at)
                continue
            step: tuple[str | int, ...] = () if top is None else (top[1] if top[1] is not None else "?",)
            found.setdefault((*loc, *step), at)
            if top:
                top[1] = None if top[0] else top[1] + 1
            if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
                if len(stack) >= DEEPEST:
                    break
                is_map = isinstance(event, MappingStartEvent)
                stack.append([is_map, None if is_map else 0])
                loc += step
    except YAMLError:
        pass
    return found


# ---------------------------------------------------------------- records


def read(file: str, raw: bytes, kind: Kind) -> tuple[list[Record], list[Fault]]:
    """The records of one file; with any fault in a record, that record is not among them."""
    value, faults = parse(file, raw)
    if value is None or isinstance(value, str):
        return [], faults
    if isinstance(value, list) and not kind.many:
        message = f"“{kind.name}”一个文件只写一份，不能写成“- ”开头的列表"
        return [], [*faults, Fault(Place(file), "E103", message, _example_lines(kind.model))]
    many = isinstance(value, list)
    records: list[Record] = []
    refused: list[tuple[Loc, Value, list[ErrorDetails]]] = []
    for index, item in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(item, dict):
            try:
                records.append(kind.model.model_validate(item))
            except ValidationError as error:
                refused.append(((index,) if many else (), item, error.errors(include_url=False)))
        else:
            refused.append(((index,), item, []))
    if refused:
        where = places(raw.decode("utf-8").removeprefix("\ufeff"))
        for base, item, errors in refused:
            faults += _refusals(file, kind.model, where, base, item, errors)
        faults = sorted(set(faults))
    return records, faults


def _refusals(
    file: str,
    model: type[BaseModel],
    where: dict[Loc, tuple[int, int]],
    base: Loc,
    item: Value,
    errors: list[ErrorDetails],
) -> list[Fault]:
    """pydantic's errors on one item as faults: one for each place, our own sentence before a general one."""
    if not isinstance(item, dict):
        message = (
            f"这一条是一段文字“{shown(item)}”，应当是几行“名: 值”"
            if isinstance(item, str)
            else "这一条多套了一层列表"
        )
        return [Fault(Place(file, *where.get(base, (1, 1))), "E103", message, _example_lines(model, "- "))]
    best: dict[Loc, tuple[int, Fault]] = {}
    for error in errors:
        loc, kind = _within(item, error["loc"]), error["type"]
        if kind == "missing":
            loc = (*loc, str(error["loc"][-1]))
            place = where.get((*base, *loc[:-1], KEY)) or where.get((*base, *loc[:-1])) or (1, 1)
        elif kind == "extra_forbidden":
            place = where.get((*base, *loc, KEY), (1, 1))
        else:
            place = where.get((*base, *loc)) or where.get((*base, *loc, KEY)) or (1, 1)
        owner, field = _field(model, loc)
        rank, fault = _refusal(Place(file, *place), error, loc, owner, field)
        if loc not in best or rank < best[loc][0]:
            best[loc] = (rank, fault)
    return [fault for _, fault in best.values()]


def _within(item: Value, loc: tuple[int | str, ...]) -> Loc:
    """The part of pydantic's loc that names values of the item: names of union members are left out."""
    found: list[int | str] = []
    here: Value = item
    for step in loc:
        if isinstance(here, dict) and isinstance(step, str) and step in here:
            here = here[step]
        elif isinstance(here, list) and isinstance(step, int) and 0 <= step < len(here):
            here = here[step]
        else:
            continue
        found.append(step)
    return tuple(found)


def _models(annotation: Any) -> list[type[BaseModel]]:
    """The models an annotation can hold, through lists, unions and Annotated."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models(inner)]


def _choices(annotation: Any) -> list[str]:
    """The words a Literal or an enumeration allows, through lists, unions and Annotated."""
    if get_origin(annotation) is Literal:
        return [str(word) for word in get_args(annotation)]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(word.value) for word in annotation]
    return [word for inner in get_args(annotation) for word in _choices(inner)]


def _alias(name: str, field: FieldInfo) -> str:
    return field.alias or name


def _field(model: type[BaseModel], loc: Loc) -> tuple[type[BaseModel], FieldInfo | None]:
    """The model and the field a loc speaks of."""
    owner, field = model, None
    for step in loc:
        if isinstance(step, int):
            continue
        if field is not None:
            inner = _models(field.annotation)
            owner = next(
                (m for m in inner if any(_alias(n, f) == step for n, f in m.model_fields.items())),
                inner[0] if inner else owner,
            )
        field = next((f for n, f in owner.model_fields.items() if _alias(n, f) == step), None)
    return owner, field


def _flow(value: Any) -> str:
    """A value of an example as it is written on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_flow, value)) + "]"
    text = str(value)
    return f'"{text}"' if re.search(r"^[\s&*!|>@`%#?\[{'\"-]|: |:$| #", text) else text


def _example(key: str, field: FieldInfo | None) -> str:
    """`key: value` from the field's own example."""
    examples = list(field.examples or []) if field else []
    extra = field.json_schema_extra if field else None
    if not examples and isinstance(extra, dict) and isinstance(extra.get("examples"), list):
        examples = list(extra["examples"])  # type: ignore[arg-type]
    return f"{key}: {_flow(examples[0])}" if examples else f"{key}: …"


def _example_lines(model: type[BaseModel], lead: str = "") -> str:
    name, field = next(
        iter((n, f) for n, f in model.model_fields.items() if f.is_required()),
        next(iter(model.model_fields.items())),
    )
    return lead + _example(_alias(name, field), field)


_SHAPES = {
    "list": ("应当是几项，写在方括号里", ("list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type")),
    "dict": ("应当是几行“名: 值”，或写在大括号里", ("model_type", "model_attributes_type", "dict_type", "dataclass_type", "mapping_type")),
    "str": ("应当只写一个值", ("string_type", "int_type", "float_type", "bool_type", "date_type", "datetime_type", "time_type", "decimal_type")),
}  # fmt: skip
_FOUND = {str: "一段文字", list: "方括号或“- ”开头的几项", dict: "几行“名: 值”或大括号"}
_CODE = re.compile(r"[EW][0-9]{3}")


def _refusal(
    place: Place, error: ErrorDetails, loc: Loc, owner: type[BaseModel], field: FieldInfo | None
) -> tuple[int, Fault]:
    """One pydantic error as a fault; the smaller the rank, the more it says of the mistake."""
    kind, found = error["type"], error.get("input")
    ctx: dict[str, Any] = error.get("ctx") or {}
    key = next((str(step) for step in reversed(loc) if isinstance(step, str)), "")
    example = _example(key, field) if key else _example_lines(owner)
    value = shown(found, 24) if isinstance(found, str) else ""
    if _CODE.fullmatch(kind):
        return 0, Fault(place, kind, error["msg"], str(ctx.get("example", example)))
    if kind == "missing":
        inside = next((str(step) for step in reversed(loc[:-1]) if isinstance(step, str)), "")
        where = f"“{inside}”里" if inside else ""
        return 1, Fault(place, "E101", f"{where}缺少“{key}”这一项", example)
    if kind == "extra_forbidden":
        return 1, _unknown(place, key, owner)
    for shape, (words, kinds) in _SHAPES.items():
        if kind in kinds and not (shape == "str" and isinstance(found, str)):
            told = _FOUND.get(type(found), "别的写法")
            if isinstance(found, str) and "：" in found and not re.search("https?:", found):
                message = f"“{key}”{words}，这里是“{value}”；里面的冒号可能应是半角“:”加空格"
            elif isinstance(found, str):
                message = f"“{key}”{words}，这里是{told}“{value}”"
            else:
                message = f"“{key}”{words}，这里却是{told}"
            return 3, Fault(place, "E103", message, example)
    if kind in ("literal_error", "enum") or (choices := _choices(field.annotation) if field else []):
        choices = _choices(field.annotation) if field else []
        if not choices:
            choices = re.findall("'([^']+)'", str(ctx.get("expected", "")))
        if isinstance(found, str) or not isinstance(found, (list, dict)):
            return 1, _unlisted(place, key, str(found), choices)
        return 3, Fault(
            place,
            "E103",
            f"“{key}”应当只写一个值，这里却是{_FOUND[type(found)]}",
            f"{key}: {choices[0] if choices else '…'}",
        )
    return _measure(place, kind, ctx, key, value, example)


def _unknown(place: Place, key: str, owner: type[BaseModel]) -> Fault:
    """A key no field has; the nearest one is offered."""
    aliases = {_alias(name, field): field for name, field in owner.model_fields.items()}
    near = closest(key, aliases)
    if near:
        return Fault(
            place, "E102", f"没有“{shown(key, 20)}”这一项；是不是“{near}”？", _example(near, aliases[near])
        )
    some = "、".join(list(aliases)[:30])
    return Fault(place, "E102", f"没有“{shown(key, 20)}”这一项；可以写的有：{some}", _example_lines(owner))


def _unlisted(place: Place, key: str, found: str, choices: list[str]) -> Fault:
    """A word that is not among those the field allows; the nearest one is offered."""
    near = closest(found, choices)
    if near:
        return Fault(place, "E104", f"“{key}”不能写“{shown(found, 20)}”；是不是“{near}”？", f"{key}: {near}")
    words = "、".join(choices)
    return Fault(
        place,
        "E104",
        f"“{key}”不能写“{shown(found, 20)}”，只能写：{words}",
        f"{key}: {choices[0] if choices else '…'}",
    )


def _measure(
    place: Place, kind: str, ctx: dict[str, Any], key: str, value: str, example: str
) -> tuple[int, Fault]:
    """Lengths, forms and numbers; and whatever else pydantic may find, never in its own words."""
    most, least = ctx.get("max_length"), ctx.get("min_length")
    if kind.endswith("too_long"):
        unit = "个字" if kind.startswith("string") else "项"
        return 2, Fault(place, "E105", f"“{key}”太长，最多 {most} {unit}", example)
    if kind.endswith("too_short"):
        unit = "个字" if kind.startswith("string") else "项"
        return 2, Fault(place, "E105", f"“{key}”太短，至少 {least} {unit}", example)
    if kind == "string_pattern_mismatch":
        return 2, Fault(place, "E106", f"“{key}”的写法不对：“{value}”", example)
    if kind.startswith(("int_", "float_", "decimal_", "finite_number")):
        return 2, Fault(place, "E107", f"“{key}”应当是一个数，这里是“{value}”", example)
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal", "multiple_of"):
        bound = next((str(ctx[name]) for name in ("gt", "ge", "lt", "le", "multiple_of") if name in ctx), "")
        words = {
            "greater_than": "应当大于",
            "greater_than_equal": "不能小于",
            "less_than": "应当小于",
            "less_than_equal": "不能大于",
        }
        return 2, Fault(
            place, "E107", f"“{key}”是“{value}”，{words.get(kind, '应当能整除')} {bound}", example
        )
    return 4, Fault(place, "E109", f"“{key}”的值“{value}”不能用" if key else "这一条不能用", example)
