"""What must hold between fields and between records; one generator a rule, its docstring the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from almanac.records import Filing
from almanac.rules import between, doubts, honours, notice, persons, pieces, state, tallies, when, words
from almanac.rules.known import (
    Finding,
    Known,
    activity_id,
    association,
    award_id,
    full_path,
    meant,
    reference,
    slug,
)

__all__ = [
    "BETWEEN",
    "RULES",
    "Finding",
    "Known",
    "activity_id",
    "association",
    "award_id",
    "full_path",
    "meant",
    "reference",
    "slug",
]

Rule = Callable[[Filing, Known], Iterator[Finding]]
RuleBetween = Callable[[Sequence[Filing], Known], Iterator[tuple[Filing, Finding]]]

RULES: tuple[Rule, ...] = (
    when.end_before_start,
    when.another_year,
    state.held_in_future,
    state.results_before_event,
    state.change_missing,
    state.changes_out_of_order,
    when.session_outside,
    when.unknown_or_unset,
    when.time_note_missing,
    when.time_note_outdated,
    when.ordinal_of_another_year,
    when.name_of_another_day,
    when.outside_period,
    state.plan_long_past,
    words.unknown_category,
    words.joint_unknown,
    words.implausible,
    words.more_households_than_people,
    between.number_missing,
    persons.photo_file,
    persons.photo_content,
    persons.photo_consent,
    persons.photo_of_money,
    words.outlet_level,
    notice.notice_place,
    notice.notice_ordinal,
    notice.notice_dates,
    notice.notice_follows,
    notice.notice_doubles,
    notice.notice_form,
    notice.notice_counting,
    honours.roll_consent,
    honours.roll_numbers,
    honours.promise_late,
    tallies.tally_zero,
    tallies.tally_level,
    tallies.tally_excludes,
)
BETWEEN: tuple[RuleBetween, ...] = (
    between.same_address,
    between.filed_twice,
    between.former_address,
    between.unresolved,
    honours.awards_apart,
    honours.withdrawn_names,
    pieces.same_piece,
    doubts.same_figures,
    doubts.round_numbers,
    doubts.as_planned,
    doubts.same_photo,
    doubts.two_places,
)
