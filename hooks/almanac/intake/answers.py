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
    value = yaml_reader.parse("", raw)[0]
    line, _ = yaml_reader.parse("", fault.answer.encode())
    if value is None or not isinstance(line, dict):
        return None
    item = _item(value, yaml_reader.places(plain(raw, "strict")), fault.place)
    record: Any = value if item is None or not isinstance(value, list) else value[item]
    added = line[KEY]
    assert isinstance(added, list) and isinstance(added[-1], dict)
    return written(raw, item, KEY, [*(record.get(KEY) or []), {**added[-1], "说明": note}])


def written(raw: bytes, item: int | None, key: str, field: Any) -> bytes | None:
    """The file with one field of a record said anew, or not at all (None); item: its place in a list.

    None where it can only be written by hand.
    """
    text = plain(raw, "strict")
    value, places = yaml_reader.parse("", raw)[0], yaml_reader.places(text)
    records: list[Any] = value if isinstance(value, list) else [value]
    made = _put(text, places, item, key, _lines(key, field))
    said = {**records[item or 0], key: field}
    records[item or 0] = said if field is not None else {one: said[one] for one in said if one != key}
    wanted = records[0] if item is None else records
    return made.encode() if yaml_reader.parse("", made.encode())[0] == wanted else None


def _lines(key: str, field: Any) -> list[str]:
    """A field as the lines of a file: one, or as many as its text has; none for none."""
    if field is None:
        return []
    if isinstance(field, str) and "\n" in field:
        return yaml_writer.text({key: field}).rstrip("\n").split("\n")
    return [yaml_writer.on_one_line(key, field)]


def _item(value: object, places: Places, at: Place) -> int | None:
    """The place in a list of the record in which a place of the file stands; None in a file of one."""
    if not isinstance(value, list):
        return None
    return [n for n in range(len(value)) if places[(n,)] <= (at.line, at.column)][-1]


def _put(text: str, places: Places, item: int | None, key: str, new: list[str]) -> str:
    """The text with new lines in the place of what their key said before, else at the end of the record."""
    lines = text.rstrip("\n").split("\n")
    base: tuple[str | int, ...] = () if item is None else (item,)
    keys = [at for loc, at in places.items() if loc[:-2] == base and loc[-1:] == (yaml_keys.KEY,)]
    first, column = min(keys)
    following = places.get((item + 1,)) if item is not None else None
    end = following[0] - 1 if following else len(lines)
    if lines[first - 1][: column - 1].strip().endswith("{"):  # all of it on one line
        before, brace, after = lines[end - 1].rpartition("}")
        lines[end - 1] = f"{before.rstrip()}, {', '.join(new)}{brace}{after}"
        return "\n".join(lines) + "\n"
    if old := places.get((*base, key, yaml_keys.KEY)):
        last = min([at[0] - 1 for at in keys if at[0] > old[0]], default=end)
        while _is_between(lines[last - 1], column):
            last -= 1
        lines[old[0] - 1 : last], end = [], old[0] - 1
    else:
        while end and not lines[end - 1].strip():
            end -= 1
    lines[end:end] = [" " * (column - 1) + line if line else "" for line in new]
    return "\n".join(lines) + "\n"


def _is_between(line: str, column: int) -> bool:
    """Whether a line before a key is of no field: blank, or a remark that is not inside a text."""
    bare = line.lstrip(" ")
    return not bare or (bare.startswith("#") and len(line) - len(bare) < column)
