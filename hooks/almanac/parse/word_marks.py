"""Words by which a record may concern more than its own area: noted when a file is read, so that it is read once."""

from __future__ import annotations

CONSENT, JOINT, ACTIVITY, REPORT, EXCLUDED = 1, 2, 4, 8, 16
_WORDS = (
    (CONSENT, "同意".encode()),
    (JOINT, "联合".encode()),
    (ACTIVITY, "活动".encode()),
    (REPORT, "报告".encode()),
    (EXCLUDED, "不含".encode()),
)
ROLL = "/表彰.yml"  # how the path of a roll of honour ends


def words_in(raw: bytes) -> int:
    """Which of the words above a record may have: with a backslash in it any, for they may be written as `\\u540c\\u610f`."""
    return sum([mark for mark, word in _WORDS if word in raw or b"\\" in raw])
