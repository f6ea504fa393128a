"""Whom the press may not name: persons and families of the rolls whose consent does not reach newspapers."""

from __future__ import annotations

from collections.abc import Sequence

from almanac.disclosure.public_records import name_for, named_in
from almanac.model.day import Day
from almanac.model.filings import Award, Consent, Filing
from almanac.model.words import Use
from almanac.validate.awards import is_over, persons


def unprinted(filings: Sequence[Filing], today: Day) -> list[tuple[str, str, str, bool]]:
    """Names as they are filed that the press may not print, with the association, the award and whether it once might.

    Who is named in full for the press by another award of the same filings is named.
    """
    found: dict[tuple[str, str], tuple[str, bool]] = {}
    for filing in filings:
        award = filing.record
        if isinstance(award, Award):
            for one in award.honoured:
                if name_for(one, award, Use.PRESS, today) != one.name and (award.kind or one.consent):
                    once = one.consent is not None and _once(one.consent, today)
                    for person in persons(one.name):
                        found.setdefault((person, filing.code), (award.name, once))
    named = named_in(filings, today, Use.PRESS) if found else set()
    return sorted((code, name, *told) for (name, code), told in found.items() if name not in named)


def _once(consent: Consent, today: Day) -> bool:
    """Whether there was a consent that is no longer good: time or a withdrawal alone never stops the site."""
    return bool(consent.withdrawn) or (Use.PRESS in consent.scope and is_over(consent, today))
