"""What people type and what records take: numbers, dates, cells and files; whatever is right already is never touched."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from almanac.excel import importer, normalise
from almanac.excel.header_row import LISTED
from almanac.excel.reader import Cell
from almanac.intake import notice_extraction, notice_patterns, prompts
from almanac.model import fields
from almanac.model.day import Day
from almanac.model.divisions import Register
from almanac.model.fields import Column
from almanac.model.filings import ACTIVITY, count, when
from almanac.parse import cells, customs, dates, numbers, yaml_reader, yaml_writer
from damages import han
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

CUSTOMS = customs.Customs(2021, {})
BY_HEAD = {column.head: column for column in fields.columns(ACTIVITY)}

# ---------------------------------------------------------------- numbers and dates

# Over the hundred million that a record takes; tests/test_vectors.py shows the same to the browser.
BEYOND = ("20千万", "200百万", "1.5亿", "10001万", "20000万人", "999百万余", "超100000001")


@pytest.mark.parametrize(
    ("key", "said", "meant"),
    [
        ("人数", "一百零五", "105"), ("人数", "十五", "15"), ("人数", "两百", "200"), ("人数", "三千余", "3000余"),
        ("人数", "三万多人", "3万多"), ("人数", "1.5千", "1500"), ("人数", "百余人", "100余"), ("人数", "1万余人次", "1万余"),
        ("户数", "10户", "10"), ("场次", "3场", "3"), ("金额", "1,200元", "1200"),
        # what is not said for sure is left for the checks to tell
        ("人数", "二百五", "二百五"), ("人数", "一万二", "一万二"), ("人数", "几十", "几十"), ("人数", "50户", "50户"),
        ("户数", "10人", "10人"), ("人数", "近200余人", "近200余人"), ("人数", "200-300", "200-300"), ("人数", "1,20", "1,20"),
        ("人数", "十百", "十百"), ("人数", "一一", "一一"), ("人数", "零", "零"), ("人数", "", ""), ("人数", "人", "人"),
    ],
)  # fmt: skip
def test_numbers(key: str, said: str, meant: str) -> None:
    assert numbers.spelt(key, said)[0] == meant


@given(st.integers(1, 999))
def test_chinese_numerals_are_read_as_they_are_written(number: int) -> None:
    assert numbers.spelt("人数", f"{han(number)}人")[0] == str(number)


@given(st.text(alphabet="0123456789.,，余多近约超万千百十一二两零〇 人户场+左右以上-", max_size=8))
def test_a_spelt_number_is_one_that_records_take_or_untouched(said: str) -> None:
    new, rules = numbers.spelt("人数", said)
    if rules:
        count(new)
    else:
        assert new == said


@pytest.mark.parametrize("said", BEYOND)
def test_a_number_beyond_reason_is_refused_at_every_door(said: str) -> None:
    """In a record, in a cell, at a prompt and in a notice; what may just be filed is read by the last three alike."""
    number = normalise.repaired(BY_HEAD["成效·宣传·人数"], Cell("text", said), CUSTOMS)
    assert (number.value, number.rules) == (said, ()), "left for the check to tell"
    with pytest.raises(PydanticCustomError):
        count(said)
    assert not _read(said)
    assert _prompted(said) == {}


@pytest.mark.parametrize(
    ("said", "meant"), [("1千万", "1000万"), ("9999万", "9999万"), ("100百万", "10000万")]
)
def test_a_number_that_may_just_be_filed_is_read_at_every_door(said: str, meant: str) -> None:
    assert numbers.spelt("人数", said)[0] == meant
    assert _read(said) == [meant]
    assert _prompted(said) == {"成效": {"宣传": {"人数": meant}}}


def _prompted(said: str) -> dict[str, Any]:
    """What the prompts take for the number of persons, if they are answered so and then not at all."""
    answers = iter([said])
    asked = prompts.Asked(ACTIVITY, lambda found: iter(["成效·宣传·人数"]), {}, lambda head, value: "")
    context = importer.Context(Path(), Register([]), {}, 2021, Day("2021-07-01"), "")
    return prompts.ask(asked, context, lambda head, question: next(answers, ""), lambda text: None)


def _read(said: str) -> list[str]:
    """What a notice's numbers of persons are read as."""
    text = f"昨天，浏阳市计生协在示例广场开展了义诊，来了{said}人。\n"
    found = notice_extraction.proposed(text, notice_patterns.rules(2021, None)).proposed
    return [str(one.value) for one in found if one.field == "成效·宣传·人数"]


@pytest.mark.parametrize(
    ("said", "meant", "end", "note"),
    [
        ("5.29", "2021-05-29", "", ""), ("2021.5.29", "2021-05-29", "", ""), ("5月29日", "2021-05-29", "", ""),
        ("五月二十九日", "2021-05-29", "", ""), ("20210529", "2021-05-29", "", ""), ("5月29日（周六）", "2021-05-29", "", ""),
        ("2021年5月29日 9时30分", "2021-05-29 09:30", "", ""), ("5月29日下午3点", "2021-05-29 15:00", "", ""),
        ("5月29日-6月1日", "2021-05-29", "2021-06-01", ""), ("5月29至30日", "2021-05-29", "2021-05-30", ""),
        ("5月29日下午2:30-5:00", "2021-05-29 14:30", "2021-05-29 17:00", ""), ("5月下旬", "2021-05", "", "5月下旬"),
        ("5.20-5.30", "2021-05-20", "2021-05-30", ""), ("2021.5.20-2021.6.1", "2021-05-20", "2021-06-01", ""),
        ("2021/5/29 0:00:00", "2021-05-29", "", ""), ("2021-05-29 08:30:00", "2021-05-29 08:30", "", ""),
        ("时间待定", "待定", "", ""), ("2021-5.20", "2021-05-20", "", ""),
        ("5月29日（周五）", "5月29日（周五）", "", ""), ("近日", "近日", "", ""), ("29日", "29日", "", ""),
        ("22.5.29", "22.5.29", "", ""), ("5月29日下午3点到不知道", "5月29日下午3点到不知道", "", ""),
    ],
)  # fmt: skip
def test_dates(said: str, meant: str, end: str, note: str) -> None:
    found = dates.spelt(said, 2021)
    assert (found.text, found.end, found.note) == (meant, end, note)


