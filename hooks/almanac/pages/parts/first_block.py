"""What the browser must know of the first blocks of an association's page before it fills them, so that nothing moves."""

from __future__ import annotations

from almanac.model.divisions import Association, Level, Register
from almanac.views.nearby import DAYS, ahead
from almanac.views.rollup import Gathered

MOST, MANY = 5, 20  # rows for which room is kept; of a list of so many more that many are sure


def room(whole: Gathered, year: int) -> int:
    """For how many rows the block of what is coming keeps room."""
    return MOST if whole.number > MANY else min(MOST, len(ahead(whole.named, year)) or whole.number)


def near(register: Register, unit: Association, whole: Gathered, year: int, until: str) -> dict[str, object]:
    """Where to look if a township or village has nothing: those above it in its county, the nearest first.

    With what the browser must know to leave it away: its own days to come; until: the last day that the county has.
    """
    line = register.line(unit.code)[:-1] if until else ()
    above = [each for each in reversed(line) if each.level >= Level.COUNTY]
    own = sorted({(firsts, lasts) for _, firsts, lasts in ahead(whole.named, year)} if above else ())
    return {
        "near": above,
        "days": DAYS,
        "plans_until": until,
        "firsts": " ".join(firsts for firsts, _ in own),
        "lasts": " ".join(lasts for _, lasts in own),
    }
