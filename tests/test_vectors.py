"""What both Python and the browser read is written once, in tests/vectors/: the same inputs, the same right results."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nodes
import notices
import pytest
from almanac.intake import notice_extraction, pasted_lists, quantities
from almanac.intake.quantities import Proposed
from almanac.model import diagnostics, fields, filings
from almanac.model.day import Day
from almanac.model.divisions import AreaCode, Register
from almanac.model.fields import Value
from almanac.model.occurrence import Occurrence
from almanac.pages import association_finder
from almanac.parse import customs, dates, lunar, numbers, spelling, yaml_writer
from almanac.search import bigrams
from almanac.validate import RULES as RULES_OF_ONE
from almanac.validate import personal_data, questions
from almanac.validate.context import Known
from almanac.views import announcement
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError
from small import FULL
from test_spelling import BEYOND

FOLDER = Path(__file__).with_name("vectors")
VECTORS: dict[str, list[list[Any]]] = {
    file.stem: json.loads(file.read_text(encoding="utf-8"))["cases"] for file in sorted(FOLDER.glob("*.json"))
    if file.name != "package.json"
}  # fmt: skip
RULES = notices.rules()


def _code(reader: Callable[[object], object]) -> Callable[[str], str]:
    """The code of the fault that a reader of records finds in a text; empty if it takes it."""

    def code(text: str) -> str:
        try:
            reader(text)
        except PydanticCustomError as error:
            return error.type
        return ""

    return code


COLUMNS = {
    column.path[-1]: column
    for column in fields.columns(filings.ACTIVITY)
    if column.head in ("成效·宣传·人数", "成效·慰问·户数", "成效·宣传·场次", "开始", "结束")
}


def _value(said: tuple[str, str]) -> str:
    """What a record takes of a text as people write it, or why not and what may be meant."""
    key, text = said
    column, spell = COLUMNS[key], spelling.Spelling(customs.Customs(2021, {}))
    new = spell.whole(column, text, "2021-05-29" if key == "结束" else "")
    counted = column.sort == "number"
    code = _code(filings.count if counted else filings.when)(new)
    if code in ("E110", "E112"):
        why = numbers.why(key, new) if counted else dates.why(new, 2021)
        return " ".join(("!", why.name, why.right))
    return code or " / ".join([new, *spell.beside.values()])


def _list(said: tuple[str, str]) -> Value:
    """The items of a text in a cell."""
    column = next(column for column in fields.columns(filings.ACTIVITY) if column.head == said[0])
    return spelling.Spelling(customs.Customs(2021, {})).whole(column, said[1])


CAMPAIGN = filings.Notice.model_construct(
    period=filings.Period.model_validate({"开始": "2021-05-01", "结束": "2021-06-10", "说明": "示例"}),
    categories=(),
)


def _activity(said: tuple[dict[str, Any], str, str]) -> list[str]:
    """The codes of what the rules find in an activity on a day, that is not answered in it."""
    value, code, today = said
    record = filings.Activity.model_validate(value)
    filing = filings.Filing(filings.ACTIVITY, 2021, AreaCode(code), "", "2021/x.yml", None, record)
    known = Known(Register([]), {2021: CAMPAIGN}, lambda path: False)
    found = [questions.asked(record, one) for rule in RULES_OF_ONE for one in rule(filing, known)]
    day = Day(today)
    return sorted(one.code for one in found if one and day.holds(one.since, one.until))


def _said(text: str) -> list[str]:
    found = notice_extraction.proposed(text, RULES).proposed
    values = (one.value if isinstance(one.value, str) else " ".join(one.value.values()) for one in found)
    return [f"{one.field}={value}" for one, value in zip(found, values, strict=True)]


def _listed(said: tuple[str, str]) -> list[list[str]]:
    """The records of a list in a pasted text."""
    kind, text = said
    found = {
        "tally": lambda: pasted_lists.tally(pasted_lists.summary(text, RULES), text, RULES),
        "piece": lambda: pasted_lists.pieces(text, RULES),
        "award": lambda: pasted_lists.awards(text, RULES),
    }[kind]()
    return [
        [
            f"{'·'.join(path)}={' '.join(item.values()) if isinstance(item, dict) else item}"
            for path, value in one.values.items()
            for item in (value if isinstance(value, list) else [value])
        ]
        for one in found
    ] or [[]]


def _spoken(hours: list[str]) -> str:
    start, end = (f"2021-05-29 {clock}" if clock else "" for clock in hours)
    return announcement.spoken_hours(Occurrence(0, start, end, "", "", ""))


# The readers of Python by the name of a file of vectors; tests/vectors/read.js has those of the browser.
READERS: dict[str, Callable[[Any], Any]] = {
    "values": _value,
    "lists": _list,
    "listed": _listed,
    "wholes": lambda record: spelling.record(filings.ACTIVITY, record, customs.Customs(2021, {})),
    "activities": _activity,
    "numerals": lambda word: numbers.han(word) or 0,
    "counts": _code(filings.count),
    "moments": _code(filings.when),
    "dates": _code(filings.date),
    "webs": _code(filings.web_address),
    "sources": _code(filings.address),
    "days": lambda said: quantities.day(*said),
    "spoken": _spoken,
    "hours": lambda said: dates.hour_of(*said),
    "near": lambda said: diagnostics.closest(*said) or "",
    "personal": lambda text: [one.code for one in personal_data.find(text, personal_data.places(FULL))],
    "notices": _said,
    "files": lambda record: [yaml_writer.file_name(record), yaml_writer.text(record)],
    "letters": bigrams.plain,
    "shelves": lambda name: [association_finder.shelf(name, nodes.SOUNDS)],
    "leaves": lambda pair: bigrams.leaf(pair, nodes.SOUNDS),
    "places": nodes.SOUNDS.place,
}
ALONE = {
    "syllables",
    "queries",
    "bares",
    "moons",
    "ways",
    "traditional",
    "nearness",
    "nearby",
    "coming",
    "over",
    "changes",
    "addresses",
}  # what the browser alone reads


@pytest.fixture(scope="module")
def browser() -> dict[str, list[Any]]:
    """What the browser's readers make of all vectors."""
    return nodes.read({name: [case[0] for case in cases] for name, cases in VECTORS.items()})


