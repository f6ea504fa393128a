"""Records as they would have stood on a day that is past: what was not done by then is not done yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from almanac.model.filings import Activity, Award, Filing, Piece, Record, Return, Tally
from almanac.model.words import Status


def as_on(filings: Iterable[Filing], day: str) -> Iterator[Filing]:
    """The filings of a day: without what was counted, published, awarded or returned later."""
    for filing in filings:
        record = _record(filing.record, day)
        if record is not None:
            yield filing._replace(record=record)


def _record(record: Record, day: str) -> Record | None:
    """A record as it stood, None if it did not stand yet."""
    if isinstance(record, Activity):
        return _activity(record, day)
    if isinstance(record, Return):
        return record.model_copy(update=dict.fromkeys(_later(record, day)))
    if isinstance(record, Award) and any(one.consent and one.consent.withdrawn for one in record.honoured):
        return record  # whoever has withdrawn is struck on every day
    said = record.as_of if isinstance(record, Tally) else None
    said = record.date if isinstance(record, Piece | Award) else said
    return None if said and said > day else record


def _activity(activity: Activity, day: str) -> Activity:
    """What was held later is planned, without results; what was decided later is not decided, but what is taken down is."""
    if activity.state == Status.WITHDRAWN:
        return activity
    changes = tuple(change for change in activity.changes if change.date <= day)
    update: dict[str, object] = {"changes": changes}
    undone = activity.changes[len(changes) :] if len(changes) < len(activity.changes) else ()
    earlier = next((change.earlier for change in undone if change.earlier), None)
    start = earlier or activity.start
    last = max(start.day, activity.end.day if activity.end and not earlier else "")
    if earlier:
        update |= {"start": earlier, "end": None, "sessions": ()}
    to_come = last > day[: len(last)]
    if activity.state == Status.HELD and to_come:
        update |= {"state": Status.PLANNED, "results": None, "photos": ()}
    elif undone and not changes and activity.state in (Status.POSTPONED, Status.CANCELLED):
        update["state"] = Status.PLANNED
    return activity.model_copy(update=update)


def _later(record: Return, day: str) -> Iterator[str]:
    """The fields of a return that were filed after a day."""
    dates = {
        "plan": record.plan and record.plan.date,
        "summary": record.summary and record.summary.date,
        "filled": record.filled,
    }
    yield from (name for name, date in dates.items() if date and date > day)
