"""A file of several records, awards, pieces or tallies, with one more at its end."""

from __future__ import annotations

from collections.abc import Mapping

from almanac.model.diagnostics import is_error
from almanac.model.fields import Value
from almanac.parse import yaml_reader, yaml_writer


def appended(present: bytes | None, value: Mapping[str, Value]) -> bytes | None:
    """The file with one more piece at its end, every other line as it was; None where that cannot be done safely.

    A file with one piece becomes a list. Whether it was done well is read from what was made, not assumed.
    """
    item = yaml_writer.text([dict(value)])
    if present is None:
        return item.encode()
    before, faults = yaml_reader.parse("", present)
    empty = {fault.code for fault in faults} == {"E002"}
    if any(map(is_error, faults)) and not empty:
        return None
    text = present.decode()
    text += "" if not text or text.endswith("\n") else "\n"
    if isinstance(before, dict):
        text, before = _as_item(text), [before]
    lead = next(
        (line[: len(line) - len(line.lstrip())] for line in text.split("\n") if line.lstrip()[:1] == "-"), ""
    )
    added = "".join(f"{lead}{line}\n" if line else "\n" for line in item.rstrip("\n").split("\n"))
    made = (text + (added.replace("\n", "\r\n") if "\r\n" in text else added)).encode()
    return made if yaml_reader.parse("", made)[0] == [*(before or []), dict(value)] else None


def _as_item(text: str) -> str:
    """A mapping as the one item of a list: every line two to the right, a dash before the first that says something."""
    lines = [f"  {line}" if line.strip() else line for line in text.split("\n")]
    first = next(n for n, line in enumerate(lines) if line.strip() and line.strip()[0] != "#")
    lines[first] = f"- {lines[first][2:]}"
    return "\n".join(lines)