@given(st.text(alphabet="0123456789.-/:：年月日号上下午点半至到五二十一 周六（）", max_size=16))
def test_a_spelt_date_has_the_form_of_one_or_is_untouched(said: str) -> None:
    found = dates.spelt(said, 2021)
    if not found.rules:
        assert found.text.strip() in (said, said.strip(), said.strip().strip("。；;")) or " " in said
    elif _exists(found.text[:10]):
        assert when(found.text)


def _exists(day: str) -> bool:
    try:
        return len(day) == 7 or bool(datetime.date.fromisoformat(day))
    except ValueError:
        return False


MARKS = ("{}", "近{}", "约{}", "超{}", "{}余", "{}多", "{}万", "{}万余", "{:,}")


def _good(column: Column) -> st.SearchStrategy[str]:
    """Cells in which nothing is to be changed."""
    if column.choices and column.sort == "choice":
        return st.sampled_from(column.choices)
    day = st.dates(datetime.date(1999, 1, 1), datetime.date(2030, 12, 31)).map(str)
    sorts: dict[str, st.SearchStrategy[str]] = {
        "number": st.integers(1, 99_999).flatmap(
            lambda n: st.sampled_from([mark.format(n) for mark in MARKS])
        ),
        "date": day,
        "moment": day | day.map(lambda d: f"{d} 上午") | day.map(lambda d: f"{d} 08:30") | st.just("待定"),
    }
    return sorts.get(
        column.sort,
        st.text(alphabet="示例天和广场义诊ab12 ，。（）《》", min_size=1, max_size=20)
        .map(str.strip)
        .filter(_is_said),
    )


def _is_said(text: str) -> bool:
    return bool(text) and not text.startswith("[")


PLAIN = [column for column in fields.columns(ACTIVITY) if not column.is_list]


@settings(max_examples=300)
@given(st.data())
def test_what_is_right_is_never_changed(data: st.DataObject) -> None:
    column = data.draw(st.sampled_from(PLAIN))
    said = data.draw(_good(column))
    spelt = normalise.repaired(column, Cell("text", said), CUSTOMS)
    assert (spelt.value, spelt.rules, spelt.doubt) == (said, (), None)


# ---------------------------------------------------------------- values, cells, files

LETTERS = st.text(alphabet="示例义诊ab12 、，；;：:·#-[]{}\"'|>&*!%@`\n，/\\?", min_size=1, max_size=16)
TEXT = LETTERS.map(lambda text: " ".join(text.split(" ")).strip(" \n")).filter(bool)


def _value(column: Column) -> st.SearchStrategy[Any]:
    """Values of a field, also such as nobody would write."""
    if column.sort == "parts":
        needed = [part for part in column.parts if part.required]
        rest = [part for part in column.parts if not part.required]
        must = st.fixed_dictionaries({part.path: _value(part) for part in needed})
        may = st.fixed_dictionaries({}, optional={part.path: _value(part) for part in rest})
        item = st.tuples(must, may)
        return st.lists(
            item.map(lambda found: fields.nested({**found[0], **found[1]})).filter(bool),
            min_size=1,
            max_size=3,
        )
    if column.is_list:
        return st.lists(TEXT, min_size=1, max_size=3)
    return TEXT


ALL = [column for kind in LISTED for column in fields.columns(kind)]


@settings(max_examples=400)
@given(st.data())
def test_a_cell_is_read_as_the_value_that_was_written(data: st.DataObject) -> None:
    column = data.draw(st.sampled_from(ALL))
    value = data.draw(_value(column))
    assert cells.read(column, cells.written(column, value)) == value


WRONG = st.recursive(
    TEXT,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["项目", "对象", "单位", "地点"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.sampled_from([column for column in ALL if column.is_list]), st.lists(WRONG, max_size=2))
@example(BY_HEAD["类别"], [{}])
def test_a_value_of_the_wrong_shape_has_a_cell_too(column: Column, value: list[Any]) -> None:
    """It came out of a cell as JSON, and goes back as it came; the checks tell of it."""
    cell = cells.written(column, value)
    assert cells.read(column, cell) == value or not cell


@settings(max_examples=300)
@given(st.data())
def test_a_file_is_read_as_the_values_that_were_written(data: st.DataObject) -> None:
    """Whatever the letters, the file says the same; where the reader has a fault with them, it is with the letters."""
    kind = data.draw(st.sampled_from(LISTED))
    cols = fields.columns(kind)
    chosen = data.draw(st.lists(st.sampled_from(cols), min_size=1, max_size=6, unique=True))
    value = fields.nested({column.path: data.draw(_value(column)) for column in cols if column in chosen})
    for whole in (value, [value, value]):
        found, faults = yaml_reader.parse("示例.yml", yaml_writer.text(whole).encode())
        assert not faults or {fault.code for fault in faults} <= {"E034"}
        if not faults:
            assert _stripped(found) == _stripped(whole)


def _stripped(value: Any) -> Any:
    """A block of text ends in one more line end than was written."""
    if isinstance(value, dict):
        return {key: _stripped(inner) for key, inner in value.items()}
    return [_stripped(item) for item in value] if isinstance(value, list) else value.rstrip("\n")
