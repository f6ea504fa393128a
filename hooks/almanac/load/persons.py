"""Questions about persons in a file, held against the answers in its records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from almanac.model.diagnostics import Fault, Place, is_question
from almanac.model.filings import Filing, Record
from almanac.parse import yaml_reader
from almanac.validate import questions


def asked(filings: list[Filing], private: list[Fault], text: str) -> tuple[list[Filing], list[Fault]]:
    """The filings, told which questions about persons are open in their file; and the personal data with these alone."""
    if not any(map(is_question, private)):
        return filings, private
    if not filings:
        return filings, questions.unanswered(private, ())
    places = yaml_reader.places(text)
    found: list[Fault] = []
    open_: set[str] = set()
    for fault in private:
        answers = questions.answers_of(_around(filings, places, fault.place))
        if told := questions.unanswered([fault], answers):
            found += told
            open_.add(fault.answer)
    doubtful = frozenset(open_ - {""})
    return [filing._replace(doubtful=doubtful) for filing in filings], found


def _around(
    filings: Sequence[Filing], places: Mapping[tuple[str | int, ...], tuple[int, int]], at: Place
) -> Record:
    """The record in which a place of the file stands."""
    before = [
        filing
        for filing in filings
        if filing.item is not None and places[(filing.item,)] <= (at.line, at.column)
    ]
    return (before or filings)[-1].record
