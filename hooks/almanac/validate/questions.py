"""What only a person can decide: a question is open until the record is changed, or says that what it asks about is so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from almanac.model.diagnostics import Fault, is_question
from almanac.model.filings import Answer, Record
from almanac.parse import yaml_writer
from almanac.validate.context import Finding

KEY, SOUND = "已核", "核对过，没有错"


def answers_of(record: Record) -> tuple[Answer, ...]:
    """The answers that a record holds."""
    found: tuple[Answer, ...] = getattr(record, "answers", ())
    return found


def is_open(answers: Iterable[Answer], code: str, value: str) -> bool:
    """Whether nobody has answered; an answer is to what stands there now: another value asks anew."""
    return not any(one.question == code and one.value == value for one in answers)


def line(answers: Iterable[Answer], code: str, value: str) -> str:
    """The line that answers a question, with the answers that a record has already: it is written once."""
    found = [{"问题": one.question, "值": one.value or "", "说明": one.note} for one in answers]
    kept = [{key: text for key, text in one.items() if text} for one in found]
    return yaml_writer.on_one_line(KEY, [*kept, {"问题": code, "值": value, "说明": SOUND}])


def asked(record: Record, finding: Finding) -> Finding | None:
    """What was found in a record, with the line that answers it if it is a question; None if it is answered."""
    if not finding.code.startswith("Q"):
        return finding
    answers = answers_of(record)
    if not is_open(answers, finding.code, finding.value):
        return None
    return finding._replace(answer=line(answers, finding.code, finding.value))


def unanswered(private: Iterable[Fault], answers: Sequence[Answer]) -> list[Fault]:
    """Of the personal data in a text its errors, and the questions that nobody has answered, with the line for each.

    private: as `personal_data.faults` tells it, with what a question asks about in the place of its answer.
    """
    return [
        fault._replace(answer=line(answers, fault.code, fault.answer)) if is_question(fault) else fault
        for fault in private
        if not is_question(fault) or is_open(answers, fault.code, fault.answer)
    ]
