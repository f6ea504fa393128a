"""Pasted notices of every kind with what must be read of them, and what must never be: `tests/cases/notices.tsv`."""

from __future__ import annotations

import notices
import pytest
from almanac.intake import notice_extraction, notice_patterns
from almanac.intake.notice_extraction import Draft

RULES = notices.rules()
FIELDS = {
    "宣传人数": "成效·宣传·人数",
    "宣传场次": "成效·宣传·场次",
    "慰问人数": "成效·慰问·人数",
    "慰问户数": "成效·慰问·户数",
    "慰问场次": "成效·慰问·场次",
    "结对": "成效·结对",
    "户数另计": "成效·慰问·户数另计",
    "预计人数": "预计·宣传·人数",
}


@pytest.mark.parametrize("case", notices.cases(), ids=lambda case: case.number)
def test_a_case(case: notices.Case) -> None:
    own = notice_patterns.own(case.whose.rpartition("/")[2])
    found = notice_extraction.drafts(case.text, {**notices.rules(case.year), "today": case.today, "own": own})
    assert [one for one in case.right if not _holds(found, *one.split("=", 1))] == []
    assert [one for one in case.never if _said(found, *one.split("=", 1))] == []


def _holds(found: list[Draft], field: str, right: str) -> bool:
    if field == "不是活动":
        return bool(found[0].why) and not found[0].proposed
    if field == "几场":
        return len(found) == int(right)
    if field == "提示":
        return any(word in note for word in right.split("|") for note in found[0].notes)
    if field.startswith("问"):  # is shown, to be chosen
        return right in [one.value for one in found[0].asked if one.field == FIELDS[field[1:]]]
    got = _values(found[0], field)
    if "&" in right:
        return sorted(right.split("&")) == sorted(got)
    return any(word in got or (word == "空" and not got) for word in right.split("|"))


def _said(found: list[Draft], field: str, wrong: str) -> bool:
    return any(wrong in _values(draft, field) for draft in found)


def _values(draft: Draft, field: str) -> list[str]:
    """What a draft says of a field; 其他:项目 is the number of one item."""
    name, _, item = field.partition(":")
    name = FIELDS.get(name, "成效·其他" if item else name)
    said = [one.value for one in draft.proposed if one.field == name]
    return [
        one if isinstance(one, str) else one["数量"]
        for one in said
        if isinstance(one, str) or one["项目"] == item
    ]


@pytest.mark.whole
@pytest.mark.parametrize("sign", ["1人，", "慰问5元", "5月2日", "一"])
def test_a_text_of_nothing_but_numbers_is_read_to_its_end(sign: str) -> None:
    """Each number looks at the words around it, never at the whole text, nor again from each letter on."""
    text = "开展活动" + sign * (19_900 // len(sign))
    assert notice_extraction.proposed(text, notices.rules()).personal == []
