"""What must hold between fields and between records; one generator a rule, its docstring the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from almanac.model.filings import Filing
from almanac.validate import (
    awards,
    cross_record,
    dates,
    limits,
    media,
    notice,
    photos,
    plausibility,
    status,
    tallies,
    vocabulary,
)
from almanac.validate.context import (
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
    dates.end_before_start,
    dates.another_year,
    status.held_in_future,
    status.held_still_on,
    status.date_to_come,
    status.results_before_event,
    status.change_missing,
    status.changes_out_of_order,
    dates.session_outside,
    dates.unknown_or_unset,
    dates.time_note_missing,
    dates.time_note_outdated,
    dates.ordinal_of_another_year,
    dates.name_of_another_day,
    dates.outside_period,
    status.plan_long_past,
    vocabulary.unknown_category,
    vocabulary.joint_unknown,
    limits.implausible,
    limits.sessions_without_people,
    limits.more_households_than_people,
    limits.tally_units,
    cross_record.number_missing,
    photos.photo_file,
    photos.photo_content,
    photos.photo_consent,
    photos.photo_of_money,
    vocabulary.outlet_level,
    media.of_another_time,
    notice.notice_place,
    notice.notice_ordinal,
    notice.notice_dates,
    notice.notice_follows,
    notice.notice_doubles,
    notice.notice_form,
    notice.notice_counting,
    awards.roll_consent,
    awards.roll_numbers,
    awards.promise_late,
    tallies.tally_zero,
    tallies.tally_level,
    tallies.tally_excludes,
)
BETWEEN: tuple[RuleBetween, ...] = (
    cross_record.same_address,
    cross_record.filed_twice,
    cross_record.former_address,
    cross_record.unresolved,
    awards.awards_apart,
    awards.awarded_twice,
    awards.withdrawn_names,
    media.same_piece,
    tallies.zero_refuted,
    plausibility.same_figures,
    plausibility.round_numbers,
    plausibility.as_planned,
    plausibility.same_photo,
    plausibility.two_places,
)
