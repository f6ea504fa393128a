"""Which pages are made together, and what they need besides the site and their area."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from almanac.pages import (
    Made,
    account_codes,
    activities,
    assessment,
    association_finder,
    associations,
    booklet,
    calendars,
    day_pages,
    days,
    embed,
    error_reference,
    feeds,
    field_reference,
    health,
    home,
    honours,
    months,
    nearby,
    open_data,
    posters,
    press,
    returns,
    search,
    service,
    sitemap,
    status,
    submission_forms,
    totals,
    totals_files,
    township_totals,
    visits,
    weekly_digest,
    years,
)

Make = Callable[..., Iterator[Made]]  # of a share, and of what its parameters name
SHELF, NEWSROOM = ("shelf", "public shelf"), ("newsroom", "public newsroom")
SHEETS, DOUBTS = ("sheets", "sheets/{code}"), ("doubts", "questions/{code}")


class Pages(NamedTuple):
    """Pages that are made together. needs: what they need besides site and area: the field of
    the site or the parameter of their functions that it becomes, and the task."""

    name: str
    makes: tuple[Make, ...]
    needs: tuple[tuple[str, str], ...] = ()


OF_A_COUNTY = (
    Pages("activities", (activities.make, posters.make, calendars.make_former), (SHELF,)),
    Pages("associations", (associations.make, account_codes.make)),
    Pages("day pages", (day_pages.make,)),
    Pages("data", (open_data.make, submission_forms.make_filed)),
    Pages("totals", (totals.make, totals_files.make, township_totals.make), (SHEETS,)),
    Pages("finder", (association_finder.make, nearby.make, embed.make)),
    Pages("search", (search.make,), (SHELF, NEWSROOM)),
    Pages("sitemap", (sitemap.make,), (SHELF, NEWSROOM)),
    Pages("honours", (honours.make,)),
    Pages("service", (service.make,)),
)
# These hang on the day: a county's are made of what it has handed up (`page_tasks.share_of_lists`), so that no record is read.
OF_ITS_LISTS = (Pages("feeds", (feeds.make,)), Pages("calendars", (calendars.make,)))
OF_ITS_PARTS = (  # made of what areas have handed up: no record is read for them
    Pages("returns", (returns.make, assessment.make), (SHEETS, DOUBTS)),
    Pages("digest", (weekly_digest.make,), (("weekly", "week/{code}"),)),
)
OF_THOSE_ABOVE = (  # the same, of cities and the province
    Pages("visits", (visits.make,), (("attendance", "visits/{code}"), DOUBTS)),
)
OF_A_CITY = (
    Pages("home", (home.make,), (SHELF,)),
    *(pages for pages in OF_A_COUNTY if pages.name != "totals"),
    *OF_ITS_LISTS,
)
TABLES = Pages(
    "totals",
    (totals.make, totals.make_front, totals_files.make),
    (SHEETS,),
)
OF_THE_PROVINCE = (Pages("days", (months.make, years.make, health.make_topics), (SHELF,)),)
ONCE = (  # made of parts of what all areas hand up, or of nothing of theirs
    Pages("rolls", (honours.make_rolls,), (("awards", "rolls"),)),
    Pages("day counts", (days.make,), (("day_counts", "day counts"),)),
    Pages("status", (status.make,), (("made_of", "made of"),)),
    Pages("status page", (status.make_page,), (("made_of", "made of"), ("found", "found"), SHEETS)),
    Pages(
        "data package",
        (open_data.make_tables,),
        (("rows", "rows"), ("awards", "rolls"), ("totals_rows", "totals rows/{code}")),
    ),
    Pages("search guide", (search.make_guide,), (("guide", "guide"), SHELF, NEWSROOM)),
    Pages("releases", (press.make_front,), (NEWSROOM, SHELF)),
    Pages("register", (open_data.make_register, association_finder.make_finder, field_reference.make)),
    Pages("errors", (error_reference.make,), (("", "gallery"),)),
    Pages("forms", (submission_forms.make, returns.make_deadlines)),
    Pages("health", (health.make, booklet.make), (SHELF,)),
)
