"""Awards, published pieces and tallies in a pasted text: each as a record of its list, of what the words say and no more.

`theme/scripts/notice/lists.js` reads the same by the same patterns (`list_patterns`) in the same steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from almanac.intake import notice_extraction, quantities
from almanac.intake.notice_extraction import Draft
from almanac.intake.quantities import Rules
from almanac.model.fields import Value
from almanac.parse import dates
from almanac.parse.numbers import compiled

Values = dict[tuple[str, ...], Value]


class Found(NamedTuple):
    """A record of a list by its fields, and from where to where of the text it is told."""

    values: Values
    start: int
    end: int


def summary(text: str, rules: Rules) -> Draft:
    """A text read as a summary: what it says of a term or of a whole county is none of one activity, and its own."""
    return notice_extraction.proposed(text, {**rules, "scope": ()})


def tally(draft: Draft, text: str, rules: Rules) -> Iterator[Found]:
    """What a summary says of several sessions together, with the day to which it counts; nothing if it says no number."""
    found: Values = {}
    places = []
    for one in draft.proposed:
        field = one.field.removeprefix("成效·")
        if notice_extraction.is_figure(field, rules) and isinstance(one.value, str):
            found.setdefault(tuple(field.split("·")), one.value)
        elif field == "其他" and isinstance(one.value, dict):
            found.setdefault(("其他",), []).append({key: word for key, word in one.value.items() if word})
        else:
            continue
        places.append((one.start, one.end))
    if not places:
        return
    said = compiled(rules["lists"]["until"]).search(text)
    if said and (until := _day(said["day"], rules)):
        found["截至",] = until
    yield Found(found, min(start for start, _ in places), max(end for _, end in places))


def pieces(text: str, rules: Rules) -> Iterator[Found]:
    """The published pieces that a text lists, one a line: a title or an address says that it is one."""
    lists = rules["lists"]
    for said in compiled(lists["line"]).finditer(text):
        line = compiled(lists["numbered"]).sub("", said[0])
        web = compiled(lists["web"]).search(line)
        marked = [one["title"] for one in compiled(lists["title"]).finditer(line)]
        title = next((one for one in marked if not _is_outlet(one, rules)), "")
        line = compiled(lists["web"]).sub(" ", compiled(lists["title"]).sub(" ", line))
        day = compiled(lists["day"]).search(line)
        rest = " ".join(
            [*(one for one in marked if _is_outlet(one, rules)), compiled(lists["day"]).sub(" ", line)]
        )
        outlet = _outlet(rest, rules)
        if not (title or web) or not outlet:
            continue
        found: Values = {
            ("媒体",): outlet,
            ("形式",): "音视频" if compiled(lists["heard"]).search(rest) else "文字",
        }
        if title:
            found["标题",] = title
        if web:
            found["网址",] = web[0].rstrip("，。）)")
        if day and (date := _day(day[0], rules)):
            found["日期",] = date
        yield Found(found, *said.span())


def _outlet(rest: str, rules: Rules) -> str:
    """The outlet that a line names: one of the notice's, else what has the name of one."""
    listed = next((name for name in rules["outlets"] if name in rest), "")
    found = compiled(rules["lists"]["outlet"]).search(rest)
    return listed or (found[0].lstrip(rules["lists"]["unlike"]) if found else "")


def _is_outlet(name: str, rules: Rules) -> bool:
    """Whether what stands in 《》 is an outlet, 《示例日报》, and not a title."""
    return name in rules["outlets"] or compiled(f"(?:{rules['lists']['outlet']})").fullmatch(name) is not None


def _day(said: str, rules: Rules) -> str:
    """A day as a record has it; empty if it is none."""
    text = dates.spelt(said, rules["year"], hours=False).text
    return text if dates.is_day(text) else ""


def awards(text: str, rules: Rules) -> Iterator[Found]:
    """The honours that a text says were given, with how many got each; who got them stays out."""
    lists = rules["lists"]
    giver, paper = compiled(lists["gives"]).search(text), compiled(lists["paper"]).search(text)
    for sentence in compiled(lists["sentence"]).finditer(text):
        if not compiled(lists["honours"]).search(sentence[0]):
            continue
        for named, number, unit in _given(sentence[0], rules):
            found: Values = {("名称",): named, ("数量",): number, ("单位",): unit}
            if giver:
                found["授予单位",] = giver["giver"]
            if paper:
                found["文号",] = paper["paper"]
            yield Found(found, *sentence.span())


def _given(sentence: str, rules: Rules) -> Iterator[tuple[str, str, str]]:
    """Each honour of a sentence: its name, how many, and of what."""
    lists = rules["lists"]
    for number in compiled(rules["number"]).finditer(sentence):
        unit, count = lists["units"].get(number["unit"], ""), quantities.count(number.groupdict())
        if not unit or not count:
            continue
        begins = max(sentence.rfind(sign, 0, number.start()) for sign in "，、；") + 1
        before = compiled(lists["upTo"]).sub("", sentence[begins : number.start()])
        around = f"{before}#{sentence[number.end() :]}"
        for pattern in lists["named"]:
            if found := compiled(pattern).search(around):
                name = found["name"].strip("“”")
                if compiled(lists["honour"]).search(name):
                    yield name, count, unit
                break
