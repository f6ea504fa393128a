"""Drafts for somebody to judge who did not choose them: so many, over all kinds and weeks, drawn with a seed.

.venv/bin/python tests/bench/drafts.py --to FOLDER                       40 of a demo of 600 activities and the shipped records
.venv/bin/python tests/bench/drafts.py --to FOLDER --seed 7 --number 30  others
.venv/bin/python tests/bench/drafts.py --to FOLDER --records RECORDS     of other records

Each is a text as its page would show it, numbers filled in, above the record it was made of; asked is that nobody
changes more than two sentences in any.
"""

from __future__ import annotations

import argparse
import datetime
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "hooks")]

from almanac import demo  # noqa: E402
from almanac.build import engine, press_tasks  # noqa: E402
from almanac.build.job import Job  # noqa: E402
from almanac.build.tasks import Asked  # noqa: E402
from almanac.model.day import Day  # noqa: E402
from almanac.model.divisions import Register  # noqa: E402
from almanac.model.filings import Activity, Filing  # noqa: E402
from almanac.model.phase import DraftKind  # noqa: E402
from almanac.statistics import press_draft_subject, press_numbers, weekly_digest  # noqa: E402
from almanac.validate import Known  # noqa: E402
from almanac.validate.press_release import ASKED  # noqa: E402
from almanac.views.activities import entries  # noqa: E402
from almanac.views.occurrences import next_day, occurrences_of  # noqa: E402
from almanac.views.press_draft_kinds import kind_of  # noqa: E402
from almanac.views.press_figures import FIRST, FOUNDED  # noqa: E402
from small import FULL, PROJECT  # noqa: E402

DEMO_DAY, DEMO_YEAR, WEEK = "2021-05-29", 2021, "week"
LATE = 30  # days after its last in which something is drafted


class Room(NamedTuple):
    """What can be drafted of one folder of records: its filings as the public may see them."""

    folder: Path
    known: Known
    filings: Sequence[Filing]


class Drawn(NamedTuple):
    """One draft: what was asked for, on which day, what kind it is."""

    room: Room
    what: str
    day: str
    kind: str


def room(folder: Path) -> Room:
    """The records of a folder."""
    names: list[str] = []

    def choose(asked: Asked) -> list[str]:
        names.extend(f"sound/{code}" for code in asked.codes)
        return ["public known", *names]

    job = Job(PROJECT, folder, folder / "site", DEMO_DAY, None, 1, False)
    with engine.answers(job, choose, lambda *_: None, press_tasks.tasks) as value:
        return Room(folder, value["public known"], [one for name in names for one in value[name]])


def days_of(activity: Activity) -> list[str]:
    """Days on which somebody may want a draft of it: before, on, between and after its own, and when it was changed."""
    found = sorted({day for one in occurrences_of(activity) for day in (one.start[:10], one.last)})
    if not found:
        return [
            activity.start.day if len(activity.start.day) == 10 else DEMO_DAY
        ] * 2  # of a month no day is known
    late = [weekly_digest.later(found[-1], after) for after in (1, LATE)]
    return [*(weekly_digest.later(found[0], -before) for before in (6, 1)), *found, next_day(found[0]), *late]


def every(those: Room) -> Iterator[Drawn]:
    """All that may be drawn: each activity on its days, each association's weeks on a day in them and after."""
    for filing in those.filings:
        activity = filing.record
        if not isinstance(activity, Activity):
            continue
        for day in days_of(activity):
            kind = kind_of(activity, filing.year, Day(day))
            told_late = kind is DraftKind.REPORT and day != days_of(activity)[-2]
            if kind is not DraftKind.NONE and not told_late:
                yield Drawn(those, filing.id, day, str(kind))
        if len(activity.start.day) == 10:
            monday = weekly_digest.monday(activity.start.day)
            for unit in those.known.register.line(filing.code):
                path = those.known.register.path(unit.code) or unit.name
                for after in (5 if monday == weekly_digest.monday(DEMO_DAY) else 6, 8):
                    yield Drawn(
                        those,
                        f"{path}/{monday}",
                        weekly_digest.later(monday, after),
                        WEEK + str(unit.level.label),
                    )


def draw(rooms: Sequence[Room], number: int, seed: int) -> Iterator[tuple[Drawn, str]]:
    """So many drafts, of each kind in turn; none of the same association twice while there are others."""
    chance, kinds = random.Random(seed), dict[str, list[Drawn]]()
    for those in rooms:
        for one in {one[1:]: one for one in every(those)}.values():
            place = "" if one.kind.startswith(WEEK) else str(those.folder)
            kinds.setdefault(one.kind + place, []).append(one)
    piles = [sorted(kinds[kind], key=lambda one: one[1:]) for kind in sorted(kinds)]
    for pile in piles:
        chance.shuffle(pile)
    chance.shuffle(piles)
    told: set[str] = set()
    while number and any(piles):
        for pile in filter(None, piles):
            drawn = next((one for one in pile if one.what not in told), pile[0])
            pile.remove(drawn)
            text = written(drawn)
            if text and number and drawn.what not in told:
                told.add(drawn.what)
                number -= 1
                yield drawn, text


def written(one: Drawn) -> str:
    """The draft as its page shows it, or nothing where none is made."""
    known, today = one.room.known, Day(one.day)
    subject = press_draft_subject.subject(one.what, known.register, today)
    made = press_draft_subject.drafted(subject, one.room.filings, known, today) if subject else None
    if not (subject and made and made.text):
        return ""
    return ASKED.sub(lambda found: _figures(one, subject, known.register).get(found[1], found[0]), made.text)


def _figures(one: Drawn, subject: press_draft_subject.Subject, register: Register) -> dict[str, str]:
    """What {{ … }} stands for in it."""
    notices = {subject.year: one.room.known.notices[subject.year]}
    those = [
        each for each in one.room.filings if each.year == subject.year and each.code.startswith(subject.code)
    ]
    held = [
        event
        for event in entries(those, notices, register)
        if str(event.phase) == "held" and _is_of(event.id, event.day, subject)
    ]
    fixed = {"届次": str(subject.year - FIRST), "周年": str(subject.year - FOUNDED), "活动数": str(len(held))}
    return fixed | press_numbers.numbers(held, notices[subject.year])


def _is_of(identity: str, day: str, subject: press_draft_subject.Subject) -> bool:
    if subject.activity:
        return identity == subject.activity
    return bool(day) and subject.monday <= day <= weekly_digest.later(subject.monday, 6)


def main() -> int:
    """Write them, each a file of its own."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--to", type=Path, required=True)
    words.add_argument("--records", type=Path, action="append")
    words.add_argument("--number", type=int, default=40)
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    folders = given.records or [PROJECT / "events", given.to / "demo"]
    if not given.records:
        demo.write(
            folders[1],
            FULL,
            600,
            given.seed,
            DEMO_YEAR,
            lambda done: None,
            datetime.date.fromisoformat(DEMO_DAY),
        )
    for number, (one, text) in enumerate(draw(list(map(room, folders)), given.number, given.seed), 1):
        file = next((each.file for each in one.room.filings if each.id == one.what), "")
        record = (one.room.folder / file).read_text(encoding="utf-8") if file else ""
        head = f"{one.what}　当作{one.day}　{one.kind}\n\n"
        (given.to / f"{number:02}-{one.kind.replace(' ', '-')}.txt").write_text(
            f"{head}{text}\n———— 记录\n{record}", encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