@pytest.mark.parametrize("name", READERS)
def test_python_reads_the_vectors(name: str) -> None:
    for said, right in VECTORS[name]:
        assert READERS[name](said) == right, said


@pytest.mark.parametrize("name", VECTORS)
def test_the_browser_reads_the_vectors(name: str, browser: dict[str, list[Any]]) -> None:
    for (said, right), found in zip(VECTORS[name], browser[name], strict=True):
        assert found == right, said


def test_every_file_of_vectors_has_its_readers() -> None:
    """A file that only one side knew would hold nobody to the other."""
    assert {*READERS, *ALONE} == VECTORS.keys() and not READERS.keys() & ALONE


def test_both_know_the_same_days_of_the_chinese_calendar() -> None:
    """Python's table against the calendar of browsers: the first, the fifteenth and the thirtieth of each month."""
    said = [(year, month, date) for year in lunar.YEARS for month in range(1, 13) for date in (1, 15, 30)]
    assert nodes.read({"moons": said})["moons"] == [lunar.day(*one) for one in said]


@pytest.mark.parametrize("said", BEYOND)
def test_a_number_beyond_reason_is_refused_in_the_browser_as_well(said: str) -> None:
    """`20千万` and its like: test_spelling shows the same of a file, a cell, a question and a notice read by Python."""
    text = f"昨天在示例广场开展了义诊，来了{said}人，慰问了{said}人。"
    found = nodes.read({"counts": [said], "notices": [text]})
    assert found["counts"] == [READERS["counts"](said)] != [""]
    assert found["notices"] == [_said(text)] and not any("人数" in one for one in found["notices"][0])


