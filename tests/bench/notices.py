"""How much of pasted notices is read, and how much of that rightly: of a table that no rule was fitted to.

.venv/bin/python tests/bench/notices.py FILE.tsv …        columns as in tests/cases/notices.tsv

Right is a value that 应当 names (any of those parted by |); wrong is another value of a field that it names, and each value that
不应当 names; missed is a field left open that 空 does not stand for. Of several activities the first is judged. A place counts with or
without the name of its town, a day with or without its 上午, a number with or without its 余 and 约; volunteers and other items are those
of 成效·其他, and what a table calls 资料 or 义诊人次 may be any of that sort. Asked for are 95 of 100 of what is proposed, 85 of 100 of
what is wanted, and no wrong number of the statistics. Such a number is written when somebody says yes to it: right is one that stands
beside its words to be said yes to, alone or to be chosen from; wrong is one that stands alone, and each where the right one is not
among several.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import NamedTuple

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2] / "hooks")]

import notices  # noqa: E402
from almanac.intake import notice_extraction, notice_patterns  # noqa: E402
from almanac.intake.notice_extraction import Draft  # noqa: E402
from almanac.parse import numbers  # noqa: E402
from test_notice_cases import FIELDS  # noqa: E402

OFFICIAL = ("宣传人数", "宣传场次", "慰问人数", "慰问户数", "慰问场次")
# What a table calls by the name of its sort, whatever the text calls it.
SORTS = {
    "资料": "资料|折页|单|册|手册|倡议书|读本|海报|明白卡|处方|报纸",
    "义诊人次": "义诊|诊|测|量|血压|血糖|咨询|检查|体检|看病",
}
TURNS = {"不是活动", "几场", "提示", "名称", "户数另计"}  # judged by the test of cases, as are those of 问


class Judged(NamedTuple):
    """A field of a notice: what was proposed, what should have been, and the verdict."""

    number: str
    field: str
    got: str
    wanted: str
    verdict: str  # right, wrong, missed, unasked


def judged(case: notices.Case) -> list[Judged]:
    """Each field of which the table says something, and each number of the statistics of which it says nothing."""
    own = notice_patterns.own(case.whose.rpartition("/")[2])
    drafts = notice_extraction.drafts(
        case.text, {**notices.rules(case.year), "today": case.today, "own": own}
    )
    wanted: dict[str, list[str]] = {}
    for field, _, value in (one.partition("=") for one in case.right):
        name, each = _item(field, value)
        wanted.setdefault(name, []).append(each)
    never = [_item(*one.split("=", 1)) for one in case.never]
    found = []
    for field, values in wanted.items():
        if field not in TURNS and not field.startswith("问"):
            said = _said(drafts[0], field)
            chosen = [] if said else _to_choose(drafts[0], field)
            allowed = "|".join(values).split("|")
            hits = [got for got in chosen if any(_same(field, got, one, case.whose) for one in allowed)]
            chosen = [] if "空" in allowed else chosen  # asked, and may be left open
            found += _field(case, field, said or hits[:1] or chosen, values)
    several = str(len(drafts)) in "|".join(wanted.get("几场", [])).split(
        "|"
    )  # what it says of the others is none of the table
    for field, value in never:
        # of the first activity, whatever is not right there is wrong already
        others = [] if several else drafts[1:]
        for draft in others if field in wanted and field != "其他" else [drafts[0], *others]:
            found += [
                Judged(case.number, field, got, f"not {value}", "wrong")
                for got in _said(draft, field)
                if _same(field, got, value, case.whose)
            ]
    stated = {*wanted, *(one.field for one in found)}
    for field in OFFICIAL:
        found += [
            Judged(case.number, field, got, "?", "unasked")
            for got in _said(drafts[0], field)
            if field not in stated
        ]
    return found


def _field(case: notices.Case, field: str, said: list[str], values: list[str]) -> list[Judged]:
    """One field, of which several values may be wanted (items)."""
    found, left = [], list(said)
    for value in values:
        each = value.split("|")
        hits = [got for got in left if any(_same(field, got, one, case.whose) for one in each)]
        left = [got for got in left if got not in hits]
        if hits:
            found.append(Judged(case.number, field, hits[0], value, "right"))
        elif "空" not in each and (field in ("其他", "志愿者人数") or not left):
            found.append(Judged(case.number, field, "", value, "missed"))
    if field not in ("其他", "志愿者人数", "主办", "联合", "出席"):
        found += [Judged(case.number, field, got, "; ".join(values), "wrong") for got in left]
    return found


def _item(field: str, value: str) -> tuple[str, str]:
    """其他:慰问金=9000 as 其他 = 慰问金 9000."""
    name, _, item = field.partition(":")
    return (name, f"{item} {value}") if item else (field, value)


def _said(draft: Draft, field: str) -> list[str]:
    """What a draft says of a field as the tables name it."""
    name = FIELDS.get(field, field)
    if field in ("其他", "志愿者人数"):
        name = "成效·其他"
    said = [one.value for one in draft.proposed if one.field == name]
    if field == "志愿者人数":
        said = [one for one in said if isinstance(one, dict) and "志愿" in one["项目"]]
        return [one["数量"] for one in said if isinstance(one, dict)]
    return [one if isinstance(one, str) else " ".join(one.values()) for one in said]


def _to_choose(draft: Draft, field: str) -> list[str]:
    """Numbers of the statistics that are shown for somebody to choose from."""
    name = FIELDS.get(field, field)
    return [str(one.value) for one in draft.asked if one.field == name] if field in OFFICIAL else []


def _same(field: str, got: str, value: str, whose: str) -> bool:
    if field == "状态":
        return got == {"改期": "延期"}.get(value, value)
    if field == "其他":
        (item, number, unit), (item2, number2, unit2) = [
            [*one.rsplit(" ", 2), "", ""][:3] for one in (got, value)
        ]
        pairs = {item[n : n + 2] for n in range(len(item) - 1)}
        alike = (
            item == item2
            or bool(re.search(SORTS.get(item2, "(?!)"), item))
            or any(item2[n : n + 2] in pairs for n in range(len(item2) - 1))
        )
        return alike and _base(number) == _base(number2) and unit2 in ("", unit)
    if field in ("开始", "结束"):
        return got in (value, f"{value} 上午", f"{value} 下午", f"{value} 晚上")
    if field == "地点":
        town = whose.rpartition("/")[2]
        return got.removeprefix(town) == value.removeprefix(town)
    return got == value or (field.endswith(("人数", "户数", "场次")) and _base(got) == _base(value))


def _base(number: str) -> str:
    return re.sub("[约近余多逾超左右上下来]|以上", "", numbers.spelt("", number)[0] or number)


def main() -> int:
    """The two shares beside those asked for, then each value that is wrong, missed, or a number nobody asked about."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("files", type=Path, nargs="+")
    cases = [case for file in words.parse_args().files for case in notices.cases(file)]
    found = [one for case in cases for one in judged(case)]
    right, wrong, missed = (
        [one for one in found if one.verdict == each] for each in ("right", "wrong", "missed")
    )
    for case in cases:
        bad = [one for one in found if one.number == case.number and one.verdict != "right"]
        if bad:
            print(f"{case.number} {case.today} {case.text!r}")
            print(
                "\n".join(
                    f"    {one.verdict} {one.field}: {one.got!r}, should be {one.wanted}" for one in bad
                )
            )
    for field in sorted({one.field for one in found}):
        counts = [sum(one.field == field for one in each) for each in (right, wrong, missed)]
        print(f"{field}: {counts[0]} right, {counts[1]} wrong, {counts[2]} missed")
    official = sum(one.field in OFFICIAL for one in wrong)
    precision = len(right) / (len(right) + len(wrong))
    recall = len(right) / (
        len(right)
        + len(missed)
        + sum("空" not in one.wanted and not one.wanted.startswith("not ") for one in wrong)
    )
    print(
        f"{len(right)} right, {len(wrong)} wrong, {len(missed)} missed: precision {precision:.3f} (asked for 0.95), "
        f"recall {recall:.3f} (0.85), {official} numbers of the statistics proposed wrongly (0)"
    )
    return int(precision < 0.95 or recall < 0.85 or official > 0)


if __name__ == "__main__":
    sys.exit(main())
