"""The numbers of the activities that a news release tells of, as the table and the digest count and print them."""

from __future__ import annotations

from collections.abc import Sequence

from almanac.disclosure import small_counts
from almanac.model import accuracy
from almanac.model.accuracy import Accuracy
from almanac.model.counting_rules import rules_of
from almanac.model.filings import Count, Notice
from almanac.statistics import counting, totals
from almanac.views.activities import Entry

_PLACES = {
    "宣传场次": ("publicity", "sessions"),
    "宣传人数": ("publicity", "people"),
    "慰问场次": ("visits", "sessions"),
    "慰问人数": ("visits", "people"),
}
VISITED, HOUSES = "慰问人数", "慰问户数"


def numbers(held: Sequence[Entry], notice: Notice | None) -> dict[str, str]:
    """Each number that is known, by its name; of one activity as it was written.

    One or two people visited in a village are in the sum, as in the table's and the digest's, and make it inexact where
    they alone could be taken off it.
    """
    rules = rules_of(notice)
    hidden = [event for event in held if _is_hidden(event)]
    few = _of_few(
        [line.value for event in hidden for line in counting.lines(event, rules) if _is_visited(line)]
    )
    raw: totals.Raw = {}
    for event in held:
        for line in counting.lines(event, rules):
            totals.add(raw, line)
    sums, found = totals.done(raw, held[0].code) if held else {}, dict[str, str]()
    for name, (block, measure) in _PLACES.items():
        cells = [
            one
            for cell, one in sums.items()
            if cell.startswith(block) and cell.endswith(measure) and one.known
        ]
        value = sum(one.value for one in cells)
        sure = accuracy.together([one.accuracy for one in cells] + (few if name == VISITED else []))
        if hidden and name == VISITED and value <= small_counts.MOST_HIDDEN:
            found[name] = small_counts.FEW
        elif cells:
            found[name] = _written(held, block, measure, value) or accuracy.spoken(value, sure)
    return found | _houses(held)


def groups(held: Sequence[Entry]) -> tuple[str, str]:
    """People visited, and households visited besides, whose people nobody counted; each a sum in words, or empty."""
    visits = [event for event in held if event.figures.visits]
    people = [event for event in visits if event.figures.visited]
    houses = [
        event
        for event in visits
        if event.figures.households and (event.figures.apart or not event.figures.visited)
    ]
    return (
        _sum([(event.figures.visited, event) for event in people]),
        _sum([(event.figures.households, event) for event in houses]),
    )


def _sum(those: Sequence[tuple[Count | None, Entry]]) -> str:
    """A sum in words, of numbers each with its activity; of one as it was written, and of one that is hidden no more than
    that there were some; empty of none."""
    each = [number for number, _ in those if number]
    hidden = [number.value for number, event in those if number and _is_hidden(event)]
    if len(each) == 1:
        return small_counts.FEW if hidden else str(each[0])
    sure = accuracy.together([accuracy.of_mark(number.mark) for number in each] + _of_few(hidden))
    whole = sum(number.value for number in each)
    return accuracy.spoken(whole, sure) if whole else ""


def _written(held: Sequence[Entry], block: str, measure: str, value: int) -> str:
    """The number as it was written, where one activity alone brings it."""
    places = {
        "publicity-sessions": "sessions",
        "publicity-people": "people",
        "visits-sessions": "visit_sessions",
        "visits-people": "visited",
    }
    of_kind = [e for e in held if (counting.is_publicity(e) if block == "publicity" else e.figures.visits)]
    each = (getattr(small_counts.published(one), places[f"{block}-{measure}"]) for one in of_kind)
    told = [number for number in each if number]
    said = told[0] if len(told) == 1 else None
    return (
        str(said)
        if said and (said.value == value or (said.text == small_counts.FEW and len(of_kind) == 1))
        else ""
    )


def _of_few(hidden: Sequence[int | None]) -> list[Accuracy]:
    """How sure a sum is that has these hidden numbers in it: where they are together one or two people of a village, nobody
    is to take the others off the whole."""
    return [Accuracy.AT_LEAST] if 0 < sum(filter(None, hidden)) <= small_counts.MOST_HIDDEN else []


def _is_visited(line: counting.Line) -> bool:
    """Whether it is of people visited."""
    return line.cell.startswith("visits") and line.cell.endswith("people")


def _is_hidden(event: Entry) -> bool:
    return small_counts.published(event) is not event.figures


def _houses(held: Sequence[Entry]) -> dict[str, str]:
    """Households visited, which have no cell of their own."""
    of_kind = [e for e in held if e.figures.visits and e.figures.households]
    said = [number for e in of_kind if (number := small_counts.published(e).households)]
    if len(said) == 1:
        return {HOUSES: str(said[0])}
    return {HOUSES: _sum([(e.figures.households, e) for e in of_kind])} if said else {}
