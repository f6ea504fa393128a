"""What a built site says of itself in status.json, and whether it may be shown to the public."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from almanac.parse import input_files
from almanac.publish.file_tree import Refused

STATUS = "status.json"
LARGEST = 64 * 1024
WRONG_USE = 2


def status(site: Path) -> Mapping[str, Any]:
    """What a site says of itself; nothing where it says nothing that can be read."""
    with contextlib.suppress(OSError, ValueError):
        said = json.loads(input_files.content(site, STATUS, LARGEST))
        if isinstance(said, dict):
            return said
    return {}


def refuse(said: Mapping[str, Any], demo: bool) -> None:
    """Refuse a rehearsal, and a demo unless it is wished: neither is taken for the real site."""
    if said.get("demo") and not demo:
        raise Refused("这个网站是演示数据，没有发布。真要演练（传到试用的地方），加上 --demo。", WRONG_USE)
    if said.get("rehearsal"):
        raise Refused(
            f"这个网站是演练（把真实的记录当作 {said['day']} 那天），没有发布。先运行 python build.py，不写 --today。",
            WRONG_USE,
        )
