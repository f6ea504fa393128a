"""The value of one field as the text of one cell, and back: what is written is read as the same value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from almanac.model import filings
from almanac.model.fields import Column, Value, flat, nested

BULLET = "· "
NUMBER = r"(?:[近约超]?[0-9][0-9,.]*万?[余多]?万?|[近约超上][百千万])"
_HAN = "零〇一二两三四五六七八九十百千万"  # 药具一百五十盒
_FIGURE = re.compile(
    rf"(\D*?[^\s\d：:])[ ：:]*({NUMBER}|[{_HAN}]{{2,9}}[余多]?(?=[^{_HAN}]+$)) *([^\s\d；;。，,、]{{1,10}})"
)
APART = {"words": filings.APART, "lines": re.compile(r"\s*[；;\n]\s*")}
_JOINS = {"words": ("、", "\n"), "lines": ("\n",)}


def written(column: Column, value: Value) -> str:
    """The cell of a value."""
    if not column.is_list:
        return str(value)
    items = value if isinstance(value, list) else [value]
    if column.sort == "parts":
        return _first_that_reads(column, items, _ways(column.parts, items))
    texts = [item for item in items if isinstance(item, str)]
    if len(texts) < len(items):  # [{}], which a cell may hold as JSON
        return json.dumps(items, ensure_ascii=False)
    joins = [join.join(texts) for join in _JOINS[column.sort]]
    return _first_that_reads(column, items, [*joins, "\n".join(BULLET + item for item in texts)])


def _first_that_reads(column: Column, items: list[Value], ways: Iterable[str]) -> str:
    """The plainest of several ways that says these items and no others; JSON where none of them does."""
    return next(
        (way for way in ways if way == way.strip() and read(column, way) == items),
        json.dumps(items, ensure_ascii=False),
    )


def read(column: Column, cell: str) -> Value:
    """The value of a cell; a part that cannot be understood stays a text, for the checks to tell of it."""
    if not column.is_list:
        return cell
    if cell.startswith("[") and (found := _json(cell)) is not None:
        return found
    if column.sort == "parts":
        return [_part(column.parts, line) for line in _part_lines(column.parts, cell)]
    if cell.startswith(BULLET):
        return [item.removeprefix(BULLET) for item in re.split(rf"\n(?={BULLET})", cell)]
    return [item for item in APART[column.sort].split(cell.strip()) if item]


def _json(cell: str) -> list[Value] | None:
    """A list of texts and parts as JSON has it; nothing if it is not one."""
    try:
        found = json.loads(cell, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) and _is_plain(found, 4) else None


def _once(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    """A mapping in which no key stands twice."""
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError
    return dict(pairs)


def _is_plain(value: Value, deep: int) -> bool:
    """Texts, lists and mappings only, and not deep."""
    if isinstance(value, dict):
        return deep > 0 and all(_is_plain(inner, deep - 1) for inner in value.values())
    if isinstance(value, list):
        return deep > 0 and all(_is_plain(inner, deep - 1) for inner in value)
    return isinstance(value, str)


# ---------------------------------------------------------------- parts: several fields in one cell


def _is_figure(parts: Sequence[Column]) -> bool:
    """What is counted, how many, in which unit: these are written as people say them, `宣传资料 800余 份`."""
    return (
        len(parts) > 2
        and [part.sort for part in parts[:3]] == ["line", "number", "line"]
        and parts[2].required
    )


def _needed(parts: Sequence[Column]) -> list[Column]:
    return [part for part in parts if part.required]


def _ways(parts: Sequence[Column], items: list[Value]) -> Iterator[str]:
    """The ways to write a list of parts, the plainest first."""
    mappings = [item for item in items if isinstance(item, dict)]
    if len(mappings) != len(items):
        return
    rows = [{path: written(by[path], value) for path, value in flat(item, tuple(parts)).items()}
            for by in [{part.path: part for part in parts}] for item in mappings]  # fmt: skip
    keys = [part.path for part in _needed(parts)]
    if _is_figure(parts) and all(list(row) == [part.path for part in parts[:3]] for row in rows):
        yield "\n".join(" ".join(row.values()) for row in rows)
    elif len(keys) == 1 and all(list(row) == keys for row in rows):
        yield "\n".join(row[keys[0]] for row in rows)
    heads = {part.path: part.head for part in parts}
    yield "\n".join("；".join(f"{heads[path]}：{cell}" for path, cell in row.items()) for row in rows)


def _part_lines(parts: Sequence[Column], cell: str) -> list[str]:
    """The items of a cell: one a line; said in short, also between ； or 、."""
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    if any(_starts(parts).search(line) for line in lines):
        return lines
    apart = r"[；;，,、]" if _is_figure(parts) else r"[；;、]"
    return [piece.strip() for line in lines for piece in re.split(apart, line) if piece.strip()]


def _starts(parts: Sequence[Column]) -> re.Pattern[str]:
    """Where the value of a field begins inside a cell: `；地点：`."""
    heads = "|".join(re.escape(part.head) for part in sorted(parts, key=lambda part: -len(part.head)))
    return re.compile(rf"(?:^|[；;]) *({heads}) *[：:] *")


def _part(parts: Sequence[Column], line: str) -> Value:
    """One item: `项目：宣传资料；数量：800余；单位：份`, or in short."""
    found = list(_starts(parts).finditer(line))
    if found and found[0].start() == 0:
        if len({each[1] for each in found}) < len(found):
            return line  # a field that is said twice
        by = {part.head: part for part in parts}
        ends = [each.start() for each in found[1:]] + [len(line)]
        cells = [(by[each[1]], line[each.end() : end].strip()) for each, end in zip(found, ends, strict=True)]
        return nested({part.path: read(part, cell) for part, cell in cells if cell})
    if _is_figure(parts) and (figure := _FIGURE.fullmatch(line)):
        return nested({part.path: text for part, text in zip(parts, figure.groups(), strict=False)})
    if len(_needed(parts)) == 1 and not _is_figure(parts):
        return nested({_needed(parts)[0].path: line})
    return line
