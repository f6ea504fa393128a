"""Record files that were sent: where each belongs, and whether it can be taken as it is."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import NamedTuple

from almanac import campaign, joining, reading, rows
from almanac.columns import columns
from almanac.faults import Fault, Place, is_error
from almanac.finding import Paper, files_in
from almanac.joining import SAME
from almanac.records import BY_FILE
from almanac.taking import Context


class Sent(NamedTuple):
    """A record file that was sent: where it goes, what is wrong with it; outcome empty: it was not taken."""

    path: str
    outcome: str
    faults: list[Fault]


def take_text(raw: bytes, file: str, path: str, context: Context, replace: bool) -> Sent:
    """Check one record file as if it stood at its path; its bytes are kept as they are."""
    present = context.root / path
    if present.is_file() and present.read_bytes() == raw:
        return Sent(path, SAME, [])
    known = campaign.known_to(context.root, context.register, dict(context.notices), context.today)
    known = known._replace(exists=lambda asked: asked == path or known.exists(asked))
    papers = [Paper(path, len(raw), 0, False)]
    folder = path.rpartition("/")[0]
    if (context.root / folder).is_dir():
        papers += [paper for paper in files_in(context.root, folder) if paper.path != path]
    files = campaign.Files(context.root, known, context.name, {path: raw})
    shown_path = f"{context.name}/{path}"
    faults = [fault._replace(place=fault.place._replace(file=file))
              for fault in campaign.load(files, papers).faults if fault.place.file == shown_path]  # fmt: skip
    if not any(map(is_error, faults)) and present.is_file() and not replace:
        message = f"已经有 {path}，内容不同，没有动它；要以送来的为准，加 --replace"
        faults.append(Fault(Place(file), "E088", message, "python build.py import … --replace"))
    if any(map(is_error, faults)):
        return Sent(path, "", faults)
    return Sent(path, joining.CHANGED if present.is_file() else joining.NEW, faults)


def address(raw: bytes, file: str, context: Context) -> str:
    """Where a record file goes: the association's folder in its own path or in its first comment line, else the base's.

    file: its path below the folder that was sent, `长沙市/浏阳市/0528-义诊.yml`; empty for standard input.
    """
    head = raw[:300].decode("utf-8", "ignore").lstrip("\ufeff").split("\n", 1)[0]
    said = head.lstrip("# ").strip() if head.startswith("#") and head.strip().endswith(".yml") else ""
    for way in (said, file):
        parts = [
            unicodedata.normalize("NFC", part)
            for part in way.replace("\\", "/").split("/")
            if part not in ("", ".", "..")
        ]
        if str(context.year) in parts:
            parts = parts[parts.index(str(context.year)) + 1 :]
        for first in range(max(len(parts) - 1, 0)):
            if code := context.register.at("/".join(parts[first:-1])):
                return _full(context, code, parts[-1])
    if not context.base:
        return ""
    return _full(context, context.base, Path(said or file).name or _named(raw))


def _full(context: Context, code: str, name: str) -> str:
    name = f"{name[:-5]}.yml" if name.endswith(".yaml") else name
    return "/".join(part for part in (str(context.year), context.register.path(code), name) if part)


def _named(raw: bytes) -> str:
    """A file name for what came without one: of a kind by its keys, else an activity's."""
    value, _ = reading.parse("", raw)
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, dict):
        return "活动.yml"
    fits = {name: sum(column.path[0] in first for column in columns(kind)) for name, kind in BY_FILE.items() if kind.name != "通知"}  # fmt: skip
    best = max(fits, key=lambda name: fits[name])
    own = sum(key in first for key in ("名称", "类别", "状态", "开始", "地点", "成效"))
    return best if fits[best] > own else rows.file_name(first)
