"""Text to records: the only module that knows YAML; every scalar is text, and no bytes make it raise."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias, Union

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from yaml._yaml import CParser
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from almanac.model.diagnostics import Fault, is_error
from almanac.model.filings import Kind, Record
from almanac.parse import encoding, garbled, yaml_errors, yaml_keys
from almanac.parse.customs import YEAR, Customs, is_renamed
from almanac.parse.input_files import plain
from almanac.parse.yaml_keys import KEY
from almanac.parse.yaml_lint import DEEPEST, LONGEST, Enough, Scrutiny

Value: TypeAlias = Union[str, "list[Value]", "dict[str, Value]"]
Loc: TypeAlias = tuple[str | int, ...]

MOST = 2_000  # entries and values of one file

_OPENS = frozenset({MappingStartEvent, SequenceStartEvent})
_CLOSES = frozenset({MappingEndEvent, SequenceEndEvent})
_EDGES = frozenset({StreamStartEvent, DocumentStartEvent, DocumentEndEvent})


# ---------------------------------------------------------------- events to a value


def _value(look: Scrutiny) -> Value | None:
    """The value of the text; None if it has none or reading ended early."""
    try:
        return _walk(CParser(look.text).get_event, look)
    except YAMLError as error:
        look.stop = _stop(error, look)
    except Enough:
        pass
    return None


def _walk(following: Callable[[], Any], look: Scrutiny) -> Value | None:
    """The one loop that every record passes; rare things are looked at in `scrutiny`."""
    hard = look.curious or len(look.text) > LONGEST
    stack, first = look.stack, partial(_first, look)
    into: Any = []  # the list or mapping being filled
    root, nodes, wants = into, 0, False  # wants: a key comes next
    key: str | None = None  # the key that waits for its value
    while (kind := (event := following()).__class__) is not StreamEndEvent:
        look.event = event
        if kind is ScalarEvent:
            node = event.value
            if hard or not node or " " in node or "\n" in node:
                look.scalar(event, node, key, wants)
            if wants:
                if hard or node in into:
                    look.key(event, node, into, first)
                key, wants = node, False
                continue
        elif kind in _CLOSES:
            wants = (into := stack.pop()).__class__ is dict
            continue
        elif kind in _EDGES:
            if kind is DocumentStartEvent:
                look.document(bool(event.version or event.tags), bool(root))
            continue
        else:
            if hard or wants or kind is AliasEvent or len(stack) >= DEEPEST:
                look.opens(event, wants)
            node = {} if kind is MappingStartEvent else [] if kind is SequenceStartEvent else ""
        nodes += 1
        if nodes > MOST:
            look.enough("E021", f"内容太多（超过 {MOST} 项）；请拆成几个文件", "每场活动一个文件")
        if key is None:
            into.append(node)
        else:
            into[key], key, wants = node, None, True
        if kind in _OPENS:
            stack.append(into)
            into, wants = node, kind is MappingStartEvent
    return root[0] if root else None


def _first(look: Scrutiny, key: str) -> int:
    """The line in which the mapping being filled has the key for the first time."""
    if look.places is None:
        look.places = places(look.text)
    return look.places.get((*look.path(), key, KEY), (1, 1))[0]


def _stop(error: YAMLError, look: Scrutiny) -> yaml_errors.Stop:
    """Where the parser gave up, with what an explanation may need of the lines above."""
    lines, last = look.text.split("\n"), look.event
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return yaml_errors.Stop(look.file, lines, str(error), 0, 0)
    problem, context = error.problem_mark, error.context_mark
    row = context.line if context and "':'" in (error.problem or "") else problem.line
    above = [number for number in yaml_keys.structure(lines) if number < row]
    return yaml_errors.Stop(
        look.file,
        lines,
        error.problem or "",
        problem.line,
        problem.column,
        error.context or "",
        context.line if context else -1,
        context.column if context else -1,
        last.start_mark.line if last else -1,
        last.end_mark.line if last else -1,
        frozenset(len(lines[number]) - len(lines[number].lstrip(" ")) for number in above),
        bool(above) and yaml_keys.is_block(lines[above[-1]]),
    )


# ---------------------------------------------------------------- a whole text


_WIDE_KEY = re.compile(r"(?m)^[ \u3000]*(?:- +)*[^\s:：#\"'][^\s:：#\"']{0,30} *：|[{,] *[^\s:：,{}]{1,20}：")
_SIGNS = re.compile(r"[\s\[{,:][&*!]|^[&*!]|<<")  # what YAML takes for itself
_CUT = re.compile(r"\S[ \t]+#")  # a comment after something


def parse(file: str, raw: bytes) -> tuple[Value | None, list[Fault]]:
    """The mapping or list a file holds, every scalar as text; None, and at least one error, if it has one."""
    text, faults = encoding.decode(file, raw)
    if text is None:
        return None, faults
    if not faults and not _odd(text):
        look = Scrutiny(file, text, False)
        value = _value(look)
        if not (look.faults or look.colons or value is None or isinstance(value, str)):
            return value, faults
    return _examined(file, text, faults)


def _odd(text: str) -> bool:
    """Whether anything in the text is worth a closer look; most records have nothing."""
    return (
        encoding.ODD.search(text) is not None
        or garbled.is_suspicious(text)
        or ("#" in text and _CUT.search(text) is not None)
        or ("：" in text and _WIDE_KEY.search(text) is not None)
        or (("&" in text or "*" in text or "!" in text or "<<" in text) and _SIGNS.search(text) is not None)
    )


def _examined(file: str, text: str, faults: list[Fault]) -> tuple[Value | None, list[Fault]]:
    """The slow way, for a text in which something is odd or wrong: look at everything and say all of it."""
    text, unseen, doubt = encoding.odd_letters(file, text)
    faults = faults + unseen
    if doubt:
        return None, sorted(faults)
    look = Scrutiny(file, text, True)
    value = _value(look)
    wrong: list[yaml_keys.Colon] = []
    shifts: dict[int, list[int]] = {}
    if (look.stop or look.colons or isinstance(value, str)) and not look.unquoted():
        lines = text.split("\n")
        wrong = yaml_keys.colons(lines)
    if wrong:  # with the colons put right, what else there is can be told
        lines, shifts = yaml_keys.mended(lines, wrong)
        faults += [colon.fault(file) for colon in wrong]
        look = Scrutiny(file, "\n".join(lines), True)
        value = _value(look)
    look.comments()
    faults += [fault._replace(place=yaml_keys.original(fault.place, shifts)) for fault in look.told(value)]
    faults = [f for f in faults if f.place.line not in look.twins or f.code not in encoding.OF_KEYS]
    return (None if any(map(is_error, faults)) else value), sorted(set(faults))


def places(text: str) -> dict[Loc, tuple[int, int]]:
    """Line and column of each value, and of each key at `(*loc, "<key>")`; as far as the text can be read."""
    found: dict[Loc, tuple[int, int]] = {}
    around: list[tuple[Loc, bool]] = []  # where each list or mapping stands, and whether it is a mapping
    event: Any
    waits: list[Any] = []  # for each: the next number of a list, the key that waits in a mapping
    try:
        parser = CParser(text)
        while (kind := (event := parser.get_event()).__class__) not in (DocumentEndEvent, StreamEndEvent):
            if kind in _CLOSES:
                around.pop()
                waits.pop()
            if kind not in _OPENS and kind not in (ScalarEvent, AliasEvent):
                continue
            at = (event.start_mark.line + 1, event.start_mark.column + 1)
            loc, keyed = around[-1] if around else ((), False)
            if keyed and waits[-1] is None:
                waits[-1] = event.value if kind is ScalarEvent else "?"
                found.setdefault((*loc, str(waits[-1]), KEY), at)
                if kind is ScalarEvent:
                    continue
            here = (*loc, waits[-1]) if around else ()
            found.setdefault(here, at)
            if around:
                waits[-1] = None if keyed else waits[-1] + 1
            if kind in _OPENS:
                if len(around) >= DEEPEST:
                    break
                around.append((here, kind is MappingStartEvent))
                waits.append(None if kind is MappingStartEvent else 0)
    except YAMLError:
        pass  # the places up to the mistake are good
    return found


_UNEVEN = re.compile("[\r\x85\u2028\u2029\ufeff]")  # where lines or columns are counted otherwise


def quick_place(text: str, key: str) -> tuple[int, int] | None:
    """Where `places` finds the value of a key of the whole file, seen by its line alone; None in any doubt."""
    found = list(re.finditer(rf"(?m)^{re.escape(key)}: +(?=[^\s#&*!|>])", text))
    if len(found) != 1 or _UNEVEN.search(text):
        return None
    return text.count("\n", 0, found[0].start()) + 1, len(found[0][0]) + 1


# ---------------------------------------------------------------- records


def read(
    file: str, raw: bytes, kind: Kind, customs: Customs | None = None
) -> tuple[list[Record], list[Fault]]:
    """The records of one file; an item with a fault in it is not among them; customs: by which what is refused is spelt."""
    value, faults = parse(file, raw)
    if value is None or isinstance(value, str):
        return [], sorted({*faults, *_behind_colons(file, raw, kind, customs, faults)})
    if isinstance(value, list) and not kind.many:
        from almanac.parse import validation_errors

        return [], [
            *faults,
            validation_errors.not_many(file, places(plain(raw)), kind.name, kind.model),
        ]
    records: list[Record] = []
    where: dict[Loc, tuple[int, int]] = {}
    for index, item in enumerate(value if isinstance(value, list) else [value]):
        found = _record(kind, item, customs)
        if isinstance(found, Record):
            records.append(found)
            continue
        from almanac.parse import validation_errors  # what only a refused record needs is much

        where = where or places(plain(raw))
        base: Loc = (index,) if isinstance(value, list) else ()
        year = customs.year if customs else YEAR
        faults += validation_errors.refusals(file, kind.model, where, base, *found, year)
    return records, sorted(set(faults))


def _behind_colons(
    file: str, raw: bytes, kind: Kind, customs: Customs | None, faults: list[Fault]
) -> list[Fault]:
    """What else is wrong in a file of which nothing but colons kept it from being read."""
    if {fault.code for fault in faults if is_error(fault)} - {"E012", "E013"}:
        return []
    lines = plain(raw).split("\n")
    lines, shifts = yaml_keys.mended(lines, yaml_keys.colons(lines))
    text = "\n".join(lines)
    if parse(file, text.encode())[0] is None:
        return []
    more = read(file, text.encode(), kind, customs)[1]
    return [fault._replace(place=yaml_keys.original(fault.place, shifts)) for fault in more]


def _record(kind: Kind, item: Value, customs: Customs | None) -> Record | tuple[Value, list[ErrorDetails]]:
    """The record that an item is as it was written, else as it is spelt; or what is refused in it."""
    try:
        if customs is None or not is_renamed(item, customs):
            return kind.model.model_validate(item)
    except ValidationError as error:
        if customs is None:
            return item, error.errors(include_url=False)
    from almanac.parse import spelling

    item = spelling.record(kind, item, customs)
    try:
        return kind.model.model_validate(item)
    except ValidationError as error:
        return item, error.errors(include_url=False)
