"""How many activities are on, by day and city, of the current campaign and each former one: for charts and programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from almanac.model.divisions import city_of
from almanac.pages import DayCount, File, Made, Share
from almanac.render.html import compact

Node = dict[str, object]


def make(share: Share, day_counts: Sequence[Sequence[DayCount]]) -> Iterator[Made]:
    """Make data/days.json of what all areas say of their days, a line a day."""
    site = share.site
    days = _days([count for counts in day_counts for count in counts if count[0] <= site.year])
    years = sorted(year for year in site.notices if year <= site.year)
    campaigns = [{"year": year, "days": sum(day["year"] == year for day in days)} for year in years]
    places = [
        {"association": unit.code, "name": unit.name}
        for unit in site.register
        if city_of(unit.code) == unit.code
    ]
    head = f'"demo":{compact(site.demo)},"year":{site.year},"campaigns":{compact(campaigns)},"associations":{compact(places)}'
    listed = ",\n".join(map(compact, days))
    yield File("data/days.json", f'{{{head},"days":[\n{listed}\n]}}\n'.encode())


def _days(counts: Sequence[DayCount]) -> list[Node]:
    """Each day of a campaign with its numbers, and those of each city; the province itself is among the cities."""
    on, cancelled = Counter[tuple[int, str, str]](), Counter[tuple[int, str, str]]()
    for year, day, place, number, off in counts:
        on[year, day, place] += number
        cancelled[year, day, place] += off
    found: dict[tuple[int, str], list[tuple[str, int, int]]] = {}
    for year, day, place in sorted(on):
        found.setdefault((year, day), []).append((place, on[year, day, place], cancelled[year, day, place]))
    return [
        {
            "year": year,
            "date": day,
            "activities": sum(number for _, number, _ in parts),
            "cancelled": sum(number for _, _, number in parts),
            "parts": [
                {"association": place, "activities": number, "cancelled": off} for place, number, off in parts
            ],
        }
        for (year, day), parts in found.items()
    ]
