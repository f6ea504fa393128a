"""What the checks answer, for the script of the form: each sentence is asked of the checks themselves, with marks in it.

A mark such as {found} stands where what a reader wrote will stand: so a sentence has one home, the check that says it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, create_model

from almanac.model import diagnostics, filings
from almanac.model.divisions import Register
from almanac.model.filings import Record, key
from almanac.parse import dates as parse_dates
from almanac.parse import encoding, garbled, numbers, validation_errors, yaml_reader, yaml_writer
from almanac.validate import dates, person_names, personal_data, persons, status
from almanac.validate.context import Finding, Known

Node = dict[str, Any]
Answer = tuple[str, str, str]  # code, message, example
Rule = Callable[[filings.Filing, Known], Iterator[Finding]]

FOUND, KEY = "{found}", "{key}"


def answers() -> Node:
    """Sentences by the mistake, and the patterns by which mistakes are known."""
    return {
        "words": {**_words(), **_reasons(), **_between()},
        "numbers": numbers.GRAMMAR,
        "dates": parse_dates.GRAMMAR,
        "patterns": {name: _for_script(pattern) for name, pattern in _PATTERNS.items()},
        "private": [_sort(sort) for sort in personal_data.SORTS],
        "persons": _persons(),
        "provinces": sorted(personal_data.PROVINCES),
        "radicals": _radicals(),
        "largest": encoding.LARGEST,
        "width": yaml_writer.WIDTH,
        "halves": dates.HALF,
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
    said = {"E110": numbers.REASONS, "E112": parse_dates.REASONS}
    return {
        name: ("E113" if name == "no day" else code, *words)
        for code, reasons in said.items()
        for name, words in reasons.items()
    }


# ---------------------------------------------------------------- several fields of an activity together

_TODAY, _DAY = "2021-05-01", "2021-05-29"
_SOUND = {"名称": "示例", "类别": ["示例"], "状态": "计划", "开始": _DAY, "地点": "示例"}
_BETWEEN: dict[str, tuple[Rule, Node, tuple[tuple[str, str], ...]]] = {
    "ends before": (dates.end_before_start, {"结束": "2021-05-28"}, (("2021-05-28", "{end}"), (_DAY, "{start}"))),
    "another year": (
        dates.another_year,
        {"开始": "2020-01-02"},
        (("开始", "{key}"), ("2020-01-02", "{found}"), ("2020", "{other}"), ("2021", "{year}"), ("-01-02", "{rest}")),
    ),
    "not held yet": (status.held_in_future, {"状态": "已举办"}, ((_DAY, "{start}"), (diagnostics.TODAY, "{today}"))),
    "no results yet": (status.results_before_event, {"成效": {"宣传": {"人数": "1"}}}, ()),
    "no results": (status.results_before_event, {"状态": "取消", "成效": {"宣传": {"人数": "1"}}}, (("取消", "{state}"),)),
    "no change": (status.change_missing, {"状态": "取消"}, (("取消", "{state}"), (diagnostics.TODAY, "{today}"))),
    "day not known": (dates.unknown_or_unset, {"开始": "不详"}, ()),
    "day not set": (dates.unknown_or_unset, {"状态": "已举办", "开始": "待定"}, ()),
}  # fmt: skip


def _between() -> dict[str, Answer]:
    """The answers of the rules that hold several fields against each other, each to an activity that breaks one."""
    known = Known(Register([]), {}, lambda path: False)
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
    "web": filings.WEB,
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
    "name perhaps": person_names.QUICK,
    "titled": persons.TITLED,
    "bare": yaml_writer.PLAIN,
    "stem": yaml_writer.STRANGE,
}


def _for_script(pattern: re.Pattern[str]) -> str:
    """A pattern as a script has it, with its flag `u`: there a digit or letter of any script is named otherwise."""
    text = pattern.pattern.removeprefix("(?i)")
    return (
        text.replace(r"[^\w", r"[^\p{L}\p{N}_")
        .replace(r"\d", r"\p{Nd}")
        .replace(r"\"", '"')
        .replace(r"\'", "'")
    )


def _radicals() -> dict[str, str]:
    """The radicals that have no plain form in Unicode, with the Han that is meant."""
    found = {letter: encoding.plain(letter) for letter in map(chr, range(0x2E80, 0x2FE0))}
    return {one: han for one, han in found.items() if unicodedata.normalize("NFKC", one) != han}


# ---------------------------------------------------------------- personal data

_SAMPLE = "13800000000"


def _sort(sort: personal_data.Sort) -> Node:
    return {
        "pattern": _for_script(sort.pattern),
        "small": sort.pattern.pattern.startswith("(?i)"),
        "hint": sort.hint,
        "holds": sort.holds.__name__,
        "urls": sort.in_urls,
        "answer": _personal(sort),
    }


def _personal(sort: personal_data.Sort) -> Answer:
    """The sentence about a sort of personal data, from the one about a number that is surely one."""
    known = next(personal_data.find(_SAMPLE))
    mobile = next(one for one in personal_data.SORTS if one.code == known.code)
    message = known.message.replace(mobile.advice, sort.advice).replace(mobile.name, sort.name)
    return sort.code, re.sub("“.*?”", "“{found}”", message, count=1), sort.example


def _persons() -> Node:
    """How names look, what around them asks, and what is said then."""
    forms = [
        {
            "name": _for_script(form.pattern),
            "cues": [
                [cue.kind, *(_for_script(one) if one else "" for one in (cue.before, cue.after))]
                for cue in form.cues
            ],
        }
        for form in persons.FORMS
    ]
    said = {
        kind: (code, message.replace("{}", FOUND), example)
        for kind, (code, message, example) in personal_data.SAID.items()
    }
    return {"forms": forms, "reach": persons.REACH, "said": said}
