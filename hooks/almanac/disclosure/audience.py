"""Whom an activity is for: the public may come to it, or it goes to families at their homes and nobody else is asked to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from almanac.model.filings import Activity
    from almanac.views.activities import Entry

# A performance for those who are comforted is held on a stage; what else bears these words goes to somebody's home.
_VISIT = re.compile("走访|上门|入户|家访|结对|帮扶|看望|探望|探访|慰问(?!演出|文艺|晚会|汇演|演唱)")
_CARE = frozenset({"care", "关怀关爱", "council", "理事勤理事"})  # by their slugs and by their names


def is_public(activity: Activity | Entry) -> bool:
    """Whether anybody may be asked to come: to no visit, whose hour and place tell where a family lives that is helped.

    A visit is what is one by its first form, or by its name where it has no form; under 关怀关爱 and 理事勤理事 by any.
    """
    name, forms = activity.name, activity.forms
    if activity.categories and activity.categories[0] in _CARE:
        return not any(map(_VISIT.search, (name, *forms)))
    return not _VISIT.search(forms[0] if forms else name)
