"""Regular expressions that are compiled when something is first looked for: half of what a command takes to start, where none is."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """An expression that becomes one as soon as anything is asked of it."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern, self.flags = text, flags

    def __getattr__(self, name: str) -> Any:
        pattern = re.compile(self.pattern, self.flags)
        for each in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn"):
            setattr(self, each, getattr(pattern, each))  # found at once from now on
        return getattr(pattern, name)


def late(text: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile`, but what is wrong with the expression is said when it is first used."""
    return cast("re.Pattern[str]", _Late(text, flags))
