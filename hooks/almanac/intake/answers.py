"""An answer to a question, put into the record's file: every other letter stays as it was written."""

from __future__ import annotations

from typing import Any

from almanac.model.diagnostics import Fault, Place
from almanac.parse import yaml_keys, yaml_reader, yaml_writer
from almanac.parse.input_files import plain
from almanac.validate.questions import KEY

Places = dict[tuple[str | int, ...], tuple[int, int]]


def answered(raw: bytes, fault: Fault, note: str) -> bytes | None:
    """The file with the answer in the record that is asked; None where it can only be written by hand."""
    text = plain(raw, "strict")
    value, places = yaml_reader.parse("", raw)[0], yaml_reader.places(text)
    line, _ = yaml_reader.parse("", fault.answer.encode())
    if value is None or not isinstance(line, dict):
        return None
    item = _item(value, places, fault.place)
    records: list[Any] = value if isinstance(value, list) else [value]
    record, added = records[item or 0], line[KEY]
    assert isinstance(added, list) and isinstance(added[-1], dict)
    answers: list[Any] = [*(record.get(KEY) or []), {**added[-1], "说明": note}]
    made = _put(text, places, item, yaml_writer.on_one_line(KEY, answers))
    records[item or 0] = {**record, KEY: answers}
    wanted = records[0] if item is None else records
    return made.encode() if yaml_reader.parse("", made.encode())[0] == wanted else None


def _item(value: object, places: Places, at: Place) -> int | None:
    """The place in a list of the record in which a place of the file stands; None in a file of one."""
    if not isinstance(value, list):
        return None
    return [n for n in range(len(value)) if places[(n,)] <= (at.line, at.column)][-1]


def _put(text: str, places: Places, item: int | None, line: str) -> str:
    """The text with the line at the end of the record, in the place of the answers that were there."""
    lines = text.rstrip("\n").split("\n")
    base: tuple[str | int, ...] = () if item is None else (item,)
    keys = [at for loc, at in places.items() if loc[:-2] == base and loc[-1:] == (yaml_keys.KEY,)]
    first, column = min(keys)
    following = places.get((item + 1,)) if item is not None else None
    end = following[0] - 1 if following else len(lines)
    if lines[first - 1][: column - 1].strip().endswith("{"):  # all of it on one line
        before, brace, after = lines[end - 1].rpartition("}")
        lines[end - 1] = f"{before.rstrip()}, {line}{brace}{after}"
        return "\n".join(lines) + "\n"
    if old := places.get((*base, KEY, yaml_keys.KEY)):
        last = min([at[0] - 1 for at in keys if at[0] > old[0]], default=end)
        del lines[old[0] - 1 : last]
        end -= last - old[0] + 1
    while end and not lines[end - 1].strip():
        end -= 1
    lines.insert(end, " " * (column - 1) + line)
    return "\n".join(lines) + "\n"
