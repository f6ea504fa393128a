"""What commands ask the graph of the activities of one association and of those right below it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from almanac.build import handed
from almanac.build.graph import Values
from almanac.build.values import fault
from almanac.model.diagnostics import Fault
from almanac.model.divisions import Level, Register, share_of
from almanac.model.filings import Filing
from almanac.views import noticeboard
from almanac.views.activities import Entry

LISTS = ("province", "city", "others")  # the parts in which an area hands up its activities


class Neighbourhood(NamedTuple):
    """An association and a year; name: how messages show the records folder."""

    register: Register
    code: str
    year: int
    name: str

    def asks(self, joint: bool = False) -> list[str]:
        """The names of the values that are asked for; joint: also for activities that others lead."""
        codes = self._codes if joint else noticeboard.near(self._codes, self.code)
        found = [
            "common faults today:errors",
            *(f"faults today/{code}:errors" for code in {*codes, *self._around}),
        ]
        found += [f"handed/{code}:{part}" for code in codes for part in LISTS]
        found += [f"parts/{code}" for code in codes]
        return [*found, f"exchange:{share_of(self.code)}"] if joint else found

    def errors(self, value: Values) -> list[Fault]:
        """The errors that concern it: of notices, and of activities at, above or right below it."""
        found = {
            fault(each) for each in value["common faults today:errors"] if not each[0].startswith("content/")
        }
        for code in self._around:
            errors = map(fault, value[f"faults today/{code}:errors"])
            found.update(each for each in errors if self._concerns(each.place.file))
        return sorted(found)

    def entries(self, value: Values) -> list[Entry]:
        """The activities of its area, and of those right below it, but for those of files with errors."""
        areas = noticeboard.near(self._codes, self.code)
        return [event for code in areas for event in self._sound(value, code)]

    def joint(self, value: Values) -> list[Entry]:
        """The activities that others lead and in which it takes part, or somebody below it."""
        ids = {event[0] for event in value[f"exchange:{share_of(self.code)}"][0]}
        leaders = sorted({share_of(one.split("-")[1]) for one in ids})
        near = noticeboard.near(self._codes, self.code)
        return [
            event
            for code in leaders
            if code not in near
            for event in self._sound(value, code)
            if event.id in ids
        ]

    def filings(self, value: Values, events: tuple[Entry, ...]) -> Iterator[Filing]:
        """What was filed in the areas of some activities, and in its own."""
        for code in sorted({share_of(code) for code in (self.code, *(event.code for event in events))}):
            yield from value[f"parts/{code}"].filings

    @property
    def _codes(self) -> list[str]:
        return [unit.code for unit in self.register if unit.level <= Level.COUNTY]

    @property
    def _around(self) -> list[str]:
        """The areas at, above or right below it."""
        near = noticeboard.near(self._codes, self.code)
        return [code for code in self._codes if code in near or self.code.startswith(code)]

    def _concerns(self, file: str) -> bool:
        return noticeboard.concerns(file.removeprefix(f"{self.name}/"), self.code, self.year, self.register)

    def _sound(self, value: Values, code: str) -> list[Entry]:
        """The activities of an area, but for those of files with errors."""
        entries = handed.everything(*(value[f"handed/{code}:{part}"] for part in LISTS))
        wrong = {each[0] for each in value[f"faults today/{code}:errors"]}
        if wrong:
            filings: tuple[Filing, ...] = value[f"parts/{code}"].filings
            bad = {filing.id for filing in filings if f"{self.name}/{filing.file}" in wrong}
            entries = [event for event in entries if event.id not in bad]
        return entries
