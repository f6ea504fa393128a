"""What an association's page says of honours and service: its awards, its promises, and the sums at and below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from almanac.model.day import Day
from almanac.render.html import fill
from almanac.views import honour_rolls, service
from almanac.views.honour_rolls import Honour
from almanac.views.service import Pledge, Service
from markupsafe import Markup

AWARDS = 20  # so many are shown; the rolls have all


class Merits:
    """The sections of one share's pages, by association."""

    def __init__(
        self,
        honours: Iterable[Honour],
        pledges: Iterable[Pledge],
        served: Mapping[str, Service],
        year: int,
        today: Day,
    ) -> None:
        self._year, self._today = year, today
        self._served = service.together(served.values())
        self._honours: dict[str, list[Honour]] = {}
        self._pledges: dict[str, list[Pledge]] = {}
        for honour in sorted(honours, key=honour_rolls.order):
            self._honours.setdefault(honour.code, []).append(honour)
        for pledge in pledges:
            self._pledges.setdefault(pledge.code, []).append(pledge)

    def of(self, code: str, top: bool, root: str) -> Markup:
        """The sections of one association; top: it is the share's own, with the sums of all below it."""
        honours, pledges = self._honours.get(code, []), self._pledges.get(code, [])
        latest = max((pledge.year for pledge in pledges), default=self._year)
        levels = self._served.get(self._year, {}) if top else {}
        if not (honours or pledges or levels):
            return Markup()
        return fill(
            "merits.html",
            root=root,
            awards=[honour_rolls.row(honour) for honour in honours[:AWARDS]],
            more=len(honours) - AWARDS,
            roll=honour_rolls.path(honours[0].year, code) if honours else "",
            pledges=[(pledge, pledge.words(self._today)) for pledge in pledges if pledge.year == latest],
            year=latest,
            now=self._year,
            told=service.told(levels) if levels else None,
        )
