"""A record file that was sent: where it goes, and whether it would be sound there."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from almanac.excel import merge
from almanac.excel.importer import Context
from almanac.excel.merge import SAME
from almanac.load import records
from almanac.model.diagnostics import Fault, Place, is_error, on
from almanac.model.fields import columns
from almanac.model.filings import ACTIVITY, BY_FILE
from almanac.parse import customs, input_files, spelling, yaml_reader, yaml_writer
from almanac.parse.discovery import Paper, files_in

_YEAR = re.compile("20[0-9]{2}")
_DATED = re.compile(r"(?m)^[ -]*(?:开始|截至): *\"?(20[0-9]{2})[-年./]")  # of activities and tallies
_COPY = re.compile(r"\s*(?:[(（][0-9]{1,2}[)）]|-? ?副本)$")  # what systems add to the name of a second copy


class Sent(NamedTuple):
    """A record file that was sent: where it goes, what is wrong with it; outcome empty: it was not taken."""

    path: str
    outcome: str
    faults: list[Fault]


def take_text(raw: bytes, file: str, path: str, context: Context, replace: bool) -> Sent:
    """Check one record file as if it stood at its path; its bytes are kept as they are."""
    stands = input_files.is_plain(context.root, path)
    if stands and input_files.content(context.root, path) == raw:
        return Sent(path, SAME, [])
    known = records.known_to(context.root, context.register, dict(context.notices))
    on_disk = known.exists
    known = known._replace(exists=lambda asked: asked == path or on_disk(asked))
    papers = [Paper(path, len(raw), 0, False)]
    folder = path.rpartition("/")[0]
    if (context.root / folder).is_dir():
        papers += [paper for paper in files_in(context.root, folder) if paper.path != path]
    files = records.Files(context.root, known, context.name, {path: raw})
    shown_path = f"{context.name}/{path}"
    held = on(records.load(files, papers).faults, context.today)
    faults = [
        fault._replace(place=fault.place._replace(file=file))
        for fault in held
        if fault.place.file == shown_path
    ]
    if not any(map(is_error, faults)) and stands and not replace:
        message = f"已经有 {path}，内容不同，没有动它；要以送来的为准，加 --replace"
        faults.append(Fault(Place(file), "E088", message, "python build.py import … --replace"))
    if any(map(is_error, faults)):
        return Sent(path, "", faults)
    return Sent(path, merge.CHANGED if stands else merge.NEW, faults)


def address(raw: bytes, file: str, context: Context) -> str:
    """Where a record file goes: the association's folder in its own path or in its first comment line, else the base's.

    file: its path below the folder that was sent, `长沙市/浏阳市/0528-义诊.yml`; empty for standard input.
    """
    comment = first_comment(raw)
    said = comment if comment.endswith(".yml") else ""
    year = _dated(raw) or context.year
    for way in (said, file):
        parts = [
            unicodedata.normalize("NFC", part)
            for part in way.replace("\\", "/").split("/")
            if part not in ("", ".", "..")
        ]
        if years := [part for part in parts if _YEAR.fullmatch(part)]:
            parts = parts[parts.index(years[-1]) + 1 :]
            year = int(years[-1])
        for first in range(max(len(parts) - 1, 0)):
            if code := context.register.at("/".join(parts[first:-1])):
                return _full(context, year, code, parts[-1])
    if not context.base:
        return ""
    return _full(context, year, context.base, Path(said or file).name or _named(raw, year))


def first_comment(raw: bytes) -> str:
    """The words of a file's first line if it is a comment: where a form's record goes, or which it corrects."""
    head = input_files.plain(raw[:300], "ignore").split("\n", 1)[0]
    return head.lstrip("# ").strip() if head.startswith("#") else ""


def _dated(raw: bytes) -> int:
    """The year that the days of a record say, whatever this year's campaign is; 0 if they say none, or several."""
    found = {int(year) for year in _DATED.findall(raw.decode("utf-8", "ignore"))}
    return found.pop() if len(found) == 1 else 0


def _full(context: Context, year: int, code: str, name: str) -> str:
    stem = re.sub(r"(?:\.ya?ml|\.txt)+$", "", name)
    name = f"{_COPY.sub('', stem)}.yml"
    return "/".join(part for part in (str(year), context.register.path(code), name) if part)


def _named(raw: bytes, year: int) -> str:
    """A file name for what came without one: of a kind by its keys, else an activity's."""
    value, _ = yaml_reader.parse("", raw)
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, dict):
        return "活动.yml"
    first = spelling.record(ACTIVITY, first, customs.customs(year, None))
    fits = {name: sum(column.path[0] in first for column in columns(kind)) for name, kind in BY_FILE.items() if kind.name != "通知"}  # fmt: skip
    best = max(fits, key=lambda name: fits[name])
    own = sum(key in first for key in ("名称", "类别", "状态", "开始", "地点", "成效"))
    return best if fits[best] > own else yaml_writer.file_name(first)