# ---------------------------------------------------------------- notices spoiled in some way

SPOILERS = "，。；：\n 0１9二百千万余多近户人名场元年月日时点“”（）😊📍\u200b\r🀄𠮷在到于由几数至"


def spoiled(lot: random.Random, texts: list[str]) -> str:
    """A notice with letters taken out, put in, changed or doubled, or the halves of two."""
    text = lot.choice(texts)
    if lot.random() < 0.3:
        other = lot.choice(texts)
        text = text[: lot.randrange(len(text))] + other[lot.randrange(len(other)) :]
    for _ in range(lot.randrange(1, 12)):
        place = lot.randrange(len(text) + 1)
        text = (
            lot.choice(
                [
                    text[:place] + text[place + lot.randrange(1, 4) :],
                    text[:place] + lot.choice(SPOILERS) + text[place:],
                    text[:place] + lot.choice(SPOILERS) + text[place + 1 :],
                    text[:place] + text[max(0, place - 6) : place] + text[place:],
                ]
            )
            or "。"
        )
    return text


@pytest.mark.whole
def test_both_read_every_spoiled_notice_alike() -> None:
    texts = [sample.text for half in ("tuned", "held_out") for sample in notices.samples(half)]
    lot = random.Random(529)
    texts += [row.text for row in notices.cases()]
    texts += ["", "\n", "⊢█#", "接龙", *(spoiled(lot, texts) for _ in range(1500))]
    dated = [(text, lot.choice(["", "2021-05-28"])) for text in texts]
    for (text, today), answer in zip(dated, nodes.read({"drafts": dated})["drafts"], strict=True):
        mine = notice_extraction.drafts(text, {**RULES, "today": today})
        assert answer == [
            {
                "proposed": [_told(one) for one in each.proposed],
                "missing": each.missing,
                "personal": [_told(one) for one in each.personal],
                "notes": list(each.notes),
                "why": each.why,
                **({} if each.why else {"asked": [_told(one) for one in each.asked]}),
            }
            for each in mine
        ], text


def _told(one: Proposed) -> dict[str, object]:
    return {"field": one.field, "value": one.value, "source": [one.start, one.end]}


LETTERS = "0123456789.,余多近约超上万千百- :年月日上下午晚全天待定不详"


def test_both_take_and_refuse_the_same_numbers_and_moments() -> None:
    """Twenty thousand texts of the letters that numbers and moments are written with, most of them near a right one."""
    lot = random.Random(2021)
    seeds = [case[0] for name in ("counts", "moments", "dates") for case in VECTORS[name] if case[0]]
    texts = []
    for _ in range(20_000):
        text = lot.choice(seeds)
        place = lot.randrange(len(text) + 1)
        texts.append(text[:place] + lot.choice(["", lot.choice(LETTERS)]) + text[place + lot.randrange(2) :])
    names = ("counts", "moments", "dates")
    found = nodes.read(dict.fromkeys(names, texts))
    for name in names:
        for text, answer in zip(texts, found[name], strict=True):
            assert answer == READERS[name](text), (name, text)


TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), min_size=40, max_size=80)


@settings(max_examples=20)
@given(TEXTS)
@example(["５．２９与5·29、5.2.9：ＨＰＶ疫苗㐀龥〇"])
def test_both_look_for_the_same_letters_in_the_same_leaves(texts: list[str]) -> None:
    """Any text is the same to the reader's script as to the program that made the index, and so is the leaf of each of its pairs."""
    found = sorted(bigrams.pairs(texts))
    answer = nodes.read({"letters": texts, "leaves": found})
    assert answer["letters"] == [bigrams.plain(text) for text in texts]
    assert answer["leaves"] == [bigrams.leaf(pair, nodes.SOUNDS) for pair in found]
