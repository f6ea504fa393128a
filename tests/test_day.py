"""The day of a build: its answers, and the span of days for which all of them are the same."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from random import Random

import pytest
from almanac.model.day import ALWAYS, Day, after
from hypothesis import given
from hypothesis import strategies as st

FIRST, LAST = datetime.date(2019, 11, 1), datetime.date(2022, 2, 28)
Question = Callable[[Day], object]

days = st.dates(FIRST, LAST).map(str)
texts = st.builds(
    lambda day, clock, length: f"{day} {clock:%H:%M}"[:length],
    st.dates(FIRST, LAST),
    st.times(),
    st.sampled_from([4, 7, 10, 16]),
)
orders = st.one_of(
    st.builds(lambda text: lambda day: day.reached(text), texts),
    st.builds(lambda text: lambda day: day.past(text), texts),
)
shifts = st.integers(-400, 400)
shifted = st.builds(lambda days, ask: lambda day: ask(day.plus(days)), shifts, orders)
others = st.one_of(
    st.builds(lambda one, two: lambda day: day.within(one, two), texts, texts),
    st.builds(lambda one, two: lambda day: day.holds(one, two), texts, texts | st.just("")),
    st.sampled_from([lambda day: day.year, lambda day: day.month, lambda day: day.monday]),
)
deeper = st.builds(lambda days, ask: lambda day: ask(day.plus(days)), shifts, others)
questions: st.SearchStrategy[Question] = st.one_of(orders, shifted, others, deeper)


def moved(iso: str, days: int) -> str:
    return (datetime.date.fromisoformat(iso) + datetime.timedelta(days)).isoformat()


def ends(span: tuple[str, str]) -> tuple[str, str]:
    """The first and the last day of a span; of one without end some day far away."""
    calendar = [moved(str(FIRST), n) for n in range(-1300, 2200)]
    inside = [iso for iso in calendar if span[0] <= iso < span[1]]
    return inside[0], inside[-1]


@given(days, st.lists(questions, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_every_day_of_the_span_gives_the_same_answers(
    iso: str, asked: list[Question], random: Random
) -> None:
    day = Day(iso)
    answers = [ask(day) for ask in asked]
    first, last = ends(day.span)
    assert first <= iso <= last
    length = (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days
    for other in (first, last, *(moved(first, random.randint(0, length)) for _ in range(5))):
        assert [ask(Day(other)) for ask in asked] == answers, other


@given(days, orders | shifted)
def test_just_outside_a_span_the_answer_is_another(iso: str, ask: Question) -> None:
    day = Day(iso)
    answer = ask(day)
    (since, until), (first, last) = day.span, ends(day.span)
    assert (since, until) != ALWAYS
    outside = [moved(first, -1)] * (since != ALWAYS[0]) + [moved(last, 1)] * (until != ALWAYS[1])
    assert all(ask(Day(other)) is not answer for other in outside)


@given(days, shifts, st.sampled_from(["year", "month", "monday", "iso"]))
def test_what_shows_a_part_of_the_day_holds_as_long_as_that(iso: str, shift: int, part: str) -> None:
    day = Day(iso)
    said = getattr(day.plus(shift), part)
    first, last = ends(day.span)
    assert getattr(Day(moved(iso, shift)), part) == said
    for other in (moved(first, -1), moved(last, 1)):
        assert getattr(Day(other).plus(shift), part) != said


@given(days, texts, st.integers(0, 400))
def test_the_day_after_a_text_is_the_first_that_is_past_it(iso: str, text: str, later: int) -> None:
    assert Day(iso).past(text) is (iso >= after(text))
    assert Day(iso).plus(-later).past(text) is (iso >= after(text, later))


def test_days_in_words() -> None:
    day = Day("2021-05-29")
    assert day.reached("2021-05") and day.reached("2021-05-29 08:30") and not day.reached("2021-05-30")
    assert not day.past("2021-05") and not day.past("2021-05-29T08:30") and day.past("2021-05-28")
    assert day.reached("") and not day.past("") and not day.plus(3).past("")
    assert (day.year, day.month, day.monday) == (2021, "2021-05", "2021-05-24")
    assert day.holds("", "") and day.holds("2021-05", "2021-06") and not day.holds("", "2021-05")


def test_the_calendar_ends() -> None:
    assert after("9999-12-31") == after("9999") == after("9999-12-20", 30) == after("") == ALWAYS[1]
    day = Day("2021-05-29")
    assert not day.plus(30).past("9999-12") and day.plus(-30).reached("0001-01")
    assert day.plus(-30).span == day.span == ("0001-01-31", "~")


def test_nothing_asked_holds_always_and_nothing_shows_the_day_by_chance() -> None:
    day = Day("2021-05-29")
    assert day.span == ALWAYS
    with pytest.raises(TypeError, match="iso"):
        str(day)
    with pytest.raises(TypeError, match="iso"):
        f"{day}"
    assert day.span == ALWAYS
