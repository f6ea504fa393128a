"""What the press desk asks of the records and no page needs: records without an error, a release before its day, pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from almanac.build import areas
from almanac.build.graph import Run
from almanac.build.task import Keep, Task
from almanac.build.tasks import Asked
from almanac.build.values import Parts, PlainFault
from almanac.load.press_releases import Newsroom
from almanac.model.filings import Filing
from almanac.statistics import press_numbers
from almanac.validate import Known
from almanac.views import activities, press_release
from almanac.views.media_mentions import Mention
from almanac.views.press_release import News


def tasks(asked: Asked) -> Iterator[Task]:
    """`sound/<area>`, `written/<release>`."""
    for code in asked.codes:
        yield Task(f"sound/{code}", sound, (f"parts/{code}", f"faults today/{code}:errors"), keep=Keep.KEY)
    for slug, told in asked.releases:
        codes = tuple(area for area in told if area in asked.codes)
        inputs = ("public newsroom", "public known", f"mentions:{slug}", *(f"sound/{c}" for c in codes))
        yield Task(f"written/{slug}", written, inputs, (codes, slug), keep=Keep.KEY)


def pieces(asked: Asked, year: int) -> Iterator[Task]:
    """`pieces/<area>`: its published pieces, for the command that takes in a new one."""
    yield from (
        Task(f"pieces/{c}", areas.pieces, (f"files/{c}", "known"), (year,), c, Keep.KEY) for c in asked.codes
    )


def sound(run: Run, these: Parts, errors: Sequence[PlainFault]) -> tuple[Filing, ...]:
    """The records of an area as the public may see them, without the files that have an error."""
    faulty = {file for file, *_ in errors}
    return tuple(each for each in these.filings if f"{run.means.space.name}/{each.file}" not in faulty)


def written(run: Run, room: Newsroom, shown: Known, told: Sequence[Any], *args: Any) -> News:
    """A release with what the records say, whether it may be read yet or not; the last: the areas it tells of, its address."""
    *filed, codes, slug = args
    filings = dict(zip(codes, filed, strict=True))
    those = [one for one in room.releases if one.slug == slug]
    (found,) = press_release.gather(
        those,
        lambda code: activities.entries(filings.get(code, ()), shown.notices, shown.register),
        map(Mention._make, told),
        shown.notices,
        shown.register,
        press_numbers.numbers,
    )
    return found
