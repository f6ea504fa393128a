"""Tables of persons: with a column of identity cards or homes the whole file is refused, and none of it is shown or kept."""

from __future__ import annotations

import re
from collections.abc import Sequence

from almanac.excel import head_words
from almanac.excel.reader import Page
from almanac.model.diagnostics import Fault, Place

_LABEL = re.compile(r"\s*([^：:]{2,12})[：:]\s*\S", re.S)
_WITHIN = 30


def refused(pages: Sequence[Page], file: str) -> Fault | None:
    """The fault of a file with a column that tells of persons what must not be handed in; only its head is named."""
    secret = head_words.words("*", head_words.REFUSED)
    for page in pages:
        for number, row in enumerate(page.rows[:_WITHIN]):
            for place, cell in enumerate(row):
                said = head_words.bare(cell.text) if cell and cell.kind == "text" else ""
                label = _LABEL.match(cell.text) if cell and cell.kind == "text" else None
                below = any(place < len(line) and line[place] for line in page.rows[number + 1 :])
                beside = any(row[place + 1 :])
                if (said in secret and (below or beside)) or (label and head_words.bare(label[1]) in secret):
                    return _fault(
                        page.name,
                        said if said in secret else head_words.bare(label[1]) if label else "",
                        file,
                    )
    return None


def _fault(sheet: str, head: str, file: str) -> Fault:
    message = (
        f"工作表“{sheet}”里有“{head}”一列，是个人的证件、住址或服务对象的姓名，不能交到这里；"
        "整个文件没有收，里面的内容也没有留下；请只交场次、人数，把这样的列和表删去再交"
    )
    return Fault(Place(file), "E096", message, "乡镇、慰问户数、慰问人数")
