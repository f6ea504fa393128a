"""What a build or another command is asked, and how a build ended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from almanac.model.day import Day
from almanac.model.diagnostics import Fault
from almanac.publish import local

Tell = Callable[[str, int, int], None]  # is told what is being done, how much of it, of how much


class Job(NamedTuple):
    """The project, the records folder, the site, the day, the year if it was said, how many processes.

    set_aside: faulty records are left out instead of stopping all; compress: packed forms of texts are put beside them;
    withdrawn: names withdrawn elsewhere than in these records; rehearsal: the day, if it is past and these are not a
    demo's records: they are taken as they stood on it.
    """

    project: Path
    records: Path
    site: Path
    today: str
    year: int | None
    workers: int
    set_aside: bool
    compress: bool = False
    withdrawn: tuple[str, ...] = ()
    rehearsal: str = ""

    @property
    def day(self) -> Day:
        """The day, to be asked; each time one of its own."""
        return Day(self.today)

    @property
    def cache(self) -> Path:
        """Where photos that were drawn are kept between builds: beside the site."""
        return local.place(self.site).state / "photos"

    @property
    def name(self) -> str:
        """The records folder as messages show it: below the project if it is there, else as given."""
        try:
            return self.records.resolve().relative_to(self.project.resolve()).as_posix()
        except ValueError:
            return self.records.as_posix()


class Outcome(NamedTuple):
    """How a build ended: the faults; the site's files in all, written and taken away; whether it was published; the files
    that were set aside."""

    faults: list[Fault]
    files: int
    written: int
    gone: int
    published: bool
    aside: list[str]
