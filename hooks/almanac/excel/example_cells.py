"""What a fault proposes, as the cell of a table has it: an answer, an example."""

from __future__ import annotations

import re

from almanac.model.diagnostics import Fault
from almanac.model.fields import columns
from almanac.model.filings import Kind
from almanac.parse import cells, yaml_reader
from almanac.validate import questions

_LIST = re.compile(r": \[([^\[\]{}]*)\]")


def answer(fault: Fault, kind: Kind) -> str:
    """What answers a question, as the cell of its column has it."""
    value, _ = yaml_reader.parse("", fault.answer.encode())
    column = next(column for column in columns(kind) if column.path == (questions.KEY,))
    assert isinstance(value, dict)
    return f"{questions.KEY}: {cells.written(column, value[questions.KEY])}"


def celled(example: str) -> str:
    """An example as a cell would have it: 类别: 家庭健康促进、关怀关爱, where a record has a list in brackets."""
    return _LIST.sub(lambda found: ": " + found[1].replace(", ", "、"), example)
