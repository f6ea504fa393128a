"""A folder of demo records, and how it is known."""

from __future__ import annotations

import re
from pathlib import Path

MARK = "演示: 是"


def is_demo(records: Path) -> bool:
    """Whether some records are a demo's: one of their years says so."""
    return any(map(is_demos, records.glob("[0-9][0-9][0-9][0-9]")))


def is_demos(folder: Path) -> bool:
    """A demo's folder is a year with a notice that says so."""
    notice = folder / "通知.yml"
    if folder.is_symlink() or not re.fullmatch("[0-9]{4}", folder.name) or not notice.is_file():
        return False
    return MARK in notice.read_text(encoding="utf-8", errors="replace").split("\n")
