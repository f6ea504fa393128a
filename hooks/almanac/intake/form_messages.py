"""What the checks answer, for the script of the form: each sentence is asked of the checks themselves, with marks in it.

A mark such as {found} stands where what a reader wrote will stand: so a sentence has one home, the check that says it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, create_model

from almanac.intake.name_patterns import FOUND, for_script
from almanac.model import diagnostics, filings, web_address
from almanac.model.divisions import Level, Register
from almanac.model.filings import Record, key
from almanac.parse import (
    cells,
    date_patterns,
    encoding,
    garbled,
    numbers,
    spelling,
    validation_errors,
    yaml_reader,
    yaml_writer,
)
from almanac.validate import dates, disguises, limits, personal_data, status
from almanac.validate.context import Finding, Known

Node = dict[str, Any]
Answer = tuple[str, str, str]  # code, message, example
Rule = Callable[[filings.Filing, Known], Iterator[Finding]]

KEY = "{key}"


def answers() -> Node:
    """Sentences by the mistake, and the patterns by which mistakes are known; those about persons are in `name_patterns`."""
    return {
        "words": {**_words(), **_reasons(), **_between()},
        "numbers": numbers.GRAMMAR,
        "dates": date_patterns.GRAMMAR,
        "patterns": {name: for_script(pattern) for name, pattern in _PATTERNS.items()},
        "apart": {sort: pattern.pattern for sort, pattern in cells.APART.items()},
        "phone": spelling.LOST_ZERO.pattern,
        "private": [_sort(sort) for sort in personal_data.SORTS],
        "digits": disguises.RUNS,
        "provinces": sorted(personal_data.PROVINCES),
        "radicals": _radicals(),
        "largest": encoding.LARGEST,
        "width": yaml_writer.WIDTH,
        "halves": dates.HALF,
        "limits": {int(level): _limits(level) for level in Level},
    }


# ---------------------------------------------------------------- one field


def _asked(hint: Any, value: Any, *changes: tuple[str, str]) -> Answer:
    """The answer to a value of a field `{key}` with the example `{right}`; each change puts a mark in."""
    model = create_model("Asked", __base__=Record, field=(hint, key(KEY, "", "{right}")))
    return _answer(model, {} if value is None else {KEY: value}, *changes)


def _answer(model: type[Record], said: Node, *changes: tuple[str, str]) -> Answer:
    try:
        model.model_validate(said)
    except ValidationError as error:
        return _marked(
            validation_errors.refusals("", model, {}, (), said, error.errors(include_url=False)), *changes
        )
    raise AssertionError(f"{said} was to be refused")


def _marked(found: list[diagnostics.Fault], *changes: tuple[str, str]) -> Answer:
    code, message, example = found[0][1:4]
    for old, new in (('{key}: "{right}"', "{right}"), *changes):
        message, example = message.replace(old, new), example.replace(old, new)
    return code, message, example


def _read(text: str, *changes: tuple[str, str]) -> Answer:
    """The answer to a whole file."""
    return _marked(yaml_reader.parse("", text.encode())[1], *changes)


def _words() -> dict[str, Answer]:
    inner = create_model("Inner", __base__=Record, field=(str, key(KEY, "", "{right}")))
    outer = create_model("Outer", __base__=Record, field=(inner, key("{part}", "", "")))
    short = Annotated[str, Field(max_length=3)]
    coded = Annotated[str, Field(pattern="^x$")]
    near = Literal["{found}s"]
    words = Literal["{a}", "{b}"]
    return {
        "missing": _asked(str, None),
        "missing inside": _answer(outer, {"{part}": {}}),
        "near": _asked(near, FOUND, ("{found}s", "{near}")),
        "unlisted": _asked(words, FOUND, ("{a}、{b}", "{choices}"), ("{a}", "{first}")),
        "long": _asked(short, "1234", ("3", "{most}")),
        "lines": _asked(filings.Line, "a\nb"),
        "form": _asked(coded, FOUND),
        "huge": _asked(filings.Number, "999999999", ("999999999", FOUND)),
        "date": _asked(filings.Date, "待定", ("待定", FOUND)),
        "web": _asked(filings.Web, FOUND),
        "source": _asked(filings.Source, "ftp:x", ("ftp:x", FOUND)),
        "large": _read("x" * (encoding.LARGEST + 1), (str(encoding.LARGEST // 1024 + 1), FOUND)),
        "lost": _read("名称: xy\ufffd", ("xy\ufffd", FOUND)),
        "own": _read("名称: 示\ue000", ("U+E000", f"U+{FOUND}")),
    }


def _reasons() -> dict[str, Answer]:
    """What is said of a number or a moment that is not understood, by the reason."""
    said = {"E110": numbers.REASONS, "E112": date_patterns.REASONS}
    return {
        name: ("E113" if name == "no day" else code, *words)
        for code, reasons in said.items()
        for name, words in reasons.items()
    }


# ---------------------------------------------------------------- several fields of an activity together

_TODAY, _DAY = "2021-05-01", "2021-05-29"
_SOUND = {"名称": "示例", "类别": ["示例"], "状态": "计划", "开始": _DAY, "地点": "示例"}
_PART = (("宣传", "{part}"), ("慰问", "{part}"))
_TOO_LARGE = (
    ("99999", "{found}"),
    ("省级", "{level}"),
    ("200万", "{most}"),
    ("20万", "{most}"),
    ("500", "{most}"),
    *_PART,
)


def _held(part: str = "宣传", **figures: str) -> Node:
    return {"状态": "已举办", "成效": {part: figures}}


_BETWEEN: dict[str, tuple[Rule, Node, tuple[tuple[str, str], ...]]] = {
    "ends before": (dates.end_before_start, {"结束": "2021-05-28"}, (("2021-05-28", "{end}"), (_DAY, "{start}"))),
    "another year": (
        dates.another_year,
        {"开始": "2020-01-02"},
        (
            ("文件却放在 2021 年的文件夹里", "上面的“年份”选的是 2021 年"),  # a form has no folders
            ("把文件移到 2020 年的文件夹", "把“年份”改成 2020 年"),
            *(("开始", "{key}"), ("2020-01-02", "{found}"), ("2020", "{other}"), ("2021", "{year}"), ("-01-02", "{rest}")),
        ),
    ),
    "not held yet": (status.held_in_future, {"状态": "已举办"}, ((_DAY, "{start}"), (diagnostics.TODAY, "{today}"))),
    "no results yet": (status.results_before_event, {"成效": {"宣传": {"人数": "1"}}}, ()),
    "no results": (status.results_before_event, {"状态": "取消", "成效": {"宣传": {"人数": "1"}}}, (("取消", "{state}"),)),
    "no change": (status.change_missing, {"状态": "取消"}, (("取消", "{state}"), (diagnostics.TODAY, "{today}"))),
    "day not known": (dates.unknown_or_unset, {"开始": "不详"}, ()),
    "day not set": (dates.unknown_or_unset, {"状态": "已举办", "开始": "待定"}, ()),
    "still on": (status.held_still_on, {"状态": "已举办", "结束": "2021-06-09"}, (("2021-06-09", "{end}"), (diagnostics.TODAY, "{today}"))),
    "no note": (dates.time_note_missing, {"开始": "2021-05"}, (("2021-05，", "{start}，"),)),
    "old note": (dates.time_note_outdated, {"时间说明": "日期待定"}, ((_DAY, "{start}"),)),
    "other ordinal": (
        dates.ordinal_of_another_year,
        {"名称": "第77个会员活动日"},
        (("名称: 第23个会员活动日", "名称: {name}"), ("77", "{found}"), ("23", "{right}"), ("2021", "{year}")),
    ),
    "outside": (
        dates.outside_period,
        {"开始": "2021-11-29"},
        (("2021-11-29", "{start}"), ("示例期间", "{period}"), ("2021-05-01", "{first}"), ("2021-06-10", "{last}")),
    ),
    "long past": (status.plan_long_past, {}, ((_DAY, "{start}"),)),
    "no session": (limits.sessions_without_people, _held(场次="0", 人数="77"), (("77", "{people}"), *_PART)),
    "more sessions": (limits.sessions_without_people, _held(场次="88", 人数="77"), (("88", "{found}"), ("77", "{people}"), *_PART)),
    "more households": (limits.more_households_than_people, _held("慰问", 户数="88", 人数="77"), (("88", "{found}"), ("77", "{people}"))),
    "too large 场次": (limits.implausible, _held(场次="99999"), _TOO_LARGE),
    "too large 人数": (limits.implausible, _held(人数="9999999"), (("9999999", "{found}"), *_TOO_LARGE)),
    "too large 户数": (limits.implausible, _held("慰问", 户数="9999999"), (("9999999", "{found}"), *_TOO_LARGE)),
}  # fmt: skip


def _limits(level: Level) -> Node:
    """The most of an association of a level that nobody is asked about, by what is counted."""
    most = limits.LIMITS[level]
    return {
        "label": level.label,
        "场次": most.sessions,
        "宣传": most.people,
        "慰问": most.visited,
        "户数": most.households,
    }


def _between() -> dict[str, Answer]:
    """The answers of the rules that hold several fields against each other, each to an activity that breaks one."""
    period = {"开始": "2021-05-01", "结束": "2021-06-10", "说明": "示例期间"}
    notice = filings.Notice.model_construct(period=filings.Period.model_validate(period))
    known = Known(Register([]), {2021: notice}, lambda path: False)
    found = {}
    for name, (rule, wrong, changes) in _BETWEEN.items():
        record = filings.Activity.model_validate(_SOUND | wrong)
        broken = filings.Filing(filings.ACTIVITY, 2021, "99", "", "2021/x.yml", None, record)
        finding = next(iter(rule(broken, known)))
        found[name] = _marked([finding.at(diagnostics.Place(""))], *changes)
    return found


# ---------------------------------------------------------------- patterns

_PATTERNS = {
    "when": filings.WHEN,
    "web": web_address.WEB,
    "addressed": filings.ADDRESSED,
    "control": re.compile(f"{encoding.CONTROL.pattern}|{encoding.NO_LETTER.pattern}"),
    "invisible": encoding.INVISIBLE,
    "break": encoding.BREAK,
    "blank": encoding.BLANK,
    "hollow": encoding.HOLLOW,
    "ordinal": encoding.ORDINAL,
    "twin": encoding.TWIN,
    "wide": encoding.WIDE,
    "lost": re.compile(f"{encoding.LOST.pattern}|{garbled.LOST.pattern}"),
    "own": encoding.PRIVATE,
    "long number": diagnostics.LONG_NUMBER,
    "office": diagnostics.OFFICE,
    "peoples": diagnostics.PEOPLES,
    "suffix": diagnostics.SUFFIX,
    **disguises.PATTERNS,
    "bare": yaml_writer.PLAIN,
    "stem": yaml_writer.STRANGE,
    "ordinals": dates.ORDINAL,
}


def _radicals() -> dict[str, str]:
    """The radicals that have no plain form in Unicode, with the Han that is meant."""
    found = {letter: encoding.plain(letter) for letter in map(chr, range(0x2E80, 0x2FE0))}
    return {one: han for one, han in found.items() if unicodedata.normalize("NFKC", one) != han}


# ---------------------------------------------------------------- personal data

_SAMPLE = "13800000000"


def _sort(sort: personal_data.Sort) -> Node:
    return {
        "pattern": for_script(sort.pattern),
        "small": sort.pattern.pattern.startswith("(?i)"),
        "hint": sort.hint,
        "holds": sort.holds.__name__,
        "urls": sort.in_urls,
        "answer": _personal(sort),
    }


def _personal(sort: personal_data.Sort) -> Answer:
    """The sentence about a sort of personal data, from the one about a number that is surely one."""
    known = next(personal_data.numbers(_SAMPLE))
    mobile = next(one for one in personal_data.SORTS if one.code == known.code)
    message = known.message.replace(mobile.advice, sort.advice).replace(mobile.name, sort.name)
    return sort.code, re.sub("“.*?”", "“{found}”", message, count=1), sort.example
