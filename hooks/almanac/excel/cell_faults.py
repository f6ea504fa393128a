"""A fault of a record as the table tells it that the record came in: its cell, its words, what it proposes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from almanac.excel.entry import Entry, Spot, Wrong
from almanac.excel.reader import Page
from almanac.model.diagnostics import Fault
from almanac.model.divisions import Register
from almanac.model.fields import columns
from almanac.model.filings import Kind
from almanac.parse import cells, yaml_reader
from almanac.validate import personal_data, questions


def private(page: Page, spots: Iterable[Spot], register: Register) -> Iterator[Wrong]:
    """The personal data in cells of a row that makes no record yet, so that the checks of records do not see it."""
    for row, place in sorted(set(spots)):
        cell = page.rows[row][place] if row < len(page.rows) and place < len(page.rows[row]) else None
        for found in personal_data.find(cell.text if cell else "", personal_data.places(register)):
            yield Wrong((row, place), found.code, found.message, _celled(found.example))


_LACKS = re.compile("缺少“([^”]+)”这一项")
_LIST = re.compile(r": \[([^\[\]{}]*)\]")


def told(fault: Fault, spot: Spot, entry: Entry) -> Wrong:
    """A fault at its cell; the example of a question is what its column of answers may hold."""
    if not fault.answer:
        return Wrong(spot, fault.code, _message(fault, entry), _celled(fault.example))
    message = f"{fault.message}；写错的改这一格，没有错的在“{questions.KEY}”一列（没有就加上）照例子写"
    return Wrong(spot, fault.code, message, _answer(fault, entry.kind))


def _message(fault: Fault, entry: Entry) -> str:
    """A fault's own words, but for a field that the sheet has no column for: that is one fault of its heading."""
    field = _LACKS.match(fault.message) if fault.code == "E101" else None
    if field is None or any(path[-1] == field[1] for path in entry.where):
        return fault.message
    return f"表里没有“{field[1]}”这一列，请在表头加上，再每行填好"


def _answer(fault: Fault, kind: Kind) -> str:
    """What answers a question, as the cell of its column has it."""
    value, _ = yaml_reader.parse("", fault.answer.encode())
    column = next(column for column in columns(kind) if column.path == (questions.KEY,))
    assert isinstance(value, dict)
    return f"{questions.KEY}: {cells.written(column, value[questions.KEY])}"


def _celled(example: str) -> str:
    """An example as a cell would have it: 类别: 家庭健康促进、关怀关爱, where a record has a list in brackets."""
    return _LIST.sub(lambda found: ": " + found[1].replace(", ", "、"), example)
