"""Whose the rows of a table are: as their place columns say, the line between the rows above them, the title, or the sender."""

from __future__ import annotations

import re
from collections.abc import Callable

from almanac.excel import conflicts, match_division
from almanac.excel.entry import Change, Wrong
from almanac.excel.head_words import WHOLE
from almanac.excel.sheet_cells import SheetCells
from almanac.excel.whole_table import Setting
from almanac.model.fields import PLACE

_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．]\s*")


class RowOwner:
    """Finds the association of each row; what is wrong or was changed is told."""

    def __init__(
        self,
        cells: SheetCells,
        setting: Setting,
        owner: str,
        wrong: Callable[[Wrong], None],
        change: Callable[[Change], None],
    ) -> None:
        self.cells, self.heading, self.register = cells, cells.heading, setting.register
        self.within, self.base = setting.base, owner or setting.base
        self._wrong, self._change = wrong, change
        ours = all(
            self.heading.has(head) for head in PLACE
        )  # where a row of the association itself has none of them
        self._placed = not ours and any(
            cells.text(row, head) for row in cells.rows for head in (*PLACE[2:], WHOLE)
        )
        self._under = ""  # the association that a line between the rows names: 二、大瑶镇

    def is_headline(self, texts: list[str]) -> bool:
        """Whether the words of a row only name the association that the rows below are of."""
        numbered = _NUMBERED.match(texts[0]) if len(texts) == 1 else None
        code = (
            match_division.below(self.base, texts[0][numbered.end() :], self.register)
            if numbered and self.base
            else ""
        )
        self._under = code or self._under
        return bool(code)

    def code(self, row: int) -> str:
        """The code of the association; empty if the row does not say it."""
        said = {column: self.cells.text(row, column) for column in (*PLACE, WHOLE)}
        for column in said:
            filled = self.cells.filled(row, self.heading.at(column))
            codes = {self._meant({**said, column: one.cell.text.strip()}).code for one in filled}
            if len(codes) > 1:
                message = conflicts.contradiction(column, filled)
                self._wrong(Wrong((row, filled[-1].place), "E092", message, "乡镇街道：丙镇"))
                return ""
        meant = self._meant(said)
        first = meant.column or next((column for column in (WHOLE, *PLACE) if said[column]), "")
        places = self.heading.at(first) or [p for head in (*PLACE, WHOLE) for p in self.heading.at(head)]
        at = row, (places or [min(self.heading.fields, default=0)])[0]
        if meant.wrong:
            self._wrong(Wrong(at, "E087", meant.wrong, meant.example))
        elif self._placed and self.base and not self._under and not any(said.values()):
            message = f"别的行都写了是哪里的，这一行空着，不知道是上一行那里的，还是“{self.register[self.base].title}”自己的；请写上"
            self._wrong(Wrong(at, "E087", message, "乡镇街道：丙镇"))
            return ""
        elif not meant.code.startswith(self.within):
            message = f"这一行是“{self.register[meant.code].title}”的，不在“{self.register[self.within].title}”里面，没有收"
            self._wrong(
                Wrong(at, "E094", message, f"python build.py import … --who {self.register.path(meant.code)}")
            )
        elif meant.rule:
            before = "/".join(filter(None, said.values()))
            self._change(Change(at, meant.rule, before, self.register.path(meant.code)))
        return meant.code

    def _meant(self, said: dict[str, str]) -> match_division.Meant:
        return match_division.meant(said, self._under or self.base, self.register)
